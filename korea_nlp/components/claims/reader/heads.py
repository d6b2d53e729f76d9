"""What a network says of words: which carry an attribution, and what the words around them are to it."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from korea_nlp.components.claims.scoring import MOST
from korea_nlp.ops import make_ops
from korea_nlp.syntax import Parse, Piece

REACH = 200  # words before and after an anchor that can belong to it
NEAR = (1, 2, 3, 4, 5, 7, 9, 12, 16, 24, 36, 60, 100)  # upper ends of the distances that are told apart
DISTANCES = 2 * len(NEAR) + 3
PARAGRAPHS = 5  # two or more before, one before, the same, the next, later ones
CLIMBED = 3  # how many words above an anchor are looked at, as where it shares a subject
DEPS = (
    *("", "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc"),
    *("ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark"),
    *("meta", "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss"),
    *("preconj", "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp"),
)
RELATIONS = (CLIMBED + 1) * len(DEPS) + 1
NUMBER = {dep: number for number, dep in enumerate(DEPS)}


def window(size: int, anchor: int) -> tuple[int, int]:
    """Return the stretch of words that an anchor is paired with.

    Example:
        >>> window(1000, 10)
        (0, 211)
    """
    return max(0, anchor - REACH), min(size, anchor + REACH + 1)


def relations(parse: Parse, anchor: int, low: int, high: int) -> NDArray[np.int64]:
    """Return for each word of a stretch through which child of the anchor, or of a word above it, it hangs on it.

    The shape is (high - low,); the number is that of the child's dependency label and of how far up its head stands.
    """
    found = np.zeros(high - low, dtype=np.int64)
    above = [anchor]
    while len(above) <= CLIMBED and parse.head[above[-1]] != above[-1]:
        above.append(parse.head[above[-1]])
    for level in range(len(above) - 1, -1, -1):
        top = above[level]
        for kid in parse.kids[top]:
            start, end = max(low, parse.left[kid]), min(high, parse.right[kid] + 1)
            if start < end and kid != above[level - 1]:
                found[start - low : end - low] = level * len(DEPS) + NUMBER.get(parse.dep[kid], 0) + 1
        if low <= top < high:
            found[top - low] = level * len(DEPS) + 1
    return found


def distances(anchor: int, low: int, high: int) -> NDArray[np.int64]:
    """Return the number of the distance between an anchor and each word of a stretch, of shape (high - low,)."""
    apart = np.arange(low, high) - anchor
    steps = np.searchsorted(NEAR, np.abs(apart)) + (apart != 0)
    found: NDArray[np.int64] = np.sign(apart) * steps + len(NEAR) + 1
    return found


def paragraphs(parse: Parse, anchor: int, low: int, high: int) -> NDArray[np.int64]:
    """Return how many paragraphs lie between an anchor and each word of a stretch, from -2 to 2, plus two."""
    apart = np.asarray(parse.para[low:high]) - parse.para[anchor]
    found: NDArray[np.int64] = np.clip(apart, -2, 2) + 2
    return found


Floats = NDArray[np.float32]
NONE, SOURCE, CUE, CONTENT = range(4)


def product(values: Floats, weights: Floats) -> Floats:
    """Return values (rows, width) times weights (outputs, width), by one thread, however many there are."""
    found: Floats = make_ops().gemm(np.ascontiguousarray(values), weights, trans2=True)
    return found


class Sums:
    """Sums over stretches of words; asked for often, so that they are added up once.

    Args:
        values: Of shape (words, roles).
    """

    def __init__(self, values: Floats) -> None:
        self._until = np.zeros((len(values) + 1, values.shape[1]))
        np.cumsum(values, axis=0, out=self._until[1:])

    def over(self, pieces: Iterable[Piece], role: int) -> float:
        """Return the sum over the words of pieces; words before the first and after the last count nothing."""
        last = len(self._until) - 1
        return sum(
            float(self._until[min(max(end, 0), last), role] - self._until[min(max(start, 0), last), role])
            for start, end in pieces
        )


class Roles:
    """How likely each word around an anchor is its source, its cue, its content or none of them.

    Attributes:
        low: The first word.
        likelihood: Natural logarithms, of shape (words, 4).
    """

    def __init__(self, low: int, likelihood: Floats) -> None:
        self.low, self.likelihood = low, likelihood
        self._sums = Sums(np.exp(likelihood))

    def fit(self, pieces: tuple[Piece, ...], role: int) -> float:
        """Return how well pieces match the words that have a role, from 0 to 1: shared over all, by likelihood."""
        size = sum(end - start for start, end in pieces)
        shared = self._sums.over([(start - self.low, end - self.low) for start, end in pieces], role)
        missed = self._sums.over([(0, len(self.likelihood))], role) - shared
        return shared / (size + missed) if size else 1 / (1 + missed)


PAIRED = ("detect.0", "detect.2", "tag", "anchor", "word", "role")  # layers with a weight and a bias
LAYERS = (
    *(f"{layer}.{part}" for layer in PAIRED for part in ("weight", "bias")),
    *("relation.weight", "distance.weight", "paragraph.weight"),
)


def _chance(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -MOST, MOST))), dtype=np.float32)


class Heads:
    """The layers over the vectors of words; built from arrays by name.

    Args:
        weights: ``detect.*`` for anchors, ``tag`` for words, ``anchor``, ``word``, ``relation``, ``distance``,
            ``paragraph`` and ``role`` for pairs, as ``models/attribution`` writes them.

    Raises:
        KeyError: A layer is missing.
    """

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self.weights = {name: np.asarray(weights[name], dtype=np.float32) for name in LAYERS}

    def anchors(self, words: Floats) -> Floats:
        """Return how likely each word carries an attribution, of shape (words,)."""
        w = self.weights
        hidden = np.maximum(product(words, w["detect.0.weight"]) + w["detect.0.bias"], 0)
        return _chance((product(hidden, w["detect.2.weight"]) + w["detect.2.bias"])[:, 0])

    def tags(self, words: Floats) -> Floats:
        """Return how likely each word is part of any source, any cue, any content, of shape (words, 3)."""
        return _chance(product(words, self.weights["tag.weight"]) + self.weights["tag.bias"])

    def project(self, words: Floats) -> tuple[Floats, Floats]:
        """Return the words as anchors, and as partners of one; once a Doc."""
        w = self.weights
        anchors, partners = (product(words, w[f"{part}.weight"]) + w[f"{part}.bias"] for part in ("anchor", "word"))
        return anchors, partners

    def roles(self, projected: tuple[Floats, Floats], parse: Parse, anchor: int) -> Roles:
        """Return what the words around an anchor are to it."""
        w = self.weights
        anchors, partners = projected
        low, high = window(len(parse), anchor)
        hidden = partners[low:high] + anchors[anchor]
        hidden += w["relation.weight"].take(relations(parse, anchor, low, high), axis=0)
        hidden += w["distance.weight"].take(distances(anchor, low, high), axis=0)
        hidden += w["paragraph.weight"].take(paragraphs(parse, anchor, low, high), axis=0)
        logits = product(np.maximum(hidden, 0), w["role.weight"]) + w["role.bias"]
        logits -= logits.max(axis=1, keepdims=True)
        return Roles(low, logits - np.log(np.exp(logits).sum(axis=1, keepdims=True)))
