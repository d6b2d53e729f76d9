"""Compressed files as the streams they hold, cut off where they unpack without end.

What a file unpacks to is held against what was read of it, in windows: a bomb behind a gigabyte of news is found
where it begins, and no more than a window of it is unpacked.
"""

import gzip
import io
import zlib
from collections.abc import Callable
from typing import IO, Any, cast

from korea_nlp.errors import CorpusError

RATIO = 500  # news packs to a fifth, the same article again and again to a hundredth; bombs to a thousandth and less
WINDOW = 32 << 20  # bytes unpacked before the ratio is looked at
BROKEN = (OSError, EOFError, zlib.error)  # what reading a file, packed or not, raises


def _gunzip(packed: IO[bytes]) -> IO[bytes]:
    return cast(IO[bytes], gzip.GzipFile(fileobj=packed))


def _unzstd(packed: IO[bytes]) -> Any:
    import pyarrow as pa

    return pa.CompressedInputStream(pa.PythonFile(packed, mode="r"), "zstd")


UNPACKERS: dict[str, Callable[[IO[bytes]], Any]] = {".gz": _gunzip, ".zst": _unzstd}


def without_compression(name: str) -> str:
    """Return a file's name as it was before the file was compressed.

    Example:
        >>> without_compression("news.jsonl.gz")
        'news.jsonl'
    """
    return next((name[: -len(end)] for end in UNPACKERS if name.lower().endswith(end)), name)


def unpacked(stored: Any, name: str) -> io.BufferedReader:
    """Return what an open file holds, unpacked by its name's suffix, as a stream whose first bytes can be peeked at."""
    unpack = next((unpack for end, unpack in UNPACKERS.items() if name.lower().endswith(end)), None)
    if unpack:
        packed = Counted(stored)
        stored = Guarded(unpack(cast(IO[bytes], packed)), lambda: packed.count, name)
    return cast(io.BufferedReader, stored if hasattr(stored, "peek") else io.BufferedReader(stored, 1 << 16))


class Counted(io.RawIOBase):
    """A file that counts the bytes that were read of it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.count = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return up to so many bytes."""
        data = self.file.read(size)
        self.count += len(data)
        return data


class Guarded(io.RawIOBase):
    """What a packed file holds; refuses to unpack what is far larger than it was packed.

    Args:
        file: The unpacked stream.
        packed: Returns how many packed bytes were read so far.
        name: The file as messages name it.
    """

    def __init__(self, file: Any, packed: Callable[[], int], name: str) -> None:
        self._file = file
        self._packed = packed
        self._name = name
        self._out = self._in = 0  # bytes in this window; packed bytes before it

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read the next bytes.

        Raises:
            CorpusError: They come of a bomb.
        """
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._out += len(data)
        if self._out >= WINDOW:
            if self._out > RATIO * (self._packed() - self._in):
                raise CorpusError(
                    f"{self._name}: unpacks to more than {RATIO} times its size, as no news does; "
                    "the rest is not read. Unpack it yourself if it is sound."
                )
            self._out, self._in = 0, self._packed()
        return len(data)
