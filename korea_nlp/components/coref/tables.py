"""Rows of the component's own tables."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class NominalRow:
    """A noun that can stand for an actor (table nominals.csv).

    Attributes:
        how: ``name`` where the noun stands in the actor's name or an earlier mention; ``role`` where it is in a
            person's role; ``kind`` where any actor of the kinds will do; ``pair`` where it counts two ("both sides");
            ``document`` where it speaks for whoever issued it ("the report").
        kinds: Kinds of the actors it can stand for.
        sentences: How many sentences back they may stand.
    """

    word: str
    how: Literal["name", "role", "kind", "pair", "document"]
    kinds: tuple[str, ...]
    sentences: int
    source: str


@dataclass(frozen=True, slots=True)
class SpeechRow:
    """A verb or noun of speech (table speech.csv): whose subject or owner speaks."""

    word: str
    source: str
