"""Who does what a verb says and to whom: through control, coordination, passives, relative and reported clauses."""

from korea_nlp.syntax.labels import NOMINAL, SEVERAL, SUBJECTS, VERBAL
from korea_nlp.syntax.parse import Parse

RELATIVES = frozenset({"who", "which", "that"})
POSSESSIVES = frozenset({"its", "his", "her", "their", "our", "my", "whose"})
PERSONAL = frozenset({"i", "we", "it", "he", "she", "they", "you"})
SINGULAR = frozenset({"he", "she", "it"})
HUMAN = frozenset({"he", "she"})
ACTIVE = frozenset({"nsubj", "csubj"})
CLIMB = 12  # clauses climbed at most, so that no sentence costs more than its length


def subjects_of(parse: Parse, verb: int) -> list[int]:
    """Return the heads that do what a verb says, climbing through control, coordination and relative clauses.

    "Seoul" of "meet" in "Seoul agreed to meet", "the North" of "stop" in "urged the North to stop".
    """
    wanted = ACTIVE
    for _ in range(CLIMB):
        subjects = parse.children(verb, *wanted)
        dep, head = parse.dep[verb], parse.head[verb]
        wanted = SUBJECTS if dep in ("conj", "xcomp") else ACTIVE  # "was freed and left the country"
        if subjects:
            return _meant(parse, verb, subjects[-1])  # a dateline before it is no subject
        if dep == "xcomp" or (dep == "ccomp" and parse.is_infinitive(verb)):
            objects = [k for k in parse.children(head, "dobj") if parse.pos[k] != "NUM"]
            if found := objects or parse.children(head, "nsubjpass"):  # "urged the North to stop", "was told to stop"
                return [i for o in found for i in parse.conjuncts(o)]
        elif dep == "acl":
            if parse.tag[verb] == "VBG":  # "agents seeking asylum"
                return parse.conjuncts(head)
            owner = parse.children(head, "poss")  # "Seoul's plan to send troops"
            if owner and parse.lower[owner[0]] not in POSSESSIVES:
                return owner
            head = next((a for a in parse.ancestors(head) if parse.pos[a] in VERBAL), -1)
        elif dep == "pcomp":
            above = parse.head[head]
            while parse.pos[above] in ("ADJ", "ADV") and parse.head[above] != above:  # "guilty of breaking the truce"
                above = parse.head[above]
            objects = parse.children(above, "dobj", "nsubjpass")
            if objects and parse.lower[head] in ("of", "for"):  # "accused Moscow of lying"
                return [i for o in objects for i in parse.conjuncts(o)]
            head = above if above != verb else -1
        elif dep not in ("conj", "advcl", "dep", "aux"):
            return []
        if head < 0 or parse.pos[head] not in VERBAL:
            return []
        verb = head
    return []


def objects_of(parse: Parse, verb: int, climb: int = CLIMB) -> tuple[list[int], bool]:
    """Return the heads of a verb's objects, and whether it is passive.

    "launched a missile", "a missile was launched", "the missile launched by", "a missile that it launched".
    """
    passive = parse.is_passive(verb)
    dep, participle = parse.dep[verb], parse.tag[verb] == "VBN"
    wanted = ("dobj", "oprd", "nsubj", "nsubjpass") if passive else ("dobj", "oprd")
    found = [i for kid in parse.children(verb, *wanted) for i in parse.conjuncts(kid)]
    if dep == "acl" and participle:
        found, passive = [*found, parse.head[verb]], True
    elif dep == "conj" and participle and not found and climb:
        above, above_passive = objects_of(parse, parse.head[verb], climb - 1)  # "were arrested and jailed"
        if above_passive:
            found, passive = above, True
    if passive and not found and dep in ("xcomp", "pcomp", "conj"):
        found = subjects_of(parse, verb)  # "are expected to be deployed"
    if dep == "relcl":
        found = [parse.head[verb] if parse.tag[i] in ("WDT", "WP") else i for i in found]
    return found, passive


def doers_of(parse: Parse, verb: int) -> list[int]:
    """Return who did what a passive says: "Seoul" in "hosted by Seoul"."""
    return [noun for prep in parse.children(verb, "agent") for noun in parse.objects_of_prep(prep)]


def _meant(parse: Parse, verb: int, subject: int) -> list[int]:
    """Return whom a subject means: the noun of a relative clause, the speaker of a reported one."""
    if parse.lower[subject] in RELATIVES and parse.dep[verb] in ("relcl", "conj", "ccomp"):
        clause = parse.first_conjunct(verb)
        return [parse.head[clause]] if parse.dep[clause] == "relcl" else []
    speaker = _speaker(parse, verb, subject) if parse.lower[subject] in PERSONAL else []
    return speaker or parse.conjuncts(subject)


def _speaker(parse: Parse, verb: int, pronoun: int) -> list[int]:
    """Return the subject of the nearest clause above that is not a pronoun: "Seoul" for "it" in "Seoul said it ..."."""
    for above in parse.ancestors(verb):
        if parse.pos[above] in VERBAL:
            for kid in parse.children(above, *SUBJECTS):
                if parse.pos[kid] in NOMINAL:
                    return [] if _clashes(parse, parse.lower[pronoun], kid) else parse.conjuncts(kid)
    return []


def _clashes(parse: Parse, pronoun: str, noun: int) -> bool:
    """Tell whether a pronoun cannot mean a noun: "investigators asked whether he", "Seoul said she"."""
    if pronoun in SINGULAR and parse.tag[noun] in SEVERAL:
        return True
    return pronoun in HUMAN and parse.ent[noun] in ("GPE", "ORG", "LOC")
