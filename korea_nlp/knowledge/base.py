"""The actor knowledge base: who there is, by which names, and who held which office when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

from korea_nlp.errors import KnowledgeError
from korea_nlp.knowledge.rows import (
    ActorRow,
    AliasRow,
    BodyRow,
    CityRow,
    CountryRow,
    GivenNameRow,
    HolderRow,
    OfficeRow,
    RoleRow,
    SectorRow,
    SectorWordRow,
)

FIRST_DAY, LAST_DAY = "-01-01", "-12-31"


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds an office on a date, as far as is known.

    Attributes:
        actor: The holder, or None where no row covers the date.
        row: The row that says so, for explanations: ``kor-president@2022-05-10``.
    """

    actor: ActorRow | None
    row: str


@dataclass(frozen=True)
class KnowledgeBase:
    """Actors, aliases, countries, offices and their holders; checked and frozen.

    Example:
        >>> from korea_nlp.knowledge import load_knowledge
        >>> knowledge = load_knowledge()
        >>> knowledge.actor("kim-jong-un").name
        'Kim Jong Un'
        >>> knowledge.holder("kor-president", "2019-06-30").actor.name
        'Moon Jae-in'
    """

    actors: Mapping[str, ActorRow]
    aliases: tuple[AliasRow, ...]
    countries: Mapping[str, CountryRow]
    offices: Mapping[str, OfficeRow]
    holders: Mapping[str, tuple[HolderRow, ...]]
    roles: tuple[RoleRow, ...]
    sectors: Mapping[str, SectorRow]
    sector_words: tuple[SectorWordRow, ...]
    bodies: Mapping[tuple[str, str], str]
    cities: tuple[CityRow, ...]
    given_names: Mapping[str, str]
    _by_alias: Mapping[str, tuple[AliasRow, ...]] = field(repr=False, default_factory=dict)
    _by_role: Mapping[tuple[str, str], OfficeRow] = field(repr=False, default_factory=dict)

    @property
    def surnames(self) -> frozenset[str]:
        """The surnames of Korean and Chinese people, which come first."""
        return frozenset(
            row.surname
            for row in self.actors.values()
            if row.surname and row.country in ("KOR", "PRK", "CHN") and row.name.startswith(row.surname)
        )

    def gender(self, name: str, key: str = "") -> str | None:
        """Return the gender of a person by the table, or else by the given name; None where neither tells."""
        row = self.actors.get(key)
        if row is not None:
            return row.gender
        return self.given_names.get(name.lower().partition(" ")[0])

    def actor(self, key: str) -> ActorRow:
        """Return the actor with an id.

        Raises:
            KnowledgeError: There is none.
        """
        try:
            return self.actors[key]
        except KeyError:
            raise KnowledgeError(f"there is no actor {key!r} in the knowledge base; see actors.csv.") from None

    def candidates(self, name: str) -> tuple[AliasRow, ...]:
        """Return the aliases that are written like this, whatever the case.

        Example:
            >>> from korea_nlp.knowledge import load_knowledge
            >>> [row.actor for row in load_knowledge().candidates("kcna")]
            ['kcna']
        """
        return self._by_alias.get(name.lower(), ())

    def office(self, country: str, role: str) -> OfficeRow | None:
        """Return a country's office for a role: ``("KOR", "president")``."""
        return self._by_role.get((country, role))

    def holder(self, office: str, date: str) -> Holding:
        """Return who held an office on a day; nobody where the rows do not reach that day.

        Args:
            office: The office's id.
            date: ISO date.
        """
        day = date[:10]
        found = [row for row in self.holders.get(office, ()) if _start(row.start) <= day <= _until(row)]
        if not found:
            return Holding(None, f"{office}@unknown")
        row = found[-1]  # on the day of a change, the new holder
        return Holding(self.actors[row.actor], f"{office}@{row.start}")

    def held(self, office: str, actor: str) -> HolderRow | None:
        """Return the last row that says that an actor held an office at any time."""
        rows = [row for row in self.holders.get(office, ()) if row.actor == actor]
        return rows[-1] if rows else None


def build(
    *,
    actors: Iterable[ActorRow],
    aliases: Iterable[AliasRow],
    countries: Iterable[CountryRow],
    offices: Iterable[OfficeRow],
    holders: Iterable[HolderRow],
    roles: Iterable[RoleRow],
    sectors: Iterable[SectorRow],
    sector_words: Iterable[SectorWordRow],
    bodies: Iterable[BodyRow],
    cities: Iterable[CityRow],
    given_names: Iterable[GivenNameRow],
) -> KnowledgeBase:
    """Return a knowledge base whose tables agree with each other.

    Raises:
        KnowledgeError: They do not; says table, line, what was found and what to do.
    """
    actors, aliases, offices, holders = tuple(actors), tuple(aliases), tuple(offices), tuple(holders)
    countries, roles, sectors = tuple(countries), tuple(roles), tuple(sectors)
    words, bodies, cities = tuple(sector_words), tuple(bodies), tuple(cities)
    codes = {row.code for row in countries}
    ids = {row.id for row in actors}
    _check_actors(actors, codes)
    _check(aliases, "aliases", "actor", ids, "actors")
    _check(countries, "countries", "actor", ids, "actors")
    _check(offices, "offices", "country", codes, "countries")
    _check(offices, "offices", "body", ids, "actors")
    _check(offices, "offices", "role", {row.role for row in roles}, "roles")
    _check(holders, "holders", "office", {row.id for row in offices}, "offices")
    _check(holders, "holders", "actor", ids, "actors")
    _check(roles, "roles", "country", codes, "countries")
    _check(words, "sector_words", "sector", {row.id for row in sectors}, "sectors")
    _check(bodies, "bodies", "country", codes, "countries")
    _check(bodies, "bodies", "sector", {row.id for row in sectors}, "sectors")
    _check(bodies, "bodies", "actor", ids, "actors")
    _check(cities, "cities", "country", codes, "countries")
    by_alias: dict[str, list[AliasRow]] = {}
    for alias in aliases:
        by_alias.setdefault(alias.alias.lower(), []).append(alias)
    return KnowledgeBase(
        actors=MappingProxyType({row.id: row for row in actors}),
        aliases=aliases,
        countries=MappingProxyType({row.code: row for row in countries}),
        offices=MappingProxyType({row.id: row for row in offices}),
        holders=MappingProxyType(_check_holders(offices, holders)),
        roles=roles,
        sectors=MappingProxyType({row.id: row for row in sectors}),
        sector_words=words,
        bodies=MappingProxyType({(row.country, row.sector): row.actor for row in bodies}),
        cities=cities,
        given_names=MappingProxyType({row.name.lower(): row.gender for row in given_names}),
        _by_alias=MappingProxyType({key: tuple(rows) for key, rows in by_alias.items()}),
        _by_role=MappingProxyType({(row.country or "", row.role): row for row in reversed(offices)}),
    )


def _check_actors(rows: tuple[ActorRow, ...], codes: set[str]) -> None:
    _check(rows, "actors", "country", codes, "countries")
    for line, row in enumerate(rows, start=2):
        where = f"actors, line {line}"
        if not (row.id.isascii() and row.id == row.id.lower()) or " " in row.id:
            raise KnowledgeError(f"{where}: id is {row.id!r}; write it in lower-case ASCII without spaces.")
        if row.kind == "person" and row.surname and row.surname not in row.name:
            raise KnowledgeError(f"{where}: surname {row.surname!r} does not stand in {row.name!r}; mend one of them.")
        if row.kind != "person" and (row.gender or row.surname):
            raise KnowledgeError(f"{where}: gender and surname are for persons; leave them empty for a {row.kind}.")


def _check(rows: Iterable[object], table: str, column: str, allowed: set[str], of: str) -> None:
    """Refuse a row that points to nothing."""
    for line, row in enumerate(rows, start=2):
        value = getattr(row, column)
        if value is not None and value not in allowed:
            raise KnowledgeError(f"{table}, line {line}: {column} {value!r} does not stand in {of}.csv; add it there.")


def _check_holders(offices: tuple[OfficeRow, ...], holders: tuple[HolderRow, ...]) -> dict[str, tuple[HolderRow, ...]]:
    """Return the holders of each office by date, refusing two at a time in an office for one."""
    single = {row.id for row in offices if row.single}
    lines: dict[str, list[tuple[int, HolderRow]]] = {}
    for line, row in enumerate(holders, start=2):
        if row.end is None and row.known is None:
            raise KnowledgeError(f"holders, line {line}: neither end nor known is given; say until when it is known.")
        if _start(row.start) > _until(row):
            raise KnowledgeError(f"holders, line {line}: starts {row.start} after its end {row.end}; mend the dates.")
        lines.setdefault(row.office, []).append((line, row))
    for office, found in lines.items():
        found.sort(key=lambda item: _start(item[1].start))
        if office not in single:
            continue
        for (line, row), (next_line, following) in pairwise(found):
            if row.end is None or _start(row.end) > _until_start(following.start):
                raise KnowledgeError(
                    f"holders, line {next_line}: {following.actor} takes {office} on {following.start}, before "
                    f"{row.actor} leaves it (line {line}); mend the dates or make the office not single."
                )
    return {office: tuple(row for _, row in found) for office, found in lines.items()}


def _start(date: str) -> str:
    """Return the first day of a date: ``1998`` → ``1998-01-01``."""
    return date + {4: FIRST_DAY, 7: "-01"}.get(len(date), "")


def _until_start(date: str) -> str:
    """Return the last day on which somebody who started at a date may have started."""
    return date + {4: LAST_DAY, 7: "-31"}.get(len(date), "")


def _until(row: HolderRow) -> str:
    """Return the last day that a row covers."""
    return _until_start(row.end or row.known or "")
