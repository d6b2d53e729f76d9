"""Who does what a verb says: subjects through control, coordination, relative and reported clauses."""

from spacy.strings import get_string_id

from korea_nlp.components.events import tree as t
from korea_nlp.components.events.tree import Tree

RELATIVES = frozenset(map(get_string_id, ("who", "which", "that")))
PERSONAL = frozenset(map(get_string_id, ("i", "we", "it", "he", "she", "they", "you")))
SINGULAR = frozenset(map(get_string_id, ("he", "she", "it")))
HUMAN = frozenset(map(get_string_id, ("he", "she")))
NUMBER = get_string_id("NUM")
OF, FOR, TO, BE = map(get_string_id, ("of", "for", "to", "be"))
CLIMB = 12  # clauses climbed at most, so that no sentence costs more than its length


def subject_of(tree: Tree, verb: int) -> list[int]:
    """Return the heads that do what a verb says, climbing through control, coordination and relative clauses."""
    wanted = t.ACTIVE_SUBJECTS
    for _ in range(CLIMB):
        subjects = [k for k in tree.kids[verb] if tree.dep[k] in wanted]
        dep, head = tree.dep[verb], tree.head[verb]
        wanted = t.SUBJECTS if dep in (t.CONJ, t.XCOMP) else t.ACTIVE_SUBJECTS  # "was freed and left the country"
        if subjects:
            return _resolve(tree, verb, subjects)
        if dep == t.XCOMP or (dep == t.CCOMP and is_infinitive(tree, verb)):
            objects = [k for k in tree.kids[head] if tree.dep[k] == t.DOBJ and tree.pos[k] != NUMBER]
            passive = tree.children(head, t.NSUBJPASS)
            if found := objects or passive:  # "urged the North to stop", "was told to stop"
                return [i for o in found for i in tree.conjuncts(o)]
        elif dep == t.ACL:
            if tree.doc[verb].tag_ == "VBG":  # "agents seeking asylum"
                return tree.conjuncts(head)
            owner = tree.children(head, t.POSS)  # "its plan to send troops"
            if owner and tree.lower[owner[0]] not in t.POSSESSIVE:
                return owner
            head = next((a for a in tree.ancestors(head) if tree.pos[a] in t.VERBAL), -1)
        elif dep == t.PCOMP:
            above = tree.head[head]
            while tree.pos[above] in t.ADJECTIVAL and tree.head[above] != above:  # "are guilty of breaking the truce"
                above = tree.head[above]
            objects = [k for k in tree.kids[above] if tree.dep[k] in (t.DOBJ, t.NSUBJPASS)]
            if objects and tree.lower[head] in (OF, FOR):  # "accused Moscow of lying"
                return [i for o in objects for i in tree.conjuncts(o)]
            head = above if above != verb else -1
        elif dep not in (t.CONJ, t.ADVCL, t.DEP_, t.AUX):
            return []
        if head < 0 or tree.pos[head] not in t.VERBAL:
            return []
        verb = head
    return []


def is_passive(tree: Tree, verb: int) -> bool:
    """Tell whether a verb is passive: by its auxiliary, its subject or a doer with "by", whichever the parser saw."""
    helped = False
    for kid in tree.kids[verb]:
        dep = tree.dep[kid]
        if dep in (t.AUXPASS, t.NSUBJPASS, t.AGENT):
            return True
        helped |= dep == t.AUX and tree.lemma[kid] == BE
    return helped and tree.doc[verb].tag_ == "VBN"


def is_infinitive(tree: Tree, verb: int) -> bool:
    """Tell whether a verb stands with "to"."""
    return any(tree.lower[k] == TO for k in tree.children(verb, t.AUX))


def speaker_of(tree: Tree, i: int, pronoun: int) -> list[int]:
    """Return the subject of the nearest clause above that is not a pronoun: "Seoul" for "it" in "Seoul said it ..."."""
    for above in tree.ancestors(i):
        if tree.pos[above] in t.VERBAL:
            for kid in tree.kids[above]:
                if tree.dep[kid] in t.SUBJECTS and tree.pos[kid] in t.NOMINAL:
                    if _clashes(tree, tree.lower[pronoun], kid):
                        return []
                    return tree.conjuncts(kid)
    return []


def _clashes(tree: Tree, pronoun: int, noun: int) -> bool:
    """Tell whether a pronoun cannot mean a noun: "investigators asked whether he", "Seoul said she"."""
    if pronoun in SINGULAR and tree.doc[noun].tag_ in ("NNS", "NNPS"):
        return True
    return pronoun in HUMAN and tree.doc[noun].ent_type_ in ("GPE", "ORG", "LOC")


def _resolve(tree: Tree, verb: int, subjects: list[int]) -> list[int]:
    found: list[int] = []
    for subject in subjects[-1:]:  # a dateline before it is no subject
        if tree.lower[subject] in RELATIVES and tree.dep[verb] in (t.RELCL, t.CONJ, t.CCOMP):
            clause = verb
            while tree.dep[clause] == t.CONJ:
                clause = tree.head[clause]
            if tree.dep[clause] == t.RELCL:
                found += tree.conjuncts(tree.head[clause])[:1]
            continue
        if tree.lower[subject] in PERSONAL and (speaker := speaker_of(tree, verb, subject)):
            found += speaker
            continue
        found += tree.conjuncts(subject)
    return found
