"""Typed records, the interchange schema, and their JSON, Arrow and HTML forms."""

from korea_nlp.records.types import (
    SCHEMA,
    Actor,
    Argument,
    Article,
    Claim,
    Cue,
    Event,
    Failure,
    Mention,
    Part,
    Quantity,
    Record,
    Source,
    Time,
    Words,
)

__all__ = [
    "SCHEMA",
    "Actor",
    "Argument",
    "Article",
    "Claim",
    "Cue",
    "Event",
    "Failure",
    "Mention",
    "Part",
    "Quantity",
    "Record",
    "Source",
    "Time",
    "Words",
]
