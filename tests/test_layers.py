import pytest
import spacy
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.vocab import Vocab

from korea_nlp import layers

WORDS = ["On", "Friday", "Seoul", "said", "300", "North", "Korean", "soldiers", "died", "."]

ARTICLE = layers.Article("a1", "2025-01-24", "Han River Post", "Toll", None, None, {"korea_nlp": "0.1.0"})
ACTORS = [
    layers.Actor("south-korea", "South Korea", "state", "KOR"),
    layers.Actor("a1#north-korean-soldiers", "North Korean soldiers", "group", "PRK", None, "soldier", "KPA"),
]
MENTIONS = [
    layers.Mention(2, 3, "metonym", "south-korea", "alias:seoul"),
    layers.Mention(5, 8, "role", "a1#north-korean-soldiers", "descriptor"),
]
COREF = [layers.Mention(7, 8, "nominal", "a1#north-korean-soldiers", "head")]
TIMES = [layers.Time("t3-9", 1, 2, "2025-01-24", "2025-01-24", "day")]
QUANTITIES = [layers.Quantity("q21-24", 4, 5, 300, 300, "exact", unit="soldier", counted=(7, 8), status="killed")]
EVENTS = [
    layers.Event(
        "e47-51", (8, 9), "casualties", "killed", None, "actual", True,
        (layers.Argument("patient", 5, 8, "a1#north-korean-soldiers"), layers.Argument("place", 2, 3, None, "Seoul")),
        "t3-9", ("q21-24",), ((7, 8),),
    )
]  # fmt: skip
CLAIMS = [
    layers.Claim(
        "c10-15.16-20.21-51", "indirect", ((2, 3),), ((3, 4),), ((4, 6), (7, 9)), ("south-korea",), "say",
        ("a1#north-korean-soldiers",), "assert", "certain", ("e47-51",), ("q21-24",), "t3-9", None, 0.8,
    )
]  # fmt: skip


@pytest.fixture
def doc() -> Doc:
    doc = Doc(spacy.blank("en").vocab, words=WORDS)
    layers.write_article(doc, ARTICLE)
    layers.write_actors(doc, MENTIONS, ACTORS)
    layers.write_coref(doc, COREF)
    layers.write_times(doc, TIMES)
    layers.write_quantities(doc, QUANTITIES)
    layers.write_events(doc, EVENTS)
    layers.write_claims(doc, CLAIMS)
    return doc


def read(doc: Doc) -> tuple[object, ...]:
    return (
        layers.read_article(doc),
        layers.read_actors(doc),
        layers.read_mentions(doc),
        layers.read_times(doc),
        layers.read_quantities(doc),
        layers.read_events(doc),
        layers.read_claims(doc),
    )


def test_what_is_written_is_read(doc: Doc) -> None:
    assert read(doc) == (
        ARTICLE,
        {actor.id: actor for actor in ACTORS},
        [*MENTIONS, *COREF],
        TIMES,
        QUANTITIES,
        EVENTS,
        CLAIMS,
    )


def test_layers_survive_bytes_and_a_fresh_vocab(doc: Doc) -> None:
    assert read(Doc(Vocab()).from_bytes(doc.to_bytes())) == read(doc)


def test_writing_again_replaces(doc: Doc) -> None:
    before = read(doc)

    layers.write_claims(doc, layers.read_claims(doc))
    layers.write_events(doc, layers.read_events(doc))

    assert read(doc) == before


def test_a_bare_doc_reads_as_empty() -> None:
    bare = spacy.blank("en")("Seoul said so.")

    assert read(bare) == (layers.Article(), {}, [], [], [], [], [])


def test_an_id_is_made_of_all_pieces(doc: Doc) -> None:
    assert layers.make_id(doc, "c", (2, 3), (4, 6)) == "c10-15.21-30"


def test_the_scorer_counts_span_label_and_actor(doc: Doc) -> None:
    gold = Doc(doc.vocab, words=WORDS)
    gold.spans[layers.ACTORS] = [
        Span(gold, 2, 3, label="metonym", kb_id="south-korea"),
        Span(gold, 5, 8, label="role", kb_id="kpa"),
    ]

    scores = layers.make_layer_scorer(layers.ACTORS)([Example(doc, gold)])

    assert scores == {"spans_korea.actors_p": 0.5, "spans_korea.actors_r": 0.5, "spans_korea.actors_f": 0.5}
