"""Copies of a story are one origin; what only shares its subject, its phrases or a quotation is not."""

import random
from dataclasses import replace

import pytest
from handmade import make_record

from korea_nlp import Article, Record
from korea_nlp.errors import OriginError
from korea_nlp.knowledge import load_knowledge
from korea_nlp.lexicon import load_lexicon
from korea_nlp.origins import CreditReader, find_origins, relay
from korea_nlp.origins.credits import CreditRow
from korea_nlp.origins.shingles import Shingler
from korea_nlp.records import Failure, Source

WIRE = (
    "The ministry counted ninety balloons over the border on Friday, the most on one day since the spring. "
    "Police in two provinces took in bags of waste paper and asked people to keep away from them. "
    "A spokesman for the joint staff called the flights childish and said loudspeakers stood ready. "
    "None of the bags held anything that could do harm, laboratory tests found on Saturday morning. "
    "Flights at the airport west of the capital stopped for an hour while crews searched the runways. "
    "Farmers near the river told reporters that the noise at night worried them more than the bags did."
)
TRADE = (
    "Trade over the northern bridge grew by a tenth last year, customs figures published on Monday show. "
    "Trucks carried mostly cooking oil, sugar and building stone, while coal went by ship as before. "
    "Economists in the capital warned that the figures leave out whatever is moved at night. "
    "A second bridge, finished ten years ago, still waits for the road that should lead to it. "
    "Hotels in the border town report that their rooms are booked out until the end of August."
)
PARTS = WIRE.split(". ")


def article(id: str, text: str, published: str | None = "2024-06-01", publisher: str | None = None) -> Article:
    return Article(id, text, published, publisher=publisher)


def families(*articles: Article) -> list[tuple[str, ...]]:
    return [family.members for family in find_origins(articles).families]


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(WIRE, id="same"),
        pytest.param(WIRE.upper().replace(".", " ."), id="capitals"),
        pytest.param(f"SEOUL, June 2 (PPA) — {WIRE}", id="dateline"),
        pytest.param(f"Advertisement\n{WIRE}\nAll rights reserved", id="boilerplate"),
        pytest.param(". ".join(reversed(PARTS)), id="reordered"),
        pytest.param(". ".join(PARTS[1:4]), id="half"),
        pytest.param(f"{TRADE}\n\n{'. '.join(PARTS[:4])}.\n\n{TRADE[::-1]}", id="inside"),
        pytest.param(WIRE.replace("ninety", "a hundred"), id="one-word"),
    ],
)
def test_copy_is_of_the_family(copy):
    assert families(article("wire", WIRE), article("copy", copy, "2024-06-02")) == [("wire", "copy")]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(TRADE, id="subject"),
        pytest.param(f"{TRADE} {PARTS[2]}.", id="quotation"),
        pytest.param("", id="empty"),
        pytest.param("Ninety balloons.", id="headline"),
    ],
)
def test_what_is_no_copy_stands_alone(other):
    assert families(article("wire", WIRE), article("other", other)) == []


def test_text_of_two_older_stories_does_not_make_one_of_them():
    both = article("both", f"{WIRE} {TRADE}", "2024-06-03")

    origins = find_origins([both, article("wire", WIRE), article("trade", TRADE)])

    assert origins.count(["wire", "trade"]) == 2
    assert origins.count(["wire", "trade", "both"]) == 2


def test_seven_papers_with_one_story_are_one_origin():
    rng = random.Random(1)
    papers = [article(f"p{n}", ". ".join(rng.sample(PARTS, 4)), f"2024-06-0{rng.choice((2, 3))}") for n in range(7)]

    origins = find_origins([*papers, article("wire", WIRE), article("trade", TRADE)])

    assert origins.count([paper.id for paper in papers]) == 1
    assert origins.count(origins) == 2
    assert {origins[paper.id] for paper in papers} == {"wire"}


def test_same_turn_of_phrase_over_the_year_is_no_copy():
    months = [article(f"m{n}", WIRE.replace("ninety", f"{n} dozen"), f"2024-{n:02}-01") for n in range(1, 13)]

    assert families(*months) == []


def test_same_words_are_one_family_whatever_their_days():
    origins = find_origins(article(f"m{n}", WIRE, f"2024-{n:02}-01") for n in (7, 1, 12))

    assert origins.family("m12").members == ("m1", "m7", "m12")
    assert [origins.twin(id) for id in ("m1", "m7", "m12")] == [None, "m1", "m1"]


@pytest.mark.parametrize("text", ["", "...", "—\n"])
def test_texts_without_a_word_are_no_twins(text):
    origins = find_origins([article("a", text), article("b", text)])

    assert origins.families == ()
    assert origins.twin("b") is None


@pytest.mark.parametrize(
    ("copy", "joined"),
    [
        pytest.param(WIRE.replace("ninety", "a hundred"), True, id="nearly-whole"),
        pytest.param(f"{'. '.join(PARTS[:3])}. {TRADE}", False, id="half"),
    ],
)
def test_only_what_is_nearly_the_same_is_a_copy_weeks_later(copy, joined):
    found = families(article("wire", WIRE), article("late", copy, "2024-07-15"))

    assert found == ([("wire", "late")] if joined else [])


def test_families_do_not_chain():
    story, trade = WIRE.split(". "), TRADE.split(". ")
    middle = ". ".join(story[3:] + trade[:3])

    found = families(article("a", WIRE), article("b", middle, "2024-06-02"), article("c", TRADE, "2024-06-03"))

    assert found == [("a", "b")]


def test_articles_of_a_family_that_a_third_one_shows_to_be_so_are_one():
    parts = (WIRE + " " + TRADE).split(". ")
    first, second, both = parts[:7], parts[5:11], parts[3:10]

    # the two longer ones, of one day, share too little for themselves
    texts = {"first": first, "second": second, "both": both[:5]}
    origins = find_origins(article(id, ". ".join(text), None) for id, text in texts.items())

    assert origins["both"] == origins["first"]


@pytest.mark.parametrize(("publisher", "joined"), [("Daily Post", False), ("Evening Post", True)])
def test_a_paper_that_repeats_its_background_copies_nothing(publisher, joined):
    background = ". ".join(PARTS[:3])
    first = article("first", f"{background}. {TRADE}", publisher="Daily Post")
    second = article("second", f"{'. '.join(PARTS[3:])} {background}.", publisher=publisher)

    assert bool(families(first, second)) is joined


def test_what_a_paper_prints_on_many_days_is_part_of_its_pages():
    stories = [TRADE, WIRE, TRADE[::-1], WIRE[::-1]]
    panel = " ".join(f"Word {n} of the panel stands in every story, as panel number {n} does." for n in range(30))
    pages = [article(f"p{n}", f"{text} {panel}", f"2024-06-0{n + 1}", "Daily Post") for n, text in enumerate(stories)]

    assert families(*pages) == []


def test_gallery_of_captions_is_no_story():
    captions = " ".join(
        f"Photos: A year of floods Water stands in street number {n} of the old town. Hide Caption {n} of 40"
        for n in range(1, 41)
    )

    assert families(article("wire", f"{WIRE}\n\n{captions}"), article("trade", f"{captions}\n\n{TRADE}")) == []


@pytest.mark.parametrize(
    ("articles", "origin"),
    [
        pytest.param([("late", "2024-06-02", None), ("early", "2024-06-01", None)], "early", id="date"),
        pytest.param([("paper", "2024-06-01", None), ("own", "2024-06-02", "Reuters")], "own", id="agency"),
        pytest.param([("none", None, None), ("dated", "2024-06-02", None)], "dated", id="undated"),
        pytest.param([("month", "2024-06", None), ("day", "2024-06-20", None)], "day", id="month"),
        pytest.param([("noon", "2024-06-01T12:00", None), ("next", "2024-06-02", None)], "noon", id="time"),
    ],
)
def test_origin_is_the_likeliest(articles, origin):
    found = find_origins(article(id, WIRE, day, publisher) for id, day, publisher in articles)

    assert {found.origin(id) for id, *_ in articles} == {origin}


def test_order_of_articles_changes_nothing():
    rng = random.Random(2)
    articles = [article(f"a{n}", ". ".join(rng.sample(PARTS, 5)), f"2024-06-{n + 1:02}") for n in range(6)]
    shuffled = rng.sample(articles, len(articles))

    assert families(*articles) == families(*shuffled)


def test_twin_has_the_very_same_words():
    changed = WIRE.replace("ninety", "eighty")

    origins = find_origins([article("a", WIRE), article("b", WIRE + "\n", "2024-06-02"), article("c", changed)])

    assert [origins.twin(id) for id in "abc"] == [None, "a", None]


def test_records_and_articles_give_the_same():
    records = [Record(id="a", text=WIRE), Record(id="b", text=f"A title\n\n{WIRE}", title_end=7)]

    assert find_origins(records).twin("b") == "a"


def test_failures_and_doubled_ids_are_passed_over():
    origins = find_origins([Failure("bad", "no text"), article("a", WIRE), article("a", WIRE)])

    assert dict(origins) == {"a": "a"}
    assert origins.family("a").members == ("a",)


def test_nothing_gives_nothing():
    assert find_origins([]).families == ()


def test_unknown_article_is_told():
    with pytest.raises(OriginError, match="article 'x' is not among the 1"):
        find_origins([article("a", WIRE)]).count(["a", "x"])


@pytest.mark.parametrize(
    "text", ["\ud800 lone", "“" * 20_000, "x" * 50_000, "a. " * 20_000, "(" * 20_000, "A, " * 20_000]
)
def test_odd_texts_are_news(text):
    assert len(find_origins([article("odd", text), article("wire", WIRE)])) == 2


def test_shingles_do_not_cross_sentences():
    shingler = Shingler()

    assert (shingler.hashes(WIRE) == shingler.hashes(". ".join(reversed(PARTS)))).all()


# --- credit lines --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "publisher", "expected"),
    [
        ("SEOUL, South Korea (AP) — Talks went on.", None, ("associated-press", "dateline")),
        ("TOKYO/SEOUL, Aug 30 (Reuters) - Talks went on.", "Daily Post", ("reuters", "dateline")),
        ("SEOUL (PPA) — Talks went on.", None, (None, "dateline")),
        ("Talks go on\nXinhua | Updated: 2024-06-01\nTalks went on.", None, ("xinhua", "byline")),
        ("By Ann Lee, Reuters\nTalks went on.", None, ("reuters", "byline")),
        ("Talks went on. — AFP", None, ("afp", "sign-off")),
        ("Talks went on. (Yonhap)", None, ("yonhap", "sign-off")),
        ("Talks went on, Yonhap News Agency reported.", None, ("yonhap", "mention")),
        ("Talks went on, according to the state news agency KCNA.", None, ("kcna", "mention")),
        ("Talks went on.", "www.reuters.com", ("reuters", "publisher")),
        ("Talks went on.", "The Associated Press", ("associated-press", "publisher")),
        ("The minister (left) said talks went on.", "Daily Post", None),
        ("Bloomberg ran for office. Talks went on.", None, None),
        ("", None, None),
    ],
)
def test_credit_is_read(text, publisher, expected):
    found = CreditReader().credit(article("a", text, publisher=publisher))

    assert (found and (found.agency, found.form)) == expected


def test_credit_of_a_family_is_that_of_any_copy():
    origins = find_origins([article("a", WIRE), article("b", f"SEOUL (AP) — {WIRE}", "2024-06-02")])

    credit = origins.family("a").credit
    assert credit is not None
    assert credit.agency == "associated-press"


def test_agencies_stand_in_the_knowledge_base():
    agencies = {row.agency for row in load_lexicon("credits").rows(CreditRow)}

    assert agencies <= set(load_knowledge().actors)


# --- relay ---------------------------------------------------------------------------------------------------------


def test_relay_goes_from_the_inner_source_to_the_publisher():
    record = make_record()
    inner = next(claim for claim in record.claims if claim.parent)

    hands = relay(replace(record, text=f"SEOUL (Reuters) - {record.text}", publisher="Daily Post"), inner.id)

    assert [(hand.actor or hand.name, hand.how) for hand in hands] == [
        ("kim-jong-un", "source"),
        ("kcna", "source"),
        ("reuters", "credit"),
        ("Daily Post", "publisher"),
    ]


def test_nobody_stands_in_a_relay_twice():
    record = make_record()
    claim = next(claim for claim in record.claims if claim.source and claim.source.actors == ("kcna",))

    hands = relay(replace(record, text=record.text, publisher="KCNA"), claim.id)

    assert [hand.actor for hand in hands] == ["kcna"]


def test_source_without_an_actor_is_told_in_its_words():
    record = make_record()
    claim = replace(record.claims[0], source=Source(((0, 5),), "Some officials"))

    hands = relay(replace(record, publisher=None, claims=(claim,)), claim.id)

    assert [(hand.name, hand.actor) for hand in hands] == [("Some officials", None)]


def test_claims_that_enclose_each_other_do_not_go_round():
    record = make_record()
    first, second = (
        replace(claim, parent=other.id) for claim, other in zip(record.claims, record.claims[1::-1], strict=False)
    )

    assert relay(replace(record, claims=(first, second)), first.id)
