"""Articles that people marked, from files of JSON lines: records, or articles as the project's own gold holds them.

A field that a line lacks (``claims``, ``events``, ``quantities``, ``actors``) is not marked there, and nothing is
learnt of it; an empty list says that there is none.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from korea_nlp.errors import RecordError

LAYERS = ("claims", "events", "quantities", "actors")
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
    publisher: str | None = None
    claims: tuple[GoldClaim, ...] | None = None
    events: tuple[GoldEvent, ...] | None = None
    quantities: tuple[GoldQuantity, ...] | None = None
    mentions: tuple[GoldMention, ...] | None = None


def read_gold(*paths: str | Path) -> list[Gold]:
    """Return the marked articles of files, one JSON object a line.

    Raises:
        RecordError: A line is no JSON object, lacks id or text, or holds a span outside of its text or one whose words
            are not those that are told beside it; says file and line.

    Example:
        >>> read_gold()
        []
    """
    return [article for path in paths for article in _read_file(Path(path))]


def _read_file(path: Path) -> Iterator[Gold]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(f"{path}: cannot be read as gold ({error}); give a file of JSON lines in UTF-8.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _read_line(json.loads(line))
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                reason = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else str(error)
                raise RecordError(f"{path}, line {number}: {reason}; mend that line or leave it out.") from error


def _read_line(row: Mapping[str, Any]) -> Gold:
    text: str = row["text"]
    told = row["actors"] if isinstance(row.get("actors"), list) else []
    by_id = {item["id"]: _actor(item) for item in told if "mentions" in item}  # those of a record
    if by_id:
        mentions = [GoldMention(_span(text, m), by_id[item["id"]]) for item in told for m in item["mentions"]]
    else:
        mentions = [GoldMention(_span(text, item), _actor(item["actor"])) for item in told]
    claims = row.get("claims")
    events, amounts = row.get("events"), row.get("quantities")
    return Gold(
        id=str(row["id"]),
        text=text,
        published=row.get("published"),
        publisher=row.get("publisher") or row.get("source"),
        claims=None if claims is None else tuple(_claim(text, item, by_id) for item in claims),
        events=None
        if events is None
        else tuple(GoldEvent(_span(text, item["trigger"]), item["kind"], item["mode"]) for item in events),
        quantities=None
        if amounts is None
        else tuple(
            GoldQuantity(_span(text, item), item["lower"], item["upper"], item.get("status")) for item in amounts
        ),
        mentions=None if row.get("actors") is None else tuple(mentions),
    )


def _claim(text: str, item: Mapping[str, Any], by_id: Mapping[str, GoldActor]) -> GoldClaim:
    source = item["source"] or {}
    told = source.get("actors") or ([source["actor"]] if source.get("actor") else [])
    return GoldClaim(
        content=_spans(text, item["content"]),
        source=_spans(text, source),
        sources=_actors(told, by_id),
        about=_actors(item["about"], by_id),
        stance=item["stance"],
        certainty=item["certainty"],
    )


def _actors(told: Iterable[Any], by_id: Mapping[str, GoldActor]) -> tuple[GoldActor, ...]:
    return tuple(by_id[item] if isinstance(item, str) else _actor(item) for item in told)


def _actor(item: Mapping[str, Any]) -> GoldActor:
    return GoldActor(item["name"], item.get("country") or "", item.get("kind") or "")


def _spans(text: str, part: Mapping[str, Any] | None) -> tuple[Span, ...]:
    return tuple(_checked(text, start, end) for start, end in (part or {}).get("spans", ()))


def _span(text: str, item: Mapping[str, Any]) -> Span:
    start, end = _checked(text, item["start"], item["end"])
    if "text" in item and text[start:end] != item["text"]:
        raise ValueError(f"characters {start} to {end} are {text[start:end]!r}, not {item['text']!r}")
    return start, end


def _checked(text: str, start: int, end: int) -> Span:
    if not 0 <= start < end <= len(text):
        raise ValueError(f"the span {start} to {end} is not within the text, which has {len(text)} characters")
    return start, end
