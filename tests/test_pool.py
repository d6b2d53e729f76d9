"""Workers that die at any moment, alone and under load: nothing hangs, and nothing is lost."""

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from korea_nlp import Article, Failure, pool, run
from korea_nlp.errors import WorkerError
from korea_nlp.pool import ADVANCE, READING, work_through

DEATHS = int(os.environ.get("KOREA_NLP_DEATHS", "20"))
HEAD = """
import multiprocessing, os, random, signal, sys, threading, time
import spacy, korea_nlp
from korea_nlp.batch import RunOptions
from korea_nlp.errors import WorkerError
from spacy.language import Language

@Language.component("deadly")
def deadly(doc):
    if "deadly" in doc.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return doc

def pipeline():
    nlp = spacy.blank("en")
    nlp.add_pipe("korea_article", config={"versions": {"model": "none"}})
    nlp.add_pipe("deadly")
    nlp.meta["notes"] = "x" * 300_000  # more than a pipe holds
    return nlp

def read():
    articles = korea_nlp.read_articles("news.jsonl")
    return [result.id for result in korea_nlp.pipe(articles, nlp=pipeline(), n_process=2, batch_size=2)]

def run():
    options = RunOptions(part_size=2)
    return korea_nlp.run_corpus(["news.jsonl"], "out", nlp=pipeline(), workers=2, options=options)
"""
KILLING = """
def kill():
    killed = set()
    while len(killed) < 3:
        for child in multiprocessing.active_children():
            if child.pid not in killed and len(killed) < 3:
                os.kill(child.pid, signal.SIGKILL)
                killed.add(child.pid)
        time.sleep(0.01)

if __name__ == "__main__":
    threading.Thread(target=kill, daemon=True).start()
    print(*read())
    print(run())
"""
QUICK = """
if __name__ == "__main__":
    multiprocessing.set_forkserver_preload(["korea_nlp"])
    korea_nlp.pool.METHOD = "forkserver"
    print(run())
"""
RANDOM = """
DEATHS = int(sys.argv[1])
killed, results, over = set(), [], threading.Event()

def kill():
    dice, done, since = random.Random(1), 0, 0
    while len(killed) < DEATHS and not over.wait(dice.random() / 4):
        done, since = (done, since) if done == len(results) else (len(results), 0)
        children = [child for child in multiprocessing.active_children() if child.pid not in killed]
        if children and since < 5:
            victim = dice.choice(children)
            victim.kill()
            killed.add(victim.pid)
            since += 1

def articles():
    for number in range(10**9):
        if len(killed) >= DEATHS:
            return
        yield korea_nlp.Article(f"a{number}", f"Seoul said {number}.")
        time.sleep(0.005)

if __name__ == "__main__":
    multiprocessing.set_forkserver_preload(["korea_nlp.batch.workers", "korea_nlp.components.article"])
    korea_nlp.pool.METHOD = "forkserver"
    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    for result in korea_nlp.pipe(articles(), nlp=pipeline(), n_process=2, batch_size=4, check_language=False):
        results.append(result)
    over.set()
    killer.join()
    assert len(killed) == DEATHS
    for number, result in enumerate(results):
        assert (result.id, result.text) == (f"a{number}", f"Seoul said {number}."), result
    print(len(killed), len(results) >= DEATHS)
"""
UNGUARDED = """
try:
    read()
except WorkerError as error:
    print(error)
run()
"""


def script(
    tmp_path: Path, code: str, *arguments: str, deadly: int = -1, timeout: float = 600
) -> "subprocess.CompletedProcess[str]":
    (tmp_path / "script.py").write_text(HEAD + code)
    lines = [
        {"id": f"a{number}", "text": "deadly" if number == deadly else f"Seoul said {number}."} for number in range(6)
    ]
    (tmp_path / "news.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    command = [sys.executable, "script.py", *arguments]
    return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=timeout, check=False)


def test_workers_that_are_killed_as_they_start_are_replaced(tmp_path):
    done = script(tmp_path, KILLING)

    read, outcome = done.stdout.splitlines()
    assert read.split() == [f"a{number}" for number in range(6)]
    assert outcome.startswith("Outcome(articles=6, failed=0,")


def test_a_script_without_the_guard_is_told_in_one_sentence(tmp_path):
    done = script(tmp_path, UNGUARDED)

    assert done.returncode == 1
    assert done.stderr.count("Traceback") == 1
    for said in (done.stdout, done.stderr):
        assert said.count("worker processes end as they start (exit code 1)") == 1
        assert "`if __name__ == '__main__':`" in said


def test_an_article_that_kills_its_worker_is_set_aside(tmp_path):
    done = script(tmp_path, QUICK, deadly=3)

    assert done.stdout.startswith("Outcome(articles=6, failed=1,"), done.stderr
    (failed,) = map(json.loads, (tmp_path / "out/failed.jsonl").read_text().splitlines())
    assert failed == {"id": "a3", "reason": pool.DIED}


def test_an_article_that_kills_is_a_failure_in_its_place(tmp_path):
    batch = [Article("a", "x"), Article("a", "y"), Failure("line 3", "no JSON")]

    assert run._Batches(tmp_path, False, frozenset()).without(batch, 1) == [batch[0], Failure("a", pool.DIED), batch[2]]


def test_random_deaths_of_those_who_read_change_nothing(tmp_path):
    """KOREA_NLP_DEATHS=2000 is the long one; a hang ends with the time that is allowed."""
    done = script(tmp_path, RANDOM, str(DEATHS), timeout=300 + DEATHS * 3)

    assert done.stdout.split() == [str(DEATHS), "True"], done.stderr


# --- the pool by itself --------------------------------------------------------------------------------------------


@pytest.fixture
def quick(monkeypatch):
    """Processes that start in a moment, as one that has imported everything already parts in two."""
    multiprocessing.set_forkserver_preload(["korea_nlp.pool"])
    monkeypatch.setattr(pool, "METHOD", "forkserver")


class Counting:
    """Counts letters, without those that were taken out; some of them do what real articles did."""

    def __init__(self, files: Path) -> None:
        self.files = files

    def start(self) -> None:
        if (self.files / "cannot start").exists():
            os.kill(os.getpid(), signal.SIGKILL)

    def do(self, task: str, tell: pool.Tell, *, careful: bool) -> int:
        for place, letter in enumerate(task):
            if careful:
                tell(READING, place)
            if letter == "!":
                os.kill(os.getpid(), signal.SIGKILL)
            if letter == "e":
                raise OSError(28, "No space left on device")
            if letter == "?":
                self.files.joinpath(f"busy {os.getpid()}").touch()
                time.sleep(0.2)
                if len(list(self.files.glob("busy *"))) > 1:
                    os.kill(os.getpid(), signal.SIGKILL)
                self.files.joinpath(f"busy {os.getpid()}").unlink()
            tell(ADVANCE, 1)
        return len(task.replace("_", ""))

    def without(self, task: str, place: object) -> str:
        return "".join("_" if at == place else letter for at, letter in enumerate(task))


def work(folder: Path, tasks: list[str], *, workers: int = 2) -> tuple[dict[int, int], int]:
    told: list[int] = []
    return dict(work_through(Counting(folder), tasks, workers=workers, advance=told.append)), sum(told)


def test_each_task_is_done_once(quick, tmp_path):
    assert work(tmp_path, ["a" * number for number in range(9)]) == ({number: number for number in range(9)}, 36)


def test_what_kills_its_worker_is_found_and_nothing_else(quick, tmp_path):
    found, told = work(tmp_path, ["abc", "ab!c", "!", "abcd"])

    assert found == {0: 3, 1: 3, 2: 0, 3: 4}
    assert told == 12


def test_what_dies_only_where_others_are_busy_is_done_alone(quick, tmp_path):
    assert dict(work_through(Lonely(tmp_path), ["?a"] * 4, workers=2)) == dict.fromkeys(range(4), 2)


class Lonely(Counting):
    """Forgets who was busy and died, as a machine would."""

    def do(self, task: str, tell: pool.Tell, *, careful: bool) -> int:
        for mark in self.files.glob("busy *"):
            with suppress(ProcessLookupError):
                os.kill(int(mark.name.split()[1]), 0)
                continue
            mark.unlink(missing_ok=True)
        return super().do(task, tell, careful=careful)


def test_workers_that_never_start_are_made_fewer_and_given_up(quick, tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "PATIENCE", 2)
    (tmp_path / "cannot start").touch()

    with (
        pytest.warns(RuntimeWarning, match="going on with 1 at once"),
        pytest.raises(WorkerError, match=r"ended 2 times by signal 9 before anything was done; is there memory"),
    ):
        work(tmp_path, ["abc"] * 3)


@pytest.mark.parametrize(("life", "processes"), [(0, 4), (3600, 1)])
def test_a_worker_that_is_old_is_replaced(quick, tmp_path, monkeypatch, life, processes):
    monkeypatch.setattr(pool, "LIFE", life)

    assert len({pid for _, pid in work_through(Named(tmp_path), "abcd", workers=1)}) == processes


class Named(Counting):
    def do(self, task: str, tell: pool.Tell, *, careful: bool) -> int:
        return os.getpid()


def test_no_workers_are_refused(tmp_path):
    with pytest.raises(WorkerError, match="0 worker processes do nothing"):
        work(tmp_path, ["abc"], workers=0)


def test_what_a_worker_raises_is_raised(quick, tmp_path):
    with pytest.raises(OSError, match="No space left"):
        work(tmp_path, ["abc", "e"])


def test_a_pool_that_is_left_ends_its_workers(quick, tmp_path):
    results = work_through(Counting(tmp_path), ["a"] * 20, workers=2)
    next(results)
    workers = [child.pid for child in multiprocessing.active_children()]
    results.close()

    assert workers
    for pid in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_random_deaths_change_nothing(quick, tmp_path):
    """At most five die between two tasks that are done."""
    dice, killed, over = random.Random(1), set(), threading.Event()
    found: dict[int, int] = {}

    def kill() -> None:
        done = since = 0
        while len(killed) < DEATHS and not over.wait(dice.random() / 4):
            done, since = (done, since) if done == len(found) else (len(found), 0)
            children = [child for child in multiprocessing.active_children() if child.pid not in killed]
            if children and since < 5:
                victim = dice.choice(children)
                with suppress(ProcessLookupError):
                    os.kill(victim.pid, signal.SIGKILL)
                    killed.add(victim.pid)
                    since += 1

    def tasks():
        for number in range(10**9):
            if len(killed) >= DEATHS:
                return
            yield "a" * (number % 7 + 1)
            time.sleep(0.02)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    try:
        for place, result in work_through(Counting(tmp_path), tasks(), workers=2):
            found[place] = result
    finally:
        over.set()
        killer.join()
    assert len(killed) == DEATHS
    assert found == {number: number % 7 + 1 for number in range(len(found))}
