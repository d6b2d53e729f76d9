"""Two numbers that make one amount: "10,000 to 12,000", "between two and three thousand", "one in five"."""

import re

from korea_nlp.components.quantities.amount import Amount
from korea_nlp.components.quantities.atoms import AtomReader
from korea_nlp.components.quantities.tables import Tables

CONNECTOR = re.compile(r"[-,]?[ \xa0-](?:(?:up |down )?to|or|and|through|until)\b[ \xa0-]{0,2}|[-‐‑–−/]", re.IGNORECASE)
FAR_TO = re.compile(r" [a-z]+ (to) ", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:between|from)[ \xa0](?:the ages? of |\w+ )?$", re.IGNORECASE)


class RangeReader:
    """Joins a number with the one that a connector ties to it."""

    def __init__(self, tables: Tables, atoms: AtomReader) -> None:
        self.tables, self.atoms = tables, atoms

    def join(self, text: str, first: Amount) -> Amount | None:
        """Join "10,000 to 12,000", "between two and three thousand", "7- or 8-inch" into one amount."""
        found = first
        opened = BETWEEN.search(text[max(0, first.start - 24) : first.start])
        connector = CONNECTOR.match(text, found.end)
        if connector is None and opened:
            connector = FAR_TO.match(text, found.end)  # "from 21 mpg combined to 23"
        if connector is None:
            return found
        word = connector[0].strip(" \xa0-,").lower()
        if word == "and" and not opened:
            return found
        second = self._second(text, connector.end())
        if second is None:
            return found
        if word.endswith("to") and first.unit and self._is_change(text, first):
            return found  # "gained $12.40 to $2,045.10": by how much, and to what
        if not self._fits(first, second, word, opened is not None):
            dashed = word in ("", "–", "—", "−", "‑", "‐", "/") and first.unit is None  # "2-2", not "$5-a-day"
            return None if dashed else found
        return self._merge(first, second, opened)

    def _is_change(self, text: str, first: Amount) -> bool:
        """Tell whether an amount is by how much something changed, so that the next is what it changed to."""
        return self.tables.moved_pattern.search(text[max(0, first.start - 16) : first.start]) is not None

    def _second(self, text: str, position: int) -> Amount | None:
        sign = self.tables.sign_pattern.match(text, position)
        return self.atoms.read(text, sign.end() if sign else position, after_connector=True)

    def _fits(self, first: Amount, second: Amount, word: str, opened: bool) -> bool:
        if first.unit and second.unit and first.unit.partition(" ")[0] != second.unit.partition(" ")[0]:
            return False
        if first.unit and not second.unit and not (first.currency or opened):  # "rose 64 points to 4,577"
            return False
        low = first.lower
        if word in ("or", "and", "", "/", "–", "—", "−", "‑", "‐"):
            return low < second.lower
        return low < second.lower or opened

    def _merge(self, first: Amount, second: Amount, opened: re.Match[str] | None) -> Amount:
        if _shares_scale(first, second):
            first.lower *= second.scale
        low, high = sorted((first.lower, second.lower))
        start = first.start - (len(opened[0]) if opened and opened[0].lower().startswith("between") else 0)
        return Amount(
            start,
            second.end,
            first.first,
            second.last,
            low,
            high,
            first.form,
            second.unit or first.unit,
            second.scale,
            age=second.age,
        )


def _shares_scale(first: Amount, second: Amount) -> bool:
    """Tell whether a magnitude at the end counts for both: "two to three thousand", not "500,000 to 1 million"."""
    return first.lower * second.scale < second.lower
