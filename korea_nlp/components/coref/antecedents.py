"""Who has been mentioned so far, how lately and how prominently: what pronouns and nominals choose from."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from korea_nlp import layers
from korea_nlp.syntax import SUBJECTS, Parse

LOOK_BACK = 300  # mentions; whoever was named before them is out of mind
LATE = 8  # mentions that may stand after one that is added: the second of "both sides"


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

    def __init__(self, parse: Parse, mentions: list[layers.Mention], actors: dict[str, layers.Actor]) -> None:
        self.parse = parse
        self.actors = actors
        self.taken: set[int] = set()
        self.all: list[Antecedent] = []
        for mention in mentions:
            self.add(mention)

    def add(self, mention: layers.Mention) -> None:
        """Note a mention; later words can point to it."""
        parse, start = self.parse, mention.start
        root = parse.root_of(start, mention.end)
        subject = parse.dep[root] in SUBJECTS
        place = Antecedent(mention, self.actors[mention.actor], root, parse.sent[start], subject, parse.head[root])
        self.taken.update(range(start, mention.end))
        late = self.all[-LATE:]
        at = len(self.all) - len(late) + bisect_right(late, start, key=lambda item: item.mention.start)
        self.all.insert(at, place)

    def before(self, i: int, sentences: int) -> Iterator[Antecedent]:
        """Yield the mentions before a token, latest first, of its sentence and so many sentences before it."""
        oldest = self.parse.sent[min(i, len(self.parse) - 1)] - sentences
        for item in islice(reversed(self.all), LOOK_BACK):
            if item.sentence < oldest:
                return
            if item.mention.end <= i:
                yield item
