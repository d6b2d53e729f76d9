"""A Doc's parse as plain lists, read once and shared, so that the components need no Token objects."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, LOWER, ORTH, POS, SENT_START, SPACY, TAG
from spacy.tokens import Doc, Span

from korea_nlp.syntax.labels import CLAUSES, OBJECTS, OUTSIDE, SUBJECTS

if TYPE_CHECKING:
    from korea_nlp.syntax.quotes import Quote

Piece = tuple[int, int]  # first token, token after the last
COLUMNS: list[int | str] = [ORTH, LOWER, LEMMA, POS, TAG, DEP, ENT_TYPE, ENT_IOB, SPACY, HEAD, SENT_START]
NAMES = 7  # columns that hold names
BEGINS = 3  # what spaCy notes for the first token of an entity
MAX_KIDS = 80  # children of a word that are looked at; keeps endless sentences linear
MAX_CLIMB = 12  # how far up a chain of coordination is followed; keeps endless lists linear

# The view of each Doc that is alive, with what it was read from: a Doc whose parse has changed since is read again.
_views: WeakKeyDictionary[Doc, tuple[bytes, "Parse"]] = WeakKeyDictionary()


@dataclass(slots=True)
class Parse:
    """Parallel lists over the tokens of a Doc; all positions are token positions. Not to be changed.

    Attributes:
        text: Each token's words; ``lower`` in lower case.
        ent: The label of the entity that holds each token, or empty.
        begins: Whether a token is the first of an entity.
        spaced: Whether white space follows each token.
        head: Position of each token's head; its own for a root.
        kids: Positions of each token's children, in order, the nearest 80 of them.
        left, right: First and last token of each token's subtree.
        sent: Number of each token's sentence.
        para: Number of each token's paragraph.
        starts: First token of each sentence, and the number of tokens at the end.
        parsed: Whether there is a parse; without one each token is its own root and each paragraph a sentence.
        quotes: The quotations, once ``find_quotes`` has found them.
    """

    text: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    ent: list[str]
    begins: list[bool]
    spaced: list[bool]
    head: list[int]
    kids: list[list[int]]
    left: list[int]
    right: list[int]
    sent: list[int]
    para: list[int]
    starts: list[int]
    parsed: bool
    quotes: "list[Quote] | None" = None

    def __len__(self) -> int:
        return len(self.lower)

    # --- around a token --------------------------------------------------------------------------------------------

    def first(self, i: int, *deps: str) -> int | None:
        """Return the first child of a token with one of these relations."""
        dep = self.dep
        for k in self.kids[i]:
            if dep[k] in deps:
                return k
        return None

    def children(self, i: int, *deps: str) -> list[int]:
        """Return the children of a token with one of these relations."""
        dep = self.dep
        return [k for k in self.kids[i] if dep[k] in deps]

    def ancestors(self, i: int) -> Iterator[int]:
        """Yield the heads above a token, nearest first."""
        while self.head[i] != i:
            i = self.head[i]
            yield i

    def conjuncts(self, i: int) -> list[int]:
        """Return a token and what is coordinated with it after it, in order, whether in a chain or side by side."""
        found = [i]
        for above in found:  # grows while it is read
            if len(found) > MAX_CLIMB:
                break
            found += [k for k in self.kids[above] if k > above and self.dep[k] == "conj"]
        return sorted(found)

    def within(self, i: int, ancestor: int) -> bool:
        """Tell whether a token stands between the edges of an ancestor's subtree."""
        return self.left[ancestor] <= i <= self.right[ancestor]

    def subtree(self, i: int) -> Piece:
        """Return the stretch of a token and all that hangs on it."""
        return self.left[i], self.right[i] + 1

    def root_of(self, start: int, end: int) -> int:
        """Return the head of a stretch: its token that hangs on one outside it; the last where there is none."""
        head = self.head
        for i in range(start, end):
            if not start <= head[i] < end or head[i] == i:
                return i
        return end - 1

    def sentence(self, i: int) -> Piece:
        """Return the sentence of a token."""
        number = self.sent[i]
        return self.starts[number], self.starts[number + 1]

    def paragraph(self, i: int) -> Piece:
        """Return the paragraph of a token."""
        number = self.para[i]
        return bisect_left(self.para, number), bisect_right(self.para, number)

    def objects_of_prep(self, prep: int) -> list[int]:
        """Return the nouns that a preposition governs, with their conjuncts."""
        return [noun for kid in self.children(prep, "pobj") for noun in self.conjuncts(kid)]

    def phrase(self, head: int) -> Piece:
        """Return a head's noun phrase, without its relative clauses, appositions and what is coordinated with it."""
        start = end = head
        outside = OUTSIDE
        while inside := [k for k in self.kids[start] if k < start and self.dep[k] not in outside]:
            start = inside[0]
        while True:
            last = end
            for kid in self.kids[end]:
                if kid > end:
                    if self.dep[kid] in outside and not (self.dep[kid] == "appos" and self.dep[kid - 1] != "punct"):
                        break
                    last = kid
            if last == end:
                return start, end + 1
            end, outside = last, CLAUSES

    def first_conjunct(self, i: int) -> int:
        """Return what a chain of coordination begins with, as far as it is followed."""
        for _ in range(MAX_CLIMB):
            if self.dep[i] != "conj":
                break
            i = self.head[i]
        return i

    def words(self, start: int, end: int) -> str:
        """Return the words of a stretch, with one space wherever there is white space."""
        pieces = zip(self.text[start:end], self.spaced[start:end], strict=True)
        return " ".join("".join(word + " " * spaced for word, spaced in pieces).split())

    def entities(self, label: str) -> list[Piece]:
        """Return the entities of a label."""
        found: list[Piece] = []
        for i, mark in enumerate(self.ent):
            if mark == label:
                begin = i if self.begins[i] or not found else found.pop()[0]
                found.append((begin, i + 1))
        return found

    # --- clauses ---------------------------------------------------------------------------------------------------

    def subject(self, verb: int) -> int | None:
        """Return the subject of a verb itself, the nearest on its left where there are several."""
        found = [k for k in self.kids[verb] if self.dep[k] in SUBJECTS]
        before = [k for k in found if k < verb]
        return before[-1] if before else found[0] if found else None

    def objects(self, verb: int) -> list[int]:
        """Return the direct objects of a verb itself."""
        return [k for k in self.kids[verb] if self.dep[k] in OBJECTS]

    def auxiliaries(self, verb: int) -> list[int]:
        """Return the auxiliaries of a verb, passive ones among them."""
        return self.children(verb, "aux", "auxpass")

    def is_negated(self, i: int) -> bool:
        """Tell whether a word has a negation of its own: "did not say"."""
        return self.first(i, "neg") is not None

    def is_infinitive(self, verb: int) -> bool:
        """Tell whether a verb stands with "to": "to test", "ought to test"."""
        helpers = self.children(verb, "aux")
        return any(self.lower[k] == "to" for k in (*helpers, *(k for aux in helpers for k in self.kids[aux])))

    def is_passive(self, verb: int) -> bool:
        """Tell whether a verb is passive: by its auxiliary, its subject or a doer with "by", whichever is there."""
        if self.first(verb, "auxpass", "nsubjpass", "agent") is not None:
            return True
        return self.tag[verb] == "VBN" and any(self.lemma[k] == "be" for k in self.children(verb, "aux"))


def read_parse(doc: Doc) -> Parse:
    """Return the view of a Doc; made at the first call, and again when the words or their annotation have changed."""
    table = doc.to_array(COLUMNS)
    seen = table.tobytes()
    known = _views.get(doc)
    if known is None or known[0] != seen:
        known = _views[doc] = seen, _read(doc, table)
    return known[1]


def write_entities(doc: Doc, found: Iterable[tuple[int, int, str]]) -> Parse:
    """Set the entities of a Doc: first token, token after the last, label, in order; return its view with them."""
    parse = read_parse(doc)
    ent, begins = [""] * len(parse), [False] * len(parse)
    spans = []
    for start, end, label in found:
        spans.append(Span(doc, start, end, label=label))
        ent[start:end] = [label] * (end - start)
        begins[start] = True
    doc.set_ents(spans)
    parse = replace(parse, ent=ent, begins=begins)
    _views[doc] = doc.to_array(COLUMNS).tobytes(), parse
    return parse


def _read(doc: Doc, table: np.ndarray) -> Parse:
    strings = doc.vocab.strings
    columns = []
    for column in table[:, :NAMES].T.tolist() if len(doc) else [[]] * NAMES:
        names = {key: strings[key] for key in set(column)}
        columns.append([names[key] for key in column])
    text, lower, lemma, pos, tag, dep, ent = columns
    begins, spaced = (table[:, 7] == BEGINS).tolist(), (table[:, 8] != 0).tolist()
    size = len(doc)
    parsed = doc.has_annotation("DEP")
    offsets = table[:, 9].astype(np.int64).tolist()
    head = [i + offset for i, offset in enumerate(offsets)] if parsed else list(range(size))
    breaks = [token == "\n" or (token[0].isspace() and "\n" in token) for token in lower]
    para, number = [], 0
    for i, broken in enumerate(breaks):
        para.append(number)
        number += broken and not (i + 1 < size and breaks[i + 1])
    opens = (table[:, 10].astype(np.int64) == 1).tolist() if parsed else [i > 0 and breaks[i - 1] for i in range(size)]
    starts = [0, *(i for i in range(1, size) if opens[i]), size] if size else [0]
    sent = [number for number in range(len(starts) - 1) for _ in range(starts[number], starts[number + 1])]
    kids, left, right = edges(head)
    return Parse(
        text, lower, lemma, pos, tag, dep, ent, begins, spaced, head, kids, left, right, sent, para, starts, parsed
    )


def edges(head: list[int]) -> tuple[list[list[int]], list[int], list[int]]:
    """Return the children and the edges of each token's subtree, in linear time however deep the tree is."""
    size = len(head)
    kids: list[list[int]] = [[] for _ in range(size)]
    order = []
    for i, above in enumerate(head):
        if above == i:
            order.append(i)
        else:
            kids[above].append(i)
    for i in order:  # grows while it is read: parents come before children
        order += kids[i]
    left, right = list(range(size)), list(range(size))
    for i in reversed(order):
        above = head[i]
        left[above] = min(left[above], left[i])
        right[above] = max(right[above], right[i])
    for i, below in enumerate(kids):
        if len(below) > MAX_KIDS:  # keep the nearest ones
            middle = min(max(bisect_left(below, i), MAX_KIDS // 2), len(below) - MAX_KIDS // 2)
            kids[i] = below[middle - MAX_KIDS // 2 : middle + MAX_KIDS // 2]
    return kids, left, right
