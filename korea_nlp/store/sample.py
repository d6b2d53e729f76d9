"""Articles drawn for an audit by people: some of each stratum, and in each some of which we are sure and some not."""

import csv
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from korea_nlp.compare.tables import cell
from korea_nlp.errors import StoreError
from korea_nlp.records import Claim, Record
from korea_nlp.store.where import Where

if TYPE_CHECKING:
    from korea_nlp.store import Store

Stratum = Literal["publisher", "year", "month"]
STRATA = {
    "publisher": "coalesce(articles.publisher, '')",
    "year": "coalesce(left(articles.published, 4), '')",
    "month": "coalesce(left(articles.published, 7), '')",
}
BANDS = ((0.5, "low"), (0.75, "middle"))  # of the claim of an article that we are least sure of; above is "high"
AROUND = 200  # characters beside a claim that are shown with it
JUDGE = ("is_claim", "source_right", "content_right", "about_right", "stance_right", "missed", "notes")
COLUMNS = (
    *("stratum", "band", "weight", "article", "published", "publisher", "title", "claim", "source", "source_actors"),
    *("cue", "content", "about", "stance", "certainty", "confidence", "context"),
    *JUDGE,
)


def draw(store: "Store", size: int, *, by: Stratum, where: Where, seed: int) -> list[dict[str, Any]]:
    """Return the claims of articles drawn at random, one row a claim.

    Strata and bands of confidence take turns, so that rare ones are seen too; ``weight`` says for how many articles of
    its stratum and band each one drawn stands, so that shares over the whole can be estimated.

    Args:
        store: The store.
        size: How many articles.
        by: What makes a stratum: publisher, year or month.
        where: Only articles with such claims.
        seed: Another number draws others; the same number draws the same.

    Raises:
        StoreError: There is no such stratum.
    """
    if by not in STRATA:
        raise StoreError(f"there is no stratum {by!r}; use one of {', '.join(STRATA)}.")
    chosen = _choose(_cells(store, by, where), size, seed)
    ids = tuple(sorted(chosen))
    rows = [
        row for record in (store.records(Where(article=ids)) if ids else ()) for row in _rows(record, chosen[record.id])
    ]
    return sorted(rows, key=lambda row: (row["stratum"], row["band"], row["article"]))


def write_sheet(rows: Iterable[dict[str, Any]], path: Path) -> None:
    """Write rows as CSV that a spreadsheet takes for text and nothing else, with empty columns to fill in."""
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("w", encoding="utf-8-sig", newline="") as file:  # Excel reads UTF-8 by this mark alone
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows([cell(row.get(name)) for name in COLUMNS] for row in rows)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _cells(store: "Store", by: str, where: Where) -> dict[tuple[str, str], list[str]]:
    """Return the ids of the articles of each stratum and band."""
    condition, values = store.conditions(where)
    found = store.sql(
        f"SELECT {STRATA[by]} AS stratum, claims.article, min(claims.confidence) AS least FROM claims"
        f" JOIN articles ON articles.id = claims.article WHERE {condition} GROUP BY ALL ORDER BY ALL",
        values,
    )
    cells: dict[tuple[str, str], list[str]] = {}
    for row in found.to_pylist():
        cells.setdefault((row["stratum"], _band(row["least"])), []).append(row["article"])
    return cells


def _choose(cells: dict[tuple[str, str], list[str]], size: int, seed: int) -> dict[str, tuple[str, str, float]]:
    """Return the articles drawn, each with stratum, band and weight."""

    def shuffled(ids: list[str]) -> Iterator[str]:
        return iter(sorted(ids, key=lambda id: hashlib.sha256(f"{seed} {id}".encode()).digest()))

    queues = {key: shuffled(ids) for key, ids in sorted(cells.items())}
    drawn: dict[tuple[str, str], list[str]] = {key: [] for key in queues}
    while queues and sum(map(len, drawn.values())) < size:
        for key in list(queues):
            id = next(queues[key], None)
            if id is None:
                del queues[key]
            elif sum(map(len, drawn.values())) < size:
                drawn[key].append(id)
    return {id: (*key, round(len(cells[key]) / len(ids), 3)) for key, ids in drawn.items() for id in ids}


def _rows(record: Record, drawn: tuple[str, str, float]) -> Iterator[dict[str, Any]]:
    stratum, band, weight = drawn
    for claim in record.claims:
        yield {
            **{"stratum": stratum, "band": band, "weight": weight},
            **{"article": record.id, "published": record.published, "publisher": record.publisher},
            **{"title": record.title, "claim": claim.id, "source": claim.source.text if claim.source else None},
            **{"source_actors": claim.source.actors if claim.source else ()},
            **{"cue": claim.cue.text if claim.cue else None},
            **{"content": claim.content.text, "about": claim.about, "stance": claim.stance},
            **{"certainty": claim.certainty, "confidence": claim.confidence, "context": _context(record, claim)},
        }


def _context(record: Record, claim: Claim) -> str:
    """Return the words around a claim."""
    parts = (part for part in (claim.source, claim.cue, claim.content) if part)
    spans = [span for part in parts for span in part.spans]
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    return record.text[max(start - AROUND, 0) : end + AROUND]


def _band(confidence: float) -> str:
    return next((name for limit, name in BANDS if confidence < limit), "high")
