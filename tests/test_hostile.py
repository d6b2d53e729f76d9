"""Any text at all goes through the pipeline to a record and back: nothing is raised, and every span says its words."""

import json

import pytest
from fuzz.harnesses import check_spans
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

import korea_nlp
from korea_nlp import Record

WORDS = st.sampled_from(
    [
        *(
            "Kim Jong Un",
            "Seoul",
            "the South's Joint Chiefs of Staff",
            "Mr Trump",
            "KCNA",
            "he",
            "analysts",
            "김정은",
            "朝鮮",
        ),
        *("said", "told", "denied", "according to", "that", "launched", "killed", "may", "not", "condemned", "met"),
        *("300", "2,700", "1.3bn", "four", "dozens of", "up to", "10,000-12,000", "$5", "76th", "%", "½", "٣"),
        *("soldiers", "missiles", "km", "on Friday", "in 2024", "last week", "Jan. 24", "two weeks ago", "12/31/2024"),
        *(
            ".",
            ",",
            "!",
            "?",
            ":",
            ";",
            "—",
            "--",
            "...",
            '"',
            "“",
            "”",
            "''",
            "``",
            "'",
            "’",
            "‘",
            "(",
            ")",
            "[",
            "«",
            "•",
        ),
        *(
            "\n",
            "\n\n",
            "\t",
            "\u00a0",
            "\u200b",
            "\u202e",
            "\u2028",
            "\r\n",
            "\x00",
            "\x1b[0m",
            "\ufeff",
            "😀",
            "e\u0301",
            "\ufffe",
        ),
    ]
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join) | st.lists(WORDS, max_size=40).map("".join) | st.text(max_size=200)
PUBLISHED = st.none() | st.sampled_from(["2025-01-24", "2024-02-29", "1950-06-25", "yesterday", "", "2025-13-45"])
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def read(nlp: Language, text: str, published: str | None = None, title: str | None = None) -> Record:
    (result,) = korea_nlp.pipe([korea_nlp.Article("a", text, published, title)], nlp=nlp)
    assert isinstance(result, Record), result
    return result


def check(record: Record) -> None:
    """Assert that every span of a record says its words, and that the record survives JSON."""
    line = record.to_json()
    line.encode("utf-8")
    assert Record.from_json(line) == record
    check_spans(json.loads(line), record.text)


@SETTINGS
@given(text=TEXTS, published=PUBLISHED)
def test_any_text_becomes_a_record(nlp: Language, text: str, published: str | None) -> None:
    record = read(nlp, text, published)

    check(record)
    assert read(nlp, text, published).to_json() == record.to_json()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(" \n\t ", id="space"),
        pytest.param("Seoul", id="one-word"),
        pytest.param('"' * 10_000, id="quotation-marks"),
        pytest.param("“" * 2_000 + "Kim said" + "”" * 2_000, id="nested-quotation-marks"),
        pytest.param("(" * 3_000, id="brackets"),
        pytest.param("\n" * 50_000, id="empty-lines"),
        pytest.param("7" * 50_000, id="long-number"),
        pytest.param("1,000," * 5_000, id="long-list-of-thousands"),
        pytest.param("x" * 100_000, id="endless-word"),
        pytest.param("he said " * 300, id="cue-after-cue"),
        pytest.param("Kim said Lee said Park said " * 60 + "so.", id="claims-in-claims"),
        pytest.param("Seoul said\x00 it\x01 fired\x7f 10 missiles\u2029.", id="control-characters"),
        pytest.param("\u202eSeoul said 300 soldiers died\u202c. \u2067서울\u2069 said so.", id="bidirectional"),
        pytest.param("Seoul \ud800said\udfff 10 died.", id="lone-surrogates"),
        pytest.param("👩‍👩‍👧‍👦 said 10 🚀 flew. 김정은은 말했다 said Kim. Ким сказал. 习近平说", id="scripts"),
        pytest.param("Z\u0300\u0301\u0302" * 3_000 + " said no.", id="piled-accents"),
    ],
)
def test_hostile_text_becomes_a_record(nlp: Language, text: str) -> None:
    check(read(nlp, text, "2025-01-24", title=text[:50]))
