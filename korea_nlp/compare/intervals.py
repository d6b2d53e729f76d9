"""Figures as intervals: do two of them say the same, clash, or leave each other room?"""

import math
from dataclasses import dataclass
from typing import Literal

ROUND = 0.05  # what a figure that is rounded may be off by at most, as a share of it
NEAR = 0.1  # how far apart, as a share, a bound and a figure that keeps to it may be and still say the same
UP, DOWN = ("at_least", "more_than"), ("at_most", "less_than")
Verdict = Literal["same", "clash", "room"]


@dataclass(frozen=True, slots=True)
class Interval:
    """What a figure leaves possible.

    Attributes:
        lower: Least possible value; minus infinity where open.
        upper: Greatest possible value; infinity where open.
        told: The number that was told; of a range its middle.
    """

    lower: float
    upper: float
    told: float

    @property
    def open(self) -> bool:
        """Return whether an end is open."""
        return math.isinf(self.lower) or math.isinf(self.upper)

    def scaled(self, factor: float) -> "Interval":
        """Return the interval in another unit."""
        return Interval(self.lower * factor, self.upper * factor, self.told * factor)


def interval(lower: float | None, upper: float | None, bound: str, *, rounded: bool = False) -> Interval | None:
    """Return what a figure leaves possible; None where it has no number.

    A figure told exactly is one point. One told roughly or as a bound is as wide as its last digit that is not zero
    lets it be, and never wider than 5 % to each side: "about 600" is 570 to 630, "about 650" is 645 to 655.

    Args:
        lower: The figure's lower end, None where open.
        upper: Its upper end, None where open.
        bound: exact, approximate, at_least, at_most, more_than or less_than.
        rounded: Take an exact figure as rounded too, as those are that were measured, or converted from another unit.

    Example:
        >>> interval(600, 600, "approximate")
        Interval(lower=570.0, upper=630.0, told=600)
        >>> interval(None, 4000, "at_most").open
        True
    """
    ends = [end for end in (lower, upper) if end is not None and math.isfinite(end)]
    if not ends:
        return None
    slack = rounded or bound != "exact"
    low, high = min(ends), max(ends)
    least = -math.inf if lower is None or bound in DOWN else low - (_half_digit(low) if slack else 0)
    greatest = math.inf if upper is None or bound in UP else high + (_half_digit(high) if slack else 0)
    if bound in UP:
        least = low - _half_digit(low)
    if bound in DOWN:
        greatest = high + _half_digit(high)
    return Interval(least, greatest, (low + high) / 2 if low != high else low)


def verdict(first: Interval, second: Interval) -> Verdict:
    """Return whether two figures say the ``same``, ``clash``, or leave each other ``room``.

    Example:
        >>> exact, most = interval(300, 300, "exact"), interval(None, 4000, "at_most")
        >>> verdict(exact, most), verdict(exact, interval(1200, 1200, "exact"))
        ('room', 'clash')
    """
    if first.lower > second.upper or second.lower > first.upper:
        return "clash"
    if not first.open and not second.open:
        return "same"
    small, large = sorted((abs(first.told), abs(second.told)))
    return "same" if large - small <= NEAR * large + 1e-9 else "room"


def _half_digit(value: float) -> float:
    """Return half of the last digit's place, at most a share of the value: 50 of 1,100; 5 of 650; 0.5 of 373."""
    if value == 0:
        return 0.0
    text = f"{abs(value):.9g}"
    mantissa, _, exponent = f"{abs(float(text)):.8e}".partition("e")
    digits = len(mantissa.rstrip("0").replace(".", "")) or 1
    return float(min(0.5 * 10 ** (int(exponent) - digits + 1), ROUND * abs(value)))
