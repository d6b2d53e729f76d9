"""Finds dates and reads them against the day of publication; writes ``korea.times``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy
from spacy.attrs import LOWER, SHAPE
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.base import TablePipe
from korea_nlp.components.times.reference_time import ReferenceTime, dateline
from korea_nlp.components.times.tense import Tenses
from korea_nlp.dates import (
    Found,
    Grammar,
    Interval,
    NamedDay,
    NamedDays,
    TimeWord,
    needs_direction,
    read_day,
    resolve,
    underspecified,
)
from korea_nlp.dates.grammar import fold
from korea_nlp.lexicon import Lexicon
from korea_nlp.syntax import Parse, read_parse

TRIGGER_KINDS = ("month", "month_short", "weekday", "weekday_short", "season", "unit", "day", "daypart")
TRIGGERS = ("weekend", "juche", "hours", "year-end", "end-of-year", "century")
YEAR_SHAPES = (
    "dddd", "ddddx", "'ddx", "dddx", "dddd-dd", "dddd-dddd", "dddd–dd", "dddd–dddd", "dddd/dd", "xxx-dddd", "xxx-ddddx",
    "dd-Xxx-dddd", "d-Xxx-dddd", "dd.dd.dddd", "d.d.dddd", "dd.d.dddd", "d.dd.dddd", "xxxx-dddd", "dddd-dd-dd",
    "dddd/dd/dd", "dd/dd/dddd", "d/dd/dddd", "dd/d/dddd", "d/d/dddd", "d/dd", "d/d", "Xd", "dX",
    "dXdd", "XXdddd", "ddx", "ddxx", "dxx",
)  # fmt: skip
BEFORE = 6  # tokens before a trigger at which its expression may start


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A row of ``lunar_days.csv``."""

    name: str
    day: str
    source: str


@Language.factory(
    "korea_times",
    assigns=["doc.spans"],
    default_config={
        "words": {"@misc": "korea_nlp.Lexicon.v1", "name": "time_words"},
        "calendar": {"@misc": "korea_nlp.Lexicon.v1", "name": "calendar"},
        "lunar": {"@misc": "korea_nlp.Lexicon.v1", "name": "lunar_days"},
        "scorer": {"@scorers": "korea_nlp.layer_scorer.v1", "layer": layers.TIMES},
    },
    default_score_weights={f"spans_{layers.TIMES}_f": 1.0},
)
def make_time_tagger(
    nlp: Language, name: str, words: Lexicon, calendar: Lexicon, lunar: Lexicon, scorer: Callable[..., Any] | None
) -> "TimeTagger":
    """Build the component; called by ``nlp.add_pipe("korea_times")``."""
    return TimeTagger(name, {"words": words, "calendar": calendar, "lunar": lunar}, scorer=scorer)


class TimeTagger(TablePipe):
    """Adds one span per date expression, labelled with its grain, and its first and last day as facts beside it."""

    def compile(self) -> None:
        """Read the tables into the grammar and the words that set it to work."""
        words = self.tables["words"].rows(TimeWord, key=("word", "kind"))
        lunar = self.tables["lunar"].rows(LunarDay, key=("name", "day"))
        days = NamedDays(self.tables["calendar"].rows(NamedDay), [(row.name, row.day) for row in lunar])
        self.grammar = Grammar(words, days)
        triggers = {row.word for row in words if row.kind in TRIGGER_KINDS}
        triggers |= {f"{row.word}." for row in words if row.kind in ("month_short", "weekday_short")} | set(TRIGGERS)
        triggers |= {max(name.split(), key=len) for name in days}
        # the hashes of strings are the same in every vocabulary
        self._words = numpy.array([get_string_id(word) for word in triggers], dtype="uint64")
        self._shapes = numpy.array([get_string_id(shape) for shape in YEAR_SHAPES], dtype="uint64")
        self._tenses = Tenses(words)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        layers.write_times(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[layers.Time]:
        """Return the times of a Doc and leave the Doc as it is."""
        text = doc.text
        folded = fold(text)
        stretches = self._stretches(doc)
        found = [each for start, end in stretches for each in self.grammar.find_folded(text, folded, start, end)]
        if not found:
            return []
        reference = ReferenceTime(text, read_day(layers.read_article(doc).published) or dateline(text, found))
        times: list[layers.Time] = []
        parse = read_parse(doc)
        for each in found:
            span = doc.char_span(each.start, each.end, alignment_mode="expand")
            if span is None or (times and span.start < times[-1].end):
                continue
            said = each.expression
            if said.kind == "year" and self._counts(parse, span.start, span.end):
                continue
            ask = needs_direction(said)
            direction = self._tenses.direction(parse, span.start, span.end) if ask else "unknown"
            if said.kind == "ahead" and direction != "future":
                continue
            interval = resolve(said, self.grammar.days, reference.context(each, direction))
            if interval is not None:
                reference.note(each, interval)
            elif reference.published is not None or said.year:
                continue  # there is no such day
            times.append(self._time(doc, span.start, span.end, each, interval))
        return times

    def _time(self, doc: Doc, start: int, end: int, found: Found, interval: Interval | None) -> layers.Time:
        key = layers.make_id(doc, "t", (start, end))
        if interval is None:
            relative = underspecified(found.expression, self.grammar.days)
            return layers.Time(key, start, end, None, None, _grain(found), relative)
        return layers.Time(key, start, end, interval.first.isoformat(), interval.last.isoformat(), interval.grain)

    def _stretches(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Yield the characters around words that can belong to a date; stretches that touch are one."""
        array = doc.to_array([LOWER, SHAPE]).reshape(-1, 2)
        hits = numpy.flatnonzero(numpy.isin(array[:, 0], self._words) | numpy.isin(array[:, 1], self._shapes))
        pieces: list[tuple[int, int]] = []
        for hit in hits.tolist():
            first = max(0, hit - BEFORE)
            if pieces and first <= pieces[-1][1]:
                first = pieces.pop()[0]
            pieces.append((first, hit + 1))
        for start, end in pieces:
            yield doc[start].idx, doc[end - 1].idx + len(doc[end - 1])

    def _counts(self, parse: Parse, start: int, end: int) -> bool:
        """Tell "among 2010 adults" from "the 2010 talks" and "in 2010": by the noun in the plural that it numbers."""
        i = parse.root_of(start, end)
        if parse.dep[i] != "nummod" or parse.tag[parse.head[i]] != "NNS":
            return False
        return i == 0 or parse.lower[i - 1] not in self.grammar.patterns.openers


def _grain(found: Found) -> str:
    """Return the grain of a time whose days are not known."""
    said = found.expression
    if said.kind in ("date", "weekday", "named", "monthday", "counted"):
        return "day"
    if said.kind in ("span", "stretch", "weekend", "half", "century"):
        return "duration"
    if said.kind in ("unit", "offset", "anchored", "ahead"):
        weeks = said.unit == "week" and (said.kind in ("offset", "ahead") or abs(said.number) > 1)
        return "day" if weeks else said.unit
    return said.kind
