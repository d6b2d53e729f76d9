"""Tables of lexical knowledge: read from `data/` or a user's file, checked on load.

A table is a CSV file in UTF-8 with a header. Each row type is a frozen dataclass whose fields are the header's names,
in order; the types of the fields say how a cell is read. Unknown columns, bad cells and doubled keys are refused by
file and line.
"""

import csv
import io
import types
import typing
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, TypeVar

from korea_nlp.errors import LexiconError

Row = TypeVar("Row")
LIST_MARK = "|"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A table as text: what a pipeline saves and loads with itself.

    Attributes:
        name: The table's name, such as ``units``; errors name it.
        text: The CSV text with its header line.
    """

    name: str
    text: str

    def rows(self, row_type: type[Row], *, key: tuple[str, ...] = ()) -> tuple[Row, ...]:
        r"""Return the checked rows.

        Args:
            row_type: A frozen dataclass; cells are read by its field types (``str``, ``int``, ``float``, ``bool``,
                ``Literal``, ``X | None``, ``tuple[str, ...]`` with ``|`` between the parts).
            key: Fields that together may not stand twice; the first field when not given.

        Raises:
            LexiconError: The table is malformed; says file, line and what to do.

        Example:
            >>> @dataclass(frozen=True)
            ... class Word:
            ...     word: str
            ...     weight: float
            >>> Lexicon("words", "word,weight\nmissile,2\n").rows(Word)
            (Word(word='missile', weight=2.0),)
        """
        return _parse(self.name, self.text, row_type, key)


def load_lexicon(name: str, path: str | None = None) -> Lexicon:
    """Load the table ``data/<name>.csv``, or the user's file at ``path``, for a pipeline's config.

    Example:
        >>> load_lexicon("units").name
        'units'
    """
    if path is not None:
        return Lexicon(str(path), _read(Path(path)))
    return Lexicon(name, _read(data_file(f"{name}.csv")))


def data_file(name: str) -> Traversable:
    """Return a file of the package's `data/` folder."""
    return resources.files("korea_nlp") / "data" / name


def _read(file: Traversable) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise LexiconError(f"{file}: there is no such table; give the path of a CSV file.") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{file}: not UTF-8 at byte {error.start}; save the table as UTF-8.") from error


def _parse(name: str, text: str, row_type: type[Row], key: Iterable[str]) -> tuple[Row, ...]:
    wanted = [field.name for field in fields(row_type)]  # type: ignore[arg-type]
    hints = typing.get_type_hints(row_type)
    reader = csv.reader(io.StringIO(text), strict=True)
    header = next(reader, [])
    if header != wanted:
        raise LexiconError(f"{name}, line 1: the header is {','.join(header)!r}; write {','.join(wanted)!r}.")
    defaults = {f.name: f.default for f in fields(row_type) if f.default is not MISSING}  # type: ignore[arg-type]
    keys = tuple(key) or (wanted[0],)
    seen: dict[tuple[Any, ...], int] = {}
    rows = []
    try:
        for cells in reader:
            where = f"{name}, line {reader.line_num}"
            if len(cells) != len(wanted):
                raise LexiconError(f"{where}: {len(cells)} cells where the header has {len(wanted)}; mend the row.")
            values = {
                column: defaults[column]
                if cell == "" and column in defaults
                else _cell(where, column, cell, hints[column])
                for column, cell in zip(wanted, cells, strict=True)
            }
            row = row_type(**values)
            identity = tuple(values[column] for column in keys)
            if identity in seen:
                raise LexiconError(
                    f"{where}: {identity!r} already stands on line {seen[identity]}; remove one of the two."
                )
            seen[identity] = reader.line_num
            rows.append(row)
    except csv.Error as error:
        raise LexiconError(f"{name}, line {reader.line_num}: {error}; mend the quoting.") from error
    return tuple(rows)


def _cell(where: str, column: str, cell: str, kind: Any) -> Any:
    """Read one cell by the type of its field."""
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        if cell == "":
            return None
        kind = next(part for part in typing.get_args(kind) if part is not type(None))
        origin = typing.get_origin(kind)
    if origin is Literal:
        allowed = typing.get_args(kind)
        if cell not in allowed:
            raise LexiconError(f"{where}: {column} is {cell!r}; use one of {', '.join(map(repr, allowed))}.")
        return cell
    if origin is tuple:
        return tuple(cell.split(LIST_MARK)) if cell else ()
    if kind is bool:
        if cell not in ("true", "false", ""):
            raise LexiconError(f"{where}: {column} is {cell!r}; write true, false or nothing.")
        return cell == "true"
    try:
        return kind(cell)
    except ValueError as error:
        raise LexiconError(f"{where}: {column} is {cell!r}; write a value of type {kind.__name__}.") from error
