"""The words of a part of a claim as people read them: gaps shown, quotation marks in pairs."""

import re

from korea_nlp.records.sharing import is_hidden
from korea_nlp.records.types import Cue, Part, Source

GAP = " … "
COMMA = 2  # characters of a gap that holds no word
PAIRS = {  # what closes each mark, the usual one first
    **{"“": ("”", '"'), "„": ("“", "”", '"'), "«": ("»",), "「": ("」",), "『": ("』",)},
    **{"``": ("''", '"'), '"': ('"', "”", "''")},
}
CLOSERS = {"”": "“", "»": "«", "」": "「", "』": "『", "''": "``"}
MARK = re.compile("``|''|[“”„«»「」『』\"]")
SINGLE = re.compile(r"""['‘](?=[^\W\d])(?!.*[^\s][’'](?!\w))""", re.DOTALL)  # opens a piece, and nothing closes it


def worded(part: Part | Source | Cue) -> str:
    """Return the words of a part with "…" where words of others stand between its stretches, and its marks in pairs.

    ``part.text`` is what the text of the article reads; this is for people. Words that were withheld stay as they are.

    Example:
        >>> worded(Part(((1, 9), (20, 34)), '"We wait "and we count."'))
        '"We wait" … "and we count."'
    """
    if is_hidden(part.text):
        return part.text
    words, at, until = "", 0, 0
    for start, end in part.spans:
        between = "" if not words else GAP if start - until > COMMA else " "
        words += between + _balanced(part.text[at : at + end - start])
        at, until = at + end - start + 1, end
    return words


def _balanced(piece: str) -> str:
    """Return a stretch with a mark beside it for each one inside that has no other."""
    before = ""
    opened: list[str] = []
    for found in MARK.finditer(piece):
        mark = found[0]
        if opened and mark in PAIRS[opened[-1]]:
            opened.pop()
        elif mark in CLOSERS or (mark == '"' and _closes(piece, found)):
            before = CLOSERS.get(mark, mark) + before
        else:
            opened.append(mark)
    after = "".join(PAIRS[mark][0] for mark in reversed(opened))
    if SINGLE.match(piece):
        after = {"'": "'", "‘": "’"}[piece[0]] + after
    return f"{before}{piece}{after}"


def _closes(piece: str, found: re.Match[str]) -> bool:
    """Tell whether a straight mark stands after a word and before none: 'of the day" he'."""
    start, end = found.span()
    after_word = start > 0 and not piece[start - 1].isspace() and piece[start - 1] not in "([—–-"
    return after_word and not piece[end : end + 1].isalnum()
