import math
import sys
from dataclasses import replace

import pytest
from handmade import make_record
from hypothesis import given
from hypothesis import strategies as st

from korea_nlp.errors import RecordError
from korea_nlp.records import Record, arrow_schemas, to_dataframe, to_tables
from korea_nlp.records.figures import plural

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


def rounded(record: Record) -> Record:
    return replace(record, claims=tuple(replace(c, confidence=round(c.confidence, 4)) for c in record.claims))


# --- JSON ----------------------------------------------------------------------------------------------------------


def test_json_reads_back():
    record = make_record()

    assert Record.from_json(record.to_json()) == rounded(record)
    assert Record.from_dict(record.to_dict()) == rounded(record)


def test_the_articles_own_facts_stand_first():
    first = ["schema", "versions", "id", "title", "title_end", "published", "publisher", "url", "text"]

    assert list(make_record().to_dict()) == [*first, "actors", "quantities", "times", "events", "claims"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param(300.0, "300", id="whole"),
        pytest.param(0.1 + 0.2, "0.3", id="noise-is-cut"),
        pytest.param(1 / 3, "0.333333333333", id="fraction"),
        pytest.param(12, "12", id="already-whole"),
        pytest.param(1e300, "1e+300", id="too-large-to-be-exact"),
        pytest.param(None, "null", id="open"),
    ],
)
def test_numbers_are_written_by_one_rule(value, written):
    record = make_record()
    record = replace(record, quantities=(replace(record.quantities[0], lower=value),))

    assert f'"lower": {written}, ' in record.to_json()


def test_a_number_that_json_lacks_is_refused():
    record = make_record()
    record = replace(record, quantities=(replace(record.quantities[0], upper=math.inf),))

    with pytest.raises(RecordError, match="'a1' has no JSON form"):
        record.to_json()


@pytest.mark.parametrize("text", ["half a pair \ud83d", "\x00 \x07 \x85 \u2028", "김정은 👍 “quoted”", ""])
def test_any_text_becomes_a_line_of_utf8(text):
    line = Record(id="a1", text=text).to_json()

    assert "\n" not in line
    assert Record.from_json(line.encode("utf-8").decode("utf-8")).text == text


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_reads_back(text, title):
    record = Record(id="a1", text=text, title=title)

    assert Record.from_json(record.to_json().encode("utf-8").decode("utf-8")) == record


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(lambda r: r.update(schema="other/2"), "schema is 'other/2'; this version reads", id="schema"),
        pytest.param(lambda r: r.update(extra=1), "'a1': unknown field 'extra'; remove it", id="unknown-field"),
        pytest.param(lambda r: r["claims"][1].pop("stance"), r"claims\[1\]: field 'stance' is missing", id="missing"),
        pytest.param(
            lambda r: r["claims"][0]["source"].update(actors="nis"),
            r"'a1'.claims\[0\].source.actors: a list was expected, not str",
            id="no-list",
        ),
        pytest.param(
            lambda r: r["quantities"][0].update(lower=True), r"quantities\[0\].lower: float was expected", id="bool"
        ),
        pytest.param(
            lambda r: r["claims"][0]["content"]["spans"].append([1]),
            r"spans\[1\]: 2 items were expected",
            id="short-pair",
        ),
        pytest.param(lambda r: r.update(versions=[]), "versions: an object was expected, not list", id="no-object"),
        pytest.param(lambda r: r["times"][0].update(start=0), "does not read 'on Friday'", id="wrong-offset"),
        pytest.param(
            lambda r: r["claims"][2]["content"].update(text="sending"), "does not read 'sending'", id="wrong-words"
        ),
        pytest.param(
            lambda r: r["events"][0]["trigger"].update(start=-4, end=-3, text="t"), "does not read 't'", id="negative"
        ),
    ],
)
def test_a_record_that_breaks_the_contract_is_refused(change, message):
    values = make_record().to_dict()
    change(values)

    with pytest.raises(RecordError, match=message):
        Record.from_dict(values)


@pytest.mark.parametrize("line", ["", "{", "[1]", "null", "[" * 100_000])
def test_what_is_no_record_is_refused(line):
    with pytest.raises(RecordError):
        Record.from_json(line)


# --- Arrow ---------------------------------------------------------------------------------------------------------


def test_tables_keep_their_schemas():
    tables = to_tables([make_record(), make_record("a2")])

    assert {name: table.schema for name, table in tables.items()} == arrow_schemas()
    assert {name: table.num_rows for name, table in tables.items()} == {
        **{"articles": 2, "actors": 10, "mentions": 8, "quantities": 2, "times": 2, "events": 2, "arguments": 4},
        **{"claims": 8, "claim_actors": 16},
    }


def test_rows_hold_what_the_record_holds():
    tables = to_tables([make_record()])

    claim = tables["claims"].to_pylist()[2]
    assert (claim["article"], claim["id"], claim["source_actors"], claim["parent"]) == (
        "a1",
        "c3",
        ["kim-jong-un"],
        "c2",
    )
    assert claim["content_spans"] == [list(span) for span in make_record().claims[2].content.spans]
    assert tables["quantities"].to_pylist()[0]["counted"]["text"] == "North Korean soldiers"
    assert tables["claim_actors"].to_pylist()[0] == {
        **{"article": "a1", "claim": "c1", "part": "source", "position": 0, "actor": "nis"},
        **{"form": None, "confidence": None},
    }
    assert dict(tables["articles"].to_pylist()[0]["versions"])["model"] == "test"


def test_no_records_give_empty_tables():
    assert {table.num_rows for table in to_tables([]).values()} == {0}


def test_half_a_surrogate_pair_is_replaced_without_moving_offsets():
    record = Record(id="a1", text="half \ud83d!", versions={"model": "m\udc00"})

    row = to_tables([record])["articles"].to_pylist()[0]

    assert (row["text"], row["versions"]) == ("half \ufffd!", [("model", "m\ufffd")])


def test_tables_survive_parquet(tmp_path):
    import pyarrow.parquet as pq

    for name, table in to_tables([make_record()]).items():
        pq.write_table(table, tmp_path / name)
        assert pq.read_table(tmp_path / name).equals(table)


# --- pandas --------------------------------------------------------------------------------------------------------


def test_a_data_frame_has_one_row_a_claim():
    frame = to_dataframe([make_record()])

    assert list(frame["stance"]) == ["assert", "assert", "deny", "believe"]
    assert list(frame.loc[0, "about"]) == ["a1#soldiers", "north-korea"]


def test_an_unknown_table_is_refused():
    with pytest.raises(RecordError, match="no table 'claim'; use one of flat, articles, actors"):
        to_dataframe([], "claim")


def test_missing_pandas_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)

    with pytest.raises(RecordError, match=r"korea-nlp\[viz\]"):
        to_dataframe([])


@pytest.mark.parametrize(
    ("unit", "many"),
    [
        *(("soldier", "soldiers"), ("shell per day", "shells per day"), ("cubic foot", "cubic feet")),
        *(("country", "countries"), ("day", "days"), ("part per billion", "parts per billion"), ("box", "boxes")),
        *(("south korean won", "south korean won"), ("gigahertz", "gigahertz"), ("aircraft", "aircraft")),
        *(("person", "people"), ("errand", "errands"), ("pound sterling", "pounds sterling")),
    ],
)
def test_units_have_a_plural(unit, many):
    assert plural(unit) == many
