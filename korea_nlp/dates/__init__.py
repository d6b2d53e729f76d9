"""Dates in words, and the days they mean: a small interval grammar without a parser.

``Grammar`` finds date expressions in a text; ``resolve`` turns one into its first and last day, against the day of
publication and the day last told, by the practice of news.
"""

from korea_nlp.dates.days import Interval, NamedDay, NamedDays, read_day
from korea_nlp.dates.expression import Expression
from korea_nlp.dates.grammar import Found, Grammar, TimeWord
from korea_nlp.dates.resolve import Context, Direction, needs_direction, resolve
from korea_nlp.dates.undated import underspecified

__all__ = [
    "Context",
    "Direction",
    "Expression",
    "Found",
    "Grammar",
    "Interval",
    "NamedDay",
    "NamedDays",
    "TimeWord",
    "needs_direction",
    "read_day",
    "resolve",
    "underspecified",
]
