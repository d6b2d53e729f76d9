"""What befell those whom a figure counts, where neither its own words nor its verb say so."""

import re
from dataclasses import dataclass

from korea_nlp.lexicon import Lexicon

LOSS = r"(?:lost|los(?:e|ing|t)|cost|costs|claim(?:ed|s|ing)|took|taken) (?:\w+ ){0,3}(?:lives|life)"
PASSIVE = r"(?:was|were|been|be|being|is|are|got)(?: \w+ly| now| still| also| feared| believed| presumed| shot)*"
BEFORE = 22  # words in which a bare number may have been said to be of the dead
BESIDE = 4  # words before one with a noun of its own: "has killed 28 of the infiltrators"
CUT = re.compile(r"[;:.!?]|\b(?:when|after|while|because|who|which|where)\b")
ENDS = re.compile(r"^\s*(?:was|were|had|did|have|are|(?:on|by|after|at|over|for|in)\b.*)?\s*(?:[.,;:\"”]|$)", re.S)
# "15 were", "it is closer to 150", "the ministry's count is 27", "broadcasters had spoken of 48"
OF_BEFORE = re.compile(
    r"\b(?:that|(?:it|that|toll|counts?|figures?|number|tally|estimate)(?: \w+){0,2}? (?:is|was|at|of|to)|"
    r"(?:speaks?|spoke|spoken|talks?|talked|puts?|know|knows|knew|heard)\b[^,;]* (?:of|at))"
    r"(?: (?:about|around|some|nearly|only|closer to|more than|fewer than|at least|at most))?\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class StatusRow:
    """A row of ``statuses``."""

    word: str
    part: str
    status: str
    source: str


class Fates:
    """The words that say what befell people, as patterns.

    Args:
        table: The table ``statuses``.
    """

    def __init__(self, table: Lexicon) -> None:
        self._status: dict[str, str] = {}
        verbs, words = [], []
        for row in table.rows(StatusRow, key=("word", "part")):
            if row.part == "word":
                words.append(row.word)
                self._status[row.word] = row.status
            elif row.part == "verb":
                for form in _forms(row.word):
                    self._status[form] = row.status
                    verbs.append(form)
        found = "|".join(sorted({*verbs, *words}, key=len, reverse=True))
        self._any = re.compile(rf"\b(?:(?P<loss>{LOSS})|(?P<word>{found}))\b", re.I)
        self._after = re.compile(
            rf"^[^,;.:]{{0,60}}?(?:(?P<loss>\b{LOSS})|\b(?P<hurt>with (?:\w+ )?(?:injuries|wounds))"
            rf"|\b(?P<lost>(?:has|had|have|were|are) not (?:yet )?(?:been )?found)|\b{PASSIVE} (?P<word>{found})"
            rf"|\b(?P<gone>died|dead|perished|drowned|missing|disappeared|vanished))\b",
            re.I,
        )

    def after(self, words: str) -> str | None:
        """Return what befell those of whom some words tell that follow their figure: "died", "had lost their lives"."""
        found = self._after.match(CUT.split(words)[0])
        if found is None:
            return None
        told = {"loss": "killed", "hurt": "injured", "lost": "missing"}
        return (
            next((told[name] for name in told if found[name]), None)
            or self._status[(found["word"] or found["gone"]).lower()]
        )

    def before(self, words: str, *, bare: bool) -> str | None:
        """Return what befell those whose figure follows some words: "has killed", "puts the dead at".

        Args:
            words: What stands between the figure before it, or the beginning of the sentence, and the figure.
            bare: The figure has no noun of its own.
        """
        near = " ".join(CUT.split(words)[-1].split()[-(BEFORE if bare else BESIDE) :])
        found = list(self._any.finditer(near))
        if not found:
            return None
        last = found[-1]
        return "killed" if last["loss"] else self._status[last["word"].lower()]

    def left_out(self, left: str, right: str) -> bool:
        """Return whether what befell those counted is left out between some words, as told before: "that 15 were"."""
        return ENDS.match(right) is not None and OF_BEFORE.search(left) is not None and not self._any.search(left)


def _forms(verb: str) -> tuple[str, ...]:
    stem = verb.removesuffix("e")
    past = {"slay": "slew"}.get(verb, f"{stem}ed")
    return verb, f"{verb}s", past, f"{stem}ing"
