"""Records on disk: one reader of all that ``extract``, ``run`` and ``demo`` write, and one writer."""

import csv
import gzip
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from korea_nlp.compare.tables import cell
from korea_nlp.corpus.encoding import not_utf8
from korea_nlp.corpus.plain import LIST
from korea_nlp.corpus.sources import Source, find_sources
from korea_nlp.corpus.unpack import BROKEN, without_compression
from korea_nlp.errors import CorpusError, RecordError, StoreError, reason
from korea_nlp.export.values import whole_file
from korea_nlp.manifest import NAME, broken_parts, read_manifest
from korea_nlp.records import Given, Record, flat_rows, given_records
from korea_nlp.records.flat import COLUMNS, DATES
from korea_nlp.records.sheet import write_sheet

LINES = (".jsonl", ".ndjson")
SUFFIXES = (*LINES, ".json")
RECORDS = re.compile(rb'\A(\xef\xbb\xbf)?[\s\[]*\{\s*"schema":\s*"korea_nlp\.record/')
HOW_TO_MAKE = "'korea-nlp extract NEWS -o records.jsonl' makes records"


def read_records(*paths: str | Path) -> Iterator[Record]:
    """Yield the records of what ``write_records`` and the commands ``extract``, ``run`` and ``demo`` wrote, in order.

    Args:
        paths: Files of JSON lines or of a JSON list (also with .gz or .zst), folders of them, patterns, URLs, folders
            of Parquet parts, or ``-`` for JSON lines from standard input. In a folder, files of other things are
            passed over.

    Raises:
        CorpusError: A file or folder is missing or broken, or holds no records; says what to do.
        RecordError: A line is no record; says file, line and what is wrong.
        StoreError: A part of a folder of Parquet is not as it was written.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     done = write_records([Record(id="a1", text="Seoul said so.")], f"{folder}/records.jsonl")
        ...     [record.id for record in read_records(folder)]
        ['a1']
    """
    for path in paths or ("",):
        folder = Path(path) if isinstance(path, str | Path) and Path(path).is_dir() and path else None
        stores = sorted(file.parent for file in folder.rglob(NAME)) if folder else []
        for store in stores:
            yield from _read_store(store)
        found = bool(stores)
        if folder is None or folder not in stores:
            for source in _sources(path, optional=bool(stores)):
                if source.listed and not _holds_records(source):
                    continue
                found = True
                yield from _read_file(source)
        if not found:
            raise CorpusError(f"{path}: holds no records; {HOW_TO_MAKE}.")


def write_records(records: Given, path: str | Path) -> int:
    """Write records to a file, whole or not at all, and return how many.

    Args:
        records: A Record, or any number of them; a ``Failure`` among them is passed over.
        path: The file: one record a line (.jsonl), or a list (.json), packed where .gz or .zst follows.

    Raises:
        RecordError: The file's name ends otherwise, something else than Records was given, or two of one id differ.
        GraphError: The file cannot be written.
    """
    suffix = Path(without_compression(str(path))).suffix.lower()
    if suffix not in SUFFIXES:
        raise RecordError(f"{path}: call it .jsonl for one record a line, or .json for a list; .gz or .zst may follow.")
    before, between, after = ("", "\n", "\n") if suffix in LINES else ("[", ",\n", "]\n")
    count = 0
    with whole_file(path) as temporary, _packing(temporary, Path(path).suffix.lower()) as file:
        file.write(before.encode())
        for count, record in enumerate(given_records(records), 1):
            file.write(((between if count > 1 else "") + record.to_json()).encode())
        file.write(after.encode() if count or before else b"")
    return count


def write_table(records: Given, path: str | Path) -> int:
    """Write one row a claim, as ``to_dataframe(records, "flat")`` has it, and return how many.

    Args:
        records: A Record, or any number of them; a ``Failure`` among them is passed over.
        path: The file: .xlsx for Excel, .csv or .parquet. No text of a cell is read as a formula.

    Raises:
        RecordError: The file's name ends otherwise, something else than Records was given, or two of one id differ.
        GraphError: The file cannot be written.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in TABLES:
        raise RecordError(f"{path}: call it {', '.join(TABLES)}.")
    rows = ([row[name] for name in COLUMNS] for row in flat_rows(records))
    with whole_file(path) as temporary:
        return TABLES[suffix](rows, temporary)


# --- reading -------------------------------------------------------------------------------------------------------


def _sources(path: str | Path, *, optional: bool) -> Iterator[Source]:
    try:
        yield from find_sources([path], SUFFIXES)
    except CorpusError:
        if not optional:
            raise


def _holds_records(source: Source) -> bool:
    try:
        with source.open() as file:
            return bool(RECORDS.match(file.peek()))
    except BROKEN as error:
        raise CorpusError(f"{source.name}: cannot be read: {reason(error)}.") from error


def _read_file(source: Source) -> Iterator[Record]:
    if source.suffix not in SUFFIXES:
        raise CorpusError(f"{source.name}: holds no records; {HOW_TO_MAKE}.")
    try:
        with source.open() as file:
            if source.suffix in LINES and not LIST.match(file.peek()):
                for number, line in enumerate(file, 1):
                    if line.strip():
                        yield _record(_parsed(line, where := f"{source.name}, line {number}"), where)
                return
            values = _parsed(file.read(), source.name)
    except BROKEN as error:
        raise CorpusError(f"{source.name}: cannot be read: {reason(error)}.") from error
    listed = isinstance(values, list)
    for number, item in enumerate(values if listed else [values], 1):
        yield _record(item, f"{source.name}, record {number}" if listed else source.name)


def _parsed(data: bytes, where: str) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RecordError(f"{where}: {not_utf8(data, error)}") from error
    except (ValueError, RecursionError) as error:
        raise RecordError(f"{where}: not {'a line of ' * (', line ' in where)}JSON: {error}.") from error


def _record(values: Any, where: str) -> Record:
    if isinstance(values, dict) and "schema" not in values:
        what = (
            "a graph" if "nodes" in values else "an article that was not read yet" if "text" in values else "no record"
        )
        raise RecordError(f"{where}: holds {what}; {HOW_TO_MAKE}.")
    try:
        return Record.from_dict(values)
    except RecordError as error:
        raise RecordError(f"{where}: {error}") from error


def _read_store(folder: Path) -> Iterator[Record]:
    """Yield the records of a folder of Parquet parts, a part at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from korea_nlp.records import arrow_schemas, from_rows

    manifest = read_manifest(folder)
    if broken := broken_parts(folder, manifest):
        raise StoreError(f"{folder}: part {broken[0]} is not as it was written; run the corpus again to mend it.")
    for name in sorted(manifest.parts):
        tables: dict[str, dict[str, list[dict[str, Any]]]] = {}
        articles: list[dict[str, Any]] = []
        try:
            for table in arrow_schemas():
                rows = [
                    row
                    for file in manifest.parts[name].files.get(table, ())
                    for row in pq.read_table(folder / file).to_pylist()
                ]
                if table == "articles":
                    articles = rows
                    continue
                found = tables.setdefault(table, {})
                for row in rows:
                    found.setdefault(row["article"], []).append(row)
        except (pa.ArrowException, OSError) as error:
            raise StoreError(f"{folder}: part {name} cannot be read: {reason(error)}; run the corpus again.") from error
        for article in articles:
            yield from_rows(article, {table: found.get(article["id"], []) for table, found in tables.items()})


# --- writing -------------------------------------------------------------------------------------------------------


@contextmanager
def _packing(path: Path, suffix: str) -> Iterator[IO[bytes]]:
    """Give a file to write to, which packs what it is given as the name asks."""
    if suffix == ".gz":
        with path.open("wb") as stored, gzip.GzipFile("", "wb", fileobj=stored, mtime=0) as file:
            yield cast(IO[bytes], file)
    elif suffix == ".zst":
        import pyarrow as pa

        with pa.CompressedOutputStream(str(path), "zstd") as file:
            yield file
    else:
        with path.open("wb") as file:
            yield file


def _write_csv(rows: Iterator[list[Any]], path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:  # Excel knows UTF-8 by this mark
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow([cell(value) for value in row])
            count += 1
    return count


def _write_xlsx(rows: Iterator[list[Any]], path: Path) -> int:
    return write_sheet(COLUMNS, rows, path)


def _write_parquet(rows: Iterator[list[Any]], path: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from korea_nlp.records.arrow import encodable

    kinds = {**dict.fromkeys(DATES, pa.date32()), "start": pa.int32(), "end": pa.int32(), "confidence": pa.float64()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])
    table = pa.Table.from_pylist([dict(zip(COLUMNS, encodable(row), strict=True)) for row in rows], schema)
    pq.write_table(table, path)
    return int(table.num_rows)


TABLES = {".csv": _write_csv, ".parquet": _write_parquet, ".xlsx": _write_xlsx}
