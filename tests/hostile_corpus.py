"""Hostile files of a corpus: what is made and what comes of it; part of the table of ``hostile_files.py``."""

import gzip
import io
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

import korea_nlp
from korea_nlp.errors import KoreaNLPError

MIB = 1 << 20
Case = tuple[Callable[[Path], str], str]


def corpus(name: str, make: Callable[[], bytes], answer: str) -> Case:
    """Return the case of a file of a corpus, and what its answer must say."""

    def case(folder: Path) -> str:
        (folder / name).write_bytes(make())
        told = ""
        try:
            for item in korea_nlp.read_articles(folder / name):
                told = told or (f"refused: {item.reason}" if isinstance(item, korea_nlp.Failure) else "")
        except KoreaNLPError as error:
            return f"refused: {error}"
        return told or "read"

    return case, answer


def packed(name: str, data: bytes) -> bytes:
    """Return a ZIP archive of one member."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def parquet(rows: int, **options: object) -> bytes:
    """Return Parquet that holds one text of 16 MiB and a byte in every row; stored once unless told otherwise."""
    file = io.BytesIO()
    text = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array(["x" * (16 * MIB + 1)]))
    table = pa.table({"id": [str(row) for row in range(rows)], "text": text.dictionary_decode() if options else text})
    pq.write_table(table, file, store_schema=False, **options)
    return file.getvalue()


def laughing(tag: str) -> bytes:
    """Return XML whose entities stand for a billion words."""
    names = "abcdefghij"
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    return f'<!DOCTYPE x [<!ENTITY a "lol">{entities}]><{tag}><GOID>&j;</GOID></{tag}>'.encode()


def warc(body: bytes) -> bytes:
    """Return a WARC of one page, packed as its server says."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Target-URI: http://x.example/\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


CORPUS: dict[str, Case] = {
    "JSON lines, a line 10,000 deep": corpus("a.jsonl", lambda: b"[" * 10_000, "not a line of JSON"),
    "JSON lines, a line of 64 MiB": corpus("a.jsonl", lambda: b"x" * (64 * MIB), "longer than 16,777,216 bytes"),
    "JSON lines, gzip of 256 MiB of zeros": corpus(
        "a.jsonl.gz", lambda: gzip.compress(bytes(256 * MIB)), "unpacks to more than 500 times its size"
    ),
    "CSV, a mark that never closes": corpus(
        "a.csv", lambda: b'id,text\n"' + (b"x,y" * 1000 + b"\n") * 7_000, "field larger than"
    ),
    "Parquet, 200 rows of one 16 MiB text": corpus("a.parquet", lambda: parquet(200), "longer than"),
    "Parquet, the same by what a row shares with the last": corpus(
        "a.parquet",
        lambda: parquet(8, use_dictionary=False, column_encoding={"id": "PLAIN", "text": "DELTA_BYTE_ARRAY"}),
        "longer than",
    ),
    "Parquet, a page of 64 MiB packed to nothing": corpus(
        "a.parquet", lambda: parquet(4, use_dictionary=False, compression="zstd"), "unpacks to more than 500 times"
    ),
    "DOCX, a document of 256 MiB packed to nothing": corpus(
        "a.docx", lambda: packed("word/document.xml", bytes(256 * MIB)), "unpacks to more than 500 times its size"
    ),
    "DOCX, entities of entities (10^9 words)": corpus(
        "a.docx", lambda: packed("word/document.xml", laughing("p")), "document type"
    ),
    "RTF, 8 million braces": corpus("a.rtf", lambda: b"{\\rtf1" + b"{" * (8 * MIB - 6), "groups within each other"),
    "RTF, 4 million empty groups": corpus(
        "a.rtf", lambda: b"{\\rtf1" + b"{}" * (4 * MIB - 4) + b"}", "holds no article"
    ),
    "RTF, a character beyond any": corpus("a.rtf", lambda: b"{\\rtf1 \\u" + b"9" * 10_000 + b"?}", "not RTF"),
    "ProQuest XML, entities of entities (10^9 words)": corpus("a.xml", lambda: laughing("RECORD"), "document type"),
    "ProQuest XML, 10,000 elements in each other": corpus(
        "a.xml", lambda: b"<RECORD><GOID/>" + b"<a>" * 10_000, "not XML that can be read"
    ),
    "ProQuest XML, a text of 20 MiB": corpus(
        "a.xml", lambda: b"<RECORD><GOID/><a>" + b"x" * (20 * MIB) + b"</a></RECORD>", "longer than 16,777,216 bytes"
    ),
    "NewsML, elements without end before the first item": corpus(
        "a.xml", lambda: b"<newsMessage>" + b"<a b='c'/>" * (2 * MIB), "more elements or attributes"
    ),
    "NewsML, 3 million elements in an item": corpus(
        "a.xml", lambda: b"<newsItem>" + b"<a/>" * (3 * MIB), "more elements or attributes than any article has"
    ),
    "Nexis HTML, a million attributes of one element": corpus(
        "a.html",
        lambda: b"Job Number: 1 Documents (1)<p " + b" ".join(b"a%d=b" % number for number in range(MIB)) + b">",
        "more elements or attributes",
    ),
    "Factiva HTML, 20 MiB without an article": corpus(
        "a.html", lambda: b"<div class='enArticle'>" + b"<b>x</b>" * (5 * MIB // 2), "more elements or attributes"
    ),
    "Factiva text, an article that never ends": corpus(
        "a.txt", lambda: b"HD a\nPD 24 January 2025\nSN b\n" + b"Seoul said so.\n" * (2 * MIB), "longer than"
    ),
    "page of HTML, 400,000 elements": corpus("a.html", lambda: b"<p>x" * (400_000), "more elements"),
    "page of HTML, 20,000 paragraphs 200 deep": corpus(
        "a.html", lambda: b"<div>" * 200 + b"<p>x</p>" * 20_000, "more elements"
    ),
    "page of HTML, 100,000 attributes of one element": corpus(
        "a.html", lambda: b"<p " + b" ".join(b"a%d=b" % number for number in range(100_000)) + b">x</p>", "attributes"
    ),
    "page of HTML, as many elements as are read, in each other": corpus(
        "a.html", lambda: b"<div><div><div><div><p>aa</p></div></div></div></div>" * 3_980, "read"
    ),
    "WARC, headers without end": corpus("a.warc", lambda: b"WARC/1.0\r\n" + b"x" * (32 * MIB), "headers of more than"),
    "WARC, a page that its server packed to nothing": corpus(
        "a.warc", lambda: warc(gzip.compress(bytes(256 * MIB))), "a page of more than 2,097,152 bytes"
    ),
    "WACZ, a crawl of 256 MiB packed to nothing": corpus(
        "a.wacz", lambda: packed("a.warc", bytes(256 * MIB)), "unpacks to more than 500 times its size"
    ),
}
