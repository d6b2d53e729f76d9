"""Learn the tables by which `compare` tells which figures are of one thing.

Usage:
    python scripts/rivals.py words PRESS.jsonl.gz [TABLE]        # writes word_weights.csv
"""

import csv
import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from korea_nlp.compare.words import stems

DATA = Path(__file__).parents[3] / "korea_nlp" / "data"
LEAST = 0.01  # share of articles in which a stem must stand


def words(press: str, table: str = str(DATA / "word_weights.csv")) -> None:
    """Write in what share of press articles each stem stands, of those that are common."""
    counts: Counter[str] = Counter()
    articles = 0
    with gzip.open(press, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            counts.update(set(stems(f"{row['title'] or ''}\n{row['text']}")))
            articles += 1
    with Path(table).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("word", "share", "source"))
        for word, count in sorted(counts.items()):
            if count >= LEAST * articles and word.isascii():
                writer.writerow((word, f"{count / articles:.3f}", "press pool counts"))


if __name__ == "__main__":
    {"words": words}[sys.argv[1]](*sys.argv[2:])
