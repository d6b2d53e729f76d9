"""Second thoughts about candidates: what the text around one says about its type, or that it tells nothing."""

from korea_nlp.components.events.candidates import Candidate
from korea_nlp.components.events.noun_classes import context_of, own_classes
from korea_nlp.components.events.tables import EventType, Knowledge
from korea_nlp.syntax import Parse
from korea_nlp.syntax.labels import NOMINAL

TESTS = frozenset({"test", "tests", "firing", "firings"})
BARE = TESTS | {"launch", "launches", "launching"}
LAUNCHES = frozenset(
    {"missile_launch", "satellite_launch", "artillery_fire", "incursion", "nuclear_test", "engine_test", "ship_launch"}
)
SPEAKING = frozenset({"comment", "elaborate", "say", "specify", "disclose", "identify"})
ASKING = frozenset({"if", "whether", "why", "how", "what", "who", "when", "where"})
Told = dict[int, Candidate]  # the candidates by their tokens


def disambiguate(parse: Parse, candidates: list[Candidate], known: Knowledge) -> list[Candidate]:
    """Return the events with types that fit their surroundings, without those that are not told at all."""
    kept: list[Candidate] = []
    last: EventType | None = None
    told = {event.token: event for event in candidates}
    for event in candidates:
        if _is_untold(parse, known, event, told, last):
            continue
        event.type = _retyped(parse, known, event, last)
        if event.type.event in LAUNCHES:
            last = event.type
        kept.append(event)
    return kept


def _is_untold(parse: Parse, known: Knowledge, event: Candidate, told: Told, last: EventType | None) -> bool:
    """Tell whether a trigger tells nothing here, or only what another trigger tells."""
    token, kind = event.token, event.type
    if _is_ability(parse, known, token):
        return True
    # "ordered the dispatch of troops": told by the dispatch
    if parse.lemma[token] == "order" and (ordered := [k for k in parse.children(token, "dobj") if k in told]):
        told[ordered[0]].verb = token
        return True
    # "a blood test"; "the test", where nothing was launched before
    if parse.lower[token] in TESTS and parse.pos[token] in NOMINAL and kind.event == "missile_launch":
        return not (last and _is_bare(parse, token)) and "missile" not in context_of(parse, known, token)
    purposes = parse.children(token, "xcomp")
    # "declined to comment"
    if any(parse.lemma[k] in SPEAKING for k in purposes):
        return True
    # "asked whether it was new": a question, not a demand
    if parse.lemma[token] == "ask":
        return any(parse.lower[word] in ASKING for k in parse.children(token, "ccomp") for word in parse.kids[k])
    # "the police were called to the scene"
    return kind.event == "call" and event.passive


def _retyped(parse: Parse, known: Knowledge, event: Candidate, last: EventType | None) -> EventType:
    """Return the type that an event has where it stands."""
    token, found = event.token, event.type
    if last and parse.lower[token] in BARE and _is_bare(parse, token):
        return last  # "the launch" is of what was launched before
    if parse.lower[token] == "strike" and parse.lower[parse.head[token]] == "on":
        return known.types["protest"]  # "went on strike"
    if found.event == "clash" and _is_of_border(parse, known, token):
        return known.types["border_clash"]
    return found


def _is_ability(parse: Parse, known: Knowledge, verb: int) -> bool:
    """Tell whether a verb says what something can do: "capable of striking the mainland"."""
    if parse.dep[verb] == "pcomp":
        verb = parse.head[verb]
    elif parse.dep[verb] not in ("xcomp", "acl"):
        return False
    head = parse.head[verb]
    return "ability" in (known.noun_operators.get(parse.lower[head]), known.verb_operators.get(parse.lemma[head]))


def _is_bare(parse: Parse, noun: int) -> bool:
    return not any(parse.dep[k] in ("compound", "nmod") or parse.lower[k] == "of" for k in parse.kids[noun])


def _is_of_border(parse: Parse, known: Knowledge, token: int) -> bool:
    """Tell whether a sentence names a border's line; "on the front line" is of a war."""
    here = (i for i in range(*parse.sentence(token)) if parse.lower[i] != "line" or parse.pos[i] == "PROPN")
    return any("border_line" in own_classes(parse, known, i) for i in here)
