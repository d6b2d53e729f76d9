"""How well families of copies are found among real articles, beside MinHash LSH.

    python benchmarks/copies.py FOLDER [--half chosen|held] [--judged FILE] [--show]

FOLDER holds ``pool.jsonl.gz`` and ``copies.jsonl.gz`` (press texts, which are not part of this project). All articles
of the one and all texts of copies in the other are read together. The pairs listed there were found by the words that
two articles share, so that many are no copies (they share a gallery, a panel of background or a speech):
``copies-judged.csv`` has what a reader made of pairs. Families are what the pairs judged ``yes``, the listed pairs that
were not judged, and articles of the very same words make, taken together; pairs left ``open`` count neither way. A pair
that is found and neither listed nor judged counts as wrong and is told as ``unjudged``. Families so made chain: two of
their articles may share next to nothing. ``close`` is the recall without pairs that were neither listed nor judged and
share less than a fifth of the shorter one's shingles.

Half of the families, drawn by a hash of their first id, are to choose by (``--half chosen``), the others to report.
Told are precision and recall over pairs, and the adjusted Rand index over all articles (Hubert and Arabie, "Comparing
partitions", 1985). Prints a Markdown table and the same as one line of JSON; ``--show`` lists what is wrong.
"""

import argparse
import csv
import gzip
import importlib.util
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from itertools import combinations
from math import comb
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from origins import Group, families, minhash, pair

from korea_nlp import Article
from korea_nlp.origins.shingles import Shingler

Pair = tuple[str, str]
UNKNOWN = "unknown"  # how a publisher begins that is none
FAR = 0.2  # of the shorter one's shingles
BARS = {"precision": 0.97, "recall": 0.95, "ARI": 0.95}


def main() -> int:
    """Run the benchmark; the exit status says whether every bar is reached."""
    options = parse()
    articles, listed = read(options.folder)
    judged = read_judged(options.judged, articles)
    gold = gold_families(articles, listed, judged)
    open_ = {names for names, verdict in judged.items() if verdict == "open"}
    groups: dict[str, Group] = {"find_origins": families}
    if importlib.util.find_spec("datasketch"):
        groups["MinHash LSH, .4"] = lambda items: minhash(items, threshold=0.4)
    known = listed.keys() | judged.keys()
    far = far_pairs(pairs_of(gold) - known, articles)
    report = {}
    for name, group in groups.items():
        found = partition(articles, group(list(articles.values())))
        report[name] = score(gold, found, known, open_, far, options.half)
        if options.show:
            show(name, gold, found, open_, options.half, articles)
    print(to_markdown(report))
    print(f"\n{json.dumps(report)}")
    return 0 if all(report["find_origins"][name] >= bar for name, bar in BARS.items()) else 1


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("chosen", "held"), help="families to score; all by default")
    parser.add_argument("--judged", type=Path, default=Path(__file__).with_name("copies-judged.csv"))
    parser.add_argument("--show", action="store_true")
    return parser.parse_args()


def read(folder: Path) -> tuple[dict[str, Article], dict[Pair, Mapping[str, Any]]]:
    """Return all articles by id, and the listed pairs of those."""
    with gzip.open(folder / "pool.jsonl.gz", "rt", encoding="utf-8") as lines:
        pool = [json.loads(line) for line in lines]
    with gzip.open(folder / "copies.jsonl.gz", "rt", encoding="utf-8") as lines:
        copies = [json.loads(line) for line in lines]
    dropped = [{**row["dropped"], "published": row["dropped"]["date"]} for row in copies if row.get("dropped")]
    articles = {row["id"]: to_article(row) for row in (*pool, *dropped)}
    listed = {pair(row["a"], row["b"]): row for row in copies if row["a"] in articles and row["b"] in articles}
    return articles, listed


def to_article(row: Mapping[str, Any]) -> Article:
    """Return an article; who published it is left out where the row does not know."""
    publisher = None if row["source"].startswith(UNKNOWN) else row["source"]
    return Article(row["id"], row["text"], row["published"] or None, row["title"] or None, publisher)


def read_judged(path: Path, articles: Mapping[str, Article]) -> dict[Pair, str]:
    """Return what was judged of pairs: ``yes``, ``no`` or ``open``."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = {pair(row["a"], row["b"]): row["copy"] for row in csv.DictReader(lines)}
    return {names: verdict for names, verdict in rows.items() if names[0] in articles and names[1] in articles}


def gold_families(
    articles: Mapping[str, Article], listed: Iterable[Pair], judged: Mapping[Pair, str]
) -> dict[str, str]:
    """Return for each article the first id of its family."""
    root = {id: id for id in articles}

    def find(id: str) -> str:
        while root[id] != id:
            root[id] = id = root[root[id]]
        return id

    shingler = Shingler()
    same: dict[bytes, str] = {}
    twins = [(id, same.setdefault(shingler.digest(article.text), id)) for id, article in articles.items()]
    sure = [names for names in listed if judged.get(names, "yes") == "yes"]
    for one, other in (*twins, *sure, *(names for names, verdict in judged.items() if verdict == "yes")):
        first, second = sorted((find(one), find(other)))
        root[second] = first
    return {id: find(id) for id in articles}


def partition(articles: Iterable[str], groups: Iterable[Iterable[str]]) -> dict[str, str]:
    """Return for each article one of its group."""
    found = {id: id for id in articles}
    for group in groups:
        members = list(group)
        found |= dict.fromkeys(members, min(members))
    return found


def is_in(half: str | None, family: str) -> bool:
    """Say whether a family is of a half."""
    even = blake2b(family.encode()).digest()[0] % 2 == 0
    return half is None or even == (half == "chosen")


def pairs_of(families: Mapping[str, str]) -> set[Pair]:
    """Return every pair of each family."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    for id, family in families.items():
        members[family].append(id)
    return {pair(*names) for group in members.values() for names in combinations(group, 2)}


def score(
    gold: Mapping[str, str],
    found: Mapping[str, str],
    known: set[Pair],
    open_: set[Pair],
    far: set[Pair],
    half: str | None,
) -> dict[str, Any]:
    """Return the figures of one half, or of all."""
    right, given = (
        {names for names in pairs_of(sides) if is_in(half, gold[names[0]])} - open_ for sides in (gold, found)
    )
    chosen = [id for id in gold if is_in(half, gold[id])]
    return {
        "articles": len(chosen),
        "families": sum(count > 1 for count in Counter(gold[id] for id in chosen).values()),
        "pairs": len(right),
        "found": len(given),
        "precision": round(len(right & given) / max(1, len(given)), 3),
        "recall": round(len(right & given) / max(1, len(right)), 3),
        "close": round(len(right & given - far) / max(1, len(right - far)), 3),
        "ARI": round(rand_index([gold[id] for id in chosen], [found[id] for id in chosen]), 3),
        "unjudged": len(given - right - known),
    }


def far_pairs(pairs: set[Pair], articles: Mapping[str, Article]) -> set[Pair]:
    """Return those of some pairs that share less than ``FAR``."""
    shingler = Shingler()
    samples = {id: shingler.hashes(articles[id].text) for id in {id for names in pairs for id in names}}

    def shared(one: str, other: str) -> float:
        first, second = samples[one], samples[other]
        return np.intersect1d(first, second, assume_unique=True).size / max(1, min(first.size, second.size))

    return {names for names in pairs if shared(*names) < FAR}


def rand_index(one: list[str], other: list[str]) -> float:
    """Return the adjusted Rand index of two partitions of the same things."""
    both = sum(comb(count, 2) for count in Counter(zip(one, other, strict=True)).values())
    first, second = (sum(comb(count, 2) for count in Counter(side).values()) for side in (one, other))
    expected = first * second / max(1, comb(len(one), 2))
    most = (first + second) / 2
    return (both - expected) / (most - expected) if most != expected else 1.0


def show(
    name: str,
    gold: Mapping[str, str],
    found: Mapping[str, str],
    open_: set[Pair],
    half: str | None,
    articles: Mapping[str, Article],
) -> None:
    """List wrong and missed pairs."""
    right, given = pairs_of(gold), pairs_of(found)
    for kind, names_of in (("wrong", given - right - open_), ("missed", right - given - open_)):
        for names in sorted(names for names in names_of if is_in(half, gold[names[0]])):
            told = (f"{id} {articles[id].publisher} {articles[id].published}" for id in names)
            print(f"{name}, {kind}: {' | '.join(told)}")


def to_markdown(report: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the figures as a table."""
    columns = list(next(iter(report.values())))
    rows = [f"| | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    rows += [f"| {name} | {' | '.join(str(result[column]) for column in columns)} |" for name, result in report.items()]
    return "\n".join(rows)


if __name__ == "__main__":
    raise SystemExit(main())
