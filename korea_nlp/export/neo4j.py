"""CSV for Neo4j: ``nodes.csv`` and ``relationships.csv``, as ``neo4j-admin database import`` reads them.

Text is always quoted, numbers never, and what is unknown is an empty cell without quotes, which Neo4j reads as no
property. Lines may break within a text, so the import needs ``--multiline-fields=true``. Text stands as it came, also
where it begins as a formula would: these files are for a database, which has none, and an apostrophe before it would
become part of the evidence. Use ``to_dataframe`` or the ledger for spreadsheets.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from korea_nlp.errors import GraphError, no_graph, reason
from korea_nlp.export.graphml import attribute_types, attributes, edges_with_ids, node_names
from korea_nlp.export.values import clean, plain, whole_file

TYPES: dict[type, str] = {bool: "boolean", int: "long", float: "double", str: "string"}
NODES, EDGES = "nodes.csv", "relationships.csv"


def write_neo4j(graph: "nx.Graph[Any]", folder: str | Path) -> None:
    """Write a graph as two CSV files into a folder, which is made where it is missing.

    A node's label is its ``kind`` (``Actor``), a relationship's type is that of its edge (``CLAIMS``).

    Raises:
        GraphError: Two nodes or attributes would have one name, a value has no form, or a file cannot be written.

    Example:
        >>> import tempfile
        >>> graph = nx.MultiDiGraph()
        >>> _ = graph.add_edge("nis", "a1/c1", "a1/c1|CLAIMS|nis", kind="CLAIMS", weight=1.0)
        >>> folder = tempfile.mkdtemp()
        >>> write_neo4j(graph, folder)
        >>> print(Path(folder, "relationships.csv").read_text(encoding="utf-8"), end="")
        :START_ID,:END_ID,:TYPE,key:string,kind:string,weight:double
        "nis","a1/c1","CLAIMS","a1/c1|CLAIMS|nis","CLAIMS",1.0
    """
    if not isinstance(graph, nx.Graph):
        raise no_graph(graph)
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GraphError(f"{folder}: cannot be made: {reason(error)}.") from error
    names = node_names(graph)
    with whole_file(folder / NODES) as nodes, whole_file(folder / EDGES) as edges:
        _write(nodes, _nodes(graph, names))
        _write(edges, _edges(graph, names))


def _write(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def _nodes(graph: "nx.Graph[Any]", names: Mapping[Any, str]) -> Iterator[str]:
    types = attribute_types(attributes(graph)["node"])
    yield _row([":ID", ":LABEL", *_header(types)])
    for node, facts in graph.nodes(data=True):
        label = str(facts.get("kind") or "node")
        yield _row([_quoted(names.get(node, node)), _quoted(label.capitalize()), *_cells(facts, types)])


def _edges(graph: "nx.Graph[Any]", names: Mapping[Any, str]) -> Iterator[str]:
    types = attribute_types(attributes(graph)["edge"])
    keyed = "key" not in types
    yield _row([":START_ID", ":END_ID", ":TYPE", *(["key:string"] if keyed else []), *_header(types)])
    for source, target, id, facts in edges_with_ids(graph):
        cells = [_quoted(names.get(source, source)), _quoted(names.get(target, target))]
        cells.append(_quoted(str(facts.get("kind") or "related").upper()))
        yield _row([*cells, *([_quoted(id)] if keyed else []), *_cells(facts, types)])


def _header(types: Mapping[Any, type]) -> list[str]:
    # A colon in a name would be read as the start of a type, and a quotation mark as that of a cell.
    return [f"{_bare(clean(str(name)))}:{TYPES[type_]}" for name, type_ in types.items()]


def _bare(name: str) -> str:
    return "".join("_" if character in ':,"{}[]()\n\r\t' else character for character in name)


def _cells(facts: Mapping[str, Any], types: Mapping[Any, type]) -> Iterator[str]:
    for name, type_ in types.items():
        value = plain(facts.get(name))
        if value is None:
            yield ""
        elif type_ is str:
            yield _quoted(str(value).lower() if isinstance(value, bool) else str(value))
        else:
            yield str(value).lower() if isinstance(value, bool) else repr(type_(value))


def _quoted(text: str) -> str:
    return '"' + clean(text).replace('"', '""') + '"'


def _row(cells: list[str]) -> str:
    return ",".join(cells) + "\n"
