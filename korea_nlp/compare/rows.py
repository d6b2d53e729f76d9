"""What a comparison gives: figures, positions, and how they are related."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Kind = Literal["AGREES", "DISPUTES", "UPDATES", "CONFIRMS", "DENIES"]
Cause = Literal["value", "bound", "scope", "date", "polarity", "certainty"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the ledger: one figure of one claim.

    Attributes:
        id: Unique in the corpus: article, claim and quantity.
        topic: What is counted, of whom and when; figures of one topic are rivals. None where nothing can be a rival.
        claim: The claim's id in its article; empty for a figure that no claim holds.
        lower: As told; None where that end is open.
        unit: Of ``lower`` and ``upper``, as told.
        scope: What of the topic the figure takes in: ``killed``, ``injured``, ``killed_or_injured``, ``deployed``, ...
        as_of: The day on which the figure was told, or the article's where that is not known.
        claimants: Ids of the actors who claim it; empty where they have none.
        claimant: The same in words.
        relay: Through whom it came, the outermost first: the publisher, then the sources of enclosing claims.
        origin: The family of copies that the article belongs to; the article itself where no origins were given.
        start: Where the figure's words stand in the article's text.
        derived: A total of two figures of one claim, "300 killed and 2,700 injured"; the words are those of both.
    """

    id: str
    topic: str | None
    article: str
    claim: str
    lower: float | None
    upper: float | None
    bound: str
    unit: str | None
    scope: str | None
    counted: str | None
    as_of: str | None
    claimants: tuple[str, ...]
    claimant: str | None
    relay: tuple[str, ...]
    origin: str
    stance: str
    certainty: str
    published: str | None
    publisher: str | None
    start: int
    end: int
    words: str
    confidence: float
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """What a claim says of an event: that it happened, or that it did not.

    Attributes:
        id: Unique in the corpus: article, claim and event.
        topic: Kind of event and who does it; positions of one topic can deny or confirm each other.
        holds: False where the claim says that it did not happen.
    """

    id: str
    topic: str | None
    article: str
    claim: str
    holds: bool
    as_of: str | None
    claimants: tuple[str, ...]
    claimant: str | None
    relay: tuple[str, ...]
    origin: str
    stance: str
    certainty: str
    published: str | None
    publisher: str | None
    start: int
    end: int
    words: str
    confidence: float


Row = Figure | Position


@dataclass(frozen=True, slots=True)
class Relation:
    """How a row stands to an earlier one.

    Attributes:
        kind: AGREES and DISPUTES of figures or positions of two claimants, UPDATES of one claimant's or of a toll that
            has grown, CONFIRMS and DENIES of what others claim.
        cause: What makes the difference, or what they agree in.
        source: Id of the row that came later.
        target: Id of the earlier one.
    """

    kind: Kind
    cause: Cause
    source: str
    target: str


@dataclass(frozen=True)
class Comparison:
    """Rows of many articles and how they are related.

    Attributes:
        figures: The ledger, by date and article.
        positions: What claims say of events that others speak of too.
        relations: In the order of their later rows.
    """

    figures: tuple[Figure, ...] = ()
    positions: tuple[Position, ...] = ()
    relations: tuple[Relation, ...] = ()

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Figures and positions by id."""
        rows: list[Row] = [*self.figures, *self.positions]
        return {row.id: row for row in rows}

    def pairs(self) -> Iterator[tuple[Relation, Row, Row]]:
        """Yield each relation with its later and its earlier row."""
        for relation in self.relations:
            yield relation, self.rows[relation.source], self.rows[relation.target]
