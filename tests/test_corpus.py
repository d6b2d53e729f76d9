import csv
import gzip
import io
import json
import random
import re
import sys
import tracemalloc
from collections import deque
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from korea_nlp import Article, Failure
from korea_nlp.corpus import Reader, Request, read_articles
from korea_nlp.corpus.ids import RECENT, Seen
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
        pytest.param(b'{"id": "", "text": "x"}', "line 2", "id is ''; give each article its own", id="no-id"),
        pytest.param(b'{"id": "b"}', "b", "line 2: text is missing; give", id="no-text"),
        pytest.param(b'{"id": "b", "text": 5}', "b", "text is 5", id="text-is-a-number"),
        pytest.param(b'{"id": "b", "text": "x", "title": 5}', "b", "title is 5", id="title-is-a-number"),
        pytest.param(b'{"id": "b", "text": "x", "date": "24 Jan"}', "b", "write a date such as", id="date"),
        pytest.param(b'{"id": "b", "text": "x", "date": "2025-02-30"}', "b", "write a date such as", id="no-such-day"),
        pytest.param(b'{"id": "b\xe9"}', "line 2", r"not UTF-8 at byte 9 \(0xe9\)", id="latin-1"),
        pytest.param(
            b'{"id": "a", "text": "y"}', "a", "line 2: id 'a' already stands in .*x.jsonl; give", id="doubled"
        ),
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
        pytest.param(b"b", "text is missing", id="short"),
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


def test_rows_after_a_badly_quoted_one_are_counted_right(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b'id,text\na,"x"y\nb\nc,z\n')

    quoting, short, article = read_articles(path)

    assert isinstance(quoting, Failure)
    assert isinstance(short, Failure)
    assert "line 2: " in quoting.reason
    assert "line 3: " in short.reason
    assert article == Article("c", "z")


def test_an_id_stands_for_one_article_over_all_files(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"id": "a", "text": "x"}\n{"id": "b", "text": "x"}')
    (tmp_path / "y.jsonl").write_text('{"id": "a", "text": "x"}\n{"id": "b", "text": "y"}')

    *articles, other = read_articles(tmp_path)

    assert articles == [Article("a", "x"), Article("b", "x"), Article("a", "x")]
    assert isinstance(other, Failure)
    assert "y.jsonl, line 2: id 'b' already stands in " in other.reason
    assert "x.jsonl; give each article its own" in other.reason


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("x.sav", b"", "unknown format; use a file that ends in .csv, ", id="format"),
        pytest.param("x.csv", b"key,b\n1,x\n", r"the text \(--text-column\) but key, b; name", id="columns"),
        pytest.param("x.csv", b"", r"has no header; name its columns", id="empty-csv"),
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


# --- columns -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_columns_are_found_by_their_usual_names(tmp_path, suffix):
    row = {"Article-ID": "a", "Body": "x", "Pub Date": "2025-01-24", "headline": "T", "source": "P", "link": "u"}

    assert list(read_articles(write(tmp_path / f"x{suffix}", row))) == [Article("a", "x", "2025-01-24", "T", "P", "u")]


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet"])
def test_columns_are_named(tmp_path, suffix):
    path = write(tmp_path / f"x{suffix}", {"key": "a", "text": "abstract", "story": "x"})

    assert list(read_articles(path, columns={"id": "key", "text": "story"})) == [Article("a", "x")]


def test_our_own_name_goes_before_others_and_an_empty_cell_gives_way(tmp_path):
    rows = [
        {"id": "a", "doc_id": "1", "text": "x", "body": "y"},
        {"id": "b", "text": "x", "date": "2025", "published": None},
    ]
    path = tmp_path / "x.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))

    assert list(read_articles(path)) == [Article("a", "x"), Article("b", "x", "2025")]


def test_two_columns_that_could_be_the_text_are_not_guessed_between(tmp_path):
    path = write(tmp_path / "x.csv", {"id": "a", "body": "x", "content": "y"})

    with pytest.raises(CorpusError, match="columns body and content could both be the text; say which"):
        list(read_articles(path))
    assert list(read_articles(path, columns={"text": "content"})) == [Article("a", "y")]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        pytest.param({"text": "story"}, r"no column for 'story' \(--text-column\) but id", id="no-such-column"),
        pytest.param({"title": "t", "id": "k"}, r"'t' \(--title-column\) and 'k' \(--id-column\) but id", id="several"),
        pytest.param({"body": "text"}, "an article has no 'body'; name columns for id, text", id="no-such-field"),
    ],
)
def test_columns_that_cannot_be_are_errors(tmp_path, columns, message):
    with pytest.raises(CorpusError, match=message):
        list(read_articles(write(tmp_path / "x.csv", {"id": "a", "text": "x"}), columns=columns))


def test_a_header_with_a_stray_quote_says_so(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text('id,"te"xt\na,x\n')

    with pytest.raises(CorpusError, match=r"x.csv, line 1: .*; mend the quoting of the header"):
        list(read_articles(path))


def write(path: Path, row: dict[str, str]) -> Path:
    """Write a table of one row in the format that the file's suffix names."""
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist([row]), path)
    elif path.suffix == ".jsonl":
        path.write_text(json.dumps(row))
    else:
        with path.open("w", newline="") as file:
            writer = csv.DictWriter(file, row)
            writer.writeheader()
            writer.writerow(row)
    return path


# --- encodings -----------------------------------------------------------------------------------------------------

KOREAN = "서울의 통일부는 금요일에 북한과 대화하지 않을 것이라고 말했다. 대변인은 회담이 없다고 밝혔다. "
FRENCH = "The café’s owner said “no” to a résumé from the naïve attaché, who had come to Séoul by train. "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(KOREAN, "euc-kr", id="korean"),
        pytest.param(FRENCH, "cp1252", id="western"),
        pytest.param(KOREAN, "utf-16", id="utf-16"),
        pytest.param(KOREAN, "utf-8", id="utf-8"),
    ],
)
@pytest.mark.parametrize("named", [pytest.param(True, id="named"), pytest.param(False, id="auto")])
@pytest.mark.parametrize("suffix", [".txt", ".csv", ".jsonl"])
def test_encodings_are_named_or_guessed(tmp_path, text, encoding, named, suffix):
    if not named:
        pytest.importorskip("charset_normalizer")
    text = text.strip() if suffix == ".txt" else text
    row = {".txt": text, ".csv": f'id,text\nx,"{text}"\n', ".jsonl": f'{{"id": "x", "text": "{text}"}}'}
    path = tmp_path / f"x{suffix}"
    path.write_bytes(row[suffix].encode(encoding))

    assert list(read_articles(path, encoding=encoding if named else "auto")) == [Article("x", text)]


def test_bytes_that_the_encoding_lacks_fail_their_article_only(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("id,text\na,서울\nb,".encode("euc-kr") + b"\xff\xff\nc,z\n")

    first, bad, last = read_articles(path, encoding="euc-kr")

    assert (first, last) == (Article("a", "서울"), Article("c", "z"))
    assert isinstance(bad, Failure)
    assert "line 3" in bad.reason


def test_an_unknown_encoding_is_an_error():
    for name in ("klingon", "base64"):
        with pytest.raises(CorpusError, match=f"'{name}' is no encoding of text; name one such as euc-kr"):
            list(read_articles("x.txt", encoding=name))


@pytest.mark.parametrize(
    ("module", "asked"),
    [
        pytest.param("charset_normalizer", {"encoding": "auto"}, id="encoding"),
        pytest.param("fsspec", {}, id="url"),
    ],
)
def test_a_missing_extra_is_named(tmp_path, monkeypatch, module, asked):
    monkeypatch.setitem(sys.modules, module, None)
    path = tmp_path / "x.txt"
    path.write_bytes("café".encode("latin-1"))

    with pytest.raises(CorpusError, match=rf"needs {module}; install it: pip install 'korea-nlp\[web\]'"):
        list(read_articles(path if asked else "memory://x.txt", **asked))


# --- where files come from -----------------------------------------------------------------------------------------


def test_patterns_are_filled_in(tmp_path):
    for name in ("a/1.txt", "a/b/2.txt", "3.txt", "4.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)

    def texts(pattern: str) -> list[str]:
        return [item.text for item in read_articles(str(tmp_path / pattern))]

    assert texts("*.txt") == ["3.txt"]
    assert texts("a/**/*.txt") == ["a/1.txt", "a/b/2.txt"]
    with pytest.raises(CorpusError, match="holds no file that ends in"):
        texts("*.md")


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(tmp_path):
    (tmp_path / "x[1].txt").write_text("One.")

    assert list(read_articles(tmp_path / "x[1].txt")) == [Article("x[1]", "One.")]


def test_urls_are_files_folders_and_patterns():
    memory = pytest.importorskip("fsspec").filesystem("memory")
    memory.pipe({"/korea/b/x.jsonl": b'{"id": "a", "text": "x"}', "/korea/y.txt.gz": gzip.compress(b"y")})

    assert list(read_articles("memory://korea/b/x.jsonl")) == [Article("a", "x")]
    assert list(read_articles("memory://korea")) == [Article("a", "x"), Article("y", "y")]
    assert list(read_articles("memory://korea/*/*.jsonl")) == [Article("a", "x")]
    with pytest.raises(CorpusError, match=r"memory://korea/none\.txt: there is no such file"):
        list(read_articles("memory://korea/none.txt"))
    with pytest.raises(CorpusError, match="nothing://x: cannot be reached: "):
        list(read_articles("nothing://x"))


def test_a_broken_file_of_a_folder_does_not_lose_the_others(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    (tmp_path / "b.txt").write_text("Two.")

    broken, article = read_articles(tmp_path)

    assert isinstance(broken, Failure)
    assert "not a Parquet file" in broken.reason
    assert article == Article("b", "Two.")


# --- what is packed, and what is too long --------------------------------------------------------------------------


def zstd(data: bytes) -> bytes:
    """Pack as ``zstd`` does."""
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as file:
        file.write(data)
    return sink.getvalue().to_pybytes()


PACKERS = {".gz": gzip.compress, ".zst": zstd}


def test_files_packed_with_zstd_are_read(tmp_path):
    path = tmp_path / "news.jsonl.zst"
    path.write_bytes(zstd(as_jsonl()))

    assert list(read_articles(path)) == ARTICLES


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_packed_file_that_is_cut_short_is_an_error(tmp_path, suffix):
    path = tmp_path / f"x.jsonl{suffix}"
    dice = random.Random(0)
    rows = [f'{{"id": "{number}", "text": "{dice.randbytes(60).hex()}"}}\n' for number in range(2000)]
    path.write_bytes(PACKERS[suffix]("".join(rows).encode())[:-100])

    with pytest.raises(CorpusError, match="cannot be read"):
        list(read_articles(path))


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize(
    "line", [pytest.param(b"0" * 65_535 + b"\n", id="lines"), pytest.param(b"0" * 65_536, id="one-line")]
)
def test_a_bomb_is_found_before_it_is_unpacked(tmp_path, suffix, line):
    path = tmp_path / f"x.jsonl{suffix}"
    news = b'{"id": "a", "text": "x"}\n'
    bomb = news + line * 1024  # 64 MB
    path.write_bytes(PACKERS[suffix](bomb))
    items = read_articles(path, max_bytes=1 << 20)

    tracemalloc.start()
    with pytest.raises(CorpusError, match=r"unpacks to more than 500 times its size, as no news does"):
        deque(items, maxlen=1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 << 20


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("x.jsonl", b'{"id": "b", "text": "%s"}\n{"id": "c", "text": "z"}' % (b"y" * 5000), id="jsonl"),
        pytest.param("x.csv", b"id,text\nb,%s\nc,z\n" % (b"y" * 5000), id="csv"),
    ],
)
def test_an_article_that_is_too_long_does_not_lose_the_others(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)

    long, article = read_articles(tmp_path / name, max_bytes=1000)

    assert isinstance(long, Failure)
    assert "longer than 1,000 bytes, which no article is" in long.reason
    assert article == Article("c", "z")


def test_a_text_file_that_is_too_long_fails(tmp_path):
    (tmp_path / "x.txt").write_bytes(b"y" * 1001)

    (long,) = read_articles(tmp_path / "x.txt", max_bytes=1000)

    assert isinstance(long, Failure)
    assert "longer than 1,000 bytes" in long.reason


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="stored-once"),
        pytest.param(
            {"use_dictionary": False, "column_encoding": {"id": "PLAIN", "text": "DELTA_BYTE_ARRAY"}}, id="delta"
        ),
    ],
)
def test_a_long_text_in_many_rows_of_parquet_is_not_multiplied(tmp_path, options):
    path, long = tmp_path / "x.parquet", "x" * (4 << 20)
    rows = [{"id": str(number), "text": "short" if number == 20 else long} for number in range(40)]
    pq.write_table(pa.Table.from_pylist(rows), path, **options)
    before = pa.total_allocated_bytes()

    items = []
    for item in read_articles(path, max_bytes=1 << 20):
        items.append(item)
        assert pa.total_allocated_bytes() - before < 96 << 20  # of the 160 MB that they unpack to

    assert [item for item in items if isinstance(item, Article)] == [Article("20", "short")]
    assert "row 1: longer than 1,048,576 bytes" in items[0].reason


def test_lists_in_place_of_text_are_told(tmp_path):
    pq.write_table(pa.Table.from_pylist([{"id": "a", "text": ["x"]}]), tmp_path / "x.parquet")

    (failure,) = read_articles(tmp_path / "x.parquet")

    assert isinstance(failure, Failure)
    assert "row 1: text is ListType" in failure.reason


def test_ids_are_known_in_a_few_bytes_each():
    seen = Seen()
    seen.begin("a.jsonl")
    tracemalloc.start()
    for number in range(120_000):
        assert isinstance(seen.checked(Article(f"an-id-of-some-length-{number}", ""), ""), Article)
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()

    assert kept < 120_000 * 24 + RECENT * 250  # those that wait to be sorted take more
    assert isinstance(seen.checked(Article("an-id-of-some-length-7", ""), ""), Failure)
    seen.begin("b.jsonl")
    assert isinstance(seen.checked(Article("an-id-of-some-length-7", ""), ""), Article)
    assert isinstance(seen.checked(Article("an-id-of-some-length-7", "x"), ""), Failure)


# --- readers of other packages -------------------------------------------------------------------------------------


def read_wire(request: Request) -> Iterator[tuple[str, Article]]:
    for number, line in request.lines():
        yield f"{request.source}, line {number}", Article(f"{request.id}-{number}", line.decode().strip())


WIRE = Reader((".wire", ".txt"), read_wire, recognises=lambda head: head.startswith(b"ZCZC"), text=True)
NO_READER = object()


@pytest.fixture
def plug_in(tmp_path, monkeypatch):
    """Return a function that installs a package with an entry point of a name and a value."""

    def install(name: str, value: str) -> None:
        folder = tmp_path / f"site-{name}" / f"{name}-1.0.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (folder / "entry_points.txt").write_text(f"[korea_nlp.readers]\n{name} = {value}\n")
        monkeypatch.syspath_prepend(str(folder.parent))

    return install


def test_a_plug_in_reads_its_format_and_recognises_its_files(tmp_path, plug_in):
    plug_in("wire", f"{__name__}:WIRE")
    for name, text in {"a.wire": "ZCZC\nOne.", "b.txt": "ZCZC\nTwo.", "c.txt": "Three."}.items():
        (tmp_path / name).write_text(text)

    texts = {item.id: item.text for item in read_articles(*sorted(tmp_path.glob("?.*")))}

    assert texts == {"a-1": "ZCZC", "a-2": "One.", "b-1": "ZCZC", "b-2": "Two.", "c": "Three."}
    assert list(read_articles(tmp_path / "b.txt", reader="txt")) == [Article("b", "ZCZC\nTwo.")]
    assert [item.text for item in read_articles(tmp_path / "c.txt", reader="wire")] == ["Three."]
    with pytest.raises(CorpusError, match=r"there is no reader 'telex'; name one of csv, .*, txt, .*, wire"):
        list(read_articles(tmp_path / "b.txt", reader="telex"))


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        pytest.param("lost", "no_such_module:READER", "reader 'lost' .* cannot be loaded", id="lost"),
        pytest.param("thing", f"{__name__}:NO_READER", "reader 'thing' .* is no Reader", id="no-reader"),
        pytest.param("txt", f"{__name__}:WIRE", "two installed packages have a reader 'txt'", id="twice"),
    ],
)
def test_a_plug_in_that_cannot_be_used_is_an_error(plug_in, name, value, message):
    plug_in(name, value)

    with pytest.raises(CorpusError, match=message):
        list(read_articles("x.txt"))


def test_a_folder_without_articles_tells_each_suffix_once(tmp_path):
    with pytest.raises(CorpusError) as raised:
        list(read_articles(tmp_path))

    endings = str(raised.value).partition("ends in ")[2].partition(";")[0].split(", ")
    assert len(endings) == len(set(endings)) > 10
