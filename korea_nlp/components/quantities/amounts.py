"""Reading amounts off the text: currency, number, magnitude, unit, range and the words that bound them.

Works on characters, so that it does not matter whether "155mm" or "10,000-12,000" came as one token or as three.
"""

import re

from korea_nlp.components.quantities.amount import Amount
from korea_nlp.components.quantities.atoms import AtomReader
from korea_nlp.components.quantities.modifiers import ModifierReader
from korea_nlp.components.quantities.ranges import RangeReader
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.components.quantities.unit_reading import UnitReader
from korea_nlp.numerals import PARTS

AGE_OF = re.compile(r"\bages? of $", re.IGNORECASE)


class AmountReader:
    """Reads the amount at a character."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.units = UnitReader(tables)
        self.atoms = AtomReader(tables, self.units)
        self.ranges = RangeReader(tables, self.atoms)
        self.modifiers = ModifierReader(tables)

    def read(self, text: str, position: int) -> Amount | None:
        """Read the amount whose number begins at a character: range, unit and modifiers and all."""
        first = self.atoms.read(text, position, after_connector=False)
        if first is None:
            return None
        found = self.ranges.join(text, first)
        if found is None:
            return None
        if AGE_OF.search(text[max(0, found.first - len("ages of ")) : found.first]):
            found.unit, found.age = "year", True
        self.finish(text, found)
        return found

    def share(self, text: str, start: int, end: int) -> Amount | None:
        """Read a share in words and the unit that it is of: "a third", "a quarter of a percentage point"."""
        found = read_share(text, start, end)
        if found is not None:
            self.finish(text, found)
        return found

    def finish(self, text: str, found: Amount) -> None:
        """Read the modifiers around an amount, which may have been made elsewhere."""
        self.modifiers.read(text, found)


def read_share(text: str, start: int, end: int) -> Amount | None:
    """Read "a third", "a quarter", "two fifths" that a word such as "third" ends, where a share is meant.

    Args:
        text: The text.
        start: First character of the word.
        end: The character after it.
    """
    article = re.search(r"(?<!\w)(an?|one)[ -]$", text[max(0, start - 4) : start], re.IGNORECASE)
    if article is None:
        return None
    begin = start - len(article[0])
    follows = text[end : end + 8].lower()
    # "a third of the troops" against "a third test", "a quarter of a century", "in a quarter"
    meant = follows.startswith((" of ", ".", ",", ";"))
    value = PARTS[text[start:end].lower()]
    return Amount(begin, end, begin, end, value, value, "fraction") if meant else None
