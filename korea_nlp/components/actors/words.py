"""Small lists of words that steer the linker, from the table actor_words.csv."""

from dataclasses import dataclass
from typing import Literal

from korea_nlp.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class ActorWord:
    """A word and what it tells.

    Attributes:
        use: ``honorific`` before names; ``speaker`` for who speaks for a body; ``chief`` for who leads any body;
            ``document`` for what a body publishes; ``outlet`` after a medium's name; ``sea``, ``travel``, ``move`` and
            ``part`` for signs that a capital or country is a place; ``past`` for roles no longer or not yet held;
            ``lesser`` for roles below the one named.
    """

    word: str
    use: Literal[
        "administration", "chief", "document", "honorific", "lesser", "move", "outlet", "part", "past", "sea",
        "speaker", "travel",
    ]  # fmt: skip
    source: str


@dataclass(frozen=True, slots=True)
class WordLists:
    """The words of the table by their use."""

    administration: frozenset[str]
    chief: frozenset[str]
    document: frozenset[str]
    honorific: frozenset[str]
    lesser: frozenset[str]
    move: frozenset[str]
    outlet: frozenset[str]
    part: frozenset[str]
    past: frozenset[str]
    sea: frozenset[str]
    speaker: frozenset[str]
    travel: frozenset[str]


def read_words(lexicon: Lexicon) -> WordLists:
    """Return the lists of the table."""
    uses: dict[str, set[str]] = {name: set() for name in WordLists.__slots__}
    for row in lexicon.rows(ActorWord, key=("word", "use")):
        uses[row.use].add(row.word)
    return WordLists(**{name: frozenset(words) for name, words in uses.items()})
