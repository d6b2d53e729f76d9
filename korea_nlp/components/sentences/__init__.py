"""Says where sentences begin, before the parser does: only where the text itself makes it sure.

A token is marked True (a sentence begins), False (none can) or left to the parser. True at a new line, after a
dateline, after a stop that a scraper glued to the next word, after a headline that runs into the text, around
boilerplate, and in the midst of a sentence that would not end. Boilerplate becomes a sentence
of its own and is kept as the layer ``korea.boilerplate``, for others to skip.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.base import TablePipe
from korea_nlp.components.sentences import marks as mark
from korea_nlp.knowledge.rows import AliasRow, CountryRow
from korea_nlp.lexicon import Lexicon

LONGEST_BOILERPLATE = 160  # characters of a line that begins like boilerplate


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation with its stop; the tokenizer reads the same table."""

    abbreviation: str
    kind: Literal["title", "month", "weekday", "number", "place", "joining", "initialism"]
    source: str


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """Words of the page and not of the article, in lower case.

    Attributes:
        phrase: ``#`` stands for a number.
        place: ``line``: the whole line; ``start``: a short line begins so; ``anywhere``: also inside a line.
    """

    phrase: str
    place: Literal["line", "start", "anywhere"]
    source: str


@Language.factory(
    "korea_sentences",
    assigns=["token.is_sent_start", "doc.spans"],
    default_config={
        "abbreviations": {"@misc": "korea_nlp.Lexicon.v1", "name": "abbreviations"},
        "boilerplate": {"@misc": "korea_nlp.Lexicon.v1", "name": "boilerplate"},
        "countries": {"@misc": "korea_nlp.Lexicon.v1", "name": "countries"},
        "aliases": {"@misc": "korea_nlp.Lexicon.v1", "name": "aliases"},
    },
)
def make_sentence_splitter(
    nlp: Language, name: str, abbreviations: Lexicon, boilerplate: Lexicon, countries: Lexicon, aliases: Lexicon
) -> "SentenceSplitter":
    """Build the component; called by ``nlp.add_pipe("korea_sentences", before="parser")``."""
    tables = {"abbreviations": abbreviations, "boilerplate": boilerplate, "countries": countries, "aliases": aliases}
    return SentenceSplitter(name, tables)


class SentenceSplitter(TablePipe):
    """Marks sure sentence starts for the parser, and boilerplate for everybody."""

    def compile(self) -> None:
        """Read the tables."""
        rows = self.tables["abbreviations"].rows(Abbreviation)
        self._before_name = mark.word_ids(row.abbreviation for row in rows if row.kind in ("title", "place", "joining"))
        self._before_number = mark.word_ids(row.abbreviation for row in rows if row.kind in ("month", "number"))
        self._initialisms = mark.word_ids(row.abbreviation for row in rows if row.kind == "initialism")
        states = self.tables["countries"].rows(CountryRow)
        names = [row.alias for row in self.tables["aliases"].rows(AliasRow) if row.form in ("metonym", "short")]
        names += [row.actor.replace("-", " ").title() for row in states]
        names += [word for row in states if row.code != "USA" for word in row.people]
        self._foreign = mark.phrase_ids(names)
        self._boilerplate = _pattern(self.tables["boilerplate"].rows(Boilerplate, key=("phrase", "place")))

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc; one that is parsed already keeps its sentences."""
        marks, boilerplate = self.find(doc)
        layers.write_boilerplate(doc, boilerplate)
        if len(doc) and not doc.has_annotation("DEP"):
            values: Any = marks.astype(np.uint64).reshape(-1, 1)
            doc.from_array([SENT_START], values)
        return doc

    def find(self, doc: Doc) -> tuple[mark.Marks, list[layers.Piece]]:
        """Return a mark for each token (1: a sentence begins, -1: none does, 0: unsure) and the boilerplate."""
        text, marks = mark.Text(doc), np.zeros(len(doc) + 1, dtype=np.int64)
        boilerplate = self._find_boilerplate(text)
        mark.forbid(text, marks, self._before_name, self._before_number)
        mark.mark_initialisms(text, marks, self._initialisms, self._foreign)
        mark.mark_quotes(text, marks)
        mark.mark_glued_stops(text, marks)
        mark.mark_lines(text, marks)
        mark.mark_datelines(text, marks)
        mark.mark_title(text, marks, layers.read_article(doc).title)
        mark.mark_pieces(text, marks, boilerplate)
        marks[:-1][text.is_space] = -1
        marks[0] = 1
        mark.mark_endless(text, marks)
        return marks[:-1], boilerplate

    def _find_boilerplate(self, text: mark.Text) -> list[layers.Piece]:
        matches = self._boilerplate.finditer(text.string)
        spans = (text.doc.char_span(*match.span(), alignment_mode="expand") for match in matches)
        return [(span.start, span.end) for span in spans if span is not None]


def _pattern(rows: Iterable[Boilerplate]) -> re.Pattern[str]:
    """Compile the phrases into one pattern, which matches the boilerplate."""
    rows = tuple(rows)

    def one_of(place: str) -> str:
        phrases = sorted((row.phrase for row in rows if row.place == place), key=len, reverse=True)
        return "|".join(re.escape(phrase).replace(r"\#", r"\d+").replace(r"\ ", r"\s+") for phrase in phrases) or "(?!)"

    ornament = r"[^\w\n]*"
    return re.compile(
        rf"^{ornament}(?:(?:{one_of('line')})(?!\w){ornament})$"
        rf"|^(?:{ornament}(?:{one_of('start')}).{{0,{LONGEST_BOILERPLATE}}})$"
        rf"|(?:(?<!\w)(?:{one_of('anywhere')})(?!\w))",
        re.IGNORECASE | re.MULTILINE,
    )
