"""Typed records, the interchange schema, and their JSON, Arrow and HTML forms."""

import importlib
from typing import Any

from korea_nlp.records.confidence import check_confidence, drop_unsure
from korea_nlp.records.flat import flat_rows
from korea_nlp.records.frames import to_dataframe
from korea_nlp.records.given import Given, given_records
from korea_nlp.records.published import read_published
from korea_nlp.records.references import AboutLevel, check_about, narrow_about, reference_of, references
from korea_nlp.records.schema import json_schema
from korea_nlp.records.sharing import attach_text, is_hidden, is_withheld, withhold_text
from korea_nlp.records.types import (
    SCHEMA,
    AboutForm,
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
from korea_nlp.records.wording import worded

__all__ = [
    "SCHEMA",
    "AboutForm",
    "AboutLevel",
    "Actor",
    "Argument",
    "Article",
    "Claim",
    "Cue",
    "Event",
    "Failure",
    "Given",
    "Mention",
    "Part",
    "Quantity",
    "Record",
    "Source",
    "Time",
    "Words",
    "arrow_schemas",
    "attach_text",
    "check_about",
    "check_confidence",
    "drop_unsure",
    "flat_rows",
    "from_rows",
    "given_records",
    "is_hidden",
    "is_withheld",
    "json_schema",
    "narrow_about",
    "read_published",
    "reference_of",
    "references",
    "to_dataframe",
    "to_tables",
    "withhold_text",
    "worded",
]


def __getattr__(name: str) -> Any:
    """Import what needs pyarrow when it is first asked for, so that plain records are quick to import."""
    if name in ("arrow_schemas", "from_rows", "to_tables"):
        return getattr(importlib.import_module("korea_nlp.records.arrow"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
