"""Which actors make a claim, and which it is about."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from korea_nlp import layers
from korea_nlp.components.claims.index import Index
from korea_nlp.components.claims.proposal import Piece, Proposal, words_of
from korea_nlp.components.claims.tree import MAX_CLIMB, Tree
from korea_nlp.syntax import SUBJECTS

MOST = 4
BODIES = frozenset({"GPE", "LOC", "NORP", "ORG"})
RELATIVE = frozenset({"who", "which", "that"})
PARTIES = frozenset({"capitals", "countries", "governments", "nations", "neighbors", "neighbours", "sides", "states"})
OWN = frozenset({"i", "we", "he", "she", "they", "it"})
OBJECTS = frozenset({"dobj", "dative", "pobj", "nsubjpass", "attr", "oprd"})


class Mentions:
    """The mentions of a Doc, to be looked up by where they stand."""

    def __init__(self, tree: Tree, mentions: Iterable[layers.Mention]) -> None:
        self.tree = tree
        self.mentions = sorted(mentions, key=lambda mention: (mention.start, mention.end))
        self.index = Index(((mention.start, mention.end), mention) for mention in self.mentions)

    def inside(self, pieces: Iterable[Piece]) -> list[layers.Mention]:
        """Return the mentions that stand wholly within pieces."""
        return self.index.inside(pieces)

    def head(self, mention: layers.Mention) -> int:
        """Return the head word of a mention."""
        return head_of(self.tree, mention.start, mention.end)


def find_pair(mentions: Mentions, adjectives: Iterable[str], actors: Mapping[str, layers.Actor]) -> tuple[str, ...]:
    """Return the two states that the text speaks of most: who "both countries" are."""
    tally = Counter(mention.actor for mention in mentions.mentions)
    tally.update(adjectives)
    states = [key for key, _ in tally.most_common() if actors[key].kind == "state"]
    return tuple(states[:2])


def is_pair(tree: Tree, head: int) -> bool:
    """Tell whether a noun speaks of two parties: "the two sides", "both countries"."""
    return tree.lower[head] in PARTIES and any(tree.lower[k] in ("both", "two") for k in tree.kids[head])


def head_of(tree: Tree, start: int, end: int) -> int:
    """Return the first word of a stretch whose head stands outside it."""
    for i in range(start, end):
        if not start <= tree.head[i] < end:
            return i
    return end - 1


def find_doer(
    tree: Tree,
    mentions: Mentions,
    speaking: Iterable[Piece],
    agents: Iterable[str],
    actors: Mapping[str, layers.Actor],
) -> str | None:
    """Return the actor whose doings the text tells: whom "the missile" or "the test" most likely points to.

    A state stands for its people and bodies where the text names it. ``speaking`` is where the sources of claims stand:
    who only speaks does nothing. ``agents`` are the agents of the text's events, one entry an event.
    """
    tally = Counter(agents)
    silent = words_of(speaking)
    for mention in mentions.mentions:
        head = mentions.head(mention)
        if head not in silent and tree.dep[head] in SUBJECTS:
            tally[mention.actor] += 1
    if not tally:
        tally.update(mention.actor for mention in mentions.mentions if mentions.head(mention) not in silent)
    states = {actor.country: key for key, actor in actors.items() if actor.kind == "state"}
    for key, _ in tally.most_common():
        actor = actors.get(key)
        if actor.kind != "media":
            return states.get(actor.country, key) if actor.country else key
    return None


def source_actors(tree: Tree, found: Proposal, mentions: Mentions, pair: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return who the source is; several for "Washington and Seoul" and "the two sides", none for "analysts"."""
    if found.source is None:
        return ()
    if is_pair(tree, found.source) and len(pair) == 2:
        return pair
    source, pieces = found.source, found.source_pieces
    verb = tree.head[source]
    if tree.lower[source] in RELATIVE:
        source = tree.head[verb]  # "the minister, who said ..."
        pieces = ((tree.left[source], tree.left[verb]),)
    inside = mentions.inside(pieces)
    by_head: dict[int, layers.Mention] = {}
    for mention in inside:
        for i in range(mention.start, mention.end):
            by_head.setdefault(i, mention)
    actors: list[str] = []
    for head in tree.conjuncts(source):
        named = by_head.get(head) or _stand_in(tree, head, by_head)
        if named is not None and named.actor not in actors:
            actors.append(named.actor)
    return tuple(actors)


def _stand_in(tree: Tree, head: int, by_head: dict[int, layers.Mention]) -> layers.Mention | None:
    """Return the actor beside an unresolved head: "a JCS official", "Shin, the minister", "an official of the NIS"."""
    for kid in tree.kids[head]:
        if kid in by_head and tree.dep[kid] in ("compound", "nmod", "appos"):
            return by_head[kid]
    for kid in tree.kids[head]:
        if tree.lower[kid] in ("from", "of", "at", "with"):
            held = tree.first(kid, "pobj")
            if held in by_head:
                return by_head[held]
    return None


def about(
    tree: Tree,
    found: Proposal,
    mentions: Mentions,
    adjectives: Mapping[int, str],
    who: tuple[str, ...],
    doer: str | None,
    pair: tuple[str, ...] = (),
    *,
    itself: bool,
) -> tuple[str, ...]:
    """Return whom the content is about, most important first: subjects, then objects, then others, at most four.

    ``adjectives`` are the states that adjectives of the text name, by position: "North Korean missiles". The source,
    ``who``, is meant where it speaks of ``itself``: "vowed to strike", "said it would". The text's
    ``doer`` is meant where the content names no subject, and its ``pair`` of states by "both countries".
    """
    inside = mentions.inside(found.content)
    if found.quoted:  # a speaker's "they" is somebody else
        inside = [mention for mention in inside if mention.form != "pronoun" or mention.actor not in who]
    held = {i for mention in inside for i in range(mention.start, mention.end)}
    ranked = [(_rank(tree, mentions.head(mention)), mention.start, mention.actor) for mention in inside]
    for low, high in found.content:
        for i in range(low, high):
            if is_pair(tree, i):
                ranked += [(_rank(tree, i), i, state) for state in pair]
                held.add(i)
            elif i in adjectives and tree.head[i] not in held:
                ranked.append((1 if _rank(tree, tree.head[i]) == 0 else 3, i, adjectives[i]))
    actors: list[str] = []
    if itself:
        actors += who
    elif _unnamed_subject(tree, found, held):
        actors.append(doer)
    for _, _, actor in sorted(ranked, key=lambda item: item[:2]):
        if actor not in actors:
            actors.append(actor)
    if not actors:
        actors.append(doer)
    return tuple(actors[:MOST])


def speaks_of_itself(tree: Tree, found: Proposal, kinds: Sequence[str] = ()) -> bool:
    """Tell whether the subject of a content is its source: unsaid, or a pronoun; ``kinds`` are those of the source."""
    if found.source is None:
        return False
    if found.frame.startswith("xcomp"):
        return True
    head = found.head
    if head is None or tree.pos[head] not in ("VERB", "AUX"):
        return False
    subject = tree.subject(head)
    if subject is None or tree.lower[subject] not in OWN:
        return False
    if tree.lower[subject] in ("i", "we"):
        return True
    if found.quoted:
        return False  # '"They will be sent to the front," it said': others
    pronoun = tree.lower[subject]
    if kinds and pronoun in ("he", "she") and kinds[0] not in ("group", "person"):
        return False
    if pronoun == "it" and kinds == ["government"]:
        return tree.lemma[head] != "be"
    return _agrees(tree, pronoun, found.source) and (pronoun != "it" or tree.lemma[head] != "be")


def _agrees(tree: Tree, pronoun: str, source: int) -> bool:
    """Tell whether a pronoun may stand for the source: "it" for one body, "they" for several, "he" for a person."""
    plural = tree.tag[source] in ("NNS", "NNPS") or tree.lower[source] == "they"
    several = plural or any(tree.dep[k] == "conj" for k in tree.kids[source])
    if pronoun == "they":
        return several
    if pronoun == "it":
        return not several and tree.ent[source] != "PERSON" and tree.lower[source] not in ("he", "she", "who")
    return not several and tree.ent[source] not in BODIES


def _unnamed_subject(tree: Tree, found: Proposal, held: set[int]) -> bool:
    """Tell whether a content is a clause whose subject is a thing: "the missiles flew 320 km"."""
    head = found.head
    if head is None or tree.pos[head] not in ("VERB", "AUX"):
        return False
    subject = tree.subject(head)
    if subject is None or tree.pos[subject] not in ("NOUN", "PRON"):
        return False
    return not any(i in held for i in range(tree.left[subject], min(tree.right[subject] + 1, len(tree))))


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
