"""The commands ``report`` and ``table``: records → one HTML file to explore, or one table to read and to sort."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

import korea_nlp
from korea_nlp.cli.reading import RECORDS
from korea_nlp.cli.show import printable, progress
from korea_nlp.compare import compare
from korea_nlp.origins import find_origins
from korea_nlp.records import Failure, Record
from korea_nlp.report import TITLE, write_report


def report_cli(
    records: Annotated[list[Path], typer.Argument(help=RECORDS)],
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")] = Path("report.html"),
    title: Annotated[str, typer.Option(help="What the page is called.")] = TITLE,
) -> None:
    """Make one HTML file to explore: a graph, every claim in its article, rival figures over time.

    It holds the articles' whole texts, needs nothing else and asks no network for anything.
    """
    report(korea_nlp.read_records(*records), output, title=title)


def report(records: Iterable[Record | Failure], path: Path, *, title: str = TITLE) -> None:
    """Write the report of some records, with their origins and rival figures."""
    with progress("Reading records") as advance:
        kept = [record for record in advance(records) if isinstance(record, Record)]
    origins = find_origins(kept)
    claims = write_report(kept, path, ledger=compare(kept, origins=origins), origins=origins, title=title)
    typer.echo(printable(f"{claims} claims in {len(kept)} articles: {path}"), err=True)


def table_cli(
    records: Annotated[list[Path], typer.Argument(help=RECORDS)],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file: .xlsx for Excel, .csv or .parquet.")],
) -> None:
    """Make a table of all claims: who, how, what, about whom, figures, dates, outlet, and where it stands."""
    with progress("Reading records") as advance:
        count = korea_nlp.write_table(advance(korea_nlp.read_records(*records)), output)
    typer.echo(printable(f"{count:,} claims: {output}"), err=True)
