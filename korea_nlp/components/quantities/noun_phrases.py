"""Noun phrases beside an amount: the noun that heads the words from here, the unit it stands for, and all its words."""

import re

from spacy.lang.en.lex_attrs import like_num

from korea_nlp.components.quantities.tables import Tables
from korea_nlp.syntax import Parse
from korea_nlp.syntax.labels import SEVERAL

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
INSIDE = NOUNS | {"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "``", "''", "CD", "AFX", "FW"}
DESCRIBING = ("JJ", "VBN")
ADVERBS = frozenset(
    {"newly", "recently", "heavily", "highly", "decently", "very", "more", "most", "nearly", "so-called"}
)
DETERMINERS = frozenset({"the", "these", "those", "its", "their", "his", "her", "our", "my", "your", "all"})
ARTICLES = DETERMINERS | {"a", "an"}
PRONOUNS = frozenset({"them", "whom", "which", "us", "you", "these", "those", "who"})
MODIFIERS = frozenset({"compound", "amod", "nmod", "nummod", "poss", "quantmod"})
IRREGULAR = {"men": "man", "women": "woman", "children": "child", "people": "person", "feet": "foot"}
NUMBERED = re.compile(r"\ds$")
MAX_RUN = 12
DATES = ("DATE", "TIME")
OF = frozenset({"of"})
THING = OF | {"for", "to", "from"}  # of a thing: "access to the site", where "in" and "on" say where it happened
RATE = THING | {"in", "on"}  # of prices, shares and rates: "the yield on bonds", "sales in China"


def is_number(parse: Parse, i: int) -> bool:
    """Tell whether a token is a number, in digits or in words."""
    return bool(like_num(parse.text[i]))  # type: ignore[no-untyped-call]


def counted_noun(parse: Parse, position: int, *, owner: bool = False) -> int | None:
    """Return the head of the noun phrase that goes on at a position: "short-range ballistic **missiles**".

    ``owner``: a singular noun may own what is counted, as in "one of the plane's passengers".

    The run of adjectives and nouns from here is walked to the first noun that nothing in it hangs on to the right.
    """
    tags = parse.tag
    end = min(len(parse), position + MAX_RUN)
    last: int | None = None
    for i in range(position, end):
        tag = tags[i]
        if tag in NOUNS:
            last = i
            if (tag == "NNP" or owner) and i + 2 < end and tags[i + 1] == "POS":
                continue
            if i + 1 >= end or not _goes_on(parse, i):
                return i
        elif tag == "POS" and last is not None:
            last = None  # "one of Seoul's ships": go on to what is possessed
        elif tag == "CC" and i > position:
            before, after = (k < end and tags[k].startswith(DESCRIBING) for k in (i - 1, i + 1))
            if before != after:
                return last
        elif tag == "," and i > position:
            continue
        elif tags[i - 1] != "HYPH" and tag not in INSIDE and parse.lower[i] not in ADVERBS:  # "gas-only options"
            return last
    return last


def _goes_on(parse: Parse, i: int) -> bool:
    """Tell whether a noun modifies the next: "patrol boats", "crew members"; not "missiles Monday"."""
    tags, size = parse.tag, len(parse)
    following = tags[i + 1]
    if tags[i] == "NNP" and following in ("CC", ",") and i + 3 < size and tags[i + 2] == "NNP":
        last = i + 3  # "dozens of Kia and Hyundai vehicles", "Model S and Model X vehicles"
        while last + 1 < size and last < i + 6 and tags[last] in ("NNP", "NN"):
            last += 1
        return tags[last] == "NNS"
    if tags[i - 1] == "CC" or "-" in (parse.text[i + 1], parse.text[i - 1]):
        return True  # "surface-to-air missiles"
    return parse.dep[i] in MODIFIERS and (following in NOUNS or following in ("VBG", "VBN", "CD", "JJ"))


def noun_unit(parse: Parse, head: int, tables: Tables) -> str:
    """Return the unit that a counted noun stands for: "troops" → soldier, "crew members" → crew member."""
    lemma = singular(parse, head)
    joined = f"{parse.lower[head - 1]} {lemma}" if head else ""
    for name in (joined, parse.lower[head], lemma):
        if name in tables.nouns:
            return tables.nouns[name]
    return "person" if parse.ent[head] == "NORP" else lemma  # "10 Americans"


def singular(parse: Parse, i: int) -> str:
    """Return the singular of a noun in lower case; of names too, which lemmas leave as they are."""
    lower = parse.lower[i].strip("\"'“”‘’.")
    lemma = parse.lemma[i].lower() or lower
    if NUMBERED.search(lower):
        return lower[:-1]  # "28 F-35s"
    if lemma != lower:
        return lemma
    return lower.removesuffix("s") if parse.tag[i] in SEVERAL else IRREGULAR.get(lower, lower)


def noun_phrase(
    parse: Parse, head: int, floor: int, ceiling: int | None = None, *, links: frozenset[str] = OF
) -> tuple[int, int]:
    """Return a noun with what stands before it and its "of" phrase, without articles.

    Args:
        parse: The parse of the Doc.
        head: The noun.
        floor: The phrase does not begin before this token.
        ceiling: The phrase ends before this token ("an altitude of 50 km": the altitude alone).
        links: The prepositions that may follow: "exports to China", "the yield on 10-year bonds".
    """
    text, tags, size = parse.text, parse.tag, len(parse)
    before = [parse.left[k] for k in parse.children(head, "compound", "amod", "nmod", "poss", "nummod") if k < head]
    start = min((left for left in before if left >= floor), default=head)
    for i in range(head - 1, start - 1, -1):
        if is_number(parse, i) or tags[i] in ("$", "-LRB-", "-RRB-", ",") or parse.lower[i] in ARTICLES:
            start = i + 1  # "a five-year, 2,800-km journey": the journey alone
            break
    while start < head and text[start][0] in "-‑":  # "three | -stage rocket"
        start = min(start + 2, head)
    end = head + 1
    while start - 2 >= floor and text[start - 1] == "-" and text[start - 2].isalpha():
        start -= 2  # "S&P | e | - | minis"
    while end + 1 < size and text[end] == "-" and not parse.spaced[end]:
        end += 2  # "Ben | - | Moshe"
    if tags[head] == "NNP" and end < size and tags[end] == "CD" and parse.head[end] == head:
        end += 1  # "the S&P 500"
    for k in parse.kids[head]:
        stop = parse.right[k] + 1
        near = k == end and stop - head < MAX_RUN and (ceiling is None or stop <= ceiling)
        if near and parse.lower[k] in links and (parse.lower[k] == "of" or not _is_dated(parse, k)):
            end = stop
    return start, end


def _is_dated(parse: Parse, preposition: int) -> bool:
    """Tell whether a phrase says when, not what sort of thing is meant: "exports in May", not "exports to China"."""
    return any(parse.ent[k] in DATES for k in parse.children(preposition, "pobj") if k > preposition)
