"""Who did it to whom by the reader: what it is asked, what its answers do, and what gold answers."""

import time

import pytest
import srsly
from made_heads import reader_of, with_head

import korea_nlp
from korea_nlp import layers
from korea_nlp.reader import read_reading
from korea_nlp.reader.heads import role
from korea_nlp.syntax import read_parse
from korea_nlp.training.gold import Gold, GoldActor, GoldEvent, read_gold
from korea_nlp.training.labels import labels_of

TEXT = "Russian forces struck a power plant near Kyiv. North Korea condemned Ukraine on Friday."


def going_by(agent: str, patient: str):
    """Return a reader that takes for agent and patient whoever has a fact each."""
    chosen = {agent: "agent", patient: "patient"}
    return reader_of(with_head(role.NAME, role.LABELS, role.SLOTS, chosen))


@pytest.fixture(scope="module")
def other():
    return korea_nlp.load()


def roles(nlp, text: str, agent: str, patient: str) -> set[tuple[str, str, str]]:
    """Return kind, role and actor of what a reader finds that goes by two facts."""
    nlp.get_pipe("korea_reader").reader = going_by(agent, patient)
    doc = nlp.make_doc(text)
    layers.write_article(doc, layers.Article("a", "2024-06-01"))
    events = layers.read_events(nlp(doc))
    return {(e.kind, a.role, a.actor) for e in events for a in e.arguments if a.role in role.LABELS and a.actor}


def test_who_is_likely_enough_takes_part(other):
    found = roles(other, "North Korea fired a missile over Japan.", "country=PRK", "country=JPN")

    assert {(part, actor) for _, part, actor in found} == {("agent", "north-korea"), ("patient", "japan")}


def test_where_nobody_is_likely_nobody_takes_part(other):
    assert roles(other, "North Korea fired a missile over Japan.", "never", "nobody") == set()


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        pytest.param("way=>nsubj", "north-korea", id="subject"),
        pytest.param("side=before|VERB|passive=False", "north-korea", id="before an active verb"),
        pytest.param("subject=True|verb=condemn", "north-korea", id="subject of a verb"),
        pytest.param("way=>dobj", "ukraine", id="object"),
    ],
)
def test_the_parse_between_trigger_and_mention_is_a_fact(other, fact, expected):
    found = roles(other, "North Korea condemned Ukraine on Friday.", fact, "nobody")

    assert {actor for _, _, actor in found} == {expected}


OTHERS = (
    "Russia met Japan. China met Israel. Russia called Japan. China called Israel. Russia met China. Japan met Israel. "
)


def test_the_state_of_who_is_named_is_asked_about(other):
    text = f"The United States is an ally. {OTHERS}Donald Trump praised the bombing of the camp."

    assert ("attack", "agent", "united-states") in roles(other, text, "event=attack|state=True|USA", "nobody")


def test_the_other_arguments_of_grammar_stay(other):
    other.get_pipe("korea_reader").reader = going_by("country=PRK", "never")
    doc = other("North Korea fired a ballistic missile from Wonsan.")
    (event,) = layers.read_events(doc)

    assert {argument.role for argument in event.arguments} >= {"agent", "instrument"}


def test_the_answers_are_those_of_the_gold(other):
    other.get_pipe("korea_reader").reader = going_by("never", "nobody")
    doc = other.make_doc(TEXT)
    for name, pipe in other.pipeline:
        doc = pipe(doc)
        if name == "korea_reader":
            read_reading(doc).keep = True
    start = TEXT.index("condemned")
    told = (("agent", GoldActor("North Korea", "PRK", "state")), ("patient", GoldActor("Ukraine", "UKR", "state")))
    event = GoldEvent((start, start + 9), "statement", "actual", told)
    labels = labels_of(doc, Gold("a", TEXT, None, events=(event,)))[role.NAME]
    asked = read_reading(doc).asked[role.NAME]
    key = next(event.id for event in layers.read_events(doc) if doc[event.trigger[0]].text == "condemned")

    assert labels[f"{key}|north-korea"] == "agent"
    assert labels[f"{key}|ukraine"] == "patient"
    assert {label for item, label in labels.items() if item.startswith(key)} == {"agent", "patient", "none"}
    assert {f"{key}|north-korea", f"{key}|ukraine"} <= asked.keys()


@pytest.mark.parametrize("form", ["marked", "record"])
def test_gold_tells_who_takes_part(tmp_path, form):
    actor = {"name": "North Korea", "country": "PRK", "kind": "state"}
    event = {"trigger": {"start": 12, "end": 17}, "kind": "missile_launch", "mode": "actual"}
    row = {"id": "a", "text": "North Korea fired a missile.", "events": [event]}
    if form == "marked":
        event |= {"agent": actor, "patient": None}
    else:
        row["actors"] = [actor | {"id": "north-korea", "mentions": [{"start": 0, "end": 11}]}]
        event["arguments"] = [{"role": "agent", "actor": "north-korea"}, {"role": "instrument", "actor": None}]
    srsly.write_jsonl(tmp_path / "gold.jsonl", [row])

    (article,) = read_gold(tmp_path / "gold.jsonl")

    assert article.events[0].roles == (("agent", GoldActor("North Korea", "PRK", "state")),)


def test_roles_are_asked_in_linear_time(other):
    other.get_pipe("korea_reader").reader = going_by("country=PRK", "never")
    sentence = "North Korea fired a missile near Japan and South Korea condemned the launch. "
    took = []
    for size in (20, 160):
        doc = other(sentence * size)
        reading = read_reading(doc)
        cast = role.Cast(read_parse(doc), layers.read_mentions(doc), layers.read_actors(doc))
        asked = [
            role.Happening(e.id, e.trigger, e.trigger[0], e.trigger[0], e.kind, e.mode, {}, passive=False)
            for e in layers.read_events(doc)
        ] * 50
        start = time.process_time()
        items = role.make_items(cast, asked[: 2 * size], {})
        took.append((time.process_time() - start) / max(1, len(items)))
        assert reading is not None

    assert took[1] < 4 * took[0]
