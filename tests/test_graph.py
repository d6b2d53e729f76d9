import copy
import json
from collections import Counter
from dataclasses import replace

import pytest
from handmade import make_record

from korea_nlp import Failure, Record
from korea_nlp.errors import GraphError
from korea_nlp.graph import build_graph


def edges(graph, kind: str) -> set[tuple[str, str]]:
    return {(source, target) for source, target, found in graph.edges(data="kind") if found == kind}


# --- the claim view ------------------------------------------------------------------------------------------------


def test_the_claim_view_tells_who_claimed_what_about_whom():
    graph = build_graph([make_record()])

    assert edges(graph, "CLAIMS") == {("nis", "a1/c1"), ("kcna", "a1/c2"), ("kim-jong-un", "a1/c3")}
    assert edges(graph, "ABOUT") == {
        *{("a1/c1", "a1#soldiers"), ("a1/c1", "north-korea"), ("a1/c2", "kim-jong-un")},
        *{("a1/c3", "kim-jong-un"), ("a1/c3", "north-korea")},
    }
    assert edges(graph, "DESCRIBES") == {("a1/c1", "a1/e1")}
    assert edges(graph, "PATIENT") == {("a1/e1", "a1#soldiers")}
    assert edges(graph, "WITHIN") == {("a1/c3", "a1/c2")}
    assert edges(graph, "REPORTS") == {("article:a1", f"a1/c{i}") for i in range(1, 5)}


def test_nodes_say_what_they_are():
    graph = build_graph([make_record()])

    assert Counter(kind for _, kind in graph.nodes(data="kind")) == {"actor": 5, "claim": 4, "event": 1, "article": 1}
    assert all(facts["labels"] == f":{facts['kind'].capitalize()}" for _, facts in graph.nodes(data=True))
    assert all(facts["label"] and facts["name"] for _, facts in graph.nodes(data=True))
    assert graph.nodes["nis"]["country"] == "KOR"
    assert graph.nodes["a1/c1"]["numbers"] == "about 300 North Korean soldiers"
    assert json.loads(graph.nodes["a1/c1"]["figures"])[0]["lower"] == 300
    assert (graph.nodes["a1/e1"]["earliest"], graph.nodes["a1/e1"]["place"]) == ("2025-01-24", "Russia")


@pytest.mark.parametrize("view", ["claims", "actors", "events"])
def test_every_edge_carries_its_evidence(view):
    record = make_record()

    for _, _, facts in build_graph([record], view=view).edges(data=True):
        spans = json.loads(facts["spans"])
        assert facts["words"] == " ".join(record.text[start:end] for start, end in spans)
        assert (facts["article_id"], facts["date"]) == ("a1", "2025-01-24")
        assert isinstance(facts["confidence"], float)
        assert isinstance(facts["weight"], float)
        assert "interaction" not in facts
        assert facts["label"]


@pytest.mark.parametrize("view", ["claims", "actors", "events"])
def test_ids_are_ascii_without_spaces_and_edge_keys_unique(view):
    records = [make_record(), make_record("x/y z#1"), make_record("평양 👍 \ud83d"), make_record("nis")]

    graph = build_graph(records, view=view)

    ids = [*graph, *(key for _, _, key in graph.edges(keys=True))]
    assert all(id.isascii() and id.isprintable() and " " not in id for id in ids)
    assert len(set(ids)) == len(ids)
    assert {id for id in graph if graph.nodes[id]["kind"] == "actor"} >= {"nis", "a1#soldiers", "nis#soldiers"}


def test_attributes_are_strings_and_numbers():
    record = replace(make_record(), published=None, title=None, publisher="", url=None)

    for graph in (build_graph([record], view=view) for view in ("claims", "actors", "events")):
        for facts in [
            *(facts for _, facts in graph.nodes(data=True)),
            *(facts for *_, facts in graph.edges(data=True)),
        ]:
            assert all(isinstance(value, str | int | float) and value != "" for value in facts.values())
            assert "date" not in facts


def test_what_the_record_names_but_does_not_hold_is_no_error():
    record = make_record()
    lost = replace(
        record.claims[0], about=("unknown",), events=("gone",), quantities=("gone",), parent="gone", time="no"
    )

    graph = build_graph([replace(record, claims=(lost,))])

    assert graph.nodes["unknown"]["name"] == "unknown"
    assert edges(graph, "WITHIN") == set()


def test_an_actor_of_one_article_is_not_mixed_with_anothers():
    records = [make_record("a1"), make_record("a2")]
    bare = replace(records[1].actors[-1], id="#soldiers")
    claim = replace(records[1].claims[0], about=("#soldiers",))
    records[1] = replace(records[1], actors=(*records[1].actors[:-1], bare), claims=(claim,), events=())

    assert edges(build_graph(records), "ABOUT") >= {("a1/c1", "a1#soldiers"), ("a2/c1", "a2#soldiers")}


def test_actors_are_counted_over_articles():
    assert build_graph([make_record("a1"), make_record("a2")]).nodes["nis"] == {
        **{"kind": "actor", "labels": ":Actor", "label": "National Intelligence Service"},
        **{"name": "National Intelligence Service", "actor_kind": "government", "country": "KOR"},
        **{"mentions": 2, "articles": 2},
    }


# --- other views ---------------------------------------------------------------------------------------------------


def test_the_actor_view_has_one_edge_a_claim_and_target():
    graph = build_graph([make_record()], view="actors")

    assert [(source, target, facts["claim_id"]) for source, target, facts in graph.edges(data=True)] == [
        ("nis", "a1#soldiers", "c1"),
        ("nis", "north-korea", "c1"),
        ("kcna", "kim-jong-un", "c2"),
        ("kim-jong-un", "kim-jong-un", "c3"),
        ("kim-jong-un", "north-korea", "c3"),
    ]
    assert {facts["kind"] for _, facts in graph.nodes(data=True)} == {"actor"}


def test_the_aggregated_actor_view_sums_up():
    later = replace(make_record("a2"), published="2025-02-01")
    later = replace(later, claims=(replace(later.claims[0], stance="deny", confidence=0.5), *later.claims[1:]))

    graph = build_graph([make_record(), later], view="actors", aggregate=True)

    assert graph.edges["nis", "north-korea", "nis|north-korea"] == {
        **{"kind": "CLAIMS_ABOUT", "label": "2 claims", "weight": 2.0, "claims": 2},
        **{"articles": 2, "first": "2025-01-24", "last": "2025-02-01", "denials": 0.5, "confidence": 0.75},
        **{"assert": 1, "deny": 1, "implied": 2, "signed_weight": -1.0},
        "evidence": '[["a1", "c1"], ["a2", "c1"]]',
    }


def test_the_event_view_has_all_events_and_who_tells_of_them():
    record = make_record()
    untold = replace(record.events[0], id="e2")

    graph = build_graph([replace(record, events=(*record.events, untold))], view="events")

    assert {node for node, kind in graph.nodes(data="kind") if kind == "event"} == {"a1/e1", "a1/e2"}
    assert {node for node, kind in graph.nodes(data="kind") if kind == "claim"} == {"a1/c1"}
    assert edges(graph, "CLAIMS") == {("nis", "a1/c1")}


# --- the rest ------------------------------------------------------------------------------------------------------


def test_inputs_are_left_alone_and_failures_passed_over():
    record = make_record()
    before = copy.deepcopy(record)

    graph = build_graph(iter([record, Failure("a2", "broken")]))

    assert record == before
    assert "article:a2" not in graph


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param({"view": "papers"}, "no view 'papers'; use one of claims, actors, events", id="view"),
        pytest.param({"aggregate": True}, "'claims' has no aggregated form; use view='actors'", id="aggregate"),
    ],
)
def test_what_there_is_not_is_refused(options, message):
    with pytest.raises(GraphError, match=message):
        build_graph([Record(id="a1", text="")], **options)
