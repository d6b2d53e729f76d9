"""All that might be an attribution in a Doc."""

from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.nominals import (
    propose_adjective,
    propose_adjunct,
    propose_adverb,
    propose_modifier,
    propose_noun,
)
from korea_nlp.components.claims.non_claims import is_refusal, is_wish_for_no_name, questions
from korea_nlp.components.claims.quotations import Quote, complete, propose_labels, propose_quotes
from korea_nlp.components.claims.verbs import propose
from korea_nlp.syntax import Parse

ADVERBS = frozenset(
    {"allegedly", "apparently", "ostensibly", "presumably", "purportedly", "reportedly", "seemingly", "supposedly"}
)
DEEPEST = 8  # clauses told within one another; more is no language
LONGEST = 1500  # tokens of a content; more is a parse gone astray
MODIFIERS = frozenset({"alleged", "purported", "reported", "supposed"})
ADJUNCTS = frozenset({"according", "as", "by", "for", "in", "per", "to", "under", "with"})


def propose_all(parse: Parse, quotes: list[Quote], inside: list[int]) -> tuple[list[Candidate], set[int]]:
    """Return all that might be an attribution, in order of the cues, and the cues that claim nothing.

    These are refusals to say something, questions put to a speaker, and wishes not to be named.
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
            found += propose(parse, i)
        elif pos in ("NOUN", "PROPN"):
            found += propose_noun(parse, i)
        elif pos == "ADJ":
            found += propose_adjective(parse, i)
        elif parse.lower[i] in ADVERBS:
            found += propose_adverb(parse, i)
    found += propose_quotes(parse, quotes, inside)
    found += propose_labels(parse)
    found = [
        item for item in found if item.content and item.end - item.start <= LONGEST and parse.lower[item.cue].strip()
    ]
    for item in found:
        complete(parse, quotes, inside, item)
    barred = {item.cue for item in found if is_refusal(parse, item)}
    barred |= questions(parse) | {i for i in range(len(parse)) if is_wish_for_no_name(parse, i)}
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
