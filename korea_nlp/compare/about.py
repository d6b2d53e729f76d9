"""What an event of a record is about: what happens, by whom and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from korea_nlp.compare.measures import Measures
from korea_nlp.compare.speakers import NOBODY, Speaker, speaker
from korea_nlp.records import Claim, Event, Record

TOLD = ("assert", "confirm", "deny", "accuse", "believe")  # stances of claims that tell what is
ANYWHERE = ("attack", "casualties")  # kinds of which many happen on one day
YEAR = 4  # characters of a year
DAYS_BACK = 7  # how long before its article an event can be the news in it


@dataclass(frozen=True, slots=True)
class About:
    """What a position is about.

    Attributes:
        key: What happens, and who does it; None where nobody can deny it.
        day: The day of the event, where it is a matter of one day; the year of one long ago.
        running: It goes on for weeks.
        parties: Codes of the countries of those who take part in it.
        speaker: Who claims it.
        beside: Stems of the words that follow the event, which say of what it is.
    """

    key: tuple[str, ...] | None
    day: str | None = None
    running: bool = False
    parties: frozenset[str] = frozenset()
    speaker: Speaker = NOBODY
    beside: frozenset[str] = frozenset()

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
        self.actors = {actor.id: actor for actor in record.actors}
        self.countries = {actor.id: actor.country for actor in record.actors}
        self.publisher = record.publisher

    def event(self, claim: Claim, event: Event) -> About:
        """Return what a claim about an event is about: its kind, who does it to whom and, unless it goes on, when.

        Kind and country alone are no topic: of what goes on for weeks or happened long ago another party must be told.
        """
        row = self.measures.rows.get(("event", event.kind))
        agent = self._country_of(event, ("agent",))
        who = agent or self._country_of(event, ("patient",)) or self._about_country(claim)
        if row is None or claim.stance not in TOLD or event.mode not in ("actual", "negated") or who is None:
            return About(None)
        parties = frozenset(code for argument in event.arguments if (code := self.countries.get(argument.actor or "")))
        others = self._others(claim, parties - {who})
        key = (event.kind, *(() if agent else ("on",)), who, *sorted(others))
        running, day = row.span == "running", self._when(event)
        if not others and (running or event.kind in ANYWHERE or (day is not None and len(day) == YEAR)):
            return About(None)
        if running and day is not None and len(day) == YEAR:
            return About(None)
        return About(key, None if running else day, running, parties, speaker(claim, self.actors, self.publisher))

    def _others(self, claim: Claim, parties: frozenset[str]) -> frozenset[str]:
        """Return the parties but for the claimants' own country, that alone where there is no other."""
        own = {self.countries.get(id) for id in (claim.source.actors if claim.source else ())}
        return parties - own or parties

    def _when(self, event: Event) -> str | None:
        """Return the day of an event, else the article's; of what happened long ago the year, if one is told."""
        time = self.times.get(event.time or "")
        if time is None or time.earliest is None or time.latest is None or time.grain == "duration":
            return self.published
        day = str(time.earliest)
        if self.published is None:
            return day if time.grain == "day" else None
        if days_between(str(time.latest), self.published) <= DAYS_BACK or str(time.latest) >= self.published:
            return day if time.grain == "day" else self.published
        return None if time.grain == "day" else day[:YEAR]

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
