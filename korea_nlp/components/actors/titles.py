"""What titles and appositions say of people: role, country, affiliation."""

from collections import Counter

from spacy.symbols import NOUN, PROPN

from korea_nlp.components.actors.compose import Composer
from korea_nlp.components.actors.reading import Reading
from korea_nlp.components.actors.view import NOMINAL, VERBAL
from korea_nlp.layers import Mention

MAIN_SHARE = 0.75  # of the places that an article names, for a country to be its own
MAX_TITLE = 6  # tokens before a name in which a place tells its country
MAX_SHORT_TITLE = 3  # letters of "Mrs"
KOREAS = frozenset({"KOR", "PRK"})
NO_ROLE = frozenset({"comrade", "former", "future", "late", "miss", "then", "vice"})
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
            if body is not None:
                country = country or self.knowledge.actors[body].country
            reading.draft.update(mention.actor, country=country, role=role, affiliation=body)

    def _stop(self, reading: Reading, begin: int) -> int:
        """Return where the apposition that begins at a token ends."""
        end = min(reading.view.length, begin + MAX_APPOSITION)
        return next((i for i in range(begin, end) if reading.view.text(i) in (",", ".", ";", ")", ":")), end)

    def place(self, reading: Reading) -> None:
        """Give people and bodies of this article alone its country, where nearly all places it names lie in one."""
        self._place_by_shape(reading)
        cities: Counter[str] = Counter()
        counts: Counter[str] = Counter()
        for i, here in reading.hits.items():
            hit = here.get("adjective") or here.get("people") or here.get("city") or here.get("actor")
            if hit is None or i in reading.view.person_tokens:
                continue
            code = self.codes.get(hit.phrase.value, "") if hit.phrase.sort == "actor" else hit.phrase.value
            if code:
                counts[code] += 1
                cities[code] += hit.phrase.sort == "city"
        country = _main(counts) or _main(cities)
        words = reading.words
        for key, actor in reading.draft.actors.items():
            surname = actor.name.lower().partition(" ")[0]
            foreign = surname not in words.southern and surname not in words.northern
            if country in KOREAS and actor.kind == "person" and foreign:
                continue  # whoever is spoken of in an article on Korea need not be Korean
            reading.draft.update(key, country=country, role=None, affiliation=None)

    def _place_by_shape(self, reading: Reading) -> None:
        """Give people and bodies the country of the place beside them, or that of their way of writing a name."""
        named = {mention.start for mention in reading.draft.mentions}
        for mention in reading.draft.mentions:
            actor = reading.draft.actors[mention.actor]
            country = self._country_beside(reading, mention, named)
            if country is None:
                words = actor.name.lower().split()
                if words[0] in reading.words.southern and "-" in words[-1]:
                    country = "KOR"
                elif words[0] in reading.words.northern and len(words) == 3:
                    country = "PRK"
            if country is not None:
                reading.draft.update(mention.actor, country=country, role=None, affiliation=None)

    def _country_beside(self, reading: Reading, mention: Mention, named: set[int]) -> str | None:
        """Return the country of a city in the title or apposition of a name: "Selangor police chief", "of Busan"."""
        view, start, end = reading.view, mention.start, mention.end
        first = max(0, start - MAX_TITLE)
        stop = next((i for i in range(start - 1, first - 1, -1) if view.text(i) in ".,;:"), first)
        before = range(stop, start) if view.pos[start - 1] in NOMINAL else range(0)
        last = end
        if view.text(end) in ("in", "of", "at"):
            last = min(view.length, end + 3)
        elif view.text(end) == "," and mention.rule == "ner:PERSON":
            last = self._stop(reading, end + 1)
        last = next((i for i in range(end, last) if view.pos[i] in VERBAL), last)
        found = set()
        for p in [*before, *range(end, last)]:
            here = reading.hits.get(p, {})
            actor = here.get("actor")
            if "city" in here:
                found.add(here["city"].phrase.value)
            elif actor is not None and actor.phrase.form == "metonym" and p not in named:
                found.add(self.codes[actor.phrase.value])
        return found.pop() if len(found) == 1 else None

    def _before(self, reading: Reading, start: int, end: int) -> tuple[str | None, str | None, str | None]:
        """Return role, country and body that stand before a name."""
        title = next((reading.titles[p] for p in range(start, end) if p in reading.titles), None)
        if title is not None:
            begin, country = title
            while reading.lower(begin - 1) in reading.words.lesser | reading.words.past:
                begin -= 1  # "Deputy Transport Minister", "Former Defense Secretary"
            role, body = self._role(reading, begin, start)
            return role, country, body
        begin = start
        while reading.lower(begin - 1) in reading.words.honorific:
            begin -= 1
        role, body = self._role(reading, begin, start)
        word = reading.lower(start - 1) if begin < start else ""
        if role is None and word.isalpha() and len(word) > MAX_SHORT_TITLE and word not in NO_ROLE:
            role = word  # "Judge Park Sang-woo"
        return role, None, body

    def _role(self, reading: Reading, begin: int, end: int) -> tuple[str | None, str | None]:
        """Return the words of a role in a stretch, and the body of the base that stands beside it."""
        role = body = None
        for p in range(begin, end):
            hit = reading.hit(p, "actor")
            if (
                hit is not None
                and body is None
                and not self._goes_before(reading, p)
                and self.knowledge.actors[hit.phrase.value].kind
                not in (
                    "person",
                    "state",
                )
            ):
                body = hit.phrase.value
            said = reading.hit(p, "role")
            if role is None and said is not None and not reading.view.is_possessive(said.end):
                role = reading.view.words(self._role_start(reading, begin, p), said.end)
            elif reading.lower(p) in reading.words.kin:
                role = reading.view.text(p)  # "Kim Yo Jong, the leader's sister"
        return role, body if role else None

    @staticmethod
    def _goes_before(reading: Reading, i: int) -> bool:
        """Tell whether a name began before a token: "National | Security Council"."""
        view = reading.view
        if i == 0 or view.pos[i - 1] != PROPN:
            return False
        here = reading.hits.get(i - 1)
        return not here or any(hit.end > i for hit in here.values())

    def _role_start(self, reading: Reading, begin: int, start: int) -> int:
        """Return where the words of a role start: "first vice department director", "deputy ambassador"."""
        first, words = start, reading.words
        while first > begin:
            before = reading.lower(first - 1)
            noun = reading.view.pos[first - 1] == NOUN
            if not noun and before not in words.lesser and before not in words.past:
                break
            first -= 1
        return start if reading.view.is_hyphen(first - 1) else first

    def _country(self, reading: Reading, begin: int, end: int) -> str | None:
        """Return the first country that a stretch names."""
        for p in range(begin, end):
            adjective, actor = reading.hit(p, "adjective"), reading.hit(p, "actor")
            if adjective is not None:
                return adjective.phrase.value
            if actor is not None and actor.phrase.value in self.codes:
                return self.codes[actor.phrase.value]
        return None


def _main(counts: Counter[str]) -> str | None:
    """Return the country of nearly all the places counted."""
    for country, count in counts.most_common(1):
        if count and count >= MAIN_SHARE * counts.total():
            return country
    return None
