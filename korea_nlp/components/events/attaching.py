"""Which times and amounts belong to which event: those that hang below its trigger in the parse."""

from spacy.strings import get_string_id

from korea_nlp import layers
from korea_nlp.components.events import tree as t
from korea_nlp.components.events.found import Found
from korea_nlp.components.events.tree import Tree

SINCE = frozenset(map(get_string_id, ("since", "until", "till")))
COUNTED = frozenset(map(get_string_id, ("first", "last", "latest", "only", "such", "attempt")))
HEIGHT = 10  # heads climbed from a time or an amount


def by_token(events: list[Found], told: list[int]) -> dict[int, int]:
    """Return which of the told events a token stands for: its trigger, or the light verb above it."""
    found = {events[position].verb: position for position in reversed(told) if events[position].verb >= 0}
    return found | {events[position].token: position for position in told}


def attach_times(tree: Tree, events: list[Found], at: dict[int, int], times: list[layers.Time]) -> dict[int, str]:
    """Return the time of each event that has one; of several, the first."""
    found: dict[int, str] = {}
    for time in times:
        position = _above(tree, at, time.end - 1)
        if position is not None and position not in found and not _is_reckoned(tree, events[position], time):
            found[position] = time.id
    return found


def attach_quantities(tree: Tree, at: dict[int, int], values: list[layers.Quantity]) -> dict[int, list[str]]:
    """Return the amounts of each event that has some."""
    found: dict[int, list[str]] = {}
    for value in values:
        position = _above(tree, at, value.end - 1)
        if position is not None:
            found.setdefault(position, []).append(value.id)
    return found


def _above(tree: Tree, at: dict[int, int], i: int) -> int | None:
    for _ in range(HEIGHT):
        if i in at:
            return at[i]
        i = tree.head[i]
    return None


def _is_reckoned(tree: Tree, event: Found, time: layers.Time) -> bool:
    """Tell whether a time is what an event is counted by: "the first test since 2017", "its fourth launch in 2016"."""
    if time.start and tree.lower[time.start - 1] in SINCE:
        return True
    if time.grain in ("day", "week"):
        return False
    if tree.pos[event.token] not in t.NOMINAL:
        return False
    return any(tree.doc[k].ent_type_ == "ORDINAL" or tree.lower[k] in COUNTED for k in tree.kids[event.token])
