"""Claims over many articles: which figures are rivals, which agree, who denies whom.

Figures are brought together by what they count, of whom and when; then each is held against what the other claimants of
its topic hold at the time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from korea_nlp.compare.about import About
from korea_nlp.compare.measures import Measures
from korea_nlp.compare.reading import RecordReader
from korea_nlp.compare.relations import in_order, relate_figures, relate_positions
from korea_nlp.compare.rows import Comparison, Figure, Position, Relation
from korea_nlp.compare.tables import ledger, ledger_dataframe, write_ledger
from korea_nlp.lexicon import load_lexicon
from korea_nlp.records import Given, given_records

__all__ = [
    "Comparison", "Figure", "Position", "Relation", "compare", "ledger", "ledger_dataframe", "write_ledger",
]  # fmt: skip
LATER = 1  # days after an event up to which an article that names no day still tells of it
Read = list[tuple[Figure, About]]
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
    measures = Measures(load_lexicon("measures"), load_lexicon("units"), load_lexicon("countries"))
    figures: Read = []
    positions: list[tuple[Position, About]] = []
    for record in given_records(records):
        reader = RecordReader(record, measures, (origins or {}).get(record.id, record.id))
        figures += reader.figures(own_words=own_words)
        positions += reader.positions()
    days = _days_of_events(figures)
    placed = (replace(row, topic=_topic(about, days), scope=row.scope or about.scope) for row, about in figures)
    rows = tuple(sorted(placed, key=_order))
    stands = tuple(sorted((replace(row, topic=_topic(about, {})) for row, about in positions), key=_order))
    running = {_topic(about, days) for _, about in figures if about.running}
    relations: list[Relation] = []
    for topic, group in _by_topic(rows).items():
        relations += relate_figures(group, measures.factors, running=topic in running)
    for held in _by_topic(stands).values():
        relations += relate_positions(held)
    places = {id: place for place, id in enumerate([*(row.id for row in rows), *(row.id for row in stands)])}
    used = {id for relation in relations for id in (relation.source, relation.target)}
    return Comparison(rows, tuple(row for row in stands if row.id in used), in_order(relations, places))


def _by_topic(rows: Iterable[RowT]) -> dict[str, list[RowT]]:
    found: dict[str, list[RowT]] = {}
    for row in rows:
        if row.topic is not None:
            found.setdefault(row.topic, []).append(row)
    return found


def _order(row: Figure | Position) -> tuple[str, str, int, str]:
    return (row.published or "", row.article, row.start, row.id)


Days = dict[tuple[str, str], set[tuple[str, ...]]]


def _days_of_events(read: Read) -> Days:
    """Return the keys of what articles say happened, by what is measured and the day."""
    found: Days = {}
    for _, about in read:
        if about.key and about.day and about.sure:
            found.setdefault((about.key[0], about.day), set()).add(about.key)
    return found


def _topic(about: About, days: Days) -> str | None:
    """Return the name of a topic: its key and, where it is of one day, the day.

    An article that names no day is of the last day, up to its own, on which others say that such a thing happened; one
    that does not tell whose missile it was is of the only country of which others say so.
    """
    if about.key is None or (about.day is None and not about.running):
        return None
    key, day = about.key, about.day or ""
    for other in [day] if about.sure else _back(day):
        known = {found for found in days.get((key[0], other), ()) if found[1]}
        if key in known or (not key[1] and len(known) == 1):
            key, day = (key if key[1] else next(iter(known))), other
            break
    return " ".join((*(part for part in key if part), *([day] if day else [])))


def _back(day: str) -> list[str]:
    try:
        first = date.fromisoformat(day)
    except ValueError:
        return [day]
    return [(first - timedelta(days)).isoformat() for days in range(LATER + 1) if days < first.toordinal()]
