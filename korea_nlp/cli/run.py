"""The commands ``run`` and ``sample``: a corpus into a folder of Parquet parts, and articles of it to be judged."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

import korea_nlp
from korea_nlp.cli.knowledge import Own
from korea_nlp.cli.reading import (
    RECORDS,
    Base,
    BatchSize,
    Force,
    MinConfidence,
    Model,
    Reading,
    ReadTitle,
    Resolve,
    check_free,
    reads_corpus,
)
from korea_nlp.manifest import BATCH_SIZE, PART_SIZE
from korea_nlp.manifest import NAME as MANIFEST

if TYPE_CHECKING:
    from korea_nlp.batch import Outcome, RunOptions
    from korea_nlp.batch.estimate import Estimate

SOME_FAILED = 3
RECORD_LINES = ".jsonl"
SAMPLES = (".csv", RECORD_LINES)  # what ``sample`` writes
Engine = StrEnum("Engine", ["local", "spark"])
By = StrEnum("By", ["publisher", "year", "month"])


@reads_corpus
def run_cli(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders and so on, as for extract.")],
    reading: Reading,
    output: Annotated[str, typer.Option("--output", "-o", help="Folder of the Parquet parts; a URL on Spark.")],
    workers: Annotated[int, typer.Option(min=1, help="Processes that read.")] = 1,
    engine: Annotated[Engine, typer.Option(help="Where articles are read.")] = Engine.local,
    master: Annotated[str | None, typer.Option(help="Of Spark: local[2], yarn, spark://host:7077, k8s://...")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and how long it takes.")] = False,
    skip_copies: Annotated[
        bool, typer.Option("--skip-copies", help="Read one article of a family of copies, carry its claims over.")
    ] = False,
    title: ReadTitle = False,
    min_confidence: MinConfidence = None,
    mix_versions: Annotated[bool, typer.Option("--mix-versions", help="Add to what another version has read.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Read again what failed before.")] = False,
    part_size: Annotated[int, typer.Option(min=1, help="Articles a part.")] = PART_SIZE,
    batch_size: BatchSize = BATCH_SIZE,
    model: Model = "default",
    base: Base = None,
    knowledge: Own = None,
    resolve: Resolve = None,
) -> None:
    """Read a corpus into a folder of Parquet tables; run it again to go on, or to add what is new.

    What failed stands in failed.jsonl of that folder, and the exit code is then 3.
    """
    if "-" in inputs and (dry_run or skip_copies):
        raise typer.BadParameter(
            "standard input can be read once only; write it to a file for --dry-run or --skip-copies."
        )
    sizes = (part_size, batch_size)
    options = korea_nlp.RunOptions(title, skip_copies, mix_versions, retry_failed, *sizes, reading, min_confidence)
    nlp = korea_nlp.load(model, base=base, knowledge=knowledge or (), resolve=resolve)
    if dry_run:
        from korea_nlp.batch.estimate import estimate

        _tell_estimate(estimate(inputs, output, nlp=nlp, workers=workers, options=options))
        return
    if engine is Engine.spark:
        from korea_nlp.spark import run_spark

        with _progress(None) as advance:
            outcome = run_spark(inputs, output, nlp=nlp, master=master, options=options, advance=advance)
    else:
        outcome = run(inputs, output, nlp, workers=workers, options=options)
    _tell_outcome(outcome, output)
    if outcome.failed or outcome.lost:
        raise typer.Exit(SOME_FAILED)


def run(inputs: list[str], output: str, nlp: Any, *, workers: int, options: "RunOptions") -> "Outcome":
    """Run a corpus here; on a terminal with a bar that knows how much there is to do."""
    from korea_nlp.batch.estimate import estimate

    total = None
    if Console(stderr=True).is_terminal and "-" not in inputs:
        total = estimate(inputs, output, nlp=nlp, options=options, time=False).articles
    with _progress(total) as advance:
        return korea_nlp.run_corpus(inputs, output, nlp=nlp, workers=workers, options=options, advance=advance)


def sample_cli(
    records: Annotated[list[Path], typer.Argument(help=RECORDS)],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="A sheet of claims (.csv), or whole records (.jsonl).")
    ],
    force: Force = False,
    size: Annotated[int, typer.Option(min=1, help="Articles to draw.")] = 50,
    by: Annotated[By, typer.Option(help="What takes turns, besides confidence.")] = By.publisher,
    source: Annotated[list[str] | None, typer.Option(help="Only articles with claims of these actors.")] = None,
    since: Annotated[str | None, typer.Option(help="Only articles of this day or later.")] = None,
    until: Annotated[str | None, typer.Option(help="Only articles of this day or earlier.")] = None,
    seed: Annotated[int, typer.Option(help="Another number draws others.")] = 0,
) -> None:
    """Draw articles to be judged by people: a sheet of their claims, with columns to judge them in, or their records.

    Records corrected by hand are gold for korea-nlp train and evaluate (docs/training.md).
    """
    if output.suffix.lower() not in SAMPLES:
        raise typer.BadParameter(f"{output} ends in none of {', '.join(SAMPLES)}; which of the two do you want?")
    check_free(output, force=force)
    from korea_nlp.store.made import store_of
    from korea_nlp.store.sample import write_sheet

    where = korea_nlp.Where(source=tuple(source or ()), since=since, until=until)
    whole = len(records) == 1 and (records[0] / MANIFEST).exists()
    with korea_nlp.open_store(records[0]) if whole else store_of(korea_nlp.read_records(*records)) as found:
        rows = found.sample(size, by=cast(Any, by.value), where=where, seed=seed)
        articles = tuple({row["article"] for row in rows})
        if output.suffix.lower() == RECORD_LINES:
            korea_nlp.write_records(found.records(korea_nlp.Where(article=articles)) if articles else (), output)
        else:
            write_sheet(rows, output)
    typer.echo(f"{len(rows)} claims of {len(articles)} articles: {output}", err=True)


@contextmanager
def _progress(total: int | None) -> Iterator[Callable[[int], None]]:
    """Give a function to tell of articles that are done; a bar shows them on a terminal, with speed and time left."""
    console = Console(stderr=True)
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[speed]}"))
    with Progress(
        *columns, TimeRemainingColumn(), console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=total, speed="")

        def advance(articles: int) -> None:
            bar.advance(task, articles)
            speed = bar.tasks[0].speed
            bar.update(task, speed=f"{speed:.1f} articles/s" if speed else "")

        yield advance


def _tell_estimate(found: "Estimate") -> None:
    minutes, megabytes = found.seconds / 60, found.bytes / 1e6
    typer.echo(
        f"{found.articles:,} articles to read ({found.words:,} words) in {found.parts:,} parts;"
        f" {found.known:,} are done, {found.failed:,} cannot be read."
    )
    if found.copies:
        typer.echo(f"{found.copies:,} of them belong to a family of copies whose first article is read for it.")
    typer.echo(
        f"About {minutes:,.1f} minutes of each worker's processor time and {megabytes:,.1f} MB,"
        f" by {found.measured:,} articles {found.basis}."
        if found.measured
        else "Nothing to measure by."
    )


def _tell_outcome(outcome: "Outcome", output: str) -> None:
    copies = f", {outcome.copies:,} of them copies whose claims were carried over" if outcome.copies else ""
    typer.echo(
        f"{outcome.articles - outcome.failed:,} articles read{copies}, {outcome.failed:,} failed;"
        f" {outcome.total:,} articles in {output}.",
        err=True,
    )
    if outcome.total_failed:
        aside = f", {outcome.total_set_aside:,} as they are not in English" if outcome.total_set_aside else ""
        typer.echo(f"{outcome.total_failed:,} in all failed{aside}: see failed.jsonl there.", err=True)
    for name in outcome.lost:
        typer.echo(
            f"part {name} was broken, and this corpus does not have its articles; run the one that has.", err=True
        )
