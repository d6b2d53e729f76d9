"""Long texts: cut at paragraphs before they reach spaCy, and the Records of the pieces joined again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from korea_nlp.records import Actor, Record

OFFSETS = re.compile(r"(\d+)-(\d+)")
BREAKS = ("\n\n", "\n", ". ", " ")  # where to cut, best first


def split_text(text: str, limit: int) -> Iterator[tuple[int, str]]:
    r"""Yield pieces of at most ``limit`` characters and where each starts; nothing is lost between them.

    Example:
        >>> list(split_text("One line.\nAnother line.", 15))
        [(0, 'One line.\n'), (10, 'Another line.')]
    """
    start = 0
    while len(text) - start > limit:
        end = next(
            (
                found + len(mark)
                for mark in BREAKS
                if (found := text.rfind(mark, start + limit // 2, start + limit)) >= 0
            ),
            start + limit,
        )
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def join_records(records: Sequence[tuple[int, Record]]) -> Record:
    """Return one Record of the pieces' Records, each given with the offset of its piece in the whole text."""
    if len(records) == 1:
        return records[0][1]
    shifted = [_shift(record, offset) for offset, record in records]
    actors: dict[str, Actor] = {}
    for actor in (actor for record in shifted for actor in record.actors):
        known = actors.get(actor.id)
        actors[actor.id] = replace(known, mentions=known.mentions + actor.mentions) if known else actor
    return replace(
        shifted[0],
        text="".join(record.text for record in shifted),
        actors=tuple(actors.values()),
        quantities=tuple(item for record in shifted for item in record.quantities),
        times=tuple(item for record in shifted for item in record.times),
        events=tuple(item for record in shifted for item in record.events),
        claims=tuple(item for record in shifted for item in record.claims),
    )


def _shift(record: Record, by: int) -> Record:
    """Move every offset of a Record, and the ids that are made of offsets."""
    return replace(
        record,
        actors=tuple(replace(actor, mentions=_moved(actor.mentions, by)) for actor in record.actors),
        **{name: _moved(getattr(record, name), by) for name in ("quantities", "times", "events", "claims")},
    )


ID_FIELDS = frozenset({"id", "of", "same_as", "time", "parent", "events", "quantities"})


def _moved(value: Any, by: int, name: str = "") -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        moved = {item.name: _moved(getattr(value, item.name), by, item.name) for item in fields(value)}
        return type(value)(**moved)
    if isinstance(value, tuple):
        return tuple(_moved(item, by, name) for item in value)
    if name in ("start", "end", "spans"):
        return value + by
    if name in ID_FIELDS and isinstance(value, str):
        return OFFSETS.sub(lambda found: f"{int(found[1]) + by}-{int(found[2]) + by}", value)
    return value
