"""Asks the reader who is mentioned: adds whom no table knows, and drops what it takes for no mention."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import replace

import numpy as np

from korea_nlp.components.actors.offices import CITIZENS, Offices
from korea_nlp.components.actors.reading import MODIFIERS, POSSESSIVES, Reading
from korea_nlp.components.actors.strangers import names_person
from korea_nlp.components.actors.user_tables import USER
from korea_nlp.layers import Mention
from korea_nlp.reader.heads.attribution import SOURCE
from korea_nlp.reader.heads.mentions import UNLIKELY, Found
from korea_nlp.syntax import NOMINAL, Piece
from korea_nlp.syntax.labels import SEVERAL

BACK = frozenset({"person", "state", "media", "organization"})  # who is somebody only by a name: "a visitor"
POINTING = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "our", "my", "your"})
UNTELLING = frozenset({"the", "of", "and", "for", "in", "a", "an", "al", "el", *POSSESSIVES})
SPARE = frozenset({"DET", "NUM", "PRON"})  # words before a noun that are no part of a name made of it
NUMBER = "CD"  # the tag of numbers
ONE = frozenset({"NN", "NNP"})  # tags of nouns that stand for one
TELLS = 0.5  # how likely a word must be part of a source
LONGEST = 8  # words of a group's noun and what follows
NO_BODIES = frozenset({"person", "state", "group"})
NAMES = frozenset({"name", "alias", "metonym"})  # forms of mentions
NAMELESS = 0.1  # how likely the name of somebody known must be a mention, to be one
PLACES = frozenset({"metonym", "compass"})  # forms of names of places
STYLES = frozenset({"king", "prince", "princess", "prophet", "queen"})  # that stay with a name: "King Abdullah"


class MentionAsker:
    """Adds the mentions that the reader finds and rules do not, or find a part of."""

    def __init__(self, offices: Offices, things: Set[str]) -> None:
        self.offices = offices
        self.knowledge = offices.knowledge
        self.things = things

    def link(self, reading: Reading) -> None:
        """Change mentions."""
        told = reading.learnt.mentions() if reading.learnt is not None else None
        if told is None:
            return
        inside, gone = dict[int, Mention](), set[Mention]()
        for mention in reading.mentions.all:
            inside.update(dict.fromkeys(range(mention.start, mention.end), mention))
        for one in _joined(reading, told[1]):
            if not reading.inserts.isdisjoint(range(one.start, one.end)):
                continue
            one = _with_hyphens(reading, one)
            head = reading.parse.root_of(one.start, one.end)
            if one.kind == "state":
                self._name_state(reading, inside.get(head))
            covered = {inside[i] for i in range(one.start, one.end) if i in inside}
            if reading.parse.pos[head] not in NOMINAL or not self._gives_way(reading, one, head, covered):
                continue  # "he", "some"
            before = len(reading.mentions.all)
            if _is_name(reading, head):
                self._add_name(reading, one)
            elif not all(i in reading.page for i in range(one.start, one.end)):
                self._add_noun(reading, one, head)
            if len(reading.mentions.all) > before or self._is_one(reading, one, head, inside.get(head)):
                gone |= covered
        reading.drop(gone.__contains__)
        self._add_tellers(reading)

    def _add_tellers(self, reading: Reading) -> None:
        """Add groups that tell something and are nobody yet: "critics said", "local officials in the town say"."""
        answers = reading.learnt.attributions() if reading.learnt is not None else None
        if answers is None:
            return
        parse, mentions = reading.parse, reading.mentions
        for head in np.flatnonzero(answers.tags[:, SOURCE - 1] >= TELLS).tolist():
            start = parse.left[head]
            plural = parse.tag[head] in SEVERAL and parse.dep[head] not in MODIFIERS and head not in reading.page
            if not plural or parse.lower[start] in POINTING or not mentions.is_free(start, head + 1):
                continue
            self._add_noun(reading, Found(start, head + 1, "group"), head)
            if mentions.is_free(start, head + 1):
                name = parse.words(head, _end_of_phrase(reading, head))
                mentions.add(start, head + 1, "nominal", mentions.local(name, "group"), "reader:group")

    def _name_state(self, reading: Reading, people: Mention | None) -> None:
        """Put a state in the place of its people, where it is meant: "the Russians vetoed it"."""
        owner, _, sector = (people.actor if people else "").rpartition(":")
        if people is not None and sector == CITIZENS and owner in self.offices.codes:
            place = reading.mentions.all.index(people)
            reading.mentions.all[place] = replace(people, actor=reading.mentions.known(owner))

    def _gives_way(self, reading: Reading, one: Found, head: int, covered: set[Mention]) -> bool:
        """Tell whether what rules found in a stretch is less than the reader found, or nothing."""
        held = next((mention for mention in covered if mention.start <= head < mention.end), None)
        if any(m.rule.startswith(USER) or m.start < one.start or m.end > one.end for m in covered):
            return False
        if held is None or self._is_one(reading, one, head, held):
            return True  # "Obama's fellow Democrats", of whom rules know Obama
        whole = all(reading.is_title_case(i) for i in range(one.start, head + 1))
        return held.form == "role" and whole and held.start > one.start  # "the Free Syrian Army"

    @staticmethod
    def _is_one(reading: Reading, one: Found, head: int, held: Mention | None) -> bool:
        """Tell whether the reader sees somebody where rules see several: "the lawmaker"."""
        if held is None or one.kind != "person" or reading.parse.tag[head] not in ONE:
            return False
        return reading.mentions.actors[held.actor].kind == "group"

    def _add_name(self, reading: Reading, one: Found) -> None:
        """Add a name: that of somebody known, of whom the article names by more words, or of a stranger."""
        mentions, (start, end) = reading.mentions, _trim(reading, one)
        known = reading.hit(start, "actor")
        if known is not None and known.end == end:
            if known.phrase.form not in PLACES:  # else a place, as was asked before
                mentions.add(start, end, "name", mentions.known(known.phrase.value), known.phrase.row)
            return
        name = reading.parse.words(start, end)
        key = next(_bearers(reading, one, name), None)
        if key is None:
            if one.kind == "state" or (one.kind == "person" and not self._is_person(reading, start, end)):
                return  # tables know the states
            if one.kind == "government" and self._add_sector(reading, Found(start, end, one.kind), end - 1, None):
                return  # "the Senate"
            key = mentions.local(name, one.kind, None if one.kind == "person" else reading.country_in(start, end))
            if one.kind == "person":
                _shorten(reading, key, end)
        mentions.add(start, end, "name", key, f"reader:{one.kind}")

    def _is_person(self, reading: Reading, start: int, end: int) -> bool:
        surnames = reading.words["northern"] | reading.words["southern"]
        if end - start == 1 and (reading.parse.ent[start] != "PERSON" or reading.lower(start) in surnames):
            return False
        if any(reading.hit(i, "role") is not None for i in range(start, end)):
            return False  # "the Congressman"
        return names_person(reading, self.things, start, end)

    def _add_noun(self, reading: Reading, one: Found, head: int) -> None:
        """Add a body or a group by its noun: "FBI agents", "government forces", "suicide bombers"."""
        parse, mentions = reading.parse, reading.mentions
        if parse.lower[one.start] in POINTING and not _has_name(reading, one.start + 1, head):
            return  # whom it points back to is asked later
        if (body := _body_of(reading, one, head) or self._body(reading, one, head)) is not None:
            mentions.add(one.start, one.end, "nominal", body, f"members:{body}")
            return
        if parse.lower[head] == "office" and (office := self._office(reading, head)) is not None:
            mentions.add(one.start, one.end, "nominal", *office)
            return
        code = reading.country_in(one.start, one.end)
        if self._add_sector(reading, one, head, code):
            return
        numbers = (i + 1 for i in range(one.start, head) if parse.tag[i] == NUMBER and parse.head[i] == head)
        start, counting = max(numbers, default=one.start), reading.words["counting"]  # "at least two armed men"
        while start < head and (
            parse.pos[start] in SPARE
            or (parse.lower[start] in counting and parse.pos[start] != "PROPN")
            or reading.is_possessive(start)
        ):
            start += 1
        if start < head and one.kind not in BACK:
            key = mentions.local(parse.words(start, one.end), one.kind, code)
            mentions.add(one.start, one.end, "nominal", key, f"reader:{one.kind}")

    def _office(self, reading: Reading, head: int) -> tuple[str, str] | None:
        """Return the office that belongs to the leader of a country who is named before it: "Moon's office"."""
        owners = (m.actor for m in reading.mentions.all if m.end == head - 1 and reading.is_possessive(head - 1))
        return next((found for key in owners if (found := self.offices.staff(reading.mentions, key)) is not None), None)

    def _add_sector(self, reading: Reading, one: Found, head: int, code: str | None) -> bool:
        """Add a sector of the country that its words name, or else of that named last; tell whether it is one."""
        hit = reading.sector_of(one.start, head)
        if hit is None or one.kind == "person":
            return False
        sector = hit.phrase.value
        place = code or self._last(reading, one.start)
        if place is None:
            return False
        if code is None:
            reading.bare.append((len(reading.mentions.all), sector))
        actor, rule = self.offices.sector(reading.mentions, place, sector)
        reading.mentions.add(one.start, one.end, "nominal", actor, rule if code else f"context:{rule}")
        return True

    def _body(self, reading: Reading, one: Found, head: int) -> str | None:
        """Return the body whose name stands right before a noun for its people."""
        mentions = reading.mentions
        for i in range(one.start, head):
            hit = reading.hit(i, "actor")
            if hit is not None and hit.end == head and self.knowledge.actors[hit.phrase.value].kind not in NO_BODIES:
                return mentions.known(hit.phrase.value)
            if _has_name(reading, i, head) and all(reading.is_title_case(k) for k in range(i, head)):
                named = _bearers(reading, one, reading.parse.words(i, head))
                return next((key for key in named if mentions.actors[key].kind not in NO_BODIES), None)
        return None

    def _last(self, reading: Reading, i: int) -> str | None:
        """Return the country of whoever is named last before a word and is of one."""
        mentions = reading.mentions
        before = [m for m in mentions.all if m.start < i and mentions.actors[m.actor].country in self.offices.states]
        last = max(before, key=lambda mention: mention.start, default=None)
        return mentions.actors[last.actor].country if last else None


def drop_mentions(reading: Reading) -> None:
    """Drop the mentions of rules that the reader takes for none.

    A user's own words stay, and who issues a document: "US estimates". Names go where next to nothing speaks for them.
    """
    told = reading.learnt.mentions() if reading.learnt is not None else None
    if told is None:
        return
    likely, _ = told

    def is_none(mention: Mention) -> bool:
        if mention.rule.startswith(USER) or reading.lower(mention.end) in reading.words["document"]:
            return False
        return bool(likely[mention.start : mention.end].max() < (NAMELESS if mention.form in NAMES else UNLIKELY))

    reading.drop(is_none)


def _joined(reading: Reading, found: Iterable[Found]) -> Iterator[Found]:
    """Yield mentions in order, one that ends in "of the" with what follows: "fighters of the Harbour Brigade"."""
    held: Found | None = None
    for one in found:
        if held is not None and held.end == one.start and reading.lower(held.end - 1) in ("of", "the"):
            held = Found(held.start, one.end, held.kind)
            continue
        if held is not None:
            yield held
        held = one
    if held is not None:
        yield held


def _body_of(reading: Reading, one: Found, head: int) -> str | None:
    """Return the body whose name follows a noun for its people: "fighters of the Harbour Brigade"."""
    if reading.lower(head + 1) != "of":
        return None
    inner = (m.actor for m in reading.mentions.all if m.start in (head + 2, head + 3) and m.end == one.end)
    return next((key for key in inner if reading.mentions.actors[key].kind not in NO_BODIES), None)


def _shorten(reading: Reading, key: str, end: int) -> None:
    """Give a stranger the surnames after their name that tables take for somebody whom the article names nowhere."""
    mentions, surname = reading.mentions, reading.lower(end - 1)
    whole = {m.actor for m in mentions.all if m.end - m.start > 1}
    for place, mention in enumerate(mentions.all):
        alone = mention.form == "alias" and mention.end - mention.start == 1 and mention.start >= end
        if alone and reading.lower(mention.start) == surname and mention.actor not in whole:
            mentions.all[place] = replace(mention, actor=key, rule=f"short-name:{key}")


def _with_hyphens(reading: Reading, one: Found) -> Found:
    """Return a mention with what hyphens join to it: "Al-Monitor"."""
    end = one.end
    while reading.is_glued(end + 1) and reading.is_hyphen(end) and reading.is_title_case(end + 1):
        end += 2
    return Found(one.start, end, one.kind)


def _end_of_phrase(reading: Reading, head: int) -> int:
    """Return where what tells a group from others ends: "critics of the president", "residents in the north"."""
    parse = reading.parse
    link = next((kid for kid in parse.kids[head] if kid == head + 1 and parse.dep[kid] == "prep"), None)
    end = head + 1 if link is None else parse.subtree(link)[1]
    return end if end - head <= LONGEST else head + 1


def _is_name(reading: Reading, head: int) -> bool:
    """Tell a name from a common noun: its head has a capital, and not as the first word of a sentence alone."""
    parse = reading.parse
    return reading.is_title_case(head) and (parse.pos[head] == "PROPN" or head > parse.sentence(head)[0])


def _has_name(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a stretch begins with a name that is no country's."""
    here = reading.hits.get(start, {})
    named = start < end and reading.is_title_case(start) and reading.parse.pos[start] == "PROPN"
    return named and not ("adjective" in here or "people" in here or "city" in here)


def _trim(reading: Reading, one: Found) -> Piece:
    """Cut what stands before a name, such as the rank of a person, and a possessive or marks after it."""
    start, end = one.start, one.end
    ranks = reading.words["honorific"] - STYLES if one.kind == "person" else frozenset()
    while start < end - 1 and (not reading.is_title_case(start) or reading.lower(start) in ranks):
        start += 1
    while end > start + 1 and (reading.is_possessive(end - 1) or not reading.text(end - 1)[-1].isalnum()):
        end -= 1
    if one.kind == "person" and start > 2 and reading.text(start - 1).islower() and reading.is_glued(start - 1):
        start -= 3 * reading.is_title_case(start - 3)  # "In-hyung Park", of which "Park" was seen
    return start, end


def _bearers(reading: Reading, one: Found, name: str) -> Iterator[str]:
    """Yield who bears all words of a name, those named last before it first, then those after it."""
    mentions, words = reading.mentions, _telling(name)
    near = sorted(mentions.all, key=lambda mention: (mention.start > one.start, abs(mention.start - one.start)))
    for mention in near:
        actor = mentions.actors[mention.actor]
        alike = all((actor.kind == kind) == (one.kind == kind) for kind in ("person", "state"))
        if alike and words and words <= _telling(actor.name):
            yield mention.actor


def _telling(name: str) -> frozenset[str]:
    return frozenset(name.lower().replace("-", " ").split()) - UNTELLING
