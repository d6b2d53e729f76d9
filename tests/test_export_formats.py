import csv
import json
from datetime import date

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from handmade import make_record
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from test_export import FACTS, ODD, VIEWS, graph_of, graph_size, odd_graph

from korea_nlp.errors import GraphError
from korea_nlp.export import losses, read_graphml, write_gexf, write_graphml, write_neo4j, write_node_link
from korea_nlp.export.values import clean
from korea_nlp.graph import build_graph

Y = "{http://www.yworks.com/xml/graphml}"
TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=8)


# --- the rules of GraphML ------------------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)  # a busy machine is no defect
@given(st.lists(st.tuples(TEXT.filter(bool), TEXT), min_size=1, max_size=4, unique_by=lambda pair: pair[0]))
def test_any_article_gives_graphml_that_keeps_every_rule(tmp_path_factory, articles):
    path = tmp_path_factory.mktemp("rules") / "x.graphml"

    for view in VIEWS:
        write_graphml(build_graph([make_record(id) for id, _ in articles], view=view), path)

        root = etree.parse(path).getroot()
        nodes, edges = root.findall(".//{*}node"), root.findall(".//{*}edge")
        ids = [element.get("id") for element in (*nodes, *edges)]
        assert all(id and id.isascii() and id.isprintable() and " " not in id for id in ids)
        assert len(set(ids)) == len(ids)
        keys = {key.get("id"): key for key in root.findall("{*}key")}
        named = [(key.get("for"), key.get("attr.name")) for key in keys.values()]
        assert len(set(named)) == len(named)
        types = {key.get("attr.name"): key.get("attr.type") for key in keys.values() if key.get("for") == "edge"}
        for element in nodes:
            assert {"kind", "label", "labels", "name"} <= {keys[data.get("key")].get("attr.name") for data in element}
        for element in edges:
            facts = {keys[data.get("key")].get("attr.name"): data.text for data in element}
            assert {"article_id", "spans", "words", "confidence", "kind", "label", "weight"} <= set(facts)
            assert "claim_id" in facts or "event_id" in facts
            assert types["weight"] == types["confidence"] == "double"


@given(st.lists(FACTS, min_size=1, max_size=4))
def test_what_is_told_as_lost_is_what_does_not_read_back(tmp_path_factory, nodes):
    graph = nx.MultiDiGraph()
    graph.add_nodes_from((f"n{i}", facts) for i, facts in enumerate(nodes))
    path = tmp_path_factory.mktemp("lost") / "x.graphml"
    write_graphml(graph, path)
    found = read_graphml(path)

    def same(node, name, value):
        other = found.nodes[node].get(name)
        return name in found.nodes[node] and type(other) is type(value) and other == value

    changed = {name for node, facts in graph.nodes(data=True) for name in facts if not same(node, name, facts[name])}

    assert {loss.attribute for loss in losses(graph, "graphml")} == changed


def test_attributes_that_would_share_a_name_are_refused(tmp_path):
    graph = nx.DiGraph()
    graph.add_node("a", **{"x": 1, "x\x00": 2})

    with pytest.raises(GraphError, match="two attributes would be written as 'x'"):
        write_graphml(graph, tmp_path / "x.graphml")


def test_zeros_and_truths_are_not_mixed_up(tmp_path):
    graph = nx.MultiDiGraph()
    for i, (mixed, number) in enumerate([(1, 0.0), (True, -0.0), (1.0, 0.0), ("1", -0.0)]):
        graph.add_node(f"n{i}", mixed=mixed, number=number)

    write_graphml(graph, tmp_path / "x.graphml")

    found = read_graphml(tmp_path / "x.graphml")
    assert [value for _, value in found.nodes(data="mixed")] == ["1", "true", "1.0", "1"]
    assert [str(value) for _, value in found.nodes(data="number")] == ["0.0", "-0.0", "0.0", "-0.0"]


# --- yEd -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_yed_shows_labels_and_other_programs_the_same_graph(tmp_path, view):
    graph, path = graph_of(view), tmp_path / "x.graphml"

    write_graphml(graph, path, flavor="yed")

    root = etree.parse(path).getroot()
    labels = [label for _, label in graph.nodes(data="label")]
    assert [element.text for element in root.iter(f"{Y}NodeLabel")] == labels
    assert [element.text for element in root.iter(f"{Y}EdgeLabel")] == [name for *_, name in graph.edges(data="label")]
    assert len(list(root.iter(f"{Y}Shape"))) == len(graph)
    assert nx.utils.graphs_equal(read_graphml(path), graph)
    assert graph_size(nx.read_graphml(path, force_multigraph=True)) == graph_size(graph)
    other = igraph.Graph.Read_GraphML(str(path))
    assert (other.vcount(), other.ecount()) == graph_size(graph)


def test_yed_takes_hostile_labels_and_no_other_flavor_is_known(tmp_path):
    write_graphml(odd_graph(), tmp_path / "x.graphml", flavor="yed")

    assert next(etree.parse(tmp_path / "x.graphml").iter(f"{Y}NodeLabel")).text == clean(ODD)
    with pytest.raises(GraphError, match="no flavor 'gephi'"):
        write_graphml(odd_graph(), tmp_path / "x.graphml", flavor="gephi")


# --- Gephi, cytoscape.js, d3 ---------------------------------------------------------------------------------------


def test_gephi_is_given_places_sizes_and_colours(tmp_path):
    graph = build_graph([make_record()], view="actors", aggregate=True)

    write_gexf(graph, tmp_path / "x.gexf", flavor="gephi")

    found = nx.read_gexf(tmp_path / "x.gexf")
    assert graph_size(found) == graph_size(graph)
    for node, facts in found.nodes(data=True):
        assert set(facts["viz"]) == {"color", "size", "position"}
        assert facts["label"] == graph.nodes[node]["label"]
    colours = {facts["country"]: facts["viz"]["color"] for _, facts in found.nodes(data=True) if "country" in facts}
    assert colours["PRK"] != colours["KOR"]
    places = [(facts["viz"]["position"]["x"], facts["viz"]["position"]["y"]) for _, facts in found.nodes(data=True)]
    assert len(set(places)) == len(graph)
    for *_, facts in found.edges(data=True):
        assert facts["start"] == facts["first"]
        assert not {"evidence", "spans", "words"} & set(facts)
    write_gexf(graph, tmp_path / "y.gexf", flavor="gephi")
    assert nx.utils.graphs_equal(found, nx.read_gexf(tmp_path / "y.gexf"))
    with pytest.raises(GraphError, match="no flavor 'yed' of GEXF; use plain or gephi"):
        write_gexf(graph, tmp_path / "z.gexf", flavor="yed")


def test_a_large_or_an_empty_graph_is_left_to_gephi_to_lay_out(tmp_path):
    for graph in (nx.path_graph(500), nx.Graph()):
        write_gexf(graph, tmp_path / "x.gexf", flavor="gephi")
        assert all("position" not in facts["viz"] for _, facts in nx.read_gexf(tmp_path / "x.gexf").nodes(data=True))


def test_gexf_keeps_the_ids_of_edges(tmp_path):
    graph = graph_of("claims")

    write_gexf(graph, tmp_path / "x.gexf")

    found = nx.read_gexf(tmp_path / "x.gexf")
    assert sorted(id for *_, id in found.edges(data="id")) == sorted(key for *_, key in graph.edges(keys=True))
    assert not [loss for loss in losses(graph, "gexf") if loss.attribute == "key"]


@pytest.mark.parametrize("view", VIEWS)
def test_forms_of_json_hold_every_node_and_edge(tmp_path, view):
    graph = graph_of(view)
    wanted = sorted(graph.edges(keys=True)), sorted(graph.nodes(data="name"))

    write_node_link(graph, tmp_path / "c.json", form="cytoscape")
    write_node_link(graph, tmp_path / "d.json", form="d3")

    elements = json.loads((tmp_path / "c.json").read_text())["elements"]
    nodes, edges = ([item["data"] for item in elements[name]] for name in ("nodes", "edges"))
    assert (
        sorted((e["source"], e["target"], e["id"]) for e in edges),
        sorted((n["id"], n["name"]) for n in nodes),
    ) == (wanted)
    data = json.loads((tmp_path / "d.json").read_text())
    assert sorted((e["source"], e["target"], e["id"]) for e in data["links"]) == wanted[0]
    assert data["nodes"] == nodes
    with pytest.raises(GraphError, match="no form 'gephi' of JSON; use one of networkx, cytoscape, d3"):
        write_node_link(graph, tmp_path / "x.json", form="gephi")


# --- values of numpy and pandas ------------------------------------------------------------------------------------


def test_values_of_numpy_and_pandas_are_written_as_what_they_hold(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node("a", rank=np.int64(3), share=np.float32(0.5), flag=np.bool_(True), day=np.datetime64("2025-01-24"))
    graph.add_node("b", rank=np.int64(4), when=pd.Timestamp("2025-01-24"), none=pd.NaT, many=np.array([1, 2]))

    write_graphml(graph, tmp_path / "x.graphml")
    write_gexf(graph, tmp_path / "x.gexf")
    del graph.nodes["b"]["when"]
    write_node_link(graph, tmp_path / "x.json", form="d3")

    found = read_graphml(tmp_path / "x.graphml")
    assert found.nodes["a"] == {"rank": 3, "share": 0.5, "flag": True, "day": "2025-01-24"}
    assert found.nodes["b"] == {"rank": 4, "when": "2025-01-24T00:00:00", "many": "[1, 2]"}
    assert nx.read_gexf(tmp_path / "x.gexf").nodes["a"]["rank"] == 3
    assert json.loads((tmp_path / "x.json").read_text())["nodes"][0]["rank"] == 3
    assert not [loss for loss in losses(graph, "graphml") if loss.attribute == "rank"]


@pytest.mark.parametrize(
    ("node", "edge", "said"),
    [
        pytest.param({"x": object()}, {}, "node 'a': attribute 'x' is <object", id="node"),
        pytest.param({}, {"y": object()}, "edge 'a' to 'b': attribute 'y' is <object", id="edge"),
    ],
)
def test_a_value_without_a_form_is_told_with_its_owner(tmp_path, node, edge, said):
    graph = nx.MultiDiGraph()
    graph.add_node("a", **node)
    graph.add_edge("a", "b", **edge)

    with pytest.raises(GraphError, match=said):
        write_graphml(graph, tmp_path / "x.graphml")


# --- Neo4j ---------------------------------------------------------------------------------------------------------


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("view", VIEWS)
def test_neo4j_has_every_node_and_relationship(tmp_path, view):
    graph = graph_of(view)

    write_neo4j(graph, tmp_path / "new" / "folder")

    nodes, edges = (rows(tmp_path / "new/folder" / name) for name in ("nodes.csv", "relationships.csv"))
    assert [(row[":ID"], f":{row[':LABEL']}") for row in nodes] == list(graph.nodes(data="labels"))
    assert [(row[":START_ID"], row[":END_ID"], row["key:string"]) for row in edges] == list(graph.edges(keys=True))
    assert [row[":TYPE"] for row in edges] == [kind.upper() for *_, kind in graph.edges(data="kind")]
    assert [float(row["weight:double"]) for row in edges] == [weight for *_, weight in graph.edges(data="weight")]
    assert {row["name:string"] for row in nodes} == {name for _, name in graph.nodes(data="name")}


def test_neo4j_keeps_text_as_it_is_and_tells_nothing_from_empty(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node("a", words='=HYPERLINK("x")', empty="", flag=True, number=1)
    graph.add_node("b", words='two\nlines, "quoted"', number=2)
    graph.add_edge("a", "b")

    write_neo4j(graph, tmp_path)

    header, first = (tmp_path / "nodes.csv").read_text().splitlines()[:2]
    assert header == ":ID,:LABEL,empty:string,flag:boolean,number:long,words:string"
    assert first == '"a","Node","",true,1,"=HYPERLINK(""x"")"'
    assert rows(tmp_path / "nodes.csv")[1]["words:string"] == 'two\nlines, "quoted"'
    assert '\n"b","Node",,,2,' in (tmp_path / "nodes.csv").read_text()
    assert rows(tmp_path / "relationships.csv")[0][":TYPE"] == "RELATED"


# --- losses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("format", ["graphml", "yed", "json"])
def test_our_graphs_lose_nothing_in_graphml_and_json(view, format):
    assert losses(graph_of(view), format) == ()


def test_each_format_says_what_it_cannot_hold():
    graph = nx.MultiDiGraph(view="claims")
    graph.add_node("a", day=date(2025, 1, 24), mixed=1, date="2025")
    graph.add_node("b", mixed="x", part=(1, 2))
    graph.add_edge("a", "b", "e1", bell="\x07")

    told = {format: {str(loss) for loss in losses(graph, format)} for format in ("graphml", "gexf", "json", "neo4j")}

    assert told["graphml"] == {
        "node day: a date becomes ISO text (1)",
        "node mixed: numbers become text, since others are text (1)",
        "node part: a list or dict becomes JSON text (1)",
        "edge bell: loses characters that XML forbids (1)",
    }
    assert told["neo4j"] == told["graphml"] | {"graph view: is not kept (1)"}
    assert told["gexf"] - told["graphml"] == {
        "graph view: is not kept (1)",
        "node date: is no full date, so has no place on the timeline (1)",
    }
    assert told["json"] == {"node day: has no form: writing is refused (1)", "node part: a tuple becomes a list (1)"}
    with pytest.raises(GraphError, match="no format 'png'"):
        losses(graph, "png")
