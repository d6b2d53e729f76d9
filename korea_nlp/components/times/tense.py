"""Whether the clause around a date speaks of the past or the future."""

from collections.abc import Iterable
from typing import Literal

from korea_nlp.dates import Direction, TimeWord
from korea_nlp.syntax import Parse
from korea_nlp.syntax.labels import VERBAL

UNTIL = frozenset({"for", "till", "to", "until"})
MOST_STEPS = 6  # up the tree from a date to the verb that decides


class Tenses:
    """Reads the tense that governs a date, by the words of ``time_words`` that look ahead."""

    def __init__(self, rows: Iterable[TimeWord]) -> None:
        kinds: dict[str, set[str]] = {}
        for row in rows:
            kinds.setdefault(row.kind, set()).add(row.word)
        self._words = kinds.get("ahead", set())  # "schedule", "due"
        self._auxiliaries = kinds.get("ahead_aux", set())  # "will"
        self._scheduled = kinds.get("scheduled", set())  # in the present tense: "the talks begin on Monday"
        self._deferred = kinds.get("deferred", set())  # with "to" or "until": "moved to Monday"

    def direction(self, parse: Parse, start: int, end: int) -> Direction:
        """Tell whether the clause around a date speaks of the past or the future; without a parse, the words near."""
        if not parse.parsed:
            near = parse.lower[max(0, start - 8) : end + 4]
            return "unknown" if self._auxiliaries.isdisjoint(near) else "future"
        head = parse.root_of(start, end)
        if self._lies_ahead(parse, head):
            return "future"
        for _ in range(MOST_STEPS):
            if not start <= head < end:
                if parse.lemma[head].lower() in self._words:
                    return "future"
                tense = self._tense(parse, head) if parse.pos[head] in VERBAL else "unknown"
                if tense != "unknown":
                    return "unknown" if tense == "open" else tense
            head = parse.head[head]
        return "unknown"

    def _lies_ahead(self, parse: Parse, date: int) -> bool:
        """Tell whether the verb that a date belongs to puts it ahead: "begins on Monday", "moved to Monday"."""
        verb = parse.head[date]
        if parse.pos[verb] in ("ADP", "SCONJ", "PART"):
            preposition, verb = verb, parse.head[verb]
            if parse.lower[preposition] in UNTIL and parse.lemma[verb] in self._deferred:
                return True
        return parse.tag[verb] in ("VBZ", "VBP") and parse.lemma[verb] in self._scheduled

    def _tense(self, parse: Parse, verb: int) -> Direction | Literal["open"]:
        """Read the tense of a verb from its auxiliaries and its form; ``unknown`` asks its head, ``open`` is final."""
        tag, auxiliaries = parse.tag[verb], [k for k in parse.auxiliaries(verb) if k < verb]
        tags = {parse.tag[k] for k in auxiliaries}
        perfect = any(parse.lemma[k] == "have" for k in auxiliaries)
        # "could have fired", "appears to have fired", "was fired", "fired"
        if tag in ("VBD", "VBN") and (perfect or not tags & {"MD", "TO"}):
            return "past"
        if "MD" in tags:
            return "future"
        if "TO" in tags:  # "is expected to open in June"
            return "future" if parse.lemma[parse.head[verb]].lower() in self._words else "open"
        if tag == "VBG":  # "was meeting on Friday", "is meeting on Friday"
            return "past" if "VBD" in tags else "future" if tags else "unknown"
        return "open" if tag in ("VBZ", "VBP") else "unknown"
