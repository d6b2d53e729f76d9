"""Who tells what: which words carry an attribution, and what the words around them are to it."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from korea_nlp.ops import MOST, Floats, chance, odds, product
from korea_nlp.reader.features import (
    DISTANCES,
    PARAGRAPHS,
    REACH,
    RELATIONS,
    distances,
    paragraphs,
    relations,
    window,
)
from korea_nlp.syntax import Parse, Piece

NAME = "attribution"
NONE, SOURCE, CUE, CONTENT = range(4)


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

    def all(self, role: int) -> float:
        """Return the sum over all words."""
        return float(self._until[-1, role])


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
        missed = self._sums.all(role) - shared
        return shared / (size + missed) if size else 1 / (1 + missed)


PAIRED = ("detect.0", "detect.2", "tag", "anchor", "word", "role")  # layers with a weight and a bias
LAYERS = (
    *(f"{layer}.{part}" for layer in PAIRED for part in ("weight", "bias")),
    *("relation.weight", "distance.weight", "paragraph.weight"),
)
LABELS = {
    "relation.weight": RELATIONS,
    "distance.weight": DISTANCES,
    "paragraph.weight": PARAGRAPHS,
    "role.weight": CONTENT + 1,
    "tag.weight": CONTENT,
}  # rows of the layers, one a label


def _chance(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -MOST, MOST))), dtype=np.float32)


class Attribution:
    """The layers over the vectors of words, and what is made of their answers.

    Args:
        settings: ``transitions``, how roles follow one another; ``blend``, how much the facts of a candidate weigh;
            ``sureness``, shift and slope of how sure one is that was chosen; ``threshold``, how likely one must be.
        weights: ``detect.*`` for anchors, ``tag`` for words, ``anchor``, ``word``, ``relation``, ``distance``,
            ``paragraph`` and ``role`` for pairs.

    Raises:
        KeyError: A layer or a setting is missing.
    """

    def __init__(self, settings: Mapping[str, Any], weights: Mapping[str, Floats]) -> None:
        self.weights = {name: weights[name] for name in LAYERS}
        self.apart = self.weights["distance.weight"][distances(REACH, 0, 2 * REACH + 1)]  # an anchor stands amid them
        self.transitions = np.asarray(settings["transitions"], dtype=np.float32)
        self.blend = np.asarray(settings["blend"], dtype=np.float32)
        self.sureness: tuple[float, float] = tuple(settings["sureness"])
        self.threshold: float = settings["threshold"]

    def confidence(self, score: float) -> float:
        """Return how likely what was chosen by its score is right: the likeliest of several readings is less so."""
        shift, slope = self.sureness
        return chance(shift + slope * odds(score))

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
        hidden += self.apart[low - anchor + REACH : high - anchor + REACH]
        hidden += w["paragraph.weight"].take(paragraphs(parse, anchor, low, high), axis=0)
        logits = product(np.maximum(hidden, 0, out=hidden), w["role.weight"]) + w["role.bias"]
        by_role = np.ascontiguousarray(logits.T)  # sums over rows are quicker than those over so few columns
        by_role -= by_role.max(axis=0)
        return Roles(low, (by_role - np.log(np.exp(by_role).sum(axis=0))).T)
