"""Amounts and claims in short, for those who show them."""

from collections.abc import Iterable

from korea_nlp.records.types import Claim, Quantity

BOUNDS = {"approximate": "≈", "at_least": "≥", "at_most": "≤", "more_than": ">", "less_than": "<"}
THINGS = (None, "count", "people")  # dimensions of what is counted rather than measured


def figure(quantity: Quantity) -> str:
    """Return an amount in short: bound, value, what is counted or measured, and what befell people.

    Example:
        >>> facts = ("approximate", "none", "kilometre", "length", None, None, "none", None, None)
        >>> figure(Quantity("q", 0, 13, "some 1,200 km", 1200, 1200, *facts))
        '≈1,200 kilometre'
    """
    ends = dict.fromkeys(f"{value:,.10g}" for value in (quantity.lower, quantity.upper) if value is not None)
    counted = quantity.counted.text if quantity.counted and quantity.dimension in THINGS else quantity.unit
    value = BOUNDS.get(quantity.bound, "") + "–".join(ends)
    return " ".join(part for part in (value, counted, (quantity.status or "").replace("_", " ")) if part)


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
