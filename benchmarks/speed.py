"""How fast the pipeline reads, against the bare base model in the same run, and what each component costs.

    python benchmarks/speed.py [CORPUS.jsonl] [--limit 100] [--rounds 5] [--model NAME] [--base MODEL]
                               [--json FILE]

Prints a Markdown table and, after it, the same as one line of JSON. Time is processor time of this process
(``time.process_time``), which a busy machine disturbs less than the clock; base and whole take turns, and each figure
is the median over the rounds. The corpus is JSONL with ``id`` and ``text`` and, where known, ``published``; the bundled
samples when none is given.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import korea_nlp
from korea_nlp.lexicon import data_file

BAR = 0.7  # words a second of the whole, as a share of the base's
OURS = "korea_"
BATCH = 32


def main() -> int:
    """Run the benchmark; the exit status says whether the whole reaches the bar."""
    options = parse(sys.argv[1:])
    articles = read_articles(options.corpus, options.limit)
    base, nlp = load_base(options.base), korea_nlp.load(options.model, base=options.base)
    report = measure(base, nlp, articles, options.rounds)
    print(to_markdown(report))
    line = json.dumps(report)
    print(f"\n{line}")
    if options.json:
        options.json.write_text(line + "\n", encoding="utf-8")
    return 0 if report["ratio"] >= BAR else 1


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="words a second, and the cost of each component")
    parser.add_argument("corpus", nargs="?", type=Path, help="JSONL articles; the bundled samples when not given")
    parser.add_argument("--limit", type=int, default=100, help="articles read at most (default: 100)")
    parser.add_argument("--rounds", type=int, default=5, help="times each figure is taken (default: 5)")
    parser.add_argument("--model", default="default", help="default or accurate; BAR is that of the default")
    parser.add_argument("--base", help="the base model (default: the one korea_nlp.load() takes)")
    parser.add_argument("--json", type=Path, help="a file to write the JSON to as well")
    return parser.parse_args(arguments)


def read_articles(corpus: Path | None, limit: int) -> list[korea_nlp.Article]:
    """Return the first articles of a JSONL file."""
    file = corpus or data_file("samples") / "articles.jsonl"
    with file.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(filter(str.strip, lines), limit)]
    return [
        korea_nlp.Article(str(row["id"]), row["text"], row.get("published") or row.get("date"), row.get("title"))
        for row in rows
    ]


def load_base(name: str | None) -> Language:
    """Return the bare base model, with the tokenizer it came with."""
    if name:
        return spacy.load(name)
    from korea_nlp.pipeline import _load_base

    return _load_base(None, without=())


def measure(base: Language, nlp: Language, articles: list[korea_nlp.Article], rounds: int) -> dict[str, Any]:
    """Time the base, the whole and the components in turn; return medians over the rounds."""
    texts = [article.text for article in articles]
    read_base(base, texts[:BATCH])  # lazy set-up is not what we measure
    read_whole(nlp, articles[:BATCH])
    times: dict[str, list[float]] = defaultdict(list)
    shares: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        times["base"].append(seconds(lambda: read_base(base, texts)))
        times["whole"].append(seconds(lambda: read_whole(nlp, articles)))
        steps = time_steps(base, nlp, articles)
        for step, spent in steps.items():
            shares[step].append(spent / times["base"][-1])
    words = sum(len(text.split()) for text in texts)
    return {
        "articles": len(articles),
        "words": words,
        "rounds": rounds,
        "base_words_per_second": round(words / median(times["base"])),
        "whole_words_per_second": round(words / median(times["whole"])),
        "ratio": round(median(b / w for b, w in zip(times["base"], times["whole"], strict=True)), 3),
        "share_of_base": {step: round(median(values), 4) for step, values in shares.items()},
    }


def seconds(work: Callable[[], object]) -> float:
    """Return the processor seconds that some work takes."""
    start = process_time()
    work()
    return process_time() - start


def read_base(base: Language, texts: Iterable[str]) -> None:
    """Read texts with the bare base model."""
    for _ in base.pipe(texts, batch_size=BATCH):
        pass


def read_whole(nlp: Language, articles: Iterable[korea_nlp.Article]) -> None:
    """Read articles into Records, as a user does."""
    for result in korea_nlp.pipe(articles, nlp=nlp, batch_size=BATCH):
        if isinstance(result, korea_nlp.Failure):
            raise SystemExit(f"{result.id}: {result.reason}")


def time_steps(base: Language, nlp: Language, articles: list[korea_nlp.Article]) -> dict[str, float]:
    """Return the processor seconds of each step over the same Docs, batch by batch.

    The base's own tokenizer stands for the base; what ours takes beyond it counts as ours.
    """
    spent: dict[str, float] = defaultdict(float)
    for start in range(0, len(articles), BATCH):
        batch = articles[start : start + BATCH]
        with base.memory_zone():
            spent["tokenizer"] += seconds(lambda batch=batch: [base.make_doc(article.text) for article in batch])
        with nlp.memory_zone():
            _time_batch(nlp, batch, spent)
    spent[f"{OURS}tokenizer"] -= spent["tokenizer"]
    return dict(spent)


def _time_batch(nlp: Language, batch: list[korea_nlp.Article], spent: dict[str, float]) -> None:
    docs: list[Doc] = []
    spent[f"{OURS}tokenizer"] += seconds(lambda: docs.extend(korea_nlp.make_doc(nlp, article) for article in batch))
    for name, component in nlp.pipeline:
        spent[name] += seconds(lambda component=component: run_component(component, docs))
    spent[f"{OURS}extract"] += seconds(lambda: [korea_nlp.extract(doc) for doc in docs])


def run_component(component: Any, docs: list[Doc]) -> None:
    """Run one component over Docs the way ``nlp.pipe`` does."""
    if hasattr(component, "pipe"):
        for _ in component.pipe(docs, batch_size=BATCH):
            pass
    else:
        for doc in docs:
            component(doc)


def is_ours(step: str) -> bool:
    """Tell the steps of korea_nlp from those of the base model."""
    return step.startswith(OURS)


def to_markdown(report: dict[str, Any]) -> str:
    """Return the report as Markdown."""
    shares = report["share_of_base"]
    ours = sum(share for step, share in shares.items() if is_ours(step))
    verdict = "reached" if report["ratio"] >= BAR else "missed"
    rows = [
        f"{report['words']:,} words in {report['articles']:,} articles, median of {report['rounds']} rounds",
        "",
        "| | words/s |",
        "|---|---:|",
        f"| base model | {report['base_words_per_second']:,} |",
        f"| whole pipeline with extract | {report['whole_words_per_second']:,} |",
        f"| ratio (bar {BAR}: {verdict}) | {report['ratio']:.3f} |",
        "",
        "| component, of ours or as the pipeline runs it | share of the bare base model's time |",
        "|---|---:|",
        *(f"| {step} | {share:.3f} |" for step, share in shares.items()),
        f"| **all of korea_nlp** | **{ours:.3f}** |",
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
