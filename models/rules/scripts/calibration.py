"""Say how far the confidence of claims can be taken at its word: a reliability table and the calibration error.

    python models/rules/scripts/calibration.py GOLD.jsonl [--model accurate]

GOLD.jsonl holds articles with marked attributions: {"id", "text", "attributions": [{"source": [[start, end], ...],
"cue": [...], "content": [...]}]}. A claim that stands in no other is right where a marked attribution has half of its
content (Jaccard over words) and its source. The error is the mean distance between confidence and share of right
claims over ten equal steps of confidence, weighted by their claims.
"""

import argparse
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import korea_nlp

WORD = re.compile(r"\w+(?:[’'.\-]\w+)*")
STEPS = 10
Judged = tuple[float, bool]


def words(text: str, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Return where the words of some spans start."""
    return frozenset(match.start() + low for low, high in spans for match in WORD.finditer(text[low:high]))


def judge(article: dict, record: korea_nlp.Record) -> Iterator[Judged]:
    """Yield the confidence of each outermost claim, and whether people marked it."""
    text = article["text"]
    gold = [[words(text, item[part]) for part in ("content", "source")] for item in article["attributions"]]
    for claim in record.claims:
        if claim.parent is not None:
            continue
        content = words(text, claim.content.spans)
        source = words(text, claim.source.spans if claim.source else ())
        yield (
            claim.confidence,
            any(
                2 * len(content & told) >= len(content | told) > 0 and (bool(source & who) or not (source or who))
                for told, who in gold
            ),
        )


def table(judged: list[Judged]) -> Iterator[str]:
    """Yield the lines of the reliability table and of the error."""
    yield f"{'confidence':12}{'claims':>8}{'mean':>8}{'right':>8}"
    error = 0.0
    for step in range(STEPS):
        held = [pair for pair in judged if min(int(pair[0] * STEPS), STEPS - 1) == step]
        if held:
            mean, right = (sum(column) / len(held) for column in zip(*held, strict=True))
            error += abs(mean - right) * len(held) / len(judged)
            yield f"{step / STEPS:.1f}-{(step + 1) / STEPS:.1f}{len(held):13d}{mean:8.2f}{right:8.2f}"
    yield f"expected calibration error {error:.3f} over {len(judged)} claims"


def main() -> None:
    """Read the articles and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--model", default="default")
    args = parser.parse_args()
    articles = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    given = (korea_nlp.Article(article["id"], article["text"]) for article in articles)
    records = korea_nlp.pipe(given, nlp=korea_nlp.load(args.model))
    judged: list[Judged] = []
    for article, record in zip(articles, records, strict=True):
        if isinstance(record, korea_nlp.Record):
            judged += judge(article, record)
    print("\n".join(table(judged)))


if __name__ == "__main__":
    main()
