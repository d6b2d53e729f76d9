"""Quotations: who introduces each, and who goes on speaking in one without a cue."""

from collections.abc import Iterator
from dataclasses import replace

from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.source_and_content import find_source
from korea_nlp.components.claims.verbs import make
from korea_nlp.syntax import VERBAL, Parse, Piece, Quote, count_words, cut, tidy, words_of

BREAKS = frozenset({".", "?", "!", ",", ":", ";", "—", "–", "―", "-", "--"})  # what stands before one that goes on
REACH = 14  # tokens between a quotation and the verb that introduces it
GAP = 20  # tokens between a quotation and the one that it goes on in
LABEL = 8  # longest name before a colon
SIGNED = 16  # longest name after a dash, with what is told of whom it names
DASHES = frozenset({"—", "–", "―", "-", "--"})
TELLING = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG"})
FINITE = frozenset({"MD", "VBD", "VBP", "VBZ"})
WHOLE = ("ccomp", "parataxis", "quote", "adjunct", "dobj")
CARRIED = 0.75  # how much of a speaker's likelihood a quotation without a cue keeps
ALONE = 3  # words that may stand beside a quotation that is a paragraph of its own


def propose_quotes(parse: Parse, quotes: list[Quote], inside: list[int]) -> Iterator[Candidate]:
    """Yield each long quotation with the nearest verb after it and before it: '"...", said the minister'."""
    for number, quote in enumerate(quotes):
        if not quote.long:
            continue
        after = _nearest(parse, inside, range(quote.end, min(quote.end + REACH, len(parse))))
        before = _nearest(parse, inside, range(quote.start - 1, max(quote.start - 1 - REACH, -1), -1))
        if before is not None and not _introduces(parse, before, quote.start):
            before = None
        for side, verb in (("after", after), ("before", before)):
            if verb is None:
                continue
            source, inherited = find_source(parse, verb)
            if source is None or inside[source] != number:
                lemma, content = parse.lemma[verb].lower(), [(quote.start, quote.end)]
                yield make(parse, verb, lemma, f"quote:{side}", source, content, head=verb, inherited=inherited)


def _introduces(parse: Parse, verb: int, start: int) -> bool:
    """Tell whether a quotation follows its verb outright or after a comma or colon, not amid the verb's object."""
    last = parse.lower[start - 1]
    return start - 1 == verb or last in (",", ":", "that") or not last.strip()


def _nearest(parse: Parse, inside: list[int], where: range) -> int | None:
    """Return the first verb of a stretch that may introduce a quotation beside it; over a line only with a colon."""
    breaks = 0
    for i in where:
        text = parse.lower[i]
        if inside[i] >= 0 or text in (".", "?", "!"):
            return None
        breaks += "\n" in text
        if parse.pos[i] == "VERB" and parse.tag[i] in TELLING:
            return i if breaks == 0 or ":" in parse.lower[i : i + REACH] else None
    return None


def propose_labels(parse: Parse) -> Iterator[Candidate]:
    """Yield the paragraphs that a name and a colon open: "Pence: We will act", "Q: Why not?"."""
    start = 0
    while start < len(parse):
        _, end = parse.paragraph(start)
        for i in range(start + 1, min(start + LABEL + 1, end)):
            if parse.pos[i] in VERBAL:
                break
            if parse.lower[i] == ":":
                content = tidy(parse, [(i + 1, end)])
                if content:
                    head = next((k for k in range(i - 1, start - 1, -1) if parse.pos[k] in ("PROPN", "NOUN")), i - 1)
                    frame = "label:first" if parse.para[start] == 0 else "label"
                    name = tidy(parse, [(start, i)])
                    yield Candidate(i, ":", frame, head, name, ((i, i + 1),), content, head=i + 1)
                break
        start = end


def propose_signatures(parse: Parse, quotes: list[Quote]) -> Iterator[Candidate]:
    """Yield quotations that fill a paragraph but for a dash and a name, which may stand on the next line."""
    for quote in quotes:  # "The talks come too late." ― Park Min-ji
        dash = quote.end
        while dash < len(parse) and not parse.lower[dash].strip() and dash < quote.end + 2:
            dash += 1
        opens = parse.paragraph(quote.start)[0] == quote.start
        if not (opens and quote.closed and quote.long) or dash + 1 >= len(parse) or parse.lower[dash] not in DASHES:
            continue
        _, end = parse.paragraph(dash)
        name, content = tidy(parse, [(dash + 1, end)]), tidy(parse, [(quote.start, quote.end)])
        comma = next((i for i in range(dash + 1, end) if parse.lower[i] in (",", "(")), end)
        head = next((i for i in range(comma - 1, dash, -1) if parse.pos[i] == "PROPN"), None)
        if head is None or end - dash > SIGNED or any(parse.pos[i] in VERBAL for i in range(dash + 1, comma)):
            continue
        yield Candidate(dash, "—", "quote:signed", head, name, ((dash, dash + 1),), content, head=content[0][0])


def complete(parse: Parse, quotes: list[Quote], inside: list[int], found: Candidate) -> None:
    """Widen a content to the whole of the quotations that it touches, and to those that go on after its cue."""
    if not found.frame.startswith(WHOLE):
        return
    cue = found.cue
    touched = sorted({inside[i] for i in words_of(found.content)} - {-1, inside[cue]})
    if not touched:
        return
    pieces: list[Piece] = [*found.content, *((quotes[k].start, quotes[k].end) for k in touched)]
    first = next((quotes[k].start for k in touched if quotes[k].long), None)
    if first is not None and found.start >= first - 1:
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
    for quote in quotes[first:]:
        gap = range(at + 1, quote.start)
        if parse.para[quote.start] != parse.para[cue] or len(gap) > GAP:
            return
        if any(parse.pos[i] in VERBAL and not parse.within(i, cue) for i in gap):
            return
        if parse.lower[quote.start - 1] not in BREAKS or _has_own_cue(parse, quote.end):
            return  # it begins amid a sentence, or somebody else says it
        yield quote
        at = quote.end - 1


def _has_own_cue(parse: Parse, end: int) -> bool:
    """Tell whether words go on after a quotation within its sentence: '"...", she added'."""
    while end < len(parse) and parse.lower[end] in {",", "”", '"', "''"}:
        end += 1
    return end < len(parse) and bool(parse.lower[end].strip()) and parse.sent[end] == parse.sent[end - 1]


def name_tellers(parse: Parse, quotes: list[Quote], inside: list[int], chosen: list[Candidate]) -> None:
    """Let what stands between a quotation and its cue be its source, in place: '"I was wrong," [Yoon, 64,] told'.

    Where a source is seen there already, words before it that were taken for content belong to it too.
    """
    for item in chosen:
        held = {inside[i] for i in words_of(item.content)} - {-1, inside[item.cue]}
        ends = [quotes[k].end for k in held if quotes[k].closed and quotes[k].long and quotes[k].end <= item.cue]
        if not ends:
            continue
        low, high = max(ends), min(start for start, _ in item.cue_pieces)
        between = tidy(parse, [(low, high)])
        words = words_of(between)
        if not words or high - low > SIGNED or not _names(parse, words):
            continue
        told, teller = words & words_of(item.content), words_of(item.source_pieces)
        if not teller or (told and teller <= words):
            item.source_pieces = between
            item.source = next(i for i in sorted(words) if _is_nominal(parse, i))
            item.content = tidy(parse, [piece for a, b in item.content for piece in cut(a, b, [(low, high)])])


def _names(parse: Parse, words: set[int]) -> bool:
    """Tell whether words are a phrase that names somebody: in one sentence, no clause, nothing that joins clauses."""
    first = min(words)
    told = any(parse.tag[i] in FINITE or parse.lower[i] in BREAKS - {",", "-"} for i in words)
    opens = _is_nominal(parse, first) or parse.pos[first] in ("ADJ", "DET", "NUM")
    return opens and not told and any(_is_nominal(parse, i) for i in words)


def _is_nominal(parse: Parse, i: int) -> bool:
    """Tell whether a word is a noun, or in capitals as names are, whatever a tagger took it for."""
    return parse.pos[i] in ("NOUN", "PRON", "PROPN") or parse.text[i][0].isupper()


def carry_on(parse: Parse, quotes: list[Quote], inside: list[int], chosen: list[Candidate]) -> list[Candidate]:
    """Return the candidates with each unclaimed paragraph of quotation linked to the speaker before it.

    A quotation that stays open at its paragraph's end and is opened anew in the next one is one content, and so is one
    that goes on after its cue: '"We wait," he said. "We count."' A closed one that is followed by a paragraph of
    quotation alone makes a claim of its own.
    """
    owner: dict[int, Candidate] = {}
    for item in chosen:
        for k in {inside[i] for i in words_of(item.content)} - {-1, inside[item.cue]}:
            if quotes[k].long:
                owner.setdefault(k, item)
    found = list(chosen)
    for k in range(1, len(quotes)):
        quote, before = quotes[k], quotes[k - 1]
        if k in owner or not quote.long or k - 1 not in owner:
            continue
        speaker, piece = owner[k - 1], (quote.start, quote.end)
        runs_on = (
            before.end <= speaker.cue < quote.start and next(_going_on(parse, quotes, k, speaker.cue), None) == quote
        )
        if not runs_on and not _follows(parse, before, quote):
            continue
        if runs_on or not before.closed:
            speaker.content = tidy(parse, [*speaker.content, piece])
            owner[k] = speaker
        elif count_words(parse, quote.end, parse.paragraph(quote.start)[1]) <= ALONE:
            score, content = speaker.score * CARRIED, tidy(parse, [piece])
            owner[k] = replace(speaker, frame="carried", content=content, head=None, inherited=True, score=score)
            found.append(owner[k])
    return found


def _follows(parse: Parse, before: Quote, quote: Quote) -> bool:
    """Tell whether a quotation opens the paragraph after another one's."""
    opens = parse.paragraph(quote.start)[0] == quote.start
    return opens and parse.para[quote.start] == parse.para[before.end - 1] + 1
