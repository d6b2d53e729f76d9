"""The likeliest source, cue and content of an anchor: a path over its words by likelihoods and learnt transitions."""

import numpy as np
from numpy.typing import NDArray

from korea_nlp.components.claims.proposal import Piece
from korea_nlp.components.claims.reader.heads import Floats, Roles

SURE = float(np.log(0.97))  # words before the first and after the last that are less surely nothing


def best_path(likelihood: Floats, transitions: Floats) -> NDArray[np.int64]:
    """Return the likeliest role of each word; words at either end that surely have none are passed over.

    Args:
        likelihood: Logarithms, of shape (words, roles).
        transitions: Logarithms of one role after another, of shape (roles, roles).
    """
    path = np.zeros(len(likelihood), dtype=np.int64)
    unsure = np.flatnonzero(likelihood[:, 0] < SURE)
    if len(unsure):
        low, high = max(0, int(unsure[0]) - 1), int(unsure[-1]) + 2
        path[low:high] = _walk(likelihood[low:high], transitions)
    return path


def _walk(likelihood: Floats, transitions: Floats) -> NDArray[np.int64]:
    size, roles = likelihood.shape
    back = np.zeros((size, roles), dtype=np.int64)
    best = likelihood[0].copy()
    rows = np.arange(roles)
    for i in range(1, size):
        total = best[:, None] + transitions
        back[i] = total.argmax(axis=0)
        best = total[back[i], rows] + likelihood[i]
    path = np.zeros(size, dtype=np.int64)
    path[-1] = best.argmax()
    for i in range(size - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    return path


def pieces_of(roles: Roles, path: NDArray[np.int64], role: int) -> list[Piece]:
    """Return the stretches of words that have a role."""
    held = np.flatnonzero(np.diff(np.concatenate(([0], (path == role).astype(np.int8), [0]))))
    return [(roles.low + int(start), roles.low + int(end)) for start, end in zip(held[::2], held[1::2], strict=True)]
