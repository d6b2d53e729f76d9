"""Hangul as it comes: composed, in loose jamo (NFD) or in half-width jamo → syllables, and where each one stood."""

import re
import unicodedata

HANGUL = re.compile("[가-힣\u1100-\u11ff\uffa0-\uffdc]")
LETTER = re.compile(r"[^\W\d_]")
LOOKED_AT = 20_000  # characters of an article
SHARE = 0.3  # of its letters that are hangul, at least; names and units in Latin letters are many in some

_LOOSE = re.compile("[\u1100-\u11ff\uffa0-\uffdc]+")
_LEADS, _VOWELS, _TAILS = 0x1100, 0x1161, 0x11A7
_TAIL_OF = {  # a consonant at the end of a syllable, by its form at the start of one
    lead: tail
    for tail in range(0x11A8, 0x11C3)
    for lead in range(0x1100, 0x1113)
    if unicodedata.name(chr(lead)).split()[-1] == unicodedata.name(chr(tail)).split()[-1]
}


def is_korean(text: str) -> bool:
    """Tell whether a text is written in hangul.

    Example:
        >>> is_korean("통일부는 5일 KBS에 답했다."), is_korean("Seoul (서울) said so.")
        (True, False)
    """
    text = text[:LOOKED_AT]
    hangul = len(HANGUL.findall(text))
    return hangul > 0 and hangul >= SHARE * len(LETTER.findall(text))


def compose(text: str) -> tuple[str, list[int]]:
    """Return a text in whole syllables, and where each of its characters stood; the last is the end of the text.

    Example:
        >>> compose("\u1112\u1161\u11ab a")
        ('한 a', [0, 3, 4, 5])
    """
    if not _LOOSE.search(text):
        return _narrow(text), list(range(len(text) + 1))
    out: list[str] = []
    starts: list[int] = []
    at = 0
    for run in _LOOSE.finditer(text):
        out += text[at : run.start()]
        starts += range(at, run.start())
        for start, syllable in _syllables(run.group()):
            out.append(syllable)
            starts.append(run.start() + start)
        at = run.end()
    out += text[at:]
    starts += range(at, len(text) + 1)
    return _narrow("".join(out)), starts


def _narrow(text: str) -> str:
    """Return a text with digits and letters of full width in their plain form, one for one, and no lone surrogate."""
    if text.isascii():
        return text
    plain: dict[str, str | int | None] = {
        c: unicodedata.normalize("NFKC", c) for c in set(text) if "\uff01" <= c <= "\uff5e"
    }
    plain |= {c: "\ufffd" for c in set(text) if "\ud800" <= c <= "\udfff"}
    return text.translate(str.maketrans(plain)) if plain else text


def _syllables(run: str) -> list[tuple[int, str]]:
    """Return the syllables of a run of jamo, each with the place of its first jamo."""
    jamo = [ord(unicodedata.normalize("NFKC", c)[0]) for c in run]
    found: list[tuple[int, str]] = []
    at = 0
    while at < len(jamo):
        if not (_is_lead(jamo, at) and _is_vowel(jamo, at + 1)):
            found.append((at, chr(jamo[at])))
            at += 1
            continue
        size, tail = 2, 0
        if at + 2 < len(jamo) and not _is_vowel(jamo, at + 3):
            last = _TAIL_OF.get(jamo[at + 2], jamo[at + 2])
            if _TAILS < last <= 0x11C2:
                size, tail = 3, last - _TAILS
        code = 0xAC00 + ((jamo[at] - _LEADS) * 21 + jamo[at + 1] - _VOWELS) * 28 + tail
        found.append((at, chr(code)))
        at += size
    return found


def _is_lead(jamo: list[int], at: int) -> bool:
    return at < len(jamo) and _LEADS <= jamo[at] <= 0x1112


def _is_vowel(jamo: list[int], at: int) -> bool:
    return at < len(jamo) and _VOWELS <= jamo[at] <= 0x1175
