"""ProQuest: text, with a line of underscores between records, and XML of its text and data mining services."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from korea_nlp.corpus.exports.story import broken, head_text, limited, none_found, read_date, story, text_lines
from korea_nlp.corpus.markup import elements, html_blocks, words_at
from korea_nlp.corpus.reader import Item, Reader, Request

RULE = re.compile(r"_{20,}")
# How ProQuest calls its fields; a paragraph of the text that begins with another word and a colon is text.
FIELDS = """
Abstract|Author|Business indexing term|Classification|Column|Company / organization|Copyright|Country of publication
|Credit|Database|Dateline|Document feature|Document type|Document URL|Edition|First page|Full text
|Full text availability|Identifier / keyword|ISSN|Issue|Language of publication|Last updated|Links|Location|Pages
|People|Place of publication|Product name|ProQuest document ID|Publication date|Publication info|Publication subject
|Publication title|Publication year|Publisher|Section|Source type|Subject|Ticker|Title|Volume
""".replace("\n", "")
FIELD = re.compile(rf"({FIELDS}): *(.*)")
TEXT, ID = "Full text", "ProQuest document ID"


def _read_txt(request: Request) -> Iterator[tuple[str, Item]]:
    number = 0
    for fields in _records(request):
        if TEXT not in fields and ID not in fields:
            continue  # the table of contents, the bibliography
        number += 1
        if ID not in fields:
            yield broken(request, number, "cut short: no line 'ProQuest document ID: ...' after it")
            continue
        one = {name: " ".join(lines) or None for name, lines in fields.items()}
        yield story(
            request,
            number,
            fields.get(TEXT, ()),
            id=one[ID],
            published=read_date(one.get("Publication date") or ""),
            title=one.get("Title"),
            publisher=one.get("Publication title"),
            url=one.get("Document URL"),
        )
    if not number:
        raise none_found(request, "record as ProQuest exports them")


def _records(request: Request) -> Iterator[dict[str, list[str]]]:
    """Yield the fields of each record, in lines."""
    fields: dict[str, list[str]] = {}
    name = ""
    for text in limited(request, text_lines(request), RULE.fullmatch):
        if RULE.fullmatch(text):
            yield fields
            fields, name = {}, ""
        elif found := FIELD.fullmatch(text):
            name = found[1]
            fields[name] = [found[2]] if found[2] else []
        elif name and text:
            fields[name].append(text)
    yield fields


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where a kind of record holds the facts of its article."""

    text: str
    id: str
    published: str
    title: str
    publisher: str
    url: str


LAYOUTS = {
    "RECORD": _Layout(
        ".//TextInfo/Text", ".//GOID", ".//Obj/NumericDate", ".//Obj/TitleAtt/Title", ".//DFS/PubFrosting/Title",
        ".//URLDocView",
    ),
    "Record": _Layout("FullText", "RecordID", "NumericPubDate", "RecordTitle", "Publication/Title", "URLDocView"),
}  # fmt: skip


def _read_xml(request: Request) -> Iterator[tuple[str, Item]]:
    number = 0
    for number, record in enumerate(elements(request, *LAYOUTS), 1):
        layout = LAYOUTS[record.tag]
        text = record.find(layout.text)
        yield story(
            request,
            number,
            [] if text is None else _paragraphs(request, text),
            id=words_at(record, layout.id),
            published=read_date(words_at(record, layout.published) or ""),
            title=words_at(record, layout.title),
            publisher=words_at(record, layout.publisher),
            url=words_at(record, layout.url),
        )
    if not number:
        raise none_found(request, "record as ProQuest exports them")


def _paragraphs(request: Request, text: etree._Element) -> list[str]:
    marked = (text.get("HTMLContent") or "").lower() in ("true", "1", "yes")
    whole = "".join(text.itertext())  # type: ignore[arg-type]
    if marked or re.search(r"</?(p|br|html|body)\b", whole, re.IGNORECASE):
        return html_blocks(request, whole)
    return [line for paragraph in whole.split("\n") if (line := paragraph.strip())]


def _is_txt(head: bytes) -> bool:
    text = head_text(head)
    return bool(re.search(r"^_{60}\s*$", text, re.MULTILINE)) and bool(
        re.search(r"^(Report Information from ProQuest|Full text: .*|ProQuest document ID: .*)$", text, re.MULTILINE)
    )


def _is_xml(head: bytes) -> bool:
    text = head_text(head)
    return bool(re.search(r"<(RECORD|Record)\b", text) and re.search(r"<(GOID|RecordID)\b", text))


TXT = Reader((".txt",), _read_txt, recognises=_is_txt, text=True)
XML = Reader((".xml",), _read_xml, recognises=_is_xml)
