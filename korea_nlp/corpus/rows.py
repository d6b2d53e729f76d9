"""From a row of a table, or an object of JSON, to an Article; which of its columns holds what."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from korea_nlp.corpus.reader import Item
from korea_nlp.errors import ArticleError, CorpusError
from korea_nlp.records import Article, Failure

# Field of the article → how columns that hold it are called, our own name first, whatever their case and hyphens.
NAMES = {
    "id": (
        *("id", "article_id", "doc_id", "document_id", "guid", "uuid", "news_id", "story_id", "accession_number"),
        *("goid", "uri"),
    ),
    "text": (
        *("text", "body", "content", "article", "full_text", "article_text", "body_text", "main_text", "article_body"),
        *("news_text", "plain_text", "story_text", "full_article", "full_story", "news_body", "story_body"),
    ),
    "published": (
        *("published", "date", "published_at", "published_date", "date_published", "publication_date"),
        *("publish_date", "date_publish", "pub_date", "article_date", "news_date", "publish_time", "published_time"),
        *("date_time", "timestamp", "sql_date"),
    ),
    "title": ("title", "headline", "heading", "article_title", "news_title"),
    "publisher": (
        *("publisher", "source", "outlet", "publication", "newspaper", "source_name", "publisher_name", "news_source"),
        *("publication_title", "pub_title", "media", "site_name"),
    ),
    "url": ("url", "link", "web_url", "article_url"),
}
FLAGS = {
    **{"id": "--id-column", "text": "--text-column", "published": "--date-column", "title": "--title-column"},
    **{"publisher": "--publisher-column"},
}
OPTIONAL = ("title", "publisher", "url")
Picked = Mapping[str, tuple[str, ...]]


def check_columns(named: Mapping[str, str]) -> Mapping[str, str]:
    """Return the columns that a user named.

    Raises:
        CorpusError: One is named for a field that articles don't have, or they are named otherwise.
    """
    if not isinstance(named, Mapping):
        raise CorpusError(f"columns is {named!r:.60}; give names by field, such as {{'text': 'story'}}.")
    for field in named:
        if field not in NAMES:
            raise CorpusError(f"an article has no {field!r}; name columns for {', '.join(NAMES)}.")
    return named


class Columns:
    """Which columns hold the fields of an article: those that the user named, else by convention.

    Example:
        >>> Columns({}).pick(("ID", "Full Text", "Pub-Date"))["text"]
        ('Full Text',)
    """

    def __init__(self, named: Mapping[str, str]) -> None:
        self._named = named
        self.pick = cache(self._pick)

    def of_table(self, names: Iterable[str], source: str) -> Picked:
        """Return the columns of a table, which must have a text, and all that the user named.

        Raises:
            CorpusError: It has not, or several columns could be the text; names all that are missing, with the flags.
        """
        names = tuple(names)
        if not names:
            raise CorpusError(f"{source}: has no header; name its columns in its first line, such as id,text.")
        try:
            picked = self.pick(names)
        except CorpusError as error:
            raise CorpusError(f"{source}: {error}") from error
        missing = [f"{name!r} ({FLAGS.get(field, field)})" for field, name in self._named.items() if name not in names]
        if not picked["text"]:
            missing.append(f"the text ({FLAGS['text']})")
        if missing:
            wanted, columns = " and ".join(missing), ", ".join(names)
            raise CorpusError(f"{source}: has no column for {wanted} but {columns}; name one of these.")
        return picked

    def _pick(self, names: tuple[str, ...]) -> Picked:
        """Return the columns that may hold each field, in the order in which they are asked."""
        plain = {name: _plain(name) for name in names}
        picked: dict[str, tuple[str, ...]] = {}
        for field, usual in NAMES.items():
            known = [_plain(name) for name in usual]
            found = sorted((name for name in names if plain[name] in known), key=lambda name: known.index(plain[name]))
            picked[field] = (self._named[field],) if field in self._named else tuple(found)
        if twice := next((name for found in picked.values() for name in found if names.count(name) > 1), None):
            raise CorpusError(f"two columns are called {twice!r}; rename or remove one of them.")
        texts = picked["text"]
        if len(texts) > 1 and plain[texts[0]] != "text":
            raise CorpusError(f"columns {' and '.join(texts)} could both be the text; say which with --text-column.")
        return picked


def _plain(name: str) -> str:
    """Return a column's name without what parts its words: "Pub-Date", "pub_date" and "pubDate" are one."""
    return re.sub(r"[\W_]+", "", name.lower())


def read_row(row: Any, where: str, columns: Columns, *, fallback: str) -> Item:
    """Return the Article of a row, or a Failure that says what is wrong with it.

    Args:
        row: Column → value.
        where: The row's place in words.
        columns: Which columns hold what.
        fallback: The id where no column holds one.
    """
    if not isinstance(row, dict):
        return Failure(where, f"{where}: an object was expected, not {type(row).__name__}; write {{...}}.")
    try:
        picked = columns.pick(tuple(row))
    except CorpusError as error:
        return Failure(where, f"{where}: {error}")
    optional = [_optional(row, name, picked[name]) for name in OPTIONAL]
    id = _first(row, picked["id"]) if picked["id"] else fallback
    return checked(id, _first(row, picked["text"]), _first(row, picked["published"]), *optional, where=where)


def checked(id: Any, text: Any, published: Any = None, *optional: Any, where: str) -> Item:
    """Return an Article of these values, or a Failure that says which of them cannot be.

    Args:
        id: Its id.
        text: Its text.
        published: Its date.
        optional: Title, publisher and URL.
        where: Its place in words.
    """
    try:
        return Article(id, text, published, *(value or None for value in optional))
    except ArticleError as error:
        return Failure(str(id) if isinstance(id, str | int) and id != "" else where, f"{where}: {error.found}")


def _first(row: Mapping[str, Any], names: Iterable[str]) -> Any:
    """Return the first value there is; an empty text where there is only that."""
    values = [row.get(name) for name in names]
    return next((value for value in values if value not in (None, "")), "" if "" in values else None)


def _optional(row: Mapping[str, Any], field: str, names: tuple[str, ...]) -> Any:
    """Return what a row says, in a column that is ours whatever it is, in others where it is a string."""
    return _first({name: row.get(name) for name in names if name == field or isinstance(row.get(name), str)}, names)
