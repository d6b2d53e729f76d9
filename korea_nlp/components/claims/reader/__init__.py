"""A learned reader of attributions: which words carry one, and which words go with each.

A reader turns a Doc into ``Answers``. An encoder gives a vector for each word: ``conv`` by its form and its parse,
``transformer`` by a transformer's wordpieces. ``heads`` say what these words are, ``decode`` reads a source and a
content of that, ``edges`` says where they end, ``scoring`` weighs them with what grammar proposes.
"""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

import numpy as np
import srsly
from spacy.tokens import Doc

from korea_nlp.components.claims.reader.conv import columns, encode, numbers
from korea_nlp.components.claims.reader.decode import Answers
from korea_nlp.components.claims.reader.heads import Floats, Heads
from korea_nlp.components.claims.reader.transformer import vectors
from korea_nlp.components.claims.scoring import chance, odds
from korea_nlp.errors import ModelError
from korea_nlp.syntax import Parse

ENCODER = "encoder."  # how the names of an encoder's weights begin
Kinds = Mapping[tuple[str, str], str]


class Reader:
    """Reads a Doc with learnt weights; travels with saved pipelines as the bytes that it was built from.

    Args:
        data: A msgpack map as ``models/attribution`` writes it: the kind of reader, its weights, how roles follow one
            another, how much the facts of a candidate weigh, and how sure one that was chosen is.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.message: dict[str, Any] = srsly.msgpack_loads(data)
        weights = {name: np.asarray(value, dtype=np.float32) for name, value in self.message["weights"].items()}
        self.encoder = {
            name.removeprefix(ENCODER): value for name, value in weights.items() if name.startswith(ENCODER)
        }
        self.heads = Heads({name: value for name, value in weights.items() if not name.startswith(ENCODER)})
        self.transitions = np.asarray(self.message["transitions"], dtype=np.float32)
        self.blend = np.asarray(self.message["blend"], dtype=np.float32)
        self.sureness: tuple[float, float] = tuple(self.message["sureness"])

    def __call__(self, doc: Doc, parse: Parse, kinds: Kinds, inside: Sequence[int]) -> Answers | None:
        """Return the answers for a Doc, or None where it cannot be read.

        ``kinds`` is the class of each cue of the lexicon, by lemma and part of speech; ``inside`` the number of the
        quotation that holds each word, or -1.
        """
        raise NotImplementedError

    def confidence(self, score: float) -> float:
        """Return how likely what was chosen by its score is right: the likeliest of several readings is less so."""
        shift, slope = self.sureness
        return chance(shift + slope * odds(score))

    def answer(self, words: Floats, parse: Parse) -> Answers:
        """Return what the heads say of the vectors of words."""
        return Answers(self.heads, self.transitions, self.blend, words, parse)


class SmallReader(Reader):
    """Reads words by their forms, their parse and the table of cues."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.known = {
            name: {value: n for n, value in enumerate(rows, 1)} for name, rows in self.message["known"].items()
        }
        self.dilations = tuple(self.message["dilations"])

    def __call__(self, doc: Doc, parse: Parse, kinds: Kinds, inside: Sequence[int]) -> Answers | None:
        """Return the answers for a Doc."""
        table = numbers(columns(parse, kinds, inside), self.known)
        return self.answer(encode(self.encoder, self.dilations, table, parse), parse)


class TransformerReader(Reader):
    """Reads the vectors that a ``transformer`` component has set on a Doc."""

    def __call__(self, doc: Doc, parse: Parse, kinds: Kinds, inside: Sequence[int]) -> Answers | None:
        """Return the answers for a Doc; None where no transformer has read it."""
        words = vectors(doc)
        return None if words is None else self.answer(words, parse)


FILES = {
    "default": ("korea_nlp", "data/claim_reader.msgpack"),
    "accurate": ("korea_nlp_accurate", "claim_reader.msgpack"),
}
READERS = {"small": SmallReader, "transformer": TransformerReader}


def read_reader(data: bytes, where: str) -> Reader:
    """Return the reader that bytes hold.

    Raises:
        ModelError: They hold none; says where they come from.
    """
    try:
        kind = srsly.msgpack_loads(data)["kind"]
        return READERS[kind](data)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError(
            f"{where}: not a reader of attributions ({error!r}); build it anew with models/attribution."
        ) from error


def load_reader(name: str) -> Reader:
    """Return the reader of a model; registered as ``korea_nlp.ClaimReader.v1``.

    Args:
        name: ``default``, which comes with this package, or ``accurate``, which comes with ``korea-nlp-accurate``.

    Raises:
        ModelError: There is none of that name, or its package is not installed.
    """
    if name not in FILES:
        raise ModelError(f"there is no reader of claims {name!r}; use {' or '.join(map(repr, FILES))}.")
    package, file = FILES[name]
    if not find_spec(package):
        raise ModelError(
            f"the reader of claims {name!r} needs {package.replace('_', '-')}; pip install ./models/{name}"
        )
    path = files(package).joinpath(file)
    return read_reader(path.read_bytes(), str(path))
