"""Pages by themselves, and in WARC and WACZ files that warcio and zipfile write."""

import gzip
import io
import sys
import zipfile
from pathlib import Path

import pytest

from korea_nlp import Article, Failure
from korea_nlp.corpus import read_articles
from korea_nlp.corpus.web import MAX_PAGE
from korea_nlp.errors import CorpusError

trafilatura = pytest.importorskip("trafilatura")
warcio = pytest.importorskip("warcio.warcwriter")
headers = pytest.importorskip("warcio.statusandheaders")

PARAGRAPHS = (
    "The harbour ministry said on Friday that it would not reopen the northern ferry line before spring.",
    "“We see no need for it,” a spokesman told reporters in Séoul, and added that 40 boats had been sold.",
    "Two lawmakers denied the report. They said the line had carried about 300 passengers a day last year.",
)
PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="{charset}"><title>Ferry stays closed - Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><meta property="og:title" content="Ferry stays closed">
<meta property="article:published_time" content="2025-01-24T09:30:00+09:00"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Ferry stays closed</h1>{paragraphs}</article>
<footer>Subscribe to our newsletter</footer></body></html>"""
URL = "https://harbour.example/2025/ferry.html"


def page(charset: str = "utf-8") -> bytes:
    """Return a page of news in an encoding that it declares."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return PAGE.format(charset=charset, paragraphs=paragraphs).encode(charset)


def record(writer, made) -> None:
    """Write a record and close the temporary file that warcio made for it."""
    writer.write_record(made)
    made.raw_stream.close()


def crawl(*records: tuple[str, str, bytes], packed: bool = False) -> bytes:
    """Return a WARC of responses: status, content type and body of each."""
    file = io.BytesIO()
    writer = warcio.WARCWriter(file, gzip=packed)
    record(writer, writer.create_warcinfo_record("crawl.warc", {"software": "tests"}))
    for status, kind, body in records:
        told = headers.StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record(writer, writer.create_warc_record(URL, "response", payload=io.BytesIO(body), http_headers=told))
    return file.getvalue()


def facts(item: Article | Failure) -> tuple[str | None, ...]:
    """Return what a page tells."""
    assert isinstance(item, Article), item
    return item.text, item.published, item.title, item.publisher


TOLD = ("\n\n".join(PARAGRAPHS), "2025-01-24", "Ferry stays closed", "Harbour Post")
OTHERS = [("200 OK", "image/png", b"\x89PNG"), ("404 Not Found", "text/html", page()), ("301 Moved", "text/html", b"")]


@pytest.mark.parametrize("suffix", [".html", ".htm", ".xhtml"])
def test_a_page_is_its_article_with_date_title_and_outlet(tmp_path, suffix):
    (tmp_path / f"ferry{suffix}").write_bytes(page())

    (article,) = read_articles(tmp_path / f"ferry{suffix}")

    assert article.id == "ferry"
    assert facts(article) == TOLD


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        pytest.param("cp1252", "utf-8", id="declared"),
        pytest.param("cp1252", "cp1252", id="named"),
        pytest.param("utf-16", "utf-8", id="byte-order-mark"),
    ],
)
def test_the_encoding_of_a_page_is_declared_or_named(tmp_path, charset, encoding):
    (tmp_path / "ferry.html").write_bytes(page(charset))

    (article,) = read_articles(tmp_path / "ferry.html", encoding=encoding)

    assert facts(article) == TOLD


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "no article was found in the page", id="empty"),
        pytest.param(b"<html><body><img src=a.png></body></html>", "no article was found", id="no-article"),
        pytest.param(b"x" * (MAX_PAGE + 1), "a page of more than 2,097,152 bytes", id="long"),
        pytest.param(b"<p>x</p>" * 30_000, "more elements or attributes than any article has", id="elements"),
        pytest.param(b"<div>" * 200 + b"<p>x</p>" * 5_000, "more elements or attributes", id="depth"),
        pytest.param(
            b"<p %s>x</p>" % b" ".join(b"a%d=b" % number for number in range(1_000)),
            "more elements or attributes",
            id="attributes",
        ),
    ],
)
def test_a_page_that_is_none_fails(tmp_path, content, reason):
    (tmp_path / "x.html").write_bytes(content)

    (failure,) = read_articles(tmp_path / "x.html")

    assert isinstance(failure, Failure)
    assert reason in failure.reason


@pytest.mark.parametrize("packed", [pytest.param(False, id="plain"), pytest.param(True, id="gz")])
def test_pages_of_a_crawl_are_read_and_other_records_passed_over(tmp_path, packed):
    path = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    path.write_bytes(crawl(OTHERS[0], ("200 OK", "text/html; charset=utf-8", page()), *OTHERS[1:], packed=packed))

    (article,) = read_articles(path)

    assert facts(article) == TOLD
    assert article.url == URL
    assert article.id.startswith("urn:uuid:")


def test_an_archive_of_crawls_is_read(tmp_path):
    path = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/a.warc.gz", crawl(("200 OK", "text/html", page()), packed=True))
        archive.writestr("archive/b.warc", crawl(("200 OK", "text/html", page("cp1252"))))

    assert [facts(article) for article in read_articles(path)] == [TOLD, TOLD]


def test_a_page_that_its_server_packed_is_unpacked_and_a_long_one_fails_alone(tmp_path):
    file = io.BytesIO()
    writer = warcio.WARCWriter(file, gzip=False)
    for body in (gzip.compress(b" " * (MAX_PAGE + 1)), gzip.compress(page())):
        told = headers.StatusAndHeaders(
            "200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], protocol="HTTP/1.1"
        )
        record(writer, writer.create_warc_record(URL, "response", payload=io.BytesIO(body), http_headers=told))
    (tmp_path / "crawl.warc").write_bytes(file.getvalue())

    long, article = read_articles(tmp_path / "crawl.warc")

    assert isinstance(long, Failure)
    assert "record 1: a page of more than" in long.reason
    assert facts(article) == TOLD


def test_a_record_that_is_cut_short_does_not_lose_those_before_it(tmp_path):
    data = crawl(("200 OK", "text/html", page()), ("200 OK", "text/html", page()))
    (tmp_path / "crawl.warc").write_bytes(data[:-200])

    article, cut = read_articles(tmp_path / "crawl.warc")

    assert facts(article) == TOLD
    assert isinstance(cut, Failure)
    assert "record 3: cut short" in cut.reason


def test_a_record_that_is_longer_than_it_says_is_told(tmp_path, capfd):
    data = crawl(("200 OK", "text/html", page()), ("200 OK", "text/html", page()))
    (tmp_path / "crawl.warc").write_bytes(data.replace(b"</html>", b"</html> and more", 1))

    first, wrong, second = read_articles(tmp_path / "crawl.warc")

    assert facts(first)[1:] == TOLD[1:]
    assert isinstance(wrong, Failure)
    assert "record 3: does not begin where the record before it ends" in wrong.reason
    assert facts(second) == TOLD
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        pytest.param("x.warc", b"Seoul said so.", "not WARC that can be read", id="warc"),
        pytest.param(
            "x.warc", b"WARC/1.0\r\n" + b"x" * (2 << 20), "headers of more than 1,048,576 bytes", id="headers"
        ),
        pytest.param("x.warc.gz", crawl(*OTHERS, packed=True)[:-20], "cannot be read", id="warc-cut-short"),
        pytest.param("x.warc", b"", "holds no record of WARC", id="warc-empty"),
        pytest.param("x.wacz", b"PK\x03\x04no", "not a WACZ file that can be read", id="wacz"),
    ],
)
def test_an_archive_that_cannot_be_read_is_an_error(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(CorpusError, match=message):
        list(read_articles(tmp_path / name))


def test_an_archive_without_crawls_is_an_error(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.wacz", "w") as archive:
        archive.writestr("datapackage.json", "{}")

    with pytest.raises(CorpusError, match=r"holds no \.warc or \.warc\.gz"):
        list(read_articles(tmp_path / "x.wacz"))


@pytest.mark.parametrize(
    ("module", "name"), [pytest.param("trafilatura", "x.html", id="html"), pytest.param("warcio", "x.warc", id="warc")]
)
def test_a_missing_extra_is_named(tmp_path, monkeypatch, module, name):
    for loaded in [each for each in sys.modules if each.split(".")[0] == module]:
        monkeypatch.setitem(sys.modules, loaded, None)
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / name).write_bytes(page())

    with pytest.raises(CorpusError, match=rf"needs {module}.*; install it: pip install 'korea-nlp\[web\]'"):
        list(read_articles(tmp_path / name))


def test_an_export_is_not_taken_for_a_page():
    exports = Path(__file__).parent / "data" / "exports"

    assert len(list(read_articles(exports / "factiva.html"))) == 2
