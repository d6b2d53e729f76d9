"""What a run would do, and about how long and how much disk it would take."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from time import process_time

import pyarrow as pa
import pyarrow.parquet as pq
from spacy.language import Language

from korea_nlp.batch import RunOptions, known_of, new_shards
from korea_nlp.batch.inputs import Item
from korea_nlp.batch.parts import COMPRESSION
from korea_nlp.batch.process import Batches, process_batch, versions
from korea_nlp.batch.shards import to_batch
from korea_nlp.manifest import NAME, Manifest, broken_parts, read_manifest
from korea_nlp.records import Article

SAMPLE = 24  # articles that are read to see how long it takes, where the folder does not tell


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run would do.

    Attributes:
        articles: To be read, with ``words`` in them, in so many ``parts``.
        copies: Those of a family of copies of which another article is read first.
        known: Read before; ``failed`` cannot be read.
        seconds: Of processor time, about, that each worker takes; on a busy machine the clock says more.
        bytes: About how much is written.
        measured: Articles that this was reckoned from, and in words which ones.
    """

    articles: int
    words: int
    parts: int
    copies: int
    known: int
    failed: int
    seconds: float = 0.0
    bytes: float = 0.0
    measured: int = 0
    basis: str = ""


def estimate(
    paths: Iterable[str | Path],
    output: str | Path,
    *,
    nlp: Language,
    workers: int = 1,
    options: RunOptions | None = None,
    time: bool = True,
) -> Estimate:
    """Return what ``run_corpus`` would do; nothing is written.

    Time and disk are reckoned from the parts that are there or, where there are none, from a few articles drawn at
    random and read now. Copies are counted as if they were read in full.

    Args:
        paths: As for ``run_corpus``.
        output: As for ``run_corpus``.
        nlp: The pipeline.
        workers: Processes that would read.
        options: How articles would be read.
        time: Say how long it takes; else only what there is to do.
    """
    options, folder, files = options or RunOptions(), Path(output), list(paths)
    manifest = Manifest(options.kept())
    if (folder / NAME).exists():
        manifest = read_manifest(folder)
        manifest.check(options.kept(), versions(nlp), str(folder), mix=options.mix_versions)
        for name in broken_parts(folder, manifest):
            del manifest.parts[name]
    seen = articles = words = parts = copies = failed = 0
    drawn: list[Article] = []
    dice = random.Random(0)

    def corpus() -> Iterable[Item]:
        nonlocal seen
        seen = 0
        for item in options.articles(files):
            seen += 1
            yield item

    for shard in new_shards(corpus, partial(known_of, folder, manifest, options), options):
        parts += 1
        copies += len(shard.copy_of)
        failed += len(shard.failures)
        for item in shard.articles:
            articles += 1
            words += len(item.text.split())
            _draw(drawn, item, articles, dice)
    found = Estimate(articles, words, parts, copies, seen - articles - failed, failed)
    return _timed(found, manifest, drawn, nlp, workers, options) if time and articles else found


def _draw(drawn: list[Article], item: Article, count: int, dice: random.Random) -> None:
    """Keep a fair sample of a stream (Vitter's algorithm R)."""
    if len(drawn) < SAMPLE:
        drawn.append(item)
    elif (place := dice.randrange(count)) < SAMPLE:
        drawn[place] = item


def _timed(
    found: Estimate, manifest: Manifest, drawn: list[Article], nlp: Language, workers: int, options: RunOptions
) -> Estimate:
    parts = [part for part in manifest.parts.values() if part.words]
    if parts:
        words, seconds = sum(part.words for part in parts), sum(part.seconds for part in parts)
        written = sum(bytes for part in parts for files in part.files.values() for bytes in files.values())
        size = written * found.words / words
        measured, basis = sum(part.articles for part in parts), "read before"
    else:
        words, measured, basis = sum(len(article.text.split()) for article in drawn), len(drawn), "read as a sample"
        process_batch(to_batch(drawn[:2]), nlp=nlp)  # what is set up once is not counted
        start = process_time()
        halves = [
            process_batch(to_batch(some), nlp=nlp, read_title=options.read_title, batch_size=options.batch_size)
            for some in (drawn[::2], drawn[1::2])
            if some
        ]
        seconds = process_time() - start
        size = _disk(halves, found.parts, found.words / max(words, 1))
    return Estimate(
        **{name: getattr(found, name) for name in ("articles", "words", "parts", "copies", "known", "failed")},
        seconds=seconds * found.words / max(words, 1) / max(workers, 1),
        bytes=size,
        measured=measured,
        basis=basis,
    )


def _disk(halves: list[Batches], parts: int, share: float) -> float:
    """Return about how many bytes so many parts take, with ``share`` times the words of a sample in them.

    A part takes some bytes for itself, and two halves compress better in one than apart: so both are told from what the
    halves of the sample take, each and together.
    """
    whole = _size({name: pa.concat_batches([half[name] for half in halves]) for name in halves[0]})
    apart = sum(map(_size, halves))
    each = max(0.0, apart - whole) if len(halves) > 1 else 0.0
    return each * parts + (whole - each) * share


def _size(batches: Batches) -> int:
    """Return how many bytes the tables of a part take."""
    size = 0
    for batch in batches.values():
        if batch.num_rows:
            file = BytesIO()
            pq.write_table(pa.Table.from_batches([batch]), file, compression=COMPRESSION)
            size += file.tell()
    return size
