"""``korea_coref`` with a reader that was taught whom words stand for: what it is asked, and what its answers do."""

import gc
import time

import pytest
from made_heads import reader_of, with_head
from spacy.tokens import Doc

import korea_nlp
from korea_nlp import layers
from korea_nlp.reader import hold_reading, read_reading
from korea_nlp.reader.heads import antecedent
from korea_nlp.training.gold import Gold, GoldActor, GoldClaim, GoldMention
from korea_nlp.training.labels import labels_of


def going_by(*facts: str, threshold: float = 0.5):
    """Return a reader that is sure of whoever has all of the facts, and of nobody else."""
    chosen = dict.fromkeys(facts, antecedent.SAME)
    bar = 10 * len(facts) - 5
    return reader_of(
        with_head(antecedent.NAME, antecedent.LABELS, antecedent.SLOTS, chosen, bar=bar, threshold=threshold)
    )


@pytest.fixture(scope="module")
def other():
    return korea_nlp.load()


def read(nlp, text: str, *facts: str) -> list[tuple[str, str]]:
    """Return what points and to whom, by a reader that goes by some facts."""
    nlp.get_pipe("korea_reader").reader = going_by(*facts)
    doc = nlp.make_doc(text)
    layers.write_article(doc, layers.Article("a", "2024-06-01"))
    doc = nlp(doc)
    return [(span.text.lower(), span.kb_id_.removeprefix("a#")) for span in doc.spans[layers.COREF]]


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        pytest.param(
            "Choe Son Hui met Sergey Lavrov. Lavrov thanked Vladimir Putin. He said it went well.",
            ["recent=1|he"],
            [("he", "sergey-lavrov")],
            id="the last but one",
        ),
        pytest.param(
            "Sergey Lavrov met Choe Son Hui in Moscow. She said it went well.",
            ["recent=0|she"],
            [("she", "choe-son-hui")],
            id="only who agrees",
        ),
        pytest.param("Kim Yo Jong spoke. She warned Seoul.", ["never"], [], id="nobody sure"),
        pytest.param(
            "Russia hosted North Korea. The two countries agreed to build a bridge.",
            ["never"],
            [("the two countries", "north-korea"), ("the two countries", "russia")],
            id="pairs stay",
        ),
        pytest.param(
            "South Korea and Japan said they would hold drills.",
            ["recent=0|they"],
            [("they", "south-korea"), ("they", "japan")],
            id="several together",
        ),
        pytest.param(
            "The agency said so on Monday. The National Intelligence Service gave no reason.",
            ["ahead=0|kind"],
            [("the agency", "rok-nis")],
            id="named after",
        ),
        pytest.param(
            "The NIS kept silent. A spokesman said the trucks had come.",
            ["recent=0|role"],
            [("a spokesman", "rok-nis")],
            id="indefinite",
        ),
        pytest.param(
            "The NIS kept silent. The dossier said it was false.",
            ["recent=0|other"],
            [("the dossier", "rok-nis")],
            id="noun of no table",
        ),
    ],
)
def test_the_reader_has_the_last_word(other, text, facts, expected):
    assert read(other, text, *facts) == expected


def test_how_sure_the_reader_must_be_is_told_by_its_message(other):
    text = "North Korea tested a missile. It warned Seoul."
    assert read(other, text, "recent=0|it") == [("it", "north-korea")]

    other.get_pipe("korea_reader").reader = going_by("recent=0|it", threshold=0.999)

    assert not other(text).spans[layers.COREF]


def asked(nlp, text: str) -> tuple[Doc, dict[str, antecedent.Item]]:
    pipe = nlp.get_pipe("korea_reader")
    pipe.reader = going_by("never")
    doc = nlp.make_doc(text)
    layers.write_article(doc, layers.Article("a", "2024-06-01"))
    for name, component in nlp.pipeline:
        doc = component(doc)
        if name == "korea_reader":
            hold_reading(doc, pipe.reader, pipe.classes).keep = True
    return doc, read_reading(doc).asked.get(antecedent.NAME, {})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Seoul objected. The ministry said so.", {"ministry"}, id="definite"),
        pytest.param("Seoul objected. Its negotiator said so.", {"its", "negotiator"}, id="possessive"),
        pytest.param("Seoul objected. Officials said so.", {"officials"}, id="who speaks"),
        pytest.param("Seoul objected. A truck rusted.", set(), id="who does not speak"),
        pytest.param("Seoul objected, according to the dossier.", {"dossier"}, id="according to"),
        pytest.param("Seoul objected. All was confirmed by the ministry.", {"ministry"}, id="by"),
        pytest.param("Seoul objected. The ministry-level talks rusted.", set(), id="compound"),
        pytest.param("Seoul objected. It rained.", set(), id="weather"),
        pytest.param("Nobody said so.", set(), id="nobody named"),
    ],
)
def test_words_that_may_point_are_asked_about(other, text, words):
    doc, items = asked(other, text)

    places = {int(key.partition("|")[0][1:]) for key in items}
    assert {token.lower_ for token in doc if token.idx in places} == words


def test_facts_tell_how_the_actor_stands_to_the_words(other):
    text = (
        "The NIS briefed lawmakers. Kim Jong Un, North Korea's leader, denied it. The leader said the data was false."
    )
    _, items = asked(other, text)

    place = text.index("leader said")
    facts = set(items[antecedent.item_key(place, "kim-jong-un")].facts)

    assert {"word=leader", "sort=role", "verb=say", "in-role=True|role", "sentences=1|role", "spoke=0|role"} <= facts
    assert {"main=True|sentences=1|role", "ruled=same|role", "use|tied=True|one=True|role"} <= facts
    assert "in-role=False|kind=government|role" in items[antecedent.item_key(place, "rok-nis")].facts


def test_labels_are_those_of_the_gold_on_the_same_words(other):
    text = "Kim Yo Jong spoke. She warned Seoul. The ministry said so."
    doc, items = asked(other, text)
    kim = GoldActor("Kim Yo Jong", "PRK", "person")
    she, ministry = ((text.index(words), text.index(words) + len(words)) for words in ("She", "The ministry"))
    claim = GoldClaim(((44, 57),), (ministry,), (), (), "assert", "certain")

    found = labels_of(doc, Gold("a", text, None, (claim,), mentions=(GoldMention(she, kim),)))[antecedent.NAME]

    head = text.index("ministry")
    assert found[antecedent.item_key(she[0], "kim-yo-jong")] == "same"
    assert {key: found[key] for key in items} == {
        key: "same" if key == antecedent.item_key(she[0], "kim-yo-jong") else "none" for key in items
    }
    assert antecedent.item_key(head, "kim-yo-jong") in items


def test_time_grows_with_the_text_alone(other):
    unit = other("Kim Jong Un met aides in Seoul. The ministry said he knew. He left. A spokesman said so. ")
    pipe, resolver = other.get_pipe("korea_reader"), other.get_pipe("korea_coref")
    pipe.reader = going_by("recent=0|he")

    def seconds(count: int) -> float:
        doc = Doc.from_docs([unit] * count)
        other.get_pipe("korea_actors")(doc)
        pipe(doc)
        gc.collect()
        gc.disable()  # what other tests left is not this one's
        start = time.process_time()
        resolver(doc)
        taken = time.process_time() - start
        gc.enable()
        return taken

    assert seconds(400) < 40 * max(seconds(40), 0.01)
