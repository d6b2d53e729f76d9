"""Tables that are made of the whole store: relations between claims, and where each word stands in them.

They are made when they are first asked for and kept in the store's folder, under a name that says of which parts they
were made; when parts come in they are made anew. Each reader holds the files that it uses by a lock that the system
lets go of when the reader ends, however that is; who makes new ones removes those that nobody holds. Where the folder
cannot be written the tables live in memory.
"""

import hashlib
import os
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pyarrow as pa

from korea_nlp.compare import Comparison, compare
from korea_nlp.errors import StoreError
from korea_nlp.manifest import Manifest, read_manifest
from korea_nlp.origins import find_origins
from korea_nlp.records import Article, Record
from korea_nlp.records.arrow import encodable
from korea_nlp.store.views import add_view

if TYPE_CHECKING:
    import duckdb

FOLDER = "derived"
MADE = "2"  # how these tables are made; a new number makes them anew
# of both rows of a relation: who says what where, and how it came
SIDE = (
    *("id", "article", "claim", "claimants", "claimant", "as_of"),
    *("published", "publisher", "origin", "words", "start"),
)
FIGURE = ("lower", "upper", "bound", "unit", "scope")
TEXTS, NUMBERS = pa.list_(pa.string()), ("lower", "upper")

WORDS = r"""
    CREATE TABLE postings_made AS
    SELECT word, article, claim, count(*)::INTEGER AS times, any_value(length)::INTEGER AS length
    FROM (SELECT article, claim, len(words) AS length, unnest(words) AS word
          FROM (SELECT article, id AS claim, word_list(concat_ws(' ', source, content)) AS words FROM claims))
    GROUP BY word, article, claim ORDER BY word, article, claim
"""
WORD_LIST = r"""
    CREATE MACRO word_list(said) AS regexp_extract_all(lower(strip_accents(said)), '[\p{L}\p{N}]+')
"""


class Derived:
    """Makes tables of the store when they are needed, and finds those that were made before.

    Args:
        folder: The store's.
        manifest: Its parts.
        connection: Where the tables become views.
        keep: Keep tables beside the store, for others, and take those that others made.
    """

    def __init__(
        self, folder: Path, manifest: Manifest, connection: "duckdb.DuckDBPyConnection", *, keep: bool = True
    ) -> None:
        self._store, self._folder = folder, folder / FOLDER
        self._connection = connection
        self._state = _state(manifest)
        self._ready: set[str] = set()
        self._held: list[weakref.finalize[[int], Derived]] = []
        self._kept = keep
        self._one = threading.Lock()  # makes a table, of all who share this store
        connection.execute(WORD_LIST)

    def close(self) -> None:
        """Let go of the files."""
        for let_go in self._held:
            let_go()

    def need(self, name: str, make: Callable[[], None]) -> None:
        """See that a table is there; ``make`` makes it under ``<name>_made``."""
        with self._one:
            if name not in self._ready:
                path = self._find(name)
                if path is None:
                    make()
                    path = self._keep(name)
                    last = (
                        f'ALTER TABLE "{name}_made" RENAME TO "{name}"' if path is None else f'DROP TABLE "{name}_made"'
                    )
                    self._connection.execute(last)
                if path is not None:
                    add_view(self._connection, name, [path.resolve()])
                self._ready.add(name)

    def _find(self, name: str) -> Path | None:
        """Return the file of a table of this state of the store, held; None where there is none."""
        if not self._kept:
            return None
        return next(
            (path for path in sorted(self._folder.glob(f"{name}-{self._state}-*.parquet")) if self._hold(path)), None
        )

    def _keep(self, name: str) -> Path | None:
        """Write a table that was made, and hold its file; None where the folder cannot be written."""
        import duckdb

        if not self._kept:
            return None
        path = self._folder / f"{name}-{self._state}-{uuid4().hex[:8]}.parquet"
        draft = path.with_name(f".{path.name}.tmp")
        try:
            self._folder.mkdir(exist_ok=True)
            where = "'" + str(draft.resolve()).replace("'", "''") + "'"
            self._connection.execute(f'COPY "{name}_made" TO {where} (FORMAT parquet, COMPRESSION zstd)')
            draft.replace(path)
            if not self._hold(path):
                return None
            if _state(read_manifest(self._store)) == self._state:  # else parts came in, and newer tables may be there
                for old in self._folder.glob(f"{name}-*.parquet"):
                    if old != path:
                        _remove(old)
        except (OSError, duckdb.Error, StoreError):
            with suppress(OSError):
                draft.unlink()
            return None
        return path

    def _hold(self, path: Path) -> bool:
        """Keep others from removing a file; tell whether it is there."""
        try:
            handle = os.open(path, os.O_RDONLY)
        except FileNotFoundError:
            return False
        self._held.append(weakref.finalize(self, os.close, handle))
        with suppress(ImportError, OSError):  # Windows removes no file that is open
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_SH)
        return os.fstat(handle).st_nlink > 0

    def relations(self, records: Callable[[], Iterator[Record]], articles: Callable[[], Iterator[Article]]) -> None:
        """See that the table ``relations`` is there: which claim disputes, denies, updates, ... which earlier one."""

        def make() -> None:
            found = relation_table(compare(records(), origins=find_origins(articles())))
            self._connection.register("relations_found", found)
            self._connection.execute("CREATE TABLE relations_made AS SELECT * FROM relations_found")
            self._connection.unregister("relations_found")

        self.need("relations", make)

    def postings(self) -> None:
        """See that the table ``postings`` is there: in which claims each word stands."""
        self.need("postings", self._make_postings)

    def _make_postings(self) -> None:
        self._connection.execute(WORDS)


def _state(manifest: Manifest) -> str:
    """Return what names the parts that tables are made of."""
    return hashlib.sha256("\n".join([MADE, *sorted(manifest.parts)]).encode()).hexdigest()[:16]


def _remove(path: Path) -> None:
    """Remove a file that nobody holds."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            with suppress(ImportError):
                import fcntl

                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
        finally:
            os.close(handle)


def relation_table(comparison: Comparison) -> pa.Table:
    """Return the relations of a comparison, each with both its rows.

    ``subject`` is what they are about (``casualties``, ``launch``, ...), the first word of their topic.
    """
    rows = [
        {
            **{"kind": relation.kind, "cause": relation.cause, "topic": later.topic},
            "subject": (later.topic or "").partition(" ")[0],
            **{f"later_{name}": getattr(later, name) for name in SIDE},
            **{f"earlier_{name}": getattr(earlier, name) for name in SIDE},
            **{f"later_{name}": getattr(later, name, None) for name in FIGURE},
            **{f"earlier_{name}": getattr(earlier, name, None) for name in FIGURE},
        }
        for relation, later, earlier in comparison.pairs()
    ]
    return pa.Table.from_pylist([encodable(row) for row in rows], _schema())


def _schema() -> pa.Schema:
    kinds: dict[str, Any] = {"claimants": TEXTS, "start": pa.int64(), **dict.fromkeys(NUMBERS, pa.float64())}
    sides = [(f"{side}_{name}", kinds.get(name, pa.string())) for side in ("later", "earlier") for name in SIDE]
    sides += [(f"{side}_{name}", kinds.get(name, pa.string())) for side in ("later", "earlier") for name in FIGURE]
    return pa.schema([*((name, pa.string()) for name in ("kind", "cause", "topic", "subject")), *sides])
