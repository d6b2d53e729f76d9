"""Where the nodes of a report's graph stand: reckoned here, once, so that the page need not.

Deterministic: actors start on a spiral, the most connected in the middle, and are moved by springs and repulsion; then
those that overlap are moved apart, names included. Beyond the first ``CORE`` actors, which all others would slow down,
an actor gets a place on the spiral around them. Claims lie like the seeds of a sunflower around who makes them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, log2, pi, sin, sqrt
from typing import Any

import numpy as np

Pair = tuple[int, int]
Place = tuple[float, float]
CORE = 200
STEPS = 160
GOLDEN = pi * (3 - sqrt(5))  # the angle between seeds
SEED = 13.0  # from one claim to the next
ROOM = 1.5  # times what the nodes and their names cover
WIDER = 1.25  # than high is the whole
LETTER, LINE, LONGEST, LINES = 6.4, 13.0, 15, 3  # of a name below a node, in several lines


@dataclass(frozen=True, slots=True)
class Places:
    """Where all stand.

    Attributes:
        actors: In the view of actors alone.
        wide: In the view that also shows claims, which needs more room.
        claims: In that view; None for a claim without an actor.
    """

    actors: list[Place]
    wide: list[Place]
    claims: list[Place | None]


def place(names: Sequence[str], pairs: Mapping[Pair, float], hosts: Sequence[int | None]) -> Places:
    """Return the places of actors and claims.

    Args:
        names: The actors' names, which need room too.
        pairs: How often one actor speaks about another, by their numbers.
        hosts: For each claim, the actor that it stands near.

    Example:
        >>> place([], {}, [None])
        Places(actors=[], wide=[], claims=[None])
    """
    degrees = np.zeros(len(names))
    for (source, target), weight in pairs.items():
        degrees[[source, target]] += weight
    seeds = np.zeros(len(names))
    for host in hosts:
        if host is not None:
            seeds[host] += 1
    order = np.argsort(-(degrees * 1000 + seeds), kind="stable")
    core, rest = order[:CORE], order[CORE:]
    points = _sprung(core, pairs, degrees)

    boxes = np.array([_box(names[actor], seeds[actor] + degrees[actor]) for actor in core]).reshape(-1, 2)
    actors = _with_rest(_apart(points, boxes), core, rest, np.full(len(names), 60.0))
    radii = SEED * np.sqrt(seeds) + 26
    discs = np.maximum(boxes, radii[core, None] * 2)
    wide = _with_rest(_apart(points, discs), core, rest, radii * 2)
    return Places(_rounded(actors), _rounded(wide), _seeds(wide, hosts))


def size(claims: float) -> float:
    """Return the diameter of an actor's node; the page draws the same."""
    return 14 + 6 * log2(1 + claims)


def _box(name: str, claims: float) -> Place:
    lines = min(LINES, -(-len(name) // LONGEST))
    return max(size(claims), LETTER * min(len(name), LONGEST)) + 10, size(claims) + LINE * lines + 8


def _spiral(count: int, step: float, *, start: int = 0) -> Any:
    numbers = np.arange(start, start + count)
    radii = step * np.sqrt(numbers + 0.5)
    return np.stack([radii * np.cos(numbers * GOLDEN), radii * np.sin(numbers * GOLDEN)], axis=1)


def _sprung(core: Any, pairs: Mapping[Pair, float], degrees: Any) -> Any:
    """Return places in which those that speak about each other are near, and all others keep their distance."""
    count = len(core)
    points = _spiral(count, 60.0)
    if count < 2:
        return points
    number = {int(actor): at for at, actor in enumerate(core)}
    springs = np.zeros((count, count))
    for (source, target), weight in pairs.items():
        if source in number and target in number:
            springs[number[source], number[target]] += sqrt(weight)
            springs[number[target], number[source]] += sqrt(weight)
    mass = 1 + np.sqrt(degrees[core])
    push = 2600.0 * mass[:, None] * mass[None, :]
    pull = 0.35 * mass * np.sqrt(mass / mass.mean())  # the busiest stand in the middle
    heat = 90.0
    for _ in range(STEPS):
        gaps = points[:, None, :] - points[None, :, :]
        squares = (gaps**2).sum(axis=2) + 1.0
        forces = (gaps * ((push / squares) - springs / (1 + mass[:, None]))[:, :, None]).sum(axis=1)
        forces -= points * pull[:, None]
        lengths = np.sqrt((forces**2).sum(axis=1)) + 1e-9
        points = points + forces / lengths[:, None] * np.minimum(lengths * 0.05, heat)[:, None]
        heat *= 0.985
    return points


def _apart(points: Any, boxes: Any) -> Any:
    """Return the places drawn together, then overlapping boxes moved apart, each pair on the way that is shorter."""
    count = len(points)
    if count < 2:
        return points
    width, height = np.ptp(points, axis=0) + 1.0
    room = ROOM * float((boxes[:, 0] * boxes[:, 1]).sum())
    points = (
        points * sqrt(room / (width * height)) * np.array([sqrt(height / width * WIDER), sqrt(width / height / WIDER)])
    )
    reach = (boxes[:, None, :] + boxes[None, :, :]) / 2
    for _ in range(120):
        gaps = points[:, None, :] - points[None, :, :]
        overlaps = reach - np.abs(gaps)
        hit = (overlaps > 0).all(axis=2)
        np.fill_diagonal(hit, False)
        if not hit.any():
            break
        along = overlaps[:, :, 0] <= overlaps[:, :, 1]
        signs = np.where(gaps > 0, 1.0, -1.0)
        signs = np.where(gaps == 0, np.sign(np.arange(count)[:, None] - np.arange(count)[None, :])[:, :, None], signs)
        moves = np.where(np.stack([along, ~along], axis=2) & hit[:, :, None], signs * overlaps * 0.5, 0.0)
        points = points + moves.sum(axis=1) * 0.55
    return points


def _with_rest(points: Any, core: Any, rest: Any, widths: Any) -> Any:
    """Return the places of all: around the core, the others on a spiral that is as wide as they need."""
    found = np.zeros((len(core) + len(rest), 2))
    if len(found) == 0:
        return found
    points = points - points.mean(axis=0)
    found[core] = points
    reach = float(np.sqrt((points**2).sum(axis=1)).max()) + 80
    angle = 0.0
    for actor in rest:
        width = float(widths[actor])
        angle += width / reach
        reach += width / 2 * (width / reach) / pi
        found[actor] = reach * cos(angle), reach * sin(angle)
    return found


def _seeds(actors: Any, hosts: Sequence[int | None]) -> list[Place | None]:
    counts: dict[int, int] = {}
    found: list[Place | None] = []
    for host in hosts:
        if host is None:
            found.append(None)
            continue
        number = counts[host] = counts.get(host, 0) + 1
        radius, angle = 20 + SEED * sqrt(number), number * GOLDEN
        x, y = actors[host]
        found.append((round(float(x) + radius * cos(angle), 1), round(float(y) + radius * sin(angle), 1)))
    return found


def _rounded(points: Any) -> list[Place]:
    return [(round(float(x), 1), round(float(y), 1)) for x, y in points]
