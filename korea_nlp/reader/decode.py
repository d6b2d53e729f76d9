"""Who tells what in a Doc: the likeliest roles of the words around an anchor, by likelihoods and transitions."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from korea_nlp.ops import Floats, odds
from korea_nlp.reader.heads.attribution import CONTENT, SOURCE, Attribution, Roles, Sums
from korea_nlp.syntax import Parse, Piece, tidy

Mask = NDArray[np.bool_]
FREE, HELD = b"\0", b"\1"  # words as bytes of a mask
SURE = float(np.log(0.97))  # words before the first and after the last that are less surely nothing


class Answers:
    """What a reader says of who tells what in a Doc.

    Attributes:
        head: What says so.
        anchors: How likely each word carries an attribution, of shape (words,).
        tags: How likely each word is part of any source, any cue, any content, of shape (words, 3).
    """

    def __init__(self, head: Attribution, words: Floats, parse: Parse) -> None:
        self.head, self.parse = head, parse
        self.anchors = head.anchors(words)
        self.tags = head.tags(words)
        self.projected = head.project(words)
        self.spaces = np.array([word.isspace() for word in parse.lower], dtype=bool)
        self._roles: dict[int, Roles] = {}
        self._paths: dict[int, NDArray[np.int64]] = {}
        self._tag_sums = Sums(self.tags)

    def roles(self, anchor: int) -> Roles:
        """Return what the words around an anchor are to it."""
        if anchor not in self._roles:
            self._roles[anchor] = self.head.roles(self.projected, self.parse, anchor)
        return self._roles[anchor]

    def read(self, anchors: Sequence[int]) -> None:
        """Find the likeliest path over the words around each anchor, for all at once."""
        likelihoods = [self.roles(anchor).likelihood for anchor in anchors]
        self._paths |= zip(anchors, best_paths(likelihoods, self.head.transitions), strict=True)

    def parts(self, anchor: int) -> dict[int, tuple[Piece, ...]]:
        """Return the likeliest source and content of an anchor, by role."""
        low, path = self.roles(anchor).low, self._paths[anchor]
        free = ~self.spaces[low : low + len(path)]
        return {role: tidy(self.parse, pieces_of(free & (path == role), low)) for role in (SOURCE, CONTENT)}

    def tagged(self, pieces: Sequence[Piece], role: int) -> float:
        """Return the log-odds of how likely the words of pieces are part of that role of any attribution; 0 of none."""
        size = sum(high - low for low, high in pieces)
        return odds(self._tag_sums.over(pieces, role - 1) / size) if size else 0.0


def best_paths(likelihoods: Sequence[Floats], transitions: Floats) -> list[NDArray[np.int64]]:
    """Return for each anchor the likeliest role of each word.

    Words at either end that surely have none are passed over.

    Args:
        likelihoods: Logarithms, each of shape (words, roles).
        transitions: Logarithms of one role after another, of shape (roles, roles).
    """
    paths = [np.zeros(len(likelihood), dtype=np.int64) for likelihood in likelihoods]
    cores = []
    for n, likelihood in enumerate(likelihoods):
        unsure = np.flatnonzero(likelihood[:, 0] < SURE)
        if len(unsure):
            cores.append((n, max(0, int(unsure[0]) - 1), min(len(likelihood), int(unsure[-1]) + 2)))
    cores.sort(key=lambda core: core[1] - core[2])  # the longest first
    found = _walk([likelihoods[n][low:high] for n, low, high in cores], transitions)
    for (n, low, high), path in zip(cores, found, strict=True):
        paths[n][low:high] = path
    return paths


def _walk(likelihoods: Sequence[Floats], transitions: Floats) -> list[NDArray[np.int64]]:
    """Return the paths over stretches of words, word by word for all at once; the longest stretch stands first."""
    sizes = np.array([len(likelihood) for likelihood in likelihoods])
    if not len(sizes):
        return []
    steps = np.zeros((sizes[0], len(sizes), len(transitions)), dtype=np.float32)
    for n, likelihood in enumerate(likelihoods):
        steps[: len(likelihood), n] = likelihood
    reached = np.searchsorted(-sizes, -np.arange(sizes[0]))  # how many stretches have a word there
    back = np.zeros(steps.shape, dtype=np.int64)
    best = steps[0].copy()
    for i in range(1, sizes[0]):
        n = reached[i]
        total = best[:n, :, None] + transitions
        back[i, :n] = total.argmax(axis=1)
        best[:n] = total.max(axis=1) + steps[i, :n]
    paths = np.zeros((len(sizes), sizes[0]), dtype=np.int64)
    rows = np.arange(len(sizes))
    paths[rows, sizes - 1] = best.argmax(axis=1)
    for i in range(sizes[0] - 1, 0, -1):
        n = reached[i]
        paths[:n, i - 1] = back[i, rows[:n], paths[:n, i]]
    return [path[:size] for path, size in zip(paths, sizes, strict=True)]


def pieces_of(held: Mask, low: int) -> list[Piece]:
    """Return the stretches of words that are held, where the first stands at ``low``."""
    words, found = held.tobytes() + FREE, list[Piece]()
    start = words.find(HELD)
    while start >= 0:
        end = words.find(FREE, start)
        found.append((low + start, low + end))
        start = words.find(HELD, end)
    return found


def hold(mask: Mask, pieces: Iterable[Piece], low: int = 0, *, held: bool = True) -> None:
    """Hold the words of pieces, or let them go, in place; the first word of the mask stands at ``low``."""
    for start, end in pieces:
        mask[start - low : end - low] = held
