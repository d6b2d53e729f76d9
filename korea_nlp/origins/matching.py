"""Samples of shingles → for each article, the origin of the family it belongs to."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from korea_nlp.origins.shingles import Hashes

Indexes = NDArray[np.int64]
Numbers = NDArray[np.float64]

NEAR = 16  # of the articles that share a shingle, so many just before each are looked at
FIRST = 8  # and so many of the first


@dataclass(frozen=True, slots=True)
class Limits:
    """What counts as a copy.

    Attributes:
        share: Least part of the shorter article's sampled shingles that the other one has too, and
        own: the same where both are of one publisher, who repeats his own background from story to story;
        sentence: so many shingles more, since one sentence in common (a word of honour, a line of background) is no
            copying;
        most: but never more than this part, so that very short articles can be copies too.
        origin: Least part that an article shares with the origin of its family, so that families do not chain.
        days: Longest time between the two, where both dates are known; later, a like text is the next of a series,
        whole: unless they share this part.
        formula: A shingle that stands in articles of more days than this is a turn of phrase, no sign of copying;
        furniture: in those of one publisher, of more days than this, it is part of his pages.
    """

    share: float = 0.3
    own: float = 0.5
    sentence: int = 3
    most: float = 0.8
    origin: float = 0.2
    days: int = 3
    whole: float = 0.7
    formula: int = 8
    furniture: int = 3


@dataclass(frozen=True, slots=True)
class Sampled:
    """What is compared of some articles, which stand in order, the likelier origin first.

    Attributes:
        samples: The hashes of each, sorted.
        earliest: The first day on which each may have been published, as a number.
        latest: The last such day; ascending.
        publishers: A number for each one's publisher; -1 where it is not known.
    """

    samples: list[Hashes]
    earliest: Indexes
    latest: Indexes
    publishers: Indexes


def find_families(articles: Sampled, limits: Limits) -> list[int]:
    """Return for each article the index of the origin of its family: its own where it is no copy.

    An article joins the family of the one before it that it shares most with, if it shares enough with the origin of
    that family too; else that of the next best. One that is like articles of two families joins these only if all of
    the later family share enough with the origin of the other. So families do not chain, and an article that joins two
    older stories does not make one of them.
    """
    size = len(articles.samples)
    hashes, owners = _telling(articles, limits)
    bounds = np.searchsorted(owners, np.arange(size + 1)).tolist()
    families = _Families([hashes[start:end] for start, end in pairwise(bounds)], limits.origin)
    for index, near in _nearest(hashes, owners, articles, limits):
        families.join(index, near)
    return families.origins


class _Families:
    """Families of articles, each of which is like the origin of its own.

    Attributes:
        origins: For each article, that of its family.
    """

    def __init__(self, samples: list[Hashes], least: float) -> None:
        self.origins = list(range(len(samples)))
        self._members = {index: [index] for index in self.origins}
        self._samples = samples
        self._least = least
        self._apart: set[tuple[int, int]] = set()

    def join(self, index: int, near: int) -> None:
        """Make one family of those of two articles that are like each other, if it holds together."""
        first, second = sorted((self.origins[index], self.origins[near]))
        if first == second or (first, second) in self._apart:
            return
        if not all(self._share(first, member) >= self._least for member in self._members[second]):
            self._apart.add((first, second))
            return
        members = self._members.pop(second)
        self._members[first] += members
        for member in members:
            self.origins[member] = first

    def _share(self, one: int, other: int) -> float:
        first, second = self._samples[one], self._samples[other]
        return np.intersect1d(first, second, assume_unique=True).size / max(1, min(first.size, second.size))


def _telling(articles: Sampled, limits: Limits) -> tuple[Hashes, Indexes]:
    """Return the hashes of all articles, one article after the other, and whose they are; without turns of phrase."""
    sizes = [sample.size for sample in articles.samples]
    owners = np.repeat(np.arange(len(sizes)), sizes)
    hashes = np.concatenate(articles.samples) if sizes else np.zeros(0, dtype=np.uint64)
    if not hashes.size:
        return hashes, owners
    order = np.argsort(hashes, kind="stable")
    common = _spread(hashes[order], articles.latest[owners[order]]) > limits.formula
    kept = np.ones(hashes.size, dtype=bool)
    kept[order] = ~common
    publishers = articles.publishers[owners]
    order = np.lexsort((publishers, hashes))  # stable, so days stay in order
    known = publishers[order]
    key = _mixed(hashes[order], known)
    kept[order] &= (known < 0) | (_spread(key, articles.latest[owners[order]]) <= limits.furniture)
    return hashes[kept], owners[kept]


def _mixed(hashes: Hashes, publishers: Indexes) -> Hashes:
    """Return one number for each hash of each publisher."""
    return hashes ^ (publishers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15))


def _spread(keys: Hashes, days: Indexes) -> Indexes:
    """Return for each of some keys, equal ones together, on how many days it stands; days ascend within each key."""
    first = np.concatenate(([True], keys[1:] != keys[:-1]))
    new_day = first | np.concatenate(([True], days[1:] != days[:-1]))
    starts = np.flatnonzero(first)
    spread = np.add.reduceat(new_day.astype(np.int64), starts)
    return np.repeat(spread, np.diff(np.append(starts, keys.size)))


def _nearest(hashes: Hashes, owners: Indexes, articles: Sampled, limits: Limits) -> Iterator[tuple[int, int]]:
    """Yield pairs of an article and one before it that it is like, by article, the likest first."""
    sizes = np.bincount(owners, minlength=len(articles.samples))
    order = np.argsort(hashes, kind="stable")
    second, first, shared = _pairs(hashes[order], owners[order], len(articles.samples))
    smaller = np.minimum(sizes[second], sizes[first])
    share: Numbers = shared / smaller
    known = articles.publishers[second]
    least = np.where((known >= 0) & (known == articles.publishers[first]), limits.own, limits.share)
    enough = shared >= np.minimum(smaller * least + limits.sentence, smaller * limits.most)
    apart = np.maximum(
        articles.earliest[second] - articles.latest[first], articles.earliest[first] - articles.latest[second]
    )
    enough &= (apart <= limits.days) | (share >= limits.whole)
    second, first, weight = second[enough], first[enough], (shared * share)[enough]
    order = np.lexsort((first, -weight, second))
    yield from zip(second[order].tolist(), first[order].tolist(), strict=True)


def _pairs(hashes: Hashes, owners: Indexes, size: int) -> tuple[Indexes, Indexes, Indexes]:
    """Return pairs of articles, the later one first, and how many hashes each shares."""
    if not hashes.size:
        empty = np.zeros(0, dtype=np.int64)
        return empty, empty, empty
    first = np.concatenate(([True], hashes[1:] != hashes[:-1]))
    starts = np.flatnonzero(first)
    start = np.repeat(starts, np.diff(np.append(starts, hashes.size)))
    place = np.arange(hashes.size) - start
    keys = []
    for step in range(1, NEAR + 1):
        at = np.flatnonzero(place >= step)
        keys.append(owners[at] * size + owners[at - step])
    for offset in range(FIRST):
        at = np.flatnonzero(place > NEAR + offset)
        keys.append(owners[at] * size + owners[start[at] + offset])
    found, shared = np.unique(np.concatenate(keys), return_counts=True)
    return found // size, found % size, shared
