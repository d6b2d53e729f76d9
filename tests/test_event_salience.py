"""Which words tell news by the reader: what it is asked, what its answers do, and what gold answers."""

import pytest
from made_heads import reader_of, shipped, with_head, without

import korea_nlp
from korea_nlp import layers
from korea_nlp.reader import read_reading
from korea_nlp.reader.heads import salience
from korea_nlp.training.gold import Gold, GoldEvent
from korea_nlp.training.labels import labels_of

TEXT = "North Korea fired a missile on Monday. Seoul condemned the launch. Pyongyang fired another missile on Friday."
TEXT += " It was cold. Snow fell on the hills."


@pytest.fixture(scope="module")
def other():
    return korea_nlp.load()


def read(nlp, *facts: str):
    """Return the Doc as a reader reads it that takes for news what has one of some facts; what is asked is kept."""
    chosen = dict.fromkeys(facts, salience.EVENT)
    nlp.get_pipe("korea_reader").reader = reader_of(with_head(salience.NAME, salience.LABELS, salience.SLOTS, chosen))
    doc = nlp.make_doc(TEXT)
    layers.write_article(doc, layers.Article("a", "2024-06-01"))
    for name, pipe in nlp.pipeline:
        doc = pipe(doc)
        if name == "korea_reader":
            read_reading(doc).keep = True
    return doc


def triggers(doc) -> list[str]:
    """Return the first words of triggers."""
    return [doc[event.trigger[0]].text for event in layers.read_events(doc)]


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        pytest.param("lemma=condemn", ["condemned"], id="word"),
        pytest.param("kind=missile_launch", ["fired", "fired"], id="kind"),
        pytest.param("said=1", ["fired"], id="a word told before"),
        pytest.param("sent=0", ["fired"], id="lead"),
        pytest.param("never", [], id="nothing"),
    ],
)
def test_what_is_likely_enough_is_news(other, fact, expected):
    assert [word for word in triggers(read(other, fact)) if word != "launch"] == expected


def test_a_reader_that_was_not_taught_it_goes_by_what_it_sees():
    nlp = korea_nlp.load()
    nlp.get_pipe("korea_reader").reader = reader_of(without(shipped(), salience.NAME))

    assert "condemned" in triggers(nlp(TEXT))


def test_the_answers_are_those_of_the_gold(other):
    doc = read(other, "never")
    start = TEXT.index("condemned")
    gold = Gold("a", TEXT, None, events=(GoldEvent((start, start + 9), "statement", "actual"),))

    asked, labels = read_reading(doc).asked[salience.NAME], labels_of(doc, gold)[salience.NAME]

    assert labels.keys() == asked.keys()
    told = {doc[asked[key].slots[0][0][0]].text for key, label in labels.items() if label == salience.EVENT}
    assert told == {"condemned"}
