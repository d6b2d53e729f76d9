"""Verbs that the parser took for nouns: in headlines."""

from spacy.strings import get_string_id

from korea_nlp.components.events.found import Found
from korea_nlp.components.events.groups import groups_of
from korea_nlp.components.events.tables import Knowledge
from korea_nlp.components.events.tree import Tree

PUNCT, ADPOSITION = map(get_string_id, ("PUNCT", "ADP"))
AHEAD = 6  # tokens after a headline's verb within which its object is looked for


def read_headline_verb(tree: Tree, known: Knowledge, noun: int) -> Found | None:
    """Read a verb that the parser took for a noun: "North Korea fires missile over Japan"."""
    if not noun or tree.doc[noun - 1].ent_type_ not in ("GPE", "ORG", "PERSON"):
        return None
    for i in range(noun + 1, min(noun + AHEAD, tree.size)):
        if tree.pos[i] in (ADPOSITION, PUNCT):
            return None
        groups = groups_of(tree, known, i)
        for rule in known.verbs[tree.lemma[noun]]:
            if rule.group in groups:
                return Found(noun, rule.event, [], [i])
    return None
