"""Whether the clause around a date speaks of the past or the future."""

from collections.abc import Iterable
from typing import Literal

from spacy.tokens import Doc, Token

from korea_nlp.dates import Direction

UNTIL = frozenset({"for", "till", "to", "until"})
MOST_STEPS = 6  # up the tree from a date to the verb that decides


class Tenses:
    """Reads the tense that governs a date.

    Args:
        words: Lemmas and words that look ahead: "schedule", "due".
        auxiliaries: Auxiliaries that do: "will".
        scheduled: Verbs whose present tense does: "the talks begin on Monday".
        deferred: Verbs that do with "to" or "until": "moved to Monday".
    """

    def __init__(
        self, words: Iterable[str], auxiliaries: Iterable[str], scheduled: Iterable[str], deferred: Iterable[str]
    ) -> None:
        self._words = frozenset(words)
        self._auxiliaries = frozenset(auxiliaries)
        self._scheduled = frozenset(scheduled)
        self._deferred = frozenset(deferred)

    def direction(self, doc: Doc, start: int, end: int, *, parsed: bool) -> Direction:
        """Tell whether the clause around a date speaks of the past or the future."""
        if not parsed:
            near = {token.lower_ for token in doc[max(0, start - 8) : min(len(doc), end + 4)]}
            return "future" if near & self._auxiliaries else "unknown"
        head = doc[start:end].root
        if self._lies_ahead(head):
            return "future"
        for _ in range(MOST_STEPS):
            if head.i < start or head.i >= end:
                if head.lemma_.lower() in self._words:
                    return "future"
                if head.pos_ in ("VERB", "AUX"):
                    direction = self._tense(head)
                    if direction == "open":
                        return "unknown"
                    if direction != "unknown":
                        return direction
            head = head.head
        return "unknown"

    def _lies_ahead(self, date: Token) -> bool:
        """Tell whether the verb that a date belongs to puts it ahead: "begins on Monday", "moved to Monday"."""
        preposition = date.head if date.head.pos_ in ("ADP", "SCONJ", "PART") else None
        verb = preposition.head if preposition is not None else date.head
        if preposition is not None and preposition.lower_ in UNTIL and verb.lemma_ in self._deferred:
            return True
        return verb.tag_ in ("VBZ", "VBP") and verb.lemma_ in self._scheduled

    def _tense(self, verb: Token) -> Direction | Literal["open"]:
        """Read the tense of a verb from its auxiliaries and its form; ``unknown`` asks its head, ``open`` is final."""
        auxiliaries = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
        tags = {aux.tag_ for aux in auxiliaries}
        perfect = any(aux.lemma_ == "have" for aux in auxiliaries)
        # "could have fired", "appears to have fired", "was fired", "fired"
        if verb.tag_ in ("VBD", "VBN") and (perfect or not tags & {"MD", "TO"}):
            return "past"
        if "MD" in tags:
            return "future"
        if "TO" in tags:
            return "future" if verb.head.lemma_.lower() in self._words else "open"  # "is expected to open in June"
        if verb.tag_ == "VBG":
            return "past" if "VBD" in tags else "future" if tags else "unknown"  # "was meeting on Friday"
        return "open" if verb.tag_ in ("VBZ", "VBP") else "unknown"
