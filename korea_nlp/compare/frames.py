"""What a figure is of: a frame, filled from its words, its sentence, the one before and the article."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from korea_nlp.compare.fates import Fates
from korea_nlp.compare.measures import AROUND, SOLDIERS, STOP, TWIN, MeasureRow, Measures
from korea_nlp.compare.naming import DAYS, MONTHS
from korea_nlp.compare.words import WORD, Bag, Weights, stem, words
from korea_nlp.records import Claim, Event, Quantity, Record, Source, Time, Words

NOT_RIVALS = ("fraction", "times")  # "a third", "double": amounts of another amount
NOT_TOLD = ("demand", "threaten")  # stances of claims that tell what should or may be, not what is
CASUALTIES = ("killed", "injured", "killed_or_injured")
NOT_YET = ("planned", "possible")  # modes of events that have not happened
NUMBERS = (None, "count", "people", "frequency of events")  # dimensions of what is counted; "reached 126" has none
EMPTY = ("people", "person", "number", "figure", "count", "total", "one", "part")  # nouns that say nothing of a kind
NEAR = 6  # words to each side of a figure that are its neighbours
KEPT = 40  # words of an article, the weightiest ones
SPAN = r"(?:second|hour|day|week|month|year)\b(?! (?:ago|earlier|before|later|old))"
RATE = re.compile(rf"^\W*(?:(?:per|an?|each|every) {SPAN}|annual|yearly|monthly|weekly|daily)", re.I)
RATE_WITHIN = re.compile(rf"\b(?:per|an?|each|every) {SPAN}\W*$", re.I)
RATE_BEFORE = re.compile(r"\b(?:annual(?:ly)?|yearly|monthly|weekly|daily)\W+(?:\w+\W+){0,3}$", re.I)
PART = re.compile(r"\b(?:of which|of whom|of them|among them|among these|including|includes?)\b[^.;]{0,24}$", re.I)
TO_COME = (
    r"will|would|could|can|may|might|should|plan\w*|expect\w*|capable|ready|prepar\w+ to|offer\w*|"
    r"threat\w*|propos\w*|vow\w*|pledg\w*|promis\w*|intend\w*|forecast\w*|project(?:ion|ions|ed)|target\w*"
)
MAY_BE = re.compile(rf"\b(?:{TO_COME})\b(?! have (?:been|\w+ed|\w+en)\b)", re.I)
STEP = frozenset(("new", "fresh", "more", "additional", "further", "another", "extra"))  # "eight more deaths": no total
VAGUE = re.compile(r"\b(?:few|several|multiple|many|couple|numerous|countless|single|some of|one of|pairs?)\b", re.I)
ORDER = re.compile(r"\b(?:dozen|score|hundred|thousand|million|billion)s\b", re.I)  # "hundreds of soldiers": no number
TENS = r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
# "four-party talks", "the six- nation talks", not "forty-six" nor "20-strong"
IN_A_NAME = re.compile(rf"^(?!{TENS})[\w.,]+ ?- ?(?!year|old|strong)[a-z]{{3,}}", re.I)
AGED = re.compile(r"-years?-old\b", re.I)  # "the 47-year-old official" is called so
CODE = re.compile(r"0\d|\d+\.[A-Z]{2}\b")  # "005930.KS" is a share
IN_TEN = re.compile(r" in (?:\d+|three|four|five|ten|every)\b", re.I)  # "six in 10 Americans"
OR_MISSING = "dead or missing"  # no rival of the dead alone
MISSING_TOO = re.compile(r"\b(?:dead|died|killed|deaths) (?:or|and) (?:missing|disappeared)\b", re.I)
OR_TWO = re.compile(r"\b(?:hour|day|week|month|year)s? or $", re.I)  # "the coming week or two"
TIMES = re.compile(r"\btimes\b", re.I)  # "six times less likely"
# "aged 15", "school age up to 15", "children under five"
OF_AGE = re.compile(
    r"\b(?:ages?|aged)(?: of| from| between)?\W*(?:over|under|above|below|up to)?\W*$|"
    r"\b(?:children|kids|pupils|youths|teenagers|adults|people|men|women|those|anyone|everyone)\W+"
    r"(?:over|under|above|below|older than|younger than)\W*$",
    re.I,
)
LIMIT = re.compile(r"^(?:over|under|above|below|older than|younger than|up to)\b", re.I)
SINCE = re.compile(r"\b(?:since|until|till|back to|in|from|by|of|before|after)\W*$", re.I)  # "dates back to 2009"
A_YEAR = (1900, 2100)
IN_TURN = re.compile(
    r"\b(?:puts?|sum|figures?|amount|total|estimates?d?|count|tally|toll|number|speaks?|spoke|spoken|own|reckons?)\b", re.I
)
FORMER = re.compile(
    r"\b(?:(?:up|down|fell|rose|widened|narrowed|grew|dropped|slipped|swing|\d) (?:[\w,.]+ ){0,8}?from|"
    r"(?:compared|compares) (?:with|to)|against|versus)(?: (?:a|an|about|some|nearly|only|the))*\W*$",
    re.I,
)
OF_ALL = re.compile(
    r"^\W*(?:(?:of|among) (?:the|those|these|its|their|all)\b[^;]*|for [^,;]* alone),[^;]*$", re.I
)  # "Of the 238 hurt, 109 ..."
# "185 of the wounded", "nine of the 10 killed", "nearly a quarter of the dead -- 469 -- are children"
OF_THOSE = re.compile(r"\bof (?:the|those|its|their) (?:\d[\d,]*|dead|deaths|wounded|injured|killed|victims|hurt)\b", re.I)
SHARE = re.compile(r"\b(?:third|quarter|half|majority|most|many|percent) of (?:the|those|its|their) [^.;]{0,30}\W+$", re.I)
BASE = re.compile(r"\bbase(?: of| year)? $", re.I)
NEW_CLAUSE = re.compile(r"[;:]|,? (?:and|but|while|where|whereas|which) (?=a |an |the |another |at )|, (?:and|while|where) ")
SPOT = re.compile(  # where of an event, at whose other places others died
    r"\b(airport|camp|church|county|district|embassy|hospital|hotel|market|metro|mosque|park|prison|province|school|"
    r"station|stadium|suburb|subway|town|village)s?\b",
    re.I,
)
OTHER = re.compile(r"\bthe other\W*$", re.I)  # "the other 140 were guests"
IDENTIFIED = re.compile(r"^[^.;]{0,60}\bidentified\b", re.I)  # "24 victims had been identified so far"
LAST_DAY = re.compile(r"\b(?:last|past) (?:24|48|72) hours\b", re.I)
OWN = re.compile(r"\b(?:its|their|our|posted|booked)\b", re.I)
WHOLE = re.compile(r"\b(?:across the|nationwide|countrywide|statewide|whole (?:country|state)|nationally)\b", re.I)
TOTAL = re.compile(
    r"\b(?:toll|totals?|so far|since|in all|altogether|overall|(?:past|last) (?:\w+ )?(?:days|weeks|months)|"
    r"conflict|war|days of|week of|offensive|operation)\b",
    re.I,
)
INCIDENT = re.compile(
    r"\b(?:strikes?|air ?strikes?|raids?|blasts?|bomb\w*|explo\w+|shelling|ambush\w*|today|overnight)\b", re.I
)
OF_THEM = re.compile(r"\bof (?:them|whom)\b", re.I)
ALONE = re.compile(r"^[^,.;]{0,40}\balone\b", re.I)  # "358 cases on Sunday alone"
REMAIN = re.compile(r"\b(?:remain\w*|still (?:in|at|being)|are left|critical|intensive care)\b", re.I)
TABLE = 8  # figures of a sentence from which on it is a table
AFTER = 12  # characters after a figure in which a hyphen can make it part of a name
# words that begin with no small letter; what stands before is looked at last, since that is quicker
LARGE = re.compile(r"[^\W\d_a-z](?<![^\W\d_].)(?<![^\W\d_]-.)[^\W\d_]*(?:-[^\W\d_]+)*", re.S)
MORE_THAN = re.compile(r"\b(?:more|other) than\b")
DATES = frozenset((*DAYS, *MONTHS))
TELLING = 2.0  # weight of a word from which it can name a topic: of "— About 300 of them", none
BEFORE = 6  # characters by which a time before a figure is farther than one behind it
GRAINS = ("day", "week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Setting:
    """What the figures of an article share.

    Attributes:
        words: The weightiest words of the article.
        names: Its names.
        day: The day of its publication.
    """

    article: str
    words: Bag
    names: Bag
    day: str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """What a figure is of.

    Attributes:
        setting: What it shares with the other figures of its article.
        dimension: What is measured; one for all that is counted, "number".
        bare: A number alone, that may be of any dimension.
        measure: The measure by the table ``measures``, where it has one.
        status: What befell the people counted.
        counted: Stems of what is counted; empty where only the context says it.
        thing: What is counted is a thing that the figure itself names, as in "27 letters".
        head: The stem of the noun that the figure itself names: letter of "27 letters"; None where the context says it.
        vague: Told by an order alone ("hundreds"), or part of a name and no count ("four-party talks").
        country: Whose, where the figure's own words say so, by code.
        parties: Codes of the countries of those who act in its events.
        near: Words beside the figure.
        sentence: Words of its sentence.
        around: Words of the sentences before and after it in its paragraph.
        names: Names in its sentence, by their stems.
        called: The same as they are written, but for countries, dates and common words.
        window: First and last day of the time that its sentence speaks of.
        planned: It is not yet so.
        step: It comes on top of what was told before: "eight more deaths".
        rate: It is by the year, the day, ...
        place: Where it stands: paragraph, where its sentence begins, and which sentence of the article it is.
        events: Kinds of event that it takes part in.
        where: Codes of the countries that what is claimed names.
        beside: Names in the sentences before and after, by their stems.
        remains: Told of those who are left: "two are still in hospital".
        former: What it was before: "up from 27 percent".
        spots: Kinds of place in its clause: airport, station.
        own: Told of the teller's own: "its net profit".
        in_turn: Its words say that it is another number of what was told before: "puts the sum at 3 million".
        total: Told as of a whole war or time: "the toll", "so far".
        incident: Told as of one attack or day.
        whole: Told of a whole country, where others may tell of a part: "nationwide".
        holder: Stems of the words of whose it is, as far as the sentence says so: "Ford has 13,000 workers".
    """

    setting: Setting
    dimension: str
    bare: bool
    measure: str | None
    status: str | None
    counted: frozenset[str]
    thing: bool
    head: str | None
    vague: bool
    country: str | None
    parties: frozenset[str]
    near: Bag
    sentence: Bag
    around: Bag
    names: frozenset[str]
    called: frozenset[str]
    window: tuple[str, str] | None
    planned: bool
    step: bool
    rate: bool
    place: tuple[int, int, int]
    events: frozenset[str]
    where: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    remains: bool = False
    former: bool = False
    holder: frozenset[str] = frozenset()
    in_turn: bool = False
    total: bool = False
    incident: bool = False
    whole: bool = False
    spots: frozenset[str] = frozenset()
    own: bool = False


class FrameReader:
    """One record, asked what its figures are of.

    Args:
        record: The record.
        measures: The tables that say what figures measure.
        fates: The words that say what befell people.
        weights: How much each word tells.
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
        self._events: dict[str, list[Event]] = {}
        for event in record.events:
            for id in event.quantities:
                self._events.setdefault(id, []).append(event)

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
        if quantity.relation in NOT_RIVALS or VAGUE.search(quantity.text) or self._part(quantity):
            return None
        if self._no_amount(quantity, text[start : quantity.start]) or self._figures_in(start, end) > TABLE:
            return None
        events = self._events.get(quantity.id, [])
        told = [self._by_id[id] for id in claim.events if id in self._by_id]
        left, right = text[start : quantity.start], text[quantity.end : end]
        content = self._content(claim, start, end)
        beside = [
            *WORD.findall(self._content(claim, start, quantity.start))[-NEAR:],
            *WORD.findall(self._content(claim, quantity.end, end))[:NEAR],
            *WORD.findall(quantity.text),
        ]
        # "Broadcasters had spoken of 48": who tells a number is not what it counts
        if quantity.counted is not None and claim.source is not None and _meets(quantity.counted, claim.source):
            of = {"unit": None, "dimension": None} if quantity.dimension == "count" else {}
            quantity = replace(quantity, counted=None, **of)
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
            measure=OR_MISSING if status and MISSING_TOO.search(f"{left[-40:]} {quantity.text} {right[:40]}") else row and row.measure,
            status=status,
            counted=counted,
            thing=quantity.dimension == "count" and _names_its_own(quantity),
            head=self._head(quantity),
            vague=bool(ORDER.search(quantity.text) or AGED.search(quantity.text)) or self._in_a_name(quantity),
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
            or bool(MAY_BE.search(left[-60:])),
            step=self._step(quantity) or ALONE.match(right) is not None or LAST_DAY.search(beside_it) is not None,
            rate=bool(RATE.match(right) or RATE_BEFORE.search(left) or RATE_WITHIN.search(quantity.text)),
            place=(bisect_right(self._breaks, start), start, bisect_right(self._starts, start)),
            events=frozenset(event.kind for event in events or told),
            where=frozenset(self._where(claim, start, end)),
            beside=frozenset(stem(name.lower()) for name in _names(self._around(start, end))),
            remains=REMAIN.search(content) is not None,
            total=TOTAL.search(beside_it) is not None,
            incident=INCIDENT.search(beside_it) is not None or (window is not None and window[0] == window[1]),
            spots=frozenset(word.lower() for word in SPOT.findall(self._clause(quantity, start, end))),
            own=OWN.search(left[-60:]) is not None,
            whole=WHOLE.search(f"{left} {right}") is not None,
            in_turn=IN_TURN.search(left) is not None,
            former=FORMER.search(left) is not None,
            holder=frozenset(stem(word.lower()) for word in WORD.findall(quantity.holder.text if quantity.holder else "")),
        )

    def _no_amount(self, quantity: Quantity, left: str) -> bool:
        """Return whether a number is an age, a year or how many times more, and no amount of anything."""
        limit = LIMIT.match(quantity.text)
        if CODE.match(self.record.text, quantity.start):
            return True
        if IN_TEN.match(self.record.text, quantity.end) or OR_TWO.search(left):
            return True
        if TIMES.search(quantity.text) or OF_AGE.search(f"{left}{limit[0]} " if limit else left):
            return True
        told = quantity.lower if quantity.lower is not None else quantity.upper
        if told is None or "," in quantity.text or (quantity.counted and quantity.start <= quantity.counted.start < quantity.end):
            return False
        return A_YEAR[0] <= told <= A_YEAR[1] and SINCE.search(left) is not None

    def _clause(self, quantity: Quantity, start: int, end: int) -> str:
        """Return the clause of a figure, with others that are told in one breath: "killed 10 and hurt 30 at the airport"."""
        text = self.record.text
        left = NEW_CLAUSE.split(text[start : quantity.start])[-1]
        return f"{left} {NEW_CLAUSE.split(text[quantity.end : end])[0]}"

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
            # "Seven were hurt, he said. A broadcaster said that 15 were.", "... paid 20 million. Kabul puts the sum at two"
            last = self._figures[place - 1]
            again = last.dimension == quantity.dimension and not of_people and IN_TURN.search(left)
            left_out = again or (nounless and self.fates.left_out(left, right))
            if left_out and last.end >= self._sentence(start - 1)[0] and "\n" not in self.record.text[last.end : quantity.start]:
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
        if OF_ALL.search(left) or SHARE.search(left) or OTHER.search(left) or IDENTIFIED.match(right):
            return True
        if OF_THOSE.search(self.record.text[quantity.start : quantity.end + AFTER]):
            return True
        place = bisect_left(self._starts_of_figures, quantity.start)
        if OF_THEM.search(quantity.text) and place and self._figures[place - 1].status == quantity.status:
            return True
        if quantity.status is None and PART.search(self.record.text[start : quantity.start]):
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
        return quantity.change != "none" or not STEP.isdisjoint(WORD.findall(MORE_THAN.sub("", quantity.text.lower())))

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
        return quantity.dimension in NUMBERS and IN_A_NAME.search(words) is not None

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
            mine, key=lambda time: (time.id not in linked, BASE.search(text[max(0, time.start - AFTER) : time.start]) is not None, _gap(time, quantity))
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
    for found in LARGE.finditer(text):
        if found[0][0].isupper() and len(found[0]) > 2:
            before = text[max(0, found.start() - 3) : found.start()].rstrip(" \"'“‘")
            if before and before[-1] not in ".!?\n":
                yield found[0]
