"""Wrong inputs and what is said of each; ``python tests/wrong_inputs.py`` writes the table of docs/errors.md."""

import gzip
import os
import re
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath

import networkx as nx
import pandas as pd
import spacy
from handmade import make_record
from typer.testing import CliRunner

import korea_nlp
from korea_nlp import Article, Failure, KoreaNLPError, Where, cli
from korea_nlp.corpus.given import given_articles
from korea_nlp.knowledge import own_knowledge
from korea_nlp.store.made import store_of
from korea_nlp.training import read_gold

DOCS = Path(__file__).parents[1] / "docs" / "errors.md"
BEGIN, END = "<!-- errors:begin -->", "<!-- errors:end -->"
RECORD = make_record()
GRAPH = korea_nlp.build_graph(RECORD)
WRONG_USE, WRONG = 2, re.compile(r"─ Error ─+╮\n(.*?)╰─", re.DOTALL)  # how typer tells of a wrong command line
PACKED = b"PK\x03\x04\x14\x00\x06\x00\x08\x00"


def articles(given: object) -> list[object]:
    return list(given_articles(given))


def file(name: str, content: str | bytes, **options: object) -> Callable[[], list[object]]:
    def read() -> list[object]:
        Path(name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(korea_nlp.read_articles(name, **options))

    return read


def records(name: str, content: str) -> Callable[[], list[object]]:
    def read() -> list[object]:
        Path(name).write_text(content, encoding="utf-8")
        return list(korea_nlp.read_records(name))

    return read


def corrections(content: str) -> Callable[[], list[object]]:
    def apply() -> list[object]:
        Path("audit.csv").write_text(content, encoding="utf-8")
        return list(korea_nlp.apply_overrides(RECORD, "audit.csv"))

    return apply


def table_of(name: str, content: str) -> Callable[[], object]:
    def load() -> object:
        Path(name).write_text(content, encoding="utf-8")
        return own_knowledge(name)

    return load


def folder(name: str) -> str:
    Path(name).mkdir()
    return name


def command(*arguments: str) -> Callable[[], object]:
    def run() -> object:
        Path("there.jsonl").write_text("there")
        Path("news.csv").write_text("id,text\n1,Seoul said so.\n")
        korea_nlp.write_records(RECORD, "records.jsonl")
        result = CliRunner().invoke(cli.app, list(arguments), terminal_width=200)
        if isinstance(result.exception, KoreaNLPError):
            raise result.exception
        said = WRONG.search(result.output) if result.exit_code == WRONG_USE else None
        return [Failure("", " ".join(said[1].replace("│", " ").split()))] if said else result

    return run


def nodes(content: str) -> Callable[[], object]:
    def read() -> object:
        Path("a.json").write_text(content, encoding="utf-8")
        return korea_nlp.read_node_link("a.json")

    return read


def claims_of(where: object) -> object:
    with store_of([RECORD]) as store:
        return store.claims(where)


def ask(**conditions: object) -> Callable[[], object]:
    return lambda: claims_of(Where(**conditions))


CASES: dict[str, Callable[[], object]] = {
    '`Article("a", "x", "24 Jan")`': lambda: Article("a", "x", "24 Jan"),
    '`Article("a", "x", "03/04/2025")`': lambda: Article("a", "x", "03/04/2025"),
    '`Article("a", "x", "45681")`': lambda: Article("a", "x", "45681"),
    '`Article("a", "x", "2025-13-45")`': lambda: Article("a", "x", "2025-13-45"),
    '`Article("a", None)`': lambda: Article("a", None),
    '`Article("a", b"x")`': lambda: Article("a", b"x"),
    '`Article(3.5, "x")`': lambda: Article(3.5, "x"),
    '`Article(None, "x")`': lambda: Article(None, "x"),
    '`Article("a", "x", title=5)`': lambda: Article("a", "x", title=5),
    "`analyze(None)`": lambda: korea_nlp.analyze(None),
    '`analyze("x", nlp="acurate")`': lambda: korea_nlp.analyze("x", nlp="acurate"),
    '`analyze("x", nlp=spacy.blank("en"))`': lambda: korea_nlp.analyze("x", nlp=spacy.blank("en")),
    "`pipe(None)`": lambda: articles(None),
    '`pipe(Path("news.csv"))`': lambda: articles(Path("news.csv")),
    "`pipe([None])`": lambda: articles([None]),
    '`pipe([{"id": "a"}])`': lambda: articles([{"id": "a"}]),
    "two articles of one id": lambda: articles([Article("a", "x"), Article("a", "y")]),
    '`pipe(pandas.DataFrame({"story": ["x"]}))`': lambda: articles(pd.DataFrame({"story": ["x"]})),
    '`pipe(["x"], n_process=0)`': lambda: list(korea_nlp.pipe(["x"], n_process=0)),
    "`pipe` of a Korean text": lambda: articles(["서울의 통일부는 금요일에 회담이 없다고 밝혔다."]),
    '`extract(spacy.blank("en")("x"))`': lambda: korea_nlp.extract(spacy.blank("en")("x")),
    '`extract("x")`': lambda: korea_nlp.extract("x"),
    "`extract(None)`": lambda: korea_nlp.extract(None),
    "`build_graph(None)`": lambda: korea_nlp.build_graph(None),
    '`build_graph([Article("a", "x")])`': lambda: korea_nlp.build_graph([Article("a", "x")]),
    '`build_graph("records.jsonl")`': lambda: korea_nlp.build_graph("records.jsonl"),
    "`build_graph(table)`": lambda: korea_nlp.build_graph(pd.DataFrame({"text": ["x"]})),
    '`build_graph(records, view="actor")`': lambda: korea_nlp.build_graph(RECORD, view="actor"),
    "`compare` of two records of one id": lambda: korea_nlp.compare([RECORD, replace(RECORD, claims=())]),
    '`as_of(records, "yesterday")`': lambda: korea_nlp.as_of([RECORD], "yesterday"),
    '`ego_graph(graph, "Kim")`': lambda: korea_nlp.ego_graph(nx.MultiDiGraph(view="claims"), "Kim"),
    '`to_dataframe(records, "claim")`': lambda: korea_nlp.to_dataframe(RECORD, "claim"),
    '`write_table(records, "claims.ods")`': lambda: korea_nlp.write_table(RECORD, "claims.ods"),
    '`write_table(records, "none/claims.csv")`': lambda: korea_nlp.write_table(RECORD, "none/claims.csv"),
    '`write_records(records, "records")`': lambda: korea_nlp.write_records(RECORD, "records"),
    '`Where(stance="denmark")`': ask(stance="denmark"),
    '`Where(since="soon")`': ask(since="soon"),
    '`Where(source="Nobody")`': ask(source="Nobody"),
    '`open_store("records.jsonl")`': lambda: korea_nlp.open_store("records.jsonl"),
    '`read_articles(["a.csv"])`': lambda: list(korea_nlp.read_articles(["a.csv"])),
    '`read_articles("none.csv")`': lambda: list(korea_nlp.read_articles("none.csv")),
    "a table without a text": file("a.csv", "key,story\n1,x\n"),
    "a table that is empty": file("a.csv", ""),
    "columns that are not there": file("a.csv", "id,text\n1,x\n", columns={"title": "kicker", "id": "key"}),
    "two columns that could be the text": file("a.csv", "id,body,content\n1,x,y\n"),
    "EUC-KR read as UTF-8": file("a.csv", "id,text\n1,통일부\n".encode("euc-kr")),
    "CP949 named EUC-KR": file("a.csv", "id,text\n1,똠방\n".encode("cp949"), encoding="euc-kr"),
    "an encoding that there is none of": file("a.csv", "id,text\n1,x\n", encoding="utf9"),
    "a file of another format": file("a.pdf", "%PDF"),
    "a reader that there is none of": file("a.csv", "id,text\n1,x\n", reader="cvs"),
    "`--date soon`": file("a.csv", "id,text\n1,x\n", date="soon"),
    "JSON that is cut short": file("a.json", '[{"id": "a", "text": "x"}'),
    "a line that is no JSON": file("a.jsonl", '{"id": \n'),
    "articles where records belong": records("a.jsonl", '{"id": "a", "text": "x"}'),
    "a graph where records belong": records("a.json", '{"directed": true, "nodes": []}'),
    "a table where records belong": records("a.csv", "id,text\n"),
    "`extract news.csv -o there.jsonl`": command("extract", "news.csv", "-o", "there.jsonl"),
    '`withhold_text(records, keep=["words"])`': lambda: korea_nlp.withhold_text(RECORD, keep=["words"]),
    "`attach_text` of a text that nobody gave": lambda: list(
        korea_nlp.attach_text(korea_nlp.withhold_text(RECORD), [])
    ),
    "a correction of a stance that there is none of": corrections("article,claim,stance_right\na1,c1,denies\n"),
    "a correction by words that do not stand there": corrections("article,claim,content_right\na1,c1,no such words\n"),
    "a sheet of corrections without articles": corrections("id;claim\na1;c1\n"),
    "`table there.jsonl -o a.csv --keep cues`": command("table", "there.jsonl", "-o", "a.csv", "--keep", "cues"),
    "`compare nothing.jsonl`": command("compare", "nothing.jsonl"),
    "`knowledge search Qqqq`": command("knowledge", "search", "Qqqq"),
    "`--config none.toml`": command("--config", "none.toml", "compare", "there.jsonl"),
    "`pipe` of an empty DataFrame": lambda: articles(pd.DataFrame()),
    "`pipe` of a DataFrame with two columns `text`": lambda: articles(pd.DataFrame([["x", "y"]], columns=["text"] * 2)),
    '`pipe({"id": ["a", "b"], "text": ["x", "y"]})`': lambda: articles({"id": ["a", "b"], "text": ["x", "y"]}),
    "a text that is NaN": lambda: articles(pd.DataFrame({"id": ["a"], "text": [float("nan")]})),
    '`pipe(["x"], n_process="two")`': lambda: list(korea_nlp.pipe(["x"], n_process="two")),
    '`analyze("x", published="last week")`': lambda: korea_nlp.analyze("x", published="last week"),
    '`analyze(Path("news.txt"))`': lambda: korea_nlp.analyze(PurePosixPath("news.txt")),
    '`analyze("x", nlp=3)`': lambda: korea_nlp.analyze("x", nlp=3),
    '`load(base="en_core_web_huge")`': lambda: korea_nlp.load(base="en_core_web_huge"),
    '`load(exclude="claims")`': lambda: korea_nlp.load(exclude="claims"),
    '`load(knowledge="none.csv")`': lambda: korea_nlp.load(knowledge="none.csv"),
    '`load(resolve=["Kim"])`': lambda: own_knowledge(resolve=["Kim"]),
    '`load(resolve={"Kim": "kim-nobody"})`': lambda: own_knowledge(resolve={"Kim": "kim-nobody"}),
    "a knowledge table that is empty": table_of("actors.csv", ""),
    "a knowledge table with semicolons": table_of("actors.csv", "id;name;kind\nx;y;person\n"),
    "an actor of a kind that there is none of": table_of("actors.csv", "id,name,kind\nx,y,human\n"),
    "an actor that stands twice": table_of("actors.csv", "id,name,kind\nx,y,person\nx,z,person\n"),
    "an alias of nobody": table_of("aliases.csv", "alias,actor,form\nthe Firm,nobody,alias\n"),
    "a knowledge table that no table is called like": table_of("mine.csv", "id,name\nx,y\n"),
    "an Excel file": file("a.xlsx", PACKED),
    "a zipped folder": file("news.zip", PACKED),
    "an Excel file called .csv": file("a.csv", PACKED),
    "a PDF called .txt": file("a.txt", "%PDF-1.7"),
    "a DOCX that is none": file("a.docx", "x"),
    "a packed file that is cut short": file("a.csv.gz", gzip.compress(b"id,text\n1,x\n" * 99)[:-9]),
    "a folder without a file to read": lambda: list(korea_nlp.read_articles(folder("pictures"))),
    "a table with two columns `text`": file("a.csv", "id,text,text\n1,x,y\n"),
    "a row with more cells than columns": file("a.csv", "id,text\n1,x,y\n"),
    "a quotation mark that nothing closes": file("a.csv", 'id,text\n1,"x\n2,y\n'),
    "two rows of one id": file("a.csv", "id,text\n1,x\n1,y\n"),
    "a date that is none": file("a.csv", "id,text,date\n1,x,yesterday\n"),
    "`columns=` that is a list": file("a.csv", "id,text\n1,x\n", columns=["text"]),
    "XML of another kind": file("a.xml", "<rss/>"),
    "a record that is cut short": records("a.jsonl", RECORD.to_json()[:300]),
    "a record whose text was changed": records("a.jsonl", RECORD.to_json().replace("SEOUL — ", "SEOUL, ", 1)),
    '`write_graphml(records, "claims.graphml")`': lambda: korea_nlp.write_graphml([RECORD], "claims.graphml"),
    '`write_graphml(graph, "folder")`': lambda: korea_nlp.write_graphml(GRAPH, folder("folder")),
    "`merge_graphs(graph, other)`, not of a list": lambda: korea_nlp.merge_graphs(GRAPH),
    "`aggregate` of a graph of claims": lambda: korea_nlp.aggregate(GRAPH),
    "JSON of another form read as node-link": nodes('{"nodes": [], "links": []}'),
    "`evaluate` of records of other articles": lambda: korea_nlp.evaluate([RECORD], [replace(RECORD, id="b")]),
    "`evaluate(gold, None)`": lambda: korea_nlp.evaluate([RECORD], None),
    '`drop_unsure(record, "80%")`': lambda: korea_nlp.drop_unsure(RECORD, "80%"),
    '`find_origins("news.csv")`': lambda: korea_nlp.find_origins("news.csv"),
    '`explain("NIS")`': lambda: korea_nlp.explain("NIS"),
    '`store.claims("NIS")`': lambda: claims_of("NIS"),
    '`Where(certainty="sure")`': ask(certainty="sure"),
    "a sheet of corrections without a verdict": corrections("article,claim,claim_right\na1,c1,no\n"),
    "a correction of a claim that there is none of": corrections("article,claim,source_right\na1,c99,NIS\n"),
    "`korea-nlp train none.jsonl`": lambda: read_gold(Path("none.jsonl")),
    "`extrac news.csv`": command("extrac", "news.csv"),
    "`extract news.csv --modle default`": command("extract", "news.csv", "--modle", "default"),
    "`extract news.csv --workers many`": command("extract", "news.csv", "--workers", "many"),
    "`extract news.csv -o table.csv`": command("extract", "news.csv", "-o", "table.csv"),
    "`extract there.jsonl -o there.jsonl --force`": command("extract", "there.jsonl", "-o", "there.jsonl", "-f"),
    "`extract news.csv --resume`": command("extract", "news.csv", "--resume"),
    "`graph records.jsonl -o claims.gml`": command("graph", "records.jsonl", "-o", "claims.gml"),
    "`graph records.jsonl -o a.graphml --view actor`": command(
        *("graph", "records.jsonl", "-o", "a.graphml", "--view", "actor")
    ),
    "`graph records.jsonl -o a.graphml --format gephi`": command(
        *("graph", "records.jsonl", "-o", "a.graphml", "--format", "gephi")
    ),
    "`graph records.jsonl -o a.gexf --form d3`": command("graph", "records.jsonl", "-o", "a.gexf", "--form", "d3"),
    "`report records.jsonl -o report.pdf`": command("report", "records.jsonl", "-o", "report.pdf"),
    "`sample records.jsonl -o a.xlsx`": command("sample", "records.jsonl", "-o", "a.xlsx"),
    "`compare records.jsonl --min-confidence 80`": command("compare", "records.jsonl", "--min-confidence", "80"),
    "`knowledge show Kim`": command("knowledge", "show", "Kim"),
    "`knowledge show NIS --on soon`": command("knowledge", "show", "NIS", "--on", "soon"),
}


@contextmanager
def elsewhere() -> Iterator[None]:
    """Work in a folder of its own, so that messages name files alone."""
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(here)


def answer(name: str) -> str:
    """Return the sentence that is said of an input, whether it is raised, stands in a Failure or warns."""
    with elsewhere(), warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        try:
            found = CASES[name]()
        except KoreaNLPError as error:
            return str(error)
    said = [item.reason for item in found if isinstance(item, Failure)] if isinstance(found, list) else []
    said += [str(warning.message) for warning in told]
    return said[0] if said else f"silence: {found!r:.60}"


def table() -> str:
    """Return the table as docs/errors.md has it."""
    rows = "\n".join(f"| {name} | {answer(name).replace('|', chr(92) + '|')} |" for name in CASES)
    return f"{BEGIN}\n| given | said |\n|---|---|\n{rows}\n{END}"


if __name__ == "__main__":
    before, _, rest = DOCS.read_text(encoding="utf-8").partition(BEGIN)
    DOCS.write_text(before + table() + rest.partition(END)[2], encoding="utf-8")
    sys.stdout.write(f"{len(CASES)} inputs: {DOCS}\n")
