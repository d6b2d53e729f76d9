"""Whether an event happened, is planned, may be or is denied; and what its root becomes then."""

from dataclasses import dataclass

from spacy.strings import get_string_id

from korea_nlp.components.events import tree as t
from korea_nlp.components.events.found import Found
from korea_nlp.components.events.tables import Knowledge
from korea_nlp.components.events.tree import Tree

FUTURE = frozenset(map(get_string_id, ("will", "shall", "'ll", "’ll", "wo")))
POSSIBLE = frozenset(map(get_string_id, ("may", "might", "could", "would", "can", "should", "must", "ca")))
WOULD = get_string_id("would")
NEGATIVE = frozenset(map(get_string_id, ("no", "not", "n't", "n’t", "never", "neither", "without")))
GOVERNED = frozenset(map(get_string_id, ("about", "against", "at", "for", "from", "of", "on", "to")))
IF = frozenset(map(get_string_id, ("if", "unless", "whether")))
TO = get_string_id("to")
NO = get_string_id("no")
FRIENDLY = frozenset({"SUPPORT", "AID", "COOPERATE", "YIELD", "CONSULT", "AGREE"})
HOSTILE = frozenset({"COERCE", "ASSAULT", "SANCTION", "PROTEST"})
DEPTH = 8


@dataclass(frozen=True, slots=True)
class Reality:
    """The mode of an event, and whether its own clause speaks of the future."""

    mode: str
    future: bool = False


def read_reality(tree: Tree, known: Knowledge, event: Found) -> Reality:
    """Return how real an event is told to be."""
    token = event.token
    if tree.pos[token] in t.VERBAL:
        return _of_verb(tree, known, token, DEPTH)
    modified = _modified(tree, known, token)
    if modified is not None:
        return Reality(modified)
    if event.verb >= 0:
        return _of_verb(tree, known, event.verb, DEPTH, own=True)
    head = tree.head[token]
    if tree.dep[token] == t.POBJ:
        if tree.lower[head] in NEGATIVE:
            return Reality("negated")
        if tree.lower[head] not in GOVERNED:
            return Reality("actual")  # "amid the shelling, Kyiv asked for help"
        head = tree.head[head]
    if tree.pos[head] in t.VERBAL and _of_verb(tree, known, head, DEPTH).mode == "negated":
        return Reality("negated")  # "denied ordering the raid"
    effect = _effect_of(tree, known, head) if tree.pos[head] in t.VERBAL else None
    effect = effect or known.noun_operators.get(tree.lower[head])
    return Reality(effect if effect in ("planned", "possible", "negated") else "actual")


def shifted(event: Found, reality: Reality) -> str | None:
    """Return the root of an event that is not (yet) real.

    "will send aid" is AGREE, "will not lift the ban" REJECT, "will bomb" THREATEN.
    """
    plover = event.type.plover
    if reality.mode == "negated" and plover in FRIENDLY:
        return "REJECT"
    if reality.future and reality.mode == "planned":
        if plover in FRIENDLY:
            return "AGREE"
        if plover in HOSTILE:
            return "THREATEN"
    return plover


def _of_verb(tree: Tree, known: Knowledge, verb: int, depth: int, *, own: bool = False) -> Reality:
    likely = would = future = possible = negated = infinitive = False
    for kid in tree.kids[verb]:
        dep, lower = tree.dep[kid], tree.lower[kid]
        if dep == t.AUX:
            future |= lower in FUTURE
            possible |= lower in POSSIBLE
            infinitive |= lower == TO
            if lower == WOULD:  # "said it would send troops": a reported will
                would = True
        elif dep == t.NEG or (lower in NEGATIVE and kid < verb):
            negated = True
        elif dep == t.ADVMOD and lower in known.adverbs:
            likely = True
        elif lower in IF:
            possible = True
        elif dep in (t.DOBJ, t.NSUBJPASS) and any(tree.lower[k] == NO for k in tree.kids[kid]):
            negated = True
    if would and not tree.children(verb, t.ADVCL):
        future = True
    if negated:
        return Reality("negated", future)
    head = tree.head[verb]
    if likely or (tree.dep[verb] in (t.CCOMP, t.XCOMP) and _is_likely(tree, known, head)):
        return Reality("possible")
    if future:
        return Reality("planned", True)
    if possible:
        return Reality("possible")
    return _from_above(tree, known, verb, depth, infinitive=infinitive)


def _is_likely(tree: Tree, known: Knowledge, head: int) -> bool:
    """Tell whether a clause's head only says how likely it is: "is likely to send", "it is possible that"."""
    if tree.lower[head] in known.adverbs:
        return True
    return any(tree.dep[k] == t.ACOMP and tree.lower[k] in known.adverbs for k in tree.kids[head])


def _from_above(tree: Tree, known: Knowledge, verb: int, depth: int, *, infinitive: bool) -> Reality:
    """Return what the clause above makes of a verb that says nothing itself: "plans to send", "failed to send"."""
    dep, head = tree.dep[verb], tree.head[verb]
    if depth == 0 or head == verb:
        return Reality("planned" if infinitive else "actual")
    if dep in (t.XCOMP, t.CCOMP, t.PCOMP, t.ACL):
        if dep == t.PCOMP:
            if tree.lower[head] in NEGATIVE:
                return Reality("negated")
            if tree.lower[head] not in GOVERNED:
                return Reality("actual")  # "after firing a missile, it called for talks"
            head = tree.head[head]
        if tree.pos[head] in t.NOMINAL:
            effect = known.noun_operators.get(tree.lower[head])
            if _modified(tree, known, head) == "negated":
                effect = "negated"  # "no plan to send troops"
        else:
            effect = _effect_of(tree, known, head)
        if effect in ("possible", "negated") or (effect == "planned" and dep != t.CCOMP):
            return Reality(effect)
        if dep == t.XCOMP and tree.pos[head] in t.VERBAL:
            return _of_verb(tree, known, head, depth - 1)
        if infinitive:
            return Reality("planned")
    elif dep == t.CONJ and tree.pos[head] in t.VERBAL and not tree.children(verb, t.NSUBJ, t.NSUBJPASS):
        return _of_verb(tree, known, head, depth - 1)
    elif dep == t.ADVCL and tree.doc[verb].tag_ == "VBG" and tree.children(head, t.PRT):
        return Reality(_effect_of(tree, known, head) or "actual")  # "ruled out sending troops"
    elif dep == t.ADVCL and infinitive:  # "opened the gate to let them in": a purpose
        return Reality("planned")
    return Reality("actual")


def _effect_of(tree: Tree, known: Knowledge, verb: int) -> str | None:
    """Return what a verb makes of the event below it; "ruled out" is not "ruled"."""
    for kid in tree.children(verb, t.PRT):
        return known.particle_operators.get((tree.lemma[verb], tree.lower[kid]))
    return known.verb_operators.get(tree.lemma[verb])


def _modified(tree: Tree, known: Knowledge, noun: int) -> str | None:
    for kid in tree.kids[noun]:
        if tree.lower[kid] == NO or tree.dep[kid] == t.NEG:
            return "negated"
        if tree.dep[kid] == t.AMOD and (effect := known.noun_operators.get(tree.lower[kid])):
            return effect
    return None
