"""How likely two figures are of one thing: facts about the pair, weighed by a table learnt on read examples.

Figures stand in columns, and many pairs are asked at once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from korea_nlp.compare.frames import CASUALTIES, Frame
from korea_nlp.compare.intervals import Interval
from korea_nlp.lexicon import Lexicon

SOLDIER = frozenset(("soldier",))
SMALL = 4  # below it numbers rather say who than how many: "two sides", "one of its goals"
BESIDE = 0.2  # how alike the words beside two shares or spans of time must be: an article has many that have no tie
FAR = 365.0  # days apart beyond which it makes no difference
AT_ONCE = 4096  # pairs that are asked at once
WITHIN = ("counted", "counted otherwise", "bare", "status", "near", "apart", "unit", "small")  # weigh otherwise there
Array = Any  # np.ndarray
Facts = dict[str, Array]


@dataclass(frozen=True, slots=True)
class WeightRow:
    """A row of ``rival_weights``: a fact about two figures and what it adds to the log-odds of one thing."""

    fact: str
    weight: float
    source: str


@dataclass(frozen=True, slots=True)
class Told:
    """A figure as it is held against others: its frame, its number and who claims it."""

    frame: Frame
    interval: Interval | None
    unit: str | None
    claim: str
    who: tuple[str, ...]


class Bags:
    """Bags of words or ids side by side: row by row what is in each and what it weighs.

    Args:
        bags: The bags; what is in a set weighs 1.
        numbers: The number of each word, shared by bags that are held against each other; those that are new join.
    """

    def __init__(self, bags: Sequence[Mapping[str, float] | frozenset[str]], numbers: dict[str, int]) -> None:
        self.sizes = np.array([len(bag) for bag in bags], dtype=np.int64)
        self._numbers = np.full((len(bags), max(self.sizes, default=0)), -1, dtype=np.int32)
        self._weights = np.zeros(self._numbers.shape)
        for row, bag in enumerate(bags):
            self._numbers[row, : len(bag)] = [numbers.setdefault(word, len(numbers)) for word in bag]
            self._weights[row, : len(bag)] = list(bag.values()) if isinstance(bag, Mapping) else 1.0

    def likeness(self, first: Array, second: Array, others: "Bags | None" = None) -> Array:
        """Return the products of pairs of bags: cosines of weighed ones, the number of shared ones of sets.

        Args:
            first: Rows of these bags.
            second: As many rows of the other ones.
            others: The other bags; these same ones where not given.
        """
        others = others or self
        same = self._numbers[first][:, :, None] == others._numbers[second][:, None, :]
        found: Array = np.einsum("nk,nkl,nl->n", self._weights[first], same, others._weights[second])
        return found


class Figures:
    """Figures in columns, asked pairwise: a pair is two rows, and all questions take many pairs at once.

    Args:
        told: The figures.
    """

    def __init__(self, told: Sequence[Told]) -> None:
        frames = [item.frame for item in told]
        settings = list({frame.setting.article: frame.setting for frame in frames}.values())
        of_article = {setting.article: row for row, setting in enumerate(settings)}
        numbers: dict[str, int] = {}
        self._words = Bags([setting.words for setting in settings], numbers)
        self._names_of_articles = Bags([setting.names for setting in settings], numbers)
        self.article = np.array([of_article[frame.setting.article] for frame in frames], dtype=np.int64)
        self._day = np.array([_days(setting.day) for setting in settings])
        self._near, self._sentence, self._around, self._counted, self._names, self._events, self._parties = (
            Bags([part(frame) for frame in frames], numbers)
            for part in (
                *(lambda f: f.near, lambda f: f.sentence, lambda f: f.around, lambda f: f.counted),
                *(lambda f: f.names, lambda f: f.events, lambda f: f.parties),
            )
        )
        self._dimension = _coded(frame.dimension for frame in frames)
        self._measure = _coded(frame.measure for frame in frames)
        self._status = _coded(frame.status for frame in frames)
        self._country = _coded(frame.country for frame in frames)
        self._unit = _coded(item.unit for item in told)
        self._claim = _coded(item.claim for item in told)
        self._who = _coded(item.who or None for item in told)
        self._paragraph = np.array([frame.place[0] for frame in frames])
        self._start = np.array([frame.place[1] for frame in frames])
        self._window = np.array([[_days(day) for day in frame.window or (None, None)] for frame in frames])
        self._number = np.array([abs(item.interval.told) if item.interval else np.nan for item in told])
        self._bare, self._thing, self._planned, self._step, self._rate = (
            np.array([part(frame) for frame in frames], dtype=bool)
            for part in (lambda f: f.bare, lambda f: f.thing, lambda f: f.planned, lambda f: f.step, lambda f: f.rate)
        )
        self._counts, self._length, self._percent, self._time = (
            np.array([frame.dimension == name for frame in frames], dtype=bool)
            for name in ("number", "length", "percent", "time")
        )
        self._casualty = np.array([frame.status in CASUALTIES for frame in frames], dtype=bool)
        self._soldiers = np.array([frame.counted == SOLDIER for frame in frames], dtype=bool)

    def articles(self, i: Array, j: Array) -> tuple[Array, Array]:
        """Return how alike the articles of pairs are, in words and in names."""
        pairs, place = np.unique(np.stack([self.article[i], self.article[j]], axis=1), axis=0, return_inverse=True)
        first, second, place = pairs[:, 0], pairs[:, 1], place.reshape(-1)
        words, names = self._words.likeness(first, second), self._names_of_articles.likeness(first, second)
        return words[place], names[place]

    def barred(self, i: Array, j: Array) -> Array:
        """Return of which pairs the two figures can never be of one thing."""
        one = self.article[i] == self.article[j]
        days = self._days_apart(i, j)
        loose = (self._percent | self._time)[i]
        status, country, measure = self._status, self._country, self._measure
        of_a_day = self._casualty & (self._window[:, 0] == self._window[:, 1])
        barred: Array = (
            ((self._dimension[i] != self._dimension[j]) & ~self._bare[i] & ~self._bare[j])
            | (self._rate[i] != self._rate[j])
            | (self._step[i] != self._step[j])
            | (self._step[i] & (one | ~(days <= 1)))
            | (both(status, i, j) & (status[i] != status[j]) & ~(self._casualty[i] & self._casualty[j]))
            # "one soldier was killed on August 5" is no rival of the war's toll
            | (self._soldiers[i] & self._soldiers[j] & (of_a_day[i] != of_a_day[j]))
            | (both(country, i, j) & (country[i] != country[j]))
            | (both(measure, i, j) & (measure[i] != measure[j]) & self._length[i])
            | (one & (self._claim[i] == self._claim[j]))
        )
        left = np.flatnonzero(~barred)
        i, j, loose = i[left], j[left], loose[left]
        named = self._thing[i] & self._thing[j] & ~(both(measure, i, j) & (measure[i] == measure[j]))
        barred[left] |= loose & (self._near.likeness(i, j) < BESIDE)
        barred[left] |= named & (self._counted.likeness(i, j) == 0)
        return barred

    def facts(self, i: Array, j: Array) -> Facts:
        """Return the facts about pairs, each an array, most of them between 0 and 1."""
        one = self.article[i] == self.article[j]
        found: Facts = {"always": np.ones(len(i))}
        found["article words"], found["article names"] = self.articles(i, j)
        found["one article"] = one
        found["one sentence"] = one & (self._start[i] == self._start[j])
        found["one paragraph"] = one & (self._paragraph[i] == self._paragraph[j])
        found |= self._of_counted(i, j)
        for name, column in (("status", self._status), ("measure", self._measure), ("country", self._country)):
            found[f"{name} of one"] = (column[i] < 0) != (column[j] < 0)
            found[name] = both(column, i, j) & (column[i] == column[j])
        found["status"] = both(self._status, i, j)
        found["measure otherwise"] = both(self._measure, i, j) & ~found["measure"]
        found["parties"] = self._parties.likeness(i, j) > 0
        meet = self._events.likeness(i, j) > 0
        found["events"], found["events differ"] = meet, (self._events.sizes[i] > 0) & (self._events.sizes[j] > 0) & ~meet
        found["near"] = self._near.likeness(i, j)
        found["sentence"] = self._sentence.likeness(i, j)
        found["around"] = np.maximum(
            self._sentence.likeness(i, j, self._around), self._around.likeness(i, j, self._sentence)
        )
        found["names"] = self._names.likeness(i, j) > 0
        found["planned by one"] = self._planned[i] != self._planned[j]
        found["unit"] = both(self._unit, i, j) & (self._unit[i] == self._unit[j])
        found["counted things"] = self._counts[i]
        for name, column in (("percent", self._percent), ("time", self._time)):
            found[name], found[f"{name}, near"] = column[i], column[i] * found["near"]
        found |= self._of_time(i, j, found["time"])
        found |= self._of_numbers(i, j)
        found |= {f"one article, {fact}": one * found[fact] for fact in WITHIN}
        same = both(self._who, i, j) & (self._who[i] == self._who[j])
        found["one claimant in one article"], found["one claimant"] = one & same, ~one & same
        return found

    def _of_counted(self, i: Array, j: Array) -> Facts:
        sizes = self._counted.sizes
        least = np.minimum(sizes[i], sizes[j])
        shared = self._counted.likeness(i, j) / np.maximum(least, 1)
        told = self._counted.likeness(i, j, self._sentence) + self._counted.likeness(j, i, self._sentence)
        of_one = (sizes[i] > 0) != (sizes[j] > 0)
        # "The toll reached 126": a number alone stands by words that say what the other one counts
        bare, other = np.where(self._bare[i], i, j), np.where(self._bare[i], j, i)
        tied = self._counted.likeness(other, bare, self._sentence) + self._counted.likeness(other, bare, self._around)
        beside = (self.article[i] == self.article[j]) & (self._paragraph[i] == self._paragraph[j])
        bares = self._bare[i].astype(float) + self._bare[j]
        return {
            "counted": shared,
            "counted otherwise": (least > 0) & (shared == 0),
            "counted by one": of_one,
            "counted in the sentence": of_one & (told > 0),
            "bare": bares,
            "bare, untied": (bares > 0) & ~beside & (tied == 0),
        }

    def _of_time(self, i: Array, j: Array, span: Array) -> Facts:
        first, second = self._window[i], self._window[j]
        told = ~np.isnan(first[:, 0]) & ~np.isnan(second[:, 0])
        meet = (first[:, 0] <= second[:, 1]) & (second[:, 0] <= first[:, 1])
        days = self._days_apart(i, j)
        unknown = np.isnan(days)
        return {
            "time": np.where(told, meet, span),
            "time otherwise": told & ~meet,
            "day unknown": unknown,
            "days": np.where(unknown, 0.0, np.log1p(np.minimum(days, FAR)) / np.log1p(FAR)),
            "a day or two": days <= 2,
        }

    def _of_numbers(self, i: Array, j: Array) -> Facts:
        ours, theirs = self._number[i], self._number[j]
        none = np.isnan(ours) | np.isnan(theirs)
        return {
            "equal": ours == theirs,
            "small": (np.minimum(ours, theirs) < SMALL) & (self._status[i] < 0),
            "apart": np.where(none, 0.0, np.minimum(3.0, abs(np.log((ours + 0.5) / (theirs + 0.5))))),
        }

    def _days_apart(self, i: Array, j: Array) -> Array:
        """Return how many days lie between the articles of pairs; not a number where one has no date."""
        return abs(self._day[self.article[i]] - self._day[self.article[j]])

class Judge:
    """Weighs the facts about pairs of figures.

    Args:
        table: The table ``rival_weights``.
        figures: The figures.
    """

    def __init__(self, table: Lexicon, figures: Figures) -> None:
        self.figures = figures
        self._weights = {row.fact: row.weight for row in table.rows(WeightRow)}

    def __call__(self, i: Array, j: Array) -> Array:
        """Return the log-odds that two figures are of one thing; minus infinity where they can never be."""
        odds = np.full(len(i), -np.inf)
        for start in range(0, len(i), AT_ONCE):
            stretch = slice(start, start + AT_ONCE)
            left = start + np.flatnonzero(~self.figures.barred(i[stretch], j[stretch]))
            facts = self.figures.facts(i[left], j[left])
            odds[left] = sum(self._weights[fact] * found for fact, found in facts.items() if fact in self._weights)
        return odds


def both(column: Array, i: Array, j: Array) -> Array:
    """Return of which pairs both figures have a value in a column."""
    return (column[i] >= 0) & (column[j] >= 0)


def _coded(values: Iterable[object]) -> Array:
    """Return a number for each value, one for equal ones; -1 for None."""
    codes: dict[object, int] = {}
    return np.array([-1 if value is None else codes.setdefault(value, len(codes)) for value in values], dtype=np.int64)


def _days(day: str | None) -> float:
    """Return a day as a number; not a number where it is none."""
    try:
        return float(date.fromisoformat((day or "")[:10]).toordinal())
    except ValueError:
        return float("nan")
