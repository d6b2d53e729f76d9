"""Bodies that the knowledge base does not know, and acronyms that the text itself explains."""

from dataclasses import dataclass

from korea_nlp.components.actors.reading import Reading
from korea_nlp.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class BodyWord:
    """A word that tells a body's name from a thing's: ``ministry`` yes, ``line`` no (kind empty)."""

    word: str
    kind: str
    source: str


class BodyLinker:
    """Adds organisations that the base model sees, and links acronyms given in brackets after a name."""

    def __init__(self, words: Lexicon) -> None:
        self.kinds = {row.word: row.kind for row in words.rows(BodyWord)}
        self.things = frozenset(word for word, kind in self.kinds.items() if not kind)

    def link(self, reading: Reading) -> None:
        """Add mentions to the draft."""
        names = [_trim(reading, *entity) for entity in reading.view.entities(reading.view.org)]
        self._add(reading, [name for name in names if name[1] - name[0] > 1])
        _link_acronyms(reading)
        self._add(reading, [name for name in names if name[1] - name[0] == 1])

    def _add(self, reading: Reading, names: list[tuple[int, int]]) -> None:
        """Add the names that are those of bodies."""
        for start, end in names:
            if not reading.draft.is_free(start, start + 1) or not reading.draft.is_unnamed(start, end):
                continue
            city = reading.hit(start, "city")
            if city is not None and city.end >= end:
                continue
            if end - start == 1 and (whole := _whole(reading, start)) is not None:
                reading.draft.add(start, end, "alias", whole, f"short-name:{whole}")
                continue
            sector = reading.hit(start, "sector")
            if sector is not None and sector.end == end:
                continue  # "the Finance Ministry": that of the country spoken of
            kind = self._kind(reading, start, end)
            if kind is None or reading.is_premodifier(end):
                continue
            words = " ".join(reading.view.words(start, end).split())
            actor = reading.draft.local(words, kind, self._country(reading, start, end))
            reading.draft.add(start, end, "name", actor, "ner:ORG")

    def _kind(self, reading: Reading, start: int, end: int) -> str | None:
        """Return what sort of body a name is by its words; None where it names a thing."""
        view = reading.view
        words = [reading.lower(i) for i in range(start, end)]
        if len(words) == 1 and self.kinds.get(words[0]):
            return None  # "the Council" points back to one named in full
        kinds = [self.kinds[word] for word in words if word in self.kinds]
        if kinds:
            return next((kind for kind in kinds if kind), None)
        if any(reading.hit(p, "actor") for p in range(start, end)):
            return None  # a headline in capitals
        agent = view.dep[end - 1] in view.subjects
        return "organization" if agent and (end - start > 1 or len(words[0]) > 3) else None

    @staticmethod
    def _country(reading: Reading, start: int, end: int) -> str | None:
        """Return the country whose adjective stands in a name: "the Russian Association of ..."."""
        for p in range(start, end):
            adjective = reading.hit(p, "adjective") or reading.hit(p, "city")
            if adjective is not None:
                return adjective.phrase.value
            actor = reading.hit(p, "actor")
            if actor is not None:
                return reading.draft.knowledge.actors[actor.phrase.value].country
        return None


def _whole(reading: Reading, i: int) -> str | None:
    """Return the body of this article whose name begins with a word: "Bulgunbyol" of the company named before."""
    word = reading.lower(i)
    for mention in reading.draft.mentions:
        actor = reading.draft.actors[mention.actor]
        if mention.rule == "ner:ORG" and mention.start < i and actor.name.lower().split()[0] == word:
            return actor.id
    return None


def _trim(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Cut an article before a name, a possessive and punctuation after it."""
    view = reading.view
    while start < end and (reading.lower(start) == "the" or not view.is_title_case(start)):
        start += 1
    end = next((i for i in range(start, end) if view.text(i) in ("(", "|", "—")), end)  # "the Export Company (TEC"
    while end > start and (
        reading.lower(end - 1) in ("of", "the") or view.is_possessive(end - 1) or not view.text(end - 1)[-1].isalnum()
    ):
        end -= 1
    return start, end


def _could_be_short_for(word: str, name: str) -> bool:
    """Tell whether capitals in brackets can be made of a name's letters in order: "South Korea (AP)" cannot."""
    letters = iter(name.lower().removeprefix("the "))
    return all(letter in letters for letter in word.lower()) and word[0] == name.removeprefix("the ")[:1].upper()


def _link_acronyms(reading: Reading) -> None:
    """Link letters that the text explains, "the Export Company (TEC)", and the initials of a body named in full."""
    view, draft = reading.view, reading.draft
    meant: dict[int, str] = {}
    for mention in draft.mentions:
        end = mention.end
        if view.text(end + 2) == ")":
            word = view.text(end + 1)
            if _could_be_short_for(word, view.words(mention.start, end)) and not draft.taken[end + 1]:
                meant[view.lower[end + 1]] = mention.actor
        initials = "".join(part[0] for part in view.words(mention.start, end).split() if part[0].isupper())
        if "#" in mention.actor and 2 < len(initials) < 7:
            meant.setdefault(view.doc.vocab.strings.add(initials.lower()), mention.actor)
    for i, word in enumerate(view.lower):
        if word in meant and view.text(i).isupper():
            draft.add(i, i + 1, "alias", meant[word], f"acronym:{view.text(i)}")
