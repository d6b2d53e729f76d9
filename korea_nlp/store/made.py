"""A store of records that were not read by ``run``, so that whatever asks a store can be asked of them."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from korea_nlp.manifest import Manifest, Part, append, line, write_head
from korea_nlp.records import Given, Record, given_records, to_tables
from korea_nlp.store import Store, open_store

PART_SIZE = 512


@contextmanager
def store_of(records: Given, *, min_confidence: float | None = None) -> Iterator[Store]:
    """Give a store of some records, for as long as it is needed; ``min_confidence`` is that of ``open_store``.

    Example:
        >>> with store_of([Record(id="a1", text="Seoul said so.")]) as store:
        ...     store.sql("SELECT id FROM articles").to_pylist()
        [{'id': 'a1'}]
    """
    with tempfile.TemporaryDirectory(prefix="korea-nlp-") as name:
        folder, stream = Path(name), given_records(records)
        write_head(folder, Manifest({}))
        number = 0
        while held := list(islice(stream, PART_SIZE)):
            append(folder, [line(_write_part(folder, f"part-{number:06}", held))])
            number += 1
        with open_store(folder, min_confidence=min_confidence) as store:
            yield store


def _write_part(folder: Path, name: str, records: list[Record]) -> Part:
    import pyarrow.parquet as pq

    rows: dict[str, int] = {}
    files: dict[str, dict[str, int]] = {}
    for table, found in to_tables(records).items():
        rows[table] = found.num_rows
        if found.num_rows:
            path = folder / table / f"{name}.parquet"
            path.parent.mkdir(exist_ok=True)
            pq.write_table(found, path)
            files[table] = {path.relative_to(folder).as_posix(): path.stat().st_size}
    return Part(name, "", len(records), 0, 0, 0, 0.0, records[0].versions, rows, files)
