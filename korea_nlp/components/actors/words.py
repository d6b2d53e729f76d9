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
            ``lesser`` for roles below the one named; ``kin`` for relatives; ``suffix`` for a company's form;
            ``northern`` and ``southern`` for surnames as North and South Koreans spell them.
    """

    word: str
    use: Literal[
        "administration", "chief", "document", "honorific", "kin", "lesser", "move", "northern", "outlet", "part",
        "past", "sea", "southern", "speaker", "suffix", "travel",
    ]  # fmt: skip
    source: str


@dataclass(frozen=True, slots=True)
class WordLists:
    """The words of the table by their use."""

    administration: frozenset[str]
    chief: frozenset[str]
    document: frozenset[str]
    honorific: frozenset[str]
    kin: frozenset[str]
    lesser: frozenset[str]
    move: frozenset[str]
    northern: frozenset[str]
    outlet: frozenset[str]
    part: frozenset[str]
    past: frozenset[str]
    sea: frozenset[str]
    southern: frozenset[str]
    speaker: frozenset[str]
    suffix: frozenset[str]
    travel: frozenset[str]


def read_words(lexicon: Lexicon) -> WordLists:
    """Return the lists of the table."""
    uses: dict[str, set[str]] = {name: set() for name in WordLists.__slots__}
    for row in lexicon.rows(ActorWord, key=("word", "use")):
        uses[row.use].add(row.word)
    return WordLists(**{name: frozenset(words) for name, words in uses.items()})
