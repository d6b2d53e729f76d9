"""The Parquet parts that ``run`` wrote, as tables to ask: DuckDB over the files, Arrow tables as answers."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from korea_nlp.compare import compare
from korea_nlp.errors import KoreaNLPError, StoreError
from korea_nlp.graph import View, build_graph
from korea_nlp.graph.strangers import Merge
from korea_nlp.manifest import broken_parts, read_manifest
from korea_nlp.origins import find_origins
from korea_nlp.overrides import Override, apply_overrides, read_overrides
from korea_nlp.records import (
    AboutLevel,
    Article,
    Claim,
    Record,
    check_confidence,
    drop_unsure,
    from_rows,
    to_dataframe,
    to_tables,
)
from korea_nlp.store.derived import Derived
from korea_nlp.store.meant import ids_of
from korea_nlp.store.sample import Stratum, draw
from korea_nlp.store.views import UNSURE_PARENTS, Follower, connect, group, only_sure, replace_articles, stream
from korea_nlp.store.where import ACTORS, Where

if TYPE_CHECKING:
    import networkx as nx
    import pandas
    import pyarrow as pa

__all__ = ["Store", "Where", "open_store"]
Period = Literal["day", "month", "year"]
LENGTH = {"day": 10, "month": 7, "year": 4}  # characters of an ISO date
TABLES = ("actors", "mentions", "quantities", "times", "events", "arguments", "claims")
ANYTHING = Where()
FROM = "FROM claims JOIN articles ON articles.id = claims.article"
B, K = 0.75, 1.2  # of BM25: Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009


def open_store(
    folder: str | Path,
    *,
    check: bool = True,
    overrides: Iterable[Override] | str | Path = (),
    min_confidence: float | None = None,
) -> "Store":
    """Open the folder that ``run_corpus`` or ``korea-nlp run`` wrote, as it is now: what a run adds later is not seen.

    Args:
        folder: The folder.
        check: See that each file is as it was written, for which all of them are read (a second or so a GB).
        overrides: Corrections by people, or the table that they stand in; all answers are then as if the articles had
            been read so, and the files stay as they are.
        min_confidence: Leave claims out that were found with less confidence, as ``drop_unsure`` does; likewise.

    Raises:
        OptionError: ``min_confidence`` is no number from 0 to 1.
        OverrideError: A correction cannot be read or does not fit its article.
        StoreError: It is no such folder, or one of its files is not as it was written; says what to do.

    Example:
        >>> open_store("nothing/here")
        Traceback (most recent call last):
        korea_nlp.errors.StoreError: nothing/here: holds no manifest.jsonl; give a folder that 'korea-nlp run' wrote.
    """
    given = read_overrides(overrides) if isinstance(overrides, str | Path) else tuple(overrides)
    return Store(Path(folder), check=check, overrides=given, min_confidence=min_confidence)


class Store:
    """Claims of many articles, to be asked.

    Each table of ``docs/data.md`` is a view of its name; ``sql`` asks anything of them. Answers are Arrow tables, which
    ``.to_pandas()`` turns into data frames and ``.to_pylist()`` into dicts.

    Example:
        >>> import tempfile, korea_nlp
        >>> from korea_nlp.batch import run_corpus
        >>> from korea_nlp.lexicon import data_file
        >>> folder = tempfile.TemporaryDirectory()
        >>> done = run_corpus([data_file("samples/articles.jsonl")], folder.name, nlp=korea_nlp.load())
        >>> with open_store(folder.name) as store:
        ...     denials = store.claims(Where(source="Russia", stance="deny"))
        >>> denials.column_names[:4]
        ['article', 'published', 'publisher', 'id']
        >>> folder.cleanup()
    """

    def __init__(
        self,
        folder: Path,
        *,
        check: bool = True,
        overrides: Sequence[Override] = (),
        min_confidence: float | None = None,
    ) -> None:
        check_confidence(min_confidence)
        self.folder = folder
        self._manifest = read_manifest(folder)
        self.versions = self._manifest.versions()
        if check:
            self._check()
        self.connection = connect(folder, self._manifest)
        self._meant: dict[str, tuple[str, ...]] = {}
        as_written = not overrides and min_confidence is None
        self._derived = Derived(folder, self._manifest, self.connection, keep=as_written)
        if overrides:
            self._correct(overrides)
        if min_confidence is not None:
            self._drop_unsure(min_confidence)

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self.connection.close()
        self._derived.close()

    def sql(self, query: str, parameters: Sequence[Any] = ()) -> "pa.Table":
        """Return what a query of your own answers; put values in ``parameters``, and ``?`` where they belong.

        Raises:
            StoreError: The query is empty or DuckDB does not take it, a file was changed since it was written, or the
                store is closed; says what to do.
        """
        with self._answering():
            found = self.connection.cursor().sql(query, params=list(parameters))
            if found is None:
                raise StoreError("the query is empty; write a SELECT.")
            return found.to_arrow_table()

    def conditions(self, where: Where) -> tuple[str, list[Any]]:
        """Return conditions as SQL and its values; actors may be called by name.

        Raises:
            StoreError: Nobody is called so, or several are; names them. Or something else than a Where was given.
        """
        if not isinstance(where, Where):
            raise StoreError(f"where is {where!r:.60}; give korea_nlp.Where(source='NIS'), or other fields of it.")
        for field in ACTORS:
            for name in where.values(field):
                if name not in self._meant:
                    self._meant[name] = ids_of(name, field, self)
        return where.meaning(self._meant).sql()

    # --- ready questions -------------------------------------------------------------------------------------------

    def claims(self, where: Where = ANYTHING, *, limit: int | None = None) -> "pa.Table":
        """Return claims with date and publisher of their articles, by date; by actor, about one, of some days, ...

        Args:
            where: Which claims: ``Where(source="NIS")``, ``Where(about="north-korea", since="2024-10")``.
            limit: Only the first so many.
        """
        condition, values = self.conditions(where)
        return self.sql(
            "SELECT claims.article, articles.published, articles.publisher, claims.* EXCLUDE (article)"
            f" {FROM} WHERE {condition}"
            " ORDER BY articles.published NULLS LAST, claims.article, claims.content_spans[1][1], claims.id LIMIT ?",
            [*values, limit if limit is not None else 2**62],
        )

    def timeline(self, where: Where = ANYTHING, *, by: Period = "month") -> "pa.Table":
        """Return how many claims there are of each source in each period: ``period``, ``source``, ``claims``."""
        condition, values = self.conditions(where)
        return self.sql(
            "SELECT period, source, count(*) AS claims FROM"
            " (SELECT left(articles.published, ?) AS period, unnest(claims.source_actors) AS source"
            f" {FROM} WHERE {condition}) GROUP BY ALL ORDER BY ALL",
            [_length(by), *values],
        )

    def disputes(
        self,
        subject: str | None = None,
        *,
        by: Period | None = None,
        kinds: Iterable[str] = ("DISPUTES", "DENIES"),
    ) -> "pa.Table":
        """Return who disputes or denies what others claim.

        The first time relations are found over the whole store, which takes a while (100,000 claims: some seconds);
        then they are kept beside it.

        Args:
            subject: Only what is about this: ``casualties``, ``deployment``, ``launch``, ...
            by: Count by period and pair: ``period``, ``who``, ``whom``, ``kind``, ``count``, ``origins`` (independent
                ones). None gives each relation with its two claims.
            kinds: Also ``AGREES``, ``UPDATES``, ``CONFIRMS``.
        """
        with self._answering():
            self._derived.relations(self.records, self._articles)
        condition = "list_contains(?, kind)" + (" AND subject = ?" if subject is not None else "")
        values = [list(kinds), *([subject] if subject is not None else [])]
        if by is None:
            return self.sql(
                f"SELECT * FROM relations WHERE {condition} ORDER BY later_as_of, later_id, earlier_id, kind", values
            )
        who, whom = (
            f"coalesce(nullif(array_to_string({side}_claimants, '|'), ''), {side}_claimant, {side}_publisher)"
            for side in ("later", "earlier")
        )
        return self.sql(
            f"SELECT left(later_as_of, ?) AS period, {who} AS who, {whom} AS whom, kind, count(*) AS count,"
            f" count(DISTINCT later_origin) AS origins FROM relations WHERE {condition} GROUP BY ALL ORDER BY ALL",
            [_length(by), *values],
        )

    def search(self, words: str, where: Where = ANYTHING, *, limit: int = 50) -> "pa.Table":
        """Return the claims in which words stand, the best first; ``score`` says how well (BM25).

        Words are looked for as they are written, case and accents aside, in the content and the source of claims. The
        first time an index is made and kept beside the store.
        """
        with self._answering():
            self._derived.postings()
        condition, values = self.conditions(where)
        return self.sql(SEARCH.format(condition=condition), [words, K, K, B, B, *values, limit])

    # --- records and graphs ----------------------------------------------------------------------------------------

    def records(self, where: Where = ANYTHING) -> Iterator[Record]:
        """Yield the whole records of articles that have a claim of the kind asked for, or of all, by id.

        Memory does not grow with the store.
        """
        condition, values = self.conditions(where)
        if where == ANYTHING:
            return self._whole("", [])
        return self._whole(f"WHERE {{}} IN (SELECT claims.article {FROM} WHERE {condition})", values)

    def _whole(self, which: str, values: Sequence[Any]) -> Iterator[Record]:
        """Yield whole records, in SQL which ones: ``{}`` stands for the column of the article's id."""
        groups = {
            table: group(self._stream(_ordered(table, which.format("article")), values), "article") for table in TABLES
        }
        follower = Follower(groups)
        for row in self._stream(_ordered("articles", which.format("id"), key="id"), values):
            yield from_rows(row, follower.rows(row["id"]))

    def flat(self, where: Where = ANYTHING) -> "pandas.DataFrame":
        """Return the claims asked for, one row each with names, words, figures and dates, as a data frame.

        Raises:
            RecordError: pandas is not installed.
        """
        return to_dataframe(self._narrow(where), "flat")

    def graph(
        self,
        where: Where = ANYTHING,
        *,
        view: View = "claims",
        aggregate: bool = False,
        relations: bool = False,
        merge: Merge = "name",
        about: AboutLevel = "all",
    ) -> "nx.MultiDiGraph[str]":
        """Return the graph of the claims asked for, and of those that enclose them.

        Args:
            where: Which claims.
            view: As for ``build_graph``.
            aggregate: As for ``build_graph``.
            relations: Edges between claims that agree, dispute, update, confirm or deny.
            merge: As for ``build_graph``.
            about: As for ``build_graph``.
        """
        records = self._narrow(where)
        compared = None
        if relations:
            records = list(records)
            compared = compare(records, origins=find_origins(records))
        return build_graph(records, view=view, aggregate=aggregate, relations=compared, merge=merge, about=about)

    def sample(
        self, size: int, *, by: Stratum = "publisher", where: Where = ANYTHING, seed: int = 0
    ) -> list[dict[str, Any]]:
        """Return claims of articles drawn for an audit by people, one row a claim; see ``store.sample``."""
        return draw(self, size, by=by, where=where, seed=seed)

    def _narrow(self, where: Where) -> Iterable[Record]:
        """Return the records with the claims asked for, and those that enclose them."""
        if where == ANYTHING:
            return self.records()
        wanted = self._ids(where)
        narrow = (_narrowed(record, wanted.get(record.id, set())) for record in self.records(where))
        return (drop_unsure(record, where.min_confidence) for record in narrow)

    def _correct(self, overrides: Sequence[Override]) -> None:
        """Let the tables show corrected articles as people corrected them; nothing is written."""
        ids = sorted({override.article for override in overrides})
        records = self._whole("WHERE list_contains(?, {})", [ids])
        try:
            replace_articles(self.connection, to_tables(apply_overrides(records, overrides)))
        except KoreaNLPError:
            self.close()
            raise

    def _drop_unsure(self, least: float) -> None:
        """Let the tables show claims alone that were found with enough confidence; nothing is written."""
        records = self._whole(f"WHERE {{}} IN ({UNSURE_PARENTS})", [least, least])
        sure = (drop_unsure(record, least) for record in records)
        only_sure(self.connection, least, [(r.id, claim.id, claim.parent) for r in sure for claim in r.claims])

    def _check(self) -> None:
        if broken := broken_parts(self.folder, self._manifest):
            what = (
                f"part {broken[0]} is not as it was written; run the corpus again to mend it, then open the store anew"
            )
            raise StoreError(f"{self.folder}: {what}.")

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Say of an error of DuckDB where it comes from and what to do."""
        import duckdb

        try:
            yield
        except duckdb.ConnectionException as error:
            raise StoreError(f"{self.folder}: the store is closed; open it again.") from error
        except duckdb.Error as error:
            if not isinstance(error, duckdb.BinderException | duckdb.CatalogException | duckdb.ParserException):
                self._check()  # DuckDB has many words for bytes that were changed
            raise StoreError(
                f"the query cannot be answered: {error}; the tables are those of docs/data.md, and the values of"
                " parameters strings, numbers, dates or lists."
            ) from error

    def _stream(self, query: str, parameters: Iterable[Any] = ()) -> Iterator[dict[str, Any]]:
        with self._answering():
            yield from stream(self.connection, query, parameters)

    def _ids(self, where: Where) -> dict[str, set[str]]:
        condition, values = self.conditions(where)
        found: dict[str, set[str]] = {}
        for row in self._stream(f"SELECT claims.article, claims.id {FROM} WHERE {condition}", values):
            found.setdefault(row["article"], set()).add(row["id"])
        return found

    def _articles(self) -> Iterator[Article]:
        columns = "id, text, published, title, publisher, url"
        return (Article(**row) for row in self._stream(f"SELECT {columns} FROM articles ORDER BY id"))


SEARCH = """
    WITH asked AS (SELECT DISTINCT unnest(word_list(?)) AS word),
    size AS (SELECT (SELECT count(*) FROM claims) AS claims,
                    (SELECT sum(times) FROM postings) / (SELECT greatest(count(*), 1) FROM claims) AS mean),
    weighed AS (SELECT word, ln(1 + (claims - count(*) + 0.5) / (count(*) + 0.5)) AS weight
                FROM postings JOIN asked USING (word), size GROUP BY word, claims),
    found AS (SELECT article, claim, sum(weight * times * (? + 1) / (times + ? * (1 - ? + ? * length / mean))) AS score
              FROM postings JOIN weighed USING (word), size GROUP BY article, claim)
    SELECT round(score, 4) AS score, claims.article, articles.published, articles.publisher,
           claims.* EXCLUDE (article)
    FROM found JOIN claims ON claims.article = found.article AND claims.id = found.claim
               JOIN articles ON articles.id = claims.article
    WHERE {condition} ORDER BY found.score DESC, claims.article, claims.id LIMIT ?
"""


def _ordered(table: str, which: str, *, key: str = "article") -> str:
    """Return the query for the rows of a table, those of an article together and as they were written."""
    columns = "* EXCLUDE (filename, file_row_number)"
    return f'SELECT {columns} FROM "{table}_rows" {which} ORDER BY {key}, filename, file_row_number'


def _narrowed(record: Record, wanted: set[str]) -> Record:
    """Return a record with some of its claims and those that enclose them."""
    claims = {claim.id: claim for claim in record.claims}
    kept: dict[str, Claim] = {}
    for id in wanted:
        claim = claims.get(id)
        while claim is not None and claim.id not in kept:
            kept[claim.id] = claim
            claim = claims.get(claim.parent or "")
    return replace(record, claims=tuple(claim for claim in record.claims if claim.id in kept))


def _length(by: str) -> int:
    if by not in LENGTH:
        raise StoreError(f"there is no period {by!r}; use one of {', '.join(LENGTH)}.")
    return LENGTH[by]
