"""The tables of the event component, read into look-ups by word."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from korea_nlp.errors import LexiconError
from korea_nlp.knowledge.rows import CityRow, CountryRow, TriggerRow
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
    """A trigger row, compiled: the particle and the class of nouns that it asks for, and the event it tells."""

    particle: str
    group: str
    event: EventType


ALONE = "alone"  # the group of verbs that tell an event only without object or clause: "thousands demonstrated"
SUBJECT = "subject:"  # before a group: the subject, not the object, is to be of the group
SOMEBODY = "somebody"  # the group of all who are or stand for people
CLAUSE = "clause"  # the group of verbs that tell an event only with a clause below them: "failed to agree"
REPORTING = frozenset({"report", "announce"})  # the effects of verbs that only tell of an event
Phrases = dict[str, list[tuple[tuple[str, ...], str]]]  # by the first word: the words that follow, what they stand for


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All tables by lemma (verbs, adjectives) or by lower-case form (nouns, classes, adverbs).

    ``verb_operators`` are by lemma, with a particle where they have one: "rule out". ``adverbs`` say that something
    is but likely. ``homes`` are adjectives, peoples and cities with the codes of their countries; ``states`` the actors
    that are countries.
    """

    types: dict[str, EventType]
    classes: dict[str, frozenset[str]]
    weapons: Phrases
    places: Phrases
    homes: Phrases
    states: frozenset[str]
    verbs: dict[str, list[Rule]] = field(default_factory=dict)
    nouns: dict[str, list[Rule]] = field(default_factory=dict)
    adjectives: dict[str, list[Rule]] = field(default_factory=dict)
    verb_operators: dict[str, str] = field(default_factory=dict)
    noun_operators: dict[str, str] = field(default_factory=dict)
    adverbs: set[str] = field(default_factory=set)


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
    arms = _phrases(((row.name, *row.aliases), row.missile_class) for row in weapons.rows(Weapon))
    sites = places.rows(Place)
    nations = countries.rows(CountryRow)
    homes = [((*row.adjectives, *row.people), row.code) for row in nations]
    homes += [((row.name,), row.country) for row in cities.rows(CityRow, key=("name", "country"))]
    homes += [((row.name, *row.aliases), row.country) for row in sites if row.kind == "capital"]
    classes: dict[str, set[str]] = {}
    for word in words.rows(Word, key=("lemma", "group")):
        for form in _forms(word.lemma):
            classes.setdefault(form, set()).add(word.group)
    for first, names in arms.items():
        if any(not rest and first not in ("cruise", "hypersonic") for rest, _ in names):
            classes.setdefault(first, set()).add("missile")
    known = Knowledge(
        types={row.event: row for row in kinds.rows(EventType)},
        classes={form: frozenset(groups) for form, groups in classes.items()},
        weapons=arms,
        places=_phrases(((row.name, *row.aliases), row.id) for row in sites),
        homes=_phrases(homes),
        states=frozenset(row.actor for row in nations),
    )
    _add_triggers(known, triggers, set().union(*classes.values()))
    for operator in operators.rows(Operator, key=("lemma", "pos")):
        if operator.pos == "N":
            known.noun_operators.update(dict.fromkeys(_forms(operator.lemma), operator.effect))
        elif operator.pos == "A":
            known.adverbs.add(operator.lemma)
        else:
            known.verb_operators[operator.lemma] = operator.effect
    return known


def _add_triggers(known: Knowledge, triggers: Lexicon, groups: set[str]) -> None:
    for row in triggers.rows(TriggerRow, key=("lemma", "pos", "object")):
        if row.event not in known.types:
            raise LexiconError(f"{triggers.name}: {row.lemma!r} tells {row.event!r}, which event_kinds lacks; add it.")
        if row.object.removeprefix(SUBJECT) not in groups | {"", ALONE, CLAUSE, SOMEBODY}:
            raise LexiconError(f"{triggers.name}: {row.lemma!r} asks for {row.object!r}, which event_words lacks.")
        lemma, _, particle = row.lemma.partition(" ")
        rule = Rule(particle, row.object, known.types[row.event])
        if row.pos == "N":
            for form in _forms(row.lemma):
                known.nouns.setdefault(form, []).append(rule)
        else:
            table = known.verbs if row.pos == "V" else known.adjectives
            table.setdefault(lemma, []).append(rule)
    for table in (known.verbs, known.nouns, known.adjectives):
        for rules in table.values():  # the choosiest first
            rules.sort(key=lambda rule: (not rule.particle, not rule.group, -rule.event.rank))


def _forms(word: str) -> tuple[str, str]:
    if word.endswith("y"):
        return word, word[:-1] + "ies"
    return word, word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def _phrases(named: Iterable[tuple[tuple[str, ...], str]]) -> Phrases:
    """Return the look-up of names and what they stand for; longest first."""
    found: Phrases = {}
    for names, value in named:
        for name in names:
            first, *rest = name.lower().split()
            found.setdefault(first, []).append((tuple(rest), value))
    for options in found.values():
        options.sort(key=lambda option: -len(option[0]))
    return found
