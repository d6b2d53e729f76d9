"""``korea_coref``: pronouns and nouns that point back, and those that had better stay alone."""

import time

import pytest
import spacy
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.coref import CorefResolver
from korea_nlp.knowledge import load_knowledge
from korea_nlp.lexicon import load_lexicon


@pytest.fixture(scope="module")
def nlp(grammar):
    """Constructions and tables."""
    return grammar


def read(nlp, text: str) -> list[tuple[str, str]]:
    doc = nlp.make_doc(text)
    layers.write_article(doc, layers.Article("a", "2024-06-01"))
    doc = nlp(doc)
    pointing = doc.spans[layers.COREF]
    return [(span.text.lower(), span.kb_id_.removeprefix("a#")) for span in pointing]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Kim Yo Jong spoke. She warned Seoul.", [("she", "kim-yo-jong")], id="she"),
        pytest.param(
            "Choe Son Hui met Sergey Lavrov. He said the talks went well.", [("he", "sergey-lavrov")], id="gender"
        ),
        pytest.param("Vladimir Putin spoke. He said it was over.", [("he", "vladimir-putin")], id="expletive-it"),
        pytest.param("North Korea protested. It said it would respond.", [("it", "north-korea")], id="state-it"),
        pytest.param("A missile was fired. It flew 300 kilometers over Japan.", [], id="thing-it"),
        pytest.param("Two missiles were fired. They fell near Japan.", [], id="thing-they"),
        pytest.param(
            "The Japanese defense ministry tracked it. The ministry said it fell.",
            [("the ministry", "japanese-defense-ministry")],
            id="ministry",
        ),
        pytest.param(
            "Alexander Matsegora, Russia's ambassador, died. The ambassador served long.",
            [("the ambassador", "alexander-matsegora")],
            id="role",
        ),
        pytest.param("The ministry said so.", [], id="nobody-yet"),
        pytest.param("It rained. He left.", [], id="nobody-at-all"),
        pytest.param(
            "Russia hosted North Korea. The two countries agreed to build a bridge.",
            [("the two countries", "north-korea"), ("the two countries", "russia")],
            id="pair",
        ),
        pytest.param(
            "Russia, China and North Korea met. Both countries agreed.", [], id="pair-of-three"
        ),
        pytest.param(
            "Moscow and Pyongyang denied it. Both said the ship carried rice.",
            [("both", "north-korea"), ("both", "russia")],
            id="both",
        ),
        pytest.param(
            "Sergey Lavrov and Choe Son Hui met. Both were tired.",
            [("both", "choe-son-hui"), ("both", "sergey-lavrov")],
            id="both-people",
        ),
        pytest.param("Russia, China and North Korea met. Both were tired.", [], id="both-of-three"),
        pytest.param(
            "The NIS released a report. According to the report, trucks came.",
            [("the report", "rok-nis")],
            id="document",
        ),
        pytest.param(
            "Seoul denied it. In a statement, Kim Yo Jong objected. The statement said so.",
            [("the statement", "kim-yo-jong")],
            id="statement",
        ),
        pytest.param(
            "President-elect Donald Trump left. The president-elect's team stayed.",
            [("the president-elect", "donald-trump")],
            id="elect",
        ),
        pytest.param("The Unification Ministry spoke. The ministry-level talks ended.", [], id="hyphen"),
        pytest.param(
            "The NIS spoke of a report. Kim Jong Un read it. The report said so.", [], id="document-of-another"
        ),
        pytest.param("The ministry denied the report. The report said so.", [], id="document-of-nobody"),
        pytest.param(
            "Donald Trump and Kim Jong Un met, Sarah Sanders said. The two leaders talked.",
            [("the two leaders", "donald-trump"), ("the two leaders", "kim-jong-un")],
            id="leaders",
        ),
        pytest.param(
            "North Korean commandos came. The commandos hid.", [("the commandos", "north-korea:commandos")], id="group"
        ),
    ],
)  # fmt: skip
def test_what_points_back(nlp, text, expected):
    assert [pair for pair in read(nlp, text) if pair[0] in {words for words, _ in expected} or not expected] == expected


@pytest.mark.parametrize("text", ["", "He", "It said so.", "both sides " * 50])
def test_any_text_will_do(text):
    tables = {"nominals": load_lexicon("nominals"), "speech": load_lexicon("speech")}
    resolver = CorefResolver("korea_coref", load_knowledge(), tables)

    assert resolver.find(spacy.blank("en")(text)) == []


def test_time_grows_with_the_text_alone(nlp):
    unit = nlp("Kim Jong Un met aides in Seoul. The ministry knew. He left. Both sides agreed. ")
    resolver = nlp.get_pipe("korea_coref")

    def seconds(count: int) -> float:
        doc = Doc.from_docs([unit] * count)
        nlp.get_pipe("korea_actors")(doc)
        start = time.process_time()
        resolver(doc)
        return time.process_time() - start

    assert seconds(400) < 40 * max(seconds(40), 0.01)


def test_every_mention_points_to_an_actor_of_the_doc(nlp):
    doc = nlp("North Korea and Russia signed. Both sides praised it. Kim Jong Un spoke, and he thanked Vladimir Putin.")

    actors = layers.read_actors(doc)

    assert all(mention.actor in actors for mention in layers.read_mentions(doc))
