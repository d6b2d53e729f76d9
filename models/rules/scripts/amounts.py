"""The pattern of an amount, by which its errors are counted."""

import re
from functools import cache

from korea_nlp.compare.measures import UnitRow
from korea_nlp.lexicon import load_lexicon

VAGUE = re.compile(r"\b(?:dozens?|scores|hundreds|thousands|millions|billions|several|few|many|some|couple)\b", re.I)
EXACT = ("exact", "=")
TRENDS = ("up", "down")


def pattern(lower: float | None, upper: float | None, bound: str, unit: str | None, text: str) -> str:
    """Return the pattern of an amount: the first that holds of vague, range, trend, bound, money, percent and plain.

    Args:
        lower: Its lower end, None where open.
        upper: Its upper end, likewise.
        bound: Its bound, or the sign for bound or trend of NewsQuant.
        unit: Its unit.
        text: Its words, as far as known.

    Example:
        >>> pattern(300, 300, "exact", "dollar", "$300")
        'money'
    """
    words = (unit or "").split()
    kinds = {
        "vague": bool(VAGUE.search(text)),
        "range": None not in (lower, upper) and lower != upper,
        "trend": bound in TRENDS,
        "bound": bound not in EXACT,
        "money": not currencies().isdisjoint((*words[:1], " ".join(words))),
        "percent": words[:1] in (["percent"], ["percentage"]),
    }
    return next((kind for kind, holds in kinds.items() if holds), "plain")


@cache
def currencies() -> frozenset[str]:
    """Return the units of money that the library knows."""
    return frozenset(row.unit for row in load_lexicon("units").rows(UnitRow) if row.dimension == "money")
