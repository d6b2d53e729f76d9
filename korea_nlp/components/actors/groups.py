"""Names the groups of a country or a body by the article's own words for them: "U.S. troops", "NATO fighters"."""

from collections import Counter, defaultdict
from dataclasses import replace

from korea_nlp.components.actors.offices import CITIZENS, Offices
from korea_nlp.components.actors.reading import Reading
from korea_nlp.layers import Mention

SEVERAL = "NNS"  # the tag of nouns that stand for several


class GroupNamer:
    """Gives a group that tables know by its sector the noun that the article says most often for it."""

    def __init__(self, offices: Offices) -> None:
        self.offices = offices
        self.knowledge = offices.knowledge

    def link(self, reading: Reading) -> None:
        """Change the names of groups; one that the article calls nothing in the plural keeps that of its sector."""
        actors, said = reading.mentions.actors, defaultdict[str, Counter[str]](Counter)
        for mention in sorted(reading.mentions.all, key=lambda mention: mention.start):
            if self._is_group(mention.actor) and (noun := _noun(reading, mention)):
                said[mention.actor][noun] += 1
        for key, nouns in said.items():
            owner, (noun, _) = key.rpartition(":")[0], nouns.most_common(1)[0]
            code = self.offices.codes.get(owner)
            whose = self.offices.adjective(code) if code else self.knowledge.actors[owner].name
            actors[key] = replace(actors[key], name=f"{whose} {noun}")

    def _is_group(self, key: str) -> bool:
        owner, _, sector = key.rpartition(":")
        row = self.knowledge.sectors.get(sector)
        return owner in self.knowledge.actors and row is not None and row.kind == "group" and sector != CITIZENS


def _noun(reading: Reading, mention: Mention) -> str | None:
    """Return the longest word for a sector that ends with the head of a mention in the plural: "service members"."""
    head = reading.parse.root_of(mention.start, mention.end)
    if reading.parse.tag[head] != SEVERAL:
        return None
    sector = reading.sector_of(mention.start, head)
    return None if sector is None else " ".join(reading.parse.lower[sector.start : sector.end])
