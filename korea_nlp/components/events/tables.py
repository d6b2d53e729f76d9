"""The tables of the event component, read into look-ups by the hash of a word."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from spacy.strings import get_string_id

from korea_nlp.errors import LexiconError
from korea_nlp.knowledge.rows import CityRow, CountryRow
from korea_nlp.lexicon import Lexicon
from korea_nlp.records.vocabulary import EventKind, Mode, PloverRoot

Pos = Literal["V", "N", "A"]
Effect = Literal[Mode, "ability", "report", "announce"]


@dataclass(frozen=True)
class EventType:
    """One row of ``event_kinds``: a type of event, its kind in the record, its PLOVER root and its weight.

    Attributes:
        rank: How much a sentence is about it, beside other events.
        background: Whether it is told at all where the sentence is about another event.
    """

    event: str
    kind: EventKind
    subkind: str | None
    plover: PloverRoot | None
    rank: int
    background: Literal["keep", "drop"]
    example: str
    source: str


@dataclass(frozen=True)
class Trigger:
    """One row of ``event_triggers``: a word that tells an event when its object is of a group of words (or any)."""

    lemma: str
    pos: Pos
    object: str
    event: str
    source: str


@dataclass(frozen=True)
class Word:
    """One row of ``event_words``: a word of a group that trigger rows ask for."""

    lemma: str
    group: str
    source: str


@dataclass(frozen=True)
class Operator:
    """One row of ``event_operators``: a word that says how real the event below it is, or that only reports it."""

    lemma: str
    pos: Pos
    effect: Effect
    source: str


@dataclass(frozen=True)
class Weapon:
    """One row of ``weapons``: a missile family or a class word, and its class."""

    name: str
    aliases: tuple[str, ...]
    missile_class: str
    source: str


@dataclass(frozen=True)
class Place:
    """One row of ``places``: a test site, island or border place."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str
    latitude: float
    longitude: float
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A trigger row, compiled: the particle and the group it asks for, and the event it tells."""

    particle: int
    group: str
    event: EventType


ALONE = "alone"  # the group of verbs that tell an event only without object or clause: "thousands demonstrated"
SUBJECT = "subject:"  # before a group: the subject, not the object, is to be of the group
SOMEBODY = "somebody"  # the group of all who are or stand for people
CLAUSE = "clause"  # the group of verbs that tell an event only with a clause below them: "failed to agree"
Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All tables by the hash of a lemma (verbs) or of a lower-case form (nouns, groups, adverbs).

    ``reports`` are the verbs that only tell of an event; ``heralds`` are these and the verbs that announce one.
    ``homes`` are adjectives, peoples and cities with the codes of their countries.
    """

    types: dict[str, EventType] = field(default_factory=dict)
    verbs: dict[int, list[Rule]] = field(default_factory=dict)
    nouns: dict[int, list[Rule]] = field(default_factory=dict)
    adjectives: dict[int, list[Rule]] = field(default_factory=dict)
    groups: dict[int, frozenset[str]] = field(default_factory=dict)
    verb_operators: dict[int, str] = field(default_factory=dict)
    particle_operators: dict[tuple[int, int], str] = field(default_factory=dict)
    adverbs: dict[int, str] = field(default_factory=dict)
    noun_operators: dict[int, str] = field(default_factory=dict)
    reports: set[int] = field(default_factory=set)
    heralds: set[int] = field(default_factory=set)
    weapons: Phrases = field(default_factory=dict)
    places: Phrases = field(default_factory=dict)
    homes: Phrases = field(default_factory=dict)


def read_knowledge(
    kinds: Lexicon,
    triggers: Lexicon,
    words: Lexicon,
    operators: Lexicon,
    weapons: Lexicon,
    places: Lexicon,
    countries: Lexicon,
    cities: Lexicon,
) -> Knowledge:
    """Read all tables.

    Raises:
        LexiconError: A table is malformed, or a trigger names an event or a group that is not there.
    """
    types = {row.event: row for row in kinds.rows(EventType)}
    grouped: dict[int, set[str]] = {}
    for word in words.rows(Word, key=("lemma", "group")):
        for form in _forms(word.lemma):
            grouped.setdefault(form, set()).add(word.group)
    known = Knowledge(types=types, weapons=_phrases(weapons.rows(Weapon)), places=_phrases(places.rows(Place)))
    _add_homes(
        known.homes, countries.rows(CountryRow), cities.rows(CityRow, key=("name", "country")), places.rows(Place)
    )
    for first, rest in known.weapons.items():
        if any(not others and first not in ("cruise", "hypersonic") for others, _ in rest):
            grouped.setdefault(get_string_id(first), set()).add("missile")
    known.groups.update({key: frozenset(value) for key, value in grouped.items()})
    _add_triggers(known, triggers, {group for value in grouped.values() for group in value})
    for operator in operators.rows(Operator, key=("lemma", "pos")):
        if operator.pos == "N":
            known.noun_operators.update(dict.fromkeys(_forms(operator.lemma), operator.effect))
        elif operator.pos == "A":
            known.adverbs[get_string_id(operator.lemma)] = operator.effect
        elif " " in operator.lemma:
            verb, particle = map(get_string_id, operator.lemma.split(" ", 1))
            known.particle_operators[verb, particle] = operator.effect
        else:
            verb = get_string_id(operator.lemma)
            known.verb_operators[verb] = operator.effect
            if operator.effect in ("report", "announce"):
                known.heralds.add(verb)
            if operator.effect == "report":
                known.reports.add(verb)
    return known


def _add_triggers(known: Knowledge, triggers: Lexicon, groups: set[str]) -> None:
    for row in triggers.rows(Trigger, key=("lemma", "pos", "object")):
        if row.event not in known.types:
            raise LexiconError(f"{triggers.name}: {row.lemma!r} tells {row.event!r}, which event_kinds lacks; add it.")
        if row.object.removeprefix(SUBJECT) not in groups | {"", ALONE, CLAUSE, SOMEBODY}:
            raise LexiconError(f"{triggers.name}: {row.lemma!r} asks for {row.object!r}, which event_words lacks.")
        lemma, _, particle = row.lemma.partition(" ")
        rule = Rule(get_string_id(particle) if particle else 0, row.object, known.types[row.event])
        if row.pos == "N":
            for form in _forms(row.lemma):
                known.nouns.setdefault(form, []).append(rule)
        else:
            table = known.verbs if row.pos == "V" else known.adjectives
            table.setdefault(get_string_id(lemma), []).append(rule)
    for table in (known.verbs, known.nouns, known.adjectives):
        for rules in table.values():  # the choosiest first
            rules.sort(key=lambda rule: (not rule.particle, not rule.group, -rule.event.rank))


def _forms(word: str) -> list[int]:
    plural = (
        word[:-1] + "ies" if word.endswith("y") else word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")
    )
    return [get_string_id(word), get_string_id(plural)]


def _phrases(rows: Iterable[Weapon | Place]) -> Phrases:
    """Return the names by their first word: the words that follow, and what they stand for; longest first."""
    found: Phrases = {}
    for row in rows:
        value = row.missile_class if isinstance(row, Weapon) else row.id
        _add_phrases(found, (row.name, *row.aliases), value)
    return _longest_first(found)


def _add_homes(
    homes: Phrases, countries: Iterable[CountryRow], cities: Iterable[CityRow], places: Iterable[Place]
) -> None:
    for country in countries:
        _add_phrases(homes, (*country.adjectives, *country.people), country.code)
    for city in cities:
        _add_phrases(homes, (city.name,), city.country)
    for place in places:
        if place.kind == "capital":
            _add_phrases(homes, (place.name, *place.aliases), place.country)
    _longest_first(homes)


def _add_phrases(found: Phrases, names: Iterable[str], value: str) -> None:
    for name in names:
        first, *rest = name.lower().split()
        found.setdefault(first, []).append((tuple(rest), value))


def _longest_first(found: Phrases) -> Phrases:
    for options in found.values():
        options.sort(key=lambda option: -len(option[0]))
    return found
