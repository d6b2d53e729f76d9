"""Rival figures over time."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from colorsys import hsv_to_rgb
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from korea_nlp.compare import Figure
from korea_nlp.compare.measures import UnitRow
from korea_nlp.compare.naming import topic_words
from korea_nlp.errors import RecordError
from korea_nlp.lexicon import load_lexicon
from korea_nlp.plots.drawing import INK, LETTER, Box, axes, beside, day_of, overlap, place, plain, ruled, settle
from korea_nlp.records.figures import number, plural

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NOBODY = "nobody named"
LISTED = 16  # claimants that the legend has room for
HUES = ("#2463c9", "#c4342b", "#0c7d73", "#d68910", "#8446c6", "#b5306f", "#4d6b17", "#566074", "#1c9fc4", "#8a5a2b")
MARKERS = {  # of what befell people, the same in every picture
    **{"": "o", "killed": "X", "injured": "P", "killed or injured": "o", "captured": "s", "detained": "s"},
    **{"missing": "D", "deployed": "^"},
}
OTHER_MARKER = "v"
ARROWS = {"at_least": 1, "more_than": 1, "at_most": -1, "less_than": -1}  # which way an open bound points
ARROW = 20  # points
NEAR, ASIDE = 0.02, 0.014  # shares of the height in which points hide each other, of the width to move them
SIDES = ((8, 0, "left"), (-8, 0, "right"), (0, 12, "center"), (0, -12, "center"))
CORNERS = ((8, 11, "left"), (8, -11, "left"), (-8, 11, "right"), (-8, -11, "right"))
PLACES = (*SIDES, *CORNERS, (30, 0, "left"), (-30, 0, "right"))  # where the label of a point can stand, in points


@dataclass(frozen=True, slots=True)
class _Point:
    """A figure where it is to be drawn, and in how many copies of one story it stands."""

    x: float
    low: float
    high: float
    bound: str
    who: str
    scope: str
    label: str

    @property
    def y(self) -> float:
        """The middle of a range."""
        return (self.low + self.high) / 2


def plot_rivals(
    rows: Iterable[Figure], *, topic: str | None = None, scope: str | None = None, ax: "Axes | None" = None
) -> "Axes":
    """Draw the figures of one topic over time, one colour a claimant and one marker for what befell those counted.

    A range has a bar from end to end, an open bound an arrow ("at least 100" points up), a rounded figure a hollow
    marker. Other units are drawn as their worth in the commonest one. A figure that copies of one story repeat is drawn
    once and says how often it stands.

    Args:
        rows: Rows of a ledger or figures of a comparison; those without a date or a number are left out.
        topic: The one to draw; without it the one with the most claimants.
        scope: Draw figures of this scope alone ("killed").
        ax: Where to draw.

    Raises:
        RecordError: matplotlib is not installed, or no row has that topic.
    """
    ax = axes(ax, (10, 5.5))
    held = [row for row in rows if row.topic is not None and (scope is None or row.scope == scope)]
    if topic is not None and all(row.topic != topic for row in held):
        raise RecordError(f"no figure is of the topic {topic!r}; the field `topic` of a ledger's rows has them.")
    topic = topic if topic is not None else _widest(held)
    held = [row for row in held if row.topic == topic]
    unit = Counter(row.unit for row in held).most_common(1)[0][0] if held else None
    points = _apart(list(_points(held, unit)))
    hues = {who: _hue(i) for i, who in enumerate(dict.fromkeys(point.who for point in points))}
    marks = {name: MARKERS.get(name, OTHER_MARKER) for name in dict.fromkeys(p.scope for p in points)}
    for who in hues:
        for name, mark in marks.items():
            _draw_line(ax, [p for p in points if p.who == who and p.scope == name], hues[who], mark)
    title = topic_words([topic])[topic] if topic else "no rival figures"
    ax.set_title(plain(title, 90), loc="left", weight="bold")
    ax.set_ylabel(plain(plural(unit)) if unit else "")
    if points:
        ruled(ax, max(p.x for p in points) - min(p.x for p in points))
        ax.margins(x=0.1, y=0.14)
        low, high = ax.get_ylim()
        if ax.get_yscale() == "linear" and min(p.low for p in points) >= 0 > low:
            ax.set_ylim(bottom=-0.03 * high)  # a label of a small figure stands above the axis
        _legend(ax, hues, marks)
        _label(ax, points, hues)
    return ax


def _widest(rows: Sequence[Figure]) -> str | None:
    """Return the topic with the most claimants, of several the one with the most figures, then the first."""
    whos: dict[str, set[str | None]] = {}
    for row in rows:
        whos.setdefault(row.topic or "", set()).add(row.claimant)
    counts = Counter(row.topic or "" for row in rows)
    return max(whos, key=lambda topic: (len(whos[topic]), counts[topic]), default=None)


def _points(rows: Iterable[Figure], unit: str | None) -> Iterator[_Point]:
    """Yield figures by date, one for all copies of a story."""
    units = {row.unit: row for row in load_lexicon("units").rows(UnitRow)}
    found: dict[tuple[object, ...], tuple[Figure, int]] = {}
    for row in rows:
        key = (row.as_of, row.claimant, row.lower, row.upper, row.bound, row.unit, row.scope, row.origin)
        found[key] = (found[key][0] if key in found else row, found.get(key, (row, 0))[1] + 1)
    for row, copies in sorted(found.values(), key=lambda item: item[0].as_of or ""):
        day, ends = day_of(row.as_of), [end for end in (row.lower, row.upper) if end is not None]
        if day is None or not ends:
            continue
        here, there = units.get(row.unit or ""), units.get(unit or "")
        worth = 1.0
        if here and there and here.factor and there.factor and here.dimension == there.dimension:
            worth = here.factor / there.factor
        label = number(row.lower, row.upper, row.bound, None if row.unit == unit else row.unit, None)
        label += f" (×{copies})" if copies > 1 else ""
        scope = (row.scope or "").replace("_", " ")
        yield _Point(
            place(day), ends[0] * worth, ends[-1] * worth, row.bound, plain(row.claimant or NOBODY), scope, label
        )


def _apart(points: Sequence[_Point]) -> list[_Point]:
    """Return the points with those that would hide each other moved aside by a little."""
    if not points:
        return []
    days, values = [p.x for p in points], [p.y for p in points]
    wide, high = max(max(days) - min(days), 1.0), max(values) - min(values)
    found: list[_Point] = []
    for p in points:
        near = sum(p.x == day and abs(p.y - other.y) <= NEAR * high for other, day in zip(found, days, strict=False))
        found.append(replace(p, x=p.x + near * ASIDE * wide))
    return found


def _hue(i: int) -> str:
    """Return the colour of a claimant: one of the list, then ever further round the circle."""
    if i < len(HUES):
        return HUES[i]
    return "#" + "".join(f"{round(255 * part):02x}" for part in hsv_to_rgb(0.618 * i % 1, 0.65, 0.7))


def _draw_line(ax: "Axes", points: Sequence[_Point], hue: str, mark: str) -> None:
    """Draw what one claimant says of one scope: a thin line through its figures, bars and arrows at them."""
    ax.plot([p.x for p in points], [p.y for p in points], color=hue, lw=1, alpha=0.35, zorder=1)
    for p in points:
        face = "white" if p.bound == "approximate" else hue
        half = (p.high - p.low) / 2
        ax.errorbar([p.x], [p.y], yerr=[half] if half else None, fmt=mark, ms=8, color=hue, mfc=face, capsize=4)
        if p.bound in ARROWS:
            # the head stands at the far end: the text is empty, and what is pointed from is the figure
            ax.annotate(
                "",
                (p.x, p.y),
                (0, ARROW * ARROWS[p.bound]),
                textcoords="offset points",
                arrowprops={"arrowstyle": "<|-", "color": hue, "lw": 1.5, "shrinkA": 0, "shrinkB": 0},
            )


def _label(ax: "Axes", points: Sequence[_Point], hues: Mapping[str, str]) -> None:
    """Write the figure beside each point, where no other label, point or arrow stands."""
    settle(ax)
    scale = ax.figure.dpi / 72
    spots = [ax.transData.transform((p.x, p.y)) for p in points]
    taken: list[Box] = []
    for p, (x, y) in zip(points, spots, strict=True):
        up, down = (ARROW if ARROWS.get(p.bound) == side else 5 for side in (1, -1))
        taken.append((x - 5 * scale, y - down * scale, x + 5 * scale, y + up * scale))
    for p, (x, y) in zip(points, spots, strict=True):
        boxes = []
        for dx, dy, side in PLACES:
            width = LETTER * len(p.label) * scale
            left = x + dx * scale - {"left": 0.0, "center": width / 2, "right": width}[side]
            boxes.append((left, y + (dy - 5) * scale, left + width, y + (dy + 5) * scale))
        free = [i for i, box in enumerate(boxes) if not any(overlap(box, other) for other in taken)]
        inside = [i for i in free if ax.bbox.x0 <= boxes[i][0] and boxes[i][2] <= ax.bbox.x1]
        i = next(iter(inside or free), 0)
        taken.append(boxes[i])
        dx, dy, side = PLACES[i]
        ax.annotate(
            p.label, (p.x, p.y), (dx, dy), textcoords="offset points", ha=side, va="center", fontsize=9,
            color=hues[p.who], zorder=5,
        )  # fmt: skip


def _legend(ax: "Axes", hues: Mapping[str, str], marks: Mapping[str, str]) -> None:
    from matplotlib.lines import Line2D

    handles = [Line2D([], [], color=hue, marker="o", lw=0, label=who) for who, hue in hues.items()]
    if len(hues) > LISTED:
        handles[LISTED:] = [Line2D([], [], lw=0, label=f"and {len(hues) - LISTED} more")]
    if len(marks) > 1:
        named = [(scope or "not said", mark) for scope, mark in marks.items()]
        handles += [Line2D([], [], color=INK, marker=mark, lw=0, mfc="none", label=scope) for scope, mark in named]
    beside(ax, handles)
