"""The recipes of docs/scale.md run where what they need is installed."""

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import scale

import korea_nlp

DOCS = (Path(__file__).parents[1] / "docs/scale.md").read_text(encoding="utf-8")


def recipe(title: str) -> str:
    """Return the Python block under a heading."""
    found = re.search(rf"^## {title}\n.*?^```python\n(.*?)^```$", DOCS, re.M | re.S)
    assert found
    return found[1]


@pytest.mark.parametrize(("title", "module"), [("Ray Data", "ray"), ("Dask", "dask.dataframe")])
@pytest.mark.filterwarnings("ignore")
def test_recipe_gives_the_claims(title, module, nlp, tmp_path, monkeypatch):
    pytest.importorskip(module)
    articles = list(korea_nlp.read_articles(scale.write_corpus(tmp_path / "news.jsonl", 5)))
    monkeypatch.chdir(tmp_path)
    pq.write_table(pa.Table.from_pylist([{"id": a.id, "text": a.text, "published": a.published} for a in articles]),
                   "news.parquet")  # fmt: skip

    exec(compile(recipe(title), title, "exec"), {"__name__": "recipe"})

    found = pq.read_table("claims").to_pylist()
    assert sorted(row["content"] for row in found) == sorted(
        claim.content.text for record in korea_nlp.pipe(articles, nlp=nlp) for claim in record.claims
    )


@pytest.mark.parametrize("title", ["Ray Data", "Dask"])
def test_recipe_is_short(title):
    assert len(recipe(title).strip().splitlines()) <= 16
    compile(recipe(title), title, "exec")


def test_questions_of_the_docs_are_answered(nlp, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    korea_nlp.run_corpus([scale.write_corpus(tmp_path / "news.jsonl", 5)], "OUT", nlp=nlp)
    names: dict[str, object] = {}

    exec(compile(recipe("Asking"), "scale.md", "exec"), names)

    assert names["graph"] is not None
    assert Path("OUT/derived").is_dir()
