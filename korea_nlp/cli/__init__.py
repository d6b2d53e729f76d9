"""The command ``korea-nlp``: demo, extract, run, sample, compare, graph, report, table, knowledge, evaluate.

Each command is a pair: ``x_cli`` reads the command line, ``x`` works. Exit codes: 0 all went well, 1 an error (one line
on standard error says which), 2 the command line is wrong, 3 some articles failed and the others were written.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from rich.console import Console

import korea_nlp
from korea_nlp.batch import BATCH_SIZE
from korea_nlp.cli.compare import compare_cli
from korea_nlp.cli.demo import demo_cli
from korea_nlp.cli.knowledge import Own, knowledge_app
from korea_nlp.cli.reading import RECORDS, Reading, reads_corpus
from korea_nlp.cli.report import report_cli, table_cli
from korea_nlp.cli.run import run_cli, sample_cli
from korea_nlp.cli.show import printable, progress, score_table
from korea_nlp.corpus.language import language_of
from korea_nlp.errors import KoreaNLPError
from korea_nlp.export.values import whole_file
from korea_nlp.records import Article, Failure, Record

SOME_FAILED = 3
STDOUT = "-"

app = typer.Typer(
    name="korea-nlp",
    help="Read news about the Korean peninsula: who claimed what about whom.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
View = StrEnum("View", ["claims", "actors", "events"])
Format = StrEnum("Format", ["graphml", "yed", "gexf", "json", "neo4j"])
WRITERS: dict[str, Callable[[Any, str | Path], None]] = {
    "graphml": korea_nlp.write_graphml,
    "yed": partial(korea_nlp.write_graphml, flavor="yed"),
    "gexf": korea_nlp.write_gexf,
    "json": korea_nlp.write_node_link,
    "neo4j": korea_nlp.write_neo4j,
}
SUFFIXES = ("graphml", "gexf", "json")


app.command("demo")(demo_cli)
app.command("compare")(compare_cli)
app.command("report")(report_cli)
app.command("run")(run_cli)
app.command("sample")(sample_cli)
app.command("table")(table_cli)
app.add_typer(knowledge_app, name="knowledge")


def main() -> None:
    """Run the command line; an error of ours is one line on standard error, and exit code 1."""
    try:
        app()
    except (KoreaNLPError, OSError) as error:
        _tell(f"korea-nlp: {error}")
        sys.exit(1)


@app.callback(invoke_without_command=True)
def _app_cli(
    version: Annotated[bool, typer.Option("--version", is_eager=True, help="Say which version this is.")] = False,
) -> None:
    if version:
        typer.echo(f"korea-nlp {korea_nlp.__version__}")
        raise typer.Exit


@app.command("extract")
@reads_corpus
def extract_cli(
    inputs: Annotated[
        list[str],
        typer.Argument(help="Files (docs/corpus.md), folders, patterns, URLs, or - for JSONL from stdin."),
    ],
    reading: Reading,
    output: Annotated[
        str, typer.Option("--output", "-o", help="Where records go, one a line; - prints them.")
    ] = STDOUT,
    title: Annotated[bool, typer.Option("--title", help="Read each title too, as a first paragraph.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes that read.")] = 1,
    batch_size: Annotated[int, typer.Option(min=1, help="Articles that a model reads at once.")] = BATCH_SIZE,
    model: Annotated[str, typer.Option(help="The model: default or accurate.")] = "default",
    base: Annotated[str | None, typer.Option(help="Base spaCy model, by name or path.")] = None,
    knowledge: Own = None,
    resolve: Annotated[
        Path | None, typer.Option(help="CSV of exact words and the id of the actor that they stand for.")
    ] = None,
) -> None:
    """Read articles and write a record of each, in order.

    Articles that fail are told on standard error, and the exit code is then 3.
    """
    nlp = korea_nlp.load(model, base=base, knowledge=knowledge or (), resolve=resolve)
    items = korea_nlp.read_articles(*inputs, **reading)
    with _opened(output) as file:
        failed = extract(items, file, nlp, workers=workers, batch_size=batch_size, read_title=title)
    if failed:
        raise typer.Exit(SOME_FAILED)


def extract(
    items: Iterable[Article | Failure],
    file: TextIO,
    nlp: Any,
    *,
    workers: int = 1,
    batch_size: int = BATCH_SIZE,
    read_title: bool = False,
) -> int:
    """Write a record of each article and tell of those that failed; return how many did."""
    done = failed = foreign = 0
    with progress("Reading") as advance:
        for result in advance(
            korea_nlp.pipe(items, nlp=nlp, n_process=workers, batch_size=batch_size, read_title=read_title)
        ):
            if isinstance(result, Failure):
                failed += 1
                foreign += language_of(result) is not None
                _tell(f"{result.id}: {result.reason}")
            else:
                done += 1
                file.write(result.to_json() + "\n")
    if failed:
        aside = f", {foreign} of them as they are not in English" if foreign else ""
        _tell(f"{failed} of {done + failed} articles failed{aside}; {done} records were written.")
    return failed


@app.command("graph")
def graph_cli(
    records: Annotated[list[Path], typer.Argument(help=RECORDS)],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write; a folder for neo4j.")],
    view: Annotated[View, typer.Option(help="What the graph shows.")] = View.claims,
    aggregate: Annotated[bool, typer.Option("--aggregate", help="One edge a pair of actors (--view actors).")] = False,
    relations: Annotated[
        bool, typer.Option("--relations", help="Edges between claims that agree, dispute, update, confirm or deny.")
    ] = False,
    as_of: Annotated[str | None, typer.Option(help="Only what was published by this day, as 2025-01-24.")] = None,
    format: Annotated[Format | None, typer.Option(help="Format; by the file's suffix where not given.")] = None,
) -> None:
    """Make a graph of records: who claimed what about whom."""
    name = format.value if format else output.suffix.lstrip(".").lower()
    if not format and name not in SUFFIXES:
        raise typer.BadParameter(f"{output} ends in none of .{', .'.join(SUFFIXES)}; say --format.")
    if relations and view is View.actors:
        raise typer.BadParameter("the view of actors has no claims to relate; leave out --relations.")
    found: Iterable[Record] = korea_nlp.read_records(*records)
    if as_of is not None:
        found = korea_nlp.as_of(found, as_of)
    graph(found, output, view=view.value, aggregate=aggregate, format=name, relations=relations)


def graph(
    records: Iterable[Record], path: Path, *, view: Any, aggregate: bool, format: Any, relations: bool = False
) -> None:
    """Write a view of the records' graph."""
    compared = None
    with progress("Reading records") as advance:
        if relations:
            records = list(records)
            compared = korea_nlp.compare(records)
        found = korea_nlp.build_graph(advance(records), view=view, aggregate=aggregate, relations=compared)
    WRITERS[format](found, path)
    for loss in korea_nlp.losses(found, format):
        _tell(f"not as it was: {loss}")
    _tell(f"{found.number_of_nodes()} nodes, {found.number_of_edges()} edges: {path}")


@app.command("evaluate")
def evaluate_cli(
    gold: Annotated[Path, typer.Argument(help="Your own annotation, as records: a file or a folder.")],
    records: Annotated[Path, typer.Argument(help="Records of the same articles, likewise.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Score records against gold: precision, recall and F1 of each layer."""
    evaluate(gold, records, Console(), as_json=as_json)


def evaluate(gold: Path, records: Path, console: Console, *, as_json: bool = False) -> None:
    """Print the scores of records against gold ones."""
    scores = korea_nlp.evaluate(korea_nlp.read_records(gold), korea_nlp.read_records(records))
    if as_json:
        typer.echo(json.dumps({layer: score.to_dict() for layer, score in scores.items()}, indent=1))
    else:
        console.print(score_table(scores))


@contextmanager
def _opened(output: str) -> Iterator[TextIO]:
    """Open a file to write, put in its place when all went well; ``-`` is standard output."""
    if output == STDOUT:
        yield sys.stdout
        return
    with whole_file(output) as path, path.open("w", encoding="utf-8") as file:
        yield file


def _tell(message: str) -> None:
    typer.echo(" ".join(printable(message).split()), err=True)
