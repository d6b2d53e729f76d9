"""The command ``demo``: what is found in the sample articles, on one screen, and the files that are made of them."""

import gc
import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

import korea_nlp
from korea_nlp.cli.compare import disputes, toll, toll_table
from korea_nlp.cli.show import claim_tables, printable, progress
from korea_nlp.compare.rows import Comparison
from korea_nlp.lexicon import data_file
from korea_nlp.records import Article, Record
from korea_nlp.records.figures import CASUALTY

RECORDS, GRAPH, REPORT = "records.jsonl", "claims.graphml", "report.html"
COUNTS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def demo_cli(
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for what it makes.")] = Path("korea-nlp-demo"),
    every: Annotated[bool, typer.Option("--all", help="Show every claim of every article.")] = False,
) -> None:
    """Read the sample articles: rival counts of one toll, and records, a graph and a report to open."""
    demo(output, Console(), every=every)


def demo(folder: Path, console: Console, *, every: bool = False) -> None:
    """Read the sample articles, show what they claim and write records, graph and report into a folder."""
    with data_file("samples").joinpath("articles.jsonl").open(encoding="utf-8") as file:
        articles = [Article(**json.loads(line)) for line in file]
    nlp = korea_nlp.load()
    gc.freeze()  # the pipeline stays: the search for garbage need not go through it again and again
    with progress("Reading", total=len(articles)) as advance:
        records = [record for record in advance(korea_nlp.pipe(articles, nlp=nlp)) if isinstance(record, Record)]
    origins = korea_nlp.find_origins(records)
    found = korea_nlp.compare(records, origins=origins)
    folder.mkdir(parents=True, exist_ok=True)
    korea_nlp.write_records(records, folder / RECORDS)
    korea_nlp.write_graphml(korea_nlp.build_graph(records, relations=found), folder / GRAPH)
    korea_nlp.write_report(records, folder / REPORT, ledger=found, origins=origins)
    for table in claim_tables(records, console.width) if every else ():
        console.print(table, end="\n\n")
    _show_toll(records, found, console)
    claims = sum(len(record.claims) for record in records)
    console.print(f"{claims} claims in {len(records)} articles, all made up. What next:\n")
    console.print(_next_steps(folder))


def _show_toll(records: list[Record], found: Comparison, console: Console) -> None:
    rows = toll(found)
    if not rows:
        return
    told = {record.id: record for record in records}[rows[-1].article]
    whom = next((row.counted for row in rows if row.unit != CASUALTY and row.counted), "people")
    heading = f"{COUNTS[min(len(rows), 9)]} counts of one toll: {whom} {str(rows[0].scope).replace('_', ' ')}"
    caption = ", ".join(part for part in (told.publisher, told.published) if part)
    console.print(Text.assemble((printable(heading), "bold"), "\n", (printable(caption), "dim")))
    console.print(toll_table(rows))
    console.print()
    for sentence in disputes(rows, found):
        console.print(sentence)
    console.print()


def _next_steps(folder: Path) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(style="dim", overflow="fold")
    for step, why in (
        (f"open {folder / REPORT}", "the report: each claim in its article"),
        (f"open {folder / GRAPH}", "in Gephi, Cytoscape or yEd"),
        (f"korea-nlp compare {folder}", "rival figures, denials, confirmations"),
        ("korea-nlp demo --all", "every claim, printed"),
        ("korea-nlp extract NEWS -o records.jsonl", "read articles of your own"),
    ):
        table.add_row(Text(step), Text(why))
    return table
