"""A folder of Parquet parts as DuckDB views."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from korea_nlp.errors import StoreError
from korea_nlp.manifest import Manifest
from korea_nlp.records import arrow_schemas

if TYPE_CHECKING:
    import duckdb

INPUTS = pa.schema(dict.fromkeys(("article", "digest", "failed", "copy_of"), pa.string()))
GLOB = "*?["
# articles in which a claim that is sure enough stands within one that is not
UNSURE_PARENTS = (
    "SELECT inner_.article FROM claims_rows inner_ JOIN claims_rows outer_ ON outer_.article = inner_.article"
    " AND outer_.id = inner_.parent WHERE inner_.confidence >= ? AND outer_.confidence < ?"
)
# of those whom a claim is about, they of whom that is sure enough, or nobody said how sure it is
SURE_ABOUT = (
    ", CASE WHEN about_forms IS NULL THEN about ELSE list_filter(about, lambda id: NOT list_contains("
    "[form.actor FOR form IN about_forms IF form.confidence < {least}], id)) END AS about"
    ", list_filter(about_forms, lambda form: form.confidence >= {least}) AS about_forms"
)
IS_VIEW = "SELECT 1 FROM duckdb_views() WHERE view_name = ?"
# nothing is fetched while we work; sorts that do not fit into memory go to the system's folder for such files
CONFIG = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}


def connect(folder: Path, manifest: Manifest) -> "duckdb.DuckDBPyConnection":
    """Return a connection with a view for each table, over the files that the manifest names.

    Raises:
        StoreError: DuckDB is not installed, or cannot read a file; says which.
    """
    try:
        import duckdb
    except ImportError as error:
        raise StoreError("a store is read by DuckDB; pip install 'korea-nlp[store]'.") from error
    connection = duckdb.connect(":memory:", config={**CONFIG, "temp_directory": tempfile.gettempdir()})
    for table, schema in {**arrow_schemas(), "inputs": INPUTS}.items():
        files = [folder.resolve() / name for name in manifest.files(table)]
        try:
            add_view(connection, table, files, schema, mixed=len(manifest.versions()) > 1)
        except duckdb.Error as error:
            connection.close()
            raise StoreError(f"{folder}: table {table} cannot be read: {error}; run the corpus again.") from error
    return connection


def add_view(
    connection: "duckdb.DuckDBPyConnection",
    name: str,
    files: Iterable[Path],
    schema: pa.Schema | None = None,
    *,
    mixed: bool = False,
) -> None:
    """Add a view over files, and under ``<name>_rows`` the same with ``filename`` and ``file_row_number``.

    Without files there is an empty table of the schema. ``mixed`` files are of several versions, of which older ones
    may lack columns.
    """
    listed = ", ".join(map(literal, files))
    if listed:
        options = "hive_partitioning=false, filename=true, file_row_number=true" + (
            ", union_by_name=true" if mixed else ""
        )
        connection.execute(f'CREATE VIEW "{name}_rows" AS SELECT * FROM read_parquet([{listed}], {options})')
    else:
        assert schema is not None
        empty = schema.append(pa.field("filename", pa.string())).append(pa.field("file_row_number", pa.int64()))
        connection.register("empty_rows", empty.empty_table())
        connection.execute(f'CREATE TABLE "{name}_rows" AS SELECT * FROM empty_rows')
        connection.unregister("empty_rows")
    connection.execute(f'CREATE VIEW "{name}" AS SELECT * EXCLUDE (filename, file_row_number) FROM "{name}_rows"')


def replace_articles(connection: "duckdb.DuckDBPyConnection", tables: Mapping[str, pa.Table]) -> None:
    """Let views show other rows of some articles: those of ``tables``, which names the articles too."""
    _hold(connection, "replaced_articles", tables["articles"].select(["id"]))
    for name, rows in tables.items():
        if name == "articles":
            continue  # what is known of an article itself is as it was
        count = rows.num_rows
        rows = rows.append_column("filename", pa.array([""] * count, pa.string()))
        rows = rows.append_column("file_row_number", pa.array(range(count), pa.int64()))
        _hold(connection, f"{name}_replaced", rows)
        _rename_rows(connection, name, f"{name}_written")
        connection.execute(
            f'CREATE VIEW "{name}_rows" AS'
            f' SELECT * FROM "{name}_written" WHERE article NOT IN (SELECT id FROM replaced_articles)'
            f' UNION ALL BY NAME SELECT * FROM "{name}_replaced"'
        )


def only_sure(
    connection: "duckdb.DuckDBPyConnection", least: float, parents: Sequence[tuple[str, str, str | None]]
) -> None:
    """Let the view of claims show those alone, and of whom they are about, whose confidence is no lower than the least.

    Args:
        connection: Where the views are.
        least: The least confidence.
        parents: Of claims in articles where one encloses another: article, claim and which claim it then is within.
    """
    names = ("in_article", "claim", "within")
    schema = pa.schema(dict.fromkeys(names, pa.string()))
    rows = [dict(zip(names, row, strict=True)) for row in parents]
    _hold(connection, "sure_parents", pa.Table.from_pylist(rows, schema))
    _rename_rows(connection, "claims", "claims_all")
    columns = [row[0] for row in connection.execute("DESCRIBE claims_all").fetchall()]
    about = SURE_ABOUT.format(least=repr(float(least))) if "about_forms" in columns else ""
    connection.execute(
        "CREATE VIEW claims_rows AS SELECT claims_all.*"
        f" REPLACE (CASE WHEN claim IS NULL THEN parent ELSE within END AS parent{about})"
        " FROM claims_all LEFT JOIN sure_parents ON in_article = article AND claim = id"
        f" WHERE confidence >= {float(least)!r}"
    )


def _rename_rows(connection: "duckdb.DuckDBPyConnection", table: str, name: str) -> None:
    """Give the rows of a table another name, so that a view can stand in their place."""
    kind = "VIEW" if connection.execute(IS_VIEW, [f"{table}_rows"]).fetchone() else "TABLE"
    connection.execute(f'ALTER {kind} "{table}_rows" RENAME TO "{name}"')


def _hold(connection: "duckdb.DuckDBPyConnection", name: str, rows: pa.Table) -> None:
    """Make a table of rows; what is only registered is not seen by the cursors of a connection."""
    connection.register("held_rows", rows)
    connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM held_rows')
    connection.unregister("held_rows")


def literal(path: Path) -> str:
    """Return a path as SQL, whatever stands in it; DuckDB would take some characters for patterns.

    Example:
        >>> literal(Path("/it's/a[1].parquet"))
        "'/it''s/a[[]1].parquet'"
    """
    plain = "".join(f"[{character}]" if character in GLOB else character for character in str(path))
    return "'" + plain.replace("'", "''") + "'"


def stream(
    connection: "duckdb.DuckDBPyConnection", query: str, parameters: Iterable[Any] = ()
) -> Iterator[dict[str, Any]]:
    """Yield the rows of an answer, a few at a time."""
    for batch in connection.cursor().sql(query, params=list(parameters)).to_arrow_reader(2048):
        yield from batch.to_pylist()


def group(rows: Iterator[dict[str, Any]], key: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the rows of each value of a column; they are sorted by it."""
    last: str | None = None
    found: list[dict[str, Any]] = []
    for row in rows:
        if row[key] != last and found:
            yield str(last), found
            found = []
        last = row[key]
        found.append(row)
    if found:
        yield str(last), found


class Follower:
    """Gives the rows of one article after another out of several streams that are sorted alike."""

    def __init__(self, groups: Mapping[str, Iterator[tuple[str, list[dict[str, Any]]]]]) -> None:
        self._groups = dict(groups)
        self._next = {name: next(groups, None) for name, groups in self._groups.items()}

    def rows(self, id: str) -> dict[str, list[dict[str, Any]]]:
        """Return the rows of an article by table."""
        found: dict[str, list[dict[str, Any]]] = {}
        for name, waiting in self._next.items():
            if waiting is not None and waiting[0] == id:
                found[name] = waiting[1]
                self._next[name] = next(self._groups[name], None)
        return found
