"""Attributions that a noun, adjective, adverb or preposition carries: "the claim that", "is sure", "reportedly"."""

from collections.abc import Iterator

from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.source_and_content import (
    HOLDING,
    clause_pieces,
    clause_top,
    find_source,
    noun_source,
    own_clause,
)
from korea_nlp.components.claims.verbs import make
from korea_nlp.syntax import Parse


def propose_noun(parse: Parse, noun: int) -> Iterator[Candidate]:
    """Yield what hangs on a noun: "Kim's claim that ...", "a plan to ...", "criticism of ..."."""
    lemma = parse.lemma[noun].lower()
    source, inherited = noun_source(parse, noun)
    for kid in parse.kids[noun]:
        dep, lower, rest = parse.dep[kid], parse.lower[kid], parse.subtree(kid)
        if parse.dep[rest[0]] == "mark":
            frame = "noun:that"
        elif dep == "acl" and parse.lower[rest[0]] == "to":
            frame = "noun:to"
        elif dep == "prep" and lower not in HOLDING:
            frame, rest = f"noun:{lower}", (kid + 1, parse.right[kid] + 1)
        else:
            continue
        yield make(parse, noun, lemma, frame, source, [rest], head=kid, inherited=inherited)


def propose_adjective(parse: Parse, adjective: int) -> Iterator[Candidate]:
    """Yield what hangs on an adjective: "Seoul is confident that ...", "unwilling to talk", "critical of the deal"."""
    above = parse.head[adjective]
    if parse.dep[adjective] in ("acomp", "conj", "ROOT", "advcl", "oprd", "ccomp"):
        verb = above if parse.dep[adjective] in ("acomp", "oprd") else adjective
        source, inherited = find_source(parse, verb)
    else:
        source, inherited = above, False
    for kid in parse.kids[adjective]:
        dep, rest = parse.dep[kid], parse.subtree(kid)
        if dep == "ccomp":
            frame = "adj:that"
        elif dep == "xcomp":
            frame = "adj:to"
        elif dep == "prep":
            frame, rest = f"adj:{parse.lower[kid]}", (kid + 1, parse.right[kid] + 1)
        else:
            continue
        yield make(parse, adjective, parse.lower[adjective], frame, source, [rest], head=kid, inherited=inherited)


def propose_adverb(parse: Parse, adverb: int) -> Iterator[Candidate]:
    """Yield the clause of an adverb: "The test reportedly failed"; nobody is named."""
    verb = own_clause(parse, parse.head[adverb])
    holes = [(adverb, adverb + 1)]
    holes += [parse.subtree(kid) for kid in parse.kids[verb] if parse.lower[kid] == "according"]
    frame = "adverb" if parse.dep[adverb] == "advmod" else "adverb:other"
    yield make(parse, adverb, parse.lower[adverb], frame, None, clause_pieces(parse, verb, holes), head=verb)


def propose_modifier(parse: Parse, word: int) -> Iterator[Candidate]:
    """Yield the phrase of an adjective, without it: "an alleged missile", "the reported use of drones"."""
    noun = parse.head[word]
    yield make(parse, word, parse.lower[word], "amod", None, [(word + 1, parse.right[noun] + 1)], head=noun)


def propose_adjunct(parse: Parse, first: int) -> Iterator[Candidate]:
    """Yield the clause around a phrase that names a source: "according to X", "in a poll"."""
    word = parse.lower[first]
    if parse.lower[parse.head[first]] == "according":
        return
    last, holder = first, parse.first(first, "pobj")
    if word == "according":
        to = parse.first(first, "prep")
        if to is None:
            return
        last, holder = to, parse.first(to, "pobj", "pcomp")
    if holder is None:
        return
    top = clause_top(parse, first)
    frame = "adjunct" if word in ("according", "per") else f"adjunct:{parse.lemma[holder].lower()}"
    content = clause_pieces(parse, top, [parse.subtree(first)])
    found = make(parse, first, word, frame, holder, content, head=top)
    found.cue_pieces = ((first, last + 1),)
    yield found
