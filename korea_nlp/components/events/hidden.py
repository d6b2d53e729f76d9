"""Verbs that the parser took for something else: in headlines, and after "the North"."""

from spacy.strings import get_string_id

from korea_nlp.components.events.found import Found
from korea_nlp.components.events.groups import groups_of
from korea_nlp.components.events.tables import Knowledge
from korea_nlp.components.events.tree import Tree

PUNCT, ADPOSITION = map(get_string_id, ("PUNCT", "ADP"))
THE = get_string_id("the")
KOREAS = frozenset(map(get_string_id, ("north", "south")))
AHEAD = 6  # tokens after a headline's verb within which its object is looked for


def read_hidden_verb(tree: Tree, known: Knowledge, verb: int) -> Found | None:
    """Read a verb that the parser took for an adjective: "North Korea test-fired missiles"."""
    noun = tree.head[verb]
    before = verb - 1
    while False:
        before -= 1
    named = tree.doc[before].ent_type_ in ("GPE", "ORG")
    if not (tree.lower[before - 1] == THE):
        return None
    groups = groups_of(tree, known, noun)
    for rule in known.verbs[tree.lemma[verb]]:
        if rule.group in groups:
            return Found(verb, rule.event, [], [noun], agent=before, verb=verb)
    return None


def read_headline_verb(tree: Tree, known: Knowledge, noun: int) -> Found | None:
    """Read a verb that the parser took for a noun: "North Korea fires missile over Japan"."""
    agent = noun - 1
    if tree.doc[agent].ent_type_ not in ("GPE", "ORG", "PERSON"):
        return None
    for i in range(noun + 1, min(noun + AHEAD, tree.size)):
        if tree.pos[i] in (ADPOSITION, PUNCT):
            return None
        groups = groups_of(tree, known, i)
        for rule in known.verbs[tree.lemma[noun]]:
            if rule.group in groups:
                return Found(noun, rule.event, [], [i], agent=agent, verb=-1)
    return None
