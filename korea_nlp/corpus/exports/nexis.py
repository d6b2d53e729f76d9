"""Nexis: DOCX, RTF and HTML of Nexis Uni, and the text and HTML of the older LexisNexis.

Whatever the file, it is lines first, then articles: those of Nexis Uni end with "End of Document", older ones begin
with "3 of 100 DOCUMENTS".
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import numpy as np
from lxml import etree

from korea_nlp.corpus.archive import member, opened
from korea_nlp.corpus.exports.story import broken, head_text, limited, none_found, read_date, story, text_lines
from korea_nlp.corpus.extras import extra
from korea_nlp.corpus.markup import blocks, elements, html_elements
from korea_nlp.corpus.reader import Item, Reader, Request
from korea_nlp.errors import CorpusError
from korea_nlp.records.published import REST, leading_date

OLD_START = re.compile(r"\s*\d+ of \d+ DOCUMENTS?\s*")
UNI_END = "End of Document"
UNI_TAIL = re.compile(
    r"Graphic|Classification|Correction|(Correction|Load)-Date:.*", re.DOTALL
)  # what may follow the body
# "January 24, 2025 Friday First Edition": what may stand after the day
AFTER_DAY = re.compile(rf"(?:{REST.pattern})(?:[\w .'’-]+\bEdition)?", re.IGNORECASE)
OLD_HEAD = re.compile(r"(BYLINE|SECTION|LENGTH|DATELINE|HEADLINE|HIGHLIGHT|SERIES|EDITION|TYPE): *")
OLD_TAIL = re.compile(
    r"(URL|SUBJECT|LOAD-DATE|LANGUAGE|GRAPHIC|PUBLICATION-TYPE|DOCUMENT-TYPE|JOURNAL-CODE|ACC-NO|COUNTRY|STATE|CITY"
    r"|PERSON|ORGANIZATION|COMPANY|TICKER|INDUSTRY|GEOGRAPHIC|NOTES|CORRECTION|CORRECTION-DATE): *|Copyright \d{4} "
)
MAX_RTF = 8 << 20  # bytes, which striprtf takes some ten seconds for at worst
MAX_GROUPS = 1_000  # groups of RTF within each other; striprtf keeps something for each
Lines = Callable[[Request], Iterator[str]]


def _reads(lines: Lines) -> Callable[[Request], Iterator[tuple[str, Item]]]:
    """Return the reader of files that give lines in this way."""

    def read(request: Request) -> Iterator[tuple[str, Item]]:
        number = 0
        for number, (parse, held) in enumerate(_articles(lines(request), request), 1):
            yield parse(request, number, held)
        if not number:
            raise none_found(request, "article as Nexis exports them")

    return read


Parse = Callable[[Request, int, list[str]], tuple[str, Item]]


def _articles(lines: Iterable[str], request: Request) -> Iterator[tuple[Parse, list[str]]]:
    """Yield the lines of each article, and what reads them."""
    held: list[str] = []
    old = False
    for line in limited(request, lines, lambda line: line == UNI_END or OLD_START.fullmatch(line)):
        if OLD_START.fullmatch(line):
            if old:
                yield _old, held
            held, old = [], True
        elif line == UNI_END:
            yield _uni, held
            held = []
        else:
            held.append(line)
    if old:
        yield _old, held
    elif "Body" in held:
        yield _cut, held


def _uni(request: Request, number: int, lines: list[str]) -> tuple[str, Item]:
    if "Body" not in lines:
        return broken(request, number, "its text does not begin with 'Body', as Nexis Uni writes it")
    start = lines.index("Body")
    end = next((at for at in range(start + 1, len(lines)) if UNI_TAIL.fullmatch(lines[at])), len(lines))
    # "KCNA denies report" "The Daily" "January 24, 2025 Friday": the last date of the head stands under both
    dated = [at for at in range(start) if _is_date(lines[at])]
    at = dated[-1] if dated else 0
    return story(
        request,
        number,
        lines[start + 1 : end],
        published=read_date(lines[at]) if dated else None,
        publisher=lines[at - 1] if at > 0 else None,
        title=lines[at - 2] if at > 1 else None,
    )


def _is_date(line: str) -> bool:
    found = leading_date(line)
    return found is not None and AFTER_DAY.fullmatch(line, found[1]) is not None


def _cut(request: Request, number: int, lines: list[str]) -> tuple[str, Item]:
    return broken(request, number, f"cut short: no {UNI_END!r} after it")


def _old(request: Request, number: int, lines: list[str]) -> tuple[str, Item]:
    start = next((at for at, line in enumerate(lines) if OLD_HEAD.match(line)), None)
    if start is None:
        return broken(request, number, "it has no line such as 'LENGTH: 812 words' before its text")
    after = next((at for at in range(start, len(lines)) if not OLD_HEAD.match(lines[at])), len(lines))
    end = next((at for at in range(after, len(lines)) if OLD_TAIL.match(lines[at])), len(lines))
    if end == len(lines):
        return broken(request, number, "cut short: no line such as 'LOAD-DATE: January 24, 2025' after it")
    fields = dict(line.split(":", 1) for line in lines[start:after])
    dated = next((at for at in range(start) if read_date(lines[at])), None)
    above = [] if dated is None else [line for line in lines[:dated] if not OLD_TAIL.match(line)]
    titles = [] if dated is None else lines[dated + 1 : start]
    return story(
        request,
        number,
        lines[after:end],
        published=None if dated is None else read_date(lines[dated]),
        publisher=above[-1] if above else None,
        title=fields.get("HEADLINE", "").strip() or (titles[-1] if titles else None),
    )


# --- from files to lines -------------------------------------------------------------------------------------------


def _docx_lines(request: Request) -> Iterator[str]:
    with opened(request, "DOCX") as archive, member(archive, "word/document.xml", request) as file:
        for paragraph in elements(replace(request, file=file), "p"):
            yield from _stripped("".join(map(_run, paragraph.iter("t", "br", "tab"))).split("\n"))


def _run(element: etree._Element) -> str:
    name = element.tag
    return (element.text or "") if name == "t" else "\n" if name == "br" else "\t"


def _rtf_lines(request: Request) -> Iterator[str]:
    striprtf = extra("striprtf.striprtf", f"{request.source}: reading RTF")
    data = request.file.read(MAX_RTF + 1)
    if len(data) > MAX_RTF:
        raise CorpusError(f"{request.source}: longer than {MAX_RTF:,} bytes; export it in parts, or as DOCX.")
    if not data.startswith(b"{\\rtf"):
        raise CorpusError(f"{request.source}: not an RTF file; name another reader.")
    signs = np.frombuffer(data, dtype=np.uint8)
    depth = np.cumsum((signs == ord("{")).astype(np.int32) - (signs == ord("}")))
    if depth.max() > MAX_GROUPS:
        raise CorpusError(
            f"{request.source}: more than {MAX_GROUPS:,} groups within each other; not text that was exported."
        )
    try:
        text = striprtf.rtf_to_text(data.decode("latin-1"), errors="replace")
    except (ValueError, LookupError, OverflowError, RecursionError) as error:
        raise CorpusError(f"{request.source}: not RTF that can be read: {error}.") from error
    yield from _stripped(text.split("\n"))


def _html_lines(request: Request) -> Iterator[str]:
    for element in html_elements(request, lambda tag, attributes, parent: parent == "body"):
        yield from _stripped(blocks(element))


def _txt_lines(request: Request) -> Iterator[str]:
    """Yield paragraphs: lines up to an empty one, which the export wrapped, on one line."""
    held: list[str] = []
    for words in text_lines(request):
        if words:
            held.append(words)
        if held and (not words or OLD_START.fullmatch(words)):
            yield " ".join(held)
            held = []
    if held:
        yield " ".join(held)


def _stripped(lines: Iterable[str]) -> Iterator[str]:
    return (stripped for line in lines if (stripped := line.replace("\xa0", " ").strip()))


# --- how files are recognised --------------------------------------------------------------------------------------

OLD_MARKS = (re.compile(r"\b\d+ of \d+ DOCUMENTS?\b"), re.compile(r"\b(LENGTH|LOAD-DATE|BYLINE|SECTION):"))
OLD_LINE = re.compile(r"^\s*\d+ of \d+ DOCUMENTS?\s*$", re.MULTILINE)
COVER = (re.compile(r"Job Number:"), re.compile(r"Documents \(\d+\)"))
UNI_MARKS = (re.compile(r"Length:(</?\w[^>]{0,99}>|\s|&nbsp;|&#160;|\xa0)*\d+ words"), re.compile(r">\s*Body\s*<"))


def _is_old_text(head: bytes) -> bool:
    text = head_text(head)
    return bool(OLD_LINE.search(text) and OLD_MARKS[1].search(text))


def _is_html(head: bytes) -> bool:
    text = head_text(head)
    return any(all(mark.search(text) for mark in marks) for marks in (OLD_MARKS, COVER, UNI_MARKS))


DOCX = Reader((".docx",), _reads(_docx_lines))
RTF = Reader((".rtf",), _reads(_rtf_lines))
HTML = Reader((".html", ".htm"), _reads(_html_lines), recognises=_is_html)
TXT = Reader((".txt",), _reads(_txt_lines), recognises=_is_old_text, text=True)
