"""One view of a Doc's morphemes, made once and shared by all components; all positions are token positions."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from spacy.attrs import LEMMA, NORM, ORTH, SENT_START, SPACY, TAG
from spacy.tokens import Doc

Piece = tuple[int, int]

QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
STRAIGHT = '"＂'
NOUNS = frozenset({"NNG", "NNP", "NNB", "NR", "NP", "SL", "SH", "SN", "XSN", "XPN", "XR", "W_SERIAL"})
STATES = {"남": "KOR", "북": "PRK", "한": "KOR", "미": "USA", "중": "CHN", "일": "JPN", "러": "RUS", "조": "PRK"}
OPENING = "“‘([{《〈「『【<＜…"
TOPIC = frozenset({"은", "는", "ᆫ", "도", "만"})

_views: WeakKeyDictionary[Doc, tuple[bytes, "Morphemes"]] = WeakKeyDictionary()


@dataclass(slots=True)
class Morphemes:
    """Parallel lists over the tokens of a Doc, and its composed text. Not to be changed.

    Attributes:
        text: Each token's words, hangul composed.
        forms, tags: Each token's morphemes and what Kiwi calls them.
        spaced: Whether a space follows.
        plain: The Doc's text with hangul composed.
        start: Where in ``plain`` each token starts, and the end of the text.
        sentences: First token and the token after the last of each sentence.
        quote: For a token that opens a quotation, the token that closes it, and back.
        quoted: How many quotations each token stands in; their marks count as inside.
    """

    text: list[str]
    forms: list[list[str]]
    tags: list[list[str]]
    spaced: list[bool]
    plain: str
    start: list[int]
    sentences: list[Piece]
    quote: dict[int, int] = field(default_factory=dict)
    quoted: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.text)

    def words(self, start: int, end: int) -> str:
        """Return what stands in a stretch, without the space after it."""
        return self.plain[self.start[start] : self.start[end]].rstrip() if start < end else ""

    def ends_at(self, token: int, end: int) -> bool:
        """Tell whether the token before one ends at a place of ``plain``."""
        return token > 0 and self.start[token - 1] + len(self.text[token - 1]) == end

    def tokens(self, start: int, end: int) -> Piece:
        """Return the tokens that hold a stretch of ``plain``."""
        return bisect_right(self.start, start) - 1, bisect_left(self.start, end)

    def begins_at(self, start: int) -> bool:
        """Tell whether a token begins at a place of ``plain``."""
        at = bisect_left(self.start, start)
        return at < len(self.start) and self.start[at] == start

    def has(self, at: int, *tags: str) -> bool:
        """Tell whether a token holds a morpheme of one of some tags."""
        return 0 <= at < len(self.text) and any(tag in tags for tag in self.tags[at])

    def is_noun(self, at: int) -> bool:
        """Tell whether all of a token is nominal."""
        return 0 <= at < len(self.text) and all(tag in NOUNS for tag in self.tags[at])

    def particle(self, at: int) -> str:
        """Return the particle that a token is, or ends in ("난": 나 + ㄴ); empty for none."""
        if not 0 <= at < len(self.text) or self.tags[at][-1][:1] != "J":
            return ""
        return self.forms[at][-1]

    def begins_word(self, at: int) -> bool:
        """Tell whether white space, an opening mark or nothing stands before a token: "“홍 대표는"."""
        if self.begins_eojeol(at) or self.text[at - 1][-1] in OPENING:
            return True
        return self.quote.get(at - 1, -1) >= at

    def begins_eojeol(self, at: int) -> bool:
        """Tell whether white space, or nothing, stands before a token."""
        return at == 0 or self.spaced[at - 1] or self.text[at - 1].isspace()


def read_morphemes(doc: Doc) -> Morphemes:
    """Return the view of a Doc; made at the first call, and again when its annotation has changed."""
    table = doc.to_array([ORTH, NORM, LEMMA, TAG, SPACY, SENT_START])
    seen = table.tobytes()
    known = _views.get(doc)
    if known is None or known[0] != seen:
        known = _views[doc] = seen, _read(doc)
    return known[1]


def _read(doc: Doc) -> Morphemes:
    text = [token.norm_ if _is_loose(token.text) else token.text for token in doc]
    spaced = [bool(token.whitespace_) for token in doc]
    start, at = [], 0
    for word, space in zip(text, spaced, strict=True):
        start.append(at)
        at += len(word) + space
    plain = "".join(word + " " * space for word, space in zip(text, spaced, strict=True))
    starts = [i for i, token in enumerate(doc) if i == 0 or token.is_sent_start]
    view = Morphemes(
        text=text,
        forms=[token.lemma_.split("+") if token.lemma_ != "+" else ["+"] for token in doc],
        tags=[token.tag_.split("+") for token in doc],
        spaced=spaced,
        plain=plain,
        start=[*start, at],
        sentences=list(zip(starts, [*starts[1:], len(text)], strict=True)) if text else [],
    )
    _pair_quotes(view)
    return view


def _is_loose(word: str) -> bool:
    return not word.isascii() and re.search("[\u1100-\u11ff\uffa0-\uffdc\uff01-\uff5e]", word) is not None


def _pair_quotes(view: Morphemes) -> None:
    """Find which quotation marks belong together; none of a pair stands in another paragraph."""
    stack: list[tuple[int, str]] = []
    for i, word in enumerate(view.text):
        if "\n" in word:
            stack = []
        elif stack and word == stack[-1][1]:
            opened = stack.pop()[0]
            view.quote[opened], view.quote[i] = i, opened
        elif word in STRAIGHT:
            stack.append((i, word))
        elif word in QUOTES:
            stack.append((i, QUOTES[word]))
        elif word == "《":
            stack.append((i, "》"))
        elif word == "'" and view.begins_eojeol(i):
            stack.append((i, "'"))
        elif len(word) == 1 and word in "”’'\"" and any(mark == word for _, mark in stack):
            while stack.pop()[1] != word:
                pass
    view.quoted = [0] * len(view.text)
    for opened, closed in view.quote.items():
        if opened < closed:
            for i in range(opened, closed + 1):
                view.quoted[i] += 1
