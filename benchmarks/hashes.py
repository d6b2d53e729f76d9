"""Whether the same articles give the same bytes, run after run, by one process and by two, in batches of any size.

    python benchmarks/hashes.py [FILE ...] [--data DIR] [--batch-sizes 1,32,256] [--workers 1,2] [--json FILE]

Reads files of articles (by default all of the shared data) once a setting, each time in a new process with another seed
of Python's hashes, and compares the SHA-256 of every record with the first reading. The first setting is read twice.
Prints a Markdown table, and the articles that differ; the exit status is 1 where there are any.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import tee
from pathlib import Path

import korea_nlp

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
FILES = (
    *("korea/kcna.jsonl", "korea/korea-dev.jsonl", "korea/press-dev.jsonl", "korea/csis-provocations-dev.jsonl"),
    *("korea/csis-nk-russia-dev.jsonl", "attribution/dev.jsonl", "quantities/newsquant-dev.jsonl"),
    *("events/plv-news-dev.jsonl", "events/plv-codebook-dev.jsonl", "events/plover-gsr-dev.jsonl"),
)
SHOWN = 20  # articles that differ, named in the table's foot
Digests = dict[str, str]  # of the records, by file and id of the article


@dataclass(frozen=True, slots=True)
class Setting:
    """How a reading is done: by how many processes, so many articles at a time."""

    workers: int
    batch_size: int


def main(arguments: list[str] | None = None) -> int:
    """Run the comparison; the exit status says whether all readings are alike."""
    options = parse(arguments)
    if options.setting:
        for key, digest in digests(options.files, Setting(*options.setting), options.model):
            print(json.dumps([key, digest]))
        return 0
    files = options.files or [options.data / name for name in FILES]
    if absent := [str(file) for file in files if not file.is_file()]:
        print(f"SKIPPED: {', '.join(absent)} not there")
        return 0
    settings = [Setting(workers, size) for workers in options.workers for size in options.batch_sizes]
    found = compare(files, [settings[0], *settings], options.model)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return int(any(row["different"] for row in found))


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """Read the command line."""

    def numbers(given: str) -> list[int]:
        return [int(number) for number in given.split(",")]

    parser = argparse.ArgumentParser(description="whether the same articles give the same bytes")
    parser.add_argument("files", nargs="*", type=Path, help="files of articles, as for korea-nlp extract")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the shared data")
    parser.add_argument("--batch-sizes", type=numbers, default=[32, 1, 256])
    parser.add_argument("--workers", type=numbers, default=[1, 2])
    parser.add_argument("--model", default="default")
    parser.add_argument("--json", type=Path, help="a file to write the table to as well")
    parser.add_argument("--setting", type=numbers, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def compare(files: list[Path], settings: list[Setting], model: str) -> list[dict[str, object]]:
    """Read the files once a setting, print a row for each, and return the rows."""
    print("| run | workers | batch size | records | s | SHA-256 of all records | different |")
    print("|---:|---:|---:|---:|---:|---|---:|")
    first: Digests = {}
    rows: list[dict[str, object]] = []
    for number, setting in enumerate(settings, 1):
        started = time.monotonic()
        found = read_apart(files, setting, seed=number, model=model)
        spent = time.monotonic() - started
        first = first or found
        differing = different(first, found)
        whole = hashlib.sha256("".join(found.values()).encode()).hexdigest()
        print(
            f"| {number} | {setting.workers} | {setting.batch_size} | {len(found):,} | {spent:.0f} | `{whole[:16]}` |"
            f" {len(differing)} |",
            flush=True,
        )
        for key in differing[:SHOWN]:
            print(f"    {key}", file=sys.stderr)
        row = {"workers": setting.workers, "batch_size": setting.batch_size, "records": len(found)}
        rows.append({**row, "sha256": whole, "different": differing})
    return rows


def different(first: Digests, found: Digests) -> list[str]:
    """Return what does not stand in both readings with the same digest."""
    return sorted(key for key in first.keys() | found.keys() if first.get(key) != found.get(key))


def read_apart(files: list[Path], setting: Setting, *, seed: int, model: str) -> Digests:
    """Return the digests of a reading in a process of its own."""
    options = ["--model", model, "--setting", f"{setting.workers},{setting.batch_size}"]
    done = subprocess.run(
        [sys.executable, __file__, *options, *map(str, files)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
    )
    return dict(json.loads(line) for line in done.stdout.splitlines())


def digests(files: list[Path], setting: Setting, model: str) -> Iterator[tuple[str, str]]:
    """Yield the digest of each record, or of the reason why there is none."""
    named = ((file.name, item) for file in files for item in korea_nlp.read_articles(file))
    names, articles = tee(named)
    results = korea_nlp.pipe(
        (item for _, item in articles),
        nlp=korea_nlp.load(model),
        n_process=setting.workers,
        batch_size=setting.batch_size,
    )
    for (name, _), result in zip(names, results, strict=True):
        line = result.reason if isinstance(result, korea_nlp.Failure) else result.to_json()
        yield f"{name} {result.id}", hashlib.sha256(line.encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
