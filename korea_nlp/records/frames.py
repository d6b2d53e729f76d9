"""Records as pandas data frames, for a notebook."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from korea_nlp.errors import RecordError
from korea_nlp.records.types import Record

if TYPE_CHECKING:
    import pandas


def to_dataframe(records: Iterable[Record], table: str = "claims") -> "pandas.DataFrame":
    """Return one table of the records as a data frame.

    Args:
        records: The records; what else stands among them (a ``Failure``) is passed over.
        table: articles, actors, mentions, quantities, times, events, arguments, claims or claim_actors.

    Raises:
        RecordError: There is no such table, or pandas is not installed; says what to do.

    Example:
        >>> to_dataframe([Record(id="a1", text="Seoul said so.")], "articles").loc[0, "text"]
        'Seoul said so.'
    """
    from korea_nlp.records.arrow import TABLES, to_tables

    if table not in TABLES:
        raise RecordError(f"there is no table {table!r}; use one of {', '.join(TABLES)}.")
    try:
        import pandas
    except ImportError as error:
        raise RecordError("data frames need pandas; pip install 'korea-nlp[viz]'.") from error
    found = to_tables(record for record in records if isinstance(record, Record))[table]
    frame: pandas.DataFrame = found.to_pandas()
    return frame
