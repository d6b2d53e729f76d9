"""Frames that can be of one thing → topics: what is counted, of whom, in which event.

Frames are taken by date. Each joins the topic that it shares most with, if it contradicts it in nothing and if
something ties the two together: a name, a country that acts, a place, a day. Only the latest topics under each name or
country are looked at, so that the work grows with the number of frames and not with its square.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from korea_nlp.compare.frames import HELD, NEAR, Frame, days_between
from korea_nlp.compare.measures import Span

LATEST = 24  # topics of a measure and a name, country or article that are looked at
TIED = 3  # what two frames must share, in the weights below
KNOWN = 48  # names of a topic that are kept
# days after which a figure is of another matter
LASTS: dict[Span, int] = {"moment": 400, "running": 240, "standing": 1825}
PARTIES = (
    "casualties",
    "containers",
    "deployment",
    "shells",
    "shortfall",
    "warheads",
)  # and those of which it has one that lasts
ARMS = frozenset((None, "fighter", "soldier"))
WEEK = 7
AMISS = 1  # days that two tell of one event: clocks differ, and an article that names no day may be a day late


@dataclass(frozen=True, slots=True)
class Framed:
    """A frame and where it stands."""

    frame: Frame
    article: str
    origin: str
    as_of: str | None
    start: int


@dataclass(slots=True)
class Topic:
    """What some frames are of, together."""

    measure: str
    span: Span
    number: int
    thing: str | None = None
    whose: str | None = None
    places: set[str] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)
    around: set[str] = field(default_factory=set)
    first: str | None = None
    last: str | None = None
    dated: bool = False
    as_of: str | None = None
    told: list[Framed] = field(default_factory=list)
    stands: dict[str, int] = field(default_factory=dict)  # where in each article the last one stands

    def add(self, framed: Framed) -> None:
        """Take in a frame: open slots are filled, places and names are gathered."""
        frame = framed.frame
        self.thing = self.thing or frame.thing
        self.whose = self.whose or frame.whose
        self.places |= frame.places
        if len(self.names) < KNOWN:
            self.names.update(frame.names)
            self.around |= frame.around
        if frame.dated > self.dated or self.first is None or self.last is None:
            self.first, self.last, self.dated = frame.first, frame.last, frame.dated
        elif frame.dated == self.dated and frame.first and frame.last:
            self.first, self.last = max(self.first, frame.first), min(self.last, frame.last)
            if self.first > self.last:
                self.first, self.last = self.last, self.first
        self.as_of = framed.as_of or self.as_of
        self.told.append(framed)
        self.stands[framed.article] = framed.start

    def label(self) -> str:
        """Return its name: the measure, whose or where, and the day of what belongs to one."""
        what = f"{self.thing}s" if self.span != "moment" and self.thing and self.thing.isalpha() else None
        where = next(iter(sorted(self.places, key=lambda place: (place.isupper(), place))), None)
        name = min(self.names, key=lambda name: (-self.names[name], name)) if self.names else None
        which = self.whose if self.span != "moment" and self.whose else None
        tied = [part for part in ([which] if which else [self.whose, name or where]) if part]
        day = self.last if self.span == "moment" and self.last else None
        return " ".join(part for part in (self.measure, *tied, what, day) if part)


def find_topics(framed: Sequence[Framed], *, strict: bool = False) -> list[str | None]:
    """Return the name of the topic of each frame; None where nothing says of what, whom or where it is.

    Args:
        framed: Frames, by date.
        strict: The measure and a country are not enough to tie two frames: positions on events need a place, a party,
            a day or a name besides.
    """
    by_key: dict[tuple[str, str], list[Topic]] = {}
    topics: list[Topic] = []
    found: list[Topic] = []
    for item in framed:
        keys = _keys(item)
        seen: dict[int, Topic] = {topic.number: topic for key in keys for topic in by_key.get(key, ())[-LATEST:]}
        scored = [(_score(topic, item, strict=strict), -topic.number, topic) for topic in seen.values()]
        best = max(((score, order, topic) for score, order, topic in scored if score >= TIED), default=None, key=_first)
        if best is None:
            topic = Topic(item.frame.measure, item.frame.span, len(topics))
            topics.append(topic)
        else:
            topic = best[2]
        topic.add(item)
        found.append(topic)
        for key in keys:
            under = by_key.setdefault(key, [])
            if not any(other is topic for other in under[-LATEST:]):
                under.append(topic)
    labels = _labels(topics)
    return [labels[topic.number] for topic in found]


def _first(scored: tuple[float, int, Topic]) -> tuple[float, int]:
    return scored[:2]


def _labels(topics: Iterable[Topic]) -> dict[int, str | None]:
    """Return a name for each topic; the second of one name gets a number."""
    found: dict[int, str | None] = {}
    taken: Counter[str] = Counter()
    for topic in topics:
        if not (topic.whose or topic.names or topic.places or topic.around or len(topic.told) > 1):
            found[topic.number] = None
            continue
        label = topic.label()
        taken[label] += 1
        found[topic.number] = label if taken[label] == 1 else f"{label} ({taken[label]})"
    return found


def _keys(item: Framed) -> list[tuple[str, str]]:
    frame = item.frame
    keys = [(frame.measure, f"@{item.origin}")]
    keys += [(frame.measure, name) for name in sorted(frame.names | frame.around)]
    keys += [(frame.measure, f"#{place}") for place in sorted(frame.places)]
    if frame.kinds or frame.span != "moment":
        keys.append((frame.measure, f"={frame.whose or ''}"))
        if frame.kinds and frame.whose:
            keys.append((frame.measure, "="))
    return keys


def _score(topic: Topic, item: Framed, *, strict: bool) -> float:
    """Return how much ties a frame to a topic; minus infinity where they contradict each other."""
    frame = item.frame
    apart = _apart(topic, item, strict=strict)
    if apart is None:
        return float("-inf")
    own = topic.names.keys() & frame.names
    crossed = (topic.names.keys() & frame.around) | (topic.around & frame.names)
    here = item.article in topic.stands
    near = here and abs(item.start - topic.stands[item.article]) <= NEAR
    # a name in the one's sentence that the other's article is about, in the same days
    if crossed and not here and topic.as_of and item.as_of and days_between(topic.as_of, item.as_of) <= WEEK:
        apart += 1
    score = apart + 3.0 * len(own) + (0 if here else 2.0 * len(crossed) + 0.5 * len(topic.around & frame.around))
    places = topic.places & frame.places
    score += max((2.0 if strict or not place.isupper() else 1.0 for place in places), default=0.0)
    if topic.whose and topic.whose == frame.whose:
        score += 1 if strict else 3 if frame.kinds or _of_party(frame) else 2 if frame.span != "moment" else 1
    elif frame.kinds and not strict:
        score += 3
    if near:
        score += 1 if strict or topic.thing != frame.thing or frame.measure in HELD else 3
    if topic.thing != frame.thing and not {topic.thing, frame.thing} <= ARMS:
        score -= 3 if frame.measure in HELD else 2
    # troops stand in many places at once: those whose place is not told are of the same days at most
    if frame.measure == "deployment" and not places and (not here or topic.places or frame.places):
        far = not (topic.as_of and item.as_of) or days_between(topic.as_of, item.as_of) > WEEK
        score -= 1 if far and not near else 0
    if frame.span != "moment":
        return score
    # "5 died in Seoul and 12 in Busan": names of their own tell two events apart
    if topic.names and frame.names and not own and not (crossed and not here) and not frame.kinds:
        score -= 2
    if topic.places and frame.places and not places:
        score -= 2
    return score


def _of_party(frame: Frame) -> bool:
    """Return whether a country has one such figure at a time: its dead soldiers, its captives, its warheads."""
    return frame.measure in HELD or (frame.span != "moment" and frame.measure in PARTIES)


def _apart(topic: Topic, item: Framed, *, strict: bool) -> float | None:
    """Return what days say for a frame's being of a topic; None where anything speaks against it."""
    frame = item.frame
    if topic.span != frame.span or (topic.whose and frame.whose and topic.whose != frame.whose):
        return None
    if topic.thing and frame.thing and topic.thing != frame.thing:
        return None
    there, here = ({place for place in places if place.isupper()} for places in (topic.places, frame.places))
    if there and here and not there & here:
        return None
    if not topic.as_of or not item.as_of:
        if item.origin not in {told.origin for told in topic.told[:1]}:
            return None
    elif days_between(topic.as_of, item.as_of) > LASTS[frame.span]:
        return None
    if frame.span != "moment" and (frame.span == "running" or not topic.dated or not frame.dated):
        return 0.0
    if not (topic.first and topic.last and frame.first and frame.last):
        return -2.0 if frame.kinds and topic.dated != frame.dated else 0.0
    # "in March it fired a missile": of one of several, unless a name says of which
    wide = max(_days(topic.first, topic.last), _days(frame.first, frame.last)) > WEEK
    if frame.kinds and wide and not topic.names.keys() & frame.names:
        return None
    gap = max(_days(frame.last, topic.first), _days(topic.last, frame.first))
    if gap > AMISS:
        # what is denied may be told of weeks before; then only a name ties the two
        return None if not strict or (topic.dated and frame.dated) else -1.0
    if strict and frame.kinds and topic.dated and frame.dated:
        return 2.0
    return 1.0 if topic.dated and frame.dated else 0.0  # one year of a stock, one day of an event


def _days(earlier: str, later: str) -> float:
    """Return by how many days one date lies before another; none or less where it does not."""
    return days_between(earlier, later) if earlier < later else 0
