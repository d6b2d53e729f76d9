"""What a user's large knowledge base costs: its loading, and its share of the pipeline's time.

    python benchmarks/knowledge.py [--actors 100000] [--rounds 5]

Makes a base of made-up actors (one in four with a second alias, some of whose words stand in every text), and prints
how long the base alone and the whole pipeline take to load with it beyond what they take without it, and how much
slower the pipeline reads the bundled samples. Times are processor times of this process.
"""

import argparse
import csv
import gc
import json
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import korea_nlp
from korea_nlp.knowledge import own_knowledge
from korea_nlp.lexicon import data_file

LOADS_IN, SLOWS_BY = 2.0, 0.05
SYLLABLES = (
    "ba",
    "chol",
    "do",
    "eun",
    "gyo",
    "hak",
    "in",
    "jun",
    "ka",
    "lo",
    "min",
    "pil",
    "sang",
    "tae",
    "won",
    "zan",
)
FIRST = ("Kim", "Lee", "Park", "South", "National", "Seoul", "New", "The")  # words that texts are full of


def main() -> int:
    """Run the benchmark; the exit status says whether both bars are reached."""
    parser = argparse.ArgumentParser(description="the cost of a large knowledge base")
    parser.add_argument("--actors", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        make_base(Path(folder), options.actors)
        report = measure(folder, options.rounds)
    report["actors"] = options.actors
    print(json.dumps(report))
    return 0 if report["loads_in"] <= LOADS_IN and report["slows_by"] <= SLOWS_BY else 1


def make_base(folder: Path, size: int, seed: int = 0) -> None:
    """Write actors.csv and aliases.csv of made-up actors into a folder."""
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choices(SYLLABLES, k=3)).capitalize()

    actors, aliases = [], []
    for number in range(size):
        first = chance.choice(FIRST) if number % 10 == 0 else word()
        name, key = f"{first} {word()} {word()}", f"made-{number}"
        kind, surname = ("person", first) if number % 2 else ("organization", "")
        actors.append((key, name, kind, chance.choice(("KOR", "PRK", "USA")), "", surname, "", "made"))
        if number % 4 == 0:
            aliases.append((f"{word()} {word()}", key, "alias", "made"))
    write(folder / "actors.csv", "id,name,kind,country,gender,surname,wikidata,source", actors)
    write(folder / "aliases.csv", "alias,actor,form,source", dict.fromkeys(aliases))


def write(path: Path, header: str, rows: Any) -> None:
    """Write a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        writer.writerows(rows)


def measure(folder: str, rounds: int) -> dict[str, float]:
    """Return seconds of loading and the share by which reading is slower."""
    with data_file("samples").joinpath("articles.jsonl").open(encoding="utf-8") as file:
        articles = [korea_nlp.Article(**json.loads(line)) for line in file]
    own_knowledge()  # what is set up once is not what we measure
    base = median(seconds(lambda: own_knowledge(folder)) for _ in range(3))
    plain, without = timed(korea_nlp.load)
    large, with_it = timed(lambda: korea_nlp.load(knowledge=[folder]))
    read(plain, articles), read(large, articles)
    shares = [
        seconds(lambda: read(large, articles)) / seconds(lambda: read(plain, articles)) - 1 for _ in range(rounds)
    ]
    return {
        "base_alone": round(base, 2),
        "loads_in": round(with_it - without, 2),
        "slows_by": round(median(shares), 3),
    }


def read(nlp: Any, articles: list[korea_nlp.Article]) -> None:
    """Read articles into Records."""
    for _ in korea_nlp.pipe(articles, nlp=nlp):
        pass


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what some work gives, and its processor seconds."""
    start = process_time()
    made = work()
    return made, process_time() - start


def seconds(work: Callable[[], object]) -> float:
    """Return the processor seconds of some work."""
    gc.collect()
    return timed(work)[1]


if __name__ == "__main__":
    sys.exit(main())
