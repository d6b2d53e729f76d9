"""A record → what each figure is of: its frame, filled from its words, its sentence, those around and the article."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from korea_nlp.compare import signs
from korea_nlp.compare.fates import Fates
from korea_nlp.compare.frames import DATES, Frame, Setting
from korea_nlp.compare.measures import AROUND, SOLDIERS, STOP, TWIN, MeasureRow, Measures
from korea_nlp.compare.words import WORD, Weights, stem, words
from korea_nlp.records import Claim, Event, Quantity, Record, Source, Time, Words

NOT_RIVALS = ("fraction", "times")  # "a third", "double": amounts of another amount
NOT_TOLD = ("demand", "threaten")  # stances of claims that tell what should or may be, not what is
NOT_YET = ("planned", "possible")  # modes of events that have not happened
NUMBERS = (None, "count", "people", "frequency of events")  # dimensions of what is counted; "reached 126" has none
EMPTY = ("people", "person", "number", "figure", "count", "total", "one", "part")  # nouns that say nothing of a kind
NEAR = 6  # words to each side of a figure that are its neighbours
KEPT = 40  # words of an article, the weightiest ones
STEP = frozenset(("new", "fresh", "more", "additional", "further", "another", "extra"))  # "eight more deaths": no total
OR_MISSING = "dead or missing"  # no rival of the dead alone
A_YEAR = (1900, 2100)
TABLE = 8  # figures of a sentence from which on it is a table
AFTER = 12  # characters after a figure in which a hyphen can make it part of a name
TELLING = 2.0  # weight of a word from which it can name a topic: of "— About 300 of them", none
BEFORE = 6  # characters by which a time before a figure is farther than one behind it
GRAINS = ("day", "week", "month", "quarter", "year")


class FrameReader:
    """One record, asked what its figures are of.

    Args:
        record: The record.
        measures: The tables that say what figures measure.
        fates: The words that say what befell people.
        weights: How much each word tells.

    Attributes:
        events: The events of each figure, by its id.
    """

    def __init__(self, record: Record, measures: Measures, fates: Fates, weights: Weights) -> None:
        self.record = record
        self.measures = measures
        self.fates = fates
        self.weights = weights
        self.quantities = {quantity.id: quantity for quantity in record.quantities}
        self._countries = {actor.id: actor.country for actor in record.actors}
        self._figures = sorted(record.quantities, key=lambda quantity: quantity.start)
        self._starts_of_figures = [quantity.start for quantity in self._figures]
        self._ends = sorted(quantity.end for quantity in record.quantities)
        self._starts = [0, *(found.end() for found in STOP.finditer(record.text))]
        self._breaks = [found.start() for found in re.finditer(r"\n", record.text)]
        self._times = sorted(record.times, key=lambda time: time.start)
        self._time_starts = [time.start for time in self._times]
        states = (actor for actor in record.actors if actor.kind == "state" and actor.country)
        self._states = sorted((m.start, m.end, str(actor.country)) for actor in states for m in actor.mentions)
        self._state_starts = [start for start, _, _ in self._states]
        self._by_id = {event.id: event for event in record.events}
        self.events: dict[str, list[Event]] = {}
        for event in record.events:
            for id in event.quantities:
                self.events.setdefault(id, []).append(event)

    @cached_property
    def setting(self) -> Setting:
        """What the figures of the article share."""
        record = self.record
        title = record.title if record.title and record.title_end is None else ""
        names = [name.lower() for name in _names(record.text)]
        return Setting(
            record.id,
            self.weights.bag(words(f"{title}\n{record.text}"), kept=KEPT),
            self.weights.bag(names, kept=KEPT),
            record.published[:10] if record.published else None,
        )

    def frame(self, claim: Claim, quantity: Quantity) -> Frame | None:
        """Return the frame of a figure of a claim; None where it can have no rivals."""
        text = self.record.text
        start, end = self._sentence(quantity.start)
        if quantity.relation in NOT_RIVALS or signs.VAGUE.search(quantity.text) or self._part(quantity):
            return None
        if self._no_amount(quantity, text[start : quantity.start]) or self._figures_in(start, end) > TABLE:
            return None
        events = self.events.get(quantity.id, [])
        told = [self._by_id[id] for id in claim.events if id in self._by_id]
        left, right = text[start : quantity.start], text[quantity.end : end]
        content = self._content(claim, start, end)
        close_by = f"{left[-40:]} {quantity.text} {right[:40]}"
        beside = [
            *WORD.findall(self._content(claim, start, quantity.start))[-NEAR:],
            *WORD.findall(self._content(claim, quantity.end, end))[:NEAR],
            *WORD.findall(quantity.text),
        ]
        # "Broadcasters had spoken of 48": who tells a number is not what it counts
        if quantity.counted is not None and claim.source is not None and _meets(quantity.counted, claim.source):
            of_people = quantity.dimension != "count"
            unit, dimension = (quantity.unit, quantity.dimension) if of_people else (None, None)
            quantity = replace(quantity, counted=None, unit=unit, dimension=dimension)
        counted = self._counted(quantity)
        status, row = self._measured(quantity)
        window = self._window(claim, quantity, start, end, events)
        place = bisect_left(self._starts_of_figures, quantity.start)
        before = self._figures[place - 1].end if place else 0
        behind = (self._starts_of_figures[place + 1 : place + 2] or [end])[0]
        beside_it = f"{text[max(start, before) : quantity.start]} {text[quantity.end : min(end, behind)]}"
        return Frame(
            setting=self.setting,
            dimension="number" if quantity.dimension in NUMBERS else str(quantity.dimension),
            bare=quantity.unit is None and quantity.dimension is None,
            measure=OR_MISSING if status and signs.MISSING_TOO.search(close_by) else row.measure if row else None,
            status=status,
            counted=counted,
            thing=quantity.dimension == "count" and _names_its_own(quantity),
            head=self._head(quantity),
            vague=bool(signs.ORDER.search(quantity.text) or signs.AGED.search(quantity.text))
            or self._in_a_name(quantity),
            country=self.measures.country(quantity.text),
            parties=frozenset(self._parties(events or told)),
            near=self.weights.bag(word.lower() for word in beside if len(word) > 1),
            sentence=self.weights.bag(words(content)),
            around=self.weights.bag(words(self._around(start, end))),
            names=frozenset(stem(name.lower()) for name in _names(text[start:end])),
            called=frozenset(self._called(text[start:end])),
            window=window,
            planned=claim.stance in NOT_TOLD
            or any(event.mode in NOT_YET for event in events if status is None or event.mode == "planned")
            or bool(signs.MAY_BE.search(left[-60:])),
            step=self._step(quantity)
            or signs.ALONE.match(right) is not None
            or signs.LAST_DAY.search(beside_it) is not None,
            rate=bool(
                signs.RATE.match(right) or signs.RATE_BEFORE.search(left) or signs.RATE_WITHIN.search(quantity.text)
            ),
            place=(bisect_right(self._breaks, start), start, bisect_right(self._starts, start)),
            events=frozenset(event.kind for event in events or told),
            where=frozenset(self._where(claim, start, end)),
            beside=frozenset(stem(name.lower()) for name in _names(self._around(start, end))),
            remains=signs.REMAIN.search(content) is not None,
            total=signs.TOTAL.search(beside_it) is not None,
            incident=signs.INCIDENT.search(beside_it) is not None or (window is not None and window[0] == window[1]),
            spots=frozenset(word.lower() for word in signs.SPOT.findall(self._clause(quantity, start, end))),
            own=signs.OWN.search(left[-60:]) is not None,
            whole=signs.WHOLE.search(f"{left} {right}") is not None,
            in_turn=signs.IN_TURN.search(left) is not None,
            others=signs.OTHERS.search(quantity.text) is not None,
            former=signs.FORMER.search(left) is not None,
            holder=frozenset(
                stem(word.lower()) for word in WORD.findall(quantity.holder.text if quantity.holder else "")
            ),
        )

    def _no_amount(self, quantity: Quantity, left: str) -> bool:
        """Return whether a number is an age, a year or how many times more, and no amount of anything."""
        limit = signs.LIMIT.match(quantity.text)
        if signs.CODE.match(self.record.text, quantity.start):
            return True
        if signs.IN_TEN.match(self.record.text, quantity.end) or signs.OR_TWO.search(left):
            return True
        if signs.TIMES.search(quantity.text) or signs.OF_AGE.search(f"{left}{limit[0]} " if limit else left):
            return True
        told = quantity.lower if quantity.lower is not None else quantity.upper
        if (
            told is None
            or "," in quantity.text
            or (quantity.counted and quantity.start <= quantity.counted.start < quantity.end)
        ):
            return False
        return A_YEAR[0] <= told <= A_YEAR[1] and signs.SINCE.search(left) is not None

    def _clause(self, quantity: Quantity, start: int, end: int) -> str:
        """Return the clause of a figure, with others told in one breath: "killed 10 and hurt 30 at the airport"."""
        text = self.record.text
        left = signs.NEW_CLAUSE.split(text[start : quantity.start])[-1]
        return f"{left} {signs.NEW_CLAUSE.split(text[quantity.end : end])[0]}"

    def _figures_in(self, start: int, end: int) -> int:
        return bisect_left(self._starts_of_figures, end) - bisect_left(self._starts_of_figures, start)

    def _where(self, claim: Claim, start: int, end: int) -> Iterator[str]:
        """Yield the countries that a claim names within a sentence, but for those who claim it."""
        sources = claim.source.spans if claim.source else ()
        beside = self._states[bisect_left(self._state_starts, start) : bisect_left(self._state_starts, end)]
        named = [(at, to, code) for at, to, code in beside if not any(a <= at < b for a, b in sources)]
        within = [code for at, to, code in named if any(a <= at and to <= b for a, b in claim.content.spans)]
        within = within or [code for _, _, code in named]
        about = [code for id in claim.about if not beside and (code := self._countries.get(id))]
        yield from within or about or sorted(self.measures.countries(self._content(claim, start, end)))

    def _measured(self, quantity: Quantity, *, back: int = 2) -> tuple[str | None, MeasureRow | None]:
        """Return what befell those counted and what is measured: by the words beside, or as the figure before has it.

        Args:
            quantity: The figure.
            back: How many figures before it are looked at.
        """
        status = quantity.status or self.measures.befell(self._counted(quantity))
        bare = quantity.unit is None and quantity.dimension is None
        of_people = bare or quantity.dimension == "people"
        start, end = self._sentence(quantity.start)
        before = self._before(quantity)
        place = bisect_left(self._starts_of_figures, quantity.start)
        following = self._starts_of_figures[place + 1 : place + 2]
        left = self.record.text[max(start, before) : quantity.start]
        right = self.record.text[quantity.end : min([end, *following])]
        if status is None and of_people:
            status = self.fates.after(right) or self.fates.before(left, bare=bare)
        row = self.measures.row(self.record.text, quantity, before, status)
        nounless = bare or (of_people and (quantity.counted is None or quantity.counted.end <= start))
        if row is None and place > 0 and back:
            # "Seven were hurt. A broadcaster said that 15 were.", "... paid 20 million. Kabul puts the sum at two"
            last = self._figures[place - 1]
            again = last.dimension == quantity.dimension and not of_people and signs.IN_TURN.search(left)
            left_out = again or (nounless and self.fates.left_out(left, right))
            if (
                left_out
                and last.end >= self._sentence(start - 1)[0]
                and "\n" not in self.record.text[last.end : quantity.start]
            ):
                return self._measured(last, back=back - 1)
        if row is None and status is None and nounless and start and self.record.text[start - 1] != "\n":
            row = self.measures.crowd(self.record.text[self._sentence(start - 1)[0] : start])
        return status, row

    def _part(self, quantity: Quantity) -> bool:
        """Return whether a figure is a part of another one.

        "41 killed, including 15 children": fifteen is no rival of 41; "4,000 casualties, 1,000 of them killed" gives a
        number of its own.
        """
        whole = self.quantities.get(quantity.of or "")
        start, _ = self._sentence(quantity.start)
        left = self.record.text[start : quantity.start]
        right = self.record.text[quantity.end : quantity.end + AROUND]
        if (
            signs.OF_ALL.search(left)
            or signs.SHARE.search(left)
            or signs.OTHER.search(left)
            or signs.IDENTIFIED.match(right)
        ):
            return True
        if signs.OF_THOSE.search(self.record.text[quantity.start : quantity.end + AFTER]):
            return True
        place = bisect_left(self._starts_of_figures, quantity.start)
        if signs.OF_THEM.search(quantity.text) and place and self._figures[place - 1].status == quantity.status:
            return True
        if quantity.status is None and signs.PART.search(self.record.text[start : quantity.start]):
            return True
        if quantity.relation == "subset":
            return whole is not None and (quantity.status is None or whole.status == quantity.status)
        return False

    def _step(self, quantity: Quantity) -> bool:
        """Return whether a figure comes on top of what was told before."""
        if quantity.relation == "additional":
            earlier = [other for other in self.record.quantities if other.end <= quantity.start]
            last = max(earlier, key=lambda other: other.end, default=None)
            return quantity.status is None or last is None or last.status in (None, quantity.status)
        return quantity.change != "none" or not STEP.isdisjoint(
            WORD.findall(signs.MORE_THAN.sub("", quantity.text.lower()))
        )

    def _content(self, claim: Claim, start: int, end: int) -> str:
        """Return what a claim says within a stretch; all of it for a figure that no claim holds."""
        if not claim.id:
            return self.record.text[start:end]
        parts = [self.record.text[max(a, start) : min(b, end)] for a, b in claim.content.spans if a < end and start < b]
        return " ".join(parts)

    def _before(self, quantity: Quantity) -> int:
        place = bisect_right(self._ends, quantity.start - TWIN)
        return self._ends[place - 1] if place else 0

    def _sentence(self, at: int) -> tuple[int, int]:
        place = bisect_right(self._starts, at)
        end = self._starts[place] if place < len(self._starts) else len(self.record.text)
        return self._starts[place - 1], end

    def _around(self, start: int, end: int) -> str:
        """Return the sentences before and after one, in its paragraph."""
        text = self.record.text
        before = text[self._sentence(start - 1)[0] : start] if start and text[start - 1] != "\n" else ""
        after = text[end : self._sentence(end)[1]] if end < len(text) and text[end - 1] != "\n" else ""
        return f"{before} {after}"

    def _counted(self, quantity: Quantity) -> frozenset[str]:
        if quantity.dimension == "people" and quantity.unit in SOLDIERS:
            return frozenset(("soldier",))
        words = quantity.counted.text if quantity.counted else ""
        found = (word.lower() for word in WORD.findall(f"{words} {quantity.unit or ''}"))
        return frozenset(stem(word) for word in found if word not in EMPTY and word not in STEP)

    def _in_a_name(self, quantity: Quantity) -> bool:
        words = self.record.text[quantity.start : quantity.end + AFTER]
        return quantity.dimension in NUMBERS and signs.IN_A_NAME.search(words) is not None

    def _head(self, quantity: Quantity) -> str | None:
        """Return the noun that a figure names itself, without what says whose: None of "480 South Koreans"."""
        if quantity.counted is None or not _names_its_own(quantity):
            return None
        words = WORD.findall(self.measures.nameless(quantity.counted.text))
        found = stem(words[-1].lower()) if words else None
        return None if found in EMPTY else found

    def _parties(self, events: list[Event]) -> Iterator[str]:
        for event in events:
            for argument in event.arguments:
                if argument.role in ("agent", "patient") and (code := self._countries.get(argument.actor or "")):
                    yield code

    def _called(self, sentence: str) -> Iterator[str]:
        for name in _names(self.measures.nameless(sentence)):
            if name not in DATES and self.weights[stem(name.lower())] > TELLING:
                yield name

    def _window(
        self, claim: Claim, quantity: Quantity, start: int, end: int, events: list[Event]
    ) -> tuple[str, str] | None:
        """Return the time that a sentence speaks of: the nearest one told that is not the time of saying."""
        said = claim.time
        linked = {event.time for event in events if event.time}
        found: list[Time] = [
            time
            for time in self._times[bisect_left(self._time_starts, start) : bisect_left(self._time_starts, end)]
            if time.id != said and time.grain in GRAINS and time.earliest and time.latest
        ]
        if not found:
            return None
        # "172.9 (base 1980) in February"
        place = bisect_right(self._starts_of_figures, quantity.start)
        other = (self._starts_of_figures[place : place + 1] or [end])[0]
        # "60,000 came, up from 22,000 in June": a time behind another figure is that one's
        mine = [time for time in found if time.start < other] or found
        text = self.record.text
        best = min(
            mine,
            key=lambda time: (
                time.id not in linked,
                signs.BASE.search(text[max(0, time.start - AFTER) : time.start]) is not None,
                _gap(time, quantity),
            ),
        )
        return (str(best.earliest), str(best.latest))


def _meets(words: Words, source: Source) -> bool:
    return any(words.start < end and start < words.end for start, end in source.spans)


def _gap(time: Time, quantity: Quantity) -> int:
    """Return how far a time stands from a figure: one that follows is nearer, "from 4.3 billion in 1985"."""
    return time.start - quantity.end if time.start >= quantity.end else quantity.start - time.end + BEFORE


def _names_its_own(quantity: Quantity) -> bool:
    return quantity.counted is not None and quantity.counted.end <= quantity.end


def _names(text: str) -> Iterator[str]:
    """Yield the words of a text that are written large though they begin no sentence."""
    for found in signs.LARGE.finditer(text):
        if found[0][0].isupper() and len(found[0]) > 2:
            before = text[max(0, found.start() - 3) : found.start()].rstrip(" \"'“‘")
            if before and before[-1] not in ".!?\n":
                yield found[0]
