"""Second thoughts about triggers: what the text around one says about its type."""

from spacy.strings import get_string_id

from korea_nlp.components.events import tree as t
from korea_nlp.components.events.subjects import subject_of
from korea_nlp.components.events.tables import Knowledge
from korea_nlp.components.events.tree import Tree
from korea_nlp.components.events.triggers import Found, groups_of

BARE = frozenset(map(get_string_id, ("launch", "launches", "launching", "test", "tests", "firing", "firings")))
KILLING = frozenset(map(get_string_id, ("kill", "slay", "murder", "massacre", "slaughter")))
LAUNCHES = frozenset({"missile_launch", "satellite_launch", "artillery_fire", "incursion", "nuclear_test", "engine_test"})
OF, ON, STRIKE, ORDER = map(get_string_id, ("of", "on", "strike", "order"))
FINITE = frozenset((t.ROOT, t.CCOMP, t.CONJ, t.RELCL, t.PARATAXIS))


def settle(tree: Tree, events: list[Found], known: Knowledge, actors: dict[int, str]) -> list[Found]:
    """Return the events with types that fit their surroundings, without those that are not told at all."""
    kept: list[Found] = []
    last = None
    told = {event.token: event for event in events}
    for event in events:
        if _is_ability(tree, known, event.token) or _is_flight(tree, known, event, last):
            continue
        if tree.lemma[event.token] == ORDER and any(k in told for k in tree.children(event.token, t.DOBJ)):
            continue  # "ordered the dispatch of troops" is told by the dispatch
        if tree.lower[event.token] in BARE and last and _is_bare(tree, known, event.token):
            event.type = last  # "the launch" is of what was launched before
        if event.type.event in ("deployment", "visit") and _keeps_peace(tree, known, event):
            event.type = known.types["peacekeeping"]
        if event.type.event == "conviction" and any(
            k in told and told[k].type.event == "sentence" for k in tree.children(event.token, t.CONJ)
        ):
            continue  # "convicted and sentenced to life" is told by the sentence
        if event.type.event == "attack" and tree.lower[event.token] == STRIKE and tree.lower[tree.head[event.token]] == ON:
            event.type = known.types["protest"]  # "went on strike"
        if event.type.event in LAUNCHES:
            last = event.type
        if event.type.event == "killed" and tree.lemma[event.token] in KILLING and _is_deed(tree, event, told, actors):
            event.type = known.types["killing"]
        kept.append(event)
    return kept


def _keeps_peace(tree: Tree, known: Knowledge, event: Found) -> bool:
    """Tell whether those sent are, or join, a peacekeeping force."""
    for host in (event.token, *event.absorbed, *event.objects):
        for prep in tree.children(host, t.PREP):
            if any("peacekeeper" in groups_of(tree, known, noun) for noun in tree.objects_of_prep(prep)):
                return True
    return any("peacekeeper" in groups_of(tree, known, i) for i in subject_of(tree, event.token))


def _is_ability(tree: Tree, known: Knowledge, verb: int) -> bool:
    """Tell whether a verb says what something can do: "capable of striking the mainland"."""
    if tree.dep[verb] == t.PCOMP:
        verb = tree.head[verb]
    elif tree.dep[verb] not in (t.XCOMP, t.ACL):
        return False
    head = tree.head[verb]
    return "ability" in (known.noun_operators.get(tree.lower[head]), known.verb_operators.get(tree.lemma[head]))


def _is_flight(tree: Tree, known: Knowledge, event: Found, last: object) -> bool:
    """Tell whether an attack is but the end of a test: "the missiles flew 300 km before striking their target"."""
    if event.type.kind != "attack" or last is None or tree.pos[event.token] not in t.VERBAL:
        return False
    if any("target" in groups_of(tree, known, i) for i in event.objects):
        return True
    return not event.passive and any("missile" in groups_of(tree, known, i) for i in subject_of(tree, event.token))


def _is_bare(tree: Tree, known: Knowledge, noun: int) -> bool:
    return not any(
        tree.dep[k] in (t.COMPOUND, t.NMOD) or tree.dep[k] == t.PREP and tree.lower[k] == OF for k in tree.kids[noun]
    )


def _is_deed(tree: Tree, event: Found, told: dict[int, Found], actors: dict[int, str]) -> bool:
    """Tell whether a killing is told as what somebody did, not as the outcome of an attack or accident."""
    verb = event.token
    if tree.dep[verb] not in FINITE:
        return False
    while tree.dep[verb] == t.CONJ:
        verb = tree.head[verb]
        if verb in told and told[verb].type.kind == "attack":
            return False
    if event.passive:
        doers = [i for p in tree.children(event.token, t.AGENT) for i in tree.objects_of_prep(p)]
    else:
        doers = subject_of(tree, event.token)
    return bool(doers) and doers[0] not in told
