"""Questions with one of a few answers for each word of a Doc."""

from collections.abc import Iterator, Mapping, Sequence
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


def stretches(begins: Sequence[bool], inside: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the first word of each stretch and the word after its last.

    Args:
        begins: Of each word, whether a stretch begins there, if it is inside one.
        inside: Of each word, whether it is part of a stretch; the first of a run begins one in any case.
    """
    start = -1
    for i, (first, held) in enumerate(zip(begins, inside, strict=True)):
        if start >= 0 and (first or not held):
            yield start, i
            start = -1
        if held and start < 0:
            start = i
    if start >= 0:
        yield start, len(inside)
