"""Turns heads into argument spans with their actors and places; finds which times and amounts belong to an event."""

from dataclasses import dataclass

from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.events.candidates import Candidate
from korea_nlp.components.events.noun_classes import find_phrases
from korea_nlp.components.events.roles import TIMES, Actors, Roles
from korea_nlp.components.events.tables import Knowledge
from korea_nlp.syntax import Parse
from korea_nlp.syntax.clauses import POSSESSIVES, RELATIVES
from korea_nlp.syntax.labels import MODIFIERS, NOMINAL

SINCE = frozenset({"since", "until", "till"})
COUNTED = frozenset({"first", "last", "latest", "only", "such", "attempt"})
HEIGHT = 10  # heads climbed from a time or an amount
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


def read_cast(doc: Doc, known: Knowledge) -> Cast:
    """Return who appears in a Doc; of nested mentions the longest counts."""
    by_place: dict[tuple[int, int], tuple[str, ...]] = {}
    for mention in layers.read_mentions(doc):
        key = (mention.end - mention.start, mention.start)
        by_place[key] = (*by_place.get(key, ()), mention.actor)
    by_token = {i: who for (size, start), who in sorted(by_place.items()) for i in range(start, start + size)}
    actors = layers.read_actors(doc).values()
    states = layers.states_by_country(actors, known.states)
    return Cast(by_token, states, frozenset(actor.id for actor in actors if actor.kind != "person"))


def make_arguments(parse: Parse, token: int, roles: Roles, cast: Cast, known: Knowledge) -> tuple[layers.Argument, ...]:
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
            if head == token or parse.ent[head] in TIMES or parse.lower[head] in RELATIVES:
                continue
            start, end = _span(parse, token, head)
            named_of = parse.lower[head + 1 : head + 2] == ["of"]  # "the port of Nampo"
            until = end if role == "place" else min(end, head + (NAME if named_of else 1))
            named = role == "place" or head not in cast.by_token  # "Moscow denied": no place
            place = next(iter(find_phrases(parse, start, until, known.places)), None) if named else None
            actors = _actors(parse, head, cast, known) if role != "instrument" else (None,)
            for actor in actors:
                found.setdefault((role, start, actor), layers.Argument(role, start, end, actor, place))
    return tuple(found.values())


def _span(parse: Parse, token: int, head: int) -> layers.Piece:
    """Return the words of an argument."""
    start, end = parse.phrase(head)
    if end - start > 1 and parse.dep[end - 1] == "case":
        end -= 1  # "Russia's attack"
    # a verb taken for a part of its object: "North Korea fires missiles"; a sentence without end
    if start <= token < end or end - start > LONGEST:
        start, end = head, head + 1
    return start, end


def _actors(parse: Parse, head: int, cast: Cast, known: Knowledge) -> tuple[str | None, ...]:
    """Return whom a head stands for, the name beside it ("the chairman, Mr Ri"), or to whom it belongs."""
    for i in (head, *parse.children(head, "appos")):
        if i in cast.by_token:
            return cast.by_token[i]
    if state := _state_at(parse, head, cast, known):
        return (state,)
    for kid in parse.kids[head]:
        # "the North's offer", "Russian assistance"
        if parse.dep[kid] not in ("poss", *MODIFIERS) or parse.lower[kid] in POSSESSIVES:
            continue
        owners = cast.by_token.get(kid) or (_state_at(parse, kid, cast, known),)
        if all(owner in cast.bodies for owner in owners):
            return owners
    # "the president of Laos", "soldiers from Nepal"
    for prep in parse.children(head, "prep"):
        if parse.lower[prep] in ("of", "from"):
            for noun in parse.objects_of_prep(prep):
                owners = cast.by_token.get(noun, ())
                if owners and all(owner in cast.bodies for owner in owners):
                    return owners
    return (None,)


def _state_at(parse: Parse, i: int, cast: Cast, known: Knowledge) -> str | None:
    """Return the state of a city, a people or an adjective, where the Doc speaks of it: "Pyongyang", "Russian"."""
    start = i
    while start and i - start < NAME and parse.head[start - 1] == i and parse.dep[start - 1] in MODIFIERS:
        start -= 1
    for first in range(start, i + 1):
        for code in find_phrases(parse, first, i + 1, known.homes):
            return cast.states.get(code)
    return None


def by_token(events: list[Candidate], told: list[int]) -> dict[int, int]:
    """Return which of the told events a token stands for: its trigger, or the light verb above it."""
    found = {events[position].verb: position for position in reversed(told) if events[position].verb >= 0}
    return found | {events[position].token: position for position in told}


def attach_times(parse: Parse, events: list[Candidate], at: dict[int, int], times: list[layers.Time]) -> dict[int, str]:
    """Return the time of each event that has one; of several, the first."""
    found: dict[int, str] = {}
    for time in times:
        position = _above(parse, at, time.end - 1)
        if position is not None and position not in found and not _is_reckoned(parse, events[position], time):
            found[position] = time.id
    return found


def attach_quantities(parse: Parse, at: dict[int, int], values: list[layers.Quantity]) -> dict[int, list[str]]:
    """Return the amounts of each event that has some."""
    found: dict[int, list[str]] = {}
    for value in values:
        position = _above(parse, at, value.end - 1)
        if position is not None:
            found.setdefault(position, []).append(value.id)
    return found


def _above(parse: Parse, at: dict[int, int], i: int) -> int | None:
    for _ in range(HEIGHT):
        if i in at:
            return at[i]
        i = parse.head[i]
    return None


def _is_reckoned(parse: Parse, event: Candidate, time: layers.Time) -> bool:
    """Tell whether a time is what an event is counted by: "the first test since 2017", "its fourth launch in 2016"."""
    if time.start and parse.lower[time.start - 1] in SINCE:
        return True
    if time.grain in ("day", "week") or parse.pos[event.token] not in NOMINAL:
        return False
    return any(parse.ent[k] == "ORDINAL" or parse.lower[k] in COUNTED for k in parse.kids[event.token])
