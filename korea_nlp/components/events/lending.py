"""Targets that stand in another clause: what an event is about, serves or concerns."""

from korea_nlp.components.events import tree as t
from korea_nlp.components.events.found import Found
from korea_nlp.components.events.roles import INSTRUMENTAL, Roles, acts, read_roles
from korea_nlp.components.events.tables import Knowledge
from korea_nlp.components.events.tree import Actors, Tree
from korea_nlp.components.events.triggers import objects_of

ADDRESSING = frozenset({"REQUEST", "THREATEN", "ACCUSE", "REJECT", "YIELD"})
CONCERNING = ADDRESSING | {"AGREE", "SUPPORT", "AID", "PROTEST", "SANCTION"}
CONTROL = frozenset(
    {"commitment", "rejection", "failure_to_agree", "threat", "demand", "permission", "repression", "vow"}
)
UNAIMED = INSTRUMENTAL | {"nuclear_test", "casualties", "construction"}  # places are but places there
AIMED = frozenset({"COERCE", "SANCTION", "PROTEST", "ASSAULT", "ACCUSE", "YIELD", "AID"})
HEADS = frozenset((t.NSUBJ, t.NSUBJPASS, t.DOBJ, t.POBJ, t.POSS, t.CONJ))
REACH = 25  # tokens within which somebody concerned is looked for


def lend_targets(tree: Tree, known: Knowledge, found: list[Found], roles: list[Roles], actors: Actors) -> None:
    """Give events without a target, or without one that can act, those that other clauses name."""
    at = {event.token: own for event, own in zip(found, roles, strict=True)}
    for event, own in zip(reversed(found), reversed(roles), strict=True):  # inner clauses mostly stand to the right
        if event.type.event == "disaster":
            continue
        if not (own.patients or own.recipients or (own.addressees and event.type.event not in CONTROL)):
            own.patients = _from_clauses(tree, known, event, own, at, actors)
    for event, own in zip(found, roles, strict=True):
        if any(acts(tree, known, i, actors) for i in own.targets):
            continue
        own.recipients += _from_purpose(tree, known, event, own, actors)
        if event.type.kind in UNAIMED:
            continue
        where = [i for i in own.places if i not in own.agents and (acts(tree, known, i, actors) or not own.targets)]
        if where and event.type.plover in AIMED:
            own.recipients += where  # "a curfew in the capital"
        elif event.type.plover in CONCERNING and not own.recipients:
            own.recipients += _concerned(tree, known, event, own, actors)


def _from_clauses(
    tree: Tree, known: Knowledge, event: Found, own: Roles, at: dict[int, Roles], actors: Actors
) -> list[int]:
    """Return the targets of the clause below: "agreed to lift the ban on beef", "warned that Seoul would pay"."""
    for clause in _clauses(tree, event.token):
        subjects = tree.children(clause, t.NSUBJ, t.NSUBJPASS)
        if subjects and event.type.plover in (*ADDRESSING, "AID") and tree.pos[subjects[0]] in t.NOMINAL:
            return tree.conjuncts(subjects[0])
        inner = at.get(clause)
        if inner is None:
            objects, passive = objects_of(tree, clause)
            inner = read_roles(tree, known, Found(clause, event.type, objects, [], passive, clause), actors)
        if targets := [i for i in inner.targets if i not in own.agents]:
            return targets
    return []


def _clauses(tree: Tree, token: int) -> list[int]:
    found = tree.children(token, t.XCOMP, t.CCOMP, t.ACL)
    for prep in tree.children(token, t.PREP):
        found += tree.children(prep, t.PCOMP)
    return found + tree.children(token, t.ADVCL)


def _from_purpose(tree: Tree, known: Knowledge, event: Found, own: Roles, actors: Actors) -> list[int]:
    """Return the targets of what serves a purpose: "sent experts to Iran to investigate the crash"."""
    verb = event.token
    if tree.dep[verb] not in (t.ADVCL, t.XCOMP, t.ACL):
        return []
    above = next((a for a in tree.ancestors(verb) if tree.pos[a] in t.VERBAL), verb)
    objects = tree.children(above, t.DOBJ)
    hosts = [k for host in (above, *objects) for k in tree.children(host, t.PREP, t.DATIVE)]
    found = [*objects, *(noun for prep in hosts for noun in tree.objects_of_prep(prep))]
    return [i for i in found if acts(tree, known, i, actors) and i not in own.agents]


def _concerned(tree: Tree, known: Knowledge, event: Found, own: Roles, actors: Actors) -> list[int]:
    """Return whom a thing concerns: "an inquiry into crimes committed by the militia", "struck to press the owners"."""
    hosts = [*own.patients, *event.absorbed, *([event.token] if tree.pos[event.token] in t.NOMINAL else [])]
    if event.type.plover == "PROTEST" and event.verb >= 0:
        hosts.append(event.verb)
    for host in hosts:
        end = min(tree.doc[host].right_edge.i + 1, host + REACH)
        for i in range(host + 1, end):
            if tree.dep[i] in HEADS and i not in (*own.agents, *own.places) and acts(tree, known, i, actors):
                return [i]
    return []
