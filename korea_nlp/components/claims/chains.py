"""Quotations without a cue of their own, linked to who spoke before: over paragraphs, and one after another."""

from korea_nlp.components.claims.proposal import Proposal, tidy
from korea_nlp.components.claims.quotes import Quote
from korea_nlp.components.claims.tree import Tree

CARRIED = 0.75  # how much of a speaker's likelihood a quotation without a cue keeps
ALONE = 3  # words that may stand beside a quotation that is a paragraph of its own


def carry_on(tree: Tree, quotes: list[Quote], inside: list[int], chosen: list[Proposal]) -> list[Proposal]:
    """Return the proposals with each unclaimed paragraph of quotation linked to the speaker before it.

    A quotation that stays open at its paragraph's end and is opened anew in the next one is one content; a closed one
    that is followed by a paragraph of quotation alone makes a claim of its own.
    """
    owner: dict[int, Proposal] = {}
    for item in chosen:
        for piece in item.content:
            for i in range(*piece):
                k = inside[i]
                if inside[item.cue] != k and quotes[k].long:
                    owner.setdefault(k, item)
    found = list(chosen)
    for k in range(1, len(quotes)):
        quote, before = quotes[k], quotes[k - 1]
        if k in owner or not quote.long or k - 1 not in owner or not _follows(tree, before, quote):
            continue
        speaker = owner[k - 1]
        if not before.closed:
            speaker.content = tidy(tree, [*speaker.content, (quote.start, quote.end)])
            owner[k] = speaker
        elif _alone(tree, quote):
            content = tidy(tree, [(quote.start, quote.end)])
            if content:
                owner[k] = _next(speaker, content)
                found.append(owner[k])
    return found


def _next(speaker: Proposal, content: tuple[tuple[int, int], ...]) -> Proposal:
    return Proposal(
        speaker.cue,
        speaker.lemma,
        "carried",
        speaker.source,
        speaker.source_pieces,
        speaker.cue_pieces,
        content,
        head=None,
        inherited=True,
        score=speaker.score * CARRIED,
    )


def _follows(tree: Tree, before: Quote, quote: Quote) -> bool:
    """Tell whether a quotation opens the paragraph after another one's."""
    opens = tree.paragraph(quote.start)[0] == quote.start
    return opens and tree.para[quote.start] == tree.para[before.end - 1] + 1


def _alone(tree: Tree, quote: Quote) -> bool:
    """Tell whether a quotation fills its paragraph."""
    rest = 0
    for i in range(quote.end, len(tree)):
        if tree.para[i] != tree.para[quote.start]:
            break
        rest += tree.lower[i][0].isalnum()
    return rest <= ALONE
