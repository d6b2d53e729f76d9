"""What an amount leaves out: its noun, named before or across the verb, and what befell the people it counts."""

import re

from spacy.tokens import Doc, Token

from korea_nlp.components.quantities import counting, relations, status
from korea_nlp.components.quantities.clauses import span_root
from korea_nlp.components.quantities.counting import singular
from korea_nlp.components.quantities.measuring import Measurer
from korea_nlp.components.quantities.near import near_lefts
from korea_nlp.components.quantities.phrases import THING, noun_phrase
from korea_nlp.components.quantities.relations import Reading
from korea_nlp.components.quantities.tables import Tables

FACTOR = "times"  # "three times as many"
COMPARED = re.compile(r"\b(?:compared (?:with|to)|against|versus|(?:up|down) from) $", re.IGNORECASE)
COMPARED_REACH = 16
LISTED = re.compile(r"\b(?:and|but) $", re.IGNORECASE)
AGED = re.compile(r"(?<=[\w.]), $")


class Completer:
    """Completes amounts by those before them and by the verb."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.measurer = Measurer(tables)

    def complete(self, doc: Doc, text: str, readings: list[Reading], place: int, reading: Reading) -> None:
        """Find the status of people, and the noun that a bare number leaves out."""
        if self.tables.is_measure(reading.unit) or reading.amount.form == "fraction" or reading.unit == FACTOR:
            return
        root = span_root(doc, min(reading.start, reading.number - 1), reading.number).i
        found = status.find_status(
            doc,
            root if reading.noun is None else reading.noun,
            reading.end,
            self.tables,
            military=reading.unit in self.tables.military,
        )
        if reading.noun is not None:
            if reading.people or doc[reading.noun].lower_ in self.tables.status_words:
                reading.status = found
            return
        if _is_age(doc, text, reading):
            reading.unit, reading.amount.age = "year", True
            if (who := _of_that_age(doc, reading)) is not None:
                reading.counted = noun_phrase(doc, who, 0, reading.start)
            return
        if reading.number < len(doc) and doc[reading.number].lower_ == "who":
            reading.unit, reading.people, reading.elided = "person", True, True  # "the 133,000 who applied"
            reading.status = found
            return
        if place and (topic := relations.topic_before(doc, text, reading, readings[place - 1], self.tables)):
            reading.counted = topic
            return
        previous = relations.antecedent(readings, place, people=found is not None)
        if previous is not None and reading.amount.vague and previous.sentence < reading.sentence:
            previous = None  # "Dozens were detained": people, whatever was counted before
        wanted = found is not None or reading.relation == "subset" or reading.amount.relation != "none"
        before = text[max(0, reading.amount.start - COMPARED_REACH) : reading.amount.start]
        wanted = wanted or _is_had(doc, root, self.tables) or _goes_on(text, reading, previous)
        wanted = wanted or COMPARED.search(before) is not None
        if previous is not None and (
            wanted
            or (
                (reading.amount.form == "words" or _is_subject(doc, root))
                and (reading.amount.upper != 1 or _is_one_of(doc, root, reading, previous))
            )
        ):
            reading.unit, reading.counted, reading.people = previous.unit, previous.counted, previous.people
            reading.elided = True
        elif found is not None or reading.people or (reading.amount.vague and _is_subject(doc, root)):
            reading.unit, reading.people, reading.elided = "person", True, True
        else:
            self._across_verb(doc, reading, root)
        if reading.people:
            reading.status = found or reading.status

    def _across_verb(self, doc: Doc, reading: Reading, root: int) -> None:
        """Find what a bare number says how many there are of: "the entries totalled 3,460", "a toll of 30"."""
        head = self.measurer.find(doc, reading.start, min(reading.start, root), reading.number, bare=True)
        if head is None:
            return
        reading.counted = noun_phrase(doc, head, 0, reading.start if head < reading.start else None, links=THING)
        if singular(doc[head]) in self.tables.scalars:
            return  # "prices rose to 6,000": so many won, not prices
        if doc[head].lower_ in ("toll", *self.tables.nouns) or doc[head].tag_ == "NNS":
            unit = counting.noun_unit(doc, head, self.tables)
            reading.unit = "person" if unit == "toll" else unit  # "a death toll of 30"
            reading.people = reading.unit in self.tables.people
            if reading.status is None:  # "put the number of casualties at 1,200"
                reading.status = self.tables.status_words.get(doc[head].lower_)


def _goes_on(text: str, reading: Reading, previous: Reading | None) -> bool:
    """Tell whether a bare number is listed after a counted one: "260 balloons on Tuesday and 720 on Sunday"."""
    if previous is None or previous.sentence != reading.sentence or previous.noun is None:
        return False
    return LISTED.search(text[max(0, reading.amount.start - 8) : reading.amount.start]) is not None


def _is_one_of(doc: Doc, root: int, reading: Reading, previous: Reading) -> bool:
    """Tell whether "one" is one of those counted in its sentence: "launched two satellites; one failed"."""
    return previous.sentence == reading.sentence and doc[root].dep_ == "nsubj"


def _is_had(doc: Doc, root: int, tables: Tables) -> bool:
    """Tell whether a bare number is what somebody has or gets of a thing named before: "Rubio has 28"."""
    return doc[root].dep_ in ("dobj", "obj") and doc[root].head.lemma_.lower() in tables.group["having"]


def _is_subject(doc: Doc, root: int) -> bool:
    return doc[root].dep_ in ("nsubj", "nsubjpass")


def _is_age(doc: Doc, text: str, reading: Reading) -> bool:
    """Tell whether a bare number is the age of the person before it: "Martin Lee, 30, said"."""
    amount = reading.amount
    if not amount.lower.is_integer() or not 1 <= amount.lower < 120:
        return False
    if amount.form != "digits":
        return amount.upper > 1 and _tells_age(doc, reading)
    before = text[max(0, amount.first - 7) : amount.first].lower()
    if before.endswith((" aged ", "age ", "age of ")):
        return True
    if _tells_age(doc, reading):
        return True
    if not AGED.search(before) or text[amount.end : amount.end + 1] not in (",", ".", ")"):
        return False
    name = doc[reading.start - 2] if reading.start > 1 else None
    # "Martin Lee, 30, said", not "in all, 30, he said"
    return name is not None and name.tag_ in counting.NOUNS and name.ent_type_ in ("PERSON", "", "ORG", "GPE", "NORP")


def _tells_age(doc: Doc, reading: Reading) -> bool:
    """Read a bare number that somebody is: "she was 84", "his daughter Maria, who is 10"."""
    someone = _someone(doc, reading)
    return someone is not None and (someone.lower_ in ("he", "she", "who", "i") or someone.ent_type_ == "PERSON")


def _someone(doc: Doc, reading: Reading) -> Token | None:
    """Return the subject of the "be" that a bare number follows."""
    number = doc[reading.number - 1]
    if number.dep_ not in ("attr", "acomp"):
        return None
    return next((child for child in near_lefts(number.head) if child.dep_ == "nsubj"), None)


def _of_that_age(doc: Doc, reading: Reading) -> int | None:
    """Return who is of an age: "**Martin Lee**, 30, said", "his daughter **Maria**, who is 10"; no pronoun."""
    someone = _someone(doc, reading)
    if someone is not None:
        return someone.i if someone.tag_ in counting.NOUNS else None
    return next(
        (i for i in range(reading.start - 1, max(-1, reading.start - 3), -1) if doc[i].tag_ in counting.NOUNS), None
    )
