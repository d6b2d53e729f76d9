"""GEXF for Gephi's timeline: every node and edge that has a date stands from its ``start`` to its ``end``."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Literal

import networkx as nx

from korea_nlp.errors import GraphError, no_graph
from korea_nlp.export import gephi
from korea_nlp.export.graphml import edges_with_ids
from korea_nlp.export.values import Value, clean, plain, whole_file

Flavor = Literal["plain", "gephi"]
STARTS = ("earliest", "first", "date")
ENDS = ("latest", "last", "date")
FULL_DATE = 10  # characters of 2025-01-24; a year or month alone has no place on the timeline


def write_gexf(graph: "nx.Graph[Any]", path: str | Path, *, flavor: Flavor = "plain") -> None:
    """Write a graph as GEXF.

    Events stand from their first to their last day, claims and what is told of them on the day of publication. An
    edge's id is its key where the keys are unique strings, as those of ``build_graph`` are.

    Args:
        graph: Any networkx graph.
        path: The file to write.
        flavor: ``gephi`` is ready to look at: nodes laid out, sized by how often they are mentioned, coloured by
            country (actors) or kind; edges red where they are hostile; without the long columns of evidence.

    Raises:
        GraphError: There is no such flavor, a value has no form, or the file cannot be written.

    Example:
        >>> import tempfile
        >>> graph = nx.MultiDiGraph()
        >>> graph.add_node("a1/c1", label="a claim", date="2025-01-24")
        >>> file = Path(tempfile.mkdtemp()) / "claims.gexf"
        >>> write_gexf(graph, file)
        >>> 'start="2025-01-24"' in file.read_text(encoding="utf-8")
        True
    """
    if not isinstance(graph, nx.Graph):
        raise no_graph(graph)
    if flavor not in ("plain", "gephi"):
        raise GraphError(f"there is no flavor {flavor!r} of GEXF; use plain or gephi.")
    looks = gephi.looks(graph) if flavor == "gephi" else {}
    left_out = gephi.EVIDENCE if looks else frozenset[str]()
    timed: nx.MultiGraph[str] = nx.MultiDiGraph() if graph.is_directed() else nx.MultiGraph()
    for node, facts in graph.nodes(data=True):
        timed.add_node(clean(str(node)), **_facts(facts, left_out), **looks.get(node, {}))
    for source, target, id, found in edges_with_ids(graph):
        more = {"viz": gephi.edge(found)} if looks else {}
        timed.add_edges_from([(clean(str(source)), clean(str(target)), {**_facts(found, left_out), **more, "id": id})])
    with whole_file(path) as temporary:
        nx.write_gexf(timed, temporary, prettyprint=False)


def _facts(facts: Mapping[Any, Any], left_out: Collection[str]) -> dict[str, Any]:
    """Return the attributes as GEXF holds them, with start and end."""
    found: dict[str, Value] = {
        clean(str(name)): value
        for name, given in facts.items()
        if name not in left_out and (value := plain(given)) is not None
    }
    for name, places in (("start", STARTS), ("end", ENDS)):
        days = (str(found[place]) for place in places if place in found)
        if day := next((day for day in days if len(day) == FULL_DATE), None):
            found[name] = day
    return found
