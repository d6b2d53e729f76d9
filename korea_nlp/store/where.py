"""Which claims are asked for: typed conditions, never words of SQL."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from korea_nlp.errors import ArticleError, OptionError, StoreError
from korea_nlp.records import check_confidence, read_published
from korea_nlp.records.schema import ALLOWED

Values = str | tuple[str, ...] | list[str]
ACTORS = ("source", "about", "actor")  # the conditions that name them
KNOWN = {
    "stance": ALLOWED["Claim.stance"],
    "certainty": ALLOWED["Claim.certainty"],
    "event": ALLOWED["Event.kind"],
    "status": ALLOWED["Quantity.status"],
}
ENDINGS = r"(y|ies|ied|ying|ial|e|s|es|ed|ing|ation|ion)?"  # of the forms of a stance: "denied", "accusation"
DAY = 10  # characters of an ISO date


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions that a claim has to meet, all of them; of several values of one condition any.

    Attributes:
        source: Actors who claim it, by id, or by a name that stands for one of them alone.
        about: Actors that it is about.
        actor: Actors who claim it or that it is about.
        stance: assert, deny, accuse, ...; "denied" is read as deny.
        certainty: certain, probable, possible.
        event: Kinds of event that it tells of.
        status: What befell those that it counts: killed, injured, ...
        article: Ids of articles.
        publisher: Who carries the article.
        since: The first day on which the article may be published, as ``Article.published`` takes it.
        until: The last one; the whole of a month or year where it is no day.
        min_confidence: From 0 to 1: how sure we have to be of it; in graphs also of those that enclose it.

    Example:
        >>> Where(source="rok-nis", stance=["deny", "accuse"]).sql()
        ('list_has_any(claims.source_actors, ?) AND list_contains(?, claims.stance)', [['rok-nis'], ['deny', 'accuse']])
    """

    source: Values = ()
    about: Values = ()
    actor: Values = ()
    stance: Values = ()
    certainty: Values = ()
    event: Values = ()
    status: Values = ()
    article: Values = ()
    publisher: Values = ()
    since: str | date | None = None
    until: str | date | None = None
    min_confidence: float | None = None

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name in ("since", "until"):
                object.__setattr__(self, item.name, _day(value, item.name))  # frozen for all others
                continue
            if item.name == "min_confidence":
                try:
                    check_confidence(value)
                except OptionError as error:
                    raise StoreError(f"where {error}") from None
                continue
            if not isinstance(value, str) and not (
                isinstance(value, tuple | list) and all(isinstance(part, str) for part in value)
            ):
                raise StoreError(f"where {item.name}: {value!r:.60} will not do; see korea_nlp.Where for what does.")
            if item.name in KNOWN:
                object.__setattr__(self, item.name, tuple(_one_of(name, item.name) for name in self.values(item.name)))

    def values(self, name: str) -> list[str]:
        """Return the values of a condition."""
        values = getattr(self, name)
        return [values] if isinstance(values, str) else list(values)

    def meaning(self, ids: Mapping[str, tuple[str, ...]]) -> "Where":
        """Return the conditions with actors by their ids."""
        found: dict[str, Any] = {
            field: tuple(dict.fromkeys(id for name in self.values(field) for id in ids[name])) for field in ACTORS
        }
        return replace(self, **found)

    def conditions(self) -> Iterator[tuple[str, list[Any]]]:
        """Yield each condition as SQL that is ours and the values of the user that go with it."""
        for name, sql in SQL.items():
            if values := self.values(name):
                yield sql, [values] * sql.count("?")
        if self.since is not None:
            yield "articles.published >= ?", [self.since]
        if self.until is not None:
            yield "left(articles.published, ?) <= ?", [len(str(self.until)), self.until]
        if self.min_confidence is not None:
            yield "claims.confidence >= ?", [float(self.min_confidence)]

    def sql(self) -> tuple[str, list[Any]]:
        """Return the conditions as one, with its values."""
        found = list(self.conditions())
        return " AND ".join(sql for sql, _ in found) or "true", [value for _, values in found for value in values]


def _one_of(name: str, field: str) -> str:
    """Return the value that is meant: itself, or the verb of which it is a form.

    Raises:
        StoreError: There is none; names those that there are.
    """
    allowed = KNOWN[field]
    plain = name.strip().lower().replace(" ", "_")
    if plain in allowed:
        return plain
    if field == "stance":
        for known in allowed:
            if re.fullmatch(known.rstrip("ey") + ENDINGS, plain):
                return known
    raise StoreError(f"where {field}: there is no {name!r:.60}; use one of {', '.join(allowed)}.")


def _day(value: Any, field: str) -> str | None:
    """Return a day, month or year in ISO 8601.

    Raises:
        StoreError: It is none; an empty text too, which would ask for everything.
    """
    if value is None:
        return None
    with suppress(ArticleError):
        if day := read_published(value):
            return day[:DAY]
    raise StoreError(f"where {field}: {value!r:.60} is no date; write it as 2025, 2025-01 or 2025-01-24.")


SQL = {
    "source": "list_has_any(claims.source_actors, ?)",
    "about": "list_has_any(claims.about, ?)",
    "actor": "(list_has_any(claims.source_actors, ?) OR list_has_any(claims.about, ?))",
    "stance": "list_contains(?, claims.stance)",
    "certainty": "list_contains(?, claims.certainty)",
    "event": (
        "EXISTS (SELECT 1 FROM events e WHERE e.article = claims.article AND list_contains(claims.events, e.id)"
        " AND list_contains(?, e.kind))"
    ),
    "status": (
        "EXISTS (SELECT 1 FROM quantities q WHERE q.article = claims.article"
        " AND list_contains(claims.quantities, q.id) AND list_contains(?, q.status))"
    ),
    "article": "list_contains(?, claims.article)",
    "publisher": "list_contains(?, articles.publisher)",
}
