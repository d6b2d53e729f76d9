"""People whom the knowledge base does not know, and short names for anybody named in full."""

from bisect import bisect_left
from dataclasses import dataclass

from spacy import symbols
from spacy.strings import get_string_id

from korea_nlp.components.actors.compose import Composer
from korea_nlp.components.actors.names import administration
from korea_nlp.components.actors.reading import Reading
from korea_nlp.components.actors.view import NOMINAL, View
from korea_nlp.knowledge import HolderRow, OfficeRow

LATEST = 20  # namings of one surname that are weighed
NEAR = 9  # tokens between two names of one coordination
SPEAKING = frozenset({"accuse", "add", "call", "claim", "denounce", "issue", "say", "state", "tell", "warn"})
KOREAS = frozenset({"KOR", "PRK"})
JUNIOR = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii"})
MAX_NAME = 6  # tokens


@dataclass(frozen=True, slots=True)
class Naming:
    """One full naming of a person.

    Attributes:
        salient: The naming introduces the person: as a subject, or with an apposition.
        given: The short form would be the given name.
    """

    start: int
    actor: str
    salient: bool = True
    given: bool = False


class PeopleLinker:
    """Joins the mentions of each person over an article by full name, surname and given name."""

    def __init__(self, composer: Composer, things: frozenset[str]) -> None:
        knowledge = composer.knowledge
        self.composer = composer
        self.knowledge = knowledge
        self.things = things
        self.surnames = frozenset(surname.lower() for surname in knowledge.surnames)
        self.famous = {get_string_id(row.alias.lower()): row.actor for row in knowledge.aliases if row.form == "short"}
        self.held: dict[int, list[tuple[OfficeRow, HolderRow]]] = {}
        for office in knowledge.offices.values():
            for row in knowledge.holders.get(office.id, ()):
                surname = knowledge.actors[row.actor].surname
                if surname:
                    self.held.setdefault(get_string_id(surname.lower()), []).append((office, row))
        self.tops = [(code, top) for code in composer.states if (top := composer.head_of_state(code)) is not None]

    def link(self, reading: Reading) -> None:
        """Add people outside the base, then short names."""
        namings = self._known(reading)
        lone: set[int] = set()
        for entity in reading.people:
            start, end = self._trim(reading, *entity)
            if start >= end or not reading.draft.is_free(start, end):
                continue
            words = " ".join(reading.view.words(start, end).split())
            if " " not in words:
                lone.add(start)
            elif self.things.isdisjoint(
                {words.split()[-1].lower()} | {words.split()[0].lower()} - self.surnames
            ) and not any(letter.isdigit() for letter in words):
                namings += self._new(reading, start, end, words)
        self._short_names(reading, namings, lone)

    def _known(self, reading: Reading) -> list[tuple[str, Naming]]:
        """Return the surnames of people of the base who stand in the text by now."""
        found = []
        for mention in reading.draft.mentions:
            row = self.knowledge.actors.get(mention.actor)
            if row is not None and row.surname:
                salient = _is_salient(reading, mention.start, mention.end)
                found.append((row.surname.lower(), Naming(mention.start, row.id, salient)))
        return found

    def _new(self, reading: Reading, start: int, end: int, words: str) -> list[tuple[str, Naming]]:
        """Add a person of this article alone, and the one coupled with them: "Irene and Bruce Steinberg"."""
        view, draft = reading.view, reading.draft
        if (whole := _whole_name(reading, start, words)) is not None:
            draft.add(start, end, "alias", whole, f"given-name:{whole}")
            return []
        actor = draft.local(words, "person")
        draft.add(start, end, "name", actor, "ner:PERSON")
        salient = _is_salient(reading, start, end)
        surname, *given = self._parts(words)
        found = [(surname, Naming(start, actor, salient))]
        found += [(part, Naming(start, actor, salient, given=True)) for part in given]
        first = start - 2
        if view.text(start - 1) != "and" or not draft.is_free(first, first + 1):
            return found
        if view.is_title_case(first) and not view.is_title_case(first - 1):
            name = f"{view.text(first)} {words.split()[-1]}"
            known = self.knowledge.candidates(name)
            other = draft.known(known[0].actor) if len(known) == 1 else draft.local(name, "person")
            draft.add(first, first + 1, "name", other, "couple:PERSON")
            found.append((reading.lower(first), Naming(first, other)))
        return found

    def _parts(self, name: str) -> list[str]:
        """Return the parts of a stranger's name that can stand for the whole."""
        parts = name.lower().split()
        if parts[0] in self.surnames and (len(parts) > 2 or "-" in parts[-1]):
            return [parts[0]]
        return [parts[-1], parts[0]]

    def _short_names(self, reading: Reading, namings: list[tuple[str, Naming]], lone: set[int]) -> None:
        """Link lone surnames to whoever was named in full most lately; the unsure stay out."""
        view, draft = reading.view, reading.draft
        bearers: dict[int, list[Naming]] = {}
        for part, naming in sorted(namings, key=lambda item: item[1].start):
            bearers.setdefault(get_string_id(part), []).append(naming)
        leaders = self._leaders(reading)
        for i, word in enumerate(view.lower):
            if word not in bearers and word not in self.famous and word not in self.held:
                continue
            if draft.taken[i] or not view.is_title_case(i) or not (i in lone or _is_lone_name(reading, i)):
                continue
            known = bearers.get(word, [])
            if word in leaders:
                known = [naming for naming in known if not naming.given]
            actor, rule = self._by_role(reading, i, known), "short-name"
            if not any(naming.start < i for naming in known):
                actor = self._by_title(reading, i)
            if actor is None:
                actor = _choose(view, i, known, self.famous.get(word) or leaders.get(word))
            if not known and word not in self.famous:
                rule = "leader-name" if word in leaders else "title-name"
            if actor is None:
                continue
            government = administration(reading, self.composer, actor, i + 1)
            if government is not None:
                draft.add(i, i + 2, "name", government, f"{rule}:{actor}")
                continue
            if actor in self.knowledge.actors:
                draft.known(actor)
            draft.add(i, i + 1, "alias", actor, f"{rule}:{actor}")

    def _by_title(self, reading: Reading, i: int) -> str | None:
        """Return who of a surname holds the office before it: "President Bush"; or held it: "former President Park"."""
        day = reading.draft.published
        begin = next((p for p in range(max(0, i - MAX_NAME), i) if _ends(reading, p, i)), None)
        if begin is None or not day:
            return None
        role = reading.hits[begin]["role"].phrase.value
        before = reading.lower(begin - 1)
        past = before in reading.words.past or reading.view.is_hyphen(begin - 1)
        country = reading.titles.get(i, (0, None))[1]
        found = set()
        for office, row in self.held.get(reading.view.lower[i], ()):
            if office.role != role or (country is not None and office.country != country):
                continue
            if past and row.end is not None and row.end < day:
                found.add(row.actor)
            elif not past and (holder := self.knowledge.holder(office.id, day).actor) is not None:
                found |= {holder.id} & {row.actor}
        return found.pop() if len(found) == 1 else None

    def _by_role(self, reading: Reading, i: int, bearers: list[Naming]) -> str | None:
        """Return the one bearer who held the office told of: "Lee, a former unification minister, faces a hearing"."""
        if reading.view.text(i + 1) != "," or len({naming.actor for naming in bearers if naming.start < i}) < 2:
            return None
        role = next((hit for p in range(i + 2, i + 6) if (hit := reading.hit(p, "role")) is not None), None)
        if role is None:
            return None
        offices = [office for office in self.knowledge.offices.values() if office.role == role.phrase.value]
        fitting = {
            naming.actor
            for naming in bearers
            if naming.start < i and any(self.knowledge.held(office.id, naming.actor) for office in offices)
        }
        return fitting.pop() if len(fitting) == 1 else None

    def _leaders(self, reading: Reading) -> dict[int, str]:
        """Return, by surname, who leads the countries that the article names; nobody for a surname of two leaders.

        "Kim inspected the shipyard" in an article on North Korea that names no other Kim.
        """
        if not reading.draft.published:
            return {}
        said = {actor.country for actor in reading.draft.actors.values()}
        if reading.view.speaks_of_korea or not said.isdisjoint(KOREAS):
            said.update(KOREAS)  # a headline: "Moon meets Kim"
        found: dict[int, set[str]] = {}
        for code, office in self.tops:
            if code not in said:
                continue
            holder = self.knowledge.holder(office.id, reading.draft.published).actor
            if holder is not None and holder.surname:
                found.setdefault(get_string_id(holder.surname.lower()), set()).add(holder.id)
        return {key: actors.pop() for key, actors in found.items() if len(actors) == 1}

    def _trim(self, reading: Reading, start: int, end: int) -> tuple[int, int]:
        """Cut titles before a name and a possessive or punctuation after it."""
        view = reading.view
        while start < end and (reading.lower(start) in reading.words.honorific or not view.is_title_case(start)):
            start += 1
        end = next((i for i in range(start, end) if view.text(i) in ("(", "|", "—")), end)
        if reading.lower(end - 1) in JUNIOR:
            return start, end
        while end > start and (view.is_possessive(end - 1) or not view.text(end - 1)[-1:].isalpha()):
            end -= 1
        return start, end


def _whole_name(reading: Reading, start: int, words: str) -> str | None:
    """Return whom two given names stand for: "Ju Ae" after "Kim Ju Ae" is named."""
    ending = " " + words.lower().replace("-", " ")
    named = {m.actor for m in reading.draft.mentions[-LATEST:]}
    found = {key for key in named if reading.draft.actors[key].name.lower().replace("-", " ").endswith(ending)}
    return found.pop() if len(found) == 1 else None


def _ends(reading: Reading, begin: int, end: int) -> bool:
    """Tell whether a role that starts at a token ends where a name begins."""
    role = reading.hit(begin, "role")
    return role is not None and role.end == end


def korean_names(reading: Reading) -> list[tuple[int, int]]:
    """Return the stretches shaped like a Korean name: surname, then "Sang-woo"; the recogniser misses many."""
    view = reading.view
    surnames = {get_string_id(word) for word in reading.words.southern | reading.words.northern}
    found = []
    for i, word in enumerate(view.lower[:-2]):
        if word not in surnames or not view.is_title_case(i) or not view.is_title_case(i + 1):
            continue  # "you high-ranking"
        if _is_northern(reading, i):
            found.append((i, i + 3))
            continue
        if view.is_hyphen(i + 2) and view.text(i + 3).islower():
            found.append((i, i + 4))
    return found


def _is_northern(reading: Reading, i: int) -> bool:
    """Tell a name as North Korea writes it: "Ri Thae Song"."""
    view = reading.view
    if reading.lower(i) not in reading.words.northern:
        return False
    return all(view.is_title_case(p) for p in range(i, i + 3))


def _choose(view: View, i: int, bearers: list[Naming], famous: str | None) -> str | None:
    """Return whom a short name means: the bearer introduced last before it, else the only one at all.

    Of two bearers introduced in one sentence, the famous one is meant or nobody can tell.
    """
    at = bisect_left(bearers, i, key=lambda naming: naming.start)
    before = bearers[max(0, at - LATEST) : at]
    if not before:
        everybody = {naming.actor for naming in bearers}
        if famous is not None:  # "Kim" before "Kim Yo Jong" is named may be either
            return famous if famous in everybody or not bearers else None
        later = {naming.actor for naming in bearers if not naming.given}
        return later.pop() if len(later) == 1 else None
    introduced = [naming for naming in before if naming.salient] or before
    last = introduced[-1]
    sentence = view.sentence_start(last.start)
    rivals = {naming.actor for naming in introduced if naming.start >= sentence}
    rivals |= {naming.actor for naming in before if _are_coordinated(view, naming.start, last.start)}
    if len(rivals) == 1:
        return last.actor
    return famous if famous in rivals else None


def _are_coordinated(view: View, first: int, second: int) -> bool:
    """Tell whether two names are joined by "and": "Kim Jong Un and his daughter Kim Ju Ae"."""
    return 0 < second - first <= NEAR and any(view.text(i) == "and" for i in range(first, second))


def _is_salient(reading: Reading, start: int, end: int) -> bool:
    """Tell "Kim Yo Jong said" and "Kim Yo Jong, his sister," from "a letter from Kim Yo Jong"."""
    view, i = reading.view, end - 1
    before = start - 2 if view.text(start - 1) == "," else start - 1
    if reading.lower(before) in reading.words.kin:  # "Kim's daughter, Kim Ju Ae, arrived": Kim remains her father
        for _ in range(MAX_NAME):
            if view.dep[i] not in view.links:
                break
            i = view.head[i]
        return view.doc[view.head[i]].lemma_ in SPEAKING
    if view.text(end) == ",":
        return True
    for _ in range(MAX_NAME):  # "leader Kim Jong Un and his daughter Kim Ju Ae watched": both are subjects
        if view.dep[i] not in view.links:
            break
        i = view.head[i]
    return view.dep[i] in view.subjects


def _is_lone_name(reading: Reading, i: int) -> bool:
    """Tell whether a capitalised word stands alone, and is no part of a longer name or of a thing's name."""
    view, after = reading.view, i + 1
    if view.pos[i] and view.pos[i] not in NOMINAL and not (view.pos[i] == symbols.ADJ and view.text(after) == ","):
        return False
    if view.ent[i]:
        inside = after < view.length and view.ent[after] == view.ent[i]
        if (inside and view.is_title_case(after)) or (not view.first[i] and view.is_title_case(i - 1)):
            return False
    before = i - 1
    if i and view.pos[before] == symbols.PROPN and view.ent[before] == view.person == view.ent[i]:
        return False
    if after >= view.length:
        return True
    if view.is_hyphen(after):
        return False
    return not (view.pos[after] == symbols.PROPN and view.is_title_case(after))
