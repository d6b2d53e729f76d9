"""What the tests of runs, stores and Spark share: a small corpus, and runs that are killed."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from korea_nlp.manifest import read_manifest

TEXTS = [
    "Seoul's spy agency said on Friday that about {0} North Korean soldiers had been killed in Russia.",
    'Pyongyang denied it. "Not one of our men is there," KCNA quoted a spokesman as saying on day {0}.',
    "The U.S. president said {0} missiles had been fired toward the sea, and Tokyo condemned the launch.",
]


def write_corpus(path: Path, articles: int, *, start: int = 0) -> Path:
    """Write short articles as JSON lines."""
    rows = [
        {
            "id": f"a{number}",
            "text": TEXTS[number % 3].format(number + 2),
            "published": f"2025-01-{number % 28 + 1:02d}",
            "publisher": f"Paper {number % 2}",
        }
        for number in range(start, start + articles)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def tables(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table, in the order of the parts' names."""
    manifest = read_manifest(folder)
    names = sorted({table for part in manifest.parts.values() for table in part.rows})
    return {
        name: [row for file in manifest.files(name) for row in pq.ParquetFile(folder / file).read().to_pylist()]
        for name in names
    }


def run_and_kill(corpus: Path, folder: Path, *, kills: int, seed: int, part_size: int, workers: int = 2) -> int:
    """Run a corpus, killing it at random moments and starting it again; return how often it was killed.

    After the last kill it is left to end. Moments are drawn from the time that a first, whole run of the same corpus
    would take from its start, loading included, so that some kills hit the loading and others the reading.
    """
    dice = random.Random(seed)
    command = [sys.executable, "-m", "korea_nlp.cli", "run", str(corpus), "-o", str(folder)]
    command += ["--workers", str(workers), "--part-size", str(part_size)]
    killed = 0
    while killed < kills:
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        before = _parts(folder)
        _wait_for(process, folder, before + dice.randrange(3))
        time.sleep(dice.random())
        if process.poll() is not None:
            break
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        killed += 1
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return killed


def _wait_for(process: "subprocess.Popen[bytes]", folder: Path, parts: int) -> None:
    while process.poll() is None and _parts(folder) < parts:
        time.sleep(0.05)


def _parts(folder: Path) -> int:
    manifest = folder / "manifest.jsonl"
    return manifest.read_bytes().count(b"\n") if manifest.exists() else 0
