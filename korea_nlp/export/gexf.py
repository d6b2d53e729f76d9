"""GEXF for Gephi's timeline: every node and edge that has a date stands from its ``start`` to its ``end``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx as nx

from korea_nlp.export.values import Value, clean, plain, whole_file

STARTS = ("earliest", "first", "date")
ENDS = ("latest", "last", "date")
FULL_DATE = 10  # characters of 2025-01-24; a year or month alone has no place on the timeline


def write_gexf(graph: "nx.Graph[Any]", path: str | Path) -> None:
    """Write a graph as GEXF.

    Events stand from their first to their last day, claims and what is told of them on the day of publication.

    Raises:
        GraphError: A value has no form, or the file cannot be written.

    Example:
        >>> import tempfile
        >>> graph = nx.MultiDiGraph()
        >>> graph.add_node("a1/c1", label="a claim", date="2025-01-24")
        >>> file = Path(tempfile.mkdtemp()) / "claims.gexf"
        >>> write_gexf(graph, file)
        >>> 'start="2025-01-24"' in file.read_text(encoding="utf-8")
        True
    """
    timed: nx.MultiGraph[str] = nx.MultiDiGraph() if graph.is_directed() else nx.MultiGraph()
    timed.add_nodes_from((clean(str(node)), _facts(facts)) for node, facts in graph.nodes(data=True))
    for i, (source, target, facts) in enumerate(graph.edges(data=True)):
        timed.add_edges_from([(clean(str(source)), clean(str(target)), {**_facts(facts), "id": f"e{i}"})])
    with whole_file(path) as temporary:
        nx.write_gexf(timed, temporary, prettyprint=False)


def _facts(facts: Mapping[str, Any]) -> dict[str, Value]:
    """Return the attributes as GEXF holds them, with start and end."""
    found = {clean(str(name)): value for name, given in facts.items() if (value := plain(given)) is not None}
    for name, places in (("start", STARTS), ("end", ENDS)):
        days = (str(found[place]) for place in places if place in found)
        if day := next((day for day in days if len(day) == FULL_DATE), None):
            found[name] = day
    return found
