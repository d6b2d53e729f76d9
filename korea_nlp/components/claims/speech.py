"""Attributions that punctuation carries: quotations beside a verb, "Pence: ...", '"..." ― Pence', ones that go on."""

from collections import Counter
from collections.abc import Iterator

from korea_nlp.components.claims import sources
from korea_nlp.components.claims.proposal import Piece, Proposal, cut, tidy
from korea_nlp.components.claims.quotes import Quote
from korea_nlp.components.claims.tree import Tree
from korea_nlp.components.claims.verbs import make

REACH = 14  # tokens between a quotation and the verb that introduces it
LABEL = 8  # longest name before a colon
SIGNED = 16  # longest name after a dash, with what is told of whom it names
DASHES = frozenset({"—", "–", "―", "-", "--"})
STOPS = frozenset({".", "?", "!", ",", ":", ";", *DASHES})
FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG"})
WHOLE = ("ccomp", "parataxis", "quote", "adjunct", "dobj")


def propose_quotes(tree: Tree, quotes: list[Quote], inside: list[int]) -> Iterator[Proposal]:
    """Yield each long quotation with the nearest verb after it and before it: '"...", said the minister'."""
    for number, quote in enumerate(quotes):
        if not quote.long:
            continue
        content = [(quote.start, quote.end)]
        after = _nearest(tree, inside, range(quote.end, min(quote.end + REACH, len(tree))), tree.para[quote.end - 1])
        before = _nearest(tree, inside, range(quote.start - 1, max(quote.start - 1 - REACH, -1), -1), None)
        if not _introduces(tree, before, quote.start):
            before = None
        for side, verb in (("after", after), ("before", before)):
            if verb is not None:
                source, inherited = sources.find_source(tree, verb)
                if source is not None and inside[source] == number:
                    continue
                lemma = tree.lemma[verb].lower()
                yield make(tree, verb, lemma, f"quote:{side}", source, content, head=verb, inherited=inherited)


def _introduces(tree: Tree, verb: int, start: int) -> bool:
    """Tell whether a quotation follows its verb outright or after a comma or colon, not amid the verb's object."""
    last = tree.lower[start - 1]
    return start - 1 == verb or last in (",", ":", "that") or not last.strip()


def _nearest(tree: Tree, inside: list[int], where: range, para: int | None) -> int | None:
    breaks = 0
    for i in where:
        if inside[i] >= 0:
            return None
        text = tree.lower[i]
        if text in (".", "?", "!"):
            return None
        breaks += "\n" in text
        if tree.pos[i] == "VERB" and tree.tag[i] in FINITE:
            return i if breaks == 0 or _colon(tree, i) else None
    return None


def _colon(tree: Tree, i: int) -> bool:
    return any(tree.lower[j] == ":" for j in range(i, min(i + REACH, len(tree))))


def propose_labels(tree: Tree, inside: list[int]) -> list[Proposal]:
    """Return the paragraphs that a name and a colon open; names that take turns have a frame of their own."""
    found = list(_labels(tree, inside))
    names = [tuple(tree.lower[i] for low, high in item.source_pieces for i in range(low, high)) for item in found]
    turns = Counter(names)
    for item, name in zip(found, names, strict=True):
        if turns[name] > 1 and len(turns) > 1:
            item.frame = "label:turn"
    return found


def _labels(tree: Tree, inside: list[int]) -> Iterator[Proposal]:
    """Yield paragraphs that a name and a colon open: "Pence: We will act", "Q: Why not?"."""
    size = len(tree)
    start = 0
    while start < size:
        _, end = tree.paragraph(start)
        for i in range(start + 1, min(start + LABEL + 1, end)):
            if tree.pos[i] in ("VERB", "AUX"):
                break
            if tree.lower[i] == ":":
                content = tidy(tree, [(i + 1, end)])
                if content:
                    head = next((k for k in range(i - 1, start - 1, -1) if tree.pos[k] in ("PROPN", "NOUN")), i - 1)
                    frame = "label:first" if tree.para[start] == 0 else "label"
                    name = tidy(tree, [(start, i)])
                    yield Proposal(i, ":", frame, head, name, ((i, i + 1),), content, head=i + 1)
                break
        start = end


def complete(tree: Tree, quotes: list[Quote], inside: list[int], found: Proposal) -> None:
    """Widen a content to the whole of the quotations that it touches, and to those that go on after its cue."""
    if not found.frame.startswith(WHOLE):
        return
    cue = found.cue
    touched = sorted({inside[i] for piece in found.content for i in range(*piece)} - {-1, inside[cue]})
    long = [quotes[k] for k in touched if quotes[k].long]
    pieces: list[Piece] = list(found.content)
    pieces += [(quotes[k].start, quotes[k].end) for k in touched]
    if long and (found.start >= long[0].start - 1):
        pieces += [(quote.start, quote.end) for quote in _going_on(tree, quotes, touched[-1] + 1, cue)]
    holes = [*found.cue_pieces, *found.source_pieces]
    merged: list[Piece] = []
    for low, high in sorted(pieces):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    found.content = tidy(tree, [piece for low, high in merged for piece in cut(low, high, holes)])


def _going_on(tree: Tree, quotes: list[Quote], first: int, cue: int) -> Iterator[Quote]:
    """Yield the quotations after the cue that have none of their own: '"..." he said. "..."'."""
    at = max(cue, quotes[first - 1].end - 1)
    for k in range(first, len(quotes)):
        quote = quotes[k]
        gap = range(at + 1, quote.start)
        if tree.para[quote.start] != tree.para[cue] or len(gap) > REACH + 6:
            return
        if any(tree.pos[i] in ("VERB", "AUX") and not tree.within(i, cue) for i in gap) or not _opens(
            tree, quote.start
        ):
            return
        if _has_own_cue(tree, quote.end):
            return
        yield quote
        at = quote.end - 1


def _opens(tree: Tree, start: int) -> bool:
    """Tell whether a quotation begins after a stop, not amid a sentence: 'he said. "..."'."""
    return tree.lower[start - 1] in STOPS


def _has_own_cue(tree: Tree, end: int) -> bool:
    """Tell whether words go on after a quotation within its sentence: '"...", she added'."""
    while end < len(tree) and tree.lower[end] in {",", "”", '"', "''"}:
        end += 1
    if end >= len(tree) or not tree.lower[end].strip():
        return False
    return not (tree.sent[end] != tree.sent[end - 1])
