"""The one view of a parse, and the repair of broken ones."""

import gc
import weakref

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from korea_nlp.components.base import TablePipe
from korea_nlp.syntax import Parse, edges, read_parse, repair

CLASSES = {("say", "verb"): "say", ("statement", "noun"): "say"}


def make(vocab: Vocab, table: str) -> Doc:
    """Return a Doc from lines of word, lemma, part of speech, tag, relation and the number of its head."""
    rows = [line.split() for line in table.strip().splitlines()]
    words, lemmas, pos, tags, deps, heads = map(list, zip(*rows, strict=True))
    return Doc(vocab, words, lemmas=lemmas, pos=pos, tags=tags, deps=deps, heads=list(map(int, heads)))


@pytest.fixture
def denial(nlp) -> Doc:
    return make(
        nlp.vocab,
        """
        Kim Kim PROPN NNP nsubj 3
        did do AUX VBD aux 3
        not not PART RB neg 3
        say say VERB VB ROOT 3
        it it PRON PRP dobj 3
        was be AUX VBD auxpass 6
        denied deny VERB VBN conj 3
        by by ADP IN agent 6
        Seoul Seoul PROPN NNP pobj 7
        to to PART TO aux 10
        win win VERB VB advcl 6
        """,
    )


def test_questions_of_a_parse_have_one_answer_each(denial):
    parse = read_parse(denial)

    assert (parse.subject(3), parse.objects(3), parse.auxiliaries(3)) == (0, [4], [1])
    assert [parse.is_negated(i) for i in (3, 6)] == [True, False]
    assert [parse.is_passive(i) for i in (3, 6)] == [False, True]
    assert [parse.is_infinitive(i) for i in (3, 10)] == [False, True]
    assert list(parse.conjuncts(3)) == [3, 6]
    assert list(parse.ancestors(8)) == [7, 6, 3]
    assert parse.root_of(7, 9) == 7
    assert parse.within(8, 6)
    assert parse.sentence(4) == (0, 11)


def test_view_is_made_once_and_anew_when_the_parse_has_changed(denial):
    first = read_parse(denial)

    assert read_parse(denial) is first
    denial[4].dep_ = "attr"
    assert read_parse(denial).objects(3) == []


def test_view_lives_no_longer_than_its_doc(nlp):
    doc = Doc(nlp.vocab, ["Seoul", "said", "so"])
    view = weakref.ref(doc)
    assert isinstance(read_parse(doc), Parse)

    del doc
    gc.collect()

    assert view() is None


@pytest.mark.parametrize("words", [[" "], ["\n", "\n"], ["Seoul"]])
def test_text_without_a_parse_has_a_view(nlp, words):
    parse = read_parse(Doc(nlp.vocab, words))

    assert len(parse) == len(words)
    assert not parse.parsed
    assert parse.head == list(range(len(words)))


def test_paragraphs_end_with_their_breaks(nlp):
    parse = read_parse(nlp("Seoul agreed.\n\nTokyo did not."))

    assert [parse.paragraph(i) for i in (0, len(parse) - 1)] == [(0, 4), (4, len(parse))]


@given(st.lists(st.integers(0, 12), max_size=12))
def test_edges_hold_every_descendant(chosen):
    heads = [min(above, i) for i, above in enumerate(chosen)]  # heads stand before: no circles

    kids, left, right = edges(heads)

    for i, above in enumerate(heads):
        assert above == i or i in kids[above]
        while True:
            assert left[above] <= i <= right[above]
            if heads[above] == above:
                break
            above = heads[above]


BROKEN = {
    "day-of-telling": (
        """
        Tokyo Tokyo PROPN NNP nsubj 1
        said say VERB VBD ROOT 1
        on on ADP IN prep 5
        Monday Monday PROPN NNP pobj 2
        Seoul Seoul PROPN NNP nsubj 5
        left leave VERB VBD ccomp 1
        """,
        {2: (1, "prep")},
    ),
    "subject-after-a-day": (
        """
        On on ADP IN prep 3
        Monday Monday PROPN NNP compound 2
        Seoul Seoul PROPN NNP pobj 0
        called call VERB VBD ROOT 3
        Tokyo Tokyo PROPN NNP dobj 3
        """,
        {1: (0, "pobj"), 2: (3, "nsubj")},
    ),
    "subject-after-a-month-of-a-passive": (
        """
        In in ADP IN prep 6
        early early ADJ JJ amod 2
        June June PROPN NNP compound 4
        Kim Kim PROPN NNP compound 4
        Yong Yong PROPN NNP pobj 0
        was be AUX VBD auxpass 6
        seen see VERB VBN ROOT 6
        """,
        {2: (0, "pobj"), 4: (6, "nsubjpass")},
    ),
    "clause-of-a-statement": (
        """
        Seoul Seoul PROPN NNP nsubj 1
        said say VERB VBD ROOT 1
        in in ADP IN prep 1
        a a DET DT det 4
        statement statement NOUN NN pobj 2
        that that SCONJ IN mark 7
        Tokyo Tokyo PROPN NNP nsubj 7
        left leave VERB VBD acl 4
        """,
        {7: (1, "ccomp")},
    ),
    "semicolon": (
        """
        Seoul Seoul PROPN NNP nsubj 1
        counted count VERB VBD ccomp 5
        ten ten NUM CD dobj 1
        ; ; PUNCT : punct 5
        Tokyo Tokyo PROPN NNP nsubj 5
        counted count VERB VBD ROOT 5
        nine nine NUM CD dobj 5
        """,
        {1: (1, "ROOT"), 5: (1, "conj")},
    ),
    "who-judges": (
        """
        It it PRON PRP nsubjpass 2
        was be AUX VBD auxpass 2
        dismissed dismiss VERB VBN ROOT 2
        as as ADP IN prep 2
        baseless baseless ADJ JJ amod 3
        by by ADP IN prep 4
        Tokyo Tokyo PROPN NNP pobj 5
        """,
        {5: (2, "agent")},
    ),
}


@pytest.mark.parametrize(("table", "moved"), BROKEN.values(), ids=BROKEN)
def test_words_of_the_telling_are_given_back_to_it(nlp, table, moved):
    doc = make(nlp.vocab, table)
    if "Monday" in table:
        doc.set_ents([doc.char_span(*_place(doc, "Monday"), label="DATE")])
    before = [(token.head.i, token.dep_) for token in doc]

    repair(doc, CLASSES)

    wanted = [moved.get(i, old) for i, old in enumerate(before)]
    assert [(token.head.i, token.dep_) for token in doc] == wanted
    assert [sentence.start for sentence in doc.sents] == [0]


def _place(doc: Doc, word: str) -> tuple[int, int]:
    start = doc.text.index(word)
    return start, start + len(word)


def test_what_is_whole_or_has_no_parse_is_left_alone(nlp):
    bare = Doc(nlp.vocab, ["Seoul", "said", "so", "."])
    whole = nlp.get_pipe("korea_repair")(nlp("Seoul said on Monday that it would wait."))

    assert repair(bare, CLASSES) is bare
    assert [token.head.i for token in bare] == [0, 1, 2, 3]
    assert whole[3].head.text == "on"


@given(st.data())
def test_any_parse_stays_a_parse(nlp, data):
    words = ["said", "by", "as", "that", ";", "Monday", "statement", "it"]
    size = data.draw(st.integers(1, 12))
    chosen = [data.draw(st.sampled_from(words)) for _ in range(size)]
    heads = [data.draw(st.integers(max(0, i - 4), i)) if i else 0 for i in range(size)]
    deps = [data.draw(st.sampled_from(["ccomp", "prep", "agent", "acl", "relcl", "pobj", "nsubj"])) for _ in chosen]
    doc = Doc(nlp.vocab, chosen, lemmas=chosen, heads=heads, deps=deps, tags=["VBN"] * size, pos=["VERB"] * size)

    repair(doc, {("said", "verb"): "say", ("statement", "noun"): "say"})

    for token in doc:  # every token still has a way to a root
        assert len(list(token.ancestors)) < size
    assert doc.text.split() == chosen


def test_repairer_is_built_from_a_table(nlp):
    repairer = nlp.get_pipe("korea_repair")

    assert isinstance(repairer, TablePipe)
    assert repairer.classes["say", "verb"] == "say"
