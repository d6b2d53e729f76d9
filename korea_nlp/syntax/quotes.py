"""Quotations: where each opens and closes."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from korea_nlp.syntax.labels import QUOTATION_MARKS
from korea_nlp.syntax.parse import Parse

CURLY_OPEN, CURLY_CLOSE = frozenset("“„«「『"), frozenset("”»」』")
SINGLE_OPEN, SINGLE_CLOSE = frozenset("'‘"), frozenset("'’")
STOPS = frozenset({",", ".", "?", "!", "…", "..."})
FARTHEST = 4  # marks in a row that may be apostrophes
SMALL = 4  # words; below, a quotation is a word taken over rather than a saying


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation.

    Attributes:
        start: The opening mark.
        end: The token after the closing mark, or after the paragraph's last word.
        closed: Whether it has a closing mark.
        long: Whether it can stand as a saying of its own: by its words, or by a stop of its own: '"No," he said'.
    """

    start: int
    end: int
    closed: bool
    long: bool


def find_quotes(parse: Parse) -> list[Quote]:
    """Return the outermost quotations in order; one that never closes ends with its paragraph."""
    if parse.quotes is None:
        parse.quotes = _find(parse)
    return parse.quotes


def _find(parse: Parse) -> list[Quote]:
    found: list[Quote] = []
    opened: int | None = None
    singles = [i for i, text in enumerate(parse.lower) if text in SINGLE_CLOSE and _ends_single(parse, i)]
    after = 0  # the token after the last quotation in single marks
    for i, text in enumerate(parse.lower):
        if i < after:
            continue
        if opened is not None and parse.para[i] != parse.para[opened]:
            found += _unclosed(parse, opened, i)
            opened = None
        if opened is None and text in SINGLE_OPEN and _begins_single(parse, i):
            close = _close_of_single(parse, singles, i)
            if close is not None:
                found.append(_quote(parse, i, close))
                after = close + 1
            continue
        if text not in QUOTATION_MARKS:
            continue
        if opened is None:
            if text not in CURLY_CLOSE:
                opened = i
        elif _closes(parse.lower[opened], text):
            found.append(_quote(parse, opened, i))
            opened = None
    if opened is not None:
        found += _unclosed(parse, opened, len(parse))
    return found


def quote_of(quotes: Iterable[Quote], size: int) -> list[int]:
    """Return for each token the number of the quotation that holds it, or -1."""
    number = [-1] * size
    for k, quote in enumerate(quotes):
        number[quote.start : quote.end] = [k] * (quote.end - quote.start)
    return number


def _closes(opener: str, text: str) -> bool:
    if opener in CURLY_OPEN:
        return text in CURLY_CLOSE or text == '"' or opener + text == "„“"
    return text == opener or text in CURLY_CLOSE or {opener, text} == {"``", "''"}


def _unclosed(parse: Parse, start: int, end: int) -> list[Quote]:
    """Return a quotation that never closes, where it fills its paragraph or goes on in the next; others are slips."""
    opens = parse.paragraph(start)[0] == start or parse.lower[start - 1] in {",", ":", "said"}
    if not opens and (end == len(parse) or parse.lower[end] not in QUOTATION_MARKS):
        return []
    while not parse.lower[end - 1].strip():
        end -= 1
    return [_quote(parse, start, end - 1, closed=False)]


def _quote(parse: Parse, start: int, last: int, *, closed: bool = True) -> Quote:
    """Return the quotation from its opening mark to its closing one, or to its last word."""
    end = last if closed else last + 1
    stopped = parse.lower[end - 1] in STOPS
    return Quote(start, last + 1, closed, count_words(parse, start, end) >= (1 if stopped else SMALL))


def _begins_single(parse: Parse, i: int) -> bool:
    """Tell whether a single mark opens a quotation: it stands before a word and after none, and is no decade's."""
    if i + 1 == len(parse) or parse.spaced[i] or not parse.lower[i + 1][0].isalpha():
        return False
    before = parse.lower[i - 1] if i else ""
    return i == 0 or parse.spaced[i - 1] or not (before.strip() and before[-1].isalnum())


def _ends_single(parse: Parse, i: int) -> bool:
    """Tell whether a single mark may close a quotation: it stands after a word or stop and before none."""
    if i == 0 or parse.spaced[i - 1] or not parse.lower[i - 1].strip():
        return False
    return i + 1 == len(parse) or parse.spaced[i] or not parse.lower[i + 1][0].isalnum()


def _close_of_single(parse: Parse, singles: list[int], start: int) -> int | None:
    """Return the mark that closes a quotation in single marks, in its paragraph.

    One after a word in "s" is passed over where another follows: "'It is the ministers' duty.'"
    """
    at = bisect_right(singles, start)
    last = None
    for close in singles[at : at + FARTHEST]:
        if parse.para[close] != parse.para[start] or (last is not None and _reopened(parse, last, close)):
            break
        last = close
        if parse.lower[close - 1] in STOPS or not parse.lower[close - 1].endswith("s"):
            break
    return last


def _reopened(parse: Parse, start: int, end: int) -> bool:
    """Tell whether another quotation opens in between."""
    return any(parse.lower[i] in SINGLE_OPEN and _begins_single(parse, i) for i in range(start + 1, end))


def count_words(parse: Parse, start: int, end: int) -> int:
    """Return how many of a stretch are words, not marks."""
    return sum(1 for i in range(start, end) if parse.lower[i][0].isalnum())
