"""Phrases that begin with a country or a body: "South Korea's Joint Chiefs of Staff", "a NATO spokesperson"."""

from dataclasses import replace

from korea_nlp.components.actors.candidates import Hit, Sort
from korea_nlp.components.actors.mentions import slug
from korea_nlp.components.actors.offices import Offices
from korea_nlp.components.actors.reading import Reading
from korea_nlp.layers import Mention
from korea_nlp.syntax.labels import NOMINAL, SEVERAL

SPEAKING = frozenset({"official", "spokesperson", "officials", "representatives"})  # who speak for their body
UNSHARED = frozenset({"analysts", "people", "men", "women", "children", "state"})  # who may be of any country
LEADING = frozenset({"chief", "head", "director", "chairman"})  # who lead any body
UNITED_NATIONS = "un"
PLURAL_NAMES = frozenset({"ARE", "NLD", "PHL", "USA"})  # countries whose names want "the"
VESSELS = frozenset({"navy", "ships", "fishing-boats", "aircraft"})


class PhraseResolver:
    """Resolves the noun that a country or a body stands before."""

    def __init__(self, offices: Offices) -> None:
        self.offices = offices
        self.knowledge = offices.knowledge
        of_bodies = [row for row in self.knowledge.offices.values() if row.body]
        self.heads = {row.body: row for row in reversed(of_bodies)}
        self.by_body = {(row.body, row.role): row for row in of_bodies}

    # --- a country and a noun ------------------------------------------------------------------------------------

    def coordinated(self, reading: Reading, start: int, end: int, code: str) -> list[Mention]:
        """Resolve an adjective's phrase for each country it shares the noun with: "South Korean and U.S. troops".

        The noun may share the adjective with another, too: "the British police and emergency services".
        """
        others = _shared_adjectives(reading, start)
        last = self.country(reading, start, end, code, several=bool(others))
        if last is None:
            return []
        first = others[0].start if others else last.start
        found = [replace(last, start=first)]
        head = self._head(reading, end, reading.run_end(end), ("actor", "role", "sector"))
        for other in others:
            one = self._resolve(reading, end, end, head, other.phrase.value, several=True) if head else None
            if one is not None and one.actor != last.actor:
                found.append(replace(one, start=first, end=last.end))
        sector = reading.hit(last.end + 1, "sector") if reading.lower(last.end) == "and" else None
        if sector is not None and sector.phrase.value not in UNSHARED and not reading.is_premodifier(sector.end):
            actor, rule = self.offices.sector(reading.mentions, code, sector.phrase.value)
            found.append(Mention(sector.start, sector.end, "role", actor, rule))
        return found

    def country(self, reading: Reading, start: int, end: int, code: str, *, several: bool = False) -> Mention | None:
        """Resolve what a country's name or adjective begins; None where that is nobody."""
        begin = end + 1 if reading.is_possessive(end) else end
        stop = reading.run_end(begin)
        for p in range(begin, stop):
            if p in reading.person_starts:  # "South Korean Defense Minister Shin Won-sik": a title
                reading.titles[p] = (start, code)
                return None
        head = self._head(reading, begin, stop, ("actor", "role", "sector"))
        return self._resolve(reading, start, begin, head, code, several=several) if head is not None else None

    def _resolve(
        self, reading: Reading, start: int, begin: int, head: Hit, code: str, *, several: bool
    ) -> Mention | None:
        """Resolve the noun that a country stands before."""
        if head.phrase.sort == "actor":
            return self._named(reading, start, head, code)
        if head.phrase.sort == "role":
            if reading.parse.tag[head.end - 1] in SEVERAL and not several:
                return None  # "South Korean presidents" are no one in particular
            return self._role(reading, start, begin, head, code)
        return self._sector(reading, start, begin, head, code)

    def _named(self, reading: Reading, start: int, head: Hit, code: str) -> Mention | None:
        """Resolve a body's name after its country; "the U.S. Joint Chiefs" are not the South Korean ones."""
        row = self.knowledge.actors[head.phrase.value]
        if row.kind in ("person", "state"):
            return None
        if row.country and row.country != code:
            sector = self.offices.sectors.get(row.id)
            if sector is None:
                return None
            return Mention(start, head.end, "role", *self.offices.sector(reading.mentions, code, sector))
        return Mention(start, head.end, "name", reading.mentions.known(row.id), head.phrase.row)

    def _role(self, reading: Reading, start: int, begin: int, head: Hit, code: str) -> Mention | None:
        """Resolve a role of a country; spokespeople speak for the body beside them."""
        role, words, mentions = head.phrase.value, reading.words, reading.mentions
        sector = reading.hit(head.start, "sector")
        if sector is not None and sector.end > head.end:  # "the Japanese prime minister's office"
            return Mention(start, sector.end, "role", *self.offices.sector(mentions, code, sector.phrase.value))
        if reading.is_predicate(start):
            return None
        person = reading.person_after(head.end)
        if person is not None:  # "Japan's envoy to the talks Takehiro Funakoshi"
            reading.titles[person] = (start, code)
            return None
        between = [reading.lower(p) for p in range(begin, head.start)]
        if not words["past"].isdisjoint([*between, reading.lower(start - 1)]):
            return None
        if role in SPEAKING or role in LEADING:
            inner = next((hit for p in range(begin, head.start) if (hit := reading.hit(p, "sector"))), None)
            if inner is not None:
                actor, rule = self.offices.sector(mentions, code, inner.phrase.value)
                found = self._of_body(reading, actor, head) if actor in self.knowledge.actors else None
                return Mention(start, head.end, "role", *(found or (actor, rule)))
        if sector is not None and self.knowledge.office(code, role) is None:
            return Mention(start, head.end, "role", *self.offices.sector(mentions, code, sector.phrase.value))
        if not words["lesser"].isdisjoint([*between, reading.lower(start - 1)]):
            role = slug(f"{' '.join(between)} {role}")  # "the U.S. deputy secretary of state"
        return Mention(start, head.end, "role", *self.offices.role(mentions, code, role))

    def _sector(self, reading: Reading, start: int, begin: int, head: Hit, code: str) -> Mention | None:
        """Resolve a sector of a country."""
        row = self.knowledge.sectors[head.phrase.value]
        if row.id in VESSELS and reading.is_possessive(begin - 1):
            return None  # "South Korea's attack submarines" are things it has
        if row.kind == "group" and reading.is_title_case(head.end - 1) and head.start > begin:
            return None  # "the Songdowon Children's Camp" is a name
        if row.id == "embassy":
            return self._embassy(reading, start, head, code)
        own = self._one_of_many(reading, start, begin, head, code)
        return Mention(start, head.end, "role", *(own or self.offices.sector(reading.mentions, code, row.id)))

    def _one_of_many(self, reading: Reading, start: int, begin: int, head: Hit, code: str) -> tuple[str, str] | None:
        """Resolve one body among others of its sector: "British Transport Police"."""
        row = self.knowledge.sectors[head.phrase.value]
        named = any(reading.parse.pos[p] in NOMINAL for p in range(begin, head.start))
        if named and all(reading.is_title_case(p) for p in range(begin, head.end)):
            words = reading.parse.words(begin if reading.is_possessive(begin - 1) else start, head.end)
            return reading.mentions.local(words, row.kind, code), f"named:{code} {row.id}"
        return None

    def _embassy(self, reading: Reading, start: int, head: Hit, code: str) -> Mention:
        """Resolve "North Korea's embassy in Moscow", one of many embassies, and its mission to the United Nations."""
        the = "the " if code in PLURAL_NAMES else ""
        name, key, end = f"Embassy of {the}{self.offices.country_name(code)}", "embassy", head.end
        beside = reading.lower(head.end) in ("in", "to")
        place = head.end + 1 + (reading.lower(head.end + 1) == "the")
        where, city = reading.hit(place, "actor"), reading.hit(place, "city")
        if beside and where is not None and where.phrase.value == UNITED_NATIONS:
            name, key, end = (
                f"Mission of {the}{self.offices.country_name(code)} to the United Nations",
                "un-mission",
                where.end,
            )
        elif beside and (found := self._host(reading, where, city)) is not None:
            state, end = found
            said, host = reading.parse.words(place, end), self.knowledge.actors[state].name
            name, key = f"{name} in {host if said in host else f'{said}, {host}'}", f"embassy-{state}"
        actor = self.offices.part(reading.mentions, code, key, name, "government")
        return Mention(start, end, "role", actor, f"sector:{code} embassy")

    def _host(self, reading: Reading, where: Hit | None, city: Hit | None) -> tuple[str, int] | None:
        """Return the state that an embassy stands in, by its name or by a city's, and where that ends."""
        if where is not None and self.knowledge.actors[where.phrase.value].kind == "state":
            return where.phrase.value, where.end
        state = self.offices.states.get(city.phrase.value) if city is not None else None
        return (state, city.end) if city is not None and state is not None else None

    # --- a noun and what follows with "of" -----------------------------------------------------------------------

    def role_of(self, reading: Reading, hit: Hit) -> Mention | None:
        """Resolve "the president of Ukraine", a role that one country alone has, "a spokesperson for the JCS"."""
        if reading.is_predicate(hit.start):
            return None
        of = reading.hit(hit.end + 1, "actor") if reading.lower(hit.end) == "of" else None
        if of is not None and of.phrase.value in self.offices.codes:
            if reading.is_possessive(of.end) or reading.is_premodifier(of.end):
                return None
            code = self.offices.codes[of.phrase.value]
            return Mention(hit.start, of.end, "role", *self.offices.role(reading.mentions, code, hit.phrase.value))
        if country := hit.phrase.form:
            return Mention(hit.start, hit.end, "role", *self.offices.role(reading.mentions, country, hit.phrase.value))
        return self._for_body(reading, hit)

    def sector_of(self, reading: Reading, hit: Hit) -> Mention | None:
        """Resolve "the Ministry of National Defence of the DPRK", "the government of Japan"."""
        if reading.lower(hit.end) != "of" or self.knowledge.sectors[hit.phrase.value].kind != "government":
            return None
        of = reading.hit(hit.end + (2 if reading.lower(hit.end + 1) == "the" else 1), "actor")
        if of is None or of.phrase.value not in self.offices.codes:
            return None
        if reading.is_possessive(of.end) or reading.is_premodifier(of.end):
            return None
        code = self.offices.codes[of.phrase.value]
        return Mention(hit.start, of.end, "role", *self.offices.sector(reading.mentions, code, hit.phrase.value))

    def _for_body(self, reading: Reading, hit: Hit) -> Mention | None:
        """Resolve "a spokesperson for the JCS", "officials at the Pentagon": they speak for the body."""
        if hit.phrase.value not in SPEAKING or reading.lower(hit.end) not in ("from", "of", "at", "for", "with"):
            return None
        of = reading.hit(hit.end + (2 if reading.lower(hit.end + 1) == "the" else 1), "actor")
        if of is None or self.knowledge.actors[of.phrase.value].kind in ("person", "state"):
            return None
        if reading.is_premodifier(of.end):
            return None
        body = reading.mentions.known(of.phrase.value)
        return Mention(hit.start, of.end, "role", body, f"spokesperson:{body}")

    # --- a body and a noun ---------------------------------------------------------------------------------------

    def of_body(self, reading: Reading, start: int, begin: int, stop: int, body: str) -> Mention | None:
        """Resolve what a body's name begins: those who speak for it, its head, its soldiers."""
        head = self._head(reading, begin, stop, ("role", "sector"))
        if head is None or (found := self._of_body(reading, body, head)) is None:
            return None
        return Mention(start, head.end, "role", *found)

    def _of_body(self, reading: Reading, body: str, head: Hit) -> tuple[str, str] | None:
        """Return who a role of a body is: its holder by date, or the body for those who speak for it."""
        role, mentions, row = head.phrase.value, reading.mentions, self.knowledge.actors[body]
        top = self.heads.get(body)
        heads = top is not None and (role in LEADING or top.role.endswith(f"-{role}"))  # "its secretary", "its chief"
        office = self.by_body.get((body, role)) or (top if heads else None)
        if office is not None and mentions.published:
            holding = self.knowledge.holder(office.id, mentions.published)
            if holding.actor is not None:
                return mentions.known(holding.actor.id), f"role:{holding.row}"
        if role == "soldiers":
            return mentions.composed(f"{body}:soldiers", f"{row.name} soldiers", "group", row.country), f"body:{body}"
        return (mentions.known(body), f"spokesperson:{body}") if role in SPEAKING else None

    @staticmethod
    def _head(reading: Reading, begin: int, stop: int, sorts: tuple[Sort, ...]) -> Hit | None:
        """Return the longest phrase that ends where the run of nouns ends, or after it."""
        for p in range(begin, stop):
            for sort in sorts:
                hit = reading.hit(p, sort)
                if hit is None:
                    continue
                rest = [reading.lower(i) for i in range(hit.end, stop)]  # "KCNA news agency"
                if not rest or (sort == "actor" and reading.words["outlet"].issuperset(rest)):
                    return hit
        return None


def _shared_adjectives(reading: Reading, start: int) -> list[Hit]:
    """Return the adjectives listed before one: "U.S., South Korean" of "U.S., South Korean and Japanese forces"."""
    found: list[Hit] = []
    while True:
        stop = found[0].start if found else start
        while reading.text(stop - 1) in (",", "and", "or"):
            stop -= 1
        hits = (reading.hit(p, "adjective") for p in range(max(0, stop - 3), stop))
        other = next((hit for hit in hits if hit is not None and hit.end == stop), None)
        if other is None:
            return found
        found.insert(0, other)
