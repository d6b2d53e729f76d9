"""Mentions that the reader finds: how tags become stretches, whom they stand for, and what gives way to them."""

import numpy as np
import pytest
from made_heads import reader_of, shipped, without

import korea_nlp
from korea_nlp import layers
from korea_nlp.errors import ModelError
from korea_nlp.reader.heads import mentions
from korea_nlp.reader.heads.mentions import LABELS, TAGS, Found, MentionHead

SETTINGS = {"labels": list(LABELS), "threshold": 0.5}
WEIGHTS = {"weight": np.eye(TAGS, dtype=np.float32), "bias": np.zeros(TAGS, dtype=np.float32)}
PERSON, LATER, GROUP = 1, 2, 1 + 2 * LABELS.index("group")


def found(tags: list[int], words: str) -> list[Found]:
    head = MentionHead(SETTINGS, WEIGHTS)
    return head.find(head.likelihoods(20 * np.eye(TAGS, dtype=np.float32)[tags]), words.split(" "))


@pytest.mark.parametrize(
    ("tags", "words", "expected"),
    [
        pytest.param([0, PERSON, LATER, 0], "a b c d", [Found(1, 3, "person")], id="one of two words"),
        pytest.param([PERSON, PERSON], "a b", [Found(0, 1, "person"), Found(1, 2, "person")], id="two side by side"),
        pytest.param([LATER, LATER, 0], "a b c", [Found(0, 2, "person")], id="a later word opens one"),
        pytest.param([PERSON, GROUP + 1, GROUP + 1], "a b c", [Found(0, 3, "group")], id="the kind of most words"),
        pytest.param([PERSON, LATER, LATER], "a \n b", [Found(0, 1, "person"), Found(2, 3, "person")], id="line break"),
        pytest.param([0, 0], "a b", [], id="none"),
    ],
)
def test_tags_become_stretches(tags, words, expected):
    assert found(tags, words) == expected


@pytest.mark.parametrize(
    ("settings", "weights", "error"),
    [
        ({"labels": ["person"], "threshold": 0.5}, WEIGHTS, ValueError),
        (SETTINGS, WEIGHTS | {"bias": np.zeros(3, dtype=np.float32)}, ValueError),
        ({"labels": list(LABELS)}, WEIGHTS, KeyError),
    ],
    ids=["labels", "shape", "threshold"],
)
def test_another_head_is_refused(settings, weights, error):
    with pytest.raises(error):
        MentionHead(settings, weights)


def test_weights_of_another_width_than_the_words_are_refused():
    message = shipped()
    message["weights"]["mentions.weight"] = message["weights"]["mentions.weight"][:, 1:]

    with pytest.raises(ModelError, match=r"mentions\.weight is of shape"):
        reader_of(message)


def read(nlp, text: str, published: str = "2018-03-01") -> dict[str, str]:
    """Return the names of the actors of a text by the words that mention them."""
    doc = nlp.make_doc(text)
    layers.write_article(doc, layers.Article("a", published))
    doc = nlp(doc)
    actors = layers.read_actors(doc)
    return {doc[m.start : m.end].text: actors[m.actor].name for m in layers.read_mentions(doc)}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("FBI agents searched the house.", "FBI agents", "Federal Bureau of Investigation (FBI)"),
        ("Suicide bombers struck a market in Kabul.", "Suicide bombers", "Suicide bombers"),
        ("The administration will not lift sanctions, Washington said.", "administration", "Donald Trump"),
        ("Omar al-Rashid spoke in Baghdad. Rashid would not leave, he said.", "Rashid", "Omar al-Rashid"),
        ("Fighters of the Harbour Brigade crossed the river.", "Fighters of the Harbour Brigade", "Harbour Brigade"),
        ("Bill Herzog, a nurse in Leeds, wept. Herzog said the road was shut.", "Herzog", "Bill Herzog"),
        ("Police found In-hyung Biegun, 34, in Paju. Biegun was cold.", "Biegun", "In-hyung Biegun"),
        ("Reporting by Ann Boyd and Lee Hill; Editing by Joe Park", "Ann Boyd", "Ann Boyd"),
        ("China urged calm on Monday. The communist country has kept silent since.", "The communist country", "China"),
        (
            "The Northern Lights Shipping Company denied it. The company said so on Monday.",
            "The company",
            "Northern Lights Shipping Company",
        ),
    ],
    ids=[
        *("people of a body", "group", "government", "part of a name", "people after a body"),
        *("a stranger of a known surname", "hyphenated", "by-line", "state", "company"),
    ],
)
def test_whom_no_table_lists_is_mentioned_too(nlp, text, words, name):
    assert name in read(nlp, text).get(words, "")


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Moon Jae-in flew home. Moon's office gave no date.", "Moon's office", "Presidential Office (Blue House"),
        ("Shinzo Abe flew home. Abe's office said so.", "Abe's office", "Prime Minister's Office (Japan)"),
        ("Barack Obama flew home. Obama's office said so.", "Obama's office", "Obama's office"),
    ],
    ids=["president", "head of government", "no longer in office"],
)
def test_the_office_of_who_leads_a_country_is_its_own(nlp, text, words, name):
    assert read(nlp, text)[words].startswith(name)


def test_one_of_several_is_not_all_of_them(nlp):
    named = read(nlp, "A Russian lawmaker was arrested on Monday. The lawmaker, Ivan Petrov, denies it.")

    assert named["The lawmaker"] == named["Ivan Petrov"] == "Ivan Petrov"
    assert not any("awmakers" in name for name in named.values())


def test_a_user_s_words_stay_whatever_the_reader_sees(tmp_path):
    (tmp_path / "resolutions.csv").write_text("words,actor\nthe lighthouse,rok-nis\n", encoding="utf-8")
    own = korea_nlp.load(knowledge=tmp_path)

    assert read(own, "Seoul waited. Rain fell on the lighthouse.")["the lighthouse"].startswith("National Intelligence")


def test_a_reader_that_was_not_taught_mentions_leaves_them_to_rules():
    other = korea_nlp.load()
    other.get_pipe("korea_reader").reader = reader_of(without(shipped(), mentions.NAME))

    assert read(other, "FBI agents searched the house.") == {}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("U.S. troops landed in Kuwait on Monday.", "U.S. troops", "U.S. troops"),
        ("U.S. soldiers landed in Kuwait on Monday.", "U.S. soldiers", "U.S. soldiers"),
        ("Libyan officials denied the report.", "Libyan officials", "Libyan officials"),
        ("Iranian service members were hurt in the blast.", "Iranian service members", "Iranian service members"),
        ("NATO soldiers died in Kabul.", "NATO soldiers", "NATO soldiers"),
    ],
)
def test_groups_are_called_what_the_article_calls_them(nlp, text, words, name):
    assert read(nlp, text)[words] == name


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("The Russians vetoed the resolution at the Security Council.", "Russians", "Russia"),
        ("The talks failed after the Iranians rejected the offer of the United States.", "Iranians", "Iran"),
        ("Many South Koreans are tired of the dispute.", "South Koreans", "South Koreans"),
    ],
)
def test_people_stand_for_their_state_where_the_reader_sees_it(nlp, text, words, name):
    assert read(nlp, text)[words] == name


@pytest.mark.parametrize(
    ("text", "letters", "name"),
    [
        ("The Syrian Democratic Forces (SDF) took the town. The SDF lost ten.", "SDF", "Syrian Democratic Forces"),
        ("Iraq's National Iraqi Service (NIS) met the press. The NIS said so.", "NIS", "National Iraqi Service"),
        ("Japan praised the SDF after the flood.", "SDF", "Self-Defense Forces (Japan)"),
    ],
)
def test_letters_are_what_the_article_says_they_stand_for(nlp, text, letters, name):
    assert read(nlp, text)[letters] == name
