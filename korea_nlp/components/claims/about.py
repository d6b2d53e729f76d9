"""Which actors make a claim, and which it is about."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from korea_nlp import layers
from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.syntax import MAX_CLIMB, SUBJECTS, VERBAL, Parse, Piece, words_of
from korea_nlp.syntax.labels import NOMINAL, SEVERAL

MOST = 4
BODIES = frozenset({"GPE", "LOC", "NORP", "ORG"})
RELATIVE = frozenset({"who", "which", "that"})
PARTIES = frozenset({"capitals", "countries", "governments", "nations", "neighbors", "neighbours", "sides", "states"})
OWN = frozenset({"i", "we", "he", "she", "they", "it"})
OBJECTS = frozenset({"dobj", "dative", "pobj", "nsubjpass", "attr", "oprd"})
Item = TypeVar("Item")
Actors = Mapping[str, layers.Actor]


class Index(Generic[Item]):
    """Items by the piece of text that each stands on.

    Example:
        >>> Index([((2, 4), "b"), ((0, 1), "a")]).inside([(0, 3), (3, 9)])
        ['a']
    """

    def __init__(self, items: Iterable[tuple[Piece, Item]]) -> None:
        held = sorted(items, key=lambda item: item[0])
        self.pieces = [piece for piece, _ in held]
        self.items = [item for _, item in held]

    def inside(self, pieces: Iterable[Piece]) -> list[Item]:
        """Return the items that stand wholly within one of the pieces."""
        found = []
        for low, high in pieces:
            for k in range(bisect_left(self.pieces, (low, 0)), bisect_left(self.pieces, (high, 0))):
                if self.pieces[k][1] <= high:
                    found.append(self.items[k])
        return found


Mentions = Index[layers.Mention]


def head_of(parse: Parse, mention: layers.Mention) -> int:
    """Return the head of a mention."""
    return parse.root_of(mention.start, mention.end)


def find_pair(mentions: Mentions, adjectives: Iterable[str], actors: Actors) -> tuple[str, ...]:
    """Return the two states that the text speaks of most: who "both countries" are."""
    tally = Counter([*(mention.actor for mention in mentions.items), *adjectives])
    return tuple([key for key, _ in tally.most_common() if actors[key].kind == "state"][:2])


def is_pair(parse: Parse, head: int) -> bool:
    """Tell whether a noun speaks of two parties: "the two sides", "both countries"."""
    return parse.lower[head] in PARTIES and any(parse.lower[k] in ("both", "two") for k in parse.kids[head])


def find_doer(
    parse: Parse,
    mentions: Mentions,
    speaking: Iterable[Piece],
    agents: Iterable[str],
    actors: Actors,
    states: Mapping[str, str],
) -> str | None:
    """Return the actor whose doings the text tells: whom "the missile" or "the test" most likely points to.

    A state stands for its people and bodies where the text names it. ``speaking`` is where the sources of claims stand:
    who only speaks does nothing. ``agents`` are the agents of the text's events, one entry an event; ``states`` are
    those of the text by country.
    """
    silent = words_of(speaking)
    doing = [(mention.actor, head) for mention in mentions.items if (head := head_of(parse, mention)) not in silent]
    tally = Counter([*agents, *(actor for actor, head in doing if parse.dep[head] in SUBJECTS)])
    if not tally:
        tally.update(actor for actor, _ in doing)
    for key, _ in tally.most_common():
        if actors[key].kind != "media":
            country = actors[key].country
            return states.get(country, key) if country else key
    return None


def source_actors(
    parse: Parse, found: Candidate, mentions: Mentions, actors: Actors, pair: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return who the source is; several for "Washington and Seoul" and "the two sides", none for "analysts"."""
    source, pieces = found.source, found.source_pieces
    if source is None:
        return ()
    if is_pair(parse, source) and len(pair) == 2:
        return pair
    if parse.lower[source] in RELATIVE:
        verb = parse.head[source]  # "the minister, who said ..."
        source = parse.head[verb]
        pieces = ((parse.left[source], parse.left[verb]),)
    by_word: dict[int, list[layers.Mention]] = {}
    for mention in mentions.inside(pieces):
        for i in range(mention.start, mention.end):
            held = by_word.setdefault(i, [mention])
            if held[0] is not mention and (held[0].start, held[0].end) == (mention.start, mention.end):
                held.append(mention)  # "U.S. and South Korean officials", "they": two actors of the same words
    heads = parse.conjuncts(source)
    people = [_apposed(parse, head, by_word, actors) or _people(by_word.get(head, ()), actors) for head in heads]
    if any(people):  # "Kim Min-jae, and chairman of the panel": the second says who the first is
        told = [(head, held) for head, held in zip(heads, people, strict=True) if held or not _describes(parse, head)]
    else:
        told = [(head, []) for head in heads]
    named = (held or by_word.get(head) or _stand_in(parse, head, by_word) for head, held in told)
    return tuple(dict.fromkeys(mention.actor for held in named for mention in held))


def _people(held: Iterable[layers.Mention], actors: Actors) -> list[layers.Mention]:
    return [mention for mention in held if actors[mention.actor].kind == "person"]


def _apposed(
    parse: Parse, head: int, by_word: Mapping[int, list[layers.Mention]], actors: Actors
) -> list[layers.Mention]:
    """Return the person whose name stands beside a noun of office: "the ministry's spokesman, Brig. Gen. Han".

    Also behind the body of the office: "ambassador to the United Nations Nikki Haley", but "an aide to Nikki Haley".
    """
    if parse.pos[head] not in NOMINAL or parse.tag[head] in SEVERAL:
        return []
    kids = parse.children(head, "appos") if parse.pos[head] == "NOUN" else []
    beside = [_people(by_word.get(kid, ()), actors) for kid in kids]
    for place in parse.children(head, "prep"):
        name = parse.first(place, "pobj")
        found = [] if name is None else _people(by_word.get(name, ()), actors)
        bodies = by_word.get(found[0].start - 1, ()) if found else ()
        beside.append(found if len(bodies) > len(_people(bodies, actors)) else [])
    return next((held for held in beside if held), [])


def _describes(parse: Parse, head: int) -> bool:
    """Tell a noun that says who somebody is from one that is somebody else: "and chairman", "and a spokesman"."""
    return parse.pos[head] == "NOUN" and parse.tag[head] not in SEVERAL and parse.first(head, "det") is None


def _stand_in(parse: Parse, head: int, by_word: Mapping[int, list[layers.Mention]]) -> list[layers.Mention]:
    """Return the actors beside an unresolved head: "a JCS official", "Shin, the minister", "an official of the NIS"."""
    beside = parse.children(head, "compound", "nmod", "appos")
    for kid in parse.kids[head]:
        held = parse.first(kid, "pobj") if parse.lower[kid] in ("from", "of", "at", "with") else None
        beside += [] if held is None else [held]
    return next((by_word[i] for i in beside if i in by_word), [])


def speaks_of_itself(parse: Parse, found: Candidate, kinds: Sequence[str] = ()) -> bool:
    """Tell whether the subject of a content is its source: unsaid, or a pronoun; ``kinds`` are those of the source."""
    if found.source is None:
        return False
    if found.frame.startswith("xcomp"):
        return True
    head = found.head
    subject = None if head is None or parse.pos[head] not in VERBAL else parse.subject(head)
    if head is None or subject is None or parse.lower[subject] not in OWN:
        return False
    pronoun = parse.lower[subject]
    if pronoun in ("i", "we"):
        return True
    if found.quoted:
        return False  # '"They will be sent to the front," it said': others
    if kinds and pronoun in ("he", "she") and kinds[0] not in ("group", "person"):
        return False
    if pronoun == "it" and parse.lemma[head] == "be":
        return False  # "it was a mistake"
    return (pronoun == "it" and kinds == ["government"]) or _agrees(parse, pronoun, found.source)


def _agrees(parse: Parse, pronoun: str, source: int) -> bool:
    """Tell whether a pronoun may stand for the source: "it" for one body, "they" for several, "he" for a person."""
    plural = parse.tag[source] in SEVERAL or parse.lower[source] == "they"
    several = plural or parse.first(source, "conj") is not None
    if pronoun == "they":
        return several
    if pronoun == "it":
        return not several and parse.ent[source] != "PERSON" and parse.lower[source] not in ("he", "she", "who")
    return not several and parse.ent[source] not in BODIES


def about(
    parse: Parse,
    found: Candidate,
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
    ranked = [(_rank(parse, head_of(parse, mention)), mention.start, mention.actor) for mention in inside]
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
    actors += [actor for _, _, actor in sorted(ranked, key=lambda item: item[:2])]
    if not actors and doer is not None:
        actors.append(doer)
    return tuple(dict.fromkeys(actors))[:MOST]


def _unnamed_subject(parse: Parse, found: Candidate, held: set[int]) -> bool:
    """Tell whether a content is a clause whose subject is a thing: "the missiles flew 320 km"."""
    head = found.head
    subject = None if head is None or parse.pos[head] not in VERBAL else parse.subject(head)
    if subject is None or parse.pos[subject] not in ("NOUN", "PRON"):
        return False
    return held.isdisjoint(range(*parse.subtree(subject)))


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
