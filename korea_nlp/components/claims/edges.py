"""Where the parts of an attribution that the reader sees begin and end."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np

from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.source_and_content import HARDLY, source_phrase
from korea_nlp.reader.decode import Answers, Mask, hold, pieces_of
from korea_nlp.reader.heads.attribution import CONTENT, CUE
from korea_nlp.syntax import CALENDAR, QUOTATION_MARKS, Parse, Piece, cut, tidy, words_of

CUED = 0.35  # likelihood of a word of a cue
STRIDE = 3  # how far apart the words of a cue stand at most: "made it clear"
GROWN = 0.5  # likelihood of a word that belongs to the content beside it
MODIFYING = ("amod", "case", "compound", "det", "nmod", "nummod", "poss")
FINITE = ("VBD", "VBP", "VBZ")
AUXILIARIES = ("aux", "auxpass", "neg")
DASHES, DATELINE = ("-", "--", "—", "–"), 24  # tokens: "SEOUL, Jan. 24 (Yonhap) --"
DATING = ("early", "earlier", "in", "late", "later", "on")
OPENERS, RELATIVE = ("a", "an", "the", ","), ("WDT", "WP")
NEAR = 8  # tokens between a noun and the verb that follows what hangs on it
FEW = 8  # tokens of a source that "hardly" opens
LEADING = ("DET", "ADP", "CCONJ", "PUNCT", "SPACE")  # never what a source is, where other words are


def head_of(parse: Parse, pieces: Iterable[Piece]) -> int | None:
    """Return the word that hangs on none of the others; the first that means something where a parse left several."""
    held = sorted(words_of(pieces))
    inside = set(held)
    tops = [i for i in held if parse.head[i] not in inside or parse.head[i] == i]
    return next((i for i in tops if parse.pos[i] not in LEADING), None)


def cue_at(parse: Parse, answers: Answers, anchor: int) -> tuple[Piece, ...]:
    """Return the words near an anchor in its sentence that are likely part of any cue, and the anchor itself."""
    low, high = parse.sentence(anchor)
    held = answers.tags[low:high, CUE - 1] >= CUED
    held[anchor - low] = True
    particle = parse.first(anchor, "prt")
    if particle == anchor + 1:
        held[particle - low] = True
    for i in range(anchor - 1, low - 1, -1):
        if parse.head[i] != anchor or parse.dep[i] not in AUXILIARIES:
            break
        held[i - low] = True
    near = np.flatnonzero(held).tolist()
    first = last = near.index(anchor - low)
    while first > 0 and near[first] - near[first - 1] <= STRIDE:
        first -= 1
    while last + 1 < len(near) and near[last + 1] - near[last] <= STRIDE:
        last += 1
    return tuple(pieces_of(held[near[first] : near[last] + 1], low + near[first]))


def cue_of(parse: Parse, pieces: Iterable[Piece], item: Candidate) -> tuple[Piece, ...]:
    """Return the cue without the words of source and content; the word that carries it alone, where that is lost."""
    holes = [*item.source_pieces, *item.content]
    left = [_without_openers(parse, item, piece) for low, high in pieces for piece in cut(low, high, holes)]
    found = tidy(parse, [(low, high) for low, high in left if low < high])
    kept = any(low <= item.cue < high for low, high in found)
    return found if kept else ((item.cue, item.cue + 1),)


def _without_openers(parse: Parse, item: Candidate, piece: Piece) -> Piece:
    """Return a piece of a cue without the words at its end that open another phrase: "agreed [on] Friday to meet"."""
    low, high = piece
    begins = {start for start, _ in (*item.source_pieces, *item.content)}
    while high > low and high not in begins and high - 1 != item.cue:
        last = high - 1
        if parse.tag[last] != "IN" and not (parse.dep[last] in MODIFYING and parse.head[last] > last):
            break
        high -= 1
    return low, high


def teller(parse: Parse, anchor: int, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return a source as far as it names who tells.

    That is not what somebody did to tell ("[The ministry] released figures showing that"), nor "it" in "it is believed
    that", nor anybody beside a pronoun, which names all of a source. Whoever does what the anchor says is the teller,
    seen or not: "was rejected as baseless by [Seoul]".
    """
    by = parse.first(anchor, "agent")
    doer = None if by is None else parse.first(by, "pobj")
    if doer is not None and (not pieces or by in words_of(pieces)):
        return source_phrase(parse, doer, [])
    subject = parse.subject(anchor)
    if subject is not None and parse.tag[subject] == "PRP" and (subject, subject + 1) in pieces:
        told_by_nobody = parse.lower[subject] == "it" and parse.dep[subject] == "nsubjpass"  # "it is believed that"
        return () if told_by_nobody else ((subject, subject + 1),)
    head = head_of(parse, pieces)
    subject = parse.subject(head) if head is not None and parse.tag[head] in FINITE else None
    return pieces if subject is None else (parse.subtree(subject),)


def closed(parse: Parse, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return pieces without a word at the end that only opens another phrase: "[two officials], who"."""
    found = []
    for low, high in pieces:
        while high > low + 1:
            relative = parse.lower[high - 2] == "," and parse.tag[high - 1] in RELATIVE
            if not (relative or parse.lower[high - 1] in OPENERS or parse.tag[high - 1] == "CC"):
                break
            high -= 1
        found.append((low, high))
    return tuple(found)


def bare(parse: Parse, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return a source without a date after it and without the relative clause that tells: "[Lee], who believes"."""
    found = []
    for low, high in pieces:
        end = high
        while end > low + 1 and (parse.ent[end - 1] in CALENDAR or parse.lower[end - 1] in DATING):
            end -= 1
        dated = any(parse.ent[i] in CALENDAR for i in range(end, high))
        if not dated or any(parse.tag[i] in RELATIVE for i in range(low, end)):
            end = high  # "the envoy who had come in", "the envoy, who left in 2008"
        who = next(
            (i for i in range(end - 1, low + 1, -1) if parse.tag[i] in RELATIVE and parse.lower[i - 1] == ","), end
        )
        if who < end and parse.dep[parse.head[who]] == "relcl" and parse.right[parse.head[who]] >= end:
            end = who - 1
        found.append((low, end))
    return tidy(parse, found)


def unmarked(parse: Parse, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return a source without a mark that closes what stands before it, and without "by": '"We wait," [Kim] said'.

    "Hardly" before it belongs to it: "[hardly anyone] believes".
    """
    found = []
    for low, high in pieces:
        low -= low > 0 and parse.lower[low - 1] in HARDLY and high - low < FEW
        low += 2 * (parse.lower[low : low + 2] == ["both", "by"] and low + 2 < high)
        while low + 1 < high and (parse.lower[low] == "by" or _closes(parse, low)):
            low += 1
        found.append((low, high))
    return tuple(found)


def _closes(parse: Parse, i: int) -> bool:
    return parse.lower[i] in QUOTATION_MARKS | {"'", "’"} and parse.spaced[i]


def own_words(parse: Parse, item: Candidate) -> None:
    """Leave an attribution what it tells, in place: no dateline before it, of a relative clause the antecedent alone.

    "SEOUL, Jan. 24 (KCNA) -- [Kim left], KCNA said"; "twice [the 40 ships] that the ministry cited"; "According to
    [Yonhap], [an official said it fell]", where the official was taken for the source.
    """
    low, high = item.content[0]
    low = _after_dateline(parse, low, high)
    above = parse.head[item.cue]
    if parse.dep[item.cue] == "relcl" and low <= above < high - 1 and parse.tag[high - 1] in RELATIVE:
        low, high = max(low, parse.left[above]), high - 1
        low = next((i + 1 for i in range(above, low - 1, -1) if parse.tag[i] == "PDT"), low)  # "double [the 40 ships]"
    found = tidy(parse, [(low, high), *item.content[1:]] if low < high else item.content[1:])
    item.content = found or item.content
    teller = _subject(parse, item.start) if parse.tag[item.start] in FINITE else None
    if parse.lower[item.cue] == "according" and teller in words_of(item.source_pieces) and item.cue < item.start:
        first = parse.left[teller]
        source = tidy(parse, [(a, min(b, first)) for a, b in item.source_pieces if a < first])
        if source:
            item.source_pieces, item.source = source, head_of(parse, source)
            item.content = tidy(parse, [(first, item.content[0][1]), *item.content[1:]])


def _subject(parse: Parse, verb: int) -> int | None:
    """Return the subject of a verb; a noun right before it that was taken for another name of the one before that."""
    found = parse.subject(verb)
    if found is not None:
        return found
    beside = [i for i in range(max(verb - NEAR, 0), verb) if parse.dep[i] == "appos" and parse.right[i] == verb - 1]
    return beside[0] if beside and parse.left[beside[0]] > 0 else None


def _after_dateline(parse: Parse, low: int, high: int) -> int:
    """Return where a content begins without the dateline at its head: names, dates and marks before a dash."""
    if parse.paragraph(low)[0] != low:
        return low
    for i in range(low, min(low + DATELINE, high - 1)):
        if parse.lower[i] in DASHES:
            before = range(low, i)
            dated = any(parse.ent[k] == "DATE" or parse.lower[k] == ")" or parse.text[k].isupper() for k in before)
            return i + 1 if dated else low
        if not parse.ent[i] and parse.pos[i] not in ("PROPN", "NUM", "PUNCT", "SPACE"):
            return low
    return low


def whose(
    parse: Parse, anchor: int, source: tuple[Piece, ...], content: tuple[Piece, ...]
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return source and content, with the clause that tells whose words they are in the source.

    "according to [a source who asked not to be named], [the unit left]", where the source was seen to end at "who".
    """
    for low, high in source:
        who = high - 1 if parse.lower[high - 1] == "who" else high
        verb = parse.head[who] if who < len(parse) and parse.lower[who] == "who" else who
        if verb == who or parse.dep[verb] != "relcl" or not low <= parse.head[verb] < high:
            continue
        end = parse.right[verb] + 1
        if not low <= anchor < end:  # not "officials who [said]"
            wider = sorted([(low, end), *(piece for piece in source if piece[1] <= low)])
            return tuple(wider), tidy(parse, [rest for a, b in content for rest in cut(a, b, [(low, end)])])
    return source, content


def whole_names(parse: Parse, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return pieces with the rest of each name that they begin or end in: "Minister [Kim Yong]-hyun"."""
    found = []
    for low, high in pieces:
        while low > 0 and parse.ent[low] and parse.ent[low - 1] == parse.ent[low]:
            low -= 1
        while high < len(parse) and parse.ent[high - 1] and parse.ent[high] == parse.ent[high - 1]:
            high += 1
        found.append((low, high))
    return tuple(found)


def settle(parse: Parse, answers: Answers, chosen: Sequence[Candidate]) -> None:
    """Let the attributions of a Doc leave one another their words, in place.

    A cue ends where another's is carried: "said Seoul [believes]". A content takes the words beside it in its sentence
    that are likely part of any, and are part of no source and no cue; not within another, whose words these are, nor
    that of a hedge, which nobody tells, nor one in pieces of several sentences, which are hardly one.
    """
    carriers = sorted({item.cue for item in chosen})
    likely = answers.tags[:, CONTENT - 1]
    free = likely >= GROWN
    for item in chosen:
        at = bisect_left(carriers, item.cue)
        low, high = carriers[at - 1] + 1 if at else 0, carriers[at + 1] if at + 1 < len(carriers) else len(parse)
        item.cue_pieces = tuple((max(a, low), min(b, high)) for a, b in item.cue_pieces if a < high and b > low)
        hold(free, (*item.source_pieces, *item.cue_pieces), held=False)
    for item in chosen:
        scattered = len(item.content) > 1 and parse.sent[item.start] != parse.sent[item.end - 1]
        if not (scattered or item.hedges or likely[item.cue] >= GROWN):
            item.content = tidy(parse, closed(parse, _grown(parse, free, item))) or item.content


def _grown(parse: Parse, free: Mask, item: Candidate) -> tuple[Piece, ...]:
    """Return a content with the free words beside it in its sentence, but none at its ends that hangs elsewhere."""
    start, end = parse.sentence(item.start)[0], parse.sentence(item.end - 1)[1]
    held = free[start:end].copy()
    hold(held, item.content, start)
    words = words_of(item.content)
    found = []
    for low, high in pieces_of(held, start):
        while low < high and low not in words and (parse.head[low] == item.cue or not _joined(parse, low, low, high)):
            low += 1
        while low < high and high - 1 not in words and not _joined(parse, high - 1, low, high):
            high -= 1
        if any(i in words for i in range(low, high)):
            found.append((low, high))
    return tuple(found)


def _joined(parse: Parse, i: int, low: int, high: int) -> bool:
    """Tell whether a word hangs on one of a piece, or one of it on the word."""
    return any(low <= k < high for k in (parse.head[i], *parse.kids[i]))
