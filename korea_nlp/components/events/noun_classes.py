"""The classes that nouns belong to, by themselves, their modifiers or what they measure."""

from collections.abc import Iterator

from korea_nlp.components.events.tables import SOMEBODY, Knowledge, Phrases
from korea_nlp.syntax import Parse
from korea_nlp.syntax.labels import MODIFIERS

HYPHEN = "\u2011"  # the hyphen that does not break
PERSONS = frozenset({"he", "him", "she", "i", "we", "us", "who", "whom"})
PEOPLE = frozenset({"person", "people", "troop", "expert", "prisoner", "diplomat", "peacekeeper"})
NAMED = frozenset({"PERSON", "GPE", "ORG", "NORP"})
MEASURE = frozenset({"measure"})
DEPTH = 3  # measures of measures looked through
# modifiers that outdo a head: "nuclear" in "nuclear device"
TELLING = frozenset({"ceasefire", "nuclear", "peacekeeper", "joint", "warning", "cyber", "labour"})


def classes_of(parse: Parse, known: Knowledge, noun: int, depth: int = DEPTH) -> frozenset[str]:
    """Return the classes of a noun, of its modifiers and of what it measures ("tens of tons of shells")."""
    classes = own = own_classes(parse, known, noun)
    for kid in parse.kids[noun]:
        if parse.dep[kid] in MODIFIERS:
            modifier = own_classes(parse, known, kid)
            classes |= modifier if own <= MEASURE else modifier & TELLING  # "artillery pieces"
        elif parse.lower[kid] == "of" and "measure" in own and depth:
            for inner in parse.objects_of_prep(kid):
                classes |= classes_of(parse, known, inner, depth - 1)
                for part in parse.children(inner, *MODIFIERS):
                    classes |= own_classes(parse, known, part)
    return classes


def own_classes(parse: Parse, known: Knowledge, i: int) -> frozenset[str]:
    """Return the classes of a word by itself."""
    classes = known.classes
    return classes.get(parse.lower[i]) or classes.get(parse.lemma[i]) or frozenset()


def is_of(parse: Parse, known: Knowledge, i: int, wanted: str) -> bool:
    """Tell whether a noun is of a class; ``somebody`` takes in all that are named like people, bodies and states."""
    if wanted == SOMEBODY:
        named = parse.ent[i] in NAMED or parse.lower[i] in PERSONS
        return named or not PEOPLE.isdisjoint(own_classes(parse, known, i))
    return wanted in classes_of(parse, known, i)


def context_of(parse: Parse, known: Knowledge, noun: int) -> frozenset[str]:
    """Return the classes of a noun's modifiers and of its complement: "missile test", "the test of a missile"."""
    classes: frozenset[str] = frozenset()
    for kid in parse.kids[noun]:
        if parse.dep[kid] in MODIFIERS:
            for word in (kid, *parse.children(kid, *MODIFIERS)):
                classes |= own_classes(parse, known, word)
        elif parse.lower[kid] == "of":
            for inner in parse.objects_of_prep(kid):
                classes |= classes_of(parse, known, inner)
    return classes


def find_phrases(parse: Parse, start: int, end: int, phrases: Phrases) -> Iterator[str]:
    """Yield what the known phrases between two tokens stand for."""
    words = [word.replace(HYPHEN, "-") for word in parse.lower[start:end]]
    for i, word in enumerate(words):
        for rest, value in phrases.get(word, ()):
            if tuple(words[i + 1 : i + 1 + len(rest)]) == rest:
                yield value
                break
