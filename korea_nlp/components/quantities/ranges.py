"""Two numbers that make one amount: "10,000 to 12,000", "between two and three thousand", "one in five"."""

import re

from korea_nlp.components.quantities.amount import Amount
from korea_nlp.components.quantities.atoms import AtomReader
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.numerals import MAGNITUDES, read_numeral

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
        if self._is_ratio(text, found):
            return found
        opened = BETWEEN.search(text[max(0, first.start - 24) : first.start])
        connector = CONNECTOR.match(text, found.end)
        if connector is None and opened and opened[0].lower().startswith("from"):
            connector = FAR_TO.match(text, found.end)  # "from 21 mpg combined to 23"
        if connector is None:
            return found
        word = connector[0].strip(" \xa0-,").lower()
        word = "to" if word.endswith("to") else word
        if word == "and" and not (opened and opened[0].lower().startswith("between")):
            return found
        second = self._second(text, connector.end())
        if second is not None and word == "or" and _are_alternatives(first, second, connector[0]):
            return found
        if second is None:
            return None if _is_score(text, connector, word) else found
        if word == "to" and first.currency and second.currency and self._is_change(text, first):
            return found  # "gained $12.40 to $2,045.10": by how much, and to what
        if word == "to" and self._is_level(text, first, second):
            return found
        if not self._fits(first, second, word, opened is not None):
            dashed = word in ("", "–", "—", "−", "‑", "‐", "/") and first.unit is None and not first.currency
            return None if dashed and second.lower <= first.lower else found
        return self._merge(first, second, opened, text)

    def _is_ratio(self, text: str, found: Amount) -> bool:
        """Read "one in five", "nearly four in 10", "nine out of ten" as a share."""
        ratio = RATIO.match(text, found.end) if found.unit is None and found.scale == 1.0 else None
        base = read_numeral(text, ratio.start(1)) if ratio else None
        if ratio is None or base is None or base.end < ratio.end() or not 0 < found.lower < base.value:
            return False
        certain = "out of" in ratio[0] or found.lower == 1
        if not (certain or base.value in (10, 100)) or self.tables.word_pattern.match(text, base.end):
            return False  # "killed four in 10 days", "fired three in five tests"
        found.lower = found.upper = found.lower / base.value
        found.form, found.end, found.last = "fraction", base.end, base.end
        return True

    def _is_change(self, text: str, first: Amount) -> bool:
        """Tell whether an amount is by how much something changed, so that the next is what it changed to."""
        return self.tables.moved_pattern.search(text[max(0, first.start - 16) : first.start]) is not None

    def _is_level(self, text: str, first: Amount, second: Amount) -> bool:
        """Tell whether the second is what a count changed to: "rose by 900 to 1.2 million", not "by 5 to 7 percent"."""
        far = second.lower > LEVEL_FACTOR * first.lower and not _shares_scale(first, second)
        return far and text[max(0, first.start - 4) : first.start].lower() == " by " and self._is_change(text, first)

    def _second(self, text: str, position: int) -> Amount | None:
        sign = self.tables.sign_pattern.match(text, position)
        return self.atoms.read(text, sign.end() if sign else position, after_connector=True)

    def _fits(self, first: Amount, second: Amount, word: str, opened: bool) -> bool:
        if first.form == "fraction" or second.form == "fraction" or first.age:
            return False
        if first.unit and second.unit and first.unit.partition(" ")[0] != second.unit.partition(" ")[0]:
            return False
        if first.unit and not second.unit and not (first.currency or opened):  # "rose 64 points to 4,577"
            return False
        if second.currency and not first.unit and word not in ("to", "and", "or", "", "-", "–"):
            return False
        low = first.lower * second.scale if _shares_scale(first, second) else first.lower
        if word in ("or", "and", "", "/", "–", "—", "−", "‑", "‐"):
            return low < second.lower
        return low < second.lower or opened

    def _merge(self, first: Amount, second: Amount, opened: re.Match[str] | None, text: str) -> Amount:
        if _shares_scale(first, second):
            first.lower *= second.scale
        low, high = sorted((first.lower, second.lower))
        aged = opened is not None and " age" in opened[0] and first.unit is None and second.unit is None
        start = first.start - (len(opened[0]) if opened and opened[0].lower().startswith("between") else 0)
        return Amount(
            start,
            second.end,
            first.first,
            second.last,
            low,
            high,
            first.form,
            "year" if aged else _unit_of_range(first, second),
            second.scale,
            age=second.age or aged,
            currency=first.currency or second.currency,
        )


def _are_alternatives(first: Amount, second: Amount, connector: str) -> bool:
    """Tell two sizes from one vague one: "a 7- or 8-inch screen", "25k or 40k", against "three or four weeks"."""
    return first.form == "digits" and (connector.startswith("-") or second.lower > FAR_APART * first.lower)


def _unit_of_range(first: Amount, second: Amount) -> str | None:
    if first.unit and first.unit.startswith(f"{second.unit} per "):
        return first.unit
    return second.unit or first.unit


def _shares_scale(first: Amount, second: Amount) -> bool:
    """Tell whether a magnitude at the end counts for both: "two to three thousand", not "500,000 to 1 million"."""
    return first.scale == 1.0 and second.scale in MAGNITUDES.values() and first.lower * second.scale < second.lower


def _is_score(text: str, connector: re.Match[str], word: str) -> bool:
    """Tell whether a dash and digits follow that make no range: "2-2", "555-0199"."""
    return word in ("", "–", "—", "−") and text[connector.end() : connector.end() + 1].isdigit()
