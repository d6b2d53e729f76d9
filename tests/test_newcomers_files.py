"""Files as spreadsheets, scrapers and databases of news write them."""

import json
from pathlib import Path

import pytest
from test_exports import DENIAL, EXPORTS, write_docx

from korea_nlp import Article, Failure, read_articles
from korea_nlp.errors import CorpusError

ROWS = [("1", "2025-01-24", "No talks", "Seoul said, on Friday; it would not talk."), ("2", "", "", "Tokyo | agreed.")]
WANTED = [
    Article("1", "Seoul said, on Friday; it would not talk.", "2025-01-24", "No talks"),
    Article("2", "Tokyo | agreed."),
]


def table(mark: str) -> str:
    lines = [("ArticleID", "pubdate", "headline", "Full Text"), *ROWS]
    return "".join(mark.join(f'"{cell}"' if mark in cell else cell for cell in line) + "\r\n" for line in lines)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"], ids=["commas", "semicolons", "tabs", "bars"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_tables_are_read_whatever_stands_between_their_cells(tmp_path, mark, encoding):
    (tmp_path / "x.csv").write_bytes(table(mark).encode(encoding))

    assert list(read_articles(tmp_path / "x.csv")) == WANTED


@pytest.mark.parametrize("name", ["x.tsv", "x.tab"])
def test_tables_with_tabs_have_endings_of_their_own(tmp_path, name):
    (tmp_path / name).write_text(table("\t"), encoding="utf-8")

    assert list(read_articles(tmp_path / name)) == WANTED


def test_lines_of_json_in_utf_16_are_read(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"id": "a", "text": "x"}\n', encoding="utf-16")

    assert list(read_articles(tmp_path / "x.jsonl")) == [Article("a", "x")]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        pytest.param("articleID,publicationDate,headLine,articleText,newsSource", True, id="camels"),
        pytest.param("Article ID,Pub-Date,Headline,Full Text,Publication Title", True, id="words"),
        pytest.param("_id,published_at,title,body,outlet", True, id="mongo"),
        pytest.param("GOID,Date,Heading,FULLTEXT,Newspaper", True, id="capitals"),
    ],
)
def test_columns_go_by_convention(tmp_path, names, found):
    (tmp_path / "x.csv").write_text(f"{names}\n7,2025-01-24,T,Words.,The Daily\n")

    assert list(read_articles(tmp_path / "x.csv")) == [Article("7", "Words.", "2025-01-24", "T", "The Daily")]


@pytest.mark.parametrize("name", ["x.csv", "x.jsonl", "x.json"])
def test_rows_without_an_id_are_numbered(tmp_path, name):
    rows = [{"text": "One."}, {"text": "Two."}]
    content = {
        "x.csv": "text\nOne.\nTwo.\n",
        "x.jsonl": "\n".join(map(json.dumps, rows)),
        "x.json": json.dumps(rows),
    }[name]
    (tmp_path / name).write_text(content)

    assert list(read_articles(tmp_path / name)) == [Article("x-1", "One."), Article("x-2", "Two.")]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('[{"id": "a", "text": "x"}, {"id": 2, "body": "서울"}]', id="list"),
        pytest.param('\ufeff [\n {"id": "a",\n "text": "x"}\n,\n{"id": 2, "body": "서울"}\n]\n', id="printed"),
        pytest.param('{"status": "ok", "articles": [{"id": "a", "text": "x"}, {"id": 2, "body": "서울"}]}', id="in"),
        pytest.param('{"id": "a", "text": "x"}\n{"id": 2,\n "body": "서울"}\n', id="one-after-another"),
    ],
)
def test_lists_of_json_are_read(tmp_path, monkeypatch, content):
    (tmp_path / "x.json").write_text(content, encoding="utf-8")

    for size in (3, 1 << 20):  # bytes at once: a letter may be cut in two
        monkeypatch.setattr("korea_nlp.corpus.plain.BLOCK", size)
        assert list(read_articles(tmp_path / "x.json")) == [Article("a", "x"), Article("2", "서울")]
    (tmp_path / "y.jsonl").write_text('[{"id": "a", "text": "x"}]')
    assert list(read_articles(tmp_path / "y.jsonl")) == [Article("a", "x")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b'[{"id": "a", "text": "x"}', "x.json: not JSON", id="cut-short"),
        pytest.param(b"", "x.json: not JSON", id="empty"),
        pytest.param(b"no", "x.json: not JSON", id="words"),
        pytest.param(b'[{"id": "\xe9"}]', "x.json: not UTF-8 at byte 9", id="latin-1"),
        pytest.param(b"[" * 100_000, "x.json: not JSON", id="nested"),
        pytest.param(b'[{"text": "' + b"x" * 3000 + b'"}]', "longer than 1,000 bytes", id="long"),
    ],
)
def test_json_that_is_none_is_told(tmp_path, monkeypatch, content, said):
    monkeypatch.setattr("korea_nlp.corpus.plain.BLOCK", 100)
    (tmp_path / "x.json").write_bytes(content)

    with pytest.raises(CorpusError, match=said):
        list(read_articles(tmp_path / "x.json", max_bytes=1_000 if b"xxx" in content else 1 << 20))


@pytest.mark.parametrize(
    ("encoding", "named", "said"),
    [
        pytest.param("euc-kr", "utf-8", "line 3: not UTF-8 (byte 0xc5); name its encoding: --encoding", id="none"),
        pytest.param("cp949", "euc-kr", "line 3: not EUC-KR (byte 0x8c); try --encoding cp949.", id="narrower"),
    ],
)
def test_an_encoding_that_does_not_fit_is_told_with_the_flag(tmp_path, encoding, named, said):
    word = "똠방" if encoding == "cp949" else "통일부"
    (tmp_path / "x.csv").write_bytes(f"id,text\n1,x\n2,{word} said.\n3,z\n".encode(encoding))

    first, bad, last = read_articles(tmp_path / "x.csv", encoding=named)

    assert (first.id, last.id) == ("1", "3")
    assert isinstance(bad, Failure)
    assert said in bad.reason


@pytest.mark.parametrize(
    ("name", "day"),
    [
        pytest.param("2025-01-24_herald_007.txt", "2025-01-24", id="hyphens"),
        pytest.param("herald-20250124.txt", "2025-01-24", id="digits"),
        pytest.param("2025/01/24/herald.txt", "2025-01-24", id="folders"),
        pytest.param("2025-01-24/2025-01-25.txt", None, id="two-days"),
        pytest.param("12025012499.txt", None, id="number"),
        pytest.param("2025-02-31.txt", None, id="no-day"),
        pytest.param("herald.txt", None, id="none"),
    ],
)
def test_the_name_of_a_text_may_tell_its_day(tmp_path, name, day):
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("Seoul said so.")

    (article,) = read_articles(tmp_path)

    assert article.published == day


def test_a_day_can_be_given_for_articles_that_tell_none(tmp_path):
    (tmp_path / "x.csv").write_text("id,text,date\n1,x,2025-01-24\n2,y,\n")

    assert [item.published for item in read_articles(tmp_path / "x.csv", date="1 Feb 2025")] == [
        "2025-01-24",
        "2025-02-01",
    ]
    with pytest.raises(CorpusError, match="date: published is 'soon'"):
        list(read_articles(tmp_path / "x.csv", date="soon"))


def nexis(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    lines = (EXPORTS / "nexis_uni.lines").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in lines
        lines = lines.replace(old, new, 1)
    write_docx(tmp_path / "x.docx", "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines.split("\n")))
    return tmp_path / "x.docx"


def test_a_correction_of_nexis_is_no_text(tmp_path):
    correction = "Correction\nCorrection: January 26, 2025: The rank was wrong.\nCorrection-Date: January 26, 2025\n"
    path = nexis(tmp_path, (DENIAL[-1] + "\n", f"{DENIAL[-1]}\n{correction}"))

    first, _ = read_articles(path)

    assert first.text == "\n\n".join(DENIAL)


@pytest.mark.parametrize("edition", ["First Edition", "Late Edition - Final Edition", "Scotland 1st Edition"])
def test_an_edition_of_nexis_may_follow_the_date(tmp_path, edition):
    path = nexis(tmp_path, ("January 24, 2025 Friday", f"January 24, 2025 Friday {edition}"))

    first, _ = read_articles(path)

    assert (first.published, first.publisher) == ("2025-01-24", "The Meridian Daily")
    assert first.title == "Ministry denies drone flights over the North"
