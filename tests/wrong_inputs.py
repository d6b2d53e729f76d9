"""Wrong inputs and what is said of each; ``python tests/wrong_inputs.py`` writes the table of docs/errors.md."""

import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pandas as pd
import spacy
from handmade import make_record
from typer.testing import CliRunner

import korea_nlp
from korea_nlp import Article, Failure, KoreaNLPError, Where, cli
from korea_nlp.corpus.given import given_articles
from korea_nlp.store.made import store_of

DOCS = Path(__file__).parents[1] / "docs" / "errors.md"
BEGIN, END = "<!-- errors:begin -->", "<!-- errors:end -->"
RECORD = make_record()


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


def command(*arguments: str) -> Callable[[], object]:
    def run() -> object:
        Path("there.jsonl").write_text("there")
        result = CliRunner().invoke(cli.app, list(arguments))
        if isinstance(result.exception, KoreaNLPError):
            raise result.exception
        return result

    return run


def ask(**conditions: object) -> Callable[[], object]:
    def claims() -> object:
        with store_of([RECORD]) as store:
            return store.claims(Where(**conditions))

    return claims


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
