"""The record of an article, `korea_nlp.record/1`: frozen dataclasses whose fields are the keys of the JSON.

Offsets are Unicode code points into ``Record.text``, end exclusive. What each field may hold is said in the schema and
in docs/data.md.
"""

from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

from korea_nlp.errors import ArticleError
from korea_nlp.records.published import read_published

SCHEMA = "korea_nlp.record/1"
Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it comes in, checked when it is made.

    Attributes:
        id: Unique in its corpus; a whole number becomes text.
        text: As it comes; nothing in it is changed.
        published: Day of publication, against which relative dates and offices are read: a ``date``, a ``datetime``, or
            a text such as "2025-01-24", "24 Jan 2025" or "20250124". It becomes ISO 8601; a time after it is ignored.

    Raises:
        ArticleError: The id or the text is none, or the date cannot be read; says what was found.

    Example:
        >>> Article(7, "Seoul said so.", "Jan 24, 2025")
        Article(id='7', text='Seoul said so.', published='2025-01-24', title=None, publisher=None, url=None)
    """

    id: str
    text: str
    published: str | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        id = _id(self.id)
        if not isinstance(self.text, str):
            what = "is missing" if _missing(self.text) else f"is {self.text!r:.60}"
            raise ArticleError(f"text {what}; give the article's text as a string.", id)
        try:
            published = read_published(self.published)
        except ArticleError as error:
            raise ArticleError(error.found, id) from None
        object.__setattr__(self, "id", id)  # frozen for all others
        object.__setattr__(self, "published", published)
        for name in ("title", "publisher", "url"):
            value = getattr(self, name)
            if _missing(value):
                object.__setattr__(self, name, None)
            elif not isinstance(value, str):
                raise ArticleError(f"{name} is {value!r:.60}; give a string or leave it out.", id)


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
    holder: Words | None = None


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
class AboutForm:
    """How a claim is about an actor.

    Attributes:
        actor: The actor's id.
        form: ``named``: words of its own stand in the content; ``referred``: a pronoun or a noun stands for it there;
            ``implied``: neither.
        confidence: How likely it is, from 0 to 1, that the claim is about the actor.
    """

    actor: str
    form: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Claim:
    """Who claimed what about whom.

    Attributes:
        about_forms: How the claim is about each of ``about``, in their order; records of older versions have none.
    """

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
    about_forms: tuple[AboutForm, ...] = ()


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


def _id(value: Any) -> str:
    """Return an id as text: whole numbers, also those that pandas made floats, become it."""
    if isinstance(value, Integral) and not isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if not isinstance(value, str) or not value:
        raise ArticleError(f"id is {'missing' if _missing(value) else f'{value!r:.60}'}; give each article its own.")
    return value


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and value != value)
