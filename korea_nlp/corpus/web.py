"""Pages of HTML: the article in them, without what stands around it, and its date, title and outlet (trafilatura)."""

import codecs
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from korea_nlp.corpus.encoding import AUTO, UTF8, guess_encoding
from korea_nlp.corpus.extras import extra
from korea_nlp.corpus.markup import MAX_ATTRIBUTES, declared
from korea_nlp.corpus.reader import Item, Reader, Request
from korea_nlp.corpus.rows import checked
from korea_nlp.records import Failure

MAX_PAGE = 2 << 20  # bytes; the largest pages of news take half of it
# Pages up to here take a few seconds, those of news a hundredth of that; the time grows faster than they do.
MAX_ELEMENTS = 20_000
MAX_DEPTHS = 600_000  # of all elements together
MAX_ALL_ATTRIBUTES = 60_000  # of all elements together
TOO_LONG = f"a page of more than {MAX_PAGE:,} bytes, which no article is; save its text as .txt."
TOO_MUCH = "a page of more elements or attributes than any article has; save its text as .txt."
NO_TEXT = "no article was found in the page; save its text as .txt."


def read_page(data: bytes, key: str, where: str, request: Request, *, url: str | None = None) -> Item:
    """Return the article of a page, or a Failure.

    Args:
        data: The page.
        key: The article's id.
        where: Its place in words.
        request: The file it comes from; a named encoding goes before what the page says.
        url: Where the page stood, if known.
    """
    trafilatura = extra("trafilatura", f"{where}: reading HTML")
    if len(data) > MAX_PAGE:
        return Failure(key, f"{where}: {TOO_LONG}")
    text = _decoded(data, where, request.encoding)
    if not _bearable(text):
        return Failure(key, f"{where}: {TOO_MUCH}")
    found = trafilatura.bare_extraction(
        text,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"},
    )
    paragraphs = [] if found is None else [line.strip() for line in (found.text or "").split("\n") if line.strip()]
    if paragraphs and paragraphs[0] == found.title:
        del paragraphs[0]  # which is a field of its own
    if not paragraphs:
        return Failure(key, f"{where}: {NO_TEXT}")
    outlet = found.sitename or found.hostname
    return checked(key, "\n\n".join(paragraphs), found.date, found.title, outlet, url or found.url, where=where)


def _read(request: Request) -> Iterator[tuple[str, Item]]:
    yield request.source, read_page(request.file.read(MAX_PAGE + 1), request.id, request.source, request)


def _decoded(data: bytes, where: str, encoding: str) -> str:
    """Return the text of a page: in the encoding named; else UTF-8 if it is that, the one declared, or a guess."""
    if encoding not in (UTF8, AUTO):
        return data.decode(encoding, "replace")
    try:
        return data.decode("utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(declared(data) or guess_encoding(data, where), "replace")


class _Count:
    """Counts the elements of a page while it is parsed, before a tree of them is built."""

    def __init__(self) -> None:
        self.elements = self.depth = self.depths = self.attributes = self.most = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.elements += 1
        self.depth += 1
        self.depths += self.depth
        self.attributes += len(attributes)
        self.most = max(self.most, len(attributes))

    def end(self, tag: str) -> None:
        self.depth -= 1

    def close(self) -> bool:
        return (
            self.elements <= MAX_ELEMENTS
            and self.depths <= MAX_DEPTHS
            and self.attributes <= MAX_ALL_ATTRIBUTES
            and self.most <= MAX_ATTRIBUTES
        )


def _bearable(text: str) -> bool:
    """Tell whether a page can be read in seconds."""
    try:
        count: Any = _Count()
        parser: Any = etree.HTMLParser(target=count, encoding=UTF8)
        return bool(etree.fromstring(text.encode("utf-8", "replace"), parser))
    except etree.LxmlError:
        return True  # empty; no article will be found in it


HTML = Reader((".html", ".htm", ".xhtml"), _read)
