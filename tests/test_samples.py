"""The sample articles: what each holds for the demo, the notebooks and the other tests."""

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest
from spacy.language import Language

import korea_nlp
from korea_nlp.lexicon import data_file

FILE = data_file("samples").joinpath("articles.jsonl")
ROWS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
BY_ID = {row["id"]: row for row in ROWS}


@pytest.fixture(scope="module")
def records(nlp: Language) -> list[korea_nlp.Record]:
    results = list(korea_nlp.pipe([korea_nlp.Article(**row) for row in ROWS], nlp=nlp))
    assert [result for result in results if isinstance(result, korea_nlp.Failure)] == []
    return [result for result in results if isinstance(result, korea_nlp.Record)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_row_is_a_full_news_article(row):
    assert list(row) == ["id", "published", "publisher", "title", "text"]
    assert all(isinstance(value, str) and value for value in row.values())
    assert date.fromisoformat(row["published"]).isoformat() == row["published"]
    assert row["id"].endswith(row["published"])
    assert row["id"].isascii()
    assert 150 <= len(row["text"].split()) <= 450


def test_articles_stand_once_and_in_order_of_date():
    assert len(ROWS) >= 10
    assert len(BY_ID) == len(ROWS)
    assert sorted(ROWS, key=lambda row: (row["published"], row["id"])) == ROWS


def test_three_outlets_tell_of_one_launch_with_rival_ranges():
    seoul, tokyo, pyongyang = (
        BY_ID[key]["text"] for key in ("hanriver-2025-02-13", "kanto-2025-02-13", "bulletin-2025-02-14")
    )

    assert "600 kilometres (373 miles)" in seoul
    assert "650 km, or about 400 miles" in tokyo
    assert "704 kilometres" in pyongyang


def test_wire_story_stands_in_two_papers():
    shared = set(BY_ID["valley-2024-06-18"]["text"].split("\n\n"))
    other = BY_ID["lakeside-2024-06-18"]["text"].split("\n\n")

    assert sum(paragraph in shared for paragraph in other) / len(other) > 0.8
    assert BY_ID["valley-2024-06-18"]["publisher"] != BY_ID["lakeside-2024-06-18"]["publisher"]


@pytest.mark.parametrize(
    "trait",
    [
        pytest.param("Trump.North", id="no-space-between-sentences"),
        pytest.param("U.S.President", id="no-space-after-abbreviation"),
        pytest.param("go”He", id="no-space-after-quotation"),
        pytest.param("Read more »", id="read-more"),
        pytest.param("\nADVERTISEMENT\n", id="advertisement"),
        pytest.param("\n• ", id="bullet"),
        pytest.param("김정은", id="hangul"),
        pytest.param("👍", id="emoji"),
        pytest.param("SEOUL (NewsMix) —", id="dateline"),
        pytest.param("\x07", id="control-character"),
        pytest.param("\u200b", id="zero-width-space"),
    ],
)
def test_scraped_sample_is_hostile(trait):
    assert trait in BY_ID["scraped-2025-04-19"]["text"]


def test_only_the_scraped_sample_is_hostile():
    for row in ROWS:
        odd = {c for c in row["text"] if unicodedata.category(c) in ("Cc", "Cf", "So", "Co")} - {"\n"}
        assert bool(odd) == (row["publisher"] == "newsmix.example")


def test_records_keep_the_articles_facts(records):
    assert [(record.id, record.published, record.publisher, record.title, record.text) for record in records] == [
        tuple(row[key] for key in ("id", "published", "publisher", "title", "text")) for row in ROWS
    ]


def test_every_span_holds_its_own_words(records):
    checked = 0
    for record in records:
        for item in _spanned(record):
            if hasattr(item, "spans"):
                assert item.text == " ".join(record.text[start:end] for start, end in item.spans)
            else:
                assert item.text == record.text[item.start : item.end]
            checked += 1
    assert checked > 500


def test_every_sample_gives_claims_with_known_sources(records):
    for record in records:
        known = {actor.id for actor in record.actors}
        assert any(claim.source and claim.source.actors for claim in record.claims), record.id
        assert {key for claim in record.claims if claim.source for key in claim.source.actors} <= known


def _spanned(value: Any) -> Iterator[Any]:
    """Yield everything in a record that has a text and stands somewhere in the article."""
    if isinstance(value, tuple):
        for item in value:
            yield from _spanned(item)
    elif is_dataclass(value):
        if hasattr(value, "text") and (hasattr(value, "spans") or hasattr(value, "start")):
            yield value
        for field in fields(value):
            yield from _spanned(getattr(value, field.name))
