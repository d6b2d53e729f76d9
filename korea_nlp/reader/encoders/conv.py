"""A small network over words and their parse: convolutions that also see the word each hangs on."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from korea_nlp.ops import Floats, product
from korea_nlp.reader.features import COLUMNS, Classes, columns
from korea_nlp.syntax import Parse, find_quotes, quote_of

EDGE = 1e-5


class Conv:
    """Reads words by their forms, their parse and the table of cues.

    Args:
        settings: ``dilations``, how far apart the neighbours are that each block sees; ``known``, the values of each
            column that have a row of their own, in order.
        weights: Arrays by name, as ``encode`` takes them.
    """

    def __init__(self, settings: Mapping[str, Any], weights: Mapping[str, Floats]) -> None:
        self.dilations = tuple(settings["dilations"])
        self.known = {name: {value: n for n, value in enumerate(settings["known"][name], 1)} for name in COLUMNS}
        self.weights = weights

    def __call__(self, doc: Doc, parse: Parse, classes: Classes) -> Floats:
        """Return a vector for each word of a Doc, of shape (words, width)."""
        inside = quote_of(find_quotes(parse), len(parse))
        return encode(self.weights, self.dilations, numbers(columns(parse, classes, inside), self.known), parse)


def numbers(seen: Mapping[str, list[str]], known: Mapping[str, Mapping[str, int]]) -> NDArray[np.int64]:
    """Return the row of each word in each column's table, of shape (words, columns); 0 for what is not known."""
    return np.array([list(map(rows.get, seen[name], [0] * len(seen[name]))) for name, rows in known.items()]).T


def encode(weights: Mapping[str, Floats], dilations: tuple[int, ...], table: np.ndarray, parse: Parse) -> Floats:
    """Return a vector for each word, of shape (words, width).

    Args:
        weights: Arrays by name: ``embed.NAME`` a column, ``mix.*`` over their sum, ``blocks.K.*``.
        dilations: How far apart the neighbours are that each block sees.
        table: Rows of the columns' tables, of shape (words, columns).
        parse: The parse.
    """
    size = len(parse)
    parts = [weights[f"embed.{name}.weight"][table[:, column]] for column, name in enumerate(COLUMNS)]
    hidden = product(np.concatenate(parts, axis=1), weights["mix.weight"]) + weights["mix.bias"]
    heads = np.asarray(parse.head)
    for block, dilation in enumerate(dilations):
        padded = np.zeros((size + 2 * dilation, hidden.shape[1]), dtype=np.float32)
        padded[dilation : dilation + size] = hidden
        around = np.concatenate([padded[:size], hidden, padded[2 * dilation :], hidden[heads]], axis=1)
        new = product(around, weights[f"blocks.{block}.weight"])
        new += weights[f"blocks.{block}.bias"]
        hidden += np.maximum(new, 0, out=new)
        hidden = _normal(hidden, weights[f"norms.{block}.weight"], weights[f"norms.{block}.bias"])
    return hidden


def _normal(values: Floats, scale: Floats, shift: Floats) -> Floats:
    centred: Floats = values - values.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + EDGE)
    centred /= spread
    centred *= scale
    centred += shift
    return centred
