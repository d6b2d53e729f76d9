"""Amounts and claims in short, for those who show them."""

from collections.abc import Iterable

from korea_nlp.records.types import Claim, Quantity

BOUNDS = {"approximate": "≈", "at_least": "≥", "at_most": "≤", "more_than": ">", "less_than": "<"}
LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
THINGS = (None, "count", "people")  # dimensions of what is counted rather than measured


def figure(quantity: Quantity) -> str:
    """Return an amount in short: bound, value, what is counted or measured, and what befell people.

    Example:
        >>> facts = ("approximate", "none", "kilometre", "length", None, None, "none", None, None)
        >>> figure(Quantity("q", 0, 13, "some 1,200 km", 1200, 1200, *facts))
        '≈1,200 kilometre'
        >>> figure(Quantity("q", 0, 16, "some 1.2 million km", 1.2e6, 1.2e6, *facts))
        '≈1.2 million kilometre'
    """
    counted = quantity.counted.text if quantity.counted and quantity.dimension in THINGS else quantity.unit
    return number(quantity.lower, quantity.upper, quantity.bound, counted, quantity.status)


def number(lower: float | None, upper: float | None, bound: str, unit: str | None, status: str | None) -> str:
    """Return the parts of an amount in short.

    Example:
        >>> number(None, 4000, "at_most", "soldier", "killed_or_injured")
        '≤4,000 soldier killed or injured'
    """
    ends = dict.fromkeys(_short(value) for value in (lower, upper) if value is not None)
    value = BOUNDS.get(bound, "") + (" to " if any(" " in end for end in ends) else "–").join(ends)
    return " ".join(part for part in (value, unit, (status or "").replace("_", " ")) if part)


def _short(value: float) -> str:
    """Return a number with its thousands marked, as round millions and more are written."""
    for size, name in LARGE:
        if abs(value) >= size and round(value / size, 3) == value / size:
            return f"{value / size:g} {name}"
    return f"{value:,.10g}"


def depths(claims: Iterable[Claim]) -> dict[str, int]:
    """Return how many claims enclose each claim, by id."""
    parents = {claim.id: claim.parent for claim in claims}
    found = {}
    for id in parents:
        above, seen = parents[id], {id}
        while above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        found[id] = len(seen) - 1
    return found
