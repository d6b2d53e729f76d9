"""Quotations: where each opens and closes."""

from collections.abc import Iterable
from dataclasses import dataclass

from korea_nlp.syntax.labels import QUOTATION_MARKS
from korea_nlp.syntax.parse import Parse

CURLY_OPEN, CURLY_CLOSE = frozenset("“„«"), frozenset("”»")
STOPS = frozenset({",", ".", "?", "!", "…", "..."})
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
    for i, text in enumerate(parse.lower):
        if opened is not None and parse.para[i] != parse.para[opened]:
            found += _unclosed(parse, opened, i)
            opened = None
        if text not in QUOTATION_MARKS:
            continue
        if opened is None:
            if text not in CURLY_CLOSE:
                opened = i
        elif _closes(parse.lower[opened], text):
            stopped = parse.lower[i - 1] in STOPS
            found.append(Quote(opened, i + 1, True, count_words(parse, opened, i) >= (1 if stopped else SMALL)))
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
        return text in CURLY_CLOSE or text == '"'
    return text == opener or text in CURLY_CLOSE or {opener, text} == {"``", "''"}


def _unclosed(parse: Parse, start: int, end: int) -> list[Quote]:
    """Return a quotation that never closes, where it fills its paragraph or goes on in the next; others are slips."""
    opens = parse.paragraph(start)[0] == start or parse.lower[start - 1] in {",", ":", "said"}
    if not opens and (end == len(parse) or parse.lower[end] not in QUOTATION_MARKS):
        return []
    while not parse.lower[end - 1].strip():
        end -= 1
    return [Quote(start, end, False, count_words(parse, start, end) >= SMALL)]


def count_words(parse: Parse, start: int, end: int) -> int:
    """Return how many of a stretch are words, not marks."""
    return sum(1 for i in range(start, end) if parse.lower[i][0].isalnum())
