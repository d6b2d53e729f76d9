"""What the reader finds, beside what grammar proposes: how likely each is by both, and what nobody tells yet."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

import numpy as np

from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.edges import bare, closed, cue_at, cue_of, head_of, teller, whole_names, whose
from korea_nlp.components.claims.non_claims import is_refusal, says_nothing
from korea_nlp.components.claims.selection import in_order
from korea_nlp.ops import LEAST, Floats, chance, odds
from korea_nlp.reader.decode import Answers, Mask, hold, pieces_of
from korea_nlp.reader.heads.attribution import CONTENT, CUE, SOURCE
from korea_nlp.syntax import Parse, Piece, Quote, tidy, words_of

FACTS = (
    *("bias", "anchor", "grammar", "no grammar", "content", "source", "no source"),
    *("tagged cue", "tagged content", "tagged source", "within"),
)
LIKELY = 0.3  # likelihood by grammar of a cue that is looked at
EDGES = 0.7  # share of words that the readings have in common where grammar's edges are taken
SAME = 0.85  # share of words that two attributions of one content have in common
BY_GUIDE = (
    "dobj:figure",
    "label:headline",
    "quote:headline",
    "quote:signed",
)  # "put the toll at 21", "Seoul: Drones fell", "― Lee"
LOWEST = 0.08  # likelihood of an anchor that is looked at
ALIKE = 0.3  # share of words that two readings of one content have in common
ACT = 0.95  # likelihood of an anchor that is more than the mere act that grammar takes it for: "attacked him for"
TOLD = 0.9  # likelihood of a word that somebody tells
FEWEST, SHARE = 4, 0.6  # words, and share of a content, that nobody else tells
ONLY = 0.1  # likelihood of an attribution that is the only one for them
QUOTED = 0.2  # likelihood of a word that belongs to the content in its quotation
PARTS = {"NOUN": "noun:", "PROPN": "noun:", "ADJ": "adj:", "ADV": "adverb:", "ADP": "adjunct:", "SCONJ": "adjunct:"}


def read_candidates(parse: Parse, answers: Answers, found: Iterable[Candidate], barred: Set[int]) -> list[Candidate]:
    """Return the attributions that the reader sees and those that grammar proposes, scored by both.

    What the reader sees has the frame of the candidate of grammar that it is, as far as there is one, and its edges
    where they are much the same. No cue and no content may begin at a word of ``barred``.
    """
    proposed: dict[int, list[Candidate]] = {}
    for item in found:
        item.grammar = item.score
        proposed.setdefault(item.cue, []).append(item)
    likely = {cue for cue, items in proposed.items() if any(item.grammar >= LIKELY for item in items)}
    seen = []
    sure = np.flatnonzero((answers.anchors >= LOWEST) & ~answers.spaces).tolist()
    anchors = sorted(likely.union(sure) - barred)
    answers.read(anchors)
    for anchor in anchors:
        rivals = proposed.get(anchor, [])
        read = _read(parse, answers, anchor, rivals)
        if is_refusal(parse, read) or says_nothing(parse, read):
            continue
        if read.content and read.start not in barred:
            rivals = [*rivals, read]
        for item in rivals:
            item.cue_pieces = cue_of(parse, read.cue_pieces, item)
            item.anchored = float(answers.anchors[anchor])
            item.score = _score(answers, item)
        seen += rivals
    return _without_twins(seen)


def _score(answers: Answers, item: Candidate) -> float:
    """Return how likely a candidate is; where the reader was taught otherwise than the guide, grammar decides."""
    if 0.0 < item.grammar < LEAST and item.anchored < ACT:
        return 0.0  # a mere act: "imposed sanctions"
    by_guide = item.frame in BY_GUIDE or item.hedges
    return max(blend(answers, item), item.grammar if by_guide else 0.0)


def _read(parse: Parse, answers: Answers, anchor: int, rivals: Iterable[Candidate]) -> Candidate:
    """Return what the reader sees at an anchor."""
    parts = answers.parts(anchor)
    content = closed(parse, parts[CONTENT])
    source, content = whose(parse, anchor, teller(parse, anchor, parts[SOURCE]), content)
    source = whole_names(parse, bare(parse, closed(parse, source)))
    cue = cue_at(parse, answers, anchor)
    twin = _twin(content, rivals)
    if twin is not None:
        words = words_of(content)
        if _share(words, words_of(twin.content)) >= EDGES:
            content = twin.content
        if source and _share(words_of(source), words_of(twin.source_pieces)) >= EDGES:
            source = twin.source_pieces
        return replace(twin, source=head_of(parse, source), source_pieces=source, cue_pieces=cue, content=content)
    frame = PARTS.get(parse.pos[anchor], "") + "read"
    lemma = parse.lemma[anchor].lower()
    return Candidate(anchor, lemma, frame, head_of(parse, source), source, cue, content, head=head_of(parse, content))


def _without_twins(seen: list[Candidate]) -> list[Candidate]:
    """Return candidates without those that tell the content of a likelier one at another cue: "Kim Jong [Un] vowed".

    A hedge tells what others tell too: "officials said it reportedly flew".
    """
    kept: dict[int, list[Candidate]] = {}  # by the first word of the content
    found = []
    for item in sorted(seen, key=lambda item: -item.rank):
        if item.hedges:
            found.append(item)
            continue
        near = [other for at in range(item.start - 2, item.start + 3) for other in kept.get(at, ())]
        words = words_of(item.content)
        if not any(other.cue != item.cue and _is_twin(item, words, other) for other in near):
            kept.setdefault(item.start, []).append(item)
            found.append(item)
    return found


def _is_twin(item: Candidate, words: set[int], other: Candidate) -> bool:
    """Tell whether a candidate is a likelier one over again: it tells the same, or its cue is part of that one."""
    share = _share(words, words_of(other.content))
    return share >= SAME or (share >= ALIKE and item.cue in words_of([*other.source_pieces, *other.cue_pieces]))


def blend(answers: Answers, item: Candidate) -> float:
    """Return how likely a candidate is, by the facts that both give."""
    return chance(float(answers.head.blend @ facts(answers, item)))


def facts(answers: Answers, item: Candidate) -> Floats:
    """Return what speaks for a candidate: what the reader and grammar say of it, and of any attribution at its words.

    The order is that of ``FACTS``: log-odds, how well source and content fit, and how likely it is within a content.
    """
    roles = answers.roles(item.cue)
    return np.array(
        [
            1.0,
            odds(item.anchored),
            odds(item.grammar) if item.grammar else 0.0,
            float(not item.grammar),
            roles.fit(item.content, CONTENT),
            roles.fit(item.source_pieces, SOURCE),
            float(not item.source_pieces),
            odds(float(answers.tags[item.cue, CUE - 1])),
            answers.tagged(item.content, CONTENT),
            answers.tagged(item.source_pieces, SOURCE),
            float(answers.tags[item.cue, CONTENT - 1]),
        ],
        dtype=np.float32,
    )


def _twin(content: tuple[Piece, ...], rivals: Iterable[Candidate]) -> Candidate | None:
    """Return the likeliest candidate of grammar with much the same content."""
    words = words_of(content)
    near = [item for item in rivals if _share(words, words_of(item.content)) >= ALIKE]
    return max(near, key=lambda item: item.score, default=None)


def _share(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other)


def with_untold(answers: Answers, found: Iterable[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Return what is chosen, and less likely attributions of what is surely told and held by none of those."""
    told = _free(answers, TOLD, [item.content for item in chosen])
    taken = {item.cue for item in chosen}
    more = []
    for item in sorted(found, key=lambda item: -item.score) if told.any() else ():
        if item.cue in taken or item.score < ONLY:
            continue
        untold = sum(np.count_nonzero(told[low:high]) for low, high in item.content)
        if untold >= max(FEWEST, SHARE * sum(high - low for low, high in item.content)):
            more.append(item)
            taken.add(item.cue)
            hold(told, item.content, held=False)
    return in_order([*chosen, *more])


def fill_quotations(
    parse: Parse, answers: Answers, quotes: Sequence[Quote], inside: Sequence[int], chosen: Sequence[Candidate]
) -> None:
    """Give what is left of each quotation to the last attribution from outside that holds words of it, in place.

    A sentence in the midst of a long speech may be too far from the cue to be seen as its content.
    """
    free = _free(answers, QUOTED, [(*item.source_pieces, *item.cue_pieces, *item.content) for item in chosen])
    held_by = [({inside[i] for i in words_of(item.content)} - {-1, inside[item.cue]}, item) for item in chosen]
    for number, item in {number: item for numbers, item in held_by for number in numbers}.items():
        low, high = quotes[number].start, quotes[number].end
        if free[low:high].any():
            held = np.zeros(len(parse), dtype=np.bool_)
            hold(held, item.content)
            held[low:high] |= free[low:high]
            item.content = tidy(parse, pieces_of(held, 0))


def _free(answers: Answers, least: float, held: Iterable[Iterable[Piece]]) -> Mask:
    """Return which words are at least so likely told, and held by nobody."""
    free: Mask = answers.tags[:, CONTENT - 1] >= least
    for pieces in held:
        hold(free, pieces, held=False)
    return free
