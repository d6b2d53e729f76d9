"""Entities of a Doc by the reader: how tags become entities, and which pipelines leave them to their base."""

from dataclasses import replace

import numpy as np
import pytest
import spacy
from made_heads import reader_of, shipped

import korea_nlp
from korea_nlp.errors import ModelError
from korea_nlp.reader.features import shape
from korea_nlp.reader.heads import entities
from korea_nlp.reader.heads.entities import LABELS, TAGS, EntityHead, tag_of
from korea_nlp.syntax import parse, read_parse

SETTINGS = {"labels": list(LABELS)}
WEIGHTS = {"weight": np.eye(TAGS, dtype=np.float32), "bias": np.zeros(TAGS, dtype=np.float32)}
PERSON, LATER = tag_of("PERSON", begins=True), tag_of("PERSON", begins=False)
PLACE, ITS = tag_of("GPE", begins=True), tag_of("GPE", begins=False)


@pytest.mark.parametrize(
    ("tags", "words", "expected"),
    [
        pytest.param([0, PERSON, LATER, 0], "a b c d", [(1, 3, "PERSON")], id="one of two words"),
        pytest.param([PERSON, PERSON], "a b", [(0, 1, "PERSON"), (1, 2, "PERSON")], id="two side by side"),
        pytest.param([0, LATER, LATER], "a b c", [(1, 3, "PERSON")], id="a later word opens one"),
        pytest.param([PERSON, ITS], "a b", [(0, 1, "PERSON"), (1, 2, "GPE")], id="another label opens one"),
        pytest.param([PLACE, LATER, ITS], "a b c", [(0, 1, "GPE"), (1, 2, "PERSON"), (2, 3, "GPE")], id="in turn"),
        pytest.param([0, 0], "a b", [], id="none"),
    ],
)
def test_tags_become_entities(tags, words, expected):
    vectors = np.eye(TAGS, dtype=np.float32)[tags]

    assert EntityHead(SETTINGS, WEIGHTS).find(vectors, words.split()) == expected


def test_white_space_ends_an_entity():
    vectors = np.eye(TAGS, dtype=np.float32)[[PERSON, LATER, LATER]]

    assert EntityHead(SETTINGS, WEIGHTS).find(vectors, ["Kim", "\n", "Jong"]) == [(0, 1, "PERSON"), (2, 3, "PERSON")]


@pytest.mark.parametrize(
    ("settings", "weights", "error"),
    [
        ({"labels": ["PERSON"]}, WEIGHTS, ValueError),
        (SETTINGS, WEIGHTS | {"bias": np.zeros(3, dtype=np.float32)}, ValueError),
        (SETTINGS, {"bias": WEIGHTS["bias"]}, KeyError),
    ],
    ids=["labels", "shape", "layer"],
)
def test_another_head_is_refused(settings, weights, error):
    with pytest.raises(error):
        EntityHead(settings, weights)


def test_weights_of_another_width_than_the_words_are_refused():
    message = shipped()
    message["weights"]["entities.weight"] = message["weights"]["entities.weight"][:, 1:]

    with pytest.raises(ModelError, match=r"entities\.weight is of shape"):
        reader_of(message)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Seoul", "Xx"),
        ("KCNA", "XX"),
        ("A", "X"),
        ("U.N.", "X.X."),
        ("12,000", "d,d"),
        ("KN-23s", "XX-dx"),
        ("서울", "w"),
    ],
)
def test_a_shape_tells_sorts_of_letters(word, expected):
    assert shape(word) == expected


def test_the_default_pipeline_finds_entities_without_the_recogniser_of_its_base(nlp):
    doc = nlp("Sergey Lavrov met officials of the Foreign Ministry in Pyongyang on Tuesday.")

    assert "ner" not in nlp.pipe_names
    assert {(entity.text, entity.label_) for entity in doc.ents} >= {
        ("Sergey Lavrov", "PERSON"), ("Pyongyang", "GPE"), ("Tuesday", "DATE")
    }  # fmt: skip


def test_the_view_of_a_doc_is_that_of_its_entities(nlp):
    doc = nlp("Sergey Lavrov met Choe Son Hui in Pyongyang.")
    held = read_parse(doc)
    parse._views.pop(doc)

    assert read_parse(doc) == replace(held, quotes=None)
    assert held.entities("GPE")


def test_entities_that_a_doc_has_stay(nlp):
    doc = nlp.make_doc("Sergey Lavrov met Choe Son Hui in Pyongyang.")
    doc.set_ents([spacy.tokens.Span(doc, 0, 2, label="PRODUCT")])

    assert [(entity.text, entity.label_) for entity in nlp(doc).ents] == [("Sergey Lavrov", "PRODUCT")]


def test_a_base_of_ones_own_keeps_its_recogniser():
    base = spacy.load(korea_nlp.pipeline.PINNED)

    assert "ner" in korea_nlp.load(base=base).pipe_names


def test_without_the_reader_the_base_finds_entities(grammar):
    assert "ner" in grammar.pipe_names
    assert grammar("Sergey Lavrov spoke.").ents[0].label_ == "PERSON"


def test_a_base_without_one_serves_where_the_reader_reads():
    base = spacy.load(korea_nlp.pipeline.PINNED, exclude=["ner"])

    assert [entity.label_ for entity in korea_nlp.load(base=base)("Sergey Lavrov spoke.").ents] == ["PERSON"]


def test_a_base_that_nobody_finds_entities_for_is_refused():
    base = spacy.load(korea_nlp.pipeline.PINNED, exclude=["ner"])

    with pytest.raises(ModelError, match="no ner"):
        korea_nlp.load(base=base, exclude=["korea_reader"])


def test_the_labels_are_those_of_the_base():
    assert set(entities.LABELS) == set(spacy.load(korea_nlp.pipeline.PINNED).get_pipe("ner").labels)
