"""The proper names of an article that tell one event from another: "Sewol", "Itaewon", "Galwan", "Hwasong-15".

Countries, capitals, known people and bodies are left out, since they stand in articles on a hundred events; so are the
article's own sources, days and months, and titles.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from korea_nlp.lexicon import Lexicon
from korea_nlp.records import Record

NAME = re.compile(r"\b[A-Z][^\W_]+(?:[-’'][^\W_]+)*")
STOP = re.compile(
    r"[.!?](?<!\b[A-Z]\.)(?<!\b(?:Mr|Ms|Dr|St|Lt|No)\.)(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Adm|Col|Maj)\.)[\"'”’)\]]*\s+|\n"
)
TAIL = re.compile(r"(?:['’]s?|(?<=\d)s)$")
OPENING = ("", *"\"“‘(':—–•|")  # before a word that may have its capital for standing first
CALENDAR = re.compile(r"\w+").findall(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december christmas easter the and for but not its his her one two new"
)


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row of ``actor_words``."""

    word: str
    use: str | None
    source: str


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row of ``body_words``."""

    word: str
    kind: str | None
    source: str


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A row of ``roles``."""

    phrase: str
    role: str
    country: str | None
    source: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A row of ``places``."""

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str | None
    latitude: float
    longitude: float
    source: str


def common_words(
    actors: Lexicon, bodies: Lexicon, roles: Lexicon, places: Lexicon, *, nations: Iterable[str]
) -> frozenset[str]:
    """Return the words, in lower case, that name no event by themselves: titles, kinds of bodies, nations, days."""
    phrases = [row.word for row in actors.rows(WordRow, key=("word", "use"))]
    phrases += [row.word for row in bodies.rows(BodyRow)]
    phrases += [row.phrase for row in roles.rows(RoleRow)]
    phrases += [name for row in places.rows(PlaceRow) if row.kind == "capital" for name in (row.name, *row.aliases)]
    words = {word for phrase in phrases for word in phrase.lower().split()}
    return frozenset(words.union(CALENDAR) | {word.lower() for name in nations for word in name.split()})


class Names:
    """The names and sentences of one record.

    Args:
        record: The record.
        common: Words that are no names.
    """

    def __init__(self, record: Record, common: frozenset[str]) -> None:
        self.record = record
        self._stops = [0, *(found.end() for found in STOP.finditer(record.text)), len(record.text)]
        self._common = common
        self._tellers = sorted(span for claim in record.claims if claim.source for span in claim.source.spans)

    @cached_property
    def _tokens(self) -> list[tuple[int, str]]:
        record = self.record
        sources = {id for claim in record.claims if claim.source for id in claim.source.actors}
        spans = [(time.start, time.end) for time in record.times]
        for actor in record.actors:
            if "#" not in actor.id or (actor.id in sources and actor.kind != "organization"):
                spans += [(mention.start, mention.end) for mention in actor.mentions]
        named = {mention.start for actor in record.actors if "#" in actor.id for mention in actor.mentions}
        return _tokens(record.text, sorted(spans), self._common, set(self._stops), named)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._tokens]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return where the sentence of a stretch begins and ends."""
        at = bisect_left(self._stops, start + 1) - 1
        last = bisect_left(self._stops, end)
        return self._stops[max(at, 0)], self._stops[min(last, len(self._stops) - 1)]

    def within(self, start: int, end: int) -> frozenset[str]:
        """Return the names that begin in a stretch, those of who tells something left out."""
        return frozenset(name for at, name in self._between(start, end) if not self._teller(at))

    def sources(self, start: int, end: int) -> frozenset[str]:
        """Return the names in a stretch of who tells something."""
        return frozenset(name for at, name in self._between(start, end) if self._teller(at))

    def _between(self, start: int, end: int) -> list[tuple[int, str]]:
        return self._tokens[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _teller(self, at: int) -> bool:
        place = bisect_left(self._tellers, (at + 1,)) - 1
        return place >= 0 and self._tellers[place][0] <= at < self._tellers[place][1]


def _tokens(
    text: str, spans: list[tuple[int, int]], common: frozenset[str], heads: set[int], known: set[int]
) -> list[tuple[int, str]]:
    """Return each name and where it begins; a word at the head of a sentence is one where it is so elsewhere too."""
    found: list[tuple[int, str, bool]] = []
    place = 0
    reach = 0  # how far the spans before here go
    for match in NAME.finditer(text):
        while place < len(spans) and spans[place][0] <= match.start():
            reach = max(reach, spans[place][1])
            place += 1
        name = TAIL.sub("", match[0]).lower()
        if match.start() >= reach and name not in common and len(name) > 2:
            before = text[max(match.start() - 2, 0) : match.start()].rstrip()[-1:]
            head = match.start() not in known and (match.start() in heads or before in OPENING)
            found.append((match.start(), name, head))
    sure = {name for _, name, head in found if not head}
    return [(start, name) for start, name, head in found if not head or name in sure or not name.isalpha()]
