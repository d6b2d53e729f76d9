"""How plainly a content speaks of whom it is about: by words of their own, by words that stand for them, or not at all.

Words of their own are mentions that name, a name or adjective before a noun ("North Korean missiles", "Security
Council sanctions"), and the noun that is all an actor is called by ("gunmen"). Words that stand for them are other
mentions, and pronouns and nouns of the content that are no mentions and fit them: "it would not talk", "the country".
Who is only the unsaid subject ("vowed to strike"), or stands outside the content, is implied.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from korea_nlp import layers
from korea_nlp.components.claims.about import Actors, Index, head_of
from korea_nlp.records import reference_of
from korea_nlp.records.references import POINTING
from korea_nlp.records.vocabulary import Reference
from korea_nlp.syntax import MAX_CLIMB, VERBAL, Parse, Piece

SPEAKER = frozenset({"i", "me", "mine", "my", "myself", "our", "ours", "ourselves", "us", "we"})
SEVERAL = frozenset({"our", "ours", "ourselves", "us", "we"})  # a speaker and those for whom they speak
BODIES = frozenset({"government", "group", "media", "organization", "state"})
WORDS: dict[str, frozenset[str]] = {  # what may point to an actor, and the kinds that it points to
    word: frozenset(kinds)
    for words, kinds in (
        ("he her hers herself him himself his she", ("person",)),
        ("it its itself", BODIES),
        ("their theirs them themselves they", (*BODIES, "person")),
        ("ally country government nation neighbor neighbour regime", ("state",)),
        ("administration agency army bureau command department force forces leadership military ministry navy police "
         "troops", ("government",)),
        ("alliance association bank bloc coalition company council firm organization party union", ("organization",)),
        ("agency broadcaster newspaper outlet paper", ("media",)),
        ("attacker extremist faction fighter gang group gunman insurgent militant movement rebel soldier terrorist "
         "troops victim", ("group", "organization")),
        ("boy brother captive counterpart daughter detainee dictator father figure hostage husband leader man mother "
         "ruler sister son student successor suspect wife woman", ("person",)),
    )
    for word in words.split()
}  # fmt: skip
TITLES = frozenset({"administration", "chancellor", "emperor", "government", "king", "pope", "premier", "president"})
SIDES = frozenset({"capitals", "countries", "governments", "nations", "parties", "sides", "states"})
TOGETHER = frozenset({"all", "both", "four", "three", "two"})
DEFINITE = frozenset({"both", "her", "his", "its", "my", "our", "that", "the", "their", "these", "this", "those"})
OWNERS = frozenset({"her", "his", "hers", "its", "their", "theirs"})  # pronouns to which taggers give other tags
FAR = 50  # mentions among which those named last are looked for
RECENT = 2  # fitting actors named last before a content that its words may point to


class Referring:
    """The mentions of a text, asked how a content speaks of an actor; made once a Doc."""

    def __init__(
        self,
        parse: Parse,
        mentions: Index[layers.Mention],
        adjectives: Mapping[int, str],
        actors: Actors,
        quoted: Sequence[int],
    ) -> None:
        self.parse, self.mentions, self.adjectives = parse, mentions, adjectives
        self.actors, self.quoted = actors, quoted
        self.names: dict[str, set[tuple[str, ...]]] = {}  # how each actor is named
        self.nouns: dict[str, str] = {}  # what each is called first
        for mention in mentions.items:
            self.nouns.setdefault(mention.actor, parse.lemma[head_of(parse, mention)].lower())
            if mention.form in ("name", "alias"):
                self.names.setdefault(mention.actor, set()).add(tuple(parse.text[mention.start : mention.end]))
        named = {mention.actor for mention in mentions.items if mention.form not in POINTING}
        self.unnamed = actors.keys() - named

    def references(
        self, content: tuple[Piece, ...], cue: int, who: Sequence[str], about: Sequence[str]
    ) -> list[Reference]:
        """Return how a content speaks of each actor that it is about.

        Args:
            content: Its pieces.
            cue: A word of the telling, by which quotations of the content are known from those around all of it.
            who: The actors that tell it.
            about: The actors.
        """
        inside = self.mentions.inside(content)
        forms: dict[str, list[str]] = {key: [] for key in about}
        for mention in inside:
            if mention.actor in forms:
                forms[mention.actor].append(self._form(mention))
        for i in (i for low, high in content for i in range(low, high)):
            if self.adjectives.get(i) in forms:
                forms[self.adjectives[i]].append("name")
        for key in about:
            if not forms[key] and self._is_named(key, content):
                forms[key].append("name")
        left = tuple(key for key in about if not forms[key])
        for key in self._pointed(_Content(self.parse, content, cue, who, left, inside, self.actors)) if left else ():
            forms[key].append("pronoun")
        return [reference_of(forms[key]) for key in about]

    def _form(self, mention: layers.Mention) -> str:
        """Return the form of a mention; a title names, and so does the noun that is all an actor is called by."""
        if mention.form != "nominal":
            return mention.form
        # "the president"; "gunmen"
        noun = self.parse.lemma[head_of(self.parse, mention)].lower()
        is_name = noun in TITLES or (mention.actor in self.unnamed and noun == self.nouns[mention.actor])
        return "name" if is_name else "nominal"

    def _is_named(self, key: str, content: Iterable[Piece]) -> bool:
        """Tell whether a name of an actor stands in words that are no mention of it: "Security Council sanctions"."""
        text = self.parse.text
        return any(
            tuple(text[i : i + len(name)]) == name
            for name in self.names.get(key, ())
            for low, high in content
            for i in range(low, high - len(name) + 1)
        )

    def _pointed(self, content: "_Content") -> Iterator[str]:
        """Yield those to whom words of a content point that are no mentions."""
        parse = self.parse
        for i in (i for low, high in content.pieces for i in range(low, high)):
            if i in content.held:
                continue
            # "all sides", "the three nations"
            if parse.lower[i] in SIDES and any(parse.lower[k] in TOGETHER for k in parse.kids[i]):
                yield from (key for key in content.left if self.actors[key].kind == "state")
            elif parse.lower[i] in SPEAKER:
                yield from (key for key in content.left if self._speaks(i, content.who, key))
            elif (kinds := self._points(i)) and not self._is_of_thing(i, content):
                yield from self._antecedents(i, kinds, content)

    def _points(self, i: int) -> frozenset[str]:
        """Return the kinds of actors to which a word may point."""
        parse = self.parse
        if parse.pos[i] == "PRON" or parse.lower[i] in OWNERS:
            # "it is clear that": "it" is nobody
            empty = parse.dep[i] == "expl" or (parse.lower[i] == "it" and parse.lemma[parse.head[i]] == "be")
            return frozenset() if empty else WORDS.get(parse.lower[i], frozenset())
        kinds = WORDS.get(parse.lemma[i].lower(), frozenset()) if parse.pos[i] == "NOUN" else frozenset()
        definite = kinds and any(parse.lower[k] in DEFINITE for k in parse.kids[i])
        return kinds if definite else frozenset()

    def _is_of_thing(self, i: int, content: "_Content") -> bool:
        """Tell whether "its" or "their" is the subject's of its clause, a thing: "The satellite reached its orbit"."""
        parse = self.parse
        if parse.lower[i] not in OWNERS:
            return False
        verb = parse.head[i]
        for _ in range(MAX_CLIMB):
            if parse.pos[verb] in VERBAL or parse.head[verb] == verb:
                break
            verb = parse.head[verb]
        subject = parse.subject(verb)
        if subject is None or not content.pieces[0][0] <= subject < i or parse.pos[subject] != "NOUN":
            return False
        return subject not in content.held and not self._points(subject)

    def _speaks(self, i: int, who: Sequence[str], key: str) -> bool:
        """Tell whether "I" or "we" is an actor: the speaker, or their state or body."""
        if key in who:
            return True
        one = self.actors[key]
        countries = {self.actors[speaker].country for speaker in who} - {None}
        return self.parse.lower[i] in SEVERAL and one.kind in ("state", "government") and one.country in countries

    def _antecedents(self, i: int, kinds: frozenset[str], content: "_Content") -> Iterator[str]:
        """Yield those to whom a pronoun or a noun points; none where the content names one that fits before it."""
        if any(content.named.get(kind, i) < i for kind in kinds):
            return
        fitting = [key for key in content.left if self.actors[key].kind in kinds]
        tellers = [key for key in fitting if key in content.who]
        if tellers and self.quoted[i] in (-1, self.quoted[content.cue]):  # '"They will be sent", it said': others
            yield from tellers
            return
        recent = self._recent(content.pieces[0][0], kinds)
        yield from [key for key in recent if key in fitting and key not in content.who][:1]

    def _recent(self, start: int, kinds: frozenset[str]) -> list[str]:
        """Return the last actors of some kinds that are named before a word, the last first."""
        found: list[str] = []
        upto = bisect_left(self.mentions.pieces, (start, 0))
        for place in range(upto - 1, max(-1, upto - 1 - FAR), -1):
            key = self.mentions.items[place].actor
            if self.actors[key].kind in kinds and key not in found:
                found.append(key)
                if len(found) == RECENT:
                    break
        return found


class _Content:
    """A content that is asked to whom its words point.

    Attributes:
        left: Those that it is about and does not mention.
        held: Its words that are mentions, or carry them.
        named: Where it first mentions an actor of each kind.
    """

    def __init__(
        self,
        parse: Parse,
        pieces: tuple[Piece, ...],
        cue: int,
        who: Sequence[str],
        left: tuple[str, ...],
        inside: Sequence[layers.Mention],
        actors: Actors,
    ) -> None:
        self.pieces, self.cue, self.who, self.left = pieces, cue, who, left
        self.held = {head_of(parse, mention) for mention in inside}
        self.named: dict[str, int] = {}
        for mention in inside:
            self.named.setdefault(actors[mention.actor].kind, mention.start)
