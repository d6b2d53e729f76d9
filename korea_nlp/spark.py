"""The same run on a Spark cluster: shards go out as rows, come back as rows of tables, and Spark writes the files.

The driver reads the corpus, which is a thousand times quicker than parsing it, so that what is new, what failed and how
articles make shards is decided in the one place where ``batch`` decides it too. A folder that one of them began, the
other can go on with.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from os import environ
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from spacy.language import Language

from korea_nlp.batch import FAILED, Outcome, RunOptions, failure_lines, new_shards
from korea_nlp.batch.inputs import TABLE, Item, Known, Row, still_failed
from korea_nlp.batch.parts import with_failures
from korea_nlp.batch.process import process_batch, schemas, versions
from korea_nlp.batch.shards import SCHEMA, Shard, to_batch
from korea_nlp.errors import ArticleError, CorpusError, StoreError
from korea_nlp.manifest import NAME, Manifest, Part
from korea_nlp.records import Article, Failure
from korea_nlp.shipping import Shipped, ship, unship

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

JAVA = 17
WAVES = 2  # shards a core and job: what is lost at most when the driver stops
STAGED = "staging"
SHARDS = pa.schema({"shard": pa.string(), "articles": pa.list_(pa.struct(list(SCHEMA)))})
URL = re.compile(r"\w[\w+.-]*://")
COLUMNS = ("id", "text", "published", "date", "title", "publisher", "url")


def run_spark(
    paths: Iterable[str],
    output: str,
    *,
    nlp: Language,
    spark: "SparkSession | None" = None,
    master: str | None = None,
    options: RunOptions | None = None,
    advance: Callable[[int], None] | None = None,
) -> Outcome:
    """Read what is new in a corpus on Spark and add it to a folder of Parquet parts, as ``run_corpus`` does.

    Args:
        paths: What ``read_articles`` reads, or URLs of Parquet or JSON lines (``hdfs://``, ``s3a://``, ``file://``),
            which Spark reads where ``options`` say nothing of how; these have columns ``id`` and ``text`` and the
            others of an article.
        output: A folder on a path or URL that driver and executors share.
        nlp: The pipeline; it goes out once an executor. korea_nlp is to be installed on each.
        spark: A session; the active one when None, else one is started.
        master: Of the session that is started: ``local[2]``, ``yarn``, ``spark://host:7077``, ``k8s://https://host``.
        options: How articles are read.
        advance: Called with a number of articles whenever so many more are done.

    Raises:
        StoreError: pyspark or Java is missing, a job failed, or as for ``run_corpus``.
        CorpusError: A file of the corpus is missing or broken.
    """
    options = options or RunOptions()
    spark = spark or _session(master)
    folder = _Folder(spark, output)
    manifest = _open(folder, options, versions(nlp))
    rows = partial(_inputs, spark, folder, manifest)
    corpus = partial(_items, spark, list(paths), options)
    shards = new_shards(corpus, lambda: Known.of(rows(), retry_failed=options.retry_failed), options)
    shipped = ship(nlp)
    digest = hashlib.sha256(shipped[1]).hexdigest()
    how = {name: getattr(options, name) for name in ("read_title", "batch_size", "min_confidence")}
    read = partial(_read, spark.sparkContext.broadcast(shipped), digest, how)
    done: list[Part] = []
    try:
        while wave := list(islice(shards, WAVES * spark.sparkContext.defaultParallelism)):
            for part in _run(spark, folder, wave, read, versions(nlp)):
                manifest.parts[part.name] = part
                done.append(part)
            folder.write(NAME, manifest.text())
            if advance:
                advance(sum(len(shard.items) for shard in wave))
    finally:
        failed = list(still_failed(rows))
        folder.write(FAILED, failure_lines(failed))
    return Outcome.of(done, manifest, failed)


# --- on the executors ----------------------------------------------------------------------------------------------


class _Worker:
    """The pipeline of a Python worker of Spark, and the digest of what it was made of."""

    digest = ""
    nlp: Language


def _read(
    shipped: Any, digest: str, how: dict[str, Any], batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Read shards, one a row, into rows of tables; Spark calls this on the executors through ``mapInArrow``."""
    if _Worker.digest != digest:
        value: Shipped = shipped.value
        _Worker.nlp, _Worker.digest = unship(value), digest
    for batch in batches:
        for name, articles in zip(batch["shard"], batch["articles"], strict=True):
            yield _shard_row(name.as_py(), pa.RecordBatch.from_struct_array(articles.values), how)


def _shard_row(name: str, articles: pa.RecordBatch, how: dict[str, Any]) -> pa.RecordBatch:
    """Return everything found in a shard as one row: a list of rows for each table."""
    start = process_time()
    tables = process_batch(articles, nlp=_Worker.nlp, **how)
    words = sum(len((text or "").split()) for text in articles["text"].to_pylist())
    lists = {
        table: pa.ListArray.from_arrays([0, batch.num_rows], batch.to_struct_array()) for table, batch in tables.items()
    }
    return pa.RecordBatch.from_pydict(
        {"shard": [name], "seconds": [process_time() - start], "words": pa.array([words], pa.int64()), **lists}
    )


def _out_schema() -> pa.Schema:
    lists = {table: pa.list_(pa.struct(list(schema))) for table, schema in schemas().items()}
    return pa.schema({"shard": pa.string(), "seconds": pa.float64(), "words": pa.int64(), **lists})


# --- on the driver -------------------------------------------------------------------------------------------------


def _run(
    spark: "SparkSession",
    folder: "_Folder",
    shards: list[Shard],
    read: Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]],
    versions: dict[str, str],
) -> Iterator[Part]:
    """Read some shards and write their rows; yield the part of each."""
    from pyspark.errors import PySparkException
    from pyspark.sql.pandas.types import from_arrow_schema

    try:
        found = _frame(spark, shards).mapInArrow(read, from_arrow_schema(_out_schema()))
        found.write.mode("overwrite").parquet(folder.path(STAGED))
        staged = spark.read.parquet(folder.path(STAGED))
        facts = _facts(staged)
        for table in schemas():
            _write_table(spark, staged, shards, table, folder.path(table))
        folder.delete(STAGED)
    except PySparkException as error:
        raise StoreError(f"{folder.root}: a job on Spark failed: {error!s:.2000}") from error
    files = {table: folder.files(table) for table in schemas()}
    for shard in shards:
        row = facts[shard.name]
        yield Part(
            name=shard.name,
            input=shard.input,
            articles=len(shard.items),
            failed=row["failed"] + len(shard.failures),
            copies=row["copies"],
            words=row["words"],
            seconds=round(row["seconds"], 3),
            versions=versions,
            rows={table: row[table] for table in schemas()} | {TABLE: len(shard.items)},
            files={table: own for table in schemas() if (own := _of_shard(files[table], shard.name))},
        )


def _frame(spark: "SparkSession", shards: list[Shard]) -> "DataFrame":
    """Return shards as rows, one a partition."""
    batches = [to_batch(shard.articles, shard.copy_of) for shard in shards]
    rows = [pa.ListArray.from_arrays([0, batch.num_rows], batch.to_struct_array()) for batch in batches]
    table = pa.table([pa.array([shard.name for shard in shards]), pa.chunked_array(rows)], schema=SHARDS)
    return spark.createDataFrame(table).repartition(len(shards))


def _write_table(spark: "SparkSession", staged: "DataFrame", shards: list[Shard], table: str, path: str) -> None:
    """Write the rows of one table, a folder a shard, in their order; what a run that failed left there goes."""
    from pyspark.sql import functions as f

    apart = staged.select("shard", table).repartition(len(shards), "shard")  # so small that no sort spills
    rows = apart.select("shard", f.posexplode(table).alias("place", "row"))
    if table == TABLE:
        more = _failures(spark, shards)
        rows = rows if more is None else rows.unionByName(more)
    rows = rows.sortWithinPartitions("shard", "place").select("shard", "row.*")
    rows.write.mode("overwrite").option("partitionOverwriteMode", "dynamic").partitionBy("shard").parquet(path)


def _failures(spark: "SparkSession", shards: list[Shard]) -> "DataFrame | None":
    """Return the rows of ``inputs`` of what failed before it could be read."""
    from korea_nlp.batch.inputs import SCHEMA as INPUTS

    none = pa.RecordBatch.from_pylist([], INPUTS)
    rows = [
        {"shard": shard.name, "place": len(shard.items) + place, "row": row}
        for shard in shards
        for place, row in enumerate(with_failures(none, shard).to_pylist())
    ]
    schema = pa.schema({"shard": pa.string(), "place": pa.int32(), "row": pa.struct(list(INPUTS))})
    return spark.createDataFrame(pa.Table.from_pylist(rows, schema)) if rows else None


def _facts(staged: "DataFrame") -> dict[str, dict[str, Any]]:
    """Return the counts of each shard."""
    from pyspark.sql import functions as f

    counts = [f.size(table).alias(table) for table in schemas()]
    failed = f.expr(f"size(filter({TABLE}, x -> x.failed is not null))").alias("failed")
    copies = f.expr(f"size(filter({TABLE}, x -> x.copy_of is not null))").alias("copies")
    rows = staged.select("shard", "seconds", "words", failed, copies, *counts).collect()
    return {row["shard"]: row.asDict() for row in rows}


def _of_shard(files: dict[str, int], name: str) -> dict[str, int]:
    return {path: size for path, size in files.items() if f"/shard={name}/" in path}


def _open(folder: "_Folder", options: RunOptions, versions: dict[str, str]) -> Manifest:
    """Return the manifest of a folder, new where there is none; broken parts are taken from it."""
    text = folder.read(NAME)
    if text is None:
        if folder.holds_something():
            raise StoreError(f"{folder.root}: holds files but no {NAME}; give a folder of its own.")
        folder.write(NAME, Manifest(options.kept()).head())
        return Manifest(options.kept())
    manifest = Manifest.parse(text, folder.path(NAME))
    manifest.check(options.kept(), versions, folder.root, mix=options.mix_versions)
    found = {path: size for table in schemas() for path, size in folder.files(table).items()}
    for name, part in list(manifest.parts.items()):
        if any(found.get(path) != size for files in part.files.values() for path, size in files.items()):
            del manifest.parts[name]
    return manifest


def _inputs(spark: "SparkSession", folder: "_Folder", manifest: Manifest) -> Iterator[Row]:
    if files := manifest.files(TABLE):
        frame = spark.read.parquet(*(folder.path(file) for file in files)).select("article", "digest", "failed")
        yield from (row.asDict() for row in frame.toLocalIterator(prefetchPartitions=True))


def _items(spark: "SparkSession", paths: list[str], options: RunOptions) -> Iterator[Item]:
    """Yield the articles of paths that we can read and of URLs that Spark can."""
    for path in paths:
        if options.reading or not URL.match(path):
            yield from options.articles([path])
            continue
        frame = spark.read.json(path) if re.search(r"\.jsonl?(\.\w+)?$", path) else spark.read.parquet(path)
        if missing := [name for name in ("id", "text") if name not in frame.columns]:
            raise CorpusError(f"{path}: has no column {missing[0]!r} but {', '.join(frame.columns)}; name it so.")
        columns = [frame[name].cast("string") for name in COLUMNS if name in frame.columns]
        for place, row in enumerate(frame.select(columns).toLocalIterator(prefetchPartitions=True)):
            yield _item(row.asDict(), f"{path}, row {place + 1}")


def _item(row: dict[str, str | None], where: str) -> Item:
    day = row.pop("date", None)
    id, text = row.pop("id"), row.pop("text")
    try:
        return Article(id, text, **{**row, "published": row.get("published") or day})  # type: ignore[arg-type]
    except ArticleError as error:
        return Failure(id or where, f"{where}: {error.found}")


class _Folder:
    """A folder on any path that Spark can write, by Hadoop's own file systems."""

    def __init__(self, spark: "SparkSession", root: str) -> None:
        self.root = root if URL.match(root) else Path(root).resolve().as_uri()
        context: Any = spark.sparkContext
        self._jvm = context._jvm
        self._path = self._jvm.org.apache.hadoop.fs.Path(self.root)
        self._system = self._path.getFileSystem(context._jsc.hadoopConfiguration())
        # what is written here without Spark has no checksum file beside it
        self._system.setVerifyChecksum(False)
        self._system.setWriteChecksum(False)

    def path(self, name: str) -> str:
        """Return the URL of something in the folder."""
        return f"{self.root.rstrip('/')}/{name}"

    def holds_something(self) -> bool:
        """Tell whether anything is in the folder."""
        return bool(self._system.exists(self._path)) and len(self._system.listStatus(self._path)) > 0

    def read(self, name: str) -> str | None:
        """Return the text of a file; None where there is none."""
        path = self._at(name)
        if not self._system.exists(path):
            return None
        stream = self._system.open(path)
        try:
            return bytes(stream.readAllBytes()).decode()
        finally:
            stream.close()

    def write(self, name: str, text: str) -> None:
        """Write a file that is whole or as it was before."""
        draft, path = self._at(f".{name}.tmp"), self._at(name)
        stream = self._system.create(draft, True)
        try:
            stream.write(bytearray(text.encode()))
            stream.hsync()
        finally:
            stream.close()
        if self._system.exists(path) and not self._system.rename(draft, path):
            self._system.delete(path, False)
            self._system.rename(draft, path)
        elif not self._system.exists(path):
            self._system.rename(draft, path)

    def files(self, name: str) -> dict[str, int]:
        """Return the Parquet files under a folder in this one, as paths from this one, and their sizes."""
        found: dict[str, int] = {}
        if self._system.exists(self._at(name)):
            listed = self._system.listFiles(self._at(name), True)
            start = len(self._system.resolvePath(self._path).toUri().getPath().rstrip("/")) + 1
            while listed.hasNext():
                status = listed.next()
                path = status.getPath().toUri().getPath()[start:]
                if path.endswith(".parquet"):
                    found[path] = status.getLen()
        return dict(sorted(found.items()))

    def delete(self, name: str) -> None:
        """Remove a folder and what is in it."""
        self._system.delete(self._at(name), True)

    def _at(self, name: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(self._path, name)


# --- the session ---------------------------------------------------------------------------------------------------


def _session(master: str | None) -> "SparkSession":
    """Return the active session, or start one.

    Raises:
        StoreError: pyspark is not installed, or Java is missing or too old.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise StoreError("Spark needs pyspark; pip install 'korea-nlp[spark]'.") from error
    if active := SparkSession.getActiveSession():
        return active
    check_java()
    if (master or "").startswith("local"):
        environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the workers need what we have
    builder = SparkSession.builder.appName("korea_nlp").config("spark.ui.showConsoleProgress", "false")
    return (builder.master(master) if master else builder).getOrCreate()


def check_java() -> None:
    """Refuse to start Spark without the Java that it needs.

    Raises:
        StoreError: There is none, or it is too old; says which is needed and how to get it.
    """
    home = environ.get("JAVA_HOME")
    java = shutil.which(str(Path(home) / "bin" / "java") if home else "java")
    if java is None:
        where = f"JAVA_HOME ({home}) holds none" if home else "there is none on the PATH"
        raise StoreError(f"Spark needs Java {JAVA}, and {where}; apt-get install openjdk-{JAVA}-jre-headless.")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    if found and int(found[1]) < JAVA:
        raise StoreError(f"Spark needs Java {JAVA} or newer, {java} is {found[1]}; set JAVA_HOME to a newer one.")
