"""Where a text itself shows that a sentence begins or cannot begin; pure functions over token arrays.

``marks`` holds one number a token and one more at the end: 1 where a sentence begins, -1 where none does, 0 where the
parser is left to say.
"""

from collections.abc import Collection, Iterable
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_ALPHA, IS_DIGIT, IS_LOWER, IS_SPACE, IS_UPPER, ORTH, SPACY
from spacy.strings import get_string_id
from spacy.tokens import Doc

Marks = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def word_ids(words: Iterable[str]) -> frozenset[int]:
    """Return spaCy's numbers for some words."""
    return frozenset(map(get_string_id, words))


def phrase_ids(phrases: Iterable[str]) -> frozenset[tuple[int, ...]]:
    """Return spaCy's numbers for the words of some phrases."""
    return frozenset(tuple(map(get_string_id, phrase.split())) for phrase in phrases)


def _ids(text: str) -> frozenset[int]:
    return word_ids(text.split())


STOPS, COMMAS = _ids(". ! ?"), _ids(", ;")
FULL_STOP, HYPHEN, BRACKET, CLOSING_BRACKET = map(get_string_id, ".-()")
DASHES = _ids("- -- — – ―")
BULLETS = _ids("• ● ▪ ■ ◆ ► ▶ ▸ ‣ ∙ · ○ □ ◇ ★ ☆ ▲ △ ※ * - – —")
OPENING, CLOSING = _ids("“ „ « ``"), _ids("” »")
QUOTES = OPENING | CLOSING | _ids("\" ''")
PLACE_MARKS = _ids(", . / ( ) and of")
ENDINGS = STOPS | QUOTES | _ids("… ... : ; ) ] ' ’")  # what a line of text ends with
OPENING_BRACKETS = _ids("( [ {")
FIRST_WORDS = _ids("A According An But He However I In It Meanwhile She The There These They This Those We")
NEVER_FIRST = DASHES | _ids(". , ; : ? ! ) ] } % 's ’s n't n’t /")
NEVER_BEFORE_FIRST = DASHES | _ids(", ( [ { / & $ ‘")

LINE_ENDS = frozenset("\n\r\u2028\u2029")
LONGEST_DATELINE = 24  # tokens: "SEOUL, South Korea, Jan. 24 (Yonhap News Agency) —"
LONGEST_AGENCY = 7  # tokens with the brackets: "(Korean Central News Agency)"
SHORTEST_PLACE = 3
FINITE = ("", "MD", "RB", "VBD", "VBP", "VBZ")
LONGEST_PLACE = 3  # words: "Papua New Guinea"
FEWEST_WRAPPED_LINES = 5
LONGEST_SENTENCE = 500  # tokens; so that what costs the square of a sentence costs no more than the length of a text


class Text:
    """A Doc as arrays, one entry a token."""

    def __init__(self, doc: Doc) -> None:
        values = doc.to_array([ORTH, SPACY, IS_SPACE, IS_LOWER, IS_UPPER, IS_ALPHA, IS_DIGIT])
        self.doc = doc
        self.string: str = doc.text
        self.orth = values[:, 0]
        self.spaced, self.is_space, self.is_lower, self.is_upper, self.is_alpha, self.is_digit = (
            values[:, 1:].astype(bool).T
        )
        self.words: list[int] = self.orth.tolist()
        spaces = np.flatnonzero(self.is_space).tolist()
        self.lines = dict.fromkeys(i for i in spaces if not LINE_ENDS.isdisjoint(doc[i].text))
        self.ends_line = self.has(ENDINGS)

    def __len__(self) -> int:
        return len(self.words)

    def has(self, words: Collection[int]) -> Flags:
        """Tell of each token whether it is one of some words."""
        return np.isin(self.orth, np.fromiter(words, np.uint64, len(words)))

    def visible_from(self, i: int) -> int:
        """Return the first token from ``i`` on that is not whitespace; the length of the text where there is none."""
        while i < len(self) and self.is_space[i]:
            i += 1
        return i

    def visible_before(self, i: int) -> int:
        """Return the last token before ``i`` that is not whitespace; -1 where there is none."""
        i -= 1
        while i >= 0 and self.is_space[i]:
            i -= 1
        return i

    def is_apart(self, i: int) -> bool:
        """Tell whether there is whitespace, or no text at all, before token ``i``."""
        return i == 0 or i >= len(self) or bool(self.spaced[i - 1] or self.is_space[i - 1] or self.is_space[i])


def forbid(text: Text, marks: Marks, before_name: Collection[int], before_number: Collection[int]) -> None:
    """Forbid a start where no sentence begins, whatever the parser thinks."""
    inner = marks[1 : len(text)]
    marks[:-1][text.has(NEVER_FIRST)] = -1
    inner[text.has(NEVER_BEFORE_FIRST)[:-1]] = -1
    # "announced on March 13 his decision": two words side by side, the second in lower case
    inner[(~text.ends_line & ~text.is_space)[:-1] & text.is_lower[1:]] = -1
    # "44 percent would back Trump", "Ohio Gov. Lee", "all of them [in the party]"; but "launches rocket The state"
    word = text.is_alpha | text.is_digit
    goes_on = (word & ~text.has(FIRST_WORDS)) | text.has(OPENING_BRACKETS) | text.has(before_name)
    inner[word[:-1] & goes_on[1:]] = -1
    # "Gen. Kim", "vs. Japan"; "Jan. 24", "No. 2"
    inner[text.has(before_name)[:-1]] = -1
    inner[text.has(before_number)[:-1] & text.is_digit[1:]] = -1


def mark_initialisms(
    text: Text, marks: Marks, initialisms: Collection[int], names: Collection[tuple[int, ...]]
) -> None:
    """Begin a sentence after "U.S." and the like where a name follows that does something.

    "a pact with the U.S. North Korea denied it", but "U.S. President", "the U.S. Army said".
    """
    for i in np.flatnonzero(text.has(initialisms)).tolist():
        for end in range(i + 2, min(i + 2 + LONGEST_PLACE, len(text))):
            if tuple(text.words[i + 1 : end]) in names and text.is_lower[end] and text.spaced[i]:
                # "the U.S. China policy" goes on; a text without tags has no nouns to tell it by
                marks[i + 1] = int(text.doc[end].tag_ in FINITE)


def mark_glued_stops(text: Text, marks: Marks) -> None:
    """Begin a sentence after a stop that is glued to the next word, or only an odd space away from it."""
    capital = text.is_alpha & ~text.is_lower
    stop = text.has(STOPS) & ~text.spaced
    marks[1:-1][stop[:-1] & capital[1:]] = 1  # "with Trump.North Korea has"
    marks[2:-1][stop[:-2] & text.is_space[1:-1] & capital[2:]] = 1  # with a space that does not break


def mark_quotes(text: Text, marks: Marks) -> None:
    """Keep a closing quotation mark with its sentence, and an opening one with the next word."""
    is_open = False
    for i in sorted([*np.flatnonzero(text.has(QUOTES)).tolist(), *text.lines]):
        if i in text.lines:
            is_open = False
            continue
        is_open = _opens(text, i, is_open)
        if is_open:
            _mark_opening(text, marks, i)
        else:
            _mark_closing(text, marks, i)


def _opens(text: Text, i: int, is_open: bool) -> bool:
    """Tell whether a quotation mark opens, by the space around it, else by its form, else by what stands open."""
    apart_before, apart_after = text.is_apart(i), text.is_apart(i + 1)
    if apart_before != apart_after:
        return apart_before
    if text.words[i] in OPENING | CLOSING:
        return text.words[i] in OPENING
    # 'the world. " \n', '\n " But we'
    if i + 1 == len(text):
        return False
    return not is_open


def _mark_opening(text: Text, marks: Marks, i: int) -> None:
    marks[i + 1] = -1
    before = text.visible_before(i)
    # 'said Mr. Lee. "The report', '"No." "Why?"'
    if before >= 0 and (
        text.words[before] in STOPS or (text.words[before] in QUOTES and text.words[before - 1] in STOPS)
    ):
        marks[i] = 1


def _mark_closing(text: Text, marks: Marks, i: int) -> None:
    marks[i] = -1
    after = text.visible_from(i + 1)
    if after == len(text) or not text.is_alpha[after]:
        return
    # '"We will fight." he said', '"Peace" is'
    if text.is_lower[after]:
        marks[after] = -1
    # 'it was over." Kim left', but '"Is it over?" Kim asked'
    elif text.words[i - 1] == FULL_STOP:
        marks[after] = 1


def mark_lines(text: Text, marks: Marks) -> None:
    """Begin a sentence at each line, unless the lines are wrapped or one breaks off in the middle of a sentence."""
    wrapped = _is_wrapped(text)
    for i in text.lines:
        before, after = text.visible_before(i), text.visible_from(i + 1)
        if after == len(text):
            continue
        ended = before < 0 or bool(text.ends_line[before])
        if not ended and text.is_lower[after]:
            marks[after] = 0
        elif ended or not wrapped:
            marks[after] = 1
            _mark_bullet(text, marks, after)
    _mark_bullet(text, marks, text.visible_from(0))


def _is_wrapped(text: Text) -> bool:
    """Tell whether most lines end in the middle of a sentence, as in text wrapped at a fixed width."""
    single = [i for i in text.lines if text.doc[i].text.count("\n") == 1]
    broken = sum(not text.ends_line[text.visible_before(i)] for i in single)
    return broken >= FEWEST_WRAPPED_LINES and broken > len(single) / 2


def _mark_bullet(text: Text, marks: Marks, i: int) -> None:
    if i < len(text) and text.words[i] in BULLETS:
        marks[i + 1] = -1


def mark_datelines(text: Text, marks: Marks) -> None:
    """Let a dateline be a sentence of its own: "SEOUL, South Korea (AP) —", "Pyongyang, December 24 (KCNA) --"."""
    line_starts = {text.visible_from(0), *(text.visible_from(i + 1) for i in text.lines)}
    for dash in np.flatnonzero(text.has(DASHES)).tolist():
        after = text.visible_from(dash + 1)
        if dash == 0 or after == len(text) or text.is_lower[after]:  # "North Korea — the state — spoke"
            continue
        # "Hwasong - 17" and "North Korea-Russia" are none
        if text.words[dash] == HYPHEN and not text.is_apart(dash):
            continue
        start = _dateline_start(text, dash, line_starts)
        if start is not None:
            marks[start:after] = -1
            marks[start] = marks[after] = 1


def _dateline_start(text: Text, dash: int, line_starts: set[int]) -> int | None:
    """Return the first token of the dateline that ends with a dash, if it is one.

    It stands at the head of a line and has a place in capitals or an agency in brackets.
    """
    i = dash - 1
    has_agency = text.words[i] == CLOSING_BRACKET
    if has_agency:
        i = next((j for j in range(i - 1, max(-1, i - LONGEST_AGENCY), -1) if text.words[j] == BRACKET), 0)
        if i in line_starts:  # "(Reuters) - The"
            return i
        i -= 1
    place = None
    while i >= 0 and dash - i <= LONGEST_DATELINE and _may_stand_in_dateline(text, i):
        if text.is_upper[i] and len(text.doc[i]) >= SHORTEST_PLACE:
            place = i
        if i in line_starts:
            return place if place is not None else i if has_agency else None
        i -= 1
    return None


def _may_stand_in_dateline(text: Text, i: int) -> bool:
    return bool(text.is_digit[i]) or text.words[i] in PLACE_MARKS or text.doc[i].text[0].isupper()


def mark_title(text: Text, marks: Marks, title: str | None) -> None:
    """Begin a sentence after a headline that runs into the text, and none inside it."""
    if not title or not text.string.startswith(title):
        return
    after = next((token.i for token in text.doc if token.idx >= len(title)), len(text))
    inner = marks[1:after]
    inner[(inner == 0) & ~text.ends_line[: len(inner)]] = -1
    if after < len(text) and text.words[after] not in STOPS:
        marks[text.visible_from(after)] = 1


def mark_pieces(text: Text, marks: Marks, pieces: Iterable[tuple[int, int]]) -> None:
    """Let each piece be a sentence of its own."""
    for start, end in pieces:
        marks[start:end] = -1
        marks[start] = marks[text.visible_from(end)] = 1


def mark_endless(text: Text, marks: Marks) -> None:
    """Begin a sentence where one would go on for ever: after the last stop in reach, else a comma, else anywhere."""
    after_stop, after_comma = (np.flatnonzero(text.has(words)) + 1 for words in (STOPS, COMMAS))
    may_begin = marks[: len(text)] >= 0
    starts = [*np.flatnonzero(marks[: len(text)] == 1).tolist(), len(text)]
    for start, end in pairwise(starts):
        while end - start > LONGEST_SENTENCE:
            nearest, farthest = start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE
            start = farthest
            for places in (after_stop, after_comma):
                near = places[np.searchsorted(places, nearest) : np.searchsorted(places, farthest, "right")]
                if len(allowed := near[may_begin[near]]):
                    start = int(allowed[-1])
                    break
            marks[start] = 1
