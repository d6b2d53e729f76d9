"""One view of a Doc's parse, made once and shared by all components, and what its labels mean."""

from korea_nlp.syntax.clauses import objects_of, subjects_of
from korea_nlp.syntax.labels import SUBJECTS
from korea_nlp.syntax.parse import Parse, Piece, edges, read_parse

__all__ = ["SUBJECTS", "Parse", "Piece", "edges", "objects_of", "read_parse", "subjects_of"]
