"""The names in records that no table knows, each with a row for a user's own table of actors."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from korea_nlp.knowledge.base import KnowledgeBase
from korea_nlp.knowledge.namesakes import LOCAL, Namesakes, commonest, folded, is_full, mostly
from korea_nlp.knowledge.rows import ActorRow
from korea_nlp.records import Failure, Record, is_hidden
from korea_nlp.records.vocabulary import ActorKind

JUNIOR = frozenset({"jr", "sr", "ii", "iii"})


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that no table knows.

    Attributes:
        row: Ready for a user's ``actors.csv``; country and gender stand there where the articles tell them.
        roles: What the articles call its bearers, the commonest first.
    """

    row: ActorRow
    articles: int
    mentions: int
    roles: tuple[str, ...]


@dataclass(slots=True)
class _Told:
    """What the articles tell of one name."""

    names: list[str] = field(default_factory=list)
    countries: list[str | None] = field(default_factory=list)
    roles: Counter[str] = field(default_factory=Counter)
    mentions: int = 0


def find_unknown(records: Iterable[Record | Failure], knowledge: KnowledgeBase) -> list[Unknown]:
    """Return the full names that no table knows, those of most articles first.

    Example:
        >>> from korea_nlp.knowledge import load_knowledge
        >>> from korea_nlp.records import Actor
        >>> jean = Actor("a1#jean-halloran", "Jean Halloran", "person", "USA", None, "analyst", None, ())
        >>> [found] = find_unknown([Record("a1", "", actors=(jean,))], load_knowledge())
        >>> found.row.id, found.row.surname, found.roles
        ('jean-halloran', 'Halloran', ('analyst',))
    """
    told: dict[tuple[str, str], _Told] = {}
    for record in records:
        for actor in () if isinstance(record, Failure) else record.actors:
            if LOCAL not in actor.id or is_hidden(actor.name) or not is_full(actor.name, actor.kind):
                continue
            if knowledge.candidates(actor.name):
                continue
            known = told.setdefault((folded(actor.name), actor.kind), _Told())
            known.names.append(actor.name)
            known.countries.append(actor.country)
            known.roles.update([actor.role] if actor.role else [])
            known.mentions += len(actor.mentions)
    ordered = sorted(told.items(), key=lambda item: (-len(item[1].names), -item[1].mentions, item[0]))
    taken = set(knowledge.actors)
    surnames = Namesakes(knowledge).surnames
    return [_unknown(key, kind, known, knowledge, surnames, taken) for (key, kind), known in ordered]


def _unknown(
    key: str, kind: str, told: _Told, knowledge: KnowledgeBase, surnames: frozenset[str], taken: set[str]
) -> Unknown:
    name = commonest(told.names) or key
    person, country = kind == "person", mostly(told.countries)
    row = ActorRow(
        id=_free(key, taken),
        name=name,
        kind=cast(ActorKind, kind),
        country=country if country in knowledge.countries else None,
        gender=cast(None, knowledge.gender(name)) if person else None,
        surname=_surname(name, surnames) if person else None,
        wikidata=None,
        source=f"named in {len(told.names)} articles" if told.names[1:] else "named in 1 article",
    )
    roles = sorted(told.roles, key=lambda role: (-told.roles[role], role))
    return Unknown(row, len(told.names), told.mentions, tuple(roles))


def _free(key: str, taken: set[str]) -> str:
    """Return an id of ASCII letters that nobody has, and take it."""
    letters = "".join(c if c.isascii() else f"u{ord(c):x}" for c in key)
    wanted = re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "x"
    id, number = wanted, 2
    while id in taken:
        id, number = f"{wanted}-{number}", number + 1
    taken.add(id)
    return id


def _surname(name: str, surnames: frozenset[str]) -> str:
    """Return the surname in a full name: the first word of "Kim Sang-duk", the last of "John Smith Jr."."""
    words = [word for word in name.split() if word.strip(".,").lower() not in JUNIOR]
    first = words[0].lower() in surnames and words[-1].lower() not in surnames
    return (words[0] if first else words[-1]).strip(",")
