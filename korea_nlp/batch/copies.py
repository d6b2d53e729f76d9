"""The claims of an article carried over to a copy of it, as far as the copy has the same words.

Each thing found in the origin is looked up in the copy's own text: its offsets are those of the copy, and what stands
in a sentence that the copy cut or changed is not carried over. Days that the origin's words meant stay what they were:
"yesterday" in a copy that came a day later was written by the origin's clock.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from korea_nlp.origins.shingles import DATELINE, HEAD
from korea_nlp.records import Article, Claim, Event, Quantity, Record

SAME = 0.95  # share of a copy's characters that must stand in sentences of the origin
SENTENCE = re.compile(r"\S[^\n]*?(?=[.!?][\"'”’)\]]*\s|\n|\Z)[.!?]?[\"'”’)\]]*")
OFFSETS = re.compile(r"(\d+)-(\d+)")


class _ElsewhereError(Exception):
    """Words of the origin that the copy does not have."""


def carry(origin: Record, copy: Article, *, read_title: bool = False) -> Record | None:
    """Return the record of a copy, made of its origin's; None where too many of the copy's words are its own.

    Args:
        origin: The record of the article that the copy is of.
        copy: The copy.
        read_title: The origin's title was read as a first paragraph, and so the copy's is.

    Example:
        >>> from korea_nlp.records import Time
        >>> time = Time("t14-23", 14, 23, "on Friday", "2025-01-24", "2025-01-24", "day", None)
        >>> origin = Record("wire", "Seoul said so on Friday. Then it fell silent.", times=(time,))
        >>> carry(origin, Article("paper", "Then it fell silent. Seoul said so on Friday.")) is None
        True
        >>> carry(origin, Article("paper", "Seoul said so on Friday.")).times == (time,)
        True
    """
    title = copy.title if read_title else None
    text = f"{title}\n\n{copy.text}" if title else copy.text
    map_ = _Map(origin.text, text)
    if map_.share < SAME:
        return None
    mover = _Mover(map_, f"{origin.id}#", f"{copy.id}#")
    quantities = _linked(mover.all(origin.quantities))
    times = mover.all(origin.times)
    known = {item.id for item in (*quantities, *times)}
    events = tuple(_event(event, known) for event in mover.all(origin.events))
    known |= {event.id for event in events}
    claims = mover.all(origin.claims)
    known |= {claim.id for claim in claims}
    claims = tuple(_claim(claim, known) for claim in claims)
    named = {id for claim in claims for id in (*claim.about, *(claim.source.actors if claim.source else ()))}
    named |= {str(argument.actor) for event in events for argument in event.arguments}
    actors = (
        replace(
            actor,
            id=mover.actor(actor.id),
            mentions=mover.all(actor.mentions),
            affiliation=mover.actor(actor.affiliation),
        )
        for actor in origin.actors
    )
    return Record(
        copy.id,
        text,
        **{name: getattr(copy, name) for name in ("title", "published", "publisher", "url")},
        title_end=len(title) if title else None,
        versions=origin.versions,
        actors=tuple(actor for actor in actors if actor.mentions or actor.id in named),
        quantities=quantities,
        times=times,
        events=events,
        claims=claims,
    )


class _Map:
    """Where the words of one text stand in another.

    Attributes:
        share: How much of the other text's characters, its dateline aside, stands in the first one too.
    """

    def __init__(self, text: str, other: str) -> None:
        ours, theirs = list(_sentences(text)), list(_sentences(other))
        matcher = SequenceMatcher(None, [text[a:b] for a, b in ours], [other[a:b] for a, b in theirs], autojunk=False)
        self._ranges: list[tuple[int, int, int]] = []  # start and end in the first text, and how far it is moved
        same, body = 0, _dateline(other)
        for i, j, length in matcher.get_matching_blocks():
            for (start, end), (there, _) in zip(ours[i : i + length], theirs[j : j + length], strict=True):
                same += end - start if there >= body else 0
                self._join(start, end, there - start, text, other)
        self._starts = [start for start, _, _ in self._ranges]
        self.share = same / max(sum(end - start for start, end in theirs if start >= body), 1)

    def move(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch stands in the other text.

        Raises:
            _ElsewhereError: It does not stand there as one.
        """
        index = bisect_right(self._starts, start) - 1
        if index < 0 or end > self._ranges[index][1]:
            raise _ElsewhereError
        by = self._ranges[index][2]
        return start + by, end + by

    def _join(self, start: int, end: int, by: int, text: str, other: str) -> None:
        """Add a sentence, to the one before it where what lies between is the same too."""
        if self._ranges:
            first, last, moved = self._ranges[-1]
            if moved == by and text[last:start] == other[last + by : start + by]:
                self._ranges[-1] = first, end, by
                return
        self._ranges.append((start, end, by))


class _Mover:
    """Moves what was found in one text to where it stands in another."""

    def __init__(self, map_: _Map, prefix: str, new: str) -> None:
        self._map = map_
        self._prefix, self._new = prefix, new

    def all(self, items: tuple[Any, ...]) -> tuple[Any, ...]:
        """Return those of some items that stand in the other text, moved."""
        return tuple(self._moved(items))

    def actor(self, id: Any) -> Any:
        """Return an actor's id; one of the article itself gets the copy's."""
        return self._new + id.removeprefix(self._prefix) if isinstance(id, str) and id.startswith(self._prefix) else id

    def _moved(self, items: tuple[Any, ...]) -> Iterator[Any]:
        for item in items:
            try:
                yield self._item(item)
            except _ElsewhereError:
                continue

    def _item(self, item: Any) -> Any:
        values = {part.name: getattr(item, part.name) for part in fields(item)}
        for name, value in values.items():
            if name == "spans":
                values[name] = tuple(self._map.move(*span) for span in value)
            elif name in ("arguments", "mentions", "about_forms"):
                values[name] = self.all(value)
            elif is_dataclass(value):
                values[name] = self._item(value)
            elif name in ("actor", "actors", "about"):
                values[name] = tuple(map(self.actor, value)) if isinstance(value, tuple) else self.actor(value)
            elif name in ("id", "of", "same_as", "time", "parent") and isinstance(value, str):
                values[name] = self._id(value, own=name == "id")
            elif name in ("events", "quantities"):
                values[name] = tuple(self._id(id, own=False) for id in value)
        if "start" in values:
            values["start"], values["end"] = self._map.move(item.start, item.end)
        return type(item)(**values)

    def _id(self, id: str, *, own: bool) -> str:
        """Return an id, which is made of offsets; one of something that is not in the copy comes out as it was."""

        def moved(found: re.Match[str]) -> str:
            start, end = self._map.move(int(found[1]), int(found[2]))
            return f"{start}-{end}"

        try:
            return OFFSETS.sub(moved, id)
        except _ElsewhereError:
            if own:
                raise
            return ""


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that stay whole in a copy; a dateline is one of its own."""
    if start := _dateline(text):
        yield 0, start
    for found in SENTENCE.finditer(text, start):
        yield found.span()


def _dateline(text: str) -> int:
    """Return where the dateline of a text ends; 0 where it has none."""
    found = DATELINE.match(text[:HEAD])
    return found.end() if found else 0


def _linked(quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    known = {quantity.id for quantity in quantities}
    return tuple(
        replace(
            quantity,
            of=quantity.of if quantity.of in known else None,
            same_as=quantity.same_as if quantity.same_as in known else None,
        )
        for quantity in quantities
    )


def _event(event: Event, known: set[str]) -> Event:
    return replace(
        event,
        time=event.time if event.time in known else None,
        quantities=tuple(filter(known.__contains__, event.quantities)),
    )


def _claim(claim: Claim, known: set[str]) -> Claim:
    has: Callable[[str], bool] = known.__contains__
    return replace(
        claim,
        events=tuple(filter(has, claim.events)),
        quantities=tuple(filter(has, claim.quantities)),
        time=claim.time if claim.time in known else None,
        parent=claim.parent if claim.parent in known else None,
    )
