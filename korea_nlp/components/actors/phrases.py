"""Phrases that begin with a country or a body: "South Korea's Joint Chiefs of Staff", "a NATO spokesperson"."""

from dataclasses import replace

from korea_nlp.components.actors.compose import Composer, Resolved
from korea_nlp.components.actors.draft import slug
from korea_nlp.components.actors.matcher import Hit, Sort
from korea_nlp.components.actors.reading import Reading
from korea_nlp.components.actors.view import NOMINAL

PERSONAL = frozenset({"official", "lawmaker", "diplomat", "analyst", "expert", "researcher"})  # no one person's role
SPEAKING = frozenset({"official", "spokesperson", "officials", "representatives"})  # who speak for their body
UNSHARED = frozenset({"analysts", "people", "men", "women", "children", "state"})  # who may be of any country
LEADING = frozenset({"chief", "head", "director", "chairman"})  # who lead any body
VESSELS = frozenset({"navy", "ships", "fishing-boats", "aircraft"})
TYPED = frozenset({"authorities", "ministry", "police", "intelligence", "airline", "prosecutors"})


class PhraseResolver:
    """Resolves the noun that a country or a body stands before."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.knowledge = composer.knowledge
        self.heads = {row.body: row for row in reversed(list(self.knowledge.offices.values())) if row.body}
        self.by_body = {(row.body, row.role): row for row in self.knowledge.offices.values() if row.body}

    def coordinated(self, reading: Reading, start: int, end: int, code: str) -> list[Resolved]:
        """Resolve an adjective's phrase for each country it shares the noun with: "South Korean and U.S. troops".

        The noun may share the adjective with another, too: "the British police and emergency services".
        """
        others = _shared_adjectives(reading, start)
        last = self.country(reading, start, end, code, several=bool(others))
        if last is None:
            return []
        first = others[0].start if others else last.start
        found = [replace(last, start=first)]
        stop = reading.run_end(end)
        for other in others:
            head = self._head(reading, end, stop, ("actor", "role", "sector"))
            one = self._resolve(reading, end, end, head, other.phrase.value, several=True) if head else None
            if one is not None and one.actor != last.actor:
                found.append(replace(one, start=first, end=last.end))
        sector = reading.hit(last.end + 1, "sector") if reading.lower(last.end) == "and" else None
        if sector is not None and sector.phrase.value not in UNSHARED and not reading.is_premodifier(sector.end):
            actor, rule = self.composer.sector(reading.draft, code, sector.phrase.value)
            found.append(Resolved(sector.start, sector.end, "role", actor, rule))
        return found

    def country(self, reading: Reading, start: int, end: int, code: str, *, several: bool = False) -> Resolved | None:
        """Resolve what a country's name or adjective begins; None where that is nobody."""
        view = reading.view
        possessive = view.is_possessive(end)
        begin = end + 1 if possessive else end
        stop = reading.run_end(begin) if begin < view.length else begin
        for p in range(begin, stop):
            if p in view.person_starts:  # "South Korean Defense Minister Shin Won-sik": a title
                reading.titles[p] = (start, code)
                return None
        head = self._head(reading, begin, stop, ("actor", "role", "sector"))
        if head is None:
            return None
        return self._resolve(reading, start, begin, head, code, several=several)

    def _resolve(
        self, reading: Reading, start: int, begin: int, head: Hit, code: str, *, several: bool
    ) -> Resolved | None:
        """Resolve the noun that a country stands before."""
        if head.phrase.sort == "actor":
            return self._named(reading, start, head, code)
        if head.phrase.sort == "role":
            plural = reading.view.doc[head.end - 1].tag_ in ("NNS", "NNPS")
            if plural and not several:
                return None  # "South Korean presidents" are no one in particular
            return self._role(reading, start, begin, head, code)
        return self._sector(reading, start, begin, head, code)

    def of_body(self, reading: Reading, start: int, end: int, stop: int, body: str) -> Resolved | None:
        """Resolve what a body's name begins: those who speak for it, its head, its soldiers."""
        head = self._head(reading, end, stop, ("role", "sector")) if stop > end else None
        if head is None or (found := self._of_body(reading, body, head)) is None:
            return None
        return Resolved(start, head.end, "role", *found)

    def role_of(self, reading: Reading, hit: Hit) -> Resolved | None:
        """Resolve "the president of Ukraine", and a role that one country alone has."""
        of = reading.hit(hit.end + 1, "actor") if reading.lower(hit.end) == "of" else None
        if of is not None and of.phrase.value in self.composer.codes:
            if reading.view.is_possessive(of.end) or reading.is_premodifier(of.end) or reading.is_predicate(hit.start):
                return None
            actor, rule = self.composer.role(reading.draft, self.composer.codes[of.phrase.value], hit.phrase.value)
            return Resolved(hit.start, of.end, "role", actor, rule)
        country = hit.phrase.form
        if country and not reading.is_predicate(hit.start):
            actor, rule = self.composer.role(reading.draft, country, hit.phrase.value)
            return Resolved(hit.start, hit.end, "role", actor, rule)
        return self._of_role(reading, hit)

    def sector_of(self, reading: Reading, hit: Hit) -> Resolved | None:
        """Resolve "the Ministry of National Defence of the DPRK", "the government of Japan"."""
        if reading.lower(hit.end) != "of" or self.knowledge.sectors[hit.phrase.value].kind != "government":
            return None
        at = hit.end + 2 if reading.lower(hit.end + 1) == "the" else hit.end + 1
        of = reading.hit(at, "actor")
        if of is None or of.phrase.value not in self.composer.codes:
            return None
        if reading.view.is_possessive(of.end) or reading.is_premodifier(of.end):
            return None
        code = self.composer.codes[of.phrase.value]
        return Resolved(hit.start, of.end, "role", *self.composer.sector(reading.draft, code, hit.phrase.value))

    def _of_role(self, reading: Reading, hit: Hit) -> Resolved | None:
        """Resolve "a spokesperson for the JCS", "officials at the Pentagon": they speak for the body."""
        if reading.is_predicate(hit.start):
            return None
        end, body = self._body_after(reading, hit)
        return Resolved(hit.start, end, "role", *body) if body is not None else None

    def _named(self, reading: Reading, start: int, head: Hit, code: str) -> Resolved | None:
        """Resolve a body's name after its country; "the U.S. Joint Chiefs" are not the South Korean ones."""
        row = self.knowledge.actors[head.phrase.value]
        if row.kind in ("person", "state"):
            return None
        if row.country and row.country != code:
            sector = self.composer.sectors.get(row.id)
            if sector is None:
                return None
            return Resolved(start, head.end, "role", *self.composer.sector(reading.draft, code, sector))
        return Resolved(start, head.end, "name", reading.draft.known(row.id), head.phrase.row)

    def _role(self, reading: Reading, start: int, begin: int, head: Hit, code: str) -> Resolved | None:
        """Resolve a role of a country; spokespeople speak for the body beside them."""
        role, words, draft = head.phrase.value, reading.words, reading.draft
        if reading.is_predicate(start):
            return None
        person = reading.person_after(head.end)
        if person is not None:  # "Japan's envoy to the talks Takehiro Funakoshi"
            reading.titles[person] = (start, code)
            return None
        between = {reading.lower(p) for p in range(begin, head.start)} | {reading.lower(start - 1)}
        if between & words.past:
            return None
        if role in SPEAKING or role in LEADING:
            for p in range(begin, head.start):
                inner = reading.hit(p, "sector")
                if inner is not None:
                    actor, rule = self.composer.sector(draft, code, inner.phrase.value)
                    found = self._of_body(reading, actor, head) if actor in self.knowledge.actors else None
                    return Resolved(start, head.end, "role", *(found or (actor, rule)))
        sector = reading.hit(head.start, "sector")
        if role in PERSONAL or (sector is not None and self.knowledge.office(code, role) is None):
            value = sector.phrase.value if sector is not None else "officials"
            return Resolved(start, head.end, "role", *self.composer.sector(draft, code, value))
        if between & words.lesser:  # "the U.S. deputy secretary of state"
            role = slug(f"{' '.join(reading.lower(p) for p in range(begin, head.start))} {role}")
        return Resolved(start, head.end, "role", *self.composer.role(draft, code, role))

    def _sector(self, reading: Reading, start: int, begin: int, head: Hit, code: str) -> Resolved | None:
        """Resolve a sector of a country."""
        row = self.knowledge.sectors[head.phrase.value]
        view = reading.view
        possessive = view.is_possessive(begin - 1)
        if possessive and row.id in VESSELS:
            return None  # "South Korea's attack submarines" are things it has
        if row.kind == "group" and view.is_title_case(head.end - 1) and head.start > begin:
            return None  # "the Songdowon Children's Camp" is a name
        if row.id == "delegation":
            return self._delegation(reading, start, begin, head, code)
        if row.id == "embassy":
            return self._embassy(reading, start, head, code)
        actor, rule = self._one_of_many(reading, start, begin, head, code) or self.composer.sector(
            reading.draft, code, row.id
        )
        return Resolved(start, head.end, "role", actor, rule)

    def _one_of_many(self, reading: Reading, start: int, begin: int, head: Hit, code: str) -> tuple[str, str] | None:
        """Resolve one body among others of its sector: "British Transport Police", "Russia's aviation authority"."""
        row, view = self.knowledge.sectors[head.phrase.value], reading.view
        between = [p for p in range(begin, head.start) if view.pos[p] in NOMINAL]
        if not between:
            return None
        if all(view.is_title_case(p) for p in range(begin, head.end)):
            first = begin if view.is_possessive(begin - 1) else start
            words = " ".join(view.words(first, head.end).split())
            return reading.draft.local(words, row.kind, code), f"named:{code} {row.id}"
        if row.id not in TYPED:
            return None
        words = " ".join(reading.lower(p) for p in [*between, *range(head.start, head.end)])
        name = f"{words[0].upper()}{words[1:]} ({self.composer.country_name(code)})"
        key = f"{self.composer.states[code]}:{slug(words)}"
        return reading.draft.composed(key, name, row.kind, code), f"sector:{code} {row.id}"

    def _delegation(self, reading: Reading, start: int, begin: int, head: Hit, code: str) -> Resolved:
        """Resolve "a Russian youth friendship delegation", which is not any Russian delegation."""
        nouns = [p for p in range(begin, head.end) if reading.view.pos[p] in NOMINAL]
        words = " ".join(reading.lower(p) for p in nouns) or "delegation"
        key = f"{self.composer.states[code]}:{slug(words)}"
        actor = reading.draft.composed(key, f"{self.composer.adjective(code)} {words}", "group", code)
        return Resolved(start, head.end, "role", actor, f"sector:{code} delegation")

    def _embassy(self, reading: Reading, start: int, head: Hit, code: str) -> Resolved:
        """Resolve "North Korea's embassy in Russia", one of many embassies."""
        name, key, end = (
            f"Embassy of {self.composer.country_name(code)}",
            f"{self.composer.states[code]}:embassy",
            head.end,
        )
        where = reading.hit(head.end + 1, "actor") if reading.lower(head.end) == "in" else None
        if where is not None:
            name += f" in {self.knowledge.actors[where.phrase.value].name}"
            key, end = f"{key}-{where.phrase.value}", where.end
        actor = reading.draft.composed(key, name, "government", code)
        return Resolved(start, end, "role", actor, f"sector:{code} embassy")

    def _body_after(self, reading: Reading, head: Hit) -> tuple[int, tuple[str, str] | None]:
        """Return the body that officials come from or speak for, and where its name ends."""
        if head.phrase.value not in SPEAKING or reading.lower(head.end) not in ("from", "of", "at", "for", "with"):
            return head.end, None
        at = head.end + (2 if reading.lower(head.end + 1) == "the" else 1)
        hit = reading.hit(at, "actor")
        if hit is None or self.knowledge.actors[hit.phrase.value].kind in ("person", "state"):
            return head.end, None
        if reading.is_premodifier(hit.end):
            return head.end, None
        return hit.end, (reading.draft.known(hit.phrase.value), f"spokesperson:{hit.phrase.value}")

    def _of_body(self, reading: Reading, body: str, head: Hit) -> tuple[str, str] | None:
        """Return who a role of a body is: its holder by date, or the body for those who speak for it."""
        role, draft, row = head.phrase.value, reading.draft, self.knowledge.actors[body]
        top = self.heads.get(body)
        heads = top is not None and (role in LEADING or top.role.endswith(f"-{role}"))  # "its secretary", "its chief"
        office = self.by_body.get((body, role)) or (top if heads else None)
        if office is not None and draft.published:
            holding = self.knowledge.holder(office.id, draft.published)
            if holding.actor is not None:
                return draft.known(holding.actor.id), f"role:{holding.row}"
        if role == "soldiers":
            return draft.composed(f"{body}:soldiers", f"{row.name} soldiers", "group", row.country), f"body:{body}"
        return (draft.known(body), f"spokesperson:{body}") if role in SPEAKING else None

    @staticmethod
    def _head(reading: Reading, begin: int, stop: int, sorts: tuple[Sort, ...]) -> Hit | None:
        """Return the longest phrase that ends where the run of nouns ends, or after it."""
        for p in range(begin, stop):
            for sort in sorts:
                hit = reading.hit(p, sort)
                if hit is not None and (hit.end >= stop or (sort == "actor" and reading.is_outlet(hit.end, stop))):
                    return hit
        return None


def _shared_adjectives(reading: Reading, start: int) -> list[Hit]:
    """Return the adjectives listed before one: "U.S., South Korean" of "U.S., South Korean and Japanese forces"."""
    found: list[Hit] = []
    at = start
    while True:
        stop = at
        while reading.view.text(stop - 1) in (",", "and", "or"):
            stop -= 1
        hits = (reading.hit(p, "adjective") for p in range(max(0, stop - 3), stop))
        other = next((hit for hit in hits if hit is not None and hit.end == stop), None)
        if other is None:
            break
        found.insert(0, other)
        at = other.start
    return found
