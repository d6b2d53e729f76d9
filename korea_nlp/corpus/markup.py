"""XML and HTML, element by element: no entity, document type or network, and no tree that grows with the file."""

import codecs
import re
from collections.abc import Callable, Iterator
from typing import Any, cast

from lxml import etree

from korea_nlp.corpus.encoding import UTF8, as_utf8
from korea_nlp.corpus.reader import Request
from korea_nlp.corpus.unpack import Counted
from korea_nlp.errors import CorpusError

EVENTS = ("start", "end")
Wanted = Callable[[etree._Element], bool]
# Elements of HTML that stand on lines of their own.
BLOCKS = {
    *("address", "article", "blockquote", "body", "center", "dd", "div", "dl", "doc", "docfull", "dt", "li", "p"),
    *("pre", "h1", "h2", "h3", "h4", "h5", "h6", "section", "table", "td", "tr"),
}


def elements(request: Request, *tags: str) -> Iterator[etree._Element]:
    """Yield the elements of an XML file that have one of these local names, outermost ones only, each whole.

    An element is let go when the next one is asked for, with all before it.

    Raises:
        CorpusError: It is not XML, or holds a document type, which is refused unread.
    """
    file = Counted(request.file)
    events = etree.iterparse(
        cast(Any, file), events=EVENTS, load_dtd=False, no_network=True, resolve_entities=False, huge_tree=False
    )
    yield from _wanted(events, file, request, "XML", lambda element: etree.QName(element).localname in tags)


def html_elements(request: Request, wanted: Wanted) -> Iterator[etree._Element]:
    """Yield the elements of an HTML file that are wanted, likewise; what is not well formed is mended."""
    encoding = _encoding(request)
    file = Counted(as_utf8(request).file)
    events = etree.iterparse(cast(Any, file), events=EVENTS, html=True, encoding=encoding, recover=True)
    yield from _wanted(events, file, request, "HTML", wanted)


def words(element: etree._Element) -> str:
    r"""Return the text of an element and all in it, on one line.

    Example:
        >>> words(etree.fromstring("<p>Seoul <b>said</b>\n so.</p>"))
        'Seoul said so.'
    """
    return re.sub(r"[ \t\r\n]+", " ", "".join(cast(Iterator[str], element.itertext()))).strip()


def blocks(element: etree._Element) -> Iterator[str]:
    """Yield the lines of an element of HTML: the text of each block, cut at line breaks, without empty ones.

    Example:
        >>> list(blocks(etree.fromstring("<div>One<p>Two<br/>three</p><p> </p></div>")))
        ['One', 'Two', 'three']
    """
    line: list[str] = []
    for event, each in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        tag = each.tag.rpartition("}")[2].lower() if isinstance(each.tag, str) else ""
        if tag in BLOCKS or tag == "br":
            yield from _line(line)
        if event == "start":
            line.append("" if tag in ("script", "style") else each.text or "")
        elif each is not element:
            line.append(each.tail or "")
    yield from _line(line)


def html_blocks(text: str) -> list[str]:
    """Return the lines of a piece of HTML."""
    if not text.strip():
        return []
    root = etree.fromstring(text, etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True))
    return [] if root is None else list(blocks(root))


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


def _wanted(events: Any, file: Counted, request: Request, format: str, wanted: Wanted) -> Iterator[etree._Element]:
    root: etree._Element | None = None
    depth = read = 0
    try:
        for event, element in events:
            if root is None:
                root = element
                if format == "XML" and root.getroottree().docinfo.internalDTD is not None:
                    raise CorpusError(f"{request.source}: holds a document type, which is refused; remove the DOCTYPE.")
            if file.count - read > request.max_bytes:
                raise CorpusError(f"{request.source}: holds something {request.too_long}")
            if not isinstance(element.tag, str) or not wanted(element):
                continue
            depth += 1 if event == "start" else -1
            if event == "end" and not depth:
                yield element
                _let_go(element)
                read = file.count
    except (etree.XMLSyntaxError, ValueError) as error:
        raise CorpusError(f"{request.source}: not {format} that can be read: {error}.") from error


def _let_go(element: etree._Element) -> None:
    element.clear()
    for each in (element, *element.iterancestors()):
        parent = each.getparent()
        while parent is not None and each.getprevious() is not None:
            del parent[0]


def _line(line: list[str]) -> Iterator[str]:
    if text := re.sub(r"[ \t\r\n]+", " ", "".join(line)).strip():
        yield text
    line.clear()
