"""The same tables on Spark as here. Skipped where pyspark or Java is not installed."""

import os
import shutil
import subprocess

import pyarrow.parquet as pq
import pytest
import scale

import korea_nlp
from korea_nlp import spark as engine
from korea_nlp.batch import RunOptions, run_corpus
from korea_nlp.errors import StoreError

SMALL = RunOptions(part_size=4)
needs_spark = pytest.mark.skipif(
    shutil.which("java") is None and not os.environ.get("JAVA_HOME"), reason="Spark needs Java 17"
)
pytestmark = pytest.mark.filterwarnings("ignore")  # pyspark warns of the versions of others


@pytest.fixture(scope="module")
def spark():
    pytest.importorskip("pyspark", reason="pip install 'korea-nlp[spark]'")
    session = engine._session("local[2, 4]")
    yield session
    session.stop()


def in_order(folder):
    return {
        table: sorted(rows, key=lambda row: row.get("article") or row["id"])
        for table, rows in scale.tables(folder).items()
    }


def outcome(folder):
    with korea_nlp.open_store(folder) as store:
        return list(store.records())


@needs_spark
def test_spark_gives_the_tables_of_two_workers(spark, nlp, tmp_path):
    corpus = scale.write_corpus(tmp_path / "news.jsonl", 10)
    corpus.write_text(corpus.read_text() + "{\n")
    run_corpus([corpus], tmp_path / "here", nlp=nlp, workers=2, options=SMALL)

    first = engine.run_spark([str(corpus)], str(tmp_path / "there"), nlp=nlp, spark=spark, options=SMALL)
    again = engine.run_spark([str(corpus)], str(tmp_path / "there"), nlp=nlp, spark=spark, options=SMALL)

    assert (first.articles, first.failed, again.articles) == (11, 1, 0)
    assert in_order(tmp_path / "there") == in_order(tmp_path / "here")
    assert outcome(tmp_path / "there") == outcome(tmp_path / "here")
    assert (tmp_path / "there/failed.jsonl").read_text() == (tmp_path / "here/failed.jsonl").read_text()
    # either goes on with what the other began
    more = scale.write_corpus(tmp_path / "more.jsonl", 2, start=10)
    assert run_corpus([corpus, more], tmp_path / "there", nlp=nlp, options=SMALL).articles == 2


@needs_spark
def test_a_killed_worker_is_retried_with_the_same_result(spark, nlp, tmp_path, monkeypatch):
    corpus = scale.write_corpus(tmp_path / "news.jsonl", 8)
    mark = tmp_path / "killed"
    run_corpus([corpus], tmp_path / "here", nlp=nlp, options=SMALL)
    real, path = engine._read, str(mark)

    def deadly(*arguments):
        import os as system
        import signal as signals

        try:
            handle = system.open(path, system.O_CREAT | system.O_EXCL)
        except FileExistsError:
            yield from real(*arguments)
        else:
            system.close(handle)
            system.kill(system.getpid(), signals.SIGKILL)

    monkeypatch.setattr(engine, "_read", deadly)
    engine.run_spark([str(corpus)], str(tmp_path / "there"), nlp=nlp, spark=spark, options=SMALL)

    assert mark.exists()
    assert outcome(tmp_path / "there") == outcome(tmp_path / "here")


@needs_spark
def test_spark_reads_urls_of_its_own(spark, nlp, tmp_path):
    corpus = scale.write_corpus(tmp_path / "news.jsonl", 4)
    import json

    import pyarrow as pa

    rows = [json.loads(line) for line in corpus.read_text().splitlines()]
    pq.write_table(pa.Table.from_pylist([*rows, {"id": "a9", "text": None}]), tmp_path / "news.parquet")

    done = engine.run_spark([(tmp_path / "news.parquet").as_uri()], (tmp_path / "out").as_uri(), nlp=nlp, spark=spark)

    assert (done.articles, done.failed) == (5, 1)
    assert [record.id for record in outcome(tmp_path / "out")] == ["a0", "a1", "a2", "a3"]


def test_missing_java_is_named(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)

    with pytest.raises(StoreError, match=r"Spark needs Java 17, .* openjdk-17-jre-headless"):
        engine.check_java()


def test_java_that_is_too_old_is_named(monkeypatch, tmp_path):
    java = tmp_path / "bin/java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    assert subprocess.run([java], capture_output=True, check=True).stderr
    with pytest.raises(StoreError, match=r"Java 17 or newer, .* is 11"):
        engine.check_java()
