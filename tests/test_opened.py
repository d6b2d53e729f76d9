"""``benchmarks/opened.py``, which lets other programs open the files of a graph, tells what they read otherwise."""

import importlib
import sys
from pathlib import Path

import networkx as nx
import pytest
from test_export import VIEWS, graph_of, odd_graph

from korea_nlp.export import write_neo4j
from korea_nlp.export.values import plain


@pytest.fixture(scope="module")
def opened():
    sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
    try:
        return importlib.import_module("opened")
    finally:
        sys.path.pop(0)


@pytest.mark.parametrize("graph", [*map(graph_of, VIEWS), odd_graph()], ids=[*VIEWS, "odd"])
def test_csv_for_neo4j_keeps_the_rules_of_its_import(opened, tmp_path, graph):
    write_neo4j(graph, tmp_path)

    found = opened.by_neo4j_rules(tmp_path)

    assert not list(opened.differences(opened.held(graph, plain), found, lenient=False))
    assert found.nodes.keys() == set(graph)


@pytest.mark.parametrize(
    ("nodes", "edges"),
    [
        pytest.param('"a","X",say "no"\n', "", id="a mark within a bare cell"),
        pytest.param('"a","X","no" \n', "", id="something after the closing mark"),
        pytest.param('"a","X"\n', "", id="a cell too few"),
        pytest.param('"a","X",\n"a","X",\n', "", id="an id twice"),
        pytest.param('"a","",\n', "", id="no label"),
        pytest.param('"a","X",\n', '"a","b","T","k",1.0\n', id="an end that is no node"),
        pytest.param('"a","X",\n', '"a","a","T","k",one\n', id="a word for a number"),
        pytest.param('"a","X",\n', '"a","a","T","k",inf\n', id="a number as Python writes it"),
        pytest.param('"a","X",\n', '"a","a","T","k",1.0\n"a","a","T","k",1.0\n', id="a key twice"),
        pytest.param('"a","X",\n', '"a","a","T","k",1.0', id="the last line unfinished"),
    ],
)
def test_what_neo4j_would_refuse_is_refused(opened, tmp_path, nodes, edges):
    (tmp_path / "nodes.csv").write_text(f":ID,:LABEL,name:string\n{nodes}", encoding="utf-8")
    (tmp_path / "relationships.csv").write_text(f":START_ID,:END_ID,:TYPE,key:string,w:double\n{edges}", "utf-8")

    with pytest.raises(SystemExit):
        opened.by_neo4j_rules(tmp_path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(lambda read: read.nodes.pop("n1"), "node n1 is missing", id="node"),
        pytest.param(lambda read: read.edges.pop("e 1"), "edge e 1 is missing", id="edge"),
        pytest.param(lambda read: read.nodes["n1"].pop("label"), "node n1: label", id="attribute"),
        pytest.param(lambda read: read.edges["e 1"][2].update(weight=0.3), "edge e 1: weight", id="worth"),
        pytest.param(lambda read: read.edges.update({"e 1": ("n2", "n1", {})}), "edge e 1 has other ends", id="ends"),
    ],
)
def test_what_is_read_otherwise_is_told(opened, change, said):
    written, read = opened.held(odd_graph(), plain), opened.held(odd_graph(), plain)

    change(read)

    assert any(told.startswith(said) for told in opened.differences(written, read, lenient=False))


def test_a_reader_that_fails_is_told(opened, tmp_path):
    (tmp_path / "gexf by graphology.read").write_text('{"error": "no such module"}', encoding="utf-8")

    with pytest.raises(SystemExit, match="gexf by graphology: no such module"):
        opened.by_javascript(tmp_path / "gexf by graphology.read")


def test_igraph_and_networkx_open_all_of_a_graph(opened, tmp_path):
    graph = nx.union(graph_of(), odd_graph())
    opened.write(graph, tmp_path)
    expected = opened.held(graph, plain)

    for read in (
        opened.by_networkx(tmp_path / "graph.graphml"),
        opened.by_networkx(tmp_path / "yed.graphml"),
        opened.by_networkx(tmp_path / "graph.gexf"),
        opened.by_igraph(tmp_path / "graph.graphml", list(expected.edges)),
        opened.by_igraph(tmp_path / "yed.graphml", list(expected.edges)),
    ):
        assert not list(opened.differences(expected, read, lenient=True))
