"""The regular expressions of the date grammar, built from its word tables.

They are tried on folded text (small letters, plain hyphens) and only where one of their first words stands.
"""

import re
from collections.abc import Iterable

W = r"(?: {1,3}| ?\n)"
TO = rf"(?:{W}?-(?!-){W}?|{W}(?:to|through|thru|until|till){W})"
ENDS = r"(?=\s?[.,;:)\n]|\s?$)"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%a-z]|[.:]\d|,\d{3}(?!\d))"
YEAR = r"(?:1[6-9]|20)\d\d(?![\d%a-z]|[.,:]\d)"
JUCHE = rf"juche{W}?\d{{1,3}}{W}?\((?P<jyear>{YEAR})\)"
OF_YEAR = (
    rf"(?: ?,?{W}?(?:(?:of|in){W})?(?:(?P<year>{YEAR})|{JUCHE})"
    rf"|{W}(?:of{W})?(?P<yshift>this|last|next|that|the){W}year\b(?!'|{W}before))?"
)
AFTER_DAY = (  # what may follow the second day of "March 8 and 14"; a noun would be counted
    "after|and|as|at|before|but|by|during|for|from|in|last|near|of|off|on|or|that|this|to|was|were|when|while|with"
)
SHIFT = rf"(?P<shift>(?:this{W})?(?:last|past|next|coming)|this)"


class Patterns:
    """The rules by name, the first words of each, and what the words of the tables mean.

    Attributes:
        rules: Regular expressions by name; a digit at the end of a name tells forms of one rule apart.
        starts: The first words of each rule; ``#`` for any word that starts with a digit.
    """

    def __init__(self, words: Iterable[tuple[str, str, str]], names: Iterable[str]) -> None:
        kinds: dict[str, dict[str, str]] = {}
        for word, kind, value in words:
            kinds.setdefault(kind, {})[word] = value
        self._kinds = kinds
        self._names = list(names)
        self._parts = kinds.get("part", {})
        self._numbers = self._values("number")
        self._weekdays = self._values("weekday") | self._values("weekday_short")
        self.months = self._values("month") | self._values("month_short")
        self.seasons = self._values("season")
        self.ordinals = self._values("ordinal")
        self.days = self._values("day")
        self.dayparts = frozenset(kinds.get("daypart", {}))
        self.counted = frozenset(kinds.get("counted", {}))
        self.named_after = frozenset(kinds.get("named_after", {}))
        self.openers = frozenset(kinds.get("opener", {}))
        self.approximators = frozenset(kinds.get("approximator", {}))
        self.name_heads = frozenset(kinds.get("name_head", {}))
        self.rules = self._rules()
        self.starts = self._starts()

    def part(self, text: str | None) -> str:
        """Return what words such as "the end of" mean: early, mid, late, start, end, a half, so far, rest."""
        return self._parts.get(_plain(text), "") if text else ""

    def shift(self, text: str | None) -> int | None:
        """Return -1, 0 or 1 for "last", "this", "next"; None for no such word."""
        if not text:
            return None
        return {"last": -1, "past": -1, "next": 1, "coming": 1}.get(text.split()[-1], 0)

    def weekday(self, text: str | None) -> int | None:
        """Return the number of a weekday, Monday 0."""
        return self._weekdays.get(text.rstrip(".")) if text else None

    def number(self, text: str) -> int | None:
        """Return the value of a number in words or digits."""
        text = _plain(text)
        return int(text) if text.isdigit() else self._numbers.get(text)

    def _values(self, kind: str) -> dict[str, int]:
        return {word: int(value) for word, value in self._kinds.get(kind, {}).items()}

    def _words(self, kind: str) -> str:
        return _any(self._kinds.get(kind, {}))

    def _rules(self) -> dict[str, str]:
        return self._calendar_rules() | self._year_rules() | self._relative_rules()

    def _calendar_rules(self) -> dict[str, str]:
        """Dates, months and weekdays."""
        any_month = f"{self._words('month')}|{self._words('month_short')}"
        weekday = rf"(?:{self._words('weekday')}\b|{self._words('weekday_short')}\b\.?(?=,?{W}(?:{any_month})))"
        full, short = self._words("month"), self._words("month_short")
        m1, m2 = (
            rf"(?P<month{n}>{full}(?![a-z])|(?P<short{n}>{short})(?![a-z]))(?(short{n})(?:\.|(?!\.)))"
            for n in ("", "2")
        )
        wd1, wd2 = rf"(?P<weekday>{weekday})", rf"(?P<weekday2>{weekday})"
        d1, d2 = rf"(?P<day>{DAY})", rf"(?P<day2>{DAY})"
        y1 = rf"(?:,?{W}(?:of{W})?(?P<year1>{YEAR}))?"
        tail = rf"(?:{W}{self._words('daypart')}\b)?"
        early = rf"(?:(?:early|late|earlier|later){W}(?:on{W})?)?"
        also = rf"(?:{W}and{W}(?P<also>{DAY})(?={ENDS}|,?{W}(?:{YEAR}|{AFTER_DAY})\b))?"
        p1, p2 = self._part("part"), self._part("part2")
        nth, count = r"\d{1,2}(?:st|nd|rd|th)", self._count()
        of_month = rf"(?:{m1}(?!{W}?{DAY}){OF_YEAR}|(?P<shift>this|last|next|the){W}month\b)"
        return {
            "iso": r"(?P<year>(?:1[89]|20)\d\d)([-/.])(?P<m>0?[1-9]|1[0-2])\2(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)",
            "iso2": r"(?P<d>0?[1-9]|[12]\d|3[01])\.(?P<m>0?[1-9]|1[0-2])\.(?P<year>(?:19|20)\d\d)(?!\.?\d)",
            "slashed": r"(?P<m>\d\d?)/(?P<d>\d\d?)/(?P<year>(?:19|20)?\d\d)(?![\d/])",
            "date": (
                rf"{early}(?:(?:{SHIFT}{W})?{wd1}(?:,?{W}|,?{W}?(?P<open>\()))?"
                rf"{m1}{W}?(?:,{W}(?=\d\d?(?:st|nd|rd|th)))?{d1}"
                rf"(?:{y1}{TO}(?:{m2}{W}?)?{d2}|{also}){OF_YEAR}(?(open)\)){tail}"
            ),
            "date2": rf"(?:{wd1},?{W})?(?:the{W})?{d1}(?:{TO}(?:the{W})?{d2})?{W}(?:of{W})?{m1}{OF_YEAR}{tail}",
            "date3": rf"{d1}{W}{m1}{y1}{TO}{d2}{W}{m2}{OF_YEAR}",
            "date4": rf"(?P<day>0?[1-9]|[12]\d|3[01])-{m1}-(?P<year>{YEAR})",
            "weekof": (
                rf"(?:the{W})?(?P<which>{self._words('ordinal')}|last){W}week{W}(?:of|in){W}"
                rf"(?:{m1}(?!{W}?{DAY}){OF_YEAR}|(?P<yearly>{YEAR})|(?P<shift>this|last|next|the){W}(?P<unit>month|year)\b)"
            ),
            "month": rf"{p1}(?:{SHIFT}{W})?{m1}(?!{W}{DAY})(?:{y1}{TO}{p2}{m2}(?!{W}?{DAY}))?{OF_YEAR}",
            "months": rf"{m1}{W}and{W}{m2}(?!{W}?{DAY}){OF_YEAR}",
            "monthyears": rf"{p1}{m1}{W}(?P<from>{YEAR}){TO}(?P<year>{YEAR})",
            "span": (rf"between{W}(?P<core>{m1}(?:{W}{d1})?{y1}{W}and{W}(?:{m2})?(?:(?(month2){W}?|){d2})?{OF_YEAR})"),
            "weekday": rf"{early}(?:{SHIFT}{W})?{wd1}{tail}(?:{TO}{early}{wd2}{tail})?",
            "weekdays": rf"(?:{SHIFT}{W})?{wd1}{W}and{W}{wd2}",
            "nthday": (rf"(?:the{W})?(?P<which>{self._words('ordinal')}|last){W}{wd1}{W}(?:of|in){W}{of_month}"),
            "firstdays": (
                rf"(?:the{W})?(?P<end>first|last|final|opening|closing){W}{count}{W}(?P<size>day|week|month)s{W}"
                rf"(?:of|in){W}(?:{of_month}|(?P<yearly>{YEAR})|(?P<yshifted>this|last|next|the){W}year\b)"
            ),
            "weekofdate": (
                rf"(?:the{W})?(?P<unit>week|weekend){W}of{W}(?:(?P<before>\d\d?)(?:-\d\d?)?{W})?"
                rf"{m1}(?:{W}?{d1}(?:-\d\d?)?)?{OF_YEAR}"
            ),
            "weekofday2": rf"(?P<shift>this|last|next){W}week{W}on{W}{wd1}{tail}",
            "weekofday": rf"{early}{wd1}{tail}(?:{TO}{wd2})?{W}(?:of{W})?(?P<shift>this|last|next){W}week\b",
            "weekend": rf"(?:{SHIFT}|the){W}weekend\b",
            "monthday": (
                rf"the{W}(?P<day>{nth})\b(?:{TO}(?:the{W})?(?P<day2>{nth})\b)?"
                rf"(?:{W}of{W}(?P<mshift>this|last|next){W}month\b|{ENDS})"
            ),
            "monthday2": rf"{wd1},?{W}the{W}(?P<day>{nth})\b(?:{ENDS}|(?={W}(?:{AFTER_DAY})\b))",
            "named": rf"(?:{SHIFT}{W})?(?P<name>{_any(self._names)})(?![a-z]){OF_YEAR}",
            "named2": rf"(?:the{W})?(?P<eve>eve){W}of{W}(?:the{W})?(?P<name>{_any(self._names)})(?![a-z]){OF_YEAR}",
        }

    def _year_rules(self) -> dict[str, str]:
        """Years and what is longer or shorter than one but not a month."""
        p1, p2 = self._part("part"), self._part("part2")
        y, y2 = rf"(?P<year>{YEAR})", rf"(?P<year2>{YEAR}|\d\d(?!\d|[.,%]\d))"
        # "the start of the 2016 campaign": the year alone
        y_part, y_part2 = self._part("part", the=""), self._part("part2", the="")
        tens = r"(?:'(?P<short{0}>\d0)|(?P<tens{0}>(?:1[6-9]|20)\d0))'?s\b"
        tens2 = tens.format(2).replace("'(", "'?(", 1)  # "the 1970s and 80s"
        return {
            "year": (
                rf"{y_part}(?P<lead>(?:fiscal(?:{W}year)?|year){W}|fy{W}?)?{y}"
                rf"(?:(?:-(?!-)|/(?=\d\d\b(?!/))){y2}|{TO}{y_part2}(?P<year3>{YEAR}))?"
            ),
            "between": rf"between{W}(?P<core>{y}{W}and{W}(?P<year3>{YEAR}))",
            "decade": rf"(?:the{W})?{p1}{tens.format(1)}(?:(?:{TO}|{W}(?:and|or){W}){p2}{tens2})?",
            "juche": rf"juche{W}?(?P<number>\d{{1,3}})(?!\d)(?:{W}?\({YEAR}\))?",
            "season": rf"{p1}(?:(?P<the>the){W})?(?:{SHIFT}{W})?(?P<season>{self._words('season')})\b{OF_YEAR}",
            "quarter": rf"(?:the{W})?(?P<ordinal>{self._words('ordinal')})(?:{W}|-)quarter\b{OF_YEAR}",
            "code": (
                r"(?:(?P<kind>[qh])(?P<n>[1-4])(?:'(?P<yy>\d\d))?|(?P<n2>[1-4])(?P<kind2>[qh])(?:'?(?P<yy2>\d\d))?)"
                rf"(?![a-z\d]){OF_YEAR}"
            ),
            "century": rf"the{W}{p1}(?P<number>1[6-9]|2[01])(?:st|th){W}century\b",
            "yearend": rf"(?:the{W})?(?:year(?:-|{W}|'s{W})end|end-of-year)\b(?:{W}(?P<year>{YEAR}))?",
        }

    def _relative_rules(self) -> dict[str, str]:
        """Times told from the day of publication or from the day last told."""
        number = self._count()
        month = rf"(?P<month>{self._words('month')}|{self._words('month_short')})\.?"
        dayparts = self._words("daypart")
        far = rf"(?:ago|earlier|later|prior(?!{W}to)|hence|from{W}now|(?:before|after)(?:{ENDS}|{W}that\b))"
        # "three days after the April 10 election": counted from a date that stands there
        than = rf"(?P<than>before|after|following|prior{W}to)(?={W}(?:the{W})?{month}{W}?(?P<day>{DAY}){OF_YEAR})"
        of = rf"(?!{W}of{W}(?:{self._words('month')}|\d|the|his|her|its|their|this|that)\b)"
        moment = r"(?:(?:early|late|earlier|later) )?"
        return {
            "today": rf"{moment}(?P<word>{self._words('day')})(?:{W}{dayparts})?\b",
            "today2": rf"{moment}(?P<shift>this|last){W}(?P<daypart>{dayparts})\b",
            "today3": rf"the{W}day{W}(?P<beyond>before{W}yesterday|after{W}tomorrow)\b",
            "unit": rf"{self._part('part')}{SHIFT}{W}(?P<unit>week|month|quarter|year|decade)\b{of}",
            "unit2": (
                rf"(?P<part>{self._words('part')}){W}(?:in{W})?the{W}(?P<unit>day|week|month|quarter|year|decade)\b"
            ),
            "unit3": rf"the{W}(?P<unit>week|month|year){W}(?P<beyond>before{W}last|after{W}next)\b",
            "offset2": rf"(?P<number>half){W}an?{W}(?P<unit>month|year|decade){W}(?P<way>{far})\b",
            "offset3": rf"in{W}{number}{W}(?P<unit>(?:day|week|month|year)s?)'?s?'?{W}(?P<way>time)\b",
            "ahead": rf"in{W}{number}{W}(?P<unit>(?:day|week|fortnight|month|year)s?)\b(?!{W}?['-])",
            "offset": (
                rf"{number}(?:{W}|-)(?P<unit>(?:day|week|fortnight|month|year|decade)s?)\b{W}(?:(?P<way>{far})\b|{than})"
            ),
            "stretch": (
                rf"(?:the{W})?(?P<way>past|last|previous|next|coming|following){W}{number}{W}"
                rf"(?P<unit>(?:hour|day|week|month|year|decade)s?)\b(?!{W}of\b)"
            ),
            "stretch2": rf"the{W}(?P<way>past|last|next|coming){W}(?P<unit>week|month|year|decade)\b(?!{W}of\b)",
            "next": rf"(?:the{W})?(?P<way>next|following|previous|preceding|same){W}(?P<unit>day|{dayparts})\b",
            "next2": rf"the{W}(?P<way>following|previous|preceding|same){W}(?P<unit>week|month|year|decade)\b",
            "next3": rf"(?P<way>that){W}(?P<unit>day|week|month|year)\b",
            "next4": (
                rf"the{W}(?P<unit>day|night|week|month|year){W}"
                rf"(?:(?P<way>(?:before|after|earlier|prior){ENDS})|{than})"
            ),
        }

    def _count(self) -> str:
        return rf"(?P<number>\d{{1,3}}|{self._words('number')})"

    def _part(self, name: str, *, the: str = rf"(?:the{W})?") -> str:
        return rf"(?:(?P<{name}>{self._words('part')})(?:-|{W}){the})?"

    def _starts(self) -> dict[str, frozenset[str]]:
        months, weekdays = set(self.months), set(self._weekdays) | {"early", "late", "earlier", "later"}
        parts = {re.split("[ -]", part)[0] for part in self._parts}
        shifts, the = {"this", "last", "past", "next", "coming"}, {"the"}
        numbers = {number.split()[0] for number in self._numbers} | {"#"}
        years = parts | {"#"}
        following = {"following", "previous", "preceding", "same"}
        found: dict[str, set[str]] = {
            "iso": {"#"}, "iso2": {"#"}, "slashed": {"#"}, "date4": {"#"}, "date": months | weekdays | shifts,
            "nthday": the | set(self.ordinals) | {"last"}, "weekofdate": the | {"week", "weekend"},
            "firstdays": the | {"first", "last", "final", "opening", "closing"}, "monthyears": months | parts,
            "monthday2": weekdays, "code": {"#"} | {f"{kind}{n}" for kind in "qh" for n in range(1, 5)},
            "century": the, "ahead": {"in"}, "weekofday": weekdays, "weekofday2": shifts,
            "date2": weekdays | the | {"#"}, "date3": {"#"},
            "weekof": the | set(self.ordinals) | {"last"},
            "named2": the | {"eve"},
            "month": months | parts | shifts, "months": months, "span": {"between"}, "weekday": weekdays | shifts,
            "weekdays": weekdays | shifts, "weekend": shifts | the, "monthday": the,
            "named": shifts | {"#"} | {re.split("[^a-z0-9]", name)[0] for name in self._names},
            "year": years | {"fiscal", "fy", "year"}, "between": {"between"}, "decade": years | the, "juche": {"juche"},
            "season": parts | the | shifts | set(self.seasons),
            "quarter": the | set(self.ordinals), "yearend": the | {"year", "end"},
            "today": set(self.days) | {"early", "late", "earlier", "later"},
            "today2": {"early", "late", "earlier", "later", "this", "last"}, "today3": the, "unit": parts | shifts,
            "unit2": parts, "unit3": the, "offset2": {"half"}, "offset3": {"in"}, "offset": numbers,
            "stretch": shifts | the | following, "stretch2": the,
            "next": the | following | {"next"}, "next2": the, "next3": {"that"}, "next4": the,
        }  # fmt: skip
        return {name: frozenset(words) for name, words in found.items()}


def _any(words: Iterable[str]) -> str:
    """Return an alternation, longest first; spaces in a word stand for any space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", W) for word in ordered) + ")" if ordered else r"(?!)"


def _plain(text: str) -> str:
    return " ".join(text.split())
