"""Whether an event happened, is planned, may be or is denied; and what its root becomes then."""

from dataclasses import dataclass

from korea_nlp.components.events.candidates import Candidate
from korea_nlp.components.events.tables import Knowledge
from korea_nlp.syntax import Parse
from korea_nlp.syntax.labels import NOMINAL, VERBAL

FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
POSSIBLE = frozenset({"may", "might", "could", "would", "can", "should", "must", "ca"})
NEGATIVE = frozenset({"no", "not", "n't", "n’t", "never", "neither", "without"})
GOVERNED = frozenset({"about", "against", "at", "for", "from", "of", "on", "to"})
IF = frozenset({"if", "unless", "whether"})
UNREAL = frozenset({"planned", "possible", "negated"})
FRIENDLY = frozenset({"SUPPORT", "AID", "COOPERATE", "YIELD", "CONSULT", "AGREE"})
HOSTILE = frozenset({"COERCE", "ASSAULT", "SANCTION", "PROTEST"})
DEPTH = 8  # clauses climbed at most


@dataclass(frozen=True, slots=True)
class Factuality:
    """The mode of an event, and whether its own clause speaks of the future."""

    mode: str
    future: bool = False


ACTUAL, PLANNED, POSSIBLY, NEGATED = map(Factuality, ("actual", "planned", "possible", "negated"))


def read_factuality(parse: Parse, known: Knowledge, event: Candidate) -> Factuality:
    """Return how real an event is told to be."""
    token = event.token
    if parse.pos[token] in VERBAL:
        return _of_verb(parse, known, token, DEPTH)
    if modified := _modified(parse, known, token):
        return Factuality(modified)
    if event.verb >= 0:
        return _of_verb(parse, known, event.verb, DEPTH)
    head = parse.head[token]
    if parse.dep[token] == "pobj":
        if parse.lower[head] in NEGATIVE:
            return NEGATED
        if parse.lower[head] not in GOVERNED:
            return ACTUAL  # "amid the shelling, Kyiv asked for help"
        head = parse.head[head]
    effect = None
    if parse.pos[head] in VERBAL and parse.dep[token] != "nsubj":  # "the launch failed": there was one
        if _of_verb(parse, known, head, DEPTH).mode == "negated":
            return NEGATED  # "denied ordering the raid"
        effect = _effect_of(parse, known, head)
    effect = effect or known.noun_operators.get(parse.lower[head])
    return Factuality(effect) if effect in UNREAL else ACTUAL


def shifted(event: Candidate, fact: Factuality) -> str | None:
    """Return the root of an event that is not (yet) real.

    "will send aid" is AGREE, "will not lift the ban" REJECT, "will bomb" THREATEN.
    """
    plover = event.type.plover
    if fact.mode == "negated" and plover in FRIENDLY:
        return "REJECT"
    if fact.future and fact.mode == "planned":
        if plover in FRIENDLY:
            return "AGREE"
        if plover in HOSTILE:
            return "THREATEN"
    return plover


def _of_verb(parse: Parse, known: Knowledge, verb: int, depth: int) -> Factuality:
    likely = future = possible = negated = infinitive = False
    for kid in parse.kids[verb]:
        dep, lower = parse.dep[kid], parse.lower[kid]
        if dep == "aux":
            # "said it would send troops": a reported will; "would send troops if": a condition
            future |= lower in FUTURE or (lower == "would" and parse.first(verb, "advcl") is None)
            possible |= lower in POSSIBLE
            infinitive |= lower == "to"
        elif dep == "neg" or (lower in NEGATIVE and kid < verb):
            negated = True
        elif dep == "advmod" and lower in known.adverbs:
            likely = True
        elif lower in IF:
            possible = True
        elif dep in ("dobj", "nsubjpass") and any(parse.lower[k] == "no" for k in parse.kids[kid]):
            negated = True
    if negated:
        return Factuality("negated", future)
    if likely or (parse.dep[verb] in ("ccomp", "xcomp") and _is_likely(parse, known, parse.head[verb])):
        return POSSIBLY
    if future:
        return Factuality("planned", future=True)
    if possible:
        return POSSIBLY
    return _from_above(parse, known, verb, depth, infinitive=infinitive)


def _is_likely(parse: Parse, known: Knowledge, head: int) -> bool:
    """Tell whether a clause's head only says how likely it is: "is likely to send", "it is possible that"."""
    return any(parse.lower[k] in known.adverbs for k in (head, *parse.children(head, "acomp")))


def _from_above(parse: Parse, known: Knowledge, verb: int, depth: int, *, infinitive: bool) -> Factuality:
    """Return what the clause above makes of a verb that says nothing itself: "plans to send", "failed to send"."""
    dep, head = parse.dep[verb], parse.head[verb]
    if depth == 0 or head == verb:
        return PLANNED if infinitive else ACTUAL
    if dep in ("xcomp", "ccomp", "pcomp", "acl"):
        if dep == "pcomp":
            if parse.lower[head] in NEGATIVE:
                return NEGATED
            if parse.lower[head] not in GOVERNED:
                return ACTUAL  # "after firing a missile, it called for talks"
            head = parse.head[head]
        if parse.pos[head] in NOMINAL:
            effect = known.noun_operators.get(parse.lower[head])
            if _modified(parse, known, head) == "negated":
                effect = "negated"  # "no plan to send troops"
        else:
            effect = _effect_of(parse, known, head)
        if effect in ("possible", "negated") or (effect == "planned" and dep != "ccomp"):
            return Factuality(effect)
        if dep == "xcomp" and parse.pos[head] in VERBAL and not (infinitive and parse.lemma[head] == "be"):
            return _of_verb(parse, known, head, depth - 1)
        if infinitive:
            return PLANNED
    elif dep == "conj" and parse.pos[head] in VERBAL and parse.first(verb, "nsubj", "nsubjpass") is None:
        return _of_verb(parse, known, head, depth - 1)
    elif dep == "advcl" and parse.tag[verb] == "VBG" and parse.first(head, "prt") is not None:
        return Factuality(_effect_of(parse, known, head) or "actual")  # "ruled out sending troops"
    elif dep == "advcl" and infinitive:  # "opened the gate to let them in": a purpose
        return PLANNED
    return ACTUAL


def _effect_of(parse: Parse, known: Knowledge, verb: int) -> str | None:
    """Return what a verb makes of the event below it; "ruled out" is not "ruled"."""
    particle = parse.first(verb, "prt")
    words = parse.lemma[verb] if particle is None else f"{parse.lemma[verb]} {parse.lower[particle]}"
    return known.verb_operators.get(words)


def _modified(parse: Parse, known: Knowledge, noun: int) -> str | None:
    for kid in parse.kids[noun]:
        if parse.lower[kid] == "no" or parse.dep[kid] == "neg":
            return "negated"
        if parse.dep[kid] == "amod" and (effect := known.noun_operators.get(parse.lower[kid])):
            return effect
    return None
