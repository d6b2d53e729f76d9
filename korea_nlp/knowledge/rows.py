"""The rows of the knowledge base's tables; the table of a row is named above it."""

from dataclasses import dataclass
from typing import Literal

from korea_nlp.records.vocabulary import ActorKind, Certainty, Stance


# actors.csv
@dataclass(frozen=True, slots=True)
class ActorRow:
    """Somebody who can claim or act.

    Attributes:
        id: Readable ASCII, such as ``kim-jong-un``.
        country: ISO 3166-1 alpha-3, or empty for international bodies.
        gender: Of a person, where sourced.
        surname: Of a person, as it stands in the name.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None
    gender: Literal["f", "m"] | None
    surname: str | None
    wikidata: str | None
    source: str


# aliases.csv
@dataclass(frozen=True, slots=True)
class AliasRow:
    """Another name of an actor.

    Attributes:
        form: ``name`` for spellings and former names, ``alias`` for acronyms and nicknames, ``short`` for a surname or
            given name that stands for one person wherever nobody else of that name is in the article, ``metonym`` for
            a place that can stand for those who govern from it, ``compass`` for "the North", ``shared`` for a state's
            name that people and other places bear too: "Jordan", "Georgia".
    """

    alias: str
    actor: str
    form: Literal["name", "alias", "short", "metonym", "compass", "shared"]
    source: str


# countries.csv
@dataclass(frozen=True, slots=True)
class CountryRow:
    """A state, its adjectives and its people.

    Attributes:
        adjectives: Words that stand before a noun: ``North Korean``, ``DPRK``.
        people: Plural names of its people: ``North Koreans``.
    """

    actor: str
    code: str
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    source: str


# offices.csv
@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office of one country or body.

    Attributes:
        id: Such as ``kor-president``.
        role: The role of roles.csv that it is an instance of.
        body: The actor that the office belongs to.
        single: One holder at a time; overlapping holders are refused.
    """

    id: str
    country: str | None
    role: str
    name: str
    body: str | None
    single: bool
    source: str


# holders.csv
@dataclass(frozen=True, slots=True)
class HolderRow:
    """Who held an office, from and to.

    Attributes:
        start: First day in office; a year or a month where the day is not sourced.
        end: Last day; empty while in office.
        known: For an empty ``end``: the last day on which the holder is known to have held it.
    """

    office: str
    actor: str
    start: str
    end: str | None
    known: str | None
    source: str


# roles.csv
@dataclass(frozen=True, slots=True)
class RoleRow:
    """Words for a role: ``defense minister`` → ``defense-minister``.

    Attributes:
        country: The only country that has this role, where the words alone tell it.
    """

    phrase: str
    role: str
    country: str | None
    source: str


# sectors.csv
@dataclass(frozen=True, slots=True)
class SectorRow:
    """A part of a state or society that can be named by country and sector: ``military``.

    Attributes:
        name: How an actor composed of country and sector is called: a body before the country in brackets, "Military
            (France)"; a group after its adjective, "French soldiers", where the article has no word of its own for it.
    """

    id: str
    name: str
    kind: ActorKind
    source: str


# sector_words.csv
@dataclass(frozen=True, slots=True)
class SectorWordRow:
    """Words for a sector: ``spy agency`` → ``intelligence``.

    Attributes:
        bare: Stands for the sector of the article's country even without a country beside it.
    """

    phrase: str
    sector: str
    source: str


# bodies.csv
@dataclass(frozen=True, slots=True)
class BodyRow:
    """Which actor a sector of a country is: ``intelligence`` of KOR → ``rok-nis``."""

    country: str
    sector: str
    actor: str
    source: str


# cities.csv
@dataclass(frozen=True, slots=True)
class CityRow:
    """A city, state or province that tells which country a text speaks of."""

    name: str
    country: str
    source: str


# given_names.csv
@dataclass(frozen=True, slots=True)
class GivenNameRow:
    """A given name that tells the gender."""

    name: str
    gender: Literal["f", "m"]
    source: str


# actor_words.csv
@dataclass(frozen=True, slots=True)
class ActorWordRow:
    """A word and what it tells of a mention: ``farmer`` is ``private`` work, ``Kim`` a ``southern`` surname."""

    word: str
    use: str
    source: str


# resolutions.csv, of users only
@dataclass(frozen=True, slots=True)
class ResolutionRow:
    """Words that stand for one actor wherever they stand alone, whatever the rules say.

    Attributes:
        words: The words of the mention, letter by letter: ``Kim``, ``the ministry``.
    """

    words: str
    actor: str
    source: str


# cues.csv
@dataclass(frozen=True, slots=True)
class CueRow:
    """A word that can carry an attribution, its class, and what it tells of the source's stance and certainty."""

    lemma: str
    pos: Literal["verb", "noun", "adj", "adverb", "prep"]
    kind: str
    stance: Stance
    certainty: Certainty
    source: str


# event_triggers.csv
@dataclass(frozen=True)
class TriggerRow:
    """A word that tells an event when its object is of a group of words (or any)."""

    lemma: str
    pos: Literal["A", "N", "V"]
    object: str
    event: str
    source: str
