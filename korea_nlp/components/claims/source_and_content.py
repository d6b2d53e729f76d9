"""Who makes a claim, and which words are its content: by the clauses around a cue."""

from collections.abc import Iterable

from korea_nlp.syntax import CALENDAR, MAX_CLIMB, VERBAL, Parse, Piece, cut, tidy

HOLDING = frozenset({"by", "from", "among"})  # "a warning by Seoul"
LEADING = frozenset({"but", "and", "or", "so", "yet"})
HARDLY = frozenset({"barely", "hardly", "scarcely"})  # "hardly anyone believes"
OWN_CONTROL = frozenset({"promise", "threaten", "use", "take", "make"})  # "used the talks to warn": the subject warns
SHARING = frozenset(  # clauses that may take their subject from the clause above
    {"conj", "xcomp", "advcl", "dep", "pcomp", "prep", "acomp", "attr", "dobj", "pobj", "acl", "relcl", "ccomp"}
)
TAIL_PREPOSITIONS = frozenset(
    {"about", "against", "as", "at", "concerning", "for", "from", "into", "of", "over", "regarding"}
    | {"to", "toward", "towards", "with", "without"}
)
OBJECT_TAIL = frozenset({"xcomp", "oprd", "ccomp", "acl", "dative"})


def find_source(parse: Parse, verb: int) -> tuple[int | None, bool]:
    """Return the head of the verb's subject, and whether it stands in another clause.

    "Seoul denied it and said ...", "..., he said, adding that ...", "officials saying that ...".
    """
    at = verb
    for _ in range(MAX_CLIMB):
        found = parse.subject(at)
        if found is not None:
            return found, at != verb
        dep, above = parse.dep[at], parse.head[at]
        if parse.lower[above] == "as":
            quoted = parse.first(parse.head[above], "dobj")
            if quoted is not None:
                return quoted, True  # "quoted him as saying"
        if dep == "xcomp" and parse.lemma[above] not in OWN_CONTROL:
            told = parse.first(above, "dobj", "dative")
            if told is not None:
                return told, True  # "pressed him to admit that ..."
        if dep in ("acl", "amod") and parse.tag[at] == "VBG":
            return above, True  # "officials saying that ..."
        if dep not in SHARING:
            break
        at = above
    return None, True


def agent(parse: Parse, verb: int) -> int | None:
    """Return the head of the phrase after "by": "was confirmed by the JCS"."""
    by = next((kid for kid in parse.kids[verb] if parse.lower[kid] == "by"), None)
    return None if by is None else parse.first(by, "pobj")


def noun_source(parse: Parse, noun: int) -> tuple[int | None, bool]:
    """Return who holds a nominal cue: "Kim's claim that", "a warning by Seoul", "made the claim that"."""
    holder = parse.first(noun, "poss")
    if holder is not None:
        return holder, False
    for kid in parse.kids[noun]:
        if parse.lower[kid] in HOLDING:
            return parse.first(kid, "pobj"), False
    if parse.dep[noun] in ("dobj", "attr"):
        return find_source(parse, parse.head[noun])
    return None, False


def source_phrase(parse: Parse, head: int, holes: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the whole noun phrase, with title, apposition and relative clause, up to the first of the holes."""
    start, end = parse.left[head], parse.right[head] + 1
    while start < head and parse.head[start] == head:
        if parse.dep[start] != "advmod" and parse.lower[start] not in LEADING:
            break
        start += 1
    return tidy(parse, [(start, min([end, *(low for low, _ in holes if low > head)]))])


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
        if parse.pos[i] in VERBAL:
            break
        i = parse.head[i]
    return i


def clause_pieces(parse: Parse, verb: int, holes: Iterable[Piece]) -> list[Piece]:
    """Return a whole clause without the holes."""
    start = parse.left[verb]
    while start < verb and parse.dep[start] in ("mark", "cc"):
        start += 1
    return cut(start, parse.right[verb] + 1, holes)


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
        if bare or prepositional or dep in OBJECT_TAIL:
            end = parse.right[kid] + 1
        elif dep not in ("punct", "advmod"):
            break
    return end


def dated(parse: Parse, preposition: int) -> bool:
    """Tell whether a preposition holds a date or time: "on Sunday", "for the first time"."""
    held = parse.first(preposition, "pobj")
    return held is not None and (parse.ent[held] in CALENDAR or parse.lower[held] == "time")


def content_head(parse: Parse, pieces: Iterable[Piece]) -> int | None:
    """Return the verb of a quotation's first clause, or the first word that hangs on none of its words."""
    for low, high in pieces:
        tops = [i for i in range(low, high) if not low <= parse.head[i] < high or parse.head[i] == i]
        words = [i for i in tops if parse.pos[i] not in ("PUNCT", "SPACE")]
        verbs = [i for i in words if parse.pos[i] in VERBAL]
        if words:
            return (verbs or words)[0]
    return None
