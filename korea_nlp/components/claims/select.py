"""Which proposals stand: one a cue, and what stands within what."""

from bisect import bisect_left
from collections.abc import Iterable

from korea_nlp.components.claims.proposal import Proposal
from korea_nlp.syntax import Parse

AFTER_COMMA = frozenset({",", "”", '"', "''"})
LINKING = ("xcomp", "dobj", "raise", "pass:xcomp", "adj:to", "noun:to")  # frames whose content may carry the cue itself


def choose(found: Iterable[Proposal], threshold: float) -> list[Proposal]:
    """Return the likeliest proposal of each cue that passes the threshold, in order of the text."""
    best: dict[int, Proposal] = {}
    for item in found:
        if item.score >= threshold and (item.cue not in best or item.score > best[item.cue].score):
            best[item.cue] = item
    for item in list(best.values()):
        rival = best.get(item.head) if item.head is not None else None
        if rival is not None and item.cue in best and item.frame.startswith(LINKING) and _one_source(item, rival):
            # "refused to say that ...", "expressed concern about ...": one attribution, the likelier reading
            del best[min(item, rival, key=lambda reading: reading.rank).cue]
    return in_order(best.values())


def in_order(chosen: Iterable[Proposal]) -> list[Proposal]:
    """Return proposals by where they begin, larger ones first."""
    return sorted(chosen, key=lambda item: (min(item.cue, item.start), -item.end, item.cue))


def _one_source(item: Proposal, rival: Proposal) -> bool:
    return rival.inherited or rival.source == item.source


def parents(chosen: list[Proposal]) -> list[int | None]:
    """Return for each proposal the place of the smallest larger one whose content holds its cue, or None."""
    cues = sorted({item.cue for item in chosen})
    size = [(sum(high - low for low, high in item.content), k) for k, item in enumerate(chosen)]
    holders: dict[int, list[int]] = {}
    for k in sorted(range(len(chosen)), key=lambda k: size[k]):
        for low, high in chosen[k].content:
            for cue in cues[bisect_left(cues, low) : bisect_left(cues, high)]:
                holders.setdefault(cue, []).append(k)
    return [
        next((above for above in holders.get(item.cue, ()) if size[above] > size[k]), None)
        for k, item in enumerate(chosen)
    ]


def detach(parse: Parse, chosen: list[Proposal]) -> None:
    """Give a participle after a comma back to the speaker of its sentence, in place.

    "Shin said the North would launch, urging Seoul to prepare": the parse hangs "urging" on the content of "said".
    """
    tellers: dict[int, list[Proposal]] = {}
    for item in chosen:
        if item.frame.startswith("ccomp") and item.source is not None and item.cue < item.start:
            tellers.setdefault(parse.sent[item.cue], []).append(item)
    for inner in chosen:
        low = inner.cue_pieces[0][0]
        if inner.source is None or not _hangs(parse, inner) or parse.lower[low - 1] not in AFTER_COMMA:
            continue
        for outer in tellers.get(parse.sent[inner.cue], ()):
            held = outer.start <= inner.source < outer.end
            if (held or inner.source == outer.source) and outer.start < low:
                outer.content = tuple((a, min(b, low - 1)) for a, b in outer.content if a < low - 1)
                inner.source, inner.source_pieces = outer.source, outer.source_pieces
                break


def _hangs(parse: Parse, inner: Proposal) -> bool:
    return inner.inherited and parse.tag[inner.cue] == "VBG" and parse.dep[inner.cue] in ("advcl", "acl")
