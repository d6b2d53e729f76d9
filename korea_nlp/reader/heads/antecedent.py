"""Whom a pronoun or a noun that names nobody stands for: "he", "the agency", "the statement"."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from korea_nlp.layers import Actor, Mention
from korea_nlp.ops import Floats
from korea_nlp.reader.facts import bucket, country_of
from korea_nlp.reader.heads.items import Item, ItemHead, shares
from korea_nlp.syntax import SUBJECTS, Parse

NAME = "antecedent"
NONE, SAME = "none", "same"
LABELS = (NONE, SAME)
SLOTS = 3  # the words that point, the word over them, the actor's last mention
AntecedentHead = partial(ItemHead, NAME, LABELS, SLOTS)

FORMS = {"his": "he", "him": "he", "her": "she", "its": "it", "their": "they", "them": "they"}
LOOK_BACK = 300  # mentions; whoever was named before them is out of mind
MOST = 16  # actors named before that are asked about, latest first
AHEAD, WITHIN = 3, 60  # actors that the text names only after the words, and within how many words
USES = 3  # earlier uses of a noun that are looked at,
NEAR = 8  # and how many words from one a mention stands beside it
PERSONAL = 0.3  # share of the threshold for "he" and "she"
LATEST = 4  # speakers that are told apart
COUNTS, RANKS, FEW, WORDS = (
    tuple((step, str(step)) for step in steps)
    for steps in ((0, 1, 2, 3, 5, 8, 13, 21), (0, 1, 2, 4, 8), (0, 1, 2, 4), (2, 5, 10, 20, 40, 80, 160))
)


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that may stand for an actor.

    Attributes:
        place: The character where its head stands.
        at: The head of its words, which is ``word`` without its case: "he" for "his".
        sort: ``pronoun``, or how the table of nominals says that the noun points; ``other`` where it has none.
        ruled: Whom it stands for by the rules.
        likely: How likely it mentions an actor, in tenths; empty where nobody was taught that.
        kind: Of which kind such an actor is; empty where it is likelier none.
    """

    place: int
    start: int
    end: int
    at: int
    word: str
    sort: str
    ruled: tuple[str, ...]
    likely: str = ""
    kind: str = ""

    @property
    def points(self) -> str:
        """How it points: which pronoun it is, or which sort of noun."""
        return self.word if self.sort == "pronoun" else self.sort


@dataclass(frozen=True, slots=True)
class Who:
    """What is known of an actor; ``gender`` is "m", "f" or empty, words are in lower case."""

    actor: Actor
    gender: str
    name: frozenset[str]
    role: frozenset[str]
    affiliation: frozenset[str]

    @property
    def kind(self) -> str:
        """What kind of actor it is."""
        return self.actor.kind


@dataclass(slots=True)
class Track:
    """How an actor was mentioned so far: places among the mentions, -1 for none."""

    first: int
    last: int = -1
    named: int = -1
    spoke: int = -1
    count: int = 0
    subjects: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """An item, the words that it asks of, and whom they stand for where the answer is yes."""

    item: Item
    pointer: Pointer
    actors: tuple[str, ...]


class Scene:
    """The mentions of a Doc, read in order.

    Args:
        parse: The parse of the Doc.
        mentions: Those with a name, and those that rules found.
        who: What is known of each actor of the mentions.
        speech: Verbs and nouns whose subject or owner speaks.
        inside: The number of the quotation that holds each word, or -1.
    """

    def __init__(
        self,
        parse: Parse,
        mentions: Iterable[Mention],
        who: Mapping[str, Who],
        speech: frozenset[str],
        inside: Sequence[int],
    ) -> None:
        self.parse, self.who, self.speech, self.inside = parse, who, speech, inside
        self.mentions = sorted(mentions, key=lambda mention: (mention.start, mention.end))
        self.starts = [mention.start for mention in self.mentions]
        self.roots = [parse.root_of(mention.start, mention.end) for mention in self.mentions]
        self.at = {i: mention.actor for mention in self.mentions for i in range(mention.start, mention.end)}
        self.tracks: dict[str, Track] = {}
        self.speakers: dict[str, None] = {}  # the latest last
        self.uses: dict[str, list[int]] = {}  # where each noun that points stands
        self.resolved: dict[str, list[str]] = {}  # whom earlier words of a form stand for

    def ask(self, pointers: Iterable[Pointer]) -> Iterator[Asked]:
        """Yield what is asked: each of the words with each actor that they may stand for."""
        parse, upto = self.parse, 0
        asked = sorted(pointers, key=lambda pointer: pointer.start)
        self.uses = {parse.lower[pointer.at]: [] for pointer in asked if pointer.sort != "pronoun"}
        for i, word in enumerate(parse.lower):
            if word in self.uses:
                self.uses[word].append(i)
        for pointer in asked:
            while upto < len(self.mentions) and self.mentions[upto].end <= pointer.start:
                self._pass(upto)
                upto += 1
            yield from self._of_pointer(pointer, upto)
            if pointer.ruled:
                self.resolved.setdefault(parse.lower[pointer.at], []).append(pointer.ruled[0])

    def _pass(self, place: int) -> None:
        mention, root = self.mentions[place], self.roots[place]
        track = self.tracks.setdefault(mention.actor, Track(place))
        track.last, track.count = place, track.count + 1
        track.subjects += self.parse.dep[root] in SUBJECTS
        if mention.form != "pronoun":
            track.named = place
        if speaks(self.parse, root, self.speech):
            track.spoke = place
            self.speakers.pop(mention.actor, None)
            self.speakers[mention.actor] = None

    def _of_pointer(self, pointer: Pointer, upto: int) -> Iterator[Asked]:
        parse, i = self.parse, pointer.at
        found: dict[str, None] = {}
        for mention in self.mentions[max(0, upto - LOOK_BACK) : upto][::-1]:
            if len(found) < MOST and self._agrees(pointer, mention.actor):
                found[mention.actor] = None
        ahead: dict[str, int] = {}
        for place in range(upto, len(self.mentions)):
            mention = self.mentions[place]
            if mention.start > pointer.end + WITHIN or len(ahead) == AHEAD:
                break
            fresh = mention.start >= pointer.end and mention.actor not in self.tracks
            if fresh and self._agrees(pointer, mention.actor):
                ahead.setdefault(mention.actor, place)
        over = parse.head[i]
        common = tuple(self._of_words(pointer, len(found)))
        ranks = self._ranks(list(found))
        for key in (*found, *ahead):
            facts = [*common, *self._of_actor(pointer, key)]
            if key in ahead:
                place = ahead[key]
                facts += self._of_next(pointer, key, place, list(ahead).index(key))
            else:
                place = self.tracks[key].last
                facts += self._of_last(pointer, key, ranks[key])
            mention = self.mentions[place]
            slots = (((pointer.start, pointer.end),), ((over, over + 1),), ((mention.start, mention.end),))
            actors = self._together(place) if pointer.word == "they" else (key,)
            yield Asked(Item(item_key(pointer.place, key), slots, tuple(facts)), pointer, actors)

    def _agrees(self, pointer: Pointer, key: str) -> bool:
        form, who = pointer.word, self.who[key]
        if form == "he":
            return who.kind == "person" and who.gender != "f"
        if form == "she":
            return who.kind == "person" and who.gender != "m"
        if form == "it":
            return who.kind != "person"
        return pointer.sort != "role" or who.kind in ("person", "group", "government")

    def _together(self, place: int) -> tuple[str, ...]:
        """Return whose mention stands at a place, with those that it is coordinated with: "Seoul and Tokyo"."""
        heads = self.parse.conjuncts(self.parse.first_conjunct(self.roots[place]))
        return tuple(dict.fromkeys([*(self.at[i] for i in heads if i in self.at), self.mentions[place].actor]))

    def _ranks(self, found: list[str]) -> dict[str, tuple[str, str, str, str]]:
        """Return how lately actors were named, among all and among their kind, how often and how early, as ranks."""
        often = sorted(found, key=lambda key: -self.tracks[key].count)
        early = sorted(found, key=lambda key: self.tracks[key].first)
        by_count, by_first = ({key: place for place, key in enumerate(order)} for order in (often, early))
        kinds: dict[str, int] = {}
        ranks = {}
        for place, key in enumerate(found):
            alike = kinds[self.who[key].kind] = kinds.get(self.who[key].kind, -1) + 1
            recent, same, most, first = (bucket(n, RANKS) for n in (place, alike, by_count[key], by_first[key]))
            ranks[key] = recent, same, most, first
        return ranks

    def _of_words(self, pointer: Pointer, size: int) -> Iterator[str]:
        parse, i = self.parse, pointer.at
        yield f"word={pointer.word}"
        yield f"sort={pointer.sort}"
        yield f"dep={parse.dep[i]}"
        yield f"verb={parse.lemma[parse.head[i]].lower()}"
        yield f"choice={bucket(size, COUNTS)}"
        yield f"likely={pointer.likely}|sort={pointer.sort}"
        yield f"start={parse.lower[pointer.start]}|sort={pointer.sort}"
        if self.inside[pointer.start] >= 0:
            yield "quoted"

    def _of_actor(self, pointer: Pointer, key: str) -> Iterator[str]:
        """Yield how an actor fits the words, wherever it was named."""
        parse, who, word = self.parse, self.who[key], pointer.word
        sort = pointer.points
        verb = parse.lemma[parse.head[pointer.at]].lower()
        yield from (f"kind={who.kind}|{fact}" for fact in (f"word={word}", sort, f"verb={verb}"))
        yield f"country={country_of(who.actor)}|word={word}"
        yield f"seen={pointer.kind}|kind={who.kind}|sort={pointer.sort}"
        yield f"likely={pointer.likely}|kind={who.kind}|sort={pointer.sort}"
        if sort in ("he", "she"):
            yield f"gender={who.gender}|{sort}"
        ruled = "same" if key in pointer.ruled else "other" if pointer.ruled else "none"
        yield from (f"ruled={ruled}|{fact}" for fact in (sort, f"sort={pointer.sort}", f"word={word}"))
        before = self.resolved.get(parse.lower[pointer.at], ())
        if before:
            yield from (f"before={before[-1] == key}|{fact}" for fact in (sort, f"word={word}"))
            if key in before:
                yield f"ever|{sort}"
        if pointer.sort != "pronoun":
            yield from self._of_noun(pointer, who, word)
            yield from self._of_holder(pointer, key, word)

    def _of_noun(self, pointer: Pointer, who: Who, word: str) -> Iterator[str]:
        """Yield which words of a noun phrase stand in the actor's name, role or affiliation."""
        parse, sort = self.parse, pointer.sort
        beside = [parse.lower[k] for k in range(pointer.start, pointer.at) if parse.pos[k] in ("ADJ", "NOUN", "PROPN")]
        for name, words in (("name", who.name), ("role", who.role), ("affiliation", who.affiliation)):
            held = word in words or word.removesuffix("s") in words
            yield f"in-{name}={held}|{sort}"
            yield f"in-{name}={held}|kind={who.kind}|{sort}"
            if held:
                yield f"in-{name}|word={word}"
            if beside:
                share = sum(other in words for other in beside)
                told = "all" if share == len(beside) else "some" if share else "none"
                yield f"beside-{name}={told}|head={held}|{sort}"

    def _of_holder(self, pointer: Pointer, key: str, word: str) -> Iterator[str]:
        """Yield what whoever holds a noun is to the actor: "its news agency", "the country's ministry"."""
        holder, who, sort = self.parse.first(pointer.at, "poss"), self.who[key], pointer.sort
        if holder is None:
            return
        held = self.at.get(holder)
        if held is None:
            yield from (f"held|{fact}" for fact in (sort, f"kind={who.kind}|{sort}"))
            return
        other = self.who[held].actor
        home = bool(other.country) and other.country == who.actor.country
        yield f"held-by={other.kind}|kind={who.kind}|same={held == key}|{sort}"
        yield f"held|same={held == key}|{sort}"
        yield from (f"held|home={home}|{fact}" for fact in (f"word={word}", f"kind={who.kind}|{sort}"))

    def _of_next(self, pointer: Pointer, key: str, place: int, order: int) -> Iterator[str]:
        """Yield where an actor stands that the text names only after the words."""
        parse, sort, start = self.parse, pointer.points, self.mentions[place].start
        yield f"ahead={order}|{sort}"
        yield f"ahead|kind={self.who[key].kind}|{sort}"
        yield f"ahead|word={pointer.word}"
        yield f"ahead-own={parse.within(start, pointer.at)}|{sort}"
        yield f"ahead-sentences={bucket(parse.sent[start] - parse.sent[pointer.at], FEW)}|{sort}"

    def _of_last(self, pointer: Pointer, key: str, ranks: tuple[str, str, str, str]) -> Iterator[str]:
        """Yield how an actor was mentioned before the words: how lately, how often, in which part."""
        parse, i, sort, kind = self.parse, pointer.at, pointer.points, self.who[key].kind
        track = self.tracks[key]
        mention, root = self.mentions[track.last], self.roots[track.last]
        recent, alike, most, first = ranks
        dep, subject = parse.dep[root], parse.dep[root] in SUBJECTS
        apart = parse.sent[pointer.start] - parse.sent[mention.start]
        sentences, few = bucket(apart, COUNTS), bucket(apart, FEW)
        paragraphs = bucket(parse.para[pointer.start] - parse.para[mention.start], FEW)
        spoke = "never"
        if track.spoke >= 0:
            spoke = "more"
            for place, other in enumerate(reversed(self.speakers)):
                if other == key:
                    spoke = bucket(place, FEW)
                if other == key or place == LATEST:
                    break
            spoken = parse.sent[pointer.start] - parse.sent[self.starts[track.spoke]]
            yield f"spoke-sentences={bucket(spoken, COUNTS)}|{sort}"
        yield from (
            f"sentences={sentences}|{sort}",
            f"sentences={sentences}|subject={subject}|{sort}",
            f"words={bucket(pointer.start - mention.end, WORDS)}|{sort}",
            f"recent={recent}|{sort}",
            f"alike={alike}|{sort}",
            f"alike={alike}|kind={kind}|{sort}",
            f"alike={alike}|spoke={spoke}|{sort}",
            f"alike={alike}|subject={subject}|sentences={few}|{sort}",
            f"most={most}|{sort}",
            f"most={most}|alike={alike}|{sort}",
            f"most={most}|kind={kind}|{sort}",
            f"count={bucket(track.count, COUNTS)}|{sort}",
            f"first={first}|{sort}",
            f"subjects={bucket(track.subjects, COUNTS)}|{sort}",
            f"form={mention.form}|{sort}",
            f"part={dep}|{sort}",
            f"spoke={spoke}|{sort}",
            f"spoke={spoke}|sentences={few}|{sort}",
            f"spoke={spoke}|kind={kind}|{sort}",
            f"paragraphs={paragraphs}|{sort}",
            f"paragraphs={paragraphs}|spoke={spoke}|{sort}",
        )
        yield f"part={dep}|dep={parse.dep[i]}|sentences={bucket(apart, FEW[:2])}"
        if track.named >= 0:
            named = parse.sent[pointer.start] - parse.sent[self.starts[track.named]]
            yield f"named={bucket(named, COUNTS)}|{sort}"
        here, there = self.inside[pointer.start], self.inside[mention.start]
        yield f"quoted={there >= 0}|here={here >= 0}|same={here == there}|{sort}"
        main = parse.dep[parse.head[root]] == "ROOT" and subject
        yield f"main={main}|sentences={few}|{sort}"
        if apart == 0:
            yield f"one-verb={parse.head[root] == parse.head[i] and root != i}|{sort}"
            yield f"over={parse.within(i, root)}|{sort}"
            yield f"clause={parse.dep[parse.head[i]]}|subject={subject}|{sort}"
        if parse.sent[self.starts[track.first]] == 0:
            yield f"lead|{sort}"
        if pointer.sort != "pronoun":
            yield from self._of_uses(pointer, key)

    def _of_uses(self, pointer: Pointer, key: str) -> Iterator[str]:
        """Yield whether the noun stood beside the actor before: "a spokesman for the ministry", "its report"."""
        parse, sort = self.parse, pointer.sort
        uses = self.uses[parse.lower[pointer.at]]
        upto = bisect_left(uses, pointer.start)
        for number, use in enumerate(reversed(uses[max(0, upto - USES) : upto])):
            low, high = bisect_left(self.starts, use - 2 * NEAR), bisect_left(self.starts, use + NEAR + 1)
            near = [place for place in range(low, high) if self.mentions[place].actor == key]
            if not near:
                if number == 0:
                    yield f"alone|{sort}"
                continue
            apart, place = min((self._apart(place, use), place) for place in near)
            root = self.roots[place]
            one = parse.sent[self.starts[place]] == parse.sent[use]
            above = parse.head[root]
            tied = above in (use, parse.head[use]) or parse.head[above] == use or parse.head[use] == root
            yield f"use{number}={bucket(apart, RANKS)}|one={one}|{sort}"
            yield f"use{number}|tied={tied}|{parse.dep[root]}|{sort}"
            yield f"use|tied={tied}|one={one}|{sort}"

    def _apart(self, place: int, at: int) -> int:
        mention = self.mentions[place]
        return max(0, mention.start - at, at - mention.end + 1)


def speaks(parse: Parse, i: int, speech: frozenset[str]) -> bool:
    """Tell whether a word stands for a speaker: "Seoul said", "according to Seoul", "Seoul's claim"."""
    above = parse.head[i]
    if parse.dep[i] in SUBJECTS or parse.dep[i] == "poss":
        return parse.lemma[above].lower() in speech
    return parse.lower[parse.head[above]] == "according"


def item_key(place: int, actor: str) -> str:
    """Return the key of what is asked: whether the word at a character stands for an actor."""
    return f"p{place}|{actor}"


def choose(asked: Sequence[Asked], likely: Floats, threshold: float) -> dict[int, tuple[str, ...]]:
    """Return whom words stand for, by their heads; words that may stand for anybody stand for nobody.

    "He" and "she" stand for somebody in nearly every place, so that little must speak for the likeliest.
    """
    best: dict[int, tuple[float, tuple[str, ...]]] = {}
    chances = shares(likely[:, LABELS.index(SAME)].tolist(), [item.pointer.at for item in asked])
    for item, chance in zip(asked, chances, strict=True):
        at, least = item.pointer.at, threshold * (PERSONAL if item.pointer.word in ("he", "she") else 1)
        if chance >= least and (at not in best or chance > best[at][0]):
            best[at] = chance, item.actors
    return {at: actors for at, (_, actors) in best.items()}
