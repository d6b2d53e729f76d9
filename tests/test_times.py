"""``korea_times``: dates on a Doc, with the tense of the clause around them."""

import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.times import TimeTagger
from korea_nlp.lexicon import load_lexicon


@pytest.fixture(scope="module")
def tagger() -> TimeTagger:
    tables = {
        "words": load_lexicon("time_words"),
        "calendar": load_lexicon("calendar"),
        "lunar": load_lexicon("lunar_days"),
    }
    return TimeTagger("korea_times", tables)


@pytest.fixture(scope="module")
def blank():
    return spacy.blank("en")


def make(nlp, text: str, published: str | None) -> Doc:
    doc = nlp.make_doc(text)
    layers.write_article(doc, layers.Article("a", published))
    return doc


def days(doc: Doc, times: list[layers.Time]) -> list[tuple[str, str | None]]:
    return [(doc[time.start : time.end].text, time.earliest) for time in times]


@pytest.mark.parametrize(
    ("text", "published", "wanted"),
    [
        # the clause looks ahead
        ("The leaders will meet in Hanoi on Wednesday.", "2025-01-24", "2025-01-29"),
        ("The summit is scheduled for May 27.", "2025-01-24", "2025-05-27"),
        ("The envoy is due to arrive in March.", "2025-01-24", "2025-03-01"),
        ("Moscow expects the bridge to open in June.", "2025-01-24", "2025-06-01"),
        ("The president would visit Seoul on Monday, his office said.", "2025-01-24", "2025-01-27"),
        ("A vote is planned for the third quarter.", "2025-01-24", "2025-07-01"),
        ("The treaty takes effect on July 1.", "2025-01-24", "2025-07-01"),
        ("The next round begins Monday.", "2025-01-24", "2025-01-27"),
        ("The launch was moved to Monday.", "2025-01-24", "2025-01-27"),
        ("The launch was put off until March.", "2025-01-24", "2025-03-01"),
        # however far
        ("Voters will choose a governor in October.", "2025-01-24", "2025-10-01"),
        ("The hearing is scheduled for Nov. 3.", "2025-01-24", "2025-11-03"),
        ("The ferry is to sail in September.", "2025-01-24", "2025-09-01"),
        ("Tokyo is nervous ahead of the vote in October.", "2025-01-24", "2025-10-01"),
        ("The panel is to decide on Thursday.", "2025-01-24", "2025-01-30"),
        ("The ministers are set to vote on Tuesday.", "2025-01-24", "2025-01-28"),
        ("The work will go on in four weeks.", "2025-01-24", "2025-02-21"),
        # as soon as it was due, or as far as it may be meant
        ("The ferry was to sail in May, but sank.", "2025-01-24", "2025-05-01"),
        ("Seoul was nervous ahead of the vote in November.", "2025-01-24", "2024-11-01"),
        ("He would meet him in December, he said.", "2025-01-24", "2024-12-01"),
        ("The two will meet on Jan. 20, they said.", "2025-01-24", "2025-01-20"),
        # it looks back
        ("The leaders met in Hanoi on Wednesday.", "2025-01-24", "2025-01-22"),
        ("The missile was fired on May 27.", "2025-01-24", "2024-05-27"),
        ("The army held drills in March.", "2025-01-24", "2024-03-01"),
        ("The minister had warned of it on Monday.", "2025-01-24", "2025-01-20"),
        ("The unit could have fired it on Monday.", "2025-01-24", "2025-01-20"),
        ("The North appears to have tested an engine in February.", "2025-01-24", "2024-02-01"),
        ("The missile launched on Sunday flew far.", "2025-01-24", "2025-01-19"),
        # a paper dated in US time stands a day behind Seoul
        ("North Korea fired a missile on Saturday.", "2025-01-24", "2025-01-25"),
        ("The test took place on Jan. 25.", "2025-01-24", "2025-01-25"),
    ],
)
def test_tense_decides_which_day(nlp, text, published, wanted):
    doc = nlp(make(nlp, text, published))

    assert [time.earliest for time in layers.read_times(doc)] == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Exports doubled in 2022 after falling the previous year.",
            [("2022", "2022-01-01"), ("the previous year", "2021-01-01")],
        ),
        ("The town counted 2010 voters in 2023.", [("2023", "2023-01-01")]),
        ("The 2018 summits raised hopes.", [("2018", "2018-01-01")]),
    ],
)
def test_years_in_their_sentence(nlp, text, wanted):
    doc = nlp(make(nlp, text, "2025-01-24"))

    assert days(doc, layers.read_times(doc)) == wanted


def test_times_are_written_with_id_and_grain(nlp):
    doc = nlp(make(nlp, "Seoul said on Friday that it saw launches in late 2023.", "2025-01-24"))

    assert layers.read_times(doc) == [
        layers.Time("t14-20", 3, 4, "2025-01-24", "2025-01-24", "day"),
        layers.Time("t45-54", 9, 11, "2023-10-01", "2023-12-31", "year"),
    ]
    assert [span.label_ for span in doc.spans[layers.TIMES]] == ["day", "year"]


def test_second_run_changes_nothing(nlp):
    doc = nlp(make(nlp, "Seoul said on Friday that it saw launches on Thursday and Jan. 6.", "2025-01-24"))
    before = doc.to_bytes()

    nlp.get_pipe("korea_times")(doc)

    assert doc.to_bytes() == before


def test_finding_leaves_the_doc_alone(tagger, blank):
    doc = make(blank, "It flew on Friday.", "2025-01-24")

    assert tagger.find(doc)
    assert layers.TIMES not in doc.spans


@pytest.mark.parametrize(
    ("text", "published", "wanted"),
    [
        ("It flew on Sept. 9, 2023.", None, [("Sept. 9, 2023", "2023-09-09")]),
        ("It flew on Friday.", None, [("Friday", None)]),
        ("It flew on Friday.", "sometime in May", [("Friday", None)]),
        ("It flew on Friday.", "2025-01-24T23:59:00+09:00", [("Friday", "2025-01-24")]),
        (
            "SEOUL, Jan. 24, 2025 (AP) -- It flew on Friday.",
            None,
            [("Jan. 24, 2025", "2025-01-24"), ("Friday", "2025-01-24")],
        ),
        ("It will fly on Monday.", "2025-01-24", [("Monday", "2025-01-27")]),
        ("It grew in 2018-19 and mid-2020.", None, [("2018-19", "2018-01-01"), ("mid-2020", "2020-04-01")]),
        ("On Thursday, a day after the talks, it flew.", "2025-01-24", [("Thursday", "2025-01-23")]),
        ("It grew in FY2023 and Q4.", "2025-01-24", [("FY2023", "2023-01-01"), ("Q4", "2024-10-01")]),
        ("It sailed on the 9th, they said.", "2025-01-24", [("the 9th", "2025-01-09")]),
        ("There was no date.", "2025-01-24", []),
        ("", "2025-01-24", []),
        ("Friday", "2025-01-24", [("Friday", "2025-01-24")]),
    ],
)
def test_without_a_parse(tagger, blank, text, published, wanted):
    doc = make(blank, text, published)

    assert days(doc, tagger.find(doc)) == wanted


def test_relative_time_without_publication_says_how_far(tagger, blank):
    found = tagger.find(make(blank, "It flew two days ago and over the past year, in late May.", None))

    assert [(time.grain, time.relative) for time in found] == [
        ("day", "-P2D"),
        ("duration", "-P1Y/P0D"),
        ("month", "XXXX-05"),
    ]


def test_date_in_a_glued_token_takes_the_whole_token(tagger, blank):
    doc = Doc(blank.vocab, words=["on", "Jan.", "24,2025ends", "2024-06-01T10:00", "."])
    for found in tagger.find(doc):
        assert 0 <= found.start < found.end <= len(doc)


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read(tagger, blank, text):
    doc = make(blank, text, "2025-01-24")

    for found in tagger.find(doc):
        assert found.earliest is None or found.earliest <= (found.latest or "")


@pytest.mark.parametrize("piece", ["the last ", "Friday, ", "1999-", "in the early ", "May 5 to ", "June and "])
def test_time_grows_with_the_length_only(tagger, blank, piece):
    doc = make(blank, piece * 5_000, "2025-01-24")

    start = time.process_time()
    tagger.find(doc)

    assert time.process_time() - start < 20


def test_tables_travel_with_the_component(tagger, blank):
    doc = make(blank, "It flew on Friday and on Christmas.", "2025-01-24")

    loaded = TimeTagger("korea_times", dict(tagger.tables)).from_bytes(tagger.to_bytes())

    assert loaded.find(doc) == tagger.find(doc)
