"""Parts: the Parquet files of one shard, each whole or not there."""

import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from korea_nlp.batch import inputs
from korea_nlp.batch.process import Batches
from korea_nlp.batch.shards import Shard
from korea_nlp.manifest import Part, checksum, sync_folder

COMPRESSION = "zstd"


def write_part(
    folder: Path, shard: Shard, batches: Batches, *, seconds: float, versions: dict[str, str], words: int
) -> Part:
    """Write what was found in a shard; return the line that enters it in the manifest.

    A table without rows gets no file. Each file is written under a name of its own, synced to the disk and renamed.

    Raises:
        OSError: The disk is full or the folder cannot be written; then what was begun is removed.
    """
    failed = batches[inputs.TABLE]["failed"]
    files: dict[str, dict[str, int]] = {}
    sums: dict[str, str] = {}
    for table, batch in batches.items():
        if batch.num_rows:
            path = f"{table}/{shard.name}.parquet"
            size, sums[path] = _write(folder / path, batch)
            files[table] = {path: size}
    return Part(
        name=shard.name,
        input=shard.input,
        articles=batches[inputs.TABLE].num_rows,
        failed=len(failed) - failed.null_count,
        copies=len(failed) - batches[inputs.TABLE]["copy_of"].null_count,
        words=words,
        seconds=round(seconds, 3),
        versions=versions,
        rows={table: batch.num_rows for table, batch in batches.items()},
        files=files,
        sums=sums,
    )


def with_failures(batch: pa.RecordBatch, shard: Shard) -> pa.RecordBatch:
    """Return the rows of ``inputs`` with what failed before it could be read."""
    rows = [
        {"article": item.id, "digest": inputs.digest(item), "failed": reason, "copy_of": None}
        for item, reason in shard.failures
    ]
    more = pa.RecordBatch.from_pylist(rows, inputs.SCHEMA)
    return pa.concat_batches([batch, more]) if rows else batch


def _write(path: Path, batch: pa.RecordBatch) -> tuple[int, str]:
    """Write a file; return its size and its checksum."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with draft.open("wb") as file:
            pq.write_table(pa.Table.from_batches([batch]), file, compression=COMPRESSION)
            file.flush()
            os.fsync(file.fileno())
        size, sum_ = draft.stat().st_size, checksum(draft)
        draft.replace(path)
        sync_folder(path.parent)
    finally:
        draft.unlink(missing_ok=True)
    return size, sum_
