"""The same event told again: later tellings become mentions of the first."""

from dataclasses import replace

from korea_nlp import layers
from korea_nlp.syntax import Parse
from korea_nlp.syntax.labels import NOMINAL

LAUNCHES = frozenset({"missile_launch", "nuclear_test", "satellite_launch", "artillery_fire"})
GENERAL = frozenset({"missile_launch", "attack", "meeting", "visit"})  # kinds told again without their finer kind
REACH = 8  # earlier events of a kind that are compared
OTHER = frozenset({
    "additional", "another", "earlier", "former", "fourth", "further", "last", "more", "new", "next", "other", "past",
    "previous", "previously", "prior", "recent", "second", "separate", "several", "similar", "third",
})  # fmt: skip
INDEFINITE = frozenset({"a", "an"})
POINTING = frozenset({"the", "this", "that", "these", "those", "such"})
OWN = frozenset({"its", "their"})
Times = dict[str, layers.Time]
Quantities = dict[str, layers.Quantity]


def merge(parse: Parse, events: list[layers.Event], times: Times, values: Quantities) -> list[layers.Event]:
    """Return the events, those told twice once, with the later triggers as mentions."""
    kept: list[layers.Event] = []
    by_kind: dict[tuple[str, str | None], list[int]] = {}
    for event in events:
        key = (event.kind, None if event.kind in GENERAL else event.subkind)
        earlier = by_kind.setdefault(key, [])
        for position in reversed(earlier[-REACH:]):
            if _same(parse, kept[position], event, times, values):
                kept[position] = _join(parse, kept[position], event, times)
                break
        else:
            earlier.append(len(kept))
            kept.append(event)
    return kept


def share_agents(events: list[layers.Event]) -> list[layers.Event]:
    """Return the events, launches that name nobody with whoever launched all the others before them in the text."""
    launchers: dict[str | None, layers.Argument] = {}
    told: list[layers.Event] = []
    for event in events:
        if event.kind in LAUNCHES:
            agents = [argument for argument in event.arguments if argument.role == "agent"]
            if agents:
                launchers[agents[0].actor] = agents[0]
            elif len(launchers) == 1:
                event = replace(event, arguments=(*launchers.values(), *event.arguments))
        told.append(event)
    return told


def _join(parse: Parse, first: layers.Event, again: layers.Event, times: Times) -> layers.Event:
    here = parse.sent[first.trigger[0]] == parse.sent[again.trigger[0]]
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


def _same(parse: Parse, first: layers.Event, again: layers.Event, times: Times, values: Quantities) -> bool:
    head = again.trigger[1] - 1
    if _is_marked(parse, head, OTHER | INDEFINITE):
        return False
    things = [parse.root_of(a.start, a.end) for a in again.arguments if a.role == "instrument"]
    # "the launch"; "fired the missiles from Sunan", of missiles told before
    pointing = any(_is_marked(parse, i, POINTING) for i in (head, *things) if i != head or parse.pos[i] in NOMINAL)
    known_before = pointing or _is_marked(parse, head, OWN)
    if first.mode != again.mode and not (known_before and "negated" not in (first.mode, again.mode)):
        return False
    if first.time and again.time and not _overlap(times[first.time], times[again.time]):
        return False
    if pointing:
        return True
    for role in ("agent", "patient", "recipient"):
        ours, theirs = _who(parse, first, role), _who(parse, again, role)
        if ours and theirs and not ours & theirs:
            return False
    return not _differ(first, again, values)


def _is_marked(parse: Parse, noun: int, words: frozenset[str]) -> bool:
    return any(parse.lower[k] in words for k in parse.children(noun, "det", "amod", "poss", "advmod"))


def _overlap(a: layers.Time, b: layers.Time) -> bool:
    if not (a.earliest and a.latest and b.earliest and b.latest):
        return True
    return a.earliest <= b.latest and b.earliest <= a.latest


def _who(parse: Parse, event: layers.Event, role: str) -> set[str]:
    """Return who fills a role: actors' ids, or the lemmas of the heads."""
    found: set[str] = set()
    for argument in event.arguments:
        if argument.role == role:
            head = parse.root_of(argument.start, argument.end)
            found |= {argument.actor} if argument.actor else {parse.lemma[head], parse.lower[head]}
    return found


def _differ(first: layers.Event, again: layers.Event, values: Quantities) -> bool:
    ours = [q for q in map(values.get, first.quantities) if q]
    theirs = [q for q in map(values.get, again.quantities) if q]
    return bool(ours and theirs) and not any(_agree(a, b) for a in ours for b in theirs)


def _agree(a: layers.Quantity, b: layers.Quantity) -> bool:
    low, high = float("-inf"), float("inf")
    return (low if a.lower is None else a.lower) <= (high if b.upper is None else b.upper) and (
        low if b.lower is None else b.lower
    ) <= (high if a.upper is None else a.upper)
