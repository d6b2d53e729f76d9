"""The options of the commands that read a corpus: written once, and given to each command as ``reading``."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

RECORDS = "What extract, run or demo wrote: files or folders, several at once; - for standard input."  # of arguments
Reading = dict[str, Any]  # options of read_articles by name, those that were given


def _reading(
    id_column: Annotated[str | None, typer.Option(help="Column of the id, where it has no usual name.")] = None,
    text_column: Annotated[str | None, typer.Option(help="Column of the text, likewise.")] = None,
    date_column: Annotated[str | None, typer.Option(help="Column of the date, likewise.")] = None,
    title_column: Annotated[str | None, typer.Option(help="Column of the headline, likewise.")] = None,
    publisher_column: Annotated[str | None, typer.Option(help="Column of the outlet, likewise.")] = None,
    date: Annotated[str | None, typer.Option(help="Day of articles that tell none, as 2025-01-24.")] = None,
    encoding: Annotated[
        str | None, typer.Option(help="Where it is not UTF-8: euc-kr, cp1252; auto guesses that of each file.")
    ] = None,
    reader: Annotated[str | None, typer.Option(help="The reader to use, for files that several could read.")] = None,
    english_only: Annotated[
        bool, typer.Option("--english-only", help="Set articles aside that are surely not in English.")
    ] = False,
    mend: Annotated[bool, typer.Option("--mend", help="Mend text that was once decoded wrongly (â€™ for ’).")] = False,
) -> Reading:
    named = {"id": id_column, "text": text_column, "published": date_column, "title": title_column}
    columns = {field: column for field, column in {**named, "publisher": publisher_column}.items() if column}
    options = {"columns": columns, "encoding": encoding, "reader": reader, "english_only": english_only, "mend": mend}
    options["date"] = date
    return {name: value for name, value in options.items() if value}


def reads_corpus(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command, in place of its parameter ``reading``, the options of how a corpus is read."""
    options = inspect.signature(_reading).parameters
    own = inspect.signature(command)

    @wraps(command)
    def with_options(**given: Any) -> None:
        reading = _reading(**{name: given.pop(name) for name in options})
        command(**given, reading=reading)

    others = [parameter for parameter in own.parameters.values() if parameter.name != "reading"]
    parameters = [*others, *options.values()]
    with_options.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    with_options.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return with_options
