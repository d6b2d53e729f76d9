"""Node-link JSON, the form that d3 and cytoscape.js read."""

import json
from pathlib import Path
from typing import Any

import networkx as nx

from korea_nlp.errors import GraphError
from korea_nlp.export.values import whole_file


def write_node_link(graph: "nx.Graph[Any]", path: str | Path) -> None:
    """Write a graph as node-link JSON, ``{"nodes": [...], "edges": [...], ...}``.

    Raises:
        GraphError: A value has no JSON form, or the file cannot be written.

    Example:
        >>> import tempfile
        >>> graph = nx.MultiDiGraph(view="actors")
        >>> _ = graph.add_edge("kcna", "kim-jong-un", "a1/c1|kcna|kim-jong-un", stance="praise")
        >>> file = Path(tempfile.mkdtemp()) / "claims.json"
        >>> write_node_link(graph, file)
        >>> nx.utils.graphs_equal(read_node_link(file), graph)
        True
    """
    data = nx.node_link_data(graph, edges="edges")
    try:
        text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1)
    except (TypeError, ValueError) as error:
        raise GraphError(f"{path}: the graph has no JSON form: {error}.") from error
    try:
        content = text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair has no UTF-8
        content = json.dumps(data, indent=1).encode()
    with whole_file(path) as temporary:
        temporary.write_bytes(content)


def read_node_link(path: str | Path) -> "nx.Graph[Any]":
    """Read a graph from node-link JSON.

    Raises:
        GraphError: The file is missing or is not node-link JSON.
    """
    try:
        data = json.loads(Path(path).read_text(encoding="utf-8"))
        graph: nx.Graph[Any] = nx.node_link_graph(data, edges="edges")
    except (OSError, ValueError, RecursionError) as error:
        raise GraphError(f"{path}: cannot be read: {error}.") from error
    except (KeyError, TypeError, AttributeError, nx.NetworkXError) as error:
        raise GraphError(f'{path}: not node-link JSON ({error!r}); it holds {{"nodes": [], "edges": []}}.') from error
    return graph
