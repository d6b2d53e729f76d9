"""The noun phrase that says what an amount counts or measures, from its head."""

from spacy.tokens import Doc, Token

from korea_nlp.components.quantities.counting import DETERMINERS, MAX_RUN
from korea_nlp.components.quantities.near import near_lefts, near_rights

OF = frozenset({"of"})
THING = OF | {"for", "to", "from"}  # of a thing: "access to the site", where "in" and "on" say where it happened
RATE = THING | {"in", "on"}  # of prices, shares and rates: "the yield on bonds", "sales in China"


def noun_phrase(
    doc: Doc, head: int, floor: int, ceiling: int | None = None, *, links: frozenset[str] = OF
) -> tuple[int, int]:
    """Return a noun with what stands before it and its "of" phrase, without articles.

    Args:
        doc: The Doc.
        head: The noun.
        floor: The phrase does not begin before this token.
        ceiling: The phrase ends before this token ("an altitude of 50 km": the altitude alone).
        links: The prepositions that may follow: "exports to China", "the yield on 10-year bonds".
    """
    token = doc[head]
    start = head
    for child in near_lefts(token):
        if child.dep_ in ("compound", "amod", "nmod", "poss", "nummod") and child.left_edge.i >= floor:
            start = min(start, child.left_edge.i)
    for i in range(head - 1, start - 1, -1):
        if doc[i].like_num or doc[i].tag_ in ("$", "-LRB-", "-RRB-", ",") or doc[i].lower_ in DETERMINERS | {"a", "an"}:
            start = i + 1  # "a five-year, 2,800-km journey": the journey alone
            break
    while start < head and doc[start].text[0] in "-‑":  # "three | -stage rocket"
        start = min(start + 2, head)
    end = head + 1
    while start - 2 >= floor and doc[start - 1].text == "-" and doc[start - 2].is_alpha:
        start -= 2  # "S&P | e | - | minis"
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end].whitespace_:
        end += 2  # "Ben | - | Moshe"
    if token.tag_ == "NNP" and end < len(doc) and doc[end].tag_ == "CD" and doc[end].head.i == head:
        end += 1  # "the S&P 500"
    for child in near_rights(token):
        stop = child.right_edge.i + 1
        near = child.i == end and stop - head < MAX_RUN and (ceiling is None or stop <= ceiling)
        if near and child.lower_ in links and (child.lower_ == "of" or _is_nominal(child)):
            end = stop
    return start, end


def _is_nominal(preposition: Token) -> bool:
    """Tell whether a phrase says what sort of thing is meant, not when: "exports to China", not "exports in May"."""
    dated = any(child.ent_type_ in ("DATE", "TIME") for child in near_rights(preposition) if child.dep_ == "pobj")
    return not dated
