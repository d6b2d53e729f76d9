"""The grammar: which words make a date expression, and what they say before any day is known.

Rules are regular expressions over the text in small letters, tried only at words that can start one; the longest match
wins. Words come from ``time_words.csv`` and ``calendar.csv``.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from korea_nlp.dates.days import NamedDays
from korea_nlp.dates.expression import Expression
from korea_nlp.dates.patterns import Patterns
from korea_nlp.dates.readers import Groups, Readers, day_of

FOLD = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-")
    | dict.fromkeys("\u00a0\u2007\u2009\u202f\t\r", " ")
    | dict.fromkeys("\u2018\u2019\u02bc", "'")
)
WORD = re.compile(r"'?[a-z0-9]+")
LAST_WORD = re.compile(r"([a-z0-9.'$€£₩#%]+)[ \n]{0,2}\(?$")
NEXT_WORD = re.compile(r"[ \n]{1,2}([a-z]+)")
NUMBERED = re.compile(
    r"(?:resolutions?|nos?\.|unit|room|flight|article|section|page|bureau|route|office|[$€£₩#/.-]|[a-z]-)\s?$"
)
FROM_COUNT = re.compile(r"\b(?:1[0-4]\d\d|\d{1,3}) to $")
HYPHENED = re.compile(r"-[A-Za-z]")
CAPITALS = re.compile(r"(?: [A-Z][\w-]*){1,4}")
QUOTED = ("“”", "‘’", '""', "''")
JOINED = re.compile(r" ?(?:,|and|or|to|-|, and) ?|-")


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A row of ``time_words.csv``; what ``value`` means depends on ``kind``: the number of a month, of a weekday ..."""

    word: str
    kind: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Found:
    """A date expression and the characters where it stands."""

    start: int
    end: int
    expression: Expression


Reader = Callable[[Groups], Expression | None]
Rule = tuple[str, re.Pattern[str], Reader]


class Grammar:
    """Finds date expressions.

    Example:
        >>> from korea_nlp.dates.days import NamedDays
        >>> words = [TimeWord("may", "month", "5", ""), TimeWord("early", "part", "early", "")]
        >>> Grammar(words, NamedDays([], [])).find("It began in early May.")[0].expression.part
        'early'
    """

    def __init__(self, words: Iterable[TimeWord], days: NamedDays) -> None:
        self.days = days
        self.patterns = Patterns([(word.word, word.kind, word.value) for word in words], list(days))
        self._readers = Readers(self.patterns)
        self._compiled: dict[str, Rule] = {}  # by name, each when a text first has a word that it starts with
        self._by_first: dict[str, list[str]] = {}
        for name in self.patterns.rules:
            for first in self.patterns.starts[name]:
                self._by_first.setdefault(first, []).append(name)

    def _rule(self, name: str) -> Rule:
        found = self._compiled.get(name)
        if found is None:
            kind = name.rstrip("0123456789")
            found = self._compiled[name] = kind, re.compile(self.patterns.rules[name]), getattr(self._readers, kind)
        return found

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Found]:
        """Return the date expressions of ``text[start:end]`` in order; they never overlap."""
        return self.find_folded(text, fold(text), start, len(text) if end is None else end)

    def find_folded(self, text: str, folded: str, start: int, end: int) -> list[Found]:
        """Do the same where the folded text is at hand."""
        found: list[Found] = []
        position = start
        while word := WORD.search(folded, position, end):
            best = self._longest(text, folded, word)
            if best is None:
                position = word.end()
            else:
                found += _split(*best)
                position = best[0].end()
        return _with_shared_years(found, folded)

    def _longest(self, text: str, folded: str, word: re.Match[str]) -> tuple[re.Match[str], Expression] | None:
        """Return the longest match of a rule that starts at a word."""
        first, start = word.group(), word.start()
        key = "#" if first[0] in "'0123456789" else first
        rules = self._by_first.get(key) or self._by_first.get(key.rstrip("0123456789"))  # "FY2023"
        if not rules or (start and (folded[start - 1].isalnum() or (first[0].isdigit() and _inside(folded, start)))):
            return None
        best: tuple[re.Match[str], Expression] | None = None
        for name, pattern, reader in map(self._rule, rules):
            match = pattern.match(folded, start)
            if match is None or (best is not None and match.end() <= best[0].end()):
                continue
            said = reader(match.groupdict())
            if said is not None and self._stands(name, said, match, text, folded):
                best = match, said
        return best

    # --- whether the words around let it stand ---------------------------------------------------------------------

    def _stands(self, name: str, said: Expression, match: re.Match[str], text: str, folded: str) -> bool:
        start = match.start()
        before = LAST_WORD.search(folded, max(0, start - 24), start)
        previous = before[1] if before else ""
        following = NEXT_WORD.match(folded, match.end())
        after = following[1] if following else ""
        if name in ("month", "months", "monthyears", "date"):
            return self._is_month(match, said, previous, text) and not self._is_name(match, said, text, folded)
        if name == "year":
            return self._is_year(match, said, previous, after, folded)
        if name == "season":
            # "the Winter Olympics"
            named = text[match.start("season")].isupper() and text[match.end() + 1 : match.end() + 2].isupper()
            return not named and _is_season(match, said, previous, after)
        if name == "weekday":
            # "the Sunday Times", "every Friday", "Bloody Sunday"
            named = text[match.end() + 1 : match.end() + 2].isupper() and after in self.patterns.name_heads
            named = named or folded.startswith("fox news ", max(0, start - 9))
            return not named and previous not in ("every", "each", "bloody", "super")
        if name == "named":
            # "their memorial day" is any
            if text[start : match.end()].islower():
                return False
            return self.days.bare[said.name] or previous in self.patterns.openers or previous in ("on", "at", "over")
        if name in ("unit", "today") and text[start].isupper() and text[start - 1] + text[match.end() :][:1] in QUOTED:
            return False  # ABC's "This Week", the "Today" show
        if name == "today" and before and said.number == 0:
            # "USA Today" is a paper
            return not (text[start].isupper() and text[before.start(1)].isupper() and folded[start - 1] == " ")
        if name != "monthday" or match.groupdict().get("weekday"):
            return True
        return previous in ("on", "by", "since", "until") or (said.kind == "span" and previous in ("from", "between"))

    def _is_month(self, match: re.Match[str], said: Expression, previous: str, text: str) -> bool:
        """Tell "May" from "may": capitals, and a preposition where no day or year stands beside it."""
        where = match.start("month")
        if not text[where].isupper() or (text[max(0, where - 1)] == "-" and where == match.start()):
            return False  # "Kim Sung-Jun"
        if said.kind == "month" and HYPHENED.match(text, match.end("month")):
            return False  # "Mar-a-Lago"
        short = match["short"] is not None and text[match.end("month") : match.end("month") + 1] != "."
        if not (short or match["month"] in ("may", "march")) or said.kind == "span":
            return True
        if said.kind == "month" and not said.year and text.startswith(" of ", match.end()):
            return False  # "the March of the Volunteers"
        if said.day or said.year or said.part or said.shift is not None or said.year_shift is not None:
            return True
        return previous in self.patterns.openers

    def _is_name(self, match: re.Match[str], said: Expression, text: str, folded: str) -> bool:
        """Tell a date in the name of a place: "the February 8 Vinalon Complex"."""
        if said.kind != "date" or said.year is not None:
            return False
        name = CAPITALS.match(text, match.end())
        return name is not None and not self.patterns.named_after.isdisjoint(folded[slice(*name.span())].split())

    def _is_year(self, match: re.Match[str], said: Expression, previous: str, after: str, folded: str) -> bool:
        """Tell a year from a count: "in 2017", "(2017)", not "about 2000", "2000 troops", "Resolution 1874"."""
        start, end = match.span()
        if said.part or match["lead"]:
            return True
        of_resolution = "resolution" in folded[max(0, start - 40) : start] and previous not in ("in", "since", "until")
        if of_resolution or NUMBERED.search(folded, max(0, start - 12), start):
            return folded[start - 1 : start] == "("
        if folded.startswith(("%", "°", " %", "-"), end):
            return False
        year = (said.ends[0].year if said.ends else said.year) or 0
        if previous in self.patterns.approximators or after in self.patterns.counted:
            return False
        if FROM_COUNT.search(folded, max(0, start - 12), start):  # "from 1000 to 2000 jobs"
            return False
        if year < 1900:
            return previous in ("in", "since", "of", "from")
        return year >= 1945 or previous in self.patterns.openers or not after


def _is_season(match: re.Match[str], said: Expression, previous: str, after: str) -> bool:
    """Tell the season from "the fall of the wall" and "a spring"."""
    if said.year or said.year_shift is not None or said.shift is not None or said.part:
        return True
    if match["season"] == "fall":
        return previous in ("in", "by", "since", "until") and after not in ("of", "in", "to", "from")
    return bool(match["the"]) or previous in ("in", "by", "since", "until", "during")


def _inside(folded: str, start: int) -> bool:
    """Tell whether digits go on a number: the 5 of "2.5 years"."""
    return start > 1 and folded[start - 1] in ".," and folded[start - 2].isdigit()


def _split(match: re.Match[str], said: Expression) -> list[Found]:
    """Return what a match holds: mostly one time, two in "March 8 and 14"."""
    groups = match.groupdict()
    if groups.get("core"):
        return [Found(*match.span("core"), said)]
    if groups.get("also") and said.kind == "date":
        other = replace(said, day=day_of(match["also"]), weekday=None)
        return [Found(match.start(), match.end("day"), said), Found(match.start("also"), match.end(), other)]
    return [Found(*match.span(), said)]


def fold(text: str) -> str:
    """Return a text of the same length in small letters, with plain spaces, hyphens and apostrophes.

    Example:
        >>> fold("Oct. 8–12")
        'oct. 8-12'
    """
    small = text.lower()
    if len(small) != len(text):
        small = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return small.translate(FOLD)


def _with_shared_years(found: list[Found], folded: str) -> list[Found]:
    """Give "May" of "May and August 2023" its year."""
    for i in range(len(found) - 2, -1, -1):
        said, following = found[i].expression, found[i + 1].expression
        bare = said.kind in ("month", "date") and said.year is None and said.shift is None and said.year_shift is None
        donor = following.ends[0] if following.ends else following
        if not bare or donor.kind not in ("month", "date") or (donor.year is None and donor.year_shift is None):
            continue
        if JOINED.fullmatch(folded, found[i].end, found[i + 1].start):
            year, shift = donor.year, donor.year_shift
            if (said.month or 0) > (donor.month or 0):
                year, shift = (year - 1 if year else None), (shift - 1 if shift is not None else None)
            found[i] = replace(found[i], expression=replace(said, year=year, year_shift=shift))
    return found
