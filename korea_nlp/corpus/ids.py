"""What stands for an article in memory: 64-bit numbers, a few bytes an article whatever its id and text.

That two ids of a million have one number has a probability of 3 in a hundred million.
"""

import hashlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from korea_nlp.corpus.reader import Item
from korea_nlp.records import Failure

BETWEEN = "\x1f"  # stands in no text that anybody wrote
RECENT = 50_000  # numbers that are kept one by one before they are sorted among the others


def number(*parts: str) -> int:
    """Return the number of some strings, the same on every machine.

    Example:
        >>> number("a1") == number("a1"), number("a", "1") == number("a1")
        (True, False)
    """
    said = BETWEEN.join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(said, digest_size=8).digest(), "big")


class Numbers:
    """A map from numbers to rows of numbers, in eight bytes each once they are sorted.

    Args:
        width: Numbers a row.

    Example:
        >>> numbers = Numbers(2)
        >>> numbers.add(7, (1, 2))
        >>> numbers.get(7), numbers.get(8)
        ((1, 2), None)
    """

    def __init__(self, width: int) -> None:
        self._keys: NDArray[np.uint64] = np.zeros(0, dtype=np.uint64)
        self._rows: NDArray[np.uint64] = np.zeros((0, width), dtype=np.uint64)
        self._recent: dict[int, tuple[int, ...]] = {}

    def get(self, key: int) -> tuple[int, ...] | None:
        """Return the row of a number, None where it has none."""
        if key in self._recent:
            return self._recent[key]
        place = int(np.searchsorted(self._keys, np.uint64(key)))
        if place < len(self._keys) and int(self._keys[place]) == key:
            return tuple(map(int, self._rows[place]))
        return None

    def add(self, key: int, row: Iterable[int]) -> None:
        """Give a number that has none yet its row."""
        self._recent[key] = tuple(row)
        if len(self._recent) >= RECENT:
            keys = np.concatenate((self._keys, np.fromiter(self._recent, dtype=np.uint64)))
            rows = np.concatenate((self._rows, np.array(list(self._recent.values()), dtype=np.uint64)))
            order = np.argsort(keys, kind="stable")
            self._keys, self._rows, self._recent = keys[order], rows[order], {}


class Seen:
    """The ids of a corpus, which stand once in a file, and in other files with the same text; 24 bytes an article."""

    def __init__(self) -> None:
        self._files: list[str] = []
        self._articles = Numbers(2)  # id → text, file

    def begin(self, file: str) -> None:
        """Go on with another file."""
        self._files.append(file)

    def checked(self, item: Item, where: str) -> Item:
        """Return an article whose id is its own, or the Failure of one whose id is another's."""
        if isinstance(item, Failure):
            return item
        id, text, file = number(item.id), number(item.text), len(self._files) - 1
        found = self._articles.get(id)
        if found is None:
            self._articles.add(id, (text, file))
        elif found != (text, found[1]) or found[1] == file:
            taken = f"{where}: id {item.id!r} already stands in {self._files[found[1]]}; give each article its own."
            return Failure(item.id, taken)
        return item
