"""What an amount leaves out: its noun, named before or across the verb, and what befell the people it counts."""

import re

from korea_nlp.components.quantities.grammar import Page
from korea_nlp.components.quantities.measured import Measurer, anchor
from korea_nlp.components.quantities.noun_phrases import NOUNS, THING, noun_phrase, noun_unit, singular
from korea_nlp.components.quantities.relations import Reading
from korea_nlp.components.quantities.status import TOLL, denied, find_status, suffers
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.syntax import Parse
from korea_nlp.syntax.labels import OBJECTS

FACTOR = "times"  # "three times as many"
COMPARED = re.compile(r"\b(?:compared (?:with|to)|against|versus|(?:up|down) from) $", re.IGNORECASE)
LISTED = re.compile(r"\b(?:and|but) $", re.IGNORECASE)
AGED = re.compile(r"(?<=[\w.]), $")
ONWARD = re.compile(
    r"(?: \([^()]*\))?(?:,? (?:to|at|from|versus|against|compared (?:to|with))"
    r"|,? (?:up|down)| to an? [a-z-]+ of|(?: to|, to|,)? (?:end|close|finish|settle"
    r"|trade|ending|closing|finishing) at)[ \xa0]",
    re.IGNORECASE,
)


class Completer:
    """Completes amounts by those before them and by the verb."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.measurer = Measurer(tables)

    def complete(self, page: Page, readings: list[Reading], place: int) -> None:
        """Find the status of people, and the noun that a bare number leaves out."""
        parse, reading = page.parse, readings[place]
        if self.tables.is_measure(reading.unit) or reading.amount.form == "fraction" or reading.unit == FACTOR:
            return
        root = anchor(parse, min(reading.start, reading.number - 1), reading.number)
        head = root if reading.noun is None else reading.noun
        military = reading.unit in self.tables.military
        found = find_status(parse, head, reading.end, self.tables, military=military)
        if found is not None and denied(parse, head, reading.start):
            found = None  # "None of the 12 sailors was hurt"
        if reading.noun is not None:
            reading.people = reading.people or (found is not None and suffers(parse, head, self.tables))
            if reading.people or parse.lower[head] in self.tables.status_words:
                reading.status = found
        elif _is_age(page, reading):
            reading.unit, reading.amount.age = "year", True
            if (who := _of_that_age(parse, reading)) is not None:
                reading.counted = noun_phrase(parse, who, 0, reading.start)
        elif reading.number < len(parse) and parse.lower[reading.number] == "who":
            reading.unit, reading.people, reading.elided = "person", True, True  # "the 133,000 who applied"
            reading.status = found
        elif place and (topic := self._topic_before(page, reading, readings[place - 1])):
            reading.counted = topic
        else:
            self._fill(page, readings, place, root, found)

    def _fill(self, page: Page, readings: list[Reading], place: int, root: int, found: str | None) -> None:
        """Find the noun that a bare number leaves out, and take the status found where it is people."""
        parse, reading = page.parse, readings[place]
        amount = reading.amount
        if found is not None and parse.lower[reading.end - 1] == "others":
            reading.unit, reading.people, reading.elided, reading.status = "person", True, True, found
            return  # "two guards fled and four others were hurt"
        previous = antecedent(readings, place, people=found is not None)
        if previous is not None and amount.vague and previous.sentence < reading.sentence:
            previous = None  # "Dozens were detained": people, whatever was counted before
        before = page.text[max(0, amount.start - 16) : amount.start]
        is_subject = parse.dep[root] in ("nsubj", "nsubjpass")
        if previous is not None and (
            found is not None
            or reading.relation == "subset"
            or amount.relation != "none"
            # "Rubio has 28": what somebody has or gets of a thing named before
            or (parse.dep[root] in OBJECTS and parse.lemma[parse.head[root]].lower() in self.tables.group["having"])
            # "260 balloons on Tuesday and 720 on Sunday"
            or (previous.noun is not None and previous.sentence == reading.sentence and LISTED.search(before))
            or COMPARED.search(before)
            or (
                (amount.form == "words" or is_subject)
                # "launched two satellites; one failed"
                and (amount.upper != 1 or (previous.sentence == reading.sentence and parse.dep[root] == "nsubj"))
            )
        ):
            reading.unit, reading.counted, reading.people = previous.unit, previous.counted, previous.people
            reading.elided = True
        elif found is not None or reading.people or (amount.vague and is_subject) or _are_persons(parse, reading, root):
            reading.unit, reading.people, reading.elided = "person", True, True
        else:
            self._across_verb(parse, reading, root)
        if reading.people:
            reading.status = found or reading.status

    def _across_verb(self, parse: Parse, reading: Reading, root: int) -> None:
        """Find what a bare number says how many there are of: "the entries totalled 3,460", "a toll of 30"."""
        head = self.measurer.find(parse, reading.start, min(reading.start, root), reading.number, "bare")
        if head is None:
            return
        reading.counted = noun_phrase(parse, head, 0, reading.start if head < reading.start else None, links=THING)
        if singular(parse, head) in self.tables.scalars:
            return  # "prices rose to 6,000": so many won, not prices
        word = parse.lower[head]
        if word == TOLL or word in self.tables.nouns or parse.tag[head] == "NNS":
            unit = noun_unit(parse, head, self.tables)
            reading.unit = "person" if unit == TOLL else unit  # "a death toll of 30"
            reading.people = reading.unit in self.tables.people
            if reading.status is None:  # "put the number of casualties at 1,200"
                reading.status = self.tables.status_words.get(word)

    def _topic_before(self, page: Page, reading: Reading, previous: Reading) -> tuple[int, int] | None:
        """Return what the amount before is of, where this one goes on from it: "rose 64 points to 4,577"."""
        moved = reading.start > 0 and page.parse.lower[reading.start - 1] in ("up", "down")
        if moved or not self.tables.is_measure(previous.unit):
            return None
        return previous.counted if ONWARD.fullmatch(page.text[previous.amount.end : reading.amount.start]) else None


def _are_persons(parse: Parse, reading: Reading, root: int) -> bool:
    """Tell whether a bare number stands for people named before: "The two met in Hanoi"."""
    definite = reading.amount.form == "words" and reading.start > 0 and parse.lower[reading.start - 1] == "the"
    return definite and parse.dep[root] in ("nsubj", "nsubjpass")


def antecedent(readings: list[Reading], place: int, *, people: bool) -> Reading | None:
    """Return the amount whose noun a bare number leaves out: "13 sailors were killed and 25 were wounded"."""
    for earlier in reversed(readings[max(0, place - 6) : place]):
        if readings[place].sentence - earlier.sentence > 1:
            return None
        if (earlier.noun is not None or earlier.elided) and (earlier.people or not people):
            return earlier
    return None


# --- ages ----------------------------------------------------------------------------------------------------------


def _is_age(page: Page, reading: Reading) -> bool:
    """Tell whether a bare number is the age of the person before it: "Martin Lee, 30, said"."""
    amount, parse = reading.amount, page.parse
    if not amount.lower.is_integer() or not 1 <= amount.lower < 120:
        return False
    someone = _someone(parse, reading)
    # "she was 84", "his daughter Maria, who is 10"
    told = someone is not None and (parse.lower[someone] in ("he", "she", "who", "i") or parse.ent[someone] == "PERSON")
    if amount.form != "digits":
        return amount.upper > 1 and told
    before = page.text[max(0, amount.first - 7) : amount.first].lower()
    if told or before.endswith((" aged ", "age ", "age of ")):
        return True
    if not AGED.search(before) or not page.text.startswith((",", ".", ")"), amount.end) or reading.start < 2:
        return False
    name = reading.start - 2  # "Martin Lee, 30, said", not "in all, 30, he said"
    return parse.tag[name] in NOUNS and parse.ent[name] in ("PERSON", "", "ORG", "GPE", "NORP")


def _someone(parse: Parse, reading: Reading) -> int | None:
    """Return the subject of the "be" that a bare number follows."""
    number = reading.number - 1
    verb = parse.head[number]
    if parse.dep[number] not in ("attr", "acomp"):
        return None
    return next((k for k in parse.children(verb, "nsubj") if k < verb), None)


def _of_that_age(parse: Parse, reading: Reading) -> int | None:
    """Return who is of an age: "**Martin Lee**, 30, said"; no pronoun."""
    someone = _someone(parse, reading)
    if someone is not None:
        return someone if parse.tag[someone] in NOUNS else None
    before = range(reading.start - 1, max(-1, reading.start - 3), -1)
    return next((i for i in before if parse.tag[i] in NOUNS), None)
