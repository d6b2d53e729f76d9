"""Subjects and objects through clauses, and what is coordinated, on the shared view of a parse."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from korea_nlp.syntax import objects_of, read_parse, subjects_of
from korea_nlp.syntax.clauses import doers_of


@pytest.mark.parametrize(
    ("text", "verb", "subjects", "objects"),
    [
        ("Seoul agreed to meet the envoy.", "meet", ["Seoul"], ["envoy"]),
        ("Washington urged Moscow to sign the treaty.", "sign", ["Moscow"], ["treaty"]),
        ("The ministers accused Moscow of breaking the truce.", "breaking", ["Moscow"], ["truce"]),
        ("The soldiers who crossed the border were arrested.", "crossed", ["soldiers"], ["border"]),
        ("Officials said they sent troops and tanks.", "sent", ["Officials"], ["troops", "tanks"]),
        ("Two men were arrested and jailed.", "jailed", ["men"], ["men"]),
    ],
)
def test_subjects_and_objects_of_a_verb(nlp: Language, text: str, verb: str, subjects: list[str], objects: list[str]):
    doc = nlp(text)
    parse = read_parse(doc)
    i = parse.text.index(verb)

    found, _ = objects_of(parse, i)

    assert [parse.text[k] for k in subjects_of(parse, i)] == subjects
    assert [parse.text[k] for k in found] == objects


def test_doers_of_a_passive(nlp: Language):
    parse = read_parse(nlp("The dinner hosted by Seoul and Tokyo ended."))

    assert [parse.text[k] for k in doers_of(parse, parse.text.index("hosted"))] == ["Seoul", "Tokyo"]


@pytest.mark.parametrize(
    "heads", [pytest.param([0, 0, 1, 2], id="chain"), pytest.param([0, 0, 0, 0], id="side-by-side")]
)
def test_all_that_is_coordinated_is_returned(heads: list[int]):
    words = ["Seoul", "Tokyo", "Beijing", "Moscow"]
    doc = Doc(spacy.blank("en").vocab, words=words, heads=heads, deps=["ROOT", "conj", "conj", "conj"])

    assert read_parse(doc).conjuncts(0) == [0, 1, 2, 3]


def test_an_endless_list_is_cut_short():
    count = 1_000
    doc = Doc(
        spacy.blank("en").vocab,
        words=["Seoul"] * count,
        heads=[max(0, i - 1) for i in range(count)],
        deps=["ROOT", *["conj"] * (count - 1)],
    )

    assert len(read_parse(doc).conjuncts(0)) < 100
