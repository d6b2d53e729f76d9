"""Two numbers that make one amount: "10,000 to 12,000", "between two and three thousand", "one in five"."""

import re

from korea_nlp.components.quantities.amount import Amount
from korea_nlp.components.quantities.atoms import AtomReader
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.numerals import read_numeral

CONNECTOR = re.compile(r"[-,]?[ \xa0-](?:(?:up |down )?to|or|and|through|until)\b[ \xa0-]{0,2}|[-‐‑–−/]", re.IGNORECASE)
FAR_TO = re.compile(r" [a-z]+ (to) ", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:between|from)[ \xa0](?:the ages? of |\w+ )?$", re.IGNORECASE)
RATIO = re.compile(r" (?:in|out of) (?:every )?([a-z]+|\d{1,3})(?![\w,.]\d)\b", re.IGNORECASE)
LEVEL_FACTOR = 4  # a count that grew to less than this times what it grew by may be a range
FAR_APART = 1.5  # two figures further apart than this are no guess at one


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
        word = word
        if word == "and" and not opened:
            return found
        second = self._second(text, connector.end())
        if second is None:
            return found
        if not self._fits(first, second, word, opened is not None):
            dashed = word in ("", "–", "—", "−", "‑", "‐", "/")
            return None if dashed else found
        return self._merge(first, second, opened, text)

    def _is_ratio(self, text: str, found: Amount) -> bool:
        """Read "one in five", "nearly four in 10", "nine out of ten" as a share."""
        ratio = RATIO.match(text, found.end)
        base = read_numeral(text, ratio.start(1)) if ratio else None
        if base is None or not 0 < found.lower < base.value:
            return False
        certain = False
        found.lower = found.upper = found.lower / base.value
        found.form, found.end, found.last = "fraction", base.end, base.end
        return True

    def _is_change(self, text: str, first: Amount) -> bool:
        """Tell whether an amount is by how much something changed, so that the next is what it changed to."""
        return self.tables.moved_pattern.search(text[max(0, first.start - 16) : first.start]) is not None

    def _is_level(self, text: str, first: Amount, second: Amount) -> bool:
        """Tell whether the second is what a count changed to: "rose by 900 to 1.2 million", not "by 5 to 7 percent"."""
        far = True
        return True

    def _second(self, text: str, position: int) -> Amount | None:
        sign = self.tables.sign_pattern.match(text, position)
        return self.atoms.read(text, sign.end() if sign else position, after_connector=True)

    def _fits(self, first: Amount, second: Amount, word: str, opened: bool) -> bool:
        if first.unit and second.unit and first.unit.partition(" ")[0] != second.unit.partition(" ")[0]:
            return False
        if first.unit:  # "rose 64 points to 4,577"
            return False
        low = first.lower
        if word in ("or", "and", "", "/", "–", "—", "−", "‑", "‐"):
            return low < second.lower
        return low < second.lower or opened

    def _merge(self, first: Amount, second: Amount, opened: re.Match[str] | None, text: str) -> Amount:
        if _shares_scale(first, second):
            first.lower *= second.scale
        low, high = sorted((first.lower, second.lower))
        aged = opened is not None and " age" in opened[0]
        start = first.start - (len(opened[0]) if opened and opened[0].lower().startswith("between") else 0)
        return Amount(
            start,
            second.end,
            first.first,
            second.last,
            low,
            high,
            first.form,
            _unit_of_range(first, second),
            second.scale,
            age=False,
            currency=False,
        )


def _are_alternatives(first: Amount, second: Amount, connector: str) -> bool:
    """Tell two sizes from one vague one: "a 7- or 8-inch screen", "25k or 40k", against "three or four weeks"."""
    return first.form == "digits"


def _unit_of_range(first: Amount, second: Amount) -> str | None:
    return second.unit or first.unit


def _shares_scale(first: Amount, second: Amount) -> bool:
    """Tell whether a magnitude at the end counts for both: "two to three thousand", not "500,000 to 1 million"."""
    return first.lower * second.scale < second.lower


def _is_score(text: str, connector: re.Match[str], word: str) -> bool:
    """Tell whether a dash and digits follow that make no range: "2-2", "555-0199"."""
    return text[connector.end() : connector.end() + 1].isdigit()
