"""The command ``extract``: articles → records, one a line."""

import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from rich.console import Console

import korea_nlp
from korea_nlp.cli.knowledge import Own
from korea_nlp.cli.reading import (
    Base,
    BatchSize,
    Force,
    MinConfidence,
    Model,
    Reading,
    ReadTitle,
    Resolve,
    Sharing,
    check_free,
    reads_corpus,
    shares,
)
from korea_nlp.cli.show import progress, tell
from korea_nlp.errors import LanguageWarning, OptionError
from korea_nlp.manifest import BATCH_SIZE
from korea_nlp.records import Article, Failure

SOME_FAILED = 3
LINES = (".jsonl", ".ndjson")
STOPPED = 130  # as shells tell of Ctrl-C
STDOUT = "-"
Item = Article | Failure


@dataclass(slots=True)
class Outcome:
    """What ``extract`` did.

    Attributes:
        done: Records written now.
        failed: Articles that could not be read, ``aside`` of them as they are not in English.
        undated: Articles read without a date.
        foreign: Articles read that do not read as English.
        stopped: Ctrl-C was pressed.
    """

    done: int = 0
    failed: int = 0
    aside: int = 0
    undated: int = 0
    foreign: int = 0
    stopped: bool = False


@shares
@reads_corpus
def extract_cli(
    inputs: Annotated[
        list[str],
        typer.Argument(help="Files (docs/corpus.md), folders, patterns, URLs, or - for JSONL from stdin."),
    ],
    reading: Reading,
    sharing: Sharing,
    output: Annotated[
        str, typer.Option("--output", "-o", help="Where records go, one a line; - prints them.")
    ] = STDOUT,
    force: Force = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on: read what the output does not hold yet.")] = False,
    title: ReadTitle = False,
    min_confidence: MinConfidence = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read.")] = 1,
    batch_size: BatchSize = BATCH_SIZE,
    model: Model = "default",
    base: Base = None,
    knowledge: Own = None,
    resolve: Resolve = None,
) -> None:
    """Read articles and write a record of each, in order.

    Articles that fail are told on standard error, and the exit code is then 3. Ctrl-C keeps what is done; --resume goes
    on from there.
    """
    path = None if output == STDOUT else Path(output)
    if path is None and resume:
        raise typer.BadParameter("--resume goes on with a file; name it by --output.")
    if path is not None:
        check_output(path, inputs)
    if path is not None and not resume:
        check_free(path, force=force, or_else="--resume to go on with it")
    held = {record.id for record in korea_nlp.read_records(path)} if resume and path and path.exists() else set()
    nlp = korea_nlp.load(model, base=base, knowledge=knowledge or (), resolve=resolve)
    items = (item for item in korea_nlp.read_articles(*inputs, **reading) if item.id not in held)
    total = None
    if Console(stderr=True).is_terminal and STDOUT not in inputs:
        total = sum(item.id not in held for item in korea_nlp.read_articles(*inputs, **reading))
    options: dict[str, Any] = {"n_process": workers, "batch_size": batch_size, "read_title": title}
    with _opened(path, keep=bool(held)) as file:
        found = extract(items, file, nlp, total=total, sharing=sharing, min_confidence=min_confidence, **options)
    _tell_outcome(found, path, len(held))
    if found.stopped or found.failed:
        raise typer.Exit(STOPPED if found.stopped else SOME_FAILED)


def extract(
    items: Iterable[Item],
    file: TextIO,
    nlp: Any,
    *,
    total: int | None = None,
    sharing: Sharing = iter,
    **options: Any,
) -> Outcome:
    """Write a record of each article and tell of those that failed; Ctrl-C ends it and keeps what is written.

    Args:
        items: The articles.
        file: Where the records go.
        nlp: The pipeline.
        total: How many articles there are, where that is known.
        sharing: Makes records what may be written of them.
        options: Of ``korea_nlp.pipe``.
    """
    from korea_nlp.corpus.language import language_of

    found = Outcome()
    with progress("Reading", total=total) as advance, warnings.catch_warnings():
        warnings.simplefilter("ignore", LanguageWarning)  # they are counted below
        try:
            for result in advance(korea_nlp.pipe(_watched(items, found), nlp=nlp, **options)):
                if isinstance(result, Failure):
                    found.failed += 1
                    found.aside += language_of(result) is not None
                    tell(result.reason if result.reason.startswith(result.id) else f"{result.id}: {result.reason}")
                else:
                    found.done += 1
                    file.writelines(record.to_json() + "\n" for record in sharing([result]))
        except KeyboardInterrupt:
            found.stopped = True
    return found


def _watched(items: Iterable[Item], found: Outcome) -> Iterator[Item]:
    """Pass articles on and count what is worth telling of them."""
    from korea_nlp.corpus.language import LanguageCheck
    from korea_nlp.run import readable_languages

    check, readable = LanguageCheck(), readable_languages("auto")
    for item in items:
        if isinstance(item, Article):
            found.undated += item.published is None
            found.foreign += check.foreign(item.text) not in (None, *readable)
        yield item


def _tell_outcome(found: Outcome, path: Path | None, before: int) -> None:
    """Say what was done, what is worth a look and how to go on."""
    if found.failed:
        aside = f", {found.aside:,} of them as they are not in English" if found.aside else ""
        tell(f"{found.failed:,} of {found.done + found.failed:,} articles failed{aside}.")
    if found.foreign:
        tell(f"{found.foreign:,} do not read as English, as claims must; --english-only leaves them out.")
    if found.undated:
        tell(f"{found.undated:,} have no date, so that their Fridays have none; --date-column or --date gives it.")
    if path is None:
        return
    if not (before or found.done or found.failed or found.stopped):
        tell("There was no article to read; give files that hold some (docs/corpus.md).")
    held = f", {before + found.done:,} in all" if before else ""
    tell(f"{found.done:,} records written{held}: {path}")
    if found.stopped:
        tell("Stopped; what is done is kept. To go on, give the same command with --resume.")
    elif before + found.done:
        tell(f"Next: korea-nlp compare {path}, or graph, report, table of it with -o.")


def check_output(path: Path, inputs: Iterable[str]) -> None:
    """Refuse a file that no command would read again, or that is itself read.

    Raises:
        OptionError: It is called otherwise than records are, or is one of the inputs.
    """
    if path.suffix and path.suffix.lower() not in LINES and (path.is_file() or not path.exists()):
        raise OptionError(
            f"{path}: records are written one a line; call it .jsonl, and make tables and graphs of it afterwards."
        )
    if any(path.exists() and Path(given).exists() and path.samefile(given) for given in inputs):
        raise OptionError(f"{path}: is what would be read; give another --output.")


@contextmanager
def _opened(path: Path | None, *, keep: bool) -> Iterator[TextIO]:
    """Open a file to write, put in its place when all went well; None is standard output.

    Args:
        path: The file.
        keep: Write behind what it holds.
    """
    if path is None:
        yield sys.stdout
        return
    from korea_nlp.export.values import whole_file

    with whole_file(path) as temporary, temporary.open("w", encoding="utf-8") as file:
        if keep:
            with path.open(encoding="utf-8") as old:
                file.writelines(line if line.endswith("\n") else line + "\n" for line in old)
        yield file
