"""From a Doc to its amounts: find the tokens that may begin one, read it off the text, ask the parse what it counts."""

from bisect import bisect_left, bisect_right
from dataclasses import replace

from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.quantities import deaths, relations, trend
from korea_nlp.components.quantities.completing import Completer
from korea_nlp.components.quantities.exclusions import AGO, is_excluded
from korea_nlp.components.quantities.nouns import NounFinder
from korea_nlp.components.quantities.relations import Reading
from korea_nlp.components.quantities.scanning import Scanner
from korea_nlp.components.quantities.tables import Tables

LARGE = 10_000  # no street, room or resolution has such a number


class Reader:
    """Reads all amounts of a Doc."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.scanner = Scanner(tables)
        self.nouns = NounFinder(tables)
        self.completer = Completer(tables)

    def dimension(self, reading: Reading) -> str | None:
        """Return what an amount measures."""
        if reading.amount.age:
            return "age"
        if reading.unit is None and reading.amount.form == "fraction":
            return "fraction"
        return "people" if reading.people else self.tables.dimension(reading.unit)

    def read(self, doc: Doc) -> list[Reading]:
        """Return the amounts of a Doc, in order of the text."""
        places = self.scanner.candidates(doc)
        if not places:
            return []
        text = doc.text
        starts = [token.idx for token in doc]
        blocked = {i for time in layers.read_times(doc) for i in range(time.start, time.end)}
        parsed = doc.has_annotation("DEP") and doc.has_annotation("TAG")
        readings: list[Reading] = []
        sentence = Sentences(doc)
        for amount in self.scanner.scan(text, doc, places):
            start = bisect_right(starts, amount.start) - 1
            number = bisect_left(starts, amount.end)
            first = bisect_right(starts, amount.first) - 1
            reading = Reading(amount, start, number, sentence.of(start), number, amount.unit)
            if is_excluded(doc, text, amount, first, number, self.tables) or self._is_time(doc, text, reading, blocked):
                continue
            if parsed:
                _lasting_over(doc, reading, self.tables)
                self.nouns.find(doc, text, reading, first, readings)
                if _is_name(doc, reading):
                    continue
            if readings and reading.start < readings[-1].end:
                reading.start = readings[-1].end
                if reading.start >= reading.end:
                    continue
            readings.append(reading)
        return self._relate(doc, text, readings, parsed=parsed)

    # --- what the parse says ---------------------------------------------------------------------------------------

    def _is_time(self, doc: Doc, text: str, reading: Reading, blocked: set[int]) -> bool:
        """Tell whether an amount is part of a date: "two weeks ago"; durations are amounts."""
        amount = reading.amount
        if self.tables.dimension(amount.unit) == "time":
            return AGO.match(text, amount.end) is not None
        return reading.number - 1 in blocked

    # --- between amounts -------------------------------------------------------------------------------------------

    def _relate(self, doc: Doc, text: str, readings: list[Reading], *, parsed: bool) -> list[Reading]:
        """Complete each amount by the others, leave out those that say nothing, and link them."""
        relations.borrow_units(text, readings, self.tables)
        if parsed:
            for place, reading in enumerate(readings):
                self.completer.complete(doc, text, readings, place, reading)
                trend.read_trend(doc, text, reading, self.tables)
            readings = [reading for reading in readings if not _says_nothing(reading)]
            relations.link_parts(doc, text, readings)
            relations.link_members(doc, readings)
            deaths.spread(doc, readings, self.tables)
        for reading in readings:
            if reading.amount.relation != "none" and reading.relation == "none":
                reading.relation = reading.amount.relation
            elif reading.amount.form == "fraction" and reading.unit is None:
                reading.relation = "fraction"
            if reading.of is not None and reading.status is None:
                reading.status = readings[reading.of].status
        relations.link_conversions(text, readings, self.tables)
        self._rate_conversions(text, readings)
        return readings

    def _rate_conversions(self, text: str, readings: list[Reading]) -> None:
        """Read what both ways of putting an amount are per: "C$6 (US$4.46) per share"."""
        for reading in readings:
            stop = reading.amount.end + 1
            if reading.same_as is None:
                continue
            outer = replace(reading.amount, end=stop)
            self.scanner.amounts.units.read_per(text, outer)
            if outer.end > stop and outer.unit is not None:
                first = readings[reading.same_as]
                per = outer.unit.rpartition(" per ")[2]
                for each in (first, reading):
                    each.unit = f"{each.unit} per {per}"


class Sentences:
    """The sentence that a token stands in, by the place of its first token; walks the Doc once."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.place, self.number = doc, 0, 0
        self.known = doc.has_annotation("SENT_START")

    def of(self, position: int) -> int:
        """Return the number of the sentence of a token; positions are asked for in order."""
        while self.place < position:
            self.place += 1
            if self.doc[self.place].is_sent_start:
                self.number += 1
        return self.number


def _lasting_over(doc: Doc, reading: Reading, tables: Tables) -> None:
    """Take "over" for a preposition where the parse does: "adds 900 posts over two years", not "for over two years"."""
    amount, first = reading.amount, doc[reading.start]
    if first.lower_ == "over" and first.dep_ == "prep" and tables.dimension(amount.unit) == "time":
        amount.bound, amount.start = "exact", doc[reading.start + 1].idx
        reading.start += 1


def _is_name(doc: Doc, reading: Reading) -> bool:
    """Tell whether a number is part of the name after it: "1718 Sanctions Committee", "575 Mill Road"."""
    if reading.noun == -1:
        return True
    if reading.noun is None or reading.amount.form != "digits":
        return False
    head = doc[reading.noun]
    named = head.tag_ == "NNP" and head.is_title
    return named and reading.amount.upper < LARGE  # "27000 Model S and Model X vehicles"


def _says_nothing(reading: Reading) -> bool:
    """Tell whether a bare number word counts nothing: "get hands on one"."""
    amount = reading.amount
    if reading.unit is not None or amount.form != "words" or amount.vague:
        return False
    return amount.upper == 1
