"""The same event told again: later tellings become mentions of the first."""

from dataclasses import replace

from spacy.strings import get_string_id

from korea_nlp import layers
from korea_nlp.components.events import tree as t
from korea_nlp.components.events.tree import Tree

LAUNCHES = frozenset({"missile_launch", "nuclear_test", "satellite_launch", "artillery_fire"})
REACH = 8  # earlier events of a kind that are compared
# fmt: off
OTHER = frozenset(map(get_string_id, (
    "additional", "another", "earlier", "former", "fourth", "further", "last", "more", "new", "next", "other", "past",
    "previous", "previously", "prior", "recent", "second", "separate", "several", "similar", "third",
)))
# fmt: on
INDEFINITE = frozenset(map(get_string_id, ("a", "an")))
POINTING = frozenset(map(get_string_id, ("the", "this", "that", "these", "those", "such")))
OWN = frozenset(map(get_string_id, ("its", "their")))


def merge(
    tree: Tree, events: list[layers.Event], times: dict[str, layers.Time], values: dict[str, layers.Quantity]
) -> list[layers.Event]:
    """Return the events, those told twice once, with the later triggers as mentions."""
    kept: list[layers.Event] = []
    by_kind: dict[tuple[str, str], list[int]] = {}
    for event in events:
        earlier = by_kind.setdefault((event.kind, _family(event)), [])
        for position in reversed(earlier[-REACH:]):
            if _same(tree, kept[position], event, times, values):
                kept[position] = _join(tree, kept[position], event, times)
                break
        else:
            earlier.append(len(kept))
            kept.append(event)
    return kept


def share_agents(events: list[layers.Event]) -> list[layers.Event]:
    """Return the events, launches that name nobody with whoever launched all the others before them in the text."""
    launcher: layers.Argument | None = None
    told: list[layers.Event] = []
    several = False
    for event in events:
        if event.kind in LAUNCHES:
            agents = [argument for argument in event.arguments if argument.role == "agent"]
            if agents:
                several |= launcher is not None and launcher.actor != agents[0].actor
                launcher = agents[0]
            elif launcher is not None and not several:
                event = replace(event, arguments=(launcher, *event.arguments))
        told.append(event)
    return told


def _family(event: layers.Event) -> str:
    return event.subkind or "" if event.kind not in ("missile_launch", "attack", "meeting", "visit") else ""


def _join(tree: Tree, first: layers.Event, again: layers.Event, times: dict[str, layers.Time]) -> layers.Event:
    here = tree.sentence[first.trigger[0]] == tree.sentence[again.trigger[0]]
    dated = again.time is not None and times[again.time].grain == "day"  # "the third test in 2026" dates nothing
    roles = {argument.role for argument in first.arguments}
    return replace(
        first,
        mentions=(*first.mentions, again.trigger),
        focus=first.focus or (here and again.focus),
        time=first.time or (again.time if dated else None),
        subkind=first.subkind or again.subkind,
        arguments=(*first.arguments, *(a for a in again.arguments if a.role not in roles)),
        quantities=first.quantities or again.quantities,
    )


def _same(
    tree: Tree,
    first: layers.Event,
    again: layers.Event,
    times: dict[str, layers.Time],
    values: dict[str, layers.Quantity],
) -> bool:
    head = again.trigger[1] - 1
    nominal = tree.pos[head] in t.NOMINAL
    if _is_marked(tree, head, OTHER) or _is_marked(tree, head, INDEFINITE):
        return False
    pointing = (nominal and _is_marked(tree, head, POINTING)) or _points(tree, again)
    known_before = pointing or _is_marked(tree, head, OWN)
    if first.mode != again.mode and not (known_before and "negated" not in (first.mode, again.mode)):
        return False
    if first.time and again.time and not _overlap(times[first.time], times[again.time]):
        return False
    if pointing:
        return True
    for role in ("agent", "patient", "recipient"):
        ours, theirs = _who(tree, first, role), _who(tree, again, role)
        if ours and theirs and not ours & theirs:
            return False
    return not _differ(first, again, values)


def _points(tree: Tree, event: layers.Event) -> bool:
    """Tell whether a launch is of things told before: "fired the missiles from Sunan"."""
    return any(_is_marked(tree, _head(tree, a), POINTING) for a in event.arguments if a.role == "instrument")


def _is_marked(tree: Tree, noun: int, words: frozenset[int]) -> bool:
    return any(tree.lower[k] in words for k in tree.kids[noun] if tree.dep[k] in (t.DET, t.AMOD, t.POSS, t.ADVMOD))


def _overlap(a: layers.Time, b: layers.Time) -> bool:
    if not (a.earliest and a.latest and b.earliest and b.latest):
        return True
    return a.earliest <= b.latest and b.earliest <= a.latest


def _who(tree: Tree, event: layers.Event, role: str) -> set[object]:
    """Return who fills a role: actors' ids, or the lemmas of the heads."""
    found: set[object] = set()
    for argument in event.arguments:
        if argument.role == role:
            head = _head(tree, argument)
            found |= {argument.actor} if argument.actor else {tree.lemma[head], tree.lower[head]}
    return found


def _head(tree: Tree, argument: layers.Argument) -> int:
    start, end = argument.start, argument.end
    return next(i for i in range(start, end) if not start <= tree.head[i] < end or tree.head[i] == i)


def _differ(first: layers.Event, again: layers.Event, values: dict[str, layers.Quantity]) -> bool:
    ours = [q for q in map(values.get, first.quantities) if q]
    theirs = [q for q in map(values.get, again.quantities) if q]
    return bool(ours and theirs) and not any(_agree(a, b) for a in ours for b in theirs)


def _agree(a: layers.Quantity, b: layers.Quantity) -> bool:
    low, high = float("-inf"), float("inf")
    return (low if a.lower is None else a.lower) <= (high if b.upper is None else b.upper) and (
        low if b.lower is None else b.lower
    ) <= (high if a.upper is None else a.upper)
