"""Keep marks of articles without their words, and join them with the articles again.

    python scripts/marks.py strip GOLD.jsonl POOL.jsonl.gz -o gold/pool.jsonl.gz
    python scripts/marks.py join gold/pool.jsonl.gz POOL.jsonl.gz -o work/pool.jsonl

Texts of the press are not ours to hand on; where something stands in them is. A marked article is a part of one of the
pool: at which character it begins, its length and the SHA-256 of its text stand with the marks. The id of a part that
is not the beginning has a dot and a number after the article's.
"""

import argparse
import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

NOT_THERE = "the pool has no such article, or with other words"
WORDS = ("text", "place", "time", "counted")  # what quotes an article


def digest(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def without_words(value: Any) -> Any:
    """Return marks without what quotes the article."""
    if isinstance(value, dict):
        return {key: without_words(inner) for key, inner in value.items() if key not in WORDS}
    return [without_words(inner) for inner in value] if isinstance(value, list) else value


def with_words(value: Any, text: str) -> Any:
    """Return marks with the words that stand where they point to."""
    if isinstance(value, list):
        return [with_words(inner, text) for inner in value]
    if not isinstance(value, dict):
        return value
    found = {key: with_words(inner, text) for key, inner in value.items()}
    if "spans" in found:
        found["text"] = " … ".join(text[start:end] for start, end in found["spans"])
    if "start" in found:
        found["text"] = text[found["start"] : found["end"]]
    return found


def _of(id: str, pool: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the article that a part is of."""
    return pool.get(id.partition(".")[0], {"text": ""})


def strip(articles: Iterable[dict[str, Any]], pool: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield marked articles without their words.

    Raises:
        SystemExit: The pool lacks an article, or has it with other words; says which.
    """
    for article in articles:
        text = article["text"]
        begin = _of(article["id"], pool)["text"].find(text)
        if begin < 0:
            raise SystemExit(f"{article['id']}: {NOT_THERE}")
        kept = {key: value for key, value in article.items() if key not in ("text", "published", "source")}
        yield {"begin": begin, "characters": len(text), "sha256": digest(text), **without_words(kept)}


def join(marked: Iterable[dict[str, Any]], pool: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield marked articles with their words.

    Raises:
        SystemExit: The pool lacks an article, or has it with other words; says which.
    """
    for marks in marked:
        article, begin = _of(marks["id"], pool), marks.pop("begin", 0)
        text = article["text"][begin : begin + marks.pop("characters")]
        if digest(text) != marks.pop("sha256"):
            raise SystemExit(f"{marks['id']}: {NOT_THERE}")
        yield {
            "id": marks.pop("id"),
            "published": article["published"],
            "source": article["source"],
            "text": text,
            **with_words(marks, text),
        }


def read(path: Path) -> list[dict[str, Any]]:
    """Return the articles of a file of JSON lines."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    return [json.loads(line) for line in text.splitlines() if line]


def main() -> None:
    """Read the arguments and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=("strip", "join"))
    parser.add_argument("gold", type=Path)
    parser.add_argument("pool", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    made = strip if args.verb == "strip" else join
    found = made(read(args.gold), {article["id"]: article for article in read(args.pool)})
    lines = [json.dumps(article, ensure_ascii=False, separators=(",", ":")) + "\n" for article in found]
    data = "".join(lines).encode()
    args.output.parent.mkdir(parents=True, exist_ok=True)
    args.output.write_bytes(gzip.compress(data, mtime=0) if args.output.suffix == ".gz" else data)


if __name__ == "__main__":
    main()
