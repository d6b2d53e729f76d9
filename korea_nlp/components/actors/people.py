"""People whom the knowledge base does not know, and short names for anybody named in full."""

import re
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from korea_nlp.components.actors.candidates import Hit
from korea_nlp.components.actors.names import administration
from korea_nlp.components.actors.offices import Offices
from korea_nlp.components.actors.other_names import OtherNames
from korea_nlp.components.actors.reading import KOREAS, Reading
from korea_nlp.components.actors.strangers import names_person
from korea_nlp.knowledge import ActorRow, HolderRow, OfficeRow
from korea_nlp.knowledge.dates import holds
from korea_nlp.syntax import Parse, Piece
from korea_nlp.syntax.labels import NOMINAL

LATEST = 20  # namings of one surname that are weighed
FEMALE, MALE = frozenset({"ms", "ms.", "mrs", "mrs.", "miss", "madam"}), frozenset({"mr", "mr.", "sir"})
SYLLABLE = re.compile(
    r"(?:ch|kk|sh|[bdghjkmnprstl])?h?[wy]?(?:ae|ai|eo|eu|ee|oe|oo|ou|ui|[aeiou])(?:ng|[bhklmnprt])?"
)  # of a Korean given name
NO_SYLLABLES = frozenset(
    {"a", "at", "be", "bid", "but", "by", "do", "get", "go", "he", "her", "him", "hit", "i", "in", "it", "let", "man"}
    | {"met", "me", "my", "no", "not", "on", "or", "out", "put", "run", "set", "shot", "she", "so", "to", "up", "we"}
)  # words that have the shape of one
JOINED = frozenset(
    {"do", "go", "in", "man", "no", "on", "so"}
)  # of these, what a hyphen joins to a name: "Kim Seung-in"
JUNIOR = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii"})
ARTICLES = frozenset({"al", "an", "as", "ad", "ar", "el", "ul"})  # of Arabic surnames
MAX_NAME = 6  # tokens
FAME = 2  # how many mentions one of the famous bearer of a surname counts for: right for .83 of 212 marked ones


@dataclass(frozen=True, slots=True)
class Naming:
    """One full naming of a person.

    Attributes:
        given: The short form would be the given name.
    """

    start: int
    actor: str
    given: bool = False


class PeopleLinker:
    """Joins the mentions of each person over an article by full name, surname and given name."""

    def __init__(self, offices: Offices, things: frozenset[str]) -> None:
        knowledge = offices.knowledge
        self.offices = offices
        self.knowledge = knowledge
        self.things = things
        self.surnames = frozenset(surname.lower() for surname in knowledge.surnames)
        self.given = frozenset(knowledge.given_names) | _given_names(knowledge.actors.values(), self.surnames)
        self.famous = {row.alias.lower(): row.actor for row in knowledge.aliases if row.form == "short"}
        self.held: dict[str, list[tuple[OfficeRow, HolderRow]]] = {}
        for office in knowledge.offices.values():
            for row in knowledge.holders.get(office.id, ()):
                surname = knowledge.actors[row.actor].surname
                for name in {surname.lower(), without_article(surname.lower())} if surname else ():
                    self.held.setdefault(name, []).append((office, row))
        self.holders = {row.actor for rows in knowledge.holders.values() for row in rows}
        self.tops = [(code, top) for code in offices.states if (top := offices.head_of_state(code)) is not None]

    def mark(self, reading: Reading) -> None:
        """Correct by the knowledge base, and by the shape of names, where the base model sees people."""
        aboard = {i for ship in _ships(reading) for i in range(*ship)}
        named = [name for name in reading.parse.entities("PERSON") if aboard.isdisjoint(range(*name))]
        people = [_with_syllables(reading, *name) for name in named]
        others = self._others(reading)
        surnames = {reading.parse.lower[end - 1] for start, end in people if end - start > 1}
        for i, here in reading.hits.items():
            hit = here.get("actor")
            if hit is None:
                continue
            if hit.phrase.form in ("metonym", "shared") and reading.parse.lower[i] in surnames:
                del here["actor"]  # "Denzel Washington", and Washington after him
                continue
            if hit.phrase.value in others or _is_cut(reading, hit):
                del here["actor"]
                _, end = _with_syllables(reading, i, hit.end)
                if hit.phrase.value in others or end > hit.end:
                    people = [*(name for name in people if name[0] >= end or name[1] <= i), (i, end)]
                continue
            tokens = range(i, hit.end)
            reading.person_starts.difference_update(tokens)
            if self.knowledge.actors[hit.phrase.value].kind == "person":
                reading.person_starts.add(i)
                reading.person_tokens.update(tokens)
            else:
                reading.person_tokens.difference_update(tokens)
        shaped = [name for name in _korean_names(reading) if reading.hit(name[0], "actor") is None]
        inside = {i for start, end in shaped for i in range(start, end)}
        reading.person_starts.difference_update(inside)
        reading.person_starts.update(start for start, _ in shaped)
        reading.person_tokens.update(inside)
        reading.people = sorted([name for name in people if inside.isdisjoint(range(*name))] + shaped)

    def _others(self, reading: Reading) -> set[str]:
        """Return the people of the base whose name somebody else bears here: "Park Jin, a farmer in Paju"."""
        private, found = reading.words["private"], set[str]()
        for i, here in reading.hits.items():
            hit = here.get("actor")
            if hit is None or hit.phrase.value not in self.holders:
                continue
            begin = hit.end + 1
            apposed = reading.text(hit.end) == "," and reading.lower(begin) in ("a", "an")
            said = reading.parse.lower[begin : reading.run_end(begin + 1)] if apposed else []
            if not reading.words["past"].isdisjoint(said):
                said = []
            if not private.isdisjoint([*said, reading.lower(i - 1)]):  # also "nurse Park Jin"
                found.add(hit.phrase.value)
        return found

    def link(self, reading: Reading) -> None:
        """Add people outside the base, then short names."""
        namings = self._known(reading)
        others, lone = OtherNames(reading), set[int]()
        for entity in reading.people:
            start, end = _trim(reading, *entity)
            if start >= end or not reading.mentions.is_free(start, end):
                continue
            name = reading.parse.words(start, end)
            words = name.lower().split()
            if (bearer := others.bearer(start)) is not None:
                reading.mentions.add(start, end, "alias", bearer, f"other-name:{bearer}")
                namings.append((without_article(words[-1]), Naming(start, bearer)))
            elif len(words) == 1:
                if reading.lower(end) not in self.things or not reading.is_title_case(end):  # "Trump Tower"
                    lone.add(start)
            elif (holder := self._holder(reading, start, name)) is not None:
                reading.mentions.add(start, end, "alias", reading.mentions.known(holder), f"title-name:{holder}")
                namings.append((words[-1], Naming(start, holder)))
            elif names_person(reading, self.things, start, end):
                place = len(reading.mentions.all)
                namings += self._new(reading, start, end, name)
                others.add(end, reading.mentions.all[place].actor)
        self._short_names(reading, namings, lone)

    # --- full names ----------------------------------------------------------------------------------------------

    def _known(self, reading: Reading) -> list[tuple[str, Naming]]:
        """Return the surnames of people of the base who stand in the text by now."""
        found = []
        for mention in reading.mentions.all:
            row = self.knowledge.actors.get(mention.actor)
            if row is None or not row.surname:
                continue
            surname = without_article(row.surname.lower())
            found.append((surname, Naming(mention.start, row.id)))
            written = without_article(reading.lower(mention.end - 1))  # "Moammar Gadhafi", who is Gadhafi from here on
            family_last = written not in self.given and not row.name.startswith(row.surname)
            if family_last and mention.end - mention.start > 1 and written != surname:
                found.append((written, Naming(mention.start, row.id)))
        return found

    def _new(self, reading: Reading, start: int, end: int, name: str) -> list[tuple[str, Naming]]:
        """Add a person of this article alone, and the one coupled with them: "Irene and Bruce Steinberg"."""
        mentions = reading.mentions
        if (whole := _whole_name(reading, name)) is not None:
            mentions.add(start, end, "alias", whole, f"given-name:{whole}")
            return []
        actor = mentions.local(name, "person")
        mentions.add(start, end, "name", actor, "ner:PERSON")
        surname, *given = self._parts(name)
        found = [(surname, Naming(start, actor))]
        found += [(part, Naming(start, actor, given=True)) for part in given]
        first = start - 2
        coupled = reading.text(start - 1) == "and" and reading.is_title_case(first)
        if coupled and mentions.is_free(first, start - 1) and not reading.is_title_case(first - 1):
            other_name = f"{reading.text(first)} {name.split()[-1]}"
            known = self.knowledge.candidates(other_name)
            other = mentions.known(known[0].actor) if len(known) == 1 else mentions.local(other_name, "person")
            mentions.add(first, start - 1, "name", other, "couple:PERSON")
            found.append((reading.lower(first), Naming(first, other)))
        return found

    def _parts(self, name: str) -> list[str]:
        """Return the parts of a stranger's name that can stand for the whole."""
        parts = name.lower().split()
        if parts[0] in self.surnames and (len(parts) > 2 or "-" in parts[-1] or _is_syllable(parts[-1])):
            return [parts[0]]  # "Kim Dae-jung", "Kim Dae"
        return [without_article(parts[-1]), parts[0]]

    # --- short names ---------------------------------------------------------------------------------------------

    def _short_names(self, reading: Reading, namings: list[tuple[str, Naming]], lone: set[int]) -> None:
        """Link lone surnames to whoever of those named in full was mentioned most; the unsure stay out."""
        mentions = reading.mentions
        bearers: dict[str, list[Naming]] = {}
        for part, naming in sorted(namings, key=lambda item: item[1].start):
            bearers.setdefault(part, []).append(naming)
        said = {actor.country for actor in mentions.actors.values()}
        leaders, counts = self._leaders(reading, said), Counter[str]()
        held = deque(sorted((mention.start, mention.actor) for mention in mentions.all))
        others: set[str] = set()
        for i, word in enumerate(reading.parse.lower):
            if word not in bearers and word not in self.famous and word not in self.held:
                continue
            if mentions.taken[i] or not reading.is_title_case(i) or not (i in lone or _is_lone_name(reading, i)):
                continue
            if self._has_given_name(reading, i):
                others.add(word)  # "Kayleigh Biden", whom Biden means from here on
                continue
            while held and held[0][0] < i:
                counts[held.popleft()[1]] += 1
            known = bearers.get(word, [])
            if word in leaders:
                known = [naming for naming in known if not naming.given]
            known = [naming for naming in known if self._agrees(reading, i, naming.actor)]
            leader = leaders.get(word) or self._in_office(reading, i, word, said)
            if known and not mentions.published:
                leader = None
            famous = self.famous.get(word) or leader
            if famous is not None and (word in others or not self._agrees(reading, i, famous)):
                famous = None
            actor, before = self._by_title(reading, i, word), {one.actor for one in known if one.start < i}
            if actor is None or (before and actor not in before):
                actor = _choose(reading.parse, i, known, famous, counts)
            if actor is None:
                continue
            named = known or word in self.famous
            sort = "short" if named else "title" if actor != leader else "leader" if word in leaders else "office"
            rule = f"{sort}-name:{actor}"
            government = administration(reading, self.offices, actor, i + 1)
            if government is not None:
                mentions.add(i, government[1], "name", government[0], rule)
                continue
            if actor in self.knowledge.actors:
                mentions.known(actor)
            mentions.add(i, i + 1, "alias", actor, rule)
            counts[actor] += 1

    def _has_given_name(self, reading: Reading, i: int) -> bool:
        """Tell whether another given name stands right before a surname: "Donald Biden", "In-hyung Biden"."""
        if i > 2 and _follows(reading, i - 2):
            return reading.is_title_case(i - 3)
        before = reading.lower(i - 1)
        name = reading.parse.pos[i - 1] in ("ADJ", "PROPN")  # "Roman", which a tagger may take for an adjective
        return name and before in self.given and reading.is_title_case(i - 1)

    def _agrees(self, reading: Reading, i: int, actor: str) -> bool:
        """Tell whether the honorific before a short name fits somebody: "Ms. Kim"."""
        before = reading.lower(i - 1)
        if before not in FEMALE and before not in MALE:
            return True
        known = reading.mentions.actors.get(actor) or self.knowledge.actors[actor]
        gender = self.knowledge.gender(known.name, actor)
        return gender is None or (gender == "f") == (before in FEMALE)

    def _holder(self, reading: Reading, start: int, name: str) -> str | None:
        """Return who holds the office before a surname of several words: "President Lopez Obrador"."""
        return self._by_title(reading, start, name.lower()) if name.lower() in self.held else None

    def _by_title(self, reading: Reading, i: int, surname: str) -> str | None:
        """Return who of a surname holds the office before it: "President Bush"; or held it: "former President Park"."""
        day = reading.mentions.published
        if reading.is_hyphen(i - 1) and reading.lower(i - 2) in ARTICLES:
            i -= 2  # "President al-Bashir"
        roles = (reading.hit(p, "role") for p in range(max(0, i - MAX_NAME), i))
        title = next((role for role in roles if role is not None and role.end == i), None)
        if title is None or not day:
            return None
        past = reading.lower(title.start - 1) in reading.words["past"] or reading.is_glued(title.start)
        country = reading.titles.get(i, (0, None))[1]
        short = f"{reading.parse.words(title.start, title.end).lower()} of "  # "Secretary Kerry", of whatever it is
        found = set()
        for office, row in self.held.get(surname, ()):
            if office.role != title.phrase.value and not office.name.lower().startswith(short):
                continue
            if country is not None and office.country != country:
                continue
            if past and row.end is not None and row.end < day:
                found.add(row.actor)
            elif not past and (holder := self.knowledge.holder(office.id, day).actor) is not None:
                found |= {holder.id} & {row.actor}
        if len(found) > 1:  # presidents of two countries: who is named, or else that of the one that the article names
            found = found & reading.mentions.actors.keys() or found
        if len(found) > 1:
            named = {hit.phrase.value for here in reading.hits.values() if (hit := here.get("actor")) is not None}
            found = {key for key in found if self.offices.states.get(self.knowledge.actors[key].country or "") in named}
        return found.pop() if len(found) == 1 else None

    def _in_office(self, reading: Reading, i: int, surname: str, said: Set[str | None]) -> str | None:
        """Return who alone of a surname holds an office of a country that the article names: "Kerry" in 2014.

        Of lone surnames of marked articles, 97 of 101 are theirs.
        """
        day = reading.mentions.published
        rows = self.held.get(surname, ())
        if not day or not rows or reading.parse.ent[i] not in ("PERSON", ""):
            return None
        found = {row.actor for office, row in rows if office.country in said and holds(row, day[:10])}
        return found.pop() if len(found) == 1 else None

    def _leaders(self, reading: Reading, said: Set[str | None]) -> dict[str, str]:
        """Return, by surname, who leads the countries that the article names; nobody for a surname of two leaders.

        "Kim inspected the shipyard" in an article on North Korea that names no other Kim.
        """
        if reading.speaks_of_korea or not KOREAS.isdisjoint(said):
            said = said | KOREAS  # a headline: "Moon meets Kim"
        found: dict[str, set[str]] = {}
        for code, office in self.tops:
            holder = self.offices.holder(office.id, reading.mentions.published) if code in said else None
            if holder is not None and holder.surname:
                found.setdefault(holder.surname.lower(), set()).add(holder.id)
        return {surname: actors.pop() for surname, actors in found.items() if len(actors) == 1}


def _given_names(rows: Iterable[ActorRow], surnames: frozenset[str]) -> frozenset[str]:
    """Return the given names of known people that stand before their surnames."""
    people = (row.name.lower().split() for row in rows if row.kind == "person")
    return frozenset(words[0] for words in people if len(words) > 1 and words[0] not in surnames)


def without_article(surname: str) -> str:
    """Return a surname in lower case without the Arabic article: "al-maliki" → "maliki"."""
    article, hyphen, rest = surname.partition("-")
    return rest if hyphen and article in ARTICLES else surname


def _is_syllable(word: str) -> bool:
    """Tell whether a word has the shape of a syllable of a Korean given name, and is no other common word."""
    return SYLLABLE.fullmatch(word) is not None and word not in NO_SYLLABLES


def _follows(reading: Reading, end: int) -> bool:
    """Tell whether a name goes on by a hyphen and a syllable: "Kim Jong" by "-un", not "Kim Jong Un" by "-led"."""
    glued = reading.is_hyphen(end) and not reading.parse.spaced[end - 1]
    word = reading.lower(end + 1)
    return glued and reading.text(end + 1).islower() and (_is_syllable(word) or word in JOINED)


def _is_double(reading: Reading, end: int) -> bool:
    """Tell whether a hyphen joins another surname to a name, and not the name of whoever is spoken to."""
    glued = reading.is_hyphen(end) and not reading.parse.spaced[end - 1] and not reading.parse.spaced[end]
    if not glued or not reading.is_title_case(end + 1) or reading.text(end + 1).isupper():
        return False
    named = any(sort in reading.hits.get(end + 1, {}) for sort in ("actor", "adjective", "city"))
    return not named and reading.parse.pos[end] != "" and not reading.is_premodifier(end + 2)


def _with_syllables(reading: Reading, start: int, end: int) -> Piece:
    """Return a name with what a hyphen joins to it: "Kweon Seong-dong"."""
    return (start, end + 2) if _follows(reading, end) or _is_double(reading, end) else (start, end)


def _is_cut(reading: Reading, hit: Hit) -> bool:
    """Tell whether a known person's name is only a part of a longer one: "Park Jin" of "Park Jin-woo"."""
    row = reading.mentions.knowledge.actors[hit.phrase.value]
    if row.kind == "person" and _is_double(reading, hit.end):
        return True  # "Robert Byrd-Smith said", but "the Robert Byrd-Smith talks"
    if row.kind != "person" or row.country not in KOREAS or hit.end - hit.start != 2:
        return False
    longer = reading.is_title_case(hit.end) and _is_syllable(reading.lower(hit.end))  # "Park Jin Woo"
    return _follows(reading, hit.end) or (longer and reading.parse.spaced[hit.end - 1])


def _ships(reading: Reading) -> Iterator[Piece]:
    """Mark ships, and yield where they stand: "the USS George Washington"."""
    for start in [i for i, word in enumerate(reading.parse.lower) if word in reading.words["ship"]]:
        end = start + 1
        while end < start + MAX_NAME and reading.is_title_case(end):
            end += 1
        if end > start + 1 and reading.text(start).isupper() and reading.mentions.is_free(start, end):
            ship = reading.mentions.local(reading.parse.words(start, end), "group")
            reading.mentions.add(start, end, "name", ship, "ner:ORG")
            yield start, end


def _trim(reading: Reading, start: int, end: int) -> Piece:
    """Cut titles before a name and a possessive or punctuation after it."""
    while start < end and (reading.lower(start) in reading.words["honorific"] or not reading.is_title_case(start)):
        start += 1
    end = next((i for i in range(start, end) if reading.text(i) in ("(", "|", "—")), end)
    if reading.lower(end - 1) not in JUNIOR:
        while end > start and (reading.is_possessive(end - 1) or not reading.text(end - 1)[-1:].isalpha()):
            end -= 1
    return start, end


def _whole_name(reading: Reading, name: str) -> str | None:
    """Return whom two given names stand for: "Ju Ae" after "Kim Ju Ae" is named."""
    ending = " " + name.lower().replace("-", " ")
    actors = reading.mentions.actors
    named = {mention.actor for mention in reading.mentions.all[-LATEST:]}
    found = {key for key in named if actors[key].name.lower().replace("-", " ").endswith(ending)}
    return found.pop() if len(found) == 1 else None


def _korean_names(reading: Reading) -> list[Piece]:
    """Return the stretches shaped like a Korean name: surname, then "Sang-woo"; the recogniser misses many."""
    northern = reading.words["northern"]
    surnames = northern | reading.words["southern"]
    found = []
    for i, word in enumerate(reading.parse.lower[:-2]):
        if _is_syllable(word) and _follows(reading, i + 1) and reading.lower(i + 3) in surnames:
            if reading.is_title_case(i) and reading.is_title_case(i + 3) and not reading.is_hyphen(i + 4):
                found.append((i, i + 4))  # "Ki-nam Lee"
            continue
        if word not in surnames or not reading.is_title_case(i) or not reading.is_title_case(i + 1):
            continue  # "you high-ranking"
        if word in northern and reading.is_title_case(i + 2):  # "Ri Thae Song"
            found.append((i, i + 3))
        elif reading.is_hyphen(i + 2) and reading.text(i + 3).islower():
            found.append((i, i + 4))
    return found


def _choose(parse: Parse, i: int, bearers: list[Naming], famous: str | None, counts: Mapping[str, int]) -> str | None:
    """Return whom a short name means: the bearer mentioned most before it, else the only one at all.

    Of two who are equal in that it is the one named last, and nobody if one sentence names both.
    """
    at = bisect_left(bearers, i, key=lambda naming: naming.start)
    before = bearers[max(0, at - LATEST) : at]
    if not before:
        if famous is not None:  # "Kim" before "Kim Yo Jong" is named may be either
            return famous if not bearers or any(naming.actor == famous for naming in bearers) else None
        later = {naming.actor for naming in bearers if not naming.given}
        return later.pop() if len(later) == 1 else None
    last = {naming.actor: naming.start for naming in before}
    said = {key: counts[key] * (FAME if key == famous else 1) for key in last}
    most = max(last, key=lambda key: (said[key], last[key]))
    sentence = parse.sentence(last[most])[0]
    rivals = (key for key in last if key != most and said[key] == said[most])
    return None if any(last[key] >= sentence for key in rivals) else most


def _is_lone_name(reading: Reading, i: int) -> bool:
    """Tell whether a capitalised word stands alone, and is no part of a longer name or of a thing's name."""
    parse, before, after = reading.parse, i - 1, i + 1
    pos, label = parse.pos[i], parse.ent[i]
    if pos and pos not in NOMINAL and not (pos == "ADJ" and reading.text(after) == ","):
        return False
    if label:
        inside = after < reading.size and parse.ent[after] == label
        if (inside and reading.is_title_case(after)) or (not parse.begins[i] and reading.is_title_case(before)):
            return False
    if i and parse.pos[before] == "PROPN" and parse.ent[before] == label == "PERSON":
        return False
    if after >= reading.size:
        return True
    return not (reading.is_hyphen(after) or (parse.pos[after] == "PROPN" and reading.is_title_case(after)))
