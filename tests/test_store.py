import csv
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import scale
from handmade import make_record

import korea_nlp
from korea_nlp import Article, Where, open_store
from korea_nlp.batch import run_corpus
from korea_nlp.batch.copies import _dateline, carry
from korea_nlp.errors import StoreError
from korea_nlp.lexicon import data_file
from korea_nlp.records import from_rows, to_tables
from korea_nlp.records.codec import misplaced
from korea_nlp.store.sample import write_sheet

CORPUS = data_file("samples").joinpath("corpus.jsonl")


@pytest.fixture(scope="session")
def records(nlp):
    found = korea_nlp.pipe(korea_nlp.read_articles(str(CORPUS)), nlp=nlp)
    return sorted((record for record in found if isinstance(record, korea_nlp.Record)), key=lambda record: record.id)


@pytest.fixture(scope="session")
def folder(nlp, tmp_path_factory) -> Path:
    """A store in a folder whose name DuckDB would take for a pattern and a partition, and with a quote in it."""
    path = tmp_path_factory.mktemp("store") / "it's [1] *x=y?"
    run_corpus([str(CORPUS)], path, nlp=nlp, options=korea_nlp.batch.RunOptions(part_size=10))
    return path


@pytest.fixture
def store(folder):
    with open_store(folder) as found:
        yield found


def test_records_come_back_as_they_were(store, records):
    assert list(store.records()) == records


def test_without_duckdb_the_extra_is_named(folder, monkeypatch):
    monkeypatch.setitem(sys.modules, "duckdb", None)

    with pytest.raises(StoreError, match=r"pip install 'korea-nlp\[store\]'"):
        open_store(folder)


def test_rows_become_the_record_they_were_made_of():
    record = make_record()
    tables = {name: table.to_pylist() for name, table in to_tables([record]).items()}

    back = from_rows(tables["articles"][0], tables)

    assert back.to_json() == record.to_json()


@pytest.mark.parametrize(
    ("where", "holds"),
    [
        pytest.param({"source": "rok-nis"}, lambda r, c: c.source and "rok-nis" in c.source.actors, id="source"),
        pytest.param({"about": ["russia"]}, lambda r, c: "russia" in c.about, id="about"),
        pytest.param({"stance": ("deny", "accuse")}, lambda r, c: c.stance in ("deny", "accuse"), id="stance"),
        pytest.param(
            {"since": "2025-01", "until": "2025-03"}, lambda r, c: "2025-01" <= r.published < "2025-04", id="dates"
        ),
        pytest.param({"min_confidence": 0.7}, lambda r, c: c.confidence >= 0.7, id="confidence"),
        pytest.param(
            {"status": "killed"},
            lambda r, c: any(q.id in c.quantities and q.status == "killed" for q in r.quantities),
            id="status",
        ),
        pytest.param(
            {"event": "casualties", "certainty": "certain"},
            lambda r, c: (
                c.certainty == "certain" and any(e.id in c.events and e.kind == "casualties" for e in r.events)
            ),
            id="event",
        ),
    ],
)  # fmt: skip
def test_claims_are_those_asked_for(store, records, where, holds):
    found = store.claims(Where(**where)).to_pylist()

    wanted = {(record.id, claim.id) for record in records for claim in record.claims if holds(record, claim)}
    assert {(row["article"], row["id"]) for row in found} == wanted
    assert wanted
    days = [row["published"] for row in found]
    assert days == sorted(days)
    assert len({record.id for record in store.records(Where(**where))}) == len({article for article, _ in wanted})


@pytest.mark.parametrize("bad", [{"source": 3}, {"since": "soon"}, {"min_confidence": "high"}, {"stance": [None]}])
def test_conditions_are_of_their_types(bad):
    with pytest.raises(StoreError, match=f"where {next(iter(bad))}"):
        Where(**bad)


@pytest.mark.parametrize(
    ("name", "id"),
    [("NIS", "rok-nis"), ("North Korea", "north-korea"), ("north korea", "north-korea"), ("Pyongyang", "north-korea")],
)
def test_actors_are_asked_for_by_name(store, name, id):
    assert store.claims(Where(actor=name)) == store.claims(Where(actor=id))
    assert store.claims(Where(actor=id)).num_rows


def test_an_actor_of_whom_nothing_is_told_gives_nothing(store):
    assert store.claims(Where(source="bank-of-korea")).num_rows == 0


@pytest.mark.parametrize(
    ("where", "said"),
    [
        pytest.param({"source": "NIZ"}, r"where source: nobody is called 'NIZ'", id="nobody"),
        pytest.param({"about": "North Koera"}, r"nobody is called 'North Koera'; near: North Korea", id="near"),
        pytest.param({"source": "x'; DROP TABLE claims; --"}, "where source: nobody is called", id="no-sql"),
        pytest.param({"source": "Kim"}, r"'Kim' may be .* or .*; give the one meant", id="several"),
    ],
)
def test_who_is_not_known_is_told(store, where, said):
    for ask in (store.claims, store.timeline, store.graph, lambda where: list(store.records(where))):
        with pytest.raises(StoreError, match=said):
            ask(Where(**where))


@pytest.mark.parametrize(("given", "stance"), [("denied", "deny"), ("DENIES", "deny"), ("accusing", "accuse")])
def test_stances_are_read_in_any_form(given, stance):
    assert Where(stance=given) == Where(stance=(stance,))


@pytest.mark.parametrize(
    ("where", "said"),
    [
        pytest.param({"stance": "denmark"}, "there is no 'denmark'", id="stance"),
        pytest.param({"certainty": "probably"}, "there is no 'probably'; use one of certain", id="certainty"),
        pytest.param({"status": "dead"}, "there is no 'dead'; use one of killed, injured", id="status"),
        pytest.param({"event": "launches"}, "there is no 'launches'; use one of missile_launch", id="event"),
        pytest.param({"until": "yesterday"}, "where until: 'yesterday' is no date; write it as", id="date"),
        pytest.param({"until": "2025-02-30"}, "where until: '2025-02-30' is no date", id="no-such-day"),
        pytest.param({"since": "2025-1"}, "where since: '2025-1' is no date", id="half-a-month"),
        pytest.param({"until": ""}, "where until: '' is no date", id="empty-date"),
        pytest.param(
            {"min_confidence": float("nan")}, "where min_confidence is nan; give a number from 0 to 1", id="nan"
        ),
    ],
)
def test_values_that_are_none_are_told(where, said):
    with pytest.raises(StoreError, match=said):
        Where(**where)


@pytest.mark.parametrize("day", [datetime(2025, 1, 24, 13, 30), date(2025, 1, 24), "24 Jan 2025", "2025-01-24T13:30Z"])
def test_days_are_read_in_any_form(day):
    assert Where(since=day, until=day).sql()[1] == ["2025-01-24", 10, "2025-01-24"]


def test_disputes_are_those_of_compare(store, records):
    compared = korea_nlp.compare(records, origins=korea_nlp.find_origins(records))
    wanted = [
        (later.id, earlier.id)
        for relation, later, earlier in compared.pairs()
        if relation.kind == "DISPUTES" and (later.topic or "").startswith("casualties")
    ]

    found = store.disputes("casualties", kinds=["DISPUTES"]).to_pylist()

    assert wanted
    assert sorted((row["later_id"], row["earlier_id"]) for row in found) == sorted(wanted)
    monthly = store.disputes("casualties", by="month", kinds=["DISPUTES"]).to_pylist()
    assert sum(row["count"] for row in monthly) == len(wanted)
    assert {row["period"] for row in monthly} == {row["later_as_of"][:7] for row in found}


def test_what_is_made_of_the_store_is_kept_and_made_anew(nlp, tmp_path):
    corpus = scale.write_corpus(tmp_path / "news.jsonl", 4)
    run_corpus([corpus], tmp_path / "out", nlp=nlp)
    for articles in (4, 7):
        scale.write_corpus(corpus, articles)
        run_corpus([corpus], tmp_path / "out", nlp=nlp)
        with open_store(tmp_path / "out") as store:
            store.disputes()
            assert len(store.search("soldiers killed")) == len(
                [row for row in store.claims().to_pylist() if "soldiers" in row["content"]]
            )
        assert len(list((tmp_path / "out" / "derived").iterdir())) == 2


def test_a_store_that_cannot_be_written_answers_all_the_same(folder, monkeypatch):
    monkeypatch.setattr("korea_nlp.store.derived.FOLDER", "claims/none/derived")

    with open_store(folder) as store:
        assert len(store.search("soldiers")) > 0
        assert len(store.disputes()) > 0


def test_search_ranks_claims_that_hold_the_words(store):
    found = store.search("Soldiers KILLED", limit=500).to_pylist()

    assert "soldiers" in found[0]["content"].lower()
    assert "killed" in found[0]["content"].lower()
    scores = [row["score"] for row in found]
    assert scores == sorted(scores, reverse=True)
    assert {"killed" in row["content"] or "soldiers" in row["content"].lower() for row in found[:5]} == {True}
    assert store.search("';--").num_rows == 0
    assert store.search("").num_rows == 0
    only = store.search("soldiers", Where(source="rok-nis")).to_pylist()
    assert {"rok-nis" in row["source_actors"] for row in only} == {True}


def test_timeline_counts_claims(store):
    rows = store.timeline(Where(source="rok-nis"), by="year").to_pylist()

    assert sum(row["claims"] for row in rows if row["source"] == "rok-nis") == len(
        store.claims(Where(source="rok-nis"))
    )
    with pytest.raises(StoreError, match="no period 'week'"):
        store.timeline(by="week")


def test_graph_holds_the_claims_asked_for(store, records):
    graph = store.graph(Where(source="rok-nis"))

    whole = korea_nlp.build_graph(records)
    claims = {node for node, kind in graph.nodes(data="kind") if kind == "claim"}
    wanted = {target for _, target, kind in whole.out_edges("rok-nis", data="kind") if kind == "CLAIMS"}
    assert wanted <= claims < set(whole)
    assert set(store.graph(relations=True)) == set(whole)


def test_sql_answers_and_says_what_is_wrong(store):
    assert store.sql("SELECT count(*) AS n FROM claims WHERE stance = ?", ["deny"]).to_pylist()[0]["n"] > 0
    assert store.claims(limit=2).to_pandas().shape[0] == 2
    for query in ("SELECT nothing FROM nowhere", "SELECT ?", "SELECT '\ud83d'"):
        with pytest.raises(StoreError, match=r"(?s)cannot be answered: .*; the tables are those of docs/data\.md"):
            store.sql(query)
    for query in ("", " ", "-- nothing"):
        with pytest.raises(StoreError, match="the query is empty; write a SELECT"):
            store.sql(query)
    with pytest.raises(StoreError, match="cannot be answered: Binder Error: LIMIT/OFFSET cannot be negative"):
        store.claims(limit=-1)


def test_nothing_is_fetched_at_run_time(store):
    rows = store.sql("SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%known_extensions'").to_pylist()

    assert {row["name"]: row["value"] for row in rows} == {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }


# --- samples -------------------------------------------------------------------------------------------------------


def test_a_sample_takes_turns_and_says_what_it_stands_for(store):
    rows = store.sample(8, by="month", seed=3)

    drawn = {row["article"]: row for row in rows}
    assert len(drawn) == 8
    assert rows == store.sample(8, by="month", seed=3)
    assert {row["article"] for row in store.sample(8, by="month", seed=4)} != set(drawn)
    every = store.sample(1000, by="month")
    assert {row["weight"] for row in every} == {1.0}
    cells = {(row["stratum"], row["band"]) for row in every}
    assert len({(row["stratum"], row["band"]) for row in rows}) == min(8, len(cells))
    assert all(row["content"].split()[0] in row["context"] for row in rows)


def test_a_sheet_holds_no_formulas(store, tmp_path):
    rows = store.sample(2)
    rows[0] |= {"title": '=HYPERLINK("http://example.org")', "content": "@SUM(1)", "source": "+1"}

    write_sheet(rows, tmp_path / "audit.csv")

    with (tmp_path / "audit.csv").open(encoding="utf-8-sig", newline="") as file:
        read = list(csv.DictReader(file))
    assert len(read) == len(rows)
    assert not [cell for row in read for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {row["content_right"] for row in read} == {""}


# --- copies --------------------------------------------------------------------------------------------------------


def test_a_copy_of_the_same_words_gets_the_record_it_would_have(records):
    for record in records:
        if any(actor.id.startswith(f"{record.id}#") for actor in record.actors):
            continue
        article = Article(record.id, record.text, record.published, record.title, record.publisher, record.url)
        assert carry(record, article) == record


def test_what_is_carried_stands_in_the_copys_own_text(records):
    carried = 0
    for record in records:
        cut = record.text[_dateline(record.text) :].split("\n\n")
        copy = Article("copy", "PYONGYANG (KPA) -- " + "\n\n".join(cut[: max(len(cut) // 2, 1)]), "2025-02-01")
        found = carry(record, copy)
        if found is None:
            continue
        carried += 1
        assert (found.id, found.text, found.published) == ("copy", copy.text, "2025-02-01")
        assert not list(misplaced(found))
        assert len(found.claims) <= len(record.claims)
        ids = {item.id for layer in (found.quantities, found.events, found.times, found.claims) for item in layer}
        known = {actor.id for actor in found.actors}
        for claim in found.claims:
            assert {*claim.events, *claim.quantities, *filter(None, (claim.time, claim.parent))} <= ids
            assert set(claim.source.actors if claim.source else ()) <= known
            assert not [id for id in known if id.startswith(f"{record.id}#")]
    assert carried == len(records)


def test_a_copy_with_words_of_its_own_is_read(records):
    record = next(record for record in records if len(record.text) > 400)

    assert carry(record, Article("copy", "Moscow said on Sunday that it would wait. " * 20 + record.text)) is None


def test_copies_are_skipped_on_request(nlp, tmp_path, records):
    story = max(records, key=lambda record: len(record.claims))
    origin = Article("wire", story.text, "2025-01-24", publisher="KPA")
    copy = replace(origin, id="paper", text=story.text.rsplit("\n\n", 1)[0], publisher="Daily Post")
    corpus = tmp_path / "news.jsonl"
    import json
    from dataclasses import asdict

    corpus.write_text("".join(json.dumps(asdict(article)) + "\n" for article in (copy, origin)))

    outcome = run_corpus([corpus], tmp_path / "out", nlp=nlp, options=korea_nlp.batch.RunOptions(skip_copies=True))

    assert (outcome.articles, outcome.copies) == (2, 1)
    with open_store(tmp_path / "out") as store:
        paper, wire = store.records()
        rows = store.sql("SELECT article, copy_of FROM inputs ORDER BY article").to_pylist()
    assert [row["copy_of"] for row in rows] == ["wire", None]
    assert paper.claims
    assert {claim.content.text for claim in paper.claims} <= {claim.content.text for claim in wire.claims}
    assert not list(misplaced(paper))
