"""Claims that were found with too little confidence stay out wherever that is asked for."""

import json
from dataclasses import replace

import pytest
from handmade import make_record
from typer.testing import CliRunner

import korea_nlp
from korea_nlp.batch import RunOptions, run_corpus
from korea_nlp.cli import app
from korea_nlp.errors import KoreaNLPError, OptionError
from korea_nlp.lexicon import data_file
from korea_nlp.records.codec import misplaced
from korea_nlp.store.made import store_of

SAMPLES = str(data_file("samples/articles.jsonl"))
LEAST = 0.8


def nested(*confidences):
    """Return a record of claims, each within the one before, with these confidences."""
    record = make_record()
    claim = record.claims[1]
    ids = [f"{claim.id}.{number}" for number in range(len(confidences))]
    claims = [
        replace(claim, id=id, parent=ids[number - 1] if number else None, confidence=confidence)
        for number, (id, confidence) in enumerate(zip(ids, confidences, strict=True))
    ]
    return replace(record, claims=tuple(claims))


@pytest.fixture(scope="module")
def records(nlp):
    found = korea_nlp.pipe(korea_nlp.read_articles(SAMPLES), nlp=nlp)
    return [record for record in found if isinstance(record, korea_nlp.Record)]


@pytest.fixture(scope="module")
def sure(records):
    found = [korea_nlp.drop_unsure(record, LEAST) for record in records]
    assert 0 < sum(len(record.claims) for record in found) < sum(len(record.claims) for record in records)
    return found


@pytest.fixture(scope="module")
def file(records, tmp_path_factory):
    path = tmp_path_factory.mktemp("records") / "records.jsonl"
    korea_nlp.write_records(records, path)
    return path


@pytest.mark.parametrize(
    ("confidences", "parents"),
    [
        pytest.param((0.9, 0.9, 0.9), {0: None, 1: 0, 2: 1}, id="all-stay"),
        pytest.param((0.9, 0.1, 0.9), {0: None, 2: 0}, id="next-one-around"),
        pytest.param((0.1, 0.1, 0.9), {2: None}, id="in-none"),
        pytest.param((0.9, 0.1, 0.1), {0: None}, id="inner-ones-go"),
        pytest.param((0.8, 0.79, 0.1), {0: None}, id="no-lower"),
        pytest.param((0.1, 0.1, 0.1), {}, id="all-go"),
    ],
)
def test_what_a_claim_is_within_stays_whole(confidences, parents):
    record = nested(*confidences)
    ids = [claim.id for claim in record.claims]

    found = korea_nlp.drop_unsure(record, LEAST)

    wanted = {ids[at]: None if parent is None else ids[parent] for at, parent in parents.items()}
    assert {claim.id: claim.parent for claim in found.claims} == wanted
    assert not list(misplaced(found))
    assert replace(found, claims=record.claims) == record  # nothing else changes


def test_none_keeps_all_and_a_record_stays_as_it_is(records):
    assert all(korea_nlp.drop_unsure(record, None) is record for record in records)
    assert all(korea_nlp.drop_unsure(record, 0) is record for record in records)


@pytest.mark.parametrize("least", [-0.1, 1.1, float("nan"), "high", True])
def test_what_is_no_confidence_is_refused(nlp, file, tmp_path, least):
    for ask in (
        lambda: korea_nlp.drop_unsure(make_record(), least),
        lambda: next(korea_nlp.pipe(["Seoul said so."], nlp=nlp, min_confidence=least)),
        lambda: korea_nlp.analyze("Seoul said so.", nlp=nlp, min_confidence=least),
        lambda: korea_nlp.build_graph(make_record(), min_confidence=least),
        lambda: RunOptions(min_confidence=least),
    ):
        with pytest.raises(OptionError, match=r"min_confidence is .*; give a number from 0 to 1"):
            ask()


def test_reading_leaves_them_out(nlp, records, sure):
    articles = list(korea_nlp.read_articles(SAMPLES))

    assert list(korea_nlp.pipe(articles, nlp=nlp, min_confidence=LEAST)) == sure
    first = articles[0]
    facts = {name: getattr(first, name) for name in ("id", "published", "title", "publisher", "url")}
    assert korea_nlp.analyze(first.text, nlp=nlp, min_confidence=LEAST, **facts) == sure[0]


def test_graphs_leave_them_out(records, sure):
    for view in ("claims", "actors", "events"):
        graph = korea_nlp.build_graph(records, view=view, min_confidence=LEAST)
        wanted = korea_nlp.build_graph(sure, view=view)
        assert dict(graph.nodes(data=True)) == dict(wanted.nodes(data=True))
        assert list(graph.edges(keys=True, data=True)) == list(wanted.edges(keys=True, data=True))


def test_a_run_leaves_them_out_and_keeps_to_it(nlp, sure, tmp_path):
    run_corpus([SAMPLES], tmp_path / "out", nlp=nlp, options=RunOptions(min_confidence=LEAST))

    with korea_nlp.open_store(tmp_path / "out") as store:
        assert list(store.records()) == sorted(sure, key=lambda record: record.id)
    with pytest.raises(KoreaNLPError, match=r"was read with min_confidence=0\.8, not None"):
        run_corpus([SAMPLES], tmp_path / "out", nlp=nlp)


def test_a_store_leaves_them_out_of_all_answers(nlp, records, sure, tmp_path):
    run_corpus([SAMPLES], tmp_path / "all", nlp=nlp)

    with korea_nlp.open_store(tmp_path / "all", min_confidence=LEAST) as store, store_of(sure) as wanted:
        assert list(store.records()) == list(wanted.records())
        for ask in (
            lambda of: of.claims(),
            lambda of: of.timeline(by="day"),
            lambda of: of.disputes(),
            lambda of: of.search("North Korean soldiers"),
            lambda of: of.sql("SELECT article, id, parent FROM claims ORDER BY ALL"),
        ):
            assert ask(store).to_pylist() == ask(wanted).to_pylist()
    assert not (tmp_path / "all" / "derived").exists()  # what others would take for tables of all claims


@pytest.mark.parametrize("confidences", [(0.9, 0.1, 0.9), (0.1, 0.1, 0.9), (0.1, 0.9, 0.1)])
def test_a_store_keeps_whole_what_claims_are_within(confidences, tmp_path):
    record = nested(*confidences)

    with store_of([record], min_confidence=LEAST) as store:
        assert list(store.records()) == [korea_nlp.drop_unsure(record, LEAST)]
    with store_of([record]) as store:
        graph = store.graph(korea_nlp.Where(min_confidence=LEAST))
    wanted = korea_nlp.build_graph(record, min_confidence=LEAST)
    assert set(graph) == set(wanted)
    assert set(graph.edges(keys=True)) == set(wanted.edges(keys=True))


def test_a_person_who_has_looked_is_sure(tmp_path):
    record = nested(0.1)
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(f"article,claim,is_claim\n{record.id},{record.claims[0].id},yes\n", encoding="utf-8")

    (found,) = korea_nlp.apply_overrides(record, sheet)

    assert korea_nlp.drop_unsure(found, LEAST).claims == found.claims != ()


def test_the_command_line_leaves_them_out(nlp, file, sure, tmp_path, monkeypatch):
    monkeypatch.setattr(korea_nlp, "load", lambda *_, **__: nlp)

    def run(*words):
        done = CliRunner().invoke(app, [*map(str, words), "--min-confidence", str(LEAST)])
        assert done.exit_code == 0, done.output
        return done

    run("extract", SAMPLES, "-o", tmp_path / "sure.jsonl")
    assert list(korea_nlp.read_records(tmp_path / "sure.jsonl")) == sure
    run("run", SAMPLES, "-o", tmp_path / "out")
    read = {record.id: record for record in korea_nlp.read_records(tmp_path / "out")}
    assert read == {record.id: record for record in sure}
    claims = sum(len(record.claims) for record in sure)
    run("table", file, "-o", tmp_path / "table.csv")
    assert len((tmp_path / "table.csv").read_text(encoding="utf-8-sig").splitlines()) > claims
    assert f"{claims} claims in {len(sure)} articles" in run("report", file, "-o", tmp_path / "report.html").stderr
    run("graph", file, "-o", tmp_path / "graph.json")
    nodes = json.loads((tmp_path / "graph.json").read_text(encoding="utf-8"))["nodes"]
    assert sum(node["kind"] == "claim" for node in nodes) == claims
    assert f"{len(korea_nlp.compare(sure).figures)} figures" in run("compare", file).stdout
    scores = json.loads(run("evaluate", file, file, "--json").stdout)
    assert (scores["claims"]["precision"], scores["claims"]["predicted"]) == (1, claims)
