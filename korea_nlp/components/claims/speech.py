"""Attributions that punctuation carries: quotations beside a verb, "Pence: ...", '"..." ― Pence', ones that go on."""

from collections import Counter
from collections.abc import Iterator

from korea_nlp.components.claims import sources
from korea_nlp.components.claims.proposal import Piece, Proposal, cut, tidy
from korea_nlp.components.claims.quotes import Quote
from korea_nlp.components.claims.verbs import make
from korea_nlp.syntax import Parse

REACH = 14  # tokens between a quotation and the verb that introduces it
LABEL = 8  # longest name before a colon
STOPS = frozenset({".", "?", "!", ",", ":", ";", "—", "–", "―", "-", "--"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG"})
WHOLE = ("ccomp", "parataxis", "quote", "adjunct", "dobj")


def propose_quotes(parse: Parse, quotes: list[Quote], inside: list[int]) -> Iterator[Proposal]:
    """Yield each long quotation with the nearest verb after it and before it: '"...", said the minister'."""
    for number, quote in enumerate(quotes):
        if not quote.long:
            continue
        content = [(quote.start, quote.end)]
        after = _nearest(parse, inside, range(quote.end, min(quote.end + REACH, len(parse))))
        before = _nearest(parse, inside, range(quote.start - 1, max(quote.start - 1 - REACH, -1), -1))
        if before is not None and not _introduces(parse, before, quote.start):
            before = None
        for side, verb in (("after", after), ("before", before)):
            if verb is not None:
                source, inherited = sources.find_source(parse, verb)
                if source is not None and inside[source] == number:
                    continue
                lemma = parse.lemma[verb].lower()
                yield make(parse, verb, lemma, f"quote:{side}", source, content, head=verb, inherited=inherited)


def _introduces(parse: Parse, verb: int, start: int) -> bool:
    """Tell whether a quotation follows its verb outright or after a comma or colon, not amid the verb's object."""
    last = parse.lower[start - 1]
    return start - 1 == verb or last in (",", ":", "that") or not last.strip()


def _nearest(parse: Parse, inside: list[int], where: range) -> int | None:
    """Return the first verb of a stretch that may introduce a quotation beside it."""
    breaks = 0
    for i in where:
        if inside[i] >= 0:
            return None
        text = parse.lower[i]
        if text in (".", "?", "!"):
            return None
        breaks += "\n" in text
        if parse.pos[i] == "VERB" and parse.tag[i] in FINITE:
            return i if breaks == 0 or _colon(parse, i) else None
    return None


def _colon(parse: Parse, i: int) -> bool:
    return any(parse.lower[j] == ":" for j in range(i, min(i + REACH, len(parse))))


def propose_labels(parse: Parse, inside: list[int]) -> list[Proposal]:
    """Return the paragraphs that a name and a colon open; names that take turns have a frame of their own."""
    found = list(_labels(parse, inside))
    names = [tuple(parse.lower[i] for low, high in item.source_pieces for i in range(low, high)) for item in found]
    turns = Counter(names)
    for item, name in zip(found, names, strict=True):
        if turns[name] > 1 and len(turns) > 1:
            item.frame = "label:turn"
    return found


def _labels(parse: Parse, inside: list[int]) -> Iterator[Proposal]:
    """Yield paragraphs that a name and a colon open: "Pence: We will act", "Q: Why not?"."""
    size = len(parse)
    start = 0
    while start < size:
        _, end = parse.paragraph(start)
        for i in range(start + 1, min(start + LABEL + 1, end)):
            if parse.pos[i] in ("VERB", "AUX"):
                break
            if parse.lower[i] == ":":
                content = tidy(parse, [(i + 1, end)])
                if content:
                    head = next((k for k in range(i - 1, start - 1, -1) if parse.pos[k] in ("PROPN", "NOUN")), i - 1)
                    frame = "label:first" if parse.para[start] == 0 else "label"
                    name = tidy(parse, [(start, i)])
                    yield Proposal(i, ":", frame, head, name, ((i, i + 1),), content, head=i + 1)
                break
        start = end


def complete(parse: Parse, quotes: list[Quote], inside: list[int], found: Proposal) -> None:
    """Widen a content to the whole of the quotations that it touches, and to those that go on after its cue."""
    if not found.frame.startswith(WHOLE):
        return
    cue = found.cue
    touched = sorted({inside[i] for piece in found.content for i in range(*piece)} - {-1, inside[cue]})
    if not touched:
        return
    long = [quotes[k] for k in touched if quotes[k].long]
    pieces: list[Piece] = list(found.content)
    pieces += [(quotes[k].start, quotes[k].end) for k in touched]
    if long and found.start >= long[0].start - 1:
        pieces += [(quote.start, quote.end) for quote in _going_on(parse, quotes, touched[-1] + 1, cue)]
    holes = [*found.cue_pieces, *found.source_pieces]
    merged: list[Piece] = []
    for low, high in sorted(pieces):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    found.content = tidy(parse, [piece for low, high in merged for piece in cut(low, high, holes)])


def _going_on(parse: Parse, quotes: list[Quote], first: int, cue: int) -> Iterator[Quote]:
    """Yield the quotations after the cue that have none of their own: '"..." he said. "..."'."""
    at = max(cue, quotes[first - 1].end - 1)
    for k in range(first, len(quotes)):
        quote = quotes[k]
        gap = range(at + 1, quote.start)
        if parse.para[quote.start] != parse.para[cue] or len(gap) > REACH + 6:
            return
        if any(parse.pos[i] in ("VERB", "AUX") and not parse.within(i, cue) for i in gap):
            return
        if parse.lower[quote.start - 1] not in STOPS or _has_own_cue(parse, quote.end):
            return  # it begins amid a sentence, or somebody else says it
        yield quote
        at = quote.end - 1


def _has_own_cue(parse: Parse, end: int) -> bool:
    """Tell whether words go on after a quotation within its sentence: '"...", she added'."""
    while end < len(parse) and parse.lower[end] in {",", "”", '"', "''"}:
        end += 1
    return end < len(parse) and bool(parse.lower[end].strip()) and parse.sent[end] == parse.sent[end - 1]
