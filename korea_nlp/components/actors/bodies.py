"""Bodies that the tables do not know, acronyms that the text explains, and bodies named without their country."""

from bisect import bisect_left
from dataclasses import replace

from korea_nlp.components.actors.candidates import Hit, Sort
from korea_nlp.components.actors.offices import Offices
from korea_nlp.components.actors.phrases import SPEAKING
from korea_nlp.components.actors.reading import LINKS, Reading
from korea_nlp.layers import Actor, Mention
from korea_nlp.syntax import SUBJECTS, Piece

STATE_MEDIA = frozenset({"state-media", "state-television"})
OWN = frozenset({"its", "our", "the", "their"})
STATES = frozenset({"country", "island", "kingdom", "nation", "republic", "territory"})
ALONE = frozenset({"police", "authorities", "lawmakers", "prosecutors"}) | STATE_MEDIA  # no article: "Police said"
BODIES = frozenset({"government", "media", "organization"})  # kinds of sectors: "the military said"
MANY = frozenset(
    {"airline", "court", "media", "ministry", "opposition", "regulators", "security-council", "senate"}
)  # in any text
EXACT = frozenset(
    {"police officers", "intelligence", "forces", "armed force", "submarine", "submarines", "authority", "presidency"}
)  # words of these sectors that are no body
PLACED = frozenset(
    {"authorities", "diplomats", "government", "lawmakers", "media", "officials", "police", "prosecutors"} | STATE_MEDIA
)
NAMED = ("-ministry", "-office", "military")  # ends of sectors whose spokespeople speak for them
LATEST = 60  # mentions that are looked back at
REACH = 40  # tokens back in which the subject speaks for what follows


class BodyLinker:
    """Adds organisations that the base model sees, and links acronyms given in brackets after a name."""

    def __init__(self, kinds: dict[str, str]) -> None:
        self.kinds = kinds

    def link(self, reading: Reading) -> None:
        """Add mentions."""
        seen = reading.parse.entities("ORG")
        inside = {i for start, end in seen for i in range(start, end)}
        shaped = [name for name in self._shaped(reading) if inside.isdisjoint(range(*name))]
        names = [_trim(reading, *entity) for entity in sorted([*seen, *shaped])]
        self._add(reading, [name for name in names if name[1] - name[0] > 1])
        _link_acronyms(reading)
        self._add(reading, [name for name in names if name[1] - name[0] == 1])

    def _add(self, reading: Reading, names: list[Piece]) -> None:
        """Add the names that are those of bodies."""
        mentions = reading.mentions
        for start, end in names:
            if not mentions.is_free(start, start + 1) or not mentions.is_unnamed(start, end):
                continue
            city, sector = reading.hit(start, "city"), reading.hit(start, "sector")
            if city is not None and city.end >= end:
                continue
            if end - start == 1 and (whole := _whole(reading, start)) is not None:
                mentions.add(start, end, "alias", whole, f"short-name:{whole}")
                continue
            if sector is not None and sector.end == end:
                continue  # "the Finance Ministry": that of the country spoken of
            kind = self._kind(reading, start, end)
            if kind is None or reading.is_premodifier(end):
                continue
            actor = mentions.local(reading.parse.words(start, end), kind, reading.country_in(start, end))
            mentions.add(start, end, "name", actor, "ner:ORG")

    def _shaped(self, reading: Reading) -> list[Piece]:
        """Return the stretches shaped like a body's name: "Britain's National Crime Agency"; nouns, the last a body's.

        Words for bodies name no sector here, such as "the Foreign Ministry", which is that of the country spoken of.
        """
        parse, found, stop = reading.parse, list[Piece](), 0
        for i, word in enumerate(parse.lower):
            if i < stop or not self.kinds.get(word) or not reading.is_title_case(i) or parse.ent[i] == "PERSON":
                continue
            start = i
            while start > stop and parse.pos[start - 1] in ("PROPN", "NOUN", "ADJ") and _in_name(reading, start - 1):
                start -= 1
            if i - start >= 2 and any(parse.pos[p] == "PROPN" for p in range(start, i)):
                found.append((start, i + 1))
                stop = i + 1
        return found

    def _kind(self, reading: Reading, start: int, end: int) -> str | None:
        """Return what sort of body a name is by its words; None where it names a thing."""
        words = reading.parse.lower[start:end]
        if len(words) == 1 and self.kinds.get(words[0]):
            return None  # "the Council" points back to one named in full
        kinds = [self.kinds[word] for word in words if word in self.kinds]
        if kinds:
            return next((kind for kind in kinds if kind), None)
        if any(reading.hit(p, "actor") for p in range(start, end)):
            return None  # a headline in capitals
        agent = reading.parse.dep[end - 1] in SUBJECTS
        return "organization" if agent and (len(words) > 1 or len(words[0]) > 3) else None


class SectorLinker:
    """Resolves "police", "the military" by the country named last before them, or first after them."""

    def __init__(self, offices: Offices) -> None:
        self.offices = offices

    def link(self, reading: Reading) -> None:
        """Add mentions."""
        named_before = sorted(reading.mentions.all, key=lambda mention: mention.start)
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
            if sector is None or self._of_place(reading, sector) or not _stands_alone(reading, sector):
                continue
            if country is None:
                waiting.append(sector)
            else:
                at = bisect_left(named_before, i, key=lambda mention: mention.start)
                self._add(reading, sector, named_before[max(0, at - LATEST) : at], country)

    def _country(self, here: dict[Sort, Hit]) -> str | None:
        """Return the country that a phrase names or belongs to."""
        if (said := here.get("adjective") or here.get("people")) is not None:
            return said.phrase.value
        if "actor" in here:
            return self.offices.knowledge.actors[here["actor"].phrase.value].country
        return here["city"].phrase.value if "city" in here else None

    def _of_place(self, reading: Reading, hit: Hit) -> bool:
        """Add "officials in Nice": those of the country where the place lies, whatever country is spoken of."""
        if hit.phrase.value not in PLACED or not reading.mentions.is_free(hit.start, hit.end):
            return False
        city, actor = reading.hit(hit.end + 1, "city"), reading.hit(hit.end + 1, "actor")
        code = city.phrase.value if city else self.offices.codes.get(actor.phrase.value) if actor else None
        if code is None or reading.lower(hit.end) != "in":
            return False
        found, rule = self.offices.sector(reading.mentions, code, hit.phrase.value)
        reading.mentions.add(hit.start, hit.end, "nominal", found, f"place:{rule}")
        return True

    def _add(self, reading: Reading, hit: Hit, before: list[Mention], country: str) -> None:
        """Add a sector: that of the last subject's country."""
        parse, mentions = reading.parse, reading.mentions
        roots = [(parse.root_of(m.start, m.end), m) for m in before if hit.start - m.start <= REACH]
        near = [(root, mention) for root, mention in roots if parse.dep[root] in SUBJECTS]
        main = [(root, mention) for root, mention in near if parse.dep[parse.head[root]] == "ROOT"]
        for _, mention in (main or near)[-1:]:  # "Seoul believes that the North ...": the military is Seoul's
            country = mentions.actors[mention.actor].country or country
        actor_id, rule = self.offices.bare_sector(mentions, country, hit.phrase.value)
        speaker = reading.hit(hit.end, "role")
        end = speaker.end if speaker is not None and speaker.phrase.value in SPEAKING else hit.end
        reading.bare.append((len(mentions.all), hit.phrase.value))
        mentions.add(hit.start, end, "nominal", actor_id, f"context:{rule}")


def _stands_alone(reading: Reading, hit: Hit) -> bool:
    """Tell whether a sector's words stand by themselves and mean a body."""
    parse, sector, words = reading.parse, hit.phrase.value, hit.phrase.row.removeprefix("sector:")
    is_body = reading.mentions.knowledge.sectors[sector].kind in BODIES and sector not in MANY
    if not (is_body or sector in ALONE) or words in EXACT or not reading.mentions.is_free(hit.start, hit.end):
        return False
    speaker = reading.hit(hit.end, "role")
    if speaker is not None and speaker.phrase.value in SPEAKING and sector.endswith(NAMED):
        return reading.person_after(speaker.end) is None  # "a Foreign Ministry spokesman"
    if reading.is_premodifier(hit.end):
        return False
    before = hit.start - 1
    owned = reading.is_possessive(before) and reading.lower(before - 1) in STATES  # "the country's foreign ministry"
    return (
        owned
        or reading.lower(before) in OWN
        or (sector in ALONE and parse.dep[hit.start] in ("nsubj", "nsubjpass", "pobj", "dobj"))
    )


def _in_name(reading: Reading, i: int) -> bool:
    """Tell whether a word may be part of a body's name: it has a capital, and names no country, people or person."""
    if not reading.is_title_case(i) or reading.text(i).isupper() or reading.parse.ent[i] in ("PERSON", "DATE"):
        return False
    here = reading.hits.get(i, {})
    return not ("adjective" in here or "actor" in here or "people" in here or "city" in here)


def _whole(reading: Reading, i: int) -> str | None:
    """Return the body of this article whose name begins with a word: "Bulgunbyol" of the company named before."""
    word = reading.lower(i)
    for mention in reading.mentions.all:
        actor = reading.mentions.actors[mention.actor]
        if mention.rule == "ner:ORG" and mention.start < i and actor.name.lower().split()[0] == word:
            return actor.id
    return None


def _trim(reading: Reading, start: int, end: int) -> Piece:
    """Cut an article before a name, a possessive and punctuation after it."""
    while start < end and (reading.lower(start) == "the" or not reading.is_title_case(start)):
        start += 1
    end = next((i for i in range(start, end) if reading.text(i) in ("(", "|", "—")), end)  # "the Export Company (TEC"
    while end > start and (
        reading.lower(end - 1) in ("of", "the")
        or reading.is_possessive(end - 1)
        or not reading.text(end - 1)[-1].isalnum()
    ):
        end -= 1
    return start, end


def _could_be_short_for(word: str, name: str) -> bool:
    """Tell whether capitals in brackets can be made of a name's letters in order: "South Korea (AP)" cannot."""
    name = name.removeprefix("the ")
    letters = iter(name.lower())
    return all(letter in letters for letter in word.lower()) and word[0] == name[:1].upper()


def _spelled(reading: Reading, letters: str, end: int) -> int:
    """Return where the words begin that end at a token and whose initials are these letters; the end for none."""
    start, left = end, [letter for letter in letters if letter.isalpha()]
    while left and start > 0:
        word = reading.text(start - 1)
        if word[:1] == left[-1]:
            left.pop()
        elif word.lower() not in LINKS:
            return end
        start -= 1
    return start if not left else end


def _is_like(reading: Reading, start: int, end: int, known: Actor) -> bool:
    """Tell whether a stretch may name somebody known: half of its words are in that name, its country is no other."""
    words, country = set(reading.parse.lower[start:end]), reading.country_in(start, end)
    if country is not None and known.country not in (None, country):
        return False
    return 2 * len(words & set(known.name.lower().replace("-", " ").split())) >= len(words)


def _rename(reading: Reading, start: int, known: Mention) -> None:
    """Give letters that tables know for another's to the body they stand for: "the Syrian Democratic Forces (SDF)"."""
    mentions, letters, end = reading.mentions, reading.parse.text[known.start], known.start - 1
    body = next((m.actor for m in mentions.all if m.end == end and m.start >= start), None)
    if body is None:
        if not mentions.is_unnamed(start, end):
            return
        name, kind = reading.parse.words(start, end), mentions.actors[known.actor].kind
        body = mentions.local(name, kind, reading.country_in(start, end))
        mentions.add(start, end, "name", body, f"acronym:{letters}")
    for place, mention in enumerate(mentions.all):
        if mention.actor.partition(":")[0] == known.actor and reading.text(mention.start) == letters:
            mentions.all[place] = replace(mention, actor=body, rule=f"acronym:{letters}")


def _link_acronyms(reading: Reading) -> None:
    """Link letters that the text explains, "the Export Company (TEC)", and the initials of a body named in full."""
    parse, mentions = reading.parse, reading.mentions
    meant: dict[str, str] = {}
    for mention in list(mentions.all):  # "the Democratic Party (DP)": the letters are known
        start, end = mention.start, mention.end
        if end - start == 1 and reading.text(start - 1) == "(" and reading.text(end) == ")":
            begin = _spelled(reading, parse.text[start], start - 1)
            if begin < start - 1 and not _is_like(reading, begin, start - 1, mentions.actors[mention.actor]):
                _rename(reading, begin, mention)
            elif begin < start - 1 and mentions.is_unnamed(begin, start - 1):
                mentions.add(begin, start - 1, "name", mention.actor, f"acronym:{parse.text[start]}")
    for mention in mentions.all:
        end, name = mention.end, reading.parse.words(mention.start, mention.end)
        if (
            reading.text(end + 2) == ")"
            and not mentions.taken[end + 1]
            and _could_be_short_for(parse.text[end + 1], name)
        ):
            meant[parse.lower[end + 1]] = mention.actor
        initials = "".join(part[0] for part in name.split() if part[0].isupper())
        if "#" in mention.actor and 2 < len(initials) < 7:
            meant.setdefault(initials.lower(), mention.actor)
    for i, word in enumerate(parse.lower):
        if word in meant and parse.text[i].isupper() and mentions.is_unnamed(i, i + 1):
            mentions.add(i, i + 1, "alias", meant[word], f"acronym:{parse.text[i]}")
