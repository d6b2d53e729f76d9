"""What grammar and tables know of words, and of a word beside another: columns and pairs."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from korea_nlp.knowledge.rows import CueRow, TriggerRow
from korea_nlp.lexicon import Lexicon
from korea_nlp.syntax import Parse

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
COLUMNS = ("word", "suffix", "shape", "tag", "dep", "cue", "quote", "event", "place")
SUFFIX = 3
SHAPES = re.compile(r"([A-Z]+)|([a-z]+)|(\d+)|([^\W\d_]+)")  # runs of one sort of letter
PLACES = ("0", "1", "2", "3", "4", "5", "6", *["7-10"] * 4, *["11-16"] * 6)  # paragraphs that are told apart
LATER = "17-"


@dataclass(frozen=True, slots=True)
class Classes:
    """What tables know of words.

    Attributes:
        cues: The class of each word that can carry an attribution, by lemma.
        events: What each word that can tell an event tells, by lemma.
    """

    cues: Mapping[str, str]
    events: Mapping[str, str]


def read_classes(cues: Lexicon, triggers: Lexicon) -> Classes:
    """Return what tables know of words; of several rows for one the first counts."""
    by_cue: dict[str, str] = {}
    for row in cues.rows(CueRow, key=("lemma", "pos")):
        by_cue.setdefault(row.lemma, row.kind)
    by_trigger: dict[str, str] = {}
    for trigger in triggers.rows(TriggerRow, key=("lemma", "pos", "object")):
        by_trigger.setdefault(trigger.lemma, trigger.event)
    return Classes(by_cue, by_trigger)


@lru_cache(maxsize=50_000)
def shape(word: str) -> str:
    """Return of what sorts of characters a word is made, each run once.

    Example:
        >>> [shape(word) for word in ("Kim", "KCNA", "U.S.", "F-16s", "the")]
        ['Xx', 'XX', 'X.X.', 'X-dx', 'x']
    """
    return SHAPES.sub(_run, word)


def _run(found: re.Match[str]) -> str:
    capitals, small, figures, _ = found.groups()
    return "X" * min(len(capitals), 2) if capitals else "x" if small else "d" if figures else "w"


def columns(parse: Parse, classes: Classes, inside: Sequence[int]) -> dict[str, list[str]]:
    """Return what is seen of each word, by column; ``inside`` is the number of the quotation that holds it, or -1."""
    lemmas = [lemma.lower() for lemma in parse.lemma]
    return {
        "word": parse.lower,
        "suffix": [word[-SUFFIX:] for word in parse.lower],
        "shape": list(map(shape, parse.text)),
        "tag": parse.tag,
        "dep": parse.dep,
        "cue": [classes.cues.get(lemma, "") for lemma in lemmas],
        "quote": ["in" if number >= 0 else "out" for number in inside],
        "event": [classes.events.get(lemma, "") for lemma in lemmas],
        "place": [PLACES[number] if number < len(PLACES) else LATER for number in parse.para],
    }


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
    here = parse.para[anchor]
    edges = [low, *(bisect_left(parse.para, here + apart, low, high) for apart in (-1, 0, 1, 2)), high]
    return np.repeat(np.arange(PARAGRAPHS, dtype=np.int64), [end - start for start, end in pairwise(edges)])
