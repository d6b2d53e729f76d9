"""From a Doc to its amounts: find where one may begin, read it off the text, ask the parse what it counts."""

from bisect import bisect_left, bisect_right
from itertools import accumulate

from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.quantities import relations
from korea_nlp.components.quantities.candidates import CandidateFinder
from korea_nlp.components.quantities.counted import NounFinder
from korea_nlp.components.quantities.ellipsis import Completer
from korea_nlp.components.quantities.grammar import Page
from korea_nlp.components.quantities.measured import owner
from korea_nlp.components.quantities.non_quantities import AGO, is_no_quantity
from korea_nlp.components.quantities.noun_phrases import noun_phrase
from korea_nlp.components.quantities.relations import Reading
from korea_nlp.components.quantities.status import tells_of_death
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.components.quantities.trend import read_trend
from korea_nlp.reader import read_reading
from korea_nlp.reader.heads import status
from korea_nlp.syntax import Parse, read_parse

LARGE = 10_000  # no street, room or resolution has such a number
VICTIM = "victim"


class Reader:
    """Reads all amounts of a Doc."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.candidates = CandidateFinder(tables)
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
        places = self.candidates.places(doc)
        if not places:
            return []
        parse = read_parse(doc)
        lengths = (len(word) + spaced for word, spaced in zip(parse.text, parse.spaced, strict=True))
        starts = list(accumulate(lengths, initial=0))[:-1]
        page = Page(doc.text, parse, starts)
        dates = {i for time in layers.read_times(doc) for i in range(time.start, time.end)}
        parsed = parse.parsed and any(parse.tag)
        readings: list[Reading] = []
        for amount in self.candidates.find(page, places):
            start = bisect_right(starts, amount.start) - 1
            number = bisect_left(starts, amount.end)
            first = bisect_right(starts, amount.first) - 1
            reading = Reading(amount, start, number, parse.sent[start], number, amount.unit)
            if is_no_quantity(page, amount, first, number, self.tables) or self._is_time(page.text, reading, dates):
                continue
            if parsed:
                self._lasting_over(page, reading)
                self.nouns.find(page, reading, first, readings)
                if _is_name(parse, reading):
                    continue
            if readings and reading.start < readings[-1].end:
                reading.start = readings[-1].end
                if reading.start >= reading.end:
                    continue
            readings.append(reading)
        readings = self._relate(page, readings, parsed=parsed)
        self._ask_status(doc, parse, readings)
        return readings

    def _is_time(self, text: str, reading: Reading, dates: set[int]) -> bool:
        """Tell whether an amount is part of a date: "two weeks ago"; durations are amounts."""
        amount = reading.amount
        if self.tables.dimension(amount.unit) == "time" and AGO.match(text, amount.end):
            return True
        return reading.number - 1 in dates  # "in the past two months"

    def _lasting_over(self, page: Page, reading: Reading) -> None:
        """Take "over" for a preposition where the parse does: "adds 900 posts over two years"."""
        start, amount = reading.start, reading.amount
        over = page.parse.lower[start] == "over" and page.parse.dep[start] == "prep"
        if over and self.tables.dimension(amount.unit) == "time":
            amount.bound, amount.start = "exact", page.starts[start + 1]
            reading.start += 1

    def _relate(self, page: Page, readings: list[Reading], *, parsed: bool) -> list[Reading]:
        """Complete each amount by the others, leave out those that say nothing, and link them."""
        text, parse = page.text, page.parse
        relations.borrow_units(text, readings)
        if parsed:
            for place, reading in enumerate(readings):
                self.completer.complete(page, readings, place)
                read_trend(page, reading, self.tables)
            readings = [reading for reading in readings if not _says_nothing(reading)]
            relations.link_parts(parse, text, readings)
            relations.link_members(parse, readings)
            for reading in readings:
                _find_holder(parse, reading, self.tables)
            for reading in readings:  # dead where the text tells of death: fraud has victims too
                victims = reading.unit == VICTIM and reading.status is None
                if victims and tells_of_death(parse, reading.start, self.tables):
                    reading.status = "killed"
        for reading in readings:
            if reading.amount.relation != "none" and reading.relation == "none":
                reading.relation = reading.amount.relation
            elif reading.amount.form == "fraction" and reading.unit is None:
                reading.relation = "fraction"
            if reading.of is not None and reading.status is None:
                reading.status = readings[reading.of].status
        relations.link_conversions(text, readings, self.tables, self.candidates.amounts)
        return readings

    def _ask_status(self, doc: Doc, parse: Parse, readings: list[Reading]) -> None:
        """Give amounts that may be of people the status that the reader gives, where it was taught that, in place."""
        read = read_reading(doc, parse)
        if read is None or not read.asks(status.NAME):
            return
        chosen = [reading for reading in readings if reading.people or reading.status or reading.unit is None]
        items = []
        for reading in chosen:
            piece = (reading.start, reading.end)
            noun = reading.noun if reading.noun is not None and reading.noun >= 0 else None
            key = layers.make_id(doc, "q", piece)
            items.append(
                status.make_item(
                    parse, key, piece, noun, rule=reading.status, unit=reading.unit, words=self.tables.told_statuses
                )
            )
        for reading, label in zip(chosen, read.classify(status.NAME, items), strict=True):
            if label is not None:
                reading.status = None if label == status.NONE else label


def _find_holder(parse: Parse, reading: Reading, tables: Tables) -> None:
    """Read whose the counted things are: not of a noun left out, nor of parts that a noun is described by."""
    if reading.noun is None or reading.noun < 0 or reading.elided or reading.attribute:
        return
    found = owner(parse, reading.noun, tables)
    if found is not None and not reading.start <= found < reading.end:
        ceiling = reading.start if found < reading.start else None
        reading.holder = noun_phrase(parse, found, 0, ceiling)


def _is_name(parse: Parse, reading: Reading) -> bool:
    """Tell whether a number is part of the name after it: "1718 Sanctions Committee", "575 Mill Road"."""
    if reading.noun == -1:
        return True
    if reading.noun is None or reading.attribute or reading.amount.form != "digits" or reading.amount.upper >= LARGE:
        return False  # "27000 Model S and Model X vehicles"
    return parse.tag[reading.noun] == "NNP" and parse.text[reading.noun].istitle()


def _says_nothing(reading: Reading) -> bool:
    """Tell whether a bare number word counts nothing: "get hands on one"."""
    amount = reading.amount
    return reading.unit is None and amount.form == "words" and not amount.vague and amount.upper == 1
