"""Finds the words that tell an event: verbs by their objects and particles, nouns by their modifiers."""

from spacy.strings import get_string_id

from korea_nlp.components.events import tree as t
from korea_nlp.components.events.found import Found
from korea_nlp.components.events.groups import context_of, groups_of, is_of
from korea_nlp.components.events.hidden import read_headline_verb
from korea_nlp.components.events.subjects import is_passive, subject_of
from korea_nlp.components.events.tables import ALONE, CLAUSE, SOMEBODY, SUBJECT, Knowledge, Rule
from korea_nlp.components.events.tree import Tree

OF = get_string_id("of")
VERB = get_string_id("VERB")
BARELY = frozenset(map(get_string_id, ("be", "have", "happen", "work", "know", "need", "affect", "say")))
WILL = frozenset(map(get_string_id, ("will", "wo", "would")))
MUST = get_string_id("must")
AS = get_string_id("as")
THINGS_SAID = frozenset(map(get_string_id, ("it", "they", "which", "that")))
MODALS = WILL | {MUST}
# objects that belong to a trigger's meaning and yet suffer what it tells: "freed the prisoners"
# fmt: off
THINGS = frozenset((
    "prisoner", "person", "soldier", "people", "troop", "peacekeeper", "expert", "diplomat", "refugee", "weapon",
    "ship", "aircraft", "body", "territory",
))
# fmt: on


def find_triggers(tree: Tree, known: Knowledge) -> list[Found]:
    """Return the triggers in order of the text."""
    verbs, nouns = known.verbs, known.nouns
    found: list[Found] = []
    waiting: list[int] = []
    absorbed: set[int] = set()
    for i, pos in enumerate(tree.pos):
        if pos in t.VERBAL:
            if tree.lemma[i] in verbs and (event := _read_verb(tree, known, i)):
                found.append(event)
                absorbed.update(event.absorbed)
        elif pos in t.NOMINAL:
            if tree.lemma[i] in verbs and (event := read_headline_verb(tree, known, i)):
                found.append(event)
            elif tree.lower[i] in nouns:
                waiting.append(i)
        elif tree.lemma[i] in known.adjectives and tree.dep[i] in (t.ACOMP, t.CONJ, t.ATTR, t.XCOMP, t.OPRD, t.ROOT):
            found.append(_read_adjective(tree, known, i))
    found += _read_modal_clauses(tree, known, {event.token for event in found})
    verbal = {event.token for event in found}
    for i in waiting:
        if i not in absorbed and (noun := _read_noun(tree, known, i, verbal)):
            found.append(noun)
    found.sort(key=lambda event: event.token)
    return found


def _read_adjective(tree: Tree, known: Knowledge, i: int) -> Found:
    """Read "is ready to talk", "are missing", "left ten people dead"."""
    kind, verb = known.adjectives[tree.lemma[i]][0].event, tree.head[i]
    if kind.kind != "casualties":
        return Found(i, kind, verb=verb)
    suffered = tree.children(verb, t.DOBJ) or tree.children(verb, t.NSUBJ)
    return Found(i, kind, [noun for kid in suffered for noun in tree.conjuncts(kid)], passive=True, verb=verb)


def _read_modal_clauses(tree: Tree, known: Knowledge, taken: set[int]) -> list[Found]:
    """Return demands and refusals that a modal alone tells.

    "Seoul said the North must stop" demands; "the court will not reverse its ruling" refuses.
    """
    found = []
    for i, lower in enumerate(tree.lower):
        if lower not in MODALS:
            continue
        verb = tree.head[i]
        head = tree.head[verb]
        if lower == MUST:
            said = known.verb_operators.get(tree.lemma[head])
            if tree.dep[verb] == t.CCOMP and said in ("report", "announce"):
                who = [n for k in tree.children(verb, t.NSUBJ, t.NSUBJPASS) for n in tree.conjuncts(k)]
                found.append(Found(i, known.types["demand"], who, [], False, head))
        elif verb not in taken and _is_refusal(tree, verb):
            found.append(Found(verb, known.types["rejection"], objects_of(tree, verb)[0], [], False, verb))
    return found


def _is_refusal(tree: Tree, verb: int) -> bool:
    if tree.dep[verb] not in (t.ROOT, t.CCOMP) or tree.pos[verb] != VERB or tree.lemma[verb] in BARELY:
        return False
    return bool(tree.children(verb, t.NEG) and tree.children(verb, t.NSUBJ))


def objects_of(tree: Tree, verb: int) -> tuple[list[int], bool]:
    """Return the heads of a verb's objects, and whether it is passive.

    "launched a missile", "a missile was launched", "the missile launched by", "a missile that it launched".
    """
    passive = is_passive(tree, verb)
    found: list[int] = []
    for kid in tree.kids[verb]:
        dep = tree.dep[kid]
        if dep in (t.DOBJ, t.OPRD) or (passive and dep in (t.NSUBJ, t.NSUBJPASS)):
            found += tree.conjuncts(kid)
    if tree.dep[verb] == t.ACL and tree.doc[verb].tag_ == "VBN":
        found, passive = [*found, tree.head[verb]], True
    elif tree.dep[verb] == t.CONJ and not found and tree.doc[verb].tag_ == "VBN":
        above, above_passive = objects_of(tree, tree.head[verb])  # "were arrested and jailed"
        if above_passive:
            found, passive = above, True
    if passive and not found and tree.dep[verb] in (t.XCOMP, t.PCOMP, t.CONJ):
        found = subject_of(tree, verb)  # "are expected to be deployed"
    if tree.dep[verb] == t.RELCL:
        found = [tree.head[verb] if tree.doc[i].tag_ in ("WDT", "WP") else i for i in found]
    return found, passive


def _read_verb(tree: Tree, known: Knowledge, verb: int) -> Found | None:
    if tree.dep[verb] in (t.AMOD, t.COMPOUND, t.AUX):
        return None
    objects, passive = objects_of(tree, verb)
    subjects: list[int] | None = None
    particles = {
        tree.lower[kid]: kid
        for kid in tree.kids[verb]
        if kid > verb and tree.dep[kid] in (t.PRT, t.PREP, t.ADVMOD) and not _is_date(tree, kid)
    }
    for rule in known.verbs[tree.lemma[verb]]:
        wanted = objects
        if rule.particle:
            if rule.particle not in particles:
                continue
            wanted = tree.objects_of_prep(particles[rule.particle]) or objects
        if not rule.group:
            if not rule.particle and any(tree.dep[k] == t.PRT for k in particles.values()):
                continue  # "let down" is not "let"
            return Found(verb, rule.event, objects or wanted, [], passive, verb)
        if rule.group == ALONE:
            if not objects and not tree.children(verb, t.XCOMP, t.CCOMP):
                return Found(verb, rule.event, [], [], passive, verb)
            continue
        if rule.group == CLAUSE:
            if tree.children(verb, t.XCOMP, t.CCOMP):
                return Found(verb, rule.event, objects, [], passive, verb)
            continue
        if rule.group.startswith(SUBJECT):
            if subjects is None:
                things = any(tree.lower[k] in THINGS_SAID for k in tree.children(verb, t.NSUBJ))
                subjects = [] if things else subject_of(tree, verb)
            if (not objects or rule.group != SUBJECT + SOMEBODY) and any(
                is_of(tree, known, i, rule.group.removeprefix(SUBJECT)) for i in subjects
            ):
                return Found(verb, rule.event, objects, [], passive, verb)
            continue
        absorbed = [i for i in wanted if is_of(tree, known, i, rule.group)]
        if absorbed and rule.group == SOMEBODY:
            return Found(verb, rule.event, wanted, [], passive, verb)
        if absorbed:
            rest = [i for i in wanted if i not in absorbed or groups_of(tree, known, i) & THINGS]
            rest = [i for i in objects if i not in absorbed and i not in rest] + rest
            return Found(verb, rule.event, rest, absorbed, passive, verb)
    return None


def _is_date(tree: Tree, prep: int) -> bool:
    return any(tree.doc[k].ent_type_ in ("DATE", "TIME") for k in tree.children(prep, t.POBJ))


def _read_noun(tree: Tree, known: Knowledge, noun: int, verbal: set[int]) -> Found | None:
    if tree.dep[noun] in t.MODIFIERS or tree.dep[noun] in (t.POSS, t.NPADVMOD) or tree.doc[noun].ent_type_ == "DATE":
        return None
    if noun and tree.pos[noun] == t.PROPER and tree.pos[noun - 1] == t.PROPER and tree.dep[noun - 1] == t.COMPOUND:
        return None  # "the Comprehensive Military Agreement" is a name
    rule = _choose(known.nouns[tree.lower[noun]], context_of(tree, known, noun))
    if rule is None:
        return None
    verb = _light_verb(tree, noun, verbal)
    if rule.event.kind == "statement" and tree.dep[noun] not in (t.DOBJ, t.NSUBJPASS):
        return None
    if tree.lower[tree.head[noun]] == AS:
        return None  # "described it as an attack"
    return Found(noun, rule.event, verb=verb)


def _choose(rules: list[Rule], groups: frozenset[str]) -> Rule | None:
    return next((rule for rule in rules if not rule.group or rule.group in groups), None)


def _light_verb(tree: Tree, noun: int, verbal: set[int]) -> int:
    """Return the verb that only carries a noun: "carried out" of "carried out a test"; -1 where there is none."""
    first = noun
    while tree.dep[first] == t.CONJ:
        first = tree.head[first]
    head = tree.head[first]
    if tree.dep[first] in (t.DOBJ, t.NSUBJPASS, t.ATTR) and head not in verbal:
        return head
    if tree.dep[head] == t.PREP:  # "took part in a drill", "engaged in talks"
        above = tree.head[head]
        if tree.dep[above] in (t.DOBJ, t.NSUBJPASS):  # "lead a delegation on a visit", "began ten days of drills"
            above = tree.head[above]
            if tree.lower[head] == OF and above not in verbal:
                return above
        if tree.pos[above] in t.VERBAL and above not in verbal and tree.lower[head] in IN_OR_ON:
            return above
    return -1


IN_OR_ON = frozenset(map(get_string_id, ("in", "on", "into", "for")))
