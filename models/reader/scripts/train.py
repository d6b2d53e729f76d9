"""Teach a transformer to find anchors of attributions and the words that go with them, and the triggers of events.

    python scripts/train.py TRAIN.jsonl ENCODER OUTPUT --parsed FOLDER [--marked GOLD.jsonl ...] [--aside K/N]
                            [--labels LABELS.npz --more NEWS.jsonl ...] [--nested] [--layers N] [--epochs N] [--rate R]
                            [--start READER.msgpack] [--fold K/N] [--part K/N]

TRAIN holds articles with attributions alone, the files of ``--marked`` articles with all layers. ENCODER is a folder
with a transformer as Hugging Face libraries save it, or the name of an installed package that holds one in its folder
``model``; with ``--start`` heads begin as a reader has them, too. ``--fold K/N`` leaves out each N-th article of TRAIN
from the K-th on, on which ``fit.py`` fits what joins the network with grammar, ``--aside K/N`` those of the first of
``--marked``, to be scored on; ``--part K/N`` leaves out a part of TRAIN's others, for ``label.py``. With ``--labels``
what teachers say is learnt too, also of the articles of ``--more``; with ``--nested`` some of TRAIN's articles come a
second time, with many of the sentences told by other speakers, so that attributions within contents are learnt.
"""

import argparse
import json
import random
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import srsly
import torch
from corpus import KINDS, MENTIONS, Text, kept, read
from labels import read_labels, teach
from learning import DEVICE, Window, learn, quick
from nesting import nest
from network import Batch, Heads, Tagger, Transformer
from safetensors.torch import save_file
from torch import Tensor
from transformers import AutoModel, AutoTokenizer, PreTrainedTokenizerBase

from korea_nlp.reader.encoders.transformer import OVERLAP, windows
from korea_nlp.reader.heads.attribution import NAME as ATTRIBUTION
from korea_nlp.reader.heads.entities import TAGS

PIECES = 500  # wordpieces of a window that are kept
HEADS = "heads.safetensors"
RETOLD = 1 / 6  # of as many articles as have attributions, in an epoch: those that other speakers tell
OTHERS = 1 / 4  # those without marks


def encode(tokenizer: PreTrainedTokenizerBase, chosen: list[Window]) -> Batch:
    """Return the wordpieces of windows."""
    texts = [text.doc[low:high].text for text, low, high in chosen]
    data = tokenizer(texts, padding="longest", truncation=True, max_length=PIECES, return_offsets_mapping=True)
    pieces = np.full(np.shape(data["input_ids"]), -1)
    for row, ((text, low, high), offsets) in enumerate(zip(chosen, data["offset_mapping"], strict=True)):
        starts = np.array([text.doc[i].idx for i in range(low, high)]) - text.doc[low].idx
        where = np.array([start for start, _ in offsets])
        real = np.array([end > start for start, end in offsets])
        pieces[row] = np.where(real, np.searchsorted(starts, where, side="right") - 1, -1)
    ids, mask = torch.tensor(data["input_ids"]), torch.tensor(data["attention_mask"])
    size = max(high - low for _, low, high in chosen)
    return Batch(ids.to(DEVICE), mask.to(DEVICE), torch.from_numpy(pieces).to(DEVICE), size)


def find_encoder(name: str) -> Path:
    """Return the folder of a transformer, by its path or by the package that ships it."""
    spec = None if Path(name).is_dir() else find_spec(name)
    return Path(next(iter(spec.submodule_search_locations or ()))) / "model" if spec else Path(name)


def load_encoder(folder: Path, layers: int | None = None) -> tuple[Transformer, PreTrainedTokenizerBase]:
    """Return a transformer, or its first layers."""
    some = {} if layers is None else {"num_hidden_layers": layers}
    model = AutoModel.from_pretrained(
        folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0, attn_implementation="eager", **some
    )
    return Transformer(model).to(DEVICE), AutoTokenizer.from_pretrained(folder)


@torch.no_grad()
def read_words(encoder: Transformer, tokenizer: PreTrainedTokenizerBase, text: Text) -> np.ndarray:
    """Return the vector of each word of an article, in the windows that the library reads."""
    found = np.zeros((len(text.doc), encoder.width), dtype=np.float32)
    cut: list[Window] = [(text, low, high) for low, high in windows(len(text.doc))]
    encoder.eval()
    for first in range(0, len(cut), 8):
        chosen = cut[first : first + 8]
        with quick():
            hidden = encoder(encode(tokenizer, chosen)).float().cpu().numpy()
        for (_, low, high), vectors in zip(chosen, hidden, strict=True):
            start = low and low + OVERLAP // 2  # where this window reads better than the one before
            found[start:high] = vectors[start - low : high - low]
    return found


def marked(args: argparse.Namespace) -> list[Text]:
    """Return the marked articles."""
    return read(args.train, args.parsed)


def gather(args: argparse.Namespace) -> tuple[list[Text], list[Text], list[Text], list[Text]]:
    """Return articles with attributions, as other speakers tell them, unmarked ones, and those with all layers."""
    texts = marked(args)
    more = [text for path in args.more for text in read(path, args.parsed)]
    if args.labels is not None:
        for number, (text, answer) in enumerate(
            zip([*texts, *more], read_labels(args.labels, [*texts, *more]), strict=True)
        ):
            teach(text, answer, args.trust, marked=number < len(texts))
    gold, _ = kept(texts, args.fold)
    whole = [read(path, args.parsed) for path in args.marked]
    whole[:1] = [kept(held, args.aside)[0] for held in whole[:1]]
    return gold, retell(args, texts) if args.nested else [], more, [text for held in whole for text in held]


def retell(args: argparse.Namespace, texts: list[Text], *, aside: bool = False) -> list[Text]:
    """Return half of the marked articles, or all set ``aside``, with many of the sentences told by other speakers."""
    articles = [json.loads(line) for line in args.train.read_text(encoding="utf-8").splitlines() if line.strip()]
    seen, unseen = kept(nest(articles, texts), args.fold)
    retold = unseen if aside else seen[::2]
    file = args.parsed / f"retold-{'aside' if aside else 'seen'}.jsonl"
    file.write_text("".join(json.dumps(article) + "\n" for article in retold), encoding="utf-8")
    return read(file, args.parsed)


def share_of(
    args: argparse.Namespace, gold: list[Text], retold: list[Text], more: list[Text], epoch: int
) -> list[Text]:
    """Return the articles of an epoch besides those with all layers: a share of TRAIN and a few others."""
    generator = random.Random(epoch)
    size = round(args.share * len(gold))
    few = [(gold, size), (retold, round(RETOLD * size)), (more, round(OTHERS * size))]
    return [text for texts, most in few for text in generator.sample(texts, min(len(texts), most))]


def arguments(summary: str | None, **defaults: float) -> argparse.ArgumentParser:
    """Return what both trainings are told."""
    parser = argparse.ArgumentParser(description=summary, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("encoder")
    parser.add_argument("output", type=Path)
    parser.add_argument("--parsed", type=Path, required=True, help="a folder that keeps the parsed texts between runs")
    parser.add_argument("--labels", type=Path, help="what teachers say of the articles")
    parser.add_argument("--marked", type=Path, nargs="*", default=[], help="articles with all layers marked")
    parser.add_argument("--aside", default="0/1", help="K/N: articles of the first of those that are left out")
    parser.add_argument("--share", type=float, default=1.0, help="share of TRAIN's articles that an epoch has")
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="further news, without marks")
    parser.add_argument("--trust", type=float, default=0.6, help="how much of the teachers' answer is mixed with marks")
    parser.add_argument("--nested", action="store_true", help="learn from TRAIN as other speakers tell it, too")
    parser.add_argument("--epochs", type=int, default=defaults["epochs"])
    parser.add_argument("--rate", type=float, default=defaults["rate"], help="learning rate of the encoder")
    parser.add_argument("--batch", type=int, default=8, help="windows of a step")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fold", default="0/1")
    return parser


def main() -> None:
    """Read the arguments, train and write the weights."""
    parser = arguments(__doc__, epochs=6, rate=1e-4)
    parser.add_argument("--layers", type=int, help="how many of the encoder's layers are kept")
    parser.add_argument("--start", type=Path, help="a reader whose heads are taught further")
    parser.add_argument("--part", default="0/1")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    gold, retold, more, whole = gather(args)
    gold, _ = kept(gold, args.part)
    encoder, tokenizer = load_encoder(find_encoder(args.encoder), args.layers)
    model = encoder.encoder
    model.embeddings.word_embeddings.weight.requires_grad_(False)  # half of the weights stay as they are
    heads, tagger = Heads(encoder.width), Tagger(encoder.width, len(KINDS), MENTIONS, TAGS)
    if args.start:
        begin(heads, tagger, args.start)

    def vectors(chosen: list[Window]) -> Tensor:
        batch = encode(tokenizer, chosen)
        with quick():
            return encoder(batch).float()

    def save() -> None:
        model.save_pretrained(args.output)
        tokenizer.save_pretrained(args.output)
        write_heads(args.output / HEADS, heads, tagger)

    print(
        f"{len(whole)} articles with all layers, {len(gold)} with attributions, {len(more)} without, on {DEVICE}",
        flush=True,
    )
    learn(
        lambda epoch: whole + share_of(args, gold, retold, more, epoch),
        vectors,
        encoder,
        heads,
        tagger,
        save,
        epochs=args.epochs,
        batch=args.batch,
        seed=args.seed,
        rate=args.rate,
    )


def begin(heads: Heads, tagger: Tagger, file: Path) -> None:
    """Give heads the weights of a reader, and the tagger those of the layers that it has."""
    held = srsly.read_msgpack(file)["weights"]
    weights = {name: torch.from_numpy(np.asarray(value, np.float32)) for name, value in held.items()}
    heads.load_state_dict({name: weights[f"{ATTRIBUTION}.{name}"] for name in heads.state_dict()})
    tagger.load_state_dict({name: weights.get(name, value) for name, value in tagger.state_dict().items()})


def write_heads(file: Path, heads: Heads, tagger: Tagger) -> None:
    """Write the weights of heads, by the names that a reader has for them."""
    named = {
        **{f"{ATTRIBUTION}.{name}": value for name, value in heads.state_dict().items()},
        **tagger.state_dict(),
    }
    save_file({name: value.contiguous().cpu() for name, value in named.items()}, file)


if __name__ == "__main__":
    main()
