"""Bodies named without their country: "police", "the military" are those of the country that the text speaks of."""

from korea_nlp.components.actors.compose import Composer
from korea_nlp.components.actors.matcher import Hit, Sort
from korea_nlp.components.actors.reading import Reading

ALONE = frozenset({"police", "authorities", "lawmakers", "prosecutors"})  # need no article: "Police said"
WITH_ARTICLE = ALONE | {
    "military", "army", "navy", "air-force", "coast-guard", "government", "defense-ministry", "foreign-ministry",
    "unification-ministry", "state-media", "presidential-office", "parliament", "cabinet", "joint-chiefs",
    "interior-ministry", "finance-ministry", "intelligence", "central-bank", "supreme-court", "constitutional-court",
    "ruling-party", "embassy", "transport-ministry", "health-ministry",
}  # fmt: skip
EXACT = frozenset({"police officers", "intelligence", "forces", "armed force", "submarine", "submarines", "authority"})


class BareLinker:
    """Resolves sectors by the country named last before them, or first after them."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer

    def link(self, reading: Reading) -> None:
        """Add mentions to the draft."""
        country: str | None = None
        waiting: list[Hit] = []
        for i in sorted(reading.hits):
            here = reading.hits[i]
            named = self._country(here)
            if named is not None:
                country = named
                for hit in waiting:
                    self._add(reading, hit, country)
                waiting = []
                continue
            sector = here.get("sector")
            if sector is None or not self._stands_alone(reading, sector):
                continue
            if country is not None:
                self._add(reading, sector, country)
            else:
                waiting.append(sector)

    def _country(self, here: dict[Sort, Hit]) -> str | None:
        """Return the country that a phrase names or belongs to."""
        if "adjective" in here or "people" in here:
            return (here.get("adjective") or here["people"]).phrase.value
        if "actor" not in here:
            return None
        key = here["actor"].phrase.value
        return self.composer.codes.get(key) or self.composer.knowledge.actors[key].country

    def _stands_alone(self, reading: Reading, hit: Hit) -> bool:
        """Tell whether a sector's words stand by themselves and mean a body."""
        view = reading.view
        sector, words = hit.phrase.value, hit.phrase.row.removeprefix("sector:")
        if sector not in WITH_ARTICLE or words in EXACT or not reading.draft.is_free(hit.start, hit.end):
            return False
        if reading.is_premodifier(hit.end) or view.is_hyphen(hit.end):
            return False
        before = view.text(hit.start - 1).lower()
        if before == "the":
            return True
        return sector in ALONE and view.doc[hit.start].dep_ in ("nsubj", "nsubjpass", "pobj", "dobj") and before != "-"

    def _add(self, reading: Reading, hit: Hit, country: str) -> None:
        actor, rule = self.composer.sector(reading.draft, country, hit.phrase.value)
        reading.draft.add(hit.start, hit.end, "nominal", actor, f"context:{rule}")
