"""Worker processes that turn shards into parts, and what happens when one of them dies."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from spacy.language import Language

from korea_nlp.batch import inputs
from korea_nlp.batch.parts import with_failures, write_part
from korea_nlp.batch.process import Advance, Shipped, process_batch, unship, versions
from korea_nlp.batch.shards import Shard, to_batch
from korea_nlp.errors import StoreError
from korea_nlp.manifest import Part
from korea_nlp.records import Article

AHEAD = 2  # shards a worker that wait to be read, so that none is idle
TICK = 0.5  # seconds between two looks at how far the workers are


@dataclass(frozen=True, slots=True)
class Job:
    """How shards are read and where their parts go."""

    folder: Path
    read_title: bool
    batch_size: int


class _Worker:
    """What each worker process holds."""

    nlp: Language
    job: Job
    done: Any  # articles, of all workers


def run_here(shards: Iterable[Shard], nlp: Language, job: Job, advance: Advance) -> Iterator[Part]:
    """Yield the part of each shard, read in this process."""
    for shard in shards:
        yield _make_part(shard, nlp, job, advance)


def run_pool(shards: Iterable[Shard], shipped: Shipped, job: Job, advance: Advance, *, workers: int) -> Iterator[Part]:
    """Yield the part of each shard as it is done.

    A worker that dies takes nothing with it: what was being read is read again, one article after another if need be,
    and the one that kills its worker is set aside as failed.
    """
    context = multiprocessing.get_context("spawn")
    done = context.Value("Q", 0)
    stream = iter(shards)
    lost: list[Shard] = []
    while True:
        pool = ProcessPoolExecutor(workers, context, _start, (shipped, job, done))
        waiting: dict[Future[Part], Shard] = {}
        try:
            yield from _fill(pool, stream, waiting, _counter(done, advance), workers)
            pool.shutdown()
            break
        except BrokenProcessPool:
            lost = [shard for future, shard in waiting.items() if not _is_done(future)]
            yield from (future.result() for future in waiting if _is_done(future))
            if not _survives([], shipped, job):
                raise StoreError("worker processes cannot start; is there memory for one model each?") from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        stream = _chain([_without_deadly(shard, shipped, job) for shard in lost], stream)


def _fill(
    pool: ProcessPoolExecutor,
    shards: Iterator[Shard],
    waiting: dict[Future[Part], Shard],
    tell: Callable[[], None],
    workers: int,
) -> Iterator[Part]:
    more = True
    while more or waiting:
        while more and len(waiting) < AHEAD * workers:
            shard = next(shards, None)
            if shard is None:
                more = False
            else:
                waiting[pool.submit(_work, shard)] = shard
        finished, _ = wait(waiting, timeout=TICK, return_when=FIRST_COMPLETED)
        tell()
        for future in finished:
            part = future.result()
            del waiting[future]
            yield part
    tell()


def _counter(done: Any, advance: Advance) -> Callable[[], None]:
    told = done.value

    def tell() -> None:
        nonlocal told
        now = done.value
        if now > told:
            advance(now - told)
            told = now

    return tell


def _is_done(future: Future[Part]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _chain(first: list[Shard], rest: Iterator[Shard]) -> Iterator[Shard]:
    yield from first
    yield from rest


# --- inside a worker -----------------------------------------------------------------------------------------------


def _start(shipped: Shipped, job: Job, done: Any) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Worker.nlp, _Worker.job, _Worker.done = unship(shipped), job, done


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, however that ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(shard: Shard) -> Part:
    def advance(articles: int) -> None:
        with _Worker.done.get_lock():
            _Worker.done.value += articles

    return _make_part(shard, _Worker.nlp, _Worker.job, advance)


def _make_part(shard: Shard, nlp: Language, job: Job, advance: Advance) -> Part:
    start = perf_counter()
    batches = process_batch(
        to_batch(shard.articles, shard.copy_of),
        nlp=nlp,
        read_title=job.read_title,
        advance=advance,
        batch_size=job.batch_size,
    )
    batches[inputs.TABLE] = with_failures(batches[inputs.TABLE], shard)
    words = sum(len(article.text.split()) for article in shard.articles)
    return write_part(job.folder, shard, batches, seconds=perf_counter() - start, versions=versions(nlp), words=words)


# --- when a worker dies --------------------------------------------------------------------------------------------


def _without_deadly(shard: Shard, shipped: Shipped, job: Job) -> Shard:
    """Return a shard with the articles named that kill the process that reads them."""
    return replace(shard, deadly=frozenset(article.id for article in _deadly(shard.articles, shipped, job)))


def _deadly(articles: list[Article], shipped: Shipped, job: Job) -> list[Article]:
    """Return the articles that kill the process that reads them."""
    if not articles or _survives(articles, shipped, job):
        return []
    if len(articles) == 1:
        return articles
    half = len(articles) // 2
    return _deadly(articles[:half], shipped, job) + _deadly(articles[half:], shipped, job)


def _survives(articles: list[Article], shipped: Shipped, job: Job) -> bool:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context, _start, (shipped, job, context.Value("Q", 0))) as pool:
        try:
            pool.submit(_try, articles).result()
        except BrokenProcessPool:
            return False
    return True


def _try(articles: list[Article]) -> None:
    job = _Worker.job
    process_batch(to_batch(articles), nlp=_Worker.nlp, read_title=job.read_title, batch_size=job.batch_size)
