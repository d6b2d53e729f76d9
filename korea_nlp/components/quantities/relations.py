"""How amounts of one text hang together: conversions, subsets, shares, and units that one borrows from another."""

import re
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from korea_nlp.components.quantities.amount import Amount
from korea_nlp.components.quantities.near import first_conjunct, near_rights
from korea_nlp.components.quantities.tables import Tables

OPENED = re.compile(r"[ \xa0]?[-–—]?[ \xa0]?[(\[][ \xa0]?(?:or |i\.e\.,? )?$")
LISTED = re.compile(
    r"[ \xa0]?(?:,|-|and|or|to|,? and|,? or|respectively)?[ \xa0]?-?[ \xa0]?(?:or |and )?(?:even )?$", re.IGNORECASE
)
ALTERNATIVE = re.compile(r",? or |, |,? and ")
GAPPED = re.compile(r",?(?: and| while)? [A-Z][\w&.' -]{1,40} by ")
ONWARD = re.compile(
    r"(?: \([^()]*\))?(?:,? (?:to|at|from|versus|against|compared (?:to|with))"
    r"|,? (?:up|down)| to an? [a-z-]+ of|(?: to|, to|,)? (?:end|close|finish|settle"
    r"|trade|ending|closing|finishing) at)[ \xa0]",
    re.IGNORECASE,
)
ONWARD_REACH = 40
OUT_OF = frozenset({" of ", " of the ", " out of ", " of all "})
AMONG = re.compile(r"\b(?:among|amongst) (?:them|whom|those|these)(?: were| was| are)?,? $", re.IGNORECASE)
AMONG_REACH = 24
TOLERANCE = 0.06
PARTITIVE = frozenset({"them", "whom", "which", "those", "these"})


@dataclass(slots=True)
class Reading:
    """An amount with what the parse tells of it, on its way to a quantity; token positions."""

    amount: Amount
    start: int
    end: int
    sentence: int
    number: int
    unit: str | None = None
    noun: int | None = None
    counted: tuple[int, int] | None = None
    elided: bool = False
    status: str | None = None
    trend: str = "none"
    change: str = "none"
    relation: str = "none"
    of: int | None = None
    same_as: int | None = None
    people: bool = False


def link_conversions(text: str, readings: list[Reading], tables: Tables) -> None:
    """Mark bracketed conversions: "986 miles (1,587 km)", "780 billion won ($560 million)"."""
    for place in range(1, len(readings)):
        first, second = readings[place - 1], readings[place]
        if not OPENED.fullmatch(text[first.amount.end : second.amount.start]):
            continue
        if _converts(first, second, tables):
            second.same_as = place - 1
            second.counted = first.counted


def borrow_converted(text: str, readings: list[Reading]) -> None:
    """Give a bare number with a conversion the unit of one converted before: "500 yen ($4) and 700 ($5.60)"."""
    for place in range(len(readings) - 1):
        first, second = readings[place], readings[place + 1]
        if first.unit is not None or not OPENED.fullmatch(text[first.amount.end : second.amount.start]):
            continue
        for earlier, converted in pairwise(readings[max(0, place - 6) : place]):
            opened = OPENED.fullmatch(text[earlier.amount.end : converted.amount.start])


def topic_before(doc: Doc, text: str, reading: Reading, previous: Reading, tables: Tables) -> tuple[int, int] | None:
    """Return what the amount before is of, where this one goes on from it: "rose 64 points to 4,577"."""
    start = reading.start
    if doc[start - 1].lower_ in ("up", "down"):
        named = True
        return None if named else previous.counted  # "in 2017, down 40 percent"
    if not tables.is_measure(previous.unit):
        return None
    between = text[previous.amount.end : reading.amount.start]
    return previous.counted if ONWARD.fullmatch(between) else None


def link_alternatives(doc: Doc, text: str, readings: list[Reading], tables: Tables) -> None:
    """Give the second way of putting an amount the trend and topic of the first: "lost 190 points, or 0.6%"."""
    for first, second in pairwise(readings):
        if first.trend == "none" or not tables.is_measure(second.unit):
            continue
        noun_end = doc[first.end - 1].idx + len(doc[first.end - 1])  # "grew by 900 posts or 2 percent"
        between = text[max(first.amount.end, noun_end) : second.amount.start]


def _converts(first: Reading, second: Reading, tables: Tables) -> bool:
    if first.unit is None or second.unit is None:
        return False
    bases = [tables.units.get(unit.partition(" per ")[0]) for unit in (first.unit, second.unit)]
    rows = [tables.units.get(unit, base) for unit, base in zip((first.unit, second.unit), bases, strict=True)]
    if rows[1] is None:
        return False
    if rows[0].dimension == "temperature":
        return True
    if rows[0].factor is None:
        return rows[0].dimension == "money"
    values = first.amount.upper * rows[0].factor, second.amount.upper * rows[1].factor
    return abs(values[0] - values[1]) <= TOLERANCE * max(abs(values[0]), abs(values[1]))


def borrow_units(text: str, readings: list[Reading], tables: Tables) -> None:
    """Give a bare number the unit of the one it is listed with: "10,199 and 10,203 seconds", "8 or $9"."""
    for place in range(len(readings) - 2, -1, -1):
        first, second = readings[place], readings[place + 1]
        if first.unit is None:
            between = text[first.amount.end : second.amount.start]
            if between in OUT_OF or LISTED.fullmatch(between):
                first.unit, first.noun, first.counted = second.unit, second.noun, second.counted
                first.people = second.people


def antecedent(readings: list[Reading], place: int, *, people: bool) -> Reading | None:
    """Return the amount whose noun a bare number leaves out: "13 sailors were killed and 25 were wounded"."""
    current = readings[place]
    for earlier in reversed(readings[max(0, place - 6) : place]):
        if current.sentence - earlier.sentence > 1:
            return None
        if earlier.noun is None and not earlier.elided:
            continue
        if earlier.people or not people:
            return earlier
    return None


def link_parts(doc: Doc, text: str, readings: list[Reading]) -> None:
    """Mark subsets: "41 killed, including 15 children", "15 of whom", "10 of them"."""
    for place, (first, second) in enumerate(pairwise(readings)):
        if text[first.amount.end : second.amount.start] in OUT_OF:
            first.of = place + 1  # "280 million of the 1.5 billion", "half of the 900 troops"
            first.relation = "subset"
    for place, reading in enumerate(readings):
        limit = _included_by(doc[reading.noun]) if reading.noun is not None else None
        partitive = _is_partitive(doc, reading)
        if limit is None and not partitive:
            continue
        for back in range(place - 1, max(-1, place - 8), -1):
            whole = readings[back]
            if reading.sentence - whole.sentence > 1:
                break
            fits = whole.people == reading.people and (whole.noun is not None)
            if fits and whole.amount.upper > reading.amount.lower:
                reading.relation, reading.of = "subset", back
                break
        if partitive:
            reading.relation = "subset"


def link_members(doc: Doc, readings: list[Reading]) -> None:
    """Mark who is counted among others: "their three sons were among 12 people killed"."""
    by_noun = {reading.noun: place for place, reading in enumerate(readings) if reading.noun is not None}
    for reading in readings:
        if reading.noun is None:
            continue
        token = first_conjunct(doc[reading.noun])
        verb = token.head
        if verb.lemma_ != "be":
            continue
        for child in near_rights(verb):
            if child.lower_ == "among":
                whole = next((by_noun[inner.i] for inner in near_rights(child) if inner.i in by_noun), None)
                if whole is not None:
                    reading.relation, reading.of = "subset", whole


def _included_by(token: Token) -> int | None:
    """Return the "including" or "includes" that names a noun, if there is one."""
    for _ in range(6):
        head = token.head
        if head.lemma_.lower() == "include":
            return head.i
        token = head
    return None


def _is_among(text: str, reading: Reading) -> bool:
    """Read "41 people were killed, among them 15 children"."""
    start = reading.amount.start
    return AMONG.search(text[max(0, start - AMONG_REACH) : start]) is not None


def _is_partitive(doc: Doc, reading: Reading) -> bool:
    last = min(len(doc), reading.number + 3)
    words = [doc[i].lower_ for i in range(reading.number, last)]
    return len(words) > 1 and words[0] == "of" and words[1] in PARTITIVE
