"""What a measure is of: the thing that has the price, the length, the share."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from korea_nlp.components.quantities.clauses import (
    noun_before,
    object_of,
    span_root,
    subject_of,
    whole_of,
)
from korea_nlp.components.quantities.counting import DETERMINERS, NOUNS, counted_noun
from korea_nlp.components.quantities.near import near_lefts, near_rights
from korea_nlp.components.quantities.tables import Tables

LINKS = frozenset({"of", "at", "to", "with", "for", "worth", "by", "over", "above", "below", "under", "on", "between"})
ENDURING = frozenset({"of", "with"})  # "a ban of two years", but "grew over two years"


class Measurer:
    """Finds what measures are of."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables

    def find(
        self,
        doc: Doc,
        begin: int,
        start: int,
        end: int,
        *,
        lasting: bool = False,
        bare: bool = False,
        paid: bool = False,
    ) -> int | None:
        """Return the head of what a measure is of, or None.

        "90 percent of imports", "a $40 million project", "an altitude of 50 km", "exports fell 7%", "prices of $5".

        Args:
            doc: The Doc, parsed.
            begin: The first token of the amount.
            start: The first token of the number.
            end: The token after the measure.
            lasting: It is a duration, which tells little of the noun that happens to stand before it.
            bare: It has no unit, and tells as little.
            paid: It is money.
        """
        for head in self._guesses(doc, begin, start, end, lasting, bare, paid):
            if head is None:
                continue
            if (head := self._weighty(doc, head, start)) is not None:
                return head
        return None

    def _guesses(
        self, doc: Doc, begin: int, start: int, end: int, lasting: bool, bare: bool, paid: bool
    ) -> Iterator[int | None]:
        """Yield what may be measured, the surest first; the first that is a thing is taken."""
        yield self.behind(doc, end)
        root = span_root(doc, start, end)
        yield self._modified(doc, root, end)
        if paid and end + 1 < len(doc) and doc[end].lower_ == "in" and doc[end + 1].tag_ in ("NN", "NNS", "JJ"):
            inner = counted_noun(doc, end + 1)  # "$1.5 billion in aid"
            yield inner if doc[end + 1].lower_ not in self.tables.group["idiom"] else None
        if end + 1 < len(doc) and f"{root.head.lemma_.lower()} {doc[end].lower_}" in self.tables.group["paying"]:
            yield _bought(doc, end)  # "paid $5 million for the painting"
        if end < len(doc):
            yield counted_noun(doc, end)
        yield self._apposed(doc, begin)
        links = ENDURING if lasting or bare else LINKS
        for place in (start, begin):
            if place > 1 and doc[place - 1].lower_ in links and doc[place - 2].tag_ in NOUNS:
                # "an altitude of 50 km", "a grant worth up to $8 million", "Seoul by 3%"
                yield place - 2
        above = root.head
        if above.lower_ in links:
            yield above.head.i if above.head.pos_ in ("NOUN", "PROPN") else None
        if root.dep_ in ("appos", "npadvmod") and above.pos_ in ("NOUN", "PROPN"):
            yield above.i
        if not lasting:
            yield object_of(root, start)
        if root.dep_ == "pobj" and above.head.tag_ == "VBG" and above.head.dep_ == "pcomp":
            yield above.head.i  # "after charging in 20 minutes"
        found = subject_of(root)
        if found is not None:
            yield found.i if _is_thing(found) else None
        elif not lasting and not bare:
            yield noun_before(doc, start)

    def _apposed(self, doc: Doc, begin: int) -> int | None:
        """Read the noun before the comma: "a ring, worth $9", "shares in Hanbit, up 6%"."""
        comma = begin - 2
        if comma < 1 or doc[comma].text != ",":
            return None
        return whole_of(doc[comma - 1]).i if doc[begin - 1].lower_ in ("up", "down", "worth") else None

    def behind(self, doc: Doc, end: int) -> int | None:
        """Read what the measure is a share of: "90 percent of imports", "$40 off the price"."""
        place = _past_bracket(doc, end)
        if place < len(doc) and doc[place].tag_ == "POS":
            place += 1
        if place < len(doc) and doc[place].lower_ == "worth":
            place += 1  # "$292 million worth of goods", "two days' worth of food"
        if place + 1 >= len(doc) or doc[place].lower_ not in ("of", "off"):
            return None
        place += 1
        while place < len(doc) - 1 and doc[place].lower_ in DETERMINERS | {"a", "an", "%"}:
            place += 1
        return counted_noun(doc, place)

    def _modified(self, doc: Doc, root: Token, end: int) -> int | None:
        """Read the noun that the measure modifies: "a $40 million project", "a 300-year-old skull"."""
        if end >= len(doc) or root.head.i < end or doc[end].tag_ == "CC":
            return None  # "an economy of 45 mpg and emissions"
        above = root.head
        return above.i if above.pos_ in ("NOUN", "PROPN") and not doc[above.i - 1].like_num else None

    def _weighty(self, doc: Doc, head: int, start: int) -> int | None:
        """Return the noun itself, or what a light noun such as "number" or "close" is of; None where it is no thing."""
        for _ in range(3):
            token = doc[head]
            if token.lower_ in self.tables.words and head > 0 and doc[head - 1].like_num:
                return head  # part of an amount before, which knows what it is of
            if token.ent_type_ in ("DATE", "TIME") or not any(map(str.isalpha, token.text)):
                return None
            if token.lower_ in self.tables.words and token.tag_ == "NNS":
                return None  # "yards", "points": no things
            if token.lemma_.lower() not in self.tables.light or any(c.dep_ == "compound" for c in near_lefts(token)):
                return head
            whole = next((child for child in near_rights(token) if child.lower_ in ("of", "for", "in")), None)
            inner = next((child for child in near_rights(whole) if child.dep_ == "pobj"), None) if whole else None
            if inner is None:
                above = subject_of(token) if head < start else None
                if above is None:
                    return head
                inner = above
            head = inner.i
        return head


def _bought(doc: Doc, link: int) -> int | None:
    """Return what is paid for: "$5 million for the painting", not "for three years"."""
    place = link + 1
    while place < len(doc) - 1 and doc[place].lower_ in DETERMINERS | {"a", "an", "each", "every"}:
        place += 1
    return counted_noun(doc, place)


def _is_thing(subject: Token) -> bool:
    """Tell whether a subject can be measured: a noun, "charging takes an hour", "a 70-year-old would get 4%"."""
    return subject.pos_ in ("NOUN", "PROPN") or subject.tag_ in ("VBG", "VBZ")


def _past_bracket(doc: Doc, end: int) -> int:
    """Return the place after a bracketed conversion: "8 miles (13 km) of tunnels"."""
    if end < len(doc) and doc[end].text == "(":
        for i in range(end + 1, min(len(doc), end + 7)):
            if doc[i].text == ")":
                return i + 1
    return end
