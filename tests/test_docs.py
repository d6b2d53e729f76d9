"""The documents name what exists: every table with its columns, every field of the record."""

import csv
import re
from dataclasses import fields
from pathlib import Path

import pytest

from korea_nlp import records

ROOT = Path(__file__).parents[1]
DATA = (ROOT / "docs/data.md").read_text(encoding="utf-8")
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


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.stem)
def test_links_lead_to_files(path):
    for link in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / link).is_file(), link
