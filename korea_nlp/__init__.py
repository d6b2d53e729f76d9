"""korea_nlp reads news about the Korean peninsula and tells who claimed what about whom."""

from importlib.metadata import version

from korea_nlp.batch import RunOptions, process_batch, run_corpus
from korea_nlp.compare import Comparison, compare, ledger, ledger_dataframe, write_ledger
from korea_nlp.corpus import read_articles
from korea_nlp.errors import KoreaNLPError
from korea_nlp.evaluate import evaluate
from korea_nlp.export import (
    losses,
    read_graphml,
    read_node_link,
    write_gexf,
    write_graphml,
    write_neo4j,
    write_node_link,
)
from korea_nlp.extract import extract
from korea_nlp.graph import aggregate, as_of, build_graph, ego_graph, merge_graphs, relay_path
from korea_nlp.knowledge import explain, reresolve
from korea_nlp.origins import find_origins
from korea_nlp.pipeline import load
from korea_nlp.records import Article, Failure, Record, to_dataframe
from korea_nlp.report import write_report
from korea_nlp.run import analyze, make_doc, pipe
from korea_nlp.saved import read_records, write_records, write_table
from korea_nlp.store import Store, Where, open_store

__version__ = version("korea-nlp")

__all__ = [
    "Article",
    "Comparison",
    "Failure",
    "KoreaNLPError",
    "Record",
    "RunOptions",
    "Store",
    "Where",
    "__version__",
    "aggregate",
    "analyze",
    "as_of",
    "build_graph",
    "compare",
    "ego_graph",
    "evaluate",
    "explain",
    "extract",
    "find_origins",
    "ledger",
    "ledger_dataframe",
    "load",
    "losses",
    "make_doc",
    "merge_graphs",
    "open_store",
    "pipe",
    "process_batch",
    "read_articles",
    "read_graphml",
    "read_node_link",
    "read_records",
    "relay_path",
    "reresolve",
    "run_corpus",
    "to_dataframe",
    "write_gexf",
    "write_graphml",
    "write_ledger",
    "write_neo4j",
    "write_node_link",
    "write_records",
    "write_report",
    "write_table",
]
