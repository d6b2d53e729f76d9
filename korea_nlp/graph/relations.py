"""Edges between claims: which agree, dispute, update, confirm or deny which."""

import networkx as nx

from korea_nlp.compare import Comparison
from korea_nlp.graph.facts import claim_node, edge, to_json


def add_relations(graph: "nx.MultiDiGraph[str]", relations: Comparison) -> None:
    """Add one edge for each kind of relation between two claims of a graph, from the later claim to the earlier one."""
    for relation, later, earlier in relations.pairs():
        source, target = claim_node(later.article, later.claim), claim_node(earlier.article, earlier.claim)
        key = f"{source}|{relation.kind}|{target}"
        if source not in graph or target not in graph or graph.has_edge(source, target, key):
            continue
        facts = edge(
            relation.kind,
            **{"claim_id": later.claim, "cause": relation.cause, "topic": later.topic, "article_id": later.article},
            **{"spans": to_json([(later.start, later.end)]), "words": later.words, "other_words": earlier.words},
            **{"date": later.published, "confidence": float(min(later.confidence, earlier.confidence))},
        )
        graph.add_edge(source, target, key, **facts)
