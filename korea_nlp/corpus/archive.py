"""ZIP archives (.docx, .wacz): members as streams, refused where they would unpack without end."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from korea_nlp.corpus.reader import Request
from korea_nlp.corpus.unpack import RATIO, WINDOW
from korea_nlp.errors import CorpusError

BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError)  # RuntimeError: it has a password


@contextmanager
def opened(request: Request, kind: str) -> Iterator[zipfile.ZipFile]:
    """Give the archive that a file is.

    Raises:
        CorpusError: It is none, is broken, or what is read of it is.
    """
    try:
        with zipfile.ZipFile(request.seekable()) as archive:
            yield archive
    except BROKEN as error:
        raise CorpusError(f"{request.source}: not a {kind} file that can be read: {error}.") from error


@contextmanager
def member(archive: zipfile.ZipFile, name: str, request: Request) -> Iterator[IO[bytes]]:
    """Give what a member of an archive holds.

    Raises:
        CorpusError: There is no such member, or it is a bomb.
    """
    try:
        info = archive.getinfo(name)
    except KeyError as error:
        raise CorpusError(f"{request.source}: holds no {name}; export the file again.") from error
    size = min(info.compress_size, _size(request.file))  # an archive may lie about the first
    if info.file_size > max(WINDOW, RATIO * size):  # zipfile reads no more than it says
        raise CorpusError(f"{request.source}: {name} unpacks to more than {RATIO} times its size; it is not read.")
    with archive.open(info) as file:
        yield file


def _size(file: IO[bytes]) -> int:
    here = file.tell()
    size = file.seek(0, 2)
    file.seek(here)
    return size
