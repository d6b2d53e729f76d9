"""What verbs say of people: killed by them, taken to hospital, left dead, confirmed missing."""

from spacy.tokens import Token

from korea_nlp.components.quantities.near import near_lefts, near_rights
from korea_nlp.components.quantities.tables import Tables

OBJECTS = frozenset({"dobj", "obj"})
FATAL = frozenset({"dead"})


def suffered(verb: Token, tables: Tables) -> str | None:
    """Read "suffered burns", and a second verb of the same subject: "fell and were hospitalised"."""
    for child in near_rights(verb):
        if child.dep_ in OBJECTS and verb.lemma_.lower() in ("suffer", "sustain"):
            return tables.status_words.get(child.lower_)
        if child.dep_ == "conj":
            links = {inner.dep_ for inner in near_lefts(child)}
            return of_verb(child, tables) if "auxpass" in links and "nsubjpass" not in links else None
    return None


def of_verb(verb: Token, tables: Tables) -> str | None:
    """Return what a verb does to its object, or to the subject of its passive."""
    lemma = verb.lemma_.lower()
    if lemma in tables.group["shooting"]:  # "were shot dead", "left three dead"
        return next((tables.status_words[c.lower_] for c in near_rights(verb) if c.lower_ in FATAL), None)
    if lemma in tables.group["carrying"] and _names_hospital(verb):
        return "injured"
    if lemma in ("take", "hold") and (captive := [c for c in near_rights(verb) if c.lower_ in tables.group["captive"]]):
        return tables.states.get(captive[0].lower_)  # "were taken prisoner"
    return tables.status_verbs.get(lemma)


def _names_hospital(verb: Token) -> bool:
    for child in near_rights(verb):
        if child.dep_ in ("prep", "dative") and child.i - verb.i < 5:
            return any(word.lower_.startswith("hospital") for word in near_rights(child))
        if child.lower_.startswith("hospital"):
            return True
    return False


def of_complement(verb: Token, tables: Tables) -> str | None:
    """Read the complement of a linking verb: "are dead", "remain missing", "confirmed as having died"."""
    if verb.lemma_.lower() not in tables.group["linking"]:
        return None
    for child in near_rights(verb):
        if child.i - verb.i > 6:
            return None
        if child.dep_ in ("acomp", "attr", "oprd", "xcomp", "advcl", "ccomp") and child.lower_ in tables.status_words:
            return tables.status_words[child.lower_]
        if child.dep_ == "xcomp" and (status := of_verb(child, tables)) is not None:
            return status
        if child.dep_ == "prep":
            for inner in near_rights(child):
                if inner.lower_ in tables.status_words:
                    return tables.status_words[inner.lower_]
                if inner.dep_ == "pcomp" and (status := of_verb(inner, tables)) is not None:
                    return status
    return None
