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
ONWARD = re.compile(
    r"(?: \([^()]*\))?(?:,? (?:to|at|from|versus|against|compared (?:to|with))"
    r"|,? (?:up|down)| to an? [a-z-]+ of|(?: to|, to|,)? (?:end|close|finish|settle"
    r"|trade|ending|closing|finishing) at)[ \xa0]",
    re.IGNORECASE,
)
OUT_OF = frozenset({" of ", " of the ", " out of ", " of all "})
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


def topic_before(doc: Doc, text: str, reading: Reading, previous: Reading, tables: Tables) -> tuple[int, int] | None:
    """Return what the amount before is of, where this one goes on from it: "rose 64 points to 4,577"."""
    start = reading.start
    if start and doc[start - 1].lower_ in ("up", "down"):
        return None
    if not tables.is_measure(previous.unit):
        return None
    between = text[previous.amount.end : reading.amount.start]
    return previous.counted if ONWARD.fullmatch(between) else None


def _converts(first: Reading, second: Reading, tables: Tables) -> bool:
    if first.unit is None or second.unit is None:
        return False
    bases = [tables.units.get(unit.partition(" per ")[0]) for unit in (first.unit, second.unit)]
    rows = [tables.units.get(unit, base) for unit, base in zip((first.unit, second.unit), bases, strict=True)]
    if rows[0] is None or rows[1] is None:
        return False
    if rows[0].dimension == "temperature":
        return True
    if rows[0].factor is None or rows[1].factor is None:
        return rows[0].dimension == "money"
    values = first.amount.upper * rows[0].factor, second.amount.upper * rows[1].factor
    return abs(values[0] - values[1]) <= TOLERANCE * max(abs(values[0]), abs(values[1]))


def borrow_units(text: str, readings: list[Reading], tables: Tables) -> None:
    """Give a bare number the unit of the one it is listed with: "10,199 and 10,203 seconds", "8 or $9"."""
    for place in range(len(readings) - 2, -1, -1):
        first, second = readings[place], readings[place + 1]
        if first.unit is None and first.amount.form != "fraction":
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
            first.relation = "fraction" if first.amount.form == "fraction" else "subset"
    for place, reading in enumerate(readings):
        partitive = _is_partitive(doc, reading)
        limit = _included_by(doc[reading.noun]) if reading.noun is not None else None
        if limit is None and not partitive:
            continue
        for back in range(place - 1, max(-1, place - 8), -1):
            whole = readings[back]
            if reading.sentence - whole.sentence > 1:
                break
            if limit is not None and whole.end > limit:
                continue  # "included 5 entities, 4 vessels and 8 people": no part of one another
            fits = whole.people == reading.people and whole.noun is not None
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
                if whole is not None and readings[whole] is not reading:
                    reading.relation, reading.of = "subset", whole


def _included_by(token: Token) -> int | None:
    """Return the "including" or "includes" that names a noun, if there is one."""
    for _ in range(6):
        token = token.head
        if token.lemma_.lower() == "include":
            return token.i
    return None


def _is_partitive(doc: Doc, reading: Reading) -> bool:
    last = min(len(doc), reading.number + 3)
    words = [doc[i].lower_ for i in range(reading.number, last)]
    return len(words) > 1 and words[0] == "of" and words[1] in PARTITIVE
