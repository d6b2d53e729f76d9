"""Whether the tables of a knowledge base agree with each other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Any

from korea_nlp.knowledge.dates import first_day, last_day, last_day_of
from korea_nlp.knowledge.rows import HolderRow
from korea_nlp.knowledge.tables import Part, Problem

# table, column → the table and column where its value must stand
POINTERS = (
    ("actors", "country", "countries", "code"),
    ("aliases", "actor", "actors", "id"),
    ("countries", "actor", "actors", "id"),
    ("offices", "country", "countries", "code"),
    ("offices", "body", "actors", "id"),
    ("offices", "role", "roles", "role"),
    ("holders", "office", "offices", "id"),
    ("holders", "actor", "actors", "id"),
    ("roles", "country", "countries", "code"),
    ("sector_words", "sector", "sectors", "id"),
    ("bodies", "country", "countries", "code"),
    ("bodies", "sector", "sectors", "id"),
    ("bodies", "actor", "actors", "id"),
    ("cities", "country", "countries", "code"),
    ("resolutions", "actor", "actors", "id"),
)
NAMED = {"actors": ("id", "name", "kind"), "aliases": ("alias",), "resolutions": ("words",)}  # never empty
DATES = ("start", "end", "known")

Merged = Mapping[str, Sequence[Part]]


def find_problems(tables: Merged) -> Iterator[Problem]:
    """Yield every contradiction of the merged tables, by file and line."""
    yield from _empty(tables)
    yield from _unknown(tables)
    for part in tables.get("actors", ()):
        yield from _actors(part)
    yield from _holders(tables)


def _empty(tables: Merged) -> Iterator[Problem]:
    for table, columns in NAMED.items():
        for part in tables.get(table, ()):
            for column in columns:
                if "" in (values := [*map(attrgetter(column), part.rows)]):
                    yield Problem(part.place(values.index("")), f"{column} is empty; fill it in.")


def _unknown(tables: Merged) -> Iterator[Problem]:
    """Yield the cells that point to nothing."""
    allowed: dict[tuple[str, str], set[Any]] = {}
    for table, column, of, key in POINTERS:
        if (of, key) not in allowed:
            allowed[of, key] = {value for part in tables.get(of, ()) for value in map(attrgetter(key), part.rows)}
        known = allowed[of, key] | {None}
        for part in tables.get(table, ()):
            values = [*map(attrgetter(column), part.rows)]
            if known.issuperset(values):
                continue
            for at, value in enumerate(values):
                if value not in known:
                    said = f"{column} {value!r} does not stand in {of}.csv; add it there."
                    yield Problem(part.place(at), said)


def _actors(part: Part) -> Iterator[Problem]:
    for at, row in enumerate(part.rows):
        if not (row.id.isascii() and row.id == row.id.lower()) or " " in row.id:
            yield Problem(part.place(at), f"id is {row.id!r}; write it in lower-case ASCII without spaces.")
        if row.kind != "person":
            if row.gender or row.surname:
                said = f"gender and surname are for persons; leave them empty for a {row.kind}."
                yield Problem(part.place(at), said)
        elif row.surname and row.surname not in row.name:
            said = f"surname {row.surname!r} does not stand in {row.name!r}; mend one of them."
            yield Problem(part.place(at), said)


def _holders(tables: Merged) -> Iterator[Problem]:
    """Yield bad dates, and two at a time in an office for one."""
    single = {row.id for part in tables.get("offices", ()) for row in part.rows if row.single}
    by_office: dict[str, list[tuple[HolderRow, str, str]]] = {}
    for part in tables.get("holders", ()):
        for at, row in enumerate(part.rows):
            problem = _dates(row)
            if problem is not None:
                yield Problem(part.place(at), problem)
            else:
                by_office.setdefault(row.office, []).append((row, part.place(at), part.file))
    for office in single & by_office.keys():
        found = sorted(by_office[office], key=lambda item: first_day(item[0].start))
        yield from _overlaps(office, found)


def _dates(row: HolderRow) -> str | None:
    """Return what is wrong with the dates of a row."""
    for column in DATES:
        value = getattr(row, column)
        if value is not None and not _is_date(value):
            return f"{column} is {value!r}; write a day, month or year: 2025-06-04, 2025-06, 2025."
    if row.end is None and row.known is None:
        return "neither end nor known is given; say until when it is known."
    if first_day(row.start) > last_day_of(row):
        return f"starts {row.start} after its end {row.end or row.known}; mend the dates."
    return None


def _is_date(value: str) -> bool:
    parts = value.split("-")
    return [len(part) for part in parts] == [4, 2, 2][: len(parts)] and all(part.isdigit() for part in parts)


def _overlaps(office: str, found: Iterable[tuple[HolderRow, str, str]]) -> Iterator[Problem]:
    for (row, place, file), (following, next_place, next_file) in pairwise(found):
        if row.end is None or first_day(row.end) > last_day(following.start):
            before = place.rpartition(", ")[2] if file == next_file else place
            yield Problem(
                next_place,
                f"{following.actor} takes {office} on {following.start}, before {row.actor} leaves it ({before}); "
                "mend the dates or make the office not single.",
            )
