import copy
from dataclasses import replace
from datetime import date

import networkx as nx
import pytest
from handmade import make_record

from korea_nlp import Failure
from korea_nlp.errors import GraphError
from korea_nlp.export import read_graphml, write_graphml
from korea_nlp.graph import aggregate, as_of, build_graph, ego_graph, merge_graphs, relay_path

DAYS = ("2025-01-24", "2025-02-01", "2025-03-05")
VIEWS = ["claims", "actors", "events"]


def records() -> list:
    dated = [replace(make_record(f"a{i}"), published=day) for i, day in enumerate(DAYS, 1)]
    return [*dated, replace(make_record("a9"), published=None)]


def without_counts(graph):
    for _, facts in graph.nodes(data=True):
        facts.pop("mentions", None)
        facts.pop("articles", None)
    return graph


# --- as of a day ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2025-01-23", *DAYS, "2025-02-02", date(2025, 2, 1)])
@pytest.mark.parametrize("view", VIEWS)
def test_a_graph_as_of_a_day_is_that_of_the_records_as_of_it(view, day):
    wanted = without_counts(build_graph(as_of(records(), day), view=view))

    assert nx.utils.graphs_equal(as_of(build_graph(records(), view=view), day), wanted)


def test_records_without_a_date_and_failures_are_not_known():
    assert [record.id for record in as_of([*records(), Failure("a4", "broken")], "2025-02-01")] == ["a1", "a2"]


@pytest.mark.parametrize("day", ["yesterday", "2025-13-01", "", "2025-01"])
def test_a_day_that_is_none_is_refused(day):
    with pytest.raises(GraphError, match="is no day; write it as"):
        as_of([], day)


def test_an_aggregated_graph_has_no_state_on_a_day():
    with pytest.raises(GraphError, match="is aggregated; take as_of"):
        as_of(build_graph(records(), view="actors", aggregate=True), "2025-02-01")


# --- around an actor -----------------------------------------------------------------------------------------------


def test_the_ego_graph_has_an_actors_claims_and_what_they_touch():
    graph = ego_graph(build_graph([make_record()]), "nis")

    assert set(graph) == {"nis", "a1/c1", "a1#soldiers", "north-korea", "a1/e1", "article:a1"}
    assert {facts["kind"] for *_, facts in graph.edges(data=True)} == {
        *("CLAIMS", "ABOUT", "DESCRIBES", "PATIENT", "REPORTS")
    }


def test_the_ego_graph_of_the_actor_view_has_who_they_speak_of():
    graph = build_graph([make_record()], view="actors")

    assert set(ego_graph(graph, "nis")) == {"nis", "a1#soldiers", "north-korea"}
    assert set(ego_graph(graph, "nis", claims=2)) == {"nis", "a1#soldiers", "north-korea", "kim-jong-un"}


def test_an_actor_that_is_not_there_is_refused_with_near_ones():
    with pytest.raises(GraphError, match="no actor 'kim-jong-n'; near: kim-jong-un"):
        ego_graph(build_graph([make_record()]), "kim-jong-n")


# --- relay ---------------------------------------------------------------------------------------------------------


def test_the_path_of_relay_leads_from_the_first_source_to_the_article():
    path = relay_path(build_graph([make_record()]), "a1/c3")

    assert list(path) == ["kim-jong-un", "a1/c3", "kcna", "a1/c2", "article:a1"]
    assert {(source, target, facts["kind"]) for source, target, facts in path.edges(data=True)} == {
        *{("kim-jong-un", "a1/c3", "CLAIMS"), ("kcna", "a1/c2", "CLAIMS"), ("a1/c3", "a1/c2", "WITHIN")},
        *{("article:a1", "a1/c3", "REPORTS"), ("article:a1", "a1/c2", "REPORTS")},
    }


def test_claims_within_each_other_in_a_circle_end():
    record = make_record()
    first, second = record.claims[:2]
    circle = (replace(first, parent=second.id), replace(second, parent=first.id))

    assert list(relay_path(build_graph([replace(record, claims=circle)]), "a1/c1"))[-1] == "article:a1"


def test_what_is_no_claim_has_no_path():
    with pytest.raises(GraphError, match="no claim 'nis'"):
        relay_path(build_graph([make_record()]), "nis")


# --- together ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_graphs_of_parts_merge_to_the_graph_of_all(view):
    parts = [build_graph([record], view=view) for record in records()]
    before = copy.deepcopy(parts)

    merged = merge_graphs(parts)

    assert nx.utils.graphs_equal(merged, build_graph(records(), view=view))
    assert all(map(nx.utils.graphs_equal, parts, before))


def test_articles_in_both_graphs_stand_once_and_are_not_counted_twice(tmp_path):
    graph = build_graph(records())
    write_graphml(graph, tmp_path / "x.graphml")

    merged = merge_graphs([graph, read_graphml(tmp_path / "x.graphml")])

    assert nx.utils.graphs_equal(merged, without_counts(build_graph(records())))


def test_merged_graphs_aggregate_like_one():
    parts = [build_graph([record], view="actors") for record in records()]

    assert nx.utils.graphs_equal(aggregate(merge_graphs(parts)), build_graph(records(), view="actors", aggregate=True))


def test_graphs_that_do_not_fit_are_refused():
    other = replace(make_record(), title="Another")
    with pytest.raises(GraphError, match="no graphs to merge"):
        merge_graphs([])
    with pytest.raises(GraphError, match="views 'claims' and 'actors' do not merge"):
        merge_graphs([build_graph([make_record()]), build_graph([make_record("a2")], view="actors")])
    with pytest.raises(GraphError, match="'article:a1' differs between the graphs"):
        merge_graphs([build_graph([make_record()]), build_graph([other])])
    with pytest.raises(GraphError, match="is aggregated; merge"):
        merge_graphs([build_graph([make_record()], view="actors", aggregate=True)])
    with pytest.raises(GraphError, match="use view='actors'"):
        aggregate(build_graph([make_record()]))


# --- by name -------------------------------------------------------------------------------------------------------


@pytest.fixture
def named() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(view="claims")
    for id, name in (("rok-nis", "National Intelligence Service (South Korea)"), ("south-korea", "South Korea")):
        graph.add_node(id, kind="actor", name=name)
    for id, name in (("kim-jong-un", "Kim Jong Un"), ("a#kim-min", "Kim Min"), ("a#lee-hana", "Lee Hana")):
        graph.add_node(id, kind="actor", name=name)
    graph.add_node("a/c1", kind="claim", name="Kim")
    graph.add_edge("rok-nis", "a/c1", kind="CLAIMS")
    return graph


@pytest.mark.parametrize(
    ("name", "node"),
    [
        *(("rok-nis", "rok-nis"), ("NIS", "rok-nis"), ("South Korea", "south-korea"), ("south korea", "south-korea")),
        *(("Seoul", "south-korea"), ("Hana", "a#lee-hana"), ("Kim Min", "a#kim-min")),
    ],
)
def test_an_actor_is_found_by_name(named, name, node):
    assert set(ego_graph(named, name)) == set(ego_graph(named, node))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("Kim", "'Kim' may be kim-jong-un or a#kim-min; give the one meant", id="several"),
        pytest.param("KCNA", "the graph has no actor 'KCNA'", id="not-in-it"),
        pytest.param("South Koera", "no actor 'South Koera'; near: South Korea", id="near"),
    ],
)
def test_who_is_not_there_is_told(named, name, said):
    with pytest.raises(GraphError, match=said):
        ego_graph(named, name)
