"""One view of a Doc's parse, made once and shared by all components; what its labels mean; repairs of broken parses."""

from korea_nlp.syntax.clauses import objects_of, subjects_of
from korea_nlp.syntax.labels import CALENDAR, NOMINAL, OBJECTS, QUOTATION_MARKS, SUBJECTS, VERBAL
from korea_nlp.syntax.parse import MAX_CLIMB, Parse, Piece, edges, read_parse, write_entities
from korea_nlp.syntax.pieces import cut, tidy, words_of
from korea_nlp.syntax.quotes import Quote, count_words, find_quotes, quote_of
from korea_nlp.syntax.repair import repair

__all__ = [
    "CALENDAR",
    "MAX_CLIMB",
    "NOMINAL",
    "OBJECTS",
    "QUOTATION_MARKS",
    "SUBJECTS",
    "VERBAL",
    "Parse",
    "Piece",
    "Quote",
    "count_words",
    "cut",
    "edges",
    "find_quotes",
    "objects_of",
    "quote_of",
    "read_parse",
    "repair",
    "subjects_of",
    "tidy",
    "words_of",
    "write_entities",
]
