"""What a Record copies from a Doc: the spans of a part stand in order and never overlap."""

import json
from itertools import islice
from pathlib import Path

import pytest
import spacy
from fuzz.harnesses import check_spans

import korea_nlp
from korea_nlp import layers
from korea_nlp.extract import extract
from korea_nlp.lexicon import data_file

POOL = Path(__file__).parents[2] / "shared" / "data" / "press" / "pool.jsonl.gz"
TWICE = "Schools teach what students are expected to learn."


@pytest.mark.parametrize(
    ("pieces", "spans"),
    [
        pytest.param([(2, 4), (3, 4), (6, 8)], [(2, 4), (6, 8)], id="one-within-another"),
        pytest.param([(6, 8), (2, 3)], [(2, 3), (6, 8)], id="out-of-order"),
        pytest.param([(2, 4), (3, 6), (5, 7)], [(2, 7)], id="a-chain"),
        pytest.param([(2, 3), (2, 3)], [(2, 3)], id="twice"),
        pytest.param([(2, 3), (3, 4)], [(2, 3), (3, 4)], id="side-by-side"),
    ],
)
def test_pieces_that_overlap_are_one_span(pieces, spans):
    doc = spacy.tokens.Doc(spacy.blank("en").vocab, words=TWICE.rstrip(".").split())
    layers.write_claims(doc, [layers.Claim("c1", "indirect", (), ((4, 6),), tuple(pieces))])

    (claim,) = extract(doc).claims

    assert claim.content.text == " ".join(doc[start:end].text for start, end in spans)
    assert claim.content.spans == tuple((doc[start:end].start_char, doc[start:end].end_char) for start, end in spans)


def test_no_word_is_told_twice(nlp):
    record = korea_nlp.analyze(TWICE, nlp=nlp)

    assert len(record.claims) == 2
    check_spans(json.loads(record.to_json()), record.text)


@pytest.mark.parametrize(
    ("corpus", "count"),
    [
        pytest.param(Path(str(data_file("samples/corpus.jsonl"))), 100, id="samples"),
        pytest.param(
            *(POOL, 100),
            id="press",
            marks=pytest.mark.skipif(not POOL.exists(), reason="SKIPPED: the shared articles are not there"),
        ),
    ],
)
def test_spans_of_real_articles_stand_in_order(nlp, corpus, count):
    for result in korea_nlp.pipe(islice(korea_nlp.read_articles(corpus), count), nlp=nlp):
        assert isinstance(result, korea_nlp.Record)
        check_spans(json.loads(result.to_json()), result.text)
