"""The vectors of words from what a transformer says of their wordpieces."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from spacy.tokens import Doc

from korea_nlp.ops import Floats
from korea_nlp.reader.features import Classes
from korea_nlp.syntax import Parse

WINDOW = 224  # most words that the transformer reads at once
OVERLAP = 16  # words that two windows have in common; each reads the half that is nearer to its middle


class Transformer:
    """Reads the vectors that a ``transformer`` component has set on a Doc; has no settings and no weights."""

    def __init__(self, settings: Mapping[str, Any], weights: Mapping[str, Floats]) -> None:
        pass

    def __call__(self, doc: Doc, parse: Parse, classes: Classes) -> Floats | None:
        """Return a vector for each word of a Doc, of shape (words, width); None where no transformer has read it."""
        return vectors(doc)


def windows(size: int) -> list[tuple[int, int]]:
    """Return the windows of a text, all of one length but for the last words, so that little is padded.

    Example:
        >>> windows(300)
        [(0, 158), (142, 300)]
    """
    if size <= WINDOW:
        return [(0, size)] if size else []
    count, step = _steps(size)
    return [(i * step, min(size, (i + 1) * step + OVERLAP)) for i in range(count)]


def _steps(size: int) -> tuple[int, int]:
    """Return how many windows there are, and from one's start to the next's."""
    count = math.ceil((size - OVERLAP) / (WINDOW - OVERLAP))
    return count, math.ceil((size - OVERLAP) / count)


def vectors(doc: Doc) -> Floats | None:
    """Return a vector for each word, of shape (words, width): the mean of its wordpieces in the window that suits it.

    None where no transformer has read the Doc.
    """
    data = doc._.trf_data if Doc.has_extension("trf_data") else None
    if data is None or not len(hidden := data.model_output.get("last_hidden_state", ())):
        return None
    count, length, width = hidden.shape
    step = _steps(len(doc))[1] if count > 1 else len(doc)
    lengths = np.asarray(data.align.lengths)
    pieces = np.asarray(data.align.dataXd).reshape(-1)
    word = np.repeat(np.arange(len(doc)), lengths)
    best = np.clip((word - OVERLAP // 2) // step, 0, count - 1)
    kept = pieces // length == best
    word, pieces = word[kept], pieces[kept]
    found = np.zeros((len(doc), width), dtype=np.float32)
    if len(word):
        starts = np.flatnonzero(np.concatenate(([True], word[1:] != word[:-1])))
        sums = np.add.reduceat(hidden.reshape(-1, width)[pieces], starts, axis=0)
        found[word[starts]] = sums / np.diff(np.append(starts, len(word)))[:, None]
    return found
