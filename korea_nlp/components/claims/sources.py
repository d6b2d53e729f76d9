"""Who makes the claim: the phrase that names the source, and where it is taken from when the clause has none."""

from korea_nlp.components.claims.proposal import Piece, trim
from korea_nlp.components.claims.tree import MAX_CLIMB, Tree

EXPLETIVE = frozenset({"it", "there"})
OWN_CONTROL = frozenset({"promise", "threaten", "use", "take", "make"})  # "used the talks to warn": the subject warns
SHARING = frozenset({"conj", "xcomp", "advcl", "dep"})  # clauses that may take their subject from the clause above


def find_source(tree: Tree, verb: int) -> tuple[int | None, bool]:
    """Return the head of the verb's subject, and whether it stands in another clause.

    "Seoul denied it and said ...", "..., he said, adding that ...", "officials saying that ...".
    """
    at = verb
    for _ in range(MAX_CLIMB):
        found = tree.subject(at)
        if found is not None:
            return found, at != verb
        dep, above = tree.dep[at], tree.head[at]
        if tree.lower[above] == "as":
            quoted = tree.first(tree.head[above], "dobj")
            if quoted is not None:
                return quoted, True  # "quoted him as saying"
        if dep == "xcomp" and tree.lemma[above] not in OWN_CONTROL:
            told = next((k for k in tree.kids[above] if tree.dep[k] in ("dobj", "dative")), None)
            if told is not None:
                return told, True  # "pressed him to admit that ..."
        if dep in ("acl", "amod") and tree.tag[at] == "VBG":
            return above, True  # "officials saying that ..."
        if dep in ("pcomp", "prep", "acomp", "attr", "dobj", "pobj", "acl", "relcl", "ccomp") or dep in SHARING:
            at = above
            continue
        return None, True
    return None, True


def agent(tree: Tree, verb: int) -> int | None:
    """Return the head of the phrase after "by": "was confirmed by the JCS"."""
    for kid in tree.kids[verb]:
        if tree.lower[kid] == "by":
            return tree.first(kid, "pobj")
    return None


def noun_source(tree: Tree, noun: int) -> tuple[int | None, bool]:
    """Return who holds a nominal cue: "Kim's claim that", "a warning by Seoul", "made the claim that"."""
    holder = tree.first(noun, "poss")
    if holder is not None:
        return holder, False
    for kid in tree.kids[noun]:
        if tree.lower[kid] in ("by", "from", "among"):
            return tree.first(kid, "pobj"), False
    if tree.dep[noun] in ("dobj", "attr"):
        return find_source(tree, tree.head[noun])
    return None, False


def source_phrase(tree: Tree, head: int, holes: list[Piece]) -> tuple[Piece, ...]:
    """Return the whole noun phrase, with title, apposition and relative clause, up to the first of the holes."""
    start, end = tree.left[head], tree.right[head] + 1
    for low, high in holes:
        if low > head:
            end = min(end, low)
    while tree.head[start] == head:
        if tree.dep[start] != "advmod" and tree.lower[start] not in ("but", "and", "or", "so", "yet"):
            break
        start += 1
    trimmed = trim(tree, (start, end), keep_quotes=True)
    return (trimmed,) if trimmed else ()
