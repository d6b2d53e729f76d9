"""Quotations: where each opens and closes, paragraph by paragraph."""

from collections.abc import Iterable
from dataclasses import dataclass

from korea_nlp.components.claims.tree import Tree
from korea_nlp.syntax import QUOTATION_MARKS

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
        return self.words >= SMALL or self.stopped


def find_quotes(tree: Tree) -> list[Quote]:
    """Return the outermost quotations in order; one that never closes ends with its paragraph."""
    found: list[Quote] = []
    opened: int | None = None
    size = len(tree)
    for i in range(size):
        if opened is not None and tree.para[i] != tree.para[opened]:
            found += _unclosed(tree, opened, i)
            opened = None
        text = tree.lower[i]
        if text not in QUOTATION_MARKS:
            continue
        if opened is None:
            if text not in CURLY_CLOSE:
                opened = i
        elif _closes(tree.lower[opened], text):
            found.append(Quote(opened, i + 1, True, _words(tree, opened, i), tree.lower[i - 1] in STOPS))
            opened = None
    if opened is not None:
        found += _unclosed(tree, opened, size)
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
    return text == opener or (text in CURLY_CLOSE)


def _unclosed(tree: Tree, start: int, end: int) -> list[Quote]:
    """Return a quotation that never closes, where it fills its paragraph or goes on in the next; others are slips."""
    begins = tree.paragraph(start)[0] == start or (end < len(tree) and tree.lower[end] in QUOTATION_MARKS)
    words = _words(tree, start, end)
    while not tree.lower[end - 1].strip():
        end -= 1
    opens = begins or tree.lower[start - 1] in {",", ":", "said"}
    return [Quote(start, end, False, words)] if opens else []


def _words(tree: Tree, start: int, end: int) -> int:
    return sum(1 for i in range(start, end) if tree.lower[i][0].isalnum())
