"""What turns the words of a Doc into vectors: one class an encoder, by the name that a reader's message gives."""

from collections.abc import Mapping
from typing import Any, Protocol

from spacy.tokens import Doc

from korea_nlp.ops import Floats
from korea_nlp.reader.encoders.conv import Conv
from korea_nlp.reader.encoders.transformer import Transformer
from korea_nlp.reader.features import Classes
from korea_nlp.syntax import Parse


class Encoder(Protocol):
    """Built from its settings in the message and from its weights by name; turns a Doc into vectors of words."""

    def __init__(self, settings: Mapping[str, Any], weights: Mapping[str, Floats]) -> None: ...

    def __call__(self, doc: Doc, parse: Parse, classes: Classes) -> Floats | None:
        """Return a vector for each word, of shape (words, width); None where the Doc cannot be read."""


ENCODERS: dict[str, type[Encoder]] = {"conv": Conv, "transformer": Transformer}
