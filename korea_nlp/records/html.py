"""Placeholder; replaced before the first commit."""

from korea_nlp.records.types import Record


def to_html(record: Record) -> str:
    return ""
