"""Which actors of several articles are one: people and bodies that no table knows, by name, country and description."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from urllib.parse import quote

from korea_nlp.knowledge.base import KnowledgeBase
from korea_nlp.knowledge.rows import ActorWordRow
from korea_nlp.lexicon import load_lexicon

MOSTLY = 0.75  # the share of those who tell something that must tell the same, so that the silent count as of them
PUBLIC, BODY = "public", "body"
BODIES = frozenset({"government", "media", "organization"})  # kinds of actors
One = TypeVar("One")
EASTERN = re.compile(r"(?:[b-df-hj-np-tw-z]{0,2}[aeiouy]{1,3}(?:ng|[bhklmnprt])?){1,2}")  # of Korean and Chinese names
DASHES = re.compile(r"[-\u2010-\u2015]")
LOCAL = "#"  # in ids of actors of one article alone


@dataclass(frozen=True, slots=True)
class Stranger:
    """What one article says of an actor that no table knows.

    Attributes:
        id: With the article's before ``#``: ``a1#jean-halloran``.
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    role: str | None = None
    affiliation: str | None = None

    @property
    def article(self) -> str:
        """The article's id."""
        return self.id.rpartition(LOCAL)[0]


@dataclass(frozen=True, slots=True)
class Joined:
    """An actor of several articles.

    Attributes:
        id: Of what is known of it, whichever the articles are: ``#jean-halloran:person:USA``.
        members: What each article says, in the order of ids.
        why: What they agree in, in words.
    """

    id: str
    name: str
    kind: str
    country: str | None
    role: str | None
    affiliation: str | None
    members: tuple[Stranger, ...]
    why: str


def folded(name: str) -> str:
    """Return a name as it is compared: without case, accents, hyphens, points and a leading "the".

    Example:
        >>> folded("Kim Sang-duk"), folded("the Han River Bridges Authority")
        ('kim sang duk', 'han river bridges authority')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    words = DASHES.sub(" ", plain.replace("\u2019", "'").replace(".", "").replace(" & ", " and ")).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


def name_of(one: "Stranger") -> str:
    """Return what a stranger is called, as it is compared: of a person without letters between first and last name.

    Example:
        >>> name_of(Stranger("a1#ann-b-boyd", "Ann B. Boyd", "person"))
        'ann boyd'
    """
    words = folded(one.name).split()
    if one.kind == "person":
        words = [*words[:1], *(word for word in words[1:-1] if len(word) > 1), *words[1:][-1:]]
    return " ".join(words)


def is_full(name: str, kind: str) -> bool:
    """Tell a full name from a part of one, and from words for many people.

    Example:
        >>> is_full("Jean Halloran", "person"), is_full("J. Halloran", "person"), is_full("Acme", "organization")
        (True, False, True)
        >>> is_full("North Korean soldiers", "group")
        False
    """
    words = name.split()
    if not words or words[-1][0].islower():
        return False
    return kind != "person" or sum(len(word.strip(".,")) > 1 for word in words) > 1


class Namesakes:
    """Tells which strangers of one name are one.

    Two are one if they have the same full name, both are persons or both bodies, and nothing that is told of them
    contradicts: country, affiliation, and whether (or as what) somebody works who holds no office. Where a name stands
    for several, those of whom nothing is told go with the one that it mostly stands for, or with nobody.

    Example:
        >>> from korea_nlp.knowledge import load_knowledge
        >>> told = [Stranger("a1#jean-halloran", "Jean Halloran", "person", "USA", "analyst")]
        >>> told += [Stranger("a2#jean-halloran", "Jean Halloran", "person")]
        >>> [one] = Namesakes(load_knowledge()).join(told)
        >>> one.id, one.role
        ('#jean-halloran:person:USA', 'analyst')
    """

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.knowledge = knowledge

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """The words of ``actor_words`` by their use."""
        uses: dict[str, set[str]] = defaultdict(set)
        for row in load_lexicon("actor_words").rows(ActorWordRow, key=("word", "use")):
            uses[row.use].add(row.word)
        return {use: frozenset(words) for use, words in uses.items()}

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Surnames that many people have, and that come first: those of Koreans and Chinese."""
        return (
            frozenset(surname.casefold() for surname in self.knowledge.surnames)
            | self.words["southern"]
            | self.words["northern"]
        )

    def join(self, strangers: Iterable[Stranger], known: Iterable[str] = ()) -> list[Joined]:
        """Return the actors that several articles name, in the order of their ids; who is one alone is left out.

        Args:
            strangers: Actors of single articles, in any order.
            known: Names of actors of the tables; a stranger of such a name is nobody else.
        """
        named: dict[str, list[Stranger]] = defaultdict(list)
        for stranger in strangers:
            named[name_of(stranger)].append(stranger)
        taken = {folded(name) for name in known} | set(self._given_alone(named))
        found: list[Joined] = []
        for name, bearers in named.items():
            articles = {bearer.article for bearer in bearers}
            if name in taken or len(bearers) == 1 or len(articles) < len(bearers):
                continue
            telling = sorted((one for one in bearers if self._tells_enough(one, name)), key=lambda one: one.id)
            for sort in sorted({_sort(one) for one in telling}):
                found += self._of_sort(name, [one for one in telling if _sort(one) == sort])
        return sorted(found, key=lambda one: one.id)

    def _of_sort(self, name: str, bearers: Sequence[Stranger]) -> Iterator[Joined]:
        """Yield who of one name are one, of persons or of bodies."""
        for country, of_country in split(bearers, lambda one: one.country):
            for affiliation, of_body in split(of_country, _affiliation):
                for work, members in split(of_body, self._work):
                    if len(members) > 1:
                        yield _joined(name, members, country, affiliation, work)

    def _given_alone(self, names: Iterable[str]) -> Iterator[str]:
        """Yield given names that stand for whole ones somewhere: "Ju Ae" beside "Kim Ju Ae"."""
        for words in map(str.split, names):
            if len(words) == 3 and words[0] in self.surnames:
                yield " ".join(words[1:])

    def _tells_enough(self, one: Stranger, name: str) -> bool:
        """Tell whether a name, with what is said beside it, is one actor's."""
        if not is_full(one.name, one.kind):
            return False
        if " " not in name:  # "VoteVets", but not "the Council"
            return _sort(one) == BODY and one.country is not None and is_coined(one.name)
        if one.kind == "government":  # "the Supreme Court": of which country?
            return one.country is not None
        if one.kind != "person":
            return True
        described = one.role or one.affiliation
        if all(word in self.knowledge.given_names for word in name.split()):  # "Mary Ann" may be a first name alone
            return bool(described)
        first, *rest = name.split()
        if first in self.surnames and all(map(EASTERN.fullmatch, rest)):  # "Kim Min-su" is the name of thousands
            return bool(described or one.country)
        return True

    def _work(self, one: Stranger) -> str | None:
        """Return the work of a private person, what all others have in common, or None where nothing is told."""
        if not one.role:
            return None
        return next((word for word in one.role.lower().split() if word in self.words["private"]), PUBLIC)


def is_coined(name: str) -> bool:
    """Tell a word made for one body, by its capitals: letters that stand for words, or words written as one.

    Example:
        >>> is_coined("VoteVets"), is_coined("NDAA"), is_coined("Council"), is_coined("PAC")
        (True, True, False, False)
    """
    return len(name) > 3 and sum(map(str.isupper, name)) > 1


def _sort(one: Stranger) -> str:
    """Return what somebody is: articles call one body a government's here, an organization there."""
    return BODY if one.kind in BODIES else one.kind


def _affiliation(one: Stranger) -> str | None:
    """Return whom somebody belongs to; a body of the article alone by its name."""
    return one.affiliation.rpartition(LOCAL)[2] if one.affiliation else None


def split(bearers: Sequence[One], told: Callable[[One], str | None]) -> Iterator[tuple[str | None, Sequence[One]]]:
    """Yield those of one value each, with the value where there are several; the silent go with most, or alone."""
    values = [told(one) for one in bearers]
    if len({*values} - {None}) < 2:
        yield None, bearers
        return
    default = mostly(values)
    parts: dict[str, list[One]] = defaultdict(list)
    for one in bearers:
        if (value := told(one) or default) is not None:
            parts[value].append(one)
    yield from sorted(parts.items())


def _joined(
    name: str, members: Sequence[Stranger], country: str | None, affiliation: str | None, work: str | None
) -> Joined:
    """Return the one that some strangers are; of what they tell, the commonest holds."""
    kind = commonest(one.kind for one in members) or members[0].kind
    country = country or commonest(one.country for one in members)
    marks = [name.replace(" ", "-"), kind, *(mark for mark in (country, affiliation, work) if mark)]
    return Joined(
        LOCAL + ":".join(quote(mark, safe="", errors="surrogatepass") for mark in marks),
        commonest(one.name for one in members) or name,
        kind,
        country,
        commonest(one.role for one in members),
        commonest(one.affiliation for one in members),
        tuple(members),
        "; ".join(_reasons(members)),
    )


def mostly(values: Iterable[str | None]) -> str | None:
    """Return the value that three quarters or more of those tell that tell one."""
    counts = Counter(value for value in values if value is not None)
    value, count = counts.most_common(1)[0] if counts else (None, 0)
    return value if count >= MOSTLY * counts.total() else None


def commonest(values: Iterable[str | None]) -> str | None:
    """Return the value that most tell; of equally many, the first by the alphabet."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _reasons(members: Sequence[Stranger]) -> Iterator[str]:
    """Yield what some strangers agree in: "same full name; country USA in 3 of 5 articles"."""
    yield "same full name"
    for label, told in (
        ("country", lambda one: one.country),
        ("affiliation", _affiliation),
        ("", lambda one: one.role),
    ):
        values = Counter(value for one in members if (value := told(one)))
        if values:
            shown = ", ".join(sorted(values))
            yield f"{label} {shown} in {values.total()} of {len(members)} articles".strip()
