"""korea_nlp reads news about the Korean peninsula and tells who claimed what about whom."""

from korea_nlp.errors import KoreaNLPError
from korea_nlp.extract import extract
from korea_nlp.pipeline import load
from korea_nlp.records import Article, Failure, Record
from korea_nlp.run import analyze, make_doc, pipe

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Failure",
    "KoreaNLPError",
    "Record",
    "__version__",
    "analyze",
    "extract",
    "load",
    "make_doc",
    "pipe",
]
