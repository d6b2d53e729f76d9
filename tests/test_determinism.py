"""The same input gives the same bytes, whatever the run, the workers, the batches and the seed of Python's hashes."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import korea_nlp
from korea_nlp import Record
from korea_nlp.lexicon import data_file

CHAIN = """
import hashlib, sys
from pathlib import Path
import korea_nlp
from korea_nlp.lexicon import data_file
folder = Path(sys.argv[1])
articles = list(korea_nlp.read_articles(data_file("samples/articles.jsonl")))[:4]
records = list(korea_nlp.pipe(articles, nlp=korea_nlp.load()))
found = korea_nlp.compare(records, origins=korea_nlp.find_origins(records), own_words=True)
graph = korea_nlp.build_graph(records, relations=found)
korea_nlp.write_graphml(graph, folder / "a.graphml")
korea_nlp.write_gexf(graph, folder / "a.gexf")
korea_nlp.write_node_link(graph, folder / "a.json")
korea_nlp.write_neo4j(graph, folder)
korea_nlp.write_ledger(found, folder / "a.csv")
korea_nlp.write_ledger(found, folder / "a.parquet")
korea_nlp.write_report(records, folder / "a.html", ledger=found)
(folder / "a.jsonl").write_text("".join(record.to_json() for record in records))
for file in sorted(folder.iterdir()):
    print(file.name, hashlib.sha256(file.read_bytes()).hexdigest())
"""


def hashes(folder: Path, seed: int) -> str:
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", CHAIN, str(folder)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
    )
    return done.stdout


def test_every_file_has_the_same_bytes_whatever_the_seed(tmp_path: Path) -> None:
    first, second = hashes(tmp_path / "first", 1), hashes(tmp_path / "second", 4711)

    assert len(first.splitlines()) == 9
    assert first == second


def digest(**options: int) -> str:
    found = korea_nlp.pipe(korea_nlp.read_articles(str(data_file("samples/articles.jsonl"))), **options)
    return hashlib.sha256(
        "".join(record.to_json() for record in found if isinstance(record, Record)).encode()
    ).hexdigest()


@pytest.mark.parametrize("options", [{"batch_size": 1}, {"batch_size": 5}, {"n_process": 2, "batch_size": 4}])
def test_batches_and_workers_leave_no_trace(nlp, options) -> None:
    assert digest(nlp=nlp, **options) == digest(nlp=nlp)


def test_table_of_hashes_tells_what_differs(tmp_path, capsys) -> None:
    """``benchmarks/hashes.py`` over a small file; over all shared data it takes half an hour."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
    import hashes as table

    sys.path.pop(0)
    file = tmp_path / "articles.jsonl"
    lines = data_file("samples/articles.jsonl").read_text(encoding="utf-8").splitlines()[:4]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert table.main([str(file), "--batch-sizes", "3", "--workers", "1,2"]) == 0
    rows = [row.split(" | ") for row in capsys.readouterr().out.splitlines()[2:]]
    assert [(workers, size, records) for _, workers, size, records, *_ in rows] == [
        ("1", "3", "4"),
        ("1", "3", "4"),
        ("2", "3", "4"),
    ]
    assert len({row[-2] for row in rows}) == 1
    assert table.different({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "4", "d": "3"}) == ["b", "c", "d"]


def test_numbers_are_rounded_where_they_leave(nlp) -> None:
    record = korea_nlp.analyze("Seoul said about a third of 10 soldiers had left.", nlp=nlp)
    line = json.loads(record.to_json())

    confidences = [claim["confidence"] for claim in line["claims"]]
    assert confidences == [round(value, 4) for value in confidences]
    assert {value for quantity in line["quantities"] for value in (quantity["lower"],)} >= {0.333333333333}
