"""Everything that is measured of speed and size, by one command: a Markdown table and, with --json, the same as JSON.

    python benchmarks/all.py [CORPUS.jsonl] [--only speed,run,memory,store,graphml,kills,peers] [--limit 100]
        [--small 2000] [--large 20000] [--claims 500000] [--kills 25] [--json FILE]

``speed`` is that of benchmarks/speed.py. ``run`` reads the corpus into Parquet with one and two workers. ``memory`` is
the highest that one worker held (``ru_maxrss``) over few and over many short articles. ``store`` asks a store whose
claims are those of the corpus of the samples, again and again under new ids and days. ``kills`` kills a run at random
moments, resumes it each time and compares all tables with an unbroken run. ``peers`` reads the same texts with textacy
and quantulum3 where they are installed. Words a second of ``run`` are by the clock; say if the machine was not idle:
the table gives the load average.
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import date, timedelta
from itertools import count, islice
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT / "tests"), str(ROOT / "benchmarks")]

import scale  # noqa: E402
import speed  # noqa: E402

import korea_nlp  # noqa: E402
from korea_nlp.errors import ModelError  # noqa: E402
from korea_nlp.lexicon import data_file  # noqa: E402

Rows = dict[str, Any]
WORDS = 90  # of a short article
BARS = {"ratio": 0.70, "two workers": 1.8, "memory": 1.1, "dispute seconds": 0.5, "graphml": 2.0}


def main() -> int:
    """Run what is asked for and print the table."""
    options = parse()
    parts: dict[str, Callable[[argparse.Namespace], Rows]] = {
        **{"speed": measure_speed, "run": measure_run, "memory": measure_memory, "store": measure_store},
        **{"graphml": measure_graphml, "kills": measure_kills, "peers": measure_peers},
    }
    report: dict[str, Rows] = {}
    for name in options.only.split(","):
        report[name] = {**parts[name](options), "load average": round(os.getloadavg()[0], 2)}
        print(to_markdown(name, report[name]), flush=True)
    if options.json:
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=Path(str(data_file("samples/corpus.jsonl"))))
    parser.add_argument("--only", default="speed,run,memory,store,graphml,kills,peers")
    parser.add_argument("--limit", type=int, default=100, help="articles of speed, run and peers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--small", type=int, default=2_000)
    parser.add_argument("--large", type=int, default=20_000)
    parser.add_argument("--claims", type=int, default=500_000)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def to_markdown(title: str, rows: Rows) -> str:
    """Return measurements as a Markdown table."""
    lines = [f"| {name} | {value:,} |" if isinstance(value, int | float) else f"| {name} | {value} |"
             for name, value in rows.items()]  # fmt: skip
    return "\n".join([f"\n| {title} | |", "|---|---:|", *lines])


# --- pipeline and run ----------------------------------------------------------------------------------------------


def measure_speed(options: argparse.Namespace) -> Rows:
    """Words a second of the base, each component's share, the whole, and the whole into Parquet, in one run."""
    articles = speed.read_articles(options.corpus, options.limit)
    base, nlp = speed.load_base(None), korea_nlp.load()
    found = speed.measure(base, nlp, articles, options.rounds)
    words, texts = found["words"], [article.text for article in articles]
    ratios = []
    for _ in range(options.rounds):
        bare = speed.seconds(lambda: speed.read_base(base, texts))
        with tempfile.TemporaryDirectory() as folder:
            corpus = write(articles, Path(folder) / "news.jsonl")
            start = process_time()
            korea_nlp.run_corpus([corpus], Path(folder) / "out", nlp=nlp)
            whole = process_time() - start
        ratios.append(bare / whole)
    shares = {f"share of base: {step}": share for step, share in found["share_of_base"].items()}
    rows: Rows = {
        "words": words,
        "base words/s": found["base_words_per_second"],
        "default words/s": found["whole_words_per_second"],
        "default / base": found["ratio"],
        f"default to Parquet / base (bar {BARS['ratio']})": round(median(ratios), 3),
        **shares,
    }
    try:
        accurate = korea_nlp.load("accurate")
    except ModelError as error:
        return {**rows, "accurate words/s": f"not installed: {error}"}
    speed.read_whole(accurate, articles[:2])
    return {**rows, "accurate words/s": round(words / speed.seconds(lambda: speed.read_whole(accurate, articles)))}


def measure_run(options: argparse.Namespace) -> Rows:
    """Words a second of ``run`` with one and two workers, by the clock of each part, loading not counted."""
    articles = speed.read_articles(options.corpus, options.limit)
    nlp = korea_nlp.load()
    words = sum(len(article.text.split()) for article in articles)
    found: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        corpus = write(articles, Path(folder) / "news.jsonl")
        for workers in (1, 2):
            korea_nlp.run_corpus(
                [corpus],
                Path(folder) / f"out{workers}",
                nlp=nlp,
                workers=workers,
                options=korea_nlp.batch.RunOptions(part_size=16),
            )
            parts = korea_nlp.manifest.read_manifest(Path(folder) / f"out{workers}").parts.values()
            found[workers] = workers * sum(part.words for part in parts) / sum(part.seconds for part in parts)
    return {
        "words": words,
        "one worker words/s": round(found[1]),
        "two workers words/s": round(found[2]),
        f"two / one (bar {BARS['two workers']})": round(found[2] / found[1], 3),
    }


def write(articles: list[korea_nlp.Article], path: Path) -> Path:
    """Write articles as JSON lines."""
    path.write_text("".join(json.dumps(asdict(article)) + "\n" for article in articles), encoding="utf-8")
    return path


# --- memory --------------------------------------------------------------------------------------------------------


def measure_memory(options: argparse.Namespace) -> Rows:
    """The highest memory of one worker over few and many short articles cut from the corpus."""
    peaks: dict[int, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for articles in (options.small, options.large):
            corpus = write(list(islice(short_articles(options.corpus), articles)), Path(folder) / f"{articles}.jsonl")
            code = (
                "import resource, korea_nlp; nlp = korea_nlp.load();"
                f"korea_nlp.run_corpus([{str(corpus)!r}], {str(Path(folder) / f'out{articles}')!r}, nlp=nlp);"
                "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
            )
            done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
            peaks[articles] = int(done.stdout) / 1024
    small, large = peaks.values()
    return {
        **{f"peak MB over {articles:,} articles": round(peak, 1) for articles, peak in peaks.items()},
        f"large / small (bar {BARS['memory']})": round(large / small, 3),
    }


def short_articles(corpus: Path) -> Iterator[korea_nlp.Article]:
    """Yield pieces of the corpus's articles, and again from the start under new ids."""
    articles = speed.read_articles(corpus, 10**9)
    for turn in count():
        for article in articles:
            words = article.text.split(" ")
            for start in range(0, len(words), WORDS):
                text = " ".join(words[start : start + WORDS])
                yield replace(article, id=f"{turn}-{article.id}-{start}", text=text)


# --- store and graph -----------------------------------------------------------------------------------------------


def measure_store(options: argparse.Namespace) -> Rows:
    """Seconds to answer questions over many claims, made of those of the samples again and again."""
    nlp = korea_nlp.load()
    found = korea_nlp.pipe(korea_nlp.read_articles(str(data_file("samples/corpus.jsonl"))), nlp=nlp)
    records = [record for record in found if isinstance(record, korea_nlp.Record)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "out"
        claims = write_store(repeated(records, options.claims), folder, korea_nlp.batch.versions(nlp))
        with korea_nlp.open_store(folder) as store:
            rows: Rows = {"claims": claims}
            rows["first disputes, seconds (compared once)"] = clock(lambda: store.disputes("casualties"))
            rows["first search, seconds (indexed once)"] = clock(lambda: store.search("soldiers"))
            questions: dict[str, Callable[[], Any]] = {
                f"disputes about casualties by month (bar {BARS['dispute seconds']})": lambda: store.disputes(
                    "casualties", by="month"
                ),
                "claims by an actor in a month": lambda: store.claims(
                    korea_nlp.Where(source="rok-nis", since="2025-01", until="2025-01"), limit=1000
                ),
                "timeline about an actor": lambda: store.timeline(korea_nlp.Where(about="north-korea")),
                "search": lambda: store.search("soldiers killed"),
            }
            for question, ask in questions.items():
                rows[f"{question}, seconds"] = median(clock(ask) for _ in range(5))
            rows["rows of that answer"] = store.disputes("casualties", by="month").num_rows
    return rows


def clock(ask: Callable[[], Any]) -> float:
    """Return the seconds that a question takes by the clock."""
    start = perf_counter()
    ask()
    return round(perf_counter() - start, 4)


def repeated(records: list[korea_nlp.Record], claims: int) -> Iterator[list[korea_nlp.Record]]:
    """Yield the records again and again under new ids, each time half a year later."""
    done = 0
    for turn in count():
        if done >= claims:
            return
        done += sum(len(record.claims) for record in records)
        yield [moved(record, turn) for record in records]


def moved(record: korea_nlp.Record, turn: int) -> korea_nlp.Record:
    """Return a record as of another half-year, its days moved with it."""
    move = timedelta(days=182 * (turn % 100))

    def later(day: str | None) -> str | None:
        return (date.fromisoformat(day) + move).isoformat() if day and len(day) == 10 else day

    times = tuple(replace(time, earliest=later(time.earliest), latest=later(time.latest)) for time in record.times)
    return replace(record, id=f"{record.id}-{turn}", published=later(record.published), times=times)


def write_store(turns: Iterator[list[korea_nlp.Record]], folder: Path, versions: dict[str, str]) -> int:
    """Write records as a store, as ``run`` would; return how many claims there are."""
    import pyarrow as pa

    from korea_nlp import manifest
    from korea_nlp.batch import parts, schemas, shards

    folder.mkdir()
    manifest.write_head(folder, manifest.Manifest(korea_nlp.batch.RunOptions().kept()))
    claims = 0
    for number in count():
        records = [record for turn in islice(turns, 40) for record in turn]
        if not records:
            return claims
        articles = tuple(korea_nlp.Article(record.id, record.text) for record in records)
        tables = korea_nlp.records.to_tables(records)
        batches = {name: table.combine_chunks().to_batches()[0] for name, table in tables.items() if table.num_rows}
        rows = [{"article": article.id, "digest": "0" * 32} for article in articles]
        batches["inputs"] = pa.RecordBatch.from_pylist(rows, schemas()["inputs"])
        shard = shards.Shard(number, articles)
        part = parts.write_part(folder, shard, batches, seconds=1.0, versions=versions, words=0)
        manifest.append(folder, [manifest.line(part)])
        claims += tables["claims"].num_rows


def measure_graphml(options: argparse.Namespace) -> Rows:
    """The benchmark of GraphML: how much longer than bare edges by networkx."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks/graphml.py")], capture_output=True, text=True, check=False
    )
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    return {f"{number}": line for number, line in enumerate(lines, 1)}


# --- kills and peers -----------------------------------------------------------------------------------------------


def measure_kills(options: argparse.Namespace) -> Rows:
    """Whether a run that is killed again and again gives the tables of one that is not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = scale.write_corpus(folder / "news.jsonl", 40 * options.kills)
        nlp = korea_nlp.load()
        korea_nlp.run_corpus([corpus], folder / "whole", nlp=nlp, options=korea_nlp.batch.RunOptions(part_size=16))
        killed = scale.run_and_kill(corpus, folder / "out", kills=options.kills, seed=7, part_size=16)
        same = scale.tables(folder / "whole") == scale.tables(folder / "out")
        rows = {table: len(rows) for table, rows in scale.tables(folder / "out").items()}
    return {
        "kills": killed,
        "tables equal, row for row": str(same),
        "articles": rows["articles"],
        "claims": rows["claims"],
    }


def measure_peers(options: argparse.Namespace) -> Rows:
    """Words a second of others over the same texts, by processor time, and of what does the same job here."""
    articles = speed.read_articles(options.corpus, options.limit)
    words = sum(len(article.text.split()) for article in articles)
    base, nlp = speed.load_base(None), korea_nlp.load()
    docs = list(base.pipe(article.text for article in articles))
    rows: Rows = {}
    if importlib.util.find_spec("textacy"):
        from textacy.extract import direct_quotations

        def quote() -> None:
            for doc in docs:
                try:
                    list(direct_quotations(doc))
                except ValueError:  # it refuses texts whose quotation marks are odd
                    continue

        rows["textacy direct_quotations words/s"] = round(words / speed.seconds(quote))
    if importlib.util.find_spec("quantulum3"):
        from quantulum3 import parser

        start = process_time()
        for article in articles:
            parser.parse(article.text)
        rows["quantulum3 words/s"] = round(words / (process_time() - start))
    steps = speed.time_steps(base, nlp, articles)
    rows["korea_claims words/s"] = round(words / steps["korea_claims"])
    rows["korea_quantities words/s"] = round(words / steps["korea_quantities"])
    return rows


if __name__ == "__main__":
    sys.exit(main())
