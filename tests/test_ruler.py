"""The remembering ruler: whatever the patterns, it sets what spaCy's own sets."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

import korea_nlp
from korea_nlp.components.ruler import RememberingRuler
from korea_nlp.pipeline import _load_base

PATTERNS = [
    ([[{"TAG": "NN"}]], {"POS": "NOUN"}),
    ([[{"TAG": {"IN": ["VB", "VBZ"]}, "LOWER": "is"}]], {"POS": "AUX", "LEMMA": "be"}),
    ([[{"TAG": {"NOT_IN": ["NN", ""]}, "DEP": "aux"}]], {"POS": "AUX"}),
    ([[{"LOWER": {"IN": ["is", "he"]}}], [{"LOWER": "un"}]], {"MORPH": "Number=Sing"}),
    ([[{"LOWER": {"REGEX": "^m.+n$"}}]], {"POS": "PROPN"}),
    ([[{"LOWER": "kim"}, {"LOWER": "is"}]], {"LEMMA": "Kim"}),
    ([[{"IS_SPACE": True}]], {"POS": "SPACE"}),
    ([[{"TEXT": "Un"}]], {"LEMMA": "Un"}),
    ([[{"TAG": "NN", "OP": "+"}, {"LOWER": "un"}]], {"POS": "X"}),
]
WORDS = st.sampled_from(["Kim", "is", "Is", "Un", "un", "he", "moon", "\n", "missile"])
TAGS = st.sampled_from(["NN", "VB", "VBZ", "_SP", ""])
DEPS = st.sampled_from(["aux", "ROOT", "nsubj", ""])


def rulers():
    vocab = spacy.blank("en").vocab
    made = AttributeRuler(vocab), RememberingRuler(vocab)
    for ruler in made:
        for patterns, attrs in PATTERNS:
            ruler.add(patterns, attrs)
    return vocab, *made


VOCAB, THEIRS, OURS = rulers()


@given(st.lists(st.tuples(WORDS, TAGS, DEPS), min_size=1, max_size=12))
def test_it_finds_what_spacys_ruler_finds(words):
    texts, tags, deps = zip(*words, strict=True)
    doc = Doc(VOCAB, words=texts, tags=tags, deps=deps, heads=[0] * len(words))

    assert OURS.match(doc) == THEIRS.match(doc)


def test_patterns_that_are_added_later_count():
    _, _, ours = rulers()
    doc = Doc(ours.vocab, words=["missile"], tags=["NN"], deps=["ROOT"], heads=[0])
    assert len(ours.match(doc)) == 1

    ours.add([[{"LOWER": "missile"}]], {"LEMMA": "missile"})

    assert len(ours.match(doc)) == 2


def test_without_patterns_nothing_is_found():
    _, _, ours = rulers()
    ours.clear()
    doc = Doc(ours.vocab, words=["missile"], tags=["NN"], deps=["ROOT"], heads=[0])

    assert ours.match(doc) == []


def test_the_pipeline_has_it_with_the_base_models_patterns(nlp):
    ruler = nlp.get_pipe("attribute_ruler")

    assert isinstance(ruler, RememberingRuler)
    assert ruler.patterns == _load_base(None, without=()).get_pipe("attribute_ruler").patterns


def test_it_travels_with_a_saved_pipeline(nlp, tmp_path):
    nlp.to_disk(tmp_path / "saved")

    again = spacy.load(tmp_path / "saved").get_pipe("attribute_ruler")

    assert isinstance(again, RememberingRuler)
    assert again.patterns == nlp.get_pipe("attribute_ruler").patterns


def test_parts_of_speech_are_those_of_the_base_model(nlp):
    text = "Kim isn't gonna say who's told him, but they've got to let's go.\nNothin' new, y'all: he did."
    doc = nlp.make_doc(text)
    for name in ("tok2vec", "tagger", "parser"):
        doc = nlp.get_pipe(name)(doc)
    theirs = _load_base(None, without=()).get_pipe("attribute_ruler")
    other = Doc(nlp.vocab).from_bytes(doc.to_bytes())

    assert theirs.match(other) == nlp.get_pipe("attribute_ruler").match(doc)


def test_a_ruler_of_the_users_own_stays():
    class Own(AttributeRuler):
        """Somebody's."""

    base = _load_base(None, without=())
    own = Own(base.vocab)
    own.from_bytes(base.get_pipe("attribute_ruler").to_bytes())
    index = base.pipe_names.index("attribute_ruler")
    base._components[index] = ("attribute_ruler", own)

    assert korea_nlp.load(base=base).get_pipe("attribute_ruler") is own


@pytest.mark.parametrize("text", ["", "\n", "…"])
def test_odd_texts_pass(nlp, text):
    assert nlp(text).text == text
