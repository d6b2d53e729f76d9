"""Records come back from whatever a command wrote, by one reader."""

import json
from dataclasses import replace

import pytest
from handmade import make_record

import korea_nlp
from korea_nlp import Failure, KoreaNLPError, Record, read_records, write_records
from korea_nlp.batch import run_corpus
from korea_nlp.errors import CorpusError, RecordError, StoreError
from korea_nlp.store.made import store_of

MADE = [make_record(), make_record("a2"), Record("a3", "서울 said 🚀 so.")]
RECORDS = [Record.from_json(record.to_json()) for record in MADE]  # with numbers as they are written
NAMES = ["r.jsonl", "r.ndjson", "r.json", "r.jsonl.gz", "r.json.zst"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("records", [RECORDS, [], RECORDS[:1]])
def test_what_is_written_is_read(tmp_path, name, records):
    assert write_records([Failure("f", "no text"), *records], tmp_path / name) == len(records)

    assert list(read_records(tmp_path / name)) == records
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_json_lines_are_those_of_extract(tmp_path):
    write_records(RECORDS, tmp_path / "r.jsonl")

    assert (tmp_path / "r.jsonl").read_text("utf-8") == "".join(record.to_json() + "\n" for record in RECORDS)
    assert json.loads((tmp_path / "r.jsonl").read_text("utf-8").splitlines()[0]) == RECORDS[0].to_dict()


def test_a_packed_file_is_the_same_whenever_it_is_written(tmp_path):
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        write_records(RECORDS, tmp_path / name)

    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()


def test_what_breaks_off_leaves_the_old_file(tmp_path):
    write_records(RECORDS, tmp_path / "r.jsonl")

    with pytest.raises(RecordError, match="two records have the id 'a1' and differ"):
        write_records([RECORDS[0], replace(RECORDS[0], claims=())], tmp_path / "r.jsonl")

    assert list(read_records(tmp_path / "r.jsonl")) == RECORDS


def test_a_folder_gives_its_records_and_passes_over_other_files(tmp_path):
    (tmp_path / "b").mkdir()
    write_records(RECORDS[:1], tmp_path / "r.jsonl")
    write_records(RECORDS[1:], tmp_path / "b" / "s.json")
    (tmp_path / "news.jsonl").write_text('{"id": "a9", "text": "x"}\n')
    (tmp_path / "graph.json").write_text('{"directed": true, "nodes": []}')
    (tmp_path / "empty.json").write_text("")

    assert sorted(record.id for record in read_records(tmp_path)) == ["a1", "a2", "a3"]
    assert list(read_records(tmp_path / "b", tmp_path / "r.jsonl")) == [*RECORDS[1:], RECORDS[0]]


def test_a_folder_that_run_wrote_is_read_without_duckdb(nlp, tmp_path, monkeypatch):
    (tmp_path / "news.jsonl").write_text(
        '{"id": "a1", "text": "Seoul said on Friday that it would not talk.", "published": "2025-01-24"}\n'
        '{"id": "a2", "text": "Pyongyang fired 10 missiles, the military said."}\n{"id": "a3"}\n'
    )
    run_corpus([tmp_path / "news.jsonl"], tmp_path / "out", nlp=nlp)
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    wanted = list(korea_nlp.pipe(korea_nlp.read_articles(tmp_path / "news.jsonl"), nlp=nlp))

    assert sorted(read_records(tmp_path / "out"), key=lambda record: record.id) == wanted[:2]
    write_records(RECORDS[2:], tmp_path / "more.jsonl")
    assert {record.id for record in read_records(tmp_path)} == {"a1", "a2", "a3"}


def test_a_broken_part_is_told(tmp_path, nlp):
    (tmp_path / "news.jsonl").write_text('{"id": "a1", "text": "Seoul said that it would not talk."}\n')
    run_corpus([tmp_path / "news.jsonl"], tmp_path / "out", nlp=nlp)
    next((tmp_path / "out" / "claims").iterdir()).write_bytes(b"PAR1")

    with pytest.raises(StoreError, match="is not as it was written; run the corpus again"):
        list(read_records(tmp_path / "out"))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        pytest.param("n.jsonl", b'{"id": "a", "text": "x"}', "line 1: holds an article that was not", id="article"),
        pytest.param("g.json", b'{"directed": true, "nodes": []}', "g.json: holds a graph; 'korea-nlp ext", id="graph"),
        pytest.param("n.csv", b"id,text\n", "n.csv: holds no records; 'korea-nlp extract NEWS -o", id="csv"),
        pytest.param("r.json", b"[1]", "r.json, record 1: a record is a JSON object, not int", id="number"),
        pytest.param("r.json", b"[", "r.json: not JSON", id="cut-short"),
        pytest.param("r.jsonl", b"\xe9", r"line 1: not UTF-8 at byte 0 \(0xe9\)", id="latin-1"),
        pytest.param("r.jsonl.gz", b"no gzip", "r.jsonl.gz: cannot be read", id="gzip"),
    ],
)
def test_what_holds_no_records_is_told(tmp_path, name, data, said):
    (tmp_path / name).write_bytes(data)

    with pytest.raises(KoreaNLPError, match=said):
        list(read_records(tmp_path / name))


@pytest.mark.parametrize("given", [(), ("",), (None,), (["a.jsonl"],)])
def test_what_is_no_path_is_told(given):
    for read in (read_records, korea_nlp.read_articles):
        if given or read is read_records:
            with pytest.raises(CorpusError, match="is no path; give files and folders, each as an argument"):
                list(read(*given))


def test_a_folder_without_records_and_a_name_without_a_format_are_told(tmp_path):
    (tmp_path / "news.jsonl").write_text('{"id": "a", "text": "x"}')

    with pytest.raises(CorpusError, match="holds no records; 'korea-nlp extract NEWS -o"):
        list(read_records(tmp_path))
    with pytest.raises(RecordError, match=r"call it \.jsonl for one record a line"):
        write_records(RECORDS, tmp_path / "records.csv")


def test_a_store_of_records_holds_them():
    with store_of(RECORDS) as store:
        assert list(store.records()) == RECORDS
        assert store.claims().num_rows == sum(len(record.claims) for record in RECORDS)
    with store_of([]) as store:
        assert list(store.records()) == []
