"""Chooses the one event that a sentence is about: nearest to the main clause, weighed by its type."""

from spacy.strings import get_string_id

from korea_nlp.components.events import tree as t
from korea_nlp.components.events.found import Found
from korea_nlp.components.events.tables import Knowledge
from korea_nlp.components.events.tree import Tree

COSTS = {
    t.CCOMP: 1.0, t.XCOMP: 0.7, t.CONJ: 1.2, t.DOBJ: 0.6, t.ATTR: 0.4, t.ACOMP: 0.2, t.OPRD: 0.4,
    t.NSUBJ: 1.5, t.NSUBJPASS: 0.8, t.ADVCL: 2.0, t.PARATAXIS: 1.0, t.PREP: 1.0, t.POBJ: 0.8, t.PCOMP: 0.8,
    t.AGENT: 1.0, t.RELCL: 3.0, t.ACL: 2.0, t.APPOS: 2.5, t.COMPOUND: 3.0, t.POSS: 3.0, t.DEP_: 1.0,
    t.AUX: -0.6, t.NPADVMOD: 2.0,
}  # fmt: skip
SPEAKING = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "PROTEST"})
SERVING = {
    **dict.fromkeys(("call", "demand", "statement", "publication", "permission"), SPEAKING),
    **dict.fromkeys(("deployment", "meeting", "visit", "lawsuit"), frozenset({"ACCUSE"})),
}
WEIGHT = 0.35
HEIGHT = 60  # heads climbed at most
NEAR = 10  # events within which a purpose is looked for
TO = get_string_id("to")


def choose_focus(tree: Tree, known: Knowledge, events: list[Found]) -> set[int]:
    """Return the positions in ``events`` of those that their sentences are about, one a sentence."""
    best: dict[int, tuple[float, int]] = {}
    for position, event in enumerate(events):
        cost, sentence = _depth(tree, known, event.token), tree.sentence[event.token]
        cost -= WEIGHT * min(event.type.rank, 3)
        if event.type.plover is None or event.plover == "STATEMENT":
            cost += 2.0
        if sentence not in best or cost < best[sentence][0]:
            best[sentence] = (cost, position)
    return {_purpose_of(tree, events, position) for _, position in best.values()}


def _purpose_of(tree: Tree, events: list[Found], position: int) -> int:
    """Return the event that another only serves: "called the envoy to complain", "a statement condemning the raid"."""
    outer = events[position]
    if outer.type.event not in SERVING:
        return position
    hosts = {outer.token, outer.verb, *outer.absorbed, *outer.objects}
    for inner in range(position + 1, min(position + 1 + NEAR, len(events))):
        event = events[inner]
        serves = tree.head[event.token] in hosts and tree.dep[event.token] in (t.XCOMP, t.ADVCL, t.ACL)
        if serves and event.type.plover in SERVING[outer.type.event]:
            return inner
    return position


def _depth(tree: Tree, known: Knowledge, i: int) -> float:
    """Return how far below the main clause a token stands."""
    cost = 0.0
    for _ in range(HEIGHT):
        dep, head = tree.dep[i], tree.head[i]
        if head == i:
            return cost
        if dep in (t.CCOMP, t.PARATAXIS, t.ADVCL, t.XCOMP) and tree.lemma[head] in known.heralds:
            cost += 0.05
        elif dep == t.ADVCL and _is_purpose(tree, i):
            cost += 1.0
        else:
            cost += COSTS.get(dep, 1.5)
        i = head
    return cost


def _is_purpose(tree: Tree, verb: int) -> bool:
    return any(tree.dep[k] == t.AUX and tree.lower[k] == TO for k in tree.kids[verb])
