"""Chooses the one event that a sentence is about: nearest to the main clause, weighed by its type."""

from spacy.strings import get_string_id

from korea_nlp.components.events import tree as t
from korea_nlp.components.events.tree import Tree
from korea_nlp.components.events.triggers import Found

COSTS = {
    t.ROOT: 0.0, t.CCOMP: 1.0, t.XCOMP: 0.7, t.CONJ: 1.2, t.DOBJ: 0.6, t.ATTR: 0.4, t.ACOMP: 0.2, t.OPRD: 0.4,
    t.NSUBJ: 1.5, t.NSUBJPASS: 0.8, t.ADVCL: 2.0, t.PARATAXIS: 1.0, t.PREP: 1.0, t.POBJ: 0.8, t.PCOMP: 0.8, t.AGENT: 1.0,
    t.RELCL: 3.0, t.ACL: 2.0, t.APPOS: 2.5, t.COMPOUND: 3.0, t.POSS: 3.0, t.DEP_: 1.0, t.AUX: -0.6, t.NPADVMOD: 2.0,
}  # fmt: skip
PURPOSES = frozenset({"SUPPORT", "ACCUSE", "REQUEST", "REJECT", "THREATEN", "PROTEST"})
SERVING = frozenset({"call", "demand", "deployment", "statement", "permission", "meeting", "visit", "lawsuit"})
WEIGHT = 0.35
TO = get_string_id("to")


def choose_focus(tree: Tree, events: list[Found], reports: frozenset[int]) -> set[int]:
    """Return the positions in ``events`` of those that their sentences are about, one a sentence."""
    best: dict[int, tuple[float, int]] = {}
    for position, event in enumerate(events):
        cost, root = _depth(tree, event.token, reports)
        cost -= WEIGHT * min(event.type.rank, 3)
        if event.type.plover is None or event.plover == "STATEMENT":
            cost += 2.0
        if root not in best or cost < best[root][0]:
            best[root] = (cost, position)
    return {_purpose_of(tree, events, position) for _, position in best.values()}


def _purpose_of(tree: Tree, events: list[Found], position: int) -> int:
    """Return the event that another only serves: "called the envoy to complain", "a statement condemning the raid"."""
    outer = events[position]
    if outer.type.event not in SERVING:
        return position
    for inner in range(position + 1, len(events)):
        event = events[inner]
        head, dep = tree.head[event.token], tree.dep[event.token]
        if event.type.plover in PURPOSES and dep in (t.XCOMP, t.ADVCL, t.ACL):
            if head == outer.token or head in outer.absorbed or head in outer.objects or head == outer.verb:
                return inner
    return position


def _depth(tree: Tree, i: int, reports: frozenset[int]) -> tuple[float, int]:
    """Return how far below the main clause a token stands, and the root of its sentence."""
    cost = 0.0
    while True:
        dep, head = tree.dep[i], tree.head[i]
        if head == i:
            return cost, i
        if dep in (t.CCOMP, t.PARATAXIS, t.ADVCL, t.XCOMP) and tree.lemma[head] in reports:
            cost += 0.05
        elif dep == t.ADVCL and _is_purpose(tree, i):
            cost += 1.0
        else:
            cost += COSTS.get(dep, 1.5)
        i = head


def _is_purpose(tree: Tree, verb: int) -> bool:
    return any(tree.dep[k] == t.AUX and tree.lower[k] == TO for k in tree.kids[verb])
