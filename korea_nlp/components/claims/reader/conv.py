"""A small network over words and their parse: convolutions that also see the word each hangs on."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from korea_nlp.components.claims.reader.heads import Floats, product
from korea_nlp.syntax import Parse

COLUMNS = ("word", "suffix", "tag", "dep", "ent", "cue", "quote")
SUFFIX = 3
EDGE = 1e-5


def columns(parse: Parse, kinds: Mapping[tuple[str, str], str], inside: Sequence[int]) -> dict[str, list[str]]:
    """Return what is seen of each word, by column.

    ``kinds`` is the class of each cue that the lexicon holds, by lemma and part of speech; ``inside`` the number of the
    quotation that holds each word, or -1.
    """
    by_lemma: dict[str, str] = {}
    for (lemma, _), kind in kinds.items():
        by_lemma.setdefault(lemma, kind)
    quote = ["in" if number >= 0 else "out" for number in inside]
    return {
        "word": parse.lower,
        "suffix": [word[-SUFFIX:] for word in parse.lower],
        "tag": parse.tag,
        "dep": parse.dep,
        "ent": parse.ent,
        "cue": [by_lemma.get(lemma.lower(), "") for lemma in parse.lemma],
        "quote": quote,
    }


def numbers(seen: Mapping[str, list[str]], known: Mapping[str, Mapping[str, int]]) -> NDArray[np.int64]:
    """Return the row of each word in each column's table, of shape (words, columns); 0 for what is not known."""
    return np.array([list(map(known[name].get, seen[name], [0] * len(seen[name]))) for name in COLUMNS]).T


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
        new = np.maximum(product(around, weights[f"blocks.{block}.weight"]) + weights[f"blocks.{block}.bias"], 0)
        hidden = _normal(hidden + new, weights[f"norms.{block}.weight"], weights[f"norms.{block}.bias"])
    return hidden


def _normal(values: Floats, scale: Floats, shift: Floats) -> Floats:
    centred = values - values.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=1, keepdims=True) + EDGE)
    normal: Floats = centred / spread * scale + shift
    return normal
