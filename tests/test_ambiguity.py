"""Names that may mean several: two hundred sentences, each with what its marked words stand for.

``[Kim|kim-yo-jong]`` stands for that actor, ``[moon|-]`` for nobody; ``#`` begins an actor of the article alone and
``+`` joins two. Words without a mark are free. A row that says why it fails must fail.
"""

import csv
import re
from pathlib import Path

import pytest

from korea_nlp import layers

TABLE = Path(__file__).parent / "data" / "ambiguity.csv"
MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
SHARE = 0.95  # of the sentences that must be read rightly

with TABLE.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


def parse(marked: str) -> tuple[str, list[tuple[int, int, set[str]]]]:
    text, wanted, at = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        actors = set() if mark[2] == "-" else set(mark[2].split("+"))
        wanted.append((len(text), len(text) + len(mark[1]), actors))
        text, at = text + mark[1], mark.end()
    return text + marked[at:], wanted


@pytest.mark.parametrize(
    ("published", "marked"),
    [
        pytest.param(
            row["published"],
            row["marked"],
            id=f"{row['kind']}-{number}",
            marks=[pytest.mark.xfail(strict=True, reason=row["known_failure"])] if row["known_failure"] else [],
        )
        for number, row in enumerate(ROWS)
    ],
)
def test_marked_words_mean_whom_they_should(nlp, published, marked):
    text, wanted = parse(marked)
    doc = nlp.make_doc(text)
    layers.write_article(doc, layers.Article("a", published))
    doc = nlp(doc)

    mentions = [
        (doc[m.start].idx, doc[m.end - 1].idx + len(doc[m.end - 1]), m.actor.removeprefix("a"))
        if m.actor.startswith("a#")
        else (doc[m.start].idx, doc[m.end - 1].idx + len(doc[m.end - 1]), m.actor)
        for m in layers.read_mentions(doc)
    ]
    found = [{actor for first, last, actor in mentions if first < end and start < last} for start, end, _ in wanted]

    assert found == [actors for _, _, actors in wanted]


def test_enough_are_read_rightly():
    assert len(ROWS) >= 200
    assert sum(not row["known_failure"] for row in ROWS) >= SHARE * len(ROWS)
