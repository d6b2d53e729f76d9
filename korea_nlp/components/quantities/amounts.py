"""Reading amounts off the text: currency, number, magnitude, unit, range and the words that bound them.

Works on characters, so that it does not matter whether "155mm" or "10,000-12,000" came as one token or as three.
"""

import re

from korea_nlp.components.quantities.amount import Amount
from korea_nlp.components.quantities.modifiers import ModifierReader
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.numerals import MAGNITUDES, PARTS, read_numeral

PREFIXES = re.compile(
    r"(?<!\w)(?:sub|minus|pre|then|over|under|roughly|nearly|about|some|to|a|the|of)[-‑–]$", re.IGNORECASE
)
MINUS = re.compile(r"(?<!covid )(?<![\w,.)])[-−]$|(?<!plus or )\bminus[ -]$", re.IGNORECASE)
CONNECTOR = re.compile(r"[-,]?[ \xa0-](?:(?:up |down )?to|or|and|through|until)\b[ \xa0-]{0,2}|[-‐‑–−/]", re.IGNORECASE)
FAR_TO = re.compile(r" [a-z]+ (to) ", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:between|from)[ \xa0](?:the ages? of |\w+ )?$", re.IGNORECASE)
PER = re.compile(
    r"[ -]?(?:/|per[ -]|an? |a-|each |every )([a-z][a-z.]*(?: (?:foot|feet|metre|meter|mile)s?\b)?)", re.IGNORECASE
)
LATER = re.compile(r" (?:earlier|ago|later|before|after|from|on|prior)\b", re.IGNORECASE)
PART_OF = re.compile(r" of an? (?:us )?", re.IGNORECASE)
PER_ANY = re.compile(r"[ -]?(?:/|per[ -])", re.IGNORECASE)
AGE = re.compile(r"[ -]?(year|month|week|day)s?[ -]olds?\b|[ -]years? of age\b", re.IGNORECASE)
ABROAD = re.compile(r" ?(?:US|U\.S\.|USD)(?!\w)")
TEMPERATURE = re.compile(r"[ -]?degrees?[ -](celsius|centigrade|fahrenheit|c|f)(?!\w)", re.IGNORECASE)
ARTICLE = re.compile(r"(?<![\w-])(an?|half[ -]an?|one|half)[ \xa0-]$", re.IGNORECASE)
RATIO = re.compile(r" (?:in|out of) (?:every )?([a-z]+|\d{1,3})(?![\w,.]\d)\b", re.IGNORECASE)
CLOCK = re.compile(r" ?p\.? ?m\b", re.IGNORECASE)
HALF_MORE = re.compile(r" and a half\b", re.IGNORECASE)
FOLD = re.compile(r"-?fold\b", re.IGNORECASE)
FAR_APART = 1.5  # two figures further apart than this are no guess at one
PREFIX_REACH = 14  # characters of the longest sign before a number: "magnitude of"
PART_ARTICLE = re.compile(r"(?<!\w)(?:an?|one)[ -]$", re.IGNORECASE)
DIVIDED = frozenset({"index", "percent", "length", "mass", "volume"})


class AmountReader:
    """Reads the amount at a character."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.modifiers = ModifierReader(tables)

    def read(self, text: str, position: int) -> Amount | None:
        """Read the amount whose number begins at a character: range, unit and modifiers and all."""
        first = self._atom(text, position, after_connector=False)
        if first is None:
            return None
        found = self._join(text, first)
        if found is None:
            return None
        self.finish(text, found)
        return found

    def share(self, text: str, start: int, end: int) -> Amount | None:
        """Read a share in words and the unit that it is of: "a third", "a quarter of a percentage point"."""
        found = self._part_unit(text, start, end) or read_share(text, start, end)
        if found is not None and found.unit is None:
            self._unit(text, found)
        if found is not None:
            self.finish(text, found)
        return found

    def _part_unit(self, text: str, start: int, end: int) -> Amount | None:
        """Read a part right before its unit: "a quarter point", "a half-mile"."""
        article = PART_ARTICLE.search(text[max(0, start - 4) : start])
        unit = self.tables.word_pattern.match(text, end)
        if article is None or unit is None or text[start:end].lower() not in ("half", "quarter"):
            return None
        name = self.tables.words[unit[1].lower()]
        if unit[1].lower().endswith("s") or self.tables.dimension(name) not in DIVIDED:
            return None
        value = PARTS[text[start:end].lower()]
        begin = start - len(article[0])
        return Amount(begin, unit.end(), begin, end, value, value, "fraction", name)

    def finish(self, text: str, found: Amount) -> None:
        """Read the modifiers around an amount, which may have been made elsewhere."""
        self.modifiers.read(text, found)

    # --- one amount ------------------------------------------------------------------------------------------------

    def _atom(self, text: str, position: int, *, after_connector: bool) -> Amount | None:
        start, unit, currency = position, None, False
        window = text[max(0, position - PREFIX_REACH) : position]
        if (sign := self.tables.prefix_pattern.search(window)) is not None:
            start, unit = position - len(window) + sign.start(), self.tables.prefixes[sign[1]]
            currency = self.tables.units[unit].dimension == "money"
        negative = None if unit or after_connector else MINUS.search(text[max(0, position - 16) : position])
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
        self._unit(text, found)
        if found.unit is None and not _ends_well(text, found.end):
            return None
        return found

    def _unit(self, text: str, found: Amount) -> None:
        """Read the unit after the number, and what it is per."""
        end = found.end
        if age := AGE.match(text, end):
            found.unit, found.age, found.end = (age[1] or "year").lower(), True, age.end()
            return
        if found.unit is None:
            self._plain_unit(text, found)
        elif abroad := ABROAD.match(text, end):  # "$76 US"
            found.end = abroad.end()
        elif found.currency and (word := self.tables.word_pattern.match(text, end)):
            unit = self.tables.words[word[1].lower()]
            if self.tables.units[unit].dimension == "money":  # "US$5 million dollars"
                found.end = word.end()
        if found.unit is not None:
            self._half_more(text, found)
            self.read_per(text, found)

    def _half_more(self, text: str, found: Amount) -> None:
        """Read the half that follows its unit: "a day and a half", "two years and a half"."""
        if half := HALF_MORE.match(text, found.end):
            found.lower, found.upper, found.end = found.lower + 0.5, found.upper + 0.5, half.end()

    def _plain_unit(self, text: str, found: Amount) -> None:
        end = found.end
        if fold := FOLD.match(text, end):
            found.unit, found.relation, found.end = "times", "times", fold.end()
            return
        if degrees := TEMPERATURE.match(text, end):
            found.unit = "fahrenheit" if degrees[1].lower().startswith("f") else "celsius"
            found.end = degrees.end()
            return
        if found.form == "fraction" and (part := PART_OF.match(text, end)):  # "a quarter of a mile"
            end = part.end() - 1
        word = self.tables.word_pattern.match(text, end)
        symbol = self.tables.symbol_pattern.match(text, end) if found.form != "words" else None
        if symbol and (word is None or symbol.end() > word.end()):
            if not _is_safe(text, symbol):
                return
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
            per = self.tables.symbols.get(word) or word.removesuffix("s")
        if per is None or per in ("time", "percent"):
            return
        if (
            not explicit
            and word not in self.tables.group["shared"]
            and self.tables.dimension(per) not in ("time", "volume", "mass")
        ):
            return
        if found.unit is not None and not explicit and not self._recurs(found.unit, per):
            return
        found.unit, found.end = f"{found.unit} per {per}", match.end() - (len(match[1]) - len(match[1].rstrip(".")))

    def _recurs(self, unit: str, per: str) -> bool:
        """Tell whether a unit may be had so often: "15 hours a day", but no "two weeks a day"."""
        if self.tables.dimension(unit) != "time" or unit not in self.tables.units:
            return True
        sizes = [self.tables.units[name].factor for name in (unit, per) if name in self.tables.units]
        return len(sizes) == 2 and None not in sizes and sizes[0] < sizes[1]  # type: ignore[operator]

    # --- ranges ----------------------------------------------------------------------------------------------------

    def _join(self, text: str, first: Amount) -> Amount | None:
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

    def _second(self, text: str, position: int) -> Amount | None:
        sign = self.tables.sign_pattern.match(text, position)
        return self._atom(text, sign.end() if sign else position, after_connector=True)

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


def _is_glued(text: str, start: int) -> bool:
    """Tell whether a number is the tail of a name: "Hwasong-17", "K9", "COVID-19", "3888-2"."""
    if start == 0:
        return False
    before = text[start - 1]
    if before in "-−" and text[max(0, start - 7) : start - 1].lower() == "covid ":
        return True
    if before.isalnum() or before in "_#@":
        return True
    if before in "-‐‑–/.:," and start > 1 and text[start - 2].isalnum():
        return not PREFIXES.search(text[max(0, start - 9) : start]) and before not in ":,"
    return before in ":." and start > 1 and text[start - 2].isdigit()


def _ends_well(text: str, end: int) -> bool:
    """Tell whether what follows a number leaves it one: not "5th", "2010s", "3G", "10:30", "1.2.3"."""
    if end >= len(text):
        return True
    after = text[end]
    if after.isalpha() or after in "_@":
        return False
    return not (
        after in ":./’'" and end + 1 < len(text) and (text[end + 1].isdigit() or text[end + 1 : end + 3] == "s ")
    )


def _is_safe(text: str, symbol: re.Match[str]) -> bool:
    """Tell whether a unit's symbol is one here: a lone letter after a space seldom is."""
    name, spaced = symbol[1], text[symbol.start()] in " \xa0\u202f-"
    if name == "p" and CLOCK.match(text, symbol.start()):  # "7 p.m."
        return False
    if len(name) > 1 or not name.isalpha() or not spaced:
        return True
    return name in "mgpCW" and text[symbol.start()] != "-"


def _shares_scale(first: Amount, second: Amount) -> bool:
    """Tell whether a magnitude at the end counts for both: "two to three thousand", not "500,000 to 1 million"."""
    return first.scale == 1.0 and second.scale in MAGNITUDES.values() and first.lower * second.scale < second.lower


def _is_score(text: str, connector: re.Match[str], word: str) -> bool:
    """Tell whether a dash and digits follow that make no range: "2-2", "555-0199"."""
    return word in ("", "–", "—", "−") and text[connector.end() : connector.end() + 1].isdigit()


def _with_article(text: str, first: int, article: re.Match[str]) -> int:
    """Begin at the article that belongs to a number: "a hundred", "half a million"."""
    return first - len(article[0]) if article[1].lower() in ("a", "an") else first


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
    follows = text[end : end + 8].lower()
    # "a third of the troops" against "a third test", "a quarter of a century", "in a quarter"
    if not follows.startswith((" of ", ".", ",", ";")) or (follows[0] != " " and "quarter" in text[start:end].lower()):
        return None
    value = PARTS[text[start:end].lower()]
    begin = start - len(article[0])
    return Amount(begin, end, begin, end, value, value, "fraction")
