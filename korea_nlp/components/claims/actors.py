"""Which actors make a claim, and which it is about."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from korea_nlp import layers
from korea_nlp.components.claims.proposal import Piece, Proposal
from korea_nlp.components.claims.tree import SUBJECTS, Tree

MOST = 4
STANDS_FOR = frozenset({"person", "government", "organization", "group", "media", "state"})
OBJECTS = frozenset({"dobj", "dative", "pobj", "nsubjpass", "attr", "oprd"})


class Mentions:
    """The mentions of a Doc, to be looked up by where they stand."""

    def __init__(self, tree: Tree, mentions: Iterable[layers.Mention]) -> None:
        self.tree = tree
        self.mentions = sorted(mentions, key=lambda mention: (mention.start, mention.end))
        self.starts = [mention.start for mention in self.mentions]
        self.doer = self._doer()

    def inside(self, pieces: Iterable[Piece]) -> list[layers.Mention]:
        """Return the mentions that stand wholly within pieces."""
        found = []
        for low, high in pieces:
            for k in range(bisect_left(self.starts, low), len(self.starts)):
                mention = self.mentions[k]
                if mention.start >= high:
                    break
                if mention.end <= high:
                    found.append(mention)
        return found

    def head(self, mention: layers.Mention) -> int:
        """Return the head word of a mention."""
        tree = self.tree
        for i in range(mention.start, mention.end):
            if not mention.start <= tree.head[i] < mention.end or tree.head[i] == i:
                return i
        return mention.end - 1

    def _doer(self) -> str | None:
        """Return the actor that most often is a subject: who an unnamed doer in the text is likeliest to be."""
        tally: Counter[str] = Counter()
        for mention in self.mentions:
            if self.tree.dep[self.head(mention)] in SUBJECTS:
                tally[mention.actor] += 1
        return tally.most_common(1)[0][0] if tally else None


def source_actors(tree: Tree, found: Proposal, mentions: Mentions) -> tuple[str, ...]:
    """Return who the source is; several for "Washington and Seoul", none for "analysts"."""
    if found.source is None:
        return ()
    inside = mentions.inside(found.source_pieces)
    by_head: dict[int, layers.Mention] = {}
    for mention in inside:
        for i in range(mention.start, mention.end):
            by_head.setdefault(i, mention)
    actors: list[str] = []
    for head in tree.conjuncts(found.source):
        mention = by_head.get(head) or _stand_in(tree, head, by_head)
        if mention is not None and mention.actor not in actors:
            actors.append(mention.actor)
    return tuple(actors)


def _stand_in(tree: Tree, head: int, by_head: dict[int, layers.Mention]) -> layers.Mention | None:
    """Return the actor beside an unresolved head: "a JCS official", "Shin, the minister", "an official of the NIS"."""
    for kid in tree.kids[head]:
        if kid in by_head and tree.dep[kid] in ("compound", "nmod", "appos"):
            return by_head[kid]
    for kid in tree.kids[head]:
        if tree.dep[kid] == "prep" and tree.lower[kid] in ("from", "of", "at", "with"):
            held = tree.first(kid, "pobj")
            if held is not None and held in by_head:
                return by_head[held]
    return None


def about(tree: Tree, found: Proposal, mentions: Mentions, implied: Iterable[str] = ()) -> tuple[str, ...]:
    """Return whom the content is about, most important first: subjects, then objects, then others, at most four.

    Args:
        implied: Actors that the content does not name but evidently means, such as the agents of its events.
    """
    ranked: list[tuple[int, int, str]] = []
    for order, mention in enumerate(mentions.inside(found.content)):
        head = mentions.head(mention)
        dep = tree.dep[head]
        rank = 0 if dep in SUBJECTS else 1 if dep == "poss" and tree.dep[tree.head[head]] in SUBJECTS else 2
        if rank == 2 and dep not in OBJECTS:
            rank = 3
        ranked.append((rank, order, mention.actor))
    found_actors: list[str] = []
    for rank, _, actor in sorted(ranked):
        if actor not in found_actors:
            found_actors.append(actor)
    for actor in implied:
        if actor not in found_actors:
            found_actors.append(actor)
    if not found_actors and mentions.doer is not None:
        found_actors.append(mentions.doer)
    return tuple(found_actors[:MOST])
