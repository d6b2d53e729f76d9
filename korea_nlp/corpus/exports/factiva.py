"""Factiva: HTML and text, with codes before each field or without; each article ends with "Document" and its number."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from korea_nlp.corpus.exports.story import broken, head_text, limited, none_found, read_date, story, text_lines
from korea_nlp.corpus.markup import blocks, html_elements, words
from korea_nlp.corpus.reader import Item, Reader, Request

END = re.compile(r"Document\s+([A-Z][A-Z0-9]{4,}\w{4,})")
WORDS = re.compile(r"[\d,]+ words")
TIME = re.compile(r"\d{1,2}:\d\d(:\d\d)?( [AP]M)?")
CODE = re.compile(r"[A-Z0-9]{2,8}")
LANGUAGE = re.compile(r"[A-Z][a-z]+( *[-–(] *[\w ]+\)?)?")
COPYRIGHT = re.compile(r"\(c\)|©|Copyright|\(Copyright", re.IGNORECASE)
CODES = (
    *("SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD"),
    *("ART", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN"),
)
SUBJECTS = ("CO", "IN", "NS", "RE")
CODED = re.compile(rf"({'|'.join(CODES)})(?:[ \t]+(.*))?")
Fields = dict[str, list[str]]


def _coded(request: Request, number: int, fields: Fields) -> tuple[str, Item]:
    """Return the article of fields by their codes."""
    one = {code: " ".join(lines) or None for code, lines in fields.items()}
    found = END.fullmatch(one.get("AN") or "")
    return story(
        request,
        number,
        [*fields.get("LP", ()), *fields.get("TD", ())],
        id=found[1] if found else None,
        published=read_date(one.get("PD") or ""),
        title=one.get("HD"),
        publisher=one.get("SN"),
    )


def _plain(request: Request, number: int, lines: list[str], id: str) -> tuple[str, Item]:
    """Return the article of lines without codes: headline, author, words, day, time, source, code, language, text."""
    counted = next((at for at, line in enumerate(lines) if WORDS.fullmatch(line)), None)
    dated = None if counted is None else counted + 1
    if dated is None or dated >= len(lines) or not read_date(lines[dated], whole=True):
        return broken(request, number, "no line such as '812 words' with a date after it")
    source = dated + 1 + bool(TIME.fullmatch("".join(lines[dated + 1 : dated + 2])))
    spoken = range(source + 2, min(source + 6, len(lines)))  # code, and where told edition and page, stand between
    start = next((at + 1 for at in spoken if LANGUAGE.fullmatch(lines[at])), min(source + 2, len(lines)))
    if start < len(lines) and COPYRIGHT.match(lines[start]):
        start += 1
    return story(
        request,
        number,
        lines[start:],
        id=id,
        published=read_date(lines[dated]),
        title=lines[0] if counted else None,
        publisher=lines[source] if source < len(lines) else None,
    )


# --- HTML ----------------------------------------------------------------------------------------------------------


def _read_html(request: Request) -> Iterator[tuple[str, Item]]:
    number = 0
    for number, element in enumerate(html_elements(request, _is_article), 1):
        yield _html_article(request, number, element)
    if not number:
        raise none_found(request, "article as Factiva exports them")


def _is_article(tag: str, attributes: Mapping[str, str], parent: str) -> bool:
    kinds = attributes.get("class", "").split()
    return tag == "div" and any(re.fullmatch(r"article|[a-z]{2}Article", kind) for kind in kinds)


def _html_article(request: Request, number: int, element: etree._Element) -> tuple[str, Item]:
    if fields := _table(element):
        return _coded(request, number, fields)
    lines = list(blocks(element))
    ends = [at for at, line in enumerate(lines) if END.fullmatch(line)]
    if not ends:
        return broken(request, number, "no line such as 'Document YONH000020250124el1o0008p' at its end")
    found = END.fullmatch(lines[ends[-1]])
    assert found
    text = [words(each) for each in element.iter("p") if "articleParagraph" in (each.get("class") or "").split()]
    if not any(WORDS.fullmatch(line) for line in lines):
        return broken(request, number, "no line such as '812 words' with a date after it")
    head = lines[: lines.index(text[0])] if text and text[0] in lines else lines[: ends[-1]]
    return _plain(request, number, [*head, *(line for line in text if line and not END.fullmatch(line))], found[1])


def _table(element: etree._Element) -> Fields:
    """Return the fields of a table whose first column holds codes."""
    fields: Fields = {}
    for row in element.iter("tr"):
        cells = [each for each in row if each.tag == "td"]
        if len(cells) == 2 and words(cells[0]) in CODES:
            fields[words(cells[0])] = list(blocks(cells[1]))
    return fields if {"HD", "PD"} <= set(fields) else {}


# --- text ----------------------------------------------------------------------------------------------------------


def _end(line: str) -> re.Match[str] | None:
    return END.fullmatch(line.removeprefix("AN ").strip())


def _read_txt(request: Request) -> Iterator[tuple[str, Item]]:
    number = 0
    held: list[str] = []
    for line in limited(request, text_lines(request), _end):
        if found := _end(line):
            number += 1
            fields = _by_code(held)
            yield (
                _coded(request, number, fields | {"AN": [found[0]]})
                if fields
                else _plain(request, number, held, found[1])
            )
            held = []
        elif line:
            held.append(line)
    if any(WORDS.fullmatch(line.removeprefix("WC ").strip()) for line in held):
        yield broken(request, number + 1, "cut short: no line such as 'Document YONH000020250124el1o0008p' after it")
    elif not number:
        raise none_found(request, "article as Factiva exports them")


def _by_code(lines: Iterable[str]) -> Fields:
    """Return the fields of lines that begin with codes; none where headline and date have none."""
    fields: Fields = {}
    code = ""
    for line in lines:
        found = CODED.fullmatch(line)
        if found and _follows(found, code):
            code = found[1]
            fields[code] = [found[2]] if found[2] else []
        elif code:
            fields[code].append(line)
    return fields if {"HD", "PD"} <= set(fields) else {}


def _follows(found: re.Match[str], code: str) -> bool:
    """Tell whether a line that looks like a code is one: codes come in one order."""
    if code and CODES.index(found[1]) <= CODES.index(code):
        return False
    # "IN SEOUL, the ministry said": a paragraph, where "IN i831 : Financial Services" is a code
    return found[1] not in SUBJECTS or not found[2] or " : " in found[2]


# --- how files are recognised --------------------------------------------------------------------------------------

HTML_MARK = re.compile(r"class=[\"'](article )?[a-z]{2}Article\b|\b[a-z]{2}?articleParagraph\b")
CODED_MARKS = [re.compile(rf"^{code}[ \t]+\S", re.MULTILINE) for code in ("HD", "PD", "SN")]
PLAIN_MARK = re.compile(rf"^{WORDS.pattern}\n+(.+)\n+(?:{TIME.pattern}\n+)?.+\n+{CODE.pattern}\n", re.MULTILINE)


def _is_txt(head: bytes) -> bool:
    text = re.sub(r"[ \t]+$", "", head_text(head), flags=re.MULTILINE)
    found = PLAIN_MARK.search(text)
    plain = bool(found and read_date(found[1], whole=True))
    return plain or all(mark.search(text) for mark in CODED_MARKS)


HTML = Reader((".html", ".htm"), _read_html, recognises=lambda head: bool(HTML_MARK.search(head_text(head))))
TXT = Reader((".txt",), _read_txt, recognises=_is_txt, text=True)
