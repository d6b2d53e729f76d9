"""From a parsed Doc to its events: triggers, roles, modes, focus, and tellings joined."""

from dataclasses import replace

from spacy.strings import get_string_id
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.events import tree as t
from korea_nlp.components.events.arguments import actors_by_token, find_phrases, make_arguments
from korea_nlp.components.events.focus import choose_focus
from korea_nlp.components.events.merging import merge
from korea_nlp.components.events.modes import read_reality, shifted
from korea_nlp.components.events.roles import Roles, acts, read_roles
from korea_nlp.components.events.settling import settle
from korea_nlp.components.events.tables import Knowledge
from korea_nlp.components.events.tree import Tree
from korea_nlp.components.events.triggers import Found, find_triggers, objects_of

CONCERNING = frozenset({"ACCUSE", "AGREE", "REJECT", "REQUEST", "YIELD", "SUPPORT", "AID", "PROTEST", "SANCTION", "THREATEN"})
HEADS = frozenset((t.NSUBJ, t.NSUBJPASS, t.DOBJ, t.POBJ, t.POSS, t.CONJ))
REACH = 25  # tokens within which somebody concerned is looked for
HYPHEN = get_string_id("-")
CONTROL = frozenset({"commitment", "rejection", "failure_to_agree", "threat", "demand", "permission", "repression", "vow"})


def read_events(doc: Doc, known: Knowledge) -> list[layers.Event]:
    """Return the events of a Doc in order of their triggers."""
    if not len(doc) or not doc.has_annotation("DEP"):
        return []
    tree = Tree(doc)
    found = find_triggers(tree, known)
    if not found:
        return []
    actors = actors_by_token(doc)
    reports = frozenset(key for key, effect in known.verb_operators.items() if effect == "report")
    heralds = reports | {key for key, effect in known.verb_operators.items() if effect == "announce"}
    found = settle(tree, found, known, actors)
    for event in found:
        reality = read_reality(tree, known, event)
        event.mode = reality.mode
        event.plover = shifted(event, reality)
    roles = [read_roles(tree, known, event, actors, reports) for event in found]
    _borrow(tree, known, found, roles, actors, reports)
    focus = choose_focus(tree, found, heralds)
    told = [i for i, event in enumerate(found) if i in focus or event.type.background == "keep"]
    told = [i for i in told if found[i].type.kind != "statement" or found[i].mode != "negated"]
    times = layers.read_times(doc)
    values = layers.read_quantities(doc)
    at = {found[position].token: position for position in told}
    time_of = {position: time.id for time in reversed(times) if (position := _above(tree, at, time.end - 1)) is not None}
    values_of: dict[int, list[str]] = {}
    for value in values:
        if (position := _above(tree, at, value.end - 1)) is not None:
            values_of.setdefault(position, []).append(value.id)
    events = []
    for position in told:
        event = found[position]
        trigger = _trigger(tree, event.token)
        subkind = _subkind(tree, event, roles[position], known)
        if subkind == "SLV":
            event.type, subkind = known.types["satellite_launch"], None
        events.append(
            layers.Event(
                id=layers.make_id(doc, "e", trigger),
                trigger=trigger,
                kind=event.type.kind,
                subkind=subkind,
                plover=event.plover,
                mode=event.mode,
                focus=position in focus,
                arguments=make_arguments(tree, roles[position], actors, known.places),
                time=time_of.get(position),
                quantities=tuple(values_of.get(position, ())),
            )
        )
    return merge(tree, events, {time.id: time for time in times}, {value.id: value for value in values})


def _borrow(
    tree: Tree, known: Knowledge, found: list[Found], roles: list[Roles], actors: dict[int, str], reports: frozenset[int]
) -> None:
    """Give an event without a target that of the event it is about: "agreed to lift the ban on beef"."""
    at = {event.token: position for position, event in enumerate(found)}
    for position in reversed(range(len(found))):  # inner clauses mostly stand to the right
        own, event = roles[position], found[position]
        if own.patients or own.recipients or own.addressees and event.type.event not in CONTROL:
            continue
        for clause in _clauses(tree, event.token):
            subjects = tree.children(clause, t.NSUBJ, t.NSUBJPASS)
            if subjects and event.type.plover in ("REQUEST", "THREATEN", "ACCUSE", "REJECT", "YIELD") and tree.pos[subjects[0]] in t.NOMINAL:
                own.patients = tree.conjuncts(subjects[0])
                break
            inner = at.get(clause)
            if inner is None:
                objects, passive = objects_of(tree, clause)
                pseudo = Found(clause, event.type, objects, [], passive, clause)
                targets = read_roles(tree, known, pseudo, actors, reports).targets
            else:
                targets = roles[inner].targets
            own.patients = [i for i in targets if i not in own.agents]
            if own.patients:
                break
    for event, own in zip(found, roles, strict=True):
        if any(acts(tree, known, i, actors) for i in own.targets):
            continue
        _lend_purpose(tree, known, event, own, actors)
        if own.places:
            own.recipients += [i for i in own.places if i not in own.agents]  # "a curfew in the capital"
        elif event.type.plover in CONCERNING and not own.recipients:
            own.recipients += _concerned(tree, known, event, own, actors)


def _concerned(tree: Tree, known: Knowledge, event: Found, own: Roles, actors: dict[int, str]) -> list[int]:
    """Return whom a thing concerns: "an inquiry into crimes committed by the militia", "struck to press the owners"."""
    hosts = [*own.patients, *event.absorbed, *([event.token] if tree.pos[event.token] in t.NOMINAL else [])]
    if event.type.plover == "PROTEST" and event.verb >= 0:
        hosts.append(event.verb)
    for host in hosts:
        end = min(tree.doc[host].right_edge.i + 1, host + REACH)
        for i in range(event.token + 1 if host == event.verb else host + 1, end):
            if tree.dep[i] in HEADS and acts(tree, known, i, actors) and i not in own.agents:
                return [i]
    return []


def _lend_purpose(tree: Tree, known: Knowledge, event: Found, own: Roles, actors: dict[int, str]) -> None:
    """Give a purpose the target of what serves it: "sent experts to Iran to investigate the crash"."""
    verb = event.token
    if tree.pos[verb] not in t.VERBAL or tree.dep[verb] not in (t.ADVCL, t.XCOMP, t.ACL):
        return
    above = next((a for a in tree.ancestors(verb) if tree.pos[a] in t.VERBAL), verb)
    objects = tree.children(above, t.DOBJ)
    hosts = [k for host in (above, *objects) for k in tree.children(host, t.PREP, t.DATIVE)]
    found = [*objects, *(noun for prep in hosts for noun in tree.objects_of_prep(prep))]
    own.recipients += [i for i in found if acts(tree, known, i, actors) and i not in own.agents]


def _clauses(tree: Tree, token: int) -> list[int]:
    found = tree.children(token, t.XCOMP, t.CCOMP, t.ACL)
    for prep in tree.children(token, t.PREP):
        found += tree.children(prep, t.PCOMP)
    return found + tree.children(token, t.ADVCL)


def _above(tree: Tree, at: dict[int, int], i: int) -> int | None:
    """Return the event that a time or an amount hangs on."""
    for _ in range(10):
        if i in at:
            return at[i]
        if tree.head[i] == i:
            return None
        i = tree.head[i]
    return None


def _trigger(tree: Tree, token: int) -> layers.Piece:
    """Return the trigger's words: "test-fired", "shot down"."""
    start, end = token, token + 1
    if start > 1 and tree.lower[start - 1] == HYPHEN and not tree.doc[start - 2].whitespace_:
        start -= 2
    if end < tree.size and tree.dep[end] == t.PRT and tree.head[end] == token:
        end += 1
    return start, end


def _subkind(tree: Tree, event: Found, roles: Roles, known: Knowledge) -> str | None:
    if event.type.kind != "missile_launch":
        return event.type.subkind
    for head in (*roles.instruments, event.token):
        doc = tree.doc
        start, end = doc[head].left_edge.i, doc[head].right_edge.i + 1
        found = next(find_phrases(doc, start, min(end, start + 40), known.weapons), None)
        if found:
            return found
    sentence = tree.doc[event.token].sent
    return next(find_phrases(tree.doc, sentence.start, min(sentence.end, sentence.start + 80), known.weapons), None)
