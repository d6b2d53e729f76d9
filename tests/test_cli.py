import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import igraph
import networkx as nx
import pytest
from handmade import make_record
from rich.console import Console
from typer.testing import CliRunner

import korea_nlp
from korea_nlp import Record, cli
from korea_nlp.cli.show import claim_tables, printable
from korea_nlp.errors import OptionError
from korea_nlp.records import Part
from korea_nlp.training.gold import read_gold

GOOD = [
    {"id": "a1", "text": "Seoul said on Friday that it would not talk.", "published": "2025-01-24", "title": "No talks"}
]
GOOD += [{"id": "a2", "text": ""}, {"id": "a3", "text": "Pyongyang fired about 10 missiles, the military said."}]


@pytest.fixture
def run(nlp, monkeypatch):
    """Return a function that runs a command line with the pipeline that the session has loaded."""
    monkeypatch.setattr(korea_nlp, "load", lambda *_, **__: nlp)
    return lambda *arguments, **options: CliRunner().invoke(cli.app, [str(part) for part in arguments], **options)


@pytest.fixture
def news(tmp_path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, GOOD)))
    return path


@pytest.fixture
def records(tmp_path) -> Path:
    path = tmp_path / "records.jsonl"
    path.write_text(make_record().to_json() + "\n" + make_record("a2").to_json() + "\n")
    return path


def read(path: Path) -> list[Record]:
    return list(korea_nlp.read_records(path))


# --- extract -------------------------------------------------------------------------------------------------------


def test_extract_writes_one_record_a_line_in_order(run, news, tmp_path):
    result = run("extract", news, "-o", tmp_path / "r.jsonl")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.splitlines() == [
        "2 have no date, so that their Fridays have none; --date-column or --date gives it.",
        f"3 records written: {tmp_path / 'r.jsonl'}",
        f"Next: korea-nlp compare {tmp_path / 'r.jsonl'}, or graph, report, table of it with -o.",
    ]
    found = read(tmp_path / "r.jsonl")
    assert [(record.id, record.text) for record in found] == [(row["id"], row["text"]) for row in GOOD]
    assert found[0].title == "No talks"


def test_extract_says_that_there_was_nothing_to_read(run, tmp_path):
    (tmp_path / "header.csv").write_text("id,text\n")

    result = run("extract", tmp_path / "header.csv", "-o", tmp_path / "r.jsonl")

    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == "There was no article to read; give files that hold some (docs/corpus.md)."


def test_extract_reads_and_writes_pipes(run, news, tmp_path):
    result = run("extract", "-", input=news.read_text())

    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a1", "a2", "a3"]


def test_extract_takes_names_of_columns_and_an_encoding(run, tmp_path):
    (tmp_path / "x.csv").write_bytes("key,day,text,story\na1,2025-01-24,No.,통일부 said so.\n".encode("euc-kr"))
    options = ["--id-column", "key", "--text-column", "story", "--date-column", "day", "--encoding", "euc-kr"]

    result = run("extract", tmp_path / "x.csv", *options, "--reader", "csv", "-o", tmp_path / "r.jsonl")

    assert result.exit_code == 0
    assert "no date" not in result.stderr
    (found,) = read(tmp_path / "r.jsonl")
    assert (found.id, found.published, found.text) == ("a1", "2025-01-24", "통일부 said so.")


def test_extract_reads_titles_on_request(run, news, tmp_path):
    run("extract", news, "--title", "-o", tmp_path / "r.jsonl")

    assert read(tmp_path / "r.jsonl")[0].text == f"No talks\n\n{GOOD[0]['text']}"


def test_articles_that_fail_are_told_and_counted(run, news, tmp_path, monkeypatch):
    lines = news.read_text().splitlines()
    news.write_text("\n".join(["{", lines[0], lines[0], lines[2], '{"id": "a4"}']))

    result = run("extract", news, "-o", tmp_path / "r.jsonl")

    assert result.exit_code == 3
    told = result.stderr.splitlines()
    assert [record.id for record in read(tmp_path / "r.jsonl")] == ["a1", "a3"]
    assert f"{news}, line 1: not a line of JSON" in told[0]
    assert told[0].count("line 1") == 1
    assert told[1].startswith("a1: ")
    assert "already stands" in told[1]
    assert told[2].startswith("a4: ")
    assert told[3] == "3 of 5 articles failed."
    assert told[5] == f"2 records written: {tmp_path / 'r.jsonl'}"


def test_extract_leaves_the_old_file_where_it_breaks_off(run, news, tmp_path):
    (tmp_path / "r.jsonl").write_text("old")

    result = run("extract", news, tmp_path / "missing.csv", "-o", tmp_path / "r.jsonl", "--force")

    assert isinstance(result.exception, korea_nlp.KoreaNLPError)
    assert (tmp_path / "r.jsonl").read_text() == "old"


def test_extract_stops_by_ctrl_c_and_goes_on(run, nlp, news, tmp_path, monkeypatch):
    pipe = korea_nlp.pipe

    def interrupted(items, **options):
        results = pipe(items, **options)
        yield next(results)
        raise KeyboardInterrupt

    monkeypatch.setattr(korea_nlp, "pipe", interrupted)
    result = run("extract", news, "-o", tmp_path / "r.jsonl")

    assert result.exit_code == 130
    assert result.stderr.splitlines()[-2:] == [
        f"1 records written: {tmp_path / 'r.jsonl'}",
        "Stopped; what is done is kept. To go on, give the same command with --resume.",
    ]
    assert [record.id for record in read(tmp_path / "r.jsonl")] == ["a1"]

    monkeypatch.setattr(korea_nlp, "pipe", pipe)
    result = run("extract", news, "-o", tmp_path / "r.jsonl", "--resume")

    assert result.exit_code == 0
    assert f"2 records written, 3 in all: {tmp_path / 'r.jsonl'}" in result.stderr
    assert [record.id for record in read(tmp_path / "r.jsonl")] == ["a1", "a2", "a3"]
    assert run("extract", news, "--resume").exit_code == 2


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["extract", "news"], id="extract"),
        pytest.param(["graph", "records"], id="graph"),
        pytest.param(["report", "records"], id="report"),
        pytest.param(["table", "records"], id="table"),
        pytest.param(["compare", "records"], id="compare"),
        pytest.param(["sample", "records"], id="sample"),
    ],
)
def test_what_is_there_is_written_over_by_force_alone(run, news, records, tmp_path, command):
    suffix = {"extract": "jsonl", "graph": "graphml", "report": "html"}.get(command[0], "csv")
    path = tmp_path / f"there.{suffix}"
    path.write_text("there")
    given = [command[0], {"news": news, "records": records}[command[1]], "-o", path]

    refused = run(*given)

    assert isinstance(refused.exception, OptionError)
    assert f"{path}: is there already; give --force to write over it, or " in str(refused.exception)
    assert path.read_text() == "there"
    assert run(*given, "--force").exit_code == 0
    assert path.read_text() != "there"


def test_extract_counts_what_is_not_in_english(run, tmp_path, recwarn):
    (tmp_path / "a.txt").write_text("Москва заявила в пятницу, что переговоров не будет.", encoding="utf-8")

    result = run("extract", tmp_path / "a.txt", "--date", "24 Jan 2025", "-o", tmp_path / "r.jsonl")

    assert "1 do not read as English, as claims must; --english-only leaves them out." in result.stderr
    assert not recwarn.list
    assert read(tmp_path / "r.jsonl")[0].published == "2025-01-24"


def test_a_file_gives_options(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("news.csv").write_text("story,paper\nSeoul said so.,The Daily\n")
    Path("korea-nlp.toml").write_text(
        '[extract]\ntext-column = "story"\npublisher-column = "paper"\noutput = "r.jsonl"\n'
    )

    result = run("extract", "news.csv")

    assert result.exit_code == 0, result.exception
    assert [(record.text, record.publisher) for record in read(Path("r.jsonl"))] == [("Seoul said so.", "The Daily")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param("[extrakt]", r"there is no command 'extrakt'; write \[demo\], \[extract\]", id="command"),
        pytest.param("[extract]\ntext-colum = 1", "no option 'text-colum'; near is text-column", id="option"),
        pytest.param("[extract", "options.toml: cannot be read as TOML", id="toml"),
    ],
)
def test_a_file_of_options_that_cannot_be_is_told(run, news, tmp_path, content, said):
    (tmp_path / "options.toml").write_text(content)

    result = run("--config", tmp_path / "options.toml", "extract", news)

    assert isinstance(result.exception, OptionError)
    assert re.search(said, str(result.exception))


# --- graph ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["claims", "actors", "events"])
def test_graph_writes_graphml(run, records, tmp_path, view):
    result = run("graph", records, "-o", tmp_path / "claims.graphml", "--view", view)

    wanted = korea_nlp.build_graph(read(records), view=view)
    found = igraph.Graph.Read_GraphML(str(tmp_path / "claims.graphml"))
    assert result.exit_code == 0
    assert (found.vcount(), found.ecount()) == (wanted.number_of_nodes(), wanted.number_of_edges())
    assert f"{found.vcount()} nodes, {found.ecount()} edges" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        pytest.param(["-o", "x.gexf"], b"<?xml", id="gexf"),
        pytest.param(["-o", "x.json"], b'{\n "directed": true', id="json"),
        pytest.param(["-o", "x.out", "--format", "json"], b'{\n "directed": true', id="format"),
        pytest.param(["-o", "x.json", "--view", "actors", "--aggregate"], b'{\n "directed": true', id="aggregate"),
    ],
)
def test_graph_writes_other_formats(run, records, tmp_path, monkeypatch, arguments, start):
    monkeypatch.chdir(tmp_path)

    assert run("graph", records, *arguments).exit_code == 0

    assert Path(arguments[1]).read_bytes()[:20].startswith(start[:5])


def test_graph_as_of_a_day_holds_what_was_published_by_then(run, tmp_path):
    days = [replace(make_record("a1"), published="2025-01-24"), replace(make_record("a2"), published="2025-02-01")]
    (tmp_path / "r.jsonl").write_text("".join(record.to_json() + "\n" for record in days))

    result = run("graph", tmp_path / "r.jsonl", "-o", tmp_path / "x.graphml", "--as-of", "2025-01-31")

    assert result.exit_code == 0
    assert {id for id in korea_nlp.read_graphml(tmp_path / "x.graphml") if id.startswith("article")} == {"article:a1"}


def test_graph_leaves_out_whom_a_claim_only_implies(run, records, tmp_path):
    result = run("graph", records, "-o", tmp_path / "x.graphml", "--view", "actors", "--about", "named")

    wanted = korea_nlp.build_graph(read(records), view="actors", about="named")
    assert result.exit_code == 0
    assert set(korea_nlp.read_graphml(tmp_path / "x.graphml").edges()) == set(wanted.edges())
    assert wanted.number_of_edges() < korea_nlp.build_graph(read(records), view="actors").number_of_edges()


def test_graph_writes_for_neo4j(run, records, tmp_path):
    result = run("graph", records, "-o", tmp_path / "neo", "--format", "neo4j")

    assert sorted(path.name for path in (tmp_path / "neo").iterdir()) == ["nodes.csv", "relationships.csv"]
    assert "not as it was" not in result.stderr  # of what is lost only what anybody could miss is told


def test_graph_tells_what_is_lost(run, tmp_path):
    korea_nlp.write_records(replace(make_record(), published="2025"), tmp_path / "r.jsonl")

    result = run("graph", tmp_path / "r.jsonl", "-o", tmp_path / "x.gexf")

    assert "not as it was: node date: is no full date, so has no place on the timeline" in result.stderr


def test_graph_for_gephi_is_one_of_actors(run, records, tmp_path):
    assert run("graph", records, "-o", tmp_path / "x.gexf", "--format", "gephi").exit_code == 0

    found = nx.read_gexf(tmp_path / "x.gexf")
    wanted = korea_nlp.build_graph(read(records), view="actors", aggregate=True)
    assert (set(found), found.number_of_edges()) == (set(wanted), wanted.number_of_edges())


def test_graph_writes_json_for_whom_it_is(run, records, tmp_path):
    assert run("graph", records, "-o", tmp_path / "x.json", "--form", "cytoscape").exit_code == 0

    assert set(json.loads((tmp_path / "x.json").read_text())["elements"]) == {"nodes", "edges"}


def test_graph_asks_for_a_format_that_it_knows(run, records):
    result = run("graph", records, "-o", "claims.png")

    assert result.exit_code == 2
    assert "--format" in result.stderr


# --- sample --------------------------------------------------------------------------------------------------------


def test_sampled_records_are_gold_to_correct(run, news, tmp_path):
    assert run("run", news, "-o", tmp_path / "out").exit_code == 0

    result = run("sample", tmp_path / "out", "-o", tmp_path / "audit.jsonl", "--size", 2)

    assert result.exit_code == 0, result.output
    drawn = read(tmp_path / "audit.jsonl")
    whole = {record.id: record for record in korea_nlp.read_records(tmp_path / "out")}
    assert len(drawn) == 2
    assert drawn == [whole[record.id] for record in drawn]
    assert [article.text for article in read_gold(tmp_path / "audit.jsonl")] == [record.text for record in drawn]
    scores = json.loads(run("evaluate", tmp_path / "audit.jsonl", tmp_path / "out", "--json").stdout)
    assert scores["claims"]["f1"] == 1
    assert "2 articles" in result.stderr


def test_a_sample_is_a_sheet_or_records(run, records, tmp_path):
    result = run("sample", records, "-o", tmp_path / "audit.xlsx")

    assert result.exit_code == 2
    assert ".csv, .jsonl" in " ".join(result.stderr.replace("│", " ").split())  # its frame is drawn by the width


# --- evaluate ------------------------------------------------------------------------------------------------------


def test_evaluate_prints_a_table(run, records, tmp_path):
    other = make_record()
    other = replace(other, claims=other.claims[:2], times=())
    (tmp_path / "other.jsonl").write_text(other.to_json())

    table = run("evaluate", records, tmp_path / "other.jsonl").stdout
    scores = json.loads(run("evaluate", records, tmp_path / "other.jsonl", "--json").stdout)

    assert "claims+source" in table
    assert "claims: missed" in table
    assert "on Friday" not in table
    assert "on Friday" in run("evaluate", records, tmp_path / "other.jsonl", "--examples").stdout
    assert {key: scores["claims"][key] for key in ("hits", "predicted", "gold")} == {
        "hits": 2,
        "predicted": 2,
        "gold": 8,
    }
    assert scores["claims"]["recall"] == 0.25
    assert scores["times"]["f1"] == 0.0


# --- what one command writes, the others read ------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["file", "list", "folder", "run"])
def test_every_command_reads_what_others_write(run, news, tmp_path, given):
    for name in ("records.jsonl", "records.json"):
        (tmp_path / name.replace(".", "-")).mkdir()
        korea_nlp.write_records(make_record(), tmp_path / name.replace(".", "-") / name)
    path = {
        "file": tmp_path / "records-jsonl" / "records.jsonl",
        "list": tmp_path / "records-json" / "records.json",
        "folder": tmp_path / "records-jsonl",
        "run": tmp_path / "out",
    }[given]
    if given == "run":
        assert run("run", news, "-o", path).exit_code == 0

    for command in (
        ["compare", path],
        ["graph", path, "-o", tmp_path / "x.graphml"],
        ["report", path, "-o", tmp_path / "x.html"],
        ["sample", path, "-o", tmp_path / "x.csv"],
        ["table", path, "-o", tmp_path / "x.xlsx"],
        ["evaluate", path, path],
    ):
        result = run(*command)
        assert result.exit_code == 0, (command, result.stderr, result.exception)
    assert len((tmp_path / "x.csv").read_text("utf-8-sig").splitlines()) > 1


# --- demo and the rest ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [80, 120])
def test_demo_shows_rival_counts_on_one_screen_and_writes_files_to_open(run, tmp_path, monkeypatch, columns):
    monkeypatch.chdir(tmp_path)

    result = run("demo", env={"COLUMNS": str(columns)})

    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= columns
    assert len(lines) <= 24
    assert lines[0] == "Three counts of one toll: North Korean soldiers killed or injured"
    assert all(name in lines[2] for name in ("Who", "Counts", "In these words", "Stance", "Certainty"))
    assert all(count in result.stdout for count in ("≈3,000", "≤4,000", "≈1,200"))
    assert "United States disputes National Intelligence Service (South Korea): ≈1,200, not ≈3,000" in (
        " ".join(result.stdout.split())
    )
    made = tmp_path / "korea-nlp-demo"
    assert sorted(path.name for path in made.iterdir()) == ["claims.graphml", "records.jsonl", "report.html"]
    found = read(made)
    assert len(found) >= 8
    assert all(record.claims for record in found)
    graph = korea_nlp.read_graphml(made / "claims.graphml")
    assert sum(kind == "claim" for _, kind in graph.nodes(data="kind")) == sum(len(r.claims) for r in found)


@pytest.mark.parametrize("columns", [80, 120])
def test_demo_shows_every_claim_on_request(run, tmp_path, columns):
    result = run("demo", "--all", "-o", tmp_path, env={"COLUMNS": str(columns)})

    assert max(map(len, result.stdout.splitlines())) <= columns
    about = ("About, numbers",) if columns == 80 else ("About", "Numbers")
    assert all(name in result.stdout for name in ("Who", "What", *about, "Stance", "Certainty"))
    assert "kilometres" in result.stdout
    assert "\x07" not in result.stdout


@pytest.mark.parametrize(
    "given",
    [
        pytest.param("import korea_nlp", id="import"),
        pytest.param("import sys; sys.argv[1:] = ['--help']; from korea_nlp.cli import app; app()", id="help"),
    ],
)
def test_nothing_heavy_is_imported_before_it_is_used(given):
    heavy = ["spacy", "numpy", "networkx", "lxml", "pyarrow", "pandas", "duckdb", "matplotlib"]
    code = f"try:\n  {given}\nfinally:\n  import sys\n  print([name for name in {heavy} if name in sys.modules])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("text", ["[/b] said [red]x[/red]", "esc \x1b[31m \ud83d", ""])
def test_any_text_can_be_shown(text):
    record = make_record()
    claim = replace(record.claims[0], content=Part(((0, len(text)),), text), source=None)
    console = Console(file=io.StringIO(), width=200)

    for table in claim_tables([replace(record, title=text, publisher=text, claims=(claim,))], 200):
        console.print(table)

    shown = console.file.getvalue()
    assert shown.count(printable(text).strip()) >= 2
    assert "\x1b" not in shown
    shown.encode("utf-8")


def test_an_error_is_one_line_and_no_traceback(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["korea-nlp", "graph", "none\n.jsonl", "-o", "x.graphml"])

    with pytest.raises(SystemExit) as stop:
        cli.main()

    assert stop.value.code == 1
    told = capsys.readouterr().err
    assert told.startswith("korea-nlp: none .jsonl: there is no such file")
    assert told.count("\n") == 1


def test_a_bad_record_is_named_by_file_and_line(run, records):
    records.write_text(records.read_text() + '{"schema": "x"}')

    result = run("graph", records, "-o", "x.graphml")

    assert f"{records}, line 3: schema is 'x'" in str(result.exception)


def test_the_command_is_installed():
    command = Path(sys.executable).with_name("korea-nlp")

    done = subprocess.run([command, "--version"], capture_output=True, text=True, check=True)

    assert done.stdout == f"korea-nlp {korea_nlp.__version__}\n"
