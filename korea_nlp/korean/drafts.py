"""A claim in the making, and what the rooms that make claims share of one Doc."""

from dataclasses import dataclass, field

from korea_nlp import layers
from korea_nlp.korean.morphemes import Morphemes, Piece
from korea_nlp.korean.phrases import Phrases
from korea_nlp.korean.tables import CueRow


@dataclass(slots=True)
class Draft:
    """A claim in the making."""

    source: tuple[Piece, ...]
    cue: tuple[Piece, ...]
    content: tuple[Piece, ...]
    row: CueRow | None
    lemma: str | None
    parent: int | None
    elided: bool = False


@dataclass(slots=True)
class Story:
    """What is known of one Doc while its claims are read.

    Attributes:
        view, phrases: Its morphemes and noun phrases.
        mentions: Who is mentioned.
        all: The mentions and the countries that are told of without one, in order of the text.
        kinds: What each actor is.
        drafts: The claims found so far.
        speaker: The source of the last claim that is nobody's claim within another.
    """

    view: Morphemes
    phrases: Phrases
    mentions: list[layers.Mention]
    all: list[layers.Mention]
    kinds: dict[str, str]
    drafts: list[Draft] = field(default_factory=list)
    speaker: tuple[Piece, ...] = ()
