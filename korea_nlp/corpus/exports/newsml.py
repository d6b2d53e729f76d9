"""NewsML-G2, the exchange format of news agencies: items alone or in a message, as NITF, XHTML or text."""

import re
from collections.abc import Iterator

from lxml import etree

from korea_nlp.corpus.exports.story import head_text, none_found, story
from korea_nlp.corpus.markup import blocks, elements, html_blocks, words_at
from korea_nlp.corpus.reader import Item, Reader, Request
from korea_nlp.errors import ArticleError
from korea_nlp.records import read_published


def _read(request: Request) -> Iterator[tuple[str, Item]]:
    number = 0
    for number, item in enumerate(elements(request, "newsItem"), 1):
        guid, version = item.get("guid"), item.get("version") or "1"
        yield story(
            request,
            number,
            _paragraphs(request, item),
            id=guid if version == "1" else f"{guid}#{version}",  # a later version is another text
            published=_published(words_at(item, "itemMeta/versionCreated")),
            title=words_at(item, "contentMeta/headline"),
            publisher=_provider(item),
            url=item.get("href"),
        )
    if not number:
        raise none_found(request, "newsItem of NewsML-G2")


def _published(words: str | None) -> str | None:
    try:
        return read_published(words)
    except ArticleError:
        return None


def _paragraphs(request: Request, item: etree._Element) -> list[str]:
    """Return the text: the body of NITF without its head, that of XHTML, or plain text."""
    for path in (".//body.content", "contentSet/inlineXML//body", "contentSet/inlineXML"):
        if (body := item.find(path)) is not None:
            return list(blocks(body))
    data = item.find("contentSet/inlineData")
    if data is None:
        return []
    text = "".join(data.itertext())  # type: ignore[arg-type]
    return html_blocks(request, text) if "html" in (data.get("contenttype") or "") else list(filter(None, _lines(text)))


def _lines(text: str) -> Iterator[str]:
    return (" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text))


def _provider(item: etree._Element) -> str | None:
    provider = item.find("itemMeta/provider")
    if provider is None:
        return None
    name = words_at(provider, "name") or provider.get("literal") or provider.get("qcode")
    return name.rpartition(":")[2] if name else None


def _is_newsml(head: bytes) -> bool:
    return bool(re.search(r"<([\w.-]+:)?(newsItem|newsMessage)\b", head_text(head)))


NEWSML = Reader((".xml",), _read, recognises=_is_newsml)
