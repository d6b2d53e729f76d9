"""Which claims are asked for: typed conditions, never words of SQL."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from korea_nlp.errors import StoreError
from korea_nlp.records.schema import ALLOWED

Values = str | tuple[str, ...] | list[str]
DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
KNOWN = {
    "stance": ALLOWED["Claim.stance"],
    "certainty": ALLOWED["Claim.certainty"],
    "event": ALLOWED["Event.kind"],
    "status": ALLOWED["Quantity.status"],
}


@dataclass(frozen=True, slots=True)
class Where:
    """Conditions that a claim has to meet, all of them; of several values of one condition any.

    Attributes:
        source: Actors who claim it, by id.
        about: Actors that it is about.
        actor: Actors who claim it or that it is about.
        stance: assert, deny, accuse, ...
        certainty: certain, probable, possible.
        event: Kinds of event that it tells of.
        status: What befell those that it counts: killed, injured, ...
        article: Ids of articles.
        publisher: Who carries the article.
        since: The first day on which the article may be published, ISO.
        until: The last one; the whole of a month or year where it is no day.
        confidence: The least.

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
    confidence: float | None = None

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            if item.name in ("since", "until"):
                good = value is None or isinstance(value, str | date)
            elif item.name == "confidence":
                good = value is None or (
                    isinstance(value, int | float) and not isinstance(value, bool) and value == value
                )
            else:
                good = isinstance(value, str) or (
                    isinstance(value, tuple | list) and all(isinstance(part, str) for part in value)
                )
            if not good:
                raise StoreError(f"where {item.name}: {value!r:.60} will not do; see korea_nlp.Where for what does.")
        for name, known in KNOWN.items():
            if unknown := [value for value in self.values(name) if value not in known]:
                raise StoreError(f"where {name}: {unknown[0]!r:.60} is none of {', '.join(known)}.")
        for name in ("since", "until"):
            if (value := getattr(self, name)) is not None and not _is_day(value):
                raise StoreError(f"where {name}: {value!r:.60} is no date; write 2025, 2025-01 or 2025-01-24.")

    def values(self, name: str) -> list[str]:
        """Return the values of a condition."""
        values = getattr(self, name)
        return [values] if isinstance(values, str) else list(values)

    def conditions(self) -> Iterator[tuple[str, list[Any]]]:
        """Yield each condition as SQL that is ours and the values of the user that go with it."""
        for name, sql in SQL.items():
            if values := self.values(name):
                yield sql, [values] * sql.count("?")
        if self.since is not None:
            yield "articles.published >= ?", [_day(self.since)]
        if self.until is not None:
            until = _day(self.until)
            yield "left(articles.published, ?) <= ?", [len(until), until]
        if self.confidence is not None:
            yield "claims.confidence >= ?", [float(self.confidence)]

    def sql(self) -> tuple[str, list[Any]]:
        """Return the conditions as one, with its values."""
        found = list(self.conditions())
        return " AND ".join(sql for sql, _ in found) or "true", [value for _, values in found for value in values]


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


def _is_day(value: str | date) -> bool:
    """Tell whether a value is a year, a month or a day that exists."""
    found = DAY.fullmatch(_day(value))
    try:
        return found is not None and bool(date(int(found[1]), int(found[2] or 1), int(found[3] or 1)))
    except ValueError:
        return False


def _day(value: str | date) -> str:
    return value if isinstance(value, str) else value.isoformat()[:10]
