"""Words as numbers: what a small network sees of each."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from korea_nlp.syntax import Parse

COLUMNS = ("word", "suffix", "tag", "dep", "ent", "cue", "quote")
SUFFIX = 3


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
