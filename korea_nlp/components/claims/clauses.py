"""Which clauses of a sentence are told: those on both sides of a telling, not those that the writer adds."""

from collections.abc import Iterable, Sequence

from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.source_and_content import content_head, find_source, source_phrase
from korea_nlp.syntax import VERBAL, Parse, Piece, cut, tidy, words_of

FINITE = ("VBD", "VBP", "VBZ")
JOINING = frozenset({"and", "but"})
ADDED = frozenset(  # after a comma, these open the writer's own clause five times of six (press/train)
    {"after", "although", "amid", "despite", "though", "while"}
)
EVEN = frozenset({"even"})
OWN_TAILS = ADDED | {"as", "days", "hours", "minutes", "months", "weeks", "which", "who", "without"}
NOMINAL = ("ADJ", "DET", "NOUN", "NUM", "PRON", "PROPN")
LONGEST = 60  # tokens of a sentence on one side of a telling


def give_back(parse: Parse, chosen: Sequence[Candidate]) -> None:
    """Give what follows a telling after "and" back to its speaker, in place.

    "He said the ship had left, and cautioned that it was armed"; "she stressed that it would never yield and ordered
    the army to prepare": parsers hang the second on what the first tells.
    """
    by_cue = {item.cue: item for item in chosen}
    for inner in chosen:
        target = _shares_with(parse, inner, by_cue)
        if target is None:
            continue
        subject, _ = find_source(parse, target)
        low = _first_of(inner)
        if subject is None or not subject < low:
            continue
        outer = by_cue.get(target)
        if outer is not None and outer.source_pieces:
            inner.source, inner.source_pieces = outer.source, outer.source_pieces
            held = tidy(parse, [(a, min(b, low - 1)) for a, b in outer.content if a < low - 1])
            outer.content = held or outer.content
        else:
            inner.source, inner.source_pieces = subject, source_phrase(parse, subject, inner.cue_pieces)


def _first_of(item: Candidate) -> int:
    return min(start for start, _ in item.cue_pieces)


def _shares_with(parse: Parse, inner: Candidate, by_cue: dict[int, Candidate]) -> int | None:
    """Return the verb whose speaker a conjoined cue shares, where the parse hangs it on what that one tells."""
    low, cue = _first_of(inner), inner.cue
    if not inner.inherited or parse.dep[cue] != "conj" or parse.tag[cue] not in FINITE or parse.auxiliaries(cue):
        return None
    if low < 2 or parse.lower[low - 1] not in JOINING:
        return None
    beside = parse.head[cue]
    torn = parse.tag[beside] == "VB" and parse.lower[cue] != parse.lemma[cue]  # "would yield and ordered"
    if not torn and parse.lower[low - 2] != ",":
        return None
    at = beside
    while parse.head[at] != at:
        at = parse.head[at]
        alike = parse.tag[at] == parse.tag[cue] and parse.pos[at] in VERBAL
        if alike and (torn or (at in by_cue and by_cue[at].start <= beside < by_cue[at].end)):
            return at
    return None


def take_both_sides(parse: Parse, chosen: Sequence[Candidate], inside: Sequence[int]) -> None:
    """Let a telling amid a sentence take what stands before it too, in place: "[It may be], she says, [that ...]"."""
    for item in chosen:
        if not item.source_pieces or item.hedges:
            continue
        low = min(_first_of(item), item.source_pieces[0][0])
        high = max(item.cue_pieces[-1][1], item.source_pieces[-1][1])
        start = parse.sentence(low)[0]
        amid = parse.lower[low - 1 : low] == [","] and parse.lower[high : high + 1] in ([","], [";"])
        if not amid or item.start != high + 1 or not 1 < low - start < LONGEST:
            continue
        before = range(start, low - 1)
        verbs = [i for i in before if parse.tag[i] in (*FINITE, "MD")]
        told = any(other is not item and other.cue in before and other.source_pieces for other in chosen)
        if (
            told
            or not verbs
            or inside[item.start] >= 0
            or any(parse.dep[k] in ("mark", "advmod") for k in parse.kids[verbs[0]] if k <= start + 1)
        ):
            continue
        if parse.lower[high] == ";":  # "X happened, Seoul said; Y did too"
            item.content = tidy(parse, [(start + (parse.tag[start] == "CC"), low - 1)])
            item.head = content_head(parse, item.content)
        elif parse.dep[item.cue] == "parataxis" or parse.lower[item.start] in ("that", "to"):
            item.content = tidy(parse, [(start + (parse.tag[start] == "CC"), low - 1), *item.content])


def leave_tails(parse: Parse, chosen: Iterable[Candidate], inside: Sequence[int]) -> None:
    """Take what the writer adds off contents, in place.

    "X happened, Seoul said, the third case this year"; "Seoul said X happened, though Tokyo had doubts"; "X happened,
    Seoul said; Y did too"; "Kim's promise that X has reached Paju". Words in quotation marks are nobody's addition;
    ``inside`` is the number of each token's quotation, or -1.
    """
    cues = {item.cue for item in chosen}
    for item in chosen:
        if not item.source_pieces:
            continue
        verb = _predicate(parse, item)
        asides = _asides(parse, item)
        high = max(item.cue_pieces[-1][1], item.source_pieces[-1][1])
        amid = item.start < min(_first_of(item), item.source_pieces[0][0])
        kept: list[Piece] = []
        for low, end in item.content:
            stop = end
            if low >= high and amid and inside[low] < 0:
                stop = low if _is_tail(parse, low, high) else end
            elif low >= high:
                stop = min(_before_addition(parse, inside, low, end), _next_act(parse, item, low, end))
            stop = verb if low < verb < stop else stop
            quoted = any(inside[i] >= 0 for i in range(stop, end))
            if quoted and not any(stop <= cue < end for cue in cues):
                stop = end
            kept += cut(low, stop, asides)
        if kept != list(item.content):
            item.content = tidy(parse, [(low, end) for low, end in kept if low < end]) or item.content


def _is_tail(parse: Parse, low: int, high: int) -> bool:
    """Tell whether a piece after a telling amid a sentence is the writer's: a phrase, or a clause that adds to it."""
    between = parse.lower[high:low]
    if ";" in between:
        return True
    if "," not in between:
        return False
    if parse.lower[low] in OWN_TAILS:
        return True
    if parse.pos[low] not in NOMINAL:
        return False
    at = low
    while low <= parse.head[at] and parse.head[at] != at:
        at = parse.head[at]
    return parse.pos[at] in ("NOUN", "PROPN", "PRON") and parse.dep[at] not in ("nsubj", "nsubjpass", "conj")


def _before_addition(parse: Parse, inside: Sequence[int], low: int, end: int) -> int:
    """Return where a piece ends before a clause that the writer adds after a comma."""
    for i in range(low + 2, end):
        if parse.lower[i - 1] != "," or inside[i] >= 0:
            continue
        word = parse.lower[i + 1] if parse.lower[i] in EVEN and i + 1 < end else parse.lower[i]
        gerund = word == "while" and i + 1 < end and parse.tag[i + 1] == "VBG"  # "while gaining time": not added
        if word in ADDED and not gerund and parse.right[_top(parse, i)] >= end - 1:
            return i - 1
    return end


def _top(parse: Parse, i: int) -> int:
    """Return the head of the clause or phrase that a word opens."""
    return parse.head[i] if parse.dep[i] in ("mark", "advmod") else i


def _predicate(parse: Parse, item: Candidate) -> int:
    """Return where the verb begins whose subject is a noun that tells what follows: "the claim that X [is] odd"."""
    verb = parse.head[item.cue]
    if parse.pos[item.cue] != "NOUN" or parse.dep[item.cue] not in ("nsubj", "nsubjpass") or verb < item.cue:
        return len(parse)
    return min([verb, *(k for k in parse.auxiliaries(verb) if k > item.cue)])


def _asides(parse: Parse, item: Candidate) -> list[Piece]:
    """Return the clauses that hang on a source and not on what it tells: "X fell, said Kim, [who fled in May]"."""
    source = words_of(item.source_pieces)
    if not source or max(source) < item.cue:
        return []
    clauses = [parse.subtree(kid) for i in source for kid in parse.kids[i] if parse.dep[kid] == "relcl" and kid > i]
    return [piece for piece in clauses if not piece[0] <= item.cue < piece[1]]


def _next_act(parse: Parse, item: Candidate, low: int, end: int) -> int:
    """Return where a piece ends before what the speaker does next: "said it was old [and walked off]"."""
    acts = [k for k in parse.children(item.cue, "conj") if low < k < end and parse.pos[k] in VERBAL]
    starts = [parse.left[k] for k in acts if parse.subject(k) is None]
    starts += [i for i in range(low + 1, end - 1) if _declines(parse, i)]
    joined = [i - 1 - (parse.lower[i - 2] == ",") for i in starts if parse.lower[i - 1] in JOINING]
    return min((i for i in joined if i > low), default=end)


def _declines(parse: Parse, i: int) -> bool:
    return parse.lower[i] in ("declined", "declines", "refused", "refuses") and parse.lower[i + 1] == "to"


def take_antecedents(parse: Parse, chosen: Iterable[Candidate]) -> None:
    """Let what a relative clause tells begin with what it tells it of: "[ships] that Seoul accused [of spying]"."""
    for item in chosen:
        cue = item.cue
        if parse.dep[cue] != "relcl" or not item.source_pieces or parse.head[cue] >= cue:
            continue
        first, above = parse.left[cue], parse.head[cue]
        gap = parse.tag[first] in ("WDT", "WP") and parse.dep[first] == "dobj" and parse.head[first] == cue
        words = words_of(item.content)
        if gap and first not in words and above not in words and min(words) > cue:
            item.content = tidy(parse, [_phrase(parse, above), *item.content])


def _phrase(parse: Parse, noun: int) -> Piece:
    """Return a noun with what stands before it; with the nouns that it is joined to, where there are several."""
    first = parse.first_conjunct(noun)
    return parse.left[first], noun + 1


def end_whole(parse: Parse, chosen: Iterable[Candidate]) -> None:
    """Let no content end in a preposition that a parse left without its object, in place: "bought for [the bank]"."""
    for item in chosen:
        low, high = item.content[-1]
        end = parse.sentence(high - 1)[1]
        if parse.pos[high - 1] != "ADP" or parse.kids[high - 1] or high >= end or high - low < 2:
            continue
        while high < end and parse.pos[high] in NOMINAL and high not in words_of(item.cue_pieces):
            high += 1
        item.content = (*item.content[:-1], (low, high))
