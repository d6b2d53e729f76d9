"""Plain text, JSON lines and lists, and tables of text with any usual mark between their cells."""

import codecs
import csv
import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from korea_nlp.corpus.encoding import not_decoded, not_utf8
from korea_nlp.corpus.reader import Item, Reader, Request
from korea_nlp.corpus.rows import NAMES, Columns, read_row
from korea_nlp.corpus.unpack import without_compression
from korea_nlp.errors import ArticleError, CorpusError
from korea_nlp.records import Article, Failure, read_published

MARKS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}  # between cells
BETWEEN_VALUES = " \t\r\n,"
BLOCK = 1 << 20  # bytes
DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_./ ]?(0[1-9]|1[0-2])[-_./ ]?(0[1-9]|[12]\d|3[01])(?!\d)")
LIST = re.compile(rb"(\xef\xbb\xbf)?\s*\[\s*[{\]]")
BOM = b"\xef\xbb\xbf"
ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


def _read_txt(request: Request) -> Iterator[tuple[str, Item]]:
    data = request.whole()
    if data is None:
        yield request.source, Failure(request.id, f"{request.source}: {request.too_long}")
        return
    try:
        yield request.source, Article(request.id, data.decode("utf-8-sig"), date_in_name(request.id))
    except UnicodeDecodeError as error:
        yield request.source, Failure(request.id, f"{request.source}: {not_utf8(data, error, request.encoding)}")


def _read_jsonl(request: Request) -> Iterator[tuple[str, Item]]:
    peek = getattr(request.file, "peek", lambda: b"")
    if without_compression(request.source).lower().endswith(".json") or LIST.match(peek()):
        yield from _read_json(request)
        return
    columns = Columns(request.columns)
    for number, line in request.lines():
        where = f"{request.source}, line {number}"
        if line is None:
            yield where, Failure(where, f"{where}: {request.too_long}")
            continue
        line = line.removeprefix(BOM) if number == 1 else line
        if not line.strip():
            continue
        try:
            yield where, read_row(json.loads(line.decode("utf-8")), where, columns, fallback=f"{request.id}-{number}")
        except UnicodeDecodeError as error:
            yield where, Failure(where, f"{where}: {not_utf8(line, error, request.encoding)}")
        except (ValueError, RecursionError) as error:
            yield where, Failure(where, f"{where}: not a line of JSON ({error}); write one object a line.")


def _read_csv(request: Request) -> Iterator[tuple[str, Item]]:
    csv.field_size_limit(request.max_bytes)  # the default refuses articles of 128 KiB
    long: set[int] = set()
    lines = _csv_lines(request, long)
    header = next(lines, "")
    columns = Columns(request.columns)
    reader = csv.DictReader(chain([header], lines), delimiter=_delimiter(header, columns), strict=True)
    try:
        picked = columns.of_table(reader.fieldnames or (), request.source)
    except csv.Error as error:
        raise CorpusError(f"{request.source}, line 1: {error}; mend the quoting of the header.") from error
    number = 0
    while True:
        number += 1
        where = f"{request.source}, line {reader.reader.line_num + 1}"
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = request.too_long if reader.reader.line_num in long else f"{error}; mend the quoting."
            yield where, Failure(where, f"{where}: {reason}")
            continue
        broken = next((found for cell in row.values() if (found := ESCAPED_BYTE.search(str(cell)))), None)
        if broken:
            byte = ord(broken[0]) - 0xDC00
            yield where, Failure(where, f"{where}: {not_decoded(f' (byte 0x{byte:02x})', request.encoding)}")
        elif None in row:
            mark = MARKS[reader.reader.dialect.delimiter]
            yield where, Failure(where, f"{where}: more cells than the header has; quote cells that hold {mark}.")
        else:
            texts = {name: row[name] for name in picked["text"]}  # an empty text is one, a missing one is not
            filled = {name: cell or None for name, cell in row.items()} | texts
            yield where, read_row(filled, where, columns, fallback=f"{request.id}-{number}")


def _delimiter(header: str, columns: Columns) -> str:
    """Return what stands between the cells of a header: the mark by which most of its names are known ones."""

    def known(mark: str) -> tuple[int, int]:
        try:
            names = next(csv.reader([header], delimiter=mark), [])
        except csv.Error:
            return 0, 0
        try:
            return sum(map(bool, columns.pick(tuple(names)).values())), len(names)
        except CorpusError:  # two of them could be the text
            return 2, len(names)

    return max(MARKS, key=known)


def _csv_lines(request: Request, long: set[int]) -> Iterator[str]:
    for number, line in request.lines():
        if line is None:  # what stands in its place can't be parsed, so that this row fails and no other
            long.add(number)
            line = b'"too"long\n'
        yield (line.removeprefix(BOM) if number == 1 else line).decode("utf-8", "surrogateescape")


def _read_json(request: Request) -> Iterator[tuple[str, Item]]:
    columns = Columns(request.columns)
    for number, value in enumerate(_values(request), 1):
        where = f"{request.source}, article {number}"
        yield where, read_row(value, where, columns, fallback=f"{request.id}-{number}")


def _values(request: Request) -> Iterator[Any]:
    """Yield the values of a list, of a list within an object, or of objects one after another, never all at once.

    Raises:
        CorpusError: It is no JSON, or a value is longer than an article may be.
    """
    parse, decode = json.JSONDecoder().raw_decode, codecs.getincrementaldecoder("utf-8-sig")().decode
    text, at, listed, first = "", 0, False, True
    while True:
        while at < len(text) and text[at] in BETWEEN_VALUES:
            at += 1
        if first and text[at : at + 1] == "[":
            listed, first, at = True, False, at + 1
            continue
        if listed and text[at : at + 1] == "]":
            return
        try:
            value, at = parse(text, at)
        except (ValueError, RecursionError) as error:
            deep = isinstance(error, RecursionError)
            block = b"" if deep else request.file.read(BLOCK)
            if not deep and not block and at >= len(text) and not listed and not first:
                return
            if not block or len(text) - at > request.max_bytes:
                reason = request.too_long if block else f"not JSON ({error}); write a list of objects."
                raise CorpusError(f"{request.source}: {reason}") from error
            try:
                text, at = text[at:] + decode(block), 0
            except UnicodeDecodeError as wrong:
                raise CorpusError(f"{request.source}: {not_utf8(block, wrong, request.encoding)}") from wrong
            continue
        if first and isinstance(value, dict) and not text[at:].strip() and len(found := _lists(value)) == 1:
            yield from found[0]
        else:
            yield value
        first = False


def _lists(value: dict[str, Any]) -> list[list[Any]]:
    """Return the lists of objects that an object holds: {"status": "ok", "articles": [{...}]}."""
    if any(isinstance(value.get(name), str) for name in NAMES["text"]):
        return []
    return [item for item in value.values() if isinstance(item, list) and item and isinstance(item[0], dict)]


def date_in_name(name: str) -> str | None:
    """Return the one day that a file's name or folder tells; None where it tells none, or several.

    Example:
        >>> date_in_name("herald/2025-01-24_007"), date_in_name("20250124"), date_in_name("2025/01/24/x")
        ('2025-01-24', '2025-01-24', '2025-01-24')
    """
    days = {"-".join(found) for found in DAY.findall(name)}
    try:
        return read_published(days.pop()) if len(days) == 1 else None
    except ArticleError:
        return None


TXT = Reader((".txt",), _read_txt, text=True)
JSONL = Reader((".jsonl", ".ndjson", ".json"), _read_jsonl, text=True)
CSV = Reader((".csv", ".tsv", ".tab"), _read_csv, text=True)
