"""What an event of a record is about: what happens, by whom and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from korea_nlp.compare.measures import Measures
from korea_nlp.records import Claim, Event, Record

TOLD = ("assert", "confirm", "deny", "accuse", "believe")  # stances of claims that tell what is
DAYS_BACK = 7  # how long before its article an event can be the news in it


@dataclass(frozen=True, slots=True)
class About:
    """What a position is about.

    Attributes:
        key: What happens, and who does it; None where nobody can deny it.
        day: The day of the event, where it is a matter of one day.
        running: It goes on for weeks.
    """

    key: tuple[str, ...] | None
    day: str | None = None
    running: bool = False

    @property
    def topic(self) -> str | None:
        """The name of the topic: its key and, where it is of one day, the day."""
        if self.key is None or (self.day is None and not self.running):
            return None
        return " ".join((*self.key, *([self.day] if self.day else [])))


class Subjects:
    """One record, asked what its events are about.

    Args:
        record: The record.
        measures: The tables that say which events can be denied.
    """

    def __init__(self, record: Record, measures: Measures) -> None:
        self.measures = measures
        self.published = day_of(record.published)
        self.events = {event.id: event for event in record.events}
        self.times = {time.id: time for time in record.times}
        self.countries = {actor.id: actor.country for actor in record.actors}

    def event(self, claim: Claim, event: Event) -> About:
        """Return what a claim about an event is about: its kind, who does it and, unless it goes on for weeks, when."""
        row = self.measures.rows.get(("event", event.kind))
        who = self._country_of(event, ("agent", "patient")) or self._about_country(claim)
        if row is None or claim.stance not in TOLD or event.mode not in ("actual", "negated") or who is None:
            return About(None)
        if row.span == "running":
            return About((event.kind, who), running=True)
        others = {self.countries.get(argument.actor or "") for argument in event.arguments} - {None, who}
        return About((event.kind, who, *sorted(str(other) for other in others)), self._when(event))

    def _when(self, event: Event) -> str | None:
        """Return the day of an event, else the article's; none of what happened long ago."""
        time = self.times.get(event.time or "")
        if time is None or time.grain != "day" or time.earliest is None:
            return self.published
        day = str(time.earliest)
        return day if self.published is None or days_between(day, self.published) <= DAYS_BACK else None

    def _country_of(self, event: Event, roles: Iterable[str]) -> str | None:
        for role in roles:
            for argument in event.arguments:
                if argument.role == role and (country := self.countries.get(argument.actor or "")):
                    return country
        return None

    def _about_country(self, claim: Claim) -> str | None:
        """Return the first country that a claim is about, its claimants' own only where it is about no other."""
        own = {self.countries.get(id) for id in (claim.source.actors if claim.source else ())}
        about = [country for id in claim.about if (country := self.countries.get(id))]
        return next((country for country in about if country not in own), about[0] if about else None)


def day_of(value: str | None) -> str | None:
    """Return the date of an ISO date or time."""
    return value[:10] if value else None


def days_between(first: str, second: str) -> float:
    """Return how many days lie between two ISO dates; infinity where one of them is none."""
    try:
        return abs((date.fromisoformat(first) - date.fromisoformat(second)).days)
    except ValueError:
        return float("inf")
