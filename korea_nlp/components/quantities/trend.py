"""Whether an amount is a rise or a fall: "rose 3%", "down 190 points", "rose to 112 from 95"."""

import re

from korea_nlp.components.quantities.grammar import Page
from korea_nlp.components.quantities.measured import anchor
from korea_nlp.components.quantities.relations import Reading
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.syntax import Parse

DIRECTION = re.compile(
    r"\b(up|down)(?:wards? by|ward by| by)?(?: about| around| nearly| almost| more than)?[ \xa0]$", re.IGNORECASE
)
BY = re.compile(r"\bby(?: about| around| nearly| almost| more than| an? \w+)?[ \xa0]$", re.IGNORECASE)
AFTER = re.compile(r" (lower|higher)\b")


def read_trend(page: Page, reading: Reading, tables: Tables) -> None:
    """Read whether an amount is a step up or down, or a count that a step led to."""
    amount, parse = reading.amount, page.parse
    if tables.dimension(amount.unit) in ("time", "length"):
        return
    root = anchor(parse, reading.start, reading.number) if reading.noun is None else reading.noun
    before = page.text[max(0, amount.start - 24) : amount.start]
    step = _beside(page, reading, before, tables)
    if step is None:
        step = _by_verb(parse, reading, root, before, tables)
    reading.change = reading.trend = step
    link = parse.head[root]
    if step == "none" and parse.lower[link] == "to" and not tables.is_measure(amount.unit):
        # "the toll rose to 30"; of "rates rose to 5%" the level has no trend
        reading.trend = tables.trends.get(parse.lemma[parse.head[link]].lower(), "none")


def _beside(page: Page, reading: Reading, before: str, tables: Tables) -> str | None:
    """Read the words right beside an amount; None where they tell nothing."""
    parse, start = page.parse, reading.start
    if (direction := DIRECTION.search(before)) is not None:
        return "none" if _is_phrasal(parse, start) else direction[1].lower()
    if (compared := AFTER.match(page.text, reading.amount.end)) is not None:
        return "down" if compared[1] == "lower" else "up"  # "closed 1.3% lower"
    if start > 1 and parse.lower[start - 1] == "by":  # "fell by a third to 40 tons"
        lemma = parse.lemma[start - 2].lower()
        return tables.trends.get(lemma, tables.changes.get(lemma))
    return None


def _by_verb(parse: Parse, reading: Reading, root: int, before: str, tables: Tables) -> str:
    """Read the verb that an amount hangs on."""
    verb = parse.head[root]
    if parse.pos[verb] == "VERB" and 0 < reading.start - verb < 8:
        lemma = parse.lemma[verb].lower()
        if reading.noun is not None and lemma not in tables.gaining:
            return "none"  # "dropped three bombs"
        # "the army lost 300 men": they fell, their number did not
        return "none" if reading.people and lemma == "lose" else tables.trends.get(lemma, "none")
    lemma = parse.lemma[parse.head[verb]].lower()
    return tables.trends.get(lemma, tables.changes.get(lemma, "none")) if BY.search(before) else "none"


def _is_phrasal(parse: Parse, start: int) -> bool:
    """Tell whether the "up" before an amount is part of its verb: "picked up two delegates", "gave up two guns"."""
    near = range(start - 1, max(-1, start - 4), -1)
    particle = next((i for i in near if parse.lower[i] in ("up", "down")), None)
    return particle is not None and parse.dep[particle] == "prt"
