"""Articles as users give them: Articles, dicts, rows of tables, tables, or texts → Articles, or a Failure for each."""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from korea_nlp.corpus.ids import Numbers, number
from korea_nlp.corpus.language import LanguageCheck
from korea_nlp.corpus.reader import Item
from korea_nlp.corpus.rows import Columns, read_row
from korea_nlp.errors import ArticleError, CorpusError, LanguageWarning
from korea_nlp.records import Article, Failure, Record

WHAT_TO_GIVE = "give Articles, dicts with a text, rows of a table, or texts"


def given_articles(
    given: Any, *, check_language: bool = True, readable: frozenset[str] = frozenset()
) -> Iterator[Item]:
    """Yield an Article for each thing that a user gave, or a Failure that says what is wrong with it.

    An article without an id gets its number. What comes a second time under one id is a Failure where its text differs.

    Args:
        given: Any number of Articles, Failures, Records (whose articles are meant), dicts, rows of a table, or texts;
            or one of them; or a table of pandas, polars or Arrow.
        check_language: Warn of articles that do not read as English: of the first, and of how many in the end.
        readable: Languages beside English of which no warning is needed: ``{"Korean"}``.

    Raises:
        ArticleError: Something else was given; says what to give.

    Example:
        >>> [item.id for item in given_articles(["Seoul said so.", {"ID": 7, "Body": "So did Tokyo."}])]
        ['1', '7']
    """
    known = Numbers(1)
    check = LanguageCheck() if check_language else None
    foreign = total = 0
    for total, item in enumerate(_items(given), 1):
        article = _article(item, total)
        if isinstance(article, Article):
            article = _own(article, known, total)
        language = check.foreign(article.text) if check and isinstance(article, Article) else None
        if language is not None and isinstance(article, Article) and language not in readable:
            foreign += 1
            if foreign == 1:
                _warn(f"article {article.id!r:.60} reads as {language}; claims are found in English alone.")
        yield article
    if foreign > 1:
        _warn(f"{foreign:,} of {total:,} articles do not read as English.")


def _items(given: Any) -> Iterator[Any]:
    """Yield what was given one by one."""
    if isinstance(given, str) and _is_file(given):
        raise ArticleError(f"{given!r:.60} is a file; give korea_nlp.read_articles({given!r:.60}).")
    if isinstance(given, str | Mapping | Article | Failure | Record):
        return iter((given,))
    if hasattr(given, "itertuples"):  # pandas
        return _rows([str(name) for name in given.columns], given.itertuples(index=False, name=None))
    if hasattr(given, "iter_rows"):  # polars
        return _rows(list(given.columns), given.iter_rows())
    if hasattr(given, "column_names") and hasattr(given, "to_pylist"):  # Arrow
        return _rows(list(given.column_names), (tuple(row.values()) for row in given.to_pylist()))
    if isinstance(given, bytes) or not isinstance(given, Iterable):
        raise ArticleError(f"{_called(given)} was given; {_advice(given)}.")
    return iter(given)


def _rows(names: list[str], rows: Iterable[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    try:
        picked = Columns({}).pick(tuple(names))
    except CorpusError as error:
        raise ArticleError(f"the table: {error}") from error
    if not picked["text"]:
        others = f" but {', '.join(names)}" if names else ", nor any other"
        raise ArticleError(f"the table has no column for the text{others}; call the right one 'text'.")
    return (dict(zip(names, row, strict=True)) for row in rows)


def _article(item: Any, place: int) -> Item:
    """Return the Article that something is, or the Failure of what is none."""
    if isinstance(item, Article | Failure):
        return item
    if isinstance(item, Record):
        text = item.text[item.title_end :].removeprefix("\n\n") if item.title_end else item.text
        return Article(item.id, text, item.published, item.title, item.publisher, item.url)
    if isinstance(item, str):
        return Article(str(place), item)
    if isinstance(item, tuple) and len(item) == 2 and hasattr(item[1], "to_dict"):  # what iterrows gives
        item = item[1]
    for way in ("_asdict", "to_dict"):  # a row of itertuples, a Series
        if not isinstance(item, Mapping) and hasattr(item, way):
            item = getattr(item, way)()
    if isinstance(item, Mapping):
        row = {str(name): value for name, value in item.items()}
        return read_row(row, f"article {place}", Columns({}), fallback=str(place))
    return Failure(str(place), f"article {place} is {_called(item)}; {_advice(item)}.")


def _own(article: Article, known: Numbers, place: int) -> Item:
    """Return an article whose id is its own, or the Failure of one whose id is another's."""
    id, text = number(article.id), number(article.text)
    found = known.get(id)
    if found is None:
        known.add(id, (text,))
    elif found != (text,):
        taken = f"article {place}: another article has the id {article.id!r:.60}; give each its own."
        return Failure(article.id, taken)
    return article


def _is_file(text: str) -> bool:
    try:
        return len(text) < 1000 and "\n" not in text and Path(text).exists()
    except (OSError, ValueError):
        return False


def _called(item: Any) -> str:
    name = type(item).__name__
    if item is None or isinstance(item, Path):
        return "nothing (None)" if item is None else f"the path {str(item)!r:.60}"
    return f"{'an' if name[0] in 'AEIOaeio' else 'a'} {name}"


def _advice(item: Any) -> str:
    return "read it with korea_nlp.read_articles" if isinstance(item, Path) else WHAT_TO_GIVE


def _warn(message: str) -> None:
    warnings.warn(message, LanguageWarning, stacklevel=2)
