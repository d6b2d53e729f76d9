"""What an amount counts, by where the noun stands: after it, behind an "of", within its word; or what it measures."""

import re
from bisect import bisect_left

from korea_nlp.components.quantities.grammar import PER, Page
from korea_nlp.components.quantities.measured import Measurer, behind, gauged, holder
from korea_nlp.components.quantities.noun_phrases import (
    DATES,
    DETERMINERS,
    INSIDE,
    NOUNS,
    PRONOUNS,
    RATE,
    THING,
    counted_noun,
    is_number,
    noun_phrase,
    noun_unit,
)
from korea_nlp.components.quantities.relations import Reading
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.syntax import Parse

TIMES_AS = re.compile(
    r" (?:as (?:many|much|high|large|big|long|great)|(?:high|larg|bigg|great|long|fast|low)er|more|that of"
    r"|(?:the|its|their|what|his)(?! (?:\w+ )?(?:day|night|week|month|year|time|season|same)))\b",
    re.IGNORECASE,
)
RATED = frozenset({"percent", "index"})


class NounFinder:
    """Finds the noun that each amount counts, and what a measure is of."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.measurer = Measurer(tables)
        self.vague = frozenset(phrase.removeprefix("a ").removesuffix(" of") for phrase in tables.vague)

    def find(self, page: Page, reading: Reading, first: int, readings: list[Reading]) -> None:
        """Find the noun that is counted, or what a measure is of; ``first`` is the first token of the number."""
        text, parse = page.text, page.parse
        amount, place = reading.amount, reading.number
        if amount.unit == "time" and TIMES_AS.match(text, amount.end):
            reading.unit = amount.unit = amount.relation = "times"
        if amount.unit is not None or amount.form == "fraction":
            self._measure(page, reading, first, readings)
            return
        if place < len(parse) and parse.lower[place] == "of":
            self._partitive(page, reading, place)
            return
        if text[amount.end : amount.end + 1] in ("-", "‑") and text[amount.end + 1 : amount.end + 2].isalpha():
            last = bisect_left(page.starts, amount.end + 2) - 1  # the token of the letter after the hyphen
            self._attribute(parse, reading, max(first, last))
            return
        head = counted_noun(parse, place) if place < len(parse) else None
        if head is None or _is_time_noun(parse, head, place) or "|" in parse.text[place : head + 1]:
            return  # "1 | JCS": the next cell of a table
        if parse.lower[head] in ("ones", "others"):
            reading.end = head + 1  # "three other ones"
        elif head > place and parse.tag[head] == parse.tag[place] == "NN" and amount.upper > 1:
            self._attribute(parse, reading, place)
        else:
            self._count(page, reading, head, place)

    def _measure(self, page: Page, reading: Reading, first: int, readings: list[Reading]) -> None:
        """Find what a measure is of."""
        parse, amount, place = page.parse, reading.amount, reading.number
        if amount.age and first > 1 and parse.lower[first - 1] == "of":
            someone = _of_age(parse, first - 2)
            reading.counted = noun_phrase(parse, someone, 0, reading.start) if someone is not None else None
            return
        dimension = self.tables.dimension(amount.unit)
        head = self.measurer.find(parse, reading.start, first, place, dimension)
        if head is None:
            return
        if earlier := next((r for r in readings[-3:] if r.start <= head < r.end), None):
            reading.counted = earlier.counted  # "3 years, 2 months": what the other one is of
        elif not min(reading.start, first) <= head < place:
            ceiling = reading.start if head < reading.start else None
            links = RATE if dimension in RATED or (dimension == "money" and ceiling is not None) else THING
            reading.counted = noun_phrase(parse, head, place if head >= place else 0, ceiling, links=links)

    def _attribute(self, parse: Parse, reading: Reading, place: int) -> None:
        """Read a count that modifies a noun: a "two-car tram" has two cars, a "12 page document" twelve pages."""
        word = parse.lower[place].rpartition("-")[2]
        if word == "strong":  # "an 1,800-strong unit"
            reading.unit, reading.people, reading.noun = "person", True, place
            reading.end = max(reading.end, place + 1)
            return
        if parse.tag[place] not in NOUNS | {"CD"}:
            reading.noun = -1  # "eight-shaped orbits"
            return
        reading.unit = "person" if word == "man" else self.tables.nouns.get(word, word)
        reading.end = max(reading.end, place + 1)
        reading.people, reading.attribute = reading.unit in self.tables.people, True
        head = counted_noun(parse, place + 1)
        reading.counted = noun_phrase(parse, head, place + 1) if head is not None else (place, place + 1)
        reading.noun = head if head is not None else place

    def _partitive(self, page: Page, reading: Reading, link: int) -> None:
        """Read "10 of them", "one of the partner countries", "dozens of people"."""
        parse, place, last = page.parse, link + 1, len(page.parse) - 1
        if place > last:
            return
        the_number = parse.lower[place] == "the" and place < last and parse.tag[place + 1] in ("CD", "$")
        if the_number or is_number(parse, place):
            reading.relation = "subset"  # "280 million of the 1.5 billion shekels"
            return
        while place < last and parse.lower[place] in DETERMINERS and parse.tag[place + 1] in INSIDE:
            place += 1
        word = parse.lower[place]
        if word in PRONOUNS:
            reading.end, reading.relation = place + 1, "subset"
            reading.people = reading.people or word in ("those", "whom", "us", "you")
            return
        if word in self.vague:
            reading.relation = "subset"  # "one of dozens of cases"
            return
        head = counted_noun(parse, place, owner=True)
        if head is None:
            head = next((k for k in parse.kids[link] if k > link and parse.tag[k] in NOUNS), None)
        if head is not None:
            self._count(page, reading, head, place)
            if place > link + 1:
                reading.relation = "subset"
        elif word in self.tables.status_words:  # "several of the injured"
            reading.unit, reading.people, reading.noun = "person", True, place
            reading.counted, reading.end, reading.relation = (place, place + 1), place + 1, "subset"

    def _count(self, page: Page, reading: Reading, head: int, floor: int) -> None:
        parse = page.parse
        unit = noun_unit(parse, head, self.tables)
        reading.noun, reading.unit = head, unit
        reading.end = max(reading.end, head + 1)
        reading.people = unit in self.tables.people
        start, end = noun_phrase(parse, head, floor)
        start = max(start, floor)
        while start < head and is_number(parse, start - 1) and parse.lower[start] in self.tables.symbols:
            start += 1  # "three 240 mm rockets"
        reading.counted = (start, max(end, head + 1))
        measured = gauged(parse, head, self.tables)
        if "worth" in parse.lower[head + 1 : head + 3]:
            measured = behind(parse, head + 1)  # "the 50 previous years' worth of records"
        if unit in self.tables.tallies:
            measured = holder(parse, head, self.tables)
        if measured is not None:
            reading.counted = noun_phrase(parse, measured, 0, reading.start, links=RATE)
        per = PER.match(page.text, page.starts[head] + len(parse.text[head]))
        word = self.tables.words.get(per[1].lower().rstrip(".")) if per else None
        if per and self.tables.dimension(word) == "time":
            reading.unit = f"{unit} per {word}"  # "6,000 shells a day"
            reading.end = max(reading.end, bisect_left(page.starts, per.start(1) + 1))


def _of_age(parse: Parse, place: int) -> int | None:
    """Return who is of an age, from the word "age": "**children** under the age of 5"."""
    while place > 0 and (parse.lower[place] in ("age", "ages", "the") or parse.tag[place] == "IN"):
        place -= 1
    return place if parse.tag[place] in NOUNS else None


def _is_time_noun(parse: Parse, head: int, place: int) -> bool:
    """Tell whether what follows is a date: "460 Friday", "63 last year"."""
    if parse.lower[place] in ("last", "next", "this", "that"):
        return True
    return parse.tag[head] in ("NNP", "NNPS") and parse.ent[head] in DATES
