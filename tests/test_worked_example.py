"""The worked example: one article whose claims, figures and offices must always come out right."""

import json

import pytest
from spacy.language import Language

import korea_nlp
from korea_nlp.lexicon import data_file
from korea_nlp.records import Claim, Quantity, Record

SAMPLES = data_file("samples").joinpath("articles.jsonl").read_text(encoding="utf-8").splitlines()
ARTICLE = next(row for row in map(json.loads, SAMPLES) if row["id"] == "hanriver-2025-01-24")

NIS = ("rok-nis",)
JCS = ("rok-joint-chiefs-of-staff",)
MOFA = ("rok-foreign-ministry",)
ZELENSKY = ("volodymyr-zelensky",)
TRUMP = ("donald-trump",)
US = ("united-states",)

CLAIMS = [
    pytest.param(
        "South Korea's spy agency",
        NIS,
        "says",
        "About 300 North Korean soldiers have been killed and 2,700 injured while fighting for Russia against Ukraine",
        "indirect",
        id="nis",
    ),
    pytest.param(
        "It",
        NIS,
        "said",
        "the men had walked into open fields under drones that they had never been taught to fear",
        "indirect",
        id="nis-by-pronoun",
    ),
    pytest.param(
        "Ukraine's President Volodymyr Zelensky",
        ZELENSKY,
        "said",
        "that up to 4,000 North Korean soldiers had been killed or injured",
        "indirect",
        id="zelensky",
    ),
    pytest.param("US estimates", US, "put", "the number of casualties nearer to 1,200", "indirect", id="us-estimates"),
    pytest.param(
        "South Korea's Joint Chiefs of Staff",
        JCS,
        "believe",
        "that the North is preparing to send more troops to Russia, four months after the first of them boarded ships"
        " in its eastern ports",
        "indirect",
        id="jcs",
    ),
    pytest.param(
        "Donald Trump",
        TRUMP,
        "called",
        'the North a "nuclear power"',
        "mixed",
        id="trump",
    ),
    pytest.param(
        "the U.S. president", TRUMP, "said", "he would reach out to Kim Jong Un again", "indirect", id="president"
    ),
    pytest.param(
        "he", TRUMP, "told", '"I got on with him, and we will get on again', "direct", id="president-by-pronoun"
    ),
    pytest.param(
        "Seoul's foreign ministry",
        MOFA,
        "replied",
        "that North Korea could never be recognised as a nuclear-armed state",
        "indirect",
        id="foreign-ministry",
    ),
]


@pytest.fixture(scope="module")
def record(nlp: Language) -> Record:
    return korea_nlp.analyze(**ARTICLE, nlp=nlp)


def claim_with(record: Record, words: str) -> Claim:
    """Return the one claim whose content starts with the words."""
    found = [claim for claim in record.claims if claim.content.text.startswith(words)]
    assert len(found) == 1, [claim.content.text for claim in record.claims]
    return found[0]


def figure(record: Record, digits: str) -> Quantity:
    found = [quantity for quantity in record.quantities if digits in quantity.text.split()]
    assert len(found) == 1, [quantity.text for quantity in record.quantities]
    return found[0]


@pytest.mark.parametrize(("source", "actors", "cue", "content", "kind"), CLAIMS)
def test_claim_has_its_source_cue_and_words(record, source, actors, cue, content, kind):
    claim = claim_with(record, content[:30])

    assert claim.source is not None
    assert claim.cue is not None
    assert (claim.source.text, claim.source.actors) == (source, actors)
    assert claim.cue.text.split()[0] == cue
    assert claim.content.text == content
    assert claim.kind == kind


def test_there_are_no_other_claims(record):
    found = [claim.source.text if claim.source else None for claim in record.claims]

    assert found == [param.values[0] for param in CLAIMS]


def test_sources_are_named_in_full(record):
    by_id = {actor.id: actor for actor in record.actors}

    assert [(by_id[key].name, by_id[key].kind, by_id[key].country) for (key,) in (NIS, JCS, ZELENSKY, TRUMP, US)] == [
        ("National Intelligence Service (South Korea)", "government", "KOR"),
        ("Joint Chiefs of Staff (South Korea)", "government", "KOR"),
        ("Volodymyr Zelensky", "person", "UKR"),
        ("Donald Trump", "person", "USA"),
        ("United States", "state", "USA"),
    ]


@pytest.mark.parametrize(
    ("digits", "lower", "upper", "bound", "unit", "status"),
    [
        pytest.param("300", 300, 300, "approximate", "soldier", "killed", id="about-300-killed"),
        pytest.param("2,700", 2700, 2700, "exact", "soldier", "injured", id="2700-injured"),
        pytest.param("4,000", None, 4000, "at_most", "soldier", "killed_or_injured", id="up-to-4000"),
        pytest.param("1,200", 1200, 1200, "approximate", "casualty", "killed_or_injured", id="nearer-to-1200"),
    ],
)
def test_casualty_figure_is_normalised(record, digits, lower, upper, bound, unit, status):
    found = figure(record, digits)

    assert (found.lower, found.upper, found.bound) == (lower, upper, bound)
    assert (found.unit, found.status) == (unit, status)


def test_rival_figures_belong_to_rival_sources(record):
    """Three sources, three counts of one thing."""
    figures = {quantity.id: quantity for quantity in record.quantities}
    rivals = {
        claim.source.actors: [figures[key].upper for key in claim.quantities if figures[key].status]
        for claim in record.claims
        if claim.source and any(figures[key].status for key in claim.quantities)
    }

    assert rivals == {NIS: [300, 2700], ZELENSKY: [4000], US: [1200]}


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Pyongyang has yet to comment on Mr Trump's remarks.", id="yet-to-comment"),
        pytest.param("The Russian defence ministry declined to comment on the losses.", id="declined-to-comment"),
        pytest.param("The military did not say how it knew.", id="did-not-say"),
        pytest.param(
            "a term that his predecessors had taken care to avoid",
            id="writers-own-words",
        ),
    ],
)
def test_refusal_to_comment_is_no_claim(record, words):
    start = record.text.index(words)
    end = start + len(words)

    touching = [
        claim
        for claim in record.claims
        for part in (claim.source, claim.cue, claim.content)
        if part and any(first < end and start < last for first, last in part.spans)
    ]

    assert touching == []


@pytest.mark.parametrize(
    ("published", "actor"),
    [
        pytest.param("2025-01-24", "donald-trump", id="after-the-inauguration"),
        pytest.param("2024-06-01", "joe-biden", id="before-the-election"),
    ],
)
def test_president_is_the_one_in_office_on_the_day(nlp, published, actor):
    text = "On Monday the U.S. president said he would reach out to Kim Jong Un again."

    record = korea_nlp.analyze(text, published=published, nlp=nlp)

    assert [claim.source.actors for claim in record.claims if claim.source] == [(actor,)]
    (mention,) = next(a.mentions for a in record.actors if a.id == actor)[:1]
    assert mention.form == "role"
    assert "U.S. president" in mention.text


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        pytest.param("South Korea's spy agency", "rok-nis", id="role"),
        pytest.param("NIS", "rok-nis", id="acronym"),
        pytest.param("Pyongyang has yet", "north-korea", id="metonym"),
        pytest.param("Kim Jong Un", "kim-jong-un", id="name"),
    ],
)
def test_mention_points_to_its_actor(record, words, actor):
    at = record.text.index(words)

    assert actor in {
        found.id for found in record.actors for m in found.mentions if m.start < at + len(words) and at < m.end
    }


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        pytest.param("last week", "2025-01-13", "2025-01-19", id="last-week"),
        pytest.param("Monday", "2025-01-20", "2025-01-20", id="monday"),
    ],
)
def test_time_counts_from_the_day_of_publication(record, words, earliest, latest):
    (time,) = (time for time in record.times if words in time.text)

    assert (time.earliest, time.latest) == (earliest, latest)


@pytest.mark.parametrize("opening", ["that the North is preparing", "the North a", "that North Korea could never"])
def test_claim_is_about_the_north_first(record, opening):
    assert claim_with(record, opening).about[0] == "north-korea"
