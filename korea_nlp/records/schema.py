"""The record as JSON Schema, made from the dataclasses and the values that their fields may hold."""

import types
import typing
from dataclasses import fields, is_dataclass
from typing import Any

from korea_nlp.records import vocabulary
from korea_nlp.records.types import SCHEMA, Record

ALLOWED: dict[str, tuple[str, ...]] = {
    name: typing.get_args(values)
    for name, values in (
        ("Actor.kind", vocabulary.ActorKind),
        ("Mention.form", vocabulary.MentionForm),
        ("Quantity.bound", vocabulary.Bound),
        ("Quantity.trend", vocabulary.Trend),
        ("Quantity.change", vocabulary.Trend),
        ("Quantity.status", vocabulary.Status),
        ("Quantity.relation", vocabulary.Relation),
        ("Time.grain", vocabulary.Grain),
        ("Event.kind", vocabulary.EventKind),
        ("Event.plover", vocabulary.PloverRoot),
        ("Event.mode", vocabulary.Mode),
        ("Argument.role", vocabulary.ArgumentRole),
        ("AboutForm.form", vocabulary.Reference),
        ("Claim.kind", vocabulary.ClaimKind),
        ("Claim.stance", vocabulary.Stance),
        ("Claim.certainty", vocabulary.Certainty),
    )
}
NARROWER: dict[str, dict[str, Any]] = {
    "Record.schema": {"const": SCHEMA},
    "Actor.id": {"pattern": "^[!-~]+$"},
    "Actor.country": {"pattern": "^[A-Z]{3}$"},
    "Actor.wikidata": {"pattern": "^Q[1-9][0-9]*$"},
    "Time.earliest": {"pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "Time.latest": {"pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "AboutForm.confidence": {"minimum": 0, "maximum": 1},
    "Claim.confidence": {"minimum": 0, "maximum": 1},
    "Source.spans": {"minItems": 1},
    "Cue.spans": {"minItems": 1},
    "Part.spans": {"minItems": 1},
}
SCALARS = {str: "string", int: "integer", float: "number", bool: "boolean"}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) that every record keeps.

    Example:
        >>> json_schema()["properties"]["claims"]
        {'type': 'array', 'items': {'$ref': '#/$defs/Claim'}}
    """
    definitions: dict[str, Any] = {}
    record = _object(Record, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        **record,
        "$defs": dict(sorted(definitions.items())),
    }


def _object(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of one dataclass; those inside it go to the definitions."""
    hints = typing.get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    return {
        "type": "object",
        "properties": {name: _field(f"{kind.__name__}.{name}", hints[name], definitions) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _field(name: str, hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    optional = typing.get_origin(hint) in (types.UnionType, typing.Union)
    if optional:
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    schema = {**_type(hint, definitions), **NARROWER.get(name, {})}
    if name in ALLOWED:
        schema = {"enum": list(ALLOWED[name])}
    if name.endswith((".start", ".end", ".title_end")):
        schema["minimum"] = 0
    return {"anyOf": [schema, {"type": "null"}]} if optional else schema


def _type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple and inner[-1] is Ellipsis:
        return {"type": "array", "items": _type(inner[0], definitions)}
    if origin is tuple:  # the only tuple of a fixed length is a pair of offsets
        return {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
    if origin is dict:
        return {"type": "object", "additionalProperties": _type(inner[1], definitions)}
    if is_dataclass(hint):
        name = typing.cast(type, hint).__name__
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{name}"}
    return {"type": SCALARS[hint]}
