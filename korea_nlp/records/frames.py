"""Records as pandas data frames, for a notebook."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from korea_nlp.errors import RecordError
from korea_nlp.places import Place, place_of, place_of_event
from korea_nlp.records.flat import COLUMNS, DATES, TEXTS, flat_rows
from korea_nlp.records.given import Given, given_records
from korea_nlp.records.types import Record

if TYPE_CHECKING:
    import pandas

FLAT = "flat"
PLACES = ("events", "arguments")  # tables that tell where


def to_dataframe(records: Given, table: str = "claims") -> "pandas.DataFrame":
    """Return one table of the records as a data frame.

    Args:
        records: A Record, or any number of them; a ``Failure`` among them is passed over.
        table: articles, actors, mentions, quantities, times, events, arguments, claims or claim_actors, with ids; or
            ``flat``: one row a claim with names, words, figures and dates, to read and to sort. Events and arguments
            with the role ``place`` also have ``place_id``, ``latitude`` and ``longitude`` where ``locate`` knows them.

    Raises:
        RecordError: There is no such table, pandas is not installed, or something else than Records was given; says
            what to do.

    Example:
        >>> from korea_nlp.records import Record
        >>> to_dataframe([Record(id="a1", text="Seoul said so.")], "articles").loc[0, "text"]
        'Seoul said so.'
    """
    from korea_nlp.records.arrow import TABLES, to_tables

    if table not in (FLAT, *TABLES):
        raise RecordError(f"there is no table {table!r}; use one of {', '.join((FLAT, *TABLES))}.")
    try:
        import pandas
    except ImportError as error:
        raise RecordError("data frames need pandas; pip install 'korea-nlp[viz]'.") from error
    if table == FLAT:
        flat = pandas.DataFrame(list(flat_rows(records)), columns=list(COLUMNS))
        kinds = {**dict.fromkeys(DATES, "datetime64[s]"), **dict.fromkeys(TEXTS, "string"), "confidence": "float64"}
        return flat.astype({**kinds, "start": "Int64", "end": "Int64"})
    given = list(given_records(records))
    frame: pandas.DataFrame = to_tables(given)[table].to_pandas()
    if table in PLACES:
        places = list(_places(given, table))
        ids = pandas.Series([place.id if place else None for place in places], dtype="string")
        frame = frame.assign(place_id=ids)
        for axis in ("latitude", "longitude"):
            frame[axis] = pandas.Series([getattr(place, axis, None) for place in places], dtype="float64")
    return frame


def _places(records: Iterable[Record], table: str) -> Iterator[Place | None]:
    """Yield the place of each row of a table."""
    for event in (event for record in records for event in record.events):
        if table == "events":
            yield place_of_event(event.arguments)
        else:
            yield from (place_of(one) if one.role == "place" else None for one in event.arguments)
