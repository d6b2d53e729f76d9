"""What titles and appositions say of people: role, country, affiliation."""

from collections import Counter

from korea_nlp.components.actors.compose import Composer
from korea_nlp.components.actors.reading import Reading

MAIN_SHARE = 0.75  # of the places that an article names, for a country to be its own
MAX_APPOSITION = 12  # tokens after "Name," in which a role is looked for


class TitleReader:
    """Reads "South Korean lawmaker Yoo" and "Yoo, a South Korean lawmaker"."""

    def __init__(self, composer: Composer) -> None:
        self.knowledge = composer.knowledge
        self.codes = composer.codes

    def describe(self, reading: Reading) -> None:
        """Note role, country and affiliation of the people in the draft, from their first telling mention."""
        for mention in reading.draft.mentions:
            actor = reading.draft.actors[mention.actor]
            if actor.kind != "person" or actor.role or mention.form not in ("name", "alias"):
                continue
            role, country, body = self._before(reading, mention.start, mention.end)
            if role is None and reading.view.text(mention.end) == ",":
                stop = self._stop(reading, mention.end + 1)
                role, body = self._role(reading, mention.end + 1, stop)
                if role is not None:
                    country = country or self._country(reading, mention.end + 1, stop)
            country = country or self._led(reading, mention.start)
            if body is not None:
                country = country or self.knowledge.actors[body].country
            reading.draft.update(mention.actor, country=country, role=role, affiliation=body)

    def _stop(self, reading: Reading, begin: int) -> int:
        """Return where the apposition that begins at a token ends."""
        end = min(reading.view.length, begin + MAX_APPOSITION)
        return next((i for i in range(begin, end) if reading.view.text(i) in (",", ".", ";", ")", ":")), end)

    def _led(self, reading: Reading, start: int) -> str | None:
        """Return the country of "a North Korean delegation, led by Kim Kwang-uk"."""
        if reading.lower(start - 1) != "by" or reading.lower(start - 2) not in ("led", "headed"):
            return None
        begin = max(0, start - MAX_APPOSITION)
        return self._country(reading, begin, start)

    def place(self, reading: Reading) -> None:
        """Give people and bodies of this article alone its country, where nearly all places it names lie in one."""
        counts: Counter[str] = Counter()
        for i, here in reading.hits.items():
            hit = here.get("adjective") or here.get("people") or here.get("city") or here.get("actor")
            if hit is None or i in reading.view.person_tokens:
                continue
            code = self.codes.get(hit.phrase.value, "") if hit.phrase.sort == "actor" else hit.phrase.value
            if code:
                counts[code] += 1
        if not counts:
            return
        country, count = counts.most_common(1)[0]
        if count < MAIN_SHARE * counts.total():
            return
        for key, actor in reading.draft.actors.items():
            if actor.country is None and key not in self.knowledge.actors:
                reading.draft.update(key, country=country, role=None, affiliation=None)

    def _before(self, reading: Reading, start: int, end: int) -> tuple[str | None, str | None, str | None]:
        """Return role, country and body that stand before a name."""
        title = next((reading.titles[p] for p in range(start, end) if p in reading.titles), None)
        if title is not None:
            begin, country = title
            role, body = self._role(reading, begin, start)
            return role, country or self._country(reading, begin, start), body
        begin = start
        while begin > 0 and reading.lower(begin - 1) in reading.words.honorific:
            begin -= 1
        role, body = self._role(reading, begin, start)
        return role, None, body

    def _role(self, reading: Reading, begin: int, end: int) -> tuple[str | None, str | None]:
        """Return the words of a role in a stretch, and the body of the base that stands beside it."""
        role = body = None
        for p in range(begin, end):
            if reading.view.text(p) in (".", ";") or (reading.view.text(p) == "," and role):
                break
            hit = reading.hit(p, "actor")
            if (
                hit is not None
                and body is None
                and self.knowledge.actors[hit.phrase.value].kind
                not in (
                    "person",
                    "state",
                )
            ):
                body = hit.phrase.value
            said = reading.hit(p, "role")
            if role is None and said is not None:
                role = reading.view.words(p, said.end)
        return role, body if role else None

    def _country(self, reading: Reading, begin: int, end: int) -> str | None:
        """Return the first country that a stretch names."""
        for p in range(begin, end):
            adjective, actor = reading.hit(p, "adjective"), reading.hit(p, "actor")
            if adjective is not None:
                return adjective.phrase.value
            if actor is not None and actor.phrase.value in self.codes:
                return self.codes[actor.phrase.value]
        return None
