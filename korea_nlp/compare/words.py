"""Words of a text as stems, weighed by how rare they are in the press."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from korea_nlp.lexicon import Lexicon

Bag = dict[str, float]
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
SHORTEST = 3  # letters that must be left of a word whose ending is cut


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row of ``word_weights``: a stem and the share of articles in which it stands."""

    word: str
    share: float
    source: str


class Weights:
    """Says how much a stem tells: the rarer the more; one that the table lacks tells most.

    Args:
        table: The table ``word_weights``.
    """

    def __init__(self, table: Lexicon) -> None:
        shares = {row.word: row.share for row in table.rows(WordRow)}
        self._weights = {word: -math.log(share) for word, share in shares.items()}
        self._rarest = max(self._weights.values(), default=1.0) + 1

    def __getitem__(self, stem: str) -> float:
        return self._weights.get(stem, self._rarest)

    def bag(self, words: Iterable[str], *, kept: int | None = None) -> Bag:
        """Return the stems of some words with their weights, as a vector of length 1.

        Args:
            words: Words in lower case, as they stand.
            kept: How many of the weightiest to keep.
        """
        counts: Counter[str] = Counter()
        for word, count in Counter(words).items():
            counts[stem(word)] += count
        found = [(stem, (1 + math.log(count)) * self[stem]) for stem, count in counts.items()]
        found = sorted(found, key=lambda item: (-item[1], item[0]))[:kept]
        length = math.sqrt(sum(weight * weight for _, weight in found)) or 1.0
        return {stem: weight / length for stem, weight in found}


def words(text: str) -> list[str]:
    """Return the words of a text of two letters and more, in lower case.

    Example:
        >>> words("Bodies were recovered from the Sewol's cabins")
        ['bodies', 'were', 'recovered', 'from', 'the', 'sewol', 'cabins']
    """
    return [word for word in WORD.findall(text.lower()) if len(word) > 1]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return a word in lower case without the commonest endings.

    Example:
        >>> [stem(word) for word in ("bodies", "recovered", "cabins")]
        ['body', 'recover', 'cabin']
    """
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST and not word.endswith("ss"):
            return word[: len(word) - len(ending)] + instead
    return word


def likeness(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """Return the cosine of two bags.

    Example:
        >>> likeness({"ferry": 1.0}, {"ferry": 0.6, "crew": 0.8})
        0.6
    """
    small, large = (first, second) if len(first) <= len(second) else (second, first)
    return sum(weight * large[stem] for stem, weight in small.items() if stem in large)
