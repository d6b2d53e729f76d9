"""Words of the actor tables, looked up by where they stand in a text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from korea_nlp.korean.morphemes import Morphemes
from korea_nlp.korean.tables import NameRow, OfficeNameRow, SectorNameRow

Entry = NameRow | OfficeNameRow | SectorNameRow
Kind = Literal["name", "office", "sector"]


@dataclass(frozen=True, slots=True)
class Match:
    """Words of the tables as they stand in a text: tokens from ``start`` to ``end``."""

    start: int
    end: int
    words: str
    entries: tuple[Entry, ...]


class WordIndex:
    """Finds the longest words of some rows that start at a token."""

    def __init__(self, rows: Iterable[tuple[str, Entry]]) -> None:
        self._by_letter: dict[str, list[str]] = {}
        self._entries: dict[str, tuple[Entry, ...]] = {}
        for words, row in rows:
            if words not in self._entries:
                self._by_letter.setdefault(words[0], []).append(words)
            self._entries[words] = (*self._entries.get(words, ()), row)
        for found in self._by_letter.values():
            found.sort(key=len, reverse=True)

    def at(self, view: Morphemes, token: int) -> Match | None:
        """Return the longest words that start at a token and end with one; None where there are none."""
        start = view.start[token]
        for words in self._by_letter.get(view.plain[start : start + 1], ()):
            if view.plain.startswith(words, start):
                first, end = view.tokens(start, start + len(words))
                if view.ends_at(end, start + len(words)) and _is_whole(view, words, first, end):
                    return Match(first, end, words, self._entries[words])
        return None


def _is_whole(view: Morphemes, words: str, start: int, end: int) -> bool:
    """Tell whether words of Latin letters stand by themselves: "AP" in "AP통신", not in "APEC"."""
    if not words.isascii() or not words.isalpha():
        return True
    before, after = view.start[start] - 1, view.start[start] + len(words)
    return not (before >= 0 and view.plain[before].isascii() and view.plain[before].isalpha()) and not (
        after < len(view.plain) and view.plain[after].isascii() and view.plain[after].isalpha()
    )
