"""Actors made of a country and what stands beside it: "South Korea's spy agency", "the U.S. president"."""

from collections import Counter
from datetime import date, timedelta

from korea_nlp.components.actors.mentions import Mentions
from korea_nlp.knowledge import ActorRow, HolderRow, KnowledgeBase, OfficeRow

CITIZENS = "citizens"
ADMINISTRATION = "administration"  # the sector that is the government of whoever leads on that day
ELECT, SOON = "-elect", timedelta(days=150)  # between an election and the first day in office
LEADING = ("leader", "head-of-state", "supreme-leader")
LASTING = "2015"  # who has led since before then, and still does, is meant where an article has no date: most are later
PREMIER = "prime-minister-office"
STAFFS = {"president": "presidential-office", "prime-minister": PREMIER, "chancellor": PREMIER}  # sectors, by role
HEADS_OF_STATE = ("leader", "supreme-leader", "president", "prime-minister", "chancellor")


class Offices:
    """Resolves country + sector and country + role, the latter by the article's date."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.knowledge = knowledge
        self.states = {code: row.actor for code, row in knowledge.countries.items()}
        self.codes = {actor: code for code, actor in self.states.items()}
        self.sectors = {actor: sector for (_, sector), actor in knowledge.bodies.items()}

    def country_name(self, code: str) -> str:
        """Return a country's name in plain English."""
        return self.knowledge.actors[self.states[code]].name

    def adjective(self, code: str) -> str:
        """Return a country's first adjective, or its name where it has none."""
        adjectives = self.knowledge.countries[code].adjectives
        return adjectives[0] if adjectives else self.country_name(code)

    def sector(self, found: Mentions, code: str, sector: str) -> tuple[str, str]:
        """Return the actor that is a sector of a country, and the row that says so."""
        if sector == "state":
            return found.known(self.states[code]), f"state:{code}"
        if sector == ADMINISTRATION:
            office = self.head_of_state(code)
            leader = self._leader(found, office) if office else None
            if leader is not None:
                return self.administration(found, leader), f"administration:{code}"
            sector = "government"
        if (body := self.knowledge.bodies.get((code, sector))) is not None:
            return found.known(body), f"body:{code} {sector}"
        row = self.knowledge.sectors[sector]
        name = f"{row.name} ({self.country_name(code)})"
        if row.name.islower():  # "Russian troops", "French authorities"
            name = f"{self.adjective(code)} {row.name}"
        if sector == CITIZENS:
            name = next(iter(self.knowledge.countries[code].people), name)  # "Palestinians"
        return self.part(found, code, sector, name, row.kind), f"sector:{code} {sector}"

    def bare_sector(self, found: Mentions, code: str, sector: str) -> tuple[str, str]:
        """Return the actor of a sector that is named without its country, in a passage on one.

        The South's where the tables know such a body of the South and none of the North: "the Joint Chiefs said".
        """
        south = ("KOR", sector) in self.knowledge.bodies and ("PRK", sector) not in self.knowledge.bodies
        return self.sector(found, "KOR" if south and code == "PRK" else code, sector)

    def role(self, found: Mentions, code: str, role: str) -> tuple[str, str]:
        """Return who holds a role in a country on the article's date, and the row that says so.

        Past the last date that the tables know, and without a date, it is the office and nobody in particular.
        """
        if role.endswith(ELECT) and (coming := self._elected(code, role.removesuffix(ELECT), found.published)):
            return found.known(coming.actor), f"role:{coming.office}@{coming.start}"
        office = self.knowledge.office(code, role) or self.head_of_state(code, role)
        if office is None:
            name = f"{role.replace('-', ' ').title()} ({self.country_name(code)})"
            return self.part(found, code, role, name, "person"), f"role:{code} {role}"
        if found.published:
            holding = self.knowledge.holder(office.id, found.published)
            if holding.actor is not None:
                return found.known(holding.actor.id), f"role:{holding.row}"
        elif (holder := self._named_holder(found, office.id)) is not None:
            return found.known(holder), f"role:{office.id}@named"
        elif (lasting := self.lasting(office.id)) is not None:
            return found.known(lasting.actor), f"role:{office.id}@{lasting.start}"
        return found.composed(f"office:{office.id}", office.name, "person", code), f"office:{office.id}"

    def staff(self, found: Mentions, person: str) -> tuple[str, str] | None:
        """Return the office of who leads a country on the article's day, and the row that says so: "Moon's office"."""
        code, day = found.actors[person].country, found.published
        if code is None or not day:
            return None
        for role, sector in STAFFS.items():
            office = self.knowledge.office(code, role)
            holder = self.knowledge.holder(office.id, day).actor if office is not None else None
            if holder is not None and holder.id == person:
                return self.sector(found, code, sector)
        return None

    def administration(self, found: Mentions, leader: ActorRow) -> str:
        """Note the government that is called by its leader's name, and return its id."""
        name = f"{leader.name} administration"
        if leader.country is not None:
            name = f"Government of {self.country_name(leader.country)} ({name})"
        return found.composed(f"{leader.id}:administration", name, "government", leader.country)

    def part(self, found: Mentions, code: str, key: str, name: str, kind: str) -> str:
        """Note an actor of a country that the tables do not list, such as ``france:police``, and return its id."""
        return found.composed(f"{self.states[code]}:{key}", name, kind, code)

    def head_of_state(self, code: str, role: str = "leader") -> OfficeRow | None:
        """Return the office of "the Russian leader": the president, or else the head of government."""
        if role not in LEADING:
            return None
        offices = (self.knowledge.office(code, other) for other in HEADS_OF_STATE)
        return next((office for office in offices if office is not None), None)

    def _elected(self, code: str, role: str, day: str | None) -> HolderRow | None:
        """Return who takes an office next, soon after a day: "the U.S. president-elect"."""
        office = self.knowledge.office(code, role)
        if office is None or not day:
            return None
        last = (date.fromisoformat(day[:10]) + SOON).isoformat()
        following = [row for row in self.knowledge.holders.get(office.id, ()) if day < row.start <= last]
        return min(following, key=lambda row: row.start, default=None)

    def _leader(self, found: Mentions, office: OfficeRow) -> ActorRow | None:
        named = None if found.published else self._named_holder(found, office.id)
        return self.knowledge.actors[named] if named is not None else self.holder(office.id, found.published)

    def holder(self, office: str, day: str | None) -> ActorRow | None:
        """Return who holds an office on a day; without one, who has held it for long."""
        if day:
            return self.knowledge.holder(office, day).actor
        row = self.lasting(office)
        return self.knowledge.actors[row.actor] if row is not None else None

    def lasting(self, office: str) -> HolderRow | None:
        """Return who has held an office for long and still holds it: whom an article without a date may mean."""
        last = self.knowledge.holders.get(office, ())[-1:]
        return next((row for row in last if row.end is None and row.start < LASTING), None)

    def _named_holder(self, found: Mentions, office: str) -> str | None:
        """Return the holder whom an article without a date names, and more often than any other."""
        holders = {row.actor for row in self.knowledge.holders.get(office, ())} & found.actors.keys()
        named = Counter(mention.actor for mention in found.all if mention.actor in holders).most_common(2)
        return named[0][0] if named and named[0][1] > sum(count for _, count in named[1:]) else None
