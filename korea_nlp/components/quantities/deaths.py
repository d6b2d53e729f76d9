"""Deaths told of as a whole: tolls, and the fate of all those aboard."""

import re

from spacy.tokens import Doc, Token

from korea_nlp.components.quantities.relations import Reading
from korea_nlp.components.quantities.tables import Tables

ABOARD = re.compile(
    r"\b(?:killing|killed) (?:all|everyone|everybody|every one)[ a-z]{0,24}\b(?:aboard|board)\b", re.IGNORECASE
)
AROUND = 150  # tokens to each side in which a death is told
ABOARD_REACH = 300
TOLL = "toll"
VICTIM = "victim"


def of_toll(toll: Token, tables: Tables) -> str | None:
    """Read what a toll is of: "death toll", "casualty toll"; a bare one is of the dead where the text tells of any."""
    doc, place = toll.doc, toll.i
    return tables.status_words.get(doc[place - 1].lower_) if place > 0 else None


def tells_of_death(doc: Doc, place: int, tables: Tables) -> bool:
    """Tell whether the text around a token says that anybody died."""
    around = doc[max(0, place - AROUND) : place + AROUND]
    return any(tables.status_words.get(token.lower_) == "killed" for token in around)


def spread(doc: Doc, text: str, readings: list[Reading], tables: Tables) -> None:
    """Take in those aboard: "a plane with 10 tourists and two pilots crashed, killing everyone on board"."""
    for reading in readings:
        if reading.unit == VICTIM:
            reading.status = "killed"
    for place, reading in enumerate(readings):
        later = len(text)
        stop = min(max(later, reading.amount.end) + 1, reading.amount.end + ABOARD_REACH)
