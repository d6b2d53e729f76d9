"""Bytes → text: named encodings, guessed ones, and text that was once decoded wrongly."""

import codecs
import io
from collections.abc import Callable
from dataclasses import replace
from typing import IO, Any

from korea_nlp.corpus.extras import extra
from korea_nlp.corpus.reader import Request
from korea_nlp.errors import CorpusError
from korea_nlp.records import Article

AUTO = "auto"
UTF8 = "utf-8"
WIDER = {"euc_kr": "cp949", "iso8859-1": "cp1252", "shift_jis": "cp932", "gb2312": "gb18030", "ascii": "utf-8"}
SAMPLE = 1 << 20  # bytes by which an encoding is guessed
# What is guessed among, when text is not UTF-8: the encodings of news in English and of East Asia.
GUESSED = ["cp1252", "cp949", "cp932", "euc_jp", "gb18030", "big5"]


def check_encoding(name: str) -> str:
    """Return an encoding's usual name.

    Raises:
        CorpusError: Python knows no such encoding.
    """
    if name == AUTO:
        return name
    try:
        "".encode(name)
        return codecs.lookup(name).name
    except (LookupError, TypeError, UnicodeError, ValueError) as error:
        raise CorpusError(f"{name!r} is no encoding of text; name one such as euc-kr or cp1252, or auto.") from error


def guess_encoding(data: bytes, where: str) -> str:
    """Return the encoding of some text: by its byte order mark, UTF-8 where it is that, else the likeliest.

    Args:
        data: The text's first bytes.
        where: What they are of, for the error when the library that guesses is not installed.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder(UTF8)().decode(data, final=len(data) < SAMPLE)
        return UTF8
    except UnicodeDecodeError:
        pass
    normalizer = extra("charset_normalizer", f"{where}: guessing the encoding")
    best = normalizer.from_bytes(data, cp_isolation=GUESSED, enable_fallback=False).best()
    return best.encoding if best else "cp1252"


def as_utf8(request: Request) -> Request:
    """Return a request whose file is UTF-8; bytes that its encoding lacks stay as they are, for readers to find.

    A file whose first bytes say that it is UTF-16, as Excel writes "Unicode text", is read so, whatever was named.
    """
    peek: Callable[[int], bytes] = getattr(request.file, "peek", lambda size: b"")
    head, encoding = b"", _wide(peek(4)[:4]) or request.encoding
    if encoding == UTF8:
        return request
    if encoding == AUTO:
        head = request.file.read(SAMPLE)
        encoding = guess_encoding(head, request.source)
    file = io.BufferedReader(_Recoded(request.file, encoding, head), 1 << 16)
    return replace(request, file=file, encoding=encoding)


def _wide(head: bytes) -> str | None:
    """Return which UTF-16 a text is in, by its mark or by where its first letters leave a byte empty."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    empty = [byte == 0 for byte in head]
    if empty == [False, True, False, True]:
        return "utf-16-le"
    return "utf-16-be" if empty == [True, False, True, False] else None


def mended(article: Article) -> Article:
    """Return an article whose text, title and publisher are what they were before they were decoded wrongly.

    Nothing else is changed: "itâ€™s" becomes "it’s", and "it’s" stays.
    """
    ftfy = extra("ftfy", "mending text that was decoded wrongly")

    def mend(text: str | None) -> str | None:
        if text is None or text.isascii():
            return text
        return "\n".join(map(ftfy.fix_encoding, text.split("\n")))

    text = mend(article.text) or ""
    return replace(article, text=text, title=mend(article.title), publisher=mend(article.publisher))


class _Recoded(io.RawIOBase):
    """A file of text in some encoding, as UTF-8."""

    def __init__(self, file: IO[bytes], encoding: str, head: bytes) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
        self._ready = self._recode(head)
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready and not self._ended:
            data = self._file.read(len(buffer))
            self._ended = not data
            self._ready = self._recode(data)
        data, self._ready = self._ready[: len(buffer)], self._ready[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)

    def _recode(self, data: bytes) -> bytes:
        return self._decoder.decode(data, final=not data).encode(UTF8, "surrogateescape")


def not_utf8(data: bytes, error: UnicodeDecodeError, encoding: str = UTF8) -> str:
    """Return what is wrong with a text that is not of its encoding, in words."""
    return not_decoded(f" at byte {error.start} (0x{data[error.start]:02x})", encoding)


def not_decoded(place: str, encoding: str) -> str:
    """Return what is wrong where a byte is not of an encoding, and what to do.

    Example:
        >>> not_decoded(" (byte 0x8c)", "euc_kr")
        'not EUC-KR (byte 0x8c); try --encoding cp949.'
    """
    if encoding == UTF8:
        return f"not UTF-8{place}; name its encoding: --encoding auto, euc-kr, cp1252 or another."
    return f"not {encoding.upper().replace('_', '-')}{place}; try --encoding {WIDER.get(encoding, AUTO)}."
