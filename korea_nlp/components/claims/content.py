"""What is attributed: which words belong to the content of a cue."""

from collections.abc import Iterable

from korea_nlp.components.claims.proposal import Piece, cut
from korea_nlp.syntax import CALENDAR, MAX_CLIMB, SUBJECTS, Parse

TAIL_PREPOSITIONS = frozenset(
    {"about", "against", "as", "at", "concerning", "for", "from", "into", "of", "over", "regarding"}
    | {"to", "toward", "towards", "with", "without"}
)
OBJECT_TAIL = frozenset({"xcomp", "oprd", "ccomp", "acl", "dative"})


def clause_top(parse: Parse, i: int) -> int:
    """Return the verb of the clause that an adjunct such as "according to" speaks of.

    It is the sentence's main clause, or the coordinate clause with a subject of its own that holds the adjunct.
    """
    for _ in range(4 * MAX_CLIMB):
        above = parse.head[i]
        if above == i or (parse.dep[i] in ("conj", "parataxis") and parse.subject(i) is not None):
            break
        i = above
    return i


def own_clause(parse: Parse, i: int) -> int:
    """Return the nearest verb at or above i: the clause that an adverb such as "reportedly" speaks of."""
    for _ in range(MAX_CLIMB):
        if parse.pos[i] in ("VERB", "AUX"):
            return i
        i = parse.head[i]
    return i


def object_end(parse: Parse, verb: int, start: int) -> int:
    """Return where the content ends that starts with an object: "blame [them for the delay]".

    Complements go with it; times, other adjuncts and coordinate verbs do not.
    """
    end = parse.right[start] + 1
    for kid in parse.kids[verb]:
        if kid <= start or parse.left[kid] < end - 1:
            continue
        dep = parse.dep[kid]
        bare = dep == "advcl" and parse.tag[kid] == "VBG" and parse.left[kid] == end  # "showed Kim watching the launch"
        prepositional = dep == "prep" and parse.lower[kid] in TAIL_PREPOSITIONS and not dated(parse, kid)
        if not (bare or prepositional or dep in OBJECT_TAIL):
            if dep in ("punct", "advmod"):
                continue
            break
        end = parse.right[kid] + 1
    return end


def dated(parse: Parse, preposition: int) -> bool:
    """Tell whether a preposition holds a date or time: "on Sunday", "for the first time"."""
    held = parse.first(preposition, "pobj")
    return held is not None and (parse.ent[held] in CALENDAR or parse.lower[held] == "time")


def subject_piece(parse: Parse, verb: int) -> Piece | None:
    """Return the subject phrase of a clause, taken from the clause above where it is shared."""
    at = verb
    for _ in range(MAX_CLIMB):
        found = parse.subject(at)
        if found is not None:
            return parse.left[found], parse.right[found] + 1
        if parse.dep[at] != "conj":
            break
        at = parse.head[at]
    return None


def clause_pieces(parse: Parse, verb: int, holes: list[Piece]) -> list[Piece]:
    """Return a whole clause, with the subject that it shares, without the holes."""
    start, end = parse.left[verb], parse.right[verb] + 1
    while start < verb and parse.dep[start] in ("mark", "cc"):
        start += 1
    pieces = cut(start, end, holes)
    if not any(parse.dep[kid] in SUBJECTS for kid in parse.kids[verb]):
        subject = subject_piece(parse, verb)
        if subject is not None:
            pieces.insert(0, subject)
    return pieces


def content_head(parse: Parse, pieces: Iterable[Piece]) -> int | None:
    """Return the verb of a quotation's first clause, or the first word that hangs on none of its words."""
    for low, high in pieces:
        tops = [i for i in range(low, high) if not low <= parse.head[i] < high or parse.head[i] == i]
        verbs = [i for i in tops if parse.pos[i] in ("VERB", "AUX")]
        if verbs:
            return verbs[0]
        words = [i for i in tops if parse.pos[i] not in ("PUNCT", "SPACE")]
        if words:
            return words[0]
    return None
