"""Finds every phrase of the knowledge base in one pass over a Doc, however many there are."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, Literal

from spacy.language import Language
from spacy.tokens import Doc

from korea_nlp.knowledge import KnowledgeBase
from korea_nlp.syntax import Parse

Sort = Literal["actor", "adjective", "people", "sector", "role", "city"]
CAPITALS_UP_TO = 6  # an acronym of up to so many letters counts only in capitals: "who" is not the WHO
BATCH = 1000  # chunks tokenized together
HYPHENS = frozenset("-‐‑")
ANY_CASE, TITLE_CASE = frozenset({"sector", "role"}), frozenset({"people", "city"})
PREFIXES = {"actor": "alias", "adjective": "country"}

Entry = tuple[str, Sort, str, str, str]  # words, sort, value, form, and the words of the row


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


Hits = dict[int, dict[Sort, Hit]]  # by first token and sort


class PhraseMatcher:
    """A trie over the lower-case tokens of all phrases; hyphens within a phrase do not matter.

    "Kim Jong-un", "Kim Jong Un" and "KIM JONG UN" are one phrase, and so are "John Kerry" and "John F. Kerry". Below
    its first tokens the trie grows where a text has such a token, so that a base of a hundred thousand actors is not
    read whole for texts that name a few.
    """

    def __init__(self, nlp: Language, knowledge: KnowledgeBase) -> None:
        self._tokenizer: Any = nlp.tokenizer
        self._is_whole: Callable[[str], bool] = getattr(nlp.tokenizer, "is_whole", lambda words: False)
        self._actors = knowledge.actors
        entries = [*_entries(knowledge)]
        firsts = [_first_chunk(entry[0]) for entry in entries]
        tokens = self._first_tokens(dict.fromkeys(firsts))
        self._root: dict[str, dict[Any, Any] | list[Entry]] = {}
        for chunk, entry in zip(firsts, entries, strict=True):
            if (first := tokens[chunk] or self._first_token(entry[0])) is not None:
                self._root.setdefault(first, []).append(entry)  # type: ignore[union-attr]

    def scan(self, parse: Parse) -> Hits:
        """Return the longest phrase of each sort that starts at each token."""
        found: Hits = {}
        root, lower, hyphens, length = self._root, parse.lower, HYPHENS, len(parse)
        for start in range(length):
            grown = root.get(lower[start])
            if grown is None:
                continue
            node = self._grow(lower[start], grown) if isinstance(grown, list) else grown
            end, initial = start + 1, False
            while True:
                if None in node:
                    for phrase in node[None]:
                        if _case_fits(parse, start, end, phrase) and not (initial and not self._is_person(phrase)):
                            found.setdefault(start, {})[phrase.sort] = Hit(start, end, phrase)
                while end < length and lower[end] in hyphens:
                    end += 1
                following = node.get(lower[end]) if end < length else None
                if _is_initial(parse.text[end : end + 1]) and end + 1 < length:
                    after = node.get(lower[end + 1])  # "John F. Kerry", beside "John F. Kennedy"
                    if after is not None and lower[end + 1] not in (following or ()):
                        end, initial, following = end + 1, True, after
                if following is None:
                    break
                node = following
                end += 1
        return found

    def _is_person(self, phrase: Phrase) -> bool:
        return phrase.sort == "actor" and self._actors[phrase.value].kind == "person"

    def _first_tokens(self, chunks: Iterable[str]) -> dict[str, str | None]:
        """Return the first token of each chunk, in lower case; None of one that has none but hyphens."""
        chunks = tuple(chunks)
        found: dict[str, str | None] = {chunk: chunk.lower() for chunk in chunks if self._is_whole(chunk)}
        waiting = (chunk for chunk in chunks if chunk not in found)
        while batch := list(islice(waiting, BATCH)):
            doc: Doc = self._tokenizer("\n".join(batch))  # many in one text cost a tenth of one by one
            lower = [token.lower_ for token in doc]
            breaks = [i for i, token in enumerate(lower) if token == "\n"]
            if len(breaks) != len(batch) - 1:  # one has a break or a space of its own
                found |= {chunk: self._first_token(chunk) for chunk in batch}
                continue
            for chunk, (start, end) in zip(batch, pairwise([-1, *breaks, len(lower)]), strict=True):
                found[chunk] = next((token for token in lower[start + 1 : end] if token not in HYPHENS), None)
        return found

    def _first_token(self, words: str) -> str | None:
        return next(iter(self._tokens(words)), None)

    def _tokens(self, words: str) -> list[str]:
        """Return the tokens of a phrase in lower case, without hyphens."""
        if self._is_whole(words):
            return words.lower().split(" ")
        return [token.lower_ for token in self._tokenizer(words) if token.lower_ not in HYPHENS]

    def _grow(self, first: str, entries: list[Entry]) -> dict[Any, Any]:
        """Return the part of the trie that starts with a token, now that a text has it."""
        top: dict[Any, Any] = {}
        for words, sort, value, form, row in entries:
            node = top
            for token in self._tokens(words)[1:]:
                node = node.setdefault(token, {})
            case = "any" if sort in ANY_CASE else "title" if sort in TITLE_CASE else _case(row)
            same = node.setdefault(None, [])
            if not any(other.sort == sort and other.case == case for other in same):
                same.append(Phrase(sort, value, form, f"{PREFIXES.get(sort, sort)}:{row}", case))
        self._root[first] = top
        return top


def is_title_case(word: str) -> bool:
    """Tell whether a word starts with a capital, or with a letter that knows no case."""
    return bool(word) and word[0].isalpha() and not word[0].islower()


def _is_initial(words: list[str]) -> bool:
    """Tell the first letter of a name in the middle: "F."."""
    return bool(words) and len(words[0]) == 2 and words[0][0].isupper() and words[0][1] == "."


def _case_fits(parse: Parse, start: int, end: int, phrase: Phrase) -> bool:
    if phrase.case == "any":
        return True
    if phrase.case == "upper":
        return all(word.isupper() or not word.isalpha() for word in parse.text[start:end])
    return is_title_case(parse.text[start]) or is_title_case(parse.text[end - 1])


def _entries(knowledge: KnowledgeBase) -> Iterator[Entry]:
    """Yield every phrase of the tables."""
    for alias in knowledge.aliases:
        words = alias.alias
        if alias.form != "short":  # a lone surname depends on who else is in the article
            yield words, "actor", alias.actor, alias.form, words
            if "'" in words:
                yield words.replace("'", "’"), "actor", alias.actor, alias.form, words
            if "-" in words and knowledge.actors[alias.actor].kind == "person":
                yield words.replace("-", "‑"), "actor", alias.actor, alias.form, words
    for country in knowledge.countries.values():
        for word in country.adjectives:
            yield word, "adjective", country.code, "", word
        for word in country.people:
            yield word, "people", country.code, "", word
    for city in knowledge.cities:
        yield city.name, "city", city.country, "", city.name
    for word_row in knowledge.sector_words:
        yield word_row.phrase, "sector", word_row.sector, "", word_row.phrase
    for role in knowledge.roles:
        yield role.phrase, "role", role.role, role.country or "", role.phrase


def _first_chunk(words: str) -> str:
    """Return what stands before the first space; all where a figure may join with it: "No. 2"."""
    first, space, rest = words.partition(" ")
    return words if space and rest[0:1].isdigit() else first


def _case(words: str) -> Literal["upper", "title", "any"]:
    if words.isupper() and sum(map(str.isalpha, words)) <= CAPITALS_UP_TO:
        return "upper"
    return "title"
