"""What all pictures share: their axes, days, colours and words."""

from collections.abc import Sequence
from datetime import date
from textwrap import shorten
from typing import TYPE_CHECKING

from korea_nlp.errors import RecordError

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

Box = tuple[float, float, float, float]  # left, bottom, right, top
NAME = 52  # characters of a name that are shown
INK, LINE = "#1b1f27", "#e3e6eb"
LETTER = 5.6  # points that a letter of a label takes
SHORT = 12  # days up to which each has its tick


def axes(ax: "Axes | None", size: tuple[float, float]) -> "Axes":
    """Return the axes to draw on: those given, else new ones of a size in inches.

    Raises:
        RecordError: matplotlib is not installed.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise RecordError("plots need matplotlib; pip install 'korea-nlp[viz]'.") from error
    return ax if ax is not None else Figure(figsize=size, layout="constrained").add_subplot()


def ruled(ax: "Axes", days: float) -> None:
    """Make an axis of days, of a span of so many, and lines to read heights by."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, DayLocator
    from matplotlib.ticker import StrMethodFormatter

    # matplotlib would put hours between two days
    locator = DayLocator() if days <= SHORT else AutoDateLocator(minticks=3, maxticks=9)  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:,.10g}"))
    ax.grid(axis="y", color=LINE, lw=0.8)
    ax.set_axisbelow(True)
    ax.spines[["top", "right"]].set_visible(False)


def beside(ax: "Axes", handles: "Sequence[Artist]") -> None:
    """Put the legend to the right of the axes."""
    ax.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.01, 1), frameon=False)


def settle(ax: "Axes") -> None:
    """Let the layout of the figure find its place, so that what is told in points can be told in data."""
    from matplotlib.figure import Figure

    if isinstance(ax.figure, Figure):
        ax.figure.draw_without_rendering()


def overlap(one: Box, other: Box) -> bool:
    """Tell whether two boxes share a part."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def place(day: date) -> float:
    """Return a day as matplotlib counts days: from the first of January 1970."""
    return float((day - date(1970, 1, 1)).days)


def day_of(text: str | None) -> date | None:
    """Return the day of an ISO date or time, None where it is none."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def plain(text: str, length: int = NAME) -> str:
    r"""Return words of a text as matplotlib can show them: in one line, short, a dollar sign no formula.

    Example:
        >>> plain("some $5\nand $6")
        'some \\$5 and \\$6'
    """
    words = text.encode("utf-8", "replace").decode("utf-8")
    return shorten(words, length, placeholder=" …").replace("$", r"\$")
