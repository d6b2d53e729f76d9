"""Options that several commands share, those of how a corpus is read among them, and files of options."""

import inspect
import tomllib
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

import korea_nlp
from korea_nlp.errors import OptionError, reason
from korea_nlp.records import Record, drop_unsure, withhold_text

RECORDS = "What extract, run or demo wrote: files or folders, several at once; - for standard input."  # of arguments
CONFIG = Path("korea-nlp.toml")  # read where it is there
Force = Annotated[bool, typer.Option("--force", "-f", help="Write over what is there.")]
ReadTitle = Annotated[bool, typer.Option("--title", help="Read each title too, as a first paragraph.")]
BatchSize = Annotated[int, typer.Option(min=1, help="Articles that a model reads at once.")]
Model = Annotated[str, typer.Option(help="The model: default, accurate, korean, or the folder of one of your own.")]
Base = Annotated[str | None, typer.Option(help="Base spaCy model, by name or path.")]
Resolve = Annotated[Path | None, typer.Option(help="CSV of exact words and the id of the actor that they stand for.")]
Overrides = Annotated[
    list[Path] | None, typer.Option(help="Corrections by people: sheets as sample makes them (docs/corrections.md).")
]
MinConfidence = Annotated[
    float | None,
    typer.Option(min=0, max=1, help="Leave claims out, and whom they are about, found with less confidence (0 to 1)."),
]


class About(StrEnum):
    """How plainly a claim must speak of whom it is about."""

    NAMED = "named"
    REFERRED = "referred"
    ALL = "all"


AboutOption = Annotated[
    About, typer.Option("--about", help="Whom claims are about: those named, also those referred to, or all.")
]
Sharing = Callable[[Iterable[Record]], Iterable[Record]]  # makes records what may be written of them
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


def _sharing(
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Without the words of the texts, to be shared (docs/sharing.md).")
    ] = False,
    keep: Annotated[
        list[str] | None,
        typer.Option(
            help="Whose words stay all the same: mentions, cues, figures, times, sources, events, title, contents."
        ),
    ] = None,
    words: Annotated[int | None, typer.Option(min=0, help="Of these, at most so many in a row.")] = None,
) -> Sharing:
    if no_text:
        return lambda records: withhold_text(records, keep=keep or (), words=words)
    if keep or words is not None:
        raise OptionError("--keep and --words say what stays where the texts do not; give --no-text too.")
    return lambda records: records


def reads_corpus(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command, in place of its parameter ``reading``, the options of how a corpus is read."""
    return _with_options(command, _reading, "reading")


def shares(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command, in place of its parameter ``sharing``, the options of what others may read."""
    return _with_options(command, _sharing, "sharing")


def _with_options(command: Callable[..., None], joined: Callable[..., Any], name: str) -> Callable[..., None]:
    """Give a command the options of a function, whose answer it takes as one parameter."""
    options = inspect.signature(joined).parameters
    own = inspect.signature(command)

    @wraps(command)
    def with_options(**given: Any) -> None:
        answer = joined(**{option: given.pop(option) for option in options})
        command(**given, **{name: answer})

    others = [parameter for parameter in own.parameters.values() if parameter.name != name]
    parameters = [*others, *options.values()]
    with_options.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    with_options.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return with_options


def check_free(path: Path, *, force: bool, or_else: str = "another name") -> None:
    """Refuse to write over a file.

    Raises:
        OptionError: It is there, and ``--force`` was not given.
    """
    if not force and path.is_file() and path.stat().st_size:
        raise OptionError(f"{path}: is there already; give --force to write over it, or {or_else}.")


def read_corrected(
    paths: Iterable[Path], overrides: Iterable[Path] | None, min_confidence: float | None = None
) -> Iterator[Record]:
    """Yield the records of some files as people corrected them, without claims of which we are not sure enough."""
    records = korea_nlp.read_records(*paths)
    if overrides:
        records = korea_nlp.apply_overrides(records, korea_nlp.read_overrides(*overrides))
    return (drop_unsure(record, min_confidence) for record in records)


def read_config(path: Path, app: Any) -> dict[str, dict[str, Any]]:
    """Return the options that a file gives to commands: a table for each, names as on the command line.

    Args:
        path: TOML, such as ``[extract]`` and, below it, ``text-column = "story"``.
        app: The command that holds the others.

    Raises:
        OptionError: It cannot be read, or there is no such command or option; says which.
    """
    if not path.is_file():
        raise OptionError(f"{path}: there is no such file of options; check the path.")
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise OptionError(f"{path}: cannot be read as TOML: {reason(error)}.") from error
    found: dict[str, dict[str, Any]] = {}
    for command, options in given.items():
        known = app.commands.get(command)
        if known is None or not isinstance(options, dict):
            raise OptionError(f"{path}: there is no command {command!r}; write [{'], ['.join(app.commands)}].")
        names = {param.name for param in known.params if param.param_type_name == "option"}
        for name in options:
            if name.replace("-", "_") not in names:
                near = get_close_matches(name.replace("-", "_"), names, 1)
                hint = f"near is {near[0].replace('_', '-')}" if near else f"see korea-nlp {command} --help"
                raise OptionError(f"{path}: {command} has no option {name!r}; {hint}.")
        found[command] = {name.replace("-", "_"): value for name, value in options.items()}
    return found
