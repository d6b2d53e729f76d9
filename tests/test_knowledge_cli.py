"""The commands ``knowledge show``, ``check`` and ``add``."""

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from korea_nlp.cli import app
from korea_nlp.errors import KnowledgeError
from korea_nlp.lexicon import data_file

ROW = ["alias=The Forum", "actor=ansan-forum", "form=name"]


def run(*arguments: object) -> str:
    """Return what a command prints, with runs of blanks and line breaks as one space."""
    result = CliRunner().invoke(app, ["knowledge", *map(str, arguments)], catch_exceptions=False)
    return " ".join(result.output.split())


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    text = "id,name,kind,country\nansan-forum,Ansan Peace Forum,organization,KOR\n"
    (tmp_path / "actors.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_show_tells_of_a_body(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    shown = run("show", "NIS")

    for part in (
        "National Intelligence Service (South Korea) rok-nis",
        "Kind government",
        "Country South Korea",
        "국가정보원",
        "Acronyms, nicknames NIS",
        "intelligence of South Korea",
        "Wikidata none sourced",
        "Sources public record, general usage",
        "Director of the National Intelligence Service",
        "Suh Hoon 2017-06-01 2020-07-03 Wikidata",
    ):
        assert part in shown
    assert re.search(r"known to \d{4}-\d\d-\d\d", shown)
    assert shown.index("Suh Hoon") < shown.index("Won Sei-hoon")  # the latest first


def test_show_tells_of_a_person(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    shown = run("show", "moon jae-in")

    assert "https://www.wikidata.org/wiki/Q" in shown
    assert re.search(r"Offices held .*President of South Korea 2017-05-\d\d 2022-05-\d\d", shown)


def test_show_tells_of_a_state(monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    shown = run("show", "south-korea")

    assert "Code KOR" in shown
    assert "Places for it" in shown
    assert "Offices, latest holders" in shown


def test_show_on_a_day(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")

    assert "Director of the National Intelligence Service Suh Hoon" in run("show", "NIS", "--on", "2018-01-01")
    assert "Director of the National Intelligence Service not known" in run("show", "NIS", "--on", "2055-01-01")


def test_show_of_a_name_of_two_shows_both(mine):
    text = "id,name,kind\nforum-a,One Forum,organization\nforum-b,One Forum,media\n"
    (mine / "more-actors.csv").write_text(text, encoding="utf-8")
    shown = run("show", "One Forum", "-k", mine)

    assert "forum-a Kind organization" in shown
    assert "forum-b Kind media" in shown


def test_show_sees_own_tables(mine, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(100 + len(str(mine))))

    assert "actors.csv, line 2" in run("show", "Ansan Peace Forum", "--knowledge", mine)


def test_show_of_nobody_names_those_near():
    with pytest.raises(KnowledgeError, match=r"nobody in the knowledge base is called 'Yonhapp'. Close to it: Yonhap"):
        run("show", "Yonhapp")


def test_check_of_good_tables(mine):
    assert run("check", mine) == "1 actors, 1 aliases: all well, 0 worth a look."


def test_check_tells_every_conflict_by_file_and_line(mine):
    (mine / "aliases.csv").write_text("alias,actor,form\nA,nobody,name\nNIS,ansan-forum,alias\nB,kcna,nick\n", "utf-8")
    result = CliRunner().invoke(app, ["knowledge", "check", str(mine)])

    assert result.exit_code == 1
    file = mine / "aliases.csv"
    wrong, bad, note, summary = result.output.splitlines()
    assert wrong.startswith(f"{file}, line 4: form is 'nick'")
    assert bad == f"{file}, line 2: actor 'nobody' does not stand in actors.csv; add it there."
    assert note == f"{file}, line 3: 'NIS' is ansan-forum here and no longer the package's rok-nis."
    assert summary.endswith("2 wrong, 1 worth a look.")


def test_add_makes_and_extends_a_file(mine):
    file = mine / "aliases.csv"

    assert run("add", file, *ROW) == f"{file}, line 2: added."
    assert (
        run("add", file, "alias=APF, the", "actor=ansan-forum", "form=alias", "source=ours")
        == f"{file}, line 3: added."
    )
    assert file.read_text("utf-8").splitlines() == [
        "alias,actor,form,source",
        "The Forum,ansan-forum,name,",
        '"APF, the",ansan-forum,alias,ours',
    ]


def test_add_keeps_the_header_that_is_there(mine):
    run("add", mine / "actors.csv", "id=busan-forum", "name=Busan Forum", "kind=organization")

    assert (mine / "actors.csv").read_text("utf-8").splitlines()[-1] == "busan-forum,Busan Forum,organization,"


@pytest.mark.parametrize(
    ("name", "cells", "message"),
    [
        pytest.param("aliases.csv", ["alias=X", "actor=nobody", "form=name"], "line 2: actor 'nobody'", id="dangling"),
        pytest.param("aliases.csv", ["alias=X", "actor=kcna"], "line 2: form is ''", id="cell-missing"),
        pytest.param("aliases.csv", ["word=X"], "no column 'word'", id="no-column"),
        pytest.param("actors.csv", ["id=ansan-forum", "name=X", "kind=group"], "line 3: .*already stands", id="twice"),
        pytest.param("names.csv", ["name=X"], "which table is it", id="no-table"),
        pytest.param("a.yaml", ["name=X"], "which table is it", id="yaml"),
    ],
)
def test_add_refuses_what_does_not_fit_and_writes_nothing(mine, name, cells, message):
    before = {path: path.read_bytes() for path in mine.iterdir()}

    with pytest.raises(KnowledgeError, match=message):
        run("add", mine / name, *cells)

    assert {path: path.read_bytes() for path in mine.iterdir()} == before


def test_add_never_writes_into_the_package():
    file = Path(str(data_file("aliases.csv")))
    before = file.read_bytes()

    with pytest.raises(KnowledgeError, match="part of the package"):
        run("add", file, "alias=X", "actor=kcna", "form=name", "source=x")

    assert file.read_bytes() == before


def test_add_wants_pairs(mine):
    assert "write column=value" in run("add", mine / "aliases.csv", "X")


def test_extract_reads_with_own_tables(mine):
    (mine / "resolve.csv").write_text("words,actor\nThe forum,ansan-forum\n", encoding="utf-8")
    (mine / "a.txt").write_text("The forum met the Ansan Peace Forum.", encoding="utf-8")
    options = ["-k", str(mine / "actors.csv"), "--resolve", str(mine / "resolve.csv")]
    result = CliRunner().invoke(app, ["extract", str(mine / "a.txt"), *options], catch_exceptions=False)

    (actor,) = json.loads(result.stdout)["actors"]
    assert (actor["id"], [mention["rule"] for mention in actor["mentions"]]) == (
        "ansan-forum", ["user:The forum", "alias:Ansan Peace Forum"]
    )  # fmt: skip


def test_search_lists_whoever_has_the_words_in_a_name():
    listed = run("search", "Kim")

    assert all(id in listed for id in ("kim-jong-un", "kim-yo-jong"))
    assert "zelensky" not in listed
    assert "rok-nis" in run("search", "NIS")


def test_list_takes_kind_and_country():
    listed = run("list", "--kind", "state", "--country", "PRK")

    assert "north-korea" in listed
    assert "south-korea" not in listed


@pytest.mark.parametrize("arguments", [("search", "Qqqq"), ("list", "--kind", "planet"), ("list", "--country", "XXX")])
def test_what_nobody_is_called_is_told(arguments):
    with pytest.raises(KnowledgeError, match="no actor"):
        run(*arguments)
