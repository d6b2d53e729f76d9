"""Tables of lexical knowledge: read from `data/` or a user's file, checked on load.

A table is a CSV file in UTF-8 with a header. Each row type is a frozen dataclass whose fields are the header's names,
in order; the types of the fields say how a cell is read. Unknown columns, bad cells and doubled keys are refused by
file and line.
"""

import csv
import gc
import io
import types
import typing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, fields
from functools import partial as partial_function
from importlib import resources
from importlib.resources.abc import Traversable
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

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
        rows, _, problems = read_rows(self.name, self.text, row_type, key=key)
        if problems:
            raise problems[0]
        return tuple(rows)


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


@contextmanager
def no_collection() -> Iterator[None]:
    """Pause the search for garbage, which takes long where all tables are read, of which nothing goes again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _read(file: Traversable) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise LexiconError(f"{file}: there is no such table; give the path of a CSV file.") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{file}: not UTF-8 at byte {error.start}; save the table as UTF-8.") from error


def read_rows(
    name: str, text: str, row_type: type[Row], *, key: tuple[str, ...] = (), partial: bool = False
) -> tuple[list[Row], list[int], list[LexiconError]]:
    r"""Return the rows of a CSV text, the line of each, and everything that is wrong with the others.

    Args:
        name: What errors call the table.
        text: The CSV text with its header line.
        row_type: A frozen dataclass; cells are read by its field types.
        key: Fields that together may not stand twice; the first field when not given.
        partial: Columns may stand in any order, and those that may be empty may be left out.

    Example:
        >>> @dataclass(frozen=True)
        ... class Word:
        ...     word: str
        ...     weight: float
        >>> read_rows("words", "word,weight\nmissile,2\nrocket,heavy\n", Word)[2]
        [LexiconError("words, line 3: weight is 'heavy'; write a value of type float.")]
    """
    maker = RowMaker(row_type)
    reader = csv.reader(io.StringIO(text), strict=True)
    rows: list[Row] = []
    lines: list[int] = []
    problems: list[LexiconError] = []
    seen: dict[Any, int] = {}
    identity = attrgetter(*(key or maker.columns[:1]))
    try:
        header = next(reader, [])
        order = maker.order(name, header, partial=partial)
        for cells in reader:
            if len(cells) != len(header):
                where = f"{name}, line {reader.line_num}"
                problems.append(
                    LexiconError(f"{where}: {len(cells)} cells where the header has {len(header)}; mend the row.")
                )
                continue
            try:
                row = maker.make(cells if order is None else [cells[i] if i >= 0 else "" for i in order])
            except ValueError as error:
                problems.append(LexiconError(f"{name}, line {reader.line_num}: {error}"))
                continue
            found = identity(row)
            if found in seen:
                where = f"{name}, line {reader.line_num}"
                said = f"{where}: {found!r} already stands on line {seen[found]}; remove one of the two."
                problems.append(LexiconError(said))
                continue
            seen[found] = reader.line_num
            rows.append(row)
            lines.append(reader.line_num)
    except csv.Error as error:
        problems.append(LexiconError(f"{name}, line {reader.line_num}: {error}; mend the quoting."))
    except LexiconError as error:
        problems.append(error)
    return rows, lines, problems


class RowMaker(Generic[Row]):
    """Makes rows of one type from cells; how a cell of each column is read is settled once.

    Attributes:
        columns: The names of the columns, in order.
    """

    def __init__(self, row_type: type[Row]) -> None:
        hints = typing.get_type_hints(row_type)
        parts = fields(row_type)  # type: ignore[arg-type]
        self.columns = tuple(part.name for part in parts)
        self._row_type: Any = row_type
        readers = (_reader(hints[part.name], part.default) for part in parts)
        self._readers = tuple((at, read) for at, read in enumerate(readers) if read is not None)

    def make(self, cells: Sequence[str]) -> Row:
        """Return the row of some cells, one a column.

        Raises:
            ValueError: A cell cannot be read; says which column.
        """
        values: list[Any] = [*cells]
        for at, read in self._readers:
            try:
                values[at] = read(values[at])
            except ValueError as error:
                raise ValueError(f"{self.columns[at]} is {cells[at]!r}; {error}") from None
        row: Row = self._row_type(*values)
        return row

    def order(self, name: str, header: list[str], *, partial: bool) -> list[int] | None:
        """Return where in a line each column stands, -1 for one that is left out; None where all stand in order."""
        if tuple(header) == self.columns:
            return None
        if not header:
            raise LexiconError(f"{name}: is empty; its first line names the columns, {','.join(self.columns)}.")
        if partial and (unknown := [column for column in header if column not in self.columns]):
            raise LexiconError(
                f"{name}, line 1: there is no column {unknown[0]!r} in this table; use {','.join(self.columns)}."
            )
        if not partial or len(set(header)) != len(header):
            raise LexiconError(f"{name}, line 1: the header is {','.join(header)!r}; write {','.join(self.columns)!r}.")
        return [header.index(column) if column in header else -1 for column in self.columns]


def _reader(kind: Any, default: Any) -> Callable[[str], Any] | None:
    """Return the function that reads a cell by the type of its field; None where the cell stays as it is."""
    if default is not MISSING:
        read_filled = _reader(kind, MISSING)
        return lambda cell: default if cell == "" else cell if read_filled is None else read_filled(cell)
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        inner = _reader(next(part for part in typing.get_args(kind) if part is not type(None)), MISSING)
        return (lambda cell: cell or None) if inner is None else (lambda cell: inner(cell) if cell else None)
    if kind is str:
        return None
    if origin is Literal:
        return partial_function(_read_literal, typing.get_args(kind))
    if origin is tuple:
        return lambda cell: tuple(cell.split(LIST_MARK)) if cell else ()
    return _read_bool if kind is bool else partial_function(_read_number, kind)


def _read_literal(allowed: tuple[str, ...], cell: str) -> str:
    if cell not in allowed:
        raise ValueError(f"use one of {', '.join(map(repr, allowed))}.")
    return cell


def _read_bool(cell: str) -> bool:
    if cell not in ("true", "false", ""):
        raise ValueError("write true, false or nothing.")
    return cell == "true"


def _read_number(kind: type, cell: str) -> Any:
    try:
        return kind(cell)
    except ValueError:
        raise ValueError(f"write a value of type {kind.__name__}.") from None
