"""The same event told again: later tellings become mentions of the first, where the words say that they are.

A later telling that may be of an earlier event, and says nothing that this could not have, is neither one of its
mentions nor an event: "the attack" after two of them.
"""

from dataclasses import replace

from korea_nlp import layers
from korea_nlp.syntax import Parse
from korea_nlp.syntax.labels import MODIFIERS, NOMINAL, SEVERAL

LAUNCHES = frozenset({"missile_launch", "nuclear_test", "satellite_launch", "artillery_fire"})
GENERAL = frozenset({"missile_launch", "attack", "meeting", "visit"})  # kinds told again without their finer kind
# kinds that a noun of any word points back to: "met ... the summit", but not "captured ... the assault"
CLOSE = LAUNCHES | {"meeting", "visit", "military_exercise"}
# acts of speech: another word is another one, and so is the same act told again of the same people
SPEECH = frozenset({"accusation", "demand", "rejection", "statement", "threat"})
TOLL = "casualties"  # of which sources tell different counts
REACH = 8  # earlier events of a kind that are compared
STEM = 4  # letters that a verb and its noun share: "invaded", "invasion"
OTHER = frozenset({
    "additional", "another", "earlier", "former", "fourth", "further", "last", "more", "new", "next", "other", "past",
    "previous", "previously", "prior", "recent", "second", "separate", "several", "similar", "third",
})  # fmt: skip
INDEFINITE = frozenset({"a", "an"})
POINTING = frozenset({"the", "this", "that", "these", "those", "such"})
OWN = frozenset({"its", "their"})
# what lasts and has no one beginning, so that a single event is not meant by it
STATES = frozenset({
    "bloodshed", "conflict", "fighting", "hostility", "insurgency", "tension", "terrorism", "unrest", "violence", "war",
})  # fmt: skip
COMPLEMENTS = ("prep", "acl", "relcl", "poss", *MODIFIERS)
PARTIES = ("agent", "patient", "recipient")
Times = dict[str, layers.Time]
Quantities = dict[str, layers.Quantity]


def merge(parse: Parse, events: list[layers.Event], times: Times, values: Quantities) -> list[layers.Event]:
    """Return the events, those told twice once, with the later triggers as mentions."""
    kept: list[layers.Event] = []
    by_kind: dict[tuple[str, str | None], list[int]] = {}
    for event in events:
        key = (event.kind, None if event.kind in GENERAL else event.subkind)
        earlier = by_kind.setdefault(key, [])
        near = earlier[-REACH:]
        same = [k for k in reversed(near) if _same(parse, kept[k], event, times, values)]
        alike = [k for k in near if _are_alike(parse, kept[k], event)]
        # of several the last told in its word; no other one where an event told in its word cannot be it
        told = next((k for k in same if k in alike), None if alike or len(same) != 1 else same[0])
        if told is not None:
            kept[told] = _join(parse, kept[told], event, times)
        elif not any(_may_be(parse, kept[k], event, values) for k in near):
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
    if _is_marked(parse, parse.root_of(*again.trigger), OTHER | INDEFINITE):
        return False
    toll = again.kind == TOLL and bool(_sufferers(first) & _sufferers(again))
    if not toll and _differ(first, again, values):
        return False
    if first.time and again.time and not _overlap(times[first.time], times[again.time]):
        return False
    shared = _shared(parse, first, again)
    if not all(shared.values()):
        return False
    if parse.pos[parse.root_of(*again.trigger)] in NOMINAL:
        return _points_back(parse, first, again, bool(shared.get("agent")))
    if toll and first.mode == again.mode and _are_alike(parse, first, again):
        return True  # by another count of another source
    return _repeats(parse, first, again, set(shared))


def _points_back(parse: Parse, first: layers.Event, again: layers.Event, agent_shared: bool) -> bool:
    """Tell whether a noun means an event told before: "the launch", "this attack", "Kim's visit" again."""
    before, noun = parse.root_of(*first.trigger), parse.root_of(*again.trigger)
    nominal, plural = parse.pos[before] in NOMINAL, _is_plural(parse, noun)
    alike = _are_alike(parse, first, again)
    if noun < before or (nominal and plural != _is_plural(parse, before)):
        return False
    if first.mode != again.mode and ("negated" in (first.mode, again.mode) or again.kind not in LAUNCHES):
        return False
    if again.time and not first.time and again.kind not in LAUNCHES:
        return False  # "an attack ... Tuesday's attack"
    if parse.children(noun, "poss"):
        return agent_shared and alike if nominal else again.kind in LAUNCHES  # "It was its first launch"
    plain = not parse.children(noun, *COMPLEMENTS)
    if not _is_marked(parse, noun, POINTING):
        return False
    if plural:
        return alike and plain
    if again.kind in LAUNCHES:
        return True
    if again.kind in SPEECH:
        return alike
    if nominal:
        return alike or (plain and STATES.isdisjoint((parse.lemma[before], parse.lemma[noun])))
    return plain and (alike or again.kind in CLOSE or (again.subkind is not None and again.kind not in GENERAL))


def _repeats(parse: Parse, first: layers.Event, again: layers.Event, shared: set[str]) -> bool:
    """Tell whether a verb tells an event again: of the same people, or done with a thing told before."""
    if first.mode != again.mode or again.trigger < first.trigger:
        return False
    things = [parse.root_of(a.start, a.end) for a in again.arguments if a.role == "instrument"]
    if any(_is_marked(parse, i, POINTING) for i in things):  # "fired the missiles from Sunan"
        return True
    if again.kind in LAUNCHES:
        mine = {parse.lemma[i] for i in things}
        theirs = {parse.lemma[parse.root_of(a.start, a.end)] for a in first.arguments if a.role == "instrument"}
        return "agent" in shared and not mine.isdisjoint(theirs)
    return again.kind not in SPEECH and _are_alike(parse, first, again) and {"agent", "patient"} <= shared


def _may_be(parse: Parse, first: layers.Event, again: layers.Event, values: Quantities) -> bool:
    """Tell whether a telling may be of an earlier event: it tells no day, and nobody, or nobody else in one word."""
    if again.time or first.mode != again.mode or _is_marked(parse, parse.root_of(*again.trigger), OTHER | INDEFINITE):
        return False
    if not _told(again) and not again.quantities:
        return True
    alike = _are_alike(parse, first, again) and not _differ(first, again, values)
    return alike and all(_shared(parse, first, again).values())


def _shared(parse: Parse, first: layers.Event, again: layers.Event) -> dict[str, set[str]]:
    """Return who has a part in both, for each part that both tell."""
    return {role: _who(parse, first, role) & _who(parse, again, role) for role in _told(first) & _told(again)}


def _sufferers(event: layers.Event) -> set[str]:
    return {argument.actor for argument in event.arguments if argument.role == "patient" and argument.actor}


def _told(event: layers.Event) -> set[str]:
    return {argument.role for argument in event.arguments} & set(PARTIES)


def _are_alike(parse: Parse, first: layers.Event, again: layers.Event) -> bool:
    one, other = (parse.lemma[parse.root_of(*event.trigger)].lower()[:STEM] for event in (first, again))
    return one == other


def _is_plural(parse: Parse, noun: int) -> bool:
    return parse.tag[noun] in SEVERAL


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
