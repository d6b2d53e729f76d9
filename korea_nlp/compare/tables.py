"""The ledger as rows, data frame, Parquet and CSV."""

import csv
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from korea_nlp.compare.rows import Comparison, Figure
from korea_nlp.errors import RecordError

if TYPE_CHECKING:
    import pandas

FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # what makes a spreadsheet read a cell as a formula
LIST_MARK = "|"


@dataclass(frozen=True, slots=True)
class LedgerRow(Figure):
    """A figure with the ids of the rows that it is related to."""

    agrees: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()
    updates: tuple[str, ...] = ()


def ledger(comparison: Comparison, *, rivals: bool = False) -> list[LedgerRow]:
    """Return one row a figure, those of a topic together and by date.

    Args:
        comparison: What ``compare`` gave.
        rivals: Leave out topics in which nothing is related.

    Example:
        >>> ledger(Comparison())
        []
    """
    related: dict[str, dict[str, list[str]]] = {}
    for relation in comparison.relations:
        for id, other in ((relation.source, relation.target), (relation.target, relation.source)):
            if relation.kind == "UPDATES" and id == relation.target:
                continue  # the later figure updates the earlier one, not the other way round
            related.setdefault(id, {}).setdefault(relation.kind.lower(), []).append(other)
    topics = {row.topic for row in comparison.figures if row.id in related}
    rows = [
        LedgerRow(
            **{item.name: getattr(row, item.name) for item in fields(Figure)},
            agrees=tuple(related.get(row.id, {}).get("agrees", ())),
            disputes=tuple(related.get(row.id, {}).get("disputes", ())),
            updates=tuple(related.get(row.id, {}).get("updates", ())),
        )
        for row in comparison.figures
        if not rivals or (row.topic and row.topic in topics)
    ]
    return sorted(rows, key=lambda row: (row.topic is None, row.topic or "", row.as_of or "", row.article, row.start))


def ledger_dataframe(comparison: Comparison, *, rivals: bool = False) -> "pandas.DataFrame":
    """Return the ledger as a data frame, lists as Python lists.

    Raises:
        RecordError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise RecordError("data frames need pandas; pip install 'korea-nlp[viz]'.") from error
    columns = [item.name for item in fields(LedgerRow)]
    return pandas.DataFrame([asdict(row) for row in ledger(comparison, rivals=rivals)], columns=columns)


def write_ledger(comparison: Comparison, path: str | Path, *, rivals: bool = False) -> None:
    """Write the ledger as Parquet or CSV, by the file's suffix.

    Cells of a CSV file that a spreadsheet would read as a formula get an apostrophe before them; lists have ``|``
    between their parts.

    Raises:
        RecordError: The suffix is neither.
    """
    path = Path(path)
    rows = ledger(comparison, rivals=rivals)
    writers = {".parquet": _write_parquet, ".csv": _write_csv}
    if path.suffix.lower() not in writers:
        raise RecordError(f"{path} ends in none of {', '.join(writers)}; name the file so.")
    draft = path.with_name(f".{path.name}.part")
    try:
        writers[path.suffix.lower()](rows, draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _write_csv(rows: list[LedgerRow], path: Path) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(item.name for item in fields(LedgerRow))
        writer.writerows([cell(value) for value in _values(row)] for row in rows)


def _values(row: LedgerRow) -> Iterator[Any]:
    return (getattr(row, item.name) for item in fields(LedgerRow))


def cell(value: Any) -> Any:
    r"""Return a value as a CSV cell that is text and nothing else.

    Example:
        >>> cell('=HYPERLINK("http://example.org")'), cell(("a", "b")), cell(None), cell(-3.0)
        ('\'=HYPERLINK("http://example.org")', 'a|b', '', -3.0)
    """
    if value is None:
        return ""
    if isinstance(value, tuple):
        value = LIST_MARK.join(value)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def _write_parquet(rows: list[LedgerRow], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = ("claimants", "relay", "agrees", "disputes", "updates")
    kinds = {
        **dict.fromkeys(texts, pa.list_(pa.string())),
        **dict.fromkeys(("lower", "upper", "confidence"), pa.float64()),
        **dict.fromkeys(("start", "end"), pa.int64()),
        "derived": pa.bool_(),
    }
    schema = pa.schema([(item.name, kinds.get(item.name, pa.string())) for item in fields(LedgerRow)])
    values = [{key: _encodable(value) for key, value in asdict(row).items()} for row in rows]
    pq.write_table(pa.Table.from_pylist(values, schema), path)


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    return [_encodable(item) for item in value] if isinstance(value, tuple) else value
