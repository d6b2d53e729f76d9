"""The one function that reads a batch of articles, here, in a worker process, on Spark, Ray or Dask."""

import ctypes
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, cast

import pyarrow as pa
import pyarrow.compute as pc
from spacy.language import Language

from korea_nlp.batch import inputs
from korea_nlp.batch.copies import carry
from korea_nlp.batch.shards import COLUMNS
from korea_nlp.errors import ArticleError
from korea_nlp.manifest import BATCH_SIZE
from korea_nlp.records import Article, Failure, Record, arrow_schemas, to_tables
from korea_nlp.run import Result, pipe

ROWS = 64  # records that are Python objects at once
Batches = dict[str, pa.RecordBatch]
Advance = Callable[[int], None]
Begin = Callable[[list[str]], None]


def schemas() -> dict[str, pa.Schema]:
    """Return the schema of each table that ``process_batch`` gives: those of records, and ``inputs``.

    Example:
        >>> schemas()["inputs"].names
        ['article', 'digest', 'failed', 'copy_of']
    """
    return {**arrow_schemas(), inputs.TABLE: inputs.SCHEMA}


def process_batch(
    batch: pa.RecordBatch,
    *,
    nlp: Language,
    read_title: bool = False,
    advance: Advance | None = None,
    batch_size: int = BATCH_SIZE,
    begin: Begin | None = None,
    min_confidence: float | None = None,
) -> Batches:
    """Return what a batch of articles holds, one batch of rows a table.

    Nothing else is read or written, and the same articles give the same rows, whatever stands beside them.

    Args:
        batch: Articles: columns ``id`` and ``text``, and where known ``published``, ``title``, ``publisher``, ``url``.
            A row whose ``copy_of`` names another row's id takes over the claims of that article as far as its words
            are the same; where more than a few of its words are its own, it is read as any other.
        nlp: The pipeline.
        read_title: Read each title too, as a first paragraph.
        advance: Called with a number of articles whenever so many more are done.
        batch_size: Articles that the pipeline reads at once.
        begin: Called with the ids of articles that are about to be read.
        min_confidence: Leave claims out that were found with less confidence, as ``drop_unsure`` does.

    Returns:
        The tables of ``korea_nlp.records``, and ``inputs``: each article that came in, the digest of its words, why it
        ``failed`` where it did, and the article whose claims it took over.

    Example:
        >>> import korea_nlp
        >>> batch = pa.RecordBatch.from_pylist([{"id": "a1", "text": "Seoul said it would not talk."}])
        >>> tables = process_batch(batch, nlp=korea_nlp.load())
        >>> tables["claims"]["content"].to_pylist()
        ['it would not talk']
    """
    items, copy_of = _articles(batch)
    articles = [place for place, item in enumerate(items) if isinstance(item, Article)]
    options: dict[str, Any] = {"read_title": read_title, "batch_size": batch_size, "min_confidence": min_confidence}
    read = partial(_read, nlp, items, options, advance=advance, begin=begin)
    rows = _Rows(items)
    copied = {copy_of[place] for place in articles if place in copy_of}
    origins: dict[str, Record] = {}
    for place, result in read([place for place in articles if place not in copy_of]):
        rows.add(place, result)
        if isinstance(result, Record) and result.id in copied:
            origins[result.id] = result
    alone: list[int] = []
    for place in articles:
        article, origin = items[place], origins.get(copy_of.get(place, ""))
        if place not in copy_of or not isinstance(article, Article):
            continue
        if origin and begin:
            begin([article.id])
        record = carry(origin, article, read_title=read_title) if origin else None
        if record is None:
            alone.append(place)
            continue
        rows.add(place, record, copy_of=copy_of[place])
        if advance:
            advance(1)
    for place, result in read(alone):
        rows.add(place, result)
    return rows.tables()


def versions(nlp: Language) -> dict[str, str]:
    """Return library, model and knowledge that a pipeline reads by, as its records tell them."""
    return cast(dict[str, str], nlp.get_pipe_config("korea_article")["versions"])


def _articles(batch: pa.RecordBatch) -> tuple[list[Article | Failure], dict[int, str]]:
    """Return the rows as articles, and which of them are copies of which id."""
    names = set(batch.schema.names)
    items: list[Article | Failure] = []
    copy_of: dict[int, str] = {}
    for place, row in enumerate(batch.select([name for name in COLUMNS if name in names]).to_pylist()):
        origin = row.pop("copy_of", None)
        id = row.get("id")
        try:
            items.append(Article(**{"id": None, "text": None, **row}))
        except ArticleError as error:
            items.append(Failure(str(id if id is not None else f"row {place}"), error.found))
            continue
        if origin is not None and origin != id:
            copy_of[place] = origin
    return items, copy_of


def _read(
    nlp: Language,
    items: list[Article | Failure],
    options: Mapping[str, Any],
    places: list[int],
    *,
    advance: Advance | None,
    begin: Begin | None,
) -> Iterator[tuple[int, Result]]:
    """Yield the result of each place; articles of one length are read together."""
    places = sorted(places, key=lambda place: len(cast(Article, items[place]).text))
    size = options["batch_size"]
    for start in range(0, len(places), size):
        batch = places[start : start + size]
        if begin:
            begin([items[place].id for place in batch])
        read = pipe([items[place] for place in batch], nlp=nlp, check_language=False, **options)
        yield from zip(batch, read, strict=True)
        _give_back()
        if advance:
            advance(len(batch))


def _give_back() -> None:
    """Give freed memory back to the system: glibc keeps what lies below something that lives, 150 MB of long texts.

    So does Arrow, in a pool of its own.
    """
    pa.default_memory_pool().release_unused()
    trim = None if sys.platform == "win32" else getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


class _Rows:
    """What comes of articles, as rows: of a part's records no more than ``ROWS`` are held at once."""

    def __init__(self, items: list[Article | Failure]) -> None:
        self._items = items
        self._inputs = [
            {
                "article": item.id,
                "digest": inputs.digest(item),
                "failed": item.reason if isinstance(item, Failure) else None,
                "copy_of": None,
            }
            for item in items
        ]
        self._records: list[Record] = []
        self._chunks = [to_tables([])]

    def add(self, place: int, result: Result, *, copy_of: str | None = None) -> None:
        """Take what came of the article at a place."""
        if isinstance(result, Failure):
            self._inputs[place]["failed"] = result.reason
            return
        self._inputs[place]["copy_of"] = copy_of
        self._records.append(result)
        if len(self._records) >= ROWS:
            self._let_go()

    def _let_go(self) -> None:
        self._chunks.append(to_tables(self._records))
        self._records = []

    def tables(self) -> Batches:
        """Return all rows, in the order of the articles."""
        self._let_go()
        ids = pa.array([item.id for item in self._items], pa.string())
        names = list(self._chunks[0])
        tables = {name: _sorted(pa.concat_tables([chunk[name] for chunk in self._chunks]), ids) for name in names}
        return {**tables, inputs.TABLE: pa.RecordBatch.from_pylist(self._inputs, inputs.SCHEMA)}


def _sorted(table: pa.Table, ids: pa.Array) -> pa.RecordBatch:
    """Return rows in the order of the ids of their articles; those of one article stay as they are."""
    batch = _one(table)
    places = pc.index_in(batch.column("article" if "article" in batch.schema.names else "id"), value_set=ids)
    return batch.take(pc.array_sort_indices(places))


def _one(table: pa.Table) -> pa.RecordBatch:
    batches = table.combine_chunks().to_batches()
    return batches[0] if batches else pa.RecordBatch.from_pylist([], table.schema)
