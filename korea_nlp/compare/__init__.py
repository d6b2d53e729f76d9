"""Claims over many articles: which figures are rivals, which agree, who denies whom.

Figures are brought together by what they count, of whom and when; then each is held against what the other claimants of
its topic hold at the time.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from korea_nlp.compare.doubts import Pair
from korea_nlp.compare.frames import CASUALTIES, Frame
from korea_nlp.compare.likeness import Judge, Told
from korea_nlp.compare.measures import Measures
from korea_nlp.compare.reading import RecordReader, Tables
from korea_nlp.compare.relations import Asked, Stand, in_order, relate_figures, relate_positions
from korea_nlp.compare.rows import Comparison, Figure, Position, Relation
from korea_nlp.compare.tables import ledger, ledger_dataframe, write_ledger
from korea_nlp.compare.topics import Grouper
from korea_nlp.lexicon import load_lexicon
from korea_nlp.records import Given, given_records
from korea_nlp.records.figures import plural

__all__ = [
    "Comparison", "Figure", "Position", "Relation", "compare", "ledger", "ledger_dataframe", "write_ledger",
]  # fmt: skip


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
    tables = Tables.load()
    measures = tables.measures
    read: list[tuple[Figure, Told | None]] = []
    stands: list[Stand] = []
    for record in given_records(records):
        reader = RecordReader(record, tables, (origins or {}).get(record.id, record.id))
        read += reader.figures(own_words=own_words)
        stands += (Stand(replace(position, topic=about.topic), about) for position, about in reader.positions())
    read.sort(key=lambda item: _order(item[0]))
    stands.sort(key=lambda stand: _order(stand.row))
    rows, running, asked = _with_topics(read, measures)
    relations: list[Relation] = []
    for topic, figures in _by_topic(rows).items():
        relations += relate_figures(figures, measures.factors, asked, running=topic in running)
    held: dict[str, list[Stand]] = {}
    for stand in stands:
        if stand.row.topic is not None:
            held.setdefault(stand.row.topic, []).append(stand)
    for group in held.values():
        relations += relate_positions(group)
    positions = [stand.row for stand in stands]
    places = {id: place for place, id in enumerate([*(row.id for row in rows), *(row.id for row in positions)])}
    used = {id for relation in relations for id in (relation.source, relation.target)}
    return Comparison(rows, tuple(row for row in positions if row.id in used), in_order(relations, places))


def _with_topics(
    read: list[tuple[Figure, Told | None]], measures: Measures
) -> tuple[tuple[Figure, ...], set[str], Asked]:
    """Return the figures with their topics, the topics that grow over weeks, and what can be asked of two figures."""
    held = [(place, row, told) for place, (row, told) in enumerate(read) if told is not None]
    framed = [(place, row, told.frame) for place, row, told in held]
    grouper = Grouper([told for _, _, told in held], Judge(load_lexicon("rival_weights")))
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

    def asked(a: Figure, b: Figure) -> tuple[Pair, float]:
        i, j = places[a.id], places[b.id]
        return Pair(held[i][2], held[j][2]), grouper.odds(i, j)

    return rows, running, asked


def _joined(groups: list[list[int]], rows: list[Figure]) -> list[list[int]]:
    """Return the groups, those of the dead and of the injured of one claim as one."""
    of_claim: dict[tuple[str, str], int] = {}
    into = list(range(len(groups)))
    told = [{(row.article, row.claim, row.scope) for row in (rows[member] for member in group)} for group in groups]

    def root(place: int) -> int:
        while into[place] != place:
            place = into[place]
        return place

    for place, group in enumerate(groups):
        for row in (rows[member] for member in group):
            if row.scope in CASUALTIES and row.claim:
                first, own = root(of_claim.setdefault((row.article, row.claim), place)), root(place)
                # five tenants and one policeman killed are two counts of the dead
                if first != own and told[first].isdisjoint(told[own]):
                    into[own] = first
                    told[first] |= told[own]
    found: dict[int, list[int]] = {}
    for place, group in enumerate(groups):
        found.setdefault(root(place), []).extend(group)
    return [sorted(members) for _, members in sorted(found.items())]


def _name(group: list[tuple[int, Figure, Frame]]) -> str:
    """Return what a topic is called: what is measured or counted, whose, what distinguishes it, and the day."""
    frames = [frame for _, _, frame in group]
    what = _commonest(frame.measure or _thing(row, frame) for _, row, frame in group) or frames[0].dimension
    whose = _commonest(frame.country for frame in frames)
    names = Counter(name for frame in frames for name in frame.called)
    name = _commonest(name for name in names.elements() if names[name] * 2 > len(frames))
    days = sorted(frame.setting.day for frame in frames if frame.setting.day)
    return " ".join(part for part in (what, whose, name, days[0] if days else None) if part)


def _thing(row: Figure, frame: Frame) -> str | None:
    if frame.dimension != "number":
        return frame.dimension
    return plural(row.unit) if row.unit else min(frame.counted, default=None)


def _commonest(values: Iterable[str | None]) -> str | None:
    """Return the value that comes most often, of several the first by letters."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def _by_topic(rows: Iterable[Figure]) -> dict[str, list[Figure]]:
    found: dict[str, list[Figure]] = {}
    for row in rows:
        if row.topic is not None:
            found.setdefault(row.topic, []).append(row)
    return found


def _order(row: Figure | Position) -> tuple[str, str, int, str]:
    return (row.published or "", row.article, row.start, row.id)
