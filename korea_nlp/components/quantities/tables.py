"""The tables of amounts, in the forms that reading uses."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from korea_nlp.errors import LexiconError
from korea_nlp.lexicon import Lexicon
from korea_nlp.records.vocabulary import Bound, Status

WordKind = Literal[
    "having",
    "paying",
    "idiom",
    "shared",
    "linking",
    "shooting",
    "dying",
    "crowd",
    "grave",
    "interposed",
    "costing",
    "holding",
]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit, what it measures, and how much it is of the base unit of its dimension."""

    unit: str
    dimension: str
    factor: float | None
    source: str


@dataclass(frozen=True, slots=True)
class FormRow:
    """How a unit is written: a word or symbol after the number, a sign or code before or after it."""

    surface: str
    unit: str
    form: Literal["word", "symbol", "prefix", "code"]
    source: str


@dataclass(frozen=True, slots=True)
class ModifierRow:
    """Words before or after a number that say how exact it is, or that it comes on top of another."""

    phrase: str
    place: Literal["before", "after"]
    bound: Bound
    relation: Literal["none", "additional"]
    source: str


@dataclass(frozen=True, slots=True)
class VagueRow:
    """A count without a number, and what it is at least worth."""

    phrase: str
    value: float
    bound: Bound
    source: str


@dataclass(frozen=True, slots=True)
class TrendRow:
    """A verb, with its forms, that says that an amount rose or fell.

    Some say it of their ``object`` too, "shed 300 jobs", where others have one that does not change, "dropped 3 bombs";
    a transitive one says it where ``by`` follows: "cut output by 5%".
    """

    lemma: str
    forms: tuple[str, ...]
    trend: Literal["up", "down"]
    use: Literal["any", "object", "by"]
    source: str


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A verb, or another word, that says what befell the people counted.

    A ``sending`` verb says it of the military only; a ``state`` is what people are in or what they remain in.
    """

    word: str
    part: Literal["verb", "word", "sending", "state"]
    status: Status
    source: str


@dataclass(frozen=True, slots=True)
class NounRow:
    """A counted noun with a unit other than its own lemma, or one of a group.

    ``people`` and the ``military`` can be killed; a ``light`` one gives way to what it is of ("the number of deaths");
    a ``scalar`` is measured, never counted by a number that its verb brings ("prices rose to 6,000"), and so is a
    ``gauge``, in whatever it is made of ("an increase of 900 jobs"); a ``tally`` is a part or a point, which its number
    says of what has it ("a house of two bedrooms", "with 26 saves").
    """

    noun: str
    unit: str
    group: Literal["people", "military", "light", "scalar", "gauge", "tally", ""]
    source: str


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word of one of the groups that the grammar of amounts asks for; verbs stand as their lemma.

    Attributes:
        word: The word; a verb that is ``paying`` with its preposition, a ``grave`` state with what makes it so.
        kind: ``having``: verbs whose subject has what is counted ("scored 12 goals"); ``paying``: verbs with what the
            money is for; ``idiom``: nouns after "in" that are no thing paid ("$5 in total"); ``shared``: what an amount
            is divided by after "a" ("$3 a share"); ``linking``: verbs before a state ("are dead"); ``shooting``: verbs
            that say nothing of the outcome ("shot dead"); ``dying``: what the subject does and others suffer;
            ``crowd``: nouns of number before "of"; ``grave``: states of the injured; ``interposed``: words between
            people and what befell them ("30 were also killed"); ``costing``: what is done to
            lives ("claimed 26 lives"); ``holding``: verbs whose subject holds their object ("employs 900 workers").
        source: Where it was found.
    """

    word: str
    kind: WordKind
    source: str


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A word that a number names a thing by: "Article 9", "Office 39"."""

    label: str
    source: str


class Tables:
    """All tables, checked against each other and compiled."""

    def __init__(self, tables: dict[str, Lexicon]) -> None:
        self.units = {row.unit: row for row in tables["units"].rows(UnitRow)}
        forms = tables["unit_forms"].rows(FormRow, key=("surface", "form"))
        for form in forms:
            if form.unit not in self.units:
                raise LexiconError(f"unit_forms: {form.surface!r} is of {form.unit!r}; add that unit to units.")
        self.words = {f.surface.lower(): f.unit for f in forms if f.form == "word"}
        self.symbols = {f.surface: f.unit for f in forms if f.form in ("symbol", "code")}
        self.prefixes = {f.surface: f.unit for f in forms if f.form in ("prefix", "code")}
        self.word_pattern = re.compile(
            rf"[ \xa0\u202f\u2010\u2011-]{{0,2}}({_either(self.words)})(?![^\W_])", re.IGNORECASE
        )
        self.symbol_pattern = re.compile(rf"[ \xa0\u202f-]?({_either(self.symbols)})(?!\w)")
        self.prefix_pattern = re.compile(rf"(?<![^\W\d_])({_either(self.prefixes)})[ \xa0-]?$")
        self.sign_pattern = re.compile(rf"(?:{_either(self.prefixes)})[ \xa0]?")
        modifiers = tables["modifiers"].rows(ModifierRow, key=("phrase", "place"))
        self.before = {tuple(row.phrase.split()): row for row in modifiers if row.place == "before"}
        self.after = {tuple(row.phrase.split()): row for row in modifiers if row.place == "after"}
        self.vague = {row.phrase: row for row in tables["vague"].rows(VagueRow)}
        trends = tables["trends"].rows(TrendRow)
        self.trends = {row.lemma: row.trend for row in trends if row.use != "by"}
        self.gaining = frozenset(row.lemma for row in trends if row.use == "object")
        self.moved_pattern = re.compile(
            rf"\b(?:{_either(f for row in trends if row.use != 'by' for f in (row.lemma, *row.forms))}|up|down)"
            r"(?: by)? $",
            re.IGNORECASE,
        )
        self.changes = {row.lemma: row.trend for row in trends if row.use == "by"}
        statuses = tables["statuses"].rows(StatusRow, key=("word", "part"))
        self.status_verbs = {row.word: row.status for row in statuses if row.part == "verb"}
        self.sending = {row.word: row.status for row in statuses if row.part == "sending"}
        self.states = {row.word: row.status for row in statuses if row.part == "state"}
        self.status_words = {row.word: row.status for row in statuses if row.part == "word"}
        self.told_statuses = self.sending | self.states | self.status_verbs | self.status_words
        words = tables["quantity_words"].rows(WordRow, key=("word", "kind"))
        self.group = {kind: frozenset(row.word for row in words if row.kind == kind) for kind in get_args(WordKind)}
        self.qualified = frozenset(phrase.partition(" ")[2] for phrase in self.group["grave"])
        labels = (row.label for row in tables["number_labels"].rows(LabelRow))
        self.label_pattern = re.compile(rf"\b(?:{_either(labels)})\.? ?$", re.IGNORECASE)
        nouns = tables["counted_nouns"].rows(NounRow)
        self.nouns = {row.noun: row.unit for row in nouns}
        self.scalars = frozenset(row.noun for row in nouns if row.group == "scalar")
        self.gauges = self.scalars | {row.noun for row in nouns if row.group == "gauge"}
        self.tallies = frozenset(row.unit for row in nouns if row.group == "tally")
        self.light = frozenset(row.noun for row in nouns if row.group == "light")
        self.military = frozenset(row.unit for row in nouns if row.group == "military")
        self.people = self.military | {row.unit for row in nouns if row.group == "people"}

    def dimension(self, unit: str | None) -> str | None:
        """Return what a unit measures; people and things are dimensions too."""
        if unit is None:
            return None
        base, _, per = unit.partition(" per ")
        if unit in self.units:
            return self.units[unit].dimension
        if base in self.units:
            return f"{self.units[base].dimension} per {self.dimension(per)}" if per else self.units[base].dimension
        return "people" if base in self.people else "count"

    def is_measure(self, unit: str | None) -> bool:
        """Tell whether a unit stands in the table, alone or per something, and is no counted noun."""
        return unit is not None and (unit in self.units or unit.partition(" per ")[0] in self.units)


def _either(surfaces: Iterable[str]) -> str:
    return "|".join(re.escape(surface) for surface in sorted(surfaces, key=lambda s: (-len(s), s)))
