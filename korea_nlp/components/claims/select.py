"""Which proposals stand: one a cue, and what stands within what."""

from collections.abc import Iterable

from korea_nlp.components.claims.proposal import Proposal
from korea_nlp.components.claims.tree import Tree

LINKING = ("xcomp", "dobj", "raise", "pass:xcomp", "adj:to", "noun:to")  # frames whose content may carry the cue itself


def overlap(a: Proposal, b: Proposal) -> float:
    """Return the share of words that two contents have in common (Jaccard)."""
    common = sum(
        max(0, min(high, top) - max(low, bottom)) for low, high in a.content for bottom, top in b.content
    )
    size = sum(high - low for low, high in a.content) + sum(high - low for low, high in b.content) - common
    return common / size if size else 0.0


def choose(found: Iterable[Proposal], threshold: float) -> list[Proposal]:
    """Return the likeliest proposal of each cue that passes the threshold, in order of the text."""
    best: dict[int, Proposal] = {}
    for item in found:
        if item.score >= threshold and (item.cue not in best or item.score > best[item.cue].score):
            best[item.cue] = item
    for cue in sorted(best):
        item = best.get(cue)
        rival = best.get(item.head) if item is not None and item.head is not None and item.head != cue else None
        if item is not None and rival is not None and item.frame.startswith(LINKING) and _one_source(item, rival):
            # "refused to say that ...", "expressed concern about ...": one attribution, the likelier reading
            del best[rival.cue if item.score > rival.score else cue]
    return sorted(best.values(), key=lambda item: (min(item.cue, item.start), -item.end, item.cue))


def _one_source(item: Proposal, rival: Proposal) -> bool:
    return rival.inherited or rival.source is None or rival.source == item.source


def parents(chosen: list[Proposal]) -> list[int | None]:
    """Return for each proposal the place of the smallest other whose content holds its cue, or None."""
    holders: dict[int, int] = {}
    size = [sum(high - low for low, high in item.content) for item in chosen]
    cues = {item.cue for item in chosen}
    for k in sorted(range(len(chosen)), key=lambda k: -size[k]):
        for low, high in chosen[k].content:
            for cue in cues.intersection(range(low, high)) if high - low < len(cues) else (c for c in cues if low <= c < high):
                holders[cue] = k
    return [holders.get(item.cue) for item in chosen]


def detach(tree: Tree, chosen: list[Proposal]) -> None:
    """Give a participle after a comma back to the speaker of its sentence, in place.

    "Shin said the North would launch, urging Seoul to prepare": the parse hangs "urging" on the content of "said".
    """
    for inner in chosen:
        if tree.tag[inner.cue] != "VBG" or tree.dep[inner.cue] not in ("advcl", "acl") or not inner.inherited:
            continue
        low = inner.cue_pieces[0][0]
        if low == 0 or tree.lower[low - 1] not in {",", "”", '"', "''"}:
            continue
        for outer in chosen:
            tells = outer.frame.startswith("ccomp") and outer.source is not None and outer.cue < outer.start < low
            if not tells or not outer.start < low < outer.end or inner.source == outer.source:
                continue
            if inner.source is None or not outer.start <= inner.source < outer.end:
                continue
            outer.content = tuple((a, min(b, low - 1)) for a, b in outer.content if a < low - 1)
            inner.source, inner.source_pieces = outer.source, outer.source_pieces
            break
