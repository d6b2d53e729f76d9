"""Records as users give them: one, many, or a stream that holds Failures too; each article once."""

from collections.abc import Iterable, Iterator, Mapping

from korea_nlp.errors import RecordError
from korea_nlp.records.types import SCHEMA, Article, Failure, Record

Given = Record | Iterable[Record | Failure]
WHAT_TO_GIVE = "give Records, as korea_nlp.pipe, analyze and read_records return them"


def given_records(given: Given) -> Iterator[Record]:
    """Yield the records of what a user gave, in order, a second copy of one left out.

    Args:
        given: A Record, or any number of them; a ``Failure`` among them is passed over.

    Raises:
        RecordError: Something else was given, or two records of one id differ; says what to do.

    Example:
        >>> record = Record(id="a1", text="Seoul said so.")
        >>> list(given_records(record)) == list(given_records([record, Failure("a2", "no text"), record])) == [record]
        True
    """
    known: dict[str, int] = {}
    for item in _items(given):
        if isinstance(item, Failure):
            continue
        if isinstance(item, Mapping) and item.get("schema") == SCHEMA:
            item = Record.from_dict(dict(item))
        if not isinstance(item, Record):
            raise RecordError(f"{called(item)} was given; {WHAT_TO_GIVE}.")
        said = hash((item.text, item.published, item.claims))
        if item.id not in known:
            known[item.id] = said
            yield item
        elif known[item.id] != said:
            raise RecordError(
                f"two records have the id {item.id!r:.60} and differ; give each article its own, or leave one out."
            )


def _items(given: object) -> Iterator[object]:
    table = hasattr(given, "columns") or hasattr(given, "column_names")  # of pandas, polars or Arrow
    if table or isinstance(given, Record | Failure | str | Mapping) or not isinstance(given, Iterable):
        return iter((given,))
    return iter(given)


def called(item: object) -> str:
    """Return how to call what is none of what was asked for."""
    if isinstance(item, Article):
        return f"article {item.id!r:.60}, which was not read yet,"
    if item is None or isinstance(item, str):
        return "nothing (None)" if item is None else f"the text {item!r:.40}"
    name = type(item).__name__
    return f"{'an' if name[0] in 'AEIOaeio' else 'a'} {name}"
