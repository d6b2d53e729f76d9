"""Events where they happen: points on a plain frame of latitude and longitude."""

from collections import Counter
from collections.abc import Iterable
from math import cos, radians, sqrt
from typing import TYPE_CHECKING

from korea_nlp.places import Place, place_of_event
from korea_nlp.plots.drawing import INK, LETTER, LINE, Box, axes, overlap, plain, settle
from korea_nlp.records import Failure, Record

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Area = tuple[float, float, float, float]
KOREA: Area = (123.5, 132.0, 32.8, 43.2)  # west, east, south, north
HUES = {"PRK": "#c4342b", "KOR": "#2463c9"}
OTHER = "#566074"
SMALLEST = 24.0  # square points, of one event
ROOM, LEAST = 0.15, 2.0  # around all places: a part of what they span, and so many degrees at least
STEEPEST = 80.0  # degrees north to which the frame keeps its proportions


def map_events(
    records: Iterable[Record | Failure],
    *,
    kinds: Iterable[str] | None = None,
    area: Area | None = None,
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
        most: How many places are named: those with the most events, as far as names find room beside their points.
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
    west, east, south, north = area or _around(places)
    ax.set_xlim(west, east)
    ax.set_ylim(south, north)
    ax.set_aspect(1 / cos(radians(min(abs(south + north) / 2, STEEPEST))), adjustable="box")
    _name(ax, [(place, counts[place]) for place in places], most)
    return ax


def _around(places: list[Place]) -> Area:
    """Return what shows some places, with room for their names, and no more than there is of the Earth."""
    xs, ys = [place.longitude for place in places] or [0.0], [place.latitude for place in places] or [0.0]
    wide, high = max(ROOM * (max(xs) - min(xs)), LEAST), max(ROOM * (max(ys) - min(ys)), LEAST)
    return (
        max(min(xs) - wide, -180.0),
        min(max(xs) + wide, 180.0),
        max(min(ys) - high, -90.0),
        min(max(ys) + high, 90.0),
    )


def _name(ax: "Axes", counted: list[tuple[Place, int]], most: int) -> None:
    """Write names beside points, those with the most events first, where no other name and no larger point stands."""
    settle(ax)
    scale = ax.figure.dpi / 72
    taken: list[Box] = []
    for place, count in counted[: max(most, 0)]:
        words, radius = f"{plain(place.name)} {count}", sqrt(SMALLEST * count) / 2
        x, y = ax.transData.transform((place.longitude, place.latitude))
        point = (x - radius * scale, y - radius * scale, x + radius * scale, y + radius * scale)
        width = LETTER * len(words)
        sides = ((radius + 2, 0.0, "left"), (-radius - 2, 0.0, "right"), (0.0, radius + 6, "center"))
        for dx, dy, side in (*sides, (0.0, -radius - 6, "center")):
            left = x + (dx - {"left": 0.0, "center": width / 2, "right": width}[side]) * scale
            box = (left, y + (dy - 5) * scale, left + width * scale, y + (dy + 5) * scale)
            inside = ax.bbox.x0 <= box[0] and box[2] <= ax.bbox.x1
            if inside and not any(overlap(box, other) for other in taken):
                taken.append(box)
                at = (place.longitude, place.latitude)
                ax.annotate(
                    words, at, (dx, dy), textcoords="offset points", ha=side, va="center", fontsize=8, color=INK
                )
                break
        taken.append(point)


def _in(place: Place, area: Area | None) -> bool:
    """Tell whether a place is shown."""
    if area is None:
        return True
    west, east, south, north = area
    return west <= place.longitude <= east and south <= place.latitude <= north
