"""What the reader finds, beside what grammar proposes: which attribution it is, and what speaks for it."""

from collections.abc import Iterable, Set
from dataclasses import replace

import numpy as np

from korea_nlp.components.claims.chance import LEAST, chance, odds
from korea_nlp.components.claims.proposal import Piece, Proposal, cut
from korea_nlp.components.claims.reader import Answers
from korea_nlp.components.claims.reader.heads import CONTENT, CUE, SOURCE, Floats
from korea_nlp.components.claims.refusals import is_refusal, says_nothing
from korea_nlp.components.claims.sources import EXPLETIVE
from korea_nlp.components.claims.tree import Tree

FACTS = (
    *("bias", "anchor", "grammar", "no grammar", "content", "source", "no source"),
    *("tagged cue", "tagged content", "tagged source", "within"),
)
LIKELY = 0.3  # likelihood by grammar of a cue that is looked at
EDGES = 0.7  # share of words that the readings have in common where grammar's edges are taken
SAME = 0.85  # share of words that two attributions of one content have in common
FIGURE = "dobj:figure"  # "put the toll at 21"
HEDGES = ("adverb", "amod", "pass")  # told by nobody: what the reader was taught with marks few of them
LOWEST = 0.08  # likelihood of an anchor that is looked at
ALIKE = 0.3  # share of words that two readings of one content have in common
FINITE = ("VBD", "VBP", "VBZ")
ARTICLES, RELATIVE = ("a", "an", "the"), ("WDT", "WP")
LEADING = ("DET", "ADP", "CCONJ", "PUNCT", "SPACE")  # never what a source is, where other words are
PARTS = {"NOUN": "noun:", "PROPN": "noun:", "ADJ": "adj:", "ADV": "adverb:", "ADP": "adjunct:", "SCONJ": "adjunct:"}


def read_candidates(tree: Tree, answers: Answers, found: Iterable[Proposal], barred: Set[int]) -> list[Proposal]:
    """Return the attributions that the reader sees and those that grammar proposes, scored by both.

    What the reader sees has the frame of the proposal of grammar that it is, as far as there is one, and its edges
    where they are much the same. No cue and no content may begin at a word of ``barred``.
    """
    proposed: dict[int, list[Proposal]] = {}
    for item in found:
        item.grammar = item.score
        proposed.setdefault(item.cue, []).append(item)
    likely = {cue for cue, items in proposed.items() if any(item.grammar >= LIKELY for item in items)}
    seen = []
    for anchor in sorted(likely.union(np.flatnonzero(answers.anchors >= LOWEST).tolist()) - barred):
        if tree.lower[anchor].isspace():
            continue
        rivals = proposed.get(anchor, [])
        read = _read(tree, answers, anchor, rivals)
        if is_refusal(tree, read) or says_nothing(tree, read):
            continue
        if read.content and read.start not in barred:
            rivals = [*rivals, read]
        for item in rivals:
            item.cue_pieces = _cue(read.cue_pieces, item)
            item.anchored = float(answers.anchors[anchor])
            item.score = _score(answers, item)
        seen += rivals
    return _without_twins(seen)


def _score(answers: Answers, item: Proposal) -> float:
    """Return how likely a candidate is; where the reader was taught otherwise than the guide, grammar decides."""
    if 0.0 < item.grammar < LEAST:
        return 0.0  # a mere act: "imposed sanctions"
    likely = blend(answers, item)
    by_guide = item.frame == FIGURE or _is_hedge(item)
    return max(likely, item.grammar) if by_guide else likely


def _is_hedge(item: Proposal) -> bool:
    return item.source is None and item.frame.startswith(HEDGES)


def _read(tree: Tree, answers: Answers, anchor: int, rivals: Iterable[Proposal]) -> Proposal:
    """Return what the reader sees at an anchor."""
    parts = answers.parts(anchor)
    content = _closed(tree, parts[CONTENT])
    source = _whole_names(tree, _closed(tree, _teller(tree, anchor, parts[SOURCE])))
    cue = parts[CUE] if any(low <= anchor < high for low, high in parts[CUE]) else ((anchor, anchor + 1),)
    twin = _twin(content, rivals)
    if twin is not None:
        words = _words(content)
        if _share(words, _words(twin.content)) >= EDGES:
            content = twin.content
        if source and _share(_words(source), _words(twin.source_pieces)) >= EDGES:
            source = twin.source_pieces
        return replace(twin, source=_head(tree, source), source_pieces=source, cue_pieces=cue, content=content)
    frame = PARTS.get(tree.pos[anchor], "") + "read"
    lemma = tree.lemma[anchor].lower()
    return Proposal(anchor, lemma, frame, _head(tree, source), source, cue, content, head=_head(tree, content))


def _teller(tree: Tree, anchor: int, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return a source as far as it names who tells.

    That is not what somebody did to tell ("[The ministry] released figures showing that"), nor "it" in "it is believed
    that", nor anybody beside a pronoun, which names all of a source.
    """
    subject = tree.subject(anchor)
    if subject is not None and tree.tag[subject] == "PRP" and (subject, subject + 1) in pieces:
        empty = tree.lower[subject] in EXPLETIVE and tree.dep[subject] == "nsubjpass"
        return () if empty else ((subject, subject + 1),)
    head = _head(tree, pieces)
    subject = tree.subject(head) if head is not None and tree.tag[head] in FINITE else None
    if subject is None or subject not in _words(pieces):
        return pieces
    return ((tree.left[subject], tree.right[subject] + 1),)


def _closed(tree: Tree, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return pieces without a word at the end that only opens another phrase: "[two officials], who"."""
    found = []
    for low, high in pieces:
        while high > low + 1 and _opens(tree, high - 1):
            high -= 1
        found.append((low, high))
    return tuple(found)


def _opens(tree: Tree, i: int) -> bool:
    relative = tree.lower[i - 1] == "," and tree.tag[i] in RELATIVE
    clause = tree.tag[i - 1] == "CC" and tree.lower[i] == "that"
    return relative or clause or tree.lower[i] in ARTICLES or tree.lower[i] == "," or tree.tag[i] == "CC"


def _whole_names(tree: Tree, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return pieces with the rest of each name that they begin or end in: "Minister [Kim Yong]-hyun"."""
    found = []
    for low, high in pieces:
        while low > 0 and tree.ent[low] and tree.ent[low - 1] == tree.ent[low]:
            low -= 1
        while high < len(tree) and tree.ent[high - 1] and tree.ent[high] == tree.ent[high - 1]:
            high += 1
        found.append((low, high))
    return tuple(found)


def _cue(pieces: Iterable[Piece], item: Proposal) -> tuple[Piece, ...]:
    """Return the cue without the words of source and content; the word that carries it alone, where that is lost."""
    holes = [*item.source_pieces, *item.content]
    left = [rest for low, high in pieces for rest in cut(low, high, holes)]
    kept = any(low <= item.cue < high for low, high in left)
    return tuple(left) if kept else ((item.cue, item.cue + 1),)


def _without_twins(seen: list[Proposal]) -> list[Proposal]:
    """Return candidates without those that tell the content of a likelier one at another cue: "Kim Jong [Un] vowed".

    A hedge tells what others tell too: "officials said it reportedly flew".
    """
    kept: dict[int, list[Proposal]] = {}  # by the first word of the content
    found = []
    for item in sorted(seen, key=lambda item: -item.rank):
        if _is_hedge(item):
            found.append(item)
            continue
        near = (
            [other for at in range(item.start - 2, item.start + 3) for other in kept.get(at, ())]
            if item.content
            else []
        )
        words = _words(item.content)
        if not any(other.cue != item.cue and _is_twin(item, words, other) for other in near):
            kept.setdefault(item.start, []).append(item)
            found.append(item)
    return found


def _is_twin(item: Proposal, words: set[int], other: Proposal) -> bool:
    """Tell whether a candidate is a likelier one over again: it tells the same, or its cue is part of that one."""
    share = _share(words, _words(other.content))
    return share >= SAME or (share >= ALIKE and item.cue in _words([*other.source_pieces, *other.cue_pieces]))


def blend(answers: Answers, item: Proposal) -> float:
    """Return how likely a candidate is, by the facts that both give."""
    return chance(float(answers.blend @ facts(answers, item)))


def facts(answers: Answers, item: Proposal) -> Floats:
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
            _tagged(answers, item.content, CONTENT),
            _tagged(answers, item.source_pieces, SOURCE),
            float(answers.tags[item.cue, CONTENT - 1]),
        ],
        dtype=np.float32,
    )


def _tagged(answers: Answers, pieces: tuple[Piece, ...], role: int) -> float:
    """Return the log-odds of how likely the words of pieces are part of that role of any attribution; 0 of none."""
    if not pieces:
        return 0.0
    return odds(float(np.concatenate([answers.tags[low:high, role - 1] for low, high in pieces]).mean()))


def _twin(content: tuple[Piece, ...], rivals: Iterable[Proposal]) -> Proposal | None:
    """Return the likeliest proposal with much the same content."""
    words = _words(content)
    near = [item for item in rivals if _share(words, _words(item.content)) >= ALIKE]
    return max(near, key=lambda item: item.score, default=None)


def _words(pieces: Iterable[Piece]) -> set[int]:
    return {i for low, high in pieces for i in range(low, high)}


def _share(one: set[int], other: set[int]) -> float:
    return len(one & other) / len(one | other)


def _head(tree: Tree, pieces: Iterable[Piece]) -> int | None:
    """Return the word that hangs on none of the others; the first that means something where a parse left several."""
    held = sorted(_words(pieces))
    inside = set(held)
    tops = [i for i in held if tree.head[i] not in inside or tree.head[i] == i]
    return next((i for i in tops if tree.pos[i] not in LEADING), tops[0] if tops else None)
