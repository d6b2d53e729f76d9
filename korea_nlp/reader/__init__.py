"""What is learnt: a reader of news, and what it says of the words of a Doc.

An encoder (``encoders``) gives a vector for each word: ``conv`` by its form and its parse, ``transformer`` by a
transformer's wordpieces. Heads (``heads``) answer one question each; ``decode`` makes sources and contents of what
``attribution`` says. ``component`` reads a Doc once, before all components that ask; they take its ``Reading``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.util import find_spec
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import srsly
from spacy.tokens import Doc

from korea_nlp.errors import ModelError
from korea_nlp.ops import Floats
from korea_nlp.reader.checks import check_weights
from korea_nlp.reader.decode import Answers
from korea_nlp.reader.encoders import ENCODERS
from korea_nlp.reader.features import Classes
from korea_nlp.reader.heads import HEADS, attribution, entities, mentions, triggers
from korea_nlp.reader.heads.items import Item, ItemHead
from korea_nlp.syntax import Parse, read_parse, write_entities

VERSION = 3  # of the message
FILES = {
    "default": ("korea_nlp", "data/reader.msgpack"),
    "accurate": ("korea_nlp_accurate", "reader.msgpack"),
}


class Reader:
    """Reads a Doc with learnt weights; travels with saved pipelines as the bytes that it was built from.

    Args:
        data: A msgpack map: ``version``; ``encoder``, its name and settings; ``heads``, the settings of each by name;
            ``weights``, arrays by name, which begins with that of the head, or with "encoder".

    Raises:
        AttributeError, LookupError, TypeError, ValueError: The map is another.
    """

    def __init__(self, data: bytes) -> None:
        self.data = data
        message: dict[str, Any] = srsly.msgpack_loads(data)
        if message["version"] != VERSION:
            raise ValueError(f"version {message['version']!r}, not {VERSION}")
        weights = {name: np.asarray(value, dtype=np.float32) for name, value in message["weights"].items()}
        settings = message["encoder"]
        check_weights(settings, message["heads"], weights)
        self.encoder = ENCODERS[settings["name"]](settings, _below("encoder", weights))
        self.heads = {name: HEADS[name](given, _below(name, weights)) for name, given in message["heads"].items()}

    def read(self, doc: Doc, classes: Classes) -> "Reading | None":
        """Return what is read of a Doc; None where it is empty, has no parse or has no vectors.

        A Doc without entities gets them, where the reader was taught that. ``classes`` is what tables know of words.
        """
        parse = read_parse(doc)
        if not len(doc) or not parse.parsed:
            return None
        words = self.encoder(doc, parse, classes)
        if words is None:
            return None
        names: entities.EntityHead | None = self.heads.get(entities.NAME)
        if names is not None and not doc.has_annotation("ENT_IOB"):
            parse = write_entities(doc, names.find(words, parse.text))
        return Reading(self, classes, parse, words)


def _below(name: str, weights: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return the weights whose names begin with that of a part, by the rest of their names."""
    return {key.removeprefix(f"{name}."): value for key, value in weights.items() if key.startswith(f"{name}.")}


@dataclass(slots=True)
class Reading:
    """A Doc as a reader reads it.

    Attributes:
        reader: What read it, with the ``classes`` of words that it knew.
        parse: The parse that it read.
        words: A vector for each word, of shape (words, width).
        keep: Whether what is asked about is kept, as for training.
        asked: What was asked about by the name of the question and by its key, while it is kept.
        spoken: What ``mentions`` gave, once it was asked; ``told``: what ``attributions`` gave.
    """

    reader: Reader
    classes: Classes
    parse: Parse
    words: Floats
    keep: bool = False
    asked: dict[str, dict[str, Item]] = field(default_factory=dict)
    spoken: tuple[Floats, list[mentions.Found]] | None = None
    told: Answers | None = None

    def asks(self, name: str) -> bool:
        """Tell whether anybody wants the items of a question: the reader was taught it, or they are kept."""
        return self.keep or name in self.reader.heads

    def ask(self, name: str, items: Sequence[Item]) -> Floats | None:
        """Return how likely each label of each item is, (items, labels); None where it was not taught the question."""
        if self.keep:
            self.asked.setdefault(name, {}).update((item.key, item) for item in items)
        head: ItemHead | None = self.reader.heads.get(name)
        return None if head is None or not items else head.likelihoods(self.words, items)

    def classify(self, name: str, items: Sequence[Item]) -> list[str | None]:
        """Return the likeliest label of each item; None where the reader was not taught the question."""
        likely = self.ask(name, items)
        if likely is None:
            return [None] * len(items)
        labels = self.reader.heads[name].labels
        return [labels[row] for row in likely.argmax(axis=1)]

    def threshold(self, name: str) -> float:
        """Return how likely what a question finds must be to stand, as was chosen when it was taught."""
        return float(self.reader.heads[name].threshold)

    def confidence(self, name: str, likely: float) -> float:
        """Return how likely what a question found is right, from how likely it was found to be."""
        return float(self.reader.heads[name].confidence(likely))

    def triggers(self) -> Floats | None:
        """Return how likely each word tells an event of each kind; None where the reader was not taught it."""
        head: triggers.TriggerHead | None = self.reader.heads.get(triggers.NAME)
        return None if head is None else head.likelihoods(self.words)

    def mentions(self) -> tuple[Floats, list[mentions.Found]] | None:
        """Return how likely each word is part of a mention of an actor, and the mentions; None as for ``triggers``."""
        head: mentions.MentionHead | None = self.reader.heads.get(mentions.NAME)
        if head is not None and self.spoken is None:
            likely = head.likelihoods(self.words)
            self.spoken = 1 - likely[:, 0], head.find(likely, self.parse.text)
        return self.spoken

    def attributions(self) -> Answers | None:
        """Return what is said of who tells what; None where the reader was not taught it."""
        head: attribution.Attribution | None = self.reader.heads.get(attribution.NAME)
        if head is not None and self.told is None:
            self.told = Answers(head, self.words, self.parse)
        return self.told


# The reading of each Doc that is alive and was read.
_readings: WeakKeyDictionary[Doc, Reading] = WeakKeyDictionary()


def hold_reading(doc: Doc, reader: Reader, classes: Classes) -> Reading | None:
    """Read a Doc and keep what is read as long as the Doc lives."""
    _readings.pop(doc, None)
    reading = reader.read(doc, classes)
    if reading is not None:
        _readings[doc] = reading
    return reading


def read_reading(doc: Doc, parse: Parse | None = None) -> Reading | None:
    """Return how a Doc was read; None where no reader did. It is read again when its annotation has changed.

    Give its ``parse`` where you have just read that.
    """
    reading = _readings.get(doc)
    if reading is None or reading.parse is (read_parse(doc) if parse is None else parse):
        return reading
    return hold_reading(doc, reading.reader, reading.classes)


def read_reader(data: bytes, where: str) -> Reader:
    """Return the reader that bytes hold.

    Raises:
        ModelError: They hold none, or one of another form or for other labels; says where they come from.
    """
    try:
        return Reader(data)
    except (AttributeError, LookupError, TypeError, ValueError, OverflowError) as error:
        raise ModelError(
            f"{where}: no reader that this version takes ({error!r}); install the model's package, or teach the "
            "model, anew."
        ) from error


def load_reader(name: str) -> Reader:
    """Return the reader of a model; registered as ``korea_nlp.Reader.v1``.

    Args:
        name: ``default``, which comes with this package, or ``accurate``, which comes with ``korea-nlp-accurate``.

    Raises:
        ModelError: There is none of that name, or its package is not installed.
    """
    if name not in FILES:
        raise ModelError(f"there is no reader {name!r}; use {' or '.join(map(repr, FILES))}.")
    package, file = FILES[name]
    if not find_spec(package):
        raise ModelError(f"the reader {name!r} needs {package.replace('_', '-')}; pip install ./models/{name}")
    path = files(package).joinpath(file)
    return read_reader(path.read_bytes(), str(path))
