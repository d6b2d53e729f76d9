"""Files → a stream of Articles, one reader a format.

What cannot be read is news, not an error: a bad line gives a ``Failure`` in its place, whose id says file and line, and
the next lines are read. Only a file that cannot be read at all raises ``CorpusError``; in a folder that is a
``Failure`` too.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from korea_nlp.corpus.encoding import as_utf8, check_encoding, mended
from korea_nlp.corpus.ids import Seen
from korea_nlp.corpus.language import LanguageCheck
from korea_nlp.corpus.reader import MAX_BYTES, Item, Reader, Request
from korea_nlp.corpus.registry import choose, load_readers, only
from korea_nlp.corpus.rows import check_columns
from korea_nlp.corpus.sources import Source, find_sources
from korea_nlp.corpus.unpack import BROKEN
from korea_nlp.errors import ArticleError, CorpusError, reason
from korea_nlp.records import Article, Failure, read_published

__all__ = ["Item", "Reader", "Request", "read_articles"]


def read_articles(
    *paths: str | Path,
    columns: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
    reader: str | None = None,
    english_only: bool = False,
    mend: bool = False,
    date: Any = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Item]:
    """Yield the articles of files and folders, in order; a ``Failure`` where one cannot be read.

    Args:
        paths: Files of a format that docs/corpus.md lists (also with .gz or .zst), folders of them, patterns such as
            ``news/*.jsonl``, URLs, or ``-`` for JSON lines from standard input. Lines and rows hold ``id``, ``text``
            and, where known, ``published``, ``title``, ``publisher`` and ``url``, under these or other usual names;
            other fields are passed over, and rows without an id are numbered. A .txt file is one article, whose id is
            its path in the folder, or its name, without the suffix, and whose day is one that its name tells. An id
            stands once in a file; it may stand in another one too, with the
            same text.
        columns: Names of columns that are not the usual ones, by field: ``{"text": "story"}``.
        encoding: Encoding of files of text, CSV, JSON lines or HTML; ``auto`` guesses that of each.
        reader: The one reader to use, by name, for files that more than one could read.
        english_only: Set articles aside that are surely in another language: a ``Failure`` says which.
        mend: Mend text that was once decoded wrongly, "itâ€™s" to "it’s"; offsets are into the mended text.
        date: The day of articles that tell none, as ``Article.published`` takes it.
        max_bytes: What an article may take; a longer one is a ``Failure``.

    Raises:
        CorpusError: A file or folder is missing, of an unknown format or broken; says where and what to do.

    Example:
        >>> from korea_nlp.lexicon import data_file
        >>> next(read_articles(str(data_file("samples/articles.jsonl")))).publisher
        'Meridian Daily'
    """
    readers = load_readers() if reader is None else only(load_readers(), reader)
    request = partial(
        Request, columns=check_columns(columns or {}), encoding=check_encoding(encoding), max_bytes=max_bytes
    )
    check = LanguageCheck() if english_only else None
    day = _day(date)
    seen = Seen()
    for source in find_sources(
        paths or ("",), dict.fromkeys(suffix for each in readers.values() for suffix in each.suffixes)
    ):
        seen.begin(source.name)
        for where, item in _read(source, readers, request):
            if isinstance(item, Article):
                item = mended(item) if mend else item
                item = replace(item, published=day) if day and item.published is None else item
                item = seen.checked(check.checked(item, where) if check else item, where)
            yield item


def _day(date: Any) -> str | None:
    try:
        return read_published(date)
    except ArticleError as error:
        raise CorpusError(f"date: {error.found}") from error


def _read(source: Source, readers: dict[str, Reader], request: Callable[..., Request]) -> Iterator[tuple[str, Item]]:
    """Yield what one file holds, each with its place in words."""
    try:
        with source.open() as file:
            reader = choose(readers, source.suffix, file.peek(), source.name)
            asked = request(file, source.name, source.id)
            yield from reader.read(as_utf8(asked) if reader.text else asked)
    except (CorpusError, *BROKEN) as error:
        said = str(error) if isinstance(error, CorpusError) else f"{source.name}: cannot be read: {reason(error)}."
        if not source.listed:
            raise CorpusError(said) from error
        yield source.name, Failure(source.id, said)
