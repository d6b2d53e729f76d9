"""How plainly claims speak of whom they are about: in records, graphs, reports and stores."""

from dataclasses import replace

import pyarrow.parquet as pq
import pytest
from handmade import make_record

from korea_nlp import Override, apply_overrides, build_graph
from korea_nlp.batch.copies import carry
from korea_nlp.errors import OptionError
from korea_nlp.knowledge import explain_claim, reresolve
from korea_nlp.records import (
    AboutForm,
    Article,
    Record,
    drop_unsure,
    flat_rows,
    from_rows,
    narrow_about,
    reference_of,
    references,
    to_tables,
)
from korea_nlp.report import to_report
from korea_nlp.report.figures import amounts_of
from korea_nlp.report.payload import payload
from korea_nlp.store.views import add_view

FORMS = {
    "c1": (("a1#soldiers", "named", 0.9), ("north-korea", "implied", 0.4)),
    "c2": (("kim-jong-un", "named", 0.8),),
    "c3": (("kim-jong-un", "referred", 0.6), ("north-korea", "implied", 0.45)),
}


def make() -> Record:
    """Return a record whose claims say how they are about whom."""
    record = make_record()
    claims = (
        replace(claim, about_forms=tuple(AboutForm(*form) for form in FORMS.get(claim.id, ())))
        for claim in record.claims
    )
    return replace(record, claims=tuple(claims))


def about(record: Record) -> list[list[str]]:
    return [list(claim.about) for claim in record.claims]


def older(record: Record) -> Record:
    """Return a record as older versions wrote it."""
    values = record.to_dict()
    for claim in values["claims"]:
        del claim["about_forms"]
    return Record.from_dict(values)


# --- records -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("forms", "reference"),
    [
        *((["name"], "named"), (["metonym", "pronoun"], "named"), (["role"], "named")),
        *((["pronoun"], "referred"), (["nominal"], "referred"), ([], "implied")),
    ],
)
def test_the_plainest_mention_tells(forms, reference):
    assert reference_of(forms) == reference


def test_records_of_older_versions_are_told_by_their_mentions():
    record = older(make())

    assert all(claim.about_forms == () for claim in record.claims)
    found = list(references(record.claims[0], {actor.id: actor for actor in record.actors}))
    assert found == [("a1#soldiers", "referred", None), ("north-korea", "implied", None)]


def test_json_and_tables_read_back():
    record = make()
    tables = {name: table.to_pylist() for name, table in to_tables([record]).items()}

    assert Record.from_json(record.to_json()).claims[0].about_forms == record.claims[0].about_forms
    assert from_rows(tables["articles"][0], tables).to_json() == record.to_json()
    told = [(row["actor"], row["part"], row["form"], row["confidence"]) for row in tables["claim_actors"][:3]]
    assert told == [
        *(("nis", "source", None, None), ("a1#soldiers", "about", "named", 0.9)),
        ("north-korea", "about", "implied", 0.4),
    ]


def test_tables_of_older_versions_read_back():
    record = older(make())
    tables = {name: table.to_pylist() for name, table in to_tables([record]).items()}
    for row in tables["claims"]:
        del row["about_forms"]

    assert from_rows(tables["articles"][0], tables) == record


@pytest.mark.parametrize(
    ("level", "left"),
    [
        ("named", [["a1#soldiers"], ["kim-jong-un"], [], []]),
        ("referred", [["a1#soldiers"], ["kim-jong-un"], ["kim-jong-un"], []]),
        ("all", [["a1#soldiers", "north-korea"], ["kim-jong-un"], ["kim-jong-un", "north-korea"], []]),
    ],
)
def test_a_level_keeps_who_is_spoken_of_so_plainly(level, left):
    found = narrow_about(make(), level)

    assert about(found) == left
    assert [[form.actor for form in claim.about_forms] for claim in found.claims] == left


def test_the_least_confidence_is_asked_of_whom_a_claim_is_about():
    assert about(drop_unsure(make(), 0.5)) == [["a1#soldiers"], ["kim-jong-un"], ["kim-jong-un"], []]
    assert about(drop_unsure(older(make()), 0.5))[0] == ["a1#soldiers", "north-korea"]


def test_the_flat_table_says_how():
    assert [row["about_forms"] for row in flat_rows(make())] == [
        "named; implied",
        "named",
        "referred; implied",
        None,
    ]
    assert {row["about_forms"] for row in flat_rows(older(make()))} == {None}


def test_a_person_who_says_whom_it_is_about_is_sure():
    record = make()
    override = Override("sheet.csv, line 2", "a1", "c3", about=("North Korea", "KCNA"))

    [found] = apply_overrides([record], [override])

    assert next(claim for claim in found.claims if claim.id == "c3").about_forms == (
        AboutForm("north-korea", "implied", 1.0),
        AboutForm("kcna", "implied", 1.0),
    )


def test_actors_resolved_anew_keep_how_they_are_spoken_of():
    [found] = reresolve([make()], resolve={"Kim Jong Un": "south-korea"})

    assert found.claims[1].about == ("south-korea",)
    assert found.claims[1].about_forms == (AboutForm("south-korea", "named", 0.8),)


def test_a_copy_has_its_own_actors():
    record = make()

    copy = carry(record, Article("b7", record.text))

    assert copy.claims[0].about_forms[0] == AboutForm("b7#soldiers", "named", 0.9)


# --- graphs, reports, stores ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["claims", "actors"])
def test_edges_say_how_and_how_likely(view):
    graph = build_graph(make(), view=view)

    found = {
        (facts["claim_id"], target): (facts["about_form"], facts["about_confidence"])
        for _, target, facts in graph.edges(data=True)
        if "about_form" in facts
    }
    assert found == {(id, actor): (form, sure) for id, forms in FORMS.items() for actor, form, sure in forms}


def test_a_graph_of_a_level_leaves_the_others_out():
    graph = build_graph(make(), view="actors", about="named")

    assert {target for _, target in graph.edges()} == {"a1#soldiers", "kim-jong-un"}
    assert "north-korea" not in graph


def test_aggregated_edges_count_how():
    graph = build_graph([make(), replace(make(), id="a2")], view="actors", aggregate=True)

    assert graph.edges["nis", "north-korea", "nis|north-korea"]["implied"] == 2
    assert "named" not in graph.edges["nis", "north-korea", "nis|north-korea"]


@pytest.mark.parametrize("ask", [build_graph, to_report], ids=["graph", "report"])
def test_an_unknown_level_is_refused(ask):
    with pytest.raises(OptionError, match="about is 'implied'; use one of named, referred, all"):
        ask(make(), about="implied")


def test_a_report_knows_who_is_only_implied():
    records = [make()]

    data, _ = payload(records, amounts_of(records), {})

    names = [actor["name"] for actor in data["actors"]]
    assert [[names[id] for id in claim.get("implied", ())] for claim in data["claims"]] == [
        ["North Korea"],
        [],
        ["North Korea"],
        [],
    ]
    assert 'id="plain" type="checkbox"' in to_report(records)


def test_files_of_two_versions_are_one_view(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    new = to_tables([make()])["claims"]
    pq.write_table(new.drop_columns(["about_forms"]), tmp_path / "old.parquet")
    pq.write_table(new, tmp_path / "new.parquet")
    connection = duckdb.connect()

    add_view(connection, "claims", [tmp_path / "old.parquet", tmp_path / "new.parquet"], mixed=True)

    count = connection.execute("SELECT count(*), count(about_forms) FROM claims").fetchone()
    assert count == (2 * new.num_rows, new.num_rows)


# --- in words ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("named", "About: the words of the content hold a name or an adjective of North Korea"),
        ("referred", "About: one of the words of the content is read as pointing to North Korea."),
        ("implied", "About: none of the words of the content is read as a mention of North Korea"),
    ],
)
def test_an_explanation_agrees_with_the_form(form, said):
    record = make()
    claim = replace(record.claims[0], about=("north-korea",), about_forms=(AboutForm("north-korea", form, 0.7),))

    assert explain_claim(record, claim)[-1].text.startswith(said)
