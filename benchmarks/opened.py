"""Whether others open the files of a graph with all that it holds: nodes, edges, and each attribute of each.

    npm install --prefix /tmp/opened graphology graphology-gexf graphology-graphml cytoscape
    python benchmarks/opened.py RECORDS.jsonl --modules /tmp/opened/node_modules [--view claims]

The graph of the records is written in every form: GraphML, GraphML for yEd, GEXF, node-link JSON and those for d3 and
cytoscape.js, and CSV for Neo4j. networkx, igraph, graphology and cytoscape.js read them. The CSV for Neo4j is read here
by the rules of ``neo4j-admin database import``, strictly: whatever the manual does not allow is an error.
What a reader adds of its own (places and shapes of yEd) is no difference; what is missing or otherwise is, but for an
empty text, which igraph does not tell from none.
"""

import argparse
import json
import math
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import igraph
import networkx as nx

import korea_nlp
from korea_nlp.export.values import plain

HERE = Path(__file__).parent
Facts = dict[str, Any]
LONGEST = 4 * 2**20  # bytes of a cell of CSV: the read buffer of neo4j-admin


@dataclass
class Opened:
    """What stands in a graph or in a file of it.

    Attributes:
        nodes: The attributes of each node, by its id.
        edges: The ends and the attributes of each edge, by its id.
    """

    nodes: dict[str, Facts] = field(default_factory=dict)
    edges: dict[str, tuple[str, str, Facts]] = field(default_factory=dict)


def main() -> int:
    """Write the files, let each reader read its own, and print what differs; the exit status says whether any does."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("records", type=Path)
    parser.add_argument("--modules", type=Path, help="Folder node_modules with graphology and cytoscape.")
    parser.add_argument("--view", default="claims", choices=["claims", "actors", "events"])
    options = parser.parse_args()
    graph = korea_nlp.build_graph(korea_nlp.read_records(options.records), view=options.view)
    print(f"{len(graph):,} nodes, {graph.number_of_edges():,} edges")
    as_text, as_json = held(graph, plain), held(graph, in_json)
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(graph, folder)
        readers: dict[str, Callable[[], Opened]] = {
            "graphml by networkx": partial(by_networkx, folder / "graph.graphml"),
            "graphml by igraph": partial(by_igraph, folder / "graph.graphml", list(as_text.edges)),
            "yed by networkx": partial(by_networkx, folder / "yed.graphml"),
            "yed by igraph": partial(by_igraph, folder / "yed.graphml", list(as_text.edges)),
            "gexf by networkx": partial(by_networkx, folder / "graph.gexf"),
            "json by networkx": partial(by_networkx, folder / "graph.json"),
            "neo4j by the rules of its import": partial(by_neo4j_rules, folder / "neo4j"),
        }
        if options.modules:
            environment = {**os.environ, "NODE_PATH": str(options.modules.resolve())}
            subprocess.run(["node", str(HERE / "opened.js"), str(folder)], check=True, env=environment)
            readers |= {path.stem: partial(by_javascript, path) for path in sorted(folder.glob("*.read"))}
        for name, read in readers.items():
            expected = as_json if name.startswith("json") else as_text
            wrong = list(differences(expected, read(), lenient="igraph" in name))
            print(f"{name}: {'equal' if not wrong else f'{len(wrong):,} DIFFERENCES, such as {wrong[:3]}'}", flush=True)
            failed += bool(wrong)
    return 1 if failed else 0


def write(graph: "nx.MultiDiGraph[str]", folder: Path) -> None:
    """Write a graph in all forms."""
    korea_nlp.write_graphml(graph, folder / "graph.graphml")
    korea_nlp.write_graphml(graph, folder / "yed.graphml", flavor="yed")
    korea_nlp.write_gexf(graph, folder / "graph.gexf")
    korea_nlp.write_node_link(graph, folder / "graph.json")
    korea_nlp.write_node_link(graph, folder / "d3.json", form="d3")
    korea_nlp.write_node_link(graph, folder / "cytoscape.json", form="cytoscape")
    korea_nlp.write_neo4j(graph, folder / "neo4j")


def held(graph: "nx.MultiDiGraph[str]", form: Callable[[Any], Any]) -> Opened:
    """Return what a graph holds, its values as a form has them, without those that are nothing."""

    def facts(given: Mapping[str, Any]) -> Facts:
        return {name: value for name, item in given.items() if (value := form(item)) is not None}

    return Opened(
        {node: facts(found) for node, found in graph.nodes(data=True)},
        {key: (source, target, facts(found)) for source, target, key, found in graph.edges(keys=True, data=True)},
    )


def in_json(value: Any) -> Any:
    """Return a value as JSON gives it back."""
    return json.loads(json.dumps(value))


def differences(expected: Opened, found: Opened, *, lenient: bool) -> Iterator[str]:
    """Yield in words what was read otherwise than it was written.

    Args:
        expected: What was written.
        found: What was read.
        lenient: Whether an empty text may be nothing.
    """
    for place, wanted, given in (("node", expected.nodes, found.nodes), ("edge", expected.edges, found.edges)):
        yield from (f"{place} {id} is missing" for id in wanted.keys() - given.keys())
        yield from (f"{place} {id} is new" for id in given.keys() - wanted.keys())
    for id in expected.nodes.keys() & found.nodes.keys():
        for name in unequal(expected.nodes[id], found.nodes[id], lenient):
            yield f"node {id}: {name}"
    for id in expected.edges.keys() & found.edges.keys():
        (*ends, facts), (*others, read) = expected.edges[id], found.edges[id]
        if ends != others:
            yield f"edge {id} has other ends"
        yield from (f"edge {id}: {name}" for name in unequal(facts, read, lenient))


def unequal(expected: Facts, found: Facts, lenient: bool) -> Iterator[str]:
    """Yield the attributes that were read otherwise; numbers are equal by worth, true and false are no numbers."""
    for name, value in expected.items():
        other = found.get(name)
        if lenient and not value and not isinstance(value, bool) and value != 0 and other in (None, ""):
            continue
        if other != value or isinstance(other, bool) != isinstance(value, bool):
            yield f"{name} was {value!r:.60}, is {other!r:.60}"


# --- readers -------------------------------------------------------------------------------------------------------


def by_networkx(path: Path) -> Opened:
    """Read a file by networkx."""
    if path.suffix == ".graphml":
        return held(nx.read_graphml(path, force_multigraph=True), lambda value: value)
    if path.suffix == ".json":
        graph = nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")
        return held(graph, lambda value: value)
    graph = nx.read_gexf(path)
    multi = nx.MultiDiGraph(graph)
    keyed = ((source, target, facts["id"], facts) for source, target, facts in multi.edges(data=True))
    return Opened(dict(multi.nodes(data=True)), {key: (source, target, facts) for source, target, key, facts in keyed})


def by_igraph(path: Path, keys: list[str]) -> Opened:
    """Read GraphML by igraph, which keeps the order of edges and not their ids."""
    graph = igraph.Graph.Read_GraphML(str(path))
    names = graph.vs["id"]
    return Opened(
        {node["id"]: given(node.attributes()) for node in graph.vs},
        {
            key: (names[edge.source], names[edge.target], given(edge.attributes()))
            for key, edge in zip(keys, graph.es, strict=True)
        },
    )


def given(facts: Mapping[str, Any]) -> Facts:
    """Return the attributes that have a value; igraph has each of them everywhere."""
    return {name: value for name, value in facts.items() if not (isinstance(value, float) and math.isnan(value))}


def by_javascript(path: Path) -> Opened:
    """Return what opened.js read."""
    found = json.loads(path.read_text(encoding="utf-8"))
    if "error" in found:
        raise SystemExit(f"{path.stem}: {found['error']}")
    return Opened(dict(found["nodes"]), {key: (source, target, facts) for source, target, key, facts in found["edges"]})


# --- the rules of neo4j-admin --------------------------------------------------------------------------------------

CELL = re.compile(r'"((?:[^"]|"")*)"(?=[,\n])|([^",\n]*)(?=[,\n])')  # in quotes, or without any
PARSERS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "long": lambda text: int(matching(r"-?\d{1,19}", text)),
    "double": lambda text: float(matching(r"-?\d+(\.\d+)?([eE][-+]?\d+)?|NaN|-?Infinity", text)),
    "boolean": lambda text: matching("true|false", text) == "true",
}


def by_neo4j_rules(folder: Path) -> Opened:
    """Read CSV as ``neo4j-admin database import full --multiline-fields=true`` does.

    What it would refuse is an error here: a quotation mark within a cell that has none around it, a row of other length
    than the header, a type that there is none of, a value that is not of its type, an id twice, an end that is no node,
    a node without a label, an edge without a type, a cell longer than the read buffer.
    """
    opened = Opened()
    for cells in rows(folder / "nodes.csv", {":ID", ":LABEL"}):
        id = cells.pop(":ID")
        if id in opened.nodes or not cells.pop(":LABEL"):
            raise SystemExit(f"neo4j: node {id!r} stands twice, or has no label")
        opened.nodes[id] = cells
    for cells in rows(folder / "relationships.csv", {":START_ID", ":END_ID", ":TYPE"}):
        ends = cells.pop(":START_ID"), cells.pop(":END_ID")
        if not cells.pop(":TYPE") or not set(ends) <= opened.nodes.keys():
            raise SystemExit(f"neo4j: an edge of {ends} has no type, or an end that is no node")
        key = cells.pop("key")
        if key in opened.edges:
            raise SystemExit(f"neo4j: edge {key!r} stands twice")
        opened.edges[key] = (*ends, cells)
    return opened


def rows(path: Path, wanted: set[str]) -> Iterator[Facts]:
    """Yield the cells of each row by the names of the header; those without a value are left out."""
    text = path.read_bytes().decode()  # UTF-8 it must be
    header, at = row(path, text, 0)
    names = [str(cell) for cell in header]
    columns = [name.rpartition(":") if name not in wanted else (name, "", "string") for name in names]
    if wanted - set(names) or len({name for name, _, _ in columns}) < len(columns):
        raise SystemExit(f"{path.name}: the header {names} lacks a field or has one twice")
    if strange := [type_ for _, _, type_ in columns if type_ not in PARSERS]:
        raise SystemExit(f"{path.name}: there are no types {strange}")
    while at < len(text):
        cells, at = row(path, text, at)
        if len(cells) != len(columns):
            raise SystemExit(f"{path.name}, before character {at}: {len(cells)} cells, not {len(columns)}")
        yield {
            name: PARSERS[type_](cell)
            for (name, _, type_), cell in zip(columns, cells, strict=True)
            if cell is not None
        }


def row(path: Path, text: str, at: int) -> tuple[list[str | None], int]:
    """Return the cells of the row that begins there, None for those without a value, and where the next begins."""
    cells: list[str | None] = []
    while True:
        cell = CELL.match(text, at)
        if cell is None or len(cell[0].encode()) > LONGEST:
            raise SystemExit(f"{path.name}, character {at}: no cell of CSV, or too long a one: {text[at : at + 60]!r}")
        cells.append(cell[1].replace('""', '"') if cell[1] is not None else cell[2] or None)
        at = cell.end() + 1
        if text[at - 1] == "\n":
            return cells, at


def matching(pattern: str, text: str) -> str:
    """Return a text that is of a pattern."""
    if not re.fullmatch(pattern, text):
        raise SystemExit(f"neo4j: {text!r} is not of its column's type")
    return text


if __name__ == "__main__":
    sys.exit(main())
