"""How likely two figures are of one thing: facts about the pair, weighed by a table learnt on read examples."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from korea_nlp.compare.about import days_between
from korea_nlp.compare.frames import CASUALTIES, Frame
from korea_nlp.compare.intervals import Interval
from korea_nlp.compare.speakers import NOBODY, Speaker
from korea_nlp.compare.words import likeness
from korea_nlp.lexicon import Lexicon

SOLDIER = frozenset(("soldier",))
MONTH, NEWS, LAUNCH = 30, 14, 3  # days within which a toll, in articles alike and others, and all else is of one event
TOLD_OF, ONE_EVENT = 0.05, 0.15  # how alike articles of one event are where figures share a name, and where they do not
FLIGHT = ("length", "speed")  # dimensions of what is over in a day
RANGE, CROWD = "range", "crowd"
SMALL = 4  # below it numbers rather say who than how many: "two sides", "one of its goals"
LOOSE = ("percent", "time")  # dimensions of which an article has many figures that have nothing to do with each other
BESIDE = 0.2  # how alike the words beside two such figures must be
DAY, LONG = 2, 28  # days up to which a stretch of time is a day; from which on it is a long one
# nouns of people that say nothing of which people
ANYBODY = frozenset((None, "body", "casualty", "dead", "death", "fatality", "injury", "liv", "other", "toll", "victim"))
FAR = 365.0  # days apart beyond which it makes no difference
WITHIN = (
    "counted",
    "counted otherwise",
    "bare",
    "status",
    "near",
    "apart",
    "unit",
    "small",
)  # facts that weigh otherwise there


@dataclass(frozen=True, slots=True)
class WeightRow:
    """A row of ``rival_weights``: a fact about two figures and what it adds to the log-odds of one thing."""

    fact: str
    weight: float
    source: str


class Judge:
    """Weighs the facts about two figures.

    Args:
        table: The table ``rival_weights``.
    """

    def __init__(self, table: Lexicon) -> None:
        self._weights = {row.fact: row.weight for row in table.rows(WeightRow)}

    def __call__(self, facts: Mapping[str, float]) -> float:
        """Return the log-odds that two figures are of one thing."""
        return sum(self._weights.get(fact, 0.0) * value for fact, value in facts.items())


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as it is held against others: its frame, its number, where it stands and who claims it how."""

    frame: Frame
    interval: Interval | None
    unit: str | None
    claim: str
    start: int = 0
    stance: str = "assert"
    speaker: Speaker = NOBODY


def barred(a: Told, b: Told) -> bool:
    """Return whether two figures can never be of one thing."""
    f, g = a.frame, b.frame
    return (
        (f.dimension != g.dimension and not f.bare and not g.bare)
        or f.rate != g.rate
        or f.step != g.step
        or (f.step and (f.setting is g.setting or apart(f.setting.day, g.setting.day) > 1))
        or (f.dimension in LOOSE and likeness(f.near, g.near) < BESIDE)
        or (f.thing and g.thing and f.counted.isdisjoint(g.counted) and (f.measure is None or f.measure != g.measure))
        or (f.status is not None and g.status is not None and not _kin(f.status, g.status))
        or (f.counted == g.counted == SOLDIER and _one_day(f) != _one_day(g))
        or _other_subject(f, g)
        or _other_span(f, g)
        or _other_flight(f, g)
        or (f.status is not None and f.measure != g.measure and f.status == g.status)
        or (f.country is not None and g.country is not None and f.country != g.country)
        or (f.dimension == "length" and f.measure is not None and g.measure is not None and f.measure != g.measure)
        or (f.setting is g.setting and a.claim == b.claim)
    )


def _kin(first: str, second: str) -> bool:
    """Return whether two statuses can be of one topic: the dead and the injured of one event are its casualties."""
    return first == second or (first in CASUALTIES and second in CASUALTIES)


def _other_subject(f: Frame, g: Frame) -> bool:
    """Return whether something befell two sorts of people: "29 marchers" and "113 officers" were hurt."""
    heads = {f.head, g.head}
    if f.setting is g.setting and (f.country is None) != (g.country is None):
        # "28 of the infiltrators", "26 South Koreans"
        other = g.head if f.country else f.head
        return f.status is not None and g.status is not None and other not in ANYBODY and f.head != g.head
    return f.status is not None and g.status is not None and len(heads) == 2 and heads.isdisjoint(ANYBODY)


def _other_span(f: Frame, g: Frame) -> bool:
    """Return whether one is of a day and one of a long time: "25 on Wednesday" is no rival of "70 this year"."""
    if f.window is None or g.window is None:
        return False
    short, long = sorted(days_between(*window) for window in (f.window, g.window))
    return short <= DAY and long >= LONG


def _other_flight(f: Frame, g: Frame) -> bool:
    """Return whether what is over in a day is told of two days: of two launches, two rallies."""
    if f.dimension not in FLIGHT and not (f.measure == g.measure == CROWD):
        return False
    if of_range(f, g):
        return False
    if f.window and g.window and max(days_between(*f.window), days_between(*g.window)) <= DAY:
        return apart(f.window[0], g.window[0]) > LAUNCH
    return NEWS < apart(f.setting.day, g.setting.day) < math.inf


def _one_day(frame: Frame) -> bool:
    """Return whether losses are those of a day: "one soldier was killed on August 5" is no rival of the war's toll."""
    return frame.status in CASUALTIES and frame.window is not None and frame.window[0] == frame.window[1]


def of_range(f: Frame, g: Frame) -> bool:
    """Return whether a figure is one of reach, which is told of a weapon at any time: "it has a range of 600 km"."""
    return RANGE in f.counted or RANGE in g.counted


def in_turn(a: Told, b: Told) -> bool:
    """Return whether two tell one thing in turn: "Seoul counts 40. Tokyo was more careful: about 30"."""
    f, g = a.frame, b.frame
    if f.setting is not g.setting or f.place[0] != g.place[0] or a.speaker.open or b.speaker.open:
        return False
    if a.speaker.one_side(b.speaker) or a.speaker.words == b.speaker.words or f.dimension in LOOSE:
        return False
    alike = f.dimension == g.dimension or f.bare or g.bare
    if f.dimension != "number" and not (f.in_turn or g.in_turn):
        return False
    return alike and f.status == g.status and abs(f.place[2] - g.place[2]) <= 1 and not (f.former or g.former)


def unify(a: Told, b: Told, articles: tuple[float, float]) -> bool:
    """Return whether the frames of two figures say that they are of one thing, however far their numbers lie apart.

    Args:
        a: One figure.
        b: The other.
        articles: How alike their articles are in words and in names.
    """
    f, g = a.frame, b.frame
    if f.measure is None or f.measure != g.measure or f.status != g.status:
        return in_turn(a, b) and not _otherwise(f, g)
    if f.former != g.former or f.remains != g.remains or f.planned != g.planned or _otherwise(f, g):
        return False
    if f.window and g.window and not (f.window[0] <= g.window[1] and g.window[0] <= f.window[1]):
        return False
    if f.setting is g.setting:
        return f.place[0] == g.place[0]
    limit = LAUNCH if f.status is None else MONTH if articles[0] >= ONE_EVENT else NEWS
    if apart(f.setting.day, g.setting.day) > limit:
        return False
    named = not (f.names | f.beside).isdisjoint(g.names | g.beside)
    return (named and articles[0] >= TOLD_OF) or articles[0] >= ONE_EVENT or articles[1] >= ONE_EVENT


def _otherwise(f: Frame, g: Frame) -> bool:
    """Return whether whose they are, or what is counted, is told otherwise."""
    if f.where and g.where and f.where.isdisjoint(g.where):
        return True
    heads = f.head is not None and g.head is not None and f.head != g.head
    return heads and f.status is None and f.dimension == "number"


def _tied(f: Frame, g: Frame) -> bool:
    """Return whether a number alone stands by words that say what the other one counts: "The toll reached 126"."""
    bare, other = (f, g) if f.bare else (g, f)
    if f.setting is g.setting and f.place[0] == g.place[0]:
        return True
    return any(word in bare.sentence or word in bare.around for word in other.counted)


def facts(a: Told, b: Told, articles: tuple[float, float]) -> dict[str, float]:
    """Return the facts about two figures, most of them between 0 and 1.

    Args:
        a: One figure.
        b: The other.
        articles: How alike their articles are in words and in names.
    """
    f, g = a.frame, b.frame
    found = {"always": 1.0, "article words": articles[0], "article names": articles[1]}
    if f.setting is g.setting:
        found["one article"] = 1.0
        found["one sentence"] = float(f.place == g.place)
        found["one paragraph"] = float(f.place[0] == g.place[0])
    if f.counted and g.counted:
        shared = len(f.counted & g.counted) / min(len(f.counted), len(g.counted))
        found["counted"] = shared
        found["counted otherwise"] = float(not shared)
    elif f.counted or g.counted:
        one, other = (f, g) if f.counted else (g, f)
        found["counted in the sentence"] = float(any(word in other.sentence for word in one.counted))
        found["counted by one"] = 1.0
    found["status"] = float(f.status is not None and g.status is not None)
    found["status of one"] = float((f.status is None) != (g.status is None))
    found["measure"] = float(f.measure is not None and f.measure == g.measure)
    found["measure of one"] = float((f.measure is None) != (g.measure is None))
    found["measure otherwise"] = float(f.measure is not None and g.measure is not None and f.measure != g.measure)
    found["country"] = float(f.country is not None and f.country == g.country)
    found["country of one"] = float((f.country is None) != (g.country is None))
    found["parties"] = float(not f.parties.isdisjoint(g.parties))
    if f.bare or g.bare:
        found["bare"] = float(f.bare) + float(g.bare)
        found["bare, untied"] = float(not _tied(f, g))
    found["events"] = float(not f.events.isdisjoint(g.events))
    found["events differ"] = float(bool(f.events) and bool(g.events) and f.events.isdisjoint(g.events))
    found["near"] = likeness(f.near, g.near)
    found["sentence"] = likeness(f.sentence, g.sentence)
    found["around"] = max(likeness(f.sentence, g.around), likeness(f.around, g.sentence))
    found["names"] = float(not f.names.isdisjoint(g.names))
    found["planned by one"] = float(f.planned != g.planned)
    found["unit"] = float(a.unit is not None and a.unit == b.unit)
    found["counted things"] = float(f.dimension == "number")
    if f.dimension in ("percent", "time"):
        found[f.dimension] = 1.0
        found[f"{f.dimension}, near"] = found["near"]
    found |= _of_time(f, g)
    if a.interval and b.interval:
        ours, theirs = abs(a.interval.told), abs(b.interval.told)
        found["equal"] = float(ours == theirs)
        found["small"] = float(min(ours, theirs) < SMALL and f.status is None)
        found["apart"] = min(3.0, abs(math.log(ours + 0.5) - math.log(theirs + 0.5)))
    if f.setting is g.setting:
        found |= {f"one article, {fact}": found.get(fact, 0.0) for fact in WITHIN}
    same = float(bool(a.speaker.actors) and a.speaker.actors == b.speaker.actors)
    found["one claimant in one article" if f.setting is g.setting else "one claimant"] = same
    return found


def _of_time(f: Frame, g: Frame) -> dict[str, float]:
    found = {}
    if f.window and g.window:
        meet = f.window[0] <= g.window[1] and g.window[0] <= f.window[1]
        found["time"] = float(meet)
        found["time otherwise"] = float(not meet)
    days = apart(f.setting.day, g.setting.day)
    if math.isinf(days):
        found["day unknown"] = 1.0
    else:
        found["days"] = math.log1p(min(days, FAR)) / math.log1p(FAR)
        found["a day or two"] = float(days <= 2)
    return found


def apart(first: str | None, second: str | None) -> float:
    """Return how many days lie between two ISO dates; infinity where one is none."""
    return days_between(first, second) if first and second else math.inf
