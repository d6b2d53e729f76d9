"""Graphs ↔ files: GraphML both ways, node-link JSON both ways, GEXF with time one way.

Every file is written beside its place and renamed when it is whole, so that a failure leaves what stood there.
"""

from korea_nlp.export.gexf import write_gexf
from korea_nlp.export.graphml import write_graphml
from korea_nlp.export.graphml_reader import read_graphml
from korea_nlp.export.nodelink import read_node_link, write_node_link

__all__ = ["read_graphml", "read_node_link", "write_gexf", "write_graphml", "write_node_link"]
