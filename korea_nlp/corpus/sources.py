"""Paths, folders, patterns and URLs → the files to read, each opened only when its turn comes."""

import glob
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path, PurePosixPath
from typing import Any

from korea_nlp.corpus.extras import extra
from korea_nlp.corpus.unpack import unpacked, without_compression
from korea_nlp.errors import CorpusError

STDIN = "-"
BUFFER = 1 << 16  # as many first bytes can be looked at to tell a format


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read.

    Attributes:
        name: How messages call it.
        id: The id of its article should it hold only one: its path in the folder, or its name, without the suffix.
        suffix: How its name ends, in lower case, without that of a compression.
        opener: Opens it as it is stored.
        listed: It was found in a folder or by a pattern, not named by itself.
    """

    name: str
    id: str
    suffix: str
    opener: Callable[[], AbstractContextManager[Any]]
    listed: bool = False

    @contextmanager
    def open(self) -> Iterator[BufferedReader]:
        """Open the file and, where it is compressed, what it holds."""
        with self.opener() as stored:
            yield unpacked(stored, self.name)


def find_sources(paths: Iterable[str | Path], suffixes: Collection[str]) -> Iterator[Source]:
    """Yield the files that paths stand for, in order.

    Args:
        paths: Files, folders, patterns such as ``news/*.jsonl``, URLs of any of these that fsspec knows, or ``-``.
        suffixes: How the files that are looked for in folders end.

    Raises:
        CorpusError: There is no such file, or none in a folder that could be read.
    """
    for path in paths:
        if not isinstance(path, str | Path) or not str(path):
            raise CorpusError(f"{path!r:.60} is no path; give files and folders, each as an argument of its own.")
        if str(path) == STDIN:
            yield Source("standard input", "standard input", ".jsonl", lambda: nullcontext(sys.stdin.buffer))
        elif "://" in str(path):
            yield from _remote(str(path), suffixes)
        elif Path(path).is_dir():
            found = sorted(file for file in Path(path).rglob("*") if file.is_file())
            yield from _listed(path, ((file, file.relative_to(path).as_posix()) for file in found), suffixes)
        elif Path(path).exists():
            yield _local(Path(path), Path(path).name)
        elif glob.has_magic(str(path)):
            names = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207  Path.glob takes no absolute pattern
            yield from _listed(path, ((Path(name), name) for name in names if Path(name).is_file()), suffixes)
        else:
            raise CorpusError(f"{path}: there is no such file or folder; check the path.")


def _listed(where: str | Path, files: Iterable[tuple[Path, str]], suffixes: Collection[str]) -> Iterator[Source]:
    known = [(file, name) for file, name in files if _suffix(name) in suffixes]
    if not known:
        raise CorpusError(f"{where}: holds no file that ends in {', '.join(suffixes)}; give another folder.")
    yield from (_local(file, name, listed=True) for file, name in known)


def _local(path: Path, name: str, *, listed: bool = False) -> Source:
    return Source(str(path), _stem(name), _suffix(name), lambda: path.open("rb", BUFFER), listed)


def _remote(url: str, suffixes: Collection[str]) -> Iterator[Source]:
    """Yield the files at a URL, by fsspec: ``s3://``, ``hdfs://``, ``https://`` and whatever is installed for it."""
    fsspec = extra("fsspec", f"{url}: reading a URL")
    try:
        files, path = fsspec.core.url_to_fs(url)
        folder = files.isdir(path)
        found = sorted(files.find(path)) if folder else sorted(files.glob(path)) if glob.has_magic(path) else None
        missing = found is None and not files.exists(path)
    except Exception as error:  # each file system has errors of its own
        raise CorpusError(f"{url}: cannot be reached: {error}.") from error
    if missing:
        raise CorpusError(f"{url}: there is no such file or folder; check the URL.")
    if found is None:
        yield _at_url(files, path, PurePosixPath(path).name)
        return
    known = [file for file in found if _suffix(file) in suffixes]
    if not known:
        raise CorpusError(f"{url}: holds no file that ends in {', '.join(suffixes)}; give another folder.")
    for file in known:
        yield _at_url(files, file, str(file).removeprefix(path).lstrip("/") if folder else file, listed=True)


def _at_url(files: Any, path: str, name: str, *, listed: bool = False) -> Source:
    return Source(files.unstrip_protocol(path), _stem(name), _suffix(name), lambda: files.open(path, "rb"), listed)


def _suffix(name: str) -> str:
    return Path(without_compression(name)).suffix.lower()


def _stem(name: str) -> str:
    return re.sub(r"\.\w+$", "", without_compression(name))
