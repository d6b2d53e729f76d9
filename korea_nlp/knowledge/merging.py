"""Users' tables over ours: theirs come first and take the place of what they contradict."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain
from operator import attrgetter
from typing import Any

from korea_nlp.knowledge.dates import first_day
from korea_nlp.knowledge.rows import AliasRow
from korea_nlp.knowledge.tables import TABLES, Part, Problem

Tables = Mapping[str, Part]


def merge(ours: Tables, own: Iterable[Part]) -> tuple[dict[str, list[Part]], list[Problem]]:
    """Return the parts of each table, the users' first, and what is worth telling.

    A user's row with the key of one of ours takes its place. A user's alias takes its words from whomever ours gave
    them to. A user's holder of an office for one ends the time of ours who is in office. Two rows of users with one key
    that differ are a problem.
    """
    merged: dict[str, list[Part]] = {table: [] for table in TABLES}
    problems: list[Problem] = []
    for part in own:
        merged[part.table].append(part)
    if merged["actors"]:
        merged["aliases"] += _names(merged["actors"], merged["aliases"])
    for table in TABLES:
        problems += _doubled(merged[table], table)
        if table not in ours:
            continue
        part, notes = _make_way(ours[table], merged[table], table) if merged[table] else (ours[table], [])
        problems += notes
        merged[table].append(part)
    _close(merged)
    return merged, problems


def _names(actors: Iterable[Part], aliases: Iterable[Part]) -> list[Part]:
    """Return the users' actors' own names as aliases, where they did not give them."""
    said = {(row.alias, row.actor) for part in aliases for row in part.rows}
    parts = []
    for part in actors:
        found = [at for at, row in enumerate(part.rows) if row.name and (row.name, row.id) not in said]
        rows = [AliasRow(row.name, row.id, "name", row.source) for row in map(part.rows.__getitem__, found)]
        parts.append(Part("aliases", part.file, rows, [part.lines[at] for at in found]))
    return parts


def _doubled(parts: list[Part], table: str) -> list[Problem]:
    """Take rows that stand twice out of later parts, and return those that differ."""
    if len(parts) < 2:
        return []
    key = attrgetter(*TABLES[table][1])
    seen: dict[Any, tuple[Any, Part, int]] = {}
    problems: list[Problem] = []
    for index, part in enumerate(parts):
        kept: list[int] = []
        for at, row in enumerate(part.rows):
            first = seen.setdefault(key(row), (row, part, at))
            if first[0] is row:
                kept.append(at)
            elif first[0] != row:
                where = first[1].place(first[2])
                problems.append(Problem(part.place(at), f"{key(row)!r} says otherwise on {where}; remove one of them."))
        if len(kept) < len(part.rows):
            parts[index] = _only(part, kept)
    return problems


def _make_way(ours: Part, own: Iterable[Part], table: str) -> tuple[Part, list[Problem]]:
    """Take out of ours what users say otherwise, and return notes on it."""
    key = attrgetter(*TABLES[table][1])
    if table == "aliases":
        return _make_way_for_aliases(ours, own)
    theirs = {key(row): (row, part, at) for part in own for at, row in enumerate(part.rows)}
    kept: list[int] = []
    notes: list[Problem] = []
    for at, row in enumerate(ours.rows):
        if (found := theirs.get(key(row))) is None:
            kept.append(at)
        elif differing := _difference(row, found[0]):
            said = f"takes the place of the package's {key(row)!r}: {differing}."
            notes.append(Problem(found[1].place(found[2]), said, fatal=False))
    return _only(ours, kept), notes


def _make_way_for_aliases(ours: Part, own: Iterable[Part]) -> tuple[Part, list[Problem]]:
    theirs: dict[str, tuple[AliasRow, Part, int]] = {}
    for part in own:
        for at, row in enumerate(part.rows):
            theirs.setdefault(row.alias.lower(), (row, part, at))
    kept: list[int] = []
    notes: list[Problem] = []
    for at, row in enumerate(ours.rows):
        if (found := theirs.get(row.alias.lower())) is None:
            kept.append(at)
        elif found[0].actor != row.actor:
            said = f"{row.alias!r} is {found[0].actor} here and no longer the package's {row.actor}."
            notes.append(Problem(found[1].place(found[2]), said, fatal=False))
    return _only(ours, kept), notes


def _close(merged: dict[str, list[Part]]) -> None:
    """End the time of our holders who are in office where a user names a later one."""
    *own, ours = merged["holders"] or [Part("holders", "holders", [], [])]
    single = {row.id for part in merged["offices"] for row in part.rows if row.single}
    later: dict[str, list[str]] = {}
    for row in chain.from_iterable(part.rows for part in own):
        if row.office in single:
            later.setdefault(row.office, []).append(row.start)
    if not later:
        return
    rows = []
    for row in ours.rows:
        starts = [start for start in later.get(row.office, ()) if first_day(start) > first_day(row.start)]
        if row.end is None and row.known is not None and starts:
            row = replace(row, end=min(row.known, min(starts)))
        rows.append(row)
    merged["holders"] = [*own, replace(ours, rows=rows)]


def _difference(ours: Any, theirs: Any) -> str:
    """Return how two rows differ, but for their source: ``end '' → '2026-01-01'``."""
    names = (name for name in ours.__slots__ if name != "source" and getattr(ours, name) != getattr(theirs, name))
    return ", ".join(f"{name} {getattr(ours, name) or ''!r} → {getattr(theirs, name) or ''!r}" for name in names)


def _only(part: Part, kept: list[int]) -> Part:
    return replace(part, rows=[part.rows[at] for at in kept], lines=[part.lines[at] for at in kept])
