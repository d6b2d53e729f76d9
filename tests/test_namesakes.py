"""Strangers of several articles: which are one, what their node tells, and which names no table knows."""

import csv
import json
from collections import Counter
from dataclasses import replace

import networkx as nx
import pytest
from handmade import TEXT, make_record
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import korea_nlp
from korea_nlp.cli import app
from korea_nlp.errors import GraphError
from korea_nlp.graph import as_of, build_graph, merge_graphs
from korea_nlp.knowledge import check_knowledge, load_knowledge, read_own
from korea_nlp.knowledge.namesakes import Namesakes, Stranger
from korea_nlp.knowledge.unknown import find_unknown
from korea_nlp.records import Actor, Mention, Record
from korea_nlp.report.figures import amounts_of
from korea_nlp.report.payload import payload

VIEWS = ["claims", "actors", "events"]
NAMESAKES = Namesakes(load_knowledge())


def slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def stranger(article: object, name: str, kind: str = "person", *said: str | None) -> Stranger:
    return Stranger(f"a{article}#{slug(name)}", name, kind, *said)


def joined(*said: Stranger, known: tuple[str, ...] = ()) -> list[set[str]]:
    return [{member.article for member in one.members} for one in NAMESAKES.join(said, known)]


def record(id: str, name: str, *, country: str | None = None, role: str | None = None, kind: str = "person") -> Record:
    """Return a record whose second claim is about a stranger, who also claims the third and takes part in the event."""
    made = make_record(id)
    key = f"{id}#{slug(name)}"
    mention = Mention(0, 5, "SEOUL", "name", "ner:PERSON")
    actor = Actor(key, name, kind, country, None, role, None, (mention,))
    first, second, third, *rest = made.claims
    claims = (
        first,
        replace(second, about=(key, "north-korea")),
        replace(third, source=replace(third.source, actors=(key,)), about=(key, "kim-jong-un")),
        *rest,
    )
    event = replace(
        made.events[0], arguments=(*made.events[0].arguments, replace(made.events[0].arguments[0], actor=key))
    )
    return replace(made, actors=(*made.actors, actor), claims=claims, events=(event, *made.events[1:]))


# --- who is one ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    [
        pytest.param([("Ruth Alder", "person"), ("Ruth Alder", "person")], id="full-name"),
        pytest.param([("Ruth Alder", "person", "NZL"), ("Ruth Alder", "person")], id="country-told-once"),
        pytest.param([("Han Bo-ra", "person", "KOR"), ("Han Bo Ra", "person", "KOR")], id="spelling"),
        pytest.param([("Ruth Alder", "person", None, "envoy"), ("Ruth Alder", "person", None, "diplomat")], id="roles"),
        pytest.param([("the Ferry Workers Union", "organization"), ("Ferry Workers Union", "organization")], id="the"),
        pytest.param([("Audit Court", "government", "FRA"), ("Audit Court", "government", "FRA")], id="country's-body"),
        pytest.param([("Ruth B. Alder", "person"), ("Ruth Alder", "person")], id="letter-in-the-middle"),
        pytest.param([("Rail & Ferry Union", "organization"), ("Rail and Ferry Union", "organization")], id="and"),
        pytest.param([("Audit Office", "organization", "FRA"), ("Audit Office", "government", "FRA")], id="bodies"),
        pytest.param([("FerryWatch", "organization", "NZL"), ("FerryWatch", "media", "NZL")], id="coined-word"),
        pytest.param([("Kim Hjelmstad", "person"), ("Kim Hjelmstad", "person")], id="given-name-like-a-surname"),
    ],
)
def test_strangers_of_one_name_are_one_where_nothing_contradicts(said):
    assert joined(*(stranger(at, *facts) for at, facts in enumerate(said))) == [{"a0", "a1"}]


@pytest.mark.parametrize(
    "said",
    [
        pytest.param([("Ruth Alder", "person", "NZL"), ("Ruth Alder", "person", "CAN")], id="countries"),
        pytest.param([("Ruth Alder", "person"), ("Ruth Alder", "organization")], id="kinds"),
        pytest.param([("Ruth Alder", "person", None, "nurse"), ("Ruth Alder", "person", None, "judge")], id="work"),
        pytest.param([("Ruth Alder", "person", None, "nurse"), ("Ruth Alder", "person", None, "baker")], id="private"),
        pytest.param(
            [("Ruth Alder", "person", None, None, "un"), ("Ruth Alder", "person", None, None, "nato")], id="bodies"
        ),
        pytest.param([("Halloran", "person"), ("Halloran", "person")], id="surname"),
        pytest.param([("Bo-ra", "person", "KOR", "guard"), ("Bo-ra", "person", "KOR", "guard")], id="given-name"),
        pytest.param([("J. Alder", "person"), ("J. Alder", "person")], id="initial"),
        pytest.param([("Mary Ann", "person"), ("Mary Ann", "person")], id="given-names"),
        pytest.param([("Han Bo-ra", "person"), ("Han Bo-ra", "person")], id="common-name-of-nobody-described"),
        pytest.param([("Acme", "organization", "USA"), ("Acme", "organization", "USA")], id="one-word"),
        pytest.param([("FerryWatch", "organization"), ("FerryWatch", "organization")], id="coined-of-no-country"),
        pytest.param([("Ruth B. Alder", "person", "NZL"), ("Ruth Alder", "person", "CAN")], id="letter-and-countries"),
        pytest.param([("Audit Court", "government"), ("Audit Court", "government")], id="body-of-no-country"),
        pytest.param([("harbour guards", "group"), ("harbour guards", "group")], id="words-for-many"),
    ],
)
def test_strangers_that_may_be_several_stay_apart(said):
    assert joined(*(stranger(at, *facts) for at, facts in enumerate(said))) == []


def test_a_name_of_several_in_one_article_is_nobodys():
    told = [stranger(at, "Ruth Alder") for at in range(3)]

    assert joined(*told, Stranger("a2#ruth-alder-2", "Ruth Alder", "person")) == []
    assert joined(*told, known=("Ruth Alder",)) == []


def test_given_names_stand_alone_beside_the_whole_name():
    told = [stranger(at, "Ju Ha", "person", "PRK", "guard") for at in range(2)]

    assert joined(*told, stranger(3, "Kim Ju Ha", "person", "PRK")) == []


def test_who_tells_nothing_goes_with_most_or_with_nobody():
    french = [stranger(at, "Ruth Alder", "person", "FRA") for at in range(3)]
    polish, silent = stranger(4, "Ruth Alder", "person", "POL"), stranger(5, "Ruth Alder")

    assert joined(*french, polish, silent) == [{"a0", "a1", "a2", "a5"}]
    assert joined(*french[:2], polish, silent) == [{"a0", "a1"}]


FACTS = st.tuples(
    st.sampled_from(["Ruth Alder", "Han Bo-ra", "Han Bo Ra", "Acme Ferries", "Halloran"]),
    st.sampled_from(["person", "organization"]),
    st.sampled_from([None, "NZL", "CAN"]),
    st.sampled_from([None, "nurse", "envoy", "senior envoy"]),
    st.sampled_from([None, "un", "a1#acme"]),
)


@given(st.lists(FACTS, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter_and_nobody_contradicts(said, random):
    told = [stranger(at, *facts) for at, facts in enumerate(said)]
    mixed = random.sample(told, len(told))

    found = NAMESAKES.join(told)

    assert NAMESAKES.join(mixed) == found
    assert len({one.id for one in found}) == len(found)
    taken = Counter(member.id for one in found for member in one.members)
    assert set(taken.values()) <= {1}
    for one in found:
        assert len(one.members) > 1
        assert {member.kind for member in one.members} == {one.kind}
        assert {member.country for member in one.members} <= {one.country, None}
        assert len({member.affiliation for member in one.members} - {None}) <= 1


# --- in graphs -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_an_unknown_person_has_one_node_over_all_articles(view):
    records = [
        record("a1", "Ruth Alder", country="NZL", role="envoy"),
        record("x y/2", "Ruth Alder"),
        record("a3", "Ruth Alder", country="CAN"),
    ]
    records[1] = replace(records[1], actors=(*records[1].actors[:-1], replace(records[1].actors[-1], country="NZL")))

    graph = build_graph(records, view=view)

    node = graph.nodes["#ruth-alder:person:NZL"]
    assert (node["name"], node["country"], node["role"], node["articles"], node["mentions"]) == (
        *("Ruth Alder", "NZL", "envoy"),
        *(2, 2),
    )
    assert [told["id"] for told in json.loads(node["merged"])] == ["a1#ruth-alder", "x%20y%2F2#ruth-alder"]
    assert node["merged_why"] == "same full name; country NZL in 2 of 2 articles; envoy in 1 of 2 articles"
    assert "a3#ruth-alder" in graph
    assert "a1#ruth-alder" not in graph
    apart = build_graph(records, view=view, merge="never")
    assert {"a1#ruth-alder", "x%20y%2F2#ruth-alder", "a3#ruth-alder"} <= set(apart)
    assert not any("merged" in facts for _, facts in apart.nodes(data=True))
    keys = [key for *_, key in graph.edges(keys=True)]
    assert len(set(keys)) == len(keys) == apart.number_of_edges()
    assert all(end in graph for key in keys for end in (key.split("|")[0], key.split("|")[-1]) if "#" in end)


PEOPLE = st.lists(
    st.tuples(
        st.sampled_from(["Ruth Alder", "Han Bo-ra", "Halloran"]),
        st.sampled_from([None, "NZL", "CAN"]),
        st.sampled_from([None, "nurse", "envoy"]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=10, deadline=None)
@given(PEOPLE, st.sampled_from(VIEWS), st.data())
def test_merged_counts_add_up_and_graphs_of_parts_are_that_of_all(people, view, data):
    records = [
        replace(record(f"a{at}", name, country=country, role=role), published=f"2025-01-{at + 10}")
        for at, (name, country, role) in enumerate(people)
    ]

    graph = build_graph(records, view=view)
    apart = build_graph(records, view=view, merge="never")

    for count in ("mentions", "articles"):
        assert sum(n for _, n in graph.nodes(data=count, default=0)) == sum(
            n for _, n in apart.nodes(data=count, default=0)
        )
    assert nx.utils.graphs_equal(build_graph(data.draw(st.permutations(records)), view=view), graph)
    cut = data.draw(st.integers(0, len(records)))
    parts = [build_graph(part, view=view) for part in (records[:cut], records[cut:])]
    assert nx.utils.graphs_equal(merge_graphs(parts), graph)
    day = f"2025-01-{data.draw(st.integers(9, 16))}"
    wanted = build_graph(as_of(records, day), view=view)
    assert without_counts(as_of(graph, day)) == without_counts(wanted)


def without_counts(graph: nx.MultiDiGraph) -> tuple[dict, dict]:
    nodes = {}
    for node, facts in graph.nodes(data=True):
        nodes[node] = {name: value for name, value in facts.items() if name not in ("mentions", "articles")}
        if "merged" in facts:
            told = json.loads(facts["merged"])
            nodes[node]["merged"] = [{n: v for n, v in one.items() if n != "mentions"} for one in told]
    return nodes, {key: (source, target, facts) for source, target, key, facts in graph.edges(keys=True, data=True)}


def test_the_graph_survives_its_file(tmp_path):
    graph = build_graph([record("a1", "Ruth Alder"), record("a2", "Ruth Alder")])
    korea_nlp.write_graphml(graph, tmp_path / "x.graphml")

    again = korea_nlp.read_graphml(tmp_path / "x.graphml")

    assert nx.utils.graphs_equal(again, graph)
    more = merge_graphs([again, build_graph([record("a3", "Ruth Alder")])])
    assert more.nodes["#ruth-alder:person"]["articles"] == 3


def test_graphs_of_two_ways_do_not_merge():
    with pytest.raises(GraphError, match="merge='name' and one without"):
        merge_graphs([build_graph([make_record()]), build_graph([make_record("a2")], merge="never")])
    with pytest.raises(GraphError, match="there is no merge 'all'"):
        build_graph([make_record()], merge="all")


@pytest.mark.parametrize(("way", "nodes"), [("name", {"#ruth-alder:person"}), ("never", set())])
def test_the_command_merges_or_does_not(tmp_path, way, nodes):
    path = tmp_path / "r.jsonl"
    lines = [record(id, "Ruth Alder").to_json() for id in ("a1", "a2")]
    path.write_text("\n".join(lines), encoding="utf-8")

    result = CliRunner().invoke(
        app, ["graph", str(path), "-o", str(tmp_path / "x.graphml"), "--merge", way], catch_exceptions=False
    )

    assert result.exit_code == 0
    assert {node for node in korea_nlp.read_graphml(tmp_path / "x.graphml") if node.startswith("#")} == nodes


# --- unknown names -------------------------------------------------------------------------------------------------


def person(article: str, name: str, country: str | None = None, kind: str = "person", role: str | None = None) -> Actor:
    mention = Mention(0, 5, TEXT[:5], "name", "ner:PERSON")
    return Actor(f"{article}#{slug(name)}", name, kind, country, None, role, None, (mention,))


def test_unknown_names_come_with_their_rows(tmp_path):
    records = [
        Record("a1", TEXT, actors=(person("a1", "Han Bo-ra", "KOR"), person("a1", "Halloran"))),
        Record("a2", TEXT, actors=(person("a2", "Han Bo Ra", "KOR", role="judge"), person("a2", "Mary Alder Jr."))),
        Record("a3", TEXT, actors=(person("a3", "Han Bo-ra", "XYZ"), person("a3", "Acme", kind="organization"))),
        Record("a4", TEXT, actors=(person("a4", "Moon Jae-in"), make_record("a4").actors[0])),
    ]

    found = find_unknown(records, load_knowledge())

    rows = [(one.articles, one.row.id, one.row.name, one.row.country, one.row.surname, one.row.gender) for one in found]
    assert rows == [
        (3, "han-bo-ra", "Han Bo-ra", None, "Han", None),
        (1, "acme", "Acme", None, None, None),
        (1, "mary-alder-jr", "Mary Alder Jr.", None, "Alder", "f"),
    ]
    assert found[0].roles == ("judge",)


def test_the_command_lists_unknown_names_and_writes_a_table_that_holds(tmp_path):
    records, table = tmp_path / "r.jsonl", tmp_path / "mine" / "actors.csv"
    lines = [record(id, "Ruth Alder", country="NZL", role="envoy").to_json() for id in ("a1", "a2")]
    records.write_text("\n".join(lines), encoding="utf-8")

    shown = CliRunner().invoke(app, ["knowledge", "unknown", str(records)], catch_exceptions=False)
    done = CliRunner().invoke(app, ["knowledge", "unknown", str(records), "-o", str(table)], catch_exceptions=False)

    assert "ruth-alder,Ruth Alder,person,NZL,f,Alder,,named in 2 articles" in shown.output
    assert done.exit_code == 0
    assert [row["id"] for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines())] == ["ruth-alder"]
    knowledge, problems = check_knowledge(read_own(table))
    assert not [problem for problem in problems if problem.fatal]
    assert find_unknown([record("a1", "Ruth Alder")], knowledge) == []


def test_in_a_report_too_they_are_one():
    people = [record(id, "Ruth Alder", country=country) for id, country in (("a1", "NZL"), ("a2", None), ("a3", "CAN"))]
    two, three = people[:2], people

    for records, wanted in ((two, 1), (three, 3)):
        found = payload(records, amounts_of([]), {})[0]["actors"]
        assert sum(actor["name"] == "Ruth Alder" for actor in found) == wanted
