"""Record ↔ JSON, with every field and span checked on the way in.

Numbers are written by one rule: a whole number without a decimal point (``300``), any other with twelve significant
digits; a confidence is first rounded to four decimals.
"""

import json
import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any

from korea_nlp.errors import RecordError
from korea_nlp.records.types import SCHEMA, Claim, Quantity, Record

FIRST = ("schema", "versions", "id", "title", "title_end", "published", "publisher", "url", "text")
LIMITS: dict[Any, float] = {int: 2**31, float: 1e300}  # beyond them no record goes, and NaN is not within
EXACT = 2**53  # whole numbers up to here are exact as floats


def to_dict(record: Record) -> dict[str, Any]:
    """Return the record as JSON-safe values; the article's own facts stand first."""
    values: dict[str, Any] = json.loads(to_json(record))
    return values


def to_json(record: Record) -> str:
    r"""Return the record as one line of JSON that can always be written as UTF-8.

    Half of a surrogate pair, as broken scrapers leave it in a text, has no UTF-8; a line that holds one is written in
    ASCII with escapes.

    Raises:
        RecordError: A number is not finite, or a value has no JSON form.

    Example:
        >>> to_json(Record(id="a1", text="Seoul said so."))[:49]
        '{"schema": "korea_nlp.record/1", "versions": {}, '
    """
    try:
        line = json.dumps(record, default=_plain, ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError) as error:
        raise RecordError(f"record {record.id!r} has no JSON form: {error}.") from error
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(record, default=_plain)
    return line


def from_json(line: str) -> Record:
    """Read a record back from a line of JSON."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"not a line of JSON: {error}.") from error
    return from_dict(values)


def from_dict(values: dict[str, Any]) -> Record:
    """Read a record back from JSON-safe values."""
    if not isinstance(values, dict):
        raise RecordError(f"a record is a JSON object, not {type(values).__name__}.")
    if values.get("schema") != SCHEMA:
        raise RecordError(f"schema is {_shown(values.get('schema'))}; this version reads {SCHEMA!r}.")
    where = f"record {_shown(values.get('id'))}"
    try:
        record = _reader(Record)(values)
    except _MisfitError as error:
        raise RecordError(f"{where}{''.join(reversed(error.path))}: {error.found}") from None
    for place, said in misplaced(record):
        raise RecordError(f"{where}: at {place} the text does not read {said!r:.80}; offsets are code points.")
    assert isinstance(record, Record)
    return record


def misplaced(record: Record) -> Iterator[tuple[list[list[int]], str]]:
    """Yield the offsets and words of every span whose words do not stand there in the record's text."""
    text = record.text
    for item in _placed(record):
        if item.start < 0 or text[item.start : item.end] != item.text:
            yield [[item.start, item.end]], item.text
    for part in (part for claim in record.claims for part in (claim.source, claim.cue, claim.content)):
        if part and (
            any(start < 0 for start, _ in part.spans)
            or " ".join([text[start:end] for start, end in part.spans]) != part.text
        ):
            yield [list(span) for span in part.spans], part.text


def _placed(record: Record) -> Iterator[Any]:
    """Yield everything of a record that has one start and one end."""
    for actor in record.actors:
        yield from actor.mentions
    yield from record.quantities
    yield from (words for q in record.quantities for words in (q.counted, q.holder) if words)
    yield from record.times
    for event in record.events:
        yield event.trigger
        yield from event.mentions
        yield from event.arguments


# --- writing -------------------------------------------------------------------------------------------------------


def _plain(item: Any) -> dict[str, Any]:
    """Return the fields of one dataclass; the JSON encoder calls this for each it meets."""
    names, values_of, numbers = _shape(item.__class__)
    values = dict(zip(names, values_of(item), strict=True))
    for name in numbers:
        values[name] = _number(values[name], name)
    return values


@cache
def _shape(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[str, ...]]:
    """Return a dataclass's field names in the order of the contract, their getter and which of them are numbers."""
    hints = _hints(kind)
    first = FIRST if kind is Record else ()
    names = (*first, *(name for name in hints if name not in first))
    return names, attrgetter(*names), tuple(name for name in names if hints[name] in (float, float | None))


def _number(value: float | None, name: str) -> float | None:
    if not isinstance(value, float):
        return value
    value = round(value, 4) if name == "confidence" else float(f"{value:.12g}")
    return int(value) if value.is_integer() and abs(value) < EXACT else value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {item.name: hints[item.name] for item in fields(kind)}


# --- reading -------------------------------------------------------------------------------------------------------


class _MisfitError(Exception):
    """A value that does not fit its field; the path to it is gathered on the way out."""

    def __init__(self, found: str) -> None:
        self.found = found
        self.path: list[str] = []


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """Return the function that reads a JSON value as a type, built once a type."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        read = _reader(next(part for part in inner if part is not type(None)))
        return lambda value: None if value is None else read(value)
    if origin is tuple:
        return _list_reader(inner)
    if origin is dict:
        return _dict_reader(inner[1])
    if is_dataclass(kind):
        return _object_reader(kind)
    return _scalar_reader(kind)


def _scalar_reader(kind: type) -> Callable[[Any], Any]:
    accepted = (int, float) if kind is float else (kind,)

    def read(value: Any) -> Any:
        if type(value) not in accepted:
            raise _MisfitError(f"{kind.__name__} was expected, not {_shown(value)}.")
        if kind in LIMITS and not -LIMITS[kind] < value < LIMITS[kind]:
            raise _MisfitError(f"{_shown(value)} is beyond any {kind.__name__} of a record; mend it.")
        return float(value) if kind is float else value  # a column of floats takes no whole number of any length

    return read


def _shown(value: Any) -> str:
    try:
        return f"{value!r:.60}"
    except ValueError:  # a whole number of more digits than Python writes
        return "a number of thousands of digits"


def _list_reader(inner: tuple[Any, ...]) -> Callable[[Any], Any]:
    length = None if inner[-1] is Ellipsis else len(inner)
    read = _reader(inner[0])  # the items of every tuple in a record are of one type

    def read_list(value: Any) -> Any:
        if type(value) is not list:
            raise _MisfitError(f"a list was expected, not {type(value).__name__}.")
        if length is not None and len(value) != length:
            raise _MisfitError(f"{length} items were expected, not {len(value)}.")
        try:
            return tuple([read(item) for item in value])
        except _MisfitError as error:
            error.path.append(f"[{_first_misfit(read, value)}]")
            raise

    return read_list


def _first_misfit(read: Callable[[Any], Any], items: list[Any]) -> int:
    for index, item in enumerate(items):
        try:
            read(item)
        except _MisfitError:
            return index
    raise AssertionError("one of them was refused before")


def _dict_reader(kind: Any) -> Callable[[Any], Any]:
    read = _reader(kind)

    def read_dict(value: Any) -> Any:
        if type(value) is not dict:
            raise _MisfitError(f"an object was expected, not {type(value).__name__}.")
        return {key: read(item) for key, item in value.items()}

    return read_dict


def _object_reader(kind: Any) -> Callable[[Any], Any]:
    readers = {name: _reader(hint) for name, hint in _hints(kind).items()}
    optional = kind in (Record, Quantity, Claim)  # fields with a default, which older records lack
    needed = [f.name for f in fields(kind) if not (optional and (f.default, f.default_factory) != (MISSING,) * 2)]

    def read_object(value: Any) -> Any:
        if type(value) is not dict:
            raise _MisfitError(f"an object was expected, not {type(value).__name__}.")
        if missing := [name for name in needed if name not in value]:
            raise _MisfitError(f"field {missing[0]!r} is missing.")
        found = {}
        for name, item in value.items():
            if name not in readers:
                raise _MisfitError(f"unknown field {name!r:.60}; remove it.")
            try:
                found[name] = readers[name](item)
            except _MisfitError as error:
                error.path.append(f".{name}")
                raise
        return kind(**found)

    return read_object
