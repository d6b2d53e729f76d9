"""Events where they happen: points on a plain frame of latitude and longitude."""

from collections import Counter
from collections.abc import Iterable
from math import cos, radians
from typing import TYPE_CHECKING

from korea_nlp.places import Place, place_of_event
from korea_nlp.plots.drawing import INK, LINE, axes, plain
from korea_nlp.records import Failure, Record

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Box = tuple[float, float, float, float]
KOREA: Box = (123.5, 132.0, 32.8, 43.2)  # west, east, south, north
HUES = {"PRK": "#c4342b", "KOR": "#2463c9"}
OTHER = "#566074"
SMALLEST = 24.0  # square points, of one event
STEEPEST = 80.0  # degrees north to which the frame keeps its proportions


def map_events(
    records: Iterable[Record | Failure],
    *,
    kinds: Iterable[str] | None = None,
    area: Box | None = None,
    most: int = 20,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw where events happen: a point a place, as large as the number of events there, with its name.

    Places are those that ``locate`` knows; events whose place is unknown, or a whole country, are left out. There are
    no coastlines; ``korea_nlp.plots.maps.KOREA`` is an area to look at closer.

    Args:
        records: Records, read once; a ``Failure`` among them is passed over.
        kinds: Draw events of these kinds alone ("missile_launch").
        area: West, east, south and north of what is shown, in degrees; all places where none is given.
        most: How many places are named: those with the most events.
        ax: Where to draw.

    Raises:
        RecordError: matplotlib is not installed.
    """
    ax = axes(ax, (9, 7))
    wanted = None if kinds is None else set(kinds)
    counts: Counter[Place] = Counter()
    for record in records:
        if isinstance(record, Record):
            told = (event for event in record.events if wanted is None or event.kind in wanted)
            counts.update(place for event in told if (place := place_of_event(event.arguments)) and _in(place, area))
    ax.set_title("Events by place", loc="left", weight="bold")
    ax.set_xlabel("longitude")
    ax.set_ylabel("latitude")
    ax.grid(color=LINE, lw=0.8)
    ax.set_axisbelow(True)
    places = sorted(counts, key=lambda place: (-counts[place], place.id))
    if places:
        sizes = [SMALLEST * counts[place] for place in places]
        hues = [HUES.get(place.country or "", OTHER) for place in places]
        xs, ys = [place.longitude for place in places], [place.latitude for place in places]
        ax.scatter(xs, ys, sizes, hues, alpha=0.6, edgecolor="white")
    ax.margins(0.15)  # room for names
    if area is not None:
        ax.set_xlim(area[0], area[1])
        ax.set_ylim(area[2], area[3])
    middle = min(abs(sum(ax.get_ylim())) / 2, STEEPEST)
    ax.set_aspect(1 / cos(radians(middle)), adjustable="datalim" if area is None else "box")
    for place in places[: max(most, 0)]:
        words = f"{plain(place.name)} {counts[place]}"
        at = (place.longitude, place.latitude)
        ax.annotate(words, at, (6, 2), textcoords="offset points", fontsize=8, color=INK)
    return ax


def _in(place: Place, area: Box | None) -> bool:
    """Tell whether a place is shown."""
    if area is None:
        return True
    west, east, south, north = area
    return west <= place.longitude <= east and south <= place.latitude <= north
