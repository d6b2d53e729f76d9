"""What titles and appositions say of people, and the roles that stand for somebody named beside or before them."""

from collections import Counter

from korea_nlp.components.actors.offices import Offices
from korea_nlp.components.actors.reading import KOREAS, Reading
from korea_nlp.components.actors.tables import Words
from korea_nlp.layers import Mention

MAIN_SHARE = 0.75  # of the places that an article names, for a country to be its own
MAX_SHORT_TITLE = 3  # letters of "Mrs"
NO_ROLE = frozenset({"comrade", "former", "future", "late", "miss", "then", "vice"})
MAX_APPOSITION = 12  # tokens after "Name," in which a role is looked for
LATEST = 12  # people that are looked back at


class TitleReader:
    """Reads "South Korean lawmaker Yoo" and "Yoo, a South Korean lawmaker"."""

    def __init__(self, offices: Offices) -> None:
        self.knowledge = offices.knowledge
        self.codes = offices.codes

    def describe(self, reading: Reading) -> None:
        """Note role, country and affiliation of the people, from their first telling mention."""
        for mention in reading.mentions.all:
            actor = reading.mentions.actors[mention.actor]
            if actor.kind != "person" or actor.role or mention.form not in ("name", "alias"):
                continue
            role, country, body = self._before(reading, mention.start, mention.end)
            if role is None and reading.text(mention.end) == ",":
                stop = _stop(reading, mention.end + 1)
                role, body = self._role(reading, mention.end + 1, stop)
                if role is not None:
                    country = country or reading.country_in(mention.end + 1, stop)
            if body is not None:
                country = country or self.knowledge.actors[body].country
            reading.mentions.update(mention.actor, country=country, role=role, affiliation=body)

    def place(self, reading: Reading) -> None:
        """Give people and bodies of this article alone its country, where nearly all places it names lie in one."""
        reading.told = {key: actor.country for key, actor in reading.mentions.actors.items()}
        self._place_by_shape(reading)
        cities: Counter[str] = Counter()
        counts: Counter[str] = Counter()
        for i, here in reading.hits.items():
            hit = here.get("adjective") or here.get("people") or here.get("city") or here.get("actor")
            if hit is None or i in reading.person_tokens:
                continue
            code = self.codes.get(hit.phrase.value, "") if hit.phrase.sort == "actor" else hit.phrase.value
            if code:
                counts[code] += 1
                cities[code] += hit.phrase.sort == "city"
        country = _main(counts) or _main(cities)
        if country is None:
            return
        korean = reading.words["southern"] | reading.words["northern"]
        for key, actor in reading.mentions.actors.items():
            foreign = actor.kind == "person" and actor.name.lower().partition(" ")[0] not in korean
            if country not in KOREAS or not foreign:  # whoever is spoken of in an article on Korea need not be Korean
                reading.mentions.update(key, country=country)

    @staticmethod
    def _place_by_shape(reading: Reading) -> None:
        """Give people and bodies the Korea in whose way their names are written."""
        for key, actor in reading.mentions.actors.items():
            if (code := korea_of_name(reading.words, actor.name)) is not None:
                reading.mentions.update(key, country=code)

    def _before(self, reading: Reading, start: int, end: int) -> tuple[str | None, str | None, str | None]:
        """Return role, country and body that stand before a name."""
        title = next((reading.titles[p] for p in range(start, end) if p in reading.titles), None)
        begin, country = title or (start, None)
        skipped = reading.words["lesser"] | reading.words["past"] if title else reading.words["honorific"]
        while reading.lower(begin - 1) in skipped:
            begin -= 1  # "Deputy Transport Minister", "Former Defense Secretary"
        role, body = self._role(reading, begin, start)
        word = reading.lower(start - 1) if title is None and begin < start else ""
        if role is None and word.isalpha() and len(word) > MAX_SHORT_TITLE and word not in NO_ROLE:
            role = word  # "Judge Park Sang-woo"
        return role, country, body

    def _role(self, reading: Reading, begin: int, end: int) -> tuple[str | None, str | None]:
        """Return the words of a role in a stretch, and the body of the base that stands beside it."""
        role = body = None
        for p in range(begin, end):
            hit, said = reading.hit(p, "actor"), reading.hit(p, "role")
            if hit is not None and body is None:
                kind = self.knowledge.actors[hit.phrase.value].kind
                body = hit.phrase.value if kind not in ("person", "state") else None
            if role is None and said is not None and not reading.is_possessive(said.end):
                role = reading.parse.words(_role_start(reading, begin, p), said.end)
            elif reading.lower(p) in reading.words["kin"]:
                role = reading.text(p)  # "Kim Yo Jong, the leader's sister"
        return role, body if role else None


def korea_of_name(words: Words, name: str) -> str | None:
    """Return the Korea in whose way a name is written: "Kim Sang-woo" is of the South, "Ri Thae Song" of the North."""
    parts = name.lower().split()
    if parts[0] in words["southern"] and "-" in parts[-1]:
        return "KOR"
    return "PRK" if parts[0] in words["northern"] and len(parts) == 3 else None


class RoleLinker:
    """Gives a role that the tables know no holder of to the person whom the text names in it.

    "The North Korean minister" after one was named; "Russia's envoy, Ivanova".
    """

    def __init__(self, offices: Offices) -> None:
        self.knowledge = offices.knowledge
        self.held = offices.knowledge.role_words()

    def link(self, reading: Reading) -> None:
        """Change mentions of roles."""
        mentions = reading.mentions
        order = sorted(range(len(mentions.all)), key=lambda at: mentions.all[at].start)
        people: list[Mention] = []
        for at, next_at in zip(order, [*order[1:], None], strict=False):
            mention = mentions.all[at]
            actor = mentions.actors[mention.actor]
            if actor.kind != "person":
                continue
            if not mention.rule.startswith(("role:", "office:")) or "@" in mention.rule:
                people.append(mention)
                continue
            following = mentions.all[next_at] if next_at is not None else None
            apposed = following is not None and _is_apposed(reading, mention, following)
            person = following if apposed else self._before(reading, mention, people)
            if person is None:
                continue
            rule = f"named:{reading.parse.words(mention.start, mention.end)}→{person.start}"
            mentions.all[at] = Mention(mention.start, mention.end, "role", person.actor, rule)
            if person is following:
                mentions.update(person.actor, country=actor.country)

    def _before(self, reading: Reading, mention: Mention, people: list[Mention]) -> Mention | None:
        """Return the person of that country and role named last: "the North Korean minister"."""
        actors = reading.mentions.actors
        if reading.lower(mention.start - 1) != "the":
            return None
        role = actors[mention.actor]
        wanted = set(role.id.rpartition(":")[2].split("-"))
        if role.id.startswith("office:"):
            wanted = set(self.knowledge.offices[role.id.removeprefix("office:")].role.split("-"))
        for person in reversed(people[-LATEST:]):
            actor = actors[person.actor]
            said = {word.strip(".,") for word in (actor.role or "").lower().split()}
            if actor.country == role.country and wanted <= said | self.held.get(actor.id, frozenset()):
                return person
        return None


def _is_apposed(reading: Reading, mention: Mention, following: Mention) -> bool:
    """Tell a name right after a role: "Russia's deputy U.N. envoy, Anna Evstigneeva, blamed"."""
    if following.start != mention.end + 1 or reading.text(mention.end) != ",":
        return False
    return reading.mentions.actors[following.actor].kind == "person" and reading.text(following.end) in (",", ".", ")")


def _stop(reading: Reading, begin: int) -> int:
    """Return where the apposition that begins at a token ends."""
    end = min(reading.size, begin + MAX_APPOSITION)
    return next((i for i in range(begin, end) if reading.text(i) in (",", ".", ";", ")", ":")), end)


def _role_start(reading: Reading, begin: int, start: int) -> int:
    """Return where the words of a role start: "first vice department director", "deputy ambassador"."""
    first, words = start, reading.words
    while first > begin:
        before = reading.lower(first - 1)
        if reading.parse.pos[first - 1] != "NOUN" and before not in words["lesser"] | words["past"]:
            break
        first -= 1
    return start if reading.is_hyphen(first - 1) else first


def _main(counts: Counter[str]) -> str | None:
    """Return the country of nearly all the places counted."""
    for country, count in counts.most_common(1):
        if count and count >= MAIN_SHARE * counts.total():
            return country
    return None
