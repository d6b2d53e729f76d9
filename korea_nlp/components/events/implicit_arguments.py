"""Targets that stand in another clause: what an event is about, serves or concerns."""

from korea_nlp.components.events.candidates import Candidate
from korea_nlp.components.events.roles import INSTRUMENTAL, Actors, Roles, acts, read_roles
from korea_nlp.components.events.tables import Knowledge
from korea_nlp.syntax import Parse, objects_of
from korea_nlp.syntax.labels import NOMINAL, VERBAL

ADDRESSING = frozenset({"REQUEST", "THREATEN", "ACCUSE", "REJECT", "YIELD"})
CONCERNING = ADDRESSING | {"AGREE", "SUPPORT", "AID", "PROTEST", "SANCTION"}
CONTROL = frozenset(
    {"commitment", "rejection", "failure_to_agree", "threat", "demand", "permission", "repression", "vow"}
)
UNAIMED = INSTRUMENTAL | {"nuclear_test", "casualties", "construction"}  # places are but places there
AIMED = frozenset({"COERCE", "SANCTION", "PROTEST", "ASSAULT", "ACCUSE", "YIELD", "AID"})
HEADS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj"})
REACH = 25  # tokens within which somebody concerned is looked for


def lend_targets(parse: Parse, known: Knowledge, found: list[Candidate], roles: list[Roles], actors: Actors) -> None:
    """Give events without a target, or without one that can act, those that other clauses name."""
    at = {event.token: own for event, own in zip(found, roles, strict=True)}
    for event, own in zip(reversed(found), reversed(roles), strict=True):  # inner clauses mostly stand to the right
        aimed = own.patients or own.recipients or (own.addressees and event.type.event not in CONTROL)
        if not aimed and event.type.event != "disaster":
            own.patients = _from_clauses(parse, known, event, own, at, actors)
    for event, own in zip(found, roles, strict=True):
        if any(acts(parse, known, i, actors) for i in own.targets):
            continue
        own.recipients += _from_purpose(parse, known, event, own, actors)
        if event.type.kind in UNAIMED:
            continue
        where = [i for i in own.places if i not in own.agents and (acts(parse, known, i, actors) or not own.targets)]
        if where and event.type.plover in AIMED:
            own.recipients += where  # "a curfew in the capital"
        elif event.type.plover in CONCERNING and not own.recipients:
            own.recipients += _concerned(parse, known, event, own, actors)


def _from_clauses(
    parse: Parse, known: Knowledge, event: Candidate, own: Roles, at: dict[int, Roles], actors: Actors
) -> list[int]:
    """Return the targets of the clause below: "agreed to lift the ban on beef", "warned that Seoul would pay"."""
    token = event.token
    gerunds = [k for prep in parse.children(token, "prep") for k in parse.children(prep, "pcomp")]
    for clause in (*parse.children(token, "xcomp", "ccomp", "acl"), *gerunds, *parse.children(token, "advcl")):
        subjects = parse.children(clause, "nsubj", "nsubjpass")
        if subjects and event.type.plover in (*ADDRESSING, "AID") and parse.pos[subjects[0]] in NOMINAL:
            return parse.conjuncts(subjects[0])
        inner = at.get(clause)
        if inner is None:
            objects, passive = objects_of(parse, clause)
            inner = read_roles(parse, known, Candidate(clause, event.type, objects, [], passive, clause), actors)
        if targets := [i for i in inner.targets if i not in own.agents]:
            return targets
    return []


def _from_purpose(parse: Parse, known: Knowledge, event: Candidate, own: Roles, actors: Actors) -> list[int]:
    """Return the targets of what serves a purpose: "sent experts to Iran to investigate the crash"."""
    verb = event.token
    if parse.dep[verb] not in ("advcl", "xcomp", "acl"):
        return []
    above = next((a for a in parse.ancestors(verb) if parse.pos[a] in VERBAL), verb)
    objects = parse.children(above, "dobj")
    hosts = [k for host in (above, *objects) for k in parse.children(host, "prep", "dative")]
    found = [*objects, *(noun for prep in hosts for noun in parse.objects_of_prep(prep))]
    return [i for i in found if acts(parse, known, i, actors) and i not in own.agents]


def _concerned(parse: Parse, known: Knowledge, event: Candidate, own: Roles, actors: Actors) -> list[int]:
    """Return whom a thing concerns: "an inquiry into crimes committed by the militia", "struck to press the owners"."""
    hosts = [*own.patients, *event.absorbed, *([event.token] if parse.pos[event.token] in NOMINAL else [])]
    if event.type.plover == "PROTEST" and event.verb >= 0:
        hosts.append(event.verb)
    for host in hosts:
        for i in range(host + 1, min(parse.right[host] + 1, host + REACH)):
            if parse.dep[i] in HEADS and i not in (*own.agents, *own.places) and acts(parse, known, i, actors):
                return [i]
    return []
