from pathlib import Path

import pytest

import korea_nlp
from korea_nlp import Article, Failure, Record, run

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


def test_one_bad_article_never_stops_the_stream(nlp) -> None:
    bad = Article("bad", None)  # type: ignore[arg-type]

    results = list(korea_nlp.pipe([articles()[0], bad, articles()[2]], nlp=nlp))

    assert [r.id for r in results] == ["a0", "bad", "a2"]
    assert isinstance(results[1], Failure)
    assert "TypeError" in results[1].reason


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

    with nlp.select_pipes(enable=["tok2vec", "tagger", "parser", "ner", "korea_article"]):
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
