"""A corpus → a folder of Parquet parts: resumable, in constant memory, by as many processes as you like.

The folder holds one folder a table, ``manifest.jsonl``, which names the parts that are whole, and ``failed.jsonl``.
"""

import errno
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from spacy.language import Language

from korea_nlp.batch.inputs import Item, Known, cleaned, read_inputs, still_failed
from korea_nlp.batch.process import process_batch, schemas, versions
from korea_nlp.batch.shards import Shard, alone, cut, in_families
from korea_nlp.batch.workers import Job, run_here, run_pool
from korea_nlp.corpus import read_articles
from korea_nlp.corpus.language import language_of
from korea_nlp.errors import StoreError, reason
from korea_nlp.manifest import (
    BATCH_SIZE,
    NAME,
    PART_SIZE,
    Manifest,
    Part,
    append,
    broken_parts,
    drop_line,
    line,
    read_manifest,
    write_head,
    write_whole,
)
from korea_nlp.origins import find_origins
from korea_nlp.pool import end_if_imported
from korea_nlp.records import Article, Failure, check_confidence

__all__ = ["BATCH_SIZE", "Outcome", "RunOptions", "new_shards", "open_output", "process_batch", "run_corpus", "schemas"]
FAILED = "failed.jsonl"
LOCK = ".lock"
Corpus = Callable[[], Iterable[Item]]


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a corpus is read.

    Attributes:
        read_title: Read each title too, as a first paragraph.
        skip_copies: Read one article of each family of copies and carry its claims over to those that say the same.
        mix_versions: Add to a folder that another version of the library, the model or the knowledge base wrote.
        retry_failed: Read again what failed before.
        part_size: Articles a part; what is lost at most by a worker that is stopped.
        batch_size: Articles that a pipeline reads at once; a large one helps a model on a GPU, and takes memory.
        min_confidence: Leave claims out that were found with less confidence, as ``drop_unsure`` does; the same for
            all of a folder.
        reading: Options of ``read_articles``, by name: ``{"encoding": "euc-kr", "english_only": True}``.
    """

    read_title: bool = False
    skip_copies: bool = False
    mix_versions: bool = False
    retry_failed: bool = False
    part_size: int = PART_SIZE
    batch_size: int = BATCH_SIZE
    reading: Mapping[str, Any] = field(default_factory=dict)
    min_confidence: float | None = None

    def __post_init__(self) -> None:
        check_confidence(self.min_confidence)

    def articles(self, paths: Iterable[str | Path]) -> Iterator[Item]:
        """Yield the articles of files and folders, and a Failure where one cannot be read."""
        return read_articles(*paths, **self.reading)

    def kept(self) -> dict[str, Any]:
        """Return what must be the same for all parts of a folder."""
        kept = {"read_title": self.read_title, "skip_copies": self.skip_copies}
        return {**kept, "min_confidence": self.min_confidence}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did.

    Attributes:
        articles: Read by this run, ``failed`` and ``copies`` of them among these.
        total: Articles in the folder, and ``total_failed`` that failed and were not read since; ``total_set_aside`` of
            these are in another language than English.
        lost: Names of parts that were found broken and whose articles this corpus did not have.
    """

    articles: int
    failed: int
    copies: int
    total: int
    total_failed: int
    total_set_aside: int = 0
    lost: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, done: Iterable[Part], manifest: Manifest, failed: Iterable[Failure], *, lost: Iterable[str] = ()
    ) -> "Outcome":
        """Return the outcome of a run that read some parts, in a folder that holds these."""
        done, failed = list(done), list(failed)
        return cls(
            articles=sum(part.articles for part in done),
            failed=sum(part.failed for part in done),
            copies=sum(part.copies for part in done),
            total=sum(part.articles - part.failed for part in manifest.parts.values()),
            total_failed=len(failed),
            total_set_aside=sum(language_of(failure) is not None for failure in failed),
            lost=tuple(sorted(lost)),
        )


def run_corpus(
    paths: str | Path | Iterable[str | Path],
    output: str | Path,
    *,
    nlp: Language,
    workers: int = 0,
    options: RunOptions | None = None,
    advance: Callable[[int], None] | None = None,
) -> Outcome:
    """Read what is new in a corpus and add it to a folder of Parquet parts.

    It may be stopped at any moment, in any way; the next run goes on with what is missing. A file is in its place when
    it is whole, and counts when the manifest names it.

    Args:
        paths: A file or folder, or any number of them, as for ``read_articles``.
        output: The folder; ``open_store`` opens it.
        nlp: The pipeline.
        workers: Processes that read, each with the model in its memory; 0 reads in this process. They are spawned, so
            a script that asks for them needs the ``if __name__ == "__main__":`` guard.
        options: How articles are read.
        advance: Called with a number of articles whenever so many more are done.

    Raises:
        StoreError: The folder holds something else, is being written by another run, was read in another way, or the
            disk is full; says what to do.
        CorpusError: A file of the corpus is missing or broken.
        WorkerError: Worker processes cannot start, or die again and again.

    Example:
        >>> import tempfile, korea_nlp
        >>> from korea_nlp.lexicon import data_file
        >>> articles, folder = data_file("samples/articles.jsonl"), tempfile.TemporaryDirectory()
        >>> nlp = korea_nlp.load()
        >>> run_corpus([articles], folder.name, nlp=nlp).articles
        12
        >>> run_corpus([articles], folder.name, nlp=nlp).articles  # all of it is there
        0
        >>> folder.cleanup()
    """
    if workers:
        end_if_imported()
    options, folder = options or RunOptions(), Path(output)
    job = Job(folder, options.read_title, options.batch_size, options.min_confidence)
    corpus: Corpus = partial(options.articles, [paths] if isinstance(paths, str | Path) else list(paths))
    with _whole_disk(folder), open_output(folder, options, versions(nlp)) as (manifest, broken):
        shards = new_shards(corpus, partial(known_of, folder, manifest, options), options)
        tell = advance or (lambda _: None)
        done: list[Part] = []
        parts = run_pool(shards, nlp, job, tell, workers=workers) if workers else run_here(shards, nlp, job, tell)
        try:
            for part in parts:
                append(folder, [line(part)])
                manifest.parts[part.name] = part
                done.append(part)
        finally:
            failed = list(still_failed(partial(read_inputs, folder, manifest)))
            write_whole(folder / FAILED, failure_lines(failed).encode())
        return Outcome.of(done, manifest, failed, lost=set(broken) - set(manifest.parts))


def new_shards(corpus: Corpus, known: Callable[[], Known], options: RunOptions) -> Iterator[Shard]:
    """Yield the shards that are to be read: what of a corpus is not known yet."""
    families = _families(map(cleaned, corpus()), known()) if options.skip_copies else {}
    news = known().news(map(cleaned, corpus()))
    return cut(in_families(news, families) if families else alone(news), options.part_size)


@contextmanager
def open_output(folder: Path, options: RunOptions, versions: dict[str, str]) -> Iterator[tuple[Manifest, list[str]]]:
    """Give the manifest of a folder that is to be written, and the names of parts that were found broken and dropped.

    Raises:
        StoreError: The folder is not ours, in use, or was read in another way.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder / LOCK):
        if not (folder / NAME).exists():
            if any(path.name != LOCK and not path.name.endswith(".tmp") for path in folder.iterdir()):
                raise StoreError(f"{folder}: holds files but no {NAME}; give a folder of its own.")
            write_head(folder, Manifest(options.kept()))
        manifest = read_manifest(folder)
        manifest.check(options.kept(), versions, str(folder), mix=options.mix_versions)
        for draft in folder.glob("*/.*.tmp"):
            draft.unlink(missing_ok=True)  # of a run that was killed
        if broken := broken_parts(folder, manifest):
            append(folder, map(drop_line, broken))
            for name in broken:
                del manifest.parts[name]
        yield manifest, broken


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a lock that the system lets go of when this process ends, however that is."""
    with path.open("w") as file:
        try:
            import fcntl
        except ImportError:  # Windows: two runs at once are the user's to avoid
            yield
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(f"{path.parent}: another run is writing here; wait for it, or stop it.") from None
        yield


@contextmanager
def _whole_disk(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StoreError(f"{folder}: the disk is full; make room and run again, what is done stays.") from error
        raise StoreError(f"{folder}: cannot be written: {reason(error)}.") from error


def _families(items: Iterable[Item], known: Known) -> Mapping[str, tuple[str, ...]]:
    """Return for each article that has copies the ids of its family that are new, the likely origin first."""
    new: set[str] = set()

    def articles() -> Iterator[Article]:
        for item in items:
            if isinstance(item, Article):
                if known.judge(item) == item:
                    new.add(item.id)
                yield item

    families: dict[str, tuple[str, ...]] = {}
    for family in find_origins(articles()).families:
        members = tuple(id for id in family.members if id in new)
        families |= dict.fromkeys(members, members)
    return families


def known_of(folder: Path, manifest: Manifest, options: RunOptions) -> Known:
    """Return what the parts of a folder were read from."""
    return Known.of(read_inputs(folder, manifest), retry_failed=options.retry_failed)


def failure_lines(failed: Iterable[Failure]) -> str:
    """Return the text of ``failed.jsonl``: an object a line, with ``id`` and ``reason``."""
    return "".join(json.dumps({"id": failure.id, "reason": failure.reason}) + "\n" for failure in failed)
