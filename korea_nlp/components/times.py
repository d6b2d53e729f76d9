"""Finds dates and reads them against the day of publication; writes ``korea.times``."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy
from spacy.attrs import LOWER, SHAPE
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from korea_nlp import layers
from korea_nlp.components.base import TablePipe
from korea_nlp.dates import (
    Context,
    Direction,
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

TRIGGER_KINDS = ("month", "month_short", "weekday", "weekday_short", "season", "unit", "day", "daypart")
TRIGGERS = ("weekend", "juche", "hours", "year-end")
YEAR_SHAPES = (
    *("dddd", "ddddx", "'ddx", "dddx", "dddd-dd", "dddd-dddd", "dddd–dd", "dddd–dddd", "dddd-dd-dd"),
    *(
        "xxx-dddd",
        "xxx-ddddx",
        "xxxx-dddd",
        "dd/dd/dddd",
        "dddd/dd/dd",
        "d/dd/dddd",
        "dd/d/dddd",
        "d/d/dddd",
        "d/dd",
        "d/d",
        "Qd",
    ),
)
STORY = 300  # characters after a date with a year in which a bare one may be of that year
DATELINE = 90  # characters from the start of an article within which its dateline ends
BEFORE = 6  # tokens before a trigger at which its expression may start


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A row of ``lunar_days.csv``."""

    name: str
    day: str
    source: str


@dataclass(slots=True)
class Thread:
    """What a text has told so far: the day told last, and the story of another year that it is in.

    Attributes:
        text: The article's text.
        published: The day of publication, where it is known.
        told: The day or month told last.
        told_end: The character where it ends.
        story: The last date with a year, where that is not the year of publication.
        story_ends: The character up to which bare dates may be of that story.
    """

    text: str
    published: date | None
    told: Interval | None = None
    told_end: int = 0
    story: Interval | None = None
    story_ends: int = 0

    def context(self, found: Found, direction: Direction) -> Context:
        """Return against what an expression is read."""
        told, story = self.told, self.story if found.start < self.story_ends else None
        # "On Friday, a day after the talks, ...": only a day of the same sentence is that of the moment
        if found.expression.kind == "moment" and self.text.find(".", self.told_end, found.start) >= 0:
            told = None
        return Context(self.published, told, story, direction)

    def note(self, found: Found, interval: Interval) -> None:
        """Remember a time that was told."""
        if interval.grain not in ("day", "month"):
            return
        self.told, self.told_end = interval, found.end
        year = found.expression.year
        if year and not (self.published and self.published.year == year):
            self.story, self.story_ends = interval, found.end + STORY
        elif self.story and found.start < self.story_ends and interval.first.year == self.story.first.year:
            self.story_ends = found.end + STORY


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
    nlp: Language,
    name: str,
    words: Lexicon,
    calendar: Lexicon,
    lunar: Lexicon,
    scorer: Callable[..., Any] | None,
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
        self._triggers = triggers
        self._hashes: tuple[Any, Any] | None = None
        self._ahead = frozenset(row.word for row in words if row.kind == "ahead")
        self._ahead_aux = frozenset(row.word for row in words if row.kind == "ahead_aux")

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        layers.write_times(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[layers.Time]:
        """Return the times of a Doc and leave the Doc as it is."""
        text = doc.text
        found = self._read(doc, text)
        if not found:
            return []
        thread = Thread(text, read_day(layers.read_article(doc).published) or _dateline(text, found))
        times: list[layers.Time] = []
        parsed = doc.has_annotation("DEP")
        for each in found:
            span = doc.char_span(each.start, each.end, alignment_mode="expand")
            if span is None or (times and span.start < times[-1].end):
                continue
            said = each.expression
            direction = self._direction(doc, span.start, span.end, parsed) if needs_direction(said) else "unknown"
            interval = resolve(said, self.grammar.days, thread.context(each, direction))
            if interval is None and (thread.published is not None or said.year):
                continue  # there is no such day
            if interval is not None:
                thread.note(each, interval)
            times.append(self._time(doc, span.start, span.end, each, interval))
        return times

    def _time(self, doc: Doc, start: int, end: int, found: Found, interval: Interval | None) -> layers.Time:
        key = layers.make_id(doc, "t", (start, end))
        if interval is None:
            relative = underspecified(found.expression, self.grammar.days)
            return layers.Time(key, start, end, None, None, _grain(found), relative)
        return layers.Time(key, start, end, interval.first.isoformat(), interval.last.isoformat(), interval.grain)

    def _read(self, doc: Doc, text: str) -> list[Found]:
        """Run the grammar over the stretches around words that can belong to a date."""
        stretches = list(self._stretches(doc))
        if not stretches:
            return []
        folded = fold(text)
        return [found for start, end in stretches for found in self.grammar.find_folded(text, folded, start, end)]

    def _stretches(self, doc: Doc) -> Iterator[tuple[int, int]]:
        """Yield the characters around the triggers; stretches that touch are one."""
        if not len(doc):
            return
        lowers, shapes = self._trigger_hashes(doc)
        array = doc.to_array([LOWER, SHAPE])
        hits = numpy.flatnonzero(numpy.isin(array[:, 0], lowers) | numpy.isin(array[:, 1], shapes))
        start = end = -1
        for hit in hits.tolist():
            first, last = max(0, hit - BEFORE), hit + 1
            if first > end and end >= 0:
                yield doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
                start = first
            start, end = (first if start < 0 else start), last
        if end >= 0:
            yield doc[start].idx, doc[end - 1].idx + len(doc[end - 1])

    def _trigger_hashes(self, doc: Doc) -> tuple[Any, Any]:
        """Return the triggers as the hashes of strings, which are the same in every vocabulary."""
        if self._hashes is None:
            words = numpy.array(sorted(get_string_id(word) for word in self._triggers), dtype="uint64")
            self._hashes = words, numpy.array(sorted(get_string_id(shape) for shape in YEAR_SHAPES), dtype="uint64")
        return self._hashes

    # --- past or future --------------------------------------------------------------------------------------------

    def _direction(self, doc: Doc, start: int, end: int, parsed: bool) -> Direction:
        """Tell whether the clause around a date speaks of the past or the future."""
        if not parsed:
            near = {token.lower_ for token in doc[max(0, start - 8) : min(len(doc), end + 4)]}
            return "future" if near & self._ahead_aux else "unknown"
        head = doc[start:end].root
        for _ in range(6):
            if head.i < start or head.i >= end:
                if head.lemma_.lower() in self._ahead or head.lower_ in self._ahead:
                    return "future"
                if head.pos_ in ("VERB", "AUX"):
                    direction = self._tense(head)
                    if direction == "open":
                        return "unknown"
                    if direction != "unknown":
                        return direction
            if head.head.i == head.i:
                break
            head = head.head
        return "unknown"

    def _tense(self, verb: Token) -> Direction | Literal["open"]:
        """Read the tense of a verb from its auxiliaries and its form; ``unknown`` asks its head, ``open`` is final."""
        auxiliaries = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
        tags = {aux.tag_ for aux in auxiliaries}
        if any(aux.lower_ in self._ahead_aux for aux in auxiliaries) or verb.lower_ == "going":
            return "future"
        perfect = any(aux.lemma_ == "have" for aux in auxiliaries)
        # "could have fired", "appears to have fired", "was fired", "fired"
        if verb.tag_ in ("VBD", "VBN") and (perfect or not tags & {"MD", "TO"}):
            return "past"
        if "MD" in tags:
            return "future"
        if "TO" in tags:
            return "future" if verb.head.lemma_.lower() in self._ahead else "open"
        if verb.tag_ == "VBG":
            return "past" if "VBD" in tags else "future" if tags else "unknown"
        return "open" if verb.tag_ in ("VBZ", "VBP") else "unknown"


def _dateline(text: str, found: list[Found]) -> date | None:
    """Return the full date of a dateline: "SEOUL, Jan. 24, 2025 (AP) -"; it serves where no publication is known."""
    first = found[0]
    if (
        first.end > DATELINE
        or first.expression.kind != "date"
        or not text[first.end : first.end + 9].lstrip(" ,").startswith(("(", "-", "–", "—"))
    ):
        return None
    interval = resolve(first.expression, NamedDays([], []), Context())
    return interval.first if interval else None


def _grain(found: Found) -> str:
    """Return the grain of a time whose days are not known."""
    said = found.expression
    if said.kind in ("date", "weekday", "named", "monthday", "moment"):
        return "day"
    if said.kind in ("span", "stretch", "weekend"):
        return "duration"
    if said.kind in ("unit", "offset", "anchored"):
        weeks = said.unit == "week" and (said.kind == "offset" or abs(said.number) > 1)
        return "day" if weeks and said.kind != "unit" else said.unit
    return said.kind
