"""Parquet, a few rows at a time, however much they unpack to."""

from collections.abc import Collection, Iterator
from typing import Any

from korea_nlp.corpus.reader import Item, Reader, Request
from korea_nlp.corpus.rows import NAMES, Columns, read_row
from korea_nlp.corpus.unpack import RATIO, WINDOW
from korea_nlp.errors import CorpusError
from korea_nlp.records import Failure

ROWS = 256  # that are read together at most
TOGETHER = 64 << 20  # bytes that they take at most; a row by itself takes 50 µs, in a batch of 256 a tenth


def _read_parquet(request: Request) -> Iterator[tuple[str, Item]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(request.seekable())
        columns = Columns(request.columns)
        picked = columns.of_table(table.schema_arrow.names, request.source)
        wanted = [name for field in NAMES for name in picked[field]]
        rows = _together(table.metadata, wanted, request.source)
        number = 0
        for batch in table.iter_batches(batch_size=rows, columns=wanted):
            for place in range(len(batch)):
                number += 1
                where = f"{request.source}, row {number}"
                yield where, _row(batch, place, number, columns, request)
    except (pa.ArrowException, OSError) as error:
        raise CorpusError(f"{request.source}: not a Parquet file that can be read: {error}.") from error


def _together(metadata: Any, wanted: Collection[str], source: str) -> int:
    """Return how many rows can be read together, were each of them as long as all that a column stores.

    A column may store a value once and tell it in every row, by a dictionary or as what it shares with the one before.

    Raises:
        CorpusError: What is wanted unpacks without end.
    """
    largest = 1
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        for chunk in map(group.column, range(group.num_columns)):
            name, size = chunk.path_in_schema.partition(".")[0], chunk.total_uncompressed_size
            if name in wanted and size > max(WINDOW, RATIO * chunk.total_compressed_size):
                raise CorpusError(f"{source}: column {name!r} unpacks to more than {RATIO} times its size; not read.")
            largest = max(largest, size if name in wanted else 0)
    return max(1, min(ROWS, TOGETHER // largest))


def _row(batch: Any, place: int, number: int, columns: Columns, request: Request) -> Item:
    """Return the article of a row; no cell becomes a Python object that is longer than an article may be."""
    import pyarrow as pa

    where = f"{request.source}, row {number}"
    row: dict[str, Any] = {}
    for name in batch.schema.names:
        cell = batch[name][place]
        if isinstance(cell, pa.BinaryScalar) and cell.is_valid and cell.as_buffer().size > request.max_bytes:
            return Failure(where, f"{where}: {request.too_long}")
        row[name] = cell.type if pa.types.is_nested(cell.type) and cell.is_valid else cell.as_py()
    return read_row(row, where, columns, fallback=f"{request.id}-{number}")


PARQUET = Reader((".parquet",), _read_parquet)
