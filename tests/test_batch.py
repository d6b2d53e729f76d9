import gc
import json
import os
import platform
import random
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import scale
from typer.testing import CliRunner

import korea_nlp
from korea_nlp import Article, Failure, Record, batch
from korea_nlp.batch import RunOptions, estimate, process, process_batch, run_corpus, schemas, workers
from korea_nlp.batch.inputs import Known
from korea_nlp.batch.shards import Unit, alone, cut, in_families, to_batch
from korea_nlp.cli import app
from korea_nlp.corpus import ids
from korea_nlp.errors import StoreError
from korea_nlp.manifest import Manifest, append, read_manifest

SMALL = RunOptions(part_size=4)


@pytest.fixture
def corpus(tmp_path) -> Path:
    return scale.write_corpus(tmp_path / "news.jsonl", 10)


@pytest.fixture(scope="session")
def whole(nlp, tmp_path_factory):
    """The tables of ten articles, read without a break."""
    folder = tmp_path_factory.mktemp("whole")
    run_corpus([scale.write_corpus(folder / "news.jsonl", 10)], folder / "out", nlp=nlp, options=SMALL)
    return scale.tables(folder / "out")


# --- the function of a batch ---------------------------------------------------------------------------------------


def test_a_batch_gives_the_tables_of_its_records(nlp, corpus):
    articles = list(korea_nlp.read_articles(corpus))

    found = process_batch(to_batch(articles), nlp=nlp)

    wanted = korea_nlp.records.to_tables(korea_nlp.pipe(articles, nlp=nlp))
    assert {name: table.to_pylist() for name, table in wanted.items()} == {
        name: rows.to_pylist() for name, rows in found.items() if name != "inputs"
    }
    assert {name: rows.schema for name, rows in found.items()} == schemas()


@pytest.mark.parametrize("batch_size", [1, 3])
def test_parts_do_not_depend_on_how_many_are_read_at_once(nlp, corpus, tmp_path, batch_size):
    for name, options in (("few", RunOptions(batch_size=batch_size)), ("many", RunOptions())):
        run_corpus([corpus], tmp_path / name, nlp=nlp, options=options)

    tables = [
        {table.name: pq.read_table(table).to_pylist() for table in (tmp_path / name).iterdir() if table.is_dir()}
        for name in ("few", "many")
    ]
    assert tables[0]["claims"]
    assert tables[0] == tables[1]


def test_rows_do_not_depend_on_what_stands_beside_them(nlp, corpus):
    articles = list(korea_nlp.read_articles(corpus))

    one = [process_batch(to_batch([article]), nlp=nlp)["claims"].to_pylist() for article in articles]

    assert [row for rows in one for row in rows] == process_batch(to_batch(articles), nlp=nlp)["claims"].to_pylist()


def test_rows_stand_in_the_order_of_articles_of_which_few_are_held_at_once(light, monkeypatch):
    monkeypatch.setattr(process, "ROWS", 4)
    articles = [Article(f"a{number}", "Seoul said so. " * (number * 7 % 20)) for number in range(40)]
    held: list[int] = []

    def count(_: int) -> None:
        gc.collect()
        held.append(sum(type(thing) is Record for thing in gc.get_objects()))

    before = sum(type(thing) is Record for thing in gc.get_objects())
    found = process_batch(to_batch(articles), nlp=light, batch_size=2, advance=count)

    assert found["articles"]["id"].to_pylist() == [article.id for article in articles]
    assert found["articles"]["text"].to_pylist() == [article.text for article in articles]
    assert len(held) == 20
    assert max(held) <= before + 4 + 2


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other systems give it back by themselves")
def test_freed_memory_below_what_lives_is_given_back():
    def held() -> float:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

    texts = [bytes(1000) for _ in range(200_000)]
    lives = texts[-1:]
    del texts
    before = held()
    process._give_back()

    assert lives
    assert before - held() > 100


def test_what_is_about_to_be_read_is_told(nlp, corpus):
    articles = list(korea_nlp.read_articles(corpus))
    told: list[list[str]] = []

    process_batch(to_batch(articles), nlp=nlp, batch_size=4, begin=told.append)

    assert [len(ids) for ids in told] == [4, 4, 2]
    assert sorted(id for ids in told for id in ids) == sorted(article.id for article in articles)


def test_rows_that_are_no_articles_are_named(nlp):
    rows = [{"id": None, "text": "x"}, {"id": "a1", "text": None}, {"id": "a2", "text": ""}]
    schema = pa.schema({"id": pa.string(), "text": pa.string()})

    found = process_batch(pa.RecordBatch.from_pylist(rows, schema), nlp=nlp)["inputs"].to_pylist()

    assert [(row["article"], row["failed"]) for row in found] == [
        ("row 0", "id is missing; give each article its own."),
        ("a1", "text is missing; give the article's text as a string."),
        ("a2", None),
    ]


# --- shards --------------------------------------------------------------------------------------------------------


def test_what_is_left_makes_the_shards_it_would_have_made():
    news = [(place, Article(f"a{place}", "x" * 10)) for place in range(11)]
    shards = list(cut(alone(news), 4))
    left = [pair for pair in news if not 4 <= pair[0] < 8]

    assert [len(shard.items) for shard in shards] == [4, 4, 3]
    assert [shard.name for shard in cut(alone(left), 4)] == [shards[0].name, shards[2].name]


def test_families_stay_together_and_nobody_waits_for_ever(monkeypatch):
    news = [(place, Article(id, "x" * 10)) for place, id in enumerate("abcdef")]
    families = dict.fromkeys("eb", ("e", "b")) | dict.fromkeys("fc", ("f", "c", "gone"))

    units = list(in_families(news, families))

    assert [[item.id for item in unit.items] for unit in units] == [["a"], ["d"], ["e", "b"], ["f", "c"]]
    monkeypatch.setattr(batch.shards, "HELD", 15)
    units = list(in_families(news, families))
    assert sorted(item.id for unit in units for item in unit.items) == list("abcdef")
    assert ["b"] in [[item.id for item in unit.items] for unit in units]


def test_long_articles_make_short_shards(monkeypatch):
    monkeypatch.setattr(batch.shards, "CHARACTERS", 25)
    units = [Unit(place, (Article(f"a{place}", "x" * 10),)) for place in range(7)]

    assert [len(shard.items) for shard in cut(units, 100)] == [3, 3, 1]


def test_known_articles_are_told_from_new_ones(monkeypatch):
    monkeypatch.setattr(ids, "RECENT", 3)
    known = Known()
    articles = [Article(f"a{number}", f"text {number}") for number in range(10)]
    failure = Failure("line 3", "no JSON")

    assert [item.id for _, item in known.news([*articles, failure])] == [*(a.id for a in articles), "line 3"]
    assert list(known.news([*articles, failure])) == []
    ((place, changed),) = known.news([Article("a4", "other words")])
    assert place == 0
    assert isinstance(changed, Failure)
    assert list(known.news([Article("a4", "other words")])) == []


# --- runs ----------------------------------------------------------------------------------------------------------


def test_a_run_is_done_once_and_takes_what_is_new(nlp, corpus, tmp_path, whole):
    first = run_corpus([corpus], tmp_path / "out", nlp=nlp, options=SMALL)
    again = run_corpus([corpus], tmp_path / "out", nlp=nlp, options=SMALL)
    more = scale.write_corpus(tmp_path / "more.jsonl", 3, start=10)
    added = run_corpus([corpus, more], tmp_path / "out", nlp=nlp, options=SMALL)

    assert (first.articles, again.articles, added.articles, added.total) == (10, 0, 3, 13)
    assert [row["id"] for row in scale.tables(tmp_path / "out")["articles"]] == [f"a{n}" for n in range(13)]
    assert scale.tables(tmp_path / "out")["claims"][: len(whole["claims"])] == whole["claims"]


def test_two_workers_write_the_same_bytes(nlp, corpus, tmp_path):
    run_corpus([corpus], tmp_path / "one", nlp=nlp, options=SMALL)
    told: list[int] = []
    run_corpus([corpus], tmp_path / "two", nlp=nlp, workers=2, options=SMALL, advance=told.append)

    one, two = ({path.relative_to(root): path.read_bytes() for path in root.rglob("*.parquet")}
                for root in (tmp_path / "one", tmp_path / "two"))  # fmt: skip
    assert one == two
    assert sum(told) == 10


def test_killed_and_resumed_gives_the_same_tables(corpus, tmp_path, whole):
    kills = int(os.environ.get("KOREA_NLP_KILLS", "2"))

    killed = scale.run_and_kill(corpus, tmp_path / "out", kills=kills, seed=1, part_size=4)

    assert killed >= 1
    assert scale.tables(tmp_path / "out") == whole


def test_a_part_cut_short_or_lost_is_read_again(nlp, corpus, tmp_path, whole):
    folder = tmp_path / "out"
    run_corpus([corpus], folder, nlp=nlp, options=SMALL)
    cut_short, lost = sorted((folder / "claims").iterdir())[:2]
    cut_short.write_bytes(cut_short.read_bytes()[:100])
    lost.unlink()
    with pytest.raises(StoreError, match="not as it was written"):
        korea_nlp.open_store(folder)

    outcome = run_corpus([corpus], folder, nlp=nlp, options=SMALL)

    assert (outcome.articles, outcome.lost) == (8, ())
    assert scale.tables(folder) == whole


def test_a_broken_part_whose_articles_are_gone_is_told(nlp, corpus, tmp_path):
    run_corpus([corpus], tmp_path / "out", nlp=nlp, options=SMALL)
    part = min((tmp_path / "out" / "claims").iterdir())
    part.unlink()
    corpus.write_text("".join(corpus.read_text().splitlines(True)[4:]))

    outcome = run_corpus([corpus], tmp_path / "out", nlp=nlp, options=SMALL)

    assert outcome.lost == (part.stem,)


def test_a_line_of_the_manifest_cut_short_is_passed_over(nlp, corpus, tmp_path, whole):
    folder = tmp_path / "out"
    run_corpus([corpus], folder, nlp=nlp, options=SMALL)
    manifest = folder / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes()[:-40])

    assert len(read_manifest(folder).parts) == 2
    run_corpus([corpus], folder, nlp=nlp, options=SMALL)
    assert scale.tables(folder) == whole


def test_a_full_disk_is_told_and_the_run_goes_on_later(nlp, corpus, tmp_path, whole):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=120k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here; run as root")
    try:
        with pytest.raises(StoreError, match="the disk is full"):
            run_corpus([corpus], disk / "out", nlp=nlp, options=SMALL)
        assert len(read_manifest(disk / "out").parts) < 3
        assert not list((disk / "out").rglob("*.tmp"))
        subprocess.run(["mount", "-o", "remount,size=10m", disk], check=True)
        run_corpus([corpus], disk / "out", nlp=nlp, options=SMALL)
        assert scale.tables(disk / "out") == whole
    finally:
        subprocess.run(["umount", disk], check=True)


def test_lines_that_do_not_fit_the_disk_are_taken_back(tmp_path):
    batch.write_head(tmp_path, Manifest({}))
    disk = tmp_path / "manifest.jsonl"
    before = disk.read_bytes()
    limit = subprocess.run(
        ["bash", "-c", f"ulimit -f 1; trap '' XFSZ; exec python - <<'E'\nfrom pathlib import Path\n"
         f"from korea_nlp.manifest import append\nappend(Path({str(tmp_path)!r}), ['x' * 5000 + chr(10)])\nE"],
        capture_output=True, text=True,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        check=False,
    )  # fmt: skip

    assert "OSError" in limit.stderr
    assert disk.read_bytes() == before
    append(tmp_path, ['{"drop": "x"}\n'])
    assert read_manifest(tmp_path).parts == {}


def test_failed_articles_are_written_once_and_retried_on_request(nlp, corpus, tmp_path, monkeypatch):
    lines = corpus.read_text().splitlines(True)
    corpus.write_text("".join([*lines[:3], "{\n", *lines[3:]]))
    folder, real = tmp_path / "out", batch.process.pipe

    def fails(items, **options):
        for result in real(items, **options):
            yield Failure(result.id, "RuntimeError: no") if result.id == "a5" else result

    monkeypatch.setattr(batch.process, "pipe", fails)
    for _ in range(2):
        run_corpus([corpus], folder, nlp=nlp, options=SMALL)
        failed = [json.loads(line) for line in (folder / "failed.jsonl").read_text().splitlines()]
        assert [(row["id"], row["reason"][:20]) for row in failed][1:] == [("a5", "RuntimeError: no")]
        assert "not a line of JSON" in failed[0]["reason"]
    monkeypatch.setattr(batch.process, "pipe", real)
    outcome = run_corpus([corpus], folder, nlp=nlp, options=RunOptions(part_size=4, retry_failed=True))

    assert (outcome.articles - outcome.failed, outcome.total, outcome.total_failed) == (1, 10, 1)
    assert "a5" not in (folder / "failed.jsonl").read_text()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param({"korea_nlp": "9"}, "was read by korea_nlp 9", id="library"),
        pytest.param({"knowledge": "other"}, "was read by knowledge other", id="knowledge"),
    ],
)
def test_versions_do_not_mix_unless_told(nlp, corpus, tmp_path, change, told):
    folder = tmp_path / "out"
    run_corpus([corpus], folder, nlp=nlp, options=SMALL)
    lines = [json.loads(line) for line in (folder / "manifest.jsonl").read_text().splitlines()]
    lines[1]["versions"] |= change
    (folder / "manifest.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))

    with pytest.raises(StoreError, match=told):
        run_corpus([corpus], folder, nlp=nlp, options=SMALL)
    assert run_corpus([corpus], folder, nlp=nlp, options=RunOptions(part_size=4, mix_versions=True)).articles == 0


def test_a_folder_is_read_in_one_way_by_one_run(nlp, corpus, tmp_path):
    folder = tmp_path / "out"
    run_corpus([corpus], folder, nlp=nlp, options=SMALL)

    with pytest.raises(StoreError, match="read_title=False, not True"):
        run_corpus([corpus], folder, nlp=nlp, options=RunOptions(read_title=True))
    with (
        batch.open_output(folder, SMALL, batch.versions(nlp)),
        pytest.raises(StoreError, match="another run is writing"),
    ):
        run_corpus([corpus], folder, nlp=nlp)
    with pytest.raises(StoreError, match=r"no manifest\.jsonl"):
        run_corpus([corpus], tmp_path, nlp=nlp)


def test_a_shard_without_what_kills_is_the_same_shard(nlp, corpus, tmp_path):
    (shard,) = cut(alone(enumerate(korea_nlp.read_articles(corpus))), 100)
    reader = workers._Shards(tmp_path, workers.Job(tmp_path, read_title=False, batch_size=32))

    found = reader.without(shard, "a7")

    assert found.name == shard.name
    assert [article.id for article in found.articles] == [f"a{n}" for n in range(10) if n != 7]
    assert [(item.id, "died" in reason) for item, reason in found.failures] == [("a7", True)]


def test_a_dead_worker_is_replaced(nlp, corpus, tmp_path, whole):
    shards = cut(alone(enumerate(korea_nlp.read_articles(corpus))), 4)
    killed: list[int] = []

    def killing(stream):
        import multiprocessing

        for shard in stream:
            yield shard
            if not killed and multiprocessing.active_children():
                killed.append(multiprocessing.active_children()[0].pid)
                os.kill(killed[0], signal.SIGKILL)

    folder = tmp_path / "out"
    with batch.open_output(folder, SMALL, batch.versions(nlp)):
        job = workers.Job(folder, read_title=False, batch_size=32)
        parts = list(workers.run_pool(killing(shards), nlp, job, lambda _: None, workers=1))
        append(folder, map(batch.line, parts))

    assert killed
    assert scale.tables(folder) == whole


# --- dry run and command line --------------------------------------------------------------------------------------


def test_an_estimate_writes_nothing(nlp, corpus, tmp_path):
    found = estimate.estimate([corpus], tmp_path / "out", nlp=nlp, options=SMALL)

    assert (found.articles, found.parts, found.known, found.failed) == (10, 3, 0, 0)
    assert found.seconds > 0
    assert found.bytes > 0
    assert not (tmp_path / "out").exists()
    run_corpus([corpus], tmp_path / "out", nlp=nlp, options=SMALL)
    scale.write_corpus(corpus, 20)
    later = estimate.estimate([corpus], tmp_path / "out", nlp=nlp, options=SMALL)
    assert (later.articles, later.known, later.measured, later.basis) == (10, 10, 10, "read before")


def test_an_estimate_of_time_is_of_the_processor(nlp, corpus, tmp_path, monkeypatch):
    def idle(*arguments, **options):
        time.sleep(1.5)
        return process_batch(*arguments, **options)

    monkeypatch.setattr(estimate, "process_batch", idle)
    found = estimate.estimate([corpus], tmp_path / "out", nlp=nlp, options=SMALL)

    assert found.seconds < 1.5


@pytest.mark.parametrize("size", [20, 100])
def test_an_estimate_of_disk_counts_what_each_part_takes_once(size):
    dice = random.Random(1)
    vocabulary = ["".join(dice.choices("aeiklmnorstu", k=7)) for _ in range(3_000)]
    articles = [Article(f"a{n}", " ".join(dice.choices(vocabulary, k=100))) for n in range(400)]

    def tables(some):
        rows = process._Rows(some)
        for place, article in enumerate(some):
            rows.add(place, Record(article.id, article.text))
        return rows.tables()

    taken = sum(estimate._size(tables(articles[start : start + size])) for start in range(0, 400, size))
    found = estimate._disk([tables(articles[:12]), tables(articles[12:24])], parts=400 // size, share=400 / 24)

    assert found == pytest.approx(taken, rel=0.12)


def test_run_and_sample_from_the_command_line(nlp, corpus, tmp_path, monkeypatch):
    monkeypatch.setattr(korea_nlp, "load", lambda *_, **__: nlp)
    monkeypatch.setattr(korea_nlp, "run_corpus", partial(here, run_corpus))
    corpus.write_text(corpus.read_text() + "{\n")

    def invoke(*arguments):
        return CliRunner().invoke(app, [str(part) for part in arguments])

    dry = invoke("run", corpus, "-o", tmp_path / "out", "--dry-run")
    first = invoke("run", corpus, "-o", tmp_path / "out", "--part-size", 4)
    again = invoke("run", corpus, "-o", tmp_path / "out")
    sheet = invoke("sample", tmp_path / "out", "-o", tmp_path / "audit.csv", "--size", 3)

    assert (dry.exit_code, first.exit_code, again.exit_code, sheet.exit_code) == (0, 3, 0, 0)
    assert invoke("run", "-", "-o", tmp_path / "out", "--skip-copies").exit_code == 2
    assert dry.stdout.startswith("10 articles to read")
    assert "1 cannot be read" in dry.stdout
    assert "minutes" in dry.stdout
    assert first.stdout == ""
    assert first.stderr.startswith("10 articles read, 1 failed; 10 articles in ")
    assert again.stderr.startswith("0 articles read, 0 failed; 10 articles in ")
    assert "of 3 articles" in sheet.stderr


def here(run, *arguments, workers, **options):
    """Run in this process, which is quicker to start."""
    return run(*arguments, workers=0, **options)
