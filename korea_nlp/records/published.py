"""Dates of publication, as people, spreadsheets and scrapers write them → ISO 8601."""

import re
from datetime import date, datetime

from korea_nlp.errors import ArticleError

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NONE = frozenset(("", "nat", "nan", "none", "null", "<na>"))  # an empty cell, as tables write it out
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\.?"
_NTH = r"(?:st|nd|rd|th)?"
# "January 24, 2025 Friday", "Fri, 24 Jan 2025", "24-Jan-2025", "2025년 1월 24일", "2025. 1. 24.", "20250124"
DATES = (
    re.compile(rf"(?:{_WEEKDAY},?\s+)?{_MONTH}\s+(?P<day>\d{{1,2}}){_NTH},?\s+(?P<year>\d{{4}})(?!\d)", re.IGNORECASE),
    re.compile(
        rf"(?:{_WEEKDAY},?\s+)?(?P<day>\d{{1,2}}){_NTH}(?:\s+of)?[\s-]+{_MONTH}[\s,-]+(?P<year>\d{{4}})(?!\d)",
        re.IGNORECASE,
    ),
    re.compile(r"(?P<year>\d{4})\s*년\s*(?P<month>\d{1,2})\s*월\s*(?P<day>\d{1,2})\s*일"),
    re.compile(r"(?P<year>\d{4})(?P<mark>[-/.])\s?(?P<month>\d{1,2})(?P=mark)\s?(?P<day>\d{1,2})(?!\d)\.?"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?=T|\d{6}(?!\d)|(?!\d))"),
)
MONTH = re.compile(rf"{_MONTH},?\s+(?P<year>\d{{4}})|(?P<of>\d{{4}})\s*년\s*(?P<number>\d{{1,2}})\s*월", re.IGNORECASE)
SLASHED = re.compile(r"(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)")
ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
# What may stand after the day: a weekday, a time of day, a zone; "T093000Z", "(금) 오전 10:15", "10:15:00 +0900 (KST)".
REST = re.compile(
    rf"[\s,]*(?:\(?(?:{_WEEKDAY}|[월화수목금토일](?:요일)?)\)?)?[\s,]*"
    r"(?:T?\s*(?:오전|오후)?\s*(?:\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?|\d{4}(?:\d\d)?)\s*(?:[ap]\.?m\.?)?)?"
    r"\s*(?:Z|[A-Z]{2,4})?\s*(?:[+-]\d\d:?(?:\d\d)?)?\s*(?:\([A-Z]{2,4}\))?",
    re.IGNORECASE,
)
TIME = re.compile(r"[T ]\d.*")
SERIAL = re.compile(r"[34]\d{4}(\.\d+)?")  # days since 1900, by which spreadsheets count those of 1982 to 2036


def read_published(value: object) -> str | None:
    """Return a date of publication in ISO 8601; None where none is told.

    An ISO date keeps the time after it. Of other forms the day is kept; a day that could be either of two is refused.

    Args:
        value: A ``date``, a ``datetime`` (also of pandas or numpy), a text, or a whole number such as 20250124.

    Raises:
        ArticleError: It tells no date; says what it found.

    Example:
        >>> read_published(" 2025-01-24T09:30Z"), read_published("24 Jan 2025"), read_published(20250124)
        ('2025-01-24T09:30Z', '2025-01-24', '2025-01-24')
        >>> read_published("25/01/2025"), read_published("2025년 1월"), read_published("NaT")
        ('2025-01-25', '2025-01', None)
    """
    if value is None or value != value:  # NaN and NaT are not what they are
        return None
    if isinstance(value, date):
        midnight = isinstance(value, datetime) and not (value.tzinfo or value.hour or value.minute or value.second)
        return value.isoformat()[:10] if midnight else value.isoformat()
    if isinstance(value, float) and value.is_integer():  # a column of pandas in which a number is missing
        value = int(value)
    words = str(value).strip() if isinstance(value, str | int) or type(value).__name__ == "datetime64" else None
    if words is None or isinstance(value, bool):
        raise ArticleError(f"published is {value!r:.60}; write a date such as 2025-01-24.")
    if words.lower() in NONE:
        return None
    iso = ISO.match(words)
    if iso and (REST.fullmatch(words, iso.end()) if iso[2] else iso.end() == len(words)):
        if _exists(*map(int, iso[0].split("-"))):
            return words if TIME.fullmatch(words, iso.end()) else iso[0]
    elif (found := leading_date(words)) and REST.fullmatch(words, found[1]):
        return found[0]
    raise ArticleError(f"published is {words!r:.60}{_why(words)}; write a date such as 2025-01-24.")


def leading_date(words: str) -> tuple[str, int] | None:
    """Return the ISO date that words start with and where it ends; a month where they tell no day, and nothing else.

    Example:
        >>> leading_date("January 24, 2025 Friday"), leading_date("Jan 2025")
        (('2025-01-24', 16), ('2025-01', 8))
    """
    for pattern in DATES:
        if found := pattern.match(words):
            return _day(int(found["year"]), _number(found["month"]), int(found["day"]), found.end())
    if found := SLASHED.match(words):
        first, second = int(found["first"]), int(found["second"])
        if first > 12 or first == second:  # "25/01/2025"; "01/25/2025" the other way round, "03/04/2025" neither
            return _day(int(found["year"]), second, first, found.end())
        return _day(int(found["year"]), first, second, found.end()) if second > 12 else None
    if found := MONTH.fullmatch(words):
        year, month = int(found["year"] or found["of"]), _number(found["month"] or found["number"])
        return (f"{year:04}-{month:02}", found.end()) if 1 <= month <= 12 else None
    return None


def _day(year: int, month: int, day: int, end: int) -> tuple[str, int] | None:
    return (f"{year:04}-{month:02}-{day:02}", end) if _exists(year, month, day) else None


def _exists(year: int, month: int = 1, day: int = 1) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def _number(month: str) -> int:
    return int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1


def _why(words: str) -> str:
    """Return what is wrong with a date, where that can be told."""
    found = SLASHED.match(words)
    if found and int(found["first"]) <= 12 and int(found["second"]) <= 12:
        return ", of which the month may be either number"
    if SERIAL.fullmatch(words):
        return ", the number of a spreadsheet's day; format the column as dates"
    return ""
