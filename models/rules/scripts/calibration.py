"""Say how far the confidence of claims can be taken at its word: a reliability table, the calibration error, a plot.

    python models/rules/scripts/calibration.py GOLD.jsonl [--model default accurate] [--plot FILE.svg]

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
FEW = 10  # claims of a step that the plot leaves out
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


def steps(judged: list[Judged]) -> list[tuple[int, int, float, float]]:
    """Return each step of confidence that has claims: its number, claims, mean confidence and share of right ones."""
    found = []
    for step in range(STEPS):
        held = [pair for pair in judged if min(int(pair[0] * STEPS), STEPS - 1) == step]
        if held:
            mean, right = (sum(column) / len(held) for column in zip(*held, strict=True))
            found.append((step, len(held), mean, right))
    return found


def table(judged: list[Judged]) -> Iterator[str]:
    """Yield the lines of the reliability table and of the error."""
    yield f"{'confidence':12}{'claims':>8}{'mean':>8}{'right':>8}"
    for step, claims, mean, right in steps(judged):
        yield f"{step / STEPS:.1f}-{(step + 1) / STEPS:.1f}{claims:13d}{mean:8.2f}{right:8.2f}"
    error = sum(abs(mean - right) * claims for _, claims, mean, right in steps(judged)) / len(judged)
    yield f"expected calibration error {error:.3f} over {len(judged)} claims"


def plot(judged: dict[str, list[Judged]], path: Path) -> None:
    """Draw the share of right claims over their confidence, by model; the size of a point is that of its step."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(4.5, 4.2), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    for model, pairs in judged.items():
        found = [step for step in steps(pairs) if step[1] >= FEW]
        means, shares = [mean for _, _, mean, _ in found], [right for *_, right in found]
        (line,) = axes.plot(means, shares, linewidth=1, label=model)
        axes.scatter(means, shares, s=[400 * claims / len(pairs) for _, claims, _, _ in found], color=line.get_color())
    axes.set(xlabel="confidence", ylabel="share that people marked", xlim=(0, 1), ylim=(0, 1), aspect="equal")
    axes.legend(frameon=False, loc="upper left")
    figure.savefig(path, metadata={"Date": None})


def read(articles: list[dict], model: str) -> list[Judged]:
    """Return what a model finds in articles, judged."""
    given = (korea_nlp.Article(article["id"], article["text"]) for article in articles)
    judged: list[Judged] = []
    for article, record in zip(articles, korea_nlp.pipe(given, nlp=korea_nlp.load(model)), strict=True):
        if isinstance(record, korea_nlp.Record):
            judged += judge(article, record)
    return judged


def main() -> None:
    """Read the articles, print a table a model and draw them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--model", nargs="+", default=["default"])
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args()
    articles = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    judged = {model: read(articles, model) for model in args.model}
    for model, pairs in judged.items():
        print("\n".join([model, *table(pairs)]), flush=True)
    if args.plot:
        plot(judged, args.plot)


if __name__ == "__main__":
    main()
