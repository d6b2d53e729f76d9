"""Node-link JSON: the form of networkx, and those that cytoscape.js and d3 take as they are."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import networkx as nx

from korea_nlp.errors import GraphError, no_graph, reason
from korea_nlp.export.graphml import edges_with_ids
from korea_nlp.export.values import unwrapped, whole_file

Form = Literal["networkx", "cytoscape", "d3"]


def write_node_link(graph: "nx.Graph[Any]", path: str | Path, *, form: Form = "networkx") -> None:
    """Write a graph as node-link JSON, ``{"nodes": [...], "edges": [...], ...}``.

    Args:
        graph: Any networkx graph.
        path: The file to write.
        form: ``networkx``, which ``read_node_link`` reads back; ``cytoscape``, the elements of cytoscape.js, each with
            its ``data``; or ``d3``, with ``links`` by the nodes' ids. In the last two an edge's ``id`` is its key.

    Raises:
        GraphError: There is no such form, a value has no JSON form, or the file cannot be written.

    Example:
        >>> import tempfile
        >>> graph = nx.MultiDiGraph(view="actors")
        >>> _ = graph.add_edge("kcna", "kim-jong-un", "a1/c1|kcna|kim-jong-un", stance="praise")
        >>> file = Path(tempfile.mkdtemp()) / "claims.json"
        >>> write_node_link(graph, file)
        >>> nx.utils.graphs_equal(read_node_link(file), graph)
        True
    """
    if not isinstance(graph, nx.Graph):
        raise no_graph(graph)
    if form not in FORMS:
        raise GraphError(f"there is no form {form!r} of JSON; use one of {', '.join(FORMS)}.")
    data = FORMS[form](graph)
    try:
        text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1, default=_plain)
    except (TypeError, ValueError) as error:
        raise GraphError(f"{path}: the graph has no JSON form: {error}.") from error
    try:
        content = text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair has no UTF-8
        content = json.dumps(data, indent=1, default=_plain).encode()
    with whole_file(path) as temporary:
        temporary.write_bytes(content)


def _networkx(graph: "nx.Graph[Any]") -> dict[str, Any]:
    data: dict[str, Any] = nx.node_link_data(graph, edges="edges")
    return data


def _cytoscape(graph: "nx.Graph[Any]") -> dict[str, Any]:
    data = _d3(graph)
    nodes, edges = ([{"data": item} for item in data[name]] for name in ("nodes", "links"))
    return {"data": data["graph"], "elements": {"nodes": nodes, "edges": edges}}


def _d3(graph: "nx.Graph[Any]") -> dict[str, Any]:
    edges = edges_with_ids(graph)
    return {
        "graph": dict(graph.graph),
        "nodes": [{**facts, "id": node} for node, facts in graph.nodes(data=True)],
        "links": [{**facts, "id": id, "source": source, "target": target} for source, target, id, facts in edges],
    }


def _plain(value: Any) -> Any:
    """Return what a value of numpy or pandas holds; the encoder asks for what it does not know."""
    if (found := unwrapped(value)) is value:
        raise TypeError(f"an attribute is {value!r:.60}; use strings, numbers, lists and dicts")
    return found


FORMS: dict[str, Callable[["nx.Graph[Any]"], dict[str, Any]]] = {
    "networkx": _networkx,
    "cytoscape": _cytoscape,
    "d3": _d3,
}


def read_node_link(path: str | Path) -> "nx.Graph[Any]":
    """Read a graph from node-link JSON.

    Raises:
        GraphError: The file is missing or is not node-link JSON.
    """
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        graph: nx.Graph[Any] = nx.node_link_graph(data, edges="edges")
    except (OSError, ValueError, RecursionError) as error:
        raise GraphError(f"{path}: cannot be read: {reason(error)}.") from error
    except (KeyError, TypeError, AttributeError, nx.NetworkXError) as error:
        what = f"it has no {error}" if isinstance(error, KeyError) else error
        raise GraphError(
            f'{path}: not node-link JSON, as networkx has it ({what}); it holds {{"nodes": [], "edges": []}}.'
        ) from error
    return graph
