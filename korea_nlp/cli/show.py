"""How the command line shows things: tables of claims and scores, and progress."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from korea_nlp.records import Claim, Record, worded
from korea_nlp.records.figures import depths, figure

if TYPE_CHECKING:
    from korea_nlp.evaluate import ErrorKind, Score

ROOMY = 100  # columns of a terminal that has room for each fact of a claim
LONGEST = 160  # characters of a content that a table shows
STANCES = {"deny": "red", "accuse": "red", "threaten": "red", "confirm": "green", "praise": "green", "assert": "dim"}
SURE = {"certain": "green", "probable": "yellow", "possible": "magenta"}


def printable(text: str) -> str:
    r"""Return the text without what could steer or upset a terminal.

    Example:
        >>> printable("bell \x07, \x1b[31mred\nand \ud83d")
        'bell  ,  [31mred and  '
    """
    return "".join(character if character.isprintable() else " " for character in text)


def tell(message: str) -> None:
    """Print a message on standard error, on one line."""
    typer.echo(" ".join(printable(message).split()), err=True)


@contextmanager
def progress(label: str, *, total: int | None = None) -> Iterator[Callable[[Iterable[Any]], Iterator[Any]]]:
    """Give a function that passes a stream on and shows how far it is, on a terminal; nothing is shown in a pipe."""
    console = Console(stderr=True)
    columns = [
        *(SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    ]
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:

        def advance(items: Iterable[Any]) -> Iterator[Any]:
            task = bar.add_task(label, total=total)
            for item in items:
                yield item
                bar.advance(task)

        yield advance


def claim_tables(records: Iterable[Record], width: int) -> Iterator[Table]:
    """Yield a table of claims for each record: who, what, about whom, which numbers, which stance, how sure.

    Args:
        records: The records.
        width: The columns of the terminal.
    """
    for record in records:
        caption = " · ".join(part for part in (record.publisher, record.published) if part)
        title = Text.assemble((printable(record.title or record.id), "bold"), "\n", (printable(caption), "dim"))
        table = Table(title=title, title_justify="left", title_style="", box=box.SIMPLE_HEAD, expand=True)
        table.show_edge = table.pad_edge = False
        together = width < ROOMY  # whom a claim is about and its numbers share a column on a narrow terminal
        table.add_column("Who", width=14 * width // 80, overflow="fold")
        table.add_column("What", overflow="fold")
        for name in ("About, numbers",) if together else ("About", "Numbers"):
            table.add_column(name, width=16 * width // 80, overflow="fold")
        table.add_column("Stance", width=8)
        table.add_column("Certainty", width=9)
        nested = depths(record.claims)
        names = {actor.id: actor.name for actor in record.actors}
        quantities = {quantity.id: quantity for quantity in record.quantities}
        for claim in record.claims:
            about = _lines(", ".join(names.get(id, id) for id in claim.about))
            numbers = _lines("\n".join(figure(quantities[id]) for id in claim.quantities if id in quantities))
            cells = ["\n".join(filter(None, (about, numbers)))] if together else [about, numbers]
            what = "↳ " * nested[claim.id] + _shortened(worded(claim.content))
            table.add_row(
                *(Text(_lines(_who(claim, names)), "bold"), Text(what), *map(Text, cells)),
                *(Text(claim.stance, stance(claim.stance)), Text(claim.certainty, SURE.get(claim.certainty, ""))),
            )
        yield table


def stance(name: str) -> str:
    """Return the style of a stance."""
    return STANCES.get(name, "")


def score_table(scores: "dict[str, Score]") -> Table:
    """Return a table of precision, recall and F1."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("Layer")
    for name in ("P", "R", "F1", "hits", "predicted", "gold"):
        table.add_column(name, justify="right")
    for layer, score in scores.items():
        figures = (f"{value:.3f}" for value in (score.precision, score.recall, score.f1))
        table.add_row(layer, *figures, *(f"{value:,}" for value in (score.hits, score.predicted, score.gold)))
    return table


def error_table(errors: "Iterable[ErrorKind]", *, examples: bool) -> Table:
    """Return a table of kinds of errors; the words of one each are shown on request."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("Error")
    table.add_column("times", justify="right")
    if examples:
        table.add_column("for one", overflow="fold")
    for error in errors:
        shown = (Text(_shortened(error.example)),) if examples else ()
        table.add_row(error.name, f"{error.count:,}", *shown)
    return table


def _who(claim: Claim, names: dict[str, str]) -> str:
    if claim.source is None:
        return "–"
    return ", ".join(names.get(id, id) for id in claim.source.actors) or worded(claim.source)


def _lines(text: str) -> str:
    return "\n".join(printable(line) for line in text.split("\n"))


def _shortened(text: str) -> str:
    text = " ".join(printable(text).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
