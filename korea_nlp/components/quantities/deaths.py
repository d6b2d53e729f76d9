"""Deaths told of as a whole: tolls, and the fate of all those aboard."""

import re

from spacy.tokens import Doc, Token

from korea_nlp.components.quantities.near import CHAIN
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
    if place > 0 and (status := tables.status_words.get(doc[place - 1].lower_)) is not None:
        return status
    return "killed" if tells_of_death(doc, place, tables) else None


def tells_of_death(doc: Doc, place: int, tables: Tables) -> bool:
    """Tell whether the text around a token says that anybody died."""
    around = doc[max(0, place - AROUND) : place + AROUND]
    return any(
        tables.status_words.get(token.lower_) == "killed" or token.lower_ in tables.group["mourning"]
        for token in around
    )


def spread(doc: Doc, text: str, readings: list[Reading], tables: Tables) -> None:
    """Take in those aboard: "a plane with 10 tourists and two pilots crashed, killing everyone on board"."""
    for reading in readings:
        if reading.unit == VICTIM and reading.status is None and tells_of_death(doc, reading.start, tables):
            reading.status = "killed"
    for place, reading in enumerate(readings):
        if not reading.people or reading.status is not None:
            continue
        later = readings[place + 1].amount.start if place + 1 < len(readings) else len(text)
        stop = min(max(later, reading.amount.end) + 1, reading.amount.end + ABOARD_REACH)
        if ABOARD.search(text[reading.amount.end : stop].partition(". ")[0]):
            for earlier in readings[max(0, place - CHAIN) : place + 1]:
                if earlier.people and earlier.status is None and earlier.sentence == reading.sentence:
                    earlier.status = "killed"
