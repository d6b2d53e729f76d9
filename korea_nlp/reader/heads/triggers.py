"""Which words tell an event, and of which kind."""

from collections.abc import Mapping
from typing import Any, get_args

import numpy as np

from korea_nlp.ops import Floats, product, softmax
from korea_nlp.records.vocabulary import EventKind

NAME = "triggers"
NONE = "none"
WIDTH = 64
LABELS: tuple[str, ...] = (NONE, *get_args(EventKind))


class TriggerHead:
    """Says of each word how likely it tells an event of each kind.

    Args:
        settings: ``labels``, those that were taught; ``threshold``, how likely a word must tell any event to be one.
        weights: ``weight`` (labels, width) and ``bias`` (labels,).

    Raises:
        KeyError: A layer or a setting is missing.
        ValueError: It was taught other labels, or a layer is of another shape.
    """

    def __init__(self, settings: Mapping[str, Any], weights: Mapping[str, Floats]) -> None:
        if (taught := tuple(settings["labels"])) != LABELS:
            raise ValueError(f"{NAME} was taught the labels {', '.join(taught)}, not {', '.join(LABELS)}")
        self.threshold: float = settings["threshold"]
        weight, self.bias = weights["weight"], weights["bias"]
        if weight.ndim != 2 or len(weight) != len(LABELS) or self.bias.shape != (len(LABELS),):
            raise ValueError(f"{NAME} has weights of shape {weight.shape} and {self.bias.shape}")
        # so wide that products are alike for all rows on every processor
        self.weight = np.pad(weight, ((0, WIDTH - len(LABELS)), (0, 0)))

    def likelihoods(self, words: Floats) -> Floats:
        """Return how likely each word tells nothing or an event of each kind, of shape (words, labels)."""
        logits = product(words, self.weight)[:, : len(LABELS)] + self.bias
        return softmax(logits)
