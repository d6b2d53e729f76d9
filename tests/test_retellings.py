"""One event, many articles: which tellings are one, and their node in graphs of several articles."""

import json
import time
from collections import Counter
from dataclasses import replace

import networkx as nx
import pytest
from handmade import make_record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import korea_nlp
from korea_nlp import Failure, Record, same_events
from korea_nlp.graph import as_of, build_graph, merge_graphs
from korea_nlp.graph.retellings import Part, Telling, find_same
from korea_nlp.records import Actor, Argument, Claim, Event, Quantity, Time, Words
from korea_nlp.records import Part as Content

DAY = "2017-07-04"
NORTH, SOUTH = Part("agent", "PRK", "PRK", person=False), Part("patient", "KOR", "KOR", person=False)
KIM, MOON = Part("agent", "kim-jong-un", "PRK", person=True), Part("addressee", "moon-jae-in", "KOR", person=True)
LEE = Part("addressee", "lee-jae-myung", "KOR", person=True)
THERE = Part("patient", "CHN", "CHN", person=False)
LAUNCH, PACT, VISIT = "missile_launch", "agreement", "visit"


def telling(article: str, kind: str = LAUNCH, *parts: Part, event: str = "e1", **facts: object) -> Telling:
    told = {"subkind": None, "mode": "actual", "day": DAY, "word": "met", "parts": parts, **facts}
    return Telling(f"{article}/{event}", article, event, kind, **told)  # type: ignore[arg-type]


def joined(*tellings: Telling) -> list[set[str]]:
    return [{member.id for member in members} for _, members in find_same(tellings)]


# --- which are one -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        pytest.param(LAUNCH, [NORTH], [NORTH, SOUTH], id="who-launches"),
        pytest.param(LAUNCH, [NORTH], [KIM], id="a-leader-stands-for-his-state"),
        pytest.param("nuclear_test", [], [NORTH], id="one-a-day"),
        pytest.param(
            PACT, [KIM, MOON], [MOON._replace(role="agent"), KIM._replace(role="addressee")], id="who-agrees-with-whom"
        ),
        pytest.param(PACT, [NORTH, SOUTH], [NORTH, SOUTH], id="states-agree"),
        pytest.param(VISIT, [KIM, THERE], [KIM, THERE], id="who-goes-where"),
        pytest.param("meeting", [KIM, MOON], [KIM, MOON, SOUTH], id="who-meets-whom"),
        pytest.param("threat", [NORTH, SOUTH], [NORTH, SOUTH], id="the-same-word"),
    ],
)
def test_tellings_that_agree_are_one(kind, first, second):
    assert joined(telling("a1", kind, *first), telling("a2", kind, *second)) == [{"a1/e1", "a2/e1"}]


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"day": "2017-07-05"}, id="day"),
        pytest.param({"mode": "planned"}, id="mode"),
        pytest.param({"subkind": "SRBM"}, id="subkind"),
        pytest.param({"kind": "satellite_launch"}, id="kind"),
        pytest.param({"parts": (SOUTH._replace(role="agent"),)}, id="agent"),
        pytest.param({"parts": ()}, id="nobody"),
        pytest.param({"parts": (NORTH, Part("patient", "JPN", "JPN", person=False))}, id="patient"),
        pytest.param({"place": "musudan-ri"}, id="place"),
        pytest.param({"place_country": "CHN"}, id="country"),
        pytest.param({"amounts": {" missiles": 3}}, id="amount"),
    ],
)
def test_tellings_that_contradict_or_tell_too_little_stay_apart(facts):
    known = {"subkind": "ICBM", "place": "sohae", "place_country": "PRK", "amounts": {" missiles": 2}}
    one = telling("a1", LAUNCH, NORTH, SOUTH, **known)
    other = replace(one, id="a2/e1", article="a2", **facts)

    assert joined(one, other) == []
    assert joined(one, replace(one, id="a2/e1", article="a2")) == [{"a1/e1", "a2/e1"}]


@pytest.mark.parametrize(
    ("kind", "parts", "facts"),
    [
        pytest.param(LAUNCH, [NORTH], {"word": "rocket launches"}, id="a-series"),
        pytest.param(PACT, [KIM], {}, id="one-alone"),
        pytest.param(VISIT, [KIM], {}, id="nowhere"),
        pytest.param("attack", [NORTH, SOUTH], {}, id="an-attack-somewhere"),
        pytest.param("construction", [NORTH], {}, id="no-such-kind"),
        pytest.param("meeting", [NORTH, SOUTH], {}, id="states-meet"),
        pytest.param("meeting", [KIM, MOON], {"word": "working dinner"}, id="a-part-of-a-meeting"),
    ],
)
def test_what_happens_more_than_once_a_day_stays_apart(kind, parts, facts):
    assert joined(*(telling(f"a{at}", kind, *parts, **facts) for at in range(3))) == []


def test_people_who_differ_did_not_agree_with_each_other():
    assert joined(telling("a1", PACT, KIM, MOON), telling("a2", PACT, KIM, LEE)) == []


def test_an_article_that_tells_two_is_left_out_and_many_such_leave_all_apart():
    twice = [telling("a1", LAUNCH, NORTH, event=id) for id in ("e1", "e2")]
    once = [telling(f"b{at}", LAUNCH, NORTH) for at in range(3)]

    assert joined(*twice, *once) == [{"b0/e1", "b1/e1", "b2/e1"}]
    assert joined(*twice, *once[:2]) == []


def test_who_is_silent_goes_with_most_or_with_nobody():
    long, short, silent = ({"subkind": kind} for kind in ("ICBM", "SRBM", None))
    told = [telling(f"a{at}", LAUNCH, NORTH, **long) for at in range(3)]
    others = [telling("b1", LAUNCH, NORTH, **short), telling("c1", LAUNCH, NORTH, **silent)]

    assert joined(*told, *others) == [{"a0/e1", "a1/e1", "a2/e1", "c1/e1"}]
    assert joined(*told[:2], *others) == [{"a0/e1", "a1/e1"}]


TELLINGS = st.builds(
    telling,
    st.sampled_from(["a1", "a2", "a3", "a4"]),
    st.sampled_from([LAUNCH, "nuclear_test"]),
    st.sampled_from([NORTH, SOUTH, KIM]),
    event=st.sampled_from(["e1", "e2", "e3"]),
    subkind=st.sampled_from([None, "ICBM", "SRBM"]),
    mode=st.sampled_from(["actual", "planned"]),
    day=st.sampled_from([DAY, "2017-07-05"]),
    place=st.sampled_from([None, "sohae", "wonsan"]),
    amounts=st.sampled_from([{}, {" missile": 2}, {" missile": 3}]),
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TELLINGS, max_size=8, unique_by=lambda one: one.id), st.randoms(use_true_random=False))
def test_the_order_does_not_matter_and_nothing_contradicts(told, random):
    found = list(find_same(told))

    assert list(find_same(random.sample(told, len(told)))) == found
    assert len({one.id for one, _ in found}) == len(found)
    taken = Counter(member.id for _, members in found for member in members)
    assert set(taken.values()) <= {1}  # each event is in one group at most: to be one is an equivalence
    for one, members in found:
        assert len({member.article for member in members}) == len(members) > 1
        assert {(member.kind, member.mode, member.day) for member in members} == {(one.kind, one.mode, one.day)}
        for told_of in (lambda one: one.subkind, lambda one: one.place, lambda one: one.amounts.get(" missile")):
            assert len({told_of(member) for member in members} - {None}) <= 1


def test_the_time_grows_with_the_number_of_events():
    def seconds(size: int) -> float:
        told = [telling(f"a{at}", LAUNCH, NORTH) for at in range(size)]
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            [(_, members)] = find_same(told)
            best = min(best, time.process_time() - start)
            assert len(members) == size
        return best

    assert seconds(8000) < 16 * max(seconds(1000), 0.005)


# --- of records, in graphs -----------------------------------------------------------------------------------------

TEXT = "North Korea fired two missiles on Tuesday, the army said."


def record(id: str, published: str = "2017-07-06", *, day: str | None = DAY, lead: int = 0, count: float = 2) -> Record:
    """Return an article that tells a launch, by a claim too, on a day or as its news."""
    text = " " * lead + TEXT
    at = lead + text[lead:].index("fired")
    north = Actor("north-korea", "North Korea", "state", "PRK", None, None, None, ())
    two = Quantity(
        *("q1", at + 6, at + 18, "two missiles", count, count, "exact", "none", None, None),
        *(Words(at + 10, at + 18, "missiles"), None, "none", None, None),
    )
    doer = Argument("agent", lead, lead + 11, "North Korea", "north-korea", None)
    times = () if day is None else (Time("t1", at + 19, at + 29, "on Tuesday", day, day, "day", "on"),)
    event = Event(
        *("e1", LAUNCH, None, "MOBILIZE", "actual", True, Words(at, at + 5, "fired"), (), (doer,)),
        *("t1" if times else None, ("q1",)),
    )
    content = Content(((lead, lead + 41),), TEXT[:41])
    claim = Claim("c1", "indirect", None, None, content, (), "assert", "certain", ("e1",), (), None, None, 1.0)
    facts = {"actors": (north,), "quantities": (two,), "times": times, "events": (event,), "claims": (claim,)}
    return Record(id=id, text=text, published=published, **facts)


@pytest.mark.parametrize("view", ["claims", "events"])
def test_an_event_has_one_node_over_all_articles(view):
    records = [record("a1"), record("x y/2", "2017-07-05"), record("a3", day="2017-07-08")]

    graph = build_graph([*records, Failure("a4", "broken")], view=view)

    [one] = same_events([*records, Failure("a4", "broken")])
    assert one.events == (("a1", "e1"), ("x y/2", "e1"))
    node = graph.nodes[one.id]
    assert (one.id, node["articles"], node["date"], node["earliest"], node["label"]) == (
        *("event:missile_launch:2017-07-04:actual:PRK", 2),
        *("2017-07-05", DAY, "missile_launch: fired"),
    )
    assert [(told["id"], told["article_id"]) for told in json.loads(node["merged"])] == [
        ("a1/e1", "a1"),
        ("x%20y%2F2/e1", "x y/2"),
    ]
    assert node["merged_why"] == "missile_launch, actual, on 2017-07-04; state PRK"
    assert {key for *_, key in graph.out_edges(one.id, keys=True)} == {
        f"{id}/e1|AGENT|north-korea" for id in ("a1", "x%20y%2F2")
    }
    assert {source for source, _ in graph.in_edges(one.id)} == {"a1/c1", "x%20y%2F2/c1"}
    assert "a3/e1" in graph


@pytest.mark.parametrize("view", ["claims", "actors", "events"])
def test_never_keeps_events_apart(view):
    records = [record("a1"), record("a2")]

    graph = build_graph(records, view=view, merge="never")

    assert not any("merged" in facts for _, facts in graph.nodes(data=True))
    alone = [build_graph([one], view=view, merge="never") for one in records]
    assert set(graph) == set(alone[0]) | set(alone[1])
    assert graph.number_of_edges() == sum(part.number_of_edges() for part in alone)


def test_an_event_of_no_day_is_that_of_the_article_that_begins_with_it():
    known, untold = record("a1"), record("a2", DAY, day=None)

    assert [one.events for one in same_events([known, untold])] == [(("a1", "e1"), ("a2", "e1"))]
    assert same_events([known, record("a2", DAY, day=None, lead=300)]) == []
    assert same_events([known, replace(untold, published=None)]) == []
    assert same_events([known, replace(untold, published="2017-07")]) == []


def test_amounts_that_differ_are_of_two_events():
    assert same_events([record("a1"), record("a2", count=3)]) == []


ARTICLES = st.lists(
    st.tuples(st.sampled_from([DAY, "2017-07-05", None]), st.sampled_from([2, 3]), st.integers(4, 9)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=10, deadline=None)
@given(ARTICLES, st.sampled_from(["claims", "actors", "events"]), st.data())
def test_graphs_of_parts_are_that_of_all(articles, view, data):
    records = [
        record(f"a{at}", f"2017-07-0{published}", day=day, count=count)
        for at, (day, count, published) in enumerate(articles)
    ]

    graph = build_graph(records, view=view)

    assert nx.utils.graphs_equal(build_graph(data.draw(st.permutations(records)), view=view), graph)
    cut = data.draw(st.integers(0, len(records)))
    parts = [build_graph(part, view=view) for part in (records[:cut], records[cut:])]
    assert nx.utils.graphs_equal(merge_graphs(parts), graph)
    last = f"2017-07-0{data.draw(st.integers(3, 9))}"
    wanted = build_graph(as_of(records, last), view=view)
    for _, facts in wanted.nodes(data=True):
        if facts["kind"] == "actor":
            facts.pop("mentions", None), facts.pop("articles", None)
    assert nx.utils.graphs_equal(as_of(graph, last), wanted)


def test_the_graph_survives_its_file(tmp_path):
    graph = build_graph([record("a1"), record("a2")], view="events")
    korea_nlp.write_graphml(graph, tmp_path / "x.graphml")

    again = korea_nlp.read_graphml(tmp_path / "x.graphml")

    assert nx.utils.graphs_equal(again, graph)
    more = merge_graphs([again, build_graph([record("a3")], view="events")])
    assert more.nodes["event:missile_launch:2017-07-04:actual:PRK"]["articles"] == 3


def test_an_actors_surroundings_hold_the_event_whole():
    graph = korea_nlp.ego_graph(build_graph([record("a1"), record("a2"), make_record("a3")]), "north-korea")

    assert {"event:missile_launch:2017-07-04:actual:PRK", "a1/c1", "a2/c1"} <= set(graph)
