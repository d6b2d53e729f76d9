"""Fine-tune a transformer to find anchors of attributions and the words that go with them.

    python scripts/train.py TRAIN.jsonl ENCODER OUTPUT [--parsed CACHE.spacy] [--epochs N] [--fold K/N]

ENCODER is a folder with a transformer as Hugging Face libraries save it, or the name of an installed package that holds
one in its folder ``model``. With ``--fold K/N`` each N-th article from the
K-th on is left out, so that what others learn from this network's answers they learn from articles it has not seen.
"""

import argparse
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from corpus import read
from learning import Window, learn
from network import Batch, Heads, Transformer
from safetensors.torch import save_file
from torch import Tensor
from transformers import AutoModel, AutoTokenizer, PreTrainedTokenizerBase

PIECES = 500  # wordpieces of a window that are kept


def encode(tokenizer: PreTrainedTokenizerBase, chosen: list[Window]) -> Batch:
    """Return the wordpieces of windows."""
    texts = [text.doc[low:high].text for text, low, high in chosen]
    data = tokenizer(texts, padding="longest", truncation=True, max_length=PIECES, return_offsets_mapping=True)
    ids = torch.tensor(data["input_ids"])
    pieces = torch.full_like(ids, -1)
    for row, ((text, low, high), offsets) in enumerate(zip(chosen, data["offset_mapping"], strict=True)):
        starts = np.array([text.doc[i].idx for i in range(low, high)]) - text.doc[low].idx
        where = np.array([start for start, _ in offsets])
        real = np.array([end > start for start, end in offsets])
        pieces[row] = torch.from_numpy(np.where(real, np.searchsorted(starts, where, side="right") - 1, -1))
    return Batch(ids, torch.tensor(data["attention_mask"]), pieces, max(high - low for _, low, high in chosen))


def find_encoder(name: str) -> Path:
    """Return the folder of a transformer, by its path or by the package that ships it."""
    spec = None if Path(name).is_dir() else find_spec(name)
    return Path(next(iter(spec.submodule_search_locations or ()))) / "model" if spec else Path(name)


def train(args: argparse.Namespace) -> None:
    """Train and write the weights."""
    folder = find_encoder(args.encoder)
    torch.manual_seed(args.seed)
    left, of = map(int, args.fold.split("/"))
    texts = [text for number, text in enumerate(read(args.train, args.parsed)) if of == 1 or number % of != left]
    tokenizer = AutoTokenizer.from_pretrained(folder)
    encoder = Transformer(AutoModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="eager"))
    encoder.encoder.embeddings.word_embeddings.weight.requires_grad_(False)  # half of the weights stay as they are
    heads = Heads(encoder.width)

    def vectors(chosen: list[Window]) -> Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return encoder(encode(tokenizer, chosen)).float()

    def save() -> None:
        args.output.mkdir(parents=True, exist_ok=True)
        encoder.encoder.save_pretrained(args.output)
        tokenizer.save_pretrained(args.output)
        save_file(
            {name: value.contiguous() for name, value in heads.state_dict().items()}, args.output / "heads.safetensors"
        )

    learn(texts, vectors, encoder, heads, save, epochs=args.epochs, rate=args.rate, seed=args.seed)


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("encoder")
    parser.add_argument("output", type=Path)
    parser.add_argument("--parsed", type=Path, help="a file that keeps the parsed texts between runs")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=1e-4, help="learning rate of the encoder")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fold", default="0/1")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
