"""``analyze`` and ``pipe``: articles in, Records or Failures out, one for each and in order."""

from collections.abc import Hashable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from functools import cache, partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.corpus.given import given_articles
from korea_nlp.errors import ModelError, OptionError
from korea_nlp.extract import extract
from korea_nlp.korean.script import is_korean
from korea_nlp.pipeline import COMPONENTS, TAUGHT, load, load_korean
from korea_nlp.pool import DIED, READING, Tell, end_if_imported, work_through
from korea_nlp.records import Article, Failure, Record, check_confidence, drop_unsure
from korea_nlp.shipping import packed, unpack
from korea_nlp.split import join_records, split_text

Item = Article | Failure
Result = Record | Failure
NONE: frozenset[str] = frozenset()
LANG = "ko"
MAX_PIECE = 40_000  # characters read as one text
MAX_TOKENS = 4_000  # read at once, some 20 KB each; with MAX_PIECE it keeps memory flat, however long the articles


def analyze(
    text: str,
    *,
    id: str = "article",
    published: str | int | date | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    nlp: Language | str | Path | None = None,
    read_title: bool = False,
    min_confidence: float | None = None,
    language: str = "auto",
) -> Record:
    """Return the Record of one article.

    Args:
        text: The article's text as it comes.
        id: The article's id in the record.
        published: Day of publication, against which "Friday" and "the U.S. president" are read: a ``date``, or a text
            such as "2025-01-24" or "24 Jan 2025".
        title: Headline; read only on request.
        publisher: Outlet that carries it.
        url: Where it stands.
        nlp: The pipeline, or the name of one to load; the default when None (give a pipeline when you call this more
            than once).
        read_title: Read the title too, as a first paragraph of the text.
        min_confidence: Leave claims out that were found with less confidence, as ``drop_unsure`` does.
        language: ``auto`` reads a text in hangul by ``load("korean")``, where Kiwi is installed; ``given`` reads all
            by ``nlp``.

    Raises:
        ArticleError: The text is none, or the date cannot be read.
        OptionError: ``min_confidence`` is no number from 0 to 1, or the language is neither.

    Example:
        >>> record = analyze("Seoul said on Friday it would not talk.", published="2025-01-24")
        >>> record.text
        'Seoul said on Friday it would not talk.'
    """
    article = Article(id, text, published, title, publisher, url)  # type: ignore[arg-type]  # it makes the date ISO
    readable = readable_languages(language)
    (given,) = given_articles([article], readable=readable)  # tells where it does not read as English
    assert isinstance(given, Article)
    check_confidence(min_confidence)
    if nlp is None and _in_korean(given, readable):
        pipeline = _korean("")
    else:
        pipeline = _ready(nlp)
        if _in_korean(given, readable) and pipeline.lang != LANG:
            pipeline = _korean(_own(pipeline))
    return drop_unsure(next(_read_all(pipeline, [given], read_title)), min_confidence)


def pipe(
    articles: Any,
    *,
    nlp: Language | str | Path | None = None,
    n_process: int = 1,
    batch_size: int = 32,
    read_title: bool = False,
    check_language: bool = True,
    min_confidence: float | None = None,
    language: str = "auto",
) -> Iterator[Result]:
    """Yield a Record or a Failure for each article, in order; one bad article never stops the stream.

    Args:
        articles: Any number of Articles, dicts, rows of a table, or texts, read as they are needed; or a table of
            pandas, polars or Arrow. What has no id gets its number. A ``Failure`` among them, as ``read_articles``
            gives it, keeps its place, and what is no article becomes one.
        nlp: The pipeline, or the name of one to load; the default when None.
        n_process: Worker processes. They are spawned, so a script that asks for more than one needs the
            ``if __name__ == "__main__":`` guard. An article that kills them is a Failure.
        batch_size: Articles read together.
        read_title: Read each title too, as a first paragraph.
        check_language: Warn (``LanguageWarning``) of articles that do not read as English, once, and of how many.
        min_confidence: Leave claims out that were found with less confidence, as ``drop_unsure`` does.
        language: ``auto`` reads articles in hangul by ``load("korean")``, where Kiwi is installed, so that one corpus
            may hold both languages; ``given`` reads all by ``nlp``.

    Raises:
        ArticleError: What was given are no articles.
        ModelError: The pipeline is none of korea_nlp.
        OptionError: ``n_process`` or ``batch_size`` is no number from 1, ``min_confidence`` none from 0 to 1, or the
            language is neither.
        WorkerError: Worker processes cannot start, or die again and again; says what to do.
    """
    for name, value in (("n_process", n_process), ("batch_size", batch_size)):
        if not isinstance(value, int) or value < 1:
            raise OptionError(f"{name} is {value!r:.60}; give a whole number from 1.")
    check_confidence(min_confidence)
    if n_process > 1:
        end_if_imported()
    readable = readable_languages(language)
    nlp = _ready(nlp)
    batches = _batches(given_articles(articles, check_language=check_language, readable=readable), batch_size)
    read = _read_here if n_process == 1 else partial(_read_by, n_process)
    for result in read(nlp, batches, read_title, readable):
        yield drop_unsure(result, min_confidence) if isinstance(result, Record) else result


def _read_here(
    nlp: Language, batches: Iterable[list[Item]], read_title: bool, readable: frozenset[str]
) -> Iterator[Result]:
    for batch in batches:
        yield from _process(nlp, batch, read_title, readable)


def _read_by(
    n_process: int, nlp: Language, batches: Iterable[list[Item]], read_title: bool, readable: frozenset[str]
) -> Iterator[Result]:
    """Yield what worker processes read, in the order of the articles."""
    with packed(nlp) as files:
        done: dict[int, list[Result]] = {}
        place = 0
        for at, results in work_through(_Batches(files, read_title, readable), batches, workers=n_process):
            done[at] = results
            while place in done:
                yield from done.pop(place)
                place += 1


def make_doc(nlp: Language, article: Article, *, title_end: int | None = None) -> Doc:
    """Return the tokenized Doc of an article with its facts, ready for ``nlp(doc)``.

    Example:
        >>> import spacy
        >>> make_doc(spacy.blank("en"), Article("a1", "Seoul said so.", "2025-01-24"))
        Seoul said so.
    """
    doc = nlp.make_doc(article.text)
    facts = layers.Article(
        article.id, article.published, article.publisher, article.title, article.url, title_end=title_end
    )
    layers.write_article(doc, facts)
    return doc


def _ready(nlp: Language | str | Path | None) -> Language:
    """Return a pipeline of korea_nlp: the one given, or the one of a name or path.

    Raises:
        ModelError: It is none; says what to do.
    """
    if nlp is None:
        return load()
    if isinstance(nlp, str | Path):
        if not Path(nlp).is_dir() or (Path(nlp) / TAUGHT).is_file():
            return load(str(nlp))
        import spacy

        nlp = spacy.load(nlp)
    if not isinstance(nlp, Language):
        raise ModelError(f"nlp is of type {type(nlp).__name__}; give korea_nlp.load(), or the name of a model.")
    if not set(nlp.pipe_names) & set(COMPONENTS):
        raise ModelError(
            f"the pipeline {nlp.meta['name']!r:.60} has no component of korea_nlp; give korea_nlp.load(), or"
            " korea_nlp.load(base=...) over one of your own."
        )
    return nlp


def _batches(articles: Iterable[Item], size: int) -> Iterator[list[Item]]:
    stream = iter(articles)
    while batch := list(islice(stream, size)):
        yield batch


class _Batches:
    """What worker processes do for ``pipe``: batches of articles."""

    _nlp: Language

    def __init__(self, files: Path, read_title: bool, readable: frozenset[str]) -> None:
        self.files, self._read_title, self._readable = files, read_title, readable

    def start(self) -> None:
        self._nlp = unpack(self.files)

    def do(self, batch: list[Item], tell: Tell, *, careful: bool) -> list[Result]:
        if not careful:
            return _process(self._nlp, batch, self._read_title, self._readable)
        results = []
        for place, item in enumerate(batch):
            tell(READING, place)
            results += _process(self._nlp, [item], self._read_title, self._readable)
        return results

    def without(self, batch: list[Item], place: Hashable) -> list[Item]:
        return [Failure(item.id, DIED) if at == place else item for at, item in enumerate(batch)]


def _process(nlp: Language, batch: list[Item], read_title: bool, readable: frozenset[str] = NONE) -> list[Result]:
    """Read a batch, each article by the pipeline of its language; what failed before it came here is passed on."""
    articles = [item for item in batch if not isinstance(item, Failure)]
    korean = [_in_korean(article, readable) and nlp.lang != LANG for article in articles]
    read = {
        apart: iter(_process_articles(_korean(_own(nlp)) if apart else nlp, chosen, read_title))
        for apart in set(korean)
        if (chosen := [article for article, other in zip(articles, korean, strict=True) if other == apart])
    }
    ways = iter(korean)
    return [item if isinstance(item, Failure) else next(read[next(ways)]) for item in batch]


def readable_languages(language: str) -> frozenset[str]:
    """Return the names of the languages beside English that can be read.

    Raises:
        OptionError: ``language`` is neither ``auto`` nor ``given``.
    """
    if language not in ("auto", "given"):
        raise OptionError(f"language is {language!r:.60}; give 'auto', or 'given' to read all by one pipeline.")
    return frozenset({"Korean"}) if language == "auto" and find_spec("kiwipiepy") else NONE


def _in_korean(article: Article, readable: frozenset[str]) -> bool:
    return "Korean" in readable and is_korean(article.text)


def _own(nlp: Language) -> str:
    """Return the user's own tables that a pipeline carries, packed."""
    actors = nlp.config["components"].get("korea_actors", {})
    return str(actors.get("knowledge", {}).get("own", ""))


@cache
def _korean(own: str) -> Language:
    """Return the Korean pipeline with a user's own tables, loaded once for all articles of a process."""
    return load_korean(own)


def _process_articles(nlp: Language, batch: list[Article], read_title: bool) -> list[Result]:
    """Read articles; strings that they add to the vocabulary are let go with them."""
    zone: Any = nullcontext() if nlp.vocab.in_memory_zone else nlp.memory_zone()  # type: ignore[attr-defined]
    with zone:
        try:
            return list(_read_all(nlp, batch, read_title))
        except Exception:  # one of them cannot be read: each by itself, so that the others are
            return [_attempt(nlp, article, read_title) for article in batch]


def _attempt(nlp: Language, article: Article, read_title: bool) -> Result:
    try:
        return next(_read_all(nlp, [article], read_title))
    except Exception as error:  # whatever one article does, the next ones are read
        return Failure(str(article.id), f"{type(error).__name__}: {error}")


def _read_all(nlp: Language, articles: list[Article], read_title: bool) -> Iterator[Record]:
    """Yield the Record of each article; long ones are read in pieces."""
    articles = [_with_title(article) if read_title and article.title else article for article in articles]
    limit = min(nlp.max_length, MAX_PIECE)
    pieces = [list(split_text(article.text, limit)) for article in articles]
    docs = (
        make_doc(nlp, replace(article, text=text), title_end=_title_end(article, read_title) if start == 0 else None)
        for article, parts in zip(articles, pieces, strict=True)
        for start, text in parts
    )
    read = (doc for group in _groups(docs) for doc in nlp.pipe(group))
    for parts in pieces:
        yield join_records([(start, extract(next(read))) for start, _ in parts])


def _groups(docs: Iterable[Doc]) -> Iterator[list[Doc]]:
    """Yield Docs as many at a time as MAX_TOKENS allows; a longer one by itself."""
    group: list[Doc] = []
    size = 0
    for doc in docs:
        if group and size + len(doc) > MAX_TOKENS:
            yield group
            group, size = [], 0
        group.append(doc)
        size += len(doc)
    if group:
        yield group


def _with_title(article: Article) -> Article:
    return replace(article, text=f"{article.title}\n\n{article.text}")


def _title_end(article: Article, read_title: bool) -> int | None:
    return len(article.title) if read_title and article.title else None
