"""Parses of reporting put right: where the base model hangs words on what is told that belong to the telling."""

from collections.abc import Mapping

from korea_nlp.components.claims.content import CALENDAR
from korea_nlp.components.claims.quotes import MARKS
from korea_nlp.components.claims.tree import MAX_CLIMB, Tree, edges
from korea_nlp.syntax import SUBJECTS

SPOKEN = frozenset({"accuse", "confirm", "demand", "deny", "praise", "predict", "promise", "say", "threaten"})
SILENT = frozenset({"decline", "refuse"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
WHEN = frozenset({"on", "in", "at", "late", "early", "earlier", "later"})
AFTER_DATE = frozenset({",", "'s", "’s", "-", "–", "—", ":", '"', "“"})
Kinds = Mapping[tuple[str, str], str]


def mend(tree: Tree, kinds: Kinds) -> None:
    """Move misplaced words, in place, and renew the edges; ``kinds`` is the class of each cue by lemma and part."""
    moved = False
    for i in range(1, len(tree)):
        dep = tree.dep[i]
        if tree.lower[i] == "by":
            moved |= _judged_by(tree, i)
        elif dep == "acl":
            moved |= tree.tag[i] in ("VBN", "VBD")
        elif dep == "conj":
            moved |= tree.tag[i] in FINITE
        elif _after_semicolon(tree, i):
            moved = True
        elif dep in ("relcl", "ccomp"):
            moved |= _told_after_date(tree, i, kinds) if dep == "ccomp" else _told_in_statement(tree, i, kinds)
    if moved:
        tree.kids, tree.left, tree.right = edges(tree.head)


def _spoken(tree: Tree, verb: int, kinds: Kinds) -> bool:
    return kinds.get((tree.lemma[verb].lower(), "verb")) in SPOKEN


def _hang(tree: Tree, i: int, head: int, dep: str) -> None:
    """Hang a word on another one; children are kept in order."""
    tree.head[i], tree.dep[i] = head, dep


def _finite(tree: Tree, verb: int) -> bool:
    """Turn a finite verb that the parser took for a participle back into one: "Kim called the South an enemy".

    It hangs on a name that is the root and stands right before it, and has an object of its own.
    """
    name = verb - 1
    if tree.head[name] != name or tree.pos[name] not in ("PROPN", "PRON"):
        return False
    after = [kid for kid in tree.kids[name] if kid > verb]
    _hang(tree, verb, verb, "ROOT")
    tree.tag[verb] = "VBD"
    _hang(tree, name, verb, "nsubj")
    for kid in after:
        _hang(tree, kid, verb, tree.dep[kid])
    return True


def _coordinate(tree: Tree, verb: int, kinds: Kinds) -> bool:
    """Give a second verb of speech to the speaker: "said the army was ready and cautioned that ...".

    The parse joins it to the verb of what is told. It belongs to the teller where it has no subject of its own, the
    teller's tense, and cannot share the auxiliary or the subject of the clause beside it.
    """
    beside = tree.head[verb]
    for _ in range(MAX_CLIMB):
        if tree.dep[beside] != "conj":
            break
        beside = tree.head[beside]
    teller = tree.head[beside]
    if tree.dep[beside] != "ccomp" or not teller < beside < verb or tree.tag[teller] != tree.tag[verb]:
        return False
    speaking = _spoken(tree, verb, kinds) or tree.lemma[verb] in SILENT
    if not (speaking and _spoken(tree, teller, kinds)) or tree.subject(verb) is not None:
        return False
    subject = tree.subject(beside)
    shared_aux = any(tree.dep[kid] in ("aux", "auxpass") for kid in tree.kids[beside])
    voiceless = subject is not None
    copula = tree.lemma[beside] == "be"
    if not (shared_aux or copula):
        return False
    above = tree.head[verb]
    for kid in list(tree.kids[above]):
        if tree.dep[kid] in ("cc", "punct") and kid >= verb - 3:
            _hang(tree, kid, teller, tree.dep[kid])
    _hang(tree, verb, teller, "conj")
    return True


def _told_before(tree: Tree, verb: int, kinds: Kinds) -> bool:
    """Give what stands before to a verb of speech: "Hundreds have been killed or wounded, an official said on Tuesday".

    The parse joins the telling to the clause that it tells; it has a subject of its own after a comma, no conjunction
    and nothing else to tell.
    """
    clause, subject = tree.head[verb], tree.subject(verb)
    if subject is None or not _spoken(tree, verb, kinds):
        return False
    if tree.dep[clause] != "ROOT":
        return False
    first = tree.left[subject]
    if tree.lower[first - 1] != "," or tree.first(verb, "ccomp", "xcomp", "cc") is not None:
        return False
    after = [kid for kid in tree.kids[clause] if kid > verb]
    _hang(tree, verb, verb, "ROOT")
    _hang(tree, clause, verb, "ccomp")
    for kid in after:
        _hang(tree, kid, verb, tree.dep[kid])
    return True


def _after_semicolon(tree: Tree, first: int) -> bool:
    """Let what follows a semicolon stand beside the clause before it: "Seoul counted 300; Kyiv put the figure at 400".

    The parse takes the first clause for what the second tells. Both have subjects of their own.
    """
    moved = False
    while tree.dep[first] == "ccomp" and (second := tree.head[first]) > first:
        subject, above = tree.subject(second), tree.head[second]
        if subject is None or tree.subject(first) is None:
            break
        stop = next((i for i in range(first + 1, subject) if tree.lower[i] == ";"), None)
        if stop is None or any(tree.lower[i] in MARKS for i in range(min(first, above), second)):
            break
        _hang(tree, first, first if above == second else above, tree.dep[second])
        _hang(tree, second, above if above < first else first, "conj")
        moved = True
    return moved


def _told_around(tree: Tree, verb: int) -> bool:
    """Give what stands before a telling in commas to what stands after it: "Kim, state media said, told officials"."""
    clause, teller = tree.head[verb], tree.subject(verb)
    if teller is None:
        return False
    first = tree.kids[verb][0]
    comma = tree.left[teller] - 1
    _hang(tree, first, clause, "nsubj")
    return True


def _asked(tree: Tree, verb: int, kinds: Kinds) -> bool:
    """Turn a question put to a speaker back into one: "Trump, pressed on whether he would meet Kim, said: ..."."""
    speaker, above = tree.subject(verb), tree.head[verb]
    said = next((kid for kid in tree.kids[verb] if _answers(tree, kid, kinds)), None)
    if said is None:
        return False
    _hang(tree, speaker, said, "nsubj")
    _hang(tree, verb, speaker, "acl")
    tree.tag[verb] = "VBN"
    for kid in [kid for kid in tree.kids[verb] if kid > said]:
        _hang(tree, kid, said, tree.dep[kid])
    return True


def _answers(tree: Tree, verb: int, kinds: Kinds) -> bool:
    """Tell whether a verb may be what is done upon a question: "said", and beside the question "declined"."""
    return False


def _judged_by(tree: Tree, by: int) -> bool:
    """Give who judges to the verb: "was rejected as baseless by Seoul", "was described as a ruse by officials"."""
    judged = tree.head[by]
    named = tree.head[judged]
    verb = tree.head[named]
    if tree.lower[named] != "as":
        return False
    if tree.tag[verb] != "VBN":
        return False
    _hang(tree, by, verb, "agent")
    return True


def _told_in_statement(tree: Tree, clause: int, kinds: Kinds) -> bool:
    """Give a clause to the verb of speech: "said in a statement that", "said for the first time that"."""
    noun = tree.head[clause]
    first = tree.left[clause]
    if tree.lower[first] != "that" or tree.dep[first] in SUBJECTS:
        return False
    holder = tree.head[noun]
    verb = tree.head[holder]
    if tree.dep[holder] != "prep":
        return False
    told = (tree.lemma[noun].lower(), "noun") in kinds  # "in an update that ..."
    told |= tree.lower[noun] == "time"
    if not told or not _spoken(tree, verb, kinds):
        return False
    if tree.first(verb, "ccomp", "dobj") is not None:
        return False
    _hang(tree, clause, verb, "ccomp")
    tree.dep[first] = "mark"
    return True


def _told_after_date(tree: Tree, clause: int, kinds: Kinds) -> bool:
    """Give the day to the verb of speech that stands right before it: "said on Thursday it would ..."."""
    verb = tree.head[clause]
    start = verb + 1
    if not tree.left[clause] <= start + 1:
        return False
    preposition = start if start < clause and tree.lower[start] in WHEN else None
    low = start if preposition is None else start + 1
    end = low
    while end < clause and tree.ent[end] in CALENDAR:
        end += 1
    if end == low or end >= clause:
        return False
    day = end - 1
    above = tree.head[day]
    if tree.dep[day] in ("compound", "nmod"):
        return False  # "said 2019 was a good year", "said Monday talks failed"
    if tree.dep[day] in ("compound", "nmod", "pobj", "npadvmod"):
        if preposition is not None:
            _hang(tree, preposition, verb, "prep")
        for i in range(low, end):
            if not low <= tree.head[i] < end:
                _hang(
                    tree,
                    i,
                    preposition if preposition is not None else verb,
                    "pobj" if preposition is not None else "npadvmod",
                )
        for i in range(low, end):
            for kid in [kid for kid in tree.kids[i] if kid >= end]:
                _hang(tree, kid, clause, tree.dep[kid])
        return True
    return False
