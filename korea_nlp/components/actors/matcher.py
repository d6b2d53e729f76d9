"""Finds every phrase of the knowledge base in one pass over a Doc, however many there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from spacy.language import Language

from korea_nlp.components.actors.view import HYPHENS, View
from korea_nlp.knowledge import KnowledgeBase

Sort = Literal["actor", "adjective", "people", "sector", "role", "city"]
CAPITALS_UP_TO = 6  # an acronym of up to so many letters counts only in capitals: "who" is not the WHO


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase of the knowledge base says.

    Attributes:
        sort: Which table it stands in.
        value: Actor id, country code, sector or role.
        form: For actors, the form of the alias; for roles, the only country that has it.
        row: The row, for explanations.
        case: ``upper`` counts only in capitals, ``title`` only with a capital, ``any`` in any case.
    """

    sort: Sort
    value: str
    form: str
    row: str
    case: Literal["upper", "title", "any"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a Doc."""

    start: int
    end: int
    phrase: Phrase


class PhraseMatcher:
    """A trie over the lower-case tokens of all phrases; hyphens within a phrase do not matter.

    "Kim Jong-un", "Kim Jong Un" and "KIM JONG UN" are one phrase.
    """

    def __init__(self, nlp: Language, knowledge: KnowledgeBase) -> None:
        self._root: dict[Any, Any] = {}
        self._tokenizer = nlp.tokenizer
        self._hyphens = {nlp.vocab.strings.add(mark) for mark in HYPHENS}
        for words, phrase in _phrases(knowledge):
            self._add(words, phrase)

    def scan(self, view: View) -> dict[int, dict[Sort, Hit]]:
        """Return the longest phrase of each sort that starts at each token."""
        found: dict[int, dict[Sort, Hit]] = {}
        root, lower, hyphens, length = self._root, view.lower, self._hyphens, view.length
        for start in range(length):
            node = root.get(lower[start])
            if node is None:
                continue
            end = start + 1
            while True:
                if None in node:
                    for phrase in node[None]:
                        if _case_fits(view, start, end, phrase):
                            found.setdefault(start, {})[phrase.sort] = Hit(start, end, phrase)
                while end < length and lower[end] in hyphens:
                    end += 1
                node = node.get(lower[end]) if end < length else None
                if node is None:
                    break
                end += 1
        return found

    def _add(self, words: str, phrase: Phrase) -> None:
        node = self._root
        for token in self._tokenizer(words):
            if token.lower not in self._hyphens:
                node = node.setdefault(token.lower, {})
        if node is self._root:
            return
        same = node.setdefault(None, [])
        if not any(other.sort == phrase.sort and other.case == phrase.case for other in same):
            same.append(phrase)


def _case_fits(view: View, start: int, end: int, phrase: Phrase) -> bool:
    if phrase.case == "any":
        return True
    if phrase.case == "upper":
        return all(view.text(i).isupper() or not view.text(i).isalpha() for i in range(start, end))
    return view.is_title_case(start) or view.is_title_case(end - 1)


def _phrases(knowledge: KnowledgeBase) -> Iterator[tuple[str, Phrase]]:
    """Yield every phrase of the tables."""
    for alias in knowledge.aliases:
        if alias.form != "short":  # a lone surname depends on who else is in the article
            kind = knowledge.actors[alias.actor].kind
            phrase = Phrase("actor", alias.actor, alias.form, f"alias:{alias.alias}", _case(alias.alias))
            yield alias.alias, phrase
            if "'" in alias.alias:
                yield alias.alias.replace("'", "’"), phrase
            if kind == "person" and "-" in alias.alias:
                yield alias.alias.replace("-", "‑"), phrase
    for country in knowledge.countries.values():
        for word in country.adjectives:
            yield word, Phrase("adjective", country.code, "", f"country:{word}", _case(word))
        for word in country.people:
            yield word, Phrase("people", country.code, "", f"people:{word}", "title")
    for city in knowledge.cities:
        yield city.name, Phrase("city", city.country, "", f"city:{city.name}", "title")
    for word_row in knowledge.sector_words:
        row = f"sector:{word_row.phrase}"
        yield word_row.phrase, Phrase("sector", word_row.sector, "", row, "any")
    for role in knowledge.roles:
        yield role.phrase, Phrase("role", role.role, role.country or "", f"role:{role.phrase}", "any")


def _case(words: str) -> Literal["upper", "title", "any"]:
    letters = [letter for letter in words if letter.isalpha()]
    if words.isupper() and len(letters) <= CAPITALS_UP_TO:
        return "upper"
    return "title"
