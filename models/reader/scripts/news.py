"""Draw unmarked news to distil on: all articles on Korea and some others, their first words.

python scripts/news.py POOL.jsonl.gz NEWS.jsonl --without GOLD.jsonl ...
"""

import argparse
import gzip
import json
import random
from pathlib import Path

OTHERS = 900  # articles that do not mention Korea
LONGEST = 2800  # characters of an article
BEGIN = 200  # characters by which an article that is marked is known


def draw(pool: list[dict], marked: set[str], seed: int) -> list[dict]:
    """Return the articles with texts cut at a sentence."""
    groups = [
        [article for article in pool if article["core"]],
        [article for article in pool if article["korea"] and not article["core"]],
        random.Random(seed).sample([article for article in pool if not article["korea"]], OTHERS),
    ]
    found = []
    for article in (article for group in groups for article in group):
        text = article["text"]
        if text[:BEGIN] in marked:
            continue
        if len(text) > LONGEST:
            text = text[:LONGEST]
            text = text[: max(text.rfind("\n"), text.rfind(". ") + 1)]
        found.append({"id": article["id"], "text": text})
    return found


def main() -> None:
    """Read the arguments and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pool", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("--without", type=Path, nargs="*", default=[], help="marked articles, which are left out")
    args = parser.parse_args()
    with gzip.open(args.pool, "rt", encoding="utf-8") as lines:
        pool = [json.loads(line) for line in lines]
    marked = [json.loads(line)["text"] for path in args.without for line in path.open(encoding="utf-8")]
    found = draw(pool, {text[:BEGIN] for text in marked}, seed=3)
    args.news.write_text("".join(json.dumps(article) + "\n" for article in found), encoding="utf-8")
    print(f"{len(found)} articles, {sum(len(article['text'].split()) for article in found)} words")


if __name__ == "__main__":
    main()
