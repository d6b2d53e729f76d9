"""What a count of things says something of: the gauge that is made of them, the holder of parts and points."""

from spacy.tokens import Doc, Token

from korea_nlp.components.quantities.clauses import object_before, subject_of
from korea_nlp.components.quantities.near import first_conjunct, near_lefts
from korea_nlp.components.quantities.tables import Tables


def gauged(doc: Doc, head: int, tables: Tables) -> int | None:
    """Return what a count of things measures: "employment grew by 900 posts", "an increase of 900 jobs"."""
    token = doc[head]
    link = token.head
    if token.dep_ == "attr":  # "the population is 8 million people"
        subject = next((child for child in near_lefts(link) if child.dep_ == "nsubj"), None)
        return subject.i if subject is not None and _is_gauge(subject, tables) else None
    above = link.head
    if link.lower_ in ("of", "at", "to") and above.pos_ == "NOUN":
        return above.i if _is_gauge(above, tables) else None
    if link.lower_ not in ("by", "to", "at"):
        return None
    changed = object_before(above, link.i)
    found = changed if changed is not None else getattr(subject_of(token), "i", None)
    return found if found is not None and _is_gauge(doc[found], tables) else None


def holder(doc: Doc, head: int, tables: Tables) -> int | None:
    """Return what has the parts or points counted: "a house with two bedrooms", "she scored 12 goals"."""
    token = first_conjunct(doc[head])
    above = token.head
    if token.dep_ not in ("pobj", "dobj", "obj"):
        return None
    if token.dep_ != "pobj" and above.lemma_.lower() not in tables.group["having"]:
        return None
    found = subject_of(token)
    return found.i if found is not None else None


def _is_gauge(noun: Token, tables: Tables) -> bool:
    return noun.lower_ in tables.gauges
