"""What a figure or an event of a record is about: what is counted, of whom, and when."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from korea_nlp.compare.measures import SOLDIERS, TWIN, MeasureRow, Measures, sentence
from korea_nlp.records import Claim, Event, Quantity, Record

NOT_RIVALS = ("additional", "fraction", "times")  # "2,000 more", "a third", "double": amounts of another amount
NOT_TOLD = ("demand", "threaten")  # stances of claims that tell what should or may be, not what is
TOLD = ("assert", "confirm", "deny", "accuse", "believe")  # stances of claims that tell what is
TALK = ("statement", "threat", "accusation", "rejection", "demand", "other", "meeting")  # kinds that nobody denies
DEADLY = ("casualties", "attack")  # kinds of event whose place is where people were killed
CASUALTIES = ("killed", "injured", "killed_or_injured")
THINGS = ("count", "people", "money")  # dimensions of figures that an event of their own makes rivals
LEAST = 3  # "two countries", "one of them": below it figures say who, not how many
DAYS_BACK = 7  # how long before its article an event can be the news in it
MISSILE = re.compile(r"missile|projectile|rocket|warhead", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class About:
    """What a figure or a position is about.

    Attributes:
        key: What is counted, and of whom; None where nothing can be a rival.
        day: The day of the event, where it is a matter of one day.
        sure: The text gives the day; else it is the article's.
        running: The count grows over weeks.
        scope: What of the topic a figure takes in, where its status does not say.
    """

    key: tuple[str, ...] | None
    day: str | None = None
    sure: bool = False
    running: bool = False
    scope: str | None = None


class Subjects:
    """One record, asked what its figures and events are about.

    Args:
        record: The record.
        measures: The tables that say what figures measure.
        origin: The family of copies that the article belongs to.
    """

    def __init__(self, record: Record, measures: Measures, origin: str) -> None:
        self.record = record
        self.measures = measures
        self.origin = origin
        self.published = day_of(record.published)
        self.events = {event.id: event for event in record.events}
        self.times = {time.id: time for time in record.times}
        self.quantities = {quantity.id: quantity for quantity in record.quantities}
        self.countries = {actor.id: actor.country for actor in record.actors}
        self._ends = sorted(quantity.end for quantity in record.quantities)
        self._soldiers = any(q.unit == "soldier" and q.status in CASUALTIES for q in record.quantities)
        self._goods: dict[str, str] = {}  # whose goods the article counted first
        self._events_of: dict[str, list[Event]] = {}
        self._by_kind: dict[str, list[Event]] = {}
        for event in record.events:
            self._by_kind.setdefault(event.kind, []).append(event)
            for id in event.quantities:
                self._events_of.setdefault(id, []).append(event)

    def figure(self, claim: Claim, quantity: Quantity) -> About:
        """Return what a figure of a claim is about."""
        if quantity.relation in NOT_RIVALS or {quantity.trend, quantity.change} != {"none"} or claim.stance in NOT_TOLD:
            return About(None)
        whole = self.quantities.get(quantity.of or "")
        # "41 killed, including 15 children": fifteen is no rival of 41, but "4,000 casualties, 1,000 of them killed"
        # gives a number of its own
        same = quantity.status is None or whole is None or whole.status == quantity.status
        if quantity.relation == "subset" and same:
            return About(None)
        before = self._ends[: bisect_left(self._ends, quantity.start - TWIN)][-1:]
        row = self.measures.row(self.record.text, quantity, before[0] if before else 0)
        if row is None:
            return self._by_event(claim, quantity)
        if row.kinds:
            return self._of_moment(claim, quantity, row)
        # "is preparing to send 10,000 troops": nobody is deployed yet
        if row.measure == "deployment" and self._planned(claim, quantity):
            return About(None)
        if row.place in ("status", "people"):
            return self._of_people(claim, quantity, row)
        who = self._whose(claim, quantity, row.measure)
        return About((row.measure, who), running=True) if who else About(None)

    def event(self, claim: Claim, event: Event) -> About:
        """Return what a claim about an event is about: its kind, who does it and, unless it goes on for weeks, when."""
        row = self.measures.rows.get(("event", event.kind))
        who = self._country_of(event, ("agent", "patient")) or self._about_country(claim)
        if row is None or claim.stance not in TOLD or event.mode not in ("actual", "negated") or who is None:
            return About(None)
        if row.span == "running":
            return About((event.kind, who), running=True)
        others = {self.countries.get(argument.actor or "") for argument in event.arguments} - {None, who}
        return About((event.kind, who, *sorted(str(other) for other in others)), *self._when([event]))

    # --- kinds of figure -------------------------------------------------------------------------------------------

    def _of_people(self, claim: Claim, quantity: Quantity, row: MeasureRow) -> About:
        """Soldiers are counted over weeks by their country, others on the day and at the place of one event."""
        linked = self._events_of.get(quantity.id, [])
        military = quantity.unit == "soldier" or (quantity.unit in SOLDIERS and (self._soldiers or self._army(claim)))
        if military or row.measure in ("deployment", "captives"):
            who = self.measures.country(quantity.text) or next(
                (found for event in linked if (found := self._country_of(event, ("patient",)))), None
            )
            who = who or self._earlier(claim, quantity) or self._about_country(claim)
            # "one soldier was killed on August 5": of one day, not of the war so far
            dated = [event for event in linked if self._has_day(event)]
            if dated and who and row.measure == "casualties":
                return About((row.measure, who, "of one day"), *self._when(dated), scope=row.scope)
            kind = "soldiers" if military else f"{quantity.unit}s"
            return About((row.measure, who, kind), running=True, scope=row.scope) if who else About(None)
        events = (*linked, *self._told(claim), *(event for kind in DEADLY for event in self._by_kind.get(kind, ())))
        where = next((place for event in events if (place := _place(event))), None) or f"in {self.origin}"
        return About((row.measure, where), *self._when(linked), scope=row.scope)

    def _of_moment(self, claim: Claim, quantity: Quantity, row: MeasureRow) -> About:
        """A missile's range belongs to one launch: by whom and on what day."""
        events = [event for kind in row.kinds for event in self._by_kind.get(kind, ())]
        told = [event for event in self._own(claim, quantity) if event.kind in row.kinds]
        told += self._in_paragraph(events, quantity.start)
        if row.place == "unit" and not told:
            return About(None)  # "two missile launches in July": missiles of no launch that is told
        if not told and not MISSILE.search(sentence(self.record.text, quantity.start, quantity.end)):
            return About(None)
        who = next((country for event in (*told, *events) if (country := self._country_of(event, ("agent",)))), None)
        who = who or self._about_country(claim, others=True) or ""
        dated = next((event for event in told if self._has_day(event)), None)
        return About((row.measure, who), *(self._when([dated]) if dated else self._news(events)))

    def _in_paragraph(self, events: Iterable[Event], start: int) -> list[Event]:
        """Return the last event told before a place in its paragraph: "On May 4 it fired one. That flew 400 km"."""
        first = self.record.text.rfind("\n", 0, start)
        found = [
            (w.start, event) for event in events for w in (event.trigger, *event.mentions) if first < w.start < start
        ]
        return [max(found, key=lambda item: item[0])[1]] if found else []

    def _news(self, events: Iterable[Event]) -> tuple[str | None, bool]:
        """Return the day that is nearest to the article's, of events that have one, and whether there is one."""
        days = [str(self.times[str(e.time)].earliest) for e in events if e.mode == "actual" and self._has_day(e)]
        if self.published is not None:
            days = [day for day in days if days_between(day, self.published) <= DAYS_BACK]
            days.sort(key=lambda day: days_between(day, str(self.published)))
        return (days[0], True) if days else (self.published, False)

    def _by_event(self, claim: Claim, quantity: Quantity) -> About:
        """Anything else has rivals where it takes part in an event: "launched around 40 balloons"."""
        told = quantity.upper if quantity.upper is not None else quantity.lower
        if quantity.unit is None or quantity.dimension not in THINGS or quantity.relation != "none":
            return About(None)
        if told is None or told < LEAST:
            return About(None)
        for event in self._events_of.get(quantity.id, ()):
            takes_part = any(a.start <= quantity.start and quantity.end <= a.end for a in event.arguments)
            agent = self._country_of(event, ("agent",)) or self._about_country(claim, others=True)
            if takes_part and event.mode == "actual" and event.kind not in TALK and agent:
                return About((event.kind, agent, quantity.unit), *self._when([event]))
        return About(None)

    # --- who, where, when ------------------------------------------------------------------------------------------

    def _whose(self, claim: Claim, quantity: Quantity, measure: str) -> str | None:
        """Return whose goods are counted: "officials have spoken of 11,000 containers" takes it from one before."""
        agents = (self._country_of(event, ("agent",)) for event in self._own(claim, quantity))
        told = next((country for country in agents if country), None)
        who = told or self._goods.get(measure) or self._about_country(claim)
        if who:
            self._goods.setdefault(measure, who)
        return who

    def _planned(self, claim: Claim, quantity: Quantity) -> bool:
        return any(event.mode in ("planned", "possible") for event in self._own(claim, quantity))

    def _own(self, claim: Claim, quantity: Quantity) -> list[Event]:
        """Return the events that a figure belongs to and those of its claim."""
        return [*self._events_of.get(quantity.id, ()), *self._told(claim)]

    def _has_day(self, event: Event) -> bool:
        time = self.times.get(event.time or "")
        return time is not None and time.grain == "day" and time.earliest is not None

    def _told(self, claim: Claim) -> Iterator[Event]:
        return (self.events[id] for id in claim.events if id in self.events)

    def _when(self, events: Iterable[Event]) -> tuple[str | None, bool]:
        """Return the day of the first event that has one, and whether the text gives it; else the article's day."""
        for event in events:
            if self._has_day(event):
                day = str(self.times[str(event.time)].earliest)
                # long ago: another event than the one in the news
                near = self.published is None or days_between(day, self.published) <= DAYS_BACK
                return (day, True) if near else (None, False)
        return self.published, False

    def _earlier(self, claim: Claim, quantity: Quantity) -> str | None:
        """Return the country of an earlier figure: "300 North Korean soldiers killed and 2,700 injured"."""
        told = [self.quantities[id] for id in claim.quantities if id in self.quantities]
        earlier = sorted((other for other in told if other.start < quantity.start), key=lambda other: -other.start)
        return next((found for other in earlier if (found := self.measures.country(other.text))), None)

    def _country_of(self, event: Event, roles: tuple[str, ...]) -> str | None:
        for role in roles:
            for argument in event.arguments:
                if argument.role == role and (country := self.countries.get(argument.actor or "")):
                    return country
        return None

    def _about_country(self, claim: Claim, *, others: bool = False) -> str | None:
        """Return the first country that a claim is about, its claimants' own only where it is about no other."""
        own = {self.countries.get(id) for id in (claim.source.actors if claim.source else ())}
        about = [country for id in claim.about if (country := self.countries.get(id))]
        return next((country for country in about if country not in own), about[0] if about and not others else None)

    def _army(self, claim: Claim) -> bool:
        return any(id.endswith((":soldiers", ":troops")) for id in claim.about)


def _place(event: Event) -> str | None:
    found = next((argument for argument in event.arguments if argument.role == "place"), None)
    return (found.actor or found.place or found.text) if found else None


def day_of(value: str | None) -> str | None:
    """Return the date of an ISO date or time."""
    return value[:10] if value else None


def days_between(first: str, second: str) -> float:
    """Return how many days lie between two ISO dates; infinity where one of them is none."""
    try:
        return abs((date.fromisoformat(first) - date.fromisoformat(second)).days)
    except ValueError:
        return float("inf")
