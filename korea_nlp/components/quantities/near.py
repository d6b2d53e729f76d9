"""Children of a token within reach: those of a head with thousands of them cost no more than a few dozen looks."""

from collections.abc import Iterator

from spacy.tokens import Token

REACH = 40  # tokens to either side
CHAIN = 12  # links of coordination that are followed


def near_lefts(token: Token) -> Iterator[Token]:
    """Yield the children before a token, in order."""
    doc, place = token.doc, token.i
    for i in range(max(token.left_edge.i, place - REACH), place):
        if doc[i].head.i == place:
            yield doc[i]


def near_rights(token: Token) -> Iterator[Token]:
    """Yield the children after a token, in order."""
    doc, place = token.doc, token.i
    for i in range(place + 1, min(token.right_edge.i, place + REACH) + 1):
        if doc[i].head.i == place:
            yield doc[i]


def first_conjunct(token: Token) -> Token:
    """Return the token that a chain of coordination begins with, as far as it is followed."""
    for _ in range(CHAIN):
        if token.dep_ != "conj":
            break
        token = token.head
    return token
