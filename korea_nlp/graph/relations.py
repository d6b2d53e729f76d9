"""Edges between claims: which agree, dispute, update, confirm or deny which."""

from collections.abc import Mapping

import networkx as nx

from korea_nlp.compare import Comparison
from korea_nlp.compare.rows import Row
from korea_nlp.graph.facts import claim_node, edge, to_json


def add_relations(graph: "nx.MultiDiGraph[str]", relations: Comparison, withheld: Mapping[str, str]) -> None:
    """Add one edge for each kind of relation between two claims of a graph, from the later claim to the earlier one.

    Args:
        graph: The graph, which is changed.
        relations: What ``compare`` found.
        withheld: What may be read of articles whose texts are withheld, by their ids.
    """

    def words(row: Row) -> str:
        text = withheld.get(row.article)
        return row.words if text is None else text[row.start : row.end]

    for relation, later, earlier in relations.pairs():
        source, target = claim_node(later.article, later.claim), claim_node(earlier.article, earlier.claim)
        key = f"{source}|{relation.kind}|{target}"
        if source not in graph or target not in graph or graph.has_edge(source, target, key):
            continue
        facts = edge(
            relation.kind,
            **{"claim_id": later.claim, "cause": relation.cause, "topic": later.topic, "article_id": later.article},
            **{"spans": to_json([(later.start, later.end)]), "words": words(later), "other_words": words(earlier)},
            **{"date": later.published, "confidence": float(min(later.confidence, earlier.confidence))},
        )
        graph.add_edge(source, target, key, **facts)
