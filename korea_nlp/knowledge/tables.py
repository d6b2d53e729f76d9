"""The tables of the knowledge base as they are read: the package's own, and parts that users add."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from korea_nlp.errors import LexiconError
from korea_nlp.knowledge.rows import (
    ActorRow,
    AliasRow,
    BodyRow,
    CityRow,
    CountryRow,
    GivenNameRow,
    HolderRow,
    OfficeRow,
    ResolutionRow,
    RoleRow,
    SectorRow,
    SectorWordRow,
)
from korea_nlp.lexicon import Lexicon, read_rows

OURS: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "actors": (ActorRow, ("id",)),
    "aliases": (AliasRow, ("alias", "actor")),
    "countries": (CountryRow, ("code",)),
    "offices": (OfficeRow, ("id",)),
    "holders": (HolderRow, ("office", "actor", "start")),
    "roles": (RoleRow, ("phrase",)),
    "sectors": (SectorRow, ("id",)),
    "sector_words": (SectorWordRow, ("phrase",)),
    "bodies": (BodyRow, ("country", "sector")),
    "cities": (CityRow, ("name", "country")),
    "given_names": (GivenNameRow, ("name",)),
}
TABLES = OURS | {"resolutions": (ResolutionRow, ("words",))}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a user's tables that they should know.

    Attributes:
        place: ``mine.csv, line 7``.
        said: What was found and what to do.
        fatal: The tables contradict each other; else it is only worth a look.
    """

    place: str
    said: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.place}: {self.said}"


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table out of one file.

    Attributes:
        table: The table's name, such as ``aliases``.
        file: What errors call the file.
        rows: The rows.
        lines: The line of each row in the file.
    """

    table: str
    file: str
    rows: Sequence[Any]
    lines: Sequence[int]

    def placed(self) -> Iterator[tuple[str, Any]]:
        """Yield each row with its place, for a few rows; for many, look the place up when it is needed."""
        return ((self.place(at), row) for at, row in enumerate(self.rows))

    def place(self, at: int) -> str:
        """Return where the row at an index stands."""
        return f"{self.file}, line {self.lines[at]}"


def read_part(table: str, lexicon: Lexicon, *, partial: bool = False) -> tuple[Part, list[Problem]]:
    """Return the rows of a CSV table that can be read, and what is wrong with the others."""
    row_type, key = TABLES[table]
    rows, lines, errors = read_rows(lexicon.name, lexicon.text, row_type, key=key, partial=partial)
    return Part(table, lexicon.name, rows, lines), [as_problem(error) for error in errors]


def as_problem(error: LexiconError) -> Problem:
    """Return an error of a table as a problem."""
    place, _, said = str(error).partition(": ")
    return Problem(place, said)
