"""The tables of this component: their rows, and the forms that the rest looks up."""

from dataclasses import dataclass

from korea_nlp.knowledge.rows import CountryRow, CueRow
from korea_nlp.lexicon import Lexicon
from korea_nlp.records.vocabulary import Certainty, Stance

PARTS = {"noun": "noun", "adj": "adj", "adverb": "adverb", "adjunct": "prep", "amod": "adj"}  # by the first of a frame


@dataclass(frozen=True, slots=True)
class HedgeRow:
    """A word of the content that makes it less than certain."""

    word: str
    certainty: Certainty
    source: str


@dataclass(frozen=True, slots=True)
class StanceRow:
    """A word of the content that tells the stance of a neutral cue: "said the launch was illegal" accuses."""

    word: str
    stance: Stance
    source: str


@dataclass(frozen=True, slots=True)
class WeightRow:
    """What a fact adds to the log-odds that a candidate is an attribution; with the counts behind it.

    Attributes:
        seen: Candidates of the training set with this fact.
        attributed: Those among them that people marked as attributions.
    """

    fact: str
    weight: float
    seen: int
    attributed: int
    source: str


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables, ready to look up."""

    cues: dict[tuple[str, str], CueRow]
    kinds: dict[tuple[str, str], str]
    hedges: dict[str, str]
    stances: dict[str, str]
    weights: dict[str, float]
    adjectives: dict[tuple[str, ...], str]
    states: frozenset[str]


def read_tables(cues: Lexicon, hedges: Lexicon, stances: Lexicon, weights: Lexicon, countries: Lexicon) -> Tables:
    """Return the checked tables."""
    cue_rows: dict[tuple[str, str], CueRow] = {
        (row.lemma, row.pos): row for row in cues.rows(CueRow, key=("lemma", "pos"))
    }
    nations = countries.rows(CountryRow)
    return Tables(
        cues=cue_rows,
        kinds={key: row.kind for key, row in cue_rows.items()},
        hedges={row.word: row.certainty for row in hedges.rows(HedgeRow)},
        stances={row.word: row.stance for row in stances.rows(StanceRow)},
        weights={row.fact: row.weight for row in weights.rows(WeightRow)},
        adjectives={tuple(word.lower().split()): row.code for row in nations for word in row.adjectives},
        states=frozenset(row.actor for row in nations),
    )


def part_of(frame: str) -> str:
    """Return the part of speech of a cue by its frame."""
    return PARTS.get(frame.partition(":")[0], "verb")
