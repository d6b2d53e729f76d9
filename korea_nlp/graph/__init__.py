"""Records → ``networkx.MultiDiGraph``: who claimed what about whom, with the evidence on every edge.

Attributes are strings and numbers only, a list is a JSON string, and what is unknown is left out, so that any graph
format can hold them. Node ids are ASCII without spaces: an actor's is its own (``kim-jong-un``), that of one whom no
table knows ``<article>#<name>``, or ``#<name>:<kind>:<country>`` where several articles name them; an article's is
``article:<id>``, those of claims and events are ``<article>/<id>``, an event's that several articles tell
``event:<kind>:<day>:<mode>:<what tells it apart>``; characters that could not stand there are
percent-encoded. Each edge's key is unique in the whole graph: ``<claim or event>|<kind of edge>|<other end>``.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

import networkx as nx

from korea_nlp.compare import Comparison
from korea_nlp.errors import GraphError
from korea_nlp.graph import strangers, views
from korea_nlp.graph.facts import Facts, Reader, edge
from korea_nlp.graph.merging import PARTS_IN_EVENTS, find_in, join
from korea_nlp.graph.relations import add_relations
from korea_nlp.graph.retellings import SameEvent
from korea_nlp.graph.strangers import Merge, check_merge
from korea_nlp.graph.views import aggregate, as_of, ego_graph, merge_graphs, relay_path
from korea_nlp.records import (
    AboutLevel,
    Claim,
    Event,
    Given,
    check_about,
    drop_unsure,
    given_records,
    is_withheld,
    narrow_about,
    worded,
)

__all__ = ["SameEvent", "aggregate", "as_of", "build_graph", "ego_graph", "merge_graphs", "relay_path", "same_events"]
Graph = nx.MultiDiGraph  # of node ids, which are strings
View = Literal["claims", "actors", "events"]


def build_graph(
    records: Given,
    *,
    view: View = "claims",
    aggregate: bool = False,
    relations: Comparison | None = None,
    min_confidence: float | None = None,
    merge: Merge = "name",
    about: AboutLevel = "all",
) -> "nx.MultiDiGraph[str]":
    """Return the graph of the claims in some records.

    Args:
        records: A Record, or any number of them, read once; a ``Failure`` among them is passed over.
        view: ``claims``: actors, claims, the events they describe, and articles. ``actors``: actors alone, with one
            edge a claim from its source to each actor it is about. ``events``: all events, their actors, the claims
            that tell of them and who claims.
        aggregate: Of the actor view: one edge for all claims of one actor about another, with their number, first and
            last date and share of denials.
        relations: What ``compare`` found in these records: in the views that have claims, an edge from a claim to each
            earlier one that it agrees with, disputes, updates, confirms or denies.
        min_confidence: Leave out what was found with less confidence, claims and whom they are about, as
            ``drop_unsure`` does.
        merge: ``name``: people and bodies that no table knows have one node over all articles where full name, kind,
            country and description agree, and so have events that are one (see ``same_events``); ``merged`` tells what
            each article says, ``merged_why`` why they are one. ``never``: one node an article.
        about: How plainly a claim must speak of whom it is about. ``named``: words of their own name them in its
            content; ``referred``: or a pronoun or a noun stands for them there; ``all``: or they are only implied. Each
            edge to whom a claim is about says which in ``about_form``, and how likely it is in ``about_confidence``.

    Raises:
        GraphError: There is no such view or merge, or the view has no aggregated form.
        OptionError: ``min_confidence`` is no number from 0 to 1, or there is no such level of ``about``.
        RecordError: Something else than Records was given, or two of one id differ.

    Example:
        >>> from korea_nlp.records import Record
        >>> build_graph([Record(id="a1", text="Seoul said so.")]).nodes["article:a1"]["kind"]
        'article'
    """
    builders = {"claims": _add_claim_view, "actors": _add_actor_view, "events": _add_event_view}
    if view not in builders:
        raise GraphError(f"there is no view {view!r}; use one of {', '.join(builders)}.")
    if aggregate and view != "actors":
        raise GraphError(f"the view {view!r} has no aggregated form; use view='actors'.")
    check_merge(merge)
    check_about(about)
    graph: nx.MultiDiGraph[str] = Graph(view=view, merge=merge)
    mentions: Counter[str] = Counter()
    articles: Counter[str] = Counter()
    withheld: dict[str, str] = {}
    for record in given_records(records):
        if is_withheld(record):
            withheld[record.id] = record.text
        reader = Reader(narrow_about(drop_unsure(record, min_confidence), about))
        builders[view](graph, reader)
        for actor in record.actors:
            mentions[reader.actor_node(actor.id)] += len(actor.mentions)
            articles[reader.actor_node(actor.id)] += 1
    if relations is not None:
        add_relations(graph, relations, withheld)
    for node, facts in graph.nodes(data=True):
        if facts["kind"] == "actor":
            facts.update(mentions=mentions[node], articles=articles[node])
    join(graph)
    return views.aggregate(graph) if aggregate else graph


def same_events(records: Given) -> list[SameEvent]:
    """Return the events that several articles tell, in the order of their ids.

    Two are one if kind, day and mode are the same, what the table ``event_identity`` asks for is told by both and alike
    (who launches; who meets whom; who goes where), and nothing contradicts: subkind, place, who does it to whom, exact
    amounts. Nothing is one with an event of no day, and where an article tells two that it may be, with none of these.

    Args:
        records: A Record, or any number of them, read once; a ``Failure`` among them is passed over.

    Raises:
        RecordError: Something else than Records was given, or two of one id differ.

    Example:
        >>> from korea_nlp.records import Event, Record, Time, Words
        >>> told, day = Words(0, 9, "The blast"), Time("t1", 10, 17, "Tuesday", "2013-02-12", "2013-02-12", "day", None)
        >>> test = Event("e1", "nuclear_test", None, None, "actual", True, told, (), (), "t1", ())
        >>> [one] = same_events(Record(id, "The blast Tuesday", times=(day,), events=(test,)) for id in ("a1", "a2"))
        >>> one.events
        (('a1', 'e1'), ('a2', 'e1'))
    """
    graph: nx.MultiDiGraph[str] = Graph()
    for record in given_records(records):
        reader = Reader(record)
        for event in record.events:
            _add_event(graph, reader, event)
    strangers.join(graph)
    return [one for one, _ in find_in(graph)]


# --- views ---------------------------------------------------------------------------------------------------------


def _add_claim_view(graph: "nx.MultiDiGraph[str]", reader: Reader) -> None:
    graph.add_node(reader.article_node, **reader.article())
    for claim in reader.record.claims:
        node = _add_claim(graph, reader, claim)
        facts = {"claim_id": claim.id, **reader.evidence_of(claim.content, claim)}
        _add_edge(graph, reader.article_node, node, "REPORTS", node, reader.article_node, facts)
        for id, how in reader.about(claim):
            actor = _add_actor(graph, reader, id)
            facts = {"claim_id": claim.id, "stance": claim.stance, **how, **reader.evidence_of_actor(id, claim)}
            _add_edge(graph, node, actor, "ABOUT", node, actor, facts)
        for event in _events_of(reader, claim):
            _add_event(graph, reader, event)
            _add_describes(graph, reader, claim, event)
    known = {claim.id for claim in reader.record.claims}
    for claim in reader.record.claims:
        if claim.parent in known:
            node, parent = reader.node(claim.id), reader.node(str(claim.parent))
            facts = {"claim_id": claim.id, **reader.evidence_of(claim.content, claim)}
            _add_edge(graph, node, parent, "WITHIN", node, parent, facts)


def _add_event_view(graph: "nx.MultiDiGraph[str]", reader: Reader) -> None:
    for event in reader.record.events:
        _add_event(graph, reader, event)
    for claim in reader.record.claims:
        for event in _events_of(reader, claim):
            _add_claim(graph, reader, claim)
            _add_describes(graph, reader, claim, event)


def _add_actor_view(graph: "nx.MultiDiGraph[str]", reader: Reader) -> None:
    for claim in reader.record.claims:
        for source_id in dict.fromkeys(claim.source.actors if claim.source else ()):
            source = _add_actor(graph, reader, source_id)
            for id, how in reader.about(claim):
                target = _add_actor(graph, reader, id)
                facts = {
                    **{"claim_id": claim.id, "stance": claim.stance, "certainty": claim.certainty},
                    **{"content": worded(claim.content), "cue": worded(claim.cue) if claim.cue else None},
                    **how,
                    **reader.evidence_of_actor(id, claim),
                }
                node = reader.node(claim.id)
                graph.add_edge(source, target, f"{node}|{source}|{target}", **edge(claim.stance, **facts))


# --- nodes and edges -----------------------------------------------------------------------------------------------


def _add_claim(graph: "nx.MultiDiGraph[str]", reader: Reader, claim: Claim) -> str:
    """Add a claim with its sources, once, and return its node."""
    node = reader.node(claim.id)
    if node in graph:
        return node
    graph.add_node(node, **reader.claim(claim))
    if claim.source:
        evidence = reader.evidence(claim.source.spans, claim.source.text, claim.confidence)
        for id in dict.fromkeys(claim.source.actors):
            actor = _add_actor(graph, reader, id)
            facts = {"claim_id": claim.id, "stance": claim.stance, **evidence}
            _add_edge(graph, actor, node, "CLAIMS", node, actor, facts)
    return node


def _add_event(graph: "nx.MultiDiGraph[str]", reader: Reader, event: Event) -> None:
    """Add an event with its actors, once."""
    node = reader.node(event.id)
    if node in graph:
        return
    graph.add_node(node, **reader.event(event))
    for argument in event.arguments:
        if argument.actor and argument.role in PARTS_IN_EVENTS:
            actor = _add_actor(graph, reader, argument.actor)
            evidence = reader.evidence([(argument.start, argument.end)], argument.text)
            _add_edge(graph, node, actor, argument.role.upper(), node, actor, {"event_id": event.id, **evidence})


def _add_describes(graph: "nx.MultiDiGraph[str]", reader: Reader, claim: Claim, event: Event) -> None:
    node, target = reader.node(claim.id), reader.node(event.id)
    trigger = event.trigger
    evidence = reader.evidence([(trigger.start, trigger.end)], trigger.text, claim.confidence)
    facts = {"claim_id": claim.id, "event_id": event.id, **evidence}
    _add_edge(graph, node, target, "DESCRIBES", node, target, facts)


def _add_actor(graph: "nx.MultiDiGraph[str]", reader: Reader, id: str) -> str:
    node = reader.actor_node(id)
    if node not in graph:
        graph.add_node(node, **reader.actor(id))
    return node


def _add_edge(
    graph: "nx.MultiDiGraph[str]", source: str, target: str, kind: str, owner: str, other: str, facts: Facts
) -> None:
    graph.add_edge(source, target, f"{owner}|{kind}|{other}", **edge(kind, **facts))


def _events_of(reader: Reader, claim: Claim) -> Iterator[Event]:
    return (reader.events[id] for id in dict.fromkeys(claim.events) if id in reader.events)
