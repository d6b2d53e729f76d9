"""The documents name what exists: every table with its columns, every field of the record."""

import csv
import pkgutil
import re
import shlex
import shutil
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from typer.testing import CliRunner

import korea_nlp
from korea_nlp import records
from korea_nlp.cli import app

ROOT = Path(__file__).parents[1]
DATA = (ROOT / "docs/data.md").read_text(encoding="utf-8")
PAGES = sorted((ROOT / "docs").rglob("*.md"))
API = sorted((ROOT / "docs/api").glob("*.md"))
MENU = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
MADE = ("report.html",)  # by the build of the site
STEP = re.compile(r"^```python\n.*?^```|(?<=^    )korea-nlp [^\n]+", re.M | re.S)
WRITES = ("extract", "table", "graph", "report", "compare", "correct", "attach")
TABLES = sorted((ROOT / "korea_nlp/data").glob("*.csv"))


def section(title: str) -> str:
    """Return what stands under a heading of data.md."""
    return re.split(r"^#+ ", DATA.split(f"### {title}\n", 1)[1], maxsplit=1, flags=re.M)[0]


@pytest.mark.parametrize("name", ["Record", "Actor", "Mention", "Quantity", "Time", "Event", "Argument", "Claim"])
def test_every_field_of_the_record_is_described(name):
    described = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (.*?) \|", section(name), re.M)))

    assert set(described) == {field.name for field in fields(getattr(records, name))}


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_table_is_described_with_its_columns(path):
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))

    row = re.search(rf"^\| `{path.stem}` \| ([^|]*) \|", DATA, re.M)

    assert row, "describe the table in docs/data.md"
    assert re.findall(r"`(\w+)`", row[1]) == header


def test_no_table_is_described_that_does_not_exist():
    listed = re.findall(r"^\| `(\w+)` \|", DATA.split("## Tables\n")[1], re.M)

    assert set(listed) <= {path.stem for path in TABLES}


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_table_names_its_source(path):
    with path.open(encoding="utf-8", newline="") as file:
        assert "source" in next(csv.reader(file))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_links_lead_to_files(path):
    for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        assert link in MADE or (path.parent / link).is_file(), link


def test_every_page_is_in_the_menu_of_the_site():
    listed = set(re.findall(r"^ +- ([\w/.-]+\.(?:md|ipynb))$", MENU, re.M))
    here = {path.relative_to(ROOT / "docs").as_posix() for path in PAGES}

    assert here <= listed
    assert all((ROOT / "docs" / name).is_file() or (ROOT / name).is_file() for name in listed)
    assert {f"notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")} <= listed
    assert {f"models/{path.parent.name}/README.md" for path in (ROOT / "models").glob("*/README.md")} <= listed


def test_every_public_name_is_in_the_reference():
    told = set(re.findall(r"^::: korea_nlp\.([\w.]+)$", "\n".join(path.read_text("utf-8") for path in API), re.M))

    assert set(korea_nlp.__all__) - {"KoreaNLPError", "__version__"} <= told  # errors are told by their module
    for name in told:
        assert pkgutil.resolve_name(f"korea_nlp.{name}"), name


def test_the_citation_is_of_this_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")

    assert f"\nversion: {project['version']}\n" in citation
    assert f"  - name: {project['authors'][0]['name']}\n" in citation


# --- the ways that the pages show, gone from beginning to end -----------------------------------------------------


@pytest.fixture(autouse=True)
def one_pipeline(request):
    if "tmp_path" in request.fixturenames:
        request.getfixturevalue("loaded_once")


@pytest.mark.parametrize("name", ["quickstart", "howto/exports-to-gephi", "howto/rival-tolls", "howto/accusations"])
def test_page_can_be_followed(name, tmp_path, monkeypatch):
    follow(name, tmp_path, monkeypatch)


def test_corrections_can_be_followed(tmp_path, monkeypatch):
    names = follow("corrections", tmp_path, monkeypatch, before=["korea-nlp extract news/ -o records.jsonl"])

    assert names["lines"]


def test_sharing_can_be_followed(tmp_path, monkeypatch):
    names = follow("sharing", tmp_path, monkeypatch)

    assert (tmp_path / "whole.jsonl").read_bytes() == (tmp_path / "records.jsonl").read_bytes()
    assert names["whole"] == list(korea_nlp.read_records(tmp_path / "records.jsonl"))


def follow(name, folder, monkeypatch, before=()):
    """Run the commands and the code of a page in a folder of sample articles and exports; return what code defined."""
    monkeypatch.chdir(folder)
    shutil.copytree(ROOT / "tests/data/exports", "exports")
    Path("news").mkdir()
    for place in ("news", "exports"):
        shutil.copy(ROOT / "korea_nlp/data/samples/articles.jsonl", place)
    names: dict[str, object] = {}
    page = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    for step in [*before, *(found[0] for found in re.finditer(STEP, page))]:
        if step.startswith("```"):
            exec(compile(step.removeprefix("```python\n").removesuffix("```"), name, "exec"), names)
            continue
        command = shlex.split(step, comments=True)[1:]
        if "newer.jsonl" in command:
            shutil.copy("records.jsonl", "newer.jsonl")
        done = CliRunner().invoke(app, [*command, *(["--force"] if command[0] in WRITES else [])])
        assert done.exit_code in (0, 3), (step, done.output, done.exception)  # 3: some of the exports are broken
        if command[0] == "sample":
            judge(Path("audit.csv"))
    return names


def judge(sheet):
    """Fill in a sheet as somebody does who finds nothing wrong."""
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "is_claim": "yes"} for row in rows)
