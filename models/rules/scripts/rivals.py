"""Learn the tables by which `compare` tells which figures are of one thing, and score how well it does.

Usage:
    python scripts/rivals.py words PRESS.jsonl.gz              # writes word_weights.csv
    python scripts/rivals.py weights RIVALS.jsonl RECORDS.jsonl PRESS_RECORDS.jsonl JUDGED.csv  # rival_weights.csv
    python scripts/rivals.py score RIVALS.jsonl RECORDS.jsonl  # pairs together, by counts alone

Records are what ``korea-nlp extract`` makes of the articles of a file.
"""

import csv
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

import korea_nlp
from korea_nlp.compare.likeness import Judge, Told, barred, facts
from korea_nlp.compare.reading import figures_told
from korea_nlp.compare.topics import Grouper
from korea_nlp.compare.words import stem
from korea_nlp.compare.words import words as words_of
from korea_nlp.lexicon import load_lexicon

DATA = Path(__file__).parents[3] / "korea_nlp" / "data"
LEAST = 0.01  # share of articles in which a stem must stand
RIDGE = 1.0  # how much large weights cost
PRESS, JUDGED = 1.5, 2.0  # what a pair of press articles weighs, and one that was judged by hand
PRIOR = 2.5  # added to the log-odds: of the pairs in the press far fewer are of one thing than in the set
NEAR = 0.1  # numbers of the press this close, as a logarithm, may well be of one thing: left out unless judged
Pair = tuple[dict[str, float], float, float]  # facts, answer, weight


@dataclass(frozen=True)
class Read:
    """A figure as it was read: where it stands and what it is held by."""

    article: str
    start: int
    end: int
    told: Told


def words(press: str) -> None:
    """Write in what share of press articles each stem stands, of those that are common."""
    counts: Counter[str] = Counter()
    articles = 0
    with gzip.open(press, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            counts.update({stem(word) for word in words_of(f"{row['title'] or ''}\n{row['text']}")})
            articles += 1
    common = [(word, f"{n / articles:.3f}") for word, n in counts.items() if n >= LEAST * articles and word.isascii()]
    _write("word_weights", ("word", "share"), sorted(common), "press pool counts")


def weights(rivals: str, records: str, press: str, judged: str) -> None:
    """Write what each fact about two figures adds to the log-odds that they are of one thing."""
    pairs = [*_marked(rivals, records), *_press(press, judged)]
    names = sorted({name for found, _, _ in pairs for name in found})
    inputs = np.array([[found.get(name, 0.0) for name in names] for found, _, _ in pairs])
    learnt = _fit(inputs, np.array([p[1] for p in pairs]), np.array([p[2] for p in pairs]), names.index("always"))
    learnt[names.index("always")] += PRIOR
    rows = [(name, f"{weight:.2f}") for name, weight in zip(names, learnt, strict=True) if abs(weight) >= 0.005]
    _write("rival_weights", ("fact", "weight"), rows, "rivals read by hand")


def score(rivals: str, records: str) -> None:
    """Print how many of the pairs that belong together are in one topic and scope, and how many of those in one do."""
    found = korea_nlp.compare(korea_nlp.read_records(records))
    rows = [row for row in found.figures if not row.derived]
    answers, wanted = _answers(rivals, [(row.article, row.start, row.end) for row in rows])
    together = right = 0
    for (i, a), (j, b) in combinations(enumerate(rows), 2):
        if a.topic and (a.topic, a.scope) == (b.topic, b.scope) and (a.article, a.start) != (b.article, b.start):
            together += 1
            right += i in answers and answers[i] == answers.get(j)
    precision, recall = right / max(1, together), right / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"pairs together: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} of {wanted}")


def _marked(rivals: str, records: str) -> Iterable[Pair]:
    read = _read(records, own_words=True)
    answers, _ = _answers(rivals, [(item.article, item.start, item.end) for item in read])
    grouper = _grouper(read)
    for i, j in combinations(range(len(read)), 2):
        if max(grouper.articles(i, j)) >= 0.05 and (found := _facts(read, grouper, i, j)):
            yield found, float(i in answers and answers[i] == answers.get(j)), 1.0


def _press(records: str, judged: str) -> Iterable[Pair]:
    """Yield pairs of press figures: those judged, and others as not of one thing where their numbers lie apart."""
    with Path(judged).open(encoding="utf-8", newline="") as file:
        known = {frozenset((row["first"], row["second"])): float(row["same"]) for row in csv.DictReader(file)}
    read = _read(records)
    grouper = _grouper(read)
    for i, j in grouper.pairs():
        if not (found := _facts(read, grouper, i, j)):
            continue
        key = frozenset(f"{item.article}/{item.start}-{item.end}" for item in (read[i], read[j]))
        if key in known:
            yield found, known[key], JUDGED
        elif found.get("small") or found.get("apart", 9.0) >= NEAR:
            yield found, 0.0, PRESS


def _read(records: str, *, own_words: bool = False) -> list[Read]:
    found = figures_told(korea_nlp.read_records(records), own_words=own_words)
    return [Read(row.article, row.start, row.end, told) for row, told in found]


def _grouper(read: list[Read]) -> Grouper:
    return Grouper([item.told for item in read], Judge(load_lexicon("rival_weights")))


def _facts(read: list[Read], grouper: Grouper, i: int, j: int) -> dict[str, float] | None:
    a, b = read[i].told, read[j].told
    one = (read[i].article, read[i].start) == (read[j].article, read[j].start)
    scopes = {a.frame.status, b.frame.status} - {None}
    return None if one or len(scopes) > 1 or barred(a, b) else facts(a, b, grouper.articles(i, j))


def _answers(rivals: str, places: list[tuple[str, int, int]]) -> tuple[dict[int, tuple[str, ...]], int]:
    """Return what the marked figures are of, by the places of those read, and how many pairs are of one thing."""
    by_article: dict[str, list[int]] = {}
    for place, (article, _, _) in enumerate(places):
        by_article.setdefault(article, []).append(place)
    answers: dict[int, tuple[str, ...]] = {}
    counts: Counter[tuple[str, ...]] = Counter()
    for line in Path(rivals).read_text("utf-8").splitlines():
        event: dict[str, Any] = json.loads(line)
        for article in event["articles"]:
            for mark in article["figures"]:
                key = (event["event"], mark["of"], mark["part"] or "")
                counts[key] += 1
                over = {p: _overlap(places[p], mark) for p in by_article.get(article["id"], ())}
                best = max(over, key=lambda p: over[p], default=None)
                if best is not None and over[best] > 0:
                    answers.setdefault(best, key)
    return answers, sum(n * (n - 1) // 2 for n in counts.values())


def _overlap(place: tuple[str, int, int], mark: dict[str, int]) -> int:
    return min(place[2], mark["end"]) - max(place[1], mark["start"])


def _fit(inputs: Any, answers: Any, counts: Any, free: int) -> Any:
    """Return the weights of a logistic regression, by Newton's steps; the constant costs nothing."""
    cost = np.full(inputs.shape[1], RIDGE)
    cost[free] = 0.01
    found = np.zeros(inputs.shape[1])
    for _ in range(40):
        likely = 1 / (1 + np.exp(-inputs @ found))
        slope = inputs.T @ (counts * (likely - answers)) + cost * found
        bend = (inputs * (counts * likely * (1 - likely))[:, None]).T @ inputs + np.diag(cost)
        step = np.linalg.solve(bend, slope)
        found -= step
        if abs(step).max() < 1e-6:
            break
    return found


def _write(table: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], source: str) -> None:
    with (DATA / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow((*columns, "source"))
        writer.writerows((*row, source) for row in rows)


if __name__ == "__main__":
    {"words": words, "weights": weights, "score": score}[sys.argv[1]](*sys.argv[2:])
