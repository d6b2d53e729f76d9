import csv
from dataclasses import replace

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

import korea_nlp
from korea_nlp import Record, cli
from korea_nlp.cli.compare import ledger_tables
from korea_nlp.compare.doubts import Pair
from korea_nlp.compare.frames import Frame, Setting
from korea_nlp.compare.intervals import interval, verdict
from korea_nlp.compare.likeness import Told, barred
from korea_nlp.compare.speakers import Speaker, own_name
from korea_nlp.errors import RecordError
from korea_nlp.records import Actor, Argument, Claim, Event, Part, Quantity, Source, Time, Words

CODES = {"south-korea": "KOR", "north-korea": "PRK", "japan": "JPN", "united-states": "USA", "ukraine": "UKR"}


def actor(id: str) -> Actor:
    return Actor(id, id.replace("-", " ").title(), "state", CODES.get(id), None, None, None, ())


def told(
    id: str, who: str, published: str, figures: list[tuple], *, text: str = "", about: str = "north-korea", **facts
) -> Record:
    """Return a record with one claim of some figures: (lower, upper, bound, unit, dimension, status).

    In the text, ``#0#`` stands for the first figure, ``#1#`` for the second.
    """
    text = f"{who}: {text or 'Fighting in Kursk since October cost North Korean soldiers #0##1#'}"
    start = len(who) + 2
    quantities = []
    for place, (lower, upper, bound, unit, dimension, status) in enumerate(figures):
        at = text.index(f"#{place}#")
        ends = (at, at + 3, f"#{place}#")
        quantities.append(
            Quantity(f"q{place}", *ends, lower, upper, bound, "none", unit, dimension, None, status, "none", None, None)
        )
    source = Source(((0, len(who)),), who, (who,) if who in CODES else ())
    claim = Claim(
        **{"id": "c1", "kind": "indirect", "source": source, "cue": None, "about": (about,), "stance": "assert"},
        **{"content": Part(((start, len(text)),), text[start:]), "certainty": "certain", "events": ()},
        **{"quantities": tuple(q.id for q in quantities), "time": None, "parent": None, "confidence": 0.9},
    )
    return Record(
        id, text, published=published, publisher="Paper", claims=(replace(claim, **facts),),
        actors=tuple(map(actor, CODES)), quantities=tuple(quantities),
    )  # fmt: skip


def killed(lower, upper=None, bound="exact", status="killed") -> tuple:
    upper = lower if bound in ("exact", "approximate") else upper
    return (lower, upper, bound, "soldier", "people", status)


def length(value: float, unit: str = "kilometre", bound: str = "exact") -> tuple:
    return (value, value, bound, unit, "length", None)


def relations(*records: Record) -> list[tuple[str, str, str, str]]:
    found = korea_nlp.compare(records)
    return [
        (relation.kind, relation.cause, later.article, earlier.article) for relation, later, earlier in found.pairs()
    ]


# --- intervals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param((300, 300, "exact"), (None, 4000, "at_most"), "room", id="exact-within-at-most"),
        pytest.param((300, 300, "exact"), (1200, 1200, "exact"), "clash", id="two-numbers"),
        pytest.param((100, None, "at_least"), (300, 300, "exact"), "room", id="exact-above-at-least"),
        pytest.param((100, None, "at_least"), (50, 50, "exact"), "clash", id="exact-below-at-least"),
        pytest.param((10000, None, "more_than"), (10900, 10900, "exact"), "same", id="close-to-its-bound"),
        pytest.param((3000, None, "more_than"), (1000, None, "at_least"), "room", id="two-lower-bounds"),
        pytest.param((3000, None, "more_than"), (None, 1000, "at_most"), "clash", id="bounds-apart"),
        pytest.param((600, 600, "approximate"), (650, 650, "approximate"), "clash", id="rounded-to-other-digits"),
        pytest.param((3000, 3000, "approximate"), (3100, 3100, "exact"), "same", id="within-rounding"),
        pytest.param((3000, 3000, "exact"), (3100, 3100, "exact"), "clash", id="exact-is-exact"),
        pytest.param((10, 20, "exact"), (15, 15, "exact"), "same", id="within-a-range"),
        pytest.param((0, 0, "exact"), (0, 0, "approximate"), "same", id="nothing"),
    ],
)
def test_figures_say_the_same_or_clash_or_leave_room(first, second, expected):
    assert verdict(interval(*first), interval(*second)) == expected
    assert verdict(interval(*second), interval(*first)) == expected


def test_figure_without_a_number_is_no_interval():
    assert interval(None, None, "exact") is None


@given(
    st.floats(0, 1e12), st.floats(0, 1e12),
    st.sampled_from(["exact", "approximate", "at_least", "at_most", "more_than", "less_than"]),
)  # fmt: skip
def test_interval_holds_the_number_told(low, high, bound):
    low, high = min(low, high), max(low, high)

    found = interval(low, high, bound)

    assert found.lower <= found.told <= found.upper or found.open
    assert verdict(found, found) == "same"


# --- relations -----------------------------------------------------------------------------------------------------


def test_two_claimants_with_two_numbers_dispute():
    assert relations(
        told("a", "south-korea", "2025-01-13", [killed(300)]), told("b", "ukraine", "2025-01-15", [killed(1200)])
    ) == [("DISPUTES", "value", "b", "a")]


@pytest.mark.parametrize("step", [{"trend": "up", "change": "up"}, {"change": "up"}], ids=["exact", "bounded"])
def test_a_step_is_no_rival_of_a_total(step):
    total, rise = (
        told("a", "south-korea", "2025-01-13", [killed(300)]),
        told("b", "ukraine", "2025-01-15", [killed(90)]),
    )
    rise = replace(rise, quantities=(replace(rise.quantities[0], **step),))

    assert relations(total, rise) == []


def test_upper_bound_and_number_are_not_related():
    up_to = killed(None, 4000, "at_most")

    assert (
        relations(told("a", "south-korea", "2025-01-13", [killed(300)]), told("b", "ukraine", "2025-01-15", [up_to]))
        == []
    )


def test_later_number_of_one_claimant_updates():
    first, second = told("a", "ukraine", "2025-01-13", [killed(300)]), told("b", "ukraine", "2025-02-13", [killed(500)])

    assert relations(first, second) == relations(second, first) == [("UPDATES", "value", "b", "a")]


def test_the_same_number_again_is_no_news():
    assert relations(*(told(id, "ukraine", f"2025-01-1{id}", [killed(300)]) for id in "123")) == []


def test_growing_count_two_weeks_later_may_have_grown():
    assert relations(
        told("a", "south-korea", "2025-01-13", [killed(300)]), told("b", "ukraine", "2025-02-10", [killed(900)])
    ) == [("DISPUTES", "date", "b", "a")]


def test_count_of_half_a_year_ago_is_no_rival():
    assert relations(
        told("a", "south-korea", "2025-01-13", [killed(300)]), told("b", "ukraine", "2025-07-10", [killed(900)])
    ) == []  # fmt: skip


def test_total_of_dead_and_injured_is_held_against_totals():
    both = told("a", "south-korea", "2025-01-13", [killed(300), killed(2700, status="injured")])
    total = told("b", "united-states", "2025-01-15", [killed(1200, status="killed_or_injured")])
    agrees = told("b", "united-states", "2025-01-15", [killed(3000, status="killed_or_injured")])

    assert relations(both, total) == [("DISPUTES", "value", "b", "a")]
    assert relations(both, agrees) == [("AGREES", "value", "b", "a")]


@pytest.mark.parametrize(
    ("dead", "total", "expected"),
    [
        pytest.param(300, 1200, [], id="part-within-whole"),
        pytest.param(1300, 1200, [("DISPUTES", "scope", "b", "a")], id="part-above-whole"),
        pytest.param(1200, 1200, [("DISPUTES", "scope", "b", "a")], id="one-number-told-of-both"),
    ],
)
def test_dead_and_casualties_differ_in_scope(dead, total, expected):
    records = (
        told("a", "south-korea", "2025-01-13", [killed(dead)]),
        told("b", "united-states", "2025-01-15", [killed(total, status="killed_or_injured")]),
    )

    assert relations(*records) == expected


@pytest.mark.parametrize(
    ("text", "value", "unit", "expected"),
    [
        pytest.param("The missile flew #0#", 685, "mile", [("AGREES", "value", "b", "a")], id="miles"),
        pytest.param("The missile flew #0#", 1500, "kilometre", [("DISPUTES", "value", "b", "a")], id="kilometres"),
        pytest.param("The missile rose to a height of #0#", 100, "kilometre", [], id="altitude-is-no-range"),
        pytest.param("The missile stood #0# from the border", 30, "kilometre", [], id="neither"),
    ],
)
def test_range_is_compared_in_any_unit(text, value, unit, expected):
    one = told("a", "south-korea", "2025-01-06", [length(1100)], text="The missile flew #0# and fell.")
    other = told("b", "japan", "2025-01-06", [length(value, unit)], text=text)

    assert relations(one, other) == expected


def test_launches_of_two_days_are_two_topics():
    text = "The missile flew #0# and fell."

    assert relations(
        told("a", "south-korea", "2025-01-06", [length(1100)], text=text),
        told("b", "japan", "2025-01-14", [length(250)], text=text),
    ) == []  # fmt: skip


def test_soldiers_of_two_countries_are_two_topics():
    assert relations(
        told("a", "south-korea", "2025-01-13", [killed(300)]),
        told("b", "united-states", "2025-01-15", [killed(9000)], about="ukraine"),
    ) == []  # fmt: skip


def deployment(id: str, who: str, published: str, stance: str, *, mode: str = "actual", to: str = "ukraine") -> Record:
    record = told(id, who, published, [], stance=stance, events=("e1",))
    at = record.text.index("Fighting")
    parties = (Argument("agent", 0, 1, "#", "north-korea", None), Argument("recipient", 0, 1, "#", to, None))
    event = Event(
        "e1", "troop_deployment", None, None, mode, True, Words(at, at + 8, "Fighting"), (), parties, None, ()
    )
    return replace(record, events=(event,))


HAND = Setting("a", {"ferry": 1.0}, {}, "2025-01-13")


def held(**parts) -> Told:
    """Return a figure of people counted on one day, but for some parts of its frame."""
    frame = Frame(
        **{"setting": HAND, "dimension": "number", "bare": False, "measure": None, "status": None, "around": {}},
        **{
            "counted": frozenset(("passenger",)),
            "thing": False,
            "head": "passenger",
            "vague": False,
            "country": None,
            "parties": frozenset(),
            "near": {},
        },
        **{
            "sentence": {},
            "names": frozenset(),
            "called": frozenset(),
            "window": None,
            "planned": False,
            "step": False,
            "rate": False,
        },
        **{"place": (0, 0, 0), "events": frozenset()},
    )
    return Told(replace(frame, **parts), interval(40, 40, "exact"), None, "c", ())


OTHER = {"setting": Setting("b", {"ferry": 1.0}, {}, "2025-01-14")}


@pytest.mark.parametrize(
    ("one", "other", "never"),
    [
        pytest.param({}, {}, False, id="alike"),
        pytest.param({}, {"dimension": "money"}, True, id="dimension"),
        pytest.param({"rate": True}, {}, True, id="rate-and-total"),
        pytest.param({"step": True}, {}, True, id="on-top-and-total"),
        pytest.param({"status": "killed"}, {"status": "missing"}, True, id="dead-and-missing"),
        pytest.param({"status": "killed"}, {"status": "killed_or_injured"}, False, id="dead-and-casualties"),
        pytest.param({"country": "KOR"}, {"country": "JPN"}, True, id="country"),
        pytest.param({"country": "KOR"}, {}, False, id="country-of-one"),
        pytest.param(
            {"thing": True}, {"thing": True, "counted": frozenset(("letter",))}, True, id="things-of-two-names"
        ),
        pytest.param(
            {"status": "injured", "head": "marcher"}, {"status": "injured", "head": "officer"}, True, id="other-people"
        ),
        pytest.param(
            {"window": ("2025-01-13", "2025-01-13")}, {"window": ("2025-01-01", "2025-12-31")}, True, id="day-and-year"
        ),
        pytest.param({"dimension": "length", "measure": "range"}, {"dimension": "length", "measure": "altitude"}, True),
    ],
)
def test_what_can_never_be_of_one_thing(one, other, never):
    first, second = held(**one), held(**other, **OTHER)

    assert barred(first, second) is barred(second, first) is never


SPEAKERS = {
    "seoul": Speaker(("south-korea",), "seoul", states=frozenset(("KOR",)), bodies=frozenset(("south-korea",))),
    "army": Speaker(("rok-military",), "the army", officials=frozenset(("KOR",)), bodies=frozenset(("rok-military",))),
    "tokyo": Speaker(("japan",), "tokyo", states=frozenset(("JPN",)), bodies=frozenset(("japan",))),
    "she": Speaker((), "she"),
    "group": Speaker((), "the group"),
}
DAY_AND_YEAR = (("2025-01-13", "2025-01-13"), ("2024-01-01", "2024-12-31"))


def asked(one: dict, other: dict, *, who=("seoul", "tokyo"), values=(40, 40), stances=("assert", "assert")) -> Pair:
    """Return a pair of figures of two articles, but for some parts of their frames."""
    first, second = (replace(held(**parts), frame=held(**parts).frame) for parts in (one, {**OTHER, **other}))
    return Pair(
        *(
            replace(told, interval=interval(value, value, "exact"), start=start, stance=stance, speaker=SPEAKERS[name])
            for told, value, start, stance, name in zip((first, second), values, (9, 60), stances, who, strict=True)
        )
    )


@pytest.mark.parametrize(
    ("one", "other", "facts", "agree", "dispute"),
    [
        pytest.param({}, {}, {}, True, True, id="alike"),
        pytest.param({}, {}, {"who": ("seoul", "army")}, False, True, id="state-and-its-army"),
        pytest.param({}, {}, {"who": ("she", "she")}, False, False, id="nobody-and-nobody"),
        pytest.param({}, {"setting": HAND}, {"who": ("she", "tokyo")}, False, False, id="pronoun-in-one-article"),
        pytest.param({}, {"setting": HAND}, {"who": ("group", "tokyo")}, False, True, id="named-before-in-one-article"),
        pytest.param({"planned": True}, {}, {}, False, False, id="plan-and-fact"),
        pytest.param({"planned": True}, {"planned": True}, {}, True, False, id="two-plans"),
        pytest.param({}, {}, {"stances": ("demand", "assert")}, False, False, id="demand"),
        pytest.param({}, {}, {"stances": ("deny", "assert")}, False, False, id="denied"),
        pytest.param({"vague": True}, {}, {}, False, False, id="an-order-alone"),
        pytest.param({}, {}, {"values": (3, 3)}, False, True, id="a-handful"),
        pytest.param({"status": "killed"}, {"status": "killed"}, {"values": (3, 3)}, True, True, id="a-few-dead"),
        pytest.param({"head": "ship", "counted": frozenset(("ship",))}, {}, {}, False, False, id="other-nouns"),
        pytest.param(
            {"window": DAY_AND_YEAR[0]},
            {"window": DAY_AND_YEAR[1]},
            {"values": (47, 47)},
            True,
            False,
            id="other-times",
        ),
        pytest.param({"names": frozenset(("busan",))}, {"names": frozenset(("daegu",))}, {}, True, False, id="places"),
        pytest.param(
            {}, {"setting": Setting("b", {"crop": 1.0}, {}, "2025-01-14")}, {}, False, False, id="other-story"
        ),
    ],
)
def test_what_speaks_against_relating_two_figures(one, other, facts, agree, dispute):
    pair = asked(one, other, **facts)

    assert (pair.agree(), pair.dispute()) == (agree, dispute)


def test_a_toll_told_later_and_a_little_larger_has_grown():
    first, second = (told(id, who, f"2025-01-1{id}", [killed(count)]) for id, who, count in FLOOD)

    assert relations(first, second) == [("UPDATES", "date", "5", "3")]


FLOOD = (("3", "south-korea", 30), ("5", "japan", 41))


def test_one_person_in_two_articles_is_one_claimant():
    assert own_name("a#park-min-ho") == own_name("b#park-min-ho") != own_name("a#lee-min-ho")


def test_two_figures_of_one_claim_are_two_things():
    assert barred(held(), held(place=(0, 9)))


def test_denial_and_its_reversal():
    records = [
        deployment("a", "south-korea", "2024-10-18", "assert"),
        deployment("b", "north-korea", "2024-10-22", "deny", mode="negated"),
        deployment("c", "north-korea", "2025-04-28", "confirm"),
    ]

    assert relations(*records) == [
        ("DENIES", "polarity", "b", "a"),
        ("CONFIRMS", "polarity", "c", "a"),
        ("UPDATES", "polarity", "c", "b"),
    ]


def test_what_goes_on_is_no_topic_by_kind_and_country_alone():
    assert relations(
        deployment("a", "south-korea", "2024-10-18", "assert", to="north-korea"),
        deployment("b", "japan", "2024-10-22", "deny", mode="negated", to="north-korea"),
    ) == []  # fmt: skip


def test_denial_of_something_else_beside_an_event_denies_no_event():
    denial = deployment("b", "north-korea", "2024-10-22", "deny")
    elsewhere = replace(denial.events[0], trigger=Words(0, 5, "North"))

    assert relations(
        deployment("a", "south-korea", "2024-10-18", "assert"), replace(denial, events=(elsewhere,))
    ) == []  # fmt: skip


def test_plans_are_not_denied():
    assert relations(
        deployment("a", "south-korea", "2024-10-18", "assert", mode="planned"),
        deployment("b", "north-korea", "2024-10-22", "deny", mode="negated"),
    ) == []  # fmt: skip


def test_claim_inside_a_claim_is_told_once_and_relayed():
    record = told("a", "ukraine", "2025-01-13", [killed(300)])
    outer = replace(record.claims[0], id="c0", source=Source(((0, 1),), "Yonhap", ()))
    inner = replace(record.claims[0], parent="c0")

    (figure,) = korea_nlp.compare([replace(record, claims=(outer, inner))]).figures

    assert (figure.claimant, figure.relay) == ("Ukraine", ("Paper", "Yonhap"))


def test_day_of_saying_is_the_day_of_the_figure():
    record = told("a", "ukraine", "2025-01-15", [killed(300)], time="t1")
    time = Time("t1", 0, 1, "#", "2025-01-13", "2025-01-13", "day", None)

    assert korea_nlp.compare([replace(record, times=(time,))]).figures[0].as_of == "2025-01-13"


def test_article_that_comes_twice_counts_once():
    record = told("a", "ukraine", "2025-01-15", [killed(300)])

    assert len(korea_nlp.compare([record, record, korea_nlp.Failure("b", "empty")]).figures) == 1


def test_losses_of_one_day_are_no_rivals_of_the_wars():
    record = told("b", "ukraine", "2025-01-15", [killed(40)])
    event = Event(
        "e1", "casualties", "killed", None, "actual", True, Words(0, 1, record.text[0]), (), (), "t1", ("q0",)
    )
    time = Time("t1", 0, 1, record.text[0], "2025-01-14", "2025-01-14", "day", None)
    of_one_day = replace(record, events=(event,), times=(time,))

    assert relations(told("a", "south-korea", "2025-01-13", [killed(300)]), of_one_day) == []


NUMBERS = st.one_of(st.none(), st.floats(), st.sampled_from([0.0, 1.0, 300.0, 1e300]))
BOUNDS = st.sampled_from(["exact", "approximate", "at_least", "at_most", "more_than", "less_than"])
DAYS = st.sampled_from(["2025-01-13", "2025-01-14T10:00:00", "2025-13-45", "yesterday", "", None])


@given(
    st.lists(
        st.tuples(
            *(NUMBERS, NUMBERS, BOUNDS, DAYS, st.sampled_from(["killed", "injured", "killed_or_injured"])),
            st.sampled_from(["south-korea", "ukraine", "analysts"]),
        ),
        max_size=6,
    )
)
def test_odd_figures_and_days_are_news_and_no_errors(rows):
    records = []
    for place, (lower, upper, bound, day, status, who) in enumerate(rows):
        record = told(str(place), who, "2025-01-13", [(lower, upper, bound, "soldier", "people", status)])
        records.append(replace(record, published=day))

    found = korea_nlp.compare(records)

    assert len([row for row in found.figures if not row.derived]) == len(records)
    assert all(relation.source != relation.target for relation in found.relations)


def test_order_of_articles_does_not_matter():
    records = [told(str(i), who, f"2025-01-1{i}", [killed(100 * i + 1)]) for i, who in enumerate(CODES)]

    assert korea_nlp.compare(records) == korea_nlp.compare(reversed(records))


def test_one_topic_with_many_claimants_stays_linear():
    records = [told(f"a{i}", f"analyst {i}", "2025-01-13", [killed(i)]) for i in range(1, 1500)]

    found = korea_nlp.compare(records)

    assert len(found.relations) < 40 * len(records)


# --- the ledger ----------------------------------------------------------------------------------------------------


@pytest.fixture
def comparison() -> korea_nlp.Comparison:
    evil = told("c", '=HYPERLINK("http://example.org")', "2025-01-16", [killed(77)])
    return korea_nlp.compare(
        [
            told("a", "south-korea", "2025-01-13", [killed(300)]),
            told("b", "ukraine", "2025-01-15", [killed(1200), length(9)]),
            evil,
        ],
        origins={"a": "wire"},
    )


def test_ledger_says_what_disputes_what(comparison):
    rows = korea_nlp.ledger(comparison)

    assert [(row.article, row.lower, len(row.disputes)) for row in rows] == [
        *(("a", 300, 2), ("b", 1200, 2), ("c", 77, 2), ("b", 9, 0)),
    ]
    assert [row.origin for row in rows] == ["wire", "b", "c", "b"]
    assert len(korea_nlp.ledger(comparison, rivals=True)) == 3


def test_formulas_in_csv_cells_are_text(comparison, tmp_path):
    korea_nlp.write_ledger(comparison, tmp_path / "ledger.csv")

    with (tmp_path / "ledger.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["claimant"][:6] for row in rows] == ["South ", "Ukrain", "'=HYPE", "Ukrain"]
    assert all(not cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_parquet_holds_the_ledger(comparison, tmp_path):
    korea_nlp.write_ledger(comparison, tmp_path / "ledger.parquet")

    rows = pq.read_table(tmp_path / "ledger.parquet").to_pylist()

    assert [row["id"] for row in rows] == [row.id for row in korea_nlp.ledger(comparison)]
    assert rows[0]["claimants"] == ["south-korea"]


def test_data_frame_holds_the_ledger(comparison):
    frame = korea_nlp.ledger_dataframe(comparison, rivals=True)

    assert list(frame["lower"]) == [300, 1200, 77]


def test_other_suffix_is_refused(comparison, tmp_path):
    with pytest.raises(RecordError, match=r"\.csv"):
        korea_nlp.write_ledger(comparison, tmp_path / "ledger.xls")
    assert list(tmp_path.iterdir()) == []


def test_command_shows_and_writes_the_ledger(tmp_path):
    path = tmp_path / "records.jsonl"
    records = [
        told("a", "south-korea", "2025-01-13", [killed(300)]),
        told("b", "ukraine", "2025-01-15", [killed(1200)]),
    ]
    path.write_text("".join(record.to_json() + "\n" for record in records))

    shown = CliRunner().invoke(cli.app, ["compare", str(path)])
    written = CliRunner().invoke(cli.app, ["compare", str(path), "-o", str(tmp_path / "l.csv")])

    assert shown.exit_code == written.exit_code == 0
    assert "disputes" in shown.stdout
    assert "2 figures, 1 topic, 1 relation." in shown.stdout
    assert (tmp_path / "l.csv").is_file()


def test_command_graph_takes_in_relations(tmp_path):
    path, graph = tmp_path / "records.jsonl", tmp_path / "claims.graphml"
    records = [told("a", "south-korea", "2025-01-13", [killed(300)]), told("b", "ukraine", "2025-01-15", [killed(900)])]
    path.write_text("".join(record.to_json() + "\n" for record in records))

    result = CliRunner().invoke(cli.app, ["graph", str(path), "-o", str(graph), "--relations"])
    other = str(tmp_path / "actors.graphml")
    refused = CliRunner().invoke(cli.app, ["graph", str(path), "-o", other, "--relations", "--view", "actors"])

    assert (result.exit_code, refused.exit_code) == (0, 2)
    kinds = [facts["kind"] for _, _, facts in korea_nlp.read_graphml(graph).edges(data=True)]
    assert kinds.count("DISPUTES") == 1


def test_table_holds_nothing_that_steers_a_terminal():
    evil = told("a", "bell \x07 \x1b[31m", "2025-01-13", [killed(300)])
    console = Console(record=True, width=100)

    for table in ledger_tables(korea_nlp.compare([evil, told("b", "ukraine", "2025-01-13", [killed(5)])])):
        console.print(table)

    assert "\x07" not in console.export_text()
