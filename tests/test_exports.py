"""Exports of news databases: two stories of our own in the layout of each, whole, cut short and wrong."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from korea_nlp import Article, Failure
from korea_nlp.corpus import read_articles
from korea_nlp.corpus.exports.story import read_date
from korea_nlp.errors import CorpusError

EXPORTS = Path(__file__).parent / "data" / "exports"
DENIAL = (
    "SEOUL — The defence ministry said on Friday that it had sent no drones over Pyongyang. “We deny the report,” a "
    "spokesman told reporters.",
    "IN SEOUL, two lawmakers asked for an inquiry. They said about 300 flights had been logged since October.",
    "Subject to approval, the committee will meet next week, an aide said.",
)
WELLS = (
    "An aid group said it had dug 40 wells in two provinces.",
    "Farmers there believe the river will stay low, it added.",
)
FACTIVA = ("MERID000020250124el1o00081", "HARBP000020250203el1o00082")
PROQUEST = ("3158001001", "3158001002")
NEWSML = ("tag:meridian.example,2025:1", "tag:meridian.example,2025:2#2")
NEXIS = ("x-1", "x-2")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Export → its reader and the ids of its articles.
FILES = {
    "factiva.html": ("factiva-html", FACTIVA),
    "factiva.txt": ("factiva-txt", FACTIVA),
    "factiva_codes.html": ("factiva-html", FACTIVA),
    "factiva_codes.txt": ("factiva-txt", FACTIVA),
    "newsml.xml": ("newsml", NEWSML),
    "nexis.txt": ("nexis-txt", NEXIS),
    "nexis_old.html": ("nexis-html", NEXIS),
    "nexis_uni.docx": ("nexis-docx", NEXIS),
    "nexis_uni.html": ("nexis-html", NEXIS),
    "nexis_uni.rtf": ("nexis-rtf", NEXIS),
    "proquest.txt": ("proquest-txt", PROQUEST),
    "proquest.xml": ("proquest-xml", PROQUEST),
    "proquest_old.xml": ("proquest-xml", PROQUEST),
}


def export(name: str, path: Path) -> Path:
    """Write an export, with the name ``x``, into a folder; a DOCX as Word packs it."""
    file = path / f"x{Path(name).suffix}"
    if file.suffix == ".docx":
        lines = (EXPORTS / "nexis_uni.lines").read_text(encoding="utf-8").splitlines()
        write_docx(file, "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines))
    else:
        file.write_bytes((EXPORTS / name).read_bytes())
    return file


def write_docx(file: Path, body: str) -> None:
    """Write a DOCX of a body in WordprocessingML."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types/>')
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')


def facts(article: Article) -> tuple[str | None, ...]:
    """Return what all exports tell of an article."""
    return article.text, (article.published or "")[:10], article.title, article.publisher


TOLD = [
    ("\n\n".join(DENIAL), "2025-01-24", "Ministry denies drone flights over the North", "The Meridian Daily"),
    ("\n\n".join(WELLS), "2025-02-03", "Aid group counts 40 new wells", "Harbour Post"),
]


@pytest.mark.parametrize("name", FILES)
def test_each_export_is_recognised_and_tells_the_same(tmp_path, name):
    if name.endswith(".rtf"):
        pytest.importorskip("striprtf")
    reader, ids = FILES[name]
    path = export(name, tmp_path)

    articles = list(read_articles(path))

    assert [facts(article) for article in articles] == TOLD
    assert tuple(article.id for article in articles) == ids
    assert list(read_articles(path, reader=reader)) == articles


def test_addresses_are_kept(tmp_path):
    first, _ = read_articles(export("proquest.txt", tmp_path))

    assert first.url == "https://www.proquest.com/newspapers/x/docview/3158001001/se-2"


@pytest.mark.parametrize(
    ("name", "end", "message"),
    [
        pytest.param("factiva.html", "Document HARBP", "no line such as 'Document YONH", id="factiva-html"),
        pytest.param("factiva.txt", "Document HARBP", "cut short: no line such as 'Document YONH", id="factiva-txt"),
        pytest.param("factiva_codes.txt", "Document HARBP", "cut short", id="factiva-codes"),
        pytest.param("nexis.txt", "SUBJECT: ", "cut short: no line such as 'LOAD-DATE", id="nexis-txt"),
        pytest.param(
            "nexis_uni.html", "<p>End of Document</p>\n</body>", "cut short: no 'End of Document'", id="nexis"
        ),
        pytest.param("proquest.txt", "ProQuest document ID: 3158001002", "cut short: no line 'ProQuest doc", id="proq"),
    ],
)
def test_an_article_that_is_cut_short_does_not_lose_those_before_it(tmp_path, name, end, message):
    data = (EXPORTS / name).read_bytes()
    (tmp_path / f"x{Path(name).suffix}").write_bytes(data[: data.rindex(end.encode())])

    first, cut = read_articles(tmp_path / f"x{Path(name).suffix}")

    assert facts(first) == TOLD[0]
    assert isinstance(cut, Failure)
    assert "article 2: " in cut.reason
    assert message in cut.reason


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("newsml.xml", "not XML that can be read", id="newsml"),
        pytest.param("proquest.xml", "not XML that can be read", id="proquest"),
        pytest.param("nexis_uni.docx", "not a DOCX file that can be read", id="docx"),
    ],
)
def test_a_file_that_is_cut_short_is_an_error(tmp_path, name, message):
    path = export(name, tmp_path)
    path.write_bytes(path.read_bytes()[:-200])

    with pytest.raises(CorpusError, match=message):
        list(read_articles(path))


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_file_is_an_error_that_says_so(tmp_path, name):
    if name.endswith(".rtf"):
        pytest.importorskip("striprtf")
    path = tmp_path / f"x{Path(name).suffix}"
    path.write_text("<html><body><p>Seoul said it would not talk.</p></body></html>")

    with pytest.raises(CorpusError, match=r"x\.\w+: (holds no|not an? )"):
        list(read_articles(path, reader=FILES[name][0]))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Seoul said it read 3 of 12 DOCUMENTS.\n\nLENGTH: it would not say.", id="nexis"),
        pytest.param("A report.\n\n812 words\n\n24 January 2025\n\nSeoul said so.", id="factiva"),
        pytest.param("HD stands for high density.\nPD, it said, for public domain.", id="factiva-codes"),
        pytest.param("One\n" + "_" * 60 + "\nTitle: two", id="proquest"),
    ],
)
def test_plain_text_that_looks_a_little_like_an_export_is_plain_text(tmp_path, text):
    (tmp_path / "x.txt").write_text(text)

    assert list(read_articles(tmp_path / "x.txt")) == [Article("x", text)]


def test_xml_of_another_kind_is_not_guessed(tmp_path):
    (tmp_path / "x.xml").write_text("<rss><channel/></rss>")

    with pytest.raises(CorpusError, match="does not look like newsml or proquest-xml; name its reader"):
        list(read_articles(tmp_path / "x.xml"))


def test_an_item_without_text_fails_alone(tmp_path):
    path = tmp_path / "x.xml"
    text = (EXPORTS / "newsml.xml").read_text(encoding="utf-8")
    start, end = text.index("<inlineXML"), text.index("</inlineXML>") + len("</inlineXML>")
    path.write_text(text[:start] + "<remoteContent href='drone.jpg'/>" + text[end:], encoding="utf-8")

    picture, second = read_articles(path)

    assert isinstance(picture, Failure)
    assert "article 1: holds no text" in picture.reason
    assert facts(second) == TOLD[1]


def test_a_document_type_is_refused(tmp_path):
    path = export("proquest.xml", tmp_path)
    head, rest = path.read_text(encoding="utf-8").split("\n", 1)
    path.write_text(f'{head}\n<!DOCTYPE RECORDS [<!ENTITY a "b">]>\n{rest}', encoding="utf-8")

    with pytest.raises(CorpusError, match="holds a document type, which is refused"):
        list(read_articles(path))


@pytest.mark.parametrize(
    ("name", "encoding"),
    [pytest.param("factiva.txt", "utf-16", id="txt"), pytest.param("factiva.html", "cp949", id="html")],
)
def test_encodings_are_named(tmp_path, name, encoding):
    path = tmp_path / f"x{Path(name).suffix}"
    path.write_bytes((EXPORTS / name).read_text(encoding="utf-8").replace("—", "·").encode(encoding))

    first, second = read_articles(path, encoding=encoding)

    assert first.text == TOLD[0][0].replace("—", "·")
    assert facts(second) == TOLD[1]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        pytest.param("January 24, 2025 Friday", "2025-01-24", id="nexis"),
        pytest.param("Friday, January 24, 2025 10:15 AM GMT", "2025-01-24", id="time"),
        pytest.param("24 January 2025", "2025-01-24", id="factiva"),
        pytest.param("24-Jan-2025", "2025-01-24", id="hyphens"),
        pytest.param("Sept. 3, 2025", "2025-09-03", id="short"),
        pytest.param("20250124", "2025-01-24", id="digits"),
        pytest.param("January 2025", "2025-01", id="month"),
        pytest.param("February 30, 2025", None, id="no-such-day"),
        pytest.param("24 January 2025 was a Friday", None, id="sentence"),
        pytest.param("Marching on 3 2025", None, id="no-month"),
    ],
)
def test_dates_of_exports(words, day):
    assert read_date(words, whole=True) == day
