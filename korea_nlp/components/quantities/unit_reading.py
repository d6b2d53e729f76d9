"""The unit after a number, and what it is per: "km", "°C", "-year-old", "$5 a month"."""

import re

from korea_nlp.components.quantities.amount import Amount
from korea_nlp.components.quantities.tables import Tables

PER = re.compile(
    r"[ -]?(?:/|per[ -]|an? |a-|each |every )([a-z][a-z.]*(?: (?:foot|feet|metre|meter|mile)s?\b)?)", re.IGNORECASE
)
LATER = re.compile(r" (?:earlier|ago|later|before|after|from|on|prior)\b", re.IGNORECASE)
PER_ANY = re.compile(r"[ -]?(?:/|per[ -])", re.IGNORECASE)
AGE = re.compile(r"[ -]?(year|month|week|day)s?[ -]olds?\b|[ -]years? of age\b", re.IGNORECASE)
ABROAD = re.compile(r" ?(?:US|U\.S\.|USD)(?!\w)")
HALF_MORE = re.compile(r" and a half\b", re.IGNORECASE)
FOLD = re.compile(r"-?fold\b", re.IGNORECASE)


class UnitReader:
    """Reads the unit after the number of an amount into it."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def read(self, text: str, found: Amount) -> None:
        """Read the unit after the number, and what it is per."""
        end = found.end
        if age := AGE.match(text, end):
            found.unit, found.age, found.end = (age[1] or "year").lower(), True, age.end()
            return
        if found.unit is None:
            self._plain_unit(text, found)
        elif abroad := ABROAD.match(text, end):  # "$76 US"
            found.end = abroad.end()
        if found.unit is not None:
            self.read_per(text, found)

    def _plain_unit(self, text: str, found: Amount) -> None:
        end = found.end
        if fold := FOLD.match(text, end):
            found.unit, found.relation, found.end = "times", "times", fold.end()
            return
        word = self.tables.word_pattern.match(text, end)
        symbol = self.tables.symbol_pattern.match(text, end) if found.form != "words" else None
        if symbol:
            found.unit, found.end = self.tables.symbols[symbol[1]], symbol.end()
        elif word:
            found.unit, found.end = self.tables.words[word[1].lower()], word.end()

    def read_per(self, text: str, found: Amount) -> None:
        """Read "per second", "a day", "/share" after a unit: "6,000 a day", "$14.95 a month"."""
        match = PER.match(text, found.end)
        if match is None or LATER.match(text, match.end()):  # "from $6 billion a year earlier"
            return
        word = match[1].lower().rstrip(".")
        explicit = PER_ANY.match(text, found.end) is not None
        per = self.tables.words.get(word)
        if per is None and (explicit or word in self.tables.group["shared"]):
            per = word.removesuffix("s")  # "$3 a share", "9 tons per worker"
        if per is None:
            return  # "the 5 km a ship went"
        found.unit, found.end = f"{found.unit} per {per}", match.end() - (len(match[1]) - len(match[1].rstrip(".")))
