"""Worker processes: one pool for all that reads in parallel, which nothing that befalls a worker can hang.

Each worker holds a copy of the job and does one task at a time. What it is given and what it gives goes through a pipe
of its own, so that a worker that dies, at whatever moment, takes its task with it and nothing else. That task is done
again with care: by itself, no other worker busy, and telling what it is at. What kills its worker ``CONVICTED`` times
in a row so is set aside. Workers that die ``PATIENCE`` times before anything is done are made fewer and, where there is
one left, given up.
"""

import multiprocessing
import os
import shutil
import signal
import threading
import time
import traceback
import warnings
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from korea_nlp.errors import KoreaNLPError, WorkerError

AHEAD = 4  # tasks a worker between the first that is not done and the last that is begun
CONVICTED = 3
PATIENCE = 8
LIFE = 3_600  # seconds until a worker is replaced: spaCy keeps some bytes of every new word, in a memory zone too
TICK = 0.5  # seconds between two looks at who is alive
DIED = "the process that read it died (out of memory?); read it alone with 'extract' to see why."
GUARD = (
    "worker processes end as they start (exit code {code}): a script that asks for them must be a file, and start what"
    " it does under `if __name__ == '__main__':`."
)
TaskT = TypeVar("TaskT")
ResultT = TypeVar("ResultT", covariant=True)
Tell = Callable[[str, Any], None]
READING = "reading"  # told with what is about to be read, or None
ADVANCE = "advance"  # told with a number of articles that are done
READY, RESULT, ERROR, DEAD = "ready", "result", "error", "dead"
METHOD = "spawn"  # the one way to start a process that every system has and no thread can spoil


class Job(Protocol[TaskT, ResultT]):
    """What workers do. A copy goes to each through a pipe, so it is small; what is large waits in ``files``.

    Attributes:
        files: A folder, which a worker removes when the process that started it is gone.
    """

    files: Path

    def start(self) -> None:
        """Make ready, in a worker."""

    def do(self, task: TaskT, tell: Tell, *, careful: bool) -> ResultT:
        """Do a task, in a worker.

        Args:
            task: What to do; that of a worker that died is done again.
            tell: Takes ``ADVANCE`` with numbers, and of who is careful ``READING``.
            careful: Read one thing after another, and tell of each before it is read.
        """

    def without(self, task: TaskT, what: Hashable) -> TaskT:
        """Return a task without something that kills who reads it."""


def work_through(
    job: Job[TaskT, ResultT],
    tasks: Iterable[TaskT],
    *,
    workers: int,
    advance: Callable[[int], None] = lambda _: None,
) -> Iterator[tuple[int, ResultT]]:
    """Yield what comes of each task as it is done, with the task's place among them.

    Args:
        job: What to do.
        tasks: Taken as workers are free, at most ``AHEAD`` a worker before the oldest that is not done.
        workers: How many at most.
        advance: Called with a number of articles whenever so many more are done.

    Raises:
        WorkerError: Workers cannot start, or die again and again; says what to do. What ``job.do`` raises is raised
            here too.
    """
    pool = _Pool(job, tasks, workers, advance)
    try:
        yield from pool.results()
    finally:
        pool.close()


def end_if_imported() -> None:
    """End a process that came to be as a worker's and runs the script that asks for workers, for want of a guard.

    The one that started it says so.
    """
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        raise SystemExit(1)


class _Worker(Generic[TaskT]):
    """A process, and what it is doing: the place of its task, the task, and whether with care."""

    def __init__(self, job: Job[TaskT, Any]) -> None:
        context: Any = multiprocessing.get_context(METHOD)
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(job, theirs), daemon=True)
        try:
            self.process.start()
        except OSError as error:
            raise WorkerError(f"a worker process cannot be started: {error}; ask for fewer.") from error
        finally:
            theirs.close()
        self.born = time.monotonic()
        self.ready = False
        self.task: tuple[int, TaskT, bool] | None = None
        self.reading: Hashable = None
        self.done = 0

    def give(self, task: tuple[int, TaskT, bool]) -> None:
        """Give it a task, now or when it is ready; one that died meanwhile is noticed when it is listened to."""
        self.task, self.reading, self.done = task, None, 0
        if self.ready:
            with suppress(OSError):
                self.connection.send(task[1:])

    def is_old(self) -> bool:
        """Tell whether it has worked long enough."""
        return time.monotonic() - self.born >= LIFE

    def hear(self) -> tuple[str, Any]:
        """Return what it says next."""
        try:
            said: tuple[str, Any] = self.connection.recv()
        except (EOFError, OSError):
            return DEAD, None
        return said

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.connection.close()


class _Pool(Generic[TaskT, ResultT]):
    def __init__(
        self, job: Job[TaskT, ResultT], tasks: Iterable[TaskT], workers: int, advance: Callable[[int], None]
    ) -> None:
        end_if_imported()
        if workers < 1:
            raise WorkerError(f"{workers} worker processes do nothing; ask for one or more.")
        self._job, self._tasks, self._advance = job, enumerate(tasks), advance
        self._limit = workers
        self._workers: list[_Worker[TaskT]] = []
        self._open: dict[int, int] = {}  # tasks that are begun and not done → articles of them that were told
        self._again: deque[tuple[int, TaskT]] = deque()
        self._lost: deque[tuple[int, TaskT]] = deque()  # to be done again with care
        self._suspects: dict[int, tuple[Hashable, int]] = {}  # task → what it died at, how many times in a row
        self._begun = 0
        self._more = True
        self._deaths = 0  # since something was done

    def results(self) -> Iterator[tuple[int, ResultT]]:
        while True:
            self._hand_out()
            if not self._open:
                return
            self._watch()
            for worker in self._speaking():
                yield from self._listen(worker)

    def close(self) -> None:
        for worker in self._workers:
            worker.end()
        self._workers = []

    # --- handing out -----------------------------------------------------------------------------------------------

    def _hand_out(self) -> None:
        for worker in [worker for worker in self._workers if worker.task is None and worker.is_old()]:
            self._dismiss(worker)
        while (task := self._next()) is not None:
            idle = next((worker for worker in self._workers if worker.task is None), None)
            if idle is None:
                idle = _Worker(self._job)
                self._workers.append(idle)
            idle.give(task)
        idle_ones = [worker for worker in self._workers if worker.task is None]
        for worker in idle_ones[: max(len(self._workers) - self._limit, 0)]:
            self._dismiss(worker)

    def _dismiss(self, worker: _Worker[TaskT]) -> None:
        self._workers.remove(worker)
        worker.end()

    def _next(self) -> tuple[int, TaskT, bool] | None:
        """Return a task that may be begun now."""
        busy = [worker.task for worker in self._workers if worker.task is not None]
        if self._lost:
            return None if busy else (*self._lost.popleft(), True)
        if len(busy) >= self._limit or any(careful for _, _, careful in busy):
            return None
        if self._again:
            return (*self._again.popleft(), False)
        if not self._more or (self._open and self._begun - min(self._open) >= AHEAD * self._limit):
            return None
        following = next(self._tasks, None)
        if following is None:
            self._more = False
            return None
        self._begun = following[0] + 1
        self._open[following[0]] = 0
        return (*following, False)

    # --- listening -------------------------------------------------------------------------------------------------

    def _speaking(self) -> list[_Worker[TaskT]]:
        ready = wait([worker.connection for worker in self._workers], TICK)
        return [worker for worker in self._workers if worker.connection in ready]

    def _listen(self, worker: _Worker[TaskT]) -> Iterator[tuple[int, ResultT]]:
        """Take one message of a worker, or see that there is none to come."""
        kind, value = worker.hear()
        if kind == DEAD:
            self._bury(worker)
        elif kind == READY:
            worker.ready = True
            if worker.task is not None:
                worker.give(worker.task)
        elif kind == READING:
            worker.reading = value
        elif kind == ERROR:
            raise value
        elif worker.task is not None:
            place = worker.task[0]
            if kind == ADVANCE:
                worker.done += value
                if (more := worker.done - self._open[place]) > 0:  # what was lost and is done again is told once
                    self._open[place] += more
                    self._advance(more)
            else:  # RESULT
                worker.task = None
                del self._open[place]
                self._suspects.pop(place, None)
                self._deaths = 0
                yield place, value

    def _watch(self) -> None:
        """Bury workers that died without the end of their pipe telling so, as others may hold it."""
        for worker in list(self._workers):
            if not worker.process.is_alive() and not worker.connection.poll():
                self._bury(worker)

    def _bury(self, worker: _Worker[TaskT]) -> None:
        """Go on without a worker that died."""
        self._workers.remove(worker)
        worker.process.join(1)
        worker.end()
        code = worker.process.exitcode or 0
        if not worker.ready and code >= 0:
            raise WorkerError(GUARD.format(code=code))
        self._deaths += 1
        if worker.task is not None:
            place, task, careful = worker.task
            if not worker.ready:
                self._again.append((place, task))
            elif careful and worker.reading is not None and self._is_convicted(place, worker.reading):
                self._again.append((place, self._job.without(task, worker.reading)))
                self._deaths = 0
            else:
                self._lost.append((place, task))
        if self._deaths >= PATIENCE:
            self._lose_patience(code, worker.reading)

    def _is_convicted(self, place: int, what: Hashable) -> bool:
        last, times = self._suspects.pop(place, (what, 0))
        times = times + 1 if last == what else 1
        if times < CONVICTED:
            self._suspects[place] = what, times
        return times >= CONVICTED

    def _lose_patience(self, code: int, what: Hashable) -> None:
        end = f"by signal {-code}" if code < 0 else f"with exit code {code}"
        at = "" if what is None else f", the last one while it read {what!r:.60}"
        said = f"worker processes ended {PATIENCE} times {end} before anything was done{at}"
        if self._limit == 1:
            raise WorkerError(f"{said}; is there memory for one model, and who ends them?")
        self._limit, self._deaths = self._limit // 2, 0
        warnings.warn(f"{said}; going on with {self._limit} at once.", RuntimeWarning, stacklevel=2)


# --- inside a worker -----------------------------------------------------------------------------------------------


def _serve(job: Job[Any, Any], connection: Connection) -> None:
    """Do what comes through a pipe until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for the one who started this process, who ends it
    threading.Thread(target=_end_with_parent, args=(job.files,), daemon=True).start()

    def tell(kind: str, value: Any) -> None:
        connection.send((kind, value))

    try:
        job.start()
        tell(READY, None)
        while True:
            task, careful = connection.recv()
            tell(RESULT, job.do(task, tell, careful=careful))
    except EOFError:
        return
    except Exception as error:
        told = isinstance(error, OSError | KoreaNLPError)
        with suppress(OSError):
            tell(ERROR, error if told else WorkerError("".join(traceback.format_exception(error))))


def _end_with_parent(files: Path) -> None:
    """End this process when the one that started it is gone, however that ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        shutil.rmtree(files, ignore_errors=True)
        os._exit(1)
