"""Graphs ↔ files: GraphML and node-link JSON both ways, GEXF with time and CSV for Neo4j one way.

Every file is written beside its place and renamed when it is whole, so that a failure leaves what stood there.
"""

from korea_nlp.export.gexf import write_gexf
from korea_nlp.export.graphml import write_graphml
from korea_nlp.export.graphml_reader import read_graphml
from korea_nlp.export.losses import Loss, losses
from korea_nlp.export.neo4j import write_neo4j
from korea_nlp.export.nodelink import read_node_link, write_node_link

__all__ = [
    "Loss", "losses", "read_graphml", "read_node_link", "write_gexf", "write_graphml", "write_neo4j", "write_node_link",
]  # fmt: skip
