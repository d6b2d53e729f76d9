"""Kinds of events that the press has few of are found by the shipped pipeline, on texts that nothing was taught."""

from collections import Counter
from pathlib import Path

import pytest
import srsly

import korea_nlp
from korea_nlp import Article

GOLD = Path(__file__).parents[1] / "models" / "reader" / "gold" / "rare-aside.jsonl"
KINDS = ("artillery_fire", "arms_transfer", "border_incident", "drone_or_balloon_incursion", "training")
BAR = 0.5  # of the events of each kind


@pytest.fixture(scope="module")
def found(nlp):
    """Return how many events of each kind gold has, and how many of them are found as such."""
    rows = list(srsly.read_jsonl(GOLD))
    articles = [Article(row["id"], row["text"], row["published"]) for row in rows]
    marked, right = Counter(), Counter()
    for row, record in zip(rows, korea_nlp.pipe(articles, nlp=nlp), strict=True):
        for event in row["events"]:
            start, end, kind = event["trigger"]["start"], event["trigger"]["end"], event["kind"]
            assert row["text"][start:end] == event["trigger"]["text"]
            marked[kind] += 1
            right[kind] += any(
                one.kind == kind and words.start < end and start < words.end
                for one in record.events
                for words in (one.trigger, *one.mentions)
            )
    return marked, right


def test_each_kind_has_its_texts(found):
    assert set(found[0]) == set(KINDS)
    assert min(found[0].values()) >= 13


@pytest.mark.parametrize("kind", KINDS)
def test_half_of_a_rare_kind_is_found(found, kind):
    marked, right = found

    assert right[kind] >= BAR * marked[kind]
