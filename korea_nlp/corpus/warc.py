"""WARC, the archives of web crawls, and WACZ, which packs them: the pages of HTML in them (warcio)."""

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import IO, Any

from korea_nlp.corpus.archive import member, opened
from korea_nlp.corpus.extras import extra
from korea_nlp.corpus.reader import BLOCK, Item, Reader, Request
from korea_nlp.corpus.unpack import BROKEN, unpacked
from korea_nlp.corpus.web import MAX_PAGE, read_page
from korea_nlp.errors import CorpusError
from korea_nlp.records import Failure

MAX_HEADERS = 1 << 20  # bytes before the content of a record


def _read_warc(request: Request) -> Iterator[tuple[str, Item]]:
    yield from _pages(request.file, request, request.source)


def _read_wacz(request: Request) -> Iterator[tuple[str, Item]]:
    with opened(request, "WACZ") as archive:
        names = [name for name in archive.namelist() if name.endswith((".warc", ".warc.gz"))]
        if not names:
            raise CorpusError(f"{request.source}: holds no .warc or .warc.gz; pack the crawl again.")
        for name in names:
            with member(archive, name, request) as file:
                yield from _pages(unpacked(file, name), request, f"{request.source}, {name}")


def _pages(file: IO[bytes], request: Request, source: str) -> Iterator[tuple[str, Item]]:
    """Yield the article of each page that was found, with its place; other records are passed over."""
    warcio = extra("warcio.archiveiterator", f"{source}: reading WARC")
    metered = _Metered(file, source)
    number = wrong = 0
    archive = warcio.ArchiveIterator(metered)
    while (record := _next(archive, metered, source)) is not None:
        number += 1
        where = f"{source}, record {number}"
        if archive.err_count > wrong:
            wrong = archive.err_count
            yield where, Failure(where, f"{where}: does not begin where the record before it ends; mend the file.")
        if _is_page(record):
            yield where, _page(record, where, request)
        while record.raw_stream.read(BLOCK):
            pass
    if not number:
        raise CorpusError(f"{source}: holds no record of WARC; give another file.")


def _next(archive: Any, metered: "_Metered", source: str) -> Any:
    """Return the next record, None where there is none."""
    metered.left = MAX_HEADERS
    try:
        with redirect_stderr(io.StringIO()):  # what it writes there, we tell
            return next(archive, None)
    except (CorpusError, *BROKEN):
        raise
    except Exception as error:  # warcio has errors of its own, and others where headers are broken
        raise CorpusError(f"{source}: not WARC that can be read: {error}.") from error
    finally:
        metered.left = None


def _is_page(record: Any) -> bool:
    if record.rec_type == "response" and record.http_headers is not None:
        kind = record.http_headers.get_header("Content-Type") or ""
        return "html" in kind and record.http_headers.get_statuscode() == "200"
    return record.rec_type == "resource" and "html" in (record.content_type or "")


def _page(record: Any, where: str, request: Request) -> Item:
    key = (record.rec_headers.get_header("WARC-Record-ID") or where).strip("<>")
    data = record.content_stream().read(MAX_PAGE + 1)
    if len(data) <= MAX_PAGE and record.raw_stream.read(1) == b"" and getattr(record.raw_stream, "limit", 0) > 0:
        return Failure(key, f"{where}: cut short; fetch the file again.")
    return read_page(data, key, where, request, url=record.rec_headers.get_header("WARC-Target-URI"))


class _Metered(io.RawIOBase):
    """A file of which only so much may be read before something is found in it."""

    def __init__(self, file: IO[bytes], source: str) -> None:
        self._file, self._source = file, source
        self.left: int | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        if self.left is not None:
            self.left -= len(data)
            if self.left < 0:
                raise CorpusError(f"{self._source}: headers of more than {MAX_HEADERS:,} bytes, which no record has.")
        return data


WARC = Reader((".warc",), _read_warc)
WACZ = Reader((".wacz",), _read_wacz)
