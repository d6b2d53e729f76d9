"""Whether an amount is a rise or a fall: "rose 3%", "down 190 points", "rose to 112 from 95"."""

import re

from spacy.tokens import Doc, Token

from korea_nlp.components.quantities.clauses import span_root
from korea_nlp.components.quantities.relations import Reading
from korea_nlp.components.quantities.tables import Tables

DIRECTION = re.compile(
    r"\b(up|down)(?:wards? by|ward by| by)?(?: about| around| nearly| almost| more than)?[ \xa0]$", re.IGNORECASE
)
BY = re.compile(r"\bby(?: about| around| nearly| almost| more than| an? \w+)?[ \xa0]$", re.IGNORECASE)
AFTER = re.compile(r" (lower|higher)\b")


def read_trend(doc: Doc, text: str, reading: Reading, tables: Tables) -> None:
    """Read whether an amount is a step up or down, or a count that a step led to."""
    amount = reading.amount
    if tables.dimension(amount.unit) in ("time", "length"):
        return
    measured = tables.is_measure(amount.unit)
    before = text[max(0, amount.start - 24) : amount.start]
    step = _beside(doc, text, reading, before, tables)
    step = _by_verb(doc, reading, before, tables) if step is None else step
    reading.change, reading.trend = step, step if step != "none" else _led_to(doc, reading, tables, measured=measured)


def _beside(doc: Doc, text: str, reading: Reading, before: str, tables: Tables) -> str | None:
    """Read the words right beside an amount; None where they tell nothing."""
    start = reading.start
    if (direction := DIRECTION.search(before)) is not None:
        return "none" if _is_phrasal(doc, start) else direction[1].lower()
    if (compared := AFTER.match(text, reading.amount.end)) is not None:
        return "down" if compared[1] == "lower" else "up"  # "closed 1.3% lower"
    if start > 1 and doc[start - 1].lower_ == "by":  # "fell by a third to 40 tons"
        lemma = doc[start - 2].lemma_.lower()
        return tables.trends.get(lemma, tables.changes.get(lemma))
    return None


def _by_verb(doc: Doc, reading: Reading, before: str, tables: Tables) -> str:
    """Read the verb that an amount hangs on."""
    start = reading.start
    root = _root(doc, reading)
    verb = root.head
    if verb.pos_ == "VERB" and verb.i < start and start - verb.i < 8:
        lemma = verb.lemma_.lower()
        if reading.noun is not None and lemma not in tables.gaining:
            return "none"  # "dropped three bombs"
        # "the army lost 300 men": they fell, their number did not
        return "none" if reading.people and lemma == "lose" else tables.trends.get(lemma, "none")
    lemma = verb.head.lemma_.lower()
    return tables.trends.get(lemma, tables.changes.get(lemma, "none")) if BY.search(before) else "none"


def _led_to(doc: Doc, reading: Reading, tables: Tables, *, measured: bool) -> str:
    """Read the verb that led to a count: "the toll rose to 30"; of "rates rose to 5%" the level has no trend."""
    root = _root(doc, reading)
    link, verb = root.head, root.head.head
    if link.lower_ != "to" or measured:
        return "none"
    lemma = verb.lemma_.lower()
    return tables.trends.get(lemma, "none")


def _root(doc: Doc, reading: Reading) -> Token:
    return span_root(doc, reading.start, reading.number) if reading.noun is None else doc[reading.noun]


def _is_phrasal(doc: Doc, start: int) -> bool:
    """Tell whether the "up" before an amount is part of its verb: "picked up two delegates", "gave up two guns"."""
    particle = next((doc[i] for i in range(start - 1, max(-1, start - 4), -1) if doc[i].lower_ in ("up", "down")), None)
    return particle is not None and particle.dep_ == "prt"
