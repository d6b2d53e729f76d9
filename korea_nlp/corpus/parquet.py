"""Parquet, a batch of rows at a time."""

from collections.abc import Iterator

from korea_nlp.corpus.reader import Item, Reader, Request
from korea_nlp.corpus.rows import NAMES, Columns, read_row
from korea_nlp.errors import CorpusError


def _read_parquet(request: Request) -> Iterator[tuple[str, Item]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(request.seekable())
        columns = Columns(request.columns)
        picked = columns.of_table(table.schema_arrow.names, request.source)
        wanted = [name for field in NAMES for name in picked[field]]
        number = 0
        for batch in table.iter_batches(batch_size=256, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                where = f"{request.source}, row {number}"
                yield where, read_row(row, where, columns)
    except (pa.ArrowException, OSError) as error:
        raise CorpusError(f"{request.source}: not a Parquet file that can be read: {error}.") from error


PARQUET = Reader((".parquet",), _read_parquet)
