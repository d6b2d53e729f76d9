"""Shards turned into parts, in this process or by workers."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time

from spacy.language import Language

from korea_nlp.batch import inputs
from korea_nlp.batch.parts import with_failures, write_part
from korea_nlp.batch.process import Advance, Begin, process_batch, versions
from korea_nlp.batch.shards import Shard, to_batch
from korea_nlp.manifest import Part
from korea_nlp.pool import ADVANCE, READING, Tell, work_through
from korea_nlp.shipping import packed, unpack


@dataclass(frozen=True, slots=True)
class Job:
    """How shards are read and where their parts go."""

    folder: Path
    read_title: bool
    batch_size: int
    min_confidence: float | None = None


def run_here(shards: Iterable[Shard], nlp: Language, job: Job, advance: Advance) -> Iterator[Part]:
    """Yield the part of each shard, read in this process."""
    for shard in shards:
        yield _make_part(shard, nlp, job, advance)


def run_pool(shards: Iterable[Shard], nlp: Language, job: Job, advance: Advance, *, workers: int) -> Iterator[Part]:
    """Yield the part of each shard as it is done.

    A worker that dies takes nothing with it: what it was reading is read again, and an article that kills who reads it
    is set aside as failed.
    """
    with packed(nlp) as files:
        for _, part in work_through(_Shards(files, job), shards, workers=workers, advance=advance):
            yield part


class _Shards:
    """What worker processes do for ``run_corpus``."""

    _nlp: Language

    def __init__(self, files: Path, job: Job) -> None:
        self.files, self._job = files, job

    def start(self) -> None:
        self._nlp = unpack(self.files)

    def do(self, shard: Shard, tell: Tell, *, careful: bool) -> Part:
        def advance(articles: int) -> None:
            tell(ADVANCE, articles)

        def begin(ids: list[str]) -> None:
            tell(READING, ids[0] if ids else None)

        if not careful:
            return _make_part(shard, self._nlp, self._job, advance)
        return _make_part(shard, self._nlp, replace(self._job, batch_size=1), advance, begin)

    def without(self, shard: Shard, id: Hashable) -> Shard:
        return replace(shard, deadly=shard.deadly | {str(id)})


def _make_part(shard: Shard, nlp: Language, job: Job, advance: Advance, begin: Begin | None = None) -> Part:
    start = process_time()
    batches = process_batch(
        to_batch(shard.articles, shard.copy_of),
        nlp=nlp,
        read_title=job.read_title,
        advance=advance,
        batch_size=job.batch_size,
        min_confidence=job.min_confidence,
        begin=begin,
    )
    if begin:
        begin([])
    batches[inputs.TABLE] = with_failures(batches[inputs.TABLE], shard)
    words = sum(len(article.text.split()) for article in shard.articles)
    return write_part(job.folder, shard, batches, seconds=process_time() - start, versions=versions(nlp), words=words)
