"""All that the steps of the linker share while one article is read."""

from dataclasses import dataclass, field

from spacy.symbols import ADJ, PROPN

from korea_nlp.components.actors.draft import Draft
from korea_nlp.components.actors.matcher import Hit, Sort
from korea_nlp.components.actors.view import IN_PHRASE, NOMINAL, VERBAL, View
from korea_nlp.components.actors.words import WordLists

MAX_RUN = 9  # tokens between a country and the noun it belongs to
MAX_TITLE = 8  # tokens between a role and the name it is the title of
LINKS = frozenset({"of", "for", "to", "and", "the", "&", "'s", "’s"})


@dataclass(slots=True)
class Reading:
    """An article while it is read.

    Attributes:
        hits: What the matcher found, by first token and sort.
        people: Stretches that name people, by the base model or by their shape.
        titles: For the first token of a person's name: where the title before it starts, and the title's country.
    """

    view: View
    hits: dict[int, dict[Sort, Hit]]
    draft: Draft
    words: WordLists
    people: list[tuple[int, int]] = field(default_factory=list)
    titles: dict[int, tuple[int, str | None]] = field(default_factory=dict)

    def hit(self, i: int, sort: Sort) -> Hit | None:
        """Return the phrase of a sort that starts at a token."""
        return self.hits.get(i, {}).get(sort)

    def lower(self, i: int) -> str:
        """Return a token's words in lower case; empty outside the Doc."""
        return self.view.text(i).lower()

    def run_end(self, start: int) -> int:
        """Return where the run of adjectives and nouns that starts at a token ends.

        Without tags, the run goes on while words do.
        """
        view, end = self.view, start
        limit = min(view.length, start + MAX_RUN)
        while end < limit:
            pos = view.pos[end]
            if pos and pos not in IN_PHRASE and not view.is_hyphen(end) and not self._is_participle(end):
                break
            if (not pos and not view.text(end).isalpha()) or view.ent[end] in view.dates:
                break
            end += 1
        return end

    def person_after(self, role_end: int) -> int | None:
        """Return where the name starts that a role is the title of.

        "Minister of External Economic Relations Yun": only nouns and what links them stand between.
        """
        view = self.view
        for i in range(role_end, min(view.length, role_end + MAX_TITLE)):
            if i in view.person_starts:
                linked = i > role_end and view.pos[i - 1] not in NOMINAL
                return None if linked else i
            if view.pos[i] not in IN_PHRASE and self.lower(i) not in LINKS:
                return None
        return None

    def is_premodifier(self, end: int) -> bool:
        """Tell whether the name that ends here only modifies the noun that follows: "U.N. sanctions"."""
        view = self.view
        if end >= view.length:
            return False
        if view.is_hyphen(end) and not view.doc[end - 1].whitespace_:
            return True
        if self._is_listed_adjective(end):
            return True
        if view.pos[end] not in IN_PHRASE or view.ent[end] in view.dates:
            return False
        if not view.parsed:
            return view.pos[end] in NOMINAL
        if view.pos[end] not in NOMINAL:
            return view.head[end - 1] > end and view.dep[end - 1] in view.modifiers
        if end + 2 < view.length and view.is_hyphen(end + 1) and view.pos[end + 2] in VERBAL:
            return False  # "North Korea test-fired a missile"
        return view.head[end - 1] >= end and view.dep[end - 1] in view.modifiers

    def is_name_part(self, start: int, end: int) -> bool:
        """Tell whether a word before a place's name makes it another name: "George Washington", "North America"."""
        view, before = self.view, start - 1
        if view.pos[before] != PROPN or view.head[before] != end - 1 or not view.is_title_case(before):
            return False
        return all(hit.phrase.form == "compass" for hit in self.hits.get(before, {}).values())

    def is_outlet(self, start: int, stop: int) -> bool:
        """Tell whether only words for a medium follow its name: "KCNA news agency"."""
        return all(self.lower(i) in self.words.outlet for i in range(start, stop))

    def is_predicate(self, start: int) -> bool:
        """Tell whether a role is said of somebody named: "Alexander Kozlov, Russia's minister", "was leader of"."""
        before = start - 1
        while before >= 0 and (self.lower(before) in ("the", "a", "an") or self.view.pos[before] == ADJ):
            before -= 1
        if self.lower(before) in ("as", "is", "was", "became", "become", "be", "been"):
            return True
        return self.view.text(before) == "," and before - 1 in self.view.person_tokens

    def _is_participle(self, i: int) -> bool:
        """Tell a participle before its noun, which the tagger calls a verb: "North Korean armed infiltrators"."""
        view = self.view
        return view.pos[i] in VERBAL and view.dep[i] in view.modifiers

    def _is_listed_adjective(self, end: int) -> bool:
        """Tell the first of "U.S., South Korean and Japanese forces", which stands for an adjective too."""
        view, following = self.view, end
        while view.text(following) in (",", "and", "or"):
            following += 1
        here = self.hits.get(following, {}) if following > end else {}
        adjective = here.get("adjective")
        if adjective is None or any(hit.end > adjective.end for hit in here.values()):
            return False
        return adjective.end < view.length and view.pos[adjective.end] in IN_PHRASE
