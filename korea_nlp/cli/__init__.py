"""The command ``korea-nlp``, and its commands ``graph`` and ``evaluate``; the others stand in modules of their names.

Each command is a pair: ``x_cli`` reads the command line, ``x`` works. Exit codes: 0 all went well, 1 an error (one line
on standard error says which), 2 the command line is wrong, 3 some articles failed and the others were written.
"""

import json
import os
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

import korea_nlp
from korea_nlp.cli.compare import compare_cli
from korea_nlp.cli.correct import attach_cli, correct_cli
from korea_nlp.cli.demo import demo_cli
from korea_nlp.cli.extract import extract_cli
from korea_nlp.cli.knowledge import knowledge_app
from korea_nlp.cli.reading import (
    CONFIG,
    RECORDS,
    About,
    AboutOption,
    Force,
    MinConfidence,
    Overrides,
    Sharing,
    check_free,
    read_config,
    read_corrected,
    shares,
)
from korea_nlp.cli.report import report_cli, table_cli
from korea_nlp.cli.run import run_cli, sample_cli
from korea_nlp.cli.show import error_table, progress, score_table, tell
from korea_nlp.cli.train import train_cli
from korea_nlp.errors import KoreaNLPError, reason
from korea_nlp.records import Record

app = typer.Typer(
    name="korea-nlp",
    help="Read news about the Korean peninsula: who claimed what about whom.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
View = StrEnum("View", ["claims", "actors", "events"])
Merge = StrEnum("Merge", {"NAME": "name", "NEVER": "never"})
Format = StrEnum("Format", ["graphml", "yed", "gexf", "gephi", "json", "neo4j"])
Form = StrEnum("Form", ["networkx", "cytoscape", "d3"])
SUFFIXES = ("graphml", "gexf", "json")
HOLDS = {"yed": "graphml", "gephi": "gexf"}  # format → how its files end, where that is another


app.command("demo")(demo_cli)
app.command("extract")(extract_cli)
app.command("compare")(compare_cli)
app.command("report")(report_cli)
app.command("run")(run_cli)
app.command("sample")(sample_cli)
app.command("table")(table_cli)
app.command("correct")(correct_cli)
app.command("attach")(attach_cli)
app.command("train")(train_cli)
app.add_typer(knowledge_app, name="knowledge")


def main() -> None:
    """Run the command line; an error of ours is one line on standard error, and exit code 1."""
    try:
        app()
    except BrokenPipeError:  # whoever read what we print has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except KoreaNLPError as error:
        tell(f"korea-nlp: {error}")
        sys.exit(1)
    except OSError as error:
        tell(f"korea-nlp: {error.filename}: {reason(error)}." if error.filename else f"korea-nlp: {error}")
        sys.exit(1)


@app.callback(invoke_without_command=True)
def _app_cli(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", is_eager=True, help="Say which version this is.")] = False,
    config: Annotated[
        Path | None, typer.Option(help="Options of commands, in TOML; korea-nlp.toml where that is there.")
    ] = None,
) -> None:
    if version:
        typer.echo(f"korea-nlp {korea_nlp.__version__}")
        raise typer.Exit
    if config is not None or CONFIG.exists():
        context.default_map = read_config(config or CONFIG, context.command)


@app.command("graph")
@shares
def graph_cli(
    records: Annotated[list[Path], typer.Argument(help=RECORDS)],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write; a folder for neo4j.")],
    sharing: Sharing,
    force: Force = False,
    overrides: Overrides = None,
    min_confidence: MinConfidence = None,
    view: Annotated[
        View | None,
        typer.Option(help="What it shows: claims; for gephi actors, aggregated.", show_default=False),
    ] = None,
    aggregate: Annotated[bool, typer.Option("--aggregate", help="One edge a pair of actors (--view actors).")] = False,
    relations: Annotated[
        bool, typer.Option("--relations", help="Edges between claims that agree, dispute, update, confirm or deny.")
    ] = False,
    merge: Annotated[
        Merge, typer.Option(help="Whom no table knows: one node where name, country, description agree; or never.")
    ] = Merge.NAME,
    about: AboutOption = About.ALL,
    as_of: Annotated[str | None, typer.Option(help="Only what was published by this day, as 2025-01-24.")] = None,
    format: Annotated[
        Format | None,
        typer.Option(help="Format; by the file's suffix where not given; gephi is GEXF to look at."),
    ] = None,
    form: Annotated[Form, typer.Option(help="Of JSON: whom it is for.")] = Form.networkx,
) -> None:
    """Make a graph of records: who claimed what about whom."""
    name = format.value if format else output.suffix.lstrip(".").lower()
    if not format and name not in SUFFIXES:
        raise typer.BadParameter(f"{output} ends in none of .{', .'.join(SUFFIXES)}; say --format.")
    suffix = output.suffix.lower().lstrip(".")
    if suffix in SUFFIXES and suffix != HOLDS.get(name, name):
        raise typer.BadParameter(f"{output} would hold {name}; call it otherwise, or leave out --format.")
    if form is not Form.networkx and name != "json":
        raise typer.BadParameter(f"--form is of JSON, and {output} holds {name}; call it .json.")
    check_free(output, force=force)
    if view is None:
        view = View.actors if format is Format.gephi else View.claims
        aggregate = aggregate or format is Format.gephi
    if relations and view is View.actors:
        raise typer.BadParameter("the view of actors has no claims to relate; leave out --relations.")
    found: Iterable[Record] = read_corrected(records, overrides, min_confidence)
    if as_of is not None:
        found = korea_nlp.as_of(found, as_of)
    options: dict[str, Any] = {
        "view": view.value,
        "aggregate": aggregate,
        "format": name,
        "relations": relations,
        "form": form.value,
        "merge": merge.value,
        "about": about.value,
    }
    graph(found, output, **options, sharing=sharing)


def graph(
    records: Iterable[Record],
    path: Path,
    *,
    view: Any,
    aggregate: bool,
    format: Any,
    relations: bool = False,
    form: Any = "networkx",
    merge: Any = "name",
    about: Any = "all",
    sharing: Sharing = iter,
) -> None:
    """Write a view of the records' graph."""
    compared = None
    with progress("Reading records") as advance:
        if relations:
            records = list(records)
            compared = korea_nlp.compare(records)
        options = {"view": view, "aggregate": aggregate, "relations": compared, "merge": merge, "about": about}
        found = korea_nlp.build_graph(sharing(advance(records)), **options)
    if format in ("graphml", "yed"):
        korea_nlp.write_graphml(found, path, flavor="yed" if format == "yed" else "plain")
    elif format in ("gexf", "gephi"):
        korea_nlp.write_gexf(found, path, flavor="gephi" if format == "gephi" else "plain")
    elif format == "json":
        korea_nlp.write_node_link(found, path, form=form)
    else:
        korea_nlp.write_neo4j(found, path)
    for loss in (loss for loss in korea_nlp.losses(found, format) if loss.place != "graph"):
        tell(f"not as it was: {loss}")
    tell(f"{found.number_of_nodes()} nodes, {found.number_of_edges()} edges: {path}")


@app.command("evaluate")
def evaluate_cli(
    gold: Annotated[Path, typer.Argument(help="Your own annotation, as records: a file or a folder.")],
    records: Annotated[Path, typer.Argument(help="Records of the same articles, likewise.")],
    examples: Annotated[bool, typer.Option("--examples", help="Show one error of each kind, with its words.")] = False,
    min_confidence: MinConfidence = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Score records against gold: precision, recall and F1 of each layer, and the ten commonest kinds of errors."""
    evaluate(gold, read_corrected([records], None, min_confidence), Console(), examples=examples, as_json=as_json)


def evaluate(
    gold: Path, records: Iterable[Record], console: Console, *, examples: bool = False, as_json: bool = False
) -> None:
    """Print the scores and errors of records against gold ones."""
    marked, found = list(korea_nlp.read_records(gold)), list(records)
    scores = korea_nlp.evaluate(marked, found)
    if as_json:
        typer.echo(json.dumps({layer: score.to_dict() for layer, score in scores.items()}, indent=1))
        return
    console.print(score_table(scores))
    if errors := korea_nlp.common_errors(marked, found):
        console.print(error_table(errors, examples=examples))
