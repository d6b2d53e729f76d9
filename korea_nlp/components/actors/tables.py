"""The component's own tables: single words and what they tell of mentions, and words for bodies and things."""

from dataclasses import dataclass
from typing import Literal, get_args

from korea_nlp.lexicon import Lexicon

Use = Literal[
    "administration", "aided", "counting", "document", "honorific", "kin", "lesser", "move", "northern", "outlet",
    "part", "past", "private", "sea", "ship", "southern", "suffix", "travel",
]  # fmt: skip
Words = dict[Use, frozenset[str]]


@dataclass(frozen=True, slots=True)
class ActorWord:
    """A word and what it tells (table actor_words.csv).

    Attributes:
        use: ``administration`` after a leader's name; ``aided`` after the country that aids somebody else, "U.S.-backed
            rebels"; ``counting`` for adjectives that tell how many of a group are meant, or which; ``honorific`` before
            names; ``document`` for what a body publishes; ``outlet`` after a medium's name; ``sea``, ``travel``,
            ``move`` and ``part`` for signs that a capital or country is a place; ``past`` for roles no longer or not
            yet held; ``lesser`` for roles below the one named; ``kin`` for relatives; ``private`` for work that nobody
            does who holds an office; ``suffix`` for a company's form; ``ship`` before the names of ships; ``northern``
            and ``southern`` for surnames as North and South Koreans spell them.
    """

    word: str
    use: Use
    source: str


@dataclass(frozen=True, slots=True)
class BodyWord:
    """A word that tells a body's name from a thing's: ``ministry`` yes, ``line`` no (kind empty)."""

    word: str
    kind: str
    source: str


def read_words(lexicon: Lexicon) -> Words:
    """Return the words of the table by their use."""
    rows = lexicon.rows(ActorWord, key=("word", "use"))
    return {use: frozenset(row.word for row in rows if row.use == use) for use in get_args(Use)}


def read_body_words(lexicon: Lexicon) -> dict[str, str]:
    """Return the kind of body that each word of the table tells of; empty for things."""
    return {row.word: row.kind for row in lexicon.rows(BodyWord)}
