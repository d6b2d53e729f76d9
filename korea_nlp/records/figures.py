"""Amounts and claims in short, for those who show them."""

from collections.abc import Iterable

from korea_nlp.records.sharing import is_hidden
from korea_nlp.records.types import Claim, Quantity

BOUNDS = {"approximate": "≈", "at_least": "≥", "at_most": "≤", "more_than": ">", "less_than": "<"}
LARGE = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
IRREGULAR = {
    **{"foot": "feet", "person": "people", "child": "children", "penny": "pence", "millennium": "millennia"},
    **{"man": "men", "woman": "women", "serviceman": "servicemen", "pound sterling": "pounds sterling"},
}
UNCHANGED = frozenset(  # for one as for many
    (
        *("percent", "won", "yen", "yuan", "baht", "rand", "ringgit", "dong", "sen", "celsius", "fahrenheit", "mach"),
        *("horsepower", "times", "troops", "series"),
    )
)
UNCHANGED_ENDS = ("hertz", "craft")
CASUALTY = "casualty"  # what befell whom it counts is said by the status
SIBILANT = ("s", "x", "z", "ch", "sh")
THINGS = (None, "count", "people")  # dimensions of what is counted rather than measured


def figure(quantity: Quantity) -> str:
    """Return an amount in short: bound, value, what is counted or measured, and what befell people.

    Example:
        >>> facts = ("approximate", "none", "kilometre", "length", None, None, "none", None, None)
        >>> figure(Quantity("q", 0, 13, "some 1,200 km", 1200, 1200, *facts))
        '≈1,200 kilometres'
        >>> figure(Quantity("q", 0, 16, "some 1.2 million km", 1.2e6, 1.2e6, *facts))
        '≈1.2 million kilometres'
    """
    lower, upper = quantity.lower, quantity.upper
    if quantity.counted and quantity.dimension in THINGS and not is_hidden(quantity.counted.text):
        return _joined(_ends(lower, upper, quantity.bound), quantity.counted.text, quantity.status)
    return number(lower, upper, quantity.bound, quantity.unit, quantity.status)


def number(lower: float | None, upper: float | None, bound: str, unit: str | None, status: str | None) -> str:
    """Return the parts of an amount in short.

    Example:
        >>> number(None, 4000, "at_most", "soldier", "killed_or_injured"), number(1, 1, "exact", "soldier", None)
        ('≤4,000 soldiers killed or injured', '1 soldier')
    """
    one = all(value is None or abs(value) == 1 for value in (lower, upper))
    unit = None if status and unit == CASUALTY else unit
    return _joined(_ends(lower, upper, bound), unit if one or unit is None else plural(unit), status)


def plural(unit: str) -> str:
    """Return the name of a unit for more than one.

    Example:
        >>> [plural(unit) for unit in ("kilometre per hour", "square foot", "casualty", "inch", "percent")]
        ['kilometres per hour', 'square feet', 'casualties', 'inches', 'percent']
    """
    head, per, rest = unit.partition(" per ")
    before, space, last = head.rpartition(" ")
    if head in IRREGULAR:
        return IRREGULAR[head] + per + rest
    if not last or last in UNCHANGED or last.endswith(UNCHANGED_ENDS):
        return unit
    if last in IRREGULAR:
        many = IRREGULAR[last]
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        many = f"{last[:-1]}ies"
    else:
        many = f"{last}es" if last.endswith(SIBILANT) else f"{last}s"
    return before + space + many + per + rest


def _joined(value: str, unit: str | None, status: str | None) -> str:
    return " ".join(part for part in (value, unit, (status or "").replace("_", " ")) if part)


def _ends(lower: float | None, upper: float | None, bound: str) -> str:
    ends = dict.fromkeys(_short(value) for value in (lower, upper) if value is not None)
    return BOUNDS.get(bound, "") + (" to " if any(" " in end for end in ends) else "–").join(ends)


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
