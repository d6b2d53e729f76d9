"""What was read already: of each article three numbers, of its id, of all it says, and of what each field says."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from korea_nlp.corpus.ids import BETWEEN, Numbers, number
from korea_nlp.manifest import Manifest
from korea_nlp.records import Article, Failure
from korea_nlp.records.arrow import encodable

Item = Article | Failure
Row = dict[str, Any]
TABLE = "inputs"
FIELDS = ("text", "published", "title", "publisher", "url")  # in whose order the digest has them
SCHEMA = pa.schema(dict.fromkeys(("article", "digest", "failed", "copy_of"), pa.string()))


def cleaned(item: Item) -> Item:
    r"""Return an article, or what failed, as the tables can hold it; all that tells it from others is told of this.

    Example:
        >>> cleaned(Article("s\ud83d3", "Seoul said so.")).id
        's\ufffd3'
    """
    return type(item)(*(encodable(getattr(item, field.name)) for field in fields(item)))


def digest(item: Item) -> str:
    """Return what tells an article from another version of it, or a failure from another one.

    The first 17 digits are of an article as a whole; the others, three each, of ``FIELDS`` one by one.

    Example:
        >>> digest(Article("a1", "Seoul said so.")) == digest(Article("a2", "Seoul said so."))
        True
    """
    if isinstance(item, Failure):
        return _hash(item.reason)[:32]
    values = ["" if (value := getattr(item, name)) is None else str(value) for name in FIELDS]
    return _hash(BETWEEN.join(values))[:17] + "".join(_hash(value)[:3] for value in values)


class Known:
    """Tells what is new from what was read before, in 24 bytes an article.

    Example:
        >>> known = Known()
        >>> article = Article("a1", "Seoul said so.")
        >>> known.judge(article) == article, known.judge(article)
        (True, None)
        >>> known.judge(Article("a1", "Seoul did not.")).reason
        "id 'a1' was read with another text before; give each version of an article its own id."
    """

    def __init__(self) -> None:
        self._articles = Numbers(2)  # id → digest, of the whole and of the fields
        self._failed: set[int] = set()

    @classmethod
    def of(cls, rows: Iterable[Row], *, retry_failed: bool = False) -> "Known":
        """Return what the rows of ``inputs`` say was read; what failed counts as read unless it is to be retried."""
        known = cls()
        for row in rows:
            if row["failed"] is None:
                known._articles.add(number(row["article"]), _numbers(row["digest"]))
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
        id, told = number(item.id), _numbers(said)
        found = self._articles.get(id)
        if found is None:
            self._articles.add(id, told)
            return item
        if found[0] == told[0]:
            return None
        changed = " and ".join(_changed(found[1], told[1]))
        taken = f"id {item.id!r} was read with another {changed} before; give each version of an article its own id."
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


def _hash(said: str) -> str:
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _numbers(digest: str) -> tuple[int, int]:
    return int(digest[:16], 16), int(digest[17:], 16)


def _changed(was: int, now: int) -> list[str]:
    """Return the fields whose three digits differ; all of them where none do, as happens once in 4,096 times."""
    differ = was ^ now
    places = {name: 12 * (len(FIELDS) - 1 - place) for place, name in enumerate(FIELDS)}
    return [name for name, place in places.items() if differ >> place & 0xFFF] or list(FIELDS)
