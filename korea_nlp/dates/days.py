"""Arithmetic of days, calendar units and named days."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from korea_nlp.errors import LexiconError

Unit = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade"]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ISO_DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)")
RULE = re.compile(
    r"(?P<year>\d{4})-(?P<m0>\d\d)-(?P<d0>\d\d)|(?P<m1>\d\d)-(?P<d1>\d\d)"
    r"|(?P<m2>\d\d)-(?:(?P<w3>[a-z]{3})>)?(?P<n2>\d|last)(?P<w2>[a-z]{3})"
    r"|easter(?P<easter>[+-]\d+)?|lunar (?P<lunar>[a-z ]+)"
)


@dataclass(frozen=True, slots=True)
class Interval:
    """The first and the last day of a time, and the unit that it names.

    Example:
        >>> str(unit_of(date(2024, 2, 7), "month").last)
        '2024-02-29'
    """

    first: date
    last: date
    grain: str


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A row of ``calendar.csv``: a day with a name.

    Attributes:
        name: In small letters.
        rule: ``MM-DD``; ``YYYY-MM-DD`` for a day that has come once; ``11-4thu`` and ``05-lastmon`` for the n-th or
            last such weekday of a month; ``11-fri>4thu`` for the first Friday after it; ``easter``, ``easter-2``;
            ``lunar seollal`` for a name of ``lunar_days.csv``.
        bare: Whether the name stands for the day wherever it stands; else only after a preposition.
        source: Who fixes the day.
    """

    name: str
    rule: str
    bare: bool
    source: str


def read_day(text: object) -> date | None:
    """Read the ISO date that a text starts with; None where it starts with none.

    Example:
        >>> read_day("2025-01-24T09:30:00Z")
        datetime.date(2025, 1, 24)
    """
    found = ISO_DAY.match(str(text))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def unit_of(day: date, unit: str) -> Interval:
    """Return the calendar unit in which a day stands; weeks start on Monday, winter in December."""
    year, month = day.year, day.month
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Interval(monday, monday + timedelta(days=6), unit)
    if unit == "weekend":
        monday = day - timedelta(days=day.weekday())
        return Interval(monday + timedelta(days=5), monday + timedelta(days=6), "duration")
    if unit == "month":
        return months(year, month, 1, unit)
    if unit == "quarter":
        return months(year, (month - 1) // 3 * 3 + 1, 3, unit)
    if unit == "half":
        return months(year, (month - 1) // 6 * 6 + 1, 6, "duration")
    if unit == "season":
        start = month // 3 * 3 or 12
        return months(year - (month < 3), start, 3, unit)
    if unit == "year":
        return months(year, 1, 12, unit)
    if unit == "decade":
        return Interval(date(year // 10 * 10, 1, 1), date(year // 10 * 10 + 9, 12, 31), unit)
    return Interval(day, day, "day")


def months(year: int, month: int, count: int, grain: str) -> Interval:
    """Return a run of months from the first day to the last."""
    index = year * 12 + month - 2 + count
    last_year, last_month = index // 12, index % 12 + 1
    return Interval(date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1]), grain)


def moved(day: date, count: int, unit: str) -> date:
    """Move a day by units; a day that the target month lacks becomes its last."""
    if unit in ("day", "week", "weekend"):
        return day + timedelta(days=count * (1 if unit == "day" else 7))
    size = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120}[unit]
    index = day.year * 12 + day.month - 1 + count * size
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def part_of(whole: Interval, part: str) -> Interval:
    """Return the early, middle or late part of a unit, as the annotation guide cuts it.

    Thirds of a month at the 10th and 20th; the first and last quarter of a year; 0-3, 4-6 and 7-9 of a decade. Its
    start or end is its first or last unit of the next smaller kind.

    Example:
        >>> late = part_of(unit_of(date(2024, 5, 1), "month"), "late")
        >>> str(late.first), str(late.last)
        ('2024-05-21', '2024-05-31')
    """
    first, last, grain = whole.first, whole.last, whole.grain
    if part in ("week", "weekend"):
        return unit_of(first, part)
    if not part or grain == "day":
        return whole
    name, _, count = part.partition(" ")
    if name == "week":
        return _week_of(whole, int(count))
    if name in ("days", "weeks", "months"):
        return _run_of(whole, int(count), name.removesuffix("s"))
    if name == "weekday":
        number, weekday = count.split()
        return unit_of(
            _nth(first.year, first.month, number if number != "0" else "last", WEEKDAYS[int(weekday)]), "day"
        )
    if grain in ("year", "decade") and part in ("start", "end"):
        end = part == "end"
        return replace(unit_of(last if end else first, "month" if grain == "year" else "year"), grain=grain)
    if part in ("first half", "second half"):
        middle = moved(first, 6, "month") if grain == "year" else first + (last - first) / 2 + timedelta(days=1)
        return Interval(first, middle - timedelta(days=1), grain) if part[0] == "f" else Interval(middle, last, grain)
    early_until, late_from = _cuts(whole)
    if part == "early mid":
        return Interval(first, late_from - timedelta(days=1), grain)
    if part == "mid late":
        return Interval(early_until, last, grain)
    if part in ("early", "start"):
        return Interval(first, early_until - timedelta(days=1), grain)
    if part in ("late", "end"):
        return Interval(late_from, last, grain)
    return Interval(early_until, late_from - timedelta(days=1), grain) if part == "mid" else whole


def _week_of(whole: Interval, number: int) -> Interval:
    """Return the seven days of the first (1), second ... or last (0) week of a month or a year."""
    if number == 0:
        return Interval(whole.last - timedelta(days=6), whole.last, "week")
    first = whole.first + timedelta(days=7 * (number - 1))
    return Interval(first, first + timedelta(days=6), "week")


def _run_of(whole: Interval, count: int, unit: str) -> Interval:
    """Return the first so many days, weeks or months; the last where the count is negative."""
    after = whole.last + timedelta(days=1)
    if count > 0:
        return Interval(whole.first, min(whole.last, moved(whole.first, count, unit) - timedelta(days=1)), "duration")
    return Interval(max(whole.first, moved(after, count, unit)), whole.last, "duration")


def _cuts(whole: Interval) -> tuple[date, date]:
    """Return the first day that is no longer early and the first that is late."""
    first = whole.first
    if whole.grain == "decade":
        return date(first.year + 4, 1, 1), date(first.year + 7, 1, 1)
    if whole.grain == "year":
        return date(first.year, 4, 1), date(first.year, 10, 1)
    if whole.grain in ("quarter", "season"):
        return moved(first, 1, "month"), moved(first, 2, "month")
    if whole.grain == "month":
        return first.replace(day=11), first.replace(day=21)
    third = max(1, ((whole.last - first).days + 1) // 3)
    return first + timedelta(days=third), whole.last - timedelta(days=third - 1)


class NamedDays:
    """The days of a calendar by name and year.

    Args:
        days: The rows of ``calendar.csv``.
        lunar: Name, and ISO day, of days that follow the moon.

    Raises:
        LexiconError: A rule is none of the forms that ``NamedDay`` lists.

    Example:
        >>> days = NamedDays([NamedDay("day of the sun", "04-15", True, "KCNA")], [])
        >>> days.in_year("day of the sun", 2024)
        datetime.date(2024, 4, 15)
    """

    def __init__(self, days: Iterable[NamedDay], lunar: Iterable[tuple[str, str]]) -> None:
        self._rules: dict[str, re.Match[str]] = {}
        self._lunar: dict[tuple[str, int], date] = {}
        for name, text in lunar:
            day = date.fromisoformat(text)
            self._lunar[name, day.year] = day
        self.bare: dict[str, bool] = {}
        for row in days:
            rule = RULE.fullmatch(row.rule)
            if rule is None:
                raise LexiconError(f"calendar: {row.name!r} has the rule {row.rule!r}; write one such as 04-15.")
            self._rules[row.name] = rule
            self.bare[row.name] = row.bare

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def fixed(self, name: str) -> date | None:
        """Return the one day of a name that belongs to a single year."""
        rule = self._rules[name]
        return date(int(rule["year"]), int(rule["m0"]), int(rule["d0"])) if rule["year"] else None

    def label(self, name: str) -> str:
        """Return the rule of a name as text."""
        return self._rules[name].group()

    def in_year(self, name: str, year: int) -> date | None:
        """Return the day of a name in a year; None where the calendar does not know it."""
        rule = self._rules[name]
        if rule["year"]:
            return self.fixed(name)
        if rule["m1"]:
            return date(year, int(rule["m1"]), int(rule["d1"]))
        if rule["lunar"]:
            return self._lunar.get((rule["lunar"], year))
        if rule["m2"]:
            day = _nth(year, int(rule["m2"]), rule["n2"], rule["w2"])
            return day if not rule["w3"] else day + timedelta(days=(WEEKDAYS.index(rule["w3"]) - day.weekday()) % 7)
        return _easter(year) + timedelta(days=int(rule["easter"] or 0))


def _nth(year: int, month: int, count: str, weekday: str) -> date:
    if count == "last":
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - WEEKDAYS.index(weekday)) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(WEEKDAYS.index(weekday) - first.weekday()) % 7 + 7 * (int(count) - 1))


def _easter(year: int) -> date:
    """Return Easter Sunday in the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
