"""Tables that are made of the whole store: relations between claims, and where each word stands in them.

They are made when they are first asked for and kept in the store's folder, under a name that says of which parts they
were made; when parts come in they are made anew. Where the folder cannot be written they live in memory.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from korea_nlp.compare import Comparison, compare
from korea_nlp.manifest import Manifest
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
    """

    def __init__(self, folder: Path, manifest: Manifest, connection: "duckdb.DuckDBPyConnection") -> None:
        self._folder = folder / FOLDER
        self._connection = connection
        self._state = hashlib.sha256("\n".join([MADE, *sorted(manifest.parts)]).encode()).hexdigest()[:16]
        self._ready: set[str] = set()
        connection.execute(WORD_LIST)

    def need(self, name: str, make: Callable[[], None]) -> None:
        """See that a table is there; ``make`` makes it under ``<name>_made``."""
        if name in self._ready:
            return
        path = self._folder / f"{name}-{self._state}.parquet"
        if not path.exists():
            make()
            if not self._keep(name, path):
                self._connection.execute(f'ALTER TABLE "{name}_made" RENAME TO "{name}"')
                self._ready.add(name)
                return
            self._connection.execute(f'DROP TABLE "{name}_made"')
        add_view(self._connection, name, [path.resolve()])
        self._ready.add(name)

    def _keep(self, name: str, path: Path) -> bool:
        import duckdb

        draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            self._folder.mkdir(exist_ok=True)
            where = "'" + str(draft.resolve()).replace("'", "''") + "'"
            self._connection.execute(f'COPY "{name}_made" TO {where} (FORMAT parquet, COMPRESSION zstd)')
            draft.replace(path)
            for old in self._folder.glob(f"{name}-*.parquet"):
                if old != path:
                    old.unlink()
        except (OSError, duckdb.Error):
            with suppress(OSError):
                draft.unlink()
            return False
        return True

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
