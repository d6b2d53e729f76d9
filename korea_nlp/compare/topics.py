"""Figures → topics: those that are likely of one thing, found without holding every figure against every other."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from korea_nlp.compare.frames import Setting
from korea_nlp.compare.likeness import MONTH, ONE_EVENT, Judge, Told, apart, barred, facts, unify
from korea_nlp.compare.words import likeness

TELLING = 12  # words and names of an article by which others are found
RECENT = 24  # articles that a word leads to, the latest ones
OTHERS = 12  # earlier articles that one is held against, those that share most
ALIKE = 0.05  # how alike in words or names two articles must be
FIGURES = 64  # figures of an article that are held against those of others
MEMBERS = 4  # figures of a group that speak for it
UNIFIED, FAR = 1.0, 6.0  # log-odds where frames unify, unless all else speaks against it by so much
SURE = 1.5  # log-odds, for and against, beyond which one pair of two groups weighs no more
LIKELY = 0.0  # log-odds from which two figures, and two groups, are taken to be of one thing


class Grouper:
    """Brings figures together.

    Args:
        told: The figures, in order.
        judge: Says how likely two of them are of one thing.
    """

    def __init__(self, told: Sequence[Told], judge: Judge) -> None:
        self.told = told
        self.judge = judge
        self._alike: dict[tuple[str, str], tuple[float, float]] = {}
        self._odds: dict[tuple[int, int], float] = {}

    def groups(self) -> list[list[int]]:
        """Return groups of figures, by their places, in order; most stand alone."""
        found = sorted(
            ((odds, i, j) for i, j in self.pairs() if (odds := self.odds(i, j)) > LIKELY),
            key=lambda item: (-item[0], item[1], item[2]),
        )
        group_of = list(range(len(self.told)))
        groups = {i: [i] for i in group_of}
        for _, i, j in found:
            a, b = sorted((group_of[i], group_of[j]))
            if a != b and self._join(groups[a], groups[b]):
                for member in groups[b]:
                    group_of[member] = a
                groups[a] += groups.pop(b)
        return [sorted(members) for _, members in sorted(groups.items())]

    def _join(self, first: list[int], second: list[int]) -> bool:
        """Return whether two groups are of one thing, by those of their figures that came last."""
        found = [self.odds(i, j) for i, j in product(first[-MEMBERS:], second[-MEMBERS:])]
        return -math.inf not in found and sum(max(-SURE, min(SURE, odds)) for odds in found) / len(found) > LIKELY

    def odds(self, i: int, j: int) -> float:
        """Return the log-odds that two figures are of one thing; minus infinity where they can never be."""
        key = (i, j) if i < j else (j, i)
        if key not in self._odds:
            a, b = self.told[key[0]], self.told[key[1]]
            never = barred(a, b) or self._another(a, b, self.articles(*key)[0])
            odds = -math.inf if never else self.judge(facts(a, b, self.articles(*key)))
            if LIKELY - FAR < odds < UNIFIED and unify(a, b, self.articles(*key)):
                odds = UNIFIED
            self._odds[key] = odds
        return self._odds[key]

    def _another(self, a: Told, b: Told, alike: float) -> bool:
        """Return whether two articles tell of two events: weeks lie between them and they share few words."""
        return alike < ONE_EVENT and MONTH < apart(a.frame.setting.day, b.frame.setting.day) < math.inf

    def articles(self, i: int, j: int) -> tuple[float, float]:
        """Return how alike the articles of two figures are, in words and in names."""
        one, other = self.told[i].frame.setting, self.told[j].frame.setting
        key = (one.article, other.article)
        if key not in self._alike:
            self._alike[key] = (likeness(one.words, other.words), likeness(one.names, other.names))
        return self._alike[key]

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs of figures that can be of one thing, by their articles."""
        by_article: dict[str, list[int]] = {}
        for place, item in enumerate(self.told):
            by_article.setdefault(item.frame.setting.article, []).append(place)
        settings = [self.told[places[0]].frame.setting for places in by_article.values()]
        for setting, others in _near(settings):
            own = by_article[setting.article][:FIGURES]
            yield from ((i, j) for i, j in product(own, own) if i < j)
            for other in others:
                if max(self.articles(own[0], by_article[other][0])) >= ALIKE:
                    yield from product(by_article[other][:FIGURES], own)


def _near(settings: Iterable[Setting]) -> Iterator[tuple[Setting, list[str]]]:
    """Yield each article and the earlier ones that share most of its telling words and names."""
    index: dict[str, list[str]] = defaultdict(list)
    for setting in settings:
        telling = [
            (key, weight) for bag in (setting.words, setting.names) for key, weight in list(bag.items())[:TELLING]
        ]
        shared: dict[str, float] = defaultdict(float)
        for key, weight in telling:
            for other in index[key][-RECENT:]:
                shared[other] += weight * weight
        yield setting, sorted(shared, key=lambda other: (-shared[other], other))[:OTHERS]
        for key, _ in telling:
            index[key].append(setting.article)
