"""Whether a capital stands for those who govern from it, and whether a country's name is part of a sea's."""

from spacy.tokens import Token

from korea_nlp.components.actors.reading import Reading
from korea_nlp.components.actors.view import VERBAL

PARTNERS = frozenset({"by", "with", "against", "among", "alongside"})


def is_metonym(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a capital stands for its state.

    "Seoul said", "urged Seoul to", "talks between Seoul and Washington", "Pyongyang's claim": yes. "In Seoul",
    "visited Seoul", "flights between Moscow and Pyongyang", "Seoul's subway", "in Seoul, South Korea": no.
    """
    view = reading.view
    if not view.parsed:
        return start == 0 or view.text(start - 1) in (".", "that")
    token: Token = view.doc[end - 1]
    if reading.is_name_part(start, end):
        return False
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    if token.dep_ in ("nsubj", "nsubjpass"):
        return token.head.pos in VERBAL
    if token.dep_ == "poss":
        return token.head.lower_ not in reading.words.part
    if token.dep_ in ("dobj", "iobj", "dative"):
        return token.head.lemma_ not in reading.words.move
    return _is_partner(reading, token.head)


def _is_partner(reading: Reading, preposition: Token) -> bool:
    """Tell "talks with Seoul" from "in Seoul" and from "flights between Moscow and Pyongyang"."""
    word = preposition.lower_
    if word == "between":
        governors = (preposition.head, *preposition.head.ancestors)
        return not any(token.lower_ in reading.words.travel for token in governors)
    return word in PARTNERS


def is_sea_name(reading: Reading, start: int) -> bool:
    """Tell whether a country's name is part of a sea's: "the sea between Korea and Japan", "the Sea of Japan"."""
    for i in range(start - 1, max(-1, start - 5), -1):
        word = reading.lower(i)
        if word in reading.words.sea:
            return True
        if word not in ("of", "between", "korea", "and", "the"):
            return False
    return False
