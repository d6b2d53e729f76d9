"""From what an expression says to its days, by the practice of news."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from korea_nlp.dates.days import Interval, NamedDays, months, moved, part_of, unit_of
from korea_nlp.dates.expression import Expression

Direction = Literal["past", "future", "likely", "unknown"]  # likely: told as ahead of something, or as what may come
COMING = ("future", "likely")
AHEAD = {"past": 31, "unknown": 60, "likely": 240, "future": 366}  # days a bare month-day may lie ahead, by tense
AHEAD_UNITS = {"past": 0, "unknown": 62, "likely": 217, "future": 366}  # the same of a bare month, season or quarter
SEQUEL = 62  # days by which a bare date may follow the one told before it, in a story of another year
NEWS = 31  # days around the publication that a bare date belongs to whatever was told before
NO_DAYS = NamedDays([], [])


@dataclass(frozen=True, slots=True)
class Context:
    """Against what a date is read.

    Attributes:
        published: The day of publication, where it is known.
        told: The time told last, from which "the next day" counts.
        story: The date with a year that was told just before, where that is not the year of publication.
        direction: Whether the words around speak of the past or the future.
    """

    published: date | None = None
    told: Interval | None = None
    story: Interval | None = None
    direction: Direction = "unknown"


def resolve(said: Expression, days: NamedDays, context: Context) -> Interval | None:
    """Return the days that an expression means; None where they cannot be known, or there is no such day.

    Example:
        >>> friday = Expression("weekday", weekday=4)
        >>> str(resolve(friday, NamedDays([], []), Context(date(2025, 1, 27))).first)
        '2025-01-24'
    """
    try:
        if said.kind == "span" and said.ends:
            return _span(said.ends, days, context)
        if said.kind == "counted" and said.ends:
            start = resolve(said.ends[0], days, context)
            return start and unit_of(moved(start.first, said.number, said.unit), "day")
        found = _fixed(said, days) or _against(said, days, context)
        if found is None:
            return None
        if said.part in ("so far", "rest"):
            now = context.published
            if now is None or not found.first <= now <= found.last:
                return found
            return replace(found, last=now) if said.part == "so far" else replace(found, first=now)
        return part_of(found, said.part)
    except (ValueError, OverflowError):  # 30 February; a year before 1 or after 9999
        return None


def needs_direction(said: Expression) -> bool:
    """Tell whether it matters if the words around speak of the past or the future."""
    if said.kind in ("span", "counted") and said.ends:
        return needs_direction(said.ends[0])
    bare = said.year is None and said.shift is None and said.year_shift is None and said.unit != "that"
    return bare and said.kind in ("date", "month", "weekday", "season", "quarter", "named", "monthday", "ahead")


# --- what needs no other day ---------------------------------------------------------------------------------------


def _fixed(said: Expression, days: NamedDays) -> Interval | None:
    if said.kind == "named":
        day = days.in_year(said.name, said.year) if said.year else days.fixed(said.name)
        return unit_of(day + timedelta(days=said.number), "day") if day else None
    if said.year is None:
        return None
    return _in_year(said, said.year, days)


def _in_year(said: Expression, year: int, days: NamedDays) -> Interval | None:
    """Return the time in a year that is known."""
    if said.kind == "date" and said.month and said.day:
        return unit_of(date(year, said.month, said.day), "day")
    if said.kind == "month" and said.month:
        return unit_of(date(year, said.month, 1), "month")
    if said.kind == "quarter":
        return unit_of(date(year, 3 * said.number - 2, 1), "quarter")
    if said.kind == "season":
        return months(year, said.number, 3, "season")
    if said.kind == "half":
        return months(year, 6 * said.number - 5, 6, "duration")
    if said.kind == "century":
        return months(year, 1, 1200, "duration")
    if said.kind == "named":
        day = days.in_year(said.name, year)
        return unit_of(day + timedelta(days=said.number), "day") if day else None
    return unit_of(date(year, 1, 1), "decade" if said.kind == "decade" else "year")


# --- what is told against the publication, or the day told last ----------------------------------------------------


def _against(said: Expression, days: NamedDays, context: Context) -> Interval | None:
    if said.kind == "anchored":
        return _anchored(said, context)
    now = context.published
    if now is None:
        return None
    if said.unit == "that":
        return _in_year(said, (context.told.first if context.told else now).year, days)
    if said.year_shift is not None:
        return _in_year(said, now.year + said.year_shift, days)
    if said.kind == "unit":
        return unit_of(moved(now, said.shift or 0, said.unit), said.unit)
    if said.kind == "ahead" and context.direction != "future":
        return None  # "in three weeks they rebuilt it"
    if said.kind in ("offset", "ahead"):
        return unit_of(moved(now, said.number, said.unit), "day" if said.unit == "week" else said.unit)
    if said.kind == "stretch":
        ends = sorted((now, moved(now, said.number, said.unit)))
        return Interval(ends[0], ends[1], "duration")
    if said.kind == "weekday" and said.weekday is not None and said.unit == "week":
        monday = unit_of(moved(now, said.shift or 0, "week"), "week").first
        return unit_of(monday + timedelta(days=said.weekday), "day")
    if said.kind == "weekday" and said.weekday is not None:
        return unit_of(_weekday(said.weekday, said.shift, now, context.direction), "day")
    if said.kind == "weekend":
        return _weekend(said.shift, now, context.direction)
    if said.kind == "monthday" and said.day:
        return _monthday(said.day, said.weekday, said.shift, context)
    return _yearless(said, days, context, now)


def _anchored(said: Expression, context: Context) -> Interval | None:
    told = context.told
    start = told.first if told else context.published
    if start is None:
        return None
    if told and said.number > 0 and said.unit in ("day", "week"):
        start = told.last
    return unit_of(
        moved(start, said.number, said.unit), "day" if said.unit == "week" and abs(said.number) > 1 else said.unit
    )


def _weekday(weekday: int, shift: int | None, now: date, direction: Direction) -> date:
    """Return the last such day up to the publication, or the day after it, which the place told of may have reached."""
    back = (now.weekday() - weekday) % 7
    ahead = (weekday - now.weekday()) % 7
    if shift == -1:  # "last Thursday"
        return now - timedelta(days=back or 7)
    if shift == 1:  # "next Monday"
        return now + timedelta(days=ahead or 7)
    if shift == 0:  # "this Thursday"
        return now + timedelta(days=weekday - now.weekday())
    if ahead <= 1 or direction == "future" or (direction == "likely" and back != 1):
        return now + timedelta(days=ahead)
    return now - timedelta(days=back)


def _weekend(shift: int | None, now: date, direction: Direction) -> Interval:
    this, last = unit_of(now, "weekend"), unit_of(now - timedelta(days=7), "weekend")
    if shift == -1:
        return last
    if shift == 1:
        return this if now < this.first else unit_of(now + timedelta(days=7), "weekend")
    return this if shift == 0 or direction in COMING or now >= this.first else last


def _monthday(day: int, weekday: int | None, shift: int | None, context: Context) -> Interval | None:
    """Return the day of "on the 15th": of the month told last, else the latest that has come; "Thursday the 21st"."""
    now = context.published
    if now is None:
        return None
    if weekday is not None:
        near = (moved(now.replace(day=1), step, "month") for step in (0, -1, 1, -2, 2, -3, 3, -4, -5, -6))
        days = (month.replace(day=day) for month in near if day <= monthrange(month.year, month.month)[1])
        found = next((each for each in days if each.weekday() == weekday), None)
        return unit_of(found, "day") if found else None
    if shift is not None:
        month = moved(now.replace(day=1), shift, "month")
    elif context.told and context.told.grain in ("day", "month"):
        month = context.told.first.replace(day=1)
    else:
        month = now.replace(day=1)
        if day > now.day + 1 and context.direction not in COMING:
            month = moved(month, -1, "month")
    return unit_of(month.replace(day=day), "day") if day <= monthrange(month.year, month.month)[1] else None


def _yearless(said: Expression, days: NamedDays, context: Context, now: date) -> Interval | None:
    """Choose the year of what comes every year: the last that has begun, unless the words look ahead."""
    years = [year for year in range(now.year - 5, now.year + 3) if 0 < year < 10_000]
    found = [time for year in years if (time := _try_year(said, year, days)) is not None]
    before = [time for time in found if time.first <= now]
    after = [time for time in found if time.first > now]
    if said.shift == 0:  # "this January"
        return next((time for time in found if time.last.year == now.year), None)
    if said.shift == -1:  # "last October": a whole one, before this month
        return next((time for time in reversed(before) if time.last < now), None)
    if said.shift == 1 or not before:
        return after[0] if after else None
    if not after:
        return before[-1]
    if min((now - before[-1].last).days, (after[0].first - now).days) > NEWS and (sequel := _sequel(said, context)):
        return sequel
    distance = (after[0].first - now).days
    if context.direction in COMING and before[-1].last >= now:
        return before[-1]
    limit = (AHEAD if after[0].grain == "day" else AHEAD_UNITS)[context.direction]
    if after[0].grain == "day" and (now - before[-1].last).days <= NEWS:
        limit = min(limit, AHEAD["likely"])  # whatever is told of a day just past, nobody means that of next year
    return after[0] if distance <= limit else before[-1]


def _sequel(said: Expression, context: Context) -> Interval | None:
    """Return "July 6" soon after "June 1994" was told: of the same story, unless that day is news."""
    told = context.story
    if told is None or context.direction in COMING or said.kind not in ("date", "month"):
        return None
    found = _in_year(said, told.last.year, NO_DAYS)
    near = found is not None and found.first >= told.first and (found.first - told.last).days <= SEQUEL
    return found if near else None


def _try_year(said: Expression, year: int, days: NamedDays) -> Interval | None:
    try:
        return _in_year(said, year, days)
    except ValueError:  # 29 February
        return None


def _span(ends: tuple[Expression, Expression], days: NamedDays, context: Context) -> Interval | None:
    first = resolve(ends[0], days, context)
    if first is None:
        return None
    last = resolve(ends[1], days, context)
    if last is not None and last.first < first.first and ends[1].year is None:
        # "December to February", "Saturday to Monday": the end comes after the start
        later = [time for step in (1, 7, 31, 366) if (time := _after(ends[1], days, first, step)) is not None]
        last = next((time for time in later if time.first >= first.first), last)
    if last is None or last.last < first.first:
        return None
    if _is_to_come(ends, first, last, context):  # "from January to November it rose", told in January
        past = (replace(end, year=time.first.year - 1) for end, time in zip(ends, (first, last), strict=True))
        return _span((next(past), next(past)), days, context)
    return Interval(first.first, last.last, "duration")


def _is_to_come(ends: tuple[Expression, Expression], first: Interval, last: Interval, context: Context) -> bool:
    """Tell whether a stretch without a year has begun and ends too far ahead for what is told of the past."""
    now, said = context.published, ends[0]
    bare = said.year is None and said.year_shift is None and said.shift is None and said.unit != "that"
    if now is None or not bare or said.kind not in ("month", "date") or ends[1].year is not None or first.first > now:
        return False
    limit = (AHEAD if last.grain == "day" else AHEAD_UNITS)[context.direction]
    return (last.first - now).days > limit


def _after(said: Expression, days: NamedDays, first: Interval, step: int) -> Interval | None:
    """Return the next such time once ``first`` is over."""
    return resolve(said, days, Context(first.first + timedelta(days=step), first, direction="past"))
