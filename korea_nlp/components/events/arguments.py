"""Turns heads into argument spans with their actors and places."""

from collections.abc import Iterator

from spacy.strings import get_string_id
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.events import tree as t
from korea_nlp.components.events.roles import Roles
from korea_nlp.components.events.subjects import RELATIVES
from korea_nlp.components.events.tables import Phrases
from korea_nlp.components.events.tree import Actors, Tree

HYPHEN = "\u2011"  # the hyphen that does not break
KOREAS = frozenset(map(get_string_id, ("north", "south")))
LONGEST = 40  # tokens of one argument


def actors_by_token(doc: Doc) -> Actors:
    """Return the actors that each mentioned token stands for; of nested mentions the longest."""
    by_place: dict[tuple[int, int], tuple[str, ...]] = {}
    for mention in layers.read_mentions(doc):
        key = (mention.end - mention.start, mention.start)
        by_place[key] = (*by_place.get(key, ()), mention.actor)
    return {i: who for (size, start), who in sorted(by_place.items()) for i in range(start, start + size)}


def make_arguments(
    tree: Tree, token: int, roles: Roles, actors: Actors, places: Phrases
) -> tuple[layers.Argument, ...]:
    """Return the arguments of an event in order of their roles."""
    named = (
        ("agent", roles.agents),
        ("patient", roles.patients),
        ("recipient", roles.recipients),
        ("addressee", roles.addressees),
        ("place", roles.places),
        ("instrument", roles.instruments),
    )
    found: dict[tuple[str, int, str | None], layers.Argument] = {}
    for role, heads in named:
        for head in heads:
            if tree.doc[head].ent_type_ in ("DATE", "TIME") or tree.lower[head] in RELATIVES:
                continue
            start, end = tree.phrase(head)
            if end - start > 1 and tree.dep[end - 1] == t.CASE:
                end -= 1  # "Russia's attack"
            if start <= token < end:  # a verb taken for a part of its object: "North Korea fired missiles"
                start, end = (token + 1 if token < head else head), head + 1
            if start and end - start == 1 and tree.lower[start] in KOREAS and tree.dep[start - 1] == t.DET:
                start -= 1  # "The North fired shells", where the parser gave the article to the shells
            if end - start > LONGEST:
                start, end = head, head + 1
            place = next(iter(find_phrases(tree.doc, start, end, places)), None)
            for actor in _actors(tree, head, actors):
                found.setdefault((role, start, actor), layers.Argument(role, start, end, actor, place))
    return tuple(found.values())


def _actors(tree: Tree, head: int, actors: Actors) -> tuple[str | None, ...]:
    """Return whom a head stands for, or the name beside it: "the chairman, Mr Ri"."""
    for i in (head, *tree.children(head, t.APPOS)):
        if i in actors:
            return actors[i]
    return (None,)


def find_phrases(doc: Doc, start: int, end: int, phrases: Phrases) -> Iterator[str]:
    """Yield what the known phrases between two tokens stand for."""
    words = [doc[i].lower_.replace(HYPHEN, "-") for i in range(start, end)]
    for i, word in enumerate(words):
        for rest, value in phrases.get(word, ()):
            if tuple(words[i + 1 : i + 1 + len(rest)]) == rest:
                yield value
                break
