"""Attributions that a noun, adjective, adverb or preposition carries: "the claim that", "is sure", "reportedly"."""

from collections.abc import Iterator

from korea_nlp.components.claims import sources
from korea_nlp.components.claims.content import clause_pieces, clause_top, own_clause
from korea_nlp.components.claims.proposal import Piece, Proposal
from korea_nlp.components.claims.tree import Tree
from korea_nlp.components.claims.verbs import make

BEING = frozenset({"be", "stand", "remain"})
AMOUNTING = ("acomp", "attr", "prep")


def propose_noun(tree: Tree, noun: int) -> Iterator[Proposal]:
    """Yield what hangs on a noun: "Kim's claim that ...", "a plan to ...", "criticism of ..."."""
    lemma = tree.lemma[noun].lower()
    source, inherited = sources.noun_source(tree, noun)
    for kid in tree.kids[noun]:
        dep, lower = tree.dep[kid], tree.lower[kid]
        rest = (tree.left[kid], tree.right[kid] + 1)
        first = tree.left[kid]
        if tree.dep[first] == "mark":
            frame = "noun:that"
        elif dep == "acl" and tree.lower[tree.left[kid]] == "to":
            frame = "noun:to"
        elif dep == "prep":
            frame, rest = f"noun:{lower}", (kid + 1, tree.right[kid] + 1)
        else:
            continue
        cue_end = None
        yield make(tree, noun, lemma, frame, source, [rest], head=kid, inherited=inherited, cue_end=cue_end)


def propose_predicate(tree: Tree, noun: int) -> Iterator[Proposal]:
    """Yield what a noun is said to be: "Seoul's position is that ...", "the ministry's estimate stands at 4,700"."""
    verb = tree.head[noun]
    if tree.lemma[verb] not in BEING or noun > verb:
        return
    lemma = tree.lemma[noun].lower()
    source, _ = sources.noun_source(tree, noun)
    for kid in (kid for kid in tree.kids[verb] if kid > verb):
        first, end = tree.left[kid], tree.right[kid] + 1
        if tree.lower[first] == "that":
            yield make(tree, noun, lemma, "noun:is", source, [(first, end)], head=kid)


def propose_adjective(tree: Tree, adjective: int) -> Iterator[Proposal]:
    """Yield what hangs on an adjective: "Seoul is confident that ...", "unwilling to talk", "critical of the deal"."""
    above = tree.head[adjective]
    source, inherited = None, False
    start = adjective
    if tree.dep[adjective] in ("acomp", "conj", "ROOT", "advcl", "oprd", "ccomp"):
        verb = above if tree.dep[adjective] in ("acomp", "oprd") else adjective
        source, inherited = sources.find_source(tree, verb)
    else:
        source = above
    for kid in tree.kids[adjective]:
        dep, rest = tree.dep[kid], (tree.left[kid], tree.right[kid] + 1)
        if dep == "ccomp":
            frame = "adj:that"
        elif dep == "xcomp":
            frame = "adj:to"
        elif dep == "prep":
            frame, rest = f"adj:{tree.lower[kid]}", (kid + 1, tree.right[kid] + 1)
        else:
            continue
        lemma = tree.lower[adjective]
        cue_end = None
        found = make(tree, adjective, lemma, frame, source, [rest], head=kid, inherited=inherited, cue_end=cue_end)
        yield found


def propose_adverb(tree: Tree, adverb: int) -> Iterator[Proposal]:
    """Yield the clause of an adverb: "The test reportedly failed"; nobody is named."""
    verb = own_clause(tree, tree.head[adverb])
    holes = [(adverb, adverb + 1)]
    holes += [(tree.left[kid], tree.right[kid] + 1) for kid in tree.kids[verb] if tree.lower[kid] == "according"]
    frame = "adverb" if tree.dep[adverb] == "advmod" else "adverb:other"
    yield make(tree, adverb, tree.lower[adverb], frame, None, clause_pieces(tree, verb, holes), head=verb)


def propose_modifier(tree: Tree, word: int) -> Iterator[Proposal]:
    """Yield the phrase of an adjective, without it: "an alleged missile", "the reported use of drones"."""
    noun = tree.head[word]
    content = [(word + 1, tree.right[noun] + 1)]
    yield make(tree, word, tree.lower[word], "amod", None, content, head=noun)


def propose_adjunct(tree: Tree, first: int) -> Iterator[Proposal]:
    """Yield the clause around a phrase that names a source: "according to X", "in X's view", "in a poll"."""
    word = tree.lower[first]
    if tree.lower[tree.head[first]] == "according":
        return
    last, holder = first, tree.first(first, "pobj")
    if word == "according":
        to = tree.first(first, "prep")
        if to is None:
            return
        last, holder = to, tree.first(to, "pobj", "pcomp")
    if holder is None:
        return
    top = clause_top(tree, first)
    hole = (tree.left[first], tree.right[first] + 1)
    noun = tree.lemma[holder].lower()
    frame = "adjunct" if word in ("according", "per") else f"adjunct:{noun}"
    content: list[Piece] = clause_pieces(tree, top, [hole])
    found = make(tree, first, word, frame, holder, content, head=top)
    found.cue_pieces = ((first, last + 1),)
    # "in the words of X", "in X's view": the holder of the noun is the source, the noun belongs to the cue
    owner = tree.first(holder, "poss")
    of = next((k for k in tree.kids[holder]), None)
    yield found
