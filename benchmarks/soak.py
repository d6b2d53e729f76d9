"""A soak: real articles, while workers and runs are killed, the disk is full and two readers ask; then all is checked.

    python benchmarks/soak.py ARTICLES.jsonl.gz [--articles 5000] [--words 250] [--step 1000] [--minutes 60]
        [--kills 40] [--part-size 64] [--workers 2] [--seed 1] [--write docs/trust.md]

``korea-nlp run`` reads the articles, or with ``--words`` so many words of each; ``--step`` of them come in at a time,
and with ``--minutes`` no more once these are over. At random moments a worker, or now and then the whole run, gets a
SIGKILL; a run that was killed is started again. The disk holds a part of the first step alone and is made larger once
it was full (a tmpfs, where this process may mount one). Two readers open the store, ask and close it all the while. At
the end each article must be there once or told as failed, every span must say its words, in order, every id that is
referred to must be there, what the relations join too, and a sample that is read anew must give the same records.
``--write`` puts the table between the marks ``<!-- soak -->`` of a page. Linux alone; the exit status says whether all
holds.
"""

import argparse
import json
import math
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from memory import BAR, first_articles, held, write_between  # noqa: E402

import korea_nlp  # noqa: E402
from korea_nlp import Article, Record  # noqa: E402
from korea_nlp.errors import StoreError  # noqa: E402
from korea_nlp.manifest import read_manifest  # noqa: E402
from korea_nlp.pool import DIED  # noqa: E402
from korea_nlp.records.codec import misplaced  # noqa: E402

SAMPLE = 40  # articles that are read anew
GAP = 40  # seconds of the processor that workers take between two kills, at most; a quarter of it as they start
SET_ASIDE = 3  # the status of a run that read all but what failed: whatever its workers died at time and again
TICKS = os.sysconf("SC_CLK_TCK")
REST = 5  # times as long as a reader asked, so that two leave the machine to the run
Rows = dict[str, Any]


def main() -> int:
    """Run the soak and print its table."""
    options = parse()
    articles = first_articles(options.corpus, options.articles, options.words)
    with tempfile.TemporaryDirectory() as name:
        sizes = [len(article.text) for article in articles]  # tables take about as much
        disk = Disk(Path(name) / "disk", small=sum(sizes[: options.step]) // 2, large=sum(sizes) * 20)
        try:
            rows = Soak(Path(name) / "news.jsonl", disk, options).run(articles)
            rows |= check(disk.folder / "out", articles[: rows["articles"]], options.seed)
        finally:
            disk.close()
    table = "\n".join(["| what | |", "|---|---:|", *(f"| {name} | {shown(value)} |" for name, value in rows.items())])
    print(table)
    if options.write:
        write_between("soak", table, options.write)
    wrong = sum(value for name, value in rows.items() if name.startswith("wrong: "))
    return 0 if not wrong and rows["peak of a worker, MB"] <= BAR else 1


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--words", type=int, help="of each article; all when not given")
    parser.add_argument("--step", type=int, default=1_000)
    parser.add_argument("--minutes", type=float, default=math.inf)
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--part-size", type=int, default=64)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", type=Path)
    return parser.parse_args()


def shown(value: Any) -> str:
    """Return a value as it stands in the table."""
    return f"{value:,}" if isinstance(value, int | float) else str(value)


class Disk:
    """A disk that is too small at first, where this process may mount one; else a folder."""

    def __init__(self, folder: Path, *, small: int, large: int) -> None:
        folder.mkdir()
        self.folder, self.large = folder, large
        size = f"size={small}"
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], capture_output=True, check=False)
        self.small = self.mounted = done.returncode == 0

    def grow(self) -> None:
        """Make it large enough."""
        subprocess.run(["mount", "-o", f"remount,size={self.large}", self.folder], check=True)
        self.small = False

    def close(self) -> None:
        """Unmount it."""
        if self.mounted:
            subprocess.run(["umount", self.folder], check=False)


class Soak:
    """Runs, those who kill them, and those who read meanwhile."""

    def __init__(self, corpus: Path, disk: Disk, options: argparse.Namespace) -> None:
        self.corpus, self.out, self.disk, self.kills = corpus, disk.folder / "out", disk, options.kills
        self.step, self.minutes = options.step, options.minutes
        self.dice = random.Random(options.seed)
        self.command = [sys.executable, "-m", "korea_nlp.cli", "run", str(corpus), "-o", str(self.out)]
        self.command += ["--workers", str(options.workers), "--part-size", str(options.part_size)]
        self.killed = {"worker": 0, "run": 0}
        self.full = self.asked = self.given_up = 0
        self.peaks: list[int] = []
        self.broken: list[str] = []
        self.over = threading.Event()

    def run(self, articles: list[Article]) -> Rows:
        """Run until all is read, or the time is over; say what was done and how much memory it took."""
        start, given = time.time(), 0
        readers = [threading.Thread(target=self.read) for _ in range(2)]
        for reader in readers:
            reader.start()
        try:
            while given < len(articles) and time.time() < start + self.minutes * 60:
                more = articles[given : given + self.step]
                with self.corpus.open("a") as file:
                    file.writelines(json.dumps(asdict(article)) + "\n" for article in more)
                given += len(more)
                while not self.run_once():
                    pass
        finally:
            self.over.set()
            for reader in readers:
                reader.join()
        for said in self.broken[:5]:
            print("a reader was told:", said, file=sys.stderr)
        half = len(self.peaks) // 2
        return {
            "articles": given,
            "words": sum(len(article.text.split()) for article in articles[:given]),
            "minutes": round((time.time() - start) / 60, 1),
            "load average": round(os.getloadavg()[0], 1),
            "workers killed": self.killed["worker"],
            "runs killed": self.killed["run"],
            "runs given up, as workers died too often": self.given_up,
            "times that the disk was full": self.full if self.disk.mounted else "not tried",
            "answers to readers": self.asked,
            "wrong: answers that broke": len(self.broken),
            "peak of a worker, MB": max(self.peaks),
            "the same in the first and second half, MB": f"{max(self.peaks[:half])}, {max(self.peaks[half:])}",
        }

    def run_once(self) -> bool:
        """Start the run and kill what is to be killed; tell whether all is read."""
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(self.command, stderr=said)
            taken: dict[int, float] = {}  # by workers, those that are gone too
            wait = self.dice.random() * GAP
            while process.poll() is None:
                time.sleep(0.2)
                workers = list(children(process.pid))
                self.peaks += [round(held("VmHWM", pid)) for pid in workers]
                taken |= {pid: max(seconds(pid), taken.get(pid, 0.0)) for pid in workers}
                if sum(self.killed.values()) < self.kills and sum(taken.values()) > wait and workers:
                    wait = sum(taken.values()) + self.dice.random() * GAP
                    run = self.dice.random() < 0.2
                    self.killed["run" if run else "worker"] += 1
                    with suppress(ProcessLookupError):
                        os.kill(process.pid if run else self.dice.choice(workers), signal.SIGKILL)
            said.seek(0)
            told = said.read().decode()
        if process.returncode and "the disk is full" in told and self.disk.small:
            self.full += 1
            self.disk.grow()
        elif process.returncode and "before anything was done" in told:
            self.given_up += 1
        elif process.returncode not in (0, SET_ASIDE, -signal.SIGKILL):
            raise RuntimeError(told)
        return process.returncode in (0, SET_ASIDE)

    def read(self) -> None:
        """Open the store, ask and close it, again and again, with a rest."""
        began = time.monotonic()
        while not self.over.wait(0.5 + REST * (time.monotonic() - began)):
            began = time.monotonic()
            if not (self.out / "manifest.jsonl").exists():
                continue
            try:
                with korea_nlp.open_store(self.out) as store:
                    store.search("missile")
                    store.disputes("casualties")
                    self.asked += 2
            except StoreError as error:
                self.broken.append(str(error))


def children(pid: int) -> Iterator[int]:
    """Yield the workers of a run."""
    try:
        pids = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        yield from (int(pid) for pid in pids if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes())
    except OSError:
        return


def seconds(pid: int) -> float:
    """Return how much time of the processor a process took; 0 of one that is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def check(folder: Path, articles: list[Article], seed: int) -> Rows:
    """Return how much there is and how much of it is not as it must be."""
    failed = {row["id"]: row["reason"] for row in map(json.loads, (folder / "failed.jsonl").read_text().splitlines())}
    with korea_nlp.open_store(folder) as store:
        records = {record.id: record for record in store.records()}
        told = [row["article"] for row in store.sql("SELECT article FROM inputs WHERE failed IS NULL").to_pylist()]
        relations = store.disputes(kinds=("DISPUTES", "DENIES", "AGREES", "UPDATES", "CONFIRMS")).to_pylist()
    claims = {(record.id, claim.id) for record in records.values() for claim in record.claims}
    sides = [(row[f"{side}_article"], row[f"{side}_claim"]) for row in relations for side in ("later", "earlier")]
    there = sorted(articles, key=lambda article: article.id)
    sample = random.Random(seed).sample(there, min(SAMPLE, len(there)))
    anew = [result for result in korea_nlp.pipe(sample, nlp=korea_nlp.load()) if isinstance(result, Record)]
    return {
        "parts": len(read_manifest(folder).parts),
        "claims": len(claims),
        "relations": len(relations),
        "set aside, as workers were killed while they read it": sum(reason == DIED for reason in failed.values()),
        "wrong: failed otherwise": sum(reason != DIED for reason in failed.values()),
        "wrong: articles that are not there once": len({article.id for article in articles} ^ {*told, *failed})
        + len(told)
        - len(set(told)),
        "wrong: spans": sum(len(list(misplaced(record))) + disordered(record) for record in records.values()),
        "wrong: ids that lead nowhere": sum(map(dangling, records.values())),
        "wrong: relations of claims that are not there": sum(side not in claims for side in sides),
        f"wrong: of {len(anew)} records read anew": sum(
            record.id not in records or record.to_json() != records[record.id].to_json() for record in anew
        ),
    }


def disordered(record: Record) -> int:
    """Return how many parts of claims have spans that overlap or stand out of order."""
    parts = [part for claim in record.claims for part in (claim.source, claim.cue, claim.content) if part]
    return sum(any(end > start for (_, end), (start, _) in pairwise(part.spans)) for part in parts)


def dangling(record: Record) -> int:
    """Return how many ids of a record are of nothing in it."""
    items = (record.actors, record.quantities, record.times, record.events, record.claims)
    known = {item.id for layer in items for item in layer}
    named = [id for claim in record.claims for id in (*claim.about, *claim.events, *claim.quantities)]
    named += [id for claim in record.claims for id in (claim.time, claim.parent) if id]
    named += [id for claim in record.claims if claim.source for id in claim.source.actors]
    named += [id for event in record.events for id in (*event.quantities, *filter(None, [event.time]))]
    return sum(id not in known for id in named)


if __name__ == "__main__":
    sys.exit(main())
