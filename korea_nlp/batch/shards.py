"""A stream of articles cut into shards: what is read together, written together and done or not done together.

Where a shard ends depends on its own articles alone. So the shards of a run that was broken off and of those that go on
with it are the very shards of a run that was not.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from korea_nlp.batch.inputs import Item, digest
from korea_nlp.pool import DIED
from korea_nlp.records import Article, Failure
from korea_nlp.records.arrow import encodable

CHARACTERS = 4_000_000  # of the articles of a shard, after which it ends however few they are
HELD = 64_000_000  # characters of articles that wait for others of their family; then the oldest wait no longer
COLUMNS = ("id", "text", "published", "title", "publisher", "url", "copy_of")
SCHEMA = pa.schema(dict.fromkeys(COLUMNS, pa.string()))


@dataclass(frozen=True, slots=True)
class Unit:
    """What may not be parted: an article, or a family of copies with the one that is read for all of them first."""

    place: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Shard:
    """Articles that are read together, and what failed among them before it was an article.

    Attributes:
        place: Where the first of them stands in the corpus.
        copy_of: Of copies: the id of the article of the shard whose claims they may take over.
        deadly: Ids of articles that kill the process that reads them.
    """

    place: int
    items: tuple[Item, ...]
    copy_of: Mapping[str, str] = field(default_factory=dict)
    deadly: frozenset[str] = frozenset()

    @property
    def input(self) -> str:
        """SHA-256 of the articles."""
        said = "\n".join(f"{item.id} {digest(item)} {self.copy_of.get(item.id, '')}" for item in self.items)
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def name(self) -> str:
        """The name of the part that is made of the shard."""
        return f"{self.place:09d}-{self.input[:16]}"

    @property
    def articles(self) -> list[Article]:
        """The articles to read."""
        return [item for item in self.items if isinstance(item, Article) and item.id not in self.deadly]

    @property
    def failures(self) -> list[tuple[Item, str]]:
        """What cannot be read, and why."""
        failed = [(item, item.reason) for item in self.items if isinstance(item, Failure)]
        return failed + [(item, DIED) for item in self.items if isinstance(item, Article) and item.id in self.deadly]


def to_batch(articles: Iterable[Article], copy_of: Mapping[str, str] | None = None) -> pa.RecordBatch:
    r"""Return articles as one batch of rows, for ``process_batch``.

    Example:
        >>> to_batch([Article("a1", "Half a pair: \ud83d")])["text"].to_pylist() == ["Half a pair: \ufffd"]
        True
    """
    rows = [
        {
            **{name: encodable(getattr(article, name)) for name in COLUMNS[:-1]},
            "copy_of": (copy_of or {}).get(article.id),
        }
        for article in articles
    ]
    return pa.RecordBatch.from_pylist(rows, SCHEMA)


def cut(units: Iterable[Unit], size: int) -> Iterator[Shard]:
    """Yield shards of at least ``size`` articles, or of fewer long ones; the last one holds what is left."""
    items: list[Item] = []
    copy_of: dict[str, str] = {}
    place = characters = 0
    for unit in units:
        place = place if items else unit.place
        items += unit.items
        copy_of |= {item.id: unit.items[0].id for item in unit.items[1:]}
        characters += sum(len(item.text) for item in unit.items if isinstance(item, Article))
        if len(items) >= size or characters >= CHARACTERS:
            yield Shard(place, tuple(items), copy_of)
            items, copy_of, characters = [], {}, 0
    if items:
        yield Shard(place, tuple(items), copy_of)


def alone(news: Iterable[tuple[int, Item]]) -> Iterator[Unit]:
    """Yield each article by itself."""
    for place, item in news:
        yield Unit(place, (item,))


def in_families(news: Iterable[tuple[int, Item]], families: Mapping[str, tuple[str, ...]]) -> Iterator[Unit]:
    """Yield families of copies together, each once its last article has come, and other articles by themselves.

    Args:
        news: Articles and what failed, with their places in the corpus.
        families: Of each article that has copies: the ids of its family that are new, the one to read first.
    """
    waiting: dict[str, dict[str, Article]] = {}
    held = 0
    for place, item in news:
        members = families.get(item.id, ()) if isinstance(item, Article) else ()
        if len(members) < 2 or not isinstance(item, Article):
            yield Unit(place, (item,))
            continue
        family = waiting.setdefault(members[0], {})
        family[item.id] = item
        held += len(item.text)
        if len(family) == len(members):
            held -= _length(waiting.pop(members[0]))
            yield _family(place, members, family)
        while held > HELD:
            first = next(iter(waiting))
            family = waiting.pop(first)
            held -= _length(family)
            yield _family(place, families[first], family)
    for first, family in waiting.items():
        yield _family(place, families[first], family)


def _family(place: int, members: tuple[str, ...], found: Mapping[str, Article]) -> Unit:
    return Unit(place, tuple(found[id] for id in members if id in found))


def _length(family: Mapping[str, Article]) -> int:
    return sum(len(article.text) for article in family.values())
