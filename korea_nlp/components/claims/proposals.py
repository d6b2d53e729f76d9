"""All that might be an attribution in a Doc."""

from korea_nlp.components.claims.nominals import (
    propose_adjective,
    propose_adjunct,
    propose_adverb,
    propose_modifier,
    propose_noun,
    propose_predicate,
)
from korea_nlp.components.claims.proposal import Proposal
from korea_nlp.components.claims.quotes import Quote
from korea_nlp.components.claims.refusals import is_refusal, is_wish_for_no_name, questions
from korea_nlp.components.claims.speech import complete, propose_labels, propose_quotes
from korea_nlp.components.claims.tree import Tree, nesting
from korea_nlp.components.claims.verbs import WH, propose

ADVERBS = frozenset(
    {"allegedly", "apparently", "ostensibly", "presumably", "purportedly", "reportedly", "seemingly", "supposedly"}
)
DEEPEST = 8  # clauses told within one another; more is no language
LONGEST = 1500  # tokens of a content; more is a parse gone astray
MODIFIERS = frozenset({"alleged", "purported", "reported", "supposed"})
ADJUNCTS = frozenset({"according", "as", "by", "for", "in", "per", "to", "under", "with"})


def proposals(tree: Tree, quotes: list[Quote], inside: list[int]) -> tuple[list[Proposal], set[int]]:
    """Return all that might be an attribution, in order of the cues, and the cues that claim nothing.

    These are refusals to say something, questions put to a speaker, and wishes not to be named.
    """
    found: list[Proposal] = []
    deep = nesting(tree)
    for i in range(len(tree)):
        if deep[i] > DEEPEST:
            continue
        pos = tree.pos[i]
        if tree.lower[i] in MODIFIERS and tree.dep[i] == "amod":
            found += propose_modifier(tree, i)
        elif tree.lower[i] in ADJUNCTS and tree.dep[i] == "prep":
            found += propose_adjunct(tree, i)
        elif pos == "VERB":
            found += propose(tree, i)
        elif pos in ("NOUN", "PROPN"):
            found += propose_noun(tree, i)
            found += propose_predicate(tree, i)
        elif pos == "ADJ":
            found += propose_adjective(tree, i)
        elif tree.lower[i] in ADVERBS:
            found += propose_adverb(tree, i)
    found += propose_quotes(tree, quotes, inside)
    found += propose_labels(tree, inside)
    found = [item for item in found if item.content and item.end - item.start <= LONGEST]
    found = [item for item in found if not tree.lower[item.cue].isspace()]
    for item in found:
        complete(tree, quotes, inside, item)
    asked = questions(tree)
    found = [item for item in found if item.content and not _empty(tree, item)]
    barred = {item.cue for item in found if is_refusal(tree, item)}
    barred |= {i for i, put in enumerate(asked) if put or is_wish_for_no_name(tree, i)}
    found = [item for item in found if item.cue not in barred]
    return sorted(found, key=lambda item: item.cue), barred


def _empty(tree: Tree, found: Proposal) -> bool:
    """Tell whether a content is a pronoun that asks or relates: "what analysts had expected"."""
    return found.end - found.start == 1 and tree.tag[found.start] in WH
