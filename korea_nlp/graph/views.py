"""Parts of graphs, and graphs together: what was known on a day, who is around an actor, how a claim came.

All of them return new graphs and leave what they are given alone. They work on graphs as ``build_graph`` makes them,
also when read back from a file.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import Any, overload

import networkx as nx

from korea_nlp.errors import ArticleError, GraphError, no_graph
from korea_nlp.graph.facts import edge, to_json
from korea_nlp.graph.merging import join, part
from korea_nlp.graph.strangers import COUNTS
from korea_nlp.knowledge import load_knowledge
from korea_nlp.records import Given, Record, given_records, read_published

FULL_DATE = 10
EVIDENCE = 3  # pieces that an aggregated edge names
DECIMALS = 4
SIGNS = {"praise": 1, "confirm": 1, "deny": -1, "accuse": -1, "threaten": -1}  # of stances towards whom they are about


@overload
def as_of(what: "nx.MultiDiGraph[str]", day: str | date) -> "nx.MultiDiGraph[str]": ...
@overload
def as_of(what: Given, day: str | date) -> Iterator[Record]: ...
def as_of(what: "nx.MultiDiGraph[str] | Given", day: str | date) -> "nx.MultiDiGraph[str] | Iterator[Record]":
    """Return what was known at the end of a day: what stood in articles published by then.

    What bears no date is left out, since nothing says that it was known. A graph keeps the actors that something in it
    still leads to, without their counts of mentions and articles, which are sums over all days; a graph built of the
    records as of that day has them.

    Args:
        what: A graph, or records, which are then passed on one by one.
        day: A day as ``Article.published`` takes it.

    Raises:
        GraphError: The day is no date, or the graph is aggregated, so that its edges stand for many days.

    Example:
        >>> [record.id for record in as_of([Record("a1", "", published="2025-01-24"), Record("a2", "")], "2025-02-01")]
        ['a1']
    """
    last = _day(day)
    if isinstance(what, nx.MultiDiGraph):
        return _graph_as_of(what, last)
    return (record for record in given_records(what) if record.published and record.published[:10] <= last)


def _graph_as_of(graph: "nx.MultiDiGraph[str]", last: str) -> "nx.MultiDiGraph[str]":
    _refuse_aggregated(graph, "take as_of of the graph that it was made of, then aggregate")

    def known(facts: dict[str, Any]) -> bool:
        return str(facts.get("date", "9999")) <= last

    graph = _parted(graph)
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    kept = {node for node, facts in graph.nodes(data=True) if facts.get("kind") != "actor" and known(facts)}
    for source, target, facts in graph.edges(data=True):
        if known(facts):
            kept.update((source, target))
    for node, facts in graph.nodes(data=True):  # in their order
        if node in kept:
            found.add_node(node, **{name: value for name, value in facts.items() if name not in COUNTS})
    for source, target, key, facts in graph.edges(keys=True, data=True):
        if known(facts):
            found.add_edge(source, target, key, **facts)
    join(found)
    return found


def ego_graph(graph: "nx.MultiDiGraph[str]", actor: str, *, claims: int = 1) -> "nx.MultiDiGraph[str]":
    """Return an actor with the claims by and about them and all that these touch.

    Args:
        graph: Of any view.
        actor: An actor's id, name, or another name that the knowledge base has: "NIS", "North Korea", "Seoul".
        claims: How many claims (or events) may lie between the actor and the farthest other one.

    Raises:
        GraphError: The graph has no such actor.

    Example:
        >>> graph = nx.MultiDiGraph([("nis", "a1/c1"), ("a1/c1", "north-korea"), ("kcna", "a1/c2")], view="claims")
        >>> sorted(ego_graph(graph, "nis"))
        ['a1/c1', 'nis', 'north-korea']
    """
    if not isinstance(graph, nx.Graph):
        raise no_graph(graph)
    actor = actor if actor in graph else _actor_called(graph, actor)
    steps = claims if graph.graph.get("view") == "actors" else 2 * claims
    around = nx.single_source_shortest_path_length(graph.to_undirected(as_view=True), actor, cutoff=steps)
    return _part(graph, set(around))


def _actor_called(graph: "nx.MultiDiGraph[str]", name: str) -> str:
    """Return the node of the actor that a name stands for.

    Raises:
        GraphError: The graph has none, or several; names them.
    """
    facts_of: dict[str, dict[str, Any]] = dict(graph.nodes(data=True))  # type: ignore[arg-type]
    names = {node: str(facts.get("name", "")) for node, facts in facts_of.items()}
    actors = [node for node, facts in facts_of.items() if facts.get("kind") == "actor"]
    asked = name.casefold()
    found = [node for node in actors if names[node].casefold() == asked]
    found = found or [row.actor for row in load_knowledge().candidates(name) if row.actor in graph][:1]
    found = found or [node for node in actors if asked in names[node].casefold().split()]
    if len(found) == 1:
        return found[0]
    if found:
        raise GraphError(f"{name!r} may be {' or '.join(found[:5])}; give the one meant.")
    near = get_close_matches(name, [*actors, *(names[node] for node in actors)], 3)
    raise GraphError(f"the graph has no actor {name!r}; {'near: ' + ', '.join(near) if near else 'see its nodes'}.")


def relay_path(graph: "nx.MultiDiGraph[str]", claim: str) -> "nx.MultiDiGraph[str]":
    """Return the path on which a claim came, from the one who is said to know to the article that tells it.

    It holds the claim, those that enclose it, the sources of each and the article, in this order, and their edges.
    Agencies in credit lines and families of copies stand in no graph: see ``korea_nlp.origins``.

    Args:
        graph: A claim view.
        claim: The node of a claim.

    Raises:
        GraphError: The graph has no such claim.

    Example:
        >>> graph = nx.MultiDiGraph()
        >>> graph.add_edges_from([("nis", "a/c2"), ("mp", "a/c1")], kind="CLAIMS")
        [0, 0]
        >>> _ = graph.add_edge("a/c2", "a/c1", kind="WITHIN")
        >>> graph.add_node("a/c2", kind="claim")
        >>> list(relay_path(graph, "a/c2"))
        ['nis', 'a/c2', 'mp', 'a/c1']
    """
    if graph.nodes.get(claim, {}).get("kind") != "claim":
        raise GraphError(f"the graph has no claim {claim!r}; its claims are the nodes whose kind is claim.")
    path: dict[str, None] = {}
    inner: str | None = claim
    while inner is not None and inner not in path:
        path.update(dict.fromkeys(_neighbours(graph, inner, "CLAIMS")))
        path[inner] = None
        inner = next(
            (outer for _, outer, facts in graph.out_edges(inner, data=True) if facts.get("kind") == "WITHIN"), None
        )
    path.update(dict.fromkeys(_neighbours(graph, claim, "REPORTS")))
    whole = _part(graph, set(path))
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    found.add_nodes_from((node, whole.nodes[node]) for node in path)
    kinds = ("CLAIMS", "WITHIN", "REPORTS")
    for source, target, key, facts in whole.edges(keys=True, data=True):
        if facts.get("kind") in kinds:
            found.add_edge(source, target, key, **facts)
    return found


def _neighbours(graph: "nx.MultiDiGraph[str]", node: str, kind: str) -> list[str]:
    return [source for source, _, facts in graph.in_edges(node, data=True) if facts.get("kind") == kind]


def merge_graphs(graphs: Iterable["nx.MultiDiGraph[str]"]) -> "nx.MultiDiGraph[str]":
    """Return several graphs of one view as one.

    Ids carry their article's, so that only actors, and articles that several graphs hold, come together; actors that no
    table knows, and events, do as in ``build_graph``. Actors' counts are summed; where graphs share articles they would
    be counted twice, so that they are left out.

    Raises:
        GraphError: No graphs are given, their views differ, one is aggregated, or two articles under one id differ.

    Example:
        >>> graphs = [nx.MultiDiGraph([("nis", claim)], view="claims") for claim in ("a1/c1", "a2/c1")]
        >>> sorted(merge_graphs(graphs))
        ['a1/c1', 'a2/c1', 'nis']
    """
    if isinstance(graphs, nx.Graph | str) or not isinstance(graphs, Iterable):
        raise GraphError(f"merge_graphs takes a list of graphs, not {type(graphs).__name__}; give [graph, other].")
    merged: nx.MultiDiGraph[str] | None = None
    seen: set[str] = set()
    shared = False
    for graph in map(_parted, graphs):
        _refuse_aggregated(graph, "merge the graphs that it was made of, then aggregate")
        if merged is None:
            merged = nx.MultiDiGraph(**graph.graph)
        elif merged.graph.get("view") != graph.graph.get("view"):
            raise GraphError(f"views {merged.graph.get('view')!r} and {graph.graph.get('view')!r} do not merge.")
        elif merged.graph.get("merge") != graph.graph.get("merge"):
            raise GraphError("one graph was built with merge='name' and one without; build both in one way.")
        articles = _articles(graph)
        shared = shared or not seen.isdisjoint(articles)
        seen |= articles
        for node, facts in graph.nodes(data=True):
            _merge_node(merged, node, facts)
        for source, target, key, facts in graph.edges(keys=True, data=True):
            if merged.edges.get((source, target, key), facts) != facts:
                raise GraphError(f"edge {key!r} differs between the graphs; give their articles other ids.")
            merged.add_edge(source, target, key, **facts)
    if merged is None:
        raise GraphError("there are no graphs to merge; give one or more.")
    if shared:
        for _, facts in merged.nodes(data=True):
            for name in COUNTS:
                facts.pop(name, None)
    join(merged)
    return merged


def _merge_node(merged: "nx.MultiDiGraph[str]", node: str, facts: dict[str, Any]) -> None:
    if node not in merged:
        merged.add_node(node, **facts)
        return
    known = merged.nodes[node]
    if facts.get("kind") == "actor":  # the first graph's word holds, as that of the first article does in one graph
        counts = {name: known[name] + facts[name] for name in COUNTS if name in known and name in facts}
        merged.add_node(node, **{**facts, **known, **counts})
    elif known != facts:
        raise GraphError(f"node {node!r} differs between the graphs; give their articles other ids.")


def aggregate(graph: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    """Return an actor view with one edge for all claims of one actor about another.

    Its ``weight`` is their number, ``signed_weight`` the friendly ones less the hostile ones; each stance has its
    count (``deny``, ``accuse``, ...), and so has how plainly they speak of the other (``named``, ``referred``,
    ``implied``); ``first`` and ``last`` are dates of publication, ``denials`` is the share of
    claims that deny, ``confidence`` the mean, ``evidence`` the articles and claims of the three surest as JSON.

    Raises:
        GraphError: The graph is of another view, or aggregated already.

    Example:
        >>> aggregate(nx.MultiDiGraph(view="actors")).number_of_edges()
        0
    """
    if graph.graph.get("view") != "actors":
        raise GraphError(f"the view {graph.graph.get('view')!r} has no aggregated form; use view='actors'.")
    _refuse_aggregated(graph, "use it as it is")
    merged: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    merged.add_nodes_from((node, dict(facts)) for node, facts in graph.nodes(data=True))
    for source, targets in graph.adjacency():
        for target, edges in targets.items():
            merged.add_edge(source, target, f"{source}|{target}", **_sum(list(edges.values())))
    return merged


def _sum(claims: list[dict[str, Any]]) -> dict[str, Any]:
    dates = sorted(claim["date"] for claim in claims if "date" in claim)
    stances = Counter(claim["stance"] for claim in claims)
    forms = Counter(claim["about_form"] for claim in claims if "about_form" in claim)
    surest = sorted(claims, key=lambda claim: -claim["confidence"])[:EVIDENCE]  # of like ones the first
    facts = edge(
        "CLAIMS_ABOUT",
        claims=len(claims),
        articles=len({claim["article_id"] for claim in claims}),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        **dict(sorted(stances.items())),
        **dict(sorted(forms.items())),
        denials=round(stances["deny"] / len(claims), DECIMALS),
        confidence=round(sum(claim["confidence"] for claim in claims) / len(claims), DECIMALS),
        signed_weight=float(sum(SIGNS.get(stance, 0) * count for stance, count in stances.items())),
        evidence=to_json([[claim["article_id"], claim["claim_id"]] for claim in surest]),
    )
    return facts | {"weight": float(len(claims)), "label": "1 claim" if len(claims) == 1 else f"{len(claims)} claims"}


def _parted(graph: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    """Return a graph in which each article's strangers and events have their own nodes."""
    if not isinstance(graph, nx.Graph):
        raise no_graph(graph)
    if not any("merged" in facts for _, facts in graph.nodes(data=True)):
        return graph
    graph = graph.copy()
    part(graph)
    return graph


# --- parts ---------------------------------------------------------------------------------------------------------


def _part(graph: "nx.MultiDiGraph[str]", nodes: set[str]) -> "nx.MultiDiGraph[str]":
    """Return a copy of some nodes, in the graph's order, and of the edges between them."""
    part: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    part.add_nodes_from((node, dict(graph.nodes[node])) for node in graph if node in nodes)
    for source, target, key, facts in graph.edges(nodes, keys=True, data=True):
        if target in nodes:
            part.add_edge(source, target, key, **facts)
    return part


def _articles(graph: "nx.MultiDiGraph[str]") -> set[str]:
    found = {facts["article_id"] for _, facts in graph.nodes(data=True) if "article_id" in facts}
    return found | {facts["article_id"] for *_, facts in graph.edges(data=True) if "article_id" in facts}


def _refuse_aggregated(graph: "nx.MultiDiGraph[str]", what_to_do: str) -> None:
    if any(facts.get("kind") == "CLAIMS_ABOUT" for *_, facts in graph.edges(data=True)):
        raise GraphError(f"the graph is aggregated; {what_to_do}.")


def _day(day: str | date) -> str:
    try:
        found = (read_published(day) or "")[:FULL_DATE]
    except ArticleError:
        found = ""
    if len(found) < FULL_DATE:
        raise GraphError(f"{day!r} is no day; write it as 2025-01-24.")
    return found
