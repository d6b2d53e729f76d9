"""What verbs say of people: killed by them, taken to hospital, left dead, confirmed missing."""

from spacy.tokens import Token

from korea_nlp.components.quantities.near import near_rights
from korea_nlp.components.quantities.tables import Tables

OBJECTS = frozenset({"dobj", "obj"})
FATAL = frozenset({"dead"})


def of_verb(verb: Token, tables: Tables) -> str | None:
    """Return what a verb does to its object, or to the subject of its passive."""
    lemma = verb.lemma_.lower()
    if lemma in tables.group["shooting"]:  # "were shot dead", "left three dead"
        return next((tables.status_words[c.lower_] for c in near_rights(verb) if c.lower_ in FATAL), None)
    return tables.status_verbs.get(lemma)


def of_complement(verb: Token, tables: Tables) -> str | None:
    """Read the complement of a linking verb: "are dead", "remain missing", "confirmed as having died"."""
    if verb.lemma_.lower() not in tables.group["linking"]:
        return None
    for child in near_rights(verb):
        if child.lower_ in tables.status_words:
            return tables.status_words[child.lower_]
    return None
