"""What an amount counts or measures: the noun after it, the one it leaves out, the one it says something of."""

import re

from spacy.tokens import Doc, Token

from korea_nlp.components.quantities.near import near_rights
from korea_nlp.components.quantities.tables import Tables

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
INSIDE = NOUNS | {"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "``", "''", "CD", "AFX", "FW"}
DESCRIBING = ("JJ", "VBN")
ADVERBS = frozenset(
    {"newly", "recently", "heavily", "highly", "decently", "very", "more", "most", "nearly", "so-called"}
)
DETERMINERS = frozenset({"the", "these", "those", "its", "their", "his", "her", "our", "my", "your", "all"})
PRONOUNS = frozenset({"them", "whom", "which", "us", "you", "these", "those", "who"})
MODIFIERS = frozenset({"compound", "amod", "nmod", "nummod", "poss", "quantmod"})
IRREGULAR = {"men": "man", "women": "woman", "children": "child", "people": "person", "feet": "foot"}
MAX_RUN = 12


def counted_noun(doc: Doc, position: int, *, owner: bool = False) -> int | None:
    """Return the head of the noun phrase that goes on at a position: "short-range ballistic **missiles**".

    ``owner``: a singular noun may own what is counted, as in "one of the plane's passengers".

    The run of adjectives and nouns from here is walked to the first noun that nothing in it hangs on to the right.
    """
    end = min(len(doc), position + MAX_RUN)
    last: int | None = None
    for i in range(position, end):
        token = doc[i]
        tag = token.tag_
        if tag in NOUNS:
            last = i
            if (tag == "NNP" or owner) and i + 2 < end and doc[i + 1].tag_ == "POS":
                continue
            if i + 1 >= end or not _goes_on(doc, token, i):
                return i
        elif tag == "POS" and last is not None:
            last = None  # "one of Seoul's ships": go on to what is possessed
        elif tag == "," and i > position:
            continue
        elif tag == "CC" and i > position:
            before, after = (k < end and doc[k].tag_.startswith(DESCRIBING) for k in (i - 1, i + 1))
            if before != after:
                return last
            continue
        elif doc[i - 1].tag_ == "HYPH":
            continue  # "gas-only options"
        elif tag not in INSIDE and token.lower_ not in ADVERBS:
            return last
    return last


def object_of(preposition: Token) -> int | None:
    """Return the noun that the parse hangs on a preposition, where no run of words leads to it."""
    nouns = (child.i for child in near_rights(preposition) if child.tag_ in NOUNS)
    return next(nouns, None)


def _goes_on(doc: Doc, token: Token, i: int) -> bool:
    """Tell whether a noun modifies the next: "patrol boats", "crew members"; not "missiles Monday"."""
    following = doc[i + 1]
    if token.tag_ == "NNP" and following.tag_ in ("CC", ",") and i + 3 < len(doc) and doc[i + 2].tag_ == "NNP":
        last = i + 3  # "dozens of Kia and Hyundai vehicles", "Model S and Model X vehicles"
        while last + 1 < len(doc) and last < i + 6 and doc[last].tag_ in ("NNP", "NN"):
            last += 1
        return doc[last].tag_ == "NNS"
    if doc[i - 1].tag_ == "CC":
        return True
    if following.text == "-":
        return True
    if doc[i - 1].text == "-":
        return True  # "surface-to-air missiles"
    if following.tag_ not in NOUNS and following.tag_ not in ("VBG", "VBN", "CD", "JJ"):
        return False
    return token.dep_ in MODIFIERS


def noun_unit(doc: Doc, head: int, tables: Tables) -> str:
    """Return the unit that a counted noun stands for: "troops" → soldier, "crew members" → crew member."""
    token = doc[head]
    lemma = singular(token)
    joined = f"{doc[head - 1].lower_} {lemma}" if head else ""
    if joined in tables.nouns:
        return tables.nouns[joined]
    if token.lower_ in tables.nouns:
        return tables.nouns[token.lower_]
    if lemma in tables.nouns:
        return tables.nouns[lemma]
    if token.ent_type_ == "NORP":
        return "person"  # "10 Americans"
    return lemma


def singular(token: Token) -> str:
    """Return the singular of a noun in lower case; names and hyphened words too, which lemmas leave as they are."""
    lower = token.lower_.strip("\"'“”‘’.")
    lemma = token.lemma_.lower() if token.lemma_ else lower
    if re.search(r"\ds$", lower):
        return lower[:-1]  # "28 F-35s"
    if lemma != lower or token.tag_ not in ("NNS", "NNPS", "NNP"):
        return lemma if lemma != lower else IRREGULAR.get(lower, lower)
    if token.tag_ == "NNP":
        return lower
    return lower.removesuffix("s")
