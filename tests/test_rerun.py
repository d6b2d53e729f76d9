"""Whatever an article holds, it is read once: every later run over the same corpus adds nothing and tells the same."""

import json
from dataclasses import replace

import pytest
from fuzz.texts import WORDS
from test_hostile import HOSTILE

from korea_nlp import Article, Failure, RunOptions, run_corpus
from korea_nlp.batch.inputs import Known

ODD = [
    "s\ud83d3",
    "\ud83d",
    "\udfff\ud800",
    "\x00",
    "\x1f",
    "a\x1fb",
    "\u2028",
    "평양 👍",
    "\ufffe",
    "e\u0301",
    " x ",
    "s\ufffd4",
]
TEXTS = [*HOSTILE, *ODD, *WORDS]


def rows() -> list[dict[str, str]]:
    """Return articles in which each odd text stands once in each place."""
    plain = {"id": "a", "text": "Seoul said so.", "title": "Talks", "publisher": "Daily", "url": "http://x.example/"}
    found = []
    for number, text in enumerate(text[:5_000] for text in TEXTS):
        for field in plain:
            odd = {**plain, "id": f"{field}-{number}", field: text}
            odd["id"] = f"{number}-{text}"[:200] if field == "id" else odd["id"]
            found.append(odd)
    return found


@pytest.mark.parametrize("skip_copies", [False, True])
def test_every_hostile_text_is_read_once(light, tmp_path, skip_copies):
    corpus = tmp_path / "news.jsonl"
    lines = [*map(json.dumps, rows()), '{"id": "no \\ud83d text"}', '{"id": "broken']
    corpus.write_text("".join(line + "\n" for line in lines))
    options = RunOptions(skip_copies=skip_copies)

    first, *later = [run_corpus([corpus], tmp_path / "out", nlp=light, options=options) for _ in range(3)]

    assert first.articles == len(lines)
    assert first.failed == first.total_failed == 2
    for outcome in later:
        assert (outcome.articles, outcome.failed) == (0, 0)
        assert (outcome.total, outcome.total_failed) == (first.total, first.total_failed)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"title": "New talks"}, "another title"),
        ({"text": "Seoul did not."}, "another text"),
        ({"title": None, "url": "http://y.example/"}, "another title and url"),
        ({"published": "2025-01-25", "publisher": "Weekly"}, "another published and publisher"),
    ],
)
def test_what_changed_is_named(change, told):
    article = Article("a1", "Seoul said so.", "2025-01-24", "Talks", "Daily", "http://x.example/")
    known = Known()
    known.judge(article)

    changed = known.judge(replace(article, **change))

    assert changed == Failure("a1", f"id 'a1' was read with {told} before; give each version of an article its own id.")
