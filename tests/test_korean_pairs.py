"""One event in two languages: the same actor says the same figure, and no figure becomes the rival of itself."""

import csv
from pathlib import Path

import pytest

import korea_nlp

pytest.importorskip("kiwipiepy")

TABLE = Path(__file__).parent / "data" / "language_pairs.csv"
PAIRS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
PUBLISHED = "2025-01-24"


@pytest.fixture(scope="module")
def pairs(grammar):
    korean = korea_nlp.load("korean")
    read = []
    for number, row in enumerate(PAIRS):
        english = korea_nlp.analyze(row["english"], nlp=grammar, published=PUBLISHED, id=f"en{number}", publisher="A")
        other = korea_nlp.analyze(row["korean"], nlp=korean, published=PUBLISHED, id=f"ko{number}", publisher="B")
        read.append((row, english, other))
    return read


def who_says_what(record):
    """Return the actors of a record's outermost claims, each with the values of the figures in its content."""
    values = {quantity.id: quantity.lower for quantity in record.quantities}
    return {
        (claim.source.actors, tuple(values[key] for key in claim.quantities))
        for claim in record.claims
        if claim.source and claim.parent is None
    }


def test_same_claim_is_found_in_both(pairs):
    missed = [
        (row["korean"], who_says_what(english), who_says_what(korean))
        for row, english, korean in pairs
        if ((row["speaker"],), tuple(float(x) for x in row["figure"].split()))
        not in {(who, tuple(map(float, values))) for who, values in who_says_what(english) & who_says_what(korean)}
    ]

    assert len(missed) <= len(pairs) // 10, missed


def test_no_figure_is_a_rival_of_itself(pairs):
    false = []
    for row, english, korean in pairs:
        comparison = korea_nlp.compare([english, korean])
        false += [row["korean"] for relation in comparison.relations if relation.kind == "DISPUTES"]

    assert false == []
