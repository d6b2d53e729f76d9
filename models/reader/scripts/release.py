"""Put a fine-tuned transformer and its reader into the package of the accurate model.

    python scripts/release.py NETWORK READER.msgpack ../accurate/korea_nlp_accurate

The weights are written in half precision, as safetensors; ``files.sha256`` lists what the package checks when it loads.
"""

import argparse
import hashlib
import shutil
from pathlib import Path

import torch
from transformers import AutoModel, AutoTokenizer

ENCODER, READER, DIGESTS = "encoder", "reader.msgpack", "files.sha256"


def release(network: Path, reader: Path, package: Path) -> None:
    """Write encoder, tokenizer, reader and the list of their digests."""
    folder = package / ENCODER
    shutil.rmtree(folder, ignore_errors=True)
    model = AutoModel.from_pretrained(network, torch_dtype=torch.float16)
    for weight in model.pooler.parameters():  # nothing reads it, but spacy-transformers builds it
        torch.nn.init.zeros_(weight)
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(network).save_pretrained(folder)
    (folder / "vocab.txt").unlink(missing_ok=True)  # tokenizer.json holds it
    shutil.copyfile(reader, package / READER)
    write_digests(package)


def write_digests(package: Path) -> None:
    """Write the list of the digests that the package checks when it loads."""
    files = [*sorted(path for path in (package / ENCODER).iterdir() if path.is_file()), package / READER]
    for file in files:
        file.chmod(0o644)
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(package).as_posix()}\n" for file in files
    ]
    (package / DIGESTS).write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Read the arguments and write the package."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", type=Path)
    parser.add_argument("reader", type=Path)
    parser.add_argument("package", type=Path)
    args = parser.parse_args()
    release(args.network, args.reader, args.package)


if __name__ == "__main__":
    main()
