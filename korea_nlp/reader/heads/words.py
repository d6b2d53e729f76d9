"""Questions with one of a few answers for each word of a Doc."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from korea_nlp.ops import Floats, product

WIDTH = 64  # so wide that products are alike for all rows on every processor


class WordHead:
    """One layer over the vectors of words.

    Args:
        name: What is asked; errors name it.
        labels: What may be answered of, as the message names it.
        tags: How many answers there are.
        settings: ``labels``, those that were taught.
        weights: ``weight`` (tags, width) and ``bias`` (tags,).

    Raises:
        KeyError: A layer or a setting is missing.
        ValueError: It was taught other labels, or a layer is of another shape.
    """

    def __init__(
        self, name: str, labels: Sequence[str], tags: int, settings: Mapping[str, Any], weights: Mapping[str, Floats]
    ) -> None:
        if (taught := tuple(settings["labels"])) != tuple(labels):
            raise ValueError(f"{name} was taught the labels {', '.join(taught)}, not {', '.join(labels)}")
        weight, self.bias, self.tags = weights["weight"], weights["bias"], tags
        if weight.ndim != 2 or len(weight) != tags or self.bias.shape != (tags,):
            raise ValueError(f"{name} has weights of shape {weight.shape} and {self.bias.shape}")
        self.weight = np.pad(weight, ((0, WIDTH - tags), (0, 0)))

    def logits(self, words: Floats) -> Floats:
        """Return how much speaks for each answer of each word, of shape (words, tags)."""
        found: Floats = product(words, self.weight)[:, : self.tags] + self.bias
        return found
