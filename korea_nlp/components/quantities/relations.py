"""How amounts of one text hang together: conversions, subsets, shares, and units that one borrows from another."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from korea_nlp.components.quantities.grammar import Amount, AmountReader
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.syntax import Parse

OPENED = re.compile(r"[ \xa0]?[-–—]?[ \xa0]?[(\[][ \xa0]?(?:or |i\.e\.,? )?$")
LISTED = re.compile(
    r"[ \xa0]?(?:,|-|and|or|to|,? and|,? or|respectively)?[ \xa0]?-?[ \xa0]?(?:or |and )?(?:even )?$", re.IGNORECASE
)
OUT_OF = frozenset({" of ", " of the ", " out of ", " of all "})
TOLERANCE = 0.06
PARTITIVE = frozenset({"them", "whom", "which", "those", "these"})


@dataclass(slots=True)
class Reading:
    """An amount with what the parse tells of it, on its way to a quantity; token positions.

    ``number`` is the token after the number, ``noun`` is -1 where the number is part of a name, an ``elided`` noun is
    known from elsewhere, an ``attribute`` names a part ("a 15-member council"); ``of`` and ``same_as`` are places in
    the list of readings.
    """

    amount: Amount
    start: int
    end: int
    sentence: int
    number: int
    unit: str | None = None
    noun: int | None = None
    counted: tuple[int, int] | None = None
    elided: bool = False
    attribute: bool = False
    status: str | None = None
    trend: str = "none"
    change: str = "none"
    relation: str = "none"
    of: int | None = None
    same_as: int | None = None
    people: bool = False
    holder: tuple[int, int] | None = None


def borrow_units(text: str, readings: list[Reading]) -> None:
    """Give a bare number the unit of the one it is listed with: "10,199 and 10,203 seconds", "8 or $9"."""
    for place in range(len(readings) - 2, -1, -1):
        first, second = readings[place], readings[place + 1]
        if first.unit is None and first.amount.form != "fraction":
            between = text[first.amount.end : second.amount.start]
            if between in OUT_OF or LISTED.fullmatch(between):
                first.unit, first.noun, first.counted = second.unit, second.noun, second.counted
                first.people = second.people


# --- conversions ---------------------------------------------------------------------------------------------------


def link_conversions(text: str, readings: list[Reading], tables: Tables, amounts: AmountReader) -> None:
    """Mark bracketed conversions: "986 miles (1,587 km)", "780 billion won ($560 million)", "C$6 (US$4) per share"."""
    for place, (first, second) in enumerate(pairwise(readings)):
        if not OPENED.fullmatch(text[first.amount.end : second.amount.start]) or not _converts(first, second, tables):
            continue
        second.same_as, second.counted = place, first.counted
        stop = second.amount.end + 1
        outer = replace(second.amount, end=stop)
        amounts.read_per(text, outer)
        if outer.end > stop and outer.unit is not None:
            per = outer.unit.rpartition(" per ")[2]
            first.unit, second.unit = f"{first.unit} per {per}", f"{second.unit} per {per}"


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


# --- parts ---------------------------------------------------------------------------------------------------------


def link_parts(parse: Parse, text: str, readings: list[Reading]) -> None:
    """Mark subsets: "41 killed, including 15 children", "15 of whom", "10 of them"."""
    for place, (first, second) in enumerate(pairwise(readings)):
        if text[first.amount.end : second.amount.start] in OUT_OF:
            first.of = place + 1  # "280 million of the 1.5 billion", "half of the 900 troops"
            first.relation = "fraction" if first.amount.form == "fraction" else "subset"
    for place, reading in enumerate(readings):
        words = parse.lower[reading.number : reading.number + 2]
        partitive = len(words) > 1 and words[0] == "of" and words[1] in PARTITIVE
        limit = _included_by(parse, reading.noun) if reading.noun is not None else None
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


def link_members(parse: Parse, readings: list[Reading]) -> None:
    """Mark who is counted among others: "their three sons were among 12 people killed"."""
    by_noun = {reading.noun: place for place, reading in enumerate(readings) if reading.noun is not None}
    for place, reading in enumerate(readings):
        if reading.noun is None:
            continue
        verb = parse.head[parse.first_conjunct(reading.noun)]
        if parse.lemma[verb] != "be":
            continue
        for link in parse.kids[verb]:
            if link > verb and parse.lower[link] == "among":
                whole = next((by_noun[k] for k in parse.kids[link] if k > link and k in by_noun), None)
                if whole is not None and whole != place:
                    reading.relation, reading.of = "subset", whole


def _included_by(parse: Parse, noun: int) -> int | None:
    """Return the "including" or "includes" that names a noun, if there is one."""
    i = noun
    for _ in range(6):
        i = parse.head[i]
        if parse.lemma[i].lower() == "include":
            return i
    return None
