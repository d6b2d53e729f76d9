"""What was read already: of each article two numbers, its id's and its words'."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from korea_nlp.corpus.ids import BETWEEN, Numbers, number
from korea_nlp.manifest import Manifest
from korea_nlp.records import Article, Failure

Item = Article | Failure
Row = dict[str, Any]
TABLE = "inputs"
SCHEMA = pa.schema(dict.fromkeys(("article", "digest", "failed", "copy_of"), pa.string()))


def digest(item: Item) -> str:
    """Return what tells an article from another version of it, or a failure from another one.

    Example:
        >>> digest(Article("a1", "Seoul said so.")) == digest(Article("a2", "Seoul said so."))
        True
    """
    fields: tuple[str | None, ...] = (item.reason,) if isinstance(item, Failure) else _fields(item)
    said = BETWEEN.join("" if value is None else str(value) for value in fields)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Known:
    """Tells what is new from what was read before, in 16 bytes an article.

    Example:
        >>> known = Known()
        >>> article = Article("a1", "Seoul said so.")
        >>> known.judge(article) == article, known.judge(article)
        (True, None)
        >>> known.judge(Article("a1", "Seoul did not.")).reason
        "id 'a1' was read with other words before; give each version of an article its own id."
    """

    def __init__(self) -> None:
        self._articles = Numbers(1)  # id → digest
        self._failed: set[int] = set()

    @classmethod
    def of(cls, rows: Iterable[Row], *, retry_failed: bool = False) -> "Known":
        """Return what the rows of ``inputs`` say was read; what failed counts as read unless it is to be retried."""
        known = cls()
        for row in rows:
            if row["failed"] is None:
                known._articles.add(number(row["article"]), (int(row["digest"][:16], 16),))
            elif not retry_failed:
                known._failed.add(number(row["article"], row["digest"]))
        return known

    def judge(self, item: Item) -> Item | None:
        """Return what is to be done: the item where it is new, a Failure where its id is taken, None where it is known.

        What is returned is known from then on.
        """
        said = digest(item)
        failure = number(item.id, said)
        if failure in self._failed:
            return None
        if isinstance(item, Failure):
            self._failed.add(failure)
            return item
        id, words = number(item.id), int(said[:16], 16)
        found = self._articles.get(id)
        if found is None:
            self._articles.add(id, (words,))
            return item
        if found == (words,):
            return None
        taken = f"id {item.id!r} was read with other words before; give each version of an article its own id."
        return self.judge(Failure(item.id, taken))

    def news(self, items: Iterable[Item]) -> Iterator[tuple[int, Item]]:
        """Yield what is to be done, each with its place in the stream."""
        for place, item in enumerate(items):
            if (new := self.judge(item)) is not None:
                yield place, new


def read_inputs(folder: Path, manifest: Manifest) -> Iterator[Row]:
    """Yield the rows of ``inputs`` of a folder."""
    for name in manifest.files(TABLE):
        yield from pq.read_table(folder / name).to_pylist()


def still_failed(rows: Callable[[], Iterable[Row]]) -> Iterator[Failure]:
    """Yield what failed and was not read since, each once, by id.

    Args:
        rows: Gives the rows of ``inputs``; asked twice where something failed.
    """
    failed = {(row["article"], row["digest"]): row["failed"] for row in rows() if row["failed"] is not None}
    if failed:
        read = {key for row in rows() if row["failed"] is None and (key := (row["article"], row["digest"])) in failed}
        found = {(id, reason) for (id, digest), reason in failed.items() if (id, digest) not in read}
        yield from (Failure(*facts) for facts in sorted(found))


def _fields(item: Article) -> tuple[str | None, ...]:
    return item.text, item.published, item.title, item.publisher, item.url
