"""What might be an attribution: source, cue and content, before it is judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from korea_nlp.syntax import Parse

Piece = tuple[int, int]
OPENED, CLOSED = frozenset("(["), frozenset(")]")
EDGE = frozenset(",.;:—–-“”\"'‘’`()[]…!?|") | {"''", "``", "--", "..."}
CLOSERS = frozenset('.!?…”»"') | {"''", "..."}
BESIDE = 0.05  # how much a sure anchor weighs between two readings: "[expressed] concern about"
HEDGES = ("adverb", "amod", "pass")  # frames of what nobody tells
OUTER = EDGE - frozenset("“„«\"‘'") - {"``", "''"}  # what is no mark that opens a quotation


@dataclass(slots=True)
class Proposal:
    """A possible attribution.

    Attributes:
        cue: Position of the word that carries it.
        lemma: That word's lemma, with a particle or preposition where it needs one: "call for".
        frame: How the content hangs on the cue: "ccomp", "dobj", "prep:of", "quote" ...
        source: The head of the source, where a phrase holds it.
        pieces: Cue, source and content as pieces of tokens.
        inherited: Whether the source comes from another clause or sentence.
        grammar: How likely it is by its facts alone.
        anchored: How likely a reader finds its cue.
    """

    cue: int
    lemma: str
    frame: str
    source: int | None = None
    source_pieces: tuple[Piece, ...] = ()
    cue_pieces: tuple[Piece, ...] = ()
    content: tuple[Piece, ...] = ()
    head: int | None = None  # the word that heads the content
    inherited: bool = False
    quoted: bool = False  # whether that head stands in a quotation that does not hold the cue
    score: float = 0.0
    grammar: float = 0.0
    anchored: float = 0.0
    features: tuple[str, ...] = field(default=())

    @property
    def rank(self) -> float:
        """How it stands beside another reading of the same words: by its score, and a little by its anchor."""
        return self.score + BESIDE * self.anchored

    @property
    def hedges(self) -> bool:
        """Whether it is told by nobody: "reportedly", "alleged", "is believed to"."""
        return self.source is None and self.frame.startswith(HEDGES)

    @property
    def start(self) -> int:
        """First token of the content."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """Token after the last of the content."""
        return self.content[-1][1]


def words_of(pieces: Iterable[Piece]) -> set[int]:
    """Return the words of pieces."""
    return {i for low, high in pieces for i in range(low, high)}


def cut(start: int, end: int, holes: Iterable[Piece]) -> list[Piece]:
    """Return a stretch without its holes.

    Example:
        >>> cut(0, 10, [(3, 5)])
        [(0, 3), (5, 10)]
    """
    pieces = []
    for low, high in sorted(holes):
        if low >= end:
            continue
        if low > start:
            pieces.append((start, low))
        start = max(start, high)
    if start < end:
        pieces.append((start, end))
    return pieces


def trim(parse: Parse, piece: Piece) -> Piece | None:
    """Return a piece without white space and punctuation at its edges; a mark that opens a quotation stays."""
    start, end = piece
    lower = parse.lower
    while start < end and (not lower[start].strip() or lower[start] in OUTER):
        start += 1
    while start < end and (not lower[end - 1].strip() or lower[end - 1] in EDGE):
        end -= 1
    return (start, end) if start < end else None


def close_quotes(parse: Parse, pieces: Iterable[Piece], ends: Mapping[int, int]) -> tuple[Piece, ...]:
    """Return pieces with the stop and closing mark of each quotation that they open; never with a final comma.

    ``ends`` says where each closed quotation ends, by where it starts.
    """
    found = []
    for low, high in pieces:
        for i in range(low, high):
            end = ends.get(i, 0)
            if high < end <= high + 3 and all(parse.lower[k] in CLOSERS for k in range(high, end)):
                high = end
        found.append((low, high))
    return tuple(found)


def close_brackets(parse: Parse, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return pieces with the bracket beside them that pairs with one inside: "the agency (NIS)"."""
    found = []
    for low, high in pieces:
        depth = lowest = 0
        for i in range(low, high):
            depth += (parse.lower[i] in OPENED) - (parse.lower[i] in CLOSED)
            lowest = min(lowest, depth)
        if depth > lowest and high < len(parse) and parse.lower[high] in CLOSED:
            high += 1
        if lowest < 0 and low > 0 and parse.lower[low - 1] in OPENED:
            low -= 1
        found.append((low, high))
    return tuple(found)


def tidy(parse: Parse, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return pieces without punctuation at their edges, empty ones left out, neighbours joined."""
    found: list[Piece] = []
    for piece in sorted(pieces):
        trimmed = trim(parse, piece)
        if trimmed is not None and any(parse.lower[i][0].isalnum() for i in range(*trimmed)):
            found.append(trimmed)
    return tuple(found)
