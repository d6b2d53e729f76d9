"""Numbers that are no quantities: dates, years, clock times, labels, parts of names, bullets."""

import re

from korea_nlp.components.quantities.grammar import Amount, Page
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.syntax import Parse

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
MONTH_BEFORE = re.compile(
    rf"\b{MONTH}\.?[ \xa0]{{1,2}}(?:the )?(?:\d{{1,2}} ?(?:[-–&]|and|to|or|,) ?)?$", re.IGNORECASE
)
CLOCK_AFTER = re.compile(
    r"[ \xa0]?(?:[ap]\.?m\b|o[’']clock|hours GMT|GMT|KST|UTC|EST|local time)|[:.]\d\d\b", re.IGNORECASE
)
BULLET = re.compile(r"(?:^|\n)[ \t•*(]*$")
YEAR_BEFORE = re.compile(
    r"\b(?:in|since|until|till|by|during|before|after|from|of|early|late|mid|mid-|for|year|fiscal|and|through|to|spring"
    r"|summer|autumn|fall|winter|q[1-4]|quarter|the|between|a\.d\.|ad|circa|©)[ \xa0-]?['’]?$",
    re.IGNORECASE,
)
PAGE_OF = re.compile(r"(?:^|\s)\d{1,3} of $")  # "Photo 1 of 30"
YEAR_OF = re.compile(r"\b(?:in|since|until|circa|year|a\.d\.)[ \xa0]$", re.IGNORECASE)
PHRASES = re.compile(
    r"(?:one another|one[’']s|one china|five eyes|one by one|one or the other|one time|one and the same|one way or"
    r"|one point(?! of))\b",
    re.I,
)
PRONOUNS = re.compile(
    r"\b(?:no|any|every|some|this|that|which|each|the|last|first|next|only|another|such|big"
    r"|new|good|right|wrong|other) $",
    re.I,
)
AGO = re.compile(r" (?:ago|earlier this|later this)\b", re.IGNORECASE)
PARTIES = re.compile(
    r"(?:[ -]| - ?|- )(?:party|way|nation) (?:[a-z-]+ ){0,2}(?:talks|process|negotiations|meeting)\b", re.I
)
KINDS = re.compile(r"-(?:time|stop|star|piece|way|sided|hand)\b", re.IGNORECASE)  # "a one-time offer"
LASTING = re.compile(r"\b(?:for|in|within|last|lasts|lasted|took|take|takes|just|only) $", re.IGNORECASE)
HAND = re.compile(r"\bon(?: the)? $", re.IGNORECASE)
NUMBERED = re.compile(r"\b(?:group of|number|day|phase|chapter) $", re.IGNORECASE)
OPENING = re.compile(r"[.:;!?\"“—–\n(] ?$")
AFTER_PRONOUN = frozenset({".", ",", ":", "''", "IN", "WDT", "VBZ", "VBD", "MD", "CC"})
MAX_YEAR = 2150


def is_no_quantity(page: Page, amount: Amount, start: int, end: int, tables: Tables) -> bool:
    """Tell whether an amount is none; ``start`` and ``end`` are the tokens of its number."""
    if amount.vague:
        return False
    text = page.text
    before = text[max(0, amount.start - 32) : amount.start].rpartition("\n")[2]
    after = text[amount.end : amount.end + 24]
    if amount.form == "words":
        return _is_phrase(page, amount, start, end, before, after)
    return (
        _is_date(amount, text, before)
        or PAGE_OF.search(before) is not None
        or _is_label(page.parse, amount, start, before, tables)
        or (BULLET.search(text[max(0, amount.start - 6) : amount.start]) is not None and after[:2] in (". ", ") "))
    )


def _is_phrase(page: Page, amount: Amount, start: int, end: int, before: str, after: str) -> bool:
    """Check number words: "one another", "the one", "Group of Seven", "six-party talks"."""
    text, parse = page.text, page.parse
    lone = amount.lower == amount.upper == 1 and amount.unit is None
    of = before.endswith("that ") and after.startswith(" of ")  # "said that one of the goals"
    if lone and (PHRASES.match(text, amount.first) or (PRONOUNS.search(before) and not of)):
        return True
    if lone and _is_pronoun(parse, start, end):
        return True
    if amount.lower == 1 and amount.unit == "day" and amount.bound == "exact":
        return LASTING.search(before) is None and not after.startswith((" after", " before"))  # "one day in October"
    if HAND.search(before) and after.startswith(" hand"):
        return True
    if KINDS.match(text, amount.last) or PARTIES.match(text, amount.end) or NUMBERED.search(before):
        return True
    # "Camp Seventeen", "the Big Five": capitals inside a sentence
    inside = text[amount.first].isupper() and parse.sentence(start)[0] != start
    named = (start > 0 and parse.text[start - 1].istitle()) or (end < len(parse) and parse.text[end].istitle())
    return inside and named and not OPENING.search(before)  # "“Two Koreans fled,” he said"


def _is_pronoun(parse: Parse, start: int, end: int) -> bool:
    """Tell whether "one" stands for a thing named before: "the existing one", "a bigger one than his"."""
    described = start > 0 and parse.tag[start - 1] in ("JJ", "JJR", "VBG")
    if not described or end == len(parse):
        return described
    return parse.tag[end] in AFTER_PRONOUN and parse.lower[end] != "of"


def _is_date(amount: Amount, text: str, before: str) -> bool:
    """Check years, days of the month and clock times."""
    if CLOCK_AFTER.match(text, amount.last):
        return True
    digits = text[amount.first : amount.last]
    if 1 <= amount.lower <= 31 and amount.unit in (None, "time") and MONTH_BEFORE.search(before):
        return True
    if amount.unit is not None or not digits[:4].isdigit() or not 1000 <= amount.lower < MAX_YEAR:
        return False
    if not amount.lower.is_integer():
        return False  # "closed at 1985.32"
    if len(digits) > 4:  # "2018-19", "1998-2002"
        return True
    if amount.start < amount.first:  # "an average of 1500", "some 2000": counted, unless a year is meant
        return YEAR_OF.search(before) is not None
    return amount.lower >= 1900 or YEAR_BEFORE.search(before) is not None  # "in 1592", but "killed 1200 men"


def _is_label(parse: Parse, amount: Amount, start: int, before: str, tables: Tables) -> bool:
    """Check numbers that name the thing before them: "Section 427", "Resolution 1718", "Game 6", "iPhone 14"."""
    if amount.unit is not None or amount.bound != "exact" or start == 0:
        return False
    previous = start - 1
    if tables.label_pattern.search(before) and not parse.tag[previous].startswith("VB"):
        return True  # "order 66", but not "to order 66 missiles"
    if not parse.text[previous][0].isupper() or parse.tag[previous] not in ("NNP", "NNPS", "NN", ""):
        return False
    # "Monday 300 people fled": the number belongs to what follows
    return not (parse.dep[start] == "nummod" and parse.head[start] not in (parse.head[previous], previous))
