"""Which actors make a claim, and which it is about."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping

from korea_nlp import layers
from korea_nlp.components.claims.proposal import Piece, Proposal
from korea_nlp.components.claims.tree import MAX_CLIMB, SUBJECTS, Tree

MOST = 4
OBJECTS = frozenset({"dobj", "dative", "pobj", "nsubjpass", "attr", "oprd"})


class Mentions:
    """The mentions of a Doc, to be looked up by where they stand."""

    def __init__(self, tree: Tree, mentions: Iterable[layers.Mention]) -> None:
        self.tree = tree
        self.mentions = sorted(mentions, key=lambda mention: (mention.start, mention.end))
        self.starts = [mention.start for mention in self.mentions]

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


def find_doer(
    tree: Tree, mentions: Mentions, speaking: Iterable[Piece], agents: Iterable[str], kinds: Mapping[str, str]
) -> str | None:
    """Return the actor whose doings the text tells: whom "the missile" or "the test" most likely points to.

    Args:
        speaking: Where the sources of claims stand; who only speaks does nothing.
        agents: The agents of the text's events, one entry an event.
        kinds: The kind of each actor, by id.
    """
    tally = Counter(agents)
    silent = {i for low, high in speaking for i in range(low, high)}
    for mention in mentions.mentions:
        head = mentions.head(mention)
        if head not in silent and tree.dep[head] in SUBJECTS:
            tally[mention.actor] += 1
    for actor in tally:
        if kinds.get(actor) == "media":
            tally[actor] = 0
    best = tally.most_common(1)
    return best[0][0] if best and best[0][1] else None


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


def about(
    tree: Tree,
    found: Proposal,
    mentions: Mentions,
    adjectives: Mapping[int, str],
    doer: str | None,
) -> tuple[str, ...]:
    """Return whom the content is about, most important first: subjects, then objects, then others, at most four.

    Args:
        adjectives: The states that adjectives of the text name, by position: "North Korean missiles".
        doer: Whom the text's doings belong to; meant where the content names nobody.
    """
    ranked: list[tuple[int, int, str]] = []
    for mention in mentions.inside(found.content):
        ranked.append((_rank(tree, mentions.head(mention)), mention.start, mention.actor))
    for low, high in found.content:
        for i in range(low, high):
            if i in adjectives:
                above = _rank(tree, tree.head[i])
                ranked.append((1 if above == 0 else 3, i, adjectives[i]))
    actors: list[str] = []
    for _, _, actor in sorted(ranked):
        if actor not in actors:
            actors.append(actor)
    if not actors and doer is not None:
        actors.append(doer)
    return tuple(actors[:MOST])


def _rank(tree: Tree, head: int) -> int:
    """Return how much of a part a word has in its clause: 0 for a subject."""
    for _ in range(MAX_CLIMB):
        if tree.dep[head] not in ("conj", "appos", "compound", "nmod"):
            break
        head = tree.head[head]
    dep = tree.dep[head]
    if dep in SUBJECTS:
        return 0
    if dep == "poss" and tree.dep[tree.head[head]] in SUBJECTS:
        return 1
    return 2 if dep in OBJECTS else 3
