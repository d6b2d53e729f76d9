"""Actors that no table knows, in graphs of several articles: those that are one share a node, which says why.

A node that stands for several has their ids and what each article tells of them in ``merged``, and in ``merged_why``
what they agree in. Their own nodes can be had back from it, so that a graph of other articles can be made.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Literal

import networkx as nx

from korea_nlp.errors import GraphError
from korea_nlp.graph.facts import Facts, actor_facts, ascii_id, to_json
from korea_nlp.knowledge import load_knowledge
from korea_nlp.knowledge.namesakes import LOCAL, Joined, Namesakes, Stranger
from korea_nlp.records import Record, is_hidden

Merge = Literal["name", "never"]
COUNTS = ("mentions", "articles")  # of actors: sums over all articles of a graph
TOLD = ("id", "name", "country", "role", "affiliation")  # of a stranger by its article


def check_merge(merge: str) -> None:
    """Refuse a way of merging that there is none of.

    Raises:
        GraphError: There is no such way.
    """
    if merge not in ("name", "never"):
        raise GraphError(f"there is no merge {merge!r}; use 'name' or 'never'.")


def join(graph: "nx.MultiDiGraph[str]") -> None:
    """Give strangers that are one a node of their own."""
    strangers: dict[str, Stranger] = {}
    known = []
    for node, facts in graph.nodes(data=True):
        if facts.get("kind") != "actor" or "name" not in facts:
            continue
        if LOCAL not in node:
            known.append(facts["name"])
        elif "actor_kind" in facts:
            told = {name: facts.get(name) for name in TOLD[2:]}
            strangers[node] = Stranger(node, facts["name"], facts["actor_kind"], **told)
    if len(strangers) < 2:
        return
    names: dict[str, str] = {}
    for one in Namesakes(load_knowledge()).join(strangers.values(), known):
        members = {member.id: graph.nodes[member.id] for member in one.members}
        graph.add_node(one.id, **_facts(one, list(members.values())))
        names.update(dict.fromkeys(members, one.id))
    if names:
        move(graph, set(names), lambda node, facts: names.get(node, node))


def joined_in(records: Iterable[Record]) -> dict[str, Joined]:
    """Return the actor of several articles that a stranger of some records is, by ``<article>#<name>``."""
    strangers, known = dict[str, Stranger](), set[str]()
    for record in records:
        for actor in record.actors:
            article, mark, name = actor.id.rpartition(LOCAL)
            if not mark:
                known.add(actor.name)
            elif not is_hidden(actor.name):
                id = f"{article or record.id}{LOCAL}{name}"
                told = (actor.name, actor.kind, actor.country, actor.role, actor.affiliation)
                strangers[id] = Stranger(id, *told)
    found = Namesakes(load_knowledge()).join(strangers.values(), known)
    return {member.id: one for one in found for member in one.members}


def part(graph: "nx.MultiDiGraph[str]") -> None:
    """Give each article's strangers their own nodes back."""
    members: dict[tuple[str, str], str] = {}
    actors = [(node, facts) for node, facts in graph.nodes(data=True) if facts.get("kind") == "actor"]
    joined = [(node, facts) for node, facts in actors if "merged" in facts]
    for node, facts in joined:
        for told in json.loads(facts["merged"]):
            graph.add_node(told["id"], **_own_facts(told, facts["actor_kind"]))
            members[node, told["id"].rpartition(LOCAL)[0]] = told["id"]

    def own(node: str, facts: Facts) -> str:
        return members.get((node, ascii_id(facts["article_id"])), node)

    if joined:
        move(graph, {node for node, _ in joined}, own)


def move(
    graph: "nx.MultiDiGraph[str]", nodes: set[str], name: Callable[[str, Facts], str], *, in_keys: bool = True
) -> None:
    """Give the edges of some nodes, by their facts, to other nodes, also in their keys; and remove the nodes."""
    touching = [edge for edge in graph.edges(keys=True, data=True) if edge[0] in nodes or edge[1] in nodes]
    graph.remove_nodes_from(nodes)
    for source, target, key, facts in touching:
        moved = "|".join(name(end, facts) for end in key.split("|")) if in_keys else key
        graph.add_edge(name(source, facts), name(target, facts), moved, **facts)


def _facts(one: Joined, members: list[Facts]) -> Facts:
    """Return the attributes of the node of several strangers."""
    told = [
        {"id": stranger.id} | {name: facts[name] for name in (*TOLD[1:], "mentions") if name in facts}
        for stranger, facts in zip(one.members, members, strict=True)
    ]
    facts = actor_facts(one.name, one.kind, one.country, None, one.role, one.affiliation)
    facts |= {"merged": to_json(told), "merged_why": one.why}
    counts = Counter[str]()
    for member in members:
        counts.update({name: member[name] for name in COUNTS if name in member})
    return facts | counts


def _own_facts(told: dict[str, Any], kind: str) -> Facts:
    facts = actor_facts(told["name"], kind, told.get("country"), None, told.get("role"), told.get("affiliation"))
    return facts | ({"mentions": told["mentions"], "articles": 1} if "mentions" in told else {})
