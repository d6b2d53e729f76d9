"""The actor knowledge base: who there is, by which names, and who held which office when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import Any

from korea_nlp.errors import KnowledgeError
from korea_nlp.knowledge.dates import first_day, holds
from korea_nlp.knowledge.rows import (
    ActorRow,
    AliasRow,
    CityRow,
    CountryRow,
    HolderRow,
    OfficeRow,
    RoleRow,
    SectorRow,
    SectorWordRow,
)
from korea_nlp.knowledge.tables import TABLES, Part


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

    Attributes:
        resolutions: Exact words that a user wants to stand for one actor, whatever the rules say.
        own: What users added, by file and table.
        digest: Of what users added: ``+1a2b3c4d``; empty where they added nothing.

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
    resolutions: Mapping[str, str] = field(default_factory=dict)
    own: tuple[Part, ...] = field(repr=False, default=())
    digest: str = ""
    _by_alias: Mapping[str, Sequence[AliasRow]] = field(repr=False, default_factory=dict)
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
        return tuple(self._by_alias.get(name.lower(), ()))

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
        found = [row for row in self.holders.get(office, ()) if holds(row, day)]
        if not found:
            return Holding(None, f"{office}@unknown")
        row = found[-1]  # on the day of a change, the new holder
        return Holding(self.actors[row.actor], f"{office}@{row.start}")

    def place(self, table: str, row: object) -> str:
        """Return where a row stands: a user's file and line, or the package's table.

        Example:
            >>> from korea_nlp.knowledge import load_knowledge
            >>> knowledge = load_knowledge()
            >>> knowledge.place("actors", knowledge.actor("kcna"))
            'actors.csv'
        """
        for part in self.own:
            if part.table == table and row in part.rows:
                return part.place(part.rows.index(row))
        return f"{table}.csv"

    def role_words(self) -> dict[str, frozenset[str]]:
        """Return the words of the roles that each actor ever held: "defense" and "minister"."""
        found: dict[str, set[str]] = {}
        for office in self.offices.values():
            for holder in self.holders.get(office.id, ()):
                found.setdefault(holder.actor, set()).update(office.role.split("-"))
        return {actor: frozenset(words) for actor, words in found.items()}

    def held(self, office: str, actor: str) -> HolderRow | None:
        """Return the last row that says that an actor held an office at any time."""
        rows = [row for row in self.holders.get(office, ()) if row.actor == actor]
        return rows[-1] if rows else None


def build(parts: Mapping[str, Sequence[Part]], own: Sequence[Part] = (), digest: str = "") -> KnowledgeBase:
    """Return the knowledge base of tables that agree with each other.

    Args:
        parts: The parts of each table; the first that says something counts.
        own: Those of them that are a user's, for explanations.
        digest: Of these.
    """
    tables: dict[str, tuple[Any, ...]] = {
        table: tuple(chain.from_iterable(part.rows for part in parts.get(table, ()))) for table in TABLES
    }
    by_alias: dict[str, list[AliasRow]] = {}
    for alias in tables["aliases"]:
        by_alias.setdefault(alias.alias.lower(), []).append(alias)
    holders: dict[str, list[HolderRow]] = {}
    for row in sorted(tables["holders"], key=lambda row: first_day(row.start)):
        holders.setdefault(row.office, []).append(row)
    return KnowledgeBase(
        actors=MappingProxyType({row.id: row for row in tables["actors"]}),
        aliases=tables["aliases"],
        countries=MappingProxyType({row.code: row for row in tables["countries"]}),
        offices=MappingProxyType({row.id: row for row in tables["offices"]}),
        holders=MappingProxyType({office: tuple(rows) for office, rows in holders.items()}),
        roles=tables["roles"],
        sectors=MappingProxyType({row.id: row for row in tables["sectors"]}),
        sector_words=tables["sector_words"],
        bodies=MappingProxyType({(row.country, row.sector): row.actor for row in tables["bodies"]}),
        cities=tables["cities"],
        given_names=MappingProxyType({row.name.lower(): row.gender for row in tables["given_names"]}),
        resolutions=MappingProxyType({row.words: row.actor for row in tables["resolutions"]}),
        own=tuple(own),
        digest=digest,
        _by_alias=MappingProxyType(by_alias),
        _by_role=MappingProxyType({(row.country or "", row.role): row for row in reversed(tables["offices"])}),
    )
