"""Days of the holders' dates, of which some are months or years."""

from korea_nlp.knowledge.rows import HolderRow

FIRST_DAY, LAST_DAY = "-01-01", "-12-31"


def first_day(date: str) -> str:
    """Return the first day of a date: ``1998`` → ``1998-01-01``."""
    return date + {4: FIRST_DAY, 7: "-01"}.get(len(date), "")


def last_day(date: str) -> str:
    """Return a day that no day of the date is later than: ``1998-02`` → ``1998-02-31``."""
    return date + {4: LAST_DAY, 7: "-31"}.get(len(date), "")


def last_day_of(row: HolderRow) -> str:
    """Return the last day that a row covers."""
    return last_day(row.end or row.known or "")


def holds(row: HolderRow, day: str) -> bool:
    """Tell whether a row covers a day, an ISO date."""
    return first_day(row.start) <= day <= last_day_of(row)
