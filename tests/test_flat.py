"""One row a claim, with names and words in place of ids; the same as CSV, Parquet and for Excel."""

import csv
import re
import zipfile
from dataclasses import replace
from datetime import date

import pandas as pd
import pyarrow.parquet as pq
import pytest
from handmade import make_record
from lxml import etree

import korea_nlp
from korea_nlp.errors import RecordError
from korea_nlp.records import flat_rows
from korea_nlp.records.flat import COLUMNS
from korea_nlp.records.sheet import write_sheet
from korea_nlp.store.made import store_of

CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c"


def test_a_row_tells_a_claim_in_words():
    record = make_record()
    names = {actor.id: actor.name for actor in record.actors}

    rows = list(flat_rows(record))

    assert len(rows) == len(record.claims)
    assert all(tuple(row) == COLUMNS for row in rows)
    first, claim = rows[0], record.claims[0]
    assert first["date"] == date(2025, 1, 24)
    assert first["who"] == "; ".join(names[id] for id in claim.source.actors)
    assert first["how"] == claim.cue.text
    assert first["what"] == claim.content.text
    assert (first["outlet"], first["article"], first["claim"]) == (record.publisher, "a1", claim.id)
    assert record.text[first["start"] : first["end"]] == claim.content.text
    assert "about 300" in str(first["figures"]) or "300" in str(first["figures"])


def test_a_link_leads_to_the_words():
    record = make_record()
    links = [row["link"] for row in flat_rows(record)]

    assert links[0].startswith("https://meridian.example/1#:~:text=")
    assert not re.search(r"[ -](?![^#]*#)", links[0].partition("text=")[2])
    assert all(row["link"] is None for row in flat_rows(replace(record, url=None)))


def test_days_are_days_and_months_are_none():
    frame = korea_nlp.to_dataframe([make_record(), replace(make_record("a2"), published="2025-01")], "flat")

    assert list(frame.columns) == list(COLUMNS)
    assert all(str(frame[name].dtype) == "datetime64[s]" for name in ("date", "time_from", "time_to"))
    assert set(frame[frame.article == "a1"].date) == {pd.Timestamp("2025-01-24")}
    assert frame[frame.article == "a2"].date.isna().all()
    assert korea_nlp.to_dataframe([], "flat").empty


def test_a_store_gives_the_same():
    records = [make_record(), make_record("a2")]
    with store_of(records) as store:
        pd.testing.assert_frame_equal(store.flat(), korea_nlp.to_dataframe(records, "flat"), atol=1e-4)
        few = store.flat(korea_nlp.Where(stance="deny"))

    assert 0 < len(few) < len(korea_nlp.to_dataframe(records, "flat"))
    assert "deny" in set(few.stance)


@pytest.mark.parametrize("suffix", ["csv", "parquet", "xlsx"])
def test_a_table_has_a_row_for_each_claim(tmp_path, suffix):
    record = make_record()
    evil = replace(record, publisher="=HYPERLINK(1)", title="bell \x07 _x0041_")
    path = tmp_path / f"claims.{suffix}"

    assert korea_nlp.write_table([evil], path) == len(record.claims)

    if suffix == "csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        outlets, titles, whats = ([row[name] for row in rows] for name in ("outlet", "title", "what"))
        assert outlets[0] == "'=HYPERLINK(1)"
    elif suffix == "parquet":
        table = pq.read_table(path).to_pydict()
        assert table["date"][0] == date(2025, 1, 24)
        titles, whats = table["title"], table["what"]
    else:
        with zipfile.ZipFile(path) as archive:
            sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        cells = {cell.get("r"): cell for cell in sheet.iter(CELL)}
        assert not list(sheet.iter("{*}f"))
        assert [cells[place].get("t") for place in ("A1", "B2", "A2")] == ["inlineStr", "inlineStr", None]
        assert date(1899, 12, 30).toordinal() + int("".join(cells["A2"].itertext())) == date(2025, 1, 24).toordinal()
        letter = chr(ord("A") + COLUMNS.index("what"))
        whats = ["".join(cells[f"{letter}{row}"].itertext()) for row in range(2, len(record.claims) + 2)]
        titles = ["".join(cells[f"{chr(ord('A') + COLUMNS.index('title'))}2"].itertext())]
        assert titles == ["bell  _x005F_x0041_"]
    assert whats == [claim.content.text for claim in record.claims]
    assert titles[0].startswith("bell")


def test_the_same_rows_are_the_same_workbook(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_sheet(["a"], [["x"], [1], [None], [date(2025, 1, 24)], [date(1800, 1, 1)]], tmp_path / name)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_other_names_are_refused(tmp_path):
    with pytest.raises(RecordError, match=r"claims.ods: call it .csv, .parquet, .xlsx"):
        korea_nlp.write_table([make_record()], tmp_path / "claims.ods")
    with pytest.raises(RecordError, match="there is no table 'x'; use one of flat, articles"):
        korea_nlp.to_dataframe([], "x")
