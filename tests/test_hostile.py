"""Any text at all goes through the pipeline to a record and back: nothing is raised, and every span says its words."""

import json
import random
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from fuzz.harnesses import check_spans
from fuzz.texts import WORDS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import korea_nlp
from korea_nlp import Record
from korea_nlp.extract import extract
from korea_nlp.lexicon import data_file

LISTS = st.lists(st.sampled_from(WORDS), max_size=40)
TEXTS = LISTS.map(" ".join) | LISTS.map("".join) | st.text(max_size=200)
PUBLISHED = st.none() | st.sampled_from(["2025-01-24", "2024-02-29", "1950-06-25", "2025", ""])
HOSTILE = {
    "empty": "",
    "space": " \n\t ",
    "one-word": "Seoul",
    "quotation-marks": '"' * 10_000,
    "nested-quotation-marks": "“" * 2_000 + "Kim said" + "”" * 2_000,
    "brackets": "(" * 3_000,
    "empty-lines": "\n" * 50_000,
    "long-number": "7" * 50_000,
    "long-list-of-thousands": "1,000," * 5_000,
    "endless-word": "x" * 100_000,
    "cue-after-cue": "he said " * 300,
    "claims-in-claims": "Kim said Lee said Park said " * 60 + "so.",
    "control-characters": "Seoul said\x00 it\x01 fired\x7f 10 missiles\u2029.",
    "bidirectional": "\u202eSeoul said 300 soldiers died\u202c. \u2067서울\u2069 said so.",
    "lone-surrogates": "Seoul \ud800said\udfff 10 died.",
    "scripts": "👩‍👩‍👧‍👦 said 10 🚀 flew. 김정은은 말했다 said Kim. Ким сказал. 习近平说",
    "piled-accents": "Z\u0300\u0301\u0302" * 3_000 + " said no.",
}
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def read(nlp: Language, text: str, published: str | None = None, title: str | None = None) -> Record:
    (result,) = korea_nlp.pipe([korea_nlp.Article("a", text, published, title)], nlp=nlp, check_language=False)
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


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_becomes_a_record(nlp: Language, text: str) -> None:
    check(read(nlp, text, "2025-01-24", title=text[:50]))


@pytest.fixture(scope="module")
def scaling() -> ModuleType:
    sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
    try:
        return import_module("scaling")
    finally:
        sys.path.pop(0)


@pytest.mark.parametrize("shape", ["news", "one sentence", "nested claims"])
def test_time_grows_with_the_length_and_no_faster(nlp: Language, scaling: ModuleType, shape: str) -> None:
    """``benchmarks/scaling.py`` goes to 1 MB; below 40,000 characters a text is one piece, and shows growth best."""
    scaling.read(nlp, scaling.text(scaling.SHAPES[shape], 2_000))  # what is set up once is not counted
    short, long = (
        min(scaling.read(nlp, scaling.text(scaling.SHAPES[shape], size)) for _ in range(2)) for size in (10_000, 40_000)
    )

    assert long < 8 * short  # linear is 4, quadratic 16


def test_a_parse_with_labels_and_heads_at_random_is_read(nlp):
    """Lemmas of white space, verbs that hang on commas: what another base model, or a user, may have set."""
    chosen = random.Random(5)
    rows = data_file("samples").joinpath("articles.jsonl").read_text(encoding="utf-8").splitlines()
    before = nlp.pipe_names.index("korea_repair")
    for _ in range(3):
        for text in (json.loads(row)["text"] for row in rows):
            doc = nlp.make_doc(text)
            for _, pipe in nlp.pipeline[:before]:
                doc = pipe(doc)
            size = len(doc)
            columns = {
                name: chosen.sample([getattr(token, attribute) for token in doc], size)
                for name, attribute in (("tags", "tag_"), ("pos", "pos_"), ("deps", "dep_"), ("lemmas", "lemma_"))
            }
            heads = [chosen.randrange(max(0, i - 9), i) if i % 40 else i for i in range(size)]
            words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
            spoilt = Doc(doc.vocab, words, spaces, heads=heads, **columns)
            for _, pipe in nlp.pipeline[before:]:
                spoilt = pipe(spoilt)
            assert extract(spoilt).text == text


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said on Monday that Seoul had refused to say whether it believed that shells had fallen.",
        "According to the NIS, Kim declined to meet the envoy, who denied having asked; Tokyo did not confirm it.",
        "A resolution was passed in May.\n\n“President Moon refuses to say so,” Lee said.",
        "“We never agreed to that,” Lee said, and the North, which had vowed to answer, ruled out talks on May 3.",
    ],
)
def test_texts_may_be_cut_after_any_word(nlp, text):
    words = text.split()
    for size in range(1, len(words)):
        korea_nlp.analyze(" ".join(words[:size]), nlp=nlp)
