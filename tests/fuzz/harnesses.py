"""What is fuzzed: each harness takes any bytes and raises only where something is wrong.

Errors of ours (``KoreaNLPError``) are the answer to a bad file and pass; anything else is a defect.
"""

import json
import math
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq
from spacy.language import Language

import korea_nlp
from fuzz.taught import gold, reader
from fuzz.texts import to_text
from korea_nlp import Article, Failure, Record
from korea_nlp.components.times import TimeTagger
from korea_nlp.dates import Context, resolve, underspecified
from korea_nlp.errors import KoreaNLPError
from korea_nlp.knowledge.tables import TABLES
from korea_nlp.knowledge.user_tables import OwnFile, parts_of
from korea_nlp.numerals import read_numeral, to_value
from korea_nlp.records import to_tables
from korea_nlp.records.html import to_html
from korea_nlp.split import split_text

DAYS = (None, "2025-01-24", "2024-02-29", "0001-01-01", "9999-12-31", "1950-06-25")


@cache
def _nlp() -> Language:
    return korea_nlp.load()


@cache
def _folder() -> Path:
    memory = Path("/dev/shm")  # renaming a file on a disk takes longer than all the rest
    return Path(tempfile.mkdtemp(prefix="korea-nlp-fuzz-", dir=memory if memory.is_dir() else None))


@cache
def _sample() -> Record:
    text = "Seoul said on Friday that 300 soldiers were killed in 2024."
    return korea_nlp.analyze(text, published="2025-01-24", nlp=_nlp())


def _written(text: str) -> str:
    """Return a text as records hold it: U+FFFD for half of a surrogate pair, which no encoding can carry."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def check_spans(value: object, text: str) -> None:
    """Assert that everything with a place in the text says what stands there, each word of a part once and in order."""
    if isinstance(value, list):
        for part in value:
            check_spans(part, text)
    elif isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            assert text[value["start"] : value["end"]] == value["text"]
        if "spans" in value:
            assert " ".join(text[start:end] for start, end in value["spans"]) == value["text"]
            assert all(end <= start for (_, end), (start, _) in pairwise(value["spans"])), value["spans"]
        for part in value.values():
            check_spans(part, text)


def article(data: bytes) -> None:
    """Text → Doc → record → graph → GraphML, GEXF, JSON, HTML, CSV, Parquet."""
    text = to_text(data)
    published = DAYS[len(data) % len(DAYS)]
    (record,) = korea_nlp.pipe([Article("a", text, published, text[:40], text[-20:])], nlp=_nlp(), check_language=False)
    assert isinstance(record, Record), record
    text = record.text
    assert text == _written(to_text(data))
    line = record.to_json()
    assert Record.from_json(line) == record
    check_spans(json.loads(line), text)
    _export(record)


def _export(record: Record) -> None:
    folder = _folder()
    found = korea_nlp.compare([record], own_words=True)
    for view in ("claims", "actors", "events"):
        graph = korea_nlp.build_graph([record], view=view, relations=found if view == "claims" else None)
        _export_graph(graph, folder)
    korea_nlp.write_ledger(found, folder / "ledger.csv")
    korea_nlp.write_ledger(found, folder / "ledger.parquet")
    korea_nlp.write_report([record], folder / "report.html", ledger=found)
    assert "<script" not in to_html(record)
    for table in to_tables([record]).values():
        pq.write_table(table, sink := pa.BufferOutputStream())
        assert pq.read_table(pa.BufferReader(sink.getvalue()), use_threads=False, pre_buffer=False).equals(table)


def _export_graph(graph: Any, folder: Path) -> None:
    korea_nlp.write_graphml(graph, folder / "graph.graphml")
    again = korea_nlp.read_graphml(folder / "graph.graphml")
    assert (len(again), again.size()) == (len(graph), graph.size())
    assert set(nx.read_graphml(folder / "graph.graphml")) == set(again)
    korea_nlp.write_gexf(graph, folder / "graph.gexf")
    korea_nlp.write_neo4j(graph, folder / "neo4j")
    korea_nlp.write_node_link(graph, folder / "graph.json")
    assert nx.utils.graphs_equal(korea_nlp.read_node_link(folder / "graph.json"), graph)


def graph(data: bytes) -> None:
    """A graph with any attributes → GraphML, GEXF, JSON, CSV; what cannot be held is refused."""
    made = nx.MultiDiGraph()
    words = to_text(data).split(" ")
    values = [*words, *data[:4], math.inf, math.nan, 10**30, None, True, words, {"a": words}, date(2025, 1, 24)]
    for i, word in enumerate(words):
        made.add_node(word, **{words[i - 1] or "empty": values[(i + len(data)) % len(values)], "start": word})
        made.add_edge(word, words[i // 2], **{f"f{i % 3}": values[(i * 7) % len(values)]})
    with suppress(KoreaNLPError):
        korea_nlp.write_graphml(made, _folder() / "any.graphml")
        korea_nlp.read_graphml(_folder() / "any.graphml")
    for write, name in ((korea_nlp.write_gexf, "any.gexf"), (korea_nlp.write_neo4j, "any")):
        with suppress(KoreaNLPError):
            write(made, _folder() / name)
    with suppress(KoreaNLPError):
        korea_nlp.write_node_link(made, _folder() / "any.json")


def numerals(data: bytes) -> None:
    """Numbers that start anywhere in a text: where they end, and that they are finite or none."""
    text = to_text(data)
    value = to_value(text)
    assert value is None or math.isfinite(value)
    for start in range(min(len(text), 30)):
        if found := read_numeral(text, start, money=bool(start % 2)):
            assert start <= found.start < found.end <= len(text)
            assert math.isfinite(found.value)


@cache
def _times() -> TimeTagger:
    return _nlp().get_pipe("korea_times")


def dates(data: bytes) -> None:
    """Date expressions of a text and the days they mean, against several days."""
    text, times = to_text(data), _times()
    for found in times.grammar.find(text):
        assert 0 <= found.start < found.end <= len(text)
        underspecified(found.expression, times.grammar.days)
        for day in DAYS[1:]:
            anchor = date.fromisoformat(day or "")
            for direction in ("past", "future"):
                interval = resolve(found.expression, times.grammar.days, Context(anchor, None, None, direction))
                assert interval is None or interval.first <= interval.last


def tokens(data: bytes) -> None:
    """The tokenizer loses nothing, and sentences begin at tokens."""
    text = to_text(data)
    doc = _nlp().make_doc(text)
    assert doc.text == _written(text)
    marks, pieces = _nlp().get_pipe("korea_sentences").find(doc)
    assert len(marks) == len(doc)
    assert all(0 <= start < end <= len(doc) for start, end in pieces)


def split(data: bytes) -> None:
    """The pieces of a text are the text."""
    text, limit = to_text(data), 1 + len(data) % 50
    pieces = list(split_text(text, limit))
    assert "".join(piece for _, piece in pieces) == text
    assert all(text[start : start + len(piece)] == piece and len(piece) <= limit for start, piece in pieces)


def records(data: bytes) -> None:
    """A line of JSON, or a record of which something was changed → a record or an error of ours."""
    with suppress(KoreaNLPError):
        Record.from_json(data.decode("utf-8", "surrogateescape"))
    values = _sample().to_dict()
    place: Any = values
    for byte in data[:-1]:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            break
        key = keys[byte % len(keys)]
        if not isinstance(place[key], dict | list) or byte > 240:
            odd = [None, -1, 1e999, 10**400, "", "a", "\ud800", [], {}, True, [[]], "9" * 30, 0.5, 2**70]
            place[key] = odd[data[-1] % len(odd)]
            break
        place = place[key]
    try:
        record = Record.from_dict(values)
    except KoreaNLPError:
        return
    with suppress(KoreaNLPError):
        record.to_json()
    with suppress(KoreaNLPError):
        _export(record)


MARKUP = (
    *(b"<graphml>", b"</graphml>", b"<graph edgedefault='directed'>", b"</graph>", b"<node id='a'>", b"<node id='a'/>"),
    *(b"</node>", b"<edge source='a' target='b'/>", b"<edge source='a' target='b' id='e'>", b"</edge>", b"<port/>"),
    *(b"<key id='d' for='node' attr.name='n' attr.type='int'>", b"</key>", b"<key id='e' for='all'/>", b"<default>1"),
    *(b"</default>", b"<data key='d'>", b"</data>", b"<data/>", b"7", b"1e999", b"&lt;", b"&x;", b"&#0;", b"<!-- -->"),
    *(
        b"<?xml version='1.0'?>",
        b"<!DOCTYPE graphml [<!ENTITY x 'y'>]>",
        b"<![CDATA[",
        b"]]>",
        b"\xff\xfe",
        b"<hyperedge/>",
    ),
    *(b"<key id='d' for='edge' attr.type='boolean'/>", b"true", b"<?pi?>", b"<x:y xmlns:x='u'/>", b" ", b"9" * 5000),
)


def graphml(data: bytes) -> None:
    """A file that may be GraphML → a graph or an error of ours."""
    start = b"<graphml><key id='d' for='node' attr.name='n' attr.type='int'/><graph>"
    pieces = b"".join(MARKUP[byte % len(MARKUP)] for byte in data[1:])
    content = (data[1:], pieces, start + pieces, start + pieces + b"</graph></graphml>")[data[0] % 4 if data else 0]
    path = _folder() / "read.graphml"
    path.write_bytes(content)
    with suppress(KoreaNLPError):
        korea_nlp.read_graphml(path)
    path.write_bytes(data)
    with suppress(KoreaNLPError):
        korea_nlp.read_node_link(path)


CELLS = (
    *("id", "name", "kind", "country", ", ", "'", '"', '""', "#", "\t", "|", "\r\n"),
    *("person", "KOR", "kim-jong-un", "2025-01-24", "2025-13-45", "~", "null", "NO"),
    *(
        "id,name,kind,country,wikidata,role,affiliation,source\n",
        "words,actor\n",
        "alias,actor,form,source\n",
        ",",
        "\n",
    ),
    *("x", "government", "jeon-ha-gyu", "alias", "\x00", "\ud800", "김", "=1", "office", "actor", "start", "known"),
)


def knowledge(data: bytes) -> None:
    """A user's table → rows, and problems that say where."""
    text = "".join(CELLS[byte % len(CELLS)] for byte in data[1:200])
    table = [*TABLES][data[0] % len(TABLES)] if data else "actors"
    for each in (text, to_text(data)):
        _, problems = parts_of([OwnFile(table, "own.csv", each)])
        assert all(str(problem) for problem in problems)


ROWS = (
    *(
        b'{"id": "a", "text": "Seoul said so."}',
        b"\n",
        b"{",
        b"}",
        b'"id"',
        b'"text"',
        b": ",
        b", ",
        b"[",
        b"]",
        b"null",
    ),
    *(b'"a"', b"1", b"1e999", b"NaN", b'"\\ud800"', b"\xff", b"\xef\xbb\xbf", b"\x00", b'"', b"id,text\n", b"a,b\n"),
    *(
        b'"published": "2025-01-24"',
        b"9" * 5000,
        b"\r\n",
        b"[" * 2000,
        b'{"a":' * 500,
        b'"title": 1',
        b"a,'\n",
        b"\xe2",
    ),
)


def corpus(data: bytes) -> None:
    """Lines of JSON or rows of CSV → articles and failures, or an error of ours."""
    kind = (".jsonl", ".csv", ".txt")[data[0] % 3] if data else ".jsonl"
    path = _folder() / f"corpus{kind}"
    for content in (b"".join(ROWS[byte % len(ROWS)] for byte in data[1:60]), data[1:]):
        path.write_bytes(content)
        with suppress(KoreaNLPError):
            assert all(isinstance(item, Article | Failure) for item in korea_nlp.read_articles(path))
        with suppress(KoreaNLPError):
            list(korea_nlp.read_records(path))


HARNESSES: dict[str, Callable[[bytes], None]] = {
    each.__name__: each
    for each in (article, corpus, dates, gold, graph, graphml, knowledge, numerals, reader, records, split, tokens)
}
