"""korea_nlp reads news about the Korean peninsula and tells who claimed what about whom.

What is asked for is imported then, so that ``import korea_nlp`` takes no time.
"""

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from korea_nlp.batch import RunOptions, process_batch, run_corpus
    from korea_nlp.compare import Comparison, compare, ledger, ledger_dataframe, write_ledger
    from korea_nlp.corpus import read_articles
    from korea_nlp.errors import KoreaNLPError
    from korea_nlp.evaluate import common_errors, evaluate
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
    from korea_nlp.graph import aggregate, as_of, build_graph, ego_graph, merge_graphs, relay_path, same_events
    from korea_nlp.knowledge import explain, reresolve
    from korea_nlp.origins import find_origins
    from korea_nlp.overrides import Override, apply_overrides, read_overrides
    from korea_nlp.pipeline import load
    from korea_nlp.places import Place, locate
    from korea_nlp.records import Article, Failure, Record, attach_text, drop_unsure, to_dataframe, withhold_text
    from korea_nlp.report import write_report
    from korea_nlp.run import analyze, make_doc, pipe
    from korea_nlp.saved import read_records, write_records, write_table
    from korea_nlp.store import Store, Where, open_store

    __version__: str

__all__ = [
    "Article",
    "Comparison",
    "Failure",
    "KoreaNLPError",
    "Override",
    "Place",
    "Record",
    "RunOptions",
    "Store",
    "Where",
    "__version__",
    "aggregate",
    "analyze",
    "apply_overrides",
    "as_of",
    "attach_text",
    "build_graph",
    "common_errors",
    "compare",
    "drop_unsure",
    "ego_graph",
    "evaluate",
    "explain",
    "extract",
    "find_origins",
    "ledger",
    "ledger_dataframe",
    "load",
    "locate",
    "losses",
    "make_doc",
    "merge_graphs",
    "open_store",
    "pipe",
    "process_batch",
    "read_articles",
    "read_graphml",
    "read_node_link",
    "read_overrides",
    "read_records",
    "relay_path",
    "reresolve",
    "run_corpus",
    "same_events",
    "to_dataframe",
    "withhold_text",
    "write_gexf",
    "write_graphml",
    "write_ledger",
    "write_neo4j",
    "write_node_link",
    "write_records",
    "write_report",
    "write_table",
]

# Module → the public names that it holds.
HOMES = {
    "batch": (
        "RunOptions",
        "process_batch",
        "run_corpus",
    ),
    "compare": (
        "Comparison",
        "compare",
        "ledger",
        "ledger_dataframe",
        "write_ledger",
    ),
    "corpus": ("read_articles",),
    "errors": ("KoreaNLPError",),
    "evaluate": (
        "common_errors",
        "evaluate",
    ),
    "export": (
        "losses",
        "read_graphml",
        "read_node_link",
        "write_gexf",
        "write_graphml",
        "write_neo4j",
        "write_node_link",
    ),
    "extract": ("extract",),
    "graph": (
        "aggregate",
        "as_of",
        "build_graph",
        "ego_graph",
        "merge_graphs",
        "relay_path",
        "same_events",
    ),
    "knowledge": (
        "explain",
        "reresolve",
    ),
    "origins": ("find_origins",),
    "overrides": (
        "Override",
        "apply_overrides",
        "read_overrides",
    ),
    "pipeline": ("load",),
    "places": (
        "Place",
        "locate",
    ),
    "records": (
        "Article",
        "Failure",
        "Record",
        "attach_text",
        "drop_unsure",
        "to_dataframe",
        "withhold_text",
    ),
    "report": ("write_report",),
    "run": (
        "analyze",
        "make_doc",
        "pipe",
    ),
    "saved": (
        "read_records",
        "write_records",
        "write_table",
    ),
    "store": (
        "Store",
        "Where",
        "open_store",
    ),
}
_MODULES = {name: module for module, names in HOMES.items() for name in names}


class _Package(ModuleType):
    """The package: where a function and its module share a name (``compare``), the name is the function's."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _MODULES and isinstance(value, ModuleType)):  # as the import of a module sets it
            super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    """Import what is asked for the first time."""
    if name == "__version__":
        from importlib.metadata import version

        value: Any = version("korea-nlp")
    elif name in _MODULES:
        value = getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
    else:
        try:
            return importlib.import_module(f"{__name__}.{name}")
        except ModuleNotFoundError as error:
            if error.name != f"{__name__}.{name}":
                raise
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


sys.modules[__name__].__class__ = _Package
