"""Names groups by the article's own words for them: "U.S. troops", "NATO fighters", "Russian nuclear officials"."""

from collections import Counter, defaultdict
from dataclasses import replace

from korea_nlp.components.actors.candidates import Hit
from korea_nlp.components.actors.offices import CITIZENS, Offices
from korea_nlp.components.actors.reading import MODIFIERS, Reading
from korea_nlp.layers import Mention

SEVERAL = "NNS"  # the tag of nouns that stand for several
COUNTING = frozenset(
    {"CD", "DT", "JJR", "JJS", "PDT", "POS", "PRP$", "WDT", "WP$"}
)  # tags of what tells no group apart


class GroupNamer:
    """Gives a group that tables know by its sector what the article calls it.

    One that has words of its own, "the New Jersey officials", is a group beside the country's others, and who is named
    by the bare noun after it is that one.
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
            if not self._is_group(key) or (sector := _sector(reading, mention)) is None:
                continue
            noun = " ".join(reading.parse.lower[sector.start : sector.end])
            if own := _own_words(reading, mention, sector):
                name = f"{self._whose(key)} {own} {noun}"
                told[key] = mentions.local(name, "group", mentions.actors[key].country)
            elif not mention.rule.startswith("context:"):
                told.pop(key, None)
            if key in told:
                mentions.all[place] = replace(mention, actor=told[key])
            elif reading.parse.tag[sector.end - 1] == SEVERAL:
                said[key][noun] += 1
        for key, nouns in said.items():
            noun, _ = nouns.most_common(1)[0]
            mentions.actors[key] = replace(mentions.actors[key], name=f"{self._whose(key)} {noun}")

    def _whose(self, key: str) -> str:
        owner = key.rpartition(":")[0]
        code = self.offices.codes.get(owner)
        return self.offices.adjective(code) if code else self.knowledge.actors[owner].name

    def _is_group(self, key: str) -> bool:
        owner, _, sector = key.rpartition(":")
        row = self.knowledge.sectors.get(sector)
        return owner in self.knowledge.actors and row is not None and row.kind == "group" and sector != CITIZENS


def _sector(reading: Reading, mention: Mention) -> Hit | None:
    """Return the longest word for a sector that ends with the head of a mention: "service members"."""
    return reading.sector_of(mention.start, reading.parse.root_of(mention.start, mention.end))


def _own_words(reading: Reading, mention: Mention, sector: Hit) -> str:
    """Return the words before a group's noun that tell it from others of its country; empty for none."""
    parse, before = reading.parse, range(mention.start, sector.start)
    known = {i for k in before for hit in reading.hits.get(k, {}).values() for i in range(k, hit.end)}  # its country's
    return " ".join(
        parse.text[i]
        for i in before
        if i not in known
        and parse.dep[i] in MODIFIERS
        and parse.tag[i] not in COUNTING
        and parse.lower[i] not in reading.words["counting"]
    )
