"""What the exports share: an article's facts, the words of its date, and a look at the head of a file."""

import codecs
from collections.abc import Callable, Iterable, Iterator

from korea_nlp.corpus.encoding import not_utf8
from korea_nlp.corpus.reader import Item, Request
from korea_nlp.corpus.rows import checked
from korea_nlp.errors import CorpusError
from korea_nlp.records import Failure
from korea_nlp.records.published import REST, leading_date


def read_date(words: str, *, whole: bool = False) -> str | None:
    """Return the ISO date that words start with; a month where they tell no day, None where they tell none.

    Args:
        words: As an export writes them.
        whole: Nothing but a weekday and a time may follow.

    Example:
        >>> read_date("January 24, 2025 Friday"), read_date("24 Jan 2025"), read_date("January 2025")
        ('2025-01-24', '2025-01-24', '2025-01')
    """
    words = words.strip()
    found = leading_date(words)
    return found[0] if found and (not whole or REST.fullmatch(words, found[1])) else None


def story(
    request: Request,
    number: int,
    paragraphs: Iterable[str],
    *,
    id: str | None = None,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> tuple[str, Item]:
    """Return the article of an export, or a Failure, with its place in words.

    Args:
        request: The file.
        number: Which of its articles it is, from 1.
        paragraphs: Its text.
        id: The id that the database gave it; the file's name and the number where it gave none.
        published: ISO date.
        title: Headline.
        publisher: Outlet.
        url: Where it stands.
    """
    where, text = place(request, number), "\n\n".join(paragraphs)
    key = id or f"{request.id}-{number}"
    if not text:
        return where, Failure(key, f"{where}: holds no text; export the articles with their full text.")
    if len(text) > request.max_bytes:
        return where, Failure(key, f"{where}: {request.too_long}")
    return where, checked(key, text, published, title, publisher, url, where=where)


def broken(request: Request, number: int, what: str) -> tuple[str, Item]:
    """Return the Failure of an article that cannot be read."""
    where = place(request, number)
    return where, Failure(f"{request.id}-{number}", f"{where}: {what}; export it again.")


def text_lines(request: Request) -> Iterator[str]:
    """Yield the lines of a file of text, without what stands around them.

    Raises:
        CorpusError: One is too long or not UTF-8.
    """
    for number, line in request.lines():
        where = f"{request.source}, line {number}"
        if line is None:
            raise CorpusError(f"{where}: {request.too_long}")
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        except UnicodeDecodeError as error:
            raise CorpusError(f"{where}: {not_utf8(line, error)}") from error


def limited(request: Request, lines: Iterable[str], ends: Callable[[str], object]) -> Iterator[str]:
    """Yield lines, as long as no more stands between those where an article ``ends`` than one may take.

    Raises:
        CorpusError: More does.
    """
    size = 0
    for line in lines:
        size = 0 if ends(line) else size + len(line)
        if size > request.max_bytes:
            raise CorpusError(f"{request.source}: holds something {request.too_long}")
        yield line


def none_found(request: Request, what: str) -> CorpusError:
    """Return the error of a file that holds nothing of its format."""
    return CorpusError(f"{request.source}: holds no {what}; name another reader.")


def place(request: Request, number: int) -> str:
    """Return which article of a file is meant, in words."""
    return f"{request.source}, article {number}"


def head_text(head: bytes) -> str:
    """Return the first bytes of a file as text, whatever its encoding, with line breaks of one kind."""
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = head.decode("utf-16" if wide else "utf-8-sig", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")
