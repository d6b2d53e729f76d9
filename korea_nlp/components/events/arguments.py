"""Turns heads into argument spans with their actors and places."""

from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.events.roles import Roles
from korea_nlp.components.events.tables import Phrases
from korea_nlp.components.events.tree import Tree

LONGEST = 40  # tokens of one argument


def actors_by_token(doc: Doc) -> dict[int, str]:
    """Return the actor that each mentioned token stands for; of nested mentions the longest."""
    found: dict[int, str] = {}
    for mention in sorted(layers.read_mentions(doc), key=lambda m: m.end - m.start):
        for i in range(mention.start, mention.end):
            found[i] = mention.actor
    return found


def make_arguments(tree: Tree, roles: Roles, actors: dict[int, str], places: Phrases) -> tuple[layers.Argument, ...]:
    """Return the arguments of an event in order of their roles."""
    named = (
        ("agent", roles.agents),
        ("patient", roles.patients),
        ("recipient", roles.recipients),
        ("addressee", roles.addressees),
        ("place", roles.places),
        ("instrument", roles.instruments),
    )
    found: dict[tuple[str, int], layers.Argument] = {}
    for role, heads in named:
        for head in heads:
            start, end = tree.phrase(head)
            if end - start > LONGEST:
                start, end = head, head + 1
            actor = actors.get(head) or next((actors[i] for i in range(start, head) if i in actors and role == "x"), None)
            place = find_place(tree.doc, start, end, places)
            found.setdefault((role, start), layers.Argument(role, start, end, actor, place))
    return tuple(found.values())


def find_place(doc: Doc, start: int, end: int, places: Phrases) -> str | None:
    """Return the id of the first known place named between two tokens."""
    return next(find_phrases(doc, start, end, places), None)


def find_phrases(doc: Doc, start: int, end: int, phrases: Phrases):  # type: ignore[no-untyped-def]
    """Yield what the known phrases between two tokens stand for."""
    words = [doc[i].lower_ for i in range(start, end)]
    for i, word in enumerate(words):
        for rest, value in phrases.get(word, ()):
            if tuple(words[i + 1 : i + 1 + len(rest)]) == rest:
                yield value
                break
