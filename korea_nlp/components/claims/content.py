"""What is attributed: which words belong to the content of a cue."""

from collections.abc import Iterable

from korea_nlp.components.claims.proposal import Piece, cut
from korea_nlp.components.claims.tree import MAX_CLIMB, Tree
from korea_nlp.syntax import CALENDAR, SUBJECTS

TAIL_PREPOSITIONS = frozenset(
    {"about", "against", "as", "at", "concerning", "for", "from", "into", "of", "over", "regarding"}
    | {"to", "toward", "towards", "with", "without"}
)
OBJECT_TAIL = frozenset({"xcomp", "oprd", "ccomp", "acl", "dative"})


def clause_top(tree: Tree, i: int) -> int:
    """Return the verb of the clause that an adjunct such as "according to" speaks of.

    It is the sentence's main clause, or the coordinate clause with a subject of its own that holds the adjunct.
    """
    for _ in range(4 * MAX_CLIMB):
        above = tree.head[i]
        if tree.dep[i] in ("conj", "parataxis") and tree.subject(i) is not None:
            break
        i = above
    return i


def own_clause(tree: Tree, i: int) -> int:
    """Return the nearest verb at or above i: the clause that an adverb such as "reportedly" speaks of."""
    for _ in range(MAX_CLIMB):
        if tree.pos[i] in ("VERB", "AUX"):
            return i
        i = tree.head[i]
    return i


def object_end(tree: Tree, verb: int, start: int) -> int:
    """Return where the content ends that starts with an object: "blame [them for the delay]".

    Complements go with it; times, other adjuncts and coordinate verbs do not.
    """
    end = tree.right[start] + 1
    for kid in tree.kids[verb]:
        if kid <= start or tree.left[kid] < end - 1:
            continue
        dep = tree.dep[kid]
        bare = dep == "advcl" and tree.tag[kid] == "VBG" and tree.left[kid] == end  # "showed Kim watching the launch"
        prepositional = dep == "prep" and tree.lower[kid] in TAIL_PREPOSITIONS and not dated(tree, kid)
        if not (bare or prepositional or dep in OBJECT_TAIL):
            if dep in ("punct", "advmod"):
                continue
            break
        end = tree.right[kid] + 1
    return end


def dated(tree: Tree, preposition: int) -> bool:
    """Tell whether a preposition holds a date or time: "on Sunday", "for the first time"."""
    held = tree.first(preposition, "pobj")
    return held is not None and (tree.ent[held] in CALENDAR or tree.lower[held] == "time")


def subject_piece(tree: Tree, verb: int) -> Piece | None:
    """Return the subject phrase of a clause, taken from the clause above where it is shared."""
    at = verb
    for _ in range(MAX_CLIMB):
        found = tree.subject(at)
        if found is not None:
            end = tree.right[found] + 1
            return tree.left[found], end
        if tree.dep[at] == "conj":
            at = tree.head[at]
            continue
        break
    return None


def clause_pieces(tree: Tree, verb: int, holes: list[Piece]) -> list[Piece]:
    """Return a whole clause, with the subject that it shares, without the holes."""
    start, end = tree.left[verb], tree.right[verb] + 1
    while tree.dep[start] in ("mark", "cc"):
        start += 1
    pieces = cut(start, end, holes)
    if not any(tree.dep[kid] in SUBJECTS for kid in tree.kids[verb]):
        subject = subject_piece(tree, verb)
        if subject is not None:
            pieces.insert(0, subject)
    return pieces


def content_head(tree: Tree, pieces: Iterable[Piece]) -> int | None:
    """Return the verb of a quotation's first clause, or the first word that hangs on none of its words."""
    for low, high in pieces:
        tops = [i for i in range(low, high) if not low <= tree.head[i] < high or tree.head[i] == i]
        verbs = [i for i in tops if tree.pos[i] in ("VERB", "AUX")]
        if verbs:
            return verbs[0]
        words = [i for i in tops if tree.pos[i] not in ("PUNCT", "SPACE")]
        if words:
            return words[0]
    return None
