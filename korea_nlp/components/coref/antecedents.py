"""Who has been mentioned so far, how lately and how prominently: what pronouns and nominals choose from."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Doc, Token

from korea_nlp import layers
from korea_nlp.syntax import SUBJECTS

LOOK_BACK = 300  # mentions; whoever was named before them is out of mind


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A mention that a later word can point back to.

    Attributes:
        root: Position of the token that governs the mention.
        subject: Whether the mention is the subject of its clause.
        verb: Position of the head of ``root``.
    """

    mention: layers.Mention
    actor: layers.Actor
    root: int
    sentence: int
    subject: bool
    verb: int


class History:
    """The mentions of a Doc in order, with their sentences and their place in the parse."""

    def __init__(self, doc: Doc, mentions: list[layers.Mention], actors: dict[str, layers.Actor]) -> None:
        self.doc = doc
        self.known = actors.keys()
        self.starts = [0]
        if doc.has_annotation("SENT_START"):
            self.starts = [sentence.start for sentence in doc.sents] or [0]
        self.taken: set[int] = set()
        self.all: list[Antecedent] = []
        for mention in mentions:
            if mention.actor in actors:
                self.add(mention, actors[mention.actor])

    def add(self, mention: layers.Mention, actor: layers.Actor) -> None:
        """Note a mention; later words can point to it."""
        root = _root(self.doc, mention)
        place = Antecedent(mention, actor, root.i, self.sentence(mention.start), root.dep_ in SUBJECTS, root.head.i)
        self.taken.update(range(mention.start, mention.end))
        at = bisect_right([item.mention.start for item in self.all[-8:]], mention.start) + max(0, len(self.all) - 8)
        self.all.insert(at, place)

    def sentence(self, i: int) -> int:
        """Return the number of the sentence that a token stands in."""
        return bisect_right(self.starts, i) - 1

    def before(self, i: int, sentences: int) -> Iterator[Antecedent]:
        """Yield the mentions before a token, latest first, of its sentence and so many sentences before it."""
        oldest = self.sentence(i) - sentences
        for item in islice(reversed(self.all), LOOK_BACK):
            if item.sentence < oldest:
                return
            if item.mention.end <= i:
                yield item


def _root(doc: Doc, mention: layers.Mention) -> Token:
    """Return the token of a mention that hangs on a token outside it."""
    for i in range(mention.start, mention.end):
        head = doc[i].head.i
        if not mention.start <= head < mention.end or head == i:
            return doc[i]
    return doc[mention.end - 1]
