"""Asks the reader of which country strangers are, and bodies that the text names without their country."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from korea_nlp.components.actors.candidates import Hit, Sort
from korea_nlp.components.actors.offices import Offices
from korea_nlp.components.actors.reading import IN_PHRASE, Reading
from korea_nlp.components.actors.titles import korea_of_name
from korea_nlp.knowledge import ActorRow
from korea_nlp.reader.heads import country
from korea_nlp.reader.heads.country import Asked, Countries, NamedBy, Naming
from korea_nlp.syntax import Piece

BEFORE, AFTER = 16, 14  # tokens before and after a name that may say whom somebody works for
LINE = 40  # tokens before and after a name in which a line without a verb has none
BESIDE = frozenset({"of", "the", "for", "in", "at", "(", ")"})  # between such words
STOPS = frozenset({".", ";", ":"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})  # tags
CREDITS = frozenset(
    {"compiled", "edited", "editing", "graphic", "photo", "photograph", "photos", "reporting", "written"}
)
NAMED_BY: dict[str, NamedBy] = {"person": "person", "media": "media", "state": "state"}  # by kind; else a body


class CountryLinker:
    """Gives strangers, and bodies named by their sector alone, the country that the reader finds likeliest.

    Where no reader was taught the question, the answers of the rules stand.
    """

    def __init__(self, offices: Offices) -> None:
        self.offices = offices
        self.knowledge = offices.knowledge
        self.surnames, self.given = _shares(self.knowledge.actors.values())

    def link(self, reading: Reading) -> None:
        """Change countries."""
        if reading.learnt is None or not reading.learnt.asks(country.NAME):
            return
        asked = [*self._strangers(reading), *self._bare(reading)]
        namings = list(self._namings(reading))
        countries = Countries(reading.parse, namings, self._outlet(reading), self.surnames, self.given)
        items = [item for one in asked for item in countries.ask(one)]
        likely = reading.learnt.ask(country.NAME, [item for item, _, _ in items])
        if likely is not None:
            answers = country.choose(items, likely, reading.learnt.threshold(country.NAME))
            open_to_all = (one.key for one in asked if one.sort == "person" and self._is_open(reading, one))
            self._settle(reading, answers | dict.fromkeys(open_to_all))

    def _is_open(self, reading: Reading, one: Asked) -> bool:
        """Tell somebody whose country neither the outlet nor the story tells.

        "AP Photo/Ann Boyd"; "a spokesman for the U.N. mission in Kosovo, Ann Boyd".
        """
        start, end = one.mentions[0]
        if one.told is None and _is_credit(reading, start, end):
            return True
        first = start
        while start - first < BEFORE and (
            reading.is_possessive(first - 1)
            or reading.lower(first - 1) in BESIDE
            or (first and reading.parse.pos[first - 1] in IN_PHRASE)
        ):
            first -= 1
        stop = min(reading.size, end + AFTER)
        told = reading.text(end) == "," or reading.lower(end) == "of"
        last = next((i for i in range(end + 1, stop) if reading.text(i) in STOPS), stop) if told else end
        for i in (*range(first, start), *range(end, last)):
            hit = reading.hit(i, "actor")
            row = self.knowledge.actors[hit.phrase.value] if hit is not None else None
            if row is not None and row.kind == "organization" and row.country is None:
                return True
        return False

    def _settle(self, reading: Reading, answers: dict[str, str | None]) -> None:
        mentions = reading.mentions
        for key, code in answers.items():
            if key in mentions.actors:
                mentions.actors[key] = replace(mentions.actors[key], country=code)
        for place, sector in reading.bare:
            mention = mentions.all[place]
            code = answers.get(country.bare_key(mention.start))
            if code in self.offices.states and mention.rule.startswith("context:"):
                actor, rule = self.offices.bare_sector(mentions, code, sector)
                mentions.all[place] = replace(mention, actor=actor, rule=f"context:{rule}")

    # --- who is asked about ------------------------------------------------------------------------------------------

    def _strangers(self, reading: Reading) -> Iterator[Asked]:
        mentions, named = reading.mentions, defaultdict[str, list[Piece]](list)
        for mention in sorted(mentions.all, key=lambda mention: mention.start):
            if mentions.is_local(mention.actor):
                named[mention.actor].append((mention.start, mention.end))
        for key, pieces in named.items():
            actor = mentions.actors[key]
            body = self.knowledge.actors.get(actor.affiliation or "")
            yield Asked(
                key,
                actor.name,
                actor.kind,
                tuple(pieces),
                role=actor.role,
                body=body.country if body else None,
                told=reading.told.get(key),
                ruled=actor.country,
                shape=korea_of_name(reading.words, actor.name),
            )

    def _bare(self, reading: Reading) -> Iterator[Asked]:
        mentions, full = reading.mentions, defaultdict[str, list[tuple[int, str]]](list)
        for mention in sorted(mentions.all, key=lambda mention: mention.start):
            code = mentions.actors[mention.actor].country
            if code and mention.rule.startswith(("sector:", "body:", "place:")):
                full[mention.rule.rpartition(" ")[2]].append((mention.start, code))
        for place, sector in reading.bare:
            mention = mentions.all[place]
            before = [code for start, code in full[sector] if start < mention.start][-1:]
            others = [code for _, code in full[sector] if code not in before]
            yield Asked(
                country.bare_key(mention.start),
                sector,
                sector,
                ((mention.start, mention.end),),
                ruled=mentions.actors[mention.actor].country,
                bare=True,
                full=tuple(dict.fromkeys([*others, *before])),
            )

    # --- what names countries ----------------------------------------------------------------------------------------

    def _namings(self, reading: Reading) -> Iterator[Naming]:
        """Yield the words that name a country, or somebody who is known to be of one."""
        stop = 0
        for i in sorted(reading.hits):
            here = reading.hits[i]
            actor = here.get("actor")
            known = actor is not None and self.knowledge.actors[actor.phrase.value].kind == "person"
            if i < stop or (i in reading.person_tokens and not known):
                continue
            found = [naming for sort, hit in here.items() if (naming := self._naming(sort, hit)) is not None]
            if found:
                longest = max(found, key=lambda naming: naming.end)
                stop = longest.end
                yield longest

    def _naming(self, sort: Sort, hit: Hit) -> Naming | None:
        """Return what a phrase of the knowledge base names of a country."""
        if sort == "adjective" or sort == "people" or sort == "city":
            return Naming(hit.start, hit.end, hit.phrase.value, sort)
        if sort == "role" and hit.phrase.form:
            return Naming(hit.start, hit.end, hit.phrase.form, "role")
        if sort != "actor":
            return None
        row = self.knowledge.actors[hit.phrase.value]
        code = self.offices.codes.get(row.id) or row.country
        by = "capital" if hit.phrase.form == "metonym" else NAMED_BY.get(row.kind, "body")
        return Naming(hit.start, hit.end, code, by) if code else None

    def _outlet(self, reading: Reading) -> str | None:
        """Return the country of the medium that published the article: "The Korea Herald (South Korea)"."""
        publisher = reading.publisher or ""
        for name in (publisher, publisher.partition("(")[0].strip()):
            if name and (found := self.knowledge.candidates(name)):
                return self.knowledge.actors[found[0].actor].country
        return None


def _is_credit(reading: Reading, start: int, end: int) -> bool:
    """Tell the name of who wrote, photographed or filmed: in a line without a verb, or beside a slash or "photo by"."""
    parse, before = reading.parse, reading.lower(start - 1)
    if before.endswith("/") or reading.text(end).startswith("/"):
        return True
    line = [i for i in range(max(0, start - LINE), min(reading.size, end + LINE)) if parse.para[i] == parse.para[start]]
    if parse.tag[start] and not any(parse.tag[i] in FINITE for i in line):
        return True
    return before == "by" and (start - 1 == line[0] or reading.lower(start - 2) in CREDITS)


def _shares(rows: Iterable[ActorRow]) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Return of which countries known people are, by surname and by given name."""
    surnames, given = defaultdict[str, Counter[str]](Counter), defaultdict[str, Counter[str]](Counter)
    for row in rows:
        words = row.name.lower().split()
        if row.kind != "person" or not row.country or len(words) < 2:
            continue
        surname = (row.surname or words[-1]).lower()
        surnames[surname.split()[-1]][row.country] += 1
        if not row.name.lower().startswith(f"{surname} "):
            given[words[0]][row.country] += 1
    return dict(surnames), dict(given)
