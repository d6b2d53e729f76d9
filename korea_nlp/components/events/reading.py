"""From a parsed Doc to its events: candidates, roles, factuality, salience, and tellings joined."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.events.argument_spans import (
    attach_quantities,
    attach_times,
    by_token,
    make_arguments,
    read_cast,
)
from korea_nlp.components.events.asking import ask_roles
from korea_nlp.components.events.candidates import Candidate, find_candidates
from korea_nlp.components.events.coreference import merge, share_agents
from korea_nlp.components.events.disambiguation import disambiguate
from korea_nlp.components.events.factuality import Factuality, read_factuality, shifted
from korea_nlp.components.events.implicit_arguments import lend_targets
from korea_nlp.components.events.noun_classes import find_phrases
from korea_nlp.components.events.roles import Roles, read_roles
from korea_nlp.components.events.salience import choose_focus
from korea_nlp.components.events.selection import select
from korea_nlp.components.events.tables import Knowledge
from korea_nlp.reader import Reading, read_reading
from korea_nlp.reader.heads import mode
from korea_nlp.syntax import Parse, find_quotes, quote_of, read_parse

ASSAULTS = frozenset({"artillery_fire", "attack"})
PHRASE, SENTENCE = 40, 80  # tokens searched for a missile's class


def read_events(doc: Doc, known: Knowledge) -> list[layers.Event]:
    """Return the events of a Doc in order of their triggers."""
    parse = read_parse(doc)
    if not parse.parsed:
        return []
    page = {i for start, end in layers.read_boilerplate(doc) for i in range(start, end)}  # "Click to share"
    candidates = [event for event in find_candidates(parse, known) if event.token not in page]
    found = disambiguate(parse, candidates, known)
    for event in found:
        event.trigger = _trigger(parse, event.token)
    reading = read_reading(doc, parse)
    if reading is not None:
        found = select(doc, reading, known, found, page)
    facts = [read_factuality(parse, known, event) for event in found]
    for event, fact, answer in zip(found, facts, _modes(doc, parse, reading, found, facts), strict=True):
        event.plover = shifted(event, fact)  # PLOVER's codes know the modes of grammar alone
        event.mode = answer or fact.mode
    for event in _suffered_by_accident(parse, found):
        event.plover = None
    cast = read_cast(doc, known)
    actors = cast.by_token
    roles = [read_roles(parse, known, event, actors) for event in found]
    lend_targets(parse, known, found, roles, actors)
    focus = choose_focus(parse, known, found)
    # "thanked" is told only as the main point, "did not disclose details" not at all
    told = [i for i, event in enumerate(found) if event.seen or i in focus or event.type.background == "keep"]
    told = [i for i in told if found[i].seen or found[i].type.kind != "statement" or found[i].mode != "negated"]
    at = by_token(found, told)
    times, values = layers.read_times(doc), layers.read_quantities(doc)
    time_of, values_of = attach_times(parse, found, at, times), attach_quantities(parse, at, values)
    aside: set[str] = set()
    events = []
    for position in sorted(told, key=lambda position: found[position].aside):  # what is set aside can but join another
        event, own = found[position], roles[position]
        events.append(
            layers.Event(
                id=layers.make_id(doc, "e", event.trigger),
                trigger=event.trigger,
                kind=event.type.kind,
                subkind=_subkind(parse, event, own, known),
                plover=event.plover,
                mode=event.mode,
                focus=position in focus,
                arguments=make_arguments(parse, event.token, own, cast, known),
                time=time_of.get(position),
                quantities=tuple(values_of.get(position, ())),
            )
        )
        if event.aside:
            aside.add(events[-1].id)
    merged = merge(parse, events, {time.id: time for time in times}, {value.id: value for value in values})
    kept = share_agents([event for event in merged if event.id not in aside])
    verbs = {event.trigger[0]: event.verb for event in found if event.verb >= 0}
    return kept if reading is None else ask_roles(doc, reading, kept, verbs, cast.states)


def _modes(
    doc: Doc, parse: Parse, reading: Reading | None, found: Sequence[Candidate], facts: Sequence[Factuality]
) -> Sequence[str | None]:
    """Return the mode of each event by the reader; None where it was not taught that."""
    if reading is None or not reading.asks(mode.NAME):
        return [None] * len(found)
    inside = quote_of(find_quotes(parse), len(parse))
    items = []
    for event, fact in zip(found, facts, strict=True):
        trigger, light = event.trigger, event.verb if event.verb >= 0 else None
        key, quoted = layers.make_id(doc, "e", trigger), inside[event.token] >= 0
        items.append(
            mode.make_item(
                parse, key, trigger, event.token, rule=fact.mode, event=event.type.event, light=light, quoted=quoted
            )
        )
    return reading.classify(mode.NAME, items)


def _suffered_by_accident(parse: Parse, found: list[Candidate]) -> Iterator[Candidate]:
    """Yield the casualties of disasters, which nobody did to anybody."""
    disasters = {parse.sent[event.token] for event in found if event.type.event == "disaster"}
    attacks = {parse.sent[event.token] for event in found if event.type.kind in ASSAULTS}
    for event in found:
        here = parse.sent[event.token]
        if event.type.kind == "casualties" and here not in attacks and {here, here - 1} & disasters:
            yield event


def _trigger(parse: Parse, token: int) -> layers.Piece:
    """Return the trigger's words: "test-fired", "shot down"."""
    start, end = token, token + 1
    if start > 1 and parse.lower[start - 1] == "-" and not parse.spaced[start - 2]:
        start -= 2
    if end < len(parse) and parse.dep[end] == "prt" and parse.head[end] == token:
        end += 1
    return start, end


def _subkind(parse: Parse, event: Candidate, roles: Roles, known: Knowledge) -> str | None:
    """Return the finer kind; a missile's class from its own phrase, else from its sentence or those that follow."""
    if event.type.kind != "missile_launch":
        return event.type.subkind
    token = event.token
    for head in (*roles.instruments, token):
        start = parse.left[head]
        if found := _missile_class(parse, known, start, min(parse.right[head] + 1, start + PHRASE)):
            return found
    start, own = parse.sentence(token)
    end = parse.sentence(own)[1] if own < len(parse) else own
    start, end = max(start, token - PHRASE), min(end, token + SENTENCE)
    own = min(own, end)
    for first, last in ((token, own), (start, token), (own, end)):
        if found := _missile_class(parse, known, first, last):
            return found
    return None


def _missile_class(parse: Parse, known: Knowledge, start: int, end: int) -> str | None:
    """Return the class that words say; "short-range cruise missiles" are cruise missiles."""
    found = list(find_phrases(parse, start, end, known.weapons))
    return "cruise" if "cruise" in found else next(iter(found), None)
