"""Forty events of the Korean field told by several outlets: rival figures brought together, and whose they are.

``data/rivals-forty.jsonl`` is in our own wording. Each figure says what it is ``of``, which ``part`` of it, and by
which words its ``source`` may be known. An event's part is ``learn`` where it was read to mend the ledger; the others,
``aside``, were scored once before anybody read what was made of them.
"""

import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

import korea_nlp
from korea_nlp.compare import Comparison, Figure
from korea_nlp.compare.fates import Fates
from korea_nlp.compare.tellers import Tellers, Tellings
from korea_nlp.lexicon import load_lexicon
from korea_nlp.records import Quantity

SET = Path(__file__).with_name("data") / "rivals-forty.jsonl"
EVENTS = [json.loads(line) for line in SET.read_text("utf-8").splitlines()]
ARTICLES = [article for event in EVENTS for article in event["articles"]]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        pytest.param("The harbour board puts the missing at #.", "The harbour board", id="puts-at"),
        pytest.param("The mayor of Ulsan spoke of #.", "The mayor of Ulsan", id="spoke-of"),
        pytest.param("Firemen had earlier counted #.", "Firemen", id="counted"),
        pytest.param("Tokyo's own count is #.", "Tokyo", id="own-count"),
        pytest.param("Nurses gave a higher toll of #.", "Nurses", id="toll-of"),
        pytest.param("The union has raised its estimate of the crowd to #.", "The union", id="raised-to"),
        pytest.param("Park Min-ho, its chairman, speaks of #.", "Park Min-ho", id="aside"),
        pytest.param("The city puts the damage at 3 million won; insurers, at #.", "insurers", id="gap"),
        pytest.param("The ship carried #.", None, id="nobody"),
        pytest.param("The death toll stands at #.", None, id="a-toll-says-nothing"),
    ],
)
def test_who_tells_a_figure_that_no_claim_holds(text, who):
    at = text.index("#")
    figure = Quantity("q", at, at + 1, "#", 40, 40, "exact", "none", None, None, None, None, "none", None, None)

    source = Tellers(korea_nlp.Record(id="a", text=text), Tellings(load_lexicon("tellings"))).teller(figure)

    assert (source and source.text) == who


@pytest.mark.parametrize(
    ("before", "after", "fate"),
    [
        pytest.param("The ferry took", "people to the island.", None, id="none"),
        pytest.param("In all", "villagers had lost their lives.", "killed", id="lives"),
        pytest.param("The number of those hurt in the blast has risen to", ".", "injured", id="number-of"),
        pytest.param("Divers say", "sailors have not been found.", "missing", id="not-found"),
        pytest.param("Guards fired;", "escaped with minor injuries.", "injured", id="with-injuries"),
    ],
)
def test_what_befell_people_by_the_words_beside(before, after, fate):
    fates = Fates(load_lexicon("statuses"))

    assert (fates.after(f" {after}") or fates.before(f"{before} ", bare=True)) == fate


@pytest.fixture(scope="module")
def comparison(nlp: Language) -> Comparison:
    articles = [korea_nlp.Article(**{k: v for k, v in article.items() if k != "figures"}) for article in ARTICLES]
    return korea_nlp.compare(korea_nlp.pipe(articles, nlp=nlp), own_words=True)


@pytest.fixture(scope="module")
def marked(comparison) -> dict[str, tuple[tuple[str, str, str], dict[str, Any]]]:
    """What the figures of the ledger are of, by their ids."""
    found: dict[str, tuple[tuple[str, str, str], dict[str, Any]]] = {}
    by_article: dict[str, list[Figure]] = {}
    for row in comparison.figures:
        if not row.derived:
            by_article.setdefault(row.article, []).append(row)
    for event in EVENTS:
        for article in event["articles"]:
            for mark in article["figures"]:
                rows = by_article.get(article["id"], [])
                best = max(rows, key=lambda row: _overlap(row, mark), default=None)
                if best is not None and _overlap(best, mark) > 0:
                    found.setdefault(best.id, ((event["event"], mark["of"], mark["part"] or ""), mark))
    return found


def _overlap(row: Figure, mark: dict[str, Any]) -> int:
    return min(row.end, mark["end"]) - max(row.start, mark["start"])


def _known(row: Figure, options: list[str]) -> bool:
    who = f"{row.claimant or ''} {' '.join(row.claimants)}".lower().replace("-", " ")
    names = [option.lower().replace("-", " ") for option in options]
    return any(name in who or name.split()[-1] in who.split() for name in names)


def test_marks_hold_the_words_of_the_text():
    assert len(EVENTS) == 40
    assert all(0 <= m["start"] < m["end"] <= len(a["text"]) and m["source"] for a in ARTICLES for m in a["figures"])


def test_figures_stand_in_the_ledger_with_their_sources(comparison, marked):
    total = sum(len(article["figures"]) for article in ARTICLES)
    right = sum(_known(comparison.rows[id], mark["source"]) for id, (_, mark) in marked.items())

    assert len(marked) >= 0.97 * total
    assert right >= 0.8 * total


def test_figures_of_one_thing_are_together(comparison, marked):
    rows = [row for row in comparison.figures if not row.derived]
    counts = Counter(
        (event["event"], m["of"], m["part"]) for event in EVENTS for a in event["articles"] for m in a["figures"]
    )
    wanted = sum(n * (n - 1) // 2 for n in counts.values())
    together = right = 0
    for a, b in combinations(rows, 2):
        if a.topic and (a.topic, a.scope) == (b.topic, b.scope) and (a.article, a.start) != (b.article, b.start):
            together += 1
            right += a.id in marked and b.id in marked and marked[a.id][0] == marked[b.id][0]

    assert right >= 0.72 * together
    assert right >= 0.6 * wanted


def test_disputes_are_of_one_thing(comparison, marked):
    found = [(a, b) for relation, a, b in comparison.pairs() if relation.kind == "DISPUTES" and a.id in marked]
    right = sum(b.id in marked and marked[a.id][0] == marked[b.id][0] for a, b in found)

    assert len(found) >= 20
    assert right >= 0.8 * len(found)
