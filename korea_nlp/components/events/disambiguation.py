"""Second thoughts about candidates: what the text around one says about its type, or that it tells nothing."""

from korea_nlp.components.events.candidates import Candidate
from korea_nlp.components.events.noun_classes import classes_of, context_of, own_classes
from korea_nlp.components.events.tables import EventType, Knowledge
from korea_nlp.syntax import Parse, subjects_of
from korea_nlp.syntax.clauses import doers_of
from korea_nlp.syntax.labels import NOMINAL

NEAR = 40  # tokens within which another event of the sentence is looked for
TESTS = frozenset({"test", "tests", "firing", "firings"})
BARE = TESTS | {"launch", "launches", "launching"}
KILLING = frozenset({"kill", "slay", "murder", "massacre", "slaughter"})
LAUNCHES = frozenset(
    {"missile_launch", "satellite_launch", "artillery_fire", "incursion", "nuclear_test", "engine_test", "ship_launch"}
)
DEADLY = frozenset({"artillery_fire", "attack", "border_incident"})
PARTIES = frozenset({"between", "with"})
SPEAKING = frozenset({"comment", "elaborate", "say", "specify", "disclose", "identify"})
ASKING = frozenset({"if", "whether", "why", "how", "what", "who", "when", "where"})
MAIN = frozenset({"ROOT", "ccomp", "conj", "relcl", "parataxis"})
Told = dict[int, Candidate]  # the candidates by their tokens


def disambiguate(parse: Parse, candidates: list[Candidate], known: Knowledge) -> list[Candidate]:
    """Return the events with types that fit their surroundings, without those that are not told at all."""
    kept: list[Candidate] = []
    last: EventType | None = None
    told = {event.token: event for event in candidates}
    for event in candidates:
        if _is_untold(parse, known, event, told, last):
            continue
        event.type = _retyped(parse, known, event, told, last)
        if event.type.event in LAUNCHES:
            last = event.type
        kept.append(event)
    return kept


def _is_untold(parse: Parse, known: Knowledge, event: Candidate, told: Told, last: EventType | None) -> bool:
    """Tell whether a trigger tells nothing here, or only what another trigger tells."""
    token, kind = event.token, event.type
    if _is_ability(parse, known, token) or _repeats(parse, event, told):
        return True
    # "the missiles flew 300 km before striking their target": the end of a test, not an attack
    if kind.kind == "attack" and last and _has_subject(parse, known, token, "missile"):
        return True
    # "ordered the dispatch of troops": told by the dispatch
    if parse.lemma[token] == "order" and (ordered := [k for k in parse.children(token, "dobj") if k in told]):
        told[ordered[0]].verb = token
        return True
    # "a blood test"; "the test", where nothing was launched before
    if parse.lower[token] in TESTS and parse.pos[token] in NOMINAL and kind.event == "missile_launch":
        return not (last and _is_bare(parse, token)) and "missile" not in context_of(parse, known, token)
    purposes = parse.children(token, "xcomp")
    # "failed to put a satellite into orbit": no failure to agree
    if kind.event == "failure_to_agree" and any(
        k in told and told[k].type.plover in ("MOBILIZE", "ASSAULT") for k in purposes
    ):
        return True
    # "declined to comment"
    if any(parse.lemma[k] in SPEAKING for k in purposes):
        return True
    # "asked whether it was new": a question, not a demand
    if parse.lemma[token] == "ask":
        return any(parse.lower[word] in ASKING for k in parse.children(token, "ccomp") for word in parse.kids[k])
    # "the police were called to the scene"
    return kind.event == "call" and event.passive


def _retyped(parse: Parse, known: Knowledge, event: Candidate, told: Told, last: EventType | None) -> EventType:
    """Return the type that an event has where it stands."""
    token, found = event.token, event.type
    if last and parse.lower[token] in BARE and _is_bare(parse, token):
        return last  # "the launch" is of what was launched before
    if parse.lower[token] == "strike" and parse.lower[parse.head[token]] == "on":
        return known.types["protest"]  # "went on strike"
    if found.event == "clash":
        if _has_protesters(parse, known, event):
            return known.types["riot"]
        if _is_of_border(parse, known, token):
            return known.types["border_clash"]
    # "Houses were swept away", after a disaster
    if found.event == "destruction" and any(
        i in told and told[i].type.event == "disaster" for i in range(token - NEAR, token)
    ):
        return known.types["disaster"]
    if parse.lemma[token] in KILLING and _is_deed(parse, event, told):
        return known.types["killing"]
    return found


def _is_ability(parse: Parse, known: Knowledge, verb: int) -> bool:
    """Tell whether a verb says what something can do: "capable of striking the mainland"."""
    if parse.dep[verb] == "pcomp":
        verb = parse.head[verb]
    elif parse.dep[verb] not in ("xcomp", "acl"):
        return False
    head = parse.head[verb]
    return "ability" in (known.noun_operators.get(parse.lower[head]), known.verb_operators.get(parse.lemma[head]))


def _repeats(parse: Parse, event: Candidate, told: Told) -> bool:
    """Tell whether an infinitive only says what its verb's event is for: "met to discuss trade"."""
    head = parse.head[event.token]
    if parse.dep[event.token] not in ("advcl", "xcomp") or head not in told:
        return False
    return event.type.kind == "meeting" and told[head].type.kind in ("meeting", "visit")


def _is_bare(parse: Parse, noun: int) -> bool:
    return not any(parse.dep[k] in ("compound", "nmod") or parse.lower[k] == "of" for k in parse.kids[noun])


def _has_subject(parse: Parse, known: Knowledge, verb: int, wanted: str) -> bool:
    return any(wanted in classes_of(parse, known, i) for i in subjects_of(parse, verb))


def _has_protesters(parse: Parse, known: Knowledge, event: Candidate) -> bool:
    """Tell whether protesters take part: "protesters clashed", "clashes between police and protesters"."""
    if event.verb >= 0 and _has_subject(parse, known, event.verb, "protester"):
        return True
    preps = [kid for kid in parse.children(event.token, "prep") if parse.lower[kid] in PARTIES]
    return any("protester" in classes_of(parse, known, i) for prep in preps for i in parse.objects_of_prep(prep))


def _is_of_border(parse: Parse, known: Knowledge, token: int) -> bool:
    """Tell whether a sentence names a border's line; "on the front line" is of a war."""
    here = (i for i in range(*parse.sentence(token)) if parse.lower[i] != "line" or parse.pos[i] == "PROPN")
    return any("border_line" in own_classes(parse, known, i) for i in here)


def _is_deed(parse: Parse, event: Candidate, told: Told) -> bool:
    """Tell whether a killing is told as what somebody did, not as the outcome of an attack or accident."""
    verb = event.token
    if parse.dep[verb] not in MAIN:
        return False
    for i in range(verb - NEAR, verb + NEAR):
        if i in told and told[i].type.kind in DEADLY and parse.sent[i] == parse.sent[verb]:
            return False
    doers = doers_of(parse, verb) if event.passive else subjects_of(parse, verb)
    return bool(doers) and doers[0] not in told
