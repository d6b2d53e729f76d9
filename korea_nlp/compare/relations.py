"""How figures and positions of one topic stand to each other: each new one against what others still hold.

Each topic is read once, by date. Of each claimant only the latest word stands, and only so many claimants are kept, so
that the work grows with the number of rows and not with its square.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from korea_nlp.compare.about import About, days_between
from korea_nlp.compare.doubts import Pair
from korea_nlp.compare.intervals import Interval, Verdict, interval, verdict
from korea_nlp.compare.rows import Cause, Figure, Position, Relation
from korea_nlp.compare.speakers import own_name

STANDING = 32  # claimants of a topic, the latest ones, that a new row is held against
NUMBERS = 8  # different figures of one claimant, topic and day that are looked at
FRESH = 14  # days after which a count that grows may have grown
STALE = 60  # days after which a count says nothing of an earlier one
DENIABLE = 365  # days after which a denial or confirmation no longer speaks of an earlier claim
TOTAL = "killed_or_injured"
PARTS = ("killed", "injured")
SURE = 0.5  # log-odds above which two figures are so surely of one thing that they can dispute each other
NEAR_END = 0.05  # how far apart the ends of two ranges may be and still be one number
LARGE = re.compile(r"\b(?:million|billion|trillion|mln|bln)\b", re.I)
Who = tuple[str, ...]
Asked = Callable[[Figure, Figure], tuple[Pair, float]]  # two figures, and the log-odds that they are of one thing


@dataclass(frozen=True, slots=True)
class Stand:
    """A position and what it is about."""

    row: Position
    about: About


@dataclass(frozen=True, slots=True)
class Statement:
    """What one claimant says at one time in one topic and scope: mostly one figure, sometimes several."""

    who: Who
    day: str | None
    figures: tuple[Figure, ...]


def relate_figures(
    figures: Iterable[Figure], factors: Mapping[str, float | None], asked: Asked, *, running: bool
) -> Iterator[Relation]:
    """Yield the relations among the figures of one topic.

    Args:
        figures: The topic's figures.
        factors: What each unit is worth in the base unit of its dimension.
        asked: Gives what can be asked of two figures.
        running: The topic is a count that grows over weeks.
    """
    rows = list(figures)
    totalled = {row.claim for row in rows if row.derived}
    last: dict[tuple[str | None, Who], Statement] = {}
    standing: dict[tuple[str | None, Who], Statement] = {}  # the latest ones of last, in order
    for new in _statements(rows):
        scope = new.figures[0].scope
        old = last.get((scope, new.who))
        standing.pop((scope, new.who), None)
        repeats = old is not None and _repeats(new, old, factors)
        if old is not None and not repeats:
            yield from _updates(new, old, asked)
        for (their, who), other in standing.items() if not repeats else ():
            if who == new.who:
                continue
            if their == scope:
                yield from _rivals(new, other, factors, asked, running=running)
            elif TOTAL in (their, scope):
                yield from _scopes(new, other, factors, asked, totalled)
        last[scope, new.who] = standing[scope, new.who] = new
        if len(standing) > STANDING:
            del standing[next(iter(standing))]


def relate_positions(positions: Iterable[Stand]) -> Iterator[Relation]:
    """Yield denials, confirmations and reversals among the positions of one topic."""
    last: dict[Who, Stand] = {}
    standing: dict[Who, Stand] = {}
    for stand in sorted(positions, key=_by_date):
        new, who = stand.row, claimant(stand.row)
        old = last[who].row if who in last else None
        if old is not None and old.holds == new.holds and not (new.stance == "confirm" != old.stance):
            continue  # said again: the first time stands
        if old is not None and old.holds != new.holds and old.article != new.article:
            yield Relation("UPDATES", "polarity", new.id, old.id)
        standing.pop(who, None)
        for held in standing.values():
            other = held.row
            if _days(new, other) > DENIABLE or not _two(stand, held) or not _one_thing(stand, held):
                continue
            if not new.holds and other.holds:
                yield Relation("DENIES", "polarity", new.id, other.id)
            elif new.holds and not other.holds:
                yield Relation("DISPUTES", "polarity", new.id, other.id)
            elif new.holds and new.stance == "confirm" and not _told_once(new, other):
                yield Relation("CONFIRMS", _sureness(new, other), new.id, other.id)
        last[who] = standing[who] = stand
        if len(standing) > STANDING:
            del standing[next(iter(standing))]


def _by_date(stand: Stand) -> tuple[str, str, str, int]:
    row = stand.row
    return row.as_of or "", row.published or "", row.article, row.start


def _two(first: Stand, second: Stand) -> bool:
    """Return whether two positions are surely those of two claimants."""
    one, other = first.about.speaker, second.about.speaker
    if one.one_side(other) or (first.row.article == second.row.article and (one.open or other.open)):
        return False
    if not _told_once(first.row, second.row):
        return True
    # "China would not say that the North did it": of what is told once only a party to it denies
    denier = first if not first.row.holds else second
    return bool((denier.about.speaker.states | denier.about.speaker.officials) & denier.about.parties)


def _one_thing(first: Stand, second: Stand) -> bool:
    """Return whether what goes on is told of one thing: to send troops into a country is not to send a ship there."""
    one, other = first.about, second.about
    return not one.running or not one.beside or not other.beside or not one.beside.isdisjoint(other.beside)


def _told_once(first: Position, second: Position) -> bool:
    return first.article == second.article and first.start == second.start


def _sureness(new: Position, other: Position) -> Cause:
    return "polarity" if other.certainty == new.certainty else "certainty"


def claimant(row: Figure | Position) -> Who:
    """Return who stands behind a row; officials count as their country, a nameless source as its story's own."""
    if row.claimants:
        return tuple(sorted({_plain(id) for id in row.claimants}))
    return ("?", row.origin, (row.claimant or "").lower())


def _plain(id: str) -> str:
    head, mark, tail = id.partition(":")
    return head if mark and tail in ("officials", "official", "government") else own_name(id)


# --- figures -------------------------------------------------------------------------------------------------------


def _statements(figures: Iterable[Figure]) -> Iterator[Statement]:
    """Yield the figures by date, those of one claimant on one day and in one scope together, each number once.

    What a copy of a story tells again days later is nothing new: the first of the family stands for it.
    """
    told: dict[tuple[object, ...], str] = {}
    rows = sorted(figures, key=lambda row: (row.as_of or "", row.published or "", row.article, row.start))
    by_day: dict[tuple[str | None, Who, str | None], dict[tuple[object, ...], Figure]] = {}
    for row in rows:
        number = (row.lower, row.upper, row.bound, row.unit)
        if told.setdefault((row.origin, claimant(row), row.scope, *number), row.article) != row.article:
            continue
        numbers = by_day.setdefault((row.as_of, claimant(row), row.scope), {})
        if len(numbers) < NUMBERS:
            numbers.setdefault(number, row)
    for (day, who, _), numbers in by_day.items():
        yield Statement(who, day, tuple(numbers.values()))


def _interval(row: Figure, factors: Mapping[str, float | None], *, rounded: bool) -> Interval | None:
    found = interval(row.lower, row.upper, row.bound, rounded=rounded)
    factor = factors.get(row.unit or "")
    return found.scaled(factor) if found and factor is not None else found


def _verdict(first: Figure, second: Figure, factors: Mapping[str, float | None]) -> Verdict | None:
    # "100 km" and "101.1 km": what is measured is rounded, what is counted is not
    rounded = factors.get(first.unit or "") is not None
    left, right = _interval(first, factors, rounded=rounded), _interval(second, factors, rounded=rounded)
    found = verdict(left, right) if left and right else None
    if found == "clash" and (LARGE.search(first.words) or LARGE.search(second.words)):
        # "seven billion" and "7.1 billion" do not clash
        left, right = _interval(first, factors, rounded=True), _interval(second, factors, rounded=True)
        return "room" if left and right and verdict(left, right) != "clash" else "clash"
    return found


def _same_words(first: Figure, second: Figure) -> bool:
    return (first.lower, first.upper, first.unit) == (second.lower, second.upper, second.unit)


def _repeats(new: Statement, old: Statement, factors: Mapping[str, float | None]) -> bool:
    """Return whether a claimant says nothing new: the same number, maybe in other words."""
    return any(_verdict(a, b, factors) == "same" or _one_end(a, b, factors) for a in new.figures for b in old.figures)


def _one_end(first: Figure, second: Figure, factors: Mapping[str, float | None]) -> bool:
    """Return whether two ranges end at one number: "300-500 km", "up to 310 miles"."""
    left, right = (_interval(row, factors, rounded=True) for row in (first, second))
    ranges = first.lower != first.upper and second.lower != second.upper
    return ranges and left is not None and right is not None and math.isclose(left.upper, right.upper, rel_tol=NEAR_END)


def _updates(new: Statement, old: Statement, asked: Asked) -> Iterator[Relation]:
    """One claimant's other figure on a later day."""
    a, b = new.figures[0], old.figures[0]
    if not asked(a, b)[0].update():
        return
    if new.day and new.day != old.day and not (a.derived and b.derived):  # the parts of a total are updated themselves
        yield Relation("UPDATES", "bound" if _told(a) == _told(b) else "value", a.id, b.id)


def _told(row: Figure) -> float | None:
    return row.lower if row.lower is not None else row.upper


def _rivals(
    new: Statement, other: Statement, factors: Mapping[str, float | None], asked: Asked, *, running: bool
) -> Iterator[Relation]:
    """Two claimants' figures in one scope: agreement if any two agree, else a dispute of the first two that clash."""
    days = _days(new.figures[0], other.figures[0])
    if days > STALE:
        return
    pairs = [(a, b, _verdict(a, b, factors)) for a in new.figures for b in other.figures]
    agreed = [(a, b) for a, b, found in pairs if found == "same"]
    if agreed:
        a, b = agreed[0]
        if asked(a, b)[0].agree():
            yield Relation("AGREES", "value" if _closed(a) and _closed(b) else "bound", a.id, b.id)
        return
    if not pairs or any(found != "clash" for _, _, found in pairs):
        return
    a, b = max(((a, b) for a, b, _ in pairs), key=lambda pair: asked(*pair)[1])
    pair, odds = asked(a, b)
    # people of one fate in one topic are so far told alike that the topic is enough
    if not pair.dispute() or (odds <= SURE and not (a.scope is not None and a.scope == b.scope)):
        return
    if pair.grown() and new.day != other.day:
        yield Relation("UPDATES", "date", a.id, b.id)
        return
    cause: Cause = "value" if _closed(a) and _closed(b) else "bound"
    if running and days > FRESH and (_told(a) or 0) > (_told(b) or 0):
        cause = "date"  # it may have grown since
    yield Relation("DISPUTES", cause, a.id, b.id)


def _scopes(
    new: Statement, other: Statement, factors: Mapping[str, float | None], asked: Asked, totalled: set[str]
) -> Iterator[Relation]:
    """The dead against the dead and injured: a part larger than the whole, or one number told for both."""
    for a in new.figures:
        for b in other.figures:
            part, whole = (a, b) if b.scope == TOTAL else (b, a)
            # where the claim tells of dead and injured, their total is held against the other's
            if part.scope not in PARTS or part.claim in totalled or _days(a, b) > FRESH:
                continue
            least, most = _interval(part, factors, rounded=False), _interval(whole, factors, rounded=False)
            if not asked(a, b)[0].dispute():
                continue
            if least and most and (least.lower > most.upper or (_same_words(a, b) and _closed(a))):
                yield Relation("DISPUTES", "scope", a.id, b.id)
                return


def _closed(row: Figure) -> bool:
    return row.bound in ("exact", "approximate")


def _days(first: Figure | Position, second: Figure | Position) -> float:
    """Return how many days lie between two rows; none where a date is not known and both are of one story."""
    if not first.as_of or not second.as_of:
        return 0 if first.origin == second.origin else float("inf")
    return days_between(first.as_of, second.as_of)


def in_order(relations: Iterable[Relation], places: Mapping[str, int]) -> tuple[Relation, ...]:
    """Return relations by the place of their later rows, each once."""
    found = sorted(set(relations), key=lambda r: (places[r.source], places[r.target], r.kind, r.cause))
    return tuple(next(group) for _, group in groupby(found, key=lambda r: (r.source, r.target, r.kind)))
