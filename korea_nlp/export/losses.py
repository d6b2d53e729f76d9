"""What a format cannot hold of a graph."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

import networkx as nx

from korea_nlp.errors import GraphError, no_graph
from korea_nlp.export.graphml import attribute_types, attributes, keys_are_ids
from korea_nlp.export.values import LONGEST, clean, unwrapped

Format = Literal["graphml", "yed", "gexf", "gephi", "json", "neo4j"]
Place = Literal["graph", "node", "edge"]
HELD_BY_JSON = (str, int, float, bool, list, dict, type(None))


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a file holds otherwise than the graph does, or not at all.

    Attributes:
        place: Where in the graph: ``graph``, ``node`` or ``edge``.
        attribute: The attribute's name; ``id`` or ``key`` of the nodes or edges themselves.
        count: How many graphs, nodes or edges have it.
        what: What becomes of it.
    """

    place: Place
    attribute: str
    count: int
    what: str

    def __str__(self) -> str:
        """Return the loss in words."""
        return f"{self.place} {self.attribute}: {self.what} ({self.count:,})"


def losses(graph: "nx.Graph[Any]", format: Format) -> tuple[Loss, ...]:
    """Return what a format cannot hold of a graph; nothing where a file reads back the same.

    Raises:
        GraphError: There is no such format.

    Example:
        >>> graph = nx.MultiDiGraph(view="claims")
        >>> graph.add_node("a1", spans=[[0, 5]])
        >>> [str(loss) for loss in losses(graph, "graphml")]
        ['node spans: a list or dict becomes JSON text (1)']
        >>> losses(graph, "json")
        ()
    """
    if not isinstance(graph, nx.Graph):
        raise no_graph(graph)
    if format not in get_args(Format):
        raise GraphError(f"there is no format {format!r}; use one of {', '.join(get_args(Format))}.")
    found = Counter(_of_json(graph) if format == "json" else _of_text(graph, format))
    return tuple(Loss(place, name, count, what) for (place, name, what), count in found.items())


Found = Iterator[tuple[Place, str, str]]


def _of_json(graph: "nx.Graph[Any]") -> Found:
    for node in graph:
        if not isinstance(node, str | int | float):
            yield "node", "id", "a tuple becomes a list, and another object has no form"
    for place, items in attributes(graph).items():
        for facts in items():
            for name, value in facts.items():
                if isinstance(value, tuple):
                    yield _place(place), str(name), "a tuple becomes a list"
                elif not isinstance(value, HELD_BY_JSON) or value != value or value in (float("inf"), -float("inf")):
                    yield _place(place), str(name), "has no form: writing is refused"


def _of_text(graph: "nx.Graph[Any]", format: str) -> Found:
    for node in graph:
        if not isinstance(node, str):
            yield "node", "id", "becomes text"
        elif clean(node) != node:
            yield "node", "id", "loses characters that XML forbids"
    if isinstance(graph, nx.MultiGraph) and not keys_are_ids(graph):
        for _ in graph.edges:
            yield "edge", "key", "is not kept: edges are numbered"
    for place, items in attributes(graph).items():
        if place == "graph" and format in ("gexf", "gephi", "neo4j"):
            yield from ((_place(place), str(name), "is not kept") for name in graph.graph)
            continue
        types = {} if format in ("gexf", "gephi") else attribute_types(items)
        for facts in items():
            yield from _of_facts(_place(place), facts, types)
            if format in ("gexf", "gephi") and _no_day(facts):
                yield _place(place), "date", "is no full date, so has no place on the timeline"


def _of_facts(place: Place, facts: Mapping[Any, Any], types: Mapping[Any, type]) -> Found:
    for name, value in facts.items():
        if not isinstance(name, str) or clean(name) != name:
            yield place, str(name), "changes its name to one that XML holds"
        if what := _change(value, types.get(name)):
            yield place, str(name), what


def _change(value: Any, column: type | None) -> str | None:
    """Return what becomes of a value that its column does not hold as it is."""
    value = unwrapped(value)
    if value is None or value != value:
        return "is left out where it is None or NaN"
    if isinstance(value, str):
        return None if clean(value) == value else "loses characters that XML forbids"
    if isinstance(value, bool | int | float):
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= LONGEST:
            return "a whole number of more than 63 bits becomes a float"
        if column in (None, type(value)):
            return None
        return "numbers become text, since others are text" if column is str else "whole numbers become floats"
    if isinstance(value, date):
        return "a date becomes ISO text"
    return "a list or dict becomes JSON text"


def _no_day(facts: Mapping[Any, Any]) -> bool:
    days = [str(facts[name]) for name in ("earliest", "first", "date") if facts.get(name)]
    return bool(days) and not any(len(day) == len("2025-01-24") for day in days)


def _place(place: str) -> Place:
    return "graph" if place == "graph" else "node" if place == "node" else "edge"
