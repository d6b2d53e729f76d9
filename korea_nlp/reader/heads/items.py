"""Questions with a few answers about one thing: a claim, an event, an amount."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from math import exp
from typing import Any

import numpy as np

from korea_nlp.ops import Floats, chance, make_ops, odds, product, softmax
from korea_nlp.syntax import Piece

MOST = 64  # items whose facts are looked up at once


@dataclass(frozen=True, slots=True)
class Item:
    """What a question is asked about.

    Attributes:
        key: The id of the claim, event or amount; with a bar, the id of one answer of several.
        slots: Its words, by what they are to the question; as many for each item of a question, empty ones among them.
        facts: What grammar and tables know of it, by name.
    """

    key: str
    slots: tuple[tuple[Piece, ...], ...]
    facts: tuple[str, ...]

    @property
    def question(self) -> str:
        """Which question it is one of several answers to; empty where it is the only one."""
        return self.key.rpartition("|")[0]


class ItemHead:
    """Chooses a label for each item, by the means of its words' vectors and by its facts.

    Args:
        name: What is asked; errors name it.
        labels: The values of the field that it answers.
        slots: How many slots an item has.
        settings: ``labels``, those that were taught; ``facts``, those that have a row, in order; ``threshold``, how
            likely what is found must be to stand, for questions that may find nothing; ``sureness``, shift and slope of
            how sure one is that what stands is right.
        weights: ``words.weight`` (hidden, slots * width), ``facts.weight`` (facts, hidden), ``hidden.bias`` (hidden,),
            ``out.weight`` (labels, hidden), ``out.bias`` (labels,), and ``direct.weight`` (facts, labels).

    Raises:
        KeyError: A layer or a setting is missing.
        ValueError: It was taught other labels, or a layer is of another shape.
    """

    def __init__(
        self, name: str, labels: Sequence[str], slots: int, settings: Mapping[str, Any], weights: Mapping[str, Floats]
    ) -> None:
        self.labels = tuple(labels)
        if (taught := tuple(settings["labels"])) != self.labels:
            raise ValueError(f"{name} was taught the labels {', '.join(taught)}, not {', '.join(self.labels)}")
        self.slots = slots
        self.threshold: float = settings.get("threshold", 0.5)
        self.sureness: tuple[float, float] = tuple(settings.get("sureness", (0.0, 1.0)))
        self.rows = {fact: row for row, fact in enumerate(settings["facts"])}
        facts, answers, hidden = len(self.rows), len(self.labels), len(weights["hidden.bias"])
        width = weights["words.weight"].shape[-1] // slots
        shapes = {
            "words.weight": (hidden, slots * width),
            "facts.weight": (facts, hidden),
            "hidden.bias": (hidden,),
            "out.weight": (answers, hidden),
            "out.bias": (answers,),
            "direct.weight": (facts, answers),
        }
        for layer, shape in shapes.items():
            if weights[layer].shape != shape:
                raise ValueError(f"{name}.{layer} is of shape {weights[layer].shape}, not {shape}")
        self.weights = {layer: weights[layer] for layer in shapes}
        self.hidden = hidden
        self.by_fact = np.concatenate([weights["facts.weight"], weights["direct.weight"]], axis=1)

    def likelihoods(self, vectors: Floats, items: Sequence[Item]) -> Floats:
        """Return how likely each label is, of shape (items, labels); facts that have no row add nothing.

        Args:
            vectors: Those of a Doc's words, of shape (words, width).
            items: What is asked about, one item at least.

        Raises:
            ValueError: An item has another number of slots.
        """
        w = self.weights
        if wrong := next((item for item in items if len(item.slots) != self.slots), None):
            raise ValueError(f"the item {wrong.key} has {len(wrong.slots)} slots, not {self.slots}")
        sums = np.concatenate([self._sums(items[low : low + MOST]) for low in range(0, len(items), MOST)])
        hidden = product(means_of(vectors, items), w["words.weight"]) + sums[:, : self.hidden] + w["hidden.bias"]
        # products with so few columns are not alike for all rows on every processor; sums are
        logits = (np.maximum(hidden, 0)[:, None] * w["out.weight"]).sum(axis=2) + w["out.bias"]
        return softmax(logits + sums[:, self.hidden :])

    def confidence(self, likely: float) -> float:
        """Return how likely what stands is right, from how likely it was found to be."""
        shift, slope = self.sureness
        return chance(shift + slope * odds(likely))

    def _sums(self, items: Sequence[Item]) -> Floats:
        """Return what the facts of items add to both layers, of shape (items, hidden + labels), in order of the rows.

        A fact that an item holds twice counts once.
        """
        counts = [len(item.facts) for item in items]
        facts = chain.from_iterable(item.facts for item in items)
        rows = np.fromiter(map(self.rows.get, facts, repeat(-1)), dtype=np.int64, count=sum(counts))
        keys = np.sort((np.repeat(np.arange(len(items)), counts) * len(self.rows) + rows)[rows >= 0])
        if not len(keys):
            return np.zeros((len(items), self.by_fact.shape[1]), dtype=np.float32)
        owners, rows = np.divmod(keys[np.diff(keys, prepend=-1) > 0], len(self.rows))
        held = np.bincount(owners, minlength=len(items)).astype(np.int32)
        sums: Floats = make_ops().reduce_sum(self.by_fact.take(rows, axis=0), held)
        return sums


def shares(chances: Sequence[float], questions: Sequence[Hashable]) -> list[float]:
    """Return how likely each is right of all answers to its question, of which one is right or none.

    Args:
        chances: How likely each is right by itself.
        questions: What each answers.
    """
    held = [exp(odds(one)) for one in chances]
    sums = dict.fromkeys(questions, 1.0)
    for question, one in zip(questions, held, strict=True):
        sums[question] += one
    return [one / sums[question] for question, one in zip(questions, held, strict=True)]


def means_of(vectors: Floats, items: Sequence[Item]) -> Floats:
    """Return the mean vectors of the slots of items, one slot after another, of shape (items, slots * width).

    Raises:
        ValueError: Items have different numbers of slots.
    """
    places: dict[tuple[Piece, ...], int] = {}  # of what stands in slots, often the same in many
    rows = [[places.setdefault(pieces, len(places)) for pieces in item.slots] for item in items]
    means = np.zeros((len(places), vectors.shape[1]), dtype=np.float32)
    for pieces, mean in zip(places, means, strict=True):
        words = [vectors[low:high] for low, high in pieces]
        if size := sum(map(len, words)):
            np.add.reduce(words[0] if len(words) == 1 else np.concatenate(words), out=mean)
            mean /= size
    found: Floats = means[np.array(rows)].reshape(len(items), -1)
    return found
