"""Second thoughts about triggers: what the text around one says about its type."""

from spacy.strings import get_string_id

from korea_nlp.components.events import tree as t
from korea_nlp.components.events.found import Found
from korea_nlp.components.events.groups import context_of, groups_of
from korea_nlp.components.events.subjects import subject_of
from korea_nlp.components.events.tables import EventType, Knowledge
from korea_nlp.components.events.tree import Tree

NEAR = 40  # tokens within which another event of the sentence is looked for
TESTS = frozenset(map(get_string_id, ("test", "tests", "firing", "firings")))
BARE = TESTS | set(map(get_string_id, ("launch", "launches", "launching")))
KILLING = frozenset(map(get_string_id, ("kill", "slay", "murder", "massacre", "slaughter")))
LAUNCHES = frozenset(
    {"missile_launch", "satellite_launch", "artillery_fire", "incursion", "nuclear_test", "engine_test", "ship_launch"}
)
OF, ON, STRIKE, ORDER = map(get_string_id, ("of", "on", "strike", "order"))
PARTIES = frozenset(map(get_string_id, ("between", "with")))
SPEAKING = frozenset(map(get_string_id, ("comment", "elaborate", "say", "specify", "disclose", "identify")))
ASK = get_string_id("ask")
ASKING = frozenset(map(get_string_id, ("if", "whether", "why", "how", "what", "who", "when", "where")))
FINITE = frozenset((t.ROOT, t.CCOMP, t.CONJ, t.RELCL, t.PARATAXIS))


def settle(tree: Tree, events: list[Found], known: Knowledge) -> list[Found]:
    """Return the events with types that fit their surroundings, without those that are not told at all."""
    kept: list[Found] = []
    last: EventType | None = None
    told = {event.token: event for event in events}
    for event in events:
        if _is_untold(tree, known, event, told, last):
            continue
        event.type = _retyped(tree, known, event, told, last)
        if event.type.event in LAUNCHES:
            last = event.type
        kept.append(event)
    return kept


def _is_untold(tree: Tree, known: Knowledge, event: Found, told: dict[int, Found], last: EventType | None) -> bool:
    """Tell whether a trigger tells nothing here, or only what another trigger tells."""
    token = event.token
    if _is_ability(tree, known, token) or _repeats(tree, event, told):
        return True
    # "the missiles flew 300 km before striking their target": the end of a test, not an attack
    if event.type.kind == "attack" and last is not None and _is_flight(tree, known, event):
        return True
    # "ordered the dispatch of troops": told by the dispatch
    if tree.lemma[token] == ORDER and (ordered := [k for k in tree.children(token, t.DOBJ) if k in told]):
        told[ordered[0]].verb = token
        return True
    # "a blood test"; "the test", where nothing was launched before
    if tree.lower[token] in TESTS and tree.pos[token] in t.NOMINAL and event.type.event == "missile_launch":
        known_before = last is not None and _is_bare(tree, token)
        return not known_before and "missile" not in context_of(tree, known, token)
    # "failed to put a satellite into orbit": no failure to agree
    if event.type.event == "failure_to_agree" and any(
        k in told and told[k].type.plover in ("MOBILIZE", "ASSAULT") for k in tree.children(token, t.XCOMP)
    ):
        return True
    # "declined to comment"
    if any(tree.lemma[k] in SPEAKING for k in tree.children(token, t.XCOMP)):
        return True
    # "asked whether it was new": a question, not a demand
    if tree.lemma[token] == ASK:
        return any(tree.lower[word] in ASKING for k in tree.children(token, t.CCOMP) for word in tree.kids[k])
    # "the police were called to the scene"
    return event.type.event == "call" and event.passive


def _retyped(tree: Tree, known: Knowledge, event: Found, told: dict[int, Found], last: EventType | None) -> EventType:
    """Return the type that an event has where it stands."""
    token, found = event.token, event.type
    if last is not None and tree.lower[token] in BARE and _is_bare(tree, token):
        return last  # "the launch" is of what was launched before
    if tree.lower[token] == STRIKE and tree.lower[tree.head[token]] == ON:
        return known.types["protest"]  # "went on strike"
    if found.event == "clash" and _has_party(tree, known, event, "protester"):
        return known.types["riot"]
    if found.event == "destruction" and _is_damage(event, told):
        return known.types["disaster"]
    if tree.lemma[token] in KILLING and _is_deed(tree, event, told):
        return known.types["killing"]
    return found


def _is_ability(tree: Tree, known: Knowledge, verb: int) -> bool:
    """Tell whether a verb says what something can do: "capable of striking the mainland"."""
    if tree.dep[verb] == t.PCOMP:
        verb = tree.head[verb]
    elif tree.dep[verb] not in (t.XCOMP, t.ACL):
        return False
    head = tree.head[verb]
    return "ability" in (known.noun_operators.get(tree.lower[head]), known.verb_operators.get(tree.lemma[head]))


def _repeats(tree: Tree, event: Found, told: dict[int, Found]) -> bool:
    """Tell whether an infinitive only says what its verb's event is for: "met to discuss trade"."""
    head = tree.head[event.token]
    if tree.dep[event.token] not in (t.ADVCL, t.XCOMP) or head not in told:
        return False
    return event.type.kind == "meeting" and told[head].type.kind in ("meeting", "visit")


def _is_flight(tree: Tree, known: Knowledge, event: Found) -> bool:
    return any("missile" in groups_of(tree, known, i) for i in subject_of(tree, event.token))


def _is_bare(tree: Tree, noun: int) -> bool:
    return not any(tree.dep[k] in (t.COMPOUND, t.NMOD) or tree.lower[k] == OF for k in tree.kids[noun])


def _has_party(tree: Tree, known: Knowledge, event: Found, group: str) -> bool:
    """Tell whether somebody of a group takes part: "protesters clashed", "clashes between police and students"."""
    token = event.token
    preps = [kid for kid in tree.children(token, t.PREP) if tree.lower[kid] in PARTIES]
    found = [noun for prep in preps for noun in tree.objects_of_prep(prep)]
    if event.verb >= 0:
        found += subject_of(tree, event.verb)
    return any(group in groups_of(tree, known, i) for i in found)


def _is_damage(event: Found, told: dict[int, Found]) -> bool:
    """Tell whether nobody destroyed something but a disaster told just before: "Houses were swept away"."""
    before = range(max(0, event.token - NEAR), event.token)
    return any(i in told and told[i].type.event == "disaster" for i in before)


def _is_deed(tree: Tree, event: Found, told: dict[int, Found]) -> bool:
    """Tell whether a killing is told as what somebody did, not as the outcome of an attack or accident."""
    verb = event.token
    if tree.dep[verb] not in FINITE:
        return False
    for i in range(max(0, verb - NEAR), min(tree.size, verb + NEAR)):
        if i in told and told[i].type.kind in ("attack", "border_incident") and tree.sentence[i] == tree.sentence[verb]:
            return False
    if event.passive:
        doers = [i for p in tree.children(verb, t.AGENT) for i in tree.objects_of_prep(p)]
    else:
        doers = subject_of(tree, verb)
    return bool(doers) and doers[0] not in told
