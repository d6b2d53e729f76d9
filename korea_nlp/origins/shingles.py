"""The words of an article as a sample of hashed word shingles: what near-duplicates are found by.

A shingle is a run of words of one sentence, so that moving sentences about changes none. A shingle is kept when its
hash falls under a fixed bound, by the same rule in every article: the kept ones of two articles are then a fair sample
of what the two share, whatever their lengths (modulo sampling: Broder, "On the resemblance and containment of
documents", 1997). MinHash signatures of a fixed size measure resemblance alone, and lose a short story in a long one.
"""

import hashlib
import re
import unicodedata
import zlib
from dataclasses import dataclass
from itertools import islice
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from korea_nlp.lexicon import Lexicon, load_lexicon

Hashes = NDArray[np.uint64]

WIDTH = 5  # words in a shingle
KEEP = 2  # one shingle in so many is kept
SHORT_LINE = 15  # words; a longer line that starts like boilerplate has news in it
HEAD = 120  # characters at the start of a text that a dateline may take
TOKEN = re.compile(r"[^\W_]+|[.!?]+(?=[\s\"'”’)\]]|$)|\n")
# "SEOUL, South Korea (AP) — ", "Pyongyang, January 1 (KCNA) -- ", "TOKYO/SEOUL, Aug 30 (Reuters) - ", "MOSCOW -- "
DATELINE = re.compile(
    r"\s*(?:[^\n()]{2,60}\([^\n()]{2,30}\)\s*(?:[-–—]+|:)\s*"
    r"|[A-Z][A-Z .,/'’-]+(?:,[^\n()]{2,30}?)?\s(?:--|[–—]|-\s)\s*)"
)
MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))  # of splitmix64
POWERS = np.array([pow(0x9E3779B97F4A7C15, WIDTH - n, 2**64) for n in range(WIDTH)], dtype=np.uint64)
BREAK = 0  # stands for the end of a sentence among the hashes of words


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A row of the table `boilerplate`."""

    phrase: str
    place: Literal["line", "start", "anywhere"]
    source: str


class Shingler:
    """Turns texts into sorted hashes of the shingles kept.

    Example:
        >>> shingler = Shingler()
        >>> text = "SEOUL (PPA) — The ministry counted nine balloons over the border on Friday."
        >>> same = "The ministry counted nine balloons over the border on Friday!"
        >>> bool((shingler.hashes(text) == shingler.hashes(same)).all())
        True
    """

    def __init__(self, boilerplate: Lexicon | None = None) -> None:
        rows = (boilerplate or load_lexicon("boilerplate")).rows(Boilerplate, key=("phrase", "place"))
        self.lines = frozenset(row.phrase for row in rows if row.place == "line")
        starts = (re.escape(row.phrase).replace(r"\#", r"\d+") for row in rows if row.place != "line")
        self.starts = re.compile("|".join(starts) or r"(?!)")
        inside = (re.escape(row.phrase).replace(r"\#", r"\d+") for row in rows if row.place == "anywhere")
        self.inside = re.compile("|".join(inside) or r"(?!)")

    def hashes(self, text: str) -> Hashes:
        """Return the hashes of the shingles of a text that fall into the sample, sorted, each once."""
        words = self._words(text)
        found = _shingles(words)
        if not found.size:
            # a text of a few words is one shingle, always kept
            return _mix(
                np.array([zlib.crc32(repr(words).encode()) + len(words)] if any(words) else [], dtype=np.uint64)
            )
        kept = found[found <= np.uint64((2**64 - 1) // KEEP)]
        return np.unique(kept) if kept.size else found[:1]

    def digest(self, text: str) -> bytes:
        """Return what only texts of the very same words share; spacing, case and signs aside."""
        words = " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))
        return hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).digest()

    def _words(self, text: str) -> list[int]:
        """Return a hash for each word, BREAK between sentences; without dateline and boilerplate."""
        if dateline := DATELINE.match(text[:HEAD]):
            text = text[dateline.end() :]
        text = unicodedata.normalize("NFKC", text).casefold()
        if self.starts.search(text) or "\n" in text:
            text = "\n".join(line for line in text.split("\n") if not self._is_boilerplate(line))
        crc = zlib.crc32
        return [
            crc(token.encode("utf-8", "surrogatepass")) or 1 if token[0].isalnum() else BREAK
            for token in TOKEN.findall(text)
        ]

    def _is_boilerplate(self, line: str) -> bool:
        line = line.strip()
        if line in self.lines:
            return True
        if self.starts.match(line) and line.count(" ") < SHORT_LINE:
            return True
        # "Photos: Unrest in Syria – ... Hide Caption 1 of 222 Photos: Unrest in Syria – ... Hide Caption 2 of 222"
        return sum(1 for _ in islice(self.inside.finditer(line), 2)) == 2


def _shingles(words: list[int]) -> Hashes:
    """Return the hash of each run of WIDTH words that no sentence end cuts."""
    found = np.array(words, dtype=np.uint64)
    if found.size < WIDTH:
        return found[:0]
    windows = np.lib.stride_tricks.sliding_window_view(found, WIDTH)
    whole = windows[(windows != BREAK).all(axis=1)]
    return _mix((whole * POWERS).sum(axis=1, dtype=np.uint64))


def _mix(values: Hashes) -> Hashes:
    """Spread values over all 64 bits (the finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * MIX[0]
    values = (values ^ (values >> np.uint64(27))) * MIX[1]
    return values ^ (values >> np.uint64(31))
