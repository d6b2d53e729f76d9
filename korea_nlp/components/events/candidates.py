"""Finds the words that may tell an event: verbs by their objects and particles, nouns by their modifiers."""

from dataclasses import dataclass, field

from korea_nlp.components.events.noun_classes import classes_of, context_of, is_of
from korea_nlp.components.events.tables import ALONE, CLAUSE, REPORTING, SOMEBODY, SUBJECT, EventType, Knowledge
from korea_nlp.syntax import Parse, Piece, objects_of, subjects_of
from korea_nlp.syntax.labels import MODIFIERS, NOMINAL, VERBAL

BARELY = frozenset({"be", "have", "happen", "work", "know", "need", "affect", "say"})
WILL = frozenset({"will", "wo", "would"})
THINGS_SAID = frozenset({"it", "they", "which", "that"})
PREDICATES = frozenset({"acomp", "conj", "attr", "xcomp", "oprd", "ROOT"})
IN_OR_ON = frozenset({"in", "on", "into", "for"})
# objects that belong to a trigger's meaning and yet suffer what it tells: "freed the prisoners"
THINGS = frozenset({
    "prisoner", "person", "soldier", "people", "troop", "peacekeeper", "expert", "diplomat", "refugee", "weapon",
    "ship", "aircraft", "body", "territory",
})  # fmt: skip


@dataclass(slots=True)
class Candidate:
    """An event on its way: its trigger's token, its type, and what its arguments will be read from.

    Attributes:
        objects: Heads of the objects of a verb.
        absorbed: Heads that belong to the trigger's meaning: "sanctions" in "lifted the sanctions".
        trigger: All its words.
        seen: Whether the reader sees it, who was taught what is news.
        aside: Whether it is told only as far as another event is told by it again.
        verb: The token whose subject is the agent: the trigger, or the light verb above it; -1 for none.
    """

    token: int
    type: EventType
    objects: list[int] = field(default_factory=list)
    absorbed: list[int] = field(default_factory=list)
    passive: bool = False
    verb: int = -1
    trigger: Piece = (0, 0)
    seen: bool = False
    aside: bool = False
    mode: str = "actual"
    plover: str | None = None


def find_candidates(parse: Parse, known: Knowledge) -> list[Candidate]:
    """Return the events that words may tell, in order of the text."""
    found: list[Candidate] = []
    nouns: list[int] = []
    for i, pos in enumerate(parse.pos):
        if pos in VERBAL:
            if parse.lemma[i] in known.verbs and (event := _read_verb(parse, known, i)):
                found.append(event)
        elif pos in NOMINAL:
            if parse.lower[i] in known.nouns:
                nouns.append(i)
        elif parse.lemma[i] in known.adjectives and parse.dep[i] in PREDICATES:
            found.append(_read_adjective(parse, known, i))
    absorbed = {i for event in found if event.verb == event.token for i in event.absorbed}
    found += _read_modals(parse, known, {event.token for event in found})
    verbal = {event.token for event in found}
    found += [event for i in nouns if i not in absorbed and (event := _read_noun(parse, known, i, verbal))]
    found.sort(key=lambda event: event.token)
    return found


def _read_verb(parse: Parse, known: Knowledge, verb: int) -> Candidate | None:
    if parse.dep[verb] in ("amod", "compound", "aux"):
        return None
    objects, passive = objects_of(parse, verb)
    clause = bool(parse.children(verb, "xcomp", "ccomp"))
    particles = {
        parse.lower[kid]: kid
        for kid in parse.children(verb, "prt", "prep", "advmod")
        if kid > verb and not any(parse.ent[k] in ("DATE", "TIME") for k in parse.children(kid, "pobj"))
    }
    for rule in known.verbs[parse.lemma[verb]]:
        wanted, rest, absorbed = objects, objects, []
        if rule.particle:
            if rule.particle not in particles:
                continue
            wanted = parse.objects_of_prep(particles[rule.particle]) or objects
        if not rule.group:  # "let down" is not "let"
            told = bool(rule.particle) or all(parse.dep[k] != "prt" for k in particles.values())
            rest = objects or wanted
        elif rule.group == ALONE:
            told = not objects and not clause
        elif rule.group == CLAUSE:
            told = clause
        elif rule.group.startswith(SUBJECT):
            told = _is_done_by(parse, known, verb, objects, rule.group.removeprefix(SUBJECT))
        else:
            absorbed = [i for i in wanted if is_of(parse, known, i, rule.group)]
            told = bool(absorbed)
            if rule.group == SOMEBODY:
                rest, absorbed = wanted, []
            elif told:
                kept = [i for i in wanted if i not in absorbed or classes_of(parse, known, i) & THINGS]
                rest = [i for i in objects if i not in absorbed and i not in kept] + kept
        if told:
            return Candidate(verb, rule.event, rest, absorbed, passive, verb)
    return None


def _is_done_by(parse: Parse, known: Knowledge, verb: int, objects: list[int], group: str) -> bool:
    """Tell whether the subject of a verb is of a class: "the missiles landed in the sea"."""
    if objects and group == SOMEBODY:
        return False
    if any(parse.lower[k] in THINGS_SAID for k in parse.children(verb, "nsubj")):
        return False
    return any(is_of(parse, known, i, group) for i in subjects_of(parse, verb))


def _read_adjective(parse: Parse, known: Knowledge, i: int) -> Candidate:
    """Read "is ready to talk", "are missing", "left ten people dead"."""
    kind, verb = known.adjectives[parse.lemma[i]][0].event, parse.head[i]
    if kind.kind != "casualties":
        return Candidate(i, kind, verb=verb)
    suffered = parse.children(verb, "dobj") or parse.children(verb, "nsubj")
    return Candidate(i, kind, [noun for kid in suffered for noun in parse.conjuncts(kid)], passive=True, verb=verb)


def _read_modals(parse: Parse, known: Knowledge, taken: set[int]) -> list[Candidate]:
    """Return demands and refusals that a modal alone tells.

    "Seoul said the North must stop" demands; "the court will not reverse its ruling" refuses.
    """
    found = []
    for i, lower in enumerate(parse.lower):
        verb = parse.head[i]
        if lower == "must":
            head = parse.head[verb]
            if parse.dep[verb] == "ccomp" and known.verb_operators.get(parse.lemma[head]) in REPORTING:
                who = [n for k in parse.children(verb, "nsubj", "nsubjpass") for n in parse.conjuncts(k)]
                found.append(Candidate(i, known.types["demand"], who, verb=head))
        elif lower in WILL and verb not in taken and _is_refusal(parse, verb):
            found.append(Candidate(verb, known.types["rejection"], objects_of(parse, verb)[0], verb=verb))
    return found


def _is_refusal(parse: Parse, verb: int) -> bool:
    if parse.dep[verb] not in ("ROOT", "ccomp") or parse.pos[verb] != "VERB" or parse.lemma[verb] in BARELY:
        return False
    return parse.is_negated(verb) and parse.first(verb, "nsubj") is not None


def _read_noun(parse: Parse, known: Knowledge, noun: int, verbal: set[int]) -> Candidate | None:
    dep = parse.dep[noun]
    if dep in MODIFIERS or dep in ("poss", "npadvmod") or parse.ent[noun] == "DATE":
        return None
    if noun and parse.pos[noun] == "PROPN" and parse.pos[noun - 1] == "PROPN" and parse.dep[noun - 1] == "compound":
        return None  # "the Comprehensive Military Agreement" is a name
    classes = context_of(parse, known, noun)
    rule = next((rule for rule in known.nouns[parse.lower[noun]] if not rule.group or rule.group in classes), None)
    if rule is None or (rule.event.kind == "statement" and dep not in ("dobj", "nsubjpass")):
        return None
    if parse.lower[parse.head[noun]] == "as":
        return None  # "described it as an attack"
    return Candidate(noun, rule.event, verb=light_verb(parse, noun, verbal))


def light_verb(parse: Parse, noun: int, verbal: set[int]) -> int:
    """Return the verb that only carries a noun: "carried out" of "carried out a test"; -1 where there is none."""
    first = parse.first_conjunct(noun)
    head = parse.head[first]
    if parse.dep[first] in ("dobj", "nsubjpass", "attr") and head not in verbal:
        return head
    if parse.dep[head] == "prep":  # "took part in a drill", "engaged in talks"
        above = parse.head[head]
        if parse.dep[above] in ("dobj", "nsubjpass"):  # "lead a delegation on a visit", "began ten days of drills"
            above = parse.head[above]
            if parse.lower[head] == "of" and above not in verbal:
                return above
        if parse.pos[above] in VERBAL and above not in verbal and parse.lower[head] in IN_OR_ON:
            return above
    return -1
