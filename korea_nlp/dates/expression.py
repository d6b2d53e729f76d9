"""What a date expression says, before it is known against which day it is told."""

from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal[
    "date", "month", "year", "decade", "season", "quarter", "weekday", "weekend", "unit", "offset", "stretch", "named",
    "monthday", "anchored", "span", "half", "century", "counted", "ahead",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expression:
    """What a date expression says.

    Attributes:
        kind: What it names.
        year: As the other parts of a date, None where it is not told.
        month: January is 1.
        day: Of the month.
        weekday: Monday is 0.
        number: The quarter or half; the first month of a season; -1 for the eve of a ``named`` day; how many units an
            ``offset``, a ``stretch``, an ``anchored``, a ``counted`` time or one ``ahead`` lies on (negative: back).
        unit: Of a ``unit``, ``offset``, ``stretch`` or ``anchored`` time; ``week`` where a ``weekday`` names its week,
            ``that`` where the year is that of the day told last: "May that year".
        shift: Which one, counted from now: last (-1), this (0), next (1).
        year_shift: The same of its year: "February this year".
        part: early, mid, late, start, end, first half, second half, so far or rest; ``week 2`` (``week 0`` for the
            last), ``months 9`` for the first nine, ``days -3`` for the last three, ``weekday 2 4`` for the second
            Friday (``weekday 0 4`` for the last); ``week`` and ``weekend`` for those of a day.
        name: Of a ``named`` day.
        ends: The first and the last time of a ``span``; from which a ``counted`` one is counted.
    """

    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    number: int = 0
    unit: str = ""
    shift: int | None = None
    year_shift: int | None = None
    part: str = ""
    name: str = ""
    ends: tuple["Expression", "Expression"] | None = None


def span_of(first: Expression, last: Expression, first_year: int | None = None) -> Expression:
    """Return both ends as one; in "Dec. 30 to Jan. 2, 2024" the first lies in the year before."""
    if first_year:
        first = replace(first, year=first_year)
    elif last.month and first.month and last.month < first.month:
        first = replace(
            first, year=last.year and last.year - 1, year_shift=None if last.year_shift is None else last.year_shift - 1
        )
    return Expression("span", ends=(first, last))
