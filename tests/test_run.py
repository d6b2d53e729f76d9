from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
import spacy

import korea_nlp
from korea_nlp import Article, Failure, Record, run
from korea_nlp.corpus.given import given_articles
from korea_nlp.errors import ArticleError, LanguageWarning, ModelError, OptionError

TEXTS = [
    "Seoul said on Friday that Pyongyang fired two missiles.",
    "",
    'The U.S. president called the launch "unwise".\n\nHe gave no details.',
]


def articles() -> list[Article]:
    return [Article(f"a{i}", text, "2025-01-24", title=f"Title {i}") for i, text in enumerate(TEXTS)]


def test_each_article_gives_a_record_in_order(nlp) -> None:
    results = list(korea_nlp.pipe(articles(), nlp=nlp, batch_size=2))

    assert [(r.id, r.text) for r in results if isinstance(r, Record)] == [(f"a{i}", t) for i, t in enumerate(TEXTS)]


def test_one_bad_article_never_stops_the_stream(nlp, monkeypatch: pytest.MonkeyPatch) -> None:
    make_doc = run.make_doc

    def stumble(nlp, article, **options):
        if article.id == "bad":
            raise TypeError("whatever a pipeline stumbles over")
        return make_doc(nlp, article, **options)

    monkeypatch.setattr(run, "make_doc", stumble)

    results = list(korea_nlp.pipe([articles()[0], Article("bad", "x"), {"id": "b"}, articles()[2]], nlp=nlp))

    assert [r.id for r in results] == ["a0", "bad", "b", "a2"]
    assert results[1] == Failure("bad", "TypeError: whatever a pipeline stumbles over")
    assert results[2] == Failure("b", "article 3: text is missing; give the article's text as a string.")


@pytest.mark.parametrize("batch_size", [1, 2, 8])
def test_what_failed_before_keeps_its_place(nlp, batch_size) -> None:
    items = [Failure("f0", "no JSON"), *articles()[:2], Failure("f1", "no text"), articles()[2], Failure("f2", "")]

    results = list(korea_nlp.pipe(items, nlp=nlp, batch_size=batch_size))

    assert [result.id for result in results] == ["f0", "a0", "a1", "f1", "a2", "f2"]
    assert results[0] == items[0]


def test_batches_do_not_change_the_records(nlp) -> None:
    one_by_one = list(korea_nlp.pipe(articles(), nlp=nlp, batch_size=1))

    assert list(korea_nlp.pipe(articles(), nlp=nlp, batch_size=3)) == one_by_one
    assert [korea_nlp.analyze(a.text, id=a.id, published=a.published, title=a.title, nlp=nlp) for a in articles()] == (
        one_by_one
    )


def test_two_processes_give_the_same_records(nlp) -> None:
    assert list(korea_nlp.pipe(articles(), nlp=nlp, n_process=2, batch_size=1)) == list(
        korea_nlp.pipe(articles(), nlp=nlp, batch_size=1)
    )


def test_the_title_is_read_on_request(nlp) -> None:
    article = articles()[0]

    record = next(korea_nlp.pipe([article], nlp=nlp, read_title=True))

    assert isinstance(record, Record)
    assert record.text == f"Title 0\n\n{TEXTS[0]}"
    assert record.text[: record.title_end] == "Title 0"


def test_a_long_text_is_read_in_pieces(nlp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "MAX_PIECE", 80)
    text = "\n\n".join([TEXTS[0]] * 4)

    record = korea_nlp.analyze(text, published="2025-01-24", nlp=nlp)

    assert record.text == text
    spans = [span for claim in record.claims for span in claim.content.spans]
    assert len({start // (len(TEXTS[0]) + 2) for start, _ in spans}) == 4
    assert len({claim.id for claim in record.claims}) == len(record.claims)
    assert all(text[m.start : m.end] == m.text for actor in record.actors for m in actor.mentions)


def test_docs_are_read_as_many_at_a_time_as_memory_holds(nlp, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(korea_nlp.pipe(articles(), nlp=nlp))
    sizes = [len(nlp.make_doc(article.text)) for article in articles()]
    monkeypatch.setattr(run, "MAX_TOKENS", sizes[0] + sizes[1])

    groups = list(run._groups(nlp.make_doc(article.text) for article in articles()))

    assert sum(map(len, groups)) == len(sizes)
    assert len(groups) > 1
    assert all(sum(map(len, group)) <= run.MAX_TOKENS or len(group) == 1 for group in groups)
    assert list(korea_nlp.pipe(articles(), nlp=nlp)) == whole


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="SKIPPED: the system does not tell the peak")
def test_memory_does_not_grow_with_long_articles(nlp) -> None:
    texts = [" ".join([TEXTS[0]] * 80)] * 32  # 27,000 words, as 32 long press articles have
    Path("/proc/self/clear_refs").write_text("5")  # the peak is taken anew
    before = status("VmRSS")

    with nlp.select_pipes(enable=["tok2vec", "tagger", "parser", "korea_article"]):
        results = list(korea_nlp.pipe([Article(f"a{i}", text) for i, text in enumerate(texts)], nlp=nlp))

    assert len(results) == 32
    assert status("VmHWM") - before < 250


def status(name: str) -> float:
    """Return what the system says of this process, in MB."""
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(f"{name}:")]
    return int(line.split()[1]) * 1024 / 1e6


def test_records_tell_what_read_them(nlp) -> None:
    versions = korea_nlp.analyze(TEXTS[0], nlp=nlp).versions

    assert set(versions) == {"korea_nlp", "model", "knowledge"}
    assert versions["korea_nlp"] == korea_nlp.__version__


ROWS = {"ArticleID": [3.0, 4.0], "Full Text": TEXTS[::2], "pubdate": pd.to_datetime(["2025-01-24", None])}
WANTED = [Article("3", TEXTS[0], "2025-01-24"), Article("4", TEXTS[2])]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        pytest.param(WANTED, WANTED, id="articles"),
        pytest.param(WANTED[0], WANTED[:1], id="one-article"),
        pytest.param(TEXTS[::2], [Article("1", TEXTS[0]), Article("2", TEXTS[2])], id="texts"),
        pytest.param(TEXTS[0], [Article("1", TEXTS[0])], id="one-text"),
        pytest.param([{"id": 3, "body": TEXTS[0], "date": "24 Jan 2025"}], WANTED[:1], id="dict"),
        pytest.param([{"text": TEXTS[0]}], [Article("1", TEXTS[0])], id="dict-without-id"),
        pytest.param(pd.DataFrame(ROWS), WANTED, id="data-frame"),
        pytest.param([row for _, row in pd.DataFrame(ROWS).iterrows()], WANTED, id="series"),
        pytest.param(list(pd.DataFrame(ROWS).iterrows()), WANTED, id="iterrows"),
        pytest.param(
            list(pd.DataFrame(ROWS).rename(columns={"Full Text": "text"}).itertuples()), WANTED, id="itertuples"
        ),
        pytest.param(pa.table({"id": ["3"], "text": TEXTS[:1], "date": ["2025-01-24"]}), WANTED[:1], id="arrow"),
        pytest.param(Record("3", TEXTS[0], published="2025-01-24"), WANTED[:1], id="record"),
        pytest.param(
            [Record("3", f"T\n\n{TEXTS[0]}", "T", 1, "2025-01-24")],
            [Article("3", TEXTS[0], "2025-01-24", "T")],
            id="record-with-title",
        ),
    ],
)
def test_articles_come_in_every_usual_form(given, wanted) -> None:
    assert list(given_articles(given)) == wanted


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param(None, r"nothing \(None\) was given; give Articles, dicts with a text", id="none"),
        pytest.param(5, "an int was given", id="number"),
        pytest.param(b"x", "a bytes was given", id="bytes"),
        pytest.param(Path("news.csv"), "the path 'news.csv' was given; read it with", id="path"),
        pytest.param(__file__, r"is a file; give korea_nlp\.read_articles", id="name-of-a-file"),
        pytest.param(
            pd.DataFrame({"story": ["x"]}),
            "the table has no column for the text but story; call the right one 'text'",
            id="table",
        ),
    ],
)
def test_what_are_no_articles_is_told(nlp, given, said) -> None:
    with pytest.raises(ArticleError, match=said):
        list(korea_nlp.pipe(given, nlp=nlp))


def test_what_is_no_article_among_others_is_a_failure() -> None:
    items = [None, 5, Path("x"), {"id": "a"}, Article("a", "x"), Article("a", "x"), Article("a", "y")]

    found = list(given_articles(items))

    assert [item.id for item in found] == ["1", "2", "3", "a", "a", "a", "a"]
    assert [item.reason for item in found if isinstance(item, Failure)] == [
        "article 1 is nothing (None); give Articles, dicts with a text, rows of a table, or texts.",
        "article 2 is an int; give Articles, dicts with a text, rows of a table, or texts.",
        "article 3 is the path 'x'; read it with korea_nlp.read_articles.",
        "article 4: text is missing; give the article's text as a string.",
        "article 7: another article has the id 'a'; give each its own.",
    ]


def test_articles_in_other_languages_are_told_once_and_counted() -> None:
    texts = ["서울의 통일부는 금요일에 회담이 없다고 밝혔다.", TEXTS[0], "통일부는 회담이 없다고 다시 한번 밝혔다."]

    with pytest.warns(LanguageWarning) as told:
        assert len(list(given_articles(texts))) == 3

    assert [str(warning.message) for warning in told] == [
        "article '1' reads as Korean; claims are found in English alone.",
        "2 of 3 articles do not read as English.",
    ]
    assert len(list(given_articles(texts, check_language=False))) == 3


@pytest.mark.parametrize(
    ("pipeline", "said"),
    [
        pytest.param("acurate", "there is no model 'acurate'; use 'default' or 'accurate'", id="name"),
        pytest.param(5, "nlp is of type int; give korea_nlp.load", id="number"),
        pytest.param(spacy.blank("en"), "has no component of korea_nlp; give korea_nlp.load", id="blank"),
    ],
)
def test_a_pipeline_that_is_none_of_ours_is_told(pipeline, said) -> None:
    with pytest.raises(ModelError, match=said):
        korea_nlp.analyze("x", nlp=pipeline)
    with pytest.raises(ModelError, match=said):
        list(korea_nlp.pipe(["x"], nlp=pipeline))


def test_a_pipeline_is_loaded_by_name_or_path(nlp, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    nlp.to_disk(tmp_path / "mine")
    monkeypatch.setattr(run, "load", lambda name="default": nlp)

    assert korea_nlp.analyze(TEXTS[0], nlp="accurate") == korea_nlp.analyze(TEXTS[0], nlp=nlp)
    assert korea_nlp.analyze(TEXTS[0], nlp=tmp_path / "mine") == korea_nlp.analyze(TEXTS[0], nlp=nlp)


@pytest.mark.parametrize("doc", [spacy.blank("en")("Seoul said so."), "Seoul said so.", None])
def test_a_doc_that_no_pipeline_of_ours_read_is_told(doc) -> None:
    with pytest.raises(ModelError, match=r"is no Doc; for a text call|was not read by a pipeline of"):
        korea_nlp.extract(doc)


@pytest.mark.parametrize("options", [{"n_process": 0}, {"batch_size": 0}, {"n_process": "2"}])
def test_options_that_cannot_be_are_told(nlp, options) -> None:
    with pytest.raises(OptionError, match="give a whole number from 1"):
        list(korea_nlp.pipe([], nlp=nlp, **options))
