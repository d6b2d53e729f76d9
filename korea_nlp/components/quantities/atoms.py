"""One number with its sign, its currency and its unit, no range: "-5", "$4.6 million", "half a mile"."""

import re

from korea_nlp.components.quantities.amount import Amount
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.components.quantities.unit_reading import UnitReader
from korea_nlp.numerals import read_numeral

PREFIXES = re.compile(
    r"(?<!\w)(?:sub|minus|pre|then|over|under|roughly|nearly|about|some|to|a|the|of)[-‑–]$", re.IGNORECASE
)
MINUS = re.compile(r"(?<!covid )(?<![\w,.)])[-−]$|(?<!plus or )\bminus[ -]$", re.IGNORECASE)
ARTICLE = re.compile(r"(?<![\w-])(an?|half[ -]an?|one|half)[ \xa0-]$", re.IGNORECASE)
PREFIX_REACH = 14  # characters of the longest sign before a number: "magnitude of"


class AtomReader:
    """Reads the single number at a character."""

    def __init__(self, tables: Tables, units: UnitReader) -> None:
        self.tables, self.units = tables, units

    def read(self, text: str, position: int, *, after_connector: bool) -> Amount | None:
        """Read a number; one after a connector may stand right behind a letter or a dash."""
        start, unit, currency = position, None, False
        window = text[max(0, position - PREFIX_REACH) : position]
        if (sign := self.tables.prefix_pattern.search(window)) is not None:
            start, unit = position - len(window) + sign.start(), self.tables.prefixes[sign[1]]
            currency = self.tables.units[unit].dimension == "money"
        negative = None if after_connector else MINUS.search(text[max(0, position - 16) : position])
        if negative:
            start = position - len(negative[0])
        if not after_connector and _is_glued(text, start):
            return None
        numeral = read_numeral(text, position, money=currency)
        if numeral is None:
            return None
        value, first = numeral.value, numeral.start
        if numeral.form != "digits" and (article := ARTICLE.search(text[max(0, first - 8) : first])):
            start = first = _with_article(text, first, article)
        found = Amount(start, numeral.end, first, numeral.end, value, value, numeral.form, unit, numeral.scale)
        found.currency = currency
        if negative:
            found.lower = found.upper = -value
        self.units.read(text, found)
        if not _ends_well(text, found.end):
            return None
        return found


def _is_glued(text: str, start: int) -> bool:
    """Tell whether a number is the tail of a name: "Hwasong-17", "K9", "COVID-19", "3888-2"."""
    if start == 0:
        return False
    before = text[start - 1]
    if before.isalnum() or before in "_#@":
        return True
    if before in "-‐‑–/.:,":
        return not PREFIXES.search(text[max(0, start - 9) : start])
    return False


def _ends_well(text: str, end: int) -> bool:
    """Tell whether what follows a number leaves it one: not "5th", "2010s", "3G", "10:30", "1.2.3"."""
    if end >= len(text):
        return True
    after = text[end]
    if after.isalpha():
        return False
    return not (after in ":./’'" and end + 1 < len(text) and text[end + 1].isdigit())


def _with_article(text: str, first: int, article: re.Match[str]) -> int:
    """Begin at the article that belongs to a number: "a hundred", "half a million"."""
    return first - len(article[0]) if article[1].lower() in ("a", "an") else first
