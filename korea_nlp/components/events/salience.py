"""Chooses the one event that a sentence is about: nearest to the main clause, weighed by its type."""

from korea_nlp.components.events.candidates import Candidate
from korea_nlp.components.events.tables import REPORTING, Knowledge
from korea_nlp.syntax import Parse

COSTS = {
    "ccomp": 1.0, "xcomp": 0.7, "conj": 1.2, "dobj": 0.6, "attr": 0.4, "acomp": 0.2, "oprd": 0.4, "nsubj": 1.5,
    "nsubjpass": 0.8, "advcl": 2.0, "parataxis": 1.0, "prep": 1.0, "pobj": 0.8, "pcomp": 0.8, "agent": 1.0,
    "relcl": 3.0, "acl": 2.0, "appos": 2.5, "compound": 3.0, "poss": 3.0, "dep": 1.0, "aux": -0.6, "npadvmod": 2.0,
}  # fmt: skip
SPEAKING = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "PROTEST"})
SERVING = {
    **dict.fromkeys(("call", "demand", "statement", "publication", "permission"), SPEAKING),
    **dict.fromkeys(("deployment", "meeting", "visit", "lawsuit"), frozenset({"ACCUSE"})),
}
WEIGHT = 0.35
HEIGHT = 60  # heads climbed at most
NEAR = 10  # events within which a purpose is looked for


def choose_focus(parse: Parse, known: Knowledge, events: list[Candidate]) -> set[int]:
    """Return the positions in ``events`` of those that their sentences are about, one a sentence."""
    best: dict[int, tuple[float, int]] = {}
    for position, event in enumerate(events):
        cost, sentence = _depth(parse, known, event.token), parse.sent[event.token]
        cost -= WEIGHT * min(event.type.rank, 3)
        if event.type.plover is None or event.plover == "STATEMENT":
            cost += 2.0
        if sentence not in best or cost < best[sentence][0]:
            best[sentence] = (cost, position)
    return {_purpose_of(parse, events, position) for _, position in best.values()}


def _purpose_of(parse: Parse, events: list[Candidate], position: int) -> int:
    """Return the event that another only serves: "called the envoy to complain", "a statement condemning the raid"."""
    outer = events[position]
    if outer.type.event not in SERVING:
        return position
    hosts = {outer.token, outer.verb, *outer.absorbed, *outer.objects}
    for inner in range(position + 1, min(position + 1 + NEAR, len(events))):
        event = events[inner]
        serves = parse.head[event.token] in hosts and parse.dep[event.token] in ("xcomp", "advcl", "acl")
        if serves and event.type.plover in SERVING[outer.type.event]:
            return inner
    return position


def _depth(parse: Parse, known: Knowledge, i: int) -> float:
    """Return how far below the main clause a token stands."""
    cost = 0.0
    for _ in range(HEIGHT):
        dep, head = parse.dep[i], parse.head[i]
        if head == i:
            return cost
        reported = known.verb_operators.get(parse.lemma[head]) in REPORTING
        if reported and dep in ("ccomp", "parataxis", "advcl", "xcomp"):
            cost += 0.05
        elif dep == "advcl" and parse.is_infinitive(i):  # a purpose
            cost += 1.0
        else:
            cost += COSTS.get(dep, 1.5)
        i = head
    return cost
