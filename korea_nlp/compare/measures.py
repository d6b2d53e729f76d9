"""What a figure measures: read from its unit, what befell the people counted, and the words beside it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from korea_nlp.compare.names import STOP, PlaceRow
from korea_nlp.lexicon import Lexicon
from korea_nlp.records import Quantity

AROUND = 160  # characters to each side in which a word may say what is measured
SOLDIERS = frozenset(("airman", "marine", "officer", "sailor", "serviceman", "soldier", "trooper"))
ANYBODY = frozenset(("casualty", "citizen", "death", "man", "person", "victim"))
CAPTIVES = frozenset(("captive", "detainee", "hostage", "inmate", "prisoner"))
STOCK = 500  # soldiers that are no single ones
COUNTS = ("count", "people")  # dimensions told in numbers of things
TWIN = 8  # characters between two figures of one thing: "100 km (62 miles)", "650 km, or 400 miles"
FIGHTERS = frozenset(
    ["extremist", "fighter", "guerrilla", "gunman", "insurgent", "jihadist", "militant", "rebel", "terrorist"]
)  # one side's word for another's
NEARBY = 10  # words to each side that are looked at
WORD = re.compile(r"\b[a-z]+")
TELLS = frozenset(("said", "say", "says", "that", "told", "which", "who"))  # behind them another clause begins
Place = Literal["event", "mass", "money", "noun", "people", "status", "unit", "word"]
Span = Literal["moment", "running", "standing"]
# days after which a figure says nothing of another
STALE: dict[Span, int] = {"moment": 400, "running": 60, "standing": 730}
BESIDE: dict[str | None, Place] = {
    **{None: "people", "people": "people"},
    **{"length": "word", "mass": "mass", "money": "money"},
}


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
        place: Which of them it is: ``word`` beside a length, ``people``, ``mass`` and ``money`` beside those, ``noun``
            of a bare number ("the toll is 12"); an ``event`` is one that can be denied or confirmed.
        measure: What is measured; figures of one measure can be rivals.
        scope: What of it the figure takes in.
        kinds: Kinds of event one of which must be told of.
        span: ``moment``: it belongs to one event; ``running``: a count that grows over weeks; ``standing``: a stock,
            or a sum of a year.
    """

    key: str
    place: Place
    measure: str
    scope: str | None
    kinds: tuple[str, ...]
    span: Span
    source: str


class Measures:
    """The tables that say what figures measure, ready to be asked.

    Args:
        measures: The table ``measures``.
        units: The table ``units``.
        countries: The table ``countries``.
        places: The table ``places``.
    """

    def __init__(self, measures: Lexicon, units: Lexicon, countries: Lexicon, places: Lexicon) -> None:
        self.rows = {(row.place, row.key): row for row in measures.rows(MeasureRow, key=("place", "key"))}
        self.factors = {row.unit: row.factor for row in units.rows(UnitRow)}
        self.countries_of = {row.id: row.country for row in places.rows(PlaceRow) if row.country}
        codes: dict[str, str] = {}
        self.states: dict[str, str] = {}
        for row in countries.rows(CountryRow):
            codes |= {name: row.code for name in (*row.adjectives, row.people) if name}
            self.states[row.actor] = row.code
        self.nations = tuple(codes)
        self._codes = codes
        names = sorted(map(re.escape, codes), key=len, reverse=True)
        self._named = {state.replace("-", " ").title(): code for state, code in self.states.items()}
        both = sorted(map(re.escape, {**codes, **self._named}), key=len, reverse=True)
        self._nation = re.compile(rf"(?<!\w)(?:{'|'.join(both)})(?!\w)")
        self._adjective = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")

    def country(self, words: str) -> str | None:
        """Return the country whose adjective stands in some words: PRK of "300 North Korean soldiers"."""
        found = self._adjective.search(words)
        return self._codes[found[0]] if found else None

    def nations_in(self, words: str) -> list[str]:
        """Return the countries whose names, adjectives or people stand in some words, in order."""
        return [self._codes.get(found[0]) or self._named[found[0]] for found in self._nation.finditer(words)]

    def row(self, text: str, quantity: Quantity, before: int, triggers: Iterable[str]) -> MeasureRow | None:
        """Return what a figure measures, None where it has no rivals by itself.

        Args:
            text: The article's text.
            quantity: The figure.
            before: Where the figure before it ends; the words between the two say what it measures.
            triggers: Words for the events that it belongs to.
        """
        if quantity.status is not None:
            return self.rows.get(("status", quantity.status))
        if quantity.counted is not None and quantity.dimension in (None, *COUNTS):
            # "the losses come to 4,700", "raised the toll to 156"
            for word in WORD.findall(quantity.counted.text.lower()):
                if row := self.rows.get(("noun", word)):
                    return row
        # "sent at least 11,000 soldiers": those who are sent are deployed; "a yield of 50 kilotons"
        if row := self.rows.get(("unit", quantity.unit or "")):
            return row
        beside = BESIDE.get(quantity.dimension)
        row = self._by_words(beside, text, quantity, before, triggers) if beside else None
        if row is None and quantity.unit in SOLDIERS and (quantity.lower or quantity.upper or 0) >= STOCK:
            return self.rows.get(("status", "deployed"))
        return row

    def _by_words(
        self, place: Place, text: str, quantity: Quantity, before: int, triggers: Iterable[str]
    ) -> MeasureRow | None:
        """Read "flew 600 km", "at a maximum altitude of 100 km", "600 km in range", "sent 11,000 soldiers"."""
        left = WORD.findall(STOP.split(text[max(before, quantity.start - AROUND) : quantity.start])[-1])
        right = WORD.findall(STOP.split(text[quantity.end : quantity.end + AROUND])[0])
        left.reverse()
        for words in (triggers, WORD.findall(quantity.text), _clause(left), _clause(right)):
            for word in words:
                if row := self.rows.get((place, word)):
                    return row
        return None


def _clause(words: list[str]) -> list[str]:
    end = next((place for place, word in enumerate(words) if word in TELLS), len(words))
    return words[: min(end, NEARBY)]
