"""Bodies named without their country: "police", "the military" are those of the country that the text speaks of."""

from bisect import bisect_left
from collections import Counter

from spacy.symbols import NOUN

from korea_nlp.components.actors.compose import Composer
from korea_nlp.components.actors.draft import slug
from korea_nlp.components.actors.matcher import Hit, Sort
from korea_nlp.components.actors.reading import Reading
from korea_nlp.layers import Mention

ALONE = frozenset(
    {"police", "authorities", "lawmakers", "prosecutors", "state-media"}
)  # need no article: "Police said"
WITH_ARTICLE = ALONE | {
    "military", "army", "navy", "air-force", "coast-guard", "government", "defense-ministry", "foreign-ministry",
    "unification-ministry", "state-media", "presidential-office", "parliament", "cabinet", "joint-chiefs",
    "interior-ministry", "finance-ministry", "treasury", "election-commission", "emergency-services",
    "justice-ministry", "intelligence", "central-bank", "supreme-court", "constitutional-court", "ruling-party",
    "democratic-party", "national-security-council", "embassy", "transport-ministry", "health-ministry",
}  # fmt: skip
EXACT = frozenset(
    {"police officers", "intelligence", "forces", "armed force", "submarine", "submarines", "authority", "presidency"}
)

PLACED = frozenset({"officials", "police", "authorities", "prosecutors", "diplomats", "lawmakers"})
CITY_POLICE = frozenset({"USA"})  # countries whose police are those of a city or county
LATEST = 60  # mentions that are looked back at
REACH = 40  # tokens back in which the subject speaks for what follows


class BareLinker:
    """Resolves sectors by the country named last before them, or first after them."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer

    def link(self, reading: Reading) -> None:
        """Add mentions to the draft."""
        named_before = sorted(reading.draft.mentions, key=lambda mention: mention.start)
        city = _main_cities(reading)
        country: str | None = None
        waiting: list[Hit] = []
        for i in sorted(reading.hits):
            here = reading.hits[i]
            code = self._country(here)
            if code is not None:
                country = code
                for hit in waiting:
                    self._add(reading, hit, [], country)
                waiting = []
                continue
            sector = here.get("sector")
            if sector is not None and self._of_place(reading, sector):
                continue  # "Officials in Seoul said": whatever country is spoken of
            if sector is None or not self._stands_alone(reading, sector):
                continue
            if sector.phrase.value == "police" and country in CITY_POLICE and country in city:
                name = f"Police ({city[country]})"
                key = f"{self.composer.states[country]}:{slug(f'{city[country]} police')}"
                actor = reading.draft.composed(key, name, "government", country)
                reading.draft.add(sector.start, sector.end, "nominal", actor, f"context:city {city[country]}")
                continue
            if country is not None:
                at = bisect_left(named_before, i, key=lambda mention: mention.start)
                self._add(reading, sector, named_before[max(0, at - LATEST) : at], country)
            else:
                waiting.append(sector)

    def _country(self, here: dict[Sort, Hit]) -> str | None:
        """Return the country that a phrase names or belongs to."""
        if "adjective" in here or "people" in here:
            return (here.get("adjective") or here["people"]).phrase.value
        if "actor" not in here:
            return here["city"].phrase.value if "city" in here else None
        key = here["actor"].phrase.value
        return self.composer.knowledge.actors[key].country

    def _of_place(self, reading: Reading, hit: Hit) -> bool:
        """Add "officials in Nice": those of the country where the place lies."""
        if hit.phrase.value not in PLACED or not reading.draft.is_free(hit.start, hit.end):
            return False
        if reading.lower(hit.end) != "in":
            return False
        here = reading.hits.get(hit.end + 1, {})
        actor, city = here.get("actor"), here.get("city")
        code = city.phrase.value if city is not None else self.composer.codes.get(actor.phrase.value) if actor else None
        if code is None:
            return False
        found, rule = self.composer.sector(reading.draft, code, hit.phrase.value)
        reading.draft.add(hit.start, hit.end, "nominal", found, f"place:{rule}")
        return True

    def _stands_alone(self, reading: Reading, hit: Hit) -> bool:
        """Tell whether a sector's words stand by themselves and mean a body."""
        view = reading.view
        sector, words = hit.phrase.value, hit.phrase.row.removeprefix("sector:")
        if sector not in WITH_ARTICLE or words in EXACT or not reading.draft.is_free(hit.start, hit.end):
            return False
        before = view.text(hit.start - 1).lower()
        if reading.lower(hit.end) in reading.words.document and view.pos[hit.end] == NOUN:
            return before != "-"  # "a military report": the military's
        if reading.is_premodifier(hit.end):
            return False
        if before == "the":
            return True
        return sector in ALONE and view.doc[hit.start].dep_ in ("nsubj", "nsubjpass", "pobj", "dobj")

    def _add(self, reading: Reading, hit: Hit, before: list[Mention], country: str) -> None:
        """Add a sector: a body named just before that the words take up, or that of the last subject's country."""
        view, draft = reading.view, reading.draft
        words = set(view.words(hit.start, hit.end).lower().split())
        for mention in reversed(before):
            actor = draft.actors[mention.actor]
            if "#" in actor.id and words <= set(actor.name.lower().split()):  # "British Transport Police ... police"
                draft.add(hit.start, hit.end, "nominal", actor.id, f"context:named {mention.start}")
                return
        roots = [
            (view.root_of(mention.start, mention.end), mention)
            for mention in before
            if hit.start - mention.start <= REACH
        ]
        near = [(root, mention) for root, mention in roots if view.dep[root] in view.subjects]
        main = [(root, mention) for root, mention in near if view.dep[view.head[root]] == view.root]
        for _, mention in (main or near)[-1:]:  # "Seoul believes that the North ...": the military is Seoul's
            country = draft.actors[mention.actor].country or country
        where = reading.hit(hit.end + 1, "actor") if reading.lower(hit.end) == "in" else None
        if where is not None and where.phrase.form == "metonym":  # "the foreign ministry in Pyongyang"
            country = self.composer.codes.get(where.phrase.value, country)
        actor_id, rule = self.composer.sector(draft, country, hit.phrase.value)
        draft.add(hit.start, hit.end, "nominal", actor_id, f"context:{rule}")


def _main_cities(reading: Reading) -> dict[str, str]:
    """Return the city of each country that an article names most, the first of several."""
    counts: Counter[tuple[str, str]] = Counter()
    for i in sorted(reading.hits):
        hit = reading.hits[i].get("city")
        if hit is not None:
            counts[hit.phrase.value, hit.phrase.row.removeprefix("city:")] += 1
    found: dict[str, str] = {}
    for (country, name), _ in counts.most_common():
        found.setdefault(country, name)
    return found
