"""Reading one amount off the text: currency, number, magnitude, unit, range and the words that bound them.

Works on characters, so that it does not matter whether "155mm" or "10,000-12,000" came as one token or as three.
"""

import re
from dataclasses import dataclass

from korea_nlp.components.quantities.tables import ModifierRow, Tables
from korea_nlp.numerals import PARTS, Form, read_numeral
from korea_nlp.syntax import Parse

# a single number
PREFIXES = re.compile(
    r"(?<!\w)(?:sub|minus|pre|then|over|under|roughly|nearly|about|some|to|a|the|of)[-‑–]$", re.IGNORECASE
)
MINUS = re.compile(r"(?<!covid )(?<![\w,.)])[-−]$|(?<!plus or )\bminus[ -]$", re.IGNORECASE)
ARTICLE = re.compile(r"(?<![\w-])(an?|half[ -]an?|one|half)[ \xa0-]$", re.IGNORECASE)
PREFIX_REACH = 14  # characters of the longest sign before a number: "magnitude of"
SHARE_OF = re.compile(r"(?<!\w)(?:an?|one)[ -]$", re.IGNORECASE)
# its unit
PER = re.compile(
    r"[ -]?(?:/|per[ -]|an? |a-|each |every )([a-z][a-z.]*(?: (?:foot|feet|metre|meter|mile)s?\b)?)", re.IGNORECASE
)
PER_SYMBOLS = {"h": "hour", "s": "second"}
PER_ANY = re.compile(r"[ -]?(?:/|per[ -])", re.IGNORECASE)
LATER = re.compile(r" (?:earlier|ago|later|before|after|from|on|prior)\b", re.IGNORECASE)
AGE = re.compile(r"[ -]?(year|month|week|day)s?[ -]olds?\b|[ -]years? of age\b", re.IGNORECASE)
AGE_OF = re.compile(r"\bages? of $", re.IGNORECASE)
ABROAD = re.compile(r" ?(?:US|U\.S\.|USD)(?!\w)")
DECADE = re.compile(r"([2-9]0)s\b|(twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies\b", re.IGNORECASE)
DECADES = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")
SOMEBODYS = re.compile(r"\bin (?:his|her|their|our|my|your)(?: (early|mid|late)[ -])? ?$", re.IGNORECASE)
PARTS_OF_TEN = {"": (0, 9), "early": (0, 4), "mid": (4, 6), "late": (5, 9)}
FOLD = re.compile(r"-?fold\b", re.IGNORECASE)
# two numbers
CONNECTOR = re.compile(
    r"[-,]?[ \xa0-](?:(?:up |down )?to|or|and|through|until)\b[ \xa0-]{0,2}|[-‐‑–−/]|[ \xa0]?[~∼〜][ \xa0]?",
    re.IGNORECASE,
)
NEGATIVE = re.compile(r"(?:[-−]|minus )(?=\d)", re.IGNORECASE)
FAR_TO = re.compile(r" [a-z]+ (to) ", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:between|from)[ \xa0](?:the ages? of |\w+ )?$", re.IGNORECASE)
DASHES = ("", "–", "—", "−", "‑", "‐", "/", "~", "∼", "〜")
# the words around them
BACK = 64  # characters before a number in which its modifiers may stand
PLUS = re.compile(r"\+|-plus")
QUOTES = "\"'“”‘’([{"


@dataclass(slots=True)
class Amount:
    """An amount as read off the text; the component adds what the parse tells.

    Attributes:
        start: First character, with currency and modifiers.
        end: The character after the last, with unit.
        first: First character of the number itself.
        last: The character after the number itself.
        lower: The value, or the lower end of a range.
        upper: The upper end of a range, else the same as ``lower``.
    """

    start: int
    end: int
    first: int
    last: int
    lower: float
    upper: float
    form: Form | str
    unit: str | None = None
    scale: float = 1.0
    bound: str = "exact"
    relation: str = "none"
    age: bool = False
    currency: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A Doc as its amounts are read: its text, its parse, and the first character of each token."""

    text: str
    parse: Parse
    starts: list[int]


class AmountReader:
    """Reads the amount at a character."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def read(self, text: str, position: int) -> Amount | None:
        """Read the amount whose number begins at a character: range, unit and modifiers and all."""
        if decade := DECADE.match(text, position):
            return _read_decade(text, position, decade)
        first = self._number(text, position)
        found = self._joined(text, first) if first is not None else None
        if found is None:
            return None
        if AGE_OF.search(text[max(0, found.first - len("ages of ")) : found.first]):
            found.unit, found.age = "year", True
        self.read_modifiers(text, found)
        return found

    def read_share(self, text: str, start: int, end: int) -> Amount | None:
        """Read "a third", "a quarter", "one fifth" that a word such as "third" ends, where a share is meant."""
        article = SHARE_OF.search(text[max(0, start - 4) : start])
        # "a third of the troops" against "a third test"
        if article is None or not text.startswith((" of ", ".", ",", ";"), end):
            return None
        begin, value = start - len(article[0]), PARTS[text[start:end].lower()]
        found = Amount(begin, end, begin, end, value, value, "fraction")
        self.read_modifiers(text, found)
        return found

    # --- a single number: "-5", "$4.6 million", "half a mile" ------------------------------------------------------

    def _number(self, text: str, position: int, *, after_connector: bool = False) -> Amount | None:
        """Read a number and its unit; one after a connector may stand right behind a letter or a dash."""
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
        value, first = -numeral.value if negative else numeral.value, numeral.start
        if numeral.form != "digits" and (article := ARTICLE.search(text[max(0, first - 8) : first])):
            if article[1].lower() in ("a", "an"):  # "a hundred"
                first -= len(article[0])
            start = first
        found = Amount(start, numeral.end, first, numeral.end, value, value, numeral.form, unit, numeral.scale)
        found.currency = currency
        self._unit(text, found)
        return found if _ends_well(text, found.end) else None

    def _unit(self, text: str, found: Amount) -> None:
        """Read the unit after a number, and what it is per."""
        end = found.end
        if age := AGE.match(text, end):
            found.unit, found.age, found.end = (age[1] or "year").lower(), True, age.end()
            return
        if found.unit is not None:
            if abroad := ABROAD.match(text, end):  # "$76 US"
                found.end = abroad.end()
        elif fold := FOLD.match(text, end):
            found.unit, found.relation, found.end = "times", "times", fold.end()
        elif found.form != "words" and (symbol := self.tables.symbol_pattern.match(text, end)):
            found.unit, found.end = self.tables.symbols[symbol[1]], symbol.end()
        elif word := self.tables.word_pattern.match(text, end):
            found.unit, found.end = self.tables.words[word[1].lower()], word.end()
        if found.unit is not None:
            self.read_per(text, found)

    def read_per(self, text: str, found: Amount) -> None:
        """Read "per second", "a day", "/share" after a unit: "6,000 a day", "$14.95 a month"."""
        match = PER.match(text, found.end)
        if match is None:
            return
        if text[found.end] != "/" and LATER.match(text, match.end()):  # "from $6 billion a year earlier"
            return
        word = match[1].lower().rstrip(".")
        per = self.tables.words.get(word)
        if per is None and (PER_ANY.match(text, found.end) or word in self.tables.group["shared"]):
            # "km/s", "$3 a share", "9 tons per worker"
            per = PER_SYMBOLS.get(word) or word.removesuffix("s")
        if per is not None:  # not "the 5 km a ship went"
            found.unit, found.end = f"{found.unit} per {per}", match.start(1) + len(word)

    # --- two numbers that make one amount: "10,000 to 12,000", "between two and three thousand" --------------------

    def _joined(self, text: str, first: Amount) -> Amount | None:
        """Join an amount with the one that a connector ties to it; None where they are no amounts: "2-2"."""
        opened = BETWEEN.search(text[max(0, first.start - 24) : first.start])
        connector = CONNECTOR.match(text, first.end)
        if connector is None and opened:
            connector = FAR_TO.match(text, first.end)  # "from 21 mpg combined to 23"
        if connector is None:
            return first
        word = connector[0].strip(" \xa0-,").lower()
        if word == "and" and not opened:
            return first
        minus = NEGATIVE.match(text, connector.end())
        sign = self.tables.sign_pattern.match(text, connector.end())
        second = self._number(text, (minus or sign or connector).end(), after_connector=True)
        if second is None:
            return first
        if first.lower < 0 and (minus or connector[0].endswith(" -")):  # "-15 to -7 degrees"
            second.lower, second.upper = -second.lower, -second.upper
        before = text[max(0, first.start - 16) : first.start]
        if word.endswith("to") and first.unit and self.tables.moved_pattern.search(before):
            return first  # "gained $12.40 to $2,045.10": by how much, and to what
        if not _fit(first, second, word, opened is not None):
            return None if word in DASHES and first.unit is None else first
        if first.lower * second.scale < second.lower:  # "two to three thousand", not "500,000 to 1 million"
            first.lower *= second.scale
        low, high = sorted((first.lower, second.lower))
        start = first.start - (len(opened[0]) if opened and opened[0].lower().startswith("between") else 0)
        unit = second.unit or first.unit
        joined = Amount(start, second.end, first.first, second.last, low, high, first.form, unit, second.scale)
        joined.age = second.age
        return joined

    # --- the words around a number: "at least", "some", "or more", "another" ---------------------------------------

    def read_modifiers(self, text: str, found: Amount) -> None:
        """Read the modifiers before and after an amount into it."""
        self._bound_before(text, found)
        self._bound_after(text, found)

    def _bound_before(self, text: str, found: Amount) -> None:
        """Take in the modifiers before an amount, from the right: "at least another", "only about"."""
        while True:
            line = text[max(0, found.start - BACK) : found.start].rpartition("\n")[2]
            stripped = line.rstrip(" \xa0\"“'‘(-‑")
            row, size = self._modifier(stripped.lower().split())
            if row is not None and row.bound == "more_than" and found.lower == 1 and text.startswith(" of ", found.end):
                return  # "laboured over one of the speeches"
            if row is None or not _apply(found, row.bound, row.relation):
                return
            found.start -= len(line) - _phrase_start(stripped, size)

    def _modifier(self, words: list[str]) -> tuple[ModifierRow | None, int]:
        """Return the longest modifier that ends some words, and how many words it has."""
        articles = len(words) > 1 and words[-1] in ("a", "an")  # "about a three-week hiatus"
        for skipped in range(2 if articles else 1):
            tail = words[:-skipped] if skipped else words
            for size in range(min(6, len(tail)), 0, -1):
                row = self.tables.before.get((tail[-size].lstrip(QUOTES), *tail[len(tail) - size + 1 :]))
                if row is not None:
                    return row, size + skipped
        return None, 0

    def _bound_after(self, text: str, found: Amount) -> None:
        """Take in a modifier after an amount: "or so", "or more", "more"."""
        tail = text[found.end : found.end + 24].lower()
        if plus := PLUS.match(tail):  # "500+ drones"
            _apply(found, "at_least", "none")
            found.end += plus.end()
            return
        if not tail.startswith((" ", "-odd", "-ish")) or tail.startswith(" more than"):
            return
        words = [word.rstrip(",.;:") for word in tail.replace("-", " -").split()[:3]]
        for size in range(len(words), 0, -1):
            row = self.tables.after.get(tuple(words[:size]))
            whole = re.match(r"\s*" + r"\s+".join(map(re.escape, words[:size])), tail)
            if row is not None and whole is not None:
                if _apply(found, row.bound, row.relation):
                    found.end += whole.end()
                return


def _read_decade(text: str, position: int, decade: re.Match[str]) -> Amount | None:
    """Read an age told by its ten years: "in his 30s", "in her late twenties"."""
    owner = SOMEBODYS.search(text[max(0, position - 16) : position])
    if owner is None:
        return None
    tens = int(decade[1]) if decade[1] else 10 * DECADES.index(decade[2].lower()) + 20
    low, high = PARTS_OF_TEN[(owner[1] or "").lower()]
    start = position - len(owner[1]) - 1 if owner[1] else position
    end = decade.end()
    return Amount(start, end, position, end, tens + low, tens + high, "digits", "year", bound="approximate", age=True)


def _is_glued(text: str, start: int) -> bool:
    """Tell whether a number is the tail of a name: "Hwasong-17", "K9", "COVID-19", "3888-2"."""
    before = text[start - 1] if start else " "
    if before in "-‐‑–/.:,":
        return not PREFIXES.search(text[max(0, start - 9) : start])
    return before.isalnum() or before in "_#@"


def _ends_well(text: str, end: int) -> bool:
    """Tell whether what follows a number leaves it one: not "5th", "2010s", "3G", "10:30", "1.2.3"."""
    after = text[end : end + 2]
    return not (after[:1].isalpha() or (after[:1] in tuple(":./’'") and after[1:].isdigit()))


def _fit(first: Amount, second: Amount, word: str, opened: bool) -> bool:
    """Tell whether two amounts may be the ends of one range."""
    if first.unit and second.unit and first.unit.partition(" ")[0] != second.unit.partition(" ")[0]:
        return False
    if first.unit and not second.unit and not (first.currency or opened):  # "rose 64 points to 4,577"
        return False
    return first.lower < second.lower or (opened and word not in ("or", "and", *DASHES))


def _apply(found: Amount, bound: str, relation: str) -> bool:
    """Take a modifier into an amount, unless it is bounded otherwise already."""
    if relation != "none":
        found.relation = relation
    if bound != "exact":
        if found.bound != "exact" and not found.vague:
            return bound in (found.bound, "approximate")
        found.bound, found.vague = bound, False
    return True


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
