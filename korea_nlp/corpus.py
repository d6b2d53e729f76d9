"""Files → a stream of Articles: one reader a format, behind one table.

What cannot be read is news, not an error: a bad line gives a ``Failure`` in its place, whose id says file and line, and
the next lines are read. Only a file that cannot be read at all raises ``CorpusError``.
"""

import csv
import gzip
import json
import re
import sys
import typing
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import IO, Any

from korea_nlp.errors import CorpusError, RecordError
from korea_nlp.records import Article, Failure, Record

Item = Article | Failure
STDIN = "-"
OPTIONAL = ("title", "publisher", "url")
ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ].*)?)?)?")
ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


def read_articles(*paths: str | Path) -> Iterator[Item]:
    """Yield the articles of files and folders, in order; a ``Failure`` where one cannot be read.

    Args:
        paths: Files that end in .txt, .jsonl, .csv or .parquet (the first three also with .gz), folders of them, or
            ``-`` for JSON lines from standard input. Lines and rows hold ``id``, ``text`` and, where known,
            ``published`` (or ``date``, ISO 8601), ``title``, ``publisher`` and ``url``; other fields are passed over.
            A .txt file is one article, whose id is its path in the folder, or its name, without the suffix. An id
            stands once in a file; it may stand in another one too, with the same text.

    Raises:
        CorpusError: A file or folder is missing, of an unknown format or broken; says where and what to do.

    Example:
        >>> from korea_nlp.lexicon import data_file
        >>> next(read_articles(str(data_file("samples/articles.jsonl")))).publisher
        'Meridian Daily'
    """
    seen: dict[str, tuple[Path, str, int]] = {}  # id → file, place in words, digest of the text
    for path, name in _files(paths):
        for where, item in _read(path, name):
            if isinstance(item, Article):
                file, place, text = seen.setdefault(item.id, (path, where, hash(item.text)))
                if place != where and (file == path or text != hash(item.text)):
                    found = f"{where}: id {item.id!r} already stands at {place}; give each article its own."
                    item = Failure(item.id, found)
            yield item


def read_records(*paths: str | Path) -> Iterator[Record]:
    """Yield the records of files that `extract` wrote, one a line; ``-`` is standard input, .gz is read too.

    Raises:
        CorpusError: A file is missing or broken.
        RecordError: A line is no record; says file, line and what is wrong.
    """
    for path in map(Path, paths):
        try:
            with _open(path) as file:
                for number, line in enumerate(file, 1):
                    if line.strip():
                        yield _record(line, f"{path}, line {number}")
        except (OSError, EOFError, zlib.error) as error:
            raise CorpusError(f"{path}: cannot be read: {error}.") from error


def _record(line: bytes, where: str) -> Record:
    try:
        return Record.from_json(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RecordError(f"{where}: {_not_utf8(line, error)}") from error
    except RecordError as error:
        raise RecordError(f"{where}: {error}") from error


def _files(paths: Iterable[str | Path]) -> Iterator[tuple[Path, str]]:
    """Yield each file to read, and the id of its article should it hold only one."""
    for path in map(Path, paths):
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.is_file() and _format(file) in READERS)
            if not found:
                raise CorpusError(f"{path}: holds no file that ends in {', '.join(READERS)}; give another folder.")
            yield from ((file, _stem(file.relative_to(path).as_posix())) for file in found)
        elif str(path) == STDIN or path.exists():
            yield path, _stem(path.name)
        else:
            raise CorpusError(f"{path}: there is no such file or folder; check the path.")


def _format(path: Path) -> str:
    return Path(path.name.removesuffix(".gz")).suffix.lower()


def _stem(name: str) -> str:
    return re.sub(r"\.\w+$", "", name.removesuffix(".gz"))


def _read(path: Path, name: str) -> Iterator[tuple[str, Item]]:
    """Yield what one file holds, each with its place in words."""
    kind = ".jsonl" if str(path) == STDIN else _format(path)
    if kind not in READERS:
        raise CorpusError(f"{path}: unknown format; use a file that ends in {', '.join(READERS)}.")
    try:
        with _open(path) as file:
            yield from READERS[kind](file, "standard input" if str(path) == STDIN else str(path), name)
    except (OSError, EOFError, zlib.error) as error:
        raise CorpusError(f"{path}: cannot be read: {error}.") from error


def _open(path: Path) -> typing.ContextManager[IO[bytes]]:
    if str(path) == STDIN:
        return nullcontext(sys.stdin.buffer)
    return typing.cast(IO[bytes], gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


# --- one reader a format -------------------------------------------------------------------------------------------


def _read_txt(file: IO[bytes], source: str, name: str) -> Iterator[tuple[str, Item]]:
    data = file.read()
    try:
        yield source, Article(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        yield source, Failure(name, f"{source}: {_not_utf8(data, error)}")


def _read_jsonl(file: IO[bytes], source: str, name: str) -> Iterator[tuple[str, Item]]:
    for number, line in enumerate(file, 1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        where = f"{source}, line {number}"
        try:
            yield where, _article(json.loads(line.decode("utf-8")), where)
        except UnicodeDecodeError as error:
            yield where, Failure(where, f"{where}: {_not_utf8(line, error)}")
        except (ValueError, RecursionError) as error:
            yield where, Failure(where, f"{where}: not a line of JSON ({error}); write one object a line.")


def _read_csv(file: IO[bytes], source: str, name: str) -> Iterator[tuple[str, Item]]:
    csv.field_size_limit(max(csv.field_size_limit(), 1 << 30))  # the default refuses articles of 128 KiB
    lines = (line.decode("utf-8", "surrogateescape").removeprefix("\ufeff") for line in file)
    reader = csv.DictReader(lines, strict=True)
    try:
        columns = reader.fieldnames or ()
    except csv.Error as error:
        raise CorpusError(f"{source}, line 1: {error}; mend the quoting of the header.") from error
    _check_columns(columns, source)
    while True:
        where = f"{source}, line {reader.line_num + 1}"
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield where, Failure(where, f"{where}: {error}; mend the quoting.")
            continue
        broken = next((found for cell in row.values() if (found := ESCAPED_BYTE.search(str(cell)))), None)
        if broken:
            byte = ord(broken[0]) - 0xDC00
            yield where, Failure(where, f"{where}: not UTF-8 (byte 0x{byte:02x}); save the file as UTF-8.")
        elif None in row:
            yield where, Failure(where, f"{where}: more cells than the header has; quote cells that hold commas.")
        else:
            yield where, _article({key: cell or None for key, cell in row.items()} | {"text": row["text"]}, where)


def _read_parquet(file: IO[bytes], source: str, name: str) -> Iterator[tuple[str, Item]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(file)
        names = table.schema_arrow.names
        _check_columns(names, source)
        columns = [key for key in ("id", "text", "published", "date", *OPTIONAL) if key in names]
        number = 0
        for batch in table.iter_batches(batch_size=256, columns=columns):
            for row in batch.to_pylist():
                number += 1
                where = f"{source}, row {number}"
                yield where, _article(row, where)
    except pa.ArrowException as error:
        raise CorpusError(f"{source}: not a Parquet file that can be read: {error}.") from error


READERS: dict[str, Callable[[IO[bytes], str, str], Iterator[tuple[str, Item]]]] = {
    ".txt": _read_txt,
    ".jsonl": _read_jsonl,
    ".csv": _read_csv,
    ".parquet": _read_parquet,
}


# --- from a row to an article --------------------------------------------------------------------------------------


def _article(row: Any, where: str) -> Item:
    """Return the Article of a row, or a Failure that says what is wrong with it."""
    if not isinstance(row, dict):
        return Failure(where, f"{where}: an object was expected, not {type(row).__name__}; write {{...}}.")
    key = row.get("id")
    if isinstance(key, int) and not isinstance(key, bool):
        key = str(key)
    if not isinstance(key, str) or not key:
        return Failure(where, f"{where}: id is {key!r:.60}; give each article an id of its own.")
    text, published = row.get("text"), row.get("published") or row.get("date") or None
    if isinstance(published, date):
        published = published.isoformat()
    if not isinstance(text, str):
        return Failure(key, f"{where}: text is {text!r:.60}; write the article's text as a string.")
    if published is not None and not _is_date(published):
        return Failure(key, f"{where}: published is {published!r:.60}; write an ISO date such as 2025-01-24.")
    for name in OPTIONAL:
        if not isinstance(row.get(name), str | None):
            return Failure(key, f"{where}: {name} is {row[name]!r:.60}; write a string or leave it out.")
    return Article(key, text, published, *(row.get(name) or None for name in OPTIONAL))


def _is_date(value: Any) -> bool:
    """Tell whether a value is a year, a year and month, or a day that exists (whatever time stands after it)."""
    if not isinstance(value, str) or not ISO_DATE.fullmatch(value):
        return False
    try:
        return bool(date.fromisoformat((value + "-01-01")[:10] if len(value) < 10 else value[:10]))
    except ValueError:
        return False


def _check_columns(names: Iterable[str], source: str) -> None:
    if missing := [name for name in ("id", "text") if name not in names]:
        raise CorpusError(f"{source}: has no column {missing[0]!r} but {', '.join(names) or 'none'}; name it so.")


def _not_utf8(data: bytes, error: UnicodeDecodeError) -> str:
    return f"not UTF-8 at byte {error.start} (0x{data[error.start]:02x}); save the file as UTF-8."
