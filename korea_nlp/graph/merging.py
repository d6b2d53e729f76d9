"""What graphs of several articles bring together: actors that no table knows, and events that are one.

A node that stands for several has in ``merged`` what each article tells, and in ``merged_why`` what they agree in.
Their own nodes can be had back from it, so that a graph of other articles can be made.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import networkx as nx

from korea_nlp.graph import strangers
from korea_nlp.graph.facts import Facts, ascii_id, event_facts, to_json
from korea_nlp.graph.retellings import BY_COUNTRY, Part, SameEvent, Telling, find_same
from korea_nlp.knowledge.namesakes import commonest

PARTS_IN_EVENTS = ("agent", "patient", "recipient", "addressee", "place")  # roles that an actor can have
SHARED = ("kind", "labels", "event_kind", "mode")  # that all tellings of an event have in common
LEAD = 200  # characters: what an article begins with is its news
FULL_DATE = 10
MOST_TELL = ("name", "subkind", "plover", "place")
WHERE = ("place_id", "place_country", "latitude", "longitude")


def join(graph: "nx.MultiDiGraph[str]") -> None:
    """Give strangers and events that are one a node of their own, in a graph that was asked to merge them."""
    if graph.graph.get("merge") != "name":
        return
    strangers.join(graph)
    names: dict[str, str] = {}
    for one, members in find_in(graph):
        graph.add_node(one.id, **_facts(one, [(member.id, graph.nodes[member.id]) for member in members]))
        names.update((member.id, one.id) for member in members)
    strangers.move(graph, set(names), lambda node, facts: names.get(node, node), in_keys=False)


def part(graph: "nx.MultiDiGraph[str]") -> None:
    """Give each article's strangers and events their own nodes back."""
    merged = [(node, facts) for node, facts in graph.nodes(data=True) if _is_event(facts) and "merged" in facts]
    for _, facts in merged:
        shared = {name: facts[name] for name in SHARED}
        for told in json.loads(facts["merged"]):
            graph.add_node(told.pop("id"), **shared, **told)
    nodes = {node for node, _ in merged}
    strangers.move(graph, nodes, lambda node, facts: _telling_of(facts) if node in nodes else node, in_keys=False)
    strangers.part(graph)


def find_in(graph: "nx.MultiDiGraph[str]") -> Iterator[tuple[SameEvent, Sequence[Telling]]]:
    """Return the events of a graph that several articles tell, with what each tells."""
    return find_same(_tellings(graph))


def _is_event(facts: Facts) -> bool:
    return facts.get("kind") == "event"


def _tellings(graph: "nx.MultiDiGraph[str]") -> Iterator[Telling]:
    for node, facts in graph.nodes(data=True):
        if _is_event(facts) and (day := _day(facts)):
            yield Telling(
                node,
                facts["article_id"],
                facts["event_id"],
                facts["event_kind"],
                facts.get("subkind"),
                facts["mode"],
                day,
                facts["name"].casefold(),
                tuple(_parts(graph, node)),
                facts.get("place_id"),
                facts.get("place_country"),
                dict(_amounts(facts)),
            )


def _day(facts: Facts) -> str | None:
    """Return the one day on which an event was, or that of its article, where that begins with it."""
    if "earliest" in facts or "latest" in facts:
        return str(facts["earliest"]) if facts.get("earliest") == facts.get("latest") else None
    leads = facts["mode"] == "actual" and facts["focus"] and json.loads(facts["spans"])[0][0] < LEAD
    return str(facts["date"]) if leads and len(facts.get("date", "")) == FULL_DATE else None


def _parts(graph: "nx.MultiDiGraph[str]", event: str) -> Iterator[Part]:
    for _, actor, facts in graph.out_edges(event, data=True):
        if (role := facts["kind"].lower()) in PARTS_IN_EVENTS:
            told = graph.nodes[actor]
            country = told.get("country")
            kind = told.get("actor_kind")
            yield Part(role, country if country and kind in BY_COUNTRY else actor, country, kind == "person")


def _amounts(facts: Facts) -> Iterator[tuple[str, float]]:
    """Yield what is counted, in what unit, and exactly how much or many."""
    for figure in json.loads(facts.get("figures", "[]")):
        if figure.get("bound") == "exact" and figure.get("lower") == figure.get("upper"):
            counted = figure.get("counted", "").casefold().split()[-1:]
            yield " ".join([figure.get("unit", ""), *counted]), figure["lower"]


def _telling_of(facts: Facts) -> str:
    """Return the node of the event that an edge belongs to, by its facts."""
    return f"{ascii_id(facts['article_id'])}/{ascii_id(facts['event_id'])}"


def _facts(one: SameEvent, members: Sequence[tuple[str, Facts]]) -> Facts:
    """Return the attributes of the node of several tellings: what most tell, and since when it was told."""
    told: list[dict[str, Any]] = [
        {"id": node} | {name: value for name, value in facts.items() if name not in SHARED} for node, facts in members
    ]
    first = members[0][1]
    most = {name: commonest(facts.get(name) for _, facts in members) for name in MOST_TELL}
    located = next((facts for _, facts in members if "place_id" in facts), {})
    dates = [facts["date"] for _, facts in members if "date" in facts]
    return event_facts(
        str(first["event_kind"]),
        most.pop("name"),
        **most,
        **{"mode": one.mode, "focus": any(facts["focus"] for _, facts in members)},
        **{name: located[name] for name in WHERE if name in located},
        **{"earliest": one.day, "latest": one.day, "date": min(dates, default=None), "articles": len(members)},
        **{"merged": to_json(told), "merged_why": one.why},
    )
