"""Claims over many articles: which figures are rivals, which agree, who denies whom.

What each figure and each position is of is read as a frame; frames that can be of one thing make a topic; in it each
figure is held against what the other claimants hold at the time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from korea_nlp.compare.frames import Frame
from korea_nlp.compare.measures import Measures, Span
from korea_nlp.compare.names import common_words
from korea_nlp.compare.reading import RecordReader
from korea_nlp.compare.relations import in_order, relate_figures, relate_positions
from korea_nlp.compare.rows import Comparison, Figure, Position, Relation
from korea_nlp.compare.tables import ledger, ledger_dataframe, write_ledger
from korea_nlp.compare.topics import Framed, find_topics
from korea_nlp.lexicon import load_lexicon
from korea_nlp.records import Given, given_records

__all__ = [
    "Comparison", "Figure", "Position", "Relation", "compare", "ledger", "ledger_dataframe", "write_ledger",
]  # fmt: skip
RowT = TypeVar("RowT", Figure, Position)


def compare(records: Given, *, origins: Mapping[str, str] | None = None, own_words: bool = False) -> Comparison:
    """Return the figures and positions of some records and how they are related.

    Args:
        records: A Record, or any number of them, read once; a ``Failure`` among them is passed over.
        origins: Of articles that are copies: the id of their family, by the article's id; ``find_origins`` gives it.
        own_words: Take in the figures that articles tell in their own name too, as claimed by their publishers.

    Raises:
        RecordError: Something else than Records was given, or two of one id differ.

    Example:
        >>> from korea_nlp.records import Record
        >>> compare([Record(id="a1", text="Seoul said so.")])
        Comparison(figures=(), positions=(), relations=())
    """
    measures = Measures(*(load_lexicon(name) for name in ("measures", "units", "countries", "places")))
    tables = (load_lexicon(name) for name in ("actor_words", "body_words", "roles", "places"))
    common = common_words(*tables, nations=measures.nations)
    figures: list[tuple[Figure, Frame | None]] = []
    positions: list[tuple[Position, Frame | None]] = []
    for record in given_records(records):
        reader = RecordReader(record, measures, common, (origins or {}).get(record.id, record.id))
        figures += reader.figures(own_words=own_words)
        positions += reader.positions()
    rows, spans = _placed(figures, strict=False)
    stands, _ = _placed(positions, strict=True)
    relations: list[Relation] = []
    for topic, group in _by_topic(rows).items():
        relations += relate_figures(group, measures.factors, span=spans[topic])
    for held in _by_topic(stands).values():
        relations += relate_positions(held)
    places = {id: place for place, id in enumerate([*(row.id for row in rows), *(row.id for row in stands)])}
    used = {id for relation in relations for id in (relation.source, relation.target)}
    return Comparison(tuple(rows), tuple(row for row in stands if row.id in used), in_order(relations, places))


def _placed(read: list[tuple[RowT, Frame | None]], *, strict: bool) -> tuple[list[RowT], dict[str, Span]]:
    """Return rows by date, each with its topic, and the span of each topic."""
    read.sort(key=lambda item: _order(item[0]))
    framed = [Framed(frame, row.article, row.origin, row.as_of, row.start) for row, frame in read if frame is not None]
    topics = iter(find_topics(framed, strict=strict))
    rows: list[RowT] = []
    spans: dict[str, Span] = {}
    for row, frame in read:
        topic = next(topics) if frame is not None else None
        if topic is not None and frame is not None:
            spans[topic] = frame.span
            scope = frame.scope or row.scope if isinstance(row, Figure) else None
            row = replace(row, topic=topic, scope=scope) if isinstance(row, Figure) else replace(row, topic=topic)
        rows.append(row)
    return rows, spans


def _by_topic(rows: Iterable[RowT]) -> dict[str, list[RowT]]:
    found: dict[str, list[RowT]] = {}
    for row in rows:
        if row.topic is not None:
            found.setdefault(row.topic, []).append(row)
    return found


def _order(row: Figure | Position) -> tuple[str, str, int, str]:
    return (row.published or "", row.article, row.start, row.id)
