"""Teach a small network what people marked and what the fine-tuned transformer says of further news.

    python scripts/distil.py TRAIN.jsonl TEACHER OUTPUT --more NEWS.jsonl ... [--parsed FOLDER] [--epochs N]

TEACHER is what ``train.py`` wrote. Its answers on the articles of ``--more`` are taken as they are; on those of TRAIN
they are mixed with what people marked. OUTPUT is a folder for the answers of the teacher, which are kept between runs,
and for the network. Words start from the vectors of their wordpieces in the teacher, pressed to a few dimensions.
"""

import argparse
import random
from collections import Counter
from pathlib import Path

import numpy as np
import srsly
import torch
from corpus import Marked, Text, cue_kinds, make, read
from learning import Window, learn
from network import Heads, Small, Transformer
from safetensors.torch import load_file
from torch import Tensor
from train import encode
from transformers import AutoModel, AutoTokenizer, PreTrainedTokenizerBase

from korea_nlp.components.claims.quotes import find_quotes, quote_of
from korea_nlp.components.claims.reader import words
from korea_nlp.components.claims.reader.heads import Heads as Answers
from korea_nlp.components.claims.reader.transformer import OVERLAP, windows

COMMON = {"word": 4, "suffix": 10}  # how often a value must stand in the articles to have a row of its own
LIKELY = 0.15  # anchors of the teacher that are taught
TRUST = 0.4  # how much of the teacher's answer is mixed with what people marked
PAIR = 96


def teach(texts: list[Text], folder: Path, *, marked: bool) -> None:
    """Put the teacher's answers in place of, or beside, what is marked."""
    encoder, tokenizer = load_encoder(folder)
    heads = Answers({name: value.numpy() for name, value in load_file(folder / "heads.safetensors").items()})
    for text in texts:
        vectors = read_words(encoder, tokenizer, text)
        projected = heads.project(vectors)
        likely = heads.anchors(vectors)
        taught = {
            int(i): np.exp(heads.roles(projected, text.tree, int(i)).likelihood)
            for i in np.flatnonzero(likely >= LIKELY)
        }
        if marked:
            text.marked = [_mix(text, item, taught.get(item.anchor)) for item in text.marked]
            known = text.anchors >= 0
            text.anchors[known] = TRUST * likely[known] + (1 - TRUST) * text.anchors[known]
        else:
            text.marked = [make(text.tree, i, roles.astype(np.float16)) for i, roles in taught.items()]
        text.anchors = np.where(text.anchors < 0, likely, text.anchors) if marked else likely


def _mix(text: Text, item: Marked, taught: np.ndarray | None) -> Marked:
    if taught is not None:
        item.roles = (TRUST * taught + (1 - TRUST) * item.roles).astype(np.float16)
    return item


def load_encoder(folder: Path) -> tuple[Transformer, PreTrainedTokenizerBase]:
    """Return the encoder that ``train.py`` wrote."""
    model = AutoModel.from_pretrained(folder, add_pooling_layer=False)
    return Transformer(model).eval(), AutoTokenizer.from_pretrained(folder)


@torch.no_grad()
def read_words(encoder: Transformer, tokenizer: PreTrainedTokenizerBase, text: Text) -> np.ndarray:
    """Return the teacher's vector of each word of an article."""
    found = np.zeros((len(text.doc), encoder.width), dtype=np.float32)
    cut: list[Window] = [(text, low, high) for low, high in windows(len(text.doc))]
    for first in range(0, len(cut), 8):
        chosen = cut[first : first + 8]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = encoder(encode(tokenizer, chosen)).float().numpy()
        for (_, low, high), vectors in zip(chosen, hidden, strict=True):
            kept = low and low + OVERLAP // 2  # where this window reads better than the one before
            found[kept:high] = vectors[kept - low : high - low]
    return found


class Table:
    """The rows of what is seen of words, by column."""

    def __init__(self, texts: list[Text]) -> None:
        self.kinds = cue_kinds()
        seen = [self.columns(text) for text in texts]
        self.known: dict[str, dict[str, int]] = {}
        for name in words.COLUMNS:
            counts = Counter(value for columns in seen for value in columns[name])
            common = sorted(value for value, count in counts.items() if count >= COMMON.get(name, 1))
            self.known[name] = {value: number for number, value in enumerate(common, 1)}
        self.rows = {id(text): words.numbers(columns, self.known) for text, columns in zip(texts, seen, strict=True)}

    def columns(self, text: Text) -> dict[str, list[str]]:
        """Return what is seen of the words of an article."""
        inside = quote_of(find_quotes(text.tree), len(text.tree))
        return words.columns(text.tree, self.kinds, inside)

    def windows(self, chosen: list[Window]) -> tuple[Tensor, Tensor]:
        """Return the rows of windows and the places of their words' heads; one outside a window is the word itself."""
        size = max(high - low for _, low, high in chosen)
        table = torch.zeros(len(chosen), size, len(words.COLUMNS), dtype=torch.long)
        heads = torch.arange(size).repeat(len(chosen), 1)
        for row, (text, low, high) in enumerate(chosen):
            table[row, : high - low] = torch.from_numpy(self.rows[id(text)][low:high])
            above = np.asarray(text.tree.head[low:high]) - low
            inner = (above >= 0) & (above < high - low)
            heads[row, : high - low] = torch.from_numpy(np.where(inner, above, np.arange(high - low)))
        return table, heads


def start_words(folder: Path, known: dict[str, int], width: int) -> Tensor:
    """Return first vectors of words: the mean of their wordpieces' in the teacher, on their main axes."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    pieces = (
        AutoModel.from_pretrained(folder, add_pooling_layer=False).embeddings.word_embeddings.weight.detach().numpy()
    )
    split = tokenizer(list(known), add_special_tokens=False)["input_ids"]
    found = np.stack([pieces[ids].mean(axis=0) if ids else np.zeros(pieces.shape[1]) for ids in split])
    found -= found.mean(axis=0)
    _, _, axes = np.linalg.svd(found, full_matrices=False)
    pressed = found @ axes[:width].T
    return torch.from_numpy(np.vstack([np.zeros((1, width)), pressed / pressed.std()]).astype(np.float32) * 0.3)


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("teacher", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="further news, without marks")
    parser.add_argument("--parsed", type=Path, help="a folder that keeps the parsed texts between runs")
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fold", default="0/1", help="K/N: leave out each N-th article of TRAIN from the K-th on")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    left, of = map(int, args.fold.split("/"))
    cached = (lambda path: args.parsed / f"{path.stem}.spacy") if args.parsed else (lambda path: None)
    gold = [text for number, text in enumerate(read(args.train, cached(args.train))) if of == 1 or number % of != left]
    more = [text for path in args.more for text in read(path, cached(path))]
    teach(gold, args.teacher, marked=True)
    teach(more, args.teacher, marked=False)
    print(f"{len(gold)} articles with marks, {len(more)} without", flush=True)
    table = Table([*gold, *more])
    encoder = Small({name: len(known) + 1 for name, known in table.known.items()})
    encoder.embed["word"].weight.data = start_words(
        args.teacher, table.known["word"], encoder.embed["word"].weight.shape[1]
    )
    heads = Heads(encoder.width, PAIR)
    args.output.mkdir(parents=True, exist_ok=True)

    def save() -> None:
        arrays = {**{f"encoder.{k}": v for k, v in encoder.state_dict().items()}, **heads.state_dict()}
        message = {
            "dilations": list(encoder.dilations),
            "known": {name: list(known) for name, known in table.known.items()},
            "weights": {name: value.numpy().astype(np.float16) for name, value in arrays.items()},
        }
        srsly.write_msgpack(args.output / "small.msgpack", message)

    learn(
        [],
        lambda chosen: encoder(*table.windows(chosen)),
        encoder,
        heads,
        save,
        epochs=args.epochs,
        rate=2e-3,
        seed=args.seed,
        share=lambda epoch: gold + random.Random(epoch).sample(more, min(len(more), len(gold))),
    )


if __name__ == "__main__":
    main()
