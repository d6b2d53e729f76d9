"""What is surely told, though no chosen attribution holds it: by a less likely one, or in the rest of a quotation."""

from collections.abc import Iterable, Sequence

import numpy as np

from korea_nlp.components.claims.proposal import Piece, Proposal, tidy, words_of
from korea_nlp.components.claims.quotes import Quote
from korea_nlp.components.claims.reader import Answers
from korea_nlp.components.claims.reader.decode import Mask, hold, pieces_of
from korea_nlp.components.claims.reader.heads import CONTENT
from korea_nlp.components.claims.select import in_order
from korea_nlp.syntax import Parse

TOLD = 0.9  # likelihood of a word that somebody tells
FEWEST, SHARE = 4, 0.6  # words, and share of a content, that nobody else tells
LEAST = 0.1  # likelihood of an attribution that is the only one for them
QUOTED = 0.2  # likelihood of a word that belongs to the content in its quotation


def with_untold(answers: Answers, found: Iterable[Proposal], chosen: Sequence[Proposal]) -> list[Proposal]:
    """Return what is chosen, and less likely attributions of what is surely told and held by none of those."""
    told = _free(answers, TOLD, [item.content for item in chosen])
    taken = {item.cue for item in chosen}
    more = []
    for item in sorted(found, key=lambda item: -item.score) if told.any() else ():
        if item.cue in taken or item.score < LEAST:
            continue
        untold = sum(np.count_nonzero(told[low:high]) for low, high in item.content)
        if untold >= max(FEWEST, SHARE * sum(high - low for low, high in item.content)):
            more.append(item)
            taken.add(item.cue)
            hold(told, item.content, held=False)
    return in_order([*chosen, *more])


def fill_quotations(
    parse: Parse, answers: Answers, quotes: Sequence[Quote], inside: Sequence[int], chosen: Sequence[Proposal]
) -> None:
    """Give what is left of each quotation to an attribution that holds words of it, in place.

    A sentence in the midst of a long speech may be too far from the cue to be seen as its content.
    """
    free = _free(answers, QUOTED, [(*item.source_pieces, *item.cue_pieces, *item.content) for item in chosen])
    for number, item in _owners(inside, chosen).items():
        low, high = quotes[number].start, quotes[number].end
        if free[low:high].any():
            held = np.zeros(len(parse), dtype=np.bool_)
            hold(held, item.content)
            held[low:high] |= free[low:high]
            item.content = tidy(parse, pieces_of(held, 0))


def _owners(inside: Sequence[int], chosen: Sequence[Proposal]) -> dict[int, Proposal]:
    """Return who holds words of each quotation that does not hold the cue itself; the last one where several do."""
    held = [({inside[i] for i in words_of(item.content)} - {-1, inside[item.cue]}, item) for item in chosen]
    return {number: item for numbers, item in held for number in numbers}


def _free(answers: Answers, least: float, held: Iterable[Iterable[Piece]]) -> Mask:
    """Return which words are at least so likely told, and held by nobody."""
    free: Mask = answers.tags[:, CONTENT - 1] >= least
    for pieces in held:
        hold(free, pieces, held=False)
    return free
