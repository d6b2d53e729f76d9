"""Turns heads into argument spans with their actors and places."""

from dataclasses import dataclass

from spacy.strings import get_string_id
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.events import tree as t
from korea_nlp.components.events.groups import find_phrases
from korea_nlp.components.events.roles import Roles
from korea_nlp.components.events.subjects import RELATIVES
from korea_nlp.components.events.tables import Knowledge
from korea_nlp.components.events.tree import POSSESSIVE, Actors, Tree

OF, FROM = map(get_string_id, ("of", "from"))
LONGEST = 40  # tokens of one argument
NAME = 4  # tokens of a known name


@dataclass(frozen=True, slots=True)
class Cast:
    """Who appears in a Doc.

    Attributes:
        by_token: The actors that each mentioned token stands for.
        states: The states by the code of their country.
        bodies: The actors that are no persons, to whom people and things can belong.
    """

    by_token: Actors
    states: dict[str, str]
    bodies: frozenset[str]


def read_cast(doc: Doc) -> Cast:
    """Return who appears in a Doc; of nested mentions the longest counts."""
    by_place: dict[tuple[int, int], tuple[str, ...]] = {}
    for mention in layers.read_mentions(doc):
        key = (mention.end - mention.start, mention.start)
        by_place[key] = (*by_place.get(key, ()), mention.actor)
    by_token = {i: who for (size, start), who in sorted(by_place.items()) for i in range(start, start + size)}
    actors = layers.read_actors(doc).values()
    states = {actor.country: actor.id for actor in actors if actor.kind == "state" and actor.country}
    return Cast(by_token, states, frozenset(actor.id for actor in actors if actor.kind != "person"))


def make_arguments(tree: Tree, token: int, roles: Roles, cast: Cast, known: Knowledge) -> tuple[layers.Argument, ...]:
    """Return the arguments of an event in order of their roles."""
    taken = (
        ("agent", roles.agents),
        ("patient", roles.patients),
        ("recipient", roles.recipients),
        ("addressee", roles.addressees),
        ("place", roles.places),
        ("instrument", roles.instruments),
    )
    found: dict[tuple[str, int, str | None], layers.Argument] = {}
    for role, heads in taken:
        for head in heads:
            if head == token or tree.doc[head].ent_type_ in ("DATE", "TIME") or tree.lower[head] in RELATIVES:
                continue
            start, end = _span(tree, token, head)
            until = end if role == "place" else min(end, head + (NAME if _names_of(tree, head) else 1))
            named = role == "place" or head not in cast.by_token  # "Moscow denied": no place
            place = next(iter(find_phrases(tree.doc, start, until, known.places)), None) if named else None
            actors = _actors(tree, head, cast, known) if role != "instrument" else (None,)
            for actor in actors:
                found.setdefault((role, start, actor), layers.Argument(role, start, end, actor, place))
    return tuple(found.values())


def _span(tree: Tree, token: int, head: int) -> layers.Piece:
    """Return the words of an argument."""
    start, end = tree.phrase(head)
    if end - start > 1 and tree.dep[end - 1] == t.CASE:
        end -= 1  # "Russia's attack"
    # a verb taken for a part of its object: "North Korea fires missiles"; a sentence without end
    if start <= token < end or end - start > LONGEST:
        start, end = head, head + 1
    return start, end


def _names_of(tree: Tree, head: int) -> bool:
    """Tell whether a name follows with "of": "the port of Nampo"."""
    return head + 1 < tree.size and tree.lower[head + 1] == OF


def _actors(tree: Tree, head: int, cast: Cast, known: Knowledge) -> tuple[str | None, ...]:
    """Return whom a head stands for, the name beside it ("the chairman, Mr Ri"), or to whom it belongs."""
    for i in (head, *tree.children(head, t.APPOS)):
        if i in cast.by_token:
            return cast.by_token[i]
    if state := _state_at(tree, head, cast, known):
        return (state,)
    for kid in tree.kids[head]:
        # "the North's offer", "Russian assistance"
        if tree.dep[kid] not in (t.POSS, *t.MODIFIERS) or tree.lower[kid] in POSSESSIVE:
            continue
        owners = cast.by_token.get(kid) or (_state_at(tree, kid, cast, known),)
        if all(owner in cast.bodies for owner in owners):
            return owners
    # "the president of Laos", "soldiers from Nepal"
    for prep in tree.children(head, t.PREP):
        if tree.lower[prep] in (OF, FROM):
            for noun in tree.objects_of_prep(prep):
                owners = cast.by_token.get(noun, ())
                if owners and all(owner in cast.bodies for owner in owners):
                    return owners
    return (None,)


def _state_at(tree: Tree, i: int, cast: Cast, known: Knowledge) -> str | None:
    """Return the state of a city, a people or an adjective, where the Doc speaks of it: "Pyongyang", "Russian"."""
    start = i
    while start and i - start < NAME and tree.head[start - 1] == i and tree.dep[start - 1] in t.MODIFIERS:
        start -= 1
    for first in range(start, i + 1):
        for code in find_phrases(tree.doc, first, i + 1, known.homes):
            return cast.states.get(code)
    return None
