"""People whom no table knows: what names one, and what only looks like a name."""

import re

import pytest
import spacy

from korea_nlp.components.actors import ActorLinker
from korea_nlp.components.actors.inserts import find_inserts
from korea_nlp.knowledge import load_knowledge
from korea_nlp.lexicon import load_lexicon
from korea_nlp.syntax import read_parse

NLP = spacy.blank("en")


@pytest.fixture(scope="module")
def linker() -> ActorLinker:
    tables = (load_lexicon("body_words"), load_lexicon("actor_words"))
    return ActorLinker(NLP, "korea_actors", load_knowledge(), *tables)


def strangers(linker: ActorLinker, marked: str) -> list[str]:
    """Return the people of this text alone, where a tagger takes the words in brackets for people."""
    text = re.sub(r"[\[\]]", "", marked)
    doc = NLP.make_doc(text)
    places = [(m.start() - 2 * k, m.end() - 2 * k - 2) for k, m in enumerate(re.finditer(r"\[[^\]]+\]", marked))]
    doc.ents = [doc.char_span(start, end, label="PERSON", alignment_mode="expand") for start, end in places]
    mentions, actors = linker.find(doc)
    spoken = {mention.actor for mention in mentions}
    return [actor.name for actor in actors if "#" in actor.id and actor.kind == "person" and actor.id in spoken]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        pytest.param("[Ruth Alder] wept.", ["Ruth Alder"], id="person"),
        pytest.param(
            "[Nicole Lake] spoke to [Laura English].", ["Nicole Lake", "Laura English"], id="surnames-like-things"
        ),
        pytest.param("Rescuers searched for [Ruth Alder] in [Ruth Alder]'s house.", ["Ruth Alder"], id="possessive"),
        pytest.param("[Cyclone Orla] made landfall.", [], id="storm"),
        pytest.param("[Hurricane Petra] and [Typhoon Ode] weakened.", [], id="storms"),
        pytest.param("The oil tanker [Velun Mirna] sank, the carrier [Orla Hill] too.", [], id="ships"),
        pytest.param("Floods cut off [Velun Town] and [Mirna Pradesh].", [], id="place-by-its-word"),
        pytest.param("Shops closed in [Velun Mirna].", [], id="place-by-what-stands-before"),
        pytest.param("The village of [Velun Mirna] burned.", [], id="place-by-its-sort"),
        pytest.param("[New York] was quiet.", [], id="city"),
        pytest.param("The [Ohio Republican] voted no, the [Texas Democrat] yes.", [], id="party"),
        pytest.param("[Ruth Alder/Pool] took it.", [], id="by-line"),
        pytest.param("The [Ares 7B] flew on.", [], id="number"),
    ],
)
def test_who_is_somebody_and_who_is_not(linker, marked, names):
    assert strangers(linker, marked) == names


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        pytest.param("[Abdi Noor], also known as [Karim Velan], fled. [Velan] hid.", ["Abdi Noor"], id="known-as"),
        pytest.param("[Abdi Noor], whose real name is [Karim Velan], fled.", ["Abdi Noor"], id="real-name"),
        pytest.param("[Petra Noor] (born [Petra Jean Alder]) sang.", ["Petra Noor"], id="born"),
        pytest.param(
            "[Abdi Noor] was known as a guide. [Karim Velan] fled.", ["Abdi Noor", "Karim Velan"], id="no-name"
        ),
        pytest.param("[Abdi Noor] fled. Then, known as [Karim Velan], he hid.", ["Abdi Noor", "Karim Velan"], id="far"),
        pytest.param("[Daniel Alder] met [Daniela Alder].", ["Daniel Alder", "Daniela Alder"], id="man-and-woman"),
        pytest.param("[Kim Jong-hui] met [Kim Jong-hun].", ["Kim Jong-hui", "Kim Jong-hun"], id="brothers"),
        pytest.param("[Ruth Alder] wept. [Specialist Alder] left. [Major Alder] too.", ["Ruth Alder"], id="ranks"),
    ],
)
def test_one_person_has_one_name(linker, marked, names):
    assert strangers(linker, marked) == names


def test_a_known_person_keeps_the_surname_as_an_article_writes_it(linker):
    mentions, _ = linker.find(NLP("Moammar Gadhafi spoke in Tripoli. Later Gadhafi left."))

    assert [mention.actor for mention in mentions].count("muammar-gaddafi") == 2


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        pytest.param(
            "Senator Ruth Alder Ruth Jane AlderVoters pick a mayor Ferry fares rise again MORE wept.",
            "Ruth Jane AlderVoters pick a mayor Ferry fares rise again MORE",
            id="name-and-headlines",
        ),
        pytest.param(
            "He met Ruth McAlder Ruth (Ru) McAlderGOP picks a mayor MORE (Ohio).",
            "Ruth (Ru) McAlderGOP picks a mayor MORE",
            id="surname-of-two-capitals",
        ),
        pytest.param("YouTube took MacArthur down. Nobody asked for more.", "", id="words-of-two-capitals"),
        pytest.param("Ruth AlderVoters pick a mayor.", "", id="without-an-end"),
    ],
)
def test_headlines_behind_a_name_are_no_part_of_the_text(text, hidden):
    doc = NLP.make_doc(text)
    pieces = [*find_inserts(read_parse(doc))]

    assert "".join(doc[start:end].text for start, end in pieces) == hidden


def test_headlines_behind_a_name_name_nobody(linker):
    assert strangers(linker, "Senator [Ruth Alder] Ruth [AlderVoters] pick [Anna Lind] as mayor MORE wept.") == [
        "Ruth Alder"
    ]
