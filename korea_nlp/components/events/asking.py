"""Asks the reader who of the article's actors takes part in each event, and as what."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.reader import Reading
from korea_nlp.reader.heads import role
from korea_nlp.reader.heads.about import Cast
from korea_nlp.reader.heads.role import Happening
from korea_nlp.syntax import VERBAL, Parse
from korea_nlp.syntax.clauses import RELATIVES
from korea_nlp.syntax.labels import OBJECTS, SUBJECTS

Chosen = tuple[str, str, int]  # role, actor and place of its mention
DONE_TO = frozenset({"patient", "recipient", "addressee"})


def ask_roles(
    doc: Doc, reading: Reading, events: list[layers.Event], verbs: Mapping[int, int], states: Mapping[str, str]
) -> list[layers.Event]:
    """Return the events with the agents and patients of the reader; as they are where it was not taught that.

    Arguments that are no actors of the article stay, and so do all in other roles. Where a clause says both who did it
    and to whom, the reader may leave one of them out, but not turn them round.

    Args:
        doc: The Doc.
        reading: How it was read.
        events: Its events, with the arguments that grammar found.
        verbs: The light verb of each trigger that is a noun, by the first word of the trigger.
        states: The actors that are states, by the code of their country.
    """
    if not reading.asks(role.NAME) or not events:
        return events
    cast = Cast(reading.parse, layers.read_mentions(doc), layers.read_actors(doc))
    asked = role.make_items(cast, [_happening(reading.parse, event, verbs) for event in events], states)
    likely = reading.ask(role.NAME, [item for item, *_ in asked])
    if likely is None:
        return events
    chosen = role.choose(asked, likely, reading.threshold(role.NAME))
    return [
        replace(event, arguments=tuple(_arguments(event, cast, _upright(reading.parse, event, chosen.get(number, [])))))
        for number, event in enumerate(events)
    ]


def _happening(parse: Parse, event: layers.Event, verbs: Mapping[int, int]) -> Happening:
    at = parse.root_of(*event.trigger)
    light = verbs.get(event.trigger[0], at)
    ruled: dict[str, str] = {}
    for argument in event.arguments:
        if argument.actor is not None and argument.role != "place":
            ruled.setdefault(argument.actor, argument.role)
    return Happening(event.id, event.trigger, at, light, event.kind, event.mode, ruled, parse.is_passive(light))


def _upright(parse: Parse, event: layers.Event, chosen: list[Chosen]) -> list[Chosen]:
    """Return what the reader chose, agent and patient as the clause has them that says both."""
    stated = dict(_stated(parse, event))
    if set(stated.values()) != {"agent", "patient"}:
        return chosen
    return [(stated.get(actor, label), actor, place) for label, actor, place in chosen]


def _stated(parse: Parse, event: layers.Event) -> Iterator[tuple[str, str]]:
    """Yield who does it as subject of the trigger or with "by", and to whom as its object: "A, which B attacked"."""
    verb = parse.root_of(*event.trigger)
    if parse.pos[verb] not in VERBAL:
        return
    passive = parse.is_passive(verb)
    relatives = [i for i in parse.kids[verb] if parse.dep[verb] == "relcl" and parse.lower[i] in RELATIVES]
    who = any(parse.dep[i] == "nsubj" for i in relatives)
    whom = any(parse.dep[i] in OBJECTS for i in relatives)
    for argument in event.arguments:
        root = parse.first_conjunct(parse.root_of(argument.start, argument.end))
        above, dep = parse.head[root], parse.dep[root]
        named = root == parse.head[verb]  # by the noun that a relative clause belongs to
        doer = (dep in SUBJECTS and above == verb and not passive) or (who and named)
        doer = doer or (passive and parse.lower[above] == "by" and parse.head[above] == verb)
        sufferer = (whom and named) or (above == verb and (dep in OBJECTS or (passive and dep in SUBJECTS)))
        if argument.actor is None:
            continue
        if doer and argument.role == "agent":
            yield argument.actor, "agent"
        elif sufferer and argument.role in DONE_TO:
            yield argument.actor, "patient"


def _arguments(event: layers.Event, cast: Cast, chosen: list[Chosen]) -> Iterator[layers.Argument]:
    known = {(argument.role, argument.actor): argument for argument in event.arguments}
    spans = {argument.actor: argument for argument in reversed(event.arguments)}
    found: list[layers.Argument] = []
    for label, actor, place in sorted(chosen, key=lambda one: role.LABELS.index(one[0])):
        mention = cast.mentions[place]
        held = known.get((label, actor)) or spans.get(actor)
        held = held or layers.Argument(label, mention.start, mention.end, actor)
        found.append(replace(held, role=label, place=None))
    yield from found
    taken = {argument.actor for argument in found}
    for argument in event.arguments:
        if argument.actor is None or argument.role == "place":
            if not any(argument.role == other.role and _overlap(argument, other) for other in found):
                yield argument
        elif argument.role not in role.LABELS and argument.actor not in taken:
            yield argument


def _overlap(one: layers.Argument, other: layers.Argument) -> bool:
    return one.start < other.end and other.start < one.end
