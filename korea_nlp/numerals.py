"""The text of a number → its value: digits, number words, magnitudes, fractions. Knows nothing of units or tokens."""

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
MAGNITUDES = {"thousand": 1e3, "lakh": 1e5, "crore": 1e7, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SCALES = {"dozen": 12.0, "hundred": 100.0, **MAGNITUDES}
SHORT_SCALES = {"k": 1e3, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9}
SHORT_SCALES |= dict.fromkeys(("tn", "trn", "tln", "trln"), 1e12)
KOREAN_SCALES = {"eok": 1e8, "jo": 1e12}  # before another number or "won"
LETTER_SCALES = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}  # 'm' may be metres: read with money, or before a plural
PARTS = {
    "half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4, "quarters": 1 / 4,
    "fourth": 1 / 4, "fourths": 1 / 4, "fifth": 1 / 5, "fifths": 1 / 5, "sixth": 1 / 6, "sixths": 1 / 6,
    "seventh": 1 / 7, "sevenths": 1 / 7, "eighth": 1 / 8, "eighths": 1 / 8, "ninth": 1 / 9, "ninths": 1 / 9,
    "tenth": 1 / 10, "tenths": 1 / 10,
}  # fmt: skip
DENOMINATORS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32, 64, 100, 128, 1000})  # not 11: "9/11"
VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
MAX_DIGITS = 40

Form = Literal["digits", "words", "fraction"]

_DECIMAL_COMMA = re.compile(  # "1,5 km", "2,75 percent", and "1.234.567": as in much of Europe
    r"(\d{1,3}),(\d{1,2})(?!\d|,\d)(?=[ \xa0]?(?:%|percent\b|per cent\b|(?:thou|m|b|tr)\w*(?:and|ion)\b|[kcm]m\b|kg\b"
    r"|\w*met(?:re|er)s?\b|tonn?e?s?\b|degrees\b))"
)
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?![\d.]*\d)")
_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:[ \xa0\u202f]\d{3})+(?![\d,])|\d+)(?:\.\d+)?|\.\d+")
_GROUPING = str.maketrans("", "", ", \xa0\u202f")
_FRACTION = re.compile(r"(\d{1,3}) ?[/⁄] ?(\d{1,4})(?![\d/⁄])")
_MIXED = re.compile(rf"[ \xa0-](\d{{1,3}})[/⁄](\d{{1,4}})(?![\d/⁄])|[ \xa0]?([{VULGAR}])")
_SCALE_NAMES = "|".join(SCALES)
_SCALE = re.compile(rf"[ \xa0\u202f-]?({_SCALE_NAMES})\b", re.IGNORECASE)
_SHORT = re.compile(r"[ \xa0\u202f]?(mn|mln|bn|bln|tn|trn|tln|trln)\b|k(?![\w-])", re.IGNORECASE)
_KOREAN = re.compile(r" (eok|jo)(?= (?:won|\d+ eok)\b)", re.IGNORECASE)
_LETTER = re.compile(r"[ \xa0]?([kmbt])(?!\w)", re.IGNORECASE)
_PLURAL = re.compile(
    r" (?:[a-z-]{3,} )?(?!across|this|has|was|his|less|plus|towards)(?:[a-z-]{3,}s|people|men|women)\b"
)
_QUARTERS = re.compile(r"\b(?:last|past|next|first|previous|coming|consecutive|straight|of) $", re.IGNORECASE)
_DIGIT_WORDS = "|".join(word for word, value in SMALL.items() if value < 10)
_POINT = re.compile(rf" point((?: (?:{_DIGIT_WORDS}))+)\b", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")
_GAP = re.compile(r"[ \xa0\u202f\u2010\u2011-]{1,2}")
_AND_PART = re.compile(r" and (?:a|one)[ -](half|quarter|third)\b", re.IGNORECASE)
_ARTICLE_SCALE = re.compile(rf"an? ({_SCALE_NAMES})\b", re.IGNORECASE)
_HALF_SCALE = re.compile(rf"(half|quarter)(?: an?|-an?| of an?|) ?-?({_SCALE_NAMES})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it stands in a text.

    Attributes:
        start: First character.
        end: The character after the last, magnitude included.
        value: What it is worth, magnitude included.
        form: Written in digits, in words, or as a fraction of something.
        scale: The magnitude that it carries: 1e6 of "3 million", else 1.
    """

    start: int
    end: int
    value: float
    form: Form
    scale: float = 1.0


def to_value(text: str) -> float | None:
    """Return what a text is worth that is one number and nothing else, or None.

    Example:
        >>> to_value("2.5 million"), to_value("twenty-three"), to_value("3½"), to_value("Seoul")
        (2500000.0, 23.0, 3.5, None)
    """
    stripped = text.strip()
    found = read_numeral(stripped, 0, money=True)
    return found.value if found is not None and found.end == len(stripped) else None


def read_numeral(text: str, start: int, *, money: bool = False) -> Numeral | None:
    """Read the number that begins at a character.

    Args:
        text: Any text.
        start: Where the number begins.
        money: A currency stands before it, so that a letter after it is a magnitude ("$5m").

    Example:
        >>> read_numeral("about two and a half million", 6)
        Numeral(start=6, end=28, value=2500000.0, form='words', scale=1000000.0)
    """
    if start >= len(text):
        return None
    first = text[start]
    if first.isdecimal() or first == ".":
        return _read_digits(text, start, money)
    if first in VULGAR:
        return Numeral(start, start + 1, unicodedata.numeric(first), "fraction")
    return _read_words(text, start) if first.isalpha() else None


def _read_digits(text: str, start: int, money: bool) -> Numeral | None:
    if fraction := _FRACTION.match(text, start):
        share = _share(fraction[1], fraction[2])
        if share is not None:
            return Numeral(start, fraction.end(), share, "fraction")
    found = _plain_digits(text, start)
    if found is None:
        return None
    value, end = found
    if mixed := _MIXED.match(text, end):
        part = unicodedata.numeric(mixed[3]) if mixed[3] else _share(mixed[1], mixed[2])
        if part is not None and value.is_integer():
            value, end = value + part, mixed.end()
    scale, end = _read_scale(text, end, money)
    if half := _AND_PART.match(text, end):
        value, end = value + PARTS[half[1].lower()], half.end()
        if scale == 1.0:  # "2 and a half million"
            scale, end = _read_scale(text, end, money)
    value, end = _read_rest(text, value * scale, scale, end)
    value = float(f"{value:.15g}")  # 16.6 billion, not 16,600,000,000.000002
    return Numeral(start, end, value, "digits", scale) if math.isfinite(value) else None


def _plain_digits(text: str, start: int) -> tuple[float, int] | None:
    """Return what digits are worth by themselves, and where they end."""
    if comma := _DECIMAL_COMMA.match(text, start):
        return float(f"{comma[1]}.{comma[2]}"), comma.end()
    if dotted := _DOTTED.match(text, start):
        return float(dotted[0].replace(".", "")), dotted.end()
    digits = _DIGITS.match(text, start)
    if digits is None or digits.end() - start > MAX_DIGITS:
        return None
    return float(digits[0].translate(_GROUPING)), digits.end()


def _read_rest(text: str, value: float, scale: float, end: int) -> tuple[float, int]:
    """Add what stands in smaller magnitudes: "1 trillion 200 billion", "3 jo 400 eok"."""
    while scale > 1e3 and text.startswith(" ", end) and text[end + 1 : end + 2].isdecimal():
        rest = _plain_digits(text, end + 1)
        smaller, stop = _read_scale(text, rest[1], False) if rest else (1.0, end)
        if rest is None or smaller == 1.0 or rest[0] * smaller >= scale:
            break
        value, scale, end = value + rest[0] * smaller, smaller, stop
    return value, end


def _share(above: str, below: str) -> float | None:
    """Read "1/16"; None for what only looks like a fraction ("9/11", "24/7")."""
    numerator, denominator = int(above), int(below)
    return numerator / denominator if 0 < numerator < denominator and denominator in DENOMINATORS else None


def _read_scale(text: str, end: int, money: bool) -> tuple[float, int]:
    """Return the magnitude that begins at a character, and where it ends; magnitudes multiply ("a hundred million")."""
    scale = 1.0
    while found := _SCALE.match(text, end):
        scale, end = scale * SCALES[found[1].lower()], found.end()
        if scale > 1e15:
            break
    if scale > 1.0:
        return scale, end
    if found := _SHORT.match(text, end):
        return SHORT_SCALES[(found[1] or "k").lower()], found.end()
    if found := _KOREAN.match(text, end):
        return KOREAN_SCALES[found[1].lower()], found.end()
    found = _LETTER.match(text, end)
    # "12.3m tonnes", "8 B people" against "37m high": a plural follows the million
    if found and (money or (found[1] in "mMbB" and _PLURAL.match(text, found.end()))):
        return LETTER_SCALES[found[1].lower()], found.end()
    return 1.0, end


def _read_words(text: str, start: int) -> Numeral | None:
    word = _WORD.match(text, start)
    if word is None:
        return None
    first = word[0].lower()
    if first in ("a", "an") and (found := _ARTICLE_SCALE.match(text, start)):
        scale = SCALES[found[1].lower()]
        more, end = _read_scale(text, found.end(), False)
        scale, share = scale * more, 1.0
        if half := _AND_PART.match(text, end):  # "a billion and a half"
            share, end = 1.0 + PARTS[half[1].lower()], half.end()
        return Numeral(start, end, scale * share, "words", scale)
    if first in ("half", "quarter") and (found := _HALF_SCALE.match(text, start)):
        scale = SCALES[found[2].lower()]
        return Numeral(start, found.end(), PARTS[first] * scale, "words", scale)
    if first == "half":
        return Numeral(start, word.end(), 0.5, "fraction")
    return _read_group(text, word, first) if first in SMALL else None


def _read_group(text: str, word: re.Match[str], first: str) -> Numeral | None:
    """Read number words from the first on: "two hundred and five thousand", "twenty-three", "two-thirds"."""
    total, current, last, scale, end = 0.0, float(SMALL[first]), SMALL[first], 1.0, word.end()
    limit = 1e15
    while (step := _next_word(text, end)) is not None:
        name, begin, stop = step
        if name in SMALL and _continues(last, SMALL[name]):
            current, last = current + SMALL[name], SMALL[name]
        elif name in ("hundred", "dozen") and 0 < current < 100:
            current, last, scale = current * SCALES[name], 100, SCALES[name]
        elif name in MAGNITUDES and current > 0 and MAGNITUDES[name] < limit:
            limit = scale = MAGNITUDES[name]
            total, current, last = total + current * scale, 0.0, 1000
        elif name in PARTS and name != "half" and total == 0 and last < 20 and text[begin - 1] in " -‐‑":
            if (last == 1) == name.endswith("s") or current >= 20:
                break
            if name == "quarters" and _QUARTERS.search(text[max(0, word.start() - 12) : word.start()]):
                break  # "in the last two quarters"
            # "one-third", "two thirds": a share, where "a third test" is a place in a row
            return Numeral(word.start(), stop, current * PARTS[name], "fraction")
        else:
            break
        end = stop
    if point := _POINT.match(text, end):  # "five point five"
        digits = "".join(str(SMALL[digit]) for digit in point[1].lower().split())
        scale, end = _read_scale(text, point.end(), False)
        total, current = total * scale, float(f"{current:.0f}.{digits}") * scale
    elif half := _AND_PART.match(text, end):
        scale, end = _read_scale(text, half.end(), False)
        total, current = total * scale, (current + PARTS[half[1].lower()]) * scale
    return Numeral(word.start(), end, total + current, "words", scale)


def _next_word(text: str, end: int) -> tuple[str, int, int] | None:
    """Return the next word and its place, over a hyphen or space and over the "and" of "two hundred and five"."""
    gap = _GAP.match(text, end)
    word = _WORD.match(text, gap.end()) if gap else None
    if word is None:
        return None
    if word[0].lower() == "and":
        before = _WORD.search(text[max(0, end - 8) : end].rsplit(" ", 1)[-1])
        gap = _GAP.match(text, word.end())
        word = _WORD.match(text, gap.end()) if gap else None
        if word is None or before is None or before[0].lower() not in ("hundred", "thousand", "million"):
            return None
        if word[0].lower() not in SMALL:
            return None
    return word[0].lower(), word.start(), word.end()


def _continues(last: int, value: int) -> bool:
    """Tell whether a small number goes on from the one before: "twenty" "three", "hundred" "five"."""
    return last >= 100 or (20 <= last < 100 and last % 10 == 0 and 0 < value < 10)
