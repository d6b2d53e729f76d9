"""The one function that reads a batch of articles, here, in a worker process, on Spark, Ray or Dask."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, cast

import pyarrow as pa
from spacy.language import Language

from korea_nlp.batch import inputs
from korea_nlp.batch.copies import carry
from korea_nlp.batch.shards import COLUMNS
from korea_nlp.errors import ArticleError
from korea_nlp.manifest import BATCH_SIZE
from korea_nlp.records import Article, Failure, Record, arrow_schemas, to_tables
from korea_nlp.run import Result, pipe

ROWS = 64  # records whose rows are Python objects at once
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
    results: dict[int, Result] = {place: item for place, item in enumerate(items) if isinstance(item, Failure)}
    copies = {place for place, id in copy_of.items() if place not in results}
    to_read = [place for place in range(len(items)) if place not in results and place not in copies]
    options: dict[str, Any] = {"read_title": read_title, "batch_size": batch_size, "min_confidence": min_confidence}
    read = partial(_read, nlp, items, options, advance=advance, begin=begin)
    for place, result in read(to_read):
        results[place] = result
    by_id = {item.id: results[place] for place, item in enumerate(items) if place in results}
    carried: set[int] = set()
    for place in sorted(copies):
        origin, article = by_id.get(copy_of[place]), items[place]
        if isinstance(origin, Record) and isinstance(article, Article):
            if begin:
                begin([article.id])
            record = carry(origin, article, read_title=read_title)
            if record is not None:
                results[place] = record
                carried.add(place)
    if advance and carried:
        advance(len(carried))
    for place, result in read(sorted(copies - carried)):
        results[place] = result
    origins = {place: copy_of[place] for place in carried}
    return _tables(items, [results[place] for place in range(len(items))], origins)


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
        if advance:
            advance(len(batch))


def _tables(items: list[Article | Failure], results: list[Result], carried: Mapping[int, str]) -> Batches:
    rows = [
        {
            "article": item.id,
            "digest": inputs.digest(item),
            "failed": result.reason if isinstance(result, Failure) else None,
            "copy_of": carried.get(place),
        }
        for place, (item, result) in enumerate(zip(items, results, strict=True))
    ]
    records = [result for result in results if isinstance(result, Record)]
    chunks = [to_tables(records[start : start + ROWS]) for start in range(0, len(records), ROWS)] or [to_tables([])]
    tables: dict[str, Any] = {name: pa.concat_tables([chunk[name] for chunk in chunks]) for name in chunks[0]}
    return {
        **{name: _one(table) for name, table in tables.items()},
        inputs.TABLE: pa.RecordBatch.from_pylist(rows, inputs.SCHEMA),
    }


def _one(table: pa.Table) -> pa.RecordBatch:
    batches = table.combine_chunks().to_batches()
    return batches[0] if batches else pa.RecordBatch.from_pylist([], table.schema)
