"""A candidate: what might be an attribution, with its source, cue and content as pieces of tokens."""

from dataclasses import dataclass

from korea_nlp.syntax import Piece

BESIDE = 0.05  # how much a sure anchor weighs between two readings: "[expressed] concern about"
HEDGES = ("adverb", "amod", "pass")  # frames of what nobody tells


@dataclass(slots=True)
class Candidate:
    """A possible attribution.

    Attributes:
        cue: Position of the word that carries it.
        lemma: That word's lemma, with its particle: "point out".
        frame: How the content hangs on the cue: "ccomp", "dobj", "prep:of", "quote" ...
        source: The head of the source, where a phrase holds it.
        head: The head of the content.
        inherited: Whether the source comes from another clause or sentence.
        quoted: Whether the content's head stands in a quotation that does not hold the cue.
        score: How likely it is; ``grammar``: by its facts alone; ``anchored``: how likely a reader finds its cue.
    """

    cue: int
    lemma: str
    frame: str
    source: int | None = None
    source_pieces: tuple[Piece, ...] = ()
    cue_pieces: tuple[Piece, ...] = ()
    content: tuple[Piece, ...] = ()
    head: int | None = None
    inherited: bool = False
    quoted: bool = False
    score: float = 0.0
    grammar: float = 0.0
    anchored: float = 0.0

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
