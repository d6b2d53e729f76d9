"""Hostile files: what is made, who reads it and what comes of it; the table of ``SECURITY.md``.

    python tests/hostile_files.py          # each case in a process of its own, with its time and memory

A case gives what the reader answered; ``tests/test_hostile_files.py`` holds the answers.
"""

import csv
import gzip
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from handmade import make_record
from hostile_corpus import CORPUS

import korea_nlp
from korea_nlp.errors import KoreaNLPError
from korea_nlp.knowledge.user_tables import parts_of, read_own
from korea_nlp.records.html import to_html

DEEP = 10_000
GRAPHML = '<graphml><key id="d" for="node" attr.name="n" attr.type="{type}"/><graph><node id="a">{data}</node></graph></graphml>'
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1")


def refused(read: Callable[[], object]) -> str:
    """Return the error of ours with which a reader answers."""
    try:
        read()
    except KoreaNLPError as error:
        return f"refused: {error}"
    return "read"


def graphml(text: str) -> Callable[[Path], str]:
    """Return the case of a GraphML file."""

    def case(folder: Path) -> str:
        (folder / "a.graphml").write_text(text, encoding="utf-8")
        return refused(lambda: korea_nlp.read_graphml(folder / "a.graphml"))

    return case


def node_link(text: str) -> Callable[[Path], str]:
    """Return the case of a node-link JSON file."""

    def case(folder: Path) -> str:
        (folder / "a.json").write_text(text, encoding="utf-8")
        return refused(lambda: korea_nlp.read_node_link(folder / "a.json"))

    return case


def record(change: Callable[[str], str]) -> Callable[[Path], str]:
    """Return the case of a file of records, of which one line is changed."""

    def case(folder: Path) -> str:
        (folder / "a.jsonl").write_text(change(make_record().to_json()) + "\n", encoding="utf-8")
        return refused(lambda: list(korea_nlp.read_records(folder / "a.jsonl")))

    return case


def corpus(name: str, make: Callable[[], bytes]) -> Callable[[Path], str]:
    """Return the case of a file of news; what becomes of its first bad article, or of the file."""

    def case(folder: Path) -> str:
        (folder / name).write_bytes(make())

        def read() -> None:
            for item in korea_nlp.read_articles(folder / name):
                if isinstance(item, korea_nlp.Failure):
                    raise KoreaNLPError(item.reason)

        return refused(read)

    return case


def zeros(packed: Any) -> bytes:
    """Return a gigabyte of zeros as a stream packs it."""
    with packed as file:
        for _ in range(1 << 10):
            file.write(bytes(1 << 20))
    return b""


def gzip_bomb() -> bytes:
    """Return a gigabyte in one megabyte."""
    sink = io.BytesIO()
    zeros(gzip.GzipFile(fileobj=sink, mode="wb", compresslevel=1))
    return sink.getvalue()


def zstd_bomb() -> bytes:
    """Return a gigabyte in less than a hundred kilobytes."""
    sink = pa.BufferOutputStream()
    zeros(pa.CompressedOutputStream(sink, "zstd"))
    return sink.getvalue().to_pybytes()


def parquet(text: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a Parquet file of articles of which some bytes are changed."""
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"id": ["a", "b"], "text": [text, "x"]}), sink, compression="zstd")
    return change(sink.getvalue().to_pybytes())


def knowledge(name: str, text: str) -> Callable[[Path], str]:
    """Return the case of a user's file of knowledge."""

    def case(folder: Path) -> str:
        (folder / name).write_text(text, encoding="utf-8")

        csv.field_size_limit(131_072)  # Python's own, which reading a corpus in this process raises

        def read() -> None:
            _, problems = parts_of(read_own(folder / name))
            if problems:
                raise KoreaNLPError(str(problems[0]))

        return refused(read)

    return case


def formulas(folder: Path) -> str:
    """Write a ledger whose cells are formulas; say whether a spreadsheet would run one."""
    run = []
    for formula in FORMULAS:
        base = make_record()
        found = korea_nlp.compare([replace(base, publisher=formula, id=formula)], own_words=True)
        assert found.figures
        korea_nlp.write_ledger(found, folder / "ledger.csv")
        with (folder / "ledger.csv").open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert any(formula in cell for cell in cells)
        run += [cell for cell in cells if cell.startswith(formula)]
    return f"{len(run)} formulas"


def pages(folder: Path) -> str:
    """Show a record full of scripts as HTML and as a report; say whether one of them could run."""
    base = make_record()
    hostile = replace(
        base, title=SCRIPT, publisher=SCRIPT, url="javascript:alert(1)", id=SCRIPT, text=base.text + SCRIPT
    )
    html = to_html(hostile)
    korea_nlp.write_report([hostile], folder / "report.html", title=SCRIPT)
    report = (folder / "report.html").read_text(encoding="utf-8")
    return f"{sum(page.count('<script>alert') + page.count('<img') for page in (html, report))} scripts"


CASES: dict[str, tuple[Callable[[Path], str], str]] = {
    "GraphML, entities of entities (10^9 words)": (
        graphml(
            '<!DOCTYPE g [<!ENTITY a "lol">'
            + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
            + "]>"
            + GRAPHML.format(type="string", data="<data key='d'>&j;</data>")
        ),
        "document type",
    ),
    "GraphML, entity of a file": (
        graphml(
            '<!DOCTYPE g [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            + GRAPHML.format(type="string", data="<data key='d'>&a;</data>")
        ),
        "document type",
    ),
    "GraphML, document type from the network": (
        graphml('<!DOCTYPE graphml SYSTEM "http://127.0.0.1:9/a.dtd">' + GRAPHML.format(type="string", data="")),
        "document type",
    ),
    "GraphML, 10,000 elements in each other": (graphml("<graphml>" + "<a>" * DEEP), "cannot be read"),
    "GraphML, a text of 50 MB": (
        graphml(GRAPHML.format(type="string", data=f"<data key='d'>{'x' * 50_000_000}</data>")),
        "cannot be read",
    ),
    "GraphML, a number of 10,000 digits": (
        graphml(GRAPHML.format(type="long", data=f"<data key='d'>{'9' * 10_000}</data>")),
        "mend the value",
    ),
    "GraphML, a graph within a graph": (
        graphml("<graphml><graph><node id='a'><graph/></node></graph></graphml>"),
        "graph within",
    ),
    "node-link JSON, 10,000 deep": (node_link("[" * DEEP), "cannot be read"),
    "node-link JSON, nodes that are none": (node_link('{"nodes": [[1]], "edges": [[]]}'), "not node-link JSON"),
    "record, 10,000 deep": (record(lambda line: "[" * DEEP + "]" * DEEP), "not a line of JSON"),
    "record, a field 10,000 deep": (
        record(lambda line: line.replace('"claims": [', '"claims": [' + "[" * DEEP + "]" * DEEP + ",", 1)),
        "not a line of JSON",
    ),
    "record, a number of 10,000 digits": (record(lambda line: _first(line, "lower", "9" * DEEP)), "not a line of JSON"),
    "record, an infinite number": (record(lambda line: _first(line, "lower", "1e999")), "beyond any float"),
    "record, an offset beyond any text": (record(lambda line: _first(line, "start", f"{10**30}")), "beyond any int"),
    "record, an unknown field": (record(lambda line: '{"__class__": "os.system", ' + line[1:]), "unknown field"),
    "news, 1 GB in a gzip file of 5 MB": (corpus("a.jsonl.gz", gzip_bomb), "longer than"),
    "news, 1 GB in a zstd file of 0.1 MB": (corpus("a.jsonl.zst", zstd_bomb), "as no news does"),
    "news, a line of 200 MB": (corpus("a.jsonl", lambda: b"x" * 200_000_000), "longer than"),
    "news, JSON 10,000 deep": (corpus("a.jsonl", lambda: b"[" * DEEP + b"]" * DEEP), "not a line of JSON"),
    "news, CSV with a mark that never closes": (
        corpus("a.csv", lambda: b'id,text\na,"' + b"x,y\n" * 1_000_000),
        "mend",
    ),
    "news, Parquet cut in the middle": (
        corpus("a.parquet", lambda: parquet("x", lambda made: made[: len(made) // 2])),
        "not a Parquet file",
    ),
    "news, Parquet with a footer of 4 GB": (
        corpus("a.parquet", lambda: parquet("x", lambda made: made[:-8] + b"\xff\xff\xff\xffPAR1")),
        "not a Parquet file",
    ),
    "news, Parquet with pages of noise": (
        corpus("a.parquet", lambda: parquet("x" * 9000, lambda made: made[:4] + bytes(range(60)) + made[64:])),
        "not a Parquet file",
    ),
    "CSV table, a cell of 50 MB": (
        knowledge("aliases.csv", f"alias,actor\n{'x' * 50_000_000},a\n"),
        "field larger than",
    ),
    "CSV table, a mark that never closes": (knowledge("aliases.csv", 'alias,actor\n"' + "x,y\n" * 10_000), "mend"),
    "ledger as CSV, formulas in every text": (formulas, "0 formulas"),
    "record and report as HTML, scripts in every text": (pages, "0 scripts"),
    **CORPUS,
}


def _first(line: str, field: str, number: str) -> str:
    """Return a line of JSON with another number in the first field of that name."""
    start = line.index(f'"{field}": ') + len(f'"{field}": ')
    return line[:start] + number + line[line.index(",", start) :]


def answer(name: str) -> str:
    """Return what comes of a case."""
    case, _ = CASES[name]
    with tempfile.TemporaryDirectory() as folder:
        return case(Path(folder))


def main() -> None:
    """Print the table, each case measured in a process of its own."""
    if sys.argv[1:]:
        started = time.perf_counter()
        found = answer(sys.argv[1])
        spent, memory = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps([found, spent, memory]))
        return
    print("| file | answer | s | MiB |\n|---|---|---:|---:|")
    for name in CASES:
        done = subprocess.run([sys.executable, __file__, name], capture_output=True, text=True, check=True)
        found, spent, memory = json.loads(done.stdout)
        words = " ".join((found.split(": ")[-1] if found.startswith("refused") else found).split())
        print(f"| {name} | {found.partition(':')[0]}: {words:.70} | {spent:.2f} | {memory:.0f} |", flush=True)


if __name__ == "__main__":
    main()
