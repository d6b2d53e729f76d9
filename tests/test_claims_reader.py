"""What the reader sees of attributions, and how it goes together with grammar."""

from types import SimpleNamespace

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

import korea_nlp
from korea_nlp import layers
from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.edges import closed, cue_at, cue_of, head_of, settle, teller, whole_names
from korea_nlp.components.claims.reading import fill_quotations, with_untold
from korea_nlp.pipeline import ENCODER
from korea_nlp.reader import read_reading
from korea_nlp.reader.heads.attribution import CONTENT, CUE
from korea_nlp.syntax import find_quotes, quote_of, read_parse


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Pyongyang has yet to comment on the remark .", id="yet"),
        pytest.param("Russian officials have not spoken of any losses .", id="not spoken"),
        pytest.param("The embassy did not respond to a request for comment .", id="no answer"),
    ],
)
def test_the_reader_makes_no_claim_of_a_refusal(nlp, text):
    assert layers.read_claims(nlp(text)) == []


def test_a_sure_anchor_makes_words_of_what_may_be_an_act(nlp):
    (claim,) = korea_nlp.analyze("Trump attacked Clinton for her support of the war.", nlp=nlp).claims
    assert (claim.source.text, claim.cue.text) == ("Trump", "attacked")

    text = "North Korea attacked the island with artillery on Tuesday, killing four."
    assert korea_nlp.analyze(text, nlp=nlp).claims == ()


def test_one_attribution_is_told_once(nlp):
    (claim,) = layers.read_claims(nlp("Kim Jong Un vowed to expand the arsenal ."))

    assert (claim.source, claim.cue, claim.content) == (((0, 3),), ((3, 4),), ((4, 8),))


def test_a_hedge_does_not_hide_who_tells_the_same(nlp):
    text = "Two officials said the meeting could reportedly take place in Singapore ."

    outer, inner = korea_nlp.analyze(text, nlp=nlp).claims

    assert (outer.source.text, outer.cue.text) == ("Two officials", "said")
    assert (inner.source, inner.cue.text, inner.parent) == (None, "reportedly", outer.id)


def test_what_is_believed_within_what_is_said_is_told_by_who_believes_it(nlp):
    outer, inner, *_ = korea_nlp.analyze("The spokesman said Seoul believes Kim approved the plan.", nlp=nlp).claims

    assert (outer.source.text, inner.source.text, inner.parent) == ("The spokesman", "Seoul", outer.id)
    assert (outer.cue.text, inner.cue.text) == ("said", "believes")


def told_in(text, nlp):
    """Return source and content of each claim of a text, in words."""
    return [(claim.source.text, claim.content.text) for claim in korea_nlp.analyze(text, nlp=nlp).claims]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Kyiv puts the toll at 4,700; Ukraine put the figure at 3,000.",
            [("Kyiv", "the toll at 4,700"), ("Ukraine", "the figure at 3,000")],
        ),
        (
            "Seoul said 300 had died; the NIS put the number at 1,000.",
            [("Seoul", "300 had died"), ("the NIS", "the number at 1,000")],
        ),
        (
            "The North denied it; Moscow said nothing was sent.",
            [("The North", "it"), ("Moscow", "nothing was sent")],
        ),
        (
            "South Korea estimates 300 dead; Kyiv says the figure is 3,000; Moscow has not commented.",
            [("South Korea", "300 dead"), ("Kyiv", "the figure is 3,000")],
        ),
        (
            "The talks failed; the North said it would never return.",
            [("the North", "it would never return")],
        ),
    ],
)
def test_clauses_beside_a_semicolon_are_told_each_by_its_own(nlp, text, told):
    assert told_in(text, nlp) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "According to a government source who asked not to be named, the unit was withdrawn in May.",
            [("a government source who asked not to be named", "the unit was withdrawn in May")],
            id="according to",
        ),
        pytest.param(
            "An official who asked not to be identified said the unit was withdrawn in May.",
            [("An official who asked not to be identified", "the unit was withdrawn in May")],
            id="subject",
        ),
        pytest.param(
            "A diplomat, who requested anonymity because talks were under way, said the draft was ready.",
            [("A diplomat, who requested anonymity because talks were under way", "the draft was ready")],
            id="anonymity",
        ),
        pytest.param(
            "Among them were officials who said the unit was withdrawn in May.",
            [("officials who", "the unit was withdrawn in May")],
            id="who said",
        ),
        pytest.param(
            "Kim asked officials to name the culprits.",
            [("Kim", "officials to name the culprits")],
            id="to name others",
        ),
    ],
)
def test_a_wish_for_no_name_tells_nothing_and_belongs_to_its_source(nlp, text, told):
    assert told_in(text, nlp) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Trump, asked whether he would meet Kim, said: “I would.”", [("Trump", "“I would.”")], id="asked whether"
        ),
        pytest.param(
            "Lavrov, asked about the report, told reporters it was false.",
            [("Lavrov", "it was false")],
            id="asked about",
        ),
        pytest.param(
            "Kim, when asked about the test, said it had worked.",
            [("Kim", "it had worked")],
            id="when asked",
            marks=pytest.mark.xfail(strict=True, reason="the reader takes the clause for part of the source"),
        ),
        pytest.param("Asked about the test, Kim said it had worked.", [("Kim", "it had worked")], id="before"),
        pytest.param("Kim asked whether the test had worked.", [("Kim", "whether the test had worked")], id="own"),
    ],
)
def test_a_question_put_to_a_speaker_is_none_of_theirs(nlp, text, told):
    assert told_in(text, nlp) == told


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The claim was rejected as baseless by Seoul.", "Seoul"),
        ("The proposal was rejected by Moscow as premature.", "Moscow"),
        ("The claim was dismissed as a fabrication by the foreign ministry.", "the foreign ministry"),
        ("The trip was hailed as proof of friendship by both sides.", "both sides"),
    ],
)
def test_who_judges_in_the_passive_is_the_source(nlp, text, source):
    assert [told for told, _ in told_in(text, nlp)] == [source]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The two sides agreed in May to reopen the line.", "agreed", "to reopen the line"),
        ("Trump said for the first time that he had been soft on China.", "said", "that he had been soft on China"),
        ("Seoul called on Pyongyang to return to talks.", "called on", "Pyongyang to return to talks"),
        pytest.param(
            "Seoul voiced concern about the drills.",
            "voiced concern about",
            "the drills",
            marks=pytest.mark.xfail(strict=True, reason="the reader takes the noun for part of what is told"),
        ),
    ],
)
def test_when_it_was_told_is_no_part_of_what_is_told(nlp, text, cue, content):
    (claim, *_) = korea_nlp.analyze(text, nlp=nlp).claims

    assert claim.content.text == content
    assert claim.cue.text == cue


def test_pieces_hold_names_whole(nlp):
    doc = Doc(
        nlp.vocab,
        words=["Minister", "Kim", "Yong", "Hyun", "said"],
        ents=["O", "B-PERSON", "I-PERSON", "I-PERSON", "O"],
    )

    assert whole_names(read_parse(doc), [(0, 3)]) == ((0, 4),)
    assert whole_names(read_parse(doc), [(2, 3), (4, 5)]) == ((1, 4), (4, 5))


def test_a_source_is_who_told_without_what_was_done_to_tell(nlp):
    words = ["The", "ministry", "released", "figures", "showing", "that", "prices", "fell"]
    heads, deps = [1, 2, 2, 2, 3, 7, 7, 4], ["det", "nsubj", "ROOT", "dobj", "acl", "mark", "nsubj", "ccomp"]
    tags = ["DT", "NN", "VBD", "NNS", "VBG", "IN", "NNS", "VBD"]
    tree = read_parse(Doc(nlp.vocab, words=words, heads=heads, deps=deps, tags=tags))

    assert teller(tree, 4, ((0, 4),)) == ((0, 2),)
    assert teller(tree, 4, ((0, 2),)) == ((0, 2),)
    assert teller(tree, 4, ((3, 4),)) == ((3, 4),)
    assert teller(tree, 4, ()) == ()


def test_a_pronoun_is_all_of_a_source_and_the_it_of_a_passive_none(nlp):
    heads, deps = [2, 2, 2, 5, 5, 2], ["nsubj", "advmod", "ROOT", "mark", "nsubj", "ccomp"]
    words = ["We", "strongly", "deny", "that", "Park", "fled"]
    tree = read_parse(
        Doc(nlp.vocab, words=words, heads=heads, deps=deps, tags=["PRP", "RB", "VBP", "IN", "NNP", "VBD"])
    )
    assert teller(tree, 2, ((0, 1), (4, 5))) == ((0, 1),)

    heads, deps = [2, 2, 2, 5, 5, 2], ["nsubjpass", "auxpass", "ROOT", "mark", "nsubj", "ccomp"]
    words = ["It", "is", "believed", "that", "Park", "fled"]
    tree = read_parse(
        Doc(nlp.vocab, words=words, heads=heads, deps=deps, tags=["PRP", "VBZ", "VBN", "IN", "NNP", "VBD"])
    )
    assert teller(tree, 2, ((0, 1),)) == ()
    assert teller(tree, 2, ((4, 5),)) == ((4, 5),)


@pytest.mark.parametrize(
    ("words", "tags", "kept"),
    [
        ("two officials , who", "CD NNS , WP", 2),
        ("flew east , a", "VBD RB , DT", 2),
        ("would not accept this", "MD RB VB DT", 4),
        ("knew for whom", "VBD IN WP", 3),
        ("and", "CC", 1),
    ],
)
def test_pieces_end_without_words_that_open_another_phrase(nlp, words, tags, kept):
    tree = read_parse(Doc(nlp.vocab, words=words.split(), tags=tags.split()))

    assert closed(tree, ((0, len(tree)),)) == ((0, kept),)


def chained(nlp, words, *starts):
    """Return words of which each hangs on the one before it in its sentence; sentences also begin at ``starts``."""
    heads = [i if i in (0, *starts) else i - 1 for i in range(len(words))]
    deps = ["ROOT" if head == i else "dep" for i, head in enumerate(heads)]
    return read_parse(Doc(nlp.vocab, words=words, heads=heads, deps=deps, pos=["VERB"] * len(words)))


def answers_of(words, cue=(), content=()):
    """Return what a reader says that is sure of the words of cues and contents, in one sentence."""
    tags = np.zeros((words, 3), dtype=np.float32)
    tags[list(cue), CUE - 1] = tags[list(content), CONTENT - 1] = 0.95
    return SimpleNamespace(tags=tags)


@pytest.mark.parametrize(
    ("tagged", "anchor", "found"),
    [
        pytest.param([1, 2, 4], 2, ((1, 3), (4, 5)), id="over a word that is none"),
        pytest.param([1, 5], 1, ((1, 2),), id="not over three"),
        pytest.param([], 3, ((3, 4),), id="the anchor at least"),
        pytest.param([0, 3, 6, 8], 6, ((0, 1), (3, 4), (6, 7), (8, 9)), id="step by step"),
    ],
)
def test_a_cue_is_what_is_likely_part_of_one_near_its_anchor(nlp, tagged, anchor, found):
    tree = chained(nlp, list("abcdefghij"))

    assert cue_at(tree, answers_of(10, cue=tagged), anchor) == found


def test_a_cue_stays_in_its_sentence(nlp):
    tree = chained(nlp, list("abcd"), 2)

    assert cue_at(tree, answers_of(4, cue=range(4)), 1) == ((0, 2),)


def test_a_cue_leaves_out_source_and_content(nlp):
    tree = read_parse(Doc(nlp.vocab, words=["“", "fine", ",", "”", "has", "Kim", "said"]))
    item = Candidate(6, "say", "quote", source_pieces=((5, 6),), content=((1, 2),))

    assert cue_of(tree, [(1, 7)], item) == ((4, 5), (6, 7))
    assert cue_of(tree, [(1, 2)], item) == ((6, 7),)


def settled(nlp, words, likely, *items, starts=()):
    """Return the proposals after they have left one another their words."""
    words = words.split()
    settle(chained(nlp, words, *starts), answers_of(len(words), content=likely), items)
    return items


def test_a_content_takes_the_likely_words_beside_it_but_no_source_and_no_cue(nlp):
    words = ["Seoul", "said", "the", "missile", "flew", "far", "east", "Tokyo", "agreed"]
    heads = [1, 1, 3, 4, 1, 4, 4, 8, 1]
    tree = read_parse(Doc(nlp.vocab, words=words, heads=heads, deps=["dep", "ROOT", *["dep"] * 7]))
    first = Candidate(1, "say", "ccomp", 0, ((0, 1),), ((1, 2),), ((3, 5),))
    second = Candidate(8, "agree", "read", 7, ((7, 8),), ((8, 9),), ((3, 5),))

    settle(tree, answers_of(9, content=range(2, 9)), [first, second])

    assert first.content == ((2, 7),)


def test_a_content_takes_no_word_that_hangs_elsewhere(nlp):
    words = ["Kim", "called", "it", "great", "on", "Monday"]
    tree = read_parse(Doc(nlp.vocab, words=words, heads=[1, 1, 3, 1, 1, 4], deps=["dep", "ROOT", *["dep"] * 4]))
    item = Candidate(1, "call", "ccomp", 0, ((0, 1),), ((1, 2),), ((3, 4),))

    settle(tree, answers_of(6, content=range(2, 5)), [item])

    assert item.content == ((2, 4),)  # "it" hangs on "great", "on" does not


def test_a_content_stays_in_its_sentence(nlp):
    item = Candidate(1, "say", "ccomp", 0, ((0, 1),), ((1, 2),), ((2, 3),))

    settled(nlp, "Seoul said it flew It fell", range(2, 6), item, starts=(4,))

    assert item.content == ((2, 4),)


@pytest.mark.parametrize(
    ("item", "likely"),
    [
        pytest.param(
            Candidate(1, "say", "ccomp", 0, ((0, 1),), ((1, 2),), ((2, 3), (4, 5))), range(2, 6), id="two sentences"
        ),
        pytest.param(Candidate(1, "believe", "pass:xcomp", None, (), ((1, 2),), ((2, 3),)), range(2, 6), id="hedge"),
        pytest.param(Candidate(1, "say", "ccomp", 0, ((0, 1),), ((1, 2),), ((2, 3),)), range(6), id="within another"),
    ],
)
def test_some_contents_stay_as_they_are(nlp, item, likely):
    before = item.content

    settled(nlp, "it is to fly It fell", likely, item, starts=(4,))

    assert item.content == before


def test_a_cue_ends_where_another_is_carried(nlp):
    first = Candidate(2, "say", "ccomp", 0, ((0, 1),), ((1, 3),), ((3, 7),))
    second = Candidate(5, "believe", "ccomp", 3, ((3, 4),), ((1, 3), (4, 6)), ((6, 7),))

    settled(nlp, "officials have said Seoul still believes it", range(3, 7), first, second)

    assert (first.cue_pieces, second.cue_pieces) == (((1, 3),), ((4, 6),))


def told_by(cue, content, score):
    return Candidate(cue, "say", "ccomp", content=content, score=score)


@pytest.mark.parametrize(
    ("item", "found"),
    [
        pytest.param(told_by(9, ((10, 15),), 0.2), True, id="untold"),
        pytest.param(told_by(9, ((10, 15),), 0.05), False, id="too unlikely"),
        pytest.param(told_by(9, ((10, 13),), 0.2), False, id="too few words"),
        pytest.param(told_by(1, ((10, 15),), 0.2), False, id="another reading of a chosen cue"),
        pytest.param(told_by(9, ((3, 8),), 0.2), False, id="told by another"),
        pytest.param(told_by(9, ((10, 20),), 0.2), False, id="mostly told by nobody"),
        pytest.param(told_by(9, ((4, 5), (10, 15)), 0.2), True, id="partly told by another"),
    ],
)
def test_what_is_surely_told_finds_its_only_teller(item, found):
    chosen = told_by(1, ((2, 8),), 0.9)
    answers = answers_of(20, content=range(2, 15))

    told = with_untold(answers, [chosen, item], [chosen])

    assert told == ([chosen, item] if found else [chosen])


def test_what_is_surely_told_has_one_teller_the_likeliest():
    items = [told_by(cue, ((10, 15),), score) for cue, score in ((9, 0.2), (15, 0.3), (16, 0.25))]
    assert with_untold(answers_of(20, content=range(10, 15)), items, []) == [items[1]]


def filled(nlp, text, likely, *items):
    """Return the proposals after they have taken the rest of their quotations; words stand apart."""
    tree = chained(nlp, text.split())
    quotes = find_quotes(tree)
    fill_quotations(tree, answers_of(len(tree), content=likely), quotes, quote_of(quotes, len(tree)), items)
    return [item.content for item in items]


def test_the_rest_of_a_quotation_belongs_to_who_holds_words_of_it(nlp):
    text = "“ It failed . We stop . Nobody asks why ” he said Kim left"
    first = Candidate(12, "say", "quote", 11, ((11, 12),), ((12, 13),), ((1, 3),))
    second = Candidate(8, "ask", "ccomp", 7, ((7, 8),), ((8, 9),), ((9, 10),))

    told = filled(nlp, text, [1, 2, 4, 5, 7, 13, 14], first, second)

    assert told == [((1, 3), (4, 6)), ((9, 10),)]  # nothing outside of it, no word of another


def test_a_quotation_that_holds_the_cue_is_left_as_it_is(nlp):
    item = Candidate(2, "say", "ccomp", 1, ((1, 2),), ((2, 3),), ((3, 5),))

    assert filled(nlp, "“ Kim said it failed . We stop ”", range(1, 8), item) == [((3, 5),)]


def test_the_head_of_words_that_a_parse_left_apart_is_no_article(nlp):
    doc = Doc(nlp.vocab, words=["The", "Ministry", "estimates"], heads=[2, 2, 2], deps=["det", "nmod", "ROOT"])
    for token, pos in zip(doc, ["DET", "PROPN", "VERB"], strict=True):
        token.pos_ = pos

    assert head_of(read_parse(doc), [(0, 2)]) == 1
    assert head_of(read_parse(doc), [(0, 1)]) is None
    assert head_of(read_parse(doc), []) is None


def test_i_in_a_quotation_is_whoever_says_it(nlp):
    text = "Defense Minister Shin Won-sik was worried. “I fear that the North will test a missile,” he said."

    outer, inner = korea_nlp.analyze(text, nlp=nlp).claims

    assert (outer.source.text, inner.source.text) == ("he", "I")
    assert outer.source.actors == inner.source.actors == ("shin-won-sik",)
    assert inner.parent == outer.id


@pytest.fixture(scope="module")
def accurate(torch):
    pytest.importorskip("korea_nlp_accurate")
    return korea_nlp.load("accurate")


def test_the_accurate_model_reads_claims(accurate, tmp_path):
    nlp = accurate
    text = "Seoul said on Friday that about 300 soldiers had been killed. KCNA reported that Kim had vowed revenge."

    record = korea_nlp.analyze(text, published="2025-01-24", nlp=nlp)

    assert nlp.pipe_names[nlp.pipe_names.index("korea_reader") - 1] == ENCODER
    assert record.versions["model"].endswith("+accurate")
    assert [(claim.source.text, claim.content.text, bool(claim.parent)) for claim in record.claims] == [
        ("Seoul", "that about 300 soldiers had been killed", False),
        ("KCNA", "that Kim had vowed revenge", False),
        ("Kim", "revenge", True),
    ]
    nlp.to_disk(tmp_path / "saved")
    again = korea_nlp.analyze(text, published="2025-01-24", nlp=spacy.load(tmp_path / "saved"))
    assert again.claims == record.claims


WORDS = (
    'Kim said ; asked , who whether " “ ” that Seoul believes first time for on Friday to be named anonymity not : ( ) '
    "claims told put toll at 3,000 reportedly according it is I"
)
KINDS = [
    "PROPN NNP",
    "VERB VBD",
    "VERB VBN",
    "ADP IN",
    "DET DT",
    "PRON WP",
    "CCONJ CC",
    "PRON PRP",
    "NOUN NN",
    "ADJ JJ",
]
DEPS = "nsubj nsubjpass ccomp parataxis conj punct det pobj prep relcl acl advcl xcomp dobj auxpass mark amod agent"


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_any_tree_is_read(nlp, data):
    words = data.draw(st.lists(st.sampled_from([*WORDS.split(), "\n"]), min_size=1, max_size=25))
    order = data.draw(st.permutations(range(len(words))))
    heads, deps = [order[0]] * len(words), ["ROOT"] * len(words)
    for n, i in enumerate(order[1:], 1):
        heads[i] = order[data.draw(st.integers(max(0, n - 4), n - 1))]
        deps[i] = data.draw(st.sampled_from(DEPS.split()))
    pos, tags = zip(*(data.draw(st.sampled_from(KINDS)).split() for _ in words), strict=True)
    doc = Doc(nlp.vocab, words=words, lemmas=words, heads=heads, deps=deps, pos=list(pos), tags=list(tags))

    nlp.get_pipe("korea_reader")(doc)
    reading = read_reading(doc)
    assert reading is not None
    reading.keep = True
    for claim in nlp.get_pipe("korea_claims").find(doc):
        assert claim.content
        assert all(
            0 <= low < high <= len(words) for part in (claim.source, claim.cue, claim.content) for low, high in part
        )


def test_the_accurate_model_takes_any_text(accurate):
    nlp = accurate
    texts = ["", " ", "\n\n", "“", "said", "🚀 said 🚀", "a" * 5000, "He said so. " * 400]

    for doc in nlp.pipe(texts):
        for claim in layers.read_claims(doc):
            assert claim.content
