"""Quotations without a cue of their own, linked to who spoke before: over paragraphs, and one after another."""

from korea_nlp.components.claims.proposal import Proposal, tidy, words_of
from korea_nlp.components.claims.quotes import Quote
from korea_nlp.syntax import Parse

CARRIED = 0.75  # how much of a speaker's likelihood a quotation without a cue keeps
ALONE = 3  # words that may stand beside a quotation that is a paragraph of its own


def carry_on(parse: Parse, quotes: list[Quote], inside: list[int], chosen: list[Proposal]) -> list[Proposal]:
    """Return the proposals with each unclaimed paragraph of quotation linked to the speaker before it.

    A quotation that stays open at its paragraph's end and is opened anew in the next one is one content; a closed one
    that is followed by a paragraph of quotation alone makes a claim of its own.
    """
    owner: dict[int, Proposal] = {}
    for item in chosen:
        for k in {inside[i] for i in words_of(item.content)} - {-1, inside[item.cue]}:
            if quotes[k].long:
                owner.setdefault(k, item)
    found = list(chosen)
    for k in range(1, len(quotes)):
        quote, before = quotes[k], quotes[k - 1]
        if k in owner or not quote.long or k - 1 not in owner or not _follows(parse, before, quote):
            continue
        speaker = owner[k - 1]
        if not before.closed:
            speaker.content = tidy(parse, [*speaker.content, (quote.start, quote.end)])
            owner[k] = speaker
        elif _alone(parse, quote):
            content = tidy(parse, [(quote.start, quote.end)])
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


def _follows(parse: Parse, before: Quote, quote: Quote) -> bool:
    """Tell whether a quotation opens the paragraph after another one's."""
    opens = parse.paragraph(quote.start)[0] == quote.start
    return opens and parse.para[quote.start] == parse.para[before.end - 1] + 1


def _alone(parse: Parse, quote: Quote) -> bool:
    """Tell whether a quotation fills its paragraph."""
    rest = 0
    for i in range(quote.end, len(parse)):
        if parse.para[i] != parse.para[quote.start]:
            break
        rest += parse.lower[i][0].isalnum()
    return rest <= ALONE
