"""What Gephi shows of a graph on opening: places, sizes and colours of nodes, colours of edges."""

from collections.abc import Mapping
from typing import Any

import networkx as nx

# Columns that say where in the texts something stands; Gephi shows them as long cells.
EVIDENCE = frozenset(("evidence", "spans", "figures", "words", "labels"))
COUNTRIES = {  # of actors
    **{"PRK": (214, 39, 40), "KOR": (31, 119, 180), "USA": (23, 190, 207), "CHN": (255, 127, 14)},
    **{"RUS": (148, 103, 189), "JPN": (227, 119, 194), "UKR": (188, 189, 34)},
}
ELSEWHERE, NOWHERE = (44, 160, 44), (140, 140, 140)
KINDS = {"article": (199, 199, 199), "claim": (255, 187, 120), "event": (152, 223, 138)}
HOSTILE, FRIENDLY, NEUTRAL = (200, 40, 40), (40, 140, 60), (160, 160, 160)
HOSTILE_KINDS = ("deny", "accuse", "threaten", "DENIES", "DISPUTES")
FRIENDLY_KINDS = ("praise", "confirm", "AGREES", "CONFIRMS")
SMALLEST, LARGEST = 4.0, 40.0
LAID_OUT = 400  # nodes at most; a layout takes a second or two for so many, and Gephi has its own for more
SPREAD = 500.0
ROOM = 8.0  # around a node
PULL, STEPS, MIDDLE = 2.0, 120, 0.3  # of the layout: distance between neighbours, rounds, weight of the middle


def looks(graph: "nx.Graph[Any]") -> dict[Any, dict[str, Any]]:
    """Return how each node looks: colour by country or kind, size by mentions, a place where the graph is small."""
    weights = {node: float(facts.get("mentions") or graph.degree(node)) for node, facts in graph.nodes(data=True)}
    most = max(weights.values(), default=1.0) or 1.0
    sizes = {node: SMALLEST + (LARGEST - SMALLEST) * (weight / most) ** 0.5 for node, weight in weights.items()}
    places = _places(graph, sizes)
    found: dict[Any, dict[str, Any]] = {}
    for node, facts in graph.nodes(data=True):
        viz: dict[str, Any] = {"color": _color(node_color(facts)), "size": round(sizes[node], 2)}
        if node in places:
            x, y = places[node]
            viz["position"] = {"x": round(x, 2), "y": round(y, 2), "z": 0.0}
        found[node] = {"viz": viz}
    return found


def edge(facts: Mapping[Any, Any]) -> dict[str, Any]:
    """Return how an edge looks: red where it is hostile, green where it is friendly."""
    sign = float(facts.get("signed_weight") or 0)
    kind = str(facts.get("kind"))
    color = (
        HOSTILE if sign < 0 or kind in HOSTILE_KINDS else FRIENDLY if sign > 0 or kind in FRIENDLY_KINDS else NEUTRAL
    )
    return {"color": _color(color)}


def node_color(facts: Mapping[Any, Any]) -> tuple[int, int, int]:
    """Return the colour of a node: an actor's by country, others by kind."""
    if facts.get("kind") in KINDS:
        return KINDS[facts["kind"]]
    country = facts.get("country")
    return COUNTRIES.get(country, ELSEWHERE) if country else NOWHERE


def _color(rgb: tuple[int, int, int]) -> dict[str, Any]:
    return {**dict(zip("rgb", rgb, strict=True)), "a": 1.0}


def _places(graph: "nx.Graph[Any]", sizes: Mapping[Any, float]) -> dict[Any, tuple[float, float]]:
    if not 0 < len(graph) <= LAID_OUT:
        return {}
    simple: nx.Graph[Any] = nx.Graph()
    simple.add_edges_from((source, target) for source, target, _ in graph.edges(data=True) if source != target)
    middle = object()  # holds together what has no edges between it
    simple.add_weighted_edges_from((middle, node, MIDDLE) for node in graph)
    pull = PULL / len(graph) ** 0.5
    laid: dict[Any, Any] = nx.spring_layout(simple, k=pull, iterations=STEPS, seed=1, method="force")
    places = _apart([laid[node] * SPREAD for node in graph], [sizes[node] for node in graph])
    return dict(zip(graph, places, strict=True))


def _apart(places: list[Any], sizes: list[float]) -> list[tuple[float, float]]:
    """Return places moved so far that no node covers another, and names have room."""
    import numpy as np

    at, radii = np.array(places), np.array(sizes) + ROOM
    reach = radii[:, None] + radii[None, :]
    np.fill_diagonal(reach, 0.0)
    for _ in range(STEPS):
        gaps = at[:, None, :] - at[None, :, :]
        far = np.sqrt((gaps**2).sum(axis=2)) + 1e-9
        push = np.maximum(reach - far, 0.0)
        if not push.any():
            break
        at = at + (gaps / far[:, :, None] * push[:, :, None] / 2).sum(axis=1) * 0.8
    return [(float(x), float(y)) for x, y in at]
