"""Claims over many articles: which figures are rivals, which agree, who denies whom.

Figures are brought together by what they count, of whom and when; then each is held against what the other claimants of
its topic hold at the time.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from korea_nlp.compare.frames import CASUALTIES, Frame
from korea_nlp.compare.likeness import Judge
from korea_nlp.compare.measures import Measures
from korea_nlp.compare.reading import RecordReader, told
from korea_nlp.compare.relations import Odds, in_order, relate_figures, relate_positions
from korea_nlp.compare.rows import Comparison, Figure, Position, Relation
from korea_nlp.compare.tables import ledger, ledger_dataframe, write_ledger
from korea_nlp.compare.topics import Grouper
from korea_nlp.compare.words import Weights
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
    measures = Measures(load_lexicon("measures"), load_lexicon("units"), load_lexicon("countries"))
    weights = Weights(load_lexicon("word_weights"))
    read: list[tuple[Figure, Frame | None]] = []
    stands: list[Position] = []
    for record in given_records(records):
        reader = RecordReader(record, measures, weights, (origins or {}).get(record.id, record.id))
        read += reader.figures(own_words=own_words)
        stands += (replace(position, topic=about.topic) for position, about in reader.positions())
    read.sort(key=lambda item: _order(item[0]))
    stands.sort(key=_order)
    rows, running, odds = _with_topics(read, measures)
    relations: list[Relation] = []
    for topic, group in _by_topic(rows).items():
        relations += relate_figures(group, measures.factors, odds, running=topic in running)
    for held in _by_topic(stands).values():
        relations += relate_positions(held)
    places = {id: place for place, id in enumerate([*(row.id for row in rows), *(row.id for row in stands)])}
    used = {id for relation in relations for id in (relation.source, relation.target)}
    return Comparison(rows, tuple(row for row in stands if row.id in used), in_order(relations, places))


def _with_topics(
    read: list[tuple[Figure, Frame | None]], measures: Measures
) -> tuple[tuple[Figure, ...], set[str], Odds]:
    """Return the figures with their topics, the topics that grow over weeks, and how likely two are of one thing."""
    framed = [(place, row, frame) for place, (row, frame) in enumerate(read) if frame is not None]
    grouper = Grouper([told(row, frame, measures) for _, row, frame in framed], Judge(load_lexicon("rival_weights")))
    topics: dict[int, str] = {}
    running: set[str] = set()
    taken: Counter[str] = Counter()
    for group in _joined(grouper.groups(), [row for _, row, _ in framed]):
        name = _name([framed[member] for member in group])
        taken[name] += 1
        name = name if taken[name] == 1 else f"{name} #{taken[name]}"
        topics |= {framed[member][0]: name for member in group}
        if any(measures.running(framed[member][2].measure) for member in group):
            running.add(name)
    places = {row.id: place for place, (_, row, _) in enumerate(framed)}
    rows = tuple(replace(row, topic=topics.get(place)) for place, (row, _) in enumerate(read))
    return rows, running, lambda a, b: grouper.odds(places[a.id], places[b.id])


def _joined(groups: list[list[int]], rows: list[Figure]) -> list[list[int]]:
    """Return the groups, those of the dead and of the injured of one claim as one."""
    of_claim: dict[tuple[str, str], int] = {}
    into = list(range(len(groups)))

    def root(place: int) -> int:
        while into[place] != place:
            place = into[place]
        return place

    for place, group in enumerate(groups):
        for row in (rows[member] for member in group):
            if row.scope in CASUALTIES:
                first = of_claim.setdefault((row.article, row.claim), place)
                into[root(place)] = root(first)
    found: dict[int, list[int]] = {}
    for place, group in enumerate(groups):
        found.setdefault(root(place), []).extend(group)
    return [sorted(members) for _, members in sorted(found.items())]


def _name(group: list[tuple[int, Figure, Frame]]) -> str:
    """Return what a topic is called: what is measured or counted, whose, what distinguishes it, and the day."""
    frames = [frame for _, _, frame in group]
    what = _commonest(frame.measure or _thing(frame) for frame in frames) or frames[0].dimension
    whose = _commonest(frame.country for frame in frames)
    name = _commonest(name for frame in frames for name in frame.names)
    days = sorted(frame.setting.day for frame in frames if frame.setting.day)
    return " ".join(part for part in (what, whose, name, days[0] if days else None) if part)


def _thing(frame: Frame) -> str | None:
    return min(frame.counted, default=None) if frame.dimension == "number" else frame.dimension


def _commonest(values: Iterable[str | None]) -> str | None:
    """Return the value that comes most often, of several the first by letters."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def _by_topic(rows: Iterable[RowT]) -> dict[str, list[RowT]]:
    found: dict[str, list[RowT]] = {}
    for row in rows:
        if row.topic is not None:
            found.setdefault(row.topic, []).append(row)
    return found


def _order(row: Figure | Position) -> tuple[str, str, int, str]:
    return (row.published or "", row.article, row.start, row.id)
