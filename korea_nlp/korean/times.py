"""Finds times in a Korean text and the days they mean: 지난 24일, 이날, 지난달, 올해 8월, 주체114(2025)년."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.dates import Interval, read_day
from korea_nlp.dates.days import months, moved, part_of, unit_of
from korea_nlp.korean.actors import bylines
from korea_nlp.korean.morphemes import Morphemes, read_morphemes

YEARS = {
    "올해": 0, "금년": 0, "올": 0, "지난해": -1, "작년": -1, "전년": -1, "재작년": -2,
        "지지난해": -2, "내년": 1, "후년": 2, "내후년": 2,
}  # fmt: skip
MONTHS = {
    "지난달": -1,
    "지난 달": -1,
    "전달": -1,
    "이달": 0,
    "이번 달": 0,
    "금월": 0,
    "다음 달": 1,
    "다음달": 1,
    "내달": 1,
    "지지난달": -2,
}
DAYS = {
    "오늘": 0,
    "금일": 0,
    "어제": -1,
    "어저께": -1,
    "그제": -2,
    "그저께": -2,
    "내일": 1,
    "명일": 1,
    "모레": 2,
    "글피": 3,
}
NEAR = {
    "이날": 0,
    "이 날": 0,
    "당일": 0,
    "같은 날": 0,
    "전날": -1,
    "전일": -1,
    "다음날": 1,
    "다음 날": 1,
    "이튿날": 1,
    "익일": 1,
}
WEEKS = {"지난주": -1, "지난 주": -1, "이번주": 0, "이번 주": 0, "금주": 0, "다음주": 1, "다음 주": 1, "내주": 1}
WEEKDAYS = "월화수목금토일"
PARTS = {
    "초": "early", "초순": "early", "상순": "early", "중순": "mid", "중": "",
        "하순": "late", "말": "late", "초반": "early", "중반": "mid",
    "후반": "late", "상반기": "first half", "하반기": "second half",
}  # fmt: skip
UNITS = {
    "년": "year",
    "해": "year",
    "개월": "month",
    "달": "month",
    "주": "week",
    "주일": "week",
    "일": "day",
    "날": "day",
}
SEASONS = {"봄": 3, "여름": 6, "가을": 9, "겨울": 12}
COMING = re.compile(r"[한열된갖간온]다[며고는]|예정|열릴|열리는|개최될|계획|앞두고|앞둔|할 것|될 것|열린다|갖는다|까지")
RECENT = 31  # days
AHEAD = 60  # characters after a bare day in which the sentence may say that it is to come

_YEAR = (
    r"(?:(?:지난|오는|다가오는) )?(?:주체 ?\d{2,3} ?\((?P<juche>\d{4})\) ?년|"
    r"(?P<year>(?:19|20)\d{2}) ?년(?!대)|['’](?P<short>\d{2})년|(?P<ryear>올해|금년"
    r"|지난해|작년|재작년|내년|내후년|전년|같은 해|그해|이듬해|이듬 해|새해))"
)
_PART = (
    r"(?P<part>초순|상순|중순|하순|상반기|하반기|초반|중반|후반|초|말)"
    r"(?=[은는이가에의인께쯤 ,.)]|부터|까지|라고|이?라며|$)"
)
PATTERN = re.compile(
    rf"(?:{_YEAR}(?: ?(?P<ymonth>\d{{1,2}})월(?: ?(?P<yday>\d{{1,2}})일(?!간|째|만|동안|여))?)?"
    rf"(?:(?: ?들어)|(?: ?(?P<season>봄|여름|가을|겨울)(?=[은는이가에의 ,])))?(?: ?{_PART})?)"
    r"|(?:(?P<rmonth>지난달|지난 달|이달|이번 달|이번달|다음 달|다음달|내달|지지난달)"
    r"(?: ?(?P<rmday>\d{1,2})일(?!간|째|만|동안|여))?(?: ?(?P<rpart>초순|상순"
    r"|중순|하순|초|말)(?=[에의은부까 ,.]|$))?)"
    r"|(?:(?P<way>지난|오는|다가오는) )?(?:(?P<month>1[0-2]|[1-9])월(?: ?(?P<day>[12]\d"
    r"|3[01]|0?[1-9])일(?!간|째|만|동안|여))?(?: ?(?P<mpart>초순|상순|중순|하순"
    r"|초|말)(?=[에의은부까 ,.]|$))?)"
    r"|(?:(?P<dway>지난|오는|다가오는) )?(?P<bday>[12]\d|3[01]|[1-9])(?:[∼~-]"
    r"(?P<bday2>[12]\d|3[01]|[1-9]))?일(?![간째만여]| ?동안| ?만에| (?:전|뒤|후)(?=[에의인부까 ,.]|$)"
    r"| 이내| 연속|자리|대|[가-힣]*정(?!오|부))"
    r"|(?P<near>이날|이 날|당일|같은 날|전날|다음날|다음 날|이튿날)"
    r"|(?P<rday>오늘|어제|그제|그저께|내일|모레)(?=[은의도 ,까부(]|$)"
    r"|(?P<week>지난주|지난 주|이번주|이번 주|다음주|다음 주|내주|금주)(?: ?(?P<wday>[월화수"
    r"목금토일])요일)?(?: ?(?P<wend>초|말|중반)(?=[에의인라부까 ,.]))?"
    r"|(?:(?P<wway>지난|오는|이번) )(?P<wd>[월화수목금토일])요일"
    r"|(?P<decade>(?:19|20)\d0)년대(?: ?(?P<dpart>초반|중반|후반|초|말))?"
    r"|(?P<count>\d{1,3}|한|두|세|석|네|넉) ?(?P<cunit>년|개월|달|주|주일|일) ?(?P<cway>전|뒤|후)(?=[에의인부까 ,.]|$)"
    r"|(?P<season2>올봄|올여름|올가을|올겨울)|(?P<olpart>올 초|올해 초|올 초반|올초|연초|연말|연내)"
    r"|(?P<q>올 ?[1-4]분기|(?<!\d)[1-4]분기)"
)
COUNTS = {"한": 1, "두": 2, "세": 3, "석": 3, "네": 4, "넉": 4}
UNTIL = re.compile(" ?(?:까지|사이)")
EDGES = re.compile(r"[0-9A-Za-z.,%:가-힣]")


@Language.factory(
    "korea_ko_times",
    assigns=["doc.spans"],
    default_config={"scorer": {"@scorers": "korea_nlp.layer_scorer.v1", "layer": layers.TIMES}},
    default_score_weights={f"spans_{layers.TIMES}_f": 1.0},
)
def make_time_tagger(nlp: Language, name: str, scorer: Callable[..., Any] | None) -> "TimeTagger":
    """Build the component; called by ``nlp.add_pipe("korea_ko_times")``."""
    return TimeTagger(name, scorer=scorer)


class TimeTagger(Pipe):
    """Adds one span per time, labelled with its grain, with its first and last day."""

    def __init__(self, name: str, *, scorer: Callable[..., Any] | None = None) -> None:
        self.name = name
        self.scorer = scorer

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        layers.write_times(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[layers.Time]:
        """Return the times and leave the Doc as it is."""
        view = read_morphemes(doc)
        calendar = Calendar(read_day(layers.read_article(doc).published))
        skipped = bylines(view)
        found: list[layers.Time] = []
        for match in PATTERN.finditer(view.plain):
            if not _is_apart(view, match):
                continue
            start, end = view.tokens(*match.span())
            if any(a <= start < b for a, b in skipped) or (found and start < found[-1].end):
                continue
            told = calendar.read(match, view.plain[match.end() : match.end() + AHEAD])
            if told and match["bday"] and found and view.words(found[-1].end, start) == "(":  # "오늘(30일)": one day
                found[-1] = replace(found[-1], earliest=str(told.first), latest=str(told.last))
                continue
            before = found[-1] if found and view.words(found[-1].end, start) == "부터" else None
            if before and before.earliest and told and UNTIL.match(view.plain, match.end()):  # "3일부터 5일까지"
                start, first = before.start, date.fromisoformat(before.earliest)
                told = Interval(first, max(first, told.last), "duration")
                calendar.coming[told.last.day] = told.last
                found.pop()
            key = layers.make_id(doc, "t", (start, end))
            if told is None:
                found.append(layers.Time(key, start, end, None, None, "day"))
            else:
                found.append(layers.Time(key, start, end, str(told.first), str(told.last), told.grain))
        return found


def _is_apart(view: Morphemes, match: re.Match[str]) -> bool:
    """Tell whether a time is no part of a longer word or number: not "제1일", "6.15", "1만2월"."""
    start, end = match.span()
    if start and EDGES.match(view.plain[start - 1]):
        return False
    if not view.begins_at(start):
        return False
    after = view.plain[end : end + 1]
    if match["bday"] and after in ("부", "정") and view.plain[end : end + 2] not in ("부터",):
        return False
    return not (after.isdigit() or after == "%")


class Calendar:
    """Turns times into days, against the day of publication and the day told last.

    Args:
        published: The day of publication; without it only full dates can be told.
    """

    def __init__(self, published: date | None) -> None:
        self.published = published
        self.last: date | None = published
        self.told: date | None = published  # also one to come
        self.coming: dict[int, date] = {}  # days to come that were told, by their number: "오는 21일 … 21일에는"
        self.year: int | None = None

    def read(self, match: re.Match[str], after: str) -> Interval | None:
        """Return the days of a time; None where they cannot be told."""
        told = self._absolute(match)
        if told is None and self.published is not None:
            try:
                told = self._relative(match, self.published, after)
            except ValueError:
                return None
        if told is not None:
            if told.grain == "day" and not match["near"] and self._is_news(told.first):
                self.last = told.first
            self.year = told.first.year
            if told.grain == "day":
                self.told = told.first
            if self.published and told.grain in ("day", "duration") and told.first > self.published:
                for day in (told.first, told.last):
                    self.coming[day.day] = day
        return told

    def _is_news(self, day: date) -> bool:
        """Tell whether a day may be the one that "이날" points to: not one to come, nor one long ago."""
        return self.published is None or self.published - timedelta(days=RECENT) <= day <= self.published

    def _absolute(self, match: re.Match[str]) -> Interval | None:
        year = match["juche"] or match["year"] or (match["short"] and f"20{match['short']}")
        if year:
            return self._of_year(match, int(year))
        if match["decade"]:
            decade = unit_of(date(int(match["decade"]), 1, 1), "decade")
            return part_of(decade, PARTS[match["dpart"]]) if match["dpart"] else decade
        return None

    def _of_year(self, match: re.Match[str], year: int) -> Interval | None:
        try:
            if match["yday"]:
                day = date(year, int(match["ymonth"]), int(match["yday"]))
                return Interval(day, day, "day")
            if match["ymonth"]:
                return _part(months(year, int(match["ymonth"]), 1, "month"), match["part"])
            if match["season"]:
                return months(year, SEASONS[match["season"]], 3, "season")
            return _part(unit_of(date(year, 1, 1), "year"), match["part"])
        except ValueError:
            return None

    def _relative(self, match: re.Match[str], day: date, after: str) -> Interval | None:
        last = self.last or day
        if match["ryear"]:
            word = match["ryear"]
            year = day.year + YEARS.get(word, 0)
            if word in ("같은 해", "그해"):
                year = self.year or day.year
            elif word == "새해":
                year = day.year + (day.month == 12)
            elif word.startswith("이듬"):
                year = (self.year or day.year) + 1
            return self._of_year(match, year)
        if match["rmonth"]:
            first = moved(
                day.replace(day=1),
                MONTHS.get(match["rmonth"], MONTHS.get(match["rmonth"].replace("이번달", "이달"), 0)),
                "month",
            )
            if match["rmday"]:
                told = first.replace(day=int(match["rmday"]))
                return Interval(told, told, "day")
            return _part(unit_of(first, "month"), match["rpart"])
        if match["month"]:
            return self._month(match, day, after)
        if match["bday"]:
            return self._bare_day(match, day, after)
        if match["near"]:
            since = self.told if match["near"] == "같은 날" and self.told else last
            told = since + timedelta(days=NEAR[match["near"]])
            return Interval(told, told, "day")
        if match["rday"]:
            told = day + timedelta(days=DAYS[match["rday"]])
            return Interval(told, told, "day")
        return self._other(match, day)

    def _other(self, match: re.Match[str], day: date) -> Interval | None:
        if match["week"]:
            week = unit_of(day + timedelta(days=7 * WEEKS[match["week"]]), "week")
            if match["wday"]:
                told = week.first + timedelta(days=WEEKDAYS.index(match["wday"]))
                return Interval(told, told, "day")
            if match["wend"] == "말":
                return unit_of(week.first, "weekend")
            if match["wend"] == "초":
                return Interval(week.first, week.first + timedelta(days=2), "duration")
            return week
        if match["wd"]:
            back = (day.weekday() - WEEKDAYS.index(match["wd"])) % 7
            told = day - timedelta(days=back or 7) if match["wway"] == "지난" else day + timedelta(days=(7 - back) % 7)
            return Interval(told, told, "day")
        if match["count"]:
            count = COUNTS.get(match["count"]) or int(match["count"])
            unit = UNITS[match["cunit"]]
            told = moved(day, -count if match["cway"] == "전" else count, unit)
            return unit_of(told, unit)
        if match["season2"]:
            return months(day.year, SEASONS[match["season2"][1:]], 3, "season")
        if match["olpart"]:
            if match["olpart"] == "연내":
                return Interval(day, date(day.year, 12, 31), "duration")
            return (
                months(day.year, 12, 1, "duration") if "말" in match["olpart"] else months(day.year, 1, 3, "duration")
            )
        if match["q"]:
            return months(day.year, int(match["q"].strip("올 ")[0]) * 3 - 2, 3, "quarter")
        return None

    def _month(self, match: re.Match[str], day: date, after: str) -> Interval:
        number = int(match["month"])
        year = day.year
        if match["way"] == "지난":
            year -= (number, int(match["day"] or 1)) > (day.month, day.day)
        elif match["way"]:
            year += number < day.month
        elif number - day.month > 6:
            year -= 1
        elif day.month - number > 6 and COMING.search(after[:20]):
            year += 1
        if match["day"]:
            told = date(year, number, int(match["day"]))
            return Interval(told, told, "day")
        return _part(months(year, number, 1, "month"), match["mpart"])

    def _bare_day(self, match: re.Match[str], day: date, after: str) -> Interval | None:
        numbers = [int(number) for number in (match["bday"], match["bday2"]) if number]
        ahead = match["dway"] in ("오는", "다가오는") or (
            match["dway"] is None and numbers[0] > day.day and COMING.search(after.split(".")[0]) is not None
        )
        if match["dway"] is None and len(numbers) == 1 and numbers[0] in self.coming:
            known = self.coming[numbers[0]]
            return Interval(known, known, "day")
        found: list[date] = []
        for number in numbers:
            if found and number > found[0].day:
                found.append(found[0].replace(day=number))
                continue
            month = day.replace(day=1)
            for _ in range(3):
                try:
                    told = month.replace(day=number)
                except ValueError:
                    told = None
                if told is not None and (told >= day if ahead else told <= day):
                    break
                month = moved(month, 1 if ahead else -1, "month")
            if told is None:
                return None
            found.append(told)
        return Interval(found[0], found[-1], "day" if len(found) == 1 else "duration")


def _part(whole: Interval, part: str | None) -> Interval:
    """Return the early or late part of a year or month: the end of a year is December, its beginning a quarter."""
    if not part:
        return whole
    if whole.grain == "year" and part == "말":
        return months(whole.first.year, 12, 1, "month")
    return part_of(whole, PARTS[part])
