"""``korea_actors`` with a reader that was taught countries: whom it asks about, and what the answers do."""

import time

import numpy as np
import pytest
import srsly
from made_heads import reader_of, shipped, with_head, without

import korea_nlp
from korea_nlp import layers
from korea_nlp.reader import hold_reading, read_reader, read_reading
from korea_nlp.reader.heads import country, metonym
from korea_nlp.training.gold import Gold, GoldActor, GoldMention
from korea_nlp.training.labels import labels_of


def message_of(*facts: str, threshold: float = 0.5) -> dict:
    """Return the message of a reader that is sure of each country that has one of the facts, and of no other."""
    chosen = dict.fromkeys(facts, country.SAME)
    return with_head(country.NAME, country.LABELS, country.SLOTS, chosen, threshold=threshold)


def untaught() -> dict:
    """Return the message of a reader without the head."""
    return without(shipped(), country.NAME)


@pytest.fixture(scope="module")
def other():
    return korea_nlp.load(exclude=["korea_coref", "korea_times", "korea_quantities", "korea_events", "korea_claims"])


def read(nlp, text: str, message: dict, publisher: str | None = None) -> dict[str, str | None]:
    """Return the countries of the actors of a text by name."""
    nlp.get_pipe("korea_reader").reader = read_reader(srsly.msgpack_dumps(message), "here")
    doc = nlp.make_doc(text)
    layers.write_article(doc, layers.Article("a", "2024-06-01", publisher))
    return {actor.name: actor.country for actor in layers.read_actors(nlp(doc)).values()}


NEAR = "Jean Halloran, an engineer from Canada, met Americans. Halloran praised the United States."
POLICE = "France and Germany signed a pact. The police said two men fled."


@pytest.mark.parametrize(
    ("text", "facts", "name", "expected"),
    [
        pytest.param(NEAR, ["at=after|person"], "Jean Halloran", "CAN", id="what is said of them"),
        pytest.param(NEAR, ["after=1|person"], "Jean Halloran", "USA", id="who stands near"),
        pytest.param(NEAR, ["never"], "Jean Halloran", None, id="not sure enough"),
        pytest.param(POLICE, ["before=0|bare"], "Police (Germany)", "DEU", id="bare body"),
        pytest.param(POLICE, ["never"], "Police (France)", "FRA", id="bare body by rules"),
    ],
)
def test_the_reader_has_the_last_word(other, text, facts, name, expected):
    assert read(other, text, message_of(*facts))[name] == expected


def test_a_body_without_a_country_has_one_actor(other):
    assert "Police (France)" not in read(other, POLICE, message_of("before=0|bare"))


def test_known_actors_keep_their_country(other):
    found = read(other, "Kim Yo Jong met Wang Yi in Paris, France.", message_of("country=else|person"))

    assert (found["Kim Yo Jong"], found["Wang Yi"]) == ("PRK", "CHN")


def test_where_no_head_was_taught_rules_answer(other):
    assert read(other, POLICE, untaught())["Police (France)"] == "FRA"


def test_the_outlets_country_is_asked_about(other):
    text = "Jean Halloran fixed the bridge."
    facts = message_of("outlet=same|person|named=False")

    assert read(other, text, facts, "Yonhap News Agency")["Jean Halloran"] == "KOR"
    assert read(other, text, facts)["Jean Halloran"] is None


def test_how_sure_the_reader_must_be_is_told_by_its_message(other):
    assert read(other, NEAR, message_of("at=after|person", threshold=0.999))["Jean Halloran"] is None


def test_the_likeliest_country_stands():
    items = [country.Item(f"a|{code}", ((), (), ()), ("sort=body",)) for code in ("CAN", "USA")]
    asked = [(item, "a", item.key[2:]) for item in items]
    likely = np.array([[0.5, 0.5], [0.4, 0.6]], dtype=np.float32)  # odds of 1 and 1.5, beside 1 for none

    assert country.choose(asked, likely, 0.42) == {"a": "USA"}
    assert country.choose(asked, likely, 0.44) == {"a": None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Jean Halloran praised Canada.", "CAN", id="nothing-against-it"),
        pytest.param("Guards stood at the border of Canada. (AP Photo/Jean Halloran)", None, id="photographer"),
        pytest.param("Guards stood in Canada on Monday. Photo by Jean Halloran", None, id="photo-by"),
        pytest.param("By Jean Halloran\n\nCanada closed its border on Monday.", None, id="by-line"),
        pytest.param("U.N. spokesman Jean Halloran praised Canada.", None, id="body-of-no-country"),
        pytest.param("Jean Halloran, an envoy of the United Nations, praised Canada.", None, id="apposition"),
        pytest.param("Canada left the U.N. on Monday, and Jean Halloran wept.", "CAN", id="body-of-others"),
    ],
)
def test_neither_outlet_nor_story_tell_who_wrote_or_speaks_for_all(other, text, expected):
    assert read(other, text, message_of("country=else|person")).get("Jean Halloran") == expected


def asked(nlp, text: str):
    pipe = nlp.get_pipe("korea_reader")
    pipe.reader = read_reader(srsly.msgpack_dumps(untaught()), "here")
    doc = nlp.make_doc(text)
    layers.write_article(doc, layers.Article("a", "2024-06-01"))
    for name, component in nlp.pipeline:
        doc = component(doc)
        if name == "korea_reader":
            hold_reading(doc, pipe.reader, pipe.classes).keep = True
    return doc, read_reading(doc).asked.get(country.NAME, {})


def test_each_country_that_is_named_is_asked_about(other):
    doc, items = asked(other, NEAR)
    key = next(actor.id for actor in layers.read_actors(doc).values() if actor.name == "Jean Halloran")

    assert {item.rpartition("|")[2] for item in items if item.startswith(key)} == {"CAN", "USA"}


@pytest.mark.parametrize(
    ("text", "named", "expected"),
    [
        pytest.param(NEAR, GoldActor("Jean Halloran", "CAN", "person"), {"CAN": "same", "USA": "none"}, id="one"),
        pytest.param(NEAR, GoldActor("Jean Halloran", "", "person"), {"CAN": "none", "USA": "none"}, id="no country"),
        pytest.param(NEAR, GoldActor("Bridge Office", "CAN", "government"), {}, id="somebody else there"),
        pytest.param(POLICE, GoldActor("Police", "FRA", "government"), {"FRA": "same", "DEU": "none"}, id="bare"),
    ],
)
def test_labels_are_those_of_the_gold_at_the_same_place(other, text, named, expected):
    words = "The police" if text == POLICE else "Jean Halloran"
    start = text.index(words)
    doc, _ = asked(other, text)

    mention = GoldMention((start, start + len(words)), named)
    known = labels_of(doc, Gold("a", text, None, mentions=(mention,)))[country.NAME]

    assert {key.rpartition("|")[2]: label for key, label in known.items()} == expected


def test_many_strangers_cost_in_proportion(other):
    def cost(number: int) -> float:
        text = " ".join(f"Anna Berg{i}son, an engineer from Norway, met Swedes and Danes." for i in range(number))
        doc, _ = asked(other, text.translate(str.maketrans("0123456789", "abcdefghij")))
        linker = other.get_pipe("korea_actors")
        begun = time.process_time()
        linker.find(doc)
        return time.process_time() - begun

    few = min(cost(40) for _ in range(2))
    assert cost(160) < 12 * few + 0.2


# --- capitals -----------------------------------------------------------------------------------------------------

PRESSURE = "Allies raised the pressure on Pyongyang. Envoys flew to Pyongyang."


def capitals(nlp, text: str, chosen: dict[str, str]) -> list[int]:
    """Return where capitals stand for their states, by a reader that goes by facts."""
    message = with_head(metonym.NAME, metonym.LABELS, metonym.SLOTS, chosen)
    nlp.get_pipe("korea_reader").reader = reader_of(message)
    doc = nlp(text)
    return [span.start_char for span in doc.spans[layers.ACTORS] if span.label_ == "metonym"]


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        pytest.param({"prep=on|above=pressure": "state"}, ["on Pyongyang"], id="what is told beside it"),
        pytest.param({"dep=pobj": "state"}, ["on Pyongyang", "to Pyongyang"], id="both"),
        pytest.param({"never": "state"}, [], id="neither"),
    ],
)
def test_the_reader_says_whether_a_capital_stands_for_its_state(other, chosen, words):
    assert capitals(other, PRESSURE, chosen) == [PRESSURE.index(word) + word.index("P") for word in words]


@pytest.mark.parametrize("text", ["Pyongyang fired a missile.", "Seoul and Washington began their drills."])
def test_subjects_are_not_asked_about(other, text):
    assert capitals(other, text, {"never": "state"})[0] == 0


def test_a_ship_is_nobody_and_lends_nobody_its_name(other):
    text = "The USS George Washington docked in Busan. Officials denied that Washington had sent it."
    other.get_pipe("korea_reader").reader = reader_of(shipped())
    doc = other(text)

    assert {span.text: span.label_ for span in doc.spans[layers.ACTORS]} == {
        "USS George Washington": "name", "Washington": "metonym", "Officials": "nominal"
    }  # fmt: skip


def test_part_of_another_name_is_not_asked_about(other):
    assert capitals(other, "George Washington spoke.", {"dep=nsubj": "state"}) == []


def test_what_capitals_stand_for_is_learnt_of_mentions(other):
    other.get_pipe("korea_reader").reader = reader_of(shipped())
    doc = other.make_doc(PRESSURE)
    for name, pipe in other.pipeline:
        doc = pipe(doc)
        if name == "korea_reader":
            read_reading(doc).keep = True
    at = PRESSURE.index("Pyongyang")
    gold = Gold("a", PRESSURE, None, mentions=(GoldMention((at, at + 9), GoldActor("North Korea", "PRK", "state")),))

    assert list(labels_of(doc, gold)[metonym.NAME].values()) == ["state", "place"]
