"""Tables of errors by kind, for the report of the gate and for the list of errors."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from items import EXTRA, Item


def counted(items: Iterable[Item]) -> Iterator[tuple[str, list[str]]]:
    """Yield each layer with its table: how many of a kind gold holds, how many are all right, how often each error is.

    Where kinds are confused, a last column says with which, and how often.

    Example:
        >>> dict(counted([Item("times", "day"), Item("times", "day", ("missed",))]))
        {'times': ['| kind | gold | right | missed |', '|---|---|---|---|', '| day | 2 | 1 | 1 |']}
    """
    layers: Mapping[str, Mapping[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    confused: Mapping[str, Mapping[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for item in items:
        if item.taken_for:
            confused[item.layer][item.kind][item.taken_for] += 1
        count = layers[item.layer][item.kind]
        count.update(item.faults or ("right",))
        count["gold"] += EXTRA not in item.faults
    for layer, kinds in layers.items():
        total = sum(kinds.values(), Counter())
        head = ["gold", "right", *(fault for fault, _ in total.most_common() if fault not in ("gold", "right"))]
        rows = sorted(kinds.items(), key=lambda row: (-row[1]["gold"], row[0]))
        cells = {kind: [kind, *(str(count[key]) for key in head)] for kind, count in rows}
        if layer in confused:
            head.append("taken for")
            for kind, row in cells.items():
                row.append(", ".join(f"{other} {n}" for other, n in confused[layer][kind].most_common()))
        yield layer, list(table(["kind", *head], cells.values()))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table in Markdown."""
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for row in rows:
        cells = (" ".join(cell.replace("|", "\\|").split()) for cell in row)
        yield f"| {' | '.join(cells)} |"
