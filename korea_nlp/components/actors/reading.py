"""All that the steps of the linker share while one article is read."""

from collections.abc import Callable, Set
from dataclasses import dataclass, field

from korea_nlp.components.actors.candidates import HYPHENS, Hit, Hits, Sort, is_title_case
from korea_nlp.components.actors.mentions import Mentions
from korea_nlp.components.actors.tables import Words
from korea_nlp.layers import Mention
from korea_nlp.reader import Reading as Learnt
from korea_nlp.syntax import Parse, Piece
from korea_nlp.syntax.labels import NOMINAL, VERBAL

IN_PHRASE = NOMINAL | {"ADJ", "NUM"}
DATES = frozenset({"DATE", "TIME"})
MODIFIERS = frozenset({"compound", "amod", "nmod", "npadvmod"})
KOREAS = frozenset({"KOR", "PRK"})
KOREAN_WORDS = frozenset({"korea", "korean", "koreas", "koreans", "pyongyang", "seoul", "dprk", "rok"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
MAX_RUN = 9  # tokens between a country and the noun it belongs to
MAX_TITLE = 8  # tokens between a role and the name it is the title of
LINKS = frozenset({"of", "for", "to", "and", "the", "&", "'s", "’s"})


@dataclass(slots=True)
class Reading:
    """An article while it is read.

    Attributes:
        hits: The phrases of the knowledge base in it.
        mentions: What has been found so far.
        people: Stretches that name people, by the base model or by their shape.
        titles: For the first token of a person's name: where the title before it starts, and the title's country.
        publisher: Of the article.
        learnt: What a reader makes of it; None without one.
        page: Tokens of by-lines, links and other furniture of the page.
        inserts: Tokens of headlines that the page puts behind a name.
        bare: Bodies named by their sector alone: the place among the mentions, and the sector.
        told: The country of strangers by what stands about them.
        size: How many tokens there are.
        person_starts: The first tokens of names of people; ``person_tokens``: all of them.
        speaks_of_korea: Whether Korea is named at all.
    """

    parse: Parse
    hits: Hits
    mentions: Mentions
    words: Words
    people: list[Piece] = field(default_factory=list)
    titles: dict[int, tuple[int, str | None]] = field(default_factory=dict)
    publisher: str | None = None
    learnt: Learnt | None = None
    page: Set[int] = frozenset()
    inserts: Set[int] = frozenset()
    bare: list[tuple[int, str]] = field(default_factory=list)
    told: dict[str, str | None] = field(default_factory=dict)
    size: int = field(init=False)
    person_starts: set[int] = field(init=False)
    person_tokens: set[int] = field(init=False)
    speaks_of_korea: bool = field(init=False)

    def __post_init__(self) -> None:
        self.size = len(self.parse)
        people = self.parse.entities("PERSON")
        self.person_starts = {start for start, _ in people}
        self.person_tokens = {i for start, end in people for i in range(start, end)}
        self.speaks_of_korea = not KOREAN_WORDS.isdisjoint(self.parse.lower)

    def drop(self, gone: Callable[[Mention], bool]) -> None:
        """Take mentions back."""
        held = self.mentions.all
        places = {at: place for place, at in enumerate(at for at, mention in enumerate(held) if not gone(mention))}
        self.bare = [(places[at], sector) for at, sector in self.bare if at in places]
        self.mentions.all = [held[at] for at in places]

    # --- words ---------------------------------------------------------------------------------------------------

    def hit(self, i: int, sort: Sort) -> Hit | None:
        """Return the phrase of a sort that starts at a token."""
        return self.hits.get(i, {}).get(sort)

    def text(self, i: int) -> str:
        """Return a token's words; empty outside the Doc."""
        return self.parse.text[i] if 0 <= i < self.size else ""

    def lower(self, i: int) -> str:
        """Return a token's words in lower case; empty outside the Doc."""
        return self.parse.lower[i] if 0 <= i < self.size else ""

    def is_title_case(self, i: int) -> bool:
        """Tell whether a token starts with a capital, or with a letter that knows no case."""
        return is_title_case(self.text(i))

    def is_possessive(self, i: int) -> bool:
        """Tell whether a token is the mark of a possessive."""
        return self.text(i) in POSSESSIVES

    def is_hyphen(self, i: int) -> bool:
        """Tell whether a token is a hyphen."""
        return self.text(i) in HYPHENS

    def is_glued(self, i: int) -> bool:
        """Tell whether a hyphen stands right before a token: ``anti-U.S.``."""
        return self.is_hyphen(i - 1) and not self.parse.spaced[i - 1]

    def country_in(self, start: int, end: int) -> str | None:
        """Return the first country that a stretch tells of: "a Russian envoy", "the mayor of Busan", "of Samsung"."""
        for p in range(start, end):
            adjective, actor = self.hit(p, "adjective") or self.hit(p, "city"), self.hit(p, "actor")
            if adjective is not None:
                return adjective.phrase.value
            if actor is not None:
                return self.mentions.knowledge.actors[actor.phrase.value].country
        return None

    def sector_of(self, start: int, head: int) -> Hit | None:
        """Return the longest word for a sector from a token on that ends with a head: "service members"."""
        hits = (self.hit(i, "sector") for i in range(start, head + 1))
        return next((hit for hit in hits if hit is not None and hit.end == head + 1), None)

    # --- phrases -------------------------------------------------------------------------------------------------

    def run_end(self, start: int) -> int:
        """Return where the run of adjectives and nouns that starts at a token ends.

        Without tags, the run goes on while words do.
        """
        parse, end = self.parse, start
        limit = min(self.size, start + MAX_RUN)
        while end < limit and parse.ent[end] not in DATES:
            pos = parse.pos[end]
            # "North Korean armed infiltrators": a participle, which the tagger calls a verb
            participle = pos in VERBAL and parse.dep[end] in MODIFIERS
            goes_on = pos in IN_PHRASE or self.is_hyphen(end) or participle if pos else parse.text[end].isalpha()
            if not goes_on:
                break
            end += 1
        return end

    def person_after(self, role_end: int) -> int | None:
        """Return where the name starts that a role is the title of.

        "Minister of External Economic Relations Yun": only nouns and what links them stand between.
        """
        parse = self.parse
        for i in range(role_end, min(self.size, role_end + MAX_TITLE)):
            if i in self.person_starts:
                return i if i == role_end or parse.pos[i - 1] in NOMINAL else None
            if parse.pos[i] not in IN_PHRASE and parse.lower[i] not in LINKS:
                return None
        return None

    def is_premodifier(self, end: int) -> bool:
        """Tell whether the name that ends here only modifies the noun that follows: "U.N. sanctions"."""
        parse, last = self.parse, end - 1
        if end >= self.size:
            return False
        if (self.is_hyphen(end) and not parse.spaced[last]) or self._is_listed_adjective(end):
            return True
        if parse.pos[end] not in IN_PHRASE or parse.ent[end] in DATES:
            return False
        noun = parse.pos[end] in NOMINAL
        if not parse.parsed:
            return noun
        if noun and self.is_hyphen(end + 1) and end + 2 < self.size and parse.pos[end + 2] in VERBAL:
            return False  # "North Korea test-fired a missile"
        return parse.head[last] >= (end if noun else end + 1) and parse.dep[last] in MODIFIERS

    def is_name_part(self, start: int, end: int) -> bool:
        """Tell whether a word before a place's name makes it another name: "George Washington", "North America"."""
        parse, before = self.parse, start - 1
        if not self.is_title_case(before) or parse.pos[before] != "PROPN" or parse.head[before] != end - 1:
            return False
        return all(hit.phrase.form == "compass" for hit in self.hits.get(before, {}).values())

    def is_predicate(self, start: int) -> bool:
        """Tell whether a role is said of somebody named: "Alexander Kozlov, Russia's minister", "was leader of"."""
        before = start - 1
        while before >= 0 and (self.lower(before) in ("the", "a", "an") or self.parse.pos[before] == "ADJ"):
            before -= 1
        if self.lower(before) in ("as", "is", "was", "became", "become", "be", "been"):
            return True
        return self.text(before) == "," and before - 1 in self.person_tokens

    def _is_listed_adjective(self, end: int) -> bool:
        """Tell the first of "U.S., South Korean and Japanese forces", which stands for an adjective too."""
        following = end
        while self.text(following) in (",", "and", "or"):
            following += 1
        here = self.hits.get(following, {}) if following > end else {}
        adjective = here.get("adjective")
        if adjective is None or any(hit.end > adjective.end for hit in here.values()):
            return False
        return adjective.end < self.size and self.parse.pos[adjective.end] in IN_PHRASE
