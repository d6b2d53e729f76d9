"""Records as Arrow tables: one schema a table, each row with the article's id and the ids inside the article.

A text of an article may hold half of a surrogate pair, which no column of strings can: in the tables it is the
replacement character, one code point for one, so that all offsets hold.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from korea_nlp.records.codec import from_dict
from korea_nlp.records.types import SCHEMA, Record

Row = dict[str, Any]
Rows = Mapping[str, Sequence[Row]]
TEXT, WHOLE, REAL = pa.string(), pa.int32(), pa.float64()
TEXTS = pa.list_(TEXT)
SPANS = pa.list_(pa.list_(WHOLE))
WORDS = pa.struct([("start", WHOLE), ("end", WHOLE), ("text", TEXT)])
ABOUT_FORMS = pa.list_(pa.struct([("actor", TEXT), ("form", TEXT), ("confidence", REAL)]))
PLACE = {"start": WHOLE, "end": WHOLE, "text": TEXT}
LONE_SURROGATE = re.compile("[\ud800-\udfff]")

_COLUMNS: dict[str, dict[str, pa.DataType]] = {
    "articles": {
        **dict.fromkeys(("id", "title"), TEXT),
        "title_end": WHOLE,
        **dict.fromkeys(("published", "publisher", "url", "text"), TEXT),
        "versions": pa.map_(TEXT, TEXT),
    },
    "actors": dict.fromkeys(("article", "id", "name", "kind", "country", "wikidata", "role", "affiliation"), TEXT),
    "mentions": {"article": TEXT, "actor": TEXT, **PLACE, "form": TEXT, "rule": TEXT},
    "quantities": {
        **{"article": TEXT, "id": TEXT, **PLACE, "lower": REAL, "upper": REAL},
        **dict.fromkeys(("bound", "trend", "unit", "dimension"), TEXT),
        "counted": WORDS,
        **dict.fromkeys(("status", "relation", "of", "same_as", "change"), TEXT),
        "holder": WORDS,
    },
    "times": {"article": TEXT, "id": TEXT, **PLACE, **dict.fromkeys(("earliest", "latest", "grain", "relative"), TEXT)},
    "events": {
        **dict.fromkeys(("article", "id", "kind", "subkind", "plover", "mode"), TEXT),
        **{"focus": pa.bool_(), "trigger": WORDS, "mentions": pa.list_(WORDS), "time": TEXT, "quantities": TEXTS},
    },
    "arguments": {"article": TEXT, "event": TEXT, "role": TEXT, **PLACE, "actor": TEXT, "place": TEXT},
    "claims": {
        **dict.fromkeys(("article", "id", "kind", "source"), TEXT),
        **{"source_spans": SPANS, "source_actors": TEXTS, "cue": TEXT, "cue_spans": SPANS, "cue_lemma": TEXT},
        **{"content": TEXT, "content_spans": SPANS, "about": TEXTS, "stance": TEXT, "certainty": TEXT},
        **{"events": TEXTS, "quantities": TEXTS, "time": TEXT, "parent": TEXT, "confidence": REAL},
        "about_forms": ABOUT_FORMS,
    },
    "claim_actors": {
        **{"article": TEXT, "claim": TEXT, "part": TEXT, "position": WHOLE, "actor": TEXT},
        **{"form": TEXT, "confidence": REAL},
    },
}
TABLES = tuple(_COLUMNS)


def arrow_schemas() -> dict[str, pa.Schema]:
    """Return the schema of each table.

    Example:
        >>> arrow_schemas()["claim_actors"].names
        ['article', 'claim', 'part', 'position', 'actor', 'form', 'confidence']
    """
    return {name: pa.schema(list(columns.items())) for name, columns in _COLUMNS.items()}


def to_tables(records: Iterable[Record]) -> dict[str, pa.Table]:
    """Return the records as Arrow tables by name.

    Example:
        >>> to_tables([Record(id="a1", text="Seoul said so.")])["articles"]["text"].to_pylist()
        ['Seoul said so.']
    """
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for record in records:
        for table, row in _rows(record):
            rows[table].append(row)
    return {name: _table(rows[name], schema) for name, schema in arrow_schemas().items()}


def _table(rows: list[Row], schema: pa.Schema) -> pa.Table:
    try:
        return pa.Table.from_pylist(rows, schema)
    except UnicodeEncodeError:
        return pa.Table.from_pylist(encodable(rows), schema)


def encodable(value: Any) -> Any:
    r"""Return a value whose texts a column can hold.

    Example:
        >>> encodable("half a pair \ud83d") == "half a pair \ufffd"
        True
    """
    if isinstance(value, str):
        return LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, list | tuple):
        return type(value)(encodable(item) for item in value)
    return {key: encodable(item) for key, item in value.items()} if isinstance(value, dict) else value


def _rows(record: Record) -> Iterator[tuple[str, Row]]:
    """Yield each row of a record with the name of its table."""
    values = record.to_dict()
    article = {"article": record.id}
    yield "articles", {**values, "versions": list(record.versions.items())}
    for actor in values["actors"]:
        yield "actors", {**article, **actor}
        for mention in actor["mentions"]:
            yield "mentions", {**article, "actor": actor["id"], **mention}
    for table in ("quantities", "times", "events"):
        for item in values[table]:
            yield table, {**article, **item}
    for event in values["events"]:
        for argument in event["arguments"]:
            yield "arguments", {**article, "event": event["id"], **argument}
    for claim in values["claims"]:
        source, cue, content = claim["source"] or {}, claim["cue"] or {}, claim["content"]
        parts = {
            **{
                "source": source.get("text"),
                "source_spans": source.get("spans"),
                "source_actors": source.get("actors"),
            },
            **{"cue": cue.get("text"), "cue_spans": cue.get("spans"), "cue_lemma": cue.get("lemma")},
            **{"content": content["text"], "content_spans": content["spans"]},
        }
        yield "claims", {**article, **claim, **parts}
        forms = {form["actor"]: form for form in claim["about_forms"]}
        for part, actors in (("source", source.get("actors", ())), ("about", claim["about"])):
            for position, name in enumerate(actors):
                facts = {"claim": claim["id"], "part": part, "position": position, "actor": name}
                yield "claim_actors", {**article, **(forms.get(name, {}) if part == "about" else {}), **facts}


def from_rows(article: Row, rows: Rows) -> Record:
    """Return the record of which an article's rows in each table were made.

    Args:
        article: Its row in the table of articles.
        rows: Its rows in the other tables, in their order; a table without any may be left out.

    Raises:
        RecordError: The rows do not fit together.

    Example:
        >>> record = Record(id="a1", text="Seoul said so.", versions={"model": "none"})
        >>> from_rows(to_tables([record])["articles"].to_pylist()[0], {}) == record
        True
    """
    mentions = _by(rows.get("mentions", ()), "actor")
    arguments = _by(rows.get("arguments", ()), "event")
    values = {
        "schema": SCHEMA,
        **article,
        "versions": dict(article["versions"]),
        "actors": [{**actor, "mentions": mentions.get(actor["id"], [])} for actor in _own(rows.get("actors", ()))],
        "quantities": _own(rows.get("quantities", ())),
        "times": _own(rows.get("times", ())),
        "events": [{**event, "arguments": arguments.get(event["id"], [])} for event in _own(rows.get("events", ()))],
        "claims": [_claim(row) for row in _own(rows.get("claims", ()))],
    }
    return from_dict(values)


def _claim(row: Row) -> Row:
    """Return the row of a claim as it stands in a record: its parts are objects there."""
    source, cue, content = row.pop("source"), row.pop("cue"), row.pop("content")
    spans = {part: row.pop(f"{part}_spans") for part in ("source", "cue", "content")}
    actors, lemma = row.pop("source_actors"), row.pop("cue_lemma")
    return {
        **row,
        "source": None if source is None else {"spans": spans["source"], "text": source, "actors": actors},
        "cue": None if cue is None else {"spans": spans["cue"], "text": cue, "lemma": lemma},
        "content": {"spans": spans["content"], "text": content},
        "about_forms": row.get("about_forms") or [],  # tables of older versions have none
    }


def _by(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in _own(rows):
        found.setdefault(row.pop(key), []).append(row)
    return found


def _own(rows: Iterable[Row]) -> list[Row]:
    """Return copies of rows without the id of their article."""
    return [{name: value for name, value in row.items() if name != "article"} for row in rows]
