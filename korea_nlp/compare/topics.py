"""Figures → topics: those that are likely of one thing, found without holding every figure against every other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise, product

import numpy as np

from korea_nlp.compare.frames import Setting
from korea_nlp.compare.likeness import AT_ONCE, Array, Figures, Judge, Told
from korea_nlp.lexicon import Lexicon

TELLING = 12  # words and names of an article by which others are found
RECENT = 24  # articles that a word leads to, the latest ones
OTHERS = 12  # earlier articles that one is held against, those that share most
ALIKE = 0.05  # how alike in words or names two articles must be
FIGURES = 64  # figures of an article that are held against those of others
MEMBERS = 4  # figures of a group that speak for it
LIKELY = 0.0  # log-odds from which two figures, and two groups, are taken to be of one thing


class Grouper:
    """Brings figures together.

    Args:
        told: The figures, in order.
        weights: The table ``rival_weights``.
    """

    def __init__(self, told: Sequence[Told], weights: Lexicon) -> None:
        self.settings = list({item.frame.setting.article: item.frame.setting for item in told}.values())
        self.figures = Figures(told)
        self._judge = Judge(weights, self.figures)
        self._odds: dict[tuple[int, int], float] = {}

    def groups(self) -> list[list[int]]:
        """Return groups of figures, by their places, in order; most stand alone."""
        found: list[tuple[float, int, int]] = []
        for i, j in self.pairs():
            odds = self._judge(i, j)
            likely = odds > LIKELY
            found += zip(-odds[likely], i[likely].tolist(), j[likely].tolist(), strict=True)
        self._odds = {(i, j): -odds for odds, i, j in found}
        group_of = list(range(len(self.figures.article)))
        groups = {i: [i] for i in group_of}
        for _, i, j in sorted(found):
            a, b = sorted((group_of[i], group_of[j]))
            if a != b and self._join(groups[a], groups[b]):
                for member in groups[b]:
                    group_of[member] = a
                groups[a] += groups.pop(b)
        return [sorted(members) for _, members in sorted(groups.items())]

    def _join(self, first: list[int], second: list[int]) -> bool:
        """Return whether two groups are of one thing, by those of their figures that came last."""
        return self._mean(list(product(first[-MEMBERS:], second[-MEMBERS:]))) > LIKELY

    def _mean(self, pairs: list[tuple[int, int]]) -> float:
        keys = [(i, j) if i < j else (j, i) for i, j in pairs]
        if new := [key for key in keys if key not in self._odds]:
            i, j = np.array(new).T
            self._odds |= zip(new, self._judge(i, j).tolist(), strict=True)
        return sum(self._odds[key] for key in keys) / len(keys)

    def odds(self, i: int, j: int) -> float:
        """Return the log-odds that two figures are of one thing; minus infinity where they can never be."""
        return self._mean([(i, j)])

    def pairs(self) -> Iterator[tuple[Array, Array]]:
        """Yield many pairs of figures at once that can be of one thing, by their articles."""
        order = np.argsort(self.figures.article, kind="stable")
        bounds = np.searchsorted(self.figures.article[order], np.arange(len(self.settings) + 1))
        places = [order[start:end][:FIGURES] for start, end in pairwise(bounds.tolist())]
        held: list[tuple[Array, Array]] = []
        for own, others in enumerate(_near(self.settings)):
            first, second = np.triu_indices(len(places[own]), 1)
            held.append((places[own][first], places[own][second]))
            if others:
                heads = np.array([places[other][0] for other in others])
                alike = np.maximum(*self.figures.articles(heads, np.full(len(heads), places[own][0]))) >= ALIKE
                near = np.concatenate([places[other] for other, close in zip(others, alike, strict=True) if close] or [order[:0]])
                held.append((np.repeat(near, len(places[own])), np.tile(places[own], len(near))))
            if sum(len(i) for i, _ in held) > AT_ONCE or own == len(self.settings) - 1:
                yield np.concatenate([i for i, _ in held]), np.concatenate([j for _, j in held])
                held = []


def _near(settings: Sequence[Setting]) -> Iterator[list[int]]:
    """Yield of each article the earlier ones that share most of its telling words and names."""
    index: dict[str, list[int]] = defaultdict(list)
    for own, setting in enumerate(settings):
        telling = [
            (key, weight) for bag in (setting.words, setting.names) for key, weight in list(bag.items())[:TELLING]
        ]
        shared: dict[int, float] = defaultdict(float)
        for key, weight in telling:
            for other in index[key][-RECENT:]:
                shared[other] += weight * weight
        yield sorted(shared, key=lambda other: (-shared[other], settings[other].article))[:OTHERS]
        for key, _ in telling:
            index[key].append(own)
