"""How well copies of a story are found, and how long it takes to group many articles.

    python benchmarks/origins.py [CORPUS.jsonl ...] [--stories 400] [--copies 3] [--size 100000] [--seed 1] [--show]

Quality: for stories of each corpus, copies are made of 50-80 % of their sentences, half of the time in another order,
under another title and with sentences of other stories of the corpus put in; one in five stands inside a text two to
four times as long. Every pair of a family is to be found. Pairs of the corpus's own stories that are grouped
without any copies are counted apart (``own``), and listed with ``--show`` for reading: a corpus has copies of its own.

Scale: articles are made of a pool of sentences, with families of one to ten; told are processor time, which a busy
machine disturbs less than the clock, and the memory of this process at its highest. Where datasketch is installed, its
MinHash LSH is run on the same stories for comparison. Prints a Markdown table and the same as one line of JSON.
"""

import argparse
import importlib.util
import json
import random
import re
import resource
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from time import process_time
from typing import Any

from korea_nlp import Article, read_articles
from korea_nlp.lexicon import data_file
from korea_nlp.origins import find_origins

RECALL, PRECISION = 0.95, 0.98
SECONDS, MEGABYTES = 300, 2048
SENTENCE = re.compile(r"(?<=[.!?])[\"”']?\s+|\n+")
WORDS = ["launch", "missile", "border", "talks", "summit", "ministry", "army", "report", "sanctions", "trade", "rocket"]
Group = Callable[[Sequence[Article]], Iterable[Iterable[str]]]


def main() -> int:
    """Run the benchmark; the exit status says whether every bar is reached."""
    options = parse(sys.argv[1:])
    report: dict[str, Any] = {"corpora": {}, "scale": scale(options.size, options.seed)}
    for path in options.corpus:
        stories = list(read_stories(path))
        report["corpora"][path.stem] = quality(stories, families, options)
        if importlib.util.find_spec("datasketch"):
            report["corpora"][f"{path.stem}, MinHash LSH"] = quality(stories, minhash, options)
    print(to_markdown(report))
    print(f"\n{json.dumps(report)}")
    found = [result for name, result in report["corpora"].items() if not name.endswith("LSH")]
    good = all(result["recall"] >= RECALL and result["precision"] >= PRECISION for result in found)
    return 0 if good and report["scale"]["seconds"] < SECONDS and report["scale"]["megabytes"] < MEGABYTES else 1


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="quality and speed of grouping copies")
    samples = [Path(str(data_file("samples/articles.jsonl")))]
    parser.add_argument("corpus", nargs="*", type=Path, default=samples, help="JSONL articles; the samples by default")
    parser.add_argument("--stories", type=int, default=400, help="stories of each corpus that are copied")
    parser.add_argument("--copies", type=int, default=3, help="copies of each")
    parser.add_argument("--words", type=int, default=30, help="words that a story must have to be copied")
    parser.add_argument("--size", type=int, default=100_000, help="articles made for the test of scale")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="list pairs of the corpus itself, false and missed pairs")
    return parser.parse_args(arguments)


def read_stories(path: Path) -> Iterator[Article]:
    """Yield the articles of a file that have a text."""
    for article in read_articles(path):
        if isinstance(article, Article) and article.text.strip():
            yield article


# --- quality -------------------------------------------------------------------------------------------------------


def quality(stories: Sequence[Article], group: Group, options: argparse.Namespace) -> dict[str, Any]:
    """Return recall and precision over pairs of a corpus with copies put in."""
    rng = random.Random(options.seed)
    long = [story for story in stories if len(story.text.split()) >= options.words and len(sentences(story.text)) > 1]
    chosen = rng.sample(long, min(options.stories, len(long)))
    copies = [
        copy_of(story, f"{story.id}~{number}", stories, rng) for story in chosen for number in range(options.copies)
    ]
    own = pairs(group(stories))
    mixed = [*stories, *copies]
    rng.shuffle(mixed)
    found = pairs(group(mixed))
    gold = {
        pair(*names)
        for story in chosen
        for names in combinations([story.id, *(f"{story.id}~{number}" for number in range(options.copies))], 2)
    }
    wrong = {names for names in found - gold if pair(*(name.split("~")[0] for name in names)) not in own}
    if options.show and group is families:
        show(own, gold - found, wrong, {article.id: article for article in mixed})
    right = len(found & gold)
    return {
        "articles": len(mixed),
        "pairs": len(gold),
        "recall": round(right / len(gold), 4),
        "precision": round(right / (right + len(wrong)), 4) if right else 0.0,
        "own": len(own),
    }


def copy_of(story: Article, id: str, others: Sequence[Article], rng: random.Random) -> Article:
    """Return a copy of a story as papers make them."""
    parts = sentences(story.text)
    kept = sorted(rng.sample(range(len(parts)), max(1, round(len(parts) * rng.uniform(0.5, 0.8)))))
    if rng.random() < 0.5:
        rng.shuffle(kept)
    text = [parts[index] for index in kept]
    inside = rng.random() < 0.2
    if inside or rng.random() < 0.5:
        added = len(text) * (rng.uniform(1, 3) if inside else rng.uniform(0.1, 0.4))
        for sentence in strange_sentences(story, others, max(1, round(added)), rng):
            text.insert(rng.randrange(len(text) + 1), sentence)
    published = story.published
    if published and len(published) >= 10:
        published = (date.fromisoformat(published[:10]) + timedelta(days=rng.choice((0, 0, 1, 2)))).isoformat()
    return Article(id, "\n\n".join(text), published, " ".join(rng.choices(WORDS, k=6)), "Copying Post")


def strange_sentences(story: Article, others: Sequence[Article], count: int, rng: random.Random) -> Iterator[str]:
    """Yield sentences of other stories, of each at most one word in eight: with more, the text copies that one too."""
    for other in rng.sample(others, len(others)):
        parts = sentences(other.text) if other is not story else []
        left = len(other.text.split()) / 8
        for sentence in rng.sample(parts, len(parts)):
            if (words := len(sentence.split())) <= left and count:
                left, count = left - words, count - 1
                yield sentence
        if not count:
            return


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, roughly."""
    return [part.strip() for part in SENTENCE.split(text) if part and part.strip()]


def families(articles: Sequence[Article]) -> Iterable[Iterable[str]]:
    """Group by our own means."""
    return (family.members for family in find_origins(articles).families)


def minhash(articles: Sequence[Article], threshold: float = 0.3) -> Iterable[Iterable[str]]:
    """Group by datasketch's MinHash LSH of word shingles: connected articles of a resemblance of so much or more."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=128)
    group = {article.id: article.id for article in articles}

    def root(name: str) -> str:
        while group[name] != name:
            name = group[name]
        return name

    for article in articles:
        words = re.findall(r"\w+", article.text.casefold())
        signature = MinHash(num_perm=128)
        signature.update_batch([" ".join(words[at : at + 5]).encode() for at in range(max(1, len(words) - 4))])
        for other in index.query(signature):
            group[root(article.id)] = root(other)
        index.insert(article.id, signature)
    members: dict[str, list[str]] = {}
    for name in group:
        members.setdefault(root(name), []).append(name)
    return members.values()


def pair(first: str, second: str) -> tuple[str, str]:
    """Return two names in one order."""
    return (first, second) if first < second else (second, first)


def pairs(groups: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    """Return every pair of each group."""
    return {pair(*names) for group in groups for names in combinations(group, 2)}


def show(own: set[Any], missed: set[Any], wrong: set[Any], articles: dict[str, Article]) -> None:
    """List pairs for reading."""
    for kind, found in (("own", own), ("missed", missed), ("wrong", wrong)):
        for names in sorted(found):
            told = (f"{name} {articles[name].published} {len(articles[name].text.split())} words" for name in names)
            print(f"{kind}: {' | '.join(told)}")


# --- scale ---------------------------------------------------------------------------------------------------------


def scale(size: int, seed: int) -> dict[str, Any]:
    """Return time, memory and quality of grouping many made-up articles."""
    gold: set[tuple[str, str]] = set()
    started = process_time()
    for article in made(size, seed):  # making them costs time too, which is taken off
        gold.update(pair(article.id, f"{article.id.split('~')[0]}~{n}") for n in range(int(article.id.split("~")[1])))
    making = process_time() - started
    started = process_time()
    origins = find_origins(made(size, seed))
    seconds = process_time() - started - making
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = pairs(family.members for family in origins.families)
    return {
        "articles": size,
        "seconds": round(seconds, 1),
        "megabytes": round(peak),
        "recall": round(len(found & gold) / max(1, len(gold)), 4),
        "precision": round(len(found & gold) / max(1, len(found)), 4),
    }


def made(size: int, seed: int) -> Iterator[Article]:
    """Yield articles of 6 to 14 sentences of a pool; families of one to ten, each with some of a story's parts.

    One sentence in five is of the first few of the pool, which come again and again as turns of phrase do.
    """
    rng = random.Random(seed)
    words = [f"{first}{second}{number}" for first in WORDS for second in WORDS for number in range(40)] + WORDS * 50
    count = story = 0
    while count < size:
        parts = [
            pooled(rng.randrange(500 if rng.random() < 0.2 else 1_000_000), words) for _ in range(rng.randint(6, 14))
        ]
        day = date(2024, 1, 1) + timedelta(days=rng.randrange(365))
        for number in range(min(rng.choice((1, 1, 1, 2, 3, 10)), size - count)):
            kept = parts if number == 0 else rng.sample(parts, round(len(parts) * rng.uniform(0.6, 1)))
            published = (day + timedelta(days=min(number, 2))).isoformat()
            yield Article(f"{story}~{number}", " ".join(kept), published)
            count += 1
        story += 1


def pooled(number: int, words: Sequence[str]) -> str:
    """Return one sentence of the pool, which is made when it is asked for."""
    rng = random.Random(number)
    return " ".join(rng.choices(words, k=rng.randint(8, 24))).capitalize() + "."


def to_markdown(report: dict[str, Any]) -> str:
    """Return the figures as a table."""
    rows = ["| corpus | articles | pairs | recall | precision | own pairs |", "|---|---|---|---|---|---|"]
    for name, found in report["corpora"].items():
        cells = (found["articles"], found["pairs"], found["recall"], found["precision"], found["own"])
        rows.append(f"| {name} | {' | '.join(map(str, cells))} |")
    told = report["scale"]
    rows.append(
        f"\n{told['articles']:,} articles grouped in {told['seconds']} s of processor time and {told['megabytes']} MB, "
        f"recall {told['recall']}, precision {told['precision']}."
    )
    return "\n".join(rows)


if __name__ == "__main__":
    raise SystemExit(main())
