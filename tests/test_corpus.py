import csv
import gzip
import io
import json
import re
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from korea_nlp import Article, Failure
from korea_nlp.corpus import read_articles
from korea_nlp.errors import CorpusError

ROWS = [
    {
        "id": "a1",
        "text": "Seoul said so.\n\n“Yes,” it said.",
        "published": "2025-01-24",
        "title": "So, so",
        "url": None,
    },
    {"id": "a2", "text": "", "published": "2025-01", "title": None, "url": "https://x.example/2"},
    {"id": "a3", "text": "김정은 👍 " * 20_000, "published": None, "title": None, "url": None},
]
ARTICLES = [Article(row["id"], row["text"], row["published"], row["title"], None, row["url"]) for row in ROWS]


def as_jsonl() -> bytes:
    return "\n\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS).encode()


def as_csv() -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, ROWS[0])
    writer.writeheader()
    writer.writerows(ROWS)
    return file.getvalue().encode("utf-8-sig")


def as_parquet() -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), file)
    return file.getvalue()


FORMATS = {".jsonl": as_jsonl, ".csv": as_csv, ".parquet": as_parquet}


# --- what can be read ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", FORMATS)
def test_each_format_gives_the_same_articles(tmp_path, suffix):
    path = tmp_path / f"news{suffix}"
    path.write_bytes(FORMATS[suffix]())

    assert list(read_articles(path)) == ARTICLES


def test_compressed_files_are_read(tmp_path):
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress(as_jsonl()))

    assert list(read_articles(path)) == ARTICLES


def test_a_text_file_is_one_article_as_it_comes(tmp_path):
    path = tmp_path / "story.of.one.txt"
    path.write_bytes("\ufeffTitle\r\n\r\nBody “quoted”".encode())

    assert list(read_articles(path)) == [Article("story.of.one", "Title\r\n\r\nBody “quoted”")]


def test_a_folder_is_read_in_order_and_other_files_passed_over(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "story.txt").write_text("Two.")
    (tmp_path / "b" / "notes.md").write_text("No.")
    (tmp_path / "a.txt").write_text("One.")

    assert list(read_articles(tmp_path)) == [Article("a", "One."), Article("b/story", "Two.")]


def test_standard_input_is_json_lines(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(as_jsonl())))

    assert list(read_articles("-")) == ARTICLES


@pytest.mark.parametrize(
    ("row", "article"),
    [
        pytest.param({"id": 7, "text": "x"}, Article("7", "x"), id="number-as-id"),
        pytest.param({"id": "a", "text": "x", "date": "2025"}, Article("a", "x", "2025"), id="date"),
        pytest.param(
            {"id": "a", "text": "x", "published": "2025-01-24 10:00"},
            Article("a", "x", "2025-01-24 10:00"),
            id="time",
        ),
        pytest.param({"id": "a", "text": "x", "title": "", "published": ""}, Article("a", "x"), id="empty-is-none"),
        pytest.param({"id": "a", "text": "x", "claims": [1]}, Article("a", "x"), id="other-fields"),
    ],
)
def test_fields_are_read_leniently_where_their_sense_is_plain(tmp_path, row, article):
    path = tmp_path / "x.jsonl"
    path.write_text(json.dumps(row))

    assert list(read_articles(path)) == [article]


def test_dates_of_parquet_become_iso(tmp_path):
    path = tmp_path / "x.parquet"
    pq.write_table(pa.Table.from_pylist([{"id": "a", "text": "x", "date": date(2025, 1, 24)}]), path)

    assert list(read_articles(path)) == [Article("a", "x", "2025-01-24")]


# --- what cannot ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "id", "reason"),
    [
        pytest.param(b"{", "line 2", "not a line of JSON", id="json"),
        pytest.param(b"[1]", "line 2", "an object was expected, not list", id="list"),
        pytest.param(b'{"text": "x"}', "line 2", "id is None; give each article an id", id="no-id"),
        pytest.param(b'{"id": "b"}', "b", "line 2: text is None; write the article's text", id="no-text"),
        pytest.param(b'{"id": "b", "text": 5}', "b", "text is 5", id="text-is-a-number"),
        pytest.param(b'{"id": "b", "text": "x", "title": 5}', "b", "title is 5", id="title-is-a-number"),
        pytest.param(b'{"id": "b", "text": "x", "date": "24 Jan"}', "b", "write an ISO date", id="date"),
        pytest.param(b'{"id": "b", "text": "x", "date": "2025-02-30"}', "b", "write an ISO date", id="no-such-day"),
        pytest.param(b'{"id": "b\xe9"}', "line 2", r"not UTF-8 at byte 9 \(0xe9\)", id="latin-1"),
        pytest.param(b'{"id": "a", "text": "y"}', "a", "line 2: id 'a' already stands at .*line 1; give", id="doubled"),
    ],
)
def test_a_bad_line_does_not_lose_the_others(tmp_path, line, id, reason):
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"id": "a", "text": "x"}\n' + line + b'\n{"id": "c", "text": "z"}\n')

    first, bad, last = read_articles(path)

    assert (first, last) == (Article("a", "x"), Article("c", "z"))
    assert isinstance(bad, Failure)
    assert bad.id.endswith(id)
    assert str(path) in bad.reason
    assert re.search(reason, bad.reason)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param(b"b,caf\xe9", "not UTF-8 (byte 0xe9)", id="latin-1"),
        pytest.param(b"b,x,y", "more cells than the header has", id="comma"),
        pytest.param(b"b", "text is None", id="short"),
    ],
)
def test_a_bad_row_of_csv_does_not_lose_the_others(tmp_path, line, reason):
    path = tmp_path / "x.csv"
    path.write_bytes(b"id,text\na,x\n" + line + b"\nc,z\n")

    first, bad, last = read_articles(path)

    assert (first, last) == (Article("a", "x"), Article("c", "z"))
    assert isinstance(bad, Failure)
    assert f"{path}, line 3" in bad.reason
    assert reason in bad.reason


def test_an_id_stands_for_one_article_over_all_files(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"id": "a", "text": "x"}\n{"id": "b", "text": "x"}')
    (tmp_path / "y.jsonl").write_text('{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}')

    *articles, other = read_articles(tmp_path)

    assert articles == [Article("a", "x"), Article("b", "x"), Article("a", "x")]
    assert isinstance(other, Failure)
    assert "x.jsonl, line 2" in other.reason
    assert "y.jsonl, line 2" in other.reason


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("x.docx", b"", "unknown format; use a file that ends in .txt, .jsonl", id="format"),
        pytest.param("x.csv", b"key,body\n1,x\n", "has no column 'id' but key, body", id="columns"),
        pytest.param("x.csv", b"", "has no column 'id' but none", id="empty-csv"),
        pytest.param("x.parquet", b"PAR1", "not a Parquet file", id="parquet"),
        pytest.param("x.jsonl.gz", b"\x1f\x8bno", "cannot be read", id="gzip"),
    ],
)
def test_a_file_that_cannot_be_read_is_an_error(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(CorpusError, match=message):
        list(read_articles(path))


def test_a_missing_file_and_an_empty_folder_are_errors(tmp_path):
    with pytest.raises(CorpusError, match="no such file or folder"):
        list(read_articles(tmp_path / "none.jsonl"))
    with pytest.raises(CorpusError, match="holds no file that ends in"):
        list(read_articles(tmp_path))
