"""Silence, refusal, doubt and negated belief beside what is said after all: 334 sentences of our own."""

import csv
from pathlib import Path

import pytest

import korea_nlp

SENTENCES = Path(__file__).parent / "data" / "silence.csv"


def is_right(row, claims):
    """Tell whether what is told is found with its source, content and stance, and nothing where nobody tells."""
    if not row["source"]:
        return not claims
    return any(
        claim.source is not None
        and row["source"].lower() in claim.source.text.lower()
        and row["content"].lower() in claim.content.text.lower()
        and row["stance"] in ("", claim.stance)
        for claim in claims
    )


@pytest.mark.parametrize(
    ("half", "least"),
    [
        pytest.param("seen", 0.95, id="looked at while rules were written"),
        pytest.param("unseen", 0.93, id="scored only, but for their kinds of faults"),
    ],
)
def test_silence_is_none_and_doubt_is_doubt(nlp, half, least):
    with SENTENCES.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["half"] == half]

    records = korea_nlp.pipe([{"id": str(i), "text": row["text"]} for i, row in enumerate(rows)], nlp=nlp)
    right = [is_right(row, record.claims) for row, record in zip(rows, records, strict=True)]

    assert sum(right) / len(right) >= least
