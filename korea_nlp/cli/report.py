"""The commands ``report`` and ``table``: records → one HTML file to explore, or one table to read and to sort."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

import korea_nlp
from korea_nlp.cli.reading import (
    RECORDS,
    About,
    AboutOption,
    Force,
    MinConfidence,
    Overrides,
    Sharing,
    check_free,
    read_corrected,
    shares,
)
from korea_nlp.cli.show import printable, progress
from korea_nlp.records import Failure, Record

PAGES = (".html", ".htm")
MANY = 40_000  # claims, of some 1,500 press articles: a page of 20 MB that a browser opens in seconds


@shares
def report_cli(
    records: Annotated[list[Path], typer.Argument(help=RECORDS)],
    sharing: Sharing,
    output: Annotated[Path, typer.Option("--output", "-o", help="The HTML file to write.")] = Path("report.html"),
    force: Force = False,
    overrides: Overrides = None,
    min_confidence: MinConfidence = None,
    about: AboutOption = About.ALL,
    title: Annotated[str, typer.Option(help="What the page is called.")] = "Who claimed what about whom",
) -> None:
    """Make one HTML file to explore: a graph, every claim in its article, rival figures over time.

    It needs nothing else and asks no network for anything. The articles' texts are in it, unless --no-text is given.
    """
    if output.suffix.lower() not in PAGES and (output.is_file() or not output.exists()):
        raise typer.BadParameter(f"{output} would hold a page; call it .html.")
    check_free(output, force=force)
    report(read_corrected(records, overrides, min_confidence), output, title=title, about=about.value, sharing=sharing)


def report(
    records: Iterable[Record | Failure], path: Path, *, title: str, about: Any = "all", sharing: Sharing = iter
) -> None:
    """Write the report of some records, with their origins and rival figures."""
    with progress("Reading records") as advance:
        kept = [record for record in advance(records) if isinstance(record, Record)]
    origins = korea_nlp.find_origins(kept)
    ledger = korea_nlp.compare(kept, origins=origins)
    claims = korea_nlp.write_report(sharing(kept), path, ledger=ledger, origins=origins, title=title, about=about)
    typer.echo(printable(f"{claims:,} claims in {len(kept):,} articles: {path}"), err=True)
    if claims > MANY:
        typer.echo(
            f"A page of more than {MANY:,} claims opens slowly; make one of fewer articles, or ask a store"
            " (`korea_nlp.open_store`, docs/scale.md) and make the report of what it gives.",
            err=True,
        )


@shares
def table_cli(
    records: Annotated[list[Path], typer.Argument(help=RECORDS)],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file: .xlsx for Excel, .csv or .parquet.")],
    sharing: Sharing,
    force: Force = False,
    overrides: Overrides = None,
    min_confidence: MinConfidence = None,
) -> None:
    """Make a table of all claims: who, how, what, about whom, figures, dates, outlet, and where it stands."""
    check_free(output, force=force)
    found = read_corrected(records, overrides, min_confidence)
    with progress("Reading records") as advance:
        count = korea_nlp.write_table(sharing(advance(found)), output)
    typer.echo(printable(f"{count:,} claims: {output}"), err=True)
