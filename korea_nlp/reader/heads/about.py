"""Whom a claim is about: each actor of the article beside it, as the first, as another, or not at all."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from korea_nlp.layers import Actor, Mention
from korea_nlp.ops import Floats
from korea_nlp.reader.facts import bucket, country_of
from korea_nlp.reader.heads.items import Item, ItemHead
from korea_nlp.syntax import SUBJECTS, Parse, Piece

NAME = "about"
NONE, ALSO, FIRST = "none", "also", "first"
LABELS = (NONE, ALSO, FIRST)
SLOTS = 4  # the actor's mention within the content, else the last before it; the cue, the content, its head
AboutHead = partial(ItemHead, NAME, LABELS, SLOTS)

TOPICS = {
    word: topic
    for topic, words in {
        "missile": "ballistic icbm launch missile projectile rocket satellite warhead",
        "nuclear": "atomic denuclearization denuclearize nuclear plutonium reactor test uranium weapon",
        "drill": "bomber carrier deployment drill exercise maneuver thaad troop",
        "sanction": "ban blacklist embargo penalty resolution sanction",
        "talk": "agreement deal dialogue diplomacy diplomatic meet meeting negotiate negotiation summit talk",
        "attack": "attack bomb fire kill provocation response retaliate shell strike war",
        "generic": "country government leader nation regime side state",
        "i": "i me my",
        "we": "our us we",
        "he": "he her him his she",
        "they": "their them they",
        "it": "it its",
        "you": "you your",
    }.items()
    for word in words.split()
}
FREQUENT, LATELY = 10, 6  # actors not named in the content that are asked about: the most named, the last named
NO_COUNTRY = frozenset({"none", "other"})
COUNTS = ((1, "1"), (2, "2"), (3, "3"), (5, "4-5"), (8, "6-8"), (13, "9-13"))
RANKS = ((0, "0"), (1, "1"), (2, "2"), (4, "3-4"), (8, "5-8"))
WORDS = ((3, "3"), (6, "4-6"), (12, "7-12"), (24, "13-24"), (48, "25-48"))
GAPS = ((0, "0"), (3, "1-3"), (8, "4-8"), (20, "9-20"), (40, "21-40"), (80, "41-80"), (160, "81-160"))
PLACES = ((0.05, ".05"), (0.15, ".15"), (0.3, ".3"), (0.5, ".5"), (0.75, ".75"))
ALONE = 0.4  # share of the threshold that the likeliest actor of a claim needs where nobody reaches it
LEAD = 40  # words in which who is named stands in the lead


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim before it is asked whom it is about.

    Attributes:
        key: Its id.
        kind: ``direct``, ``indirect`` or ``mixed``.
        who: The actors who make it; ``above``: those who make the claim that it stands within.
        ruled: Whom it is about by grammar, the first first.
    """

    key: str
    source: tuple[Piece, ...]
    cue: tuple[Piece, ...]
    content: tuple[Piece, ...]
    lemma: str | None
    kind: str
    who: tuple[str, ...]
    above: tuple[str, ...]
    ruled: tuple[str, ...]


class Cast:
    """The actors of an article and where they are named; made once for all its claims.

    Args:
        parse: The parse of the article.
        mentions: Its mentions.
        actors: Its actors, by id.
        adjectives: The state that an adjective names, by its token.
    """

    def __init__(
        self,
        parse: Parse,
        mentions: Sequence[Mention],
        actors: Mapping[str, Actor],
        adjectives: Mapping[int, str] | None = None,
    ) -> None:
        self.parse, self.actors, self.adjectives = parse, actors, adjectives or {}
        self.mentions = sorted((m for m in mentions if m.actor in actors), key=lambda m: (m.start, m.end))
        self.starts = [mention.start for mention in self.mentions]
        self.roots = [parse.root_of(mention.start, mention.end) for mention in self.mentions]
        self.by_actor: dict[str, list[int]] = {}
        doing = Counter[str]()
        for place, (mention, root) in enumerate(zip(self.mentions, self.roots, strict=True)):
            self.by_actor.setdefault(mention.actor, []).append(place)
            doing[mention.actor] += parse.dep[root] in SUBJECTS
        most = max(doing.values(), default=0)
        often = sorted(self.by_actor, key=lambda key: -len(self.by_actor[key]))
        self.rank = {key: place for place, key in enumerate(often)}
        self.often = often
        order = {key: place for place, key in enumerate(self.by_actor)}
        total = max(1, len(self.mentions))
        # facts of each actor that no question changes, and the same with whether it is named there
        self.standing: dict[str, dict[bool, tuple[str, ...]]] = {}
        for key, places in self.by_actor.items():
            actor = actors[key]
            facts = (
                f"kind={actor.kind}",
                f"country={country_of(actor)}",
                f"named={bucket(len(places), COUNTS)}",
                f"share={bucket(len(places) / total, PLACES)}",
                f"order={bucket(order[key], RANKS)}",
                f"rank={bucket(self.rank[key], RANKS)}",
                f"doer={most > 0 and doing[key] == most}",
                f"lead={self.mentions[places[0]].start < LEAD}",
            )
            self.standing[key] = {held: (*facts, *(f"in={held}|{fact}" for fact in facts)) for held in (True, False)}

    @cached_property
    def by_word(self) -> dict[str, dict[str, None]]:
        """Who is named by a word, also where it is no mention: "GCC countries"."""
        found: dict[str, dict[str, None]] = {}
        for mention in self.mentions:
            for i in range(mention.start, mention.end):
                if self.parse.pos[i] == "PROPN" and i not in self.adjectives:
                    found.setdefault(self.parse.lower[i], {})[mention.actor] = None
        return found

    def hinted(self, words: Sequence[int]) -> dict[str, None]:
        """Return whom words tell of that are no mentions of theirs: by an adjective, or by a word of the name."""
        found: dict[str, None] = {}
        for i in words:
            if i in self.adjectives:
                found[self.adjectives[i]] = None
            found.update(self.by_word.get(self.parse.lower[i], {}))
        return {key: None for key in found if key in self.by_actor}

    def within(self, pieces: Sequence[Piece]) -> dict[str, list[int]]:
        """Return the places of the mentions within pieces, by actor in order of their first."""
        found: dict[str, list[int]] = {}
        for low, high in pieces:
            for place in range(bisect_left(self.starts, low), bisect_left(self.starts, high)):
                if self.mentions[place].end <= high:
                    found.setdefault(self.mentions[place].actor, []).append(place)
        return found


def make_items(cast: Cast, sayings: Sequence[Saying]) -> list[tuple[Item, str, str]]:
    """Return what is asked of the claims of an article, in their order, with the claim's and the actor's id."""
    found = []
    last: Saying | None = None
    for saying in sorted(sayings, key=lambda saying: (saying.cue or saying.content)[0]):
        found += list(_of_saying(cast, saying, last))
        last = saying
    return found


def choose(
    asked: Sequence[tuple[Item, str, str]], likely: Floats, threshold: float, most: int
) -> dict[str, dict[str, float]]:
    """Return whom each claim is about, the first first, and how likely, from how likely each label of each item is.

    Who is likely enough stands, and the likeliest where nobody is, unless that is unlikely.
    """
    by_claim: dict[str, list[tuple[float, float, str]]] = {}
    for (_, claim, actor), (_, also, first) in zip(asked, likely.tolist(), strict=True):
        by_claim.setdefault(claim, []).append((also + 2 * first, also + first, actor))
    found = {}
    for claim, scored in by_claim.items():
        scored.sort(key=lambda item: -item[0])
        standing = {actor: stands for _, stands, actor in scored if stands >= threshold}
        alone = {actor: stands for _, stands, actor in scored[:1] if stands >= threshold * ALONE}
        found[claim] = dict(list(standing.items())[:most]) or alone
    return found


def _of_saying(cast: Cast, saying: Saying, last: Saying | None) -> Iterator[tuple[Item, str, str]]:
    parse, low, high = cast.parse, saying.content[0][0], saying.content[-1][1]
    inside = cast.within(saying.content)
    upto = bisect_left(cast.starts, low)
    lately = dict.fromkeys(cast.mentions[place].actor for place in range(upto - 1, max(-1, upto - 12), -1))
    words = [i for start, end in saying.content for i in range(start, end)]
    hinted = cast.hinted(words)
    asked = dict.fromkeys(
        [
            *inside,
            *hinted,
            *(key for key in (*saying.who, *saying.ruled, *saying.above) if key in cast.by_actor),
            *list(lately)[:LATELY],
            *cast.often[:FREQUENT],
        ]
    )
    called = {country_of(cast.actors[cast.adjectives[i]]) for i in words if i in cast.adjectives} - NO_COUNTRY
    topics = sorted({TOPICS[word] for i in words for word in (parse.lower[i], parse.lemma[i]) if word in TOPICS})
    top = next((i for i in words if not low <= parse.head[i] < high or parse.head[i] == i), None)
    held = min(len(inside), 3)
    cue = saying.cue[0][0] if saying.cue else low
    core = () if top is None else ((top, top + 1),)
    common = [
        f"told={saying.kind}",
        f"held={held}",
        f"words={bucket(len(words), WORDS)}",
        f"who={min(len(saying.who), 2)}",
        f"lemma={saying.lemma}",
    ]
    countries = {country_of(cast.actors[key]) for key in saying.who if key in cast.actors} - NO_COUNTRY
    first, after = (bisect_left(cast.starts, edge) for edge in parse.sentence(cue))
    beside = {
        cast.mentions[place].actor: cast.roots[place]
        for place in range(first, after)
        if not any(start <= cast.starts[place] < end for start, end in (*saying.content, *saying.source))
    }
    order = {key: place for place, key in enumerate(inside)}
    for key in asked:
        kind, country, own = cast.actors[key].kind, country_of(cast.actors[key]), cast.by_actor[key]
        named, source = min(len(inside.get(key, ())), 2), key in saying.who
        rule = saying.ruled.index(key) + 1 if key in saying.ruled else 0
        standing, within = cast.standing[key][named > 0], f"in={named > 0}"
        facts = [
            *common,
            *standing,
            f"in={named}",
            f"in={named}|held={held}",
            f"ruled={rule}",
            f"ruled={rule}|{kind}",
            f"ruled={rule}|{within}",
            f"source={source}|{within}",
            f"source={source}|told={saying.kind}",
            f"country-of-source={country in countries}|{kind}|{within}",
            f"held={held}|{kind}|{standing[5]}",
            f"hinted={key in hinted}|{within}|{kind}",
            f"hinted={key in hinted}|{within}|held={held}",
            f"adjective={country in called}|{kind}|{within}",
        ]
        facts += [f"{topic}|{country}" for topic in topics]
        place = inside[key][0] if named else own[max(0, bisect_left(own, upto) - 1)]
        mention, root = cast.mentions[place], cast.roots[place]
        if named:
            dep, head = parse.dep[root], parse.head[root]
            facts += [
                f"dep={dep}",
                f"dep={dep}|up={parse.dep[head]}",
                f"dep={dep}|{kind}",
                f"dep={dep}|top={head == top}",
                f"dep={dep}|order={min(order[key], 3)}",
                f"order-in={min(order[key], 3)}",
                f"at={bucket((mention.start - low) / max(1, high - low), PLACES)}",
                f"form={mention.form}",
                f"verb={parse.lemma[head].lower()}",
            ]
        else:
            gap = low - mention.end if mention.end <= low else None
            facts.append(f"gap={'after' if gap is None else bucket(gap, GAPS)}")
            facts += [f"out|{topic}|source={source}" for topic in topics]
            facts += [f"out|{topic}|{country}|state={kind == 'state'}" for topic in topics]
        if source:
            facts += [f"source|lemma={saying.lemma}", f"source|held={held}", *(f"source|{topic}" for topic in topics)]
        if key in beside:
            facts += [f"beside={parse.dep[beside[key]]}", f"beside|lemma={saying.lemma}"]
            facts.append(f"beside|of-cue={parse.head[beside[key]] == cue}")
        if saying.above:
            facts.append(f"above={key in saying.above}|{within}")
        if last is not None:
            facts.append(f"last-source={key in last.who}|{within}")
            facts.append(f"last-about={key in last.ruled}|{within}|held={min(held, 1)}")
        slots = (((mention.start, mention.end),), saying.cue, saying.content, core)
        yield Item(f"{saying.key}|{key}", slots, tuple(facts)), saying.key, key
