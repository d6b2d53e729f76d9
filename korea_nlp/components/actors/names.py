"""Names of the knowledge base, read from left to right; a country's name may begin a longer phrase."""

from korea_nlp.components.actors.compose import Composer, Resolved
from korea_nlp.components.actors.matcher import Hit
from korea_nlp.components.actors.metonyms import is_metonym, is_sea_name
from korea_nlp.components.actors.phrases import PhraseResolver
from korea_nlp.components.actors.reading import Reading
from korea_nlp.records.vocabulary import MentionForm

PEOPLE = frozenset(
    {
        "soldiers",
        "sailors",
        "agents",
        "commandos",
        "infiltrators",
        "marine-soldiers",
        "workers",
        "fishermen",
        "athletes",
    }
)  # groups of one nationality that "the North Koreans" can take up


class NameLinker:
    """Links what the matcher found, unless it only modifies or is part of something else."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.knowledge = composer.knowledge
        self.phrases = PhraseResolver(composer)

    def link(self, reading: Reading) -> None:
        """Add mentions to the draft, and titles that stand before names to the reading."""
        i = 0
        while i < reading.view.length:
            i = self._at(reading, i) if i in reading.hits and not reading.draft.taken[i] else i + 1

    def _at(self, reading: Reading, i: int) -> int:
        """Link what starts at a token; return where to read on."""
        here = reading.hits[i]
        actor, adjective, people, role = (here.get(sort) for sort in ("actor", "adjective", "people", "role"))
        if people is not None:
            return self._people(reading, people)
        title = reading.hit(adjective.end, "role") if adjective is not None else None
        longer = actor is not None and title is not None and title.end > actor.end
        # "the Russian Security Council secretary": the role begins with a body's name
        if adjective is not None and (actor is None or adjective.end >= actor.end or longer):
            found = self.phrases.coordinated(reading, i, adjective.end, adjective.phrase.value)
            if found:
                return max(_add(reading, one) for one in found)
        if role is not None and actor is not None:  # "the London mayor", "a Kremlin spokesman"
            after = self._bare_role(reading, role)
            if after > i + 1:
                return after
        if actor is not None:
            return self._actor(reading, actor)
        if role is not None:
            return self._bare_role(reading, role)
        if "sector" in here and (body := self.phrases.sector_of(reading, here["sector"])) is not None:
            return _add(reading, body)
        return here["sector"].end if "sector" in here else i + 1  # "the National Security Council" is not the UN's

    def _people(self, reading: Reading, hit: Hit) -> int:
        """Link a people: "North Koreans" are its citizens, "the North Koreans" may be those just spoken of."""
        code = hit.phrase.value
        actor, rule = self.composer.sector(reading.draft, code, "citizens")[0], hit.phrase.row
        if reading.lower(hit.start - 1) == "the":
            for mention in reversed(reading.draft.mentions[-12:]):
                said = reading.draft.actors[mention.actor]
                if said.country == code and said.id.rpartition(":")[2] in PEOPLE:
                    actor, rule = said.id, f"{hit.phrase.row}→{mention.start}"
                    break
        reading.draft.add(hit.start, hit.end, "name", actor, rule)
        return hit.end

    def _actor(self, reading: Reading, hit: Hit) -> int:
        """Link a name of the knowledge base."""
        row = self.knowledge.actors[hit.phrase.value]
        if reading.view.glued(hit.start):  # "anti-U.S."
            reading.draft.block(hit.start, hit.end)
            return hit.end
        if hit.phrase.form == "metonym":
            return self._metonym(reading, hit)
        if row.kind == "state":
            return self._state(reading, hit)
        if row.kind == "person":
            return self._person(reading, hit)
        return self._body(reading, hit)

    def _state(self, reading: Reading, hit: Hit) -> int:
        """Link a country's name: itself, or the beginning of a longer phrase."""
        start, end = hit.start, hit.end
        if hit.phrase.form == "compass" and not _is_compass_name(reading, start, end):
            return start + 1
        found = self.phrases.country(reading, start, end, self.composer.codes[hit.phrase.value])
        if found is not None:
            return _add(reading, found)
        issues = reading.lower(end) in reading.words.document  # "US estimates": the state's own
        if (
            (reading.is_premodifier(end) and not issues)
            or reading.is_name_part(start, end)
            or is_sea_name(reading, start)
        ):
            reading.draft.block(start, end)
        else:
            reading.draft.add(start, end, _form(hit), reading.draft.known(hit.phrase.value), hit.phrase.row)
        return end

    def _metonym(self, reading: Reading, hit: Hit) -> int:
        """Link a capital: "Seoul said" is the state, "in Seoul" a place."""
        start, end = hit.start, hit.end
        if reading.view.is_possessive(end):
            found = self.phrases.country(reading, start, end, self.composer.codes[hit.phrase.value])
            if found is not None:
                return _add(reading, found)
        if is_metonym(reading, start, end):
            reading.draft.add(start, end, "metonym", reading.draft.known(hit.phrase.value), hit.phrase.row)
        else:
            reading.draft.block(start, end)
        return end

    def _person(self, reading: Reading, hit: Hit) -> int:
        """Link a person's name."""
        start, end, view = hit.start, hit.end, reading.view
        if view.goes_on(end):
            return end  # "Donald Trump Jr.", "Kim Song Il": somebody else
        if (actor := administration(reading, self.composer, hit.phrase.value, end)) is not None:
            reading.draft.add(start, end + 1, "name", actor, hit.phrase.row)
            return end + 1
        if reading.is_premodifier(end) and view.is_title_case(end):
            reading.draft.block(start, end)  # "Kim Il Sung Square"
        else:
            reading.draft.add(start, end, _form(hit), reading.draft.known(hit.phrase.value), hit.phrase.row)
        return end

    def _body(self, reading: Reading, hit: Hit) -> int:
        """Link a body's name; "a JCS official" speaks for the JCS, "the IAEA chief" is its head."""
        start, end, key, draft = hit.start, hit.end, hit.phrase.value, reading.draft
        row = self.knowledge.actors[key]
        while row.kind == "media" and reading.lower(end) in reading.words.outlet:
            end += 1  # "Yonhap news agency"
        while reading.lower(end) in reading.words.suffix:
            end += 1  # "Samsung Electronics Co."
        possessive = reading.view.is_possessive(end)
        begin = end + 1 if possessive else end
        stop = reading.run_end(begin) if begin < reading.view.length else begin
        person = next((p for p in range(begin, stop) if p in reading.view.person_starts), None)
        if person is not None and person > begin:  # "NIS Director Cho Tae-yong": a title
            reading.titles[person] = (begin, row.country)
            if not possessive:
                reading.titles[person] = (start, row.country)
                draft.block(start, person)
                return person
        found = self.phrases.of_body(reading, start, begin, stop, key) if person is None else None
        if found is not None:
            return _add(reading, found)
        if reading.is_premodifier(end) and reading.lower(stop - 1) not in reading.words.document:
            draft.block(start, end)
        else:
            draft.add(start, end, _form(hit), draft.known(key), hit.phrase.row)
        return end

    def _bare_role(self, reading: Reading, hit: Hit) -> int:
        """Link a role without a country before it: a title before a name, or "the president of Ukraine"."""
        person = reading.person_after(hit.end)
        if person is not None:
            reading.titles.setdefault(person, (hit.start, hit.phrase.form or None))
            return hit.end
        if reading.lower(hit.start - 1) in (reading.words.past | reading.words.lesser):
            return hit.end
        found = self.phrases.role_of(reading, hit)
        return _add(reading, found) if found is not None else hit.start + 1


def administration(reading: Reading, composer: Composer, person: str, end: int) -> str | None:
    """Return the government that is called by a person's name: "the Lee Jae Myung administration"."""
    row = composer.knowledge.actors.get(person)
    if row is None or row.country is None or reading.lower(end) not in reading.words.administration:
        return None
    name = f"Government of {composer.country_name(row.country)} ({row.name} administration)"
    return reading.draft.composed(f"{row.id}:administration", name, "government", row.country)


def _add(reading: Reading, found: Resolved) -> int:
    reading.draft.add(found.start, found.end, found.form, found.actor, found.rule)
    return found.end


def _form(hit: Hit) -> MentionForm:
    return "name" if hit.phrase.form == "name" else "alias"


def _is_compass_name(reading: Reading, start: int, end: int) -> bool:
    """Tell "the North" and "North and South", which are states, from "the North Sea" and "the north"."""
    view = reading.view
    if not view.speaks_of_korea:
        return False
    if reading.lower(start) != "the":
        for joint, other in ((start + 1, start + 2), (start - 1, start - 2)):
            if view.text(joint) in ("and", "or") and {reading.lower(start), reading.lower(other)} == {"north", "south"}:
                return True
        return False
    return not view.is_title_case(end)
