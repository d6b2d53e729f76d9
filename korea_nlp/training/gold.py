"""Articles that people marked, from files of JSON lines: records, or articles as the project's own gold holds them.

A field that a line lacks (``claims``, ``events``, ``quantities``, ``actors``) is not marked there, and nothing is
learnt of it; an empty list says that there is none.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from korea_nlp.errors import ArticleError, RecordError
from korea_nlp.errors import reason as why
from korea_nlp.reader.heads import certainty, mode, role, stance, status
from korea_nlp.records import Article

ROLES = role.LABELS[1:]  # of an event
Span = tuple[int, int]  # of characters


@dataclass(frozen=True, slots=True)
class GoldActor:
    """Somebody by name, country and kind; empty where that is not known."""

    name: str
    country: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class GoldMention:
    """Words that stand for an actor."""

    span: Span
    actor: GoldActor


@dataclass(frozen=True, slots=True)
class GoldClaim:
    """A claim as marked."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    sources: tuple[GoldActor, ...]
    about: tuple[GoldActor, ...]
    stance: str
    certainty: str


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event as marked."""

    trigger: Span
    kind: str
    mode: str
    roles: tuple[tuple[str, GoldActor], ...] = ()  # who takes part, with the name of the role


@dataclass(frozen=True, slots=True)
class GoldQuantity:
    """An amount as marked."""

    span: Span
    lower: float | None
    upper: float | None
    status: str | None


@dataclass(frozen=True, slots=True)
class Gold:
    """A marked article; None for a layer that is not marked."""

    id: str
    text: str
    published: str | None
    claims: tuple[GoldClaim, ...] | None = None
    events: tuple[GoldEvent, ...] | None = None
    quantities: tuple[GoldQuantity, ...] | None = None
    mentions: tuple[GoldMention, ...] | None = None
    publisher: str | None = None


def read_gold(*paths: str | Path) -> list[Gold]:
    """Return the marked articles of files, one JSON object a line.

    Raises:
        RecordError: A line is no JSON object, lacks a field, holds a value that there is none of, a span outside of its
            text or one whose words are not those that are told beside it; says file, line and what was found.

    Example:
        >>> read_gold()
        []
    """
    return [article for path in paths for article in _read_file(Path(path))]


def _read_file(path: Path) -> Iterator[Gold]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # a text may hold other characters that end lines
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(f"{path}: cannot be read as gold ({why(error)}); give JSON lines in UTF-8.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _read_line(json.loads(line))
            except (ValueError, RecursionError, ArticleError) as error:
                reason = error.found if isinstance(error, ArticleError) else str(error)
                raise RecordError(f"{path}, line {number}: {reason}; mend that line or leave it out.") from error


def _read_line(row: Any) -> Gold:
    article = Article(_of(row, "id"), _of(row, "text"), row.get("published"))  # says what is wrong with these three
    text, told = article.text, _items(row, "actors")
    by_id: dict[str, GoldActor] = {}
    mentions: list[GoldMention] = []
    for item in told or ():
        if "mentions" in item:  # a record's
            by_id[_text(item, "id")] = actor = _actor(item)
            mentions += (GoldMention(_span(text, mention), actor) for mention in _items(item, "mentions") or ())
        else:
            mentions.append(GoldMention(_span(text, item), _actor(_of(item, "actor"))))
    claims, events, amounts = (_items(row, name) for name in ("claims", "events", "quantities"))
    return Gold(
        id=article.id,
        text=text,
        published=article.published,
        publisher=row.get("publisher") or row.get("source"),
        claims=None if claims is None else tuple(_claim(text, item, by_id) for item in claims),
        events=None if events is None else tuple(_event(text, item, by_id) for item in events),
        quantities=None if amounts is None else tuple(_quantity(text, item) for item in amounts),
        mentions=None if told is None else tuple(mentions),
    )


def _claim(text: str, item: Mapping[str, Any], by_id: Mapping[str, GoldActor]) -> GoldClaim:
    source = _of(item, "source") or {}
    if not isinstance(source, Mapping):
        raise ValueError(f"'source' is {source!r:.60}, not an object or null")
    told = _listed(source, "actors") if "actors" in source else [source["actor"]] if source.get("actor") else []
    content = _spans(text, _of(item, "content"))
    if not content:
        raise ValueError("a claim has a content without spans")
    return GoldClaim(
        content=content,
        source=_spans(text, source) if source else (),
        sources=_actors(told, by_id),
        about=_actors(_listed(item, "about"), by_id),
        stance=_one_of(item, "stance", stance.LABELS),
        certainty=_one_of(item, "certainty", certainty.LABELS),
    )


def _event(text: str, item: Mapping[str, Any], by_id: Mapping[str, GoldActor]) -> GoldEvent:
    if "arguments" in item:  # a record's
        told = [(_text(one, "role"), one.get("actor")) for one in _items(item, "arguments") or ()]
    else:
        told = [(role, item.get(role)) for role in ROLES]
    roles = [(role, _actors([actor], by_id)[0]) for role, actor in told if actor and role in ROLES]
    return GoldEvent(
        _span(text, _of(item, "trigger")), _text(item, "kind"), _one_of(item, "mode", mode.LABELS), tuple(roles)
    )


def _quantity(text: str, item: Mapping[str, Any]) -> GoldQuantity:
    told = item.get("status")
    kind = None if told is None else _one_of(item, "status", status.LABELS)
    return GoldQuantity(_span(text, item), _number(item, "lower"), _number(item, "upper"), kind)


def _actors(told: Iterable[Any], by_id: Mapping[str, GoldActor]) -> tuple[GoldActor, ...]:
    found = []
    for item in told:
        if isinstance(item, str) and item not in by_id:
            raise ValueError(f"{item!r:.60} is the id of no actor of the article; add it to 'actors'")
        found.append(by_id[item] if isinstance(item, str) else _actor(item))
    return tuple(found)


def _actor(item: Any) -> GoldActor:
    name, country, kind = _text(item, "name"), item.get("country") or "", item.get("kind") or ""
    if not isinstance(country, str) or not isinstance(kind, str):
        raise ValueError(f"the actor {name!r:.60} has no words as country or kind")
    return GoldActor(name, country, kind)


def _spans(text: str, part: Any) -> tuple[Span, ...]:
    found = []
    for span in _listed(part, "spans"):
        if not isinstance(span, list) or len(span) != 2:
            raise ValueError(f"the span {span!r:.60} is no pair of a start and an end")
        found.append(_checked(text, *span))
    return tuple(found)


def _span(text: str, item: Any) -> Span:
    start, end = _checked(text, _of(item, "start"), _of(item, "end"))
    if "text" in item and text[start:end] != item["text"]:
        raise ValueError(f"characters {start} to {end} are {text[start:end]!r:.60}, not {item['text']!r:.60}")
    return start, end


def _checked(text: str, start: Any, end: Any) -> Span:
    if not all(isinstance(place, int) and not isinstance(place, bool) for place in (start, end)):
        raise ValueError(f"the span {start!r:.30} to {end!r:.30} is not of whole numbers")
    if not 0 <= start < end <= len(text):
        raise ValueError(f"the span {start} to {end} is not within the text, which has {len(text)} characters")
    return start, end


# --- fields --------------------------------------------------------------------------------------------------------


def _of(item: Any, name: str) -> Any:
    """Return a field of an object."""
    if not isinstance(item, Mapping):
        raise ValueError(f"{item!r:.60} stands where an object with {name!r} should")
    if name not in item:
        raise ValueError(f"{name!r} is missing")
    return item[name]


def _listed(item: Any, name: str) -> list[Any]:
    """Return a field that is a list."""
    if not isinstance(found := _of(item, name), list):
        raise ValueError(f"{name!r} is {found!r:.60}, not a list")
    return found


def _items(row: Any, name: str) -> list[Mapping[str, Any]] | None:
    """Return a field that is a list of objects; None where it is missing."""
    if row.get(name) is None:
        return None
    found = _listed(row, name)
    if wrong := [item for item in found if not isinstance(item, Mapping)]:
        raise ValueError(f"{name!r} holds {wrong[0]!r:.60}, which is no object")
    return found


def _text(item: Any, name: str) -> str:
    if not isinstance(found := _of(item, name), str):
        raise ValueError(f"{name!r} is {found!r:.60}, not a text")
    return found


def _one_of(item: Any, name: str, allowed: Sequence[str]) -> str:
    if (found := _of(item, name)) not in allowed:
        raise ValueError(f"{name!r} is {found!r:.60}; use one of {', '.join(allowed)}")
    return str(found)


def _number(item: Any, name: str) -> float | None:
    found = _of(item, name)
    if found is not None and (not isinstance(found, int | float) or isinstance(found, bool) or found != found):
        raise ValueError(f"{name!r} is {found!r:.60}, not a number or null")
    return None if found is None else found
