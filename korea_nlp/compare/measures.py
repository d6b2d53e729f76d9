"""What a figure measures: read from its unit, what befell the people counted, and the words beside it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from korea_nlp.lexicon import Lexicon
from korea_nlp.records import Quantity

AROUND = 160  # characters to each side in which a word may say what is measured
SOLDIERS = ("soldier", "casualty")
TWIN = 8  # characters between two figures of one thing: "100 km (62 miles)", "650 km, or 400 miles"
STOP = re.compile(r"[.!?][\"'”’)\]]*\s|\n")
JOINT = re.compile(r"[,;]|\band\b")
WORD = re.compile(r"[a-z]+")
Place = Literal["counted", "event", "mass", "money", "people", "status", "time", "unit", "word"]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A row of ``units``."""

    unit: str
    dimension: str
    factor: float | None
    source: str


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A row of ``countries``."""

    actor: str
    code: str
    adjectives: tuple[str, ...]
    people: str
    source: str


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A row of ``measures``: a unit, a status, or a word beside a figure, and what it measures.

    Attributes:
        key: The status, the unit, the word or the kind of event.
        place: Which of them it is: ``word`` beside a length, ``mass``, ``money``, ``people`` and ``time`` beside those;
            an ``event`` is one that can be denied or confirmed.
        measure: What is measured; figures of one measure can be rivals.
        scope: What of it the figure takes in.
        span: ``running``: a count that grows over weeks; ``moment``: it belongs to one day.
    """

    key: str
    place: Place
    measure: str
    scope: str | None
    span: Literal["running", "moment"]
    source: str


BESIDE: dict[str | None, Place] = {  # dimensions of which words beside them say what is measured
    "length": "word", "mass": "mass", "money": "money", "people": "people", "time": "time", None: "people"
}  # fmt: skip


class Measures:
    """The tables that say what figures measure, ready to be asked.

    Args:
        measures: The table ``measures``.
        units: The table ``units``.
        countries: The table ``countries``.
    """

    def __init__(self, measures: Lexicon, units: Lexicon, countries: Lexicon) -> None:
        self.rows = {(row.place, row.key): row for row in measures.rows(MeasureRow, key=("place", "key"))}
        self._running = {row.measure for row in self.rows.values() if row.span == "running"}
        self.factors = {row.unit: row.factor for row in units.rows(UnitRow)}
        codes: dict[str, str] = {}
        for row in countries.rows(CountryRow):
            codes |= {name: row.code for name in (*row.adjectives, row.people) if name}
        self._codes = codes
        names = sorted(map(re.escape, codes), key=len, reverse=True)
        self._adjective = re.compile(rf"\b(?:{'|'.join(names)})\b") if names else None

    def running(self, measure: str | None) -> bool:
        """Return whether a measure is a count that grows over weeks."""
        return measure in self._running

    def befell(self, counted: Iterable[str]) -> str | None:
        """Return what befell those counted, where the noun says so: killed of "lives" and "bodies"."""
        rows = (self.rows.get(("counted", stem)) for stem in counted)
        return next((row.scope for row in rows if row), None)

    def country(self, words: str) -> str | None:
        """Return the country whose adjective stands in some words: PRK of "300 North Korean soldiers"."""
        found = self._adjective.search(words) if self._adjective else None
        return self._codes[found[0]] if found else None

    def countries(self, words: str) -> set[str]:
        """Return the countries whose adjectives or peoples stand in some words."""
        return {self._codes[found] for found in self._adjective.findall(words)} if self._adjective else set()

    def nameless(self, words: str) -> str:
        """Return some words without the adjectives and peoples of countries."""
        return self._adjective.sub("", words) if self._adjective else words

    def row(self, text: str, quantity: Quantity, before: int, status: str | None) -> MeasureRow | None:
        """Return what a figure measures, None where it has no rivals by itself.

        Args:
            text: The article's text.
            quantity: The figure.
            before: Where the figure before it ends; the words between the two say what it measures.
            status: What befell the people counted.
        """
        if status is not None:
            return self.rows.get(("status", status))
        # "sent at least 11,000 soldiers": those who are sent are deployed
        if (place := BESIDE.get(quantity.dimension)) is not None:
            return self._by_words(place, text, quantity, before)
        return self.rows.get(("unit", quantity.unit or ""))

    def _by_words(self, place: Place, text: str, quantity: Quantity, before: int) -> MeasureRow | None:
        """Read "flew 600 km", "at a maximum altitude of 100 km", "600 km in range", "sent 11,000 soldiers"."""
        left = STOP.split(text[max(before, quantity.start - AROUND) : quantity.start])[-1].lower()
        # "reached 1,500 km and flew 900": what comes after the "and" is of the next figure
        right = JOINT.split(STOP.split(text[quantity.end : quantity.end + AROUND])[0].lower())[0]
        for words in (reversed(WORD.findall(left)), WORD.findall(right)):
            for word in words:
                if row := self.rows.get((place, word)):
                    return row
        return None

    def crowd(self, sentence: str) -> MeasureRow | None:
        """Return what people a sentence is about, for a number that the next one tells: "They marched. 300 came"."""
        rows = (self.rows.get(("people", word)) for word in reversed(WORD.findall(sentence.lower())))
        return next((row for row in rows if row is not None and row.span == "moment"), None)


def sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a stretch, as far as its stops tell."""
    return STOP.split(text[max(0, start - AROUND) : start])[-1] + STOP.split(text[start : end + AROUND])[0]
