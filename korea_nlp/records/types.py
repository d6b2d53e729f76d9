"""The record of an article, `korea_nlp.record/1`: frozen dataclasses whose fields are the keys of the JSON.

Offsets are Unicode code points into ``Record.text``, end exclusive. What each field may hold is said in the schema and
in docs/data.md.
"""

from dataclasses import dataclass, field
from typing import Any

SCHEMA = "korea_nlp.record/1"
Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it comes in.

    Attributes:
        id: Unique in its corpus.
        published: ISO 8601 date (a time after it is ignored), against which relative dates and offices are read.
    """

    id: str
    text: str
    published: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """One stretch of the text and its words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a claim, in one or more stretches.

    Attributes:
        spans: The stretches, in order.
        text: Their words, joined by one space.
    """

    spans: tuple[Offsets, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Who claims: the words of the source and the actors they stand for ("Washington and Seoul" has two)."""

    spans: tuple[Offsets, ...]
    text: str
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that carry the attribution."""

    spans: tuple[Offsets, ...]
    text: str
    lemma: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an actor; ``rule`` says why they resolved to it."""

    start: int
    end: int
    text: str
    form: str
    rule: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who claims or acts, with every mention in the text."""

    id: str
    name: str
    kind: str
    country: str | None
    wikidata: str | None
    role: str | None
    affiliation: str | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount; ``lower`` or ``upper`` is None where that end is open."""

    id: str
    start: int
    end: int
    text: str
    lower: float | None
    upper: float | None
    bound: str
    trend: str
    unit: str | None
    dimension: str | None
    counted: Words | None
    status: str | None
    relation: str
    of: str | None
    same_as: str | None
    change: str = "none"


@dataclass(frozen=True, slots=True)
class Time:
    """A date expression, its first and last day (ISO) and its grain."""

    id: str
    start: int
    end: int
    text: str
    earliest: str | None
    latest: str | None
    grain: str
    relative: str | None


@dataclass(frozen=True, slots=True)
class Argument:
    """A taker of part in an event."""

    role: str
    start: int
    end: int
    text: str
    actor: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something told to happen; ``mode`` says whether it did."""

    id: str
    kind: str
    subkind: str | None
    plover: str | None
    mode: str
    focus: bool
    trigger: Words
    mentions: tuple[Words, ...]
    arguments: tuple[Argument, ...]
    time: str | None
    quantities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """Who claimed what about whom."""

    id: str
    kind: str
    source: Source | None
    cue: Cue | None
    content: Part
    about: tuple[str, ...]
    stance: str
    certainty: str
    events: tuple[str, ...]
    quantities: tuple[str, ...]
    time: str | None
    parent: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Record:
    """Everything read from one article.

    Example:
        >>> record = Record(id="a1", text="Seoul said so.")
        >>> Record.from_json(record.to_json()) == record
        True
    """

    id: str
    text: str
    title: str | None = None
    title_end: int | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    versions: dict[str, str] = field(default_factory=dict)
    actors: tuple[Actor, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    schema: str = SCHEMA

    def to_dict(self) -> dict[str, Any]:
        """Return the record as JSON-safe values, in the order of the contract."""
        from korea_nlp.records.codec import to_dict

        return to_dict(self)

    def to_json(self) -> str:
        """Return the record as one line of JSON."""
        from korea_nlp.records.codec import to_json

        return to_json(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Record":
        """Read a record back; see ``from_json``."""
        from korea_nlp.records.codec import from_dict

        return from_dict(values)

    @classmethod
    def from_json(cls, line: str) -> "Record":
        """Read a record back.

        Raises:
            RecordError: The line is not JSON, or does not keep the contract; says which field and what it found.
        """
        from korea_nlp.records.codec import from_json

        return from_json(line)

    def _repr_html_(self) -> str:
        from korea_nlp.records.html import to_html

        return to_html(self)


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be processed, and why."""

    id: str
    reason: str
