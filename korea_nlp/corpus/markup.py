"""XML and HTML, element by element: no entity, document type or network, and no tree that grows with the file.

Elements come without namespaces, so that one path finds them in every version of a format.
"""

import codecs
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import IO, Any, cast

from lxml import etree

from korea_nlp.corpus.encoding import UTF8, as_utf8
from korea_nlp.corpus.reader import Request
from korea_nlp.errors import CorpusError

CHUNK = 1 << 16  # bytes that are parsed at once
MAX_ELEMENTS = 500_000  # between two that are wanted, and in one
MAX_ATTRIBUTES = 500  # of one element; libxml2 takes the square of it to build it
NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML
Wanted = Callable[[str, Mapping[str, str], str], bool]
# Elements of HTML that stand on lines of their own.
BLOCKS = {
    *("address", "article", "blockquote", "body", "center", "dd", "div", "dl", "doc", "docfull", "dt", "li", "p"),
    *("pre", "h1", "h2", "h3", "h4", "h5", "h6", "section", "table", "td", "tr"),
}


def elements(request: Request, *tags: str) -> Iterator[etree._Element]:
    """Yield the elements of an XML file that have one of these local names, outermost ones only, each whole.

    Raises:
        CorpusError: It is not XML, or holds a document type, which is refused unread.
    """
    target = _Target(request, lambda tag, attributes, parent: _name(tag) in tags, xml=True)
    parser = etree.XMLParser(
        target=cast(Any, target), load_dtd=False, no_network=True, resolve_entities=False, huge_tree=False
    )
    yield from _fed(parser, target, request.file, f"{request.source}: not XML that can be read")


def html_elements(request: Request, wanted: Wanted) -> Iterator[etree._Element]:
    """Yield the elements of an HTML file that are wanted, likewise; what is not well formed is mended.

    Args:
        request: The file.
        wanted: Tells by the tag of an element, its attributes and the tag around it.
    """
    target = _Target(request, wanted, xml=False)
    parser = etree.HTMLParser(target=cast(Any, target), encoding=_encoding(request), no_network=True)
    yield from _fed(parser, target, as_utf8(request).file, f"{request.source}: not HTML that can be read")


def words(element: etree._Element) -> str:
    r"""Return the text of an element and all in it, on one line.

    Example:
        >>> words(etree.fromstring("<p>Seoul <b>said</b>\n so.</p>"))
        'Seoul said so.'
    """
    return re.sub(r"[ \t\r\n]+", " ", "".join(cast(Iterator[str], element.itertext()))).strip()


def words_at(element: etree._Element, path: str) -> str | None:
    """Return the text of what a path leads to from an element; None where there is none."""
    found = element.find(path)
    return None if found is None else words(found) or None


def blocks(element: etree._Element) -> Iterator[str]:
    """Yield the lines of an element of HTML: the text of each block, cut at line breaks, without empty ones.

    Example:
        >>> list(blocks(etree.fromstring("<div>One<p>Two<br/>three</p><p> </p></div>")))
        ['One', 'Two', 'three']
    """
    line: list[str] = []
    for event, each in etree.iterwalk(element, events=("start", "end")):
        tag = each.tag.lower()
        if tag in BLOCKS or tag == "br":
            yield from _line(line)
        if event == "start":
            line.append("" if tag in ("script", "style") else each.text or "")
        elif each is not element:
            line.append(each.tail or "")
    yield from _line(line)


def html_blocks(request: Request, text: str) -> list[str]:
    """Return the lines of a piece of HTML that a file holds as text."""
    file = io.BufferedReader(io.BytesIO(text.encode("utf-8", "replace")))
    piece = replace(request, file=file, encoding=UTF8)
    return [
        line for body in html_elements(piece, lambda tag, attributes, parent: tag == "body") for line in blocks(body)
    ]


def declared(data: bytes) -> str | None:
    """Return the encoding that the head of a page names, where Python knows it.

    Example:
        >>> declared(b'<meta charset="euc-kr">')
        'euc_kr'
    """
    found = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096], re.IGNORECASE)
    try:
        return codecs.lookup(found[1].decode()).name if found else None
    except LookupError:
        return None


def _encoding(request: Request) -> str | None:
    """Return the encoding of an HTML file: the one named, UTF-8 where it is that, else the one it declares."""
    if request.encoding != UTF8:
        return UTF8  # as_utf8 makes it so
    head = cast(Any, request.file).peek()
    try:
        codecs.getincrementaldecoder(UTF8)().decode(head)
        return UTF8
    except UnicodeDecodeError:
        return declared(head)


class _Target:
    """Builds the elements that are wanted, and nothing else, from what a parser tells."""

    def __init__(self, request: Request, wanted: Wanted, *, xml: bool) -> None:
        self.done: list[etree._Element] = []
        self.count = 0  # elements since one was wanted
        self.request, self._wanted, self._xml = request, wanted, xml
        self._open: list[str] = []
        self._builder: etree.TreeBuilder | None = None
        self._depth = 0  # where the element that is built began

    def doctype(self, name: str, *ids: str | None) -> None:
        if self._xml:
            raise CorpusError(f"{self.request.source}: holds a document type, which is refused; remove the DOCTYPE.")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.count += 1
        if len(attributes) > MAX_ATTRIBUTES or self.count > MAX_ELEMENTS:
            raise CorpusError(f"{self.request.source}: holds more elements or attributes than any article has.")
        if self._builder is None and self._wanted(tag, attributes, self._open[-1] if self._open else ""):
            self._builder, self._depth = etree.TreeBuilder(), len(self._open)
        self._open.append(tag)
        if self._builder is not None:
            self._builder.start(_name(tag), {_name(name): _text(attributes[name]) for name in attributes})

    def data(self, text: str) -> None:
        if self._builder is not None:
            self._builder.data(_text(text))

    def end(self, tag: str) -> None:
        if self._open:
            self._open.pop()
        if self._builder is not None:
            self._builder.end(_name(tag))
            if len(self._open) == self._depth:
                self.done.append(self._builder.close())
                self._builder, self.count = None, 0

    def close(self) -> None:
        pass


def _name(name: str) -> str:
    """Return a name without its namespace; "x" for what broken HTML has in place of one."""
    name = name.rpartition("}")[2]
    return name if NAME.fullmatch(name) else "x"


def _text(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", text)


def _fed(parser: Any, target: _Target, file: IO[bytes], wrong: str) -> Iterator[etree._Element]:
    """Feed a parser and yield what it builds."""
    read, ended = 0, False
    while not ended:
        data = file.read(CHUNK)
        read, ended = read + len(data), not data
        error: etree.LxmlError | None = None
        try:
            parser.feed(data) if data else parser.close()
        except etree.LxmlError as caught:
            error = caught
        read = 0 if target.done else read
        while target.done:
            yield target.done.pop(0)
        if error is not None:
            raise CorpusError(f"{wrong}: {error}.") from error
        if read > target.request.max_bytes:
            raise CorpusError(f"{target.request.source}: holds something {target.request.too_long}")


def _line(line: list[str]) -> Iterator[str]:
    if text := re.sub(r"[ \t\r\n]+", " ", "".join(line)).strip():
        yield text
    line.clear()
