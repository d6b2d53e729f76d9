"""Names of the knowledge base, read from left to right; a country's name may begin a longer phrase."""

from korea_nlp.components.actors.candidates import Hit
from korea_nlp.components.actors.metonyms import is_metonym, is_sea_name
from korea_nlp.components.actors.offices import ADMINISTRATION, CITIZENS, Offices
from korea_nlp.components.actors.phrases import PhraseResolver
from korea_nlp.components.actors.reading import KOREAS, Reading
from korea_nlp.layers import Mention
from korea_nlp.records.vocabulary import MentionForm

STATES = frozenset({"state", "government", "group"})  # kinds of who is called by a state's name


class NameLinker:
    """Links the phrases of the knowledge base, unless they only modify or are part of something else."""

    def __init__(self, offices: Offices) -> None:
        self.offices = offices
        self.knowledge = offices.knowledge
        self.phrases = PhraseResolver(offices)

    def link(self, reading: Reading) -> None:
        """Add mentions, and titles that stand before names."""
        i = 0
        while i < reading.size:
            i = self._at(reading, i) if i in reading.hits and not reading.mentions.taken[i] else i + 1

    def _at(self, reading: Reading, i: int) -> int:
        """Link what starts at a token; return where to read on."""
        here = reading.hits[i]
        actor, adjective, role, sector = (here.get(sort) for sort in ("actor", "adjective", "role", "sector"))
        if actor is not None and sector is not None and actor.end == sector.end and self._may_be_elsewhere(actor):
            if self._is_of_another(reading, actor):
                del here["actor"]  # nor may the reader take it for the Korean one
                actor = None
            elif not reading.speaks_of_korea:
                actor = None
        if (people := here.get("people")) is not None:  # "North Koreans"
            citizens, _ = self.offices.sector(reading.mentions, people.phrase.value, CITIZENS)
            reading.mentions.add(i, people.end, "name", citizens, people.phrase.row)
            return people.end
        title = reading.hit(adjective.end, "role") if adjective is not None else None
        longer = actor is not None and title is not None and title.end > actor.end
        # "the Russian Security Council secretary": the role begins with a body's name
        if adjective is not None and self._is_aided(reading, adjective.end):
            return adjective.end + 2  # "U.S.-backed Kurdish forces" are not the United States'
        if adjective is not None and (actor is None or adjective.end >= actor.end or longer):
            found = self.phrases.coordinated(reading, i, adjective.end, adjective.phrase.value)
            if found:
                return max(_add(reading, one) for one in found)
        if role is not None:  # "the London mayor", "a Kremlin spokesman"
            after = self._bare_role(reading, role)
            if actor is None or after > i + 1:
                return after
        if actor is not None:
            return self._actor(reading, actor)
        if sector is None:
            return i + 1
        body = self.phrases.sector_of(reading, sector)
        return _add(reading, body) if body else sector.end  # "the National Security Council" is not the UN's

    @staticmethod
    def _is_aided(reading: Reading, end: int) -> bool:
        return reading.is_hyphen(end) and reading.lower(end + 1) in reading.words["aided"]

    def _may_be_elsewhere(self, hit: Hit) -> bool:
        """Tell whether a Korean body's name may be another country's: "the Joint Chiefs of Staff", not "the JCS"."""
        return hit.phrase.case != "upper" and self.knowledge.actors[hit.phrase.value].country in KOREAS

    def _is_of_another(self, reading: Reading, hit: Hit) -> bool:
        """Tell whether the sentence of a body speaks of a country that has such a body too, and not of the South."""
        start, end = reading.parse.sentence(hit.start)
        said = {reading.country_in(i, i + 1) for i in range(start, end) if not hit.start <= i < hit.end}
        sector = self.offices.sectors.get(hit.phrase.value)
        return "KOR" not in said and any((code, sector) in self.knowledge.bodies for code in said - KOREAS)

    def _actor(self, reading: Reading, hit: Hit) -> int:
        """Link a name of the knowledge base."""
        kind = self.knowledge.actors[hit.phrase.value].kind
        if reading.is_glued(hit.start):  # "anti-U.S."
            reading.mentions.block(hit.start, hit.end)
            return hit.end
        if hit.phrase.form == "metonym":
            return self._metonym(reading, hit)
        if kind == "state":
            return self._state(reading, hit)
        if kind == "person":
            return self._person(reading, hit)
        return self._body(reading, hit)

    def _state(self, reading: Reading, hit: Hit) -> int:
        """Link a country's name: itself, or the beginning of a longer phrase."""
        start, end = hit.start, hit.end
        if hit.phrase.form == "compass" and not _is_compass_name(reading, start, end):
            return start + 1
        if hit.phrase.form == "shared" and not _is_state(reading, start):
            return end
        if (found := self._begun(reading, hit)) is not None:
            return _add(reading, found)
        issues = reading.lower(end) in reading.words["document"]  # "US estimates": the state's own
        modifies = reading.is_premodifier(end) and not issues
        return _settle(
            reading, hit, blocked=modifies or reading.is_name_part(start, end) or is_sea_name(reading, start)
        )

    def _metonym(self, reading: Reading, hit: Hit) -> int:
        """Link a capital: "Seoul said" is the state, "in Seoul" a place."""
        start, end = hit.start, hit.end
        if reading.is_possessive(end) and (found := self._begun(reading, hit)) is not None:
            return _add(reading, found)
        return _settle(reading, hit, blocked=not is_metonym(reading, start, end))

    def _begun(self, reading: Reading, hit: Hit) -> Mention | None:
        """Return what a country's name begins: "South Korea's military"; a user's state may be in no country."""
        code = self.offices.codes.get(hit.phrase.value)
        return self.phrases.country(reading, hit.start, hit.end, code) if code is not None else None

    def _person(self, reading: Reading, hit: Hit) -> int:
        """Link a person's name."""
        parse, end = reading.parse, hit.end
        titled = reading.is_title_case(end)
        if titled and parse.ent[end] == "PERSON" and not parse.begins[end]:
            return end  # "Donald Trump Jr.", "Kim Song Il": somebody else
        if (found := administration(reading, self.offices, hit.phrase.value, end)) is not None:
            reading.mentions.add(hit.start, found[1], "name", found[0], hit.phrase.row)
            return found[1]
        return _settle(reading, hit, blocked=titled and reading.is_premodifier(end))  # "Kim Il Sung Square"

    def _body(self, reading: Reading, hit: Hit) -> int:
        """Link a body's name; "a JCS official" speaks for the JCS, "the IAEA chief" is its head."""
        start, end, key, mentions = hit.start, hit.end, hit.phrase.value, reading.mentions
        row = self.knowledge.actors[key]
        while row.kind == "media" and reading.lower(end) in reading.words["outlet"]:
            end += 1  # "Yonhap news agency"
        while reading.lower(end) in reading.words["suffix"]:
            end += 1  # "Samsung Electronics Co."
        possessive = reading.is_possessive(end)
        begin = end + 1 if possessive else end
        stop = reading.run_end(begin)
        person = next((p for p in range(begin, stop) if p in reading.person_starts), None)
        if person is not None and person > begin:  # "NIS Director Cho Tae-yong": a title
            reading.titles[person] = (begin if possessive else start, row.country)
            if not possessive:
                mentions.block(start, person)
                return person
        found = self.phrases.of_body(reading, start, begin, stop, key) if person is None else None
        if found is not None:
            return _add(reading, found)
        if reading.is_premodifier(end) and reading.lower(stop - 1) not in reading.words["document"]:
            mentions.block(start, end)
        else:
            mentions.add(start, end, _form(hit), mentions.known(key), hit.phrase.row)
        return end

    def _bare_role(self, reading: Reading, hit: Hit) -> int:
        """Link a role without a country before it: a title before a name, or "the president of Ukraine"."""
        person = reading.person_after(hit.end)
        if person is not None:
            reading.titles.setdefault(person, (hit.start, hit.phrase.form or None))
            return hit.end
        if reading.lower(hit.start - 1) in (reading.words["past"] | reading.words["lesser"]):
            return hit.end
        found = self.phrases.role_of(reading, hit)
        return _add(reading, found) if found is not None else hit.start + 1


def administration(reading: Reading, offices: Offices, person: str, end: int) -> tuple[str, int] | None:
    """Return the government that is called by a person's name, and where that ends: "Obama's administration".

    "Kim's regime", "Abe's government" are the state's own.
    """
    row, place = offices.knowledge.actors.get(person), end + reading.is_possessive(end)
    words = {ADMINISTRATION} if place > end else reading.words["administration"]
    if row is None or row.country is None or reading.lower(place) not in words:
        return None
    return offices.administration(reading.mentions, row), place + 1


def _add(reading: Reading, found: Mention) -> int:
    reading.mentions.add(found.start, found.end, found.form, found.actor, found.rule)
    return found.end


def _settle(reading: Reading, hit: Hit, *, blocked: bool) -> int:
    """Add a name, or keep its words from becoming a mention."""
    if blocked:
        reading.mentions.block(hit.start, hit.end)
    else:
        actor = reading.mentions.known(hit.phrase.value)
        reading.mentions.add(hit.start, hit.end, _form(hit), actor, hit.phrase.row)
    return hit.end


def _form(hit: Hit) -> MentionForm:
    return "metonym" if hit.phrase.form == "metonym" else "name" if hit.phrase.form == "name" else "alias"


def _is_state(reading: Reading, start: int) -> bool:
    """Tell "Jordan" that is a state from Michael Jordan: by the reader, or by the base model where it sees none."""
    if reading.learnt is None or (told := reading.learnt.mentions()) is None:
        return reading.parse.ent[start] == "GPE"
    return any(one.start <= start < one.end and one.kind in STATES for one in told[1])


def _is_compass_name(reading: Reading, start: int, end: int) -> bool:
    """Tell "the North" and "North and South", which are states, from "the North Sea" and "the north"."""
    if not reading.speaks_of_korea:
        return False
    if reading.lower(start) == "the":
        return not reading.is_title_case(end)
    pairs = ((start + 1, start + 2), (start - 1, start - 2))
    return any(
        reading.text(joint) in ("and", "or") and {reading.lower(start), reading.lower(other)} == {"north", "south"}
        for joint, other in pairs
    )
