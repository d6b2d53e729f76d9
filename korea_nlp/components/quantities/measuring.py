"""What a measure is of: the thing that has the price, the length, the share."""

from spacy.tokens import Doc, Token

from korea_nlp.components.quantities.counting import DETERMINERS, MODIFIERS, counted_noun
from korea_nlp.components.quantities.near import near_lefts

LINKS = frozenset({"of", "at", "to", "with", "for", "worth", "by", "over", "above", "below", "under"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


def subject_of(token: Token) -> Token | None:
    """Return the subject of the verb that a token hangs on, over coordination and control."""
    verb, steps = token, 0
    while verb.pos_ not in ("VERB", "AUX") and verb.head is not verb and steps < 8:
        verb, steps = verb.head, steps + 1
    while steps < 12:
        for child in near_lefts(verb):
            if child.dep_ in SUBJECTS and child.i < token.i:
                if child.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
                    return verb.head  # "flights that cost $5,000"
                return child
        if verb.dep_ not in ("conj", "xcomp", "advcl", "ccomp") or verb.head is verb:
            # "shares worth $5": a clause that hangs on the noun it is about
            return verb.head if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN") else None
        verb, steps = verb.head, steps + 1
    return None


def measured(doc: Doc, start: int, end: int, *, lasting: bool = False) -> int | None:
    """Return the head of what a measure is of.

    ``lasting``: it is a duration, which tells little of the noun that happens to stand before it.

    "90 percent of imports", "a $40 million project", "an altitude of 50 km", "exports fell 7%", "prices of $5".
    """
    place = _past_bracket(doc, end)
    if place + 1 < len(doc) and doc[place].lower_ in ("of", "off"):
        place += 1
        while place < len(doc) - 1 and (doc[place].lower_ in DETERMINERS or doc[place].lower_ in ("a", "an")):
            place += 1
        if (head := counted_noun(doc, place)) is not None:
            return head
    root = span_root(doc, start, end)
    if end < len(doc) and root.head.i >= end and root.dep_ in MODIFIERS | {"npadvmod"}:
        above = root.head
        if above.pos_ in ("ADJ", "ADV") and above.head.i > above.i:
            above = above.head  # "a 300-year-old skull"
        if above.pos_ in ("NOUN", "PROPN") and not doc[above.i - 1].like_num:
            return int(above.i)
    after = counted_noun(doc, end) if end < len(doc) and doc[end].text not in "(," else None
    if after is not None and doc[after].ent_type_ not in ("DATE", "TIME"):
        return after
    if start > 1 and doc[start - 1].lower_ in LINKS and doc[start - 2].tag_ in ("NN", "NNS"):
        return start - 2  # "an altitude of 50 km", "a grant worth $8 million"
    above = root.head
    if root.dep_ == "pobj" and above.lower_ in LINKS and above.head.pos_ in ("NOUN", "PROPN"):
        return int(above.head.i)
    if root.dep_ in ("appos", "npadvmod") and above.pos_ in ("NOUN", "PROPN"):
        return int(above.i)
    found = subject_of(root)
    if found is not None and found.pos_ in ("NOUN", "PROPN") and found.is_alpha:
        return int(found.i)
    return _noun_before(doc, start) if found is None and not lasting else None


def _past_bracket(doc: Doc, end: int) -> int:
    """Return the place after a bracketed conversion: "8 miles (13 km) of tunnels"."""
    if end < len(doc) and doc[end].text == "(":
        for i in range(end + 1, min(len(doc), end + 7)):
            if doc[i].text == ")":
                return i + 1
    return end


def _noun_before(doc: Doc, start: int) -> int | None:
    """Return the nearest noun before, in its sentence, where the parse tells of none."""
    for i in range(start - 1, max(-1, start - 10), -1):
        token = doc[i]
        if token.tag_ in ("NN", "NNS") and token.ent_type_ not in ("DATE", "TIME"):
            return i
        if token.is_sent_start:
            return None
    return None


def span_root(doc: Doc, start: int, end: int) -> Token:
    """Return the token of a stretch that hangs on something outside it."""
    for i in range(start, end):
        head = doc[i].head
        outside = head.i == i or not start <= head.i < end
        if outside and (doc[i].dep_ not in ("punct", "quantmod", "advmod", "det", "case") or i == end - 1):
            return doc[i]
    return doc[end - 1]
