"""From a Doc to its amounts: find the tokens that may begin one, read it off the text, ask the parse what it counts."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from spacy.attrs import LOWER, SHAPE
from spacy.strings import StringStore
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.quantities import counting, relations, status, trend
from korea_nlp.components.quantities.amount import Amount
from korea_nlp.components.quantities.amounts import LATER, PER, AmountReader, read_share
from korea_nlp.components.quantities.exclusions import AGO, is_excluded
from korea_nlp.components.quantities.relations import Reading
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.components.quantities.words import WordReader
from korea_nlp.numerals import PARTS, SCALES, SMALL, VULGAR

SHAPES = 20_000  # how many shapes are remembered at most
TIMES_AS = re.compile(
    r" (?:as (?:many|much|high|large|big|long|great)|(?:high|larg|bigg|great|long|fast|low)er|more|that of)\b",
    re.IGNORECASE,
)
AGE_AFTER = re.compile(r", (?:who|from|of|has|had|was|is|said|told)\b")
AGED = re.compile(r"(?<=[\w.]), $")
RANK = re.compile(r"\b(?:top|bottom|big|last|final)[ -]$", re.IGNORECASE)


class Reader:
    """Reads all amounts of a Doc."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.amounts = AmountReader(tables)
        self.words = WordReader(tables, self.amounts)
        identify = StringStore().add  # words such as "number" are symbols of spaCy, so their hash is not their id
        self.kinds = {identify(word): "number" for word in (*SMALL, *SCALES, "half", "quarter")}
        self.kinds |= {identify(f"{word}-"): "number" for word in SMALL}  # "one- or two-storey"
        self.kinds |= {identify(word): "share" for word in PARTS if word not in ("half", "halves")}
        self.kinds |= {identify(word): "word" for word in self.words.starts}
        self.shapes: dict[int, bool] = {}

    def dimension(self, reading: Reading) -> str | None:
        """Return what an amount measures."""
        if reading.amount.age:
            return "age"
        if reading.unit is None and reading.amount.form == "fraction":
            return "fraction"
        return "people" if reading.people else self.tables.dimension(reading.unit)

    def read(self, doc: Doc) -> list[Reading]:
        """Return the amounts of a Doc, in order of the text."""
        places = self._candidates(doc)
        if not places:
            return []
        text = doc.text
        starts = [token.idx for token in doc]
        blocked = {i for time in layers.read_times(doc) for i in range(time.start, time.end)}
        parsed = doc.has_annotation("DEP") and doc.has_annotation("TAG")
        readings: list[Reading] = []
        sentence = Sentences(doc)
        for amount in self._amounts(text, doc, places):
            start = bisect_right(starts, amount.start) - 1
            number = bisect_left(starts, amount.end)
            first = bisect_right(starts, amount.first) - 1
            reading = Reading(amount, start, number, sentence.of(start), number, amount.unit)
            if is_excluded(doc, text, amount, first, number, self.tables) or self._is_time(doc, text, reading, blocked):
                continue
            if parsed:
                self._find_noun(doc, text, reading, first, readings)
                if _is_name(doc, reading):
                    continue
            if readings and reading.start < readings[-1].end:
                reading.start = readings[-1].end
                if reading.start >= reading.end:
                    continue
            readings.append(reading)
        return self._relate(doc, text, readings, parsed)

    # --- where amounts may begin -----------------------------------------------------------------------------------

    def _candidates(self, doc: Doc) -> list[tuple[int, str]]:
        """Return the tokens that may begin an amount, by their hashes alone."""
        found = []
        kinds, shapes = self.kinds, self.shapes
        for i, (lower, shape) in enumerate(doc.to_array([LOWER, SHAPE]).tolist()):
            numeric = shapes.get(shape)
            if numeric is None:
                numeric = self._remember(doc, shape)
            if numeric:
                found.append((i, "digits"))
            elif lower in kinds:
                found.append((i, kinds[lower]))
        return found

    def _remember(self, doc: Doc, shape: int) -> bool:
        if len(self.shapes) > SHAPES:
            self.shapes.clear()
        name = doc.vocab.strings[shape]
        self.shapes[shape] = numeric = name == "LONG" or any(char == "d" or char in VULGAR for char in name)
        return numeric

    def _amounts(self, text: str, doc: Doc, places: list[tuple[int, str]]) -> Iterator[Amount]:
        done = 0
        for i, kind in places:
            token = doc[i]
            begin, end = token.idx, token.idx + len(token)
            if begin < done and kind != "digits":
                continue
            if kind == "digits":
                position = max(begin, done)
                while (position := _first_digit(text, position, end)) < end:
                    amount = self.amounts.read(text, position)
                    if amount is None:
                        done = max(done, end)
                        break
                    yield amount
                    position = done = amount.end
                continue
            amount = self._worded(text, begin, end, kind, doc, i)
            if amount is not None:
                yield amount
                done = max(done, amount.end)

    def _worded(self, text: str, begin: int, end: int, kind: str, doc: Doc, i: int) -> Amount | None:
        if kind == "number":
            return self.words.number(text, begin, end)
        if kind == "share":
            amount = read_share(text, begin, end)
            if amount is not None:
                self.amounts.finish(text, amount)
            return amount
        return self.words.read(text, begin, end, doc, i)

    # --- what the parse says ---------------------------------------------------------------------------------------

    def _is_time(self, doc: Doc, text: str, reading: Reading, blocked: set[int]) -> bool:
        """Tell whether an amount is part of a date: "two weeks ago"; durations are amounts."""
        amount = reading.amount
        if self.tables.dimension(amount.unit) == "time" and amount.unit is not None:
            return not amount.age and AGO.match(text, amount.end) is not None
        if amount.unit is None and amount.form != "fraction":
            return reading.number - 1 in blocked
        return False

    def _find_noun(self, doc: Doc, text: str, reading: Reading, first: int, readings: list[Reading]) -> None:
        """Find the noun that is counted, or what a measure is of."""
        amount, place = reading.amount, reading.number
        if amount.unit == "time" and TIMES_AS.match(text, amount.end):
            reading.unit = amount.unit = amount.relation = "times"
        if amount.unit is not None or amount.form == "fraction":
            if AGED.search(text[max(0, amount.first - 3) : amount.first]) and amount.unit is None:
                return
            head = counting.measured(doc, first, place, lasting=self.tables.dimension(amount.unit) == "time")
            if earlier := next((r for r in readings[-3:] if head is not None and r.start <= head < r.end), None):
                reading.counted = earlier.counted  # "3 years, 2 months": what the other one is of
            elif head is not None and not first <= head < place:
                ceiling = reading.start if head < reading.start else None
                reading.counted = counting.noun_phrase(doc, head, place if head >= place else 0, ceiling)
            return
        if place < len(doc) and doc[place].lower_ == "of":
            self._partitive(doc, text, reading, place)
            return
        hyphen = text[amount.end : amount.end + 1] in ("-", "‑") and amount.form != "fraction"
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
        if doc[place].tag_ not in (*counting.NOUNS, "JJ", "CD") or (
            doc[place].tag_ == "JJ" and "-" not in doc[place].text
        ):
            reading.noun = -1  # "eight-shaped orbits"
            return
        reading.unit = "person" if word == "man" else self.tables.nouns.get(word, word)
        reading.end = max(reading.end, place + 1)
        reading.people = reading.unit in self.tables.people
        head = counting.counted_noun(doc, place + 1) if place + 1 < len(doc) else None
        reading.counted = counting.noun_phrase(doc, head, place + 1) if head is not None else (place, place + 1)
        reading.noun = head if head is not None else place

    def _partitive(self, doc: Doc, text: str, reading: Reading, place: int) -> None:
        """Read "10 of them", "one of the partner countries", "dozens of people"."""
        after = place + 1
        definite = False
        if after < len(doc) and (
            doc[after].tag_ == "CD"
            or (doc[after].lower_ == "the" and doc[min(after + 1, len(doc) - 1)].tag_ in ("CD", "$"))
        ):
            reading.relation = "subset"  # "280 million of the 1.5 billion shekels"
            return
        while after < len(doc) and doc[after].lower_ in counting.DETERMINERS:
            if after + 1 >= len(doc) or not (
                doc[after + 1].tag_ in counting.INSIDE or doc[after + 1].lower_ in counting.DETERMINERS
            ):
                break
            definite, after = True, after + 1
        if after < len(doc) and doc[after].lower_ in counting.PRONOUNS:
            reading.end = after + 1
            reading.relation = "subset"
            if doc[after].lower_ in ("those", "whom", "us", "you"):
                reading.people = True
            return
        if after < len(doc) and doc[after].lower_ in self.words.vague:
            reading.relation = "subset"  # "one of dozens of cases"
            return
        head = counting.counted_noun(doc, after, owner=True) if after < len(doc) else None
        if head is None:
            if definite and doc[after].tag_ in ("JJ", "VBN") and doc[after].lower_ in self.tables.status_words:
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
        start, end = counting.noun_phrase(doc, head, floor)
        reading.counted = (max(start, floor), max(end, head + 1))
        stop = doc[head].idx + len(doc[head])
        per = PER.match(text, stop)
        word = self.tables.words.get(per[1].lower().rstrip(".")) if per else None
        if per and self.tables.dimension(word) == "time" and not LATER.match(text, per.end()):
            reading.unit = f"{unit} per {word}"  # "6,000 shells a day"
            after = bisect_left([token.idx for token in doc[head : head + 6]], per.start(1) + 1)
            reading.end = max(reading.end, head + after)

    # --- between amounts -------------------------------------------------------------------------------------------

    def _relate(self, doc: Doc, text: str, readings: list[Reading], parsed: bool) -> list[Reading]:
        """Complete each amount by the others, leave out those that say nothing, and link them."""
        relations.borrow_units(text, readings, self.tables)
        if parsed:
            for place, reading in enumerate(readings):
                self._complete(doc, text, readings, place, reading)
                reading.trend = trend.find_trend(doc, text, reading, self.tables)
            readings = [reading for reading in readings if not _says_nothing(text, reading)]
            relations.link_parts(doc, text, readings)
            relations.link_members(doc, readings)
            status.spread(text, readings)
        for reading in readings:
            if reading.amount.relation != "none" and reading.relation == "none":
                reading.relation = reading.amount.relation
            elif reading.amount.form == "fraction" and reading.unit is None:
                reading.relation = "fraction"
            if reading.of is not None and reading.status is None and reading.people:
                reading.status = readings[reading.of].status
        relations.link_conversions(text, readings, self.tables)
        relations.link_alternatives(text, readings, self.tables)
        return readings

    def _complete(self, doc: Doc, text: str, readings: list[Reading], place: int, reading: Reading) -> None:
        """Find the status of people, and the noun that a bare number leaves out."""
        if self.tables.is_measure(reading.unit) or reading.amount.form == "fraction":
            return
        root = counting.span_root(doc, min(reading.start, reading.number - 1), reading.number).i
        found = status.find_status(doc, root if reading.noun is None else reading.noun, reading.end, self.tables)
        if reading.noun is not None:
            noun_status = self.tables.status_words.get(doc[reading.noun].lower_)
            if reading.people or noun_status:
                reading.status = found
            return
        if _is_age(doc, text, reading):
            reading.unit, reading.amount.age = "year", True
            if reading.start > 1 and doc[reading.start - 2].tag_ in counting.NOUNS:
                reading.counted = counting.noun_phrase(doc, reading.start - 2, 0, reading.start)
            return
        previous = relations.antecedent(readings, place, people=found is not None)
        wanted = (
            found is not None or reading.people or reading.relation == "subset" or reading.amount.relation != "none"
        )
        if previous is not None and (
            wanted or ((reading.amount.form == "words" or _is_subject(doc, root)) and reading.amount.upper != 1)
        ):
            reading.unit, reading.counted, reading.people = previous.unit, previous.counted, previous.people
            if previous.noun is not None and doc[previous.noun].lower_ in self.tables.status_words:
                reading.unit = "person"  # "17 bodies; five others are missing"
            reading.elided = True
        elif found is not None or reading.people or (reading.amount.vague and _is_subject(doc, root)):
            reading.unit, reading.people, reading.elided = "person", True, True
        else:
            self._across_verb(doc, reading, root)
        if reading.people:
            reading.status = found

    def _across_verb(self, doc: Doc, reading: Reading, root: int) -> None:
        """Find what a bare number says how many there are of: "the entries totalled 3,460", "a toll of 30"."""
        head = counting.measured(doc, min(reading.start, root), reading.number, lasting=True)
        if head is None:
            return
        reading.counted = counting.noun_phrase(doc, head, 0, reading.start if head < reading.start else None)
        if doc[head].lower_ == "toll" or doc[head].tag_ in ("NNS", "NNPS"):
            unit = counting.noun_unit(doc, head, self.tables)
            reading.unit = "person" if unit == "toll" else unit
            reading.people = reading.unit in self.tables.people


class Sentences:
    """The sentence that a token stands in, by the place of its first token; walks the Doc once."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.place, self.number = doc, 0, 0
        self.known = doc.has_annotation("SENT_START")

    def of(self, position: int) -> int:
        """Return the number of the sentence of a token; positions are asked for in order."""
        while self.place < position:
            self.place += 1
            if self.known and self.doc[self.place].is_sent_start:
                self.number += 1
        return self.number


def _first_digit(text: str, position: int, end: int) -> int:
    while position < end:
        char = text[position]
        if char.isdecimal() or char in VULGAR:
            before = position > 0 and text[position - 1] == "."
            return position - 1 if before and (position < 2 or not text[position - 2].isalnum()) else position
        position += 1
    return end


def _is_name(doc: Doc, reading: Reading) -> bool:
    """Tell whether a number is part of the name after it: "1718 Sanctions Committee", "575 Mill Road"."""
    if reading.noun == -1:
        return True
    if reading.noun is None or reading.amount.form != "digits" or reading.amount.vague or reading.amount.upper == 1:
        return False
    head = doc[reading.noun]
    return head.tag_ == "NNP" and head.is_title and head.i >= reading.number and reading.amount.bound == "exact"


def _says_nothing(text: str, reading: Reading) -> bool:
    """Tell whether a bare number word counts nothing: "the bottom three", "get hands on one"."""
    amount = reading.amount
    if reading.unit is not None or amount.form != "words" or amount.vague or amount.scale > 1:
        return False
    return amount.upper == 1 or RANK.search(text[max(0, amount.first - 8) : amount.first]) is not None


def _is_time_noun(doc: Doc, head: int, place: int) -> bool:
    return head == place and doc[head].tag_ in ("NNP", "NNPS") and doc[head].ent_type_ in ("DATE", "TIME")


def _is_subject(doc: Doc, root: int) -> bool:
    return doc[root].dep_ in ("nsubj", "nsubjpass")


def _is_age(doc: Doc, text: str, reading: Reading) -> bool:
    """Tell whether a bare number is the age of the person before it: "Martin Lee, 30, said"."""
    amount = reading.amount
    if amount.form != "digits" or not amount.lower.is_integer() or not 1 <= amount.lower < 120:
        return False
    before = text[max(0, amount.first - 7) : amount.first].lower()
    if before.endswith((" aged ", "age ", "age of ")) or before == "aged ":
        return True
    if not AGED.search(before) or text[amount.end : amount.end + 1] not in (",", ".", ")"):
        return False
    name = doc[reading.start - 2] if reading.start > 1 else None
    if name is not None and name.tag_ == "NN":  # "the minister, 58, has"
        return amount.lower > 15 and AGE_AFTER.match(text, amount.end) is not None
    return name is not None and name.tag_ in ("NNP", "NNPS") and name.ent_type_ in ("PERSON", "", "ORG", "GPE", "NORP")
