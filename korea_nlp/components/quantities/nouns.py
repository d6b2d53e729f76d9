"""The noun that an amount counts, by where it stands: after it, behind an "of", within its word, or left out."""

import re
from bisect import bisect_left

from spacy.tokens import Doc

from korea_nlp.components.quantities import counting, gauging
from korea_nlp.components.quantities.measuring import Measurer
from korea_nlp.components.quantities.phrases import RATE, THING, noun_phrase
from korea_nlp.components.quantities.relations import Reading
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.components.quantities.unit_reading import PER

TIMES_AS = re.compile(
    r" (?:as (?:many|much|high|large|big|long|great)|(?:high|larg|bigg|great|long|fast|low)er|more|that of"
    r"|(?:the|its|their|what|his)(?! (?:\w+ )?(?:day|night|week|month|year|time|season|same)))\b",
    re.IGNORECASE,
)
RATED = frozenset({"percent", "index"})
AGED = re.compile(r"(?<=[\w.]), $")


class NounFinder:
    """Finds the noun that each amount counts, and what a measure is of."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.measurer = Measurer(tables)
        self.vague = frozenset(phrase.removeprefix("a ").removesuffix(" of") for phrase in tables.vague)

    def find(self, doc: Doc, text: str, reading: Reading, first: int, readings: list[Reading]) -> None:
        """Find the noun that is counted, or what a measure is of."""
        amount, place = reading.amount, reading.number
        if amount.unit == "time" and TIMES_AS.match(text, amount.end):
            reading.unit = amount.unit = amount.relation = "times"
        if amount.unit is not None or amount.form == "fraction":
            self._measure(doc, text, reading, first, readings)
            return
        if place < len(doc) and doc[place].lower_ == "of":
            self._partitive(doc, text, reading, place)
            return
        hyphen = text[amount.end : amount.end + 1] in ("-", "‑")
        if hyphen and text[amount.end + 1 : amount.end + 2].isalpha():
            self._attribute(doc, reading, first, hyphened=True)
            return
        head = counting.counted_noun(doc, place) if place < len(doc) else None
        if head is None or _is_time_noun(doc, head, place):
            return
        if doc[head].lower_ in ("ones", "others"):
            reading.end = head + 1  # "three other ones"
            return
        if head > place and doc[head].tag_ == doc[place].tag_ == "NN" and amount.upper > 1:
            self._attribute(doc, reading, place, hyphened=False)
            return
        self._count(doc, text, reading, head, place)

    def _measure(self, doc: Doc, text: str, reading: Reading, first: int, readings: list[Reading]) -> None:
        """Find what a measure is of."""
        amount, place = reading.amount, reading.number
        if AGED.search(text[max(0, amount.first - 3) : amount.first]) and amount.unit is None:
            return
        if amount.age and first > 1 and doc[first - 1].lower_ == "of":
            someone = _of_age(doc, first - 2)
            reading.counted = noun_phrase(doc, someone, 0, reading.start) if someone is not None else None
            return
        dimension = self.tables.dimension(amount.unit)
        lasting, paid = dimension == "time", dimension == "money"
        head = self.measurer.find(
            doc,
            reading.start,
            first,
            place,
            lasting=lasting,
            paid=paid,
        )
        if earlier := next((r for r in readings[-3:] if head is not None and r.start <= head < r.end), None):
            reading.counted = earlier.counted  # "3 years, 2 months": what the other one is of
        elif head is not None and not min(reading.start, first) <= head < place:
            ceiling = reading.start if head < reading.start else None
            links = RATE if dimension in RATED or (paid and ceiling is not None) else THING
            reading.counted = noun_phrase(doc, head, place if head >= place else 0, ceiling, links=links)

    def _attribute(self, doc: Doc, reading: Reading, place: int, *, hyphened: bool) -> None:
        """Read a count that modifies a noun: a "two-car tram" has two cars, a "12 page document" twelve pages."""
        if hyphened:
            while place < len(doc) - 1 and doc[place].idx + len(doc[place]) <= reading.amount.end + 1:
                place += 1
        word = doc[place].lower_.rpartition("-")[2]
        if word == "strong":  # "an 1,800-strong unit"
            reading.unit, reading.people, reading.noun = "person", True, place
            reading.end = max(reading.end, place + 1)
            return
        if doc[place].tag_ not in (*counting.NOUNS, "CD"):
            reading.noun = -1  # "eight-shaped orbits"
            return
        reading.unit = "person" if word == "man" else self.tables.nouns.get(word, word)
        reading.end = max(reading.end, place + 1)
        reading.people = reading.unit in self.tables.people
        head = counting.counted_noun(doc, place + 1) if place + 1 < len(doc) else None
        reading.counted = noun_phrase(doc, head, place + 1) if head is not None else (place, place + 1)
        reading.noun = head if head is not None else place

    def _partitive(self, doc: Doc, text: str, reading: Reading, place: int) -> None:
        """Read "10 of them", "one of the partner countries", "dozens of people"."""
        after = place + 1
        definite = False
        if after >= len(doc):
            return
        the_number = doc[after].lower_ == "the" and after + 1 < len(doc) and doc[after + 1].tag_ in ("CD", "$")
        if doc[after].like_num or the_number:
            reading.relation = "subset"  # "280 million of the 1.5 billion shekels"
            return
        while (
            doc[after].lower_ in counting.DETERMINERS
            and after + 1 < len(doc)
            and doc[after + 1].tag_ in counting.INSIDE
        ):
            definite, after = True, after + 1
        if doc[after].lower_ in counting.PRONOUNS:
            reading.end = after + 1
            reading.relation = "subset"
            if doc[after].lower_ in ("those", "whom", "us", "you"):
                reading.people = True
            return
        if doc[after].lower_ in self.vague:
            reading.relation = "subset"  # "one of dozens of cases"
            return
        head = counting.counted_noun(doc, after, owner=True)
        head = counting.object_of(doc[place]) if head is None else head
        if head is None:
            if doc[after].lower_ in self.tables.status_words:
                reading.end, reading.people = after + 1, True  # "several of the injured"
                reading.unit, reading.noun = "person", after
                reading.counted = (after, after + 1)
                reading.relation = "subset"
            return
        self._count(doc, text, reading, head, after)
        if definite:
            reading.relation = "subset"

    def _count(self, doc: Doc, text: str, reading: Reading, head: int, floor: int) -> None:
        unit = counting.noun_unit(doc, head, self.tables)
        reading.noun, reading.unit = head, unit
        reading.end = max(reading.end, head + 1)
        reading.people = unit in self.tables.people
        start, end = noun_phrase(doc, head, floor)
        reading.counted = (max(start, floor), max(end, head + 1))
        measured = gauging.gauged(doc, head, self.tables)
        if any(token.lower_ == "worth" for token in doc[head + 1 : head + 3]):
            measured = self.measurer.behind(doc, head + 1)  # "the 50 previous years' worth of records"
        if unit in self.tables.tallies:
            measured = gauging.holder(doc, head, self.tables)
        if measured is not None:
            reading.counted = noun_phrase(doc, measured, 0, reading.start, links=RATE)
        stop = doc[head].idx + len(doc[head])
        per = PER.match(text, stop)
        word = self.tables.words.get(per[1].lower().rstrip(".")) if per else None
        if per and self.tables.dimension(word) == "time":
            reading.unit = f"{unit} per {word}"  # "6,000 shells a day"
            after = bisect_left([token.idx for token in doc[head : head + 6]], per.start(1) + 1)
            reading.end = max(reading.end, head + after)


def _of_age(doc: Doc, place: int) -> int | None:
    """Return who is of an age, from the word "age": "**children** under the age of 5"."""
    while place > 0 and (doc[place].lower_ in ("age", "ages", "the") or doc[place].tag_ == "IN"):
        place -= 1
    return place if doc[place].tag_ in counting.NOUNS else None


def _is_time_noun(doc: Doc, head: int, place: int) -> bool:
    """Tell whether what follows is a date: "460 Friday", "63 last year"."""
    if doc[place].lower_ in ("last", "next", "this", "that"):
        return True
    return doc[head].tag_ in ("NNP", "NNPS") and doc[head].ent_type_ in ("DATE", "TIME")
