"""Corrections by people stay: on records, stores, graphs and files, and when articles are read anew."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from handmade import TEXT, make_record
from typer.testing import CliRunner

import korea_nlp
from korea_nlp import Record, Where, apply_overrides, open_store, read_overrides, write_records
from korea_nlp.batch import run_corpus
from korea_nlp.cli import app
from korea_nlp.errors import OverrideError
from korea_nlp.records.codec import misplaced
from korea_nlp.store.sample import COLUMNS

RECORD = Record.from_json(make_record().to_json())  # with numbers as they are written


def sheet(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "audit.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows({"article": "a1", **row} for row in rows)
    return path


def corrected(folder: Path, *rows: dict[str, str], record: Record = RECORD) -> Record:
    (found,) = apply_overrides(record, sheet(folder, *rows))
    assert list(misplaced(found)) == []
    assert Record.from_json(found.to_json()).claims == found.claims
    return found


def claim(record: Record, id: str):
    return next(found for found in record.claims if found.id == id)


def test_records_that_nobody_judged_stay_as_they_are(tmp_path):
    assert corrected(tmp_path) is RECORD
    assert corrected(tmp_path, {"claim": "c1"}, {"claim": "c2", "is_claim": "yes", "source_right": "Yes"}) is RECORD
    assert corrected(tmp_path, {"article": "other", "claim": "c1", "is_claim": "no"}) is RECORD


def test_what_is_no_claim_goes_and_what_it_enclosed_stays(tmp_path):
    found = corrected(tmp_path, {"claim": "c2", "is_claim": "no"})

    assert [one.id for one in found.claims] == [one.id for one in RECORD.claims if one.id != "c2"]
    assert claim(RECORD, "c3").parent == "c2"
    assert claim(found, "c3").parent is None


@pytest.mark.parametrize(
    ("said", "actors", "words"),
    [
        ("kim-jong-un", ("kim-jong-un",), "South Korea's spy agency"),
        ("Kim Jong Un", ("kim-jong-un",), "South Korea's spy agency"),
        ("Kremlin", ("kremlin",), "South Korea's spy agency"),
        ("kim-jong-un | KCNA", ("kim-jong-un", "kcna"), "South Korea's spy agency"),
        ("nobody", (), "South Korea's spy agency"),
        ("no", (), "South Korea's spy agency"),
        ("North Korean soldiers", ("a1#soldiers",), "North Korean soldiers"),
        ("Analysts", (), "Analysts"),
    ],
)
def test_sources_by_id_name_or_words(tmp_path, said, actors, words):
    found = corrected(tmp_path, {"claim": "c1", "source_right": said})

    assert (claim(found, "c1").source.actors, claim(found, "c1").source.text) == (actors, words)
    assert set(actors) <= {actor.id for actor in found.actors}


def test_a_claim_without_a_source_gets_the_mention_nearest_to_it(tmp_path):
    record = replace(RECORD, claims=(replace(RECORD.claims[0], source=None), *RECORD.claims[1:]))

    assert corrected(tmp_path, {"claim": "c1", "source_right": "KCNA"}, record=record).claims[0].source.text == "KCNA"
    with pytest.raises(OverrideError, match=r"line 2: article 'a1' does not mention 'kremlin'"):
        corrected(tmp_path, {"claim": "c1", "source_right": "kremlin"}, record=record)


def test_content_about_and_stance(tmp_path):
    said = {
        "content_right": "300 North Korean soldiers had been killed | in Russia",
        "about_right": "Russia|north-korea",
    }

    found = claim(corrected(tmp_path, {"claim": "c1", "stance_right": "predict", **said}), "c1")

    assert found.content.text == "300 North Korean soldiers had been killed in Russia"
    assert len(found.content.spans) == 2
    assert found.about == ("russia", "north-korea")
    assert (found.stance, found.events, found.quantities) == ("predict", ("e1",), ())  # "about 300" is cut
    assert claim(corrected(tmp_path, {"claim": "c1", "about_right": "no", "stance_right": "no"}), "c1").about == ()


def test_a_claim_that_was_missed(tmp_path):
    found = corrected(
        tmp_path,
        {
            "claim": "",
            "content_right": "doubt it",
            "source_right": "Analysts",
            "stance_right": "deny",
            "about_right": "nis",
        },
    )

    (new,) = (one for one in found.claims if one not in RECORD.claims)
    start = TEXT.index("doubt it")
    assert (new.id, new.stance, new.about, new.confidence) == (f"c{start}-{start + 8}", "deny", ("nis",), 1.0)
    assert (new.source.text, new.source.actors, new.parent) == ("Analysts", (), None)


def test_a_missed_claim_inside_another_knows_it(tmp_path):
    found = corrected(tmp_path, {"claim": "", "content_right": "sending"})

    (new,) = (one for one in found.claims if one not in RECORD.claims)
    assert new.parent == "c3"


def test_corrections_hold_where_a_newer_model_cut_a_claim_otherwise(tmp_path):
    spans = [*RECORD.claims[0].source.spans, *RECORD.claims[0].cue.spans, *RECORD.claims[0].content.spans]
    id = "c" + ".".join(f"{start}-{end - 3}" for start, end in spans)
    was = {"source": "South Korea's spy agency", "cue": "said", "content": "that about 300 North Korean soldiers"}

    assert claim(corrected(tmp_path, {"claim": id, "stance_right": "predict"}), "c1").stance == "predict"
    assert "c1" not in {one.id for one in corrected(tmp_path, {"claim": id, "is_claim": "no"}).claims}

    without = replace(RECORD, claims=RECORD.claims[1:])
    back = corrected(tmp_path, {"claim": id, "stance_right": "predict", **was}, record=without)
    assert claim(back, id).source.actors == ("nis",)
    assert claim(back, id).cue.text == "said"
    assert corrected(tmp_path, {"claim": id, "is_claim": "no", **was}, record=without) is without


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"claim": "c1", "is_claim": "perhaps"}, "line 2: is_claim is 'perhaps'; write yes or no"),
        ({"claim": "c1", "stance_right": "denies"}, "line 2: there is no stance 'denies'; use one of assert, deny"),
        ({"claim": "c1", "about_right": "Zaphod"}, "line 2: 'Zaphod' is the name of nobody, or of several"),
        (
            {"claim": "c1", "source_right": "Bob"},
            "line 2: 'Bob' does not stand in article 'a1' and is the name of nobody",
        ),
        ({"claim": "c1", "content_right": "other words"}, "line 2: 'other words' does not stand in article 'a1'; copy"),
        ({"claim": ""}, "line 2: a row without a claim adds one; give its words in the column 'content_right'"),
        (
            {"claim": "c9-12", "is_claim": "yes"},
            "line 2: article 'a1' has no claim 'c9-12', and the sheet does not tell",
        ),
        ({"article": "", "claim": "c1"}, "line 2: names no article"),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_line(tmp_path, row, said):
    with pytest.raises(OverrideError, match=said):
        list(apply_overrides(RECORD, sheet(tmp_path, row)))


def test_broken_sheets(tmp_path):
    with pytest.raises(OverrideError, match=r"line 3: claim 'c1' stands in .*line 2 too"):
        read_overrides(sheet(tmp_path, {"claim": "c1"}, {"claim": "c1"}))
    (tmp_path / "b.csv").write_text("id;claim\n1;2\n")
    with pytest.raises(OverrideError, match="has no column 'article'"):
        read_overrides(tmp_path / "b.csv")
    (tmp_path / "b.csv").write_bytes(b"article,claim\n\xff,c1\n")
    with pytest.raises(OverrideError, match="cannot be read as CSV in UTF-8"):
        read_overrides(tmp_path / "b.csv")
    with pytest.raises(OverrideError, match="no such file"):
        read_overrides(tmp_path / "missing.csv")


def test_words_of_texts_that_are_withheld_are_asked_for(tmp_path):
    (hidden,) = korea_nlp.withhold_text(RECORD)

    with pytest.raises(OverrideError, match="article 'a1' is without its text; attach it first"):
        corrected(tmp_path, {"claim": "c1", "content_right": "said"}, record=hidden)
    assert corrected(tmp_path, {"claim": "c1", "source_right": "KCNA"}, record=hidden).claims[0].source.actors == (
        "kcna",
    )


def test_a_cell_that_is_no_formula_keeps_its_guard_to_itself(tmp_path):
    (override,) = read_overrides(sheet(tmp_path, {"claim": "c1", "content": "'-5 degrees"}))

    assert override.was["content"] == "-5 degrees"


def test_gold_is_what_was_judged_whole(tmp_path):
    rows = [{"claim": one.id, "is_claim": "no" if one.id == "c2" else "yes"} for one in RECORD.claims]
    other = replace(make_record("a2"))

    (gold,) = apply_overrides([RECORD, other], sheet(tmp_path, *rows), gold=True)

    assert len(gold.claims) == len(RECORD.claims) - 1
    assert korea_nlp.evaluate([gold], [RECORD])["claims"].precision < 1
    assert korea_nlp.evaluate([gold], [RECORD])["claims"].recall == 1
    assert list(apply_overrides([RECORD, other], sheet(tmp_path, *rows[1:]), gold=True)) == []


@pytest.fixture(scope="module")
def folder(nlp, tmp_path_factory):
    where = tmp_path_factory.mktemp("store")
    (where / "news.jsonl").write_text(
        '{"id": "a1", "text": "Seoul said that it would not talk. Pyongyang denied the report.", "published": "2025"}\n'
        '{"id": "a2", "text": "Moscow said that 300 soldiers had been killed.", "published": "2025-01-25"}\n'
    )
    run_corpus([where / "news.jsonl"], where / "out", nlp=nlp)
    return where / "out"


def test_a_store_answers_as_corrected_and_stays_as_it_is(folder, tmp_path):
    with open_store(folder) as plain:
        rows = plain.claims().to_pylist()
        plain.disputes()
        before = sorted(file.name for file in (folder / "derived").glob("*"))
        first = rows[0]
    path = sheet(
        tmp_path,
        {"claim": first["id"], "is_claim": "no"},
        *({"claim": row["id"], "source_right": "Kremlin"} for row in rows[1:] if row["article"] == "a1"),
    )

    with open_store(folder, overrides=path) as store:
        assert [row["id"] for row in store.claims().to_pylist()] == [row["id"] for row in rows[1:]]
        assert {row["article"] for row in store.claims(Where(source="kremlin")).to_pylist()} == {"a1"}
        assert store.search("talk").num_rows == 0
        assert {record.id: len(record.claims) for record in store.records()}["a2"] == 1
        assert store.sql("SELECT count(*) AS n FROM claim_actors WHERE claim = ?", [first["id"]]).to_pylist() == [
            {"n": 0}
        ]
        assert "kremlin" in store.graph()
        store.disputes()
    with open_store(folder) as again:
        assert again.claims().to_pylist() == rows
    assert sorted(file.name for file in (folder / "derived").glob("*")) == before


def test_a_store_of_no_claims_can_be_corrected(nlp, tmp_path):
    (tmp_path / "news.jsonl").write_text('{"id": "a1", "text": "Snow fell."}\n')
    run_corpus([tmp_path / "news.jsonl"], tmp_path / "out", nlp=nlp)
    path = sheet(tmp_path, {"claim": "", "content_right": "Snow fell"})

    with open_store(tmp_path / "out", overrides=path) as store:
        assert [row["content"] for row in store.claims().to_pylist()] == ["Snow fell"]
    with pytest.raises(OverrideError, match="does not stand in article"):
        open_store(tmp_path / "out", overrides=sheet(tmp_path, {"claim": "", "content_right": "Rain fell"}))


def test_commands_take_corrections(tmp_path):
    write_records([RECORD, make_record("a2")], tmp_path / "r.jsonl")
    rows = [{"claim": one.id, "is_claim": "no" if one.id == "c1" else "yes"} for one in RECORD.claims]
    path = sheet(tmp_path, *rows, {"article": "a9", "claim": "c1", "is_claim": "no"})
    run = CliRunner()

    def invoke(*given: object) -> str:
        found = run.invoke(app, [str(value) for value in given])
        assert found.exit_code == 0, (found.output, found.exception)
        return found.output

    said = invoke("correct", tmp_path / "r.jsonl", "--overrides", path, "-o", tmp_path / "gold.jsonl", "--gold")
    invoke("table", tmp_path / "r.jsonl", "--overrides", path, "-o", tmp_path / "t.csv")
    invoke("report", tmp_path / "r.jsonl", "--overrides", path, "-o", tmp_path / "r.html")
    invoke("graph", tmp_path / "r.jsonl", "--overrides", path, "-o", tmp_path / "g.json")
    invoke("compare", tmp_path / "r.jsonl", "--overrides", path, "-o", tmp_path / "l.csv", "--all")
    scores = invoke("evaluate", tmp_path / "gold.jsonl", tmp_path / "r.jsonl", "--json")

    assert "1 articles of the sheet are not among the records, 'a9' for one." in said
    assert "5 corrections, 1 records written" in said
    assert '"recall": 1.0' in scores
    assert len((tmp_path / "t.csv").read_text("utf-8").splitlines()) == 2 * len(RECORD.claims)
    assert "a1/c1" not in (tmp_path / "g.json").read_text("utf-8")
    assert "a1/c1/" not in (tmp_path / "l.csv").read_text("utf-8")
    nothing = run.invoke(
        app,
        [
            "correct",
            str(tmp_path / "r.jsonl"),
            "--overrides",
            str(sheet(tmp_path)),
            "-o",
            str(tmp_path / "x.jsonl"),
            "--gold",
        ],
    )
    assert "of no article every claim is judged" in str(nothing.exception)
