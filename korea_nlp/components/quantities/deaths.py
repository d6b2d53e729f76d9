"""Deaths told of as a whole: tolls, and the fate of all those aboard."""

from spacy.tokens import Doc, Token

from korea_nlp.components.quantities.relations import Reading
from korea_nlp.components.quantities.tables import Tables

AROUND = 150  # tokens to each side in which a death is told
TOLL = "toll"
VICTIM = "victim"


def of_toll(toll: Token, tables: Tables) -> str | None:
    """Read what a toll is of: "death toll", "casualty toll"; a bare one is of the dead where the text tells of any."""
    doc, place = toll.doc, toll.i
    of = tables.status_words.get(doc[place - 1].lower_) if place > 0 else None
    return of or ("killed" if tells_of_death(doc, place, tables) else None)


def tells_of_death(doc: Doc, place: int, tables: Tables) -> bool:
    """Tell whether the text around a token says that anybody died."""
    around = doc[max(0, place - AROUND) : place + AROUND]
    return any(tables.status_words.get(token.lower_) == "killed" for token in around)


def spread(doc: Doc, readings: list[Reading], tables: Tables) -> None:
    """Take victims for dead where the text tells of death and of nothing else that befell them: fraud has some too."""
    for reading in readings:
        if reading.unit == VICTIM and reading.status is None and tells_of_death(doc, reading.start, tables):
            reading.status = "killed"
