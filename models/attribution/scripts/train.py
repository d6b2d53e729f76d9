"""Fine-tune a transformer to find anchors of attributions and the words that go with them.

    python scripts/train.py TRAIN.jsonl ENCODER OUTPUT --parsed FOLDER [--labels LABELS.npz --more NEWS.jsonl ...]
                            [--nested] [--layers N] [--epochs N] [--rate R] [--fold K/N] [--part K/N]

ENCODER is a folder with a transformer as Hugging Face libraries save it, or the name of an installed package that holds
one in its folder ``model``. ``--fold K/N`` leaves out each N-th article from the K-th on, on which ``fit.py`` fits what
joins the network with grammar; ``--part K/N`` leaves out a part of the others, for ``label.py``. With ``--labels`` what
teachers say is learnt too, also of the articles of ``--more``; with ``--nested`` some of the marked articles come a
second time, with many of the sentences told by other speakers, so that attributions within contents are learnt.
"""

import argparse
import json
import random
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from corpus import Text, cue_kinds, kept, make_text, read
from labels import read_labels, teach
from learning import DEVICE, Window, learn, quick
from nesting import nest
from network import Batch, Heads, Transformer
from safetensors.torch import save_file
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence
from transformers import AutoModel, AutoTokenizer, PreTrainedTokenizerBase

import korea_nlp
from korea_nlp import pipeline
from korea_nlp.reader.encoders.transformer import OVERLAP, windows

PIECES = 500  # wordpieces of a window that are kept
HEADS = "heads.safetensors"
RETOLD = 1 / 6  # of as many articles as are marked, in an epoch: those that other speakers tell
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
    model = AutoModel.from_pretrained(folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0, **some)
    return Transformer(model).to(DEVICE), AutoTokenizer.from_pretrained(folder)


class Frozen:
    """What the lower layers of a transformer, which do not learn, say of windows: each is asked for once."""

    def __init__(self, encoder: Transformer, layers: int) -> None:
        self.encoder, self.layers = encoder, layers
        self.held: dict[tuple[str, int, int], Tensor] = {}
        encoder.encoder.embeddings.requires_grad_(False)
        for layer in encoder.encoder.encoder.layer[:layers]:
            layer.requires_grad_(False)

    def words(self, chosen: list[Window], batch: Batch) -> Tensor:
        """Return (windows, words, width)."""
        keys = [(text.id, low, high) for text, low, high in chosen]
        new = [row for row, key in enumerate(keys) if key not in self.held]
        if new:
            asked = Batch(batch.ids[new], batch.mask[new], batch.pieces[new], batch.size)
            for row, hidden in zip(new, self.encoder.lower(asked, self.layers), strict=True):
                self.held[keys[row]] = hidden[: int(batch.mask[row].sum())].half()
        hidden = pad_sequence([self.held[key] for key in keys], batch_first=True).float()
        return self.encoder.upper(hidden, batch, self.layers)


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
    return read(args.train, args.parsed / f"{args.train.stem}.spacy")


def gather(args: argparse.Namespace) -> tuple[list[Text], list[Text], list[Text]]:
    """Return marked articles, those that other speakers tell, and further ones that teachers have answered for."""
    texts = marked(args)
    more = [text for path in args.more for text in read(path, args.parsed / f"{path.stem}.spacy")]
    if args.labels is not None:
        for number, (text, answer) in enumerate(
            zip([*texts, *more], read_labels(args.labels, [*texts, *more]), strict=True)
        ):
            teach(text, answer, args.trust, marked=number < len(texts))
    gold, _ = kept(texts, args.fold)
    return gold, retell(args, texts) if args.nested else [], more


def retell(args: argparse.Namespace, texts: list[Text], *, aside: bool = False) -> list[Text]:
    """Return half of the marked articles, or all set ``aside``, with many of the sentences told by other speakers."""
    articles = [json.loads(line) for line in args.train.read_text(encoding="utf-8").splitlines() if line.strip()]
    seen, unseen = kept(nest(articles, texts), args.fold)
    retold = unseen if aside else seen[::2]
    nlp = korea_nlp.load(exclude=pipeline.COMPONENTS)
    kinds = cue_kinds()
    docs = nlp.pipe(article["text"] for article in retold)
    return [make_text(article, doc, kinds) for article, doc in zip(retold, docs, strict=True)]


def share_of(gold: list[Text], retold: list[Text], more: list[Text], epoch: int) -> list[Text]:
    """Return the articles of an epoch: all marked ones and a few of the others."""
    generator = random.Random(epoch)
    few = [(retold, int(RETOLD * len(gold))), (more, int(OTHERS * len(gold)))]
    return gold + [text for texts, most in few for text in generator.sample(texts, min(len(texts), most))]


def arguments(summary: str | None, **defaults: float) -> argparse.ArgumentParser:
    """Return what both trainings are told."""
    parser = argparse.ArgumentParser(description=summary, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("encoder")
    parser.add_argument("output", type=Path)
    parser.add_argument("--parsed", type=Path, required=True, help="a folder that keeps the parsed texts between runs")
    parser.add_argument("--labels", type=Path, help="what teachers say of the articles")
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
    parser = arguments(__doc__, epochs=18, rate=3e-4)
    parser.add_argument("--layers", type=int, help="how many of the encoder's layers are kept")
    parser.add_argument("--frozen", type=int, default=0, help="how many of the lower layers stay as they are")
    parser.add_argument("--part", default="0/1")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    gold, retold, more = gather(args)
    gold, _ = kept(gold, args.part)
    encoder, tokenizer = load_encoder(find_encoder(args.encoder), args.layers)
    model = encoder.encoder
    model.embeddings.word_embeddings.weight.requires_grad_(False)  # half of the weights stay as they are
    heads = Heads(encoder.width)
    frozen = Frozen(encoder, args.frozen) if args.frozen else None

    def vectors(chosen: list[Window]) -> Tensor:
        batch = encode(tokenizer, chosen)
        with quick():
            return (encoder(batch) if frozen is None else frozen.words(chosen, batch)).float()

    def save() -> None:
        model.save_pretrained(args.output)
        tokenizer.save_pretrained(args.output)
        save_file({name: value.contiguous().cpu() for name, value in heads.state_dict().items()}, args.output / HEADS)

    print(f"{len(gold)} articles with marks, {len(retold)} retold, {len(more)} without, on {DEVICE}", flush=True)
    learn(
        lambda epoch: share_of(gold, retold, more, epoch),
        vectors,
        encoder,
        heads,
        save,
        epochs=args.epochs,
        batch=args.batch,
        seed=args.seed,
        rate=args.rate,
    )


if __name__ == "__main__":
    main()
