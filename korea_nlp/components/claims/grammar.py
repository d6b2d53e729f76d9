"""All that might be an attribution in a Doc; what nouns, adjectives, adverbs and prepositions carry stands here."""

from collections.abc import Iterator

from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.headlines import propose_headlines
from korea_nlp.components.claims.non_claims import is_refusal, questions
from korea_nlp.components.claims.quotations import complete, propose_labels, propose_quotes, propose_signatures
from korea_nlp.components.claims.source_and_content import (
    HOLDING,
    clause_pieces,
    clause_top,
    find_source,
    noun_source,
    own_clause,
)
from korea_nlp.components.claims.verbs import make, propose_verb
from korea_nlp.syntax import Parse, Quote

ADVERBS = frozenset(
    {"allegedly", "apparently", "ostensibly", "presumably", "purportedly", "reportedly", "seemingly", "supposedly"}
)
DEEPEST = 8  # clauses told within one another; more is no language
LONGEST = 1500  # tokens of a content; more is a parse gone astray
BEING = frozenset({"be", "stand", "remain"})
MODIFIERS = frozenset({"alleged", "purported", "reported", "supposed"})
ADJUNCTS = frozenset({"according", "as", "by", "for", "in", "per", "to", "under", "with"})


def propose_all(parse: Parse, quotes: list[Quote], inside: list[int]) -> tuple[list[Candidate], set[int]]:
    """Return all that might be an attribution, in order of the cues, and the cues that claim nothing.

    These are refusals to say something and questions put to a speaker.
    """
    found: list[Candidate] = []
    deep = _nesting(parse)
    for i in range(len(parse)):
        if deep[i] > DEEPEST:
            continue
        pos = parse.pos[i]
        if parse.lower[i] in MODIFIERS and parse.dep[i] == "amod":
            found += propose_modifier(parse, i)
        elif parse.lower[i] in ADJUNCTS and parse.dep[i] == "prep":
            found += propose_adjunct(parse, i)
        elif pos == "VERB":
            found += propose_verb(parse, i)
        elif pos in ("NOUN", "PROPN"):
            found += propose_noun(parse, i)
            found += propose_predicate(parse, i)
        elif pos == "ADJ":
            found += propose_adjective(parse, i)
        elif parse.lower[i] in ADVERBS:
            found += propose_adverb(parse, i)
    found += propose_quotes(parse, quotes, inside)
    found += propose_signatures(parse, quotes)
    found += propose_labels(parse)
    found += propose_headlines(parse, quotes)
    found = [
        item for item in found if item.content and item.end - item.start <= LONGEST and parse.lower[item.cue].strip()
    ]
    for item in found:
        complete(parse, quotes, inside, item)
    barred = {item.cue for item in found if is_refusal(parse, item)}
    barred |= questions(parse)
    found = [item for item in found if item.cue not in barred]
    return sorted(found, key=lambda item: item.cue), barred


def _nesting(parse: Parse) -> list[int]:
    """Return how many clauses that are told hold each token."""
    deep = [0] * len(parse)
    order = [i for i, above in enumerate(parse.head) if above == i]
    for i in order:  # grows while it is read: parents come before children
        for kid in parse.kids[i]:
            deep[kid] = deep[i] + (parse.dep[kid] == "ccomp")
        order += parse.kids[i]
    return deep


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


def propose_predicate(parse: Parse, noun: int) -> Iterator[Candidate]:
    """Yield what a noun is said to be: "Seoul's position is that ..."."""
    verb = parse.head[noun]
    if parse.lemma[verb] not in BEING or noun > verb:
        return
    source, _ = noun_source(parse, noun)
    for kid in parse.kids[verb]:
        if kid > verb and parse.lower[parse.left[kid]] == "that":
            lemma = parse.lemma[noun].lower()
            yield make(parse, noun, lemma, "noun:is", source, [parse.subtree(kid)], head=kid)


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
