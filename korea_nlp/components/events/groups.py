"""The groups that nouns belong to, by themselves, their modifiers or what they measure."""

from collections.abc import Iterator

from spacy.strings import get_string_id
from spacy.tokens import Doc

from korea_nlp.components.events import tree as t
from korea_nlp.components.events.tables import SOMEBODY, Knowledge, Phrases
from korea_nlp.components.events.tree import Tree

HYPHEN = "\u2011"  # the hyphen that does not break
OF = get_string_id("of")
PERSONS = frozenset(map(get_string_id, ("he", "him", "she", "i", "we", "us", "who", "whom")))
PEOPLE = frozenset({"person", "people", "troop", "expert", "prisoner", "diplomat", "peacekeeper"})
MEASURE = frozenset({"measure"})
DEPTH = 3  # measures of measures looked through
# modifiers that outdo a head: "nuclear" in "nuclear device"
TELLING = frozenset({"ceasefire", "nuclear", "peacekeeper", "joint", "warning", "cyber", "labour"})


def groups_of(tree: Tree, known: Knowledge, noun: int, depth: int = DEPTH) -> frozenset[str]:
    """Return the groups of a noun, of its modifiers and of what it measures ("tens of tons of shells")."""
    groups = own = own_groups(tree, known, noun)
    for kid in tree.kids[noun]:
        if tree.dep[kid] in t.MODIFIERS:
            modifier = own_groups(tree, known, kid)
            groups |= modifier if own <= MEASURE else modifier & TELLING  # "artillery pieces"
        elif tree.lower[kid] == OF and "measure" in own and depth:
            for inner in tree.objects_of_prep(kid):
                groups |= groups_of(tree, known, inner, depth - 1)
                for part in tree.children(inner, *t.MODIFIERS):
                    groups |= own_groups(tree, known, part)
    return groups


def own_groups(tree: Tree, known: Knowledge, i: int) -> frozenset[str]:
    """Return the groups of a word by itself."""
    groups = known.groups
    return groups.get(tree.lower[i]) or groups.get(tree.lemma[i]) or frozenset()


def is_of(tree: Tree, known: Knowledge, i: int, group: str) -> bool:
    """Tell whether a noun is of a group; ``somebody`` takes in all that are named like people, bodies and states."""
    if group == SOMEBODY:
        named = tree.doc[i].ent_type_ in ("PERSON", "GPE", "ORG", "NORP")
        return named or tree.lower[i] in PERSONS or not PEOPLE.isdisjoint(own_groups(tree, known, i))
    return group in groups_of(tree, known, i)


def find_phrases(doc: Doc, start: int, end: int, phrases: Phrases) -> Iterator[str]:
    """Yield what the known phrases between two tokens stand for."""
    words = [doc[i].lower_.replace(HYPHEN, "-") for i in range(start, end)]
    for i, word in enumerate(words):
        for rest, value in phrases.get(word, ()):
            if tuple(words[i + 1 : i + 1 + len(rest)]) == rest:
                yield value
                break


def context_of(tree: Tree, known: Knowledge, noun: int) -> frozenset[str]:
    """Return the groups of a noun's modifiers and of its complement: "missile test", "the test of a missile"."""
    groups: frozenset[str] = frozenset()
    for kid in tree.kids[noun]:
        if tree.dep[kid] in t.MODIFIERS:
            groups |= own_groups(tree, known, kid)
            for inner in tree.children(kid, *t.MODIFIERS):
                groups |= own_groups(tree, known, inner)
        elif tree.lower[kid] == OF:
            for inner in tree.objects_of_prep(kid):
                groups |= groups_of(tree, known, inner)
    return groups
