"""What one process holds while it reads many real articles: its peak, and whether it grows.

    python benchmarks/memory.py ARTICLES.jsonl.gz [--articles 5000] [--words 250] [--part-size 512]
        [--write docs/trust.md]

The articles, or with ``--words`` so many words of each, are read into Parquet by one process, as a worker reads them,
which is never replaced. The table has a row for each tenth of them: the most that was held in it (``VmHWM``, set back
after each row) and the least between two batches. ``--write`` puts the table between the marks ``<!-- memory -->`` of a
page. Linux alone; the exit status says whether the peak is below the bar and the least of the last tenth no more than
``GROWTH`` of the least of the second.
"""

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path

import korea_nlp
from korea_nlp import Article, RunOptions

BAR = 900  # MB
GROWTH = 1.1
ROWS = 10


def main() -> int:
    """Read, print the table and judge it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--words", type=int, help="of each article; all when not given")
    parser.add_argument("--part-size", type=int, default=512)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    found = [*measured(first_articles(options.corpus, options.articles, options.words), options.part_size)]
    lines = [f"| {read:,} | {least:,.0f} | {most:,.0f} |" for read, least, most in found]
    table = "\n".join(["| articles read | least held, MB | most held, MB |", "|---:|---:|---:|", *lines])
    if options.write:
        write_between("memory", table, options.write)
    second = found[min(2, len(found) - 1)]  # the first row is before them all
    peak, growth = max(most for *_, most in found), found[-1][1] / second[1]
    print(f"{table}\n\npeak {peak:.0f} MB; the least of the last tenth is {growth:.2f} of that of the second")
    return int(peak > BAR or growth > GROWTH)


def first_articles(corpus: Path, count: int, words: int | None) -> list[Article]:
    """Return the first articles of a corpus, and of each so many words."""
    begin = re.compile(rf"(\s*\S+){{0,{words}}}" if words else r"(?s).*")
    found = islice(korea_nlp.read_articles(corpus), count)
    return [replace(item, text=begin.match(item.text)[0]) for item in found if isinstance(item, Article)]


def measured(articles: list[Article], part_size: int) -> Iterator[tuple[int, float, float]]:
    """Yield how many articles are read, and the least and most memory since the row before."""
    nlp = korea_nlp.load()
    rows: list[tuple[int, float, float]] = [(0, held("VmRSS"), held("VmHWM"))]
    read, least = 0, rows[0][1]

    def advance(more: int) -> None:
        nonlocal read, least
        read, least = read + more, min(least, held("VmRSS"))
        if read * ROWS >= len(rows) * len(articles):
            rows.append((read, least, held("VmHWM")))
            Path("/proc/self/clear_refs").write_text("5")
            least = held("VmRSS")
            print(rows[-1], file=sys.stderr, flush=True)

    with tempfile.TemporaryDirectory() as name:
        lines = (json.dumps(asdict(article)) + "\n" for article in articles)
        news = Path(name) / "news.jsonl"
        news.write_text("".join(lines))
        options = RunOptions(part_size=part_size)
        korea_nlp.run_corpus([news], Path(name) / "out", nlp=nlp, options=options, advance=advance)
    yield from rows


def held(name: str, pid: int | str = "self") -> float:
    """Return what the system says of a process, in MB; 0 of one that is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith(f"{name}:")), 0.0)


def write_between(name: str, table: str, page: Path) -> None:
    """Put a table between the marks of a page that bear a name."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, rest = page.read_text(encoding="utf-8").split(begin)
    page.write_text(f"{before}{begin}\n{table}\n\n{end}{rest.split(end)[1]}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
