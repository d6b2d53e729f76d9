"""Who held the ten highest offices of seven countries on sixty days from 1998 to 2026, asked by words and by the API.

``data/offices-by-date.csv`` has an office a row and a day a column; a cell names the holder. Cells are empty where an
office was vacant, held by a deputy, or where no sure source was at hand. 2,249 cells were compared with Wikidata.
``data/offices-of-the-world.csv`` has sentences on offices of other countries and of world bodies, a day and who it was.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from korea_nlp import layers
from korea_nlp.knowledge import load_knowledge

TABLE = Path(__file__).parent / "data" / "offices-by-date.csv"
WORLD = Path(__file__).parent / "data" / "offices-of-the-world.csv"


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells(row: dict[str, str]) -> dict[str, str]:
    return {day: holder for day, holder in row.items() if day[:1].isdigit()}


def test_the_table_is_as_wide_as_it_says(rows):
    countries = Counter(row["office"][:3] for row in rows)
    filled = sum(bool(holder) for row in rows for holder in cells(row).values())

    assert countries == dict.fromkeys(("kor", "usa", "jpn", "rus", "ukr", "chn", "prk"), 10)
    assert all(len(cells(row)) == 60 for row in rows)
    assert filled > 3_700


def test_holders_by_the_api(rows):
    knowledge = load_knowledge()

    wrong = [
        (row["office"], day, found.id if found else None, holder)
        for row in rows
        for day, holder in cells(row).items()
        if holder and (found := knowledge.holder(row["office"], day).actor) is not knowledge.actors[holder]
    ]

    assert wrong == []


def test_holders_by_sentences(nlp, rows):
    linker = nlp.get_pipe("korea_actors")
    wrong = []
    for row in rows:
        doc = nlp(f"{row['phrase']} said on Monday that talks would go on.")
        for day, holder in cells(row).items():
            layers.write_article(doc, layers.Article("a", day))
            mentions, _ = linker.find(doc)
            found = mentions[0].actor if mentions else None
            if found != (holder or f"office:{row['office']}"):
                wrong.append((row["phrase"], day, found, holder))

    assert wrong == []


def world() -> list[tuple[str, str, str]]:
    with WORLD.open(encoding="utf-8", newline="") as file:
        return [(row["sentence"], row["published"], row["actor"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("sentence", "published", "actor"), world())
def test_offices_of_the_world(nlp, sentence, published, actor):
    doc = nlp(sentence)
    layers.write_article(doc, layers.Article("a", published))

    mentions, _ = nlp.get_pipe("korea_actors").find(doc)

    assert mentions[0].actor == actor
