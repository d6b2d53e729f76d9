"""Quotations: where each opens and closes, paragraph by paragraph."""

from collections.abc import Iterable
from dataclasses import dataclass

from korea_nlp.syntax import QUOTATION_MARKS, Parse

CURLY_OPEN, CURLY_CLOSE = frozenset("“„«"), frozenset("”»")
STRAIGHT = frozenset({'"', "''", "``"})
STOPS = frozenset({",", ".", "?", "!", "…", "..."})
SMALL = 4  # words; below, a quotation is a word taken over rather than a saying


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation.

    Attributes:
        start: The opening mark.
        end: The token after the closing mark, or after the paragraph's last word.
        closed: Whether it has a closing mark.
        words: How many words it holds.
        stopped: Whether it ends with a stop or comma of its own: '"No," he said'.
    """

    start: int
    end: int
    closed: bool
    words: int
    stopped: bool = False

    @property
    def long(self) -> bool:
        """Whether it can stand as a saying of its own."""
        return self.words >= (1 if self.stopped else SMALL)


def find_quotes(parse: Parse) -> list[Quote]:
    """Return the outermost quotations in order; one that never closes ends with its paragraph."""
    found: list[Quote] = []
    opened: int | None = None
    size = len(parse)
    for i in range(size):
        if opened is not None and parse.para[i] != parse.para[opened]:
            found += _unclosed(parse, opened, i)
            opened = None
        text = parse.lower[i]
        if text not in QUOTATION_MARKS:
            continue
        if opened is None:
            if text not in CURLY_CLOSE:
                opened = i
        elif _closes(parse.lower[opened], text):
            found.append(Quote(opened, i + 1, True, _words(parse, opened, i), parse.lower[i - 1] in STOPS))
            opened = None
    if opened is not None:
        found += _unclosed(parse, opened, size)
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
    begins = parse.paragraph(start)[0] == start or (end < len(parse) and parse.lower[end] in QUOTATION_MARKS)
    words = _words(parse, start, end)
    while not parse.lower[end - 1].strip():
        end -= 1
    opens = begins or parse.lower[start - 1] in {",", ":", "said"}
    return [Quote(start, end, False, words)] if opens else []


def _words(parse: Parse, start: int, end: int) -> int:
    return sum(1 for i in range(start, end) if parse.lower[i][0].isalnum())
