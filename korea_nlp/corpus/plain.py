"""Plain text, JSON lines and CSV."""

import csv
import json
import re
from collections.abc import Iterator

from korea_nlp.corpus.encoding import not_utf8
from korea_nlp.corpus.reader import Item, Reader, Request
from korea_nlp.corpus.rows import Columns, read_row
from korea_nlp.errors import CorpusError
from korea_nlp.records import Article, Failure

BOM = b"\xef\xbb\xbf"
ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


def _read_txt(request: Request) -> Iterator[tuple[str, Item]]:
    data = request.whole()
    if data is None:
        yield request.source, Failure(request.id, f"{request.source}: {request.too_long}")
        return
    try:
        yield request.source, Article(request.id, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        yield request.source, Failure(request.id, f"{request.source}: {not_utf8(data, error)}")


def _read_jsonl(request: Request) -> Iterator[tuple[str, Item]]:
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
            yield where, Failure(where, f"{where}: {not_utf8(line, error)}")
        except (ValueError, RecursionError) as error:
            yield where, Failure(where, f"{where}: not a line of JSON ({error}); write one object a line.")


def _read_csv(request: Request) -> Iterator[tuple[str, Item]]:
    csv.field_size_limit(request.max_bytes)  # the default refuses articles of 128 KiB
    long: set[int] = set()
    reader = csv.DictReader(_csv_lines(request, long), strict=True)
    columns = Columns(request.columns)
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
            yield where, Failure(where, f"{where}: not UTF-8 (byte 0x{byte:02x}); save the file as UTF-8.")
        elif None in row:
            yield where, Failure(where, f"{where}: more cells than the header has; quote cells that hold commas.")
        else:
            texts = {name: row[name] for name in picked["text"]}  # an empty text is one, a missing one is not
            filled = {name: cell or None for name, cell in row.items()} | texts
            yield where, read_row(filled, where, columns, fallback=f"{request.id}-{number}")


def _csv_lines(request: Request, long: set[int]) -> Iterator[str]:
    for number, line in request.lines():
        if line is None:  # what stands in its place can't be parsed, so that this row fails and no other
            long.add(number)
            line = b'"too"long\n'
        yield (line.removeprefix(BOM) if number == 1 else line).decode("utf-8", "surrogateescape")


TXT = Reader((".txt",), _read_txt, text=True)
JSONL = Reader((".jsonl", ".ndjson"), _read_jsonl, text=True)
CSV = Reader((".csv",), _read_csv, text=True)
