"""What is known of a time whose day of publication is not."""

from korea_nlp.dates.days import NamedDays
from korea_nlp.dates.expression import Expression

ISO_UNITS = {"week": "W", "month": "M", "quarter": "M", "year": "Y", "decade": "Y"}
ISO_SIZES = {"quarter": 3, "decade": 10}
SEASON_LETTERS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


def underspecified(said: Expression, days: NamedDays) -> str:
    """Return how far from the unknown publication a time lies.

    ISO 8601 durations for distances (``-P1D`` yesterday, ``P0W`` this week, ``-P2Y/P0D`` the past two years) and
    TIMEX3 forms for what the calendar leaves open (``XXXX-06-09``, ``XXXX-WXX-5`` a Friday, ``XXXX-SU`` a summer); the
    two ends of a span stand on either side of a slash.

    Example:
        >>> underspecified(Expression("offset", number=-2, unit="week"), NamedDays([], []))
        '-P2W'
    """
    if said.kind == "span" and said.ends:
        return "/".join(underspecified(end, days) for end in said.ends)
    if said.kind == "stretch":
        ends = (_distance(said.number, said.unit), "P0D")
        return "/".join(ends if said.number < 0 else ends[::-1])
    if said.kind in ("offset", "anchored", "counted", "ahead"):
        return _distance(said.number, said.unit)
    if said.kind == "unit":
        return _distance(said.shift or 0, said.unit)
    return f"{said.year or 'XXXX'}-{_open(said, days)}"


def _distance(count: int, unit: str) -> str:
    return f"{'-' if count < 0 else ''}P{abs(count) * ISO_SIZES.get(unit, 1)}{ISO_UNITS.get(unit, 'D')}"


def _open(said: Expression, days: NamedDays) -> str:
    if said.kind == "weekday":
        return f"WXX-{(said.weekday or 0) + 1}"
    if said.kind == "weekend":
        return "WXX-WE"
    if said.kind == "season":
        return SEASON_LETTERS[said.number]
    if said.kind == "quarter":
        return f"Q{said.number}"
    if said.kind == "half":
        return f"H{said.number}"
    if said.kind == "named":
        return days.label(said.name)
    month = f"{said.month:02}" if said.month else "XX"
    return f"{month}-{said.day:02}" if said.day else month
