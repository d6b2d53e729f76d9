"""Who makes the claim: the phrase that names the source, and where it is taken from when the clause has none."""

from korea_nlp.components.claims.proposal import Piece, trim
from korea_nlp.syntax import MAX_CLIMB, Parse

HOLDING = frozenset({"by", "from", "among"})
LEADING = frozenset({"but", "and", "or", "so", "yet"})
OWN_CONTROL = frozenset({"promise", "threaten", "use", "take", "make"})  # "used the talks to warn": the subject warns
SHARING = frozenset({"conj", "xcomp", "advcl", "dep"})  # clauses that may take their subject from the clause above


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
            told = next((k for k in parse.kids[above] if parse.dep[k] in ("dobj", "dative")), None)
            if told is not None:
                return told, True  # "pressed him to admit that ..."
        if dep in ("acl", "amod") and parse.tag[at] == "VBG":
            return above, True  # "officials saying that ..."
        if dep in ("pcomp", "prep", "acomp", "attr", "dobj", "pobj", "acl", "relcl", "ccomp") or dep in SHARING:
            at = above
            continue
        return None, True
    return None, True


def agent(parse: Parse, verb: int) -> int | None:
    """Return the head of the phrase after "by": "was confirmed by the JCS"."""
    for kid in parse.kids[verb]:
        if parse.lower[kid] == "by":
            return parse.first(kid, "pobj")
    return None


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


def source_phrase(parse: Parse, head: int, holes: list[Piece]) -> tuple[Piece, ...]:
    """Return the whole noun phrase, with title, apposition and relative clause, up to the first of the holes."""
    start, end = parse.left[head], parse.right[head] + 1
    end = min([end, *(low for low, _ in holes if low > head)])
    while start < head and parse.head[start] == head:
        if parse.dep[start] != "advmod" and parse.lower[start] not in LEADING:
            break
        start += 1
    trimmed = trim(parse, (start, end))
    return (trimmed,) if trimmed else ()
