"""Annotated Docs and saved pipelines survive every way of storing them, and give the same Records after it."""

import json
import pickle
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

import korea_nlp
from korea_nlp import layers, pipeline
from korea_nlp.corpus import Reader
from korea_nlp.errors import ModelError
from korea_nlp.extract import extract
from korea_nlp.lexicon import data_file
from korea_nlp.run import make_doc

LAYERS = (
    layers.ACTORS,
    layers.COREF,
    layers.QUANTITIES,
    layers.TIMES,
    layers.EVENTS,
    layers.CLAIMS,
    layers.ARTICLE,
)
ENTRY_POINTS = {
    "console_scripts": ["korea-nlp"],
    "korea_nlp.readers": [
        "csv",
        "factiva-html",
        "factiva-txt",
        "html",
        "jsonl",
        "newsml",
        "nexis-docx",
        "nexis-html",
        "nexis-rtf",
        "nexis-txt",
        "parquet",
        "proquest-txt",
        "proquest-xml",
        "txt",
        "wacz",
        "warc",
    ],
    "spacy_callbacks": ["korea_nlp.Ops.v1", "korea_nlp.Ops.v2", "korea_nlp.Ops.v3"],
    "spacy_factories": [
        "korea_actors",
        "korea_article",
        "korea_claims",
        "korea_coref",
        "korea_events",
        "korea_ko_actors",
        "korea_ko_claims",
        "korea_ko_events",
        "korea_ko_quantities",
        "korea_ko_sentences",
        "korea_ko_times",
        "korea_quantities",
        "korea_reader",
        "korea_repair",
        "korea_ruler",
        "korea_sentences",
        "korea_times",
    ],
    "spacy_misc": ["korea_nlp.KnowledgeBase.v1", "korea_nlp.Lexicon.v1", "korea_nlp.Reader.v1"],
    "spacy_scorers": ["korea_nlp.layer_scorer.v1"],
    "spacy_tokenizers": ["korea_nlp.KoreanTokenizer.v1", "korea_nlp.NewsTokenizer.v1"],
}
READ_ELSEWHERE = """
import json, sys
import spacy
from spacy.tokens import DocBin

assert "korea_nlp" not in sys.modules
nlp = spacy.load(sys.argv[1])
docs = [nlp(doc) for doc in DocBin().from_disk(sys.argv[2]).get_docs(nlp.vocab)]
DocBin(docs=docs).to_disk(sys.argv[3])
json.dump([nlp.pipe_names, nlp.meta["name"]], sys.stdout)
"""


@pytest.fixture(scope="module")
def articles() -> list[korea_nlp.Article]:
    lines = data_file("samples").joinpath("articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [korea_nlp.Article(**json.loads(line)) for line in lines[:4]]


@pytest.fixture(scope="module")
def docs(nlp: Language, articles: list[korea_nlp.Article]) -> list[Doc]:
    return list(nlp.pipe(make_doc(nlp, article) for article in articles))


@pytest.fixture(scope="module")
def saved(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models") / "korea"
    nlp.to_disk(folder)
    return folder


def annotations(doc: Doc) -> dict[str, Any]:
    """Return all that our components wrote, with strings for hashes."""
    return {
        name: (
            [(s.start, s.end, s.label_, s.kb_id_, s.id_) for s in doc.spans[name]],
            json.loads(json.dumps(doc.spans[name].attrs)),
        )
        for name in LAYERS
        if name in doc.spans
    }


def same(stored: list[Doc], docs: list[Doc]) -> bool:
    assert [annotations(doc) for doc in stored] == [annotations(doc) for doc in docs]
    assert [extract(doc) for doc in stored] == [extract(doc) for doc in docs]
    return True


def test_samples_fill_every_layer(docs):
    filled = {name for doc in docs for name in LAYERS if len(doc.spans.get(name, ()))}

    assert filled == set(LAYERS) - {layers.ARTICLE}
    assert all(layers.read_article(doc).id for doc in docs)


def test_bytes_into_the_same_vocabulary(nlp, docs):
    assert same([Doc(nlp.vocab).from_bytes(doc.to_bytes()) for doc in docs], docs)


def test_bytes_into_a_fresh_vocabulary(docs):
    assert same([Doc(Vocab()).from_bytes(doc.to_bytes()) for doc in docs], docs)


def test_plain_doc_bin(docs, tmp_path):
    DocBin(docs=docs).to_disk(tmp_path / "docs.spacy")

    assert same(list(DocBin().from_disk(tmp_path / "docs.spacy").get_docs(Vocab())), docs)


def test_pickled_bytes(docs):
    stored = [Doc(Vocab()).from_bytes(pickle.loads(pickle.dumps(doc.to_bytes()))) for doc in docs]

    assert same(stored, docs)


def test_docs_through_json(docs, tmp_path):
    """A Doc's own JSON form keeps no facts of span groups; the Record's does."""
    records = [extract(doc) for doc in docs]

    assert [korea_nlp.Record.from_json(record.to_json()) for record in records] == records


def test_saved_pipeline_loads_without_importing_the_package(saved, nlp, articles, docs, tmp_path):
    DocBin(docs=[make_doc(nlp, article) for article in articles]).to_disk(tmp_path / "in.spacy")
    script = tmp_path / "read.py"
    script.write_text(READ_ELSEWHERE, encoding="utf-8")

    arguments = [sys.executable, str(script), str(saved), str(tmp_path / "in.spacy"), str(tmp_path / "out.spacy")]
    done = subprocess.run(arguments, capture_output=True, text=True, cwd=tmp_path, check=False)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [nlp.pipe_names, "korea_nlp"]
    assert same(list(DocBin().from_disk(tmp_path / "out.spacy").get_docs(Vocab())), docs)


def test_pipeline_through_bytes(nlp, articles, docs):
    from spacy.util import load_model_from_config

    loaded = load_model_from_config(nlp.config, auto_fill=False).from_bytes(nlp.to_bytes())

    assert same(list(loaded.pipe(make_doc(loaded, article) for article in articles)), docs)


@pytest.mark.parametrize("name", [*pipeline.COMPONENTS])
def test_component_run_twice_changes_nothing(nlp, docs, name):
    for doc in docs:
        again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
        for pipe in ("korea_reader", name):  # what a reader read of the first Doc does not travel
            again = nlp.get_pipe(pipe)(again)

        assert annotations(again) == annotations(doc)


def test_whole_pipeline_run_twice_changes_nothing(nlp, articles, docs):
    again = [nlp(Doc(nlp.vocab).from_bytes(doc.to_bytes())) for doc in docs]

    assert same(again, docs)


def test_two_processes_give_the_records_of_one(nlp, articles):
    one = list(korea_nlp.pipe(articles, nlp=nlp, batch_size=2))

    assert list(korea_nlp.pipe(articles, nlp=nlp, n_process=2, batch_size=2)) == one


def test_nlp_pipe_with_two_processes_keeps_all_layers(nlp, articles, docs):
    stored = list(nlp.pipe([make_doc(nlp, article) for article in articles], n_process=2, batch_size=2))

    assert same(stored, docs)


@pytest.mark.parametrize("older", ["Ops.v1", "Ops.v2"])
def test_pipeline_of_an_older_form_is_refused(nlp, tmp_path, older):
    nlp.to_disk(tmp_path / "old")
    config = tmp_path / "old" / "config.cfg"
    config.write_text(config.read_text(encoding="utf-8").replace("Ops.v3", older), encoding="utf-8")

    with pytest.raises(ModelError, match=r"saved by an older korea_nlp.*make it anew"):
        spacy.load(tmp_path / "old")


def test_entry_points_are_those_of_the_list():
    found: dict[str, list[str]] = {}
    for point in distribution("korea-nlp").entry_points:
        found.setdefault(point.group, []).append(point.name)

    assert {group: sorted(names) for group, names in found.items()} == ENTRY_POINTS


def test_every_entry_point_loads():
    for point in distribution("korea-nlp").entry_points:
        loaded = point.load()
        assert isinstance(loaded, Reader) if point.group == "korea_nlp.readers" else callable(loaded), point.name
