"""What a reader is, and what it is given: the contract that plug-ins keep too."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO

from korea_nlp.errors import CorpusError
from korea_nlp.records import Article, Failure

Item = Article | Failure
MAX_BYTES = 16 << 20  # of one article as it is stored; what JSON of that size holds fits in half a gigabyte
BLOCK = 1 << 20  # bytes passed over at once where one is too long


@dataclass(frozen=True, slots=True)
class Request:
    """An open file, and how it is to be read.

    Attributes:
        file: What the file holds, unpacked where it was compressed, and as UTF-8 where the reader reads text.
        source: The file as messages name it.
        id: The id of its article should it hold only one; what made-up ids start with otherwise.
        columns: The columns that the user named: field of the article → column.
        encoding: The encoding that the user named, ``auto`` where it is to be guessed.
        max_bytes: What an article may take; a longer one is a Failure.
    """

    file: IO[bytes]
    source: str
    id: str
    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: str = "utf-8"
    max_bytes: int = MAX_BYTES

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Yield each line with its number; None for one that is too long, which is never held whole."""
        number = 0
        while line := self.file.readline(self.max_bytes + 1):
            number += 1
            if len(line) > self.max_bytes and not line.endswith(b"\n"):
                while (rest := self.file.readline(BLOCK)) and not rest.endswith(b"\n"):
                    pass
                yield number, None
            else:
                yield number, line

    def whole(self) -> bytes | None:
        """Return all that the file holds; None where that is too long for one article."""
        data = self.file.read(self.max_bytes + 1)
        return None if len(data) > self.max_bytes else data

    def seekable(self) -> IO[bytes]:
        """Return the file, which must be one that can be read from any place.

        Raises:
            CorpusError: It is compressed, or comes through a pipe.
        """
        if not self.file.seekable():
            raise CorpusError(f"{self.source}: cannot be read while it is compressed; unpack it.")
        return self.file

    @property
    def too_long(self) -> str:
        """What is wrong with an article that takes more than ``max_bytes``."""
        return f"longer than {self.max_bytes:,} bytes, which no article is; split it, or allow more by max_bytes."


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one format. A package adds its own under the entry-point group ``korea_nlp.readers``.

    Attributes:
        suffixes: How the names of such files end, in lower case, without that of a compression.
        read: Yields the articles of a file, each with its place in words; a Failure where one cannot be read. Raises
            CorpusError where nothing more can be read.
        recognises: Tells by the first bytes whether a file is of this format; asked before readers of the same suffix
            that have none.
        text: The file is text, which is brought to UTF-8 before it is read.

    Example:
        >>> def read(request):
        ...     for number, line in request.lines():
        ...         if line is not None:
        ...             yield f"{request.source}, line {number}", Article(f"{request.id}-{number}", line.decode())
        >>> Reader((".lines",), read, text=True).suffixes
        ('.lines',)
    """

    suffixes: tuple[str, ...]
    read: Callable[[Request], Iterator[tuple[str, Item]]]
    recognises: Callable[[bytes], bool] | None = None
    text: bool = False
