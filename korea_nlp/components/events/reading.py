"""From a parsed Doc to its events: triggers, roles, modes, focus, and tellings joined."""

from collections.abc import Iterator

from spacy.strings import get_string_id
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.events import tree as t
from korea_nlp.components.events.arguments import make_arguments, read_cast
from korea_nlp.components.events.attaching import attach_quantities, attach_times, by_token
from korea_nlp.components.events.focus import choose_focus
from korea_nlp.components.events.found import Found
from korea_nlp.components.events.groups import find_phrases
from korea_nlp.components.events.lending import lend_targets
from korea_nlp.components.events.merging import merge, share_agents
from korea_nlp.components.events.modes import read_reality, shifted
from korea_nlp.components.events.roles import Roles, read_roles
from korea_nlp.components.events.settling import settle
from korea_nlp.components.events.tables import Knowledge
from korea_nlp.components.events.tree import Tree
from korea_nlp.components.events.triggers import find_triggers

HYPHEN = get_string_id("-")
PHRASE, SENTENCE = 40, 80  # tokens searched for a missile's class


def read_events(doc: Doc, known: Knowledge) -> list[layers.Event]:
    """Return the events of a Doc in order of their triggers."""
    if not len(doc) or not doc.has_annotation("DEP"):
        return []
    tree = Tree(doc)
    found = settle(tree, _in_the_article(doc, find_triggers(tree, known)), known)
    for event in found:
        reality = read_reality(tree, known, event)
        event.mode = reality.mode
        event.plover = shifted(event, reality)
    for event in _suffered_by_accident(tree, found):
        event.plover = None
    cast = read_cast(doc)
    actors = cast.by_token
    roles = [read_roles(tree, known, event, actors) for event in found]
    lend_targets(tree, known, found, roles, actors)
    focus = choose_focus(tree, known, found)
    told = [position for position, event in enumerate(found) if _is_told(event, position in focus)]
    at = by_token(found, told)
    times, values = layers.read_times(doc), layers.read_quantities(doc)
    time_of, values_of = attach_times(tree, found, at, times), attach_quantities(tree, at, values)
    events = []
    for position in told:
        event, own = found[position], roles[position]
        trigger = _trigger(tree, event.token)
        events.append(
            layers.Event(
                id=layers.make_id(doc, "e", trigger),
                trigger=trigger,
                kind=event.type.kind,
                subkind=_subkind(tree, event, own, known),
                plover=event.plover,
                mode=event.mode,
                focus=position in focus,
                arguments=make_arguments(tree, event.token, own, cast, known),
                time=time_of.get(position),
                quantities=tuple(values_of.get(position, ())),
            )
        )
    return share_agents(merge(tree, events, {time.id: time for time in times}, {value.id: value for value in values}))


def _in_the_article(doc: Doc, found: list[Found]) -> list[Found]:
    """Return the events that the article tells, without those in words of the page: "Click to share"."""
    page = {i for start, end in layers.read_boilerplate(doc) for i in range(start, end)}
    return [event for event in found if event.token not in page]


def _suffered_by_accident(tree: Tree, found: list[Found]) -> Iterator[Found]:
    """Yield the casualties of disasters, which nobody did to anybody."""
    disasters = {tree.sentence[event.token] for event in found if event.type.event == "disaster"}
    attacks = {tree.sentence[event.token] for event in found if event.type.kind == "attack"}
    for event in found:
        here = tree.sentence[event.token]
        if event.type.kind == "casualties" and here not in attacks and {here, here - 1} & disasters:
            yield event


def _is_told(event: Found, focus: bool) -> bool:
    """Tell whether an event is told at all: "did not disclose details" is none, "thanked" only as the main point."""
    if event.type.kind == "statement" and event.mode == "negated":
        return False
    return focus or event.type.background == "keep"


def _trigger(tree: Tree, token: int) -> layers.Piece:
    """Return the trigger's words: "test-fired", "shot down"."""
    start, end = token, token + 1
    if start > 1 and tree.lower[start - 1] == HYPHEN and not tree.doc[start - 2].whitespace_:
        start -= 2
    if end < tree.size and tree.dep[end] == t.PRT and tree.head[end] == token:
        end += 1
    return start, end


def _subkind(tree: Tree, event: Found, roles: Roles, known: Knowledge) -> str | None:
    """Return the finer kind; a missile's class from its own phrase, else from its sentence or those that follow."""
    if event.type.kind != "missile_launch":
        return event.type.subkind
    doc = tree.doc
    for head in (*roles.instruments, event.token):
        start, end = doc[head].left_edge.i, doc[head].right_edge.i + 1
        if found := _missile_class(tree, known, start, min(end, start + PHRASE)):
            return found
    start = end = event.token
    while start and tree.sentence[start - 1] == tree.sentence[event.token] and event.token - start < PHRASE:
        start -= 1
    while end < tree.size and tree.sentence[end] <= tree.sentence[event.token] + 1 and end - event.token < SENTENCE:
        end += 1
    own = next((i for i in range(event.token, end) if tree.sentence[i] != tree.sentence[event.token]), end)
    for first, last in ((event.token, own), (start, event.token), (own, end)):
        if found := _missile_class(tree, known, first, last):
            return found
    return None


def _missile_class(tree: Tree, known: Knowledge, start: int, end: int) -> str | None:
    """Return the class that words say; "short-range cruise missiles" are cruise missiles."""
    found = list(find_phrases(tree.doc, start, end, known.weapons))
    return "cruise" if "cruise" in found else next(iter(found), None)
