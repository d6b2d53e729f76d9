"""What a figure or a position is of, as a frame: what is measured, of whom, where, when, and what names the event."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from korea_nlp.compare.measures import (
    ANYBODY,
    CAPTIVES,
    COUNTS,
    FIGHTERS,
    SOLDIERS,
    STOCK,
    TWIN,
    MeasureRow,
    Measures,
    Span,
)
from korea_nlp.compare.names import Names
from korea_nlp.records import Argument, Claim, Event, Quantity, Record

NOT_RIVALS = ("additional", "fraction", "times")  # "2,000 more", "a third", "double": amounts of another amount
NOT_TOLD = ("demand", "threaten")  # stances of claims that tell what should or may be, not what is
AHEAD = ("predict", "promise")  # stances of claims that tell what is to come
TOLD = ("assert", "confirm", "deny", "accuse", "believe")  # stances of claims that tell what is
HELD = ("arrests", "captives")  # measures of which a country has one at a time
OWNED = (
    "containers",
    "shells",
    "shortfall",
    "stolen",
    "warheads",
)  # of the country that a claim is about
TALK = ("statement", "threat", "accusation", "rejection", "demand", "other", "meeting")  # kinds that nobody denies
BEFALLEN = {"killed": "killed", "wounded": "injured", "killed_or_injured": "killed_or_injured", "missing": "missing"}
ACTED = ("casualties", "deployment", "exercise", "missing", "shells", "workers")  # measures of what has happened
FLOWN = ("balloons", "drones", "magnitude", "yield")  # measures of events that country and day tell apart
REPEATED = (
    "aboard",
    "balloons",
    "captives",
    "casualties",
    "crowd",
    "deployment",
    "missing",
    "rescued",
    "shells",
    "warheads",
)
LAUNCHED = ("missile_launch", "satellite_launch", "nuclear_test")  # kinds that name and day of a country tell apart
LEAST = 3  # "two countries", "one of them": below it figures say who, not how many
DAYS_BACK = 7  # how long before its article an event can be the news in it
YEAR = 366
NEAR = 600  # characters before a figure in which another is told that it may be of the same kind as
LEAD = 300  # characters of a text that say what it is about
MISSILE = re.compile(r"missile|projectile|rocket|warhead|hwasong|taepodong|pukguksong|icbm|satellite", re.IGNORECASE)
NORTHERN = re.compile(r"\b(?:Hwasong|Taepodong|Pukguksong|Unha|Nodong|Rodong|Musudan|KN-\d)", re.IGNORECASE)
ABLE = re.compile(
    r"\b(?:could|can|might|may|would|capable|able|range of|ranges? (?:is|was)|enough|within|designed|potential"
    r"|minimum)\b",
    re.IGNORECASE,
)
MEASURED = re.compile(r"\b(?:flew|flown|travell?ed|covered|reached|rose|climbed|soared|peaked)\b", re.IGNORECASE)
BARE = ("count", "estimate", "figure", "number", "tally", "toll", "total")  # "the real number is 28,500"
ANOTHER = re.compile(
    r"\bof (?:which|whom|them|these|those)\b[^.;\n]*$|\b\w{2,}er\b[^.;\n]{0,40}\bthan\b(?:[^.;\n]|\.\d)+$"
    r"|\b[Oo]f the (?:dead|injured|killed|missing|total|victims|wounded)\b[^.;\n]*$"
    r"|\b(?:compared (?:with|to)|up from|down from|from|not|instead of|other|another|each|every)\s+(?:the\s+|an?\s+)?$"
)
OTHER = re.compile(r"\b(?:other|another|additional|each|his|her|my)\b", re.IGNORECASE)
RAISED = re.compile(r"\b(?:raised|raises|revised|lowered|brings|brought|takes|took)\b[^.;\n]{0,70}\bto\s+$")
MODAL = re.compile(
    r"\b(?:could|may|might|would|will|going to|plans?|planned|planning|prepar\w+|set to|ready|wants?|if)\b"
    r"[^.;,\n]{0,60}$"
)
CAPPED = re.compile(r"\b(?:cut|cuts|cutting|reduce|reduces|reducing|limit|limits|cap|caps)\b[^.;\n]{0,60}$")
HEAD = 60  # characters of a denial in which what is denied stands
ASIDE = re.compile(
    r"\b(?:after|ahead of|before|capable|during|evidence|existence|following|footage|idea|indications?|knowledge|latest"
    r"|photo|possib\w+|prospect|risk|rul\w+ out|signs?|since|tape|threat\w*|unless|until|video|vulnerable|whether"
    r"|without|could|may|might|wo|will|would|can|should|n[o’']t think)\b",
    re.IGNORECASE,
)
OPPOSED = re.compile(
    r"\b(?:against|cancel\w*|condemn\w*|delay\w*|idea of|object\w*|oppos\w*|prevent\w*|stop\w*|suspend\w*)\b[^.;]*$",
    re.IGNORECASE,
)
OWN = re.compile(r"\b(?:of (?:its|their|his|our)|its|our|their)\b")
ARMED = re.compile(r"\b(?:troops?|soldiers?|forces|army|front|training|fight(?:ing)?|combat)\b")
PENINSULA = re.compile(r"\bon the (?:Korean )?peninsula\b", re.IGNORECASE)
INTO = re.compile(r"\b(?:in|into|inside|across|throughout|to|against|at|near|off)\s+(?:the\s+)?$")
RECENT = re.compile(r"\b(?:since|so far|to date|this year|in total)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a figure or a position is of. An open slot is None or empty.

    Attributes:
        measure: What is measured, or the kind of event; figures of two measures are no rivals.
        span: Whether it belongs to one event, grows over weeks, or is a stock.
        scope: What of the measure the figure takes in, where its status does not say.
        thing: What is counted: soldiers, people, houses, or the unit's dimension.
        whose: Country of those who are counted, or who act.
        places: Where it is or happened: countries by their code, others by id or name.
        home: The country of who tells it, where they tell of their own.
        names: Proper names in its sentence.
        around: Names in the headline, the first sentence and the sentences before.
        first: First day of the event, where the text gives one, else of the days that it can be of.
        last: Last day.
        dated: The text gives the day.
        kinds: The measure is of such an event: its country and day tell it from others.
    """

    measure: str
    span: Span = "moment"
    scope: str | None = None
    thing: str | None = None
    whose: str | None = None
    places: frozenset[str] = frozenset()
    home: str | None = None
    names: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    first: str | None = None
    last: str | None = None
    dated: bool = False
    kinds: bool = False


class FrameReader:
    """One record, asked what its figures and events are of.

    Args:
        record: The record.
        measures: The tables that say what figures measure.
        common: Words that are no names.
    """

    def __init__(self, record: Record, measures: Measures, common: frozenset[str]) -> None:
        self.record = record
        self.measures = measures
        self.published = day_of(record.published)
        self.names = Names(record, common)
        self.events = {event.id: event for event in record.events}
        self.times = {time.id: time for time in record.times}
        self.quantities = {quantity.id: quantity for quantity in record.quantities}
        self.countries = {actor.id: actor.country for actor in record.actors}
        self._order = sorted(record.quantities, key=lambda quantity: quantity.start)
        self._ends = sorted(quantity.end for quantity in record.quantities)
        self._lead = self.names.within(0, max(LEAD, record.title_end or 0))
        self._events_of: dict[str, list[Event]] = {}
        for event in record.events:
            for id in event.quantities:
                self._events_of.setdefault(id, []).append(event)
        self._events = sorted(record.events, key=lambda event: event.trigger.start)
        self._sites = [a for event in record.events for a in event.arguments if a.role == "place"]
        self._places = sorted(self._mentioned())
        self._read: dict[str, Frame] = {}  # what figures of this article that came before are of

    def figure(self, claim: Claim, quantity: Quantity) -> Frame | None:
        """Return what a figure of a claim is of; None where nothing can be its rival."""
        frame = self._figure(claim, quantity)
        if frame is not None:
            self._read[quantity.id] = frame
        return frame

    def event(self, claim: Claim, event: Event) -> Frame | None:
        """Return what a claim about an event is of: its kind, who does it, to whom, where and when."""
        kind = event.subkind if event.kind == "other" else event.kind
        row = self.measures.rows.get(("event", kind or ""))
        if row is None or claim.stance not in TOLD or event.mode not in ("actual", "negated"):
            return None
        start = min((start for start, _ in claim.content.spans), default=0)
        before = self.record.text[start : event.trigger.start] if start < event.trigger.start else ""
        # "denied the existence of a tape of the strike", "opposes the deployment": neither denies the event
        if (claim.stance in ("confirm", "deny") and len(before) > HEAD) or ASIDE.search(before):
            return None
        if OPPOSED.search(self.record.text, max(0, event.trigger.start - HEAD), event.trigger.start):
            return None
        whose = self._country(event, ("agent",))
        if whose is None and claim.stance in ("confirm", "deny"):
            whose = self._about(claim)
        if whose is None:
            return None
        frame = self._frame(
            claim, event.trigger.start, event.trigger.end, [event],
            measure=kind or "", span=row.span, whose=whose, kinds=event.kind in LAUNCHED,
        )  # fmt: skip
        others = [argument for argument in event.arguments if argument.role != "agent"]
        codes = {self.countries.get(a.actor) for a in others if a.actor in self.measures.states} - {None, whose}
        ids = {a.actor.rpartition("#")[2] for a in others if a.actor and a.actor not in self.measures.states}
        named = {id for id in ids if ":" not in id}
        return replace(frame, places=frame.places | {code for code in codes if code}, names=frame.names | named)

    # --- kinds of figure -------------------------------------------------------------------------------------------

    def _figure(self, claim: Claim, quantity: Quantity) -> Frame | None:
        linked = self._events_of.get(quantity.id, [])
        steps = {quantity.trend, quantity.change} != {"none"}
        left = self.record.text[max(0, quantity.start - 90) : quantity.start]
        # "raised the toll to 156" tells a total
        if quantity.relation in NOT_RIVALS or (steps and not RAISED.search(left)):
            return None
        if claim.stance in NOT_TOLD and not any(event.mode == "actual" for event in linked):
            return None
        whole = self.quantities.get(quantity.of or "")
        # "41 killed, including 15 children": fifteen is no rival of 41, but "4,000 casualties, 1,000 of them killed"
        # gives a number of its own
        same = quantity.status is None or whole is None or whole.status == quantity.status
        part = quantity.relation == "subset" and same and not OWN.search(quantity.text)
        # "170 shells, of which 80 hit land", "a smaller blast than the 7.9 kilotons of the last test", "two other men"
        if part or ANOTHER.search(left) or OTHER.search(quantity.text):
            return None
        before = self._ends[: bisect_left(self._ends, quantity.start - TWIN)][-1:]
        triggers = [event.trigger.text.lower() for event in linked]
        row = self.measures.row(self.record.text, quantity, before[0] if before else 0, triggers)
        befallen = next((BEFALLEN.get(event.subkind or "") for event in linked if event.kind == "casualties"), None)
        if befallen and (row is None or row.measure == "deployment") and quantity.dimension in (None, "people"):
            row = self.measures.rows.get(("status", befallen))
        if row is None and self._armed(quantity):
            row = self.measures.rows.get(("status", "deployed"))
        if row is None and self._bare(quantity):
            return self._again(claim, quantity)
        if row is None:
            return self._by_model(claim, quantity) or self._by_event(claim, quantity)
        if row.kinds and row.measure not in FLOWN:
            return self._of_launch(claim, quantity, row) or (
                self._by_model(claim, quantity) if row.place == "unit" else None
            )
        # "could yield 7 kilograms of plutonium": nobody has them yet
        if row.measure == "withdrawal" or (row.measure == "warheads" and CAPPED.search(left)):
            return None
        if row.measure in ACTED and (claim.stance in AHEAD or MODAL.search(left)):
            return None
        if row.place == "mass" and row.measure != "shortfall" and ABLE.search(left):
            return None
        # "is preparing to send 10,000 troops": nobody is deployed yet
        if row.measure in ("deployment", "casualties") and self._planned(claim, quantity):
            return None
        return self._of_row(claim, quantity, row)

    def _of_row(self, claim: Claim, quantity: Quantity, row: MeasureRow) -> Frame:
        linked = self._events_of.get(quantity.id, [])
        words = f"{quantity.text} {quantity.counted.text if quantity.counted else ''}"
        whose = self.measures.country(words)
        people = row.place in ("status", "people", "noun") or quantity.dimension == "people"
        start, end = self.names.sentence(quantity.start, quantity.end)
        military = quantity.unit in SOLDIERS or self._armed(quantity)
        many = (quantity.lower or quantity.upper or 0) >= STOCK
        if whose is None and OWN.search(quantity.text):
            whose = self._own_country(claim)
        if whose is None and row.measure not in HELD and (military or not people):
            roles = ("agent",) if row.measure in ("deployment", "exercise") or not people else ("patient",)
            acts = [event for event in linked if event.kind not in TALK]
            whose = next((found for event in acts if (found := self._country(event, roles))), None)
            whose = whose or self._earlier(quantity, row.measure)
        span = row.span
        # "600 soldiers have died; with the injured the losses come to 4,700"
        last = self._last(quantity, row.measure) if people and quantity.unit in (None, *BARE) else None
        if last is not None and whose is None:
            whose, military, many = last.whose, last.thing == "soldier", many and last.span == "running"
        # "300 soldiers were killed", with nothing that names an event: of those whom the claim is about
        named = self.names.within(start, end)
        if whose is None and (row.measure in OWNED or (military and (many or not named))):
            places = self._where(linked, start, end)
            whose = self._about(claim, others=row.measure == "stolen", places=places)
            if whose is None and row.measure in OWNED:
                whose = self._near_country(claim, quantity.start)
            # what a state's envoy says that "his country" lacks
            if whose is None and row.measure == "shortfall":
                whose = self._own_country(claim)
        if whose is None and row.measure in FLOWN:
            whose = self._about(claim, others=True) or self._near_country(claim, quantity.start)
        # "300 people were killed": of one event, unless they are soldiers of a country at war
        if row.measure == "casualties" and not (military and whose):
            span = "moment"
        # "one soldier was killed on August 5": of one day, not of the war so far
        if row.measure == "casualties" and not many and (named or self._dated(linked) or self._momentary(quantity)):
            span = "moment"
        thing = ("soldier" if military else _thing(quantity)) if people else quantity.dimension or quantity.unit
        return self._frame(
            claim, quantity.start, quantity.end, linked,
            measure=row.measure, span=span, scope=row.scope, thing=thing, whose=whose, kinds=row.measure in FLOWN,
        )  # fmt: skip

    def _of_launch(self, claim: Claim, quantity: Quantity, row: MeasureRow) -> Frame | None:
        """A missile's range belongs to one launch: by whom and on what day."""
        start, end = self.names.sentence(quantity.start, quantity.end)
        words = self.record.text[start:end]
        linked = self._events_of.get(quantity.id, [])
        told = [event for event in (*linked, *self._told(claim)) if event.kind in row.kinds and event.mode == "actual"]
        told += [event for event in self._before(quantity.start) if event.kind in row.kinds]
        if row.place == "word":
            # "could fly 10,000 km", "with a range of 3,000 km": what it is able to, not what it did
            left = self.record.text[max(start, quantity.start - 80) : quantity.start]
            if ABLE.search(left) or not (MISSILE.search(words) or told):
                return None
            if not MEASURED.search(words) and row.measure == "range" and not told:
                return None
        elif not told or claim.stance not in TOLD or MODAL.search(self.record.text, start, quantity.start):
            return None  # "two missile launches in July": missiles of no launch that is told
        whose = next((country for event in told if (country := self._country(event, ("agent",)))), None)
        whose = whose or self._about(claim, others=True) or (NORTHERN.search(words) and "PRK") or None
        frame = self._frame(
            claim, quantity.start, quantity.end, told,
            measure=row.measure, whose=whose, thing=quantity.dimension, kinds=True,
        )  # fmt: skip
        # "more than 20 missiles this year": of many launches
        if row.place == "unit" and frame.dated and days_between(frame.first or "", frame.last or "") > DAYS_BACK:
            return None
        return replace(frame, places=frozenset())  # a missile rises, flies and falls in three places

    def _by_model(self, claim: Claim, quantity: Quantity) -> Frame | None:
        """Count what is named: "eleven Hwasong-17s rolled by"."""
        named = [quantity.unit or "", *self.names.within(quantity.start, quantity.end)]
        model = next((name for name in named if any(map(str.isdigit, name))), None)
        if model is None or quantity.dimension not in COUNTS:
            return None
        return self._frame(claim, quantity.start, quantity.end, [], measure=model, thing="model")

    def _armed(self, quantity: Quantity) -> bool:
        """Return whether people are many and the sentence is about troops: "12,000 North Koreans are in training"."""
        if quantity.unit not in ANYBODY or (quantity.lower or quantity.upper or 0) < STOCK:
            return False
        return ARMED.search(self.record.text, *self.names.sentence(quantity.start, quantity.end)) is not None

    def _by_event(self, claim: Claim, quantity: Quantity) -> Frame | None:
        """Anything else has rivals where it takes part in an event: "launched around 40 balloons"."""
        told = quantity.upper if quantity.upper is not None else quantity.lower
        if quantity.unit is None or quantity.dimension not in COUNTS or quantity.relation != "none":
            return None
        if told is None or told < LEAST:
            return None
        for event in self._events_of.get(quantity.id, ()):
            takes_part = any(a.start <= quantity.start and quantity.end <= a.end for a in event.arguments)
            if takes_part and event.mode == "actual" and event.kind not in TALK:
                agent = self._country(event, ("agent",)) or self._about(claim, others=True)
                return self._frame(
                    claim, quantity.start, quantity.end, [event],
                    measure=f"{event.kind} {quantity.unit}", thing=quantity.unit, whose=agent,
                )  # fmt: skip
        return None

    def _bare(self, quantity: Quantity) -> bool:
        if quantity.dimension == "fraction" or quantity.unit not in (None, *BARE, "state"):
            return False
        return (quantity.lower or quantity.upper or 0) >= LEAST

    def _again(self, claim: Claim, quantity: Quantity) -> Frame | None:
        """A bare number is of what the one before it was of: "Police counted 260,000", "Tokyo says about 8,000"."""
        if MODAL.search(self.record.text, max(0, quantity.start - 80), quantity.start):
            return None
        place = bisect_left(self._order, quantity.start, key=lambda other: other.start)
        told = quantity.upper if quantity.upper is not None else quantity.lower
        if told is None or told % 1:
            return None
        for other in reversed(self._order[:place]):
            if quantity.start - other.end > NEAR // 2:
                return None
            frame = self._read.get(other.id)
            if frame is not None and frame.measure in REPEATED:
                start, end = self.names.sentence(quantity.start, quantity.end)
                own = self.names.within(start, end)
                return replace(frame, around=frame.around | frame.names, names=own or frame.names, home=None)
        return None

    # --- who, where, when ------------------------------------------------------------------------------------------

    def _frame(
        self, claim: Claim, start: int, end: int, events: list[Event], *, measure: str, span: Span = "moment",
        scope: str | None = None, thing: str | None = None, whose: str | None = None, kinds: bool = False,
    ) -> Frame:  # fmt: skip
        first, last = self.names.sentence(start, end)
        names = self.names.within(first, last)
        around = self._lead | self.names.within(max(0, first - NEAR // 2), first) | self.names.sources(first, last)
        days, dated = self._days(claim, events, start, end, first=first, last=last, kinds=kinds or span != "moment")
        places = self._where(events, first, last)
        if not places and measure == "deployment":  # "Guam is a territory of the US. 6,000 troops are based there."
            places = self._where((), max(0, self.names.sentence(max(first - 2, 0), max(first - 1, 0))[0]), first)
        home = self._own_country(claim) if not places else None
        return Frame(
            measure, span, scope, thing, whose, places, home, names, around - names, *days, dated=dated, kinds=kinds
        )  # fmt: skip

    def _days(
        self, claim: Claim, events: Iterable[Event], start: int, end: int, *, first: int, last: int, kinds: bool
    ) -> tuple[tuple[str | None, str | None], bool]:
        """Return the first and last day that something can be of, and whether the text gives them."""
        ids = [event.time for event in events if event.time]
        near = [time for time in self.record.times if first <= time.start < last and time.id != claim.time]
        near.sort(key=lambda time: max(start - time.end, time.start - end))
        for time in [*(self.times[id] for id in ids if id in self.times), *near]:
            if time.earliest and time.latest and (time.grain != "duration" or time.earliest != time.latest):
                # "the first in two years", "by 2030": no day on which it happened
                if self.published is not None and time.earliest > self.published:
                    continue
                # "stronger than the bomb of 1945": another event than the one in the news
                if kinds and time.id not in ids and days_between(time.latest, self.published or "") > YEAR:
                    continue
                return (time.earliest, time.latest), True
        if self.published is None:
            return (None, None), False
        return (_back(self.published, 1 if kinds else DAYS_BACK), self.published), False

    def _where(self, events: Iterable[Event], start: int, end: int) -> frozenset[str]:
        told = [argument for event in events for argument in event.arguments if argument.role == "place"]
        told = told or [argument for argument in self._sites if start <= argument.start < end]
        found = {place for argument in told if (place := self._place(argument))}
        found |= {code for place in found if (code := self.measures.countries_of.get(place))}
        return frozenset(found or {place for at, place in self._places if start <= at < end})

    def _place(self, argument: Argument) -> str | None:
        if argument.place:
            return argument.place
        if argument.actor:
            return self.measures.states.get(argument.actor)
        name = self.names.within(argument.start, argument.end)
        return " ".join(sorted(name)) or None

    def _mentioned(self) -> Iterator[tuple[int, str]]:
        """Yield where a country stands as a place: "in Japan", "to Russia"."""
        text = self.record.text
        yield from ((found.start(), "KOR") for found in PENINSULA.finditer(text))  # where the troops of others stand
        for actor in self.record.actors:
            if actor.kind == "state" and actor.country and actor.id in self.measures.states:
                for mention in actor.mentions:
                    if INTO.search(text, max(0, mention.start - 16), mention.start):
                        yield mention.start, actor.country

    def _planned(self, claim: Claim, quantity: Quantity) -> bool:
        own = self._events_of.get(quantity.id) or list(self._told(claim))
        return any(event.mode in ("planned", "possible") for event in own)

    def _dated(self, events: Iterable[Event]) -> bool:
        times = (self.times.get(event.time or "") for event in events)
        return any(time is not None and time.grain == "day" and time.earliest is not None for time in times)

    def _told(self, claim: Claim) -> Iterator[Event]:
        return (self.events[id] for id in claim.events if id in self.events)

    def _before(self, start: int) -> list[Event]:
        """Return the last event told before a place in its paragraph: "On May 4 it fired one. That flew 400 km"."""
        first = self.record.text.rfind("\n", 0, start)
        place = bisect_left(self._events, start, key=lambda event: event.trigger.start)
        return [event for event in self._events[max(place - 1, 0) : place] if event.trigger.start > first]

    def _momentary(self, quantity: Quantity) -> bool:
        """Return whether the casualties told just before are those of one event."""
        place = bisect_left(self._order, quantity.start, key=lambda other: other.start)
        near = (other for other in self._order[:place] if quantity.start - other.end <= NEAR)
        read = (self._read.get(other.id) for other in near)
        return any(frame is not None and (frame.measure, frame.span) == ("casualties", "moment") for frame in read)

    def _last(self, quantity: Quantity, measure: str) -> Frame | None:
        """Return the frame of the last figure of a measure told shortly before."""
        place = bisect_left(self._order, quantity.start, key=lambda other: other.start)
        near = (other for other in reversed(self._order[:place]) if quantity.start - other.end <= NEAR // 2)
        read = (self._read.get(other.id) for other in near)
        return next((frame for frame in read if frame is not None and frame.measure == measure), None)

    def _earlier(self, quantity: Quantity, measure: str) -> str | None:
        """Return whose the last figure of a measure was: "300 North Korean soldiers killed and 2,700 injured"."""
        last = self._last(quantity, measure)
        return last.whose if last else None

    def _country(self, event: Event, roles: tuple[str, ...]) -> str | None:
        for role in roles:
            for argument in event.arguments:
                if argument.role == role and (country := self.countries.get(argument.actor or "")):
                    return country
        return None

    def _own_country(self, claim: Claim) -> str | None:
        actors = claim.source.actors if claim.source else ()
        return next((country for id in actors if (country := self.countries.get(id))), None)

    def _near_country(self, claim: Claim, start: int) -> str | None:
        """Return the last country named before a figure that is not its claimants' own."""
        own = {self.countries.get(id) for id in (claim.source.actors if claim.source else ())}
        found = self.measures.nations_in(self.record.text[max(0, start - NEAR) : start])
        return next((code for code in reversed(found) if code not in own), None)

    def _about(self, claim: Claim, *, others: bool = False, places: frozenset[str] = frozenset()) -> str | None:
        """Return the first country that a claim is about, its claimants' own only where it is about no other."""
        own = {self.countries.get(id) for id in (claim.source.actors if claim.source else ())}
        about = [country for id in claim.about if (country := self.countries.get(id)) and country not in places]
        return next((country for country in about if country not in own), about[0] if about and not others else None)


def _thing(quantity: Quantity) -> str | None:
    if quantity.unit in SOLDIERS:
        return "soldier"
    if quantity.unit in FIGHTERS:
        return "fighter"
    if quantity.unit in CAPTIVES:
        return None
    # "two civilians were found; that brings the dead to four": of four, nothing more is said
    if quantity.counted is not None and not quantity.start <= quantity.counted.start < quantity.end:
        return None
    return None if quantity.unit is None or quantity.unit in (*ANYBODY, *BARE) else quantity.unit


def day_of(value: str | None) -> str | None:
    """Return the date of an ISO date or time."""
    return value[:10] if value else None


def days_between(first: str, second: str) -> float:
    """Return how many days lie between two ISO dates; infinity where one of them is none."""
    try:
        return abs((date.fromisoformat(first) - date.fromisoformat(second)).days)
    except ValueError:
        return float("inf")


def _back(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) - timedelta(days)).isoformat()
    except (ValueError, OverflowError):
        return day
