"""The words around a number that bound it: "at least", "some", "or more"; and those that add it: "another", "more"."""

import re

from korea_nlp.components.quantities.amount import Amount
from korea_nlp.components.quantities.tables import ModifierRow, Tables

BACK = 64  # characters before a number in which its modifiers may stand
PLUS = re.compile(r"\+|-plus")
QUOTES = "\"'“”‘’([{"


class ModifierReader:
    """Reads the modifiers of an amount into it."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def read(self, text: str, found: Amount) -> None:
        """Read the modifiers before and after an amount."""
        self._bound_before(text, found)
        self._bound_after(text, found)

    def _bound_before(self, text: str, found: Amount) -> None:
        """Take in the modifiers before an amount, from the right: "at least another", "only about"."""
        while True:
            window = text[max(0, found.start - BACK) : found.start]
            line = window.rpartition("\n")[2]
            stripped = line.rstrip(" \xa0\"“'‘(-‑")
            words = stripped.lower().split()
            row, size = self._modifier(words, found)
            if row is not None and row.bound == "more_than" and found.lower == 1 and text.startswith(" of ", found.end):
                return  # "laboured over one of the speeches"
            if row is None or not self._apply(found, row.bound, row.relation):
                return
            begin = _phrase_start(stripped, size)
            found.start -= len(line) - begin

    def _modifier(self, words: list[str], found: Amount) -> tuple[ModifierRow | None, int]:
        """Return the longest modifier that ends some words, and how many words it has."""
        if match := _longest(words, self.tables.before, from_end=True):
            return self.tables.before[match], len(match)
        if len(words) > 1 and words[-1] in ("a", "an"):  # "about a three-week hiatus"
            match = _longest(words[:-1], self.tables.before, from_end=True)
            if match:
                return self.tables.before[match], len(match) + 1
        return None, 0

    def _bound_after(self, text: str, found: Amount) -> None:
        """Take in a modifier after an amount: "or so", "or more", "more"."""
        tail = text[found.end : found.end + 24]
        if plus := PLUS.match(tail):  # "500+ drones"
            self._apply(found, "at_least", "none")
            found.end += plus.end()
            return
        if not tail.startswith((" ", "-odd", "-ish")):
            return
        words = [word.rstrip(",.;:") for word in tail.replace("-", " -").lower().split()[:3]]
        match = _longest(words, self.tables.after, from_end=False)
        if match is None:
            return
        row = self.tables.after[match]
        if tail.lower().startswith(" more than"):
            return
        if self._apply(found, row.bound, row.relation):
            found.end += len(re.match(r"\s*" + r"\s+".join(re.escape(w) for w in match), tail, re.I)[0])  # type: ignore[index]

    def _apply(self, found: Amount, bound: str, relation: str) -> bool:
        if relation != "none":
            found.relation = relation
        if bound != "exact":
            if found.bound != "exact" and not found.vague:
                return bound == found.bound or bound == "approximate"
            found.bound = bound
            found.vague = False
        return True


def _longest(words: list[str], table: dict[tuple[str, ...], ModifierRow], *, from_end: bool) -> tuple[str, ...] | None:
    for size in range(min(6, len(words)), 0, -1):
        phrase = tuple(words[-size:] if from_end else words[:size])
        if from_end:
            phrase = (phrase[0].lstrip(QUOTES), *phrase[1:])
        if phrase in table:
            return phrase
    return None


def _phrase_start(text: str, words: int) -> int:
    """Return where the last so many words of a text begin."""
    begin = len(text)
    for _ in range(words):
        begin = len(text[:begin].rstrip())
        while begin > 0 and not text[begin - 1].isspace():
            begin -= 1
    while text[begin] in QUOTES:
        begin += 1
    return begin
