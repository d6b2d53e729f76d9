"""The figures that a report shows: the form in which it takes them, and the amounts of claims in that form."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from korea_nlp.records import Claim, Quantity, Record
from korea_nlp.records.figures import figure

# ruff: noqa: D102


class Held(Protocol):
    """What a claim holds: a row of any comparison, by its id."""

    @property
    def id(self) -> str: ...
    @property
    def article(self) -> str: ...
    @property
    def claim(self) -> str: ...


class LedgerRow(Held, Protocol):
    """One claimed figure; rows of any ledger that has these fields will do.

    Attributes:
        topic: What the figure is about; figures of one topic share a chart. None where nothing can be its rival.
        lower: Its lower end; None where that is open.
        upper: Its upper end; None where that is open.
        bound: exact, approximate, at_least, at_most, more_than or less_than.
        unit: What is counted or measured.
        scope: What the figure takes in ("killed", "killed_or_injured").
        as_of: The ISO date that it stands for.
        claimant: Who gives it; None where the text names nobody.
        words: The figure as the text gives it.
    """

    @property
    def topic(self) -> str | None: ...
    @property
    def lower(self) -> float | None: ...
    @property
    def upper(self) -> float | None: ...
    @property
    def bound(self) -> str: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def scope(self) -> str | None: ...
    @property
    def as_of(self) -> str | None: ...
    @property
    def claimant(self) -> str | None: ...
    @property
    def words(self) -> str: ...


class Related(Protocol):
    """How a later row (``source``) stands to an earlier one (``target``): AGREES, DISPUTES, UPDATES, ..."""

    @property
    def kind(self) -> str: ...
    @property
    def cause(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def target(self) -> str: ...


class Ledger(Protocol):
    """Rows and how they are related, as ``korea_nlp.compare`` gives them."""

    @property
    def figures(self) -> Sequence[LedgerRow]: ...
    @property
    def positions(self) -> Sequence[Held]: ...
    @property
    def relations(self) -> Sequence[Related]: ...


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a claim; see ``LedgerRow``."""

    id: str
    topic: str | None
    article: str
    claim: str
    lower: float | None
    upper: float | None
    bound: str
    unit: str | None
    scope: str | None
    as_of: str | None
    claimant: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Amounts:
    """Amounts that nobody has compared."""

    figures: tuple[Amount, ...]
    positions: tuple[Held, ...] = ()
    relations: tuple[Related, ...] = ()


def amounts_of(records: Iterable[Record]) -> Amounts:
    """Return the amounts in the claims of some records, as a ledger of which nothing is judged.

    What is counted and what befell it make the topic; whether two figures mean the same event remains open.

    Example:
        >>> amounts_of([Record(id="a1", text="Seoul said so.")])
        Amounts(figures=(), positions=(), relations=())
    """
    return Amounts(tuple(amount for record in records for amount in _amounts(record)))


def ranked(ledger: Ledger) -> list[LedgerRow]:
    """Return the figures that have others of their topic: first the topics with most relations, then people's."""
    topics: dict[str, list[LedgerRow]] = defaultdict(list)
    for row in ledger.figures:
        if row.topic is not None and (row.lower is not None or row.upper is not None):
            topics[row.topic].append(row)
    related = Counter(id for relation in ledger.relations for id in (relation.source, relation.target))

    def rank(rows: list[LedgerRow]) -> tuple[int, bool, int, int, str]:
        relations = sum(related[row.id] for row in rows)
        claimants = {row.claimant for row in rows}
        return -relations, rows[0].scope is None, -len(claimants), -len(rows), rows[0].topic or ""

    return [row for rows in sorted(topics.values(), key=rank) if len(rows) > 1 for row in rows]


def _amounts(record: Record) -> Iterator[Amount]:
    names = {actor.id: actor.name for actor in record.actors}
    quantities = {quantity.id: quantity for quantity in record.quantities}
    times = {time.id: time.latest for time in record.times}
    inner = {(claim.parent, id) for claim in record.claims for id in claim.quantities}
    for claim in record.claims:
        for id in dict.fromkeys(claim.quantities):
            quantity = quantities.get(id)
            if quantity is None or quantity.same_as:
                continue
            if (claim.id, id) in inner:
                continue  # "KCNA reported that Kim said 300": the figure is Kim's, whose claim has it too
            yield Amount(
                *(f"{record.id}/{claim.id}/{id}", _topic(quantity), record.id, claim.id),
                quantity.lower,
                quantity.upper,
                *(quantity.bound, quantity.unit, quantity.status),
                *(times.get(claim.time or "") or record.published, _claimant(claim, names)),
                figure(quantity),
            )


def _topic(quantity: Quantity) -> str | None:
    """Return what an amount is of; None for a bare number, which nothing can be compared with."""
    if quantity.unit is None or quantity.relation in ("fraction", "times"):
        return None
    return " ".join(part for part in (quantity.unit, (quantity.status or "").replace("_", " ")) if part)


def _claimant(claim: Claim, names: dict[str, str]) -> str | None:
    if claim.source is None:
        return None
    return " and ".join(names.get(id, id) for id in claim.source.actors) or claim.source.text
