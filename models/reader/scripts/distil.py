"""Teach a small network over words and their parse what people marked and what teachers say of further news.

    python scripts/distil.py TRAIN.jsonl ENCODER OUTPUT --parsed FOLDER [--marked GOLD.jsonl ...] [--aside K/N]
                             --labels LABELS.npz --more NEWS.jsonl ... [--silver SILVER.npz --news NEWS.jsonl]
                             [--nested] [--epochs N] [--rate R] [--fold K/N]

``--silver`` is what the accurate network says of all layers of the articles of ``--news`` (``label.py``).

ENCODER is a transformer (see ``train.py``): words start from the vectors of their wordpieces in it, pressed to a few
dimensions. ``--nested`` and ``--fold`` are those of ``train.py``.
"""

import random
from collections import Counter
from pathlib import Path

import numpy as np
import srsly
import torch
from corpus import KINDS, MENTIONS, Text, read
from labels import read_labels, teach
from learning import DEVICE, Window, learn
from network import Heads, Small, Tagger
from torch import Tensor, nn
from train import ATTRIBUTION, arguments, find_encoder, gather, share_of
from transformers import AutoModel, AutoTokenizer

from korea_nlp.lexicon import load_lexicon
from korea_nlp.reader.encoders import conv
from korea_nlp.reader.features import COLUMNS, columns, read_classes
from korea_nlp.reader.heads.entities import TAGS
from korea_nlp.syntax import find_quotes, quote_of

COMMON = {"word": 4, "suffix": 10, "shape": 10}  # how often a value must stand in the articles to have a row of its own
PAIR = 96
FILE = "small.msgpack"
NEWS = 3  # epochs in which each article of silver comes once


class Table:
    """The rows of what is seen of words, by column."""

    def __init__(self, texts: list[Text]) -> None:
        self.classes = read_classes(load_lexicon("cues"), load_lexicon("event_triggers"))
        seen = [self.columns(text) for text in texts]
        self.known: dict[str, dict[str, int]] = {}
        for name in COLUMNS:
            counts = Counter(value for values in seen for value in values[name])
            common = sorted(value for value, count in counts.items() if count >= COMMON.get(name, 1))
            self.known[name] = {value: number for number, value in enumerate(common, 1)}
        self.rows = {id(text): conv.numbers(values, self.known) for text, values in zip(texts, seen, strict=True)}

    def columns(self, text: Text) -> dict[str, list[str]]:
        """Return what is seen of the words of an article."""
        inside = quote_of(find_quotes(text.tree), len(text.tree))
        return columns(text.tree, self.classes, inside)

    def windows(self, chosen: list[Window]) -> tuple[Tensor, Tensor]:
        """Return the rows of windows and the places of their words' heads; one outside a window is the word itself."""
        size = max(high - low for _, low, high in chosen)
        table = np.zeros((len(chosen), size, len(COLUMNS)), dtype=np.int64)
        heads = np.tile(np.arange(size), (len(chosen), 1))
        for row, (text, low, high) in enumerate(chosen):
            table[row, : high - low] = self.rows[id(text)][low:high]
            above = np.asarray(text.tree.head[low:high]) - low
            inner = (above >= 0) & (above < high - low)
            heads[row, : high - low] = np.where(inner, above, np.arange(high - low))
        return torch.from_numpy(table).to(DEVICE), torch.from_numpy(heads).to(DEVICE)


def start_words(folder: Path, known: dict[str, int], width: int) -> Tensor:
    """Return first vectors of words: the mean of their wordpieces' in a transformer, on their main axes."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder, add_pooling_layer=False)
    pieces = model.embeddings.word_embeddings.weight.detach().numpy()
    split = tokenizer(list(known), add_special_tokens=False)["input_ids"]
    found = np.stack([pieces[ids].mean(axis=0) if ids else np.zeros(pieces.shape[1]) for ids in split])
    found -= found.mean(axis=0)
    _, _, axes = np.linalg.svd(found, full_matrices=False)
    pressed = found @ axes[:width].T
    return torch.from_numpy(np.vstack([np.zeros((1, width)), pressed / pressed.std()]).astype(np.float32) * 0.3)


def main() -> None:
    """Read the arguments and train."""
    parser = arguments(__doc__, epochs=16, rate=2e-3)
    parser.add_argument("--silver", type=Path, help="what the accurate network says of further news")
    parser.add_argument("--news", type=Path, help="that news")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    gold, retold, more, whole = gather(args)
    news = read(args.news, args.parsed) if args.silver else []
    for text, answer in zip(news, read_labels(args.silver, news) if news else (), strict=True):
        teach(text, answer, args.trust, marked=False)
    table = Table([*gold, *retold, *more, *whole, *news])
    encoder = Small({name: len(known) + 1 for name, known in table.known.items()})
    heads, tagger = Heads(encoder.width, PAIR), Tagger(encoder.width, len(KINDS), MENTIONS, TAGS)
    both = nn.ModuleDict({"encoder": encoder, ATTRIBUTION: heads, "tagger": tagger})
    first = encoder.embed["word"].weight
    first.data = start_words(find_encoder(args.encoder), table.known["word"], first.shape[1])
    args.output.mkdir(parents=True, exist_ok=True)

    def save() -> None:
        weights = {name.removeprefix("tagger."): value for name, value in both.state_dict().items()}
        message = {
            "dilations": list(encoder.dilations),
            "known": {name: list(known) for name, known in table.known.items()},
            "weights": {name: value.half().cpu().numpy() for name, value in weights.items()},
        }
        srsly.write_msgpack(args.output / FILE, message)

    def share(epoch: int) -> list[Text]:
        some = random.Random(epoch).sample(news, len(news) // NEWS)
        return whole + some + share_of(args, gold, retold, more, epoch)

    print(
        f"{len(whole)} articles with all layers, {len(gold)} with attributions, {len(news)} silver, on {DEVICE}",
        flush=True,
    )
    learn(
        share,
        lambda chosen: encoder(*table.windows(chosen)),
        encoder,
        heads,
        tagger,
        save,
        epochs=args.epochs,
        rate=args.rate,
        heads_rate=args.rate,
        batch=args.batch,
        seed=args.seed,
    )


if __name__ == "__main__":
    main()
