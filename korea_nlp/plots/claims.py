"""Claims counted: who speaks about whom, and what kind of claims there are day by day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from korea_nlp.errors import RecordError
from korea_nlp.plots.drawing import INK, axes, beside, day_of, place, plain, ruled
from korea_nlp.records import Failure, Record

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OTHER = "#566074"  # the colour of a stance that is not in the list
STANCES = {
    "assert": "#9db4d6", "confirm": "#1f7f47", "believe": "#c9c2a6", "predict": "#8fc1c9", "promise": "#76b58a",
    "praise": "#d9b8dd", "demand": "#e0a33a", "accuse": "#d9704a", "threaten": "#8e2f5c", "deny": "#c4342b",
}  # fmt: skip


def plot_speakers(
    records: Iterable[Record | Failure],
    *,
    most: int = 14,
    origins: Mapping[str, str] | None = None,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw who speaks about whom: a row a speaker, a column one spoken of, in each cell the number of claims.

    Args:
        records: Records, read once; a ``Failure`` among them is passed over.
        most: How many speakers, and how many of those spoken of, are shown: those with the most claims.
        origins: What ``find_origins`` gives; with it copies of one story count once.
        ax: Where to draw.

    Raises:
        RecordError: matplotlib is not installed.
    """
    ax = axes(ax, (10, 7))
    counts: Counter[tuple[str, str]] = Counter()
    for record in _originals(records, origins):
        names = {actor.id: plain(actor.name) for actor in record.actors}
        for claim in record.claims:
            speakers = dict.fromkeys(names.get(id, id) for id in (claim.source.actors if claim.source else ()))
            about = dict.fromkeys(names.get(id, id) for id in claim.about)
            counts.update((speaker, one) for speaker in speakers for one in about)
    shown = _first(counts, 0, most)
    heard = _first(Counter({pair: count for pair, count in counts.items() if pair[0] in shown}), 1, most)
    cells = [[counts[speaker, one] for one in heard] for speaker in shown]
    ax.set_title("Who speaks about whom: claims", loc="left", weight="bold")
    ax.set_xticks(range(len(heard)), heard, rotation=40, ha="right", rotation_mode="anchor")
    ax.set_yticks(range(len(shown)), shown)
    ax.tick_params(length=0)
    if not cells:
        return ax
    top = max(max(row) for row in cells)
    ax.imshow(cells, cmap="Blues", vmin=0, vmax=top * 1.15, aspect="auto")
    for y, row in enumerate(cells):
        for x, count in enumerate(row):
            if count:
                ax.text(x, y, str(count), ha="center", va="center", color="white" if count > 0.6 * top else INK)
    ax.set_xticks([x + 0.5 for x in range(len(heard))], minor=True)
    ax.set_yticks([y + 0.5 for y in range(len(shown))], minor=True)
    ax.grid(which="minor", color="white", lw=1.5)
    ax.tick_params(which="minor", length=0)
    ax.spines[:].set_visible(False)
    ax.set_xlabel("spoken of")
    ax.set_ylabel("speaker")
    return ax


def plot_stances(
    records: Iterable[Record | Failure],
    *,
    days: int = 1,
    origins: Mapping[str, str] | None = None,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw how many claims were published a day, by stance.

    Args:
        records: Records, read once; a ``Failure`` and a record without a date are passed over.
        days: How many days a bar stands for; 7 for weeks, counted from the first day.
        origins: What ``find_origins`` gives; with it copies of one story count once.
        ax: Where to draw.

    Raises:
        RecordError: matplotlib is not installed, or a bar would stand for less than a day.
    """
    if days < 1:
        raise RecordError(f"a bar cannot stand for {days} days; give 1 or more.")
    ax = axes(ax, (10, 4.5))
    counts: Counter[tuple[date, str]] = Counter()
    for record in _originals(records, origins):
        if (day := day_of(record.published)) is not None:
            counts.update((day, claim.stance) for claim in record.claims)
    span = {1: "a day", 7: "a week", 365: "a year"}.get(days, f"in {days} days")
    ax.set_title(f"Claims {span} by stance", loc="left", weight="bold")
    ax.set_ylabel("claims")
    if not counts:
        return ax
    first = min(day for day, _ in counts)
    bars: Counter[tuple[date, str]] = Counter()
    for (day, stance), count in counts.items():
        bars[first + timedelta((day - first).days // days * days), stance] += count
    starts = sorted({day for day, _ in bars})
    below = [0] * len(starts)
    told = {stance for _, stance in bars}
    for stance in (*(known for known in STANCES if known in told), *sorted(told - set(STANCES))):
        heights = [bars[day, stance] for day in starts]
        hue = STANCES.get(stance, OTHER)
        xs = [place(day) for day in starts]
        ax.bar(xs, heights, 0.9 * days, below, align="edge", color=hue, label=plain(stance))
        below = [a + b for a, b in zip(below, heights, strict=True)]
    ruled(ax, (starts[-1] - first).days)
    ax.set_ylim(0, 1.06 * max(below))
    ax.locator_params(axis="y", integer=True)
    beside(ax, ax.get_legend_handles_labels()[0][::-1])
    return ax


def _originals(records: Iterable[Record | Failure], origins: Mapping[str, str] | None) -> Iterator[Record]:
    """Yield records, of the copies of one story the first."""
    seen = set()
    for record in records:
        if isinstance(record, Record) and (origin := (origins or {}).get(record.id, record.id)) not in seen:
            seen.add(origin)
            yield record


def _first(counts: Counter[tuple[str, str]], side: int, most: int) -> list[str]:
    totals: Counter[str] = Counter()
    for pair, count in counts.items():
        totals[pair[side]] += count
    return sorted(totals, key=lambda name: (-totals[name], name))[: max(most, 0)]
