"""Stretches of words: which words they hold, what is left without others, their edges tidied."""

from collections.abc import Iterable

from korea_nlp.syntax.parse import Parse, Piece

EDGE = frozenset(",.;:—–-“”„«»「」『』\"'‘’`()[]…!?|，、•●▪■►▶◆○□*") | {"''", "``", "--", "..."}
OUTER = EDGE - frozenset("“„«「『\"‘'") - {"``", "''"}  # what is no mark that opens a quotation


def words_of(pieces: Iterable[Piece]) -> set[int]:
    """Return the words of pieces."""
    return set[int]().union(*[range(low, high) for low, high in pieces])


def cut(start: int, end: int, holes: Iterable[Piece]) -> list[Piece]:
    """Return a stretch without its holes.

    Example:
        >>> cut(0, 10, [(3, 5)])
        [(0, 3), (5, 10)]
    """
    pieces = []
    for low, high in sorted(holes):
        if low >= end:
            break
        if low > start:
            pieces.append((start, low))
        start = max(start, high)
    if start < end:
        pieces.append((start, end))
    return pieces


def tidy(parse: Parse, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return pieces without white space and punctuation at their edges, those without words left out.

    A mark that opens a quotation stays.
    """
    found = []
    lower = parse.lower
    for start, end in sorted(pieces):
        while start < end and (not lower[start].strip() or lower[start] in OUTER):
            start += 1
        while start < end and (not lower[end - 1].strip() or lower[end - 1] in EDGE):
            end -= 1
        if any(lower[i][0].isalnum() for i in range(start, end)):
            found.append((start, end))
    return tuple(found)
