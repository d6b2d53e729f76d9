"""Who tells a figure that no claim holds: "Tokyo's count is 30", "the Red Cross puts the dead at 110"."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from korea_nlp.compare.measures import STOP
from korea_nlp.lexicon import Lexicon
from korea_nlp.records import Quantity, Record, Source

LONGEST = 9  # words of who tells
FAR = 400  # characters before a figure that are looked at
REACH = 12  # words between what is told to be a count and its number
CLAUSE = re.compile(r"[;:—–]\s*|[,]?\s\b(?:and|but|while|whereas|though|although|that)\b\s|\A", re.I)
HELPS = re.compile(
    r"(?:\s+|^)(?:ha[sd]|have|was|were|is|are|still|now|also|only|later|earlier|once|already|itself|themselves|"
    r"initially|first|since|on \w+day|yesterday|today)$",
    re.I,
)
ASIDE = re.compile(r"^(?P<who>[^,]+), [^,]+,$")  # "Hwang Jang-yop, its highest defector,"
DATED = re.compile(
    r"^(?:On|In|By|At|After|Since|For|Of|From|With|Meanwhile|Later|Earlier|However|Then)\b"
    r"(?:[^,]*(?:,|$) *| (?:the |a )?\w+ (?=the |[A-Z]))"
)
OWN = r"(?:own|latest|last|first|official|new|early|final|lowest|highest|initial|preliminary)"
NUMBER = re.compile(r"\d")
ANOTHER = re.compile(
    r"\b(?:what|which|who|that|is|was|are|were)\b", re.I
)  # verbs and the like, of which no name has any
GOES_ON = re.compile(  # "..., Seoul said on Monday, with 30 hurt": the rest is told as well
    r"[^,;.]{0,30}, (?:with|at|up|down|from|compared|after|leaving|killing|among|including|most of them)\b[^;]*$"
)
POSSESSIVE = re.compile(rf"['’]s?(?: {OWN})*$")
GAP = re.compile(r"[;,] (?:and |but )?(?P<who>(?:the |[A-Z])?[A-Za-z.'’ -]{2,40}), (?:at|of) $")
Form = Literal["at", "noun", "object", "of", "to"]


@dataclass(frozen=True, slots=True)
class TellingRow:
    """A row of ``tellings``: a word by which somebody gives a number.

    Attributes:
        form: How the number follows: ``object`` ("counts 30"), ``at`` ("puts the dead at 30"), ``of`` ("spoke of 30");
            ``to`` ("raised its estimate to 30"); ``noun`` is what a number can be, and who it is of stands before it
            ("Tokyo's count").
    """

    word: str
    form: Form
    source: str


class Tellings:
    """The table of tellings, as patterns.

    Args:
        table: The table ``tellings``.
    """

    def __init__(self, table: Lexicon) -> None:
        words: dict[Form, list[str]] = {"at": [], "noun": [], "object": [], "of": [], "to": []}
        for row in table.rows(TellingRow):
            words[row.form].append(re.escape(row.word))
        at, noun, direct, of, to = ("|".join(words[form]) for form in ("at", "noun", "object", "of", "to"))
        between = rf"(?:\s+[^\s;:.]+){{0,{REACH}}}?"
        self.verb = re.compile(
            rf"\s(?P<cue>(?:{at}){between}\s(?:at|as)|(?:{of})(?:{between}\s(?:{noun}))?\s(?:of|that)|(?:{direct}|count)|"
            rf"(?:{to})\s(?:its|his|her|their|the){between}\s(?:{noun}){between}\sto)\s"
        )
        self.noun = re.compile(rf"(?P<who>[^;:,]+?)(?:['’]s?)(?: {OWN})* (?P<cue>{noun})\b(?=.*(?:\s|:|,)$)")
        self.counts = frozenset(words["noun"])


class Tellers:
    """One record, asked who tells a figure.

    Args:
        record: The record.
        tellings: The words by which somebody gives a number.
    """

    def __init__(self, record: Record, tellings: Tellings) -> None:
        self.text = record.text
        self.tellings = tellings
        self._starts = [0, *(found.end() for found in STOP.finditer(record.text))]
        told = [(claim, claim.source, claim.cue.spans[-1][1]) for claim in record.claims if claim.source and claim.cue]
        # who told something before, by where the cue ends
        before = [(end, source) for claim, source, end in told if claim.content.spans[-1][1] <= end]
        self._told = sorted(before, key=lambda item: item[0])
        self._mentions = sorted((m.start, m.end, actor.id) for actor in record.actors for m in actor.mentions)

    def teller(self, quantity: Quantity) -> Source | None:
        """Return who tells a figure by its sentence; None where nobody is seen to."""
        start = self._starts[bisect_right(self._starts, quantity.start) - 1]
        first, last = (bisect_right(self._told, place, key=lambda item: item[0]) for place in (start, quantity.start))
        for end, source in self._told[first:last]:  # a claim that is told before a figure goes on to it
            if GOES_ON.match(self.text[max(end, source.spans[-1][1]) : quantity.start]):
                return source
        start = max(start, quantity.start - FAR)
        left = self.text[start : quantity.start]
        for a, b in self._candidates(left):
            if found := self._source(start + a, start + b):
                return found
        return None

    def _candidates(self, left: str) -> Iterator[tuple[int, int]]:
        """Yield where those may stand who tell the number that follows some words."""
        # "... at 2.5 trillion won; insurers, at 5.1 trillion"
        if (gap := GAP.search(left)) and self.tellings.verb.search(left[: gap.start()]):
            yield gap.span("who")
        for found in reversed([*self.tellings.verb.finditer(left)]):
            between = left[found.end() :]
            # "put the dead at 110 and the injured at": the second number goes with the first
            if ";" in between or len(between.split()) > REACH:
                break
            yield _subject(left, found.start())
        # "Tokyo's figures differ a little:"
        if (noun := self.tellings.noun.search(left)) and len(left[noun.end() :].split()) <= REACH:
            yield _subject(left, noun.end("who"))

    def _source(self, start: int, end: int) -> Source | None:
        words = self.text[start:end]
        if not words or len(words.split()) > LONGEST or NUMBER.search(words) or ANOTHER.search(words):
            return None
        if POSSESSIVE.search(words) or words.split()[-1].lower() in self.tellings.counts:
            return None
        actors = [id for a, b, id in self._mentions if start <= a and b == end]
        return Source(((start, end),), words, tuple(dict.fromkeys(actors)))


def _subject(left: str, end: int) -> tuple[int, int]:
    """Return where the subject stands that ends before a verb."""
    words = left[:end].rstrip()
    while (cut := HELPS.sub("", words).rstrip()) != words:
        words = cut
    start = max((found.end() for found in CLAUSE.finditer(words)), default=0)
    if dated := DATED.match(words[start:]):
        start += dated.end()
    if aside := ASIDE.match(words[start:]):
        return start, start + aside.end("who")
    at = words.rfind(", ", start)
    return (at + 2 if at >= 0 else start), len(words.rstrip(","))
