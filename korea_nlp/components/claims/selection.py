"""Which candidates stand: one a cue; what stands within what; where their parts end."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping

from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.syntax import Parse, Piece, tidy

ACCORDING = "according"
AFTER_COMMA = frozenset({",", "”", '"', "''"})
LINKING = ("xcomp", "dobj", "raise", "pass:xcomp", "adj:to", "noun:to")  # frames whose content may carry the cue itself
OPENED, CLOSED = frozenset("(["), frozenset(")]")
CLOSERS = frozenset(".!?…”»“」』\"’'") | {"''", "..."}


def choose(found: Iterable[Candidate], threshold: float) -> list[Candidate]:
    """Return the likeliest candidate of each cue that passes the threshold, in order of the text."""
    best: dict[int, Candidate] = {}
    for item in found:
        if item.score >= threshold and (item.cue not in best or item.score > best[item.cue].score):
            best[item.cue] = item
    for item in list(best.values()):
        rival = best.get(item.head) if item.head is not None else None
        if rival is None or item.cue not in best or not item.frame.startswith(LINKING):
            continue
        if rival.inherited or rival.source == item.source:
            # "refused to say that ...", "expressed concern about ...": one attribution, the likelier reading
            del best[min(item, rival, key=lambda reading: reading.rank).cue]
    return in_order(best.values())


def in_order(chosen: Iterable[Candidate]) -> list[Candidate]:
    """Return candidates by where they begin, larger ones first."""
    return sorted(chosen, key=lambda item: (min(item.cue, item.start), -item.end, item.cue))


def parents(chosen: list[Candidate]) -> list[int | None]:
    """Return for each candidate the place of the smallest larger one whose content holds its cue, or None."""
    cues = sorted({item.cue for item in chosen})
    size = [(sum(high - low for low, high in item.content), k) for k, item in enumerate(chosen)]
    holders: dict[int, list[int]] = {}
    for _, k in sorted(size):
        for low, high in chosen[k].content:
            for cue in cues[bisect_left(cues, low) : bisect_left(cues, high)]:
                holders.setdefault(cue, []).append(k)
    return [
        next((above for above in holders.get(item.cue, ()) if size[above] > size[k]), None)
        for k, item in enumerate(chosen)
    ]


def detach(parse: Parse, chosen: list[Candidate]) -> None:
    """Give a participle after a comma back to the speaker of its sentence, in place.

    "Shin said the North would launch, urging Seoul to prepare": the parse hangs "urging" on the content of "said".
    """
    tellers: dict[int, list[Candidate]] = {}
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


def part(parse: Parse, chosen: list[Candidate]) -> None:
    """Leave each of several "according to" in a sentence its own clause, in place.

    "11,000 were sent, according to the NIS, and 300 died, according to Kyiv"; "40 fell, according to the JCS, and
    police said nobody was hurt".
    """
    by_sentence: dict[int, list[Candidate]] = {}
    for item in chosen:
        by_sentence.setdefault(parse.sent[item.cue], []).append(item)
    for item in chosen:
        if parse.lower[item.cue] == ACCORDING:
            beside = [other for other in by_sentence[parse.sent[item.cue]] if other is not item and other.source_pieces]
            low = max((end for other in beside if (end := _told_before(parse, item, other))), default=0)
            _keep(parse, item, low, len(parse))
    for item in chosen:
        if parse.lower[item.cue] == ACCORDING:
            starts = [
                min(other.start, other.source_pieces[0][0])
                for other in by_sentence[parse.sent[item.cue]]
                if other.cue > item.cue and other.source_pieces
            ]
            _keep(parse, item, 0, min((i for i in starts if i > item.cue and _joins(parse, i)), default=len(parse)))


def _told_before(parse: Parse, item: Candidate, other: Candidate) -> int:
    """Return where the clause of another "according to" ends that stands in a content before its cue, else 0."""
    inside = any(low <= other.cue < high for low, high in item.content)
    before = parse.lower[other.cue] == ACCORDING and other.cue < item.cue
    return other.source_pieces[-1][1] if inside and before else 0


def _keep(parse: Parse, item: Candidate, low: int, high: int) -> None:
    """Leave a content only its words from ``low`` to ``high``, in place, without a conjunction at their head."""
    left = tidy(parse, [(max(a, low), min(b, high)) for a, b in item.content if a < high and b > low])
    if left and left != item.content:
        left = tidy(parse, [(a + (parse.tag[a] == "CC"), b) for a, b in left])
    item.content = left or item.content


def _joins(parse: Parse, start: int) -> bool:
    """Tell whether a clause follows another one: ", and [police said]"."""
    return start > 1 and parse.tag[start - 1] == "CC" and parse.lower[start - 2] in AFTER_COMMA


def _hangs(parse: Parse, inner: Candidate) -> bool:
    return inner.inherited and parse.tag[inner.cue] == "VBG" and parse.dep[inner.cue] in ("advcl", "acl")


def close_marks(parse: Parse, pieces: Iterable[Piece], ends: Mapping[int, int]) -> tuple[Piece, ...]:
    """Return pieces with the marks beside them that pair with those inside: "the agency (NIS)", '"We will go."'.

    ``ends`` says where each closed quotation ends, by where it starts; a final comma stays out.
    """
    found = []
    for low, high in pieces:
        depth = lowest = 0
        for i in range(low, high):
            end = ends.get(i, 0)
            if high < end <= high + 3 and all(parse.lower[k] in CLOSERS for k in range(high, end)):
                high = end
        for i in range(low, high):
            depth += (parse.lower[i] in OPENED) - (parse.lower[i] in CLOSED)
            lowest = min(lowest, depth)
        if depth > lowest and high < len(parse) and parse.lower[high] in CLOSED:
            high += 1
        if lowest < 0 and low > 0 and parse.lower[low - 1] in OPENED:
            low -= 1
        found.append((low, high))
    return tuple(found)
