"""The report of a run of the gate, for people, and the baseline that tells new errors from known ones.

The baseline holds fingerprints only; the report holds words of the data and stays where git ignores it.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from items import EXTRA, Item

WORST = 10  # new errors that a slip names
LISTED = 50  # new errors of a set in the report
LAYER_OF = {"chain": "claims", "identity": "mentions"}  # scores that are not called by their layer
Baseline = dict[str, list[str]]  # fingerprints by set


def read_baseline(file: Path) -> Baseline:
    """Return the known errors of each set; none where there is no file yet."""
    found: Baseline = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return found


def write_baseline(file: Path, baseline: Baseline) -> None:
    """Write the known errors, a line each set, so that a change shows which sets it touches."""
    lines = (f"{json.dumps(name)}: {json.dumps(prints)}" for name, prints in sorted(baseline.items()))
    file.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def prints_of(items: Iterable[Item]) -> list[str]:
    """Return the fingerprints of all errors, sorted."""
    return sorted({each for item in items for each in item.prints()})


def new_errors(items: Iterable[Item], known: Iterable[str]) -> list[Item]:
    """Return the items with an error that is not known, the worst first."""
    known = set(known)
    found = [item for item in items if item.prints() - known]
    return sorted(found, key=lambda item: (*(-int(part) for part in item.badness()), item.document, item.place))


def layers_of(task: str, slipped: Iterable[str]) -> frozenset[str]:
    """Return the layers that scores tell of; the sets besides korea have one each, told by an empty set.

    Example:
        >>> sorted(layers_of("korea", ["korea.chain.f", "korea.times.f"]))
        ['claims', 'times']
    """
    if task != "korea":
        return frozenset()
    parts = (name.split(".")[1] for name in slipped)
    return frozenset(LAYER_OF.get(part, part) for part in parts)


def named(new: Sequence[Item], layers: frozenset[str]) -> Iterator[str]:
    """Yield a line for each of the worst new errors of some layers, without words of the data."""
    fitting = [item for item in new if not layers or item.layer in layers]
    yield f"    {len(fitting)} new errors, the worst of them:"
    for item in fitting[:WORST]:
        yield f"    {item.document} {item.place}  {item.layer}, {item.kind}: {', '.join(item.faults)}"


def section(name: str, scores: Iterable[Sequence[str]], items: Sequence[Item], known: Iterable[str]) -> Iterator[str]:
    """Yield the lines of a set: its scores, a table of errors for each layer, its new errors with their words."""
    yield f"\n## {name}\n"
    yield from _table(("score", "now", "floor", "verdict"), scores)
    by_layer: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_layer[item.layer].append(item)
    for layer, held in by_layer.items():
        yield f"\n### {name}: {layer} by kind\n"
        yield from _table(*_by_kind(held))
    known = set(known)
    new, now = new_errors(items, known), set(prints_of(items))
    yield f"\n### {name}: {len(new)} items with new errors, {len(known - now)} known errors gone\n"
    if new:
        rows = [
            (item.document, item.place, item.kind, ", ".join(item.faults), item.gold, item.found)
            for item in new[:LISTED]
        ]
        yield from _table(("article", "place", "kind", "errors", "gold", "found"), rows)


def _by_kind(items: Iterable[Item]) -> tuple[list[str], list[list[str]]]:
    """Return head and rows of a table: how many of a kind gold holds, how many are all right, each error."""
    counts: Mapping[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        counts[item.kind].update(item.faults or ("right",))
        counts[item.kind]["gold"] += EXTRA not in item.faults
    faults = Counter(fault for count in counts.values() for fault in count.elements() if fault not in ("gold", "right"))
    head = ["gold", "right", *(fault for fault, _ in faults.most_common())]
    rows = sorted(counts.items(), key=lambda row: (-row[1]["gold"], row[0]))
    return ["kind", *head], [[kind, *(str(count[column]) for column in head)] for kind, count in rows]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for row in rows:
        cells = (" ".join(cell.replace("|", "\\|").split()) for cell in row)
        yield f"| {' | '.join(cells)} |"
