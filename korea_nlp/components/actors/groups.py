"""Names groups and bodies of many by the article's own words for them: "U.S. troops", "Russian nuclear officials"."""

from collections import Counter, defaultdict
from dataclasses import replace

from korea_nlp.components.actors.candidates import Hit
from korea_nlp.components.actors.offices import CITIZENS, Offices
from korea_nlp.components.actors.reading import MODIFIERS, Reading
from korea_nlp.layers import Actor, Mention

COMMON = "NNS"  # the tag of common nouns that stand for several
MANY = frozenset({"authorities", "military", "police", "prosecutors"})  # sectors of bodies of which a country has many
PLURAL = frozenset({"authorities", "forces", "police", "prosecutors"})  # nouns that name one of them
UNMARKED = frozenset({"armed", "military", "national"})  # words that tell none of those from its country's
COUNTING = frozenset(
    {"CD", "DT", "JJR", "JJS", "PDT", "POS", "PRP$", "WDT", "WP$"}
)  # tags of what tells no group apart


class GroupNamer:
    """Gives a group that tables know by its sector what the article calls it.

    One that has words of its own, "the New Jersey officials", "rebel forces", is an actor beside the country's others,
    and who is named by the bare noun after it is that one. A group that no table knows is named with its country.
    """

    def __init__(self, offices: Offices) -> None:
        self.offices = offices
        self.knowledge = offices.knowledge

    def link(self, reading: Reading) -> None:
        """Change groups and their names; one that the article calls nothing in the plural keeps that of its sector."""
        mentions, said = reading.mentions, defaultdict[str, Counter[str]](Counter)
        told: dict[str, str] = {}  # the group with words of its own that was named last, by key
        for place, mention in sorted(enumerate(mentions.all), key=lambda item: item[1].start):
            key = mention.actor
            kind = self._kind(key)
            if kind is None or (sector := _sector(reading, mention)) is None:
                continue
            noun, whose = " ".join(reading.parse.lower[sector.start : sector.end]), self._whose(mentions.actors[key])
            if own := _own_words(reading, mention, sector, kind):
                name = f"{whose} {own} {noun}"
                if kind != "group":
                    name = f"{own[0].upper()}{own[1:]} {noun} ({self._place(mentions.actors[key])})"
                told[key] = mentions.local(name, kind, mentions.actors[key].country)
            elif not mention.rule.startswith("context:"):
                told.pop(key, None)
            if key in told:
                mentions.all[place] = replace(mention, actor=told[key])
            elif kind == "group" and reading.parse.tag[sector.end - 1] == COMMON:
                said[key][noun] += 1
        for key, nouns in said.items():
            noun, _ = nouns.most_common(1)[0]
            actor = mentions.actors[key]
            mentions.actors[key] = replace(actor, name=f"{self._whose(actor)} {noun}")
        for key, actor in mentions.actors.items():
            if mentions.is_local(key) and actor.kind == "group" and actor.country in self.offices.states:
                mentions.actors[key] = replace(actor, name=self._with_country(actor.name, actor.country))

    def _with_country(self, name: str, code: str) -> str:
        """Return a group's name with the adjective of its country, unless a word of it is there: "Syrian rebels"."""
        row = self.knowledge.countries[code]
        known = {
            word for words in (*row.adjectives, *row.people, self.offices.country_name(code)) for word in words.split()
        }
        held = any(word.strip("'’").removesuffix("-").split("-")[0] in known for word in name.split())
        return name if held else f"{self.offices.adjective(code)} {name}"

    def _whose(self, actor: Actor) -> str:
        """Return the adjective of the country that a sector is one of, or the name of the body."""
        owner = actor.id.rpartition(":")[0]
        if owner in self.knowledge.actors and owner not in self.offices.codes:
            return self.knowledge.actors[owner].name
        return self.offices.adjective(actor.country) if actor.country else ""

    def _place(self, actor: Actor) -> str:
        return self.offices.country_name(actor.country) if actor.country else actor.name

    def _kind(self, key: str) -> str | None:
        """Return the kind of a country's or body's sector that may be one of many; None for all else."""
        body = self.offices.sectors.get(key)
        owner, _, sector = key.rpartition(":") if body is None else ("", "", body)
        row = self.knowledge.sectors.get(sector)
        if row is None or sector == CITIZENS or (body is None and owner not in self.knowledge.actors):
            return None
        return row.kind if row.kind == "group" or sector in MANY else None


def _sector(reading: Reading, mention: Mention) -> Hit | None:
    """Return the longest word for a sector that ends with the head of a mention: "service members"."""
    return reading.sector_of(mention.start, reading.parse.root_of(mention.start, mention.end))


def _own_words(reading: Reading, mention: Mention, sector: Hit, kind: str) -> str:
    """Return the words before the noun of a group, or of one body of many, that tell it from others of its country.

    Empty where there are none.
    """
    parse, before = reading.parse, range(mention.start, sector.start)
    known = {i for k in before for hit in reading.hits.get(k, {}).values() for i in range(k, hit.end)}  # its country's
    own = {
        i
        for i in before
        if i not in known
        and parse.dep[i] in MODIFIERS
        and parse.tag[i] not in COUNTING
        and (parse.lower[i] not in reading.words["counting"] or parse.pos[i] == "PROPN")
    }
    for i in sorted(own):
        while reading.is_glued(i):  # "U.S.-backed"
            own |= {i - 2, i - 1}
            i -= 2
    said = "".join(f"{parse.text[i]}{' ' * parse.spaced[i]}" for i in sorted(own)).strip()
    if kind != "group" and (reading.lower(sector.end - 1) not in PLURAL or UNMARKED.issuperset(said.lower().split())):
        return ""  # "the armed forces"
    return said
