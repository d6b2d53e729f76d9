"""Samples of shingles → for each article, the one not later that it shares most with."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from korea_nlp.origins.shingles import Hashes

Indexes = NDArray[np.int64]

NEAR = 16  # of the articles that share a shingle, so many just before each are looked at
FIRST = 8  # and so many of the first


@dataclass(frozen=True, slots=True)
class Limits:
    """What counts as a copy.

    Attributes:
        share: Least part of the shorter article's sampled shingles that the other one has too, and
        sentence: so many more, since one sentence in common (a word of honour, a line of background) is no copying;
        most: but never more than this part, so that very short articles can be copies too.
        days: Longest time between the two, where both dates are known; later, a like text is the next of a series.
        formula: A shingle that stands in articles of more days than this is a turn of phrase, no sign of copying.
    """

    share: float = 0.3
    sentence: int = 5
    most: float = 0.8
    days: int = 3
    formula: int = 8


def find_nearest(samples: list[Hashes], earliest: Indexes, latest: Indexes, limits: Limits) -> Indexes:
    """Return for each article the index of the one it shares most with, or -1; never one that is surely later.

    Args:
        samples: Hashes of each article, sorted; the articles stand in order, the likelier origin first.
        earliest: The first day on which each may have been published, as a number.
        latest: The last such day.
        limits: What counts as a copy.
    """
    nearest = np.full(len(samples), -1, dtype=np.int64)
    hashes, owners = _telling(samples, latest, limits.formula)
    sizes = np.bincount(owners, minlength=len(samples)) if owners.size else np.zeros(len(samples), dtype=np.int64)
    second, first, shared = _pairs(hashes, owners, len(samples))
    smaller = np.minimum(sizes[second], sizes[first])
    enough = shared >= np.minimum(smaller * limits.share + limits.sentence, smaller * limits.most)
    apart = np.maximum(earliest[second] - latest[first], earliest[first] - latest[second])
    second, first, shared = (array[enough & (apart <= limits.days)] for array in (second, first, shared))
    picker, picked = np.concatenate((second, first)), np.concatenate((first, second))
    weight = shared * (shared / np.minimum(sizes[second], sizes[first]))
    weight = np.concatenate((weight, weight))
    may = earliest[picked] <= latest[picker]
    picker, picked, weight = picker[may], picked[may], weight[may]
    order = np.lexsort((-picked, weight, picker))  # the last of each picker is its best, the likeliest origin of equals
    nearest[picker[order]] = picked[order]
    return nearest


def _telling(samples: list[Hashes], days: Indexes, formula: int) -> tuple[Hashes, Indexes]:
    """Return the shared hashes, sorted, and their articles, ascending within each; without turns of phrase."""
    sizes = [sample.size for sample in samples]
    owners = np.repeat(np.arange(len(samples)), sizes)
    hashes = np.concatenate(samples) if samples else np.zeros(0, dtype=np.uint64)
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    del order
    if not hashes.size:
        return hashes, owners
    first = np.concatenate(([True], hashes[1:] != hashes[:-1]))
    known = days[owners]
    new_day = first | np.concatenate(([True], known[1:] != known[:-1]))
    starts = np.flatnonzero(first)
    spread = np.add.reduceat(new_day.astype(np.int64), starts)
    counts = np.diff(np.append(starts, hashes.size))
    keep = np.repeat(spread <= formula, counts)
    return hashes[keep], owners[keep]


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
