"""Which actors make a claim, and which it is about."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from korea_nlp import layers
from korea_nlp.components.claims.index import Index
from korea_nlp.components.claims.proposal import Piece, Proposal, words_of
from korea_nlp.syntax import MAX_CLIMB, SUBJECTS, Parse

MOST = 4
BODIES = frozenset({"GPE", "LOC", "NORP", "ORG"})
RELATIVE = frozenset({"who", "which", "that"})
PARTIES = frozenset({"capitals", "countries", "governments", "nations", "neighbors", "neighbours", "sides", "states"})
OWN = frozenset({"i", "we", "he", "she", "they", "it"})
OBJECTS = frozenset({"dobj", "dative", "pobj", "nsubjpass", "attr", "oprd"})


class Mentions:
    """The mentions of a Doc, to be looked up by where they stand."""

    def __init__(self, parse: Parse, mentions: Iterable[layers.Mention]) -> None:
        self.parse = parse
        self.mentions = sorted(mentions, key=lambda mention: (mention.start, mention.end))
        self.index = Index(((mention.start, mention.end), mention) for mention in self.mentions)

    def inside(self, pieces: Iterable[Piece]) -> list[layers.Mention]:
        """Return the mentions that stand wholly within pieces."""
        return self.index.inside(pieces)

    def head(self, mention: layers.Mention) -> int:
        """Return the head word of a mention."""
        return self.parse.root_of(mention.start, mention.end)


def find_pair(mentions: Mentions, adjectives: Iterable[str], actors: Mapping[str, layers.Actor]) -> tuple[str, ...]:
    """Return the two states that the text speaks of most: who "both countries" are."""
    tally = Counter(mention.actor for mention in mentions.mentions)
    tally.update(adjectives)
    states = [key for key, _ in tally.most_common() if actors[key].kind == "state"]
    return tuple(states[:2])


def is_pair(parse: Parse, head: int) -> bool:
    """Tell whether a noun speaks of two parties: "the two sides", "both countries"."""
    return parse.lower[head] in PARTIES and any(parse.lower[k] in ("both", "two") for k in parse.kids[head])


def find_doer(
    parse: Parse,
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
        if head not in silent and parse.dep[head] in SUBJECTS:
            tally[mention.actor] += 1
    if not tally:
        tally.update(mention.actor for mention in mentions.mentions if mentions.head(mention) not in silent)
    states = {actor.country: key for key, actor in actors.items() if actor.kind == "state"}
    for key, _ in tally.most_common():
        actor = actors[key]
        if actor.kind != "media":
            return states.get(actor.country, key) if actor.country else key
    return None


def source_actors(parse: Parse, found: Proposal, mentions: Mentions, pair: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return who the source is; several for "Washington and Seoul" and "the two sides", none for "analysts"."""
    if found.source is None:
        return ()
    if is_pair(parse, found.source) and len(pair) == 2:
        return pair
    source, pieces = found.source, found.source_pieces
    verb = parse.head[source]
    if parse.lower[source] in RELATIVE:
        source = parse.head[verb]  # "the minister, who said ..."
        pieces = ((parse.left[source], parse.left[verb]),)
    inside = mentions.inside(pieces)
    by_head: dict[int, layers.Mention] = {}
    for mention in inside:
        for i in range(mention.start, mention.end):
            by_head.setdefault(i, mention)
    actors: list[str] = []
    for head in parse.conjuncts(source):
        named = by_head.get(head) or _stand_in(parse, head, by_head)
        if named is not None and named.actor not in actors:
            actors.append(named.actor)
    return tuple(actors)


def _stand_in(parse: Parse, head: int, by_head: dict[int, layers.Mention]) -> layers.Mention | None:
    """Return the actor beside an unresolved head: "a JCS official", "Shin, the minister", "an official of the NIS"."""
    for kid in parse.kids[head]:
        if kid in by_head and parse.dep[kid] in ("compound", "nmod", "appos"):
            return by_head[kid]
    for kid in parse.kids[head]:
        if parse.lower[kid] in ("from", "of", "at", "with"):
            held = parse.first(kid, "pobj")
            if held is not None and held in by_head:
                return by_head[held]
    return None


def about(
    parse: Parse,
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
    ranked = [(_rank(parse, mentions.head(mention)), mention.start, mention.actor) for mention in inside]
    for low, high in found.content:
        for i in range(low, high):
            if is_pair(parse, i):
                ranked += [(_rank(parse, i), i, state) for state in pair]
                held.add(i)
            elif i in adjectives and parse.head[i] not in held:
                ranked.append((1 if _rank(parse, parse.head[i]) == 0 else 3, i, adjectives[i]))
    actors: list[str] = []
    if itself:
        actors += who
    elif doer is not None and _unnamed_subject(parse, found, held):
        actors.append(doer)
    for _, _, actor in sorted(ranked, key=lambda item: item[:2]):
        if actor not in actors:
            actors.append(actor)
    if not actors and doer is not None:
        actors.append(doer)
    return tuple(actors[:MOST])


def speaks_of_itself(parse: Parse, found: Proposal, kinds: Sequence[str] = ()) -> bool:
    """Tell whether the subject of a content is its source: unsaid, or a pronoun; ``kinds`` are those of the source."""
    if found.source is None:
        return False
    if found.frame.startswith("xcomp"):
        return True
    head = found.head
    if head is None or parse.pos[head] not in ("VERB", "AUX"):
        return False
    subject = parse.subject(head)
    if subject is None or parse.lower[subject] not in OWN:
        return False
    if parse.lower[subject] in ("i", "we"):
        return True
    if found.quoted:
        return False  # '"They will be sent to the front," it said': others
    pronoun = parse.lower[subject]
    if kinds and pronoun in ("he", "she") and kinds[0] not in ("group", "person"):
        return False
    if pronoun == "it" and kinds == ["government"]:
        return parse.lemma[head] != "be"
    return _agrees(parse, pronoun, found.source) and (pronoun != "it" or parse.lemma[head] != "be")


def _agrees(parse: Parse, pronoun: str, source: int) -> bool:
    """Tell whether a pronoun may stand for the source: "it" for one body, "they" for several, "he" for a person."""
    plural = parse.tag[source] in ("NNS", "NNPS") or parse.lower[source] == "they"
    several = plural or any(parse.dep[k] == "conj" for k in parse.kids[source])
    if pronoun == "they":
        return several
    if pronoun == "it":
        return not several and parse.ent[source] != "PERSON" and parse.lower[source] not in ("he", "she", "who")
    return not several and parse.ent[source] not in BODIES


def _unnamed_subject(parse: Parse, found: Proposal, held: set[int]) -> bool:
    """Tell whether a content is a clause whose subject is a thing: "the missiles flew 320 km"."""
    head = found.head
    if head is None or parse.pos[head] not in ("VERB", "AUX"):
        return False
    subject = parse.subject(head)
    if subject is None or parse.pos[subject] not in ("NOUN", "PRON"):
        return False
    return not any(i in held for i in range(parse.left[subject], min(parse.right[subject] + 1, len(parse))))


def _rank(parse: Parse, head: int) -> int:
    """Return how much of a part a word has in its clause: 0 for a subject."""
    for _ in range(MAX_CLIMB):
        if parse.dep[head] not in ("conj", "appos", "compound", "nmod"):
            break
        head = parse.head[head]
    dep = parse.dep[head]
    if dep in SUBJECTS:
        return 0
    if dep == "poss" and parse.dep[parse.head[head]] in SUBJECTS:
        return 1
    return 2 if dep in OBJECTS else 3
