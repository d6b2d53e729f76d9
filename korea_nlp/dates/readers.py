"""How a match of each pattern is read into what a date expression says."""

from collections.abc import Mapping
from dataclasses import replace

from korea_nlp.dates.expression import Expression, Kind, span_of
from korea_nlp.dates.patterns import Patterns

Groups = Mapping[str, str | None]
YEAR_SHIFTS = {"this": 0, "last": -1, "next": 1, "the": 0}
HALVES: dict[str, tuple[int | None, str]] = {"month": (2, "week"), "year": (6, "month"), "decade": (5, "year")}
MULTIPLES = {"decade": (10, "year"), "fortnight": (2, "week")}
BACK = ("ago", "earlier", "before", "prior", "previous", "preceding")


class Readers:
    """One reader a rule of ``Patterns``: groups of a match in, an expression (or none) out."""

    def __init__(self, patterns: Patterns) -> None:
        self._patterns = patterns

    def iso(self, groups: Groups) -> Expression | None:
        """2025-01-24, 2025/01/24."""
        return Expression("date", _int(groups["year"]), _int(groups["m"]), _int(groups["d"]))

    def slashed(self, groups: Groups) -> Expression | None:
        """01/24/2025; the day first where the first number can be no month."""
        year, month, day = (int(groups[name] or 0) for name in ("year", "m", "d"))
        year += 2000 if year < 100 else 0
        return Expression("date", year, day, month) if month > 12 else Expression("date", year, month, day)

    def date(self, groups: Groups) -> Expression | None:
        """Friday, Jan. 24, 2025; 24 January; Dec. 30, 2023 to Jan. 2, 2024; June 3-5; May 9 and 10."""
        months, year, shift = self._patterns.months, _year(groups), _year_shift(groups)
        month, day = months[groups["month"] or ""], day_of(groups["day"])
        first = Expression("date", year, month, day, self._patterns.weekday(groups.get("weekday")), year_shift=shift)
        first = replace(first, unit=_that(groups))
        day2 = groups.get("day2") or groups.get("also")
        if not day2 or (groups.get("also") and day_of(day2) != day + 1):
            return first
        month2 = groups.get("month2")
        last = Expression("date", year, months[month2] if month2 else month, day_of(day2), year_shift=shift)
        return span_of(first, last, _int(groups.get("year1")))

    def month(self, groups: Groups) -> Expression | None:
        """January; late May 2024; last October; February this year; July to September 2025."""
        patterns, year, shift = self._patterns, _year(groups), _year_shift(groups)
        first = Expression(
            "month", year, patterns.months[groups["month"] or ""], year_shift=shift,
            part=patterns.part(groups.get("part")), shift=patterns.shift(groups.get("shift")), unit=_that(groups),
        )  # fmt: skip
        if not groups["month2"]:
            return first
        month2, part2 = patterns.months[groups["month2"] or ""], patterns.part(groups.get("part2"))
        last = Expression("month", year, month2, year_shift=shift, part=part2)
        return span_of(first, last, _int(groups.get("year1")))

    def weekof(self, groups: Groups) -> Expression | None:
        """The second week of January; the last week of 2024; the first week of this month."""
        which = groups["which"] or ""
        last = which in ("last", "final")
        part = f"week {0 if last else self._patterns.ordinals[which]}"
        if groups["month"]:
            return replace(
                Expression("month", _year(groups), self._patterns.months[groups["month"]]),
                year_shift=_year_shift(groups),
                part=part,
            )
        return self._in_unit(groups, groups["unit"] or "year", part)

    def nthday(self, groups: Groups) -> Expression | None:
        """The second Wednesday of April; the last Monday of this month."""
        which = groups["which"] or ""
        count = 0 if which in ("last", "final") else self._patterns.ordinals[which]
        return self._in_month(groups, f"weekday {count} {self._patterns.weekday(groups['weekday'])}")

    def firstdays(self, groups: Groups) -> Expression | None:
        """The first 20 days of May; the last four months of 2016; the first two months of this year."""
        count = self._patterns.number(groups["number"] or "")
        if not count:
            return None
        part = f"{groups['size']}s {count if groups['end'] in ('first', 'opening') else -count}"
        if groups["yearly"]:
            return Expression("year", int(groups["yearly"]), part=part)
        if groups["yshifted"]:
            return Expression("unit", unit="year", shift=YEAR_SHIFTS[groups["yshifted"]], part=part)
        return self._in_month(groups, part)

    def _in_month(self, groups: Groups, part: str) -> Expression:
        if groups["month"]:
            year, shift = _year(groups), _year_shift(groups)
            return Expression("month", year, self._patterns.months[groups["month"]], year_shift=shift, part=part)
        return Expression("unit", unit="month", shift=YEAR_SHIFTS[groups["shift"] or "this"], part=part)

    def weekofdate(self, groups: Groups) -> Expression | None:
        """The week of Feb. 10; the weekend of 15-16 March."""
        day = day_of(groups["day"] or groups["before"])
        month, year = self._patterns.months[groups["month"] or ""], _year(groups)
        said = Expression("date", year, month, day, year_shift=_year_shift(groups), part=groups["unit"] or "")
        return said if day else None

    def _in_unit(self, groups: Groups, unit: str, part: str) -> Expression:
        if groups["yearly"]:
            return Expression("year", int(groups["yearly"]), part=part)
        return Expression("unit", unit=unit, shift=YEAR_SHIFTS[groups["shift"] or "this"], part=part)

    def months(self, groups: Groups) -> Expression | None:
        """Read "October and November" as one time, as they follow each other; "January and April" are two."""
        months = self._patterns.months
        follows = (months[groups["month2"] or ""] - months[groups["month"] or ""]) % 12 == 1
        return self.month(groups) if follows else None

    def span(self, groups: Groups) -> Expression | None:
        """Between June 21 and 25; between Feb. 8 and March 2; between March 2015 and June 2018."""
        day, last = day_of(groups["day"]), day_of(groups["day2"])
        if not day:
            return self.month(groups) if groups["month2"] and not last else None
        return self.date(groups) if last and (groups["month2"] or last > day) else None

    def monthyears(self, groups: Groups) -> Expression | None:
        """March 2015 to 2018."""
        month = self._patterns.months[groups["month"] or ""]
        first = Expression("month", _int(groups["from"]), month, part=self._patterns.part(groups["part"]))
        return Expression("span", ends=(first, Expression("year", _int(groups["year"]))))

    def year(self, groups: Groups) -> Expression | None:
        """2017; late 2023; fiscal 2015; 2018-19; 2011 to 2017."""
        year, part = int(groups["year"] or 0), self._patterns.part(groups["part"])
        first = Expression("year", year, part=part)
        ending = groups["year2"] or groups["year3"]
        if not ending:
            return first
        last = int(ending) + (year // 100 * 100 if len(ending) == 2 else 0)
        part = self._patterns.part(groups["part2"])
        return Expression("span", ends=(first, Expression("year", last, part=part))) if last > year else None

    def between(self, groups: Groups) -> Expression | None:
        """Between 2011 and 2017."""
        return self.year({**groups, "part": None, "part2": None, "year2": None})

    def decade(self, groups: Groups) -> Expression | None:
        """The 1990s; early 2000s; the '60s and '70s."""
        patterns, found = self._patterns, []
        for number, part in (("1", "part"), ("2", "part2")):
            short, tens = groups["short" + number], groups["tens" + number]
            if short or tens:
                year = int(tens) if tens else 1900 + int(short or 0)
                found.append(Expression("decade", year, part=patterns.part(groups[part])))
        return found[0] if len(found) == 1 else Expression("span", ends=(found[0], found[1]))

    def juche(self, groups: Groups) -> Expression | None:
        """Juche 113 (2024): years since the birth of Kim Il Sung in 1912, which is Juche 1."""
        return Expression("year", 1911 + int(groups["number"] or 0))

    def season(self, groups: Groups) -> Expression | None:
        """The spring of 2023; last summer; early winter."""
        patterns = self._patterns
        return Expression(
            "season", _year(groups), number=patterns.seasons[groups["season"] or ""],
            shift=patterns.shift(groups["shift"]), year_shift=_year_shift(groups), part=patterns.part(groups["part"]),
        )  # fmt: skip

    def quarter(self, groups: Groups) -> Expression | None:
        """The third quarter of 2024."""
        number = self._patterns.ordinals[groups["ordinal"] or ""]
        return Expression("quarter", _year(groups), number=number, year_shift=_year_shift(groups))

    def code(self, groups: Groups) -> Expression | None:
        """Q3; Q3 2024; 4Q24; H1 2016."""
        number, short = int(groups["n"] or groups["n2"] or 0), groups["yy"] or groups["yy2"]
        year, shift = 2000 + int(short) if short else _year(groups), _year_shift(groups)
        quarter = "q" in (groups["kind"], groups["kind2"])
        if year is None and shift is None and (not quarter or groups["n2"]):
            return None  # "2h" are hours
        if not quarter and number > 2:
            return None
        return Expression("quarter" if quarter else "half", year, number=number, year_shift=shift)

    def century(self, groups: Groups) -> Expression | None:
        """The 20th century; the early 21st century."""
        part = self._patterns.part(groups["part"])
        return Expression("century", 100 * int(groups["number"] or 0) - 99, part=part)

    def weekday(self, groups: Groups) -> Expression | None:
        """Friday; last Thursday night; Monday to Wednesday."""
        patterns = self._patterns
        shift = patterns.shift(groups["shift"])
        first = Expression("weekday", weekday=patterns.weekday(groups["weekday"]), shift=shift)
        if not groups["weekday2"]:
            return first
        return span_of(first, Expression("weekday", weekday=patterns.weekday(groups["weekday2"]), shift=shift))

    def weekdays(self, groups: Groups) -> Expression | None:
        """Read "Monday and Tuesday" as one time, as they follow each other."""
        days = [self._patterns.weekday(groups[name]) or 0 for name in ("weekday", "weekday2")]
        return self.weekday(groups) if (days[1] - days[0]) % 7 == 1 else None

    def weekofday(self, groups: Groups) -> Expression | None:
        """Tuesday of next week; next week on Tuesday; Friday night last week; Monday to Friday next week."""
        patterns = self._patterns
        shift, weekday = patterns.shift(groups["shift"]), patterns.weekday(groups["weekday"])
        first = Expression("weekday", weekday=weekday, unit="week", shift=shift)
        last = patterns.weekday(groups.get("weekday2"))
        return first if last is None else span_of(first, replace(first, weekday=last))

    def weekend(self, groups: Groups) -> Expression | None:
        """The weekend; this past weekend."""
        return Expression("weekend", shift=self._patterns.shift(groups["shift"]))

    def monthday(self, groups: Groups) -> Expression | None:
        """On the 15th; on the 15th of last month; the 4th to the 22nd of this month; Thursday the 21st."""
        days = [day_of(groups[name]) for name in ("day", "day2") if groups.get(name)]
        if not all(0 < day < 32 for day in days):
            return None
        weekday, shift = self._patterns.weekday(groups.get("weekday")), self._patterns.shift(groups.get("mshift"))
        found = [Expression("monthday", day=day, weekday=weekday, shift=shift) for day in days]
        return found[0] if len(found) == 1 else span_of(found[0], found[1])

    def named(self, groups: Groups) -> Expression | None:
        """New Year's Eve; Christmas 2017; last Thanksgiving; the eve of Seollal."""
        name, patterns = " ".join((groups["name"] or "").split()), self._patterns
        return Expression(
            "named", _year(groups), name=name, shift=patterns.shift(groups.get("shift")),
            year_shift=_year_shift(groups), number=-1 if groups.get("eve") else 0,
        )  # fmt: skip

    def today(self, groups: Groups) -> Expression | None:
        """Earlier today; yesterday morning; last night; the day before yesterday."""
        if beyond := groups.get("beyond"):
            return Expression("offset", number=-2 if beyond.startswith("before") else 2, unit="day")
        if groups.get("daypart"):
            return Expression("offset", number=-1 if groups["shift"] == "last" else 0, unit="day")
        return Expression("offset", number=self._patterns.days[groups["word"] or ""], unit="day")

    def unit(self, groups: Groups) -> Expression | None:
        """This week; earlier this month; the end of next year; later in the year; the year before last."""
        if beyond := groups.get("beyond"):
            return Expression("unit", unit=groups["unit"] or "", shift=-2 if beyond.startswith("before") else 2)
        shift, part = self._patterns.shift(groups.get("shift")), self._patterns.part(groups["part"])
        return Expression("unit", unit=groups["unit"] or "", shift=shift or 0, part=part)

    def yearend(self, groups: Groups) -> Expression | None:
        """By year-end."""
        if groups["year"]:
            return Expression("year", _int(groups["year"]), part="end")
        return Expression("unit", unit="year", shift=0, part="end")

    def offset(self, groups: Groups) -> Expression | None:
        """Two weeks ago; three days later; half a year ago; in two weeks' time; a day after May 9."""
        unit, way = (groups["unit"] or "").rstrip("s"), groups["way"]
        if groups["number"] == "half":
            count, unit = HALVES[unit]
        else:
            count = self._patterns.number(groups["number"] or "")
        if count is None:
            return None
        if unit in MULTIPLES:
            count, unit = count * MULTIPLES[unit][0], MULTIPLES[unit][1]
        if groups.get("than"):
            return self._counted(groups, count, unit)
        if way is None:
            return None
        kind: Kind = "offset" if way in ("ago", "hence", "time") or way.startswith("from") else "anchored"
        return Expression(kind, number=-count if way.split()[0] in BACK else count, unit=unit)

    def ahead(self, groups: Groups) -> Expression | None:
        """In three weeks, told of the future."""
        found = self.offset({**groups, "way": "time"})
        return replace(found, kind="ahead") if found else None

    def _counted(self, groups: Groups, count: int, unit: str) -> Expression:
        """Read what is counted from a date that stands there: three days after April 10."""
        month, shift = self._patterns.months[groups["month"] or ""], _year_shift(groups)
        start = Expression("date", _year(groups), month, day_of(groups["day"]), year_shift=shift)
        back = (groups["than"] or "").startswith(("before", "prior"))
        return Expression("counted", number=-count if back else count, unit=unit, ends=(start, start))

    def stretch(self, groups: Groups) -> Expression | None:
        """The past two years; the next 10 days; the past week."""
        count = self._patterns.number(groups.get("number") or "1")
        unit = (groups["unit"] or "").rstrip("s")
        if count is None:
            return None
        if unit == "hour":
            count, unit = max(1, count // 24), "day"
        return Expression(
            "stretch", number=count if groups["way"] in ("next", "coming", "following") else -count, unit=unit
        )

    def next(self, groups: Groups) -> Expression | None:
        """The next day; the same month; that year; the day before; the day after May 9."""
        unit, way = groups["unit"] or "", groups["way"] or ""
        unit = "day" if unit in self._patterns.dayparts else unit
        if groups.get("than"):
            return self._counted(groups, 1, unit)
        step = -1 if way in BACK else 0 if way in ("same", "that") else 1
        return Expression("anchored", number=step, unit=unit)


def day_of(text: str | None) -> int:
    """Return the number of "24th"."""
    return int((text or "0").rstrip("stndrh"))


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _year(groups: Groups) -> int | None:
    return _int(groups["year"] or groups.get("jyear"))


def _that(groups: Groups) -> str:
    return "that" if groups.get("yshift") == "that" else ""


def _year_shift(groups: Groups) -> int | None:
    return YEAR_SHIFTS.get(groups.get("yshift") or "")
