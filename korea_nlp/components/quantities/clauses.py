"""What a clause says of an amount: its subject, and the object that its verb brings to the amount."""

from spacy.tokens import Doc, Token

from korea_nlp.components.quantities.near import CHAIN, near_lefts, near_rights

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
BRINGING = frozenset({"at", "to", "by", "for", "from", "near", "nearer", "around", "above", "below", "under", "over"})
COMPARED = frozenset({"JJR", "RBR"})  # "lower", "cheaper"


def span_root(doc: Doc, start: int, end: int) -> Token:
    """Return the token of a stretch that hangs on something outside it."""
    for i in range(start, end):
        head = doc[i].head
        outside = not start <= head.i < end
        if outside and (doc[i].dep_ not in ("punct", "quantmod", "advmod", "det", "case", "prep")):
            return doc[i]
    return doc[end - 1]


def subject_of(token: Token) -> Token | None:
    """Return the subject of the verb that a token hangs on, over coordination and control."""
    verb, steps = token, 0
    while verb.pos_ not in ("VERB", "AUX") and steps < 8:
        if (own := next((child for child in near_lefts(verb) if child.dep_ == "nsubj"), None)) is not None:
            return own  # "will make the car $5 cheaper": a clause without a verb
        verb, steps = verb.head, steps + 1
    while steps < 12:
        for child in near_lefts(verb):
            if child.dep_ in SUBJECTS and child.i < token.i:
                if child.tag_ in ("WDT", "WP"):
                    return verb.head  # "flights that cost $5,000"
                return child
        if verb.dep_ not in ("conj", "xcomp", "advcl", "ccomp", "acomp"):
            # "shares worth $5": a clause that hangs on the noun it is about
            return verb.head if verb.dep_ in ("acl", "relcl") else None
        if verb.dep_ in ("xcomp", "ccomp") and (controller := object_before(verb.head, verb.i)) is not None:
            return verb.doc[controller]  # "caused sea levels to rise 3 metres"
        verb, steps = verb.head, steps + 1
    return None


def object_of(root: Token, start: int) -> int | None:
    """Return what a verb brings to an amount: "put the toll at 21", "cut rates by 2%", "pulled it 1% lower"."""
    above = root.head
    after = above.i > root.i and (above.tag_ in COMPARED)
    if (root.dep_ == "pobj" and above.lower_ in BRINGING) or after:
        verb = above.head
    else:
        return None
    return object_before(verb, start) if verb.pos_ == "VERB" else None


def object_before(verb: Token, limit: int) -> int | None:
    """Return the object of a verb that stands before a token."""
    for child in near_rights(verb):
        if child.i >= limit:
            return None
        if child.dep_ in ("dobj", "obj"):
            return child.i
    return None


def whole_of(noun: Token) -> Token:
    """Return the noun that a phrase begins with: "**shares** in the bank"."""
    for _ in range(CHAIN):
        above = noun.head
        if above.head.pos_ not in ("NOUN", "PROPN"):
            break
        noun = above.head
    return noun


def noun_before(doc: Doc, start: int) -> int | None:
    """Return the nearest noun before, in its sentence, where the parse tells of none."""
    for i in range(start - 1, max(-1, start - 10), -1):
        token = doc[i]
        if token.tag_ in ("NN", "NNS") and token.ent_type_ not in ("DATE", "TIME"):
            return i
        if token.is_sent_start:
            return None
    return None
