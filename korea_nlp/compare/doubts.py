"""What speaks against relating two figures of one topic.

A topic holds figures that are likely of one thing. To say that two of them agree, clash or follow each other asks for
more: the claimants are surely two (of an update, one), both tell of what is and not of what is to come, their nouns,
times and places go together, and they are told of one event: by one article, or by two that share words within days.
"""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from korea_nlp.compare.about import days_between
from korea_nlp.compare.frames import CASUALTIES, DATES
from korea_nlp.compare.likeness import DAY, LOOSE, Told, apart, in_turn, of_range
from korea_nlp.compare.words import likeness, stem

UNITS = frozenset(  # nouns that are units, and no nouns of what is counted
    (
        *("percent", "percentage", "point", "pct", "second", "minute", "hour", "day", "week", "month", "year"),
        *("dlr", "dollar", "won", "yen", "yuan", "euro", "pound", "mln", "bln", "ton", "tonne", "barrel", "share"),
    )
)
CALENDAR = frozenset(stem(name.lower()) for name in DATES)  # names that set nothing apart
FILLERS = frozenset(("a", "an", "and", "of", "official", "spokesman", "spokeswoman", "the"))
NEWS = 14  # days within which two articles can tell of one event
WAR = 365  # days within which figures of a war's toll, of one country or name, can be of one
STALE = 60  # the same of a toll, where the articles are alike
LAUNCH = 2  # days within which they tell of one launch, shot or flight, or of one amount of money
STORY = 0.08  # how alike two articles on one event are, in words
EVENT = 0.25  # how alike, in words, they are where nothing else says that the event is one
ONE_STORY = 0.5  # the same where each of two states may tell of itself
NAMED = 0.15  # the same in names, where the words beside the figures are alike too
BESIDE = 0.15  # how alike the words around two amounts of one thing are
SURELY = 0.4  # the same of spans of time and shares, of which an article tells many
GROWS = (*CASUALTIES, "missing")
SETS = frozenset(("city", "country", "nation", "province", "state"))  # "across 14 countries": who was asked
SORTS = frozenset(  # of people who are part of all those killed or hurt
    (
        *("attacker", "baby", "bomber", "boy", "child", "children", "civilian", "foreigner"),
        *("girl", "gunman", "gunmen", "man", "men", "militant", "officer", "policemen"),
        *("recruit", "staff", "student", "suspect", "woman", "women"),
    )
)
CUMULATIVE = frozenset(("case", "infection", "patient"))  # what is counted up from day to day
AGE = "age"  # of two persons, mostly
FLIGHT = ("length", "speed", "time")  # dimensions of what is over in a day
MANY = ("money", "mass", "length", "volume", "area")  # dimensions of which an article has many amounts
TELLING = 2  # digits of a number from which on two articles hardly tell it by chance
FEW = 10  # counts below it say rather who than how many
NOT_SO = ("demand", "threaten", "promise")  # stances of claims that tell what shall be
ARMY = 20.0  # how many times larger one count of an army's losses may be
CORRECTED = 1.1  # how many times smaller a toll that is told days later may be
FAR = 10.0  # how many times longer one of two flights may be
MUCH = 2.0  # how many times larger one of two tolls of one day may be: beyond it one is of a part
GROWTH = 1.5  # how many times larger a toll that has grown may be


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures of one topic, asked what speaks against relating them.

    Args:
        a: The one that came later.
        b: The other.
    """

    a: Told
    b: Told

    @property
    def one_article(self) -> bool:
        """Whether one article tells both."""
        return self.a.frame.setting is self.b.frame.setting

    def agree(self) -> bool:
        """Return whether two equal figures may be told as an agreement."""
        a, b = self.a, self.b
        if self._never() or a.speaker.one_side(b.speaker):
            return False
        if self.one_article and (a.speaker.definite or b.speaker.definite):  # "Amnesty said", "the group said"
            return False
        if self._few() or (a.stance != b.stance and not {a.stance, b.stance}.isdisjoint(NOT_SO)):
            return False
        if self.one_article and not self._place():
            return False
        own, theirs = (told.frame.where | told.speaker.states for told in (a, b))
        if self.one_article and own and theirs and own.isdisjoint(theirs):
            return False  # two states, of themselves
        later = apart(a.frame.setting.day, b.frame.setting.day) > DAY
        if a.frame.status is not None and later and not self._named():
            return False  # of two events
        told = self._digits() >= TELLING and self._equal()
        return (told and not self.one_article) or (self._kind() and self._time())

    def dispute(self) -> bool:
        """Return whether two figures that clash may be told as a dispute."""
        a, b = self.a, self.b
        if self._never() or a.frame.planned or b.frame.planned or not {a.stance, b.stance}.isdisjoint(NOT_SO):
            return False
        own = a.frame.own and b.frame.own and a.frame.dimension in (*MANY, *LOOSE) and a.frame.measure is None
        if own or a.frame.dimension == AGE:
            return False  # each of two firms tells its own profit
        if a.frame.dimension in FLIGHT and self._times() > FAR:
            return False
        if a.frame.dimension == "speed" and a.frame.setting.day != b.frame.setting.day:
            return False
        return self._same() and self._steps() and self._all_now() and self._one_toll() and self._anchored()

    def update(self) -> bool:
        """Return whether a later figure of the same claimant may be told as an update."""
        steps = self.a.frame.step or self.b.frame.step  # "235 new cases" are those of a day
        f, g = self.a.frame, self.b.frame
        if f.incident and g.incident and not (f.total or g.total) and apart(f.setting.day, g.setting.day) > DAY:
            return False  # two strikes
        if f.status is not None and self._times() > 1 and _told(self.a) < _told(self.b):
            return False  # a toll that its own teller lowers is mostly one of a part
        told = not self._said_once() and not self._loose() and self._story()
        return not steps and told and self._same() and self._one_toll()

    def grown(self) -> bool:
        """Return whether the later of two tolls may be the earlier one, grown."""
        a, b = self.a, self.b
        counted = all(not told.frame.counted.isdisjoint(CUMULATIVE) for told in (a, b))
        counted = counted or (a.frame.dimension == "number" and a.frame.status is None and a.frame.total)
        if not (a.frame.status in GROWS or counted) or not a.interval or not b.interval:
            return False
        return b.interval.told < a.interval.told <= GROWTH * b.interval.told

    def _never(self) -> bool:
        return self._said_once() or self._loose() or not self._two() or not self._story()

    def _same(self) -> bool:
        return self._kind() and self._subject() and self._time() and self._place()

    def _said_once(self) -> bool:
        """One figure in the text, claimed by two: "Seoul and Tokyo said that 12 ships came"."""
        return self.one_article and self.a.start == self.b.start

    def _few(self) -> bool:
        """A handful that everybody knows names whom it counts: "the six parties", "the three prisoners"."""
        f, g = self.a.frame, self.b.frame
        counted = f.dimension == g.dimension == "number" and f.status not in GROWS and f.measure is None
        return counted and self.a.interval is not None and abs(self.a.interval.told) < FEW

    def _loose(self) -> bool:
        """No number is told, what is told is a plan beside a fact, or somebody says that it is not so."""
        a, b = self.a.frame, self.b.frame
        return a.vague or b.vague or a.planned != b.planned or "deny" in (self.a.stance, self.b.stance)

    def _two(self) -> bool:
        """Return whether the claimants are two: a pronoun may stand for anybody in its article."""
        a, b = self.a.speaker, self.b.speaker
        if (a.open and b.open) or (self.one_article and (a.open or b.open)):
            return False
        # "Taiwan Steel", "an official of the Taiwan Steel Association"
        ours, theirs = a.names - FILLERS, b.names - FILLERS
        if len(ours & theirs) >= (1 if self.one_article else 2) and (ours <= theirs or theirs <= ours):
            return False
        return not (a.nameless and b.nameless and a.words == b.words)

    def _story(self) -> bool:
        one, other = self.a.frame.setting, self.b.frame.setting
        if one is other or likeness(one.words, other.words) >= STORY:
            return True
        return likeness(one.names, other.names) >= NAMED and self._near() >= SURELY

    def _kind(self) -> bool:
        """Return whether both count or measure the same."""
        f, g = self.a.frame, self.b.frame
        if f.status is not None and g.status is not None:
            return True  # whose fates are of one topic
        if f.measure is not None and f.measure == g.measure:
            return True
        dimension = g.dimension if f.bare else f.dimension
        if in_turn(self.a, self.b):
            return not self._otherwise()
        if (dimension in (*LOOSE, *MANY) or not UNITS.isdisjoint((f.head, g.head))) and self._otherwise():
            return False
        if dimension in LOOSE:
            return not f.counted.isdisjoint(g.counted - UNITS) and self._near() >= SURELY
        if dimension in MANY:
            alike = self._near() >= (BESIDE if self.one_article or self._equal() else SURELY)
            return alike or (self._digits() >= TELLING and self._equal())
        if dimension != "number":  # a magnitude, a speed: one article hardly has two things of it
            return True
        if f.head in UNITS or g.head in UNITS:  # "562 mln dlrs", whose unit was not read
            return self._near() >= SURELY and not f.counted.isdisjoint(g.counted - UNITS)
        if f.head and g.head:
            return f.head == g.head or f.head in g.counted or g.head in f.counted
        if (f.bare or g.bare) and self.one_article and f.place[0] == g.place[0]:
            return True  # "10,000 soldiers, the Pentagon said; Kyiv spoke of 12,000"
        if f.head or g.head:
            head, other = (f.head, g) if f.head else (g.head, f)
            return head in other.counted or head in other.sentence or head in other.around
        return not f.counted.isdisjoint(g.counted) or self._near() >= 2 * BESIDE

    def _otherwise(self) -> bool:
        """Return whether amounts are of two things: "the trade surplus" and "the current account surplus"."""
        ours, theirs = self.a.frame.counted - UNITS, self.b.frame.counted - UNITS
        return bool(ours - theirs and theirs - ours)

    def _subject(self) -> bool:
        """Return whether they can be the same people: "480 South Koreans" are those who do something."""
        f, g = self.a.frame, self.b.frame
        if f.status is not None or f.bare or g.bare or f.head or g.head:
            return True
        return f.country is None or f.country != g.country or not f.events.isdisjoint(g.events)

    def _time(self) -> bool:
        """Return whether both speak of one time."""
        f, g = self.a.frame, self.b.frame
        if f.window and g.window:
            # days of two zones meet, months do not
            spread = _later if max(days_between(*f.window), days_between(*g.window)) <= DAY else str
            return f.window[0] <= spread(g.window[1]) and g.window[0] <= spread(f.window[1])
        limit = NEWS
        # trade and budgets are told by the month: what is said weeks later is of another
        amounts = f.dimension in MANY or not UNITS.isdisjoint((f.head, g.head))
        if not of_range(f, g) and (
            amounts or f.dimension in FLIGHT or (f.measure is not None and f.measure == g.measure and f.status is None)
        ):
            limit = LAUNCH
        elif f.status is not None and (
            (f.country is not None and f.country == g.country) or not f.names.isdisjoint(g.names)
        ):
            limit = WAR
        elif f.status is not None and self._alike() >= EVENT:
            limit = STALE
        for window, other in ((f.window, g), (g.window, f)):
            if window is not None:
                return _gap(window, other.setting.day) <= limit
        return self.one_article or apart(f.setting.day, g.setting.day) <= limit

    def _place(self) -> bool:
        """Return whether no names set them apart: doses of one maker are not those of another."""
        f, g = self.a.frame, self.b.frame
        if f.window is not None and f.window == g.window and days_between(*f.window) <= DAY:
            return True
        saying = self.a.speaker.names | self.b.speaker.names | CALENDAR
        ours, theirs = f.names - saying, g.names - saying
        if not ours or not theirs or not ours.isdisjoint(theirs):
            return True
        # where two articles tell of one event, each names some of what the other does
        return not self.one_article and not (ours.isdisjoint(g.setting.names) and theirs.isdisjoint(f.setting.names))

    def _named(self) -> bool:
        """Return whether the sentences of both, or those around, share a name, but for who tells."""
        f, g = self.a.frame, self.b.frame
        saying = self.a.speaker.names | self.b.speaker.names | CALENDAR
        return not ((f.names | f.beside) - saying).isdisjoint((g.names | g.beside) - saying)

    def _alike(self) -> float:
        return likeness(self.a.frame.setting.words, self.b.frame.setting.words)

    def _one_toll(self) -> bool:
        """Return whether two tolls are of the same people and the same time.

        Children are part of the dead, and those of one strike of a war's; over days a toll grows.
        """
        f, g = self.a.frame, self.b.frame
        if f.others != g.others or f.whole != g.whole or (f.spots != g.spots and f.spots.isdisjoint(g.spots)):
            return False
        if in_turn(self.a, self.b) or not (self.a.interval and self.b.interval):
            return True
        if f.status is None or g.status is None:
            return f.measure is None or f.measure != g.measure or f.dimension != "number" or self._times() <= MUCH
        sorts = ({f.head, *f.counted} & SORTS) ^ ({g.head, *g.counted} & SORTS)
        whole, part = (f, g) if f.total else (g, f)
        if sorts or (f.total != g.total and part.incident and not whole.incident):
            return False
        days = apart(f.setting.day, g.setting.day)
        if "soldier" in f.counted & g.counted or math.isinf(days):
            return self._times() <= ARMY
        if f.incident and g.incident and not f.total and (self.one_article or days > 0):
            return False  # of two strikes
        if days <= 1:
            return self._times() <= MUCH
        return self._times() <= (GROWTH if _told(self.a) > _told(self.b) else CORRECTED)

    def _times(self) -> float:
        """Return how many times the smaller number goes into the larger."""
        small, large = sorted(abs(_told(told)) for told in (self.a, self.b))
        return large / small if small else math.inf

    def _alike_beside(self, saying: frozenset[str]) -> bool:
        """Return whether the sentences of two counts share a name or many words: not all "countries" are the same."""
        f, g = self.a.frame, self.b.frame
        if f.head in SETS or g.head in SETS:
            return False
        if self._near() >= EVENT or self._alike() >= ONE_STORY:
            return True
        return not (f.names - saying).isdisjoint(g.names - saying)

    def _steps(self) -> bool:
        """Return whether what comes on top is of one day: yesterday's new cases are no rivals of today's."""
        one, other = self.a.frame.setting, self.b.frame.setting
        return not (self.a.frame.step and self.b.frame.step) or one.day == other.day

    def _all_now(self) -> bool:
        """Return whether both tell of all, of now and of one holder: how many are left changes by the hour."""
        f, g = self.a.frame, self.b.frame
        if f.remains or g.remains or f.former or g.former:
            return False
        return not (f.holder and g.holder) or f.holder <= g.holder or g.holder <= f.holder

    def _anchored(self) -> bool:
        """Return whether a place, a party or a name says that both are of one thing: a state counts its own dead."""
        f, g = self.a.frame, self.b.frame
        if self.one_article and f.place[0] == g.place[0]:
            return not (f.where and g.where and f.where.isdisjoint(g.where))
        saying = self.a.speaker.names | self.b.speaker.names | CALENDAR
        named = self._named()
        alike = self._alike()
        if f.where and g.where and f.where.isdisjoint(g.where):
            return False
        if f.measure is not None and f.measure == g.measure and f.dimension != "number":
            return True  # how far or high a thing of one day or two flew
        if f.dimension == "number" and f.status is None and not self._alike_beside(saying):
            return False
        if f.where and not f.where.isdisjoint(g.where):
            return named or alike >= EVENT
        # a state's figure whose place is unsaid is about itself
        own = f.where | self.a.speaker.states | self.a.speaker.officials
        theirs = g.where | self.b.speaker.states | self.b.speaker.officials
        if own and theirs and own.isdisjoint(theirs) and (self.one_article or not named):
            return self._goes_on() if self.one_article else alike >= ONE_STORY
        return named or self.one_article or alike >= EVENT

    def _goes_on(self) -> bool:
        """Return whether a toll whose place is unsaid goes on with one of elsewhere: "Seoul counts 300 in Russia"."""
        pairs = ((self.a, self.b), (self.b, self.a))
        return self.a.frame.status is not None and any(
            not told.frame.where and not other.frame.where <= other.speaker.states | other.speaker.officials
            for told, other in pairs
        )

    def _near(self) -> float:
        f, g = self.a.frame, self.b.frame
        around = max(likeness(f.sentence, g.around), likeness(f.around, g.sentence))
        return max(likeness(f.near, g.near), likeness(f.sentence, g.sentence), around)

    def _equal(self) -> bool:
        return self.a.interval is not None and self.a.interval == self.b.interval

    def _digits(self) -> int:
        number = self.a.interval.told if self.a.interval else 0.0
        return len(f"{abs(number):.6e}".partition("e")[0].rstrip("0").replace(".", ""))


def _told(told: Told) -> float:
    return told.interval.told if told.interval else 0.0


def _later(day: str) -> str:
    """Return the day after an ISO date, the same where it is none."""
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return day


def _gap(window: tuple[str, str], day: str | None) -> float:
    """Return how many days lie between a stretch of time and a day; none where the day is within."""
    if day is None:
        return 0.0
    return 0.0 if window[0] <= day <= window[1] else min(days_between(window[0], day), days_between(window[1], day))
