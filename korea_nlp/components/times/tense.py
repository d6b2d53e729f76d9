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
        self._weak = kinds.get("ahead_weak", set())  # "would": of the future, or of the past's
        self._bound = kinds.get("ahead_to", set()) | self._words  # before "to": "is set to meet"
        self._scheduled = kinds.get("scheduled", set())  # in the present tense: "the talks begin on Monday"
        self._deferred = kinds.get("deferred", set())  # with "to" or "until": "moved to Monday"

    def direction(self, parse: Parse, start: int, end: int) -> Direction:
        """Tell whether the clause around a date speaks of the past or the future; without a parse, the words near."""
        if not parse.parsed:
            near = parse.lower[max(0, start - 8) : end + 4]
            if not self._auxiliaries.isdisjoint(near):
                return "future"
            return "unknown" if self._weak.isdisjoint(near) else "likely"
        head = parse.root_of(start, end)
        if (found := self._lies_ahead(parse, head)) is not None:
            return found
        ahead = False
        for _ in range(MOST_STEPS):
            if not start <= head < end:
                if parse.lemma[head].lower() in self._words:
                    return _unless_past(parse, head)
                if any(parse.lemma[k].lower() in self._words for k in parse.children(head, "amod")):
                    return "likely"  # "the planned summit in June"
                ahead = ahead or parse.lower[head] == "ahead"
                tense = self._tense(parse, head) if parse.pos[head] in VERBAL else "unknown"
                if tense != "unknown":
                    if ahead:  # "ahead of the election in November"
                        return "likely" if tense == "past" else "future"
                    return "unknown" if tense == "open" else tense
            head = parse.head[head]
        return "future" if ahead else "unknown"

    def _lies_ahead(self, parse: Parse, date: int) -> Direction | None:
        """Read the verb that a date belongs to, where it puts it ahead: "begins on Monday", "moved to Monday"."""
        verb = parse.head[date]
        if parse.pos[verb] in ("ADP", "SCONJ", "PART"):
            preposition, verb = verb, parse.head[verb]
            if parse.lower[preposition] in UNTIL and parse.lemma[verb] in self._deferred:
                return "likely"
        return "future" if parse.tag[verb] in ("VBZ", "VBP") and parse.lemma[verb] in self._scheduled else None

    def _tense(self, parse: Parse, verb: int) -> Direction | Literal["open"]:
        """Read the tense of a verb from its auxiliaries and its form; ``unknown`` asks its head, ``open`` is final."""
        tag, auxiliaries = parse.tag[verb], [k for k in parse.auxiliaries(verb) if k < verb]
        tags = {parse.tag[k] for k in auxiliaries}
        perfect = any(parse.lemma[k] == "have" for k in auxiliaries)
        # "could have fired", "appears to have fired", "was fired", "fired"
        if tag in ("VBD", "VBN") and (perfect or not tags & {"MD", "TO"}):
            return "past"
        if "MD" in tags:
            return "likely" if self._auxiliaries.isdisjoint(parse.lower[k] for k in auxiliaries) else "future"
        if "TO" in tags:  # "is expected to open in June"
            above = parse.head[verb]
            return _unless_past(parse, above) if parse.lemma[above].lower() in self._bound else "open"
        if tag == "VBG":  # "was meeting on Friday", "is meeting on Friday"
            return "past" if "VBD" in tags else "likely" if tags else "unknown"
        return "open" if tag in ("VBZ", "VBP") else "unknown"


def _unless_past(parse: Parse, word: int) -> Direction:
    """Tell what a word that looks ahead says: "is set to meet" in the future; "was set to meet" may be over."""
    tags = {parse.tag[k] for k in (word, *parse.auxiliaries(word))}
    return "future" if tags & {"VBZ", "VBP", "MD"} and "VBD" not in tags else "likely"
