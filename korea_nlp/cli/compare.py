"""The command ``compare``: rival figures, denials and confirmations over many articles."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

import korea_nlp
from korea_nlp.cli.reading import RECORDS, Force, MinConfidence, Overrides, check_free, read_corrected
from korea_nlp.cli.show import SURE, printable, progress, stance
from korea_nlp.compare.naming import topic_words
from korea_nlp.compare.rows import Comparison, Figure, Position
from korea_nlp.records import Failure, Record
from korea_nlp.records.figures import number, plural

STYLES = {"AGREES": "green", "CONFIRMS": "green", "DISPUTES": "red", "DENIES": "red", "UPDATES": "yellow"}


def compare_cli(
    records: Annotated[list[Path], typer.Argument(help=RECORDS)],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write the ledger to a file, .csv or .parquet.")
    ] = None,
    force: Force = False,
    overrides: Overrides = None,
    min_confidence: MinConfidence = None,
    every: Annotated[bool, typer.Option("--all", help="Show figures without rivals too.")] = False,
) -> None:
    """Show which sources dispute, confirm, deny or update whose figures.

    One row is one figure of one claim; those of one topic stand together, by date.
    """
    if output is not None:
        check_free(output, force=force)
    compare(read_corrected(records, overrides, min_confidence), output, Console(), every=every)


def compare(records: Iterable[Record | Failure], output: Path | None, console: Console, *, every: bool = False) -> None:
    """Print the ledger of some records, or write it to a file."""
    with progress("Reading records") as advance:
        read = [record for record in advance(records) if isinstance(record, Record)]
    found = korea_nlp.compare(read, origins=korea_nlp.find_origins(read))
    if output is not None:
        korea_nlp.write_ledger(found, output, rivals=not every)
        typer.echo(f"{len(korea_nlp.ledger(found, rivals=not every))} figures: {output}", err=True)
        return
    for table in ledger_tables(found, every=every):
        console.print(table)
        console.print()
    topics = {row.topic for row in found.figures if row.topic}
    counts = {"figure": len(found.figures), "topic": len(topics), "relation": len(found.relations)}
    told = (f"{count:,} {noun if count == 1 else plural(noun)}" for noun, count in counts.items())
    console.print(f"{', '.join(told)}.", markup=False)


def ledger_tables(found: Comparison, *, every: bool = False) -> Iterator[Table]:
    """Yield a table for each topic: when, who, which figure, through whom, and how it stands to earlier ones."""
    stands = _stands(found)
    all_rows: list[Figure | Position] = [*korea_nlp.ledger(found, rivals=not every), *found.positions]
    named = topic_words(row.topic for row in all_rows if row.topic)
    groups: dict[str, list[Figure | Position]] = {}
    for row in all_rows:
        heading = named.get(row.topic or "", "Without rivals")
        groups.setdefault(f"{heading} – did it happen?" if isinstance(row, Position) else heading, []).append(row)
    for heading, rows in groups.items():
        table = Table(title=printable(heading), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
        table.expand, table.show_edge, table.pad_edge = True, False, False
        table.add_column("As of", width=10)
        for name, ratio in (("Who", 4), ("Says", 3), ("Through", 3), ("Stands", 5)):
            table.add_column(name, ratio=ratio, overflow="fold")
        for row in rows:
            cells = (row.as_of or "–", row.claimant or "–", _says(row), " › ".join(row.relay) or "–")
            table.add_row(*(Text(printable(cell)) for cell in cells), Text("\n").join(stands.get(row.id, ())))
        yield table


def toll(found: Comparison) -> list[Figure]:
    """Return the rival figures of the toll that most sources count, one a source; none where there is no toll."""
    groups: dict[tuple[str, str], dict[str, Figure]] = {}
    for row in found.figures:
        if row.topic and row.topic.startswith("casualties") and row.scope and row.claimant:
            groups.setdefault((row.topic, row.scope), {})[row.claimant] = row  # the latest of each
    return list(max(groups.values(), key=len, default={}).values())


def toll_table(rows: Iterable[Figure]) -> Table:
    """Return rival figures as a table: who counts how many, in which words, how sure."""
    table = Table(box=box.SIMPLE_HEAD, expand=True)
    table.show_edge = table.pad_edge = False
    table.add_column("Who", ratio=1, overflow="fold")
    table.add_column("Counts", width=7)
    table.add_column("In these words", ratio=1, overflow="fold")
    table.add_column("Stance", width=8)
    table.add_column("Certainty", width=9)
    for row in rows:
        table.add_row(
            Text(printable(row.claimant or "–"), "bold"),
            Text(number(row.lower, row.upper, row.bound, None, None)),
            Text(" + ".join(f"“{words}”" for words in printable(row.words).split(" + "))),
            *(Text(row.stance, stance(row.stance)), Text(row.certainty, SURE.get(row.certainty, ""))),
        )
    return table


def disputes(rows: Iterable[Figure], found: Comparison) -> Iterator[Text]:
    """Yield a sentence for each two of some figures that dispute each other."""
    known = {row.id: row for row in rows}
    for relation in found.relations:
        if relation.kind == "DISPUTES" and {relation.source, relation.target} <= known.keys():
            later, earlier = known[relation.source], known[relation.target]
            counts = (number(row.lower, row.upper, row.bound, None, None) for row in (later, earlier))
            words = f" {printable(earlier.claimant or '–')}: {', not '.join(counts)}"
            yield Text.assemble((printable(later.claimant or "–"), "bold"), (" disputes", "red"), words)


def _stands(found: Comparison) -> dict[str, list[Text]]:
    stands: dict[str, list[Text]] = {}
    for relation, later, earlier in found.pairs():
        whom = "" if relation.kind == "UPDATES" else f"{earlier.claimant or earlier.publisher or earlier.article}: "
        words = f" {printable(whom + _says(earlier, short=True))} ({relation.cause})"
        stands.setdefault(later.id, []).append(Text.assemble((relation.kind.lower(), STYLES[relation.kind]), words))
    return stands


def _says(row: Figure | Position, *, short: bool = False) -> str:
    if isinstance(row, Position):
        return "yes" if row.holds else "no"
    return number(row.lower, row.upper, row.bound, row.unit, None if short else row.scope)
