"""A Doc's parse as plain lists, read once, so that the rest needs no Token objects."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, LOWER, POS, SENT_START, TAG
from spacy.tokens import Doc

from korea_nlp.syntax import SUBJECTS

MAX_KIDS = 80  # children of a word that are looked at; keeps endless sentences linear
MAX_CLIMB = 12  # how far up a chain of coordination is followed; keeps endless lists linear


@dataclass(slots=True)
class Tree:
    """Parallel lists over the tokens of a Doc.

    Attributes:
        head: Position of each token's head; its own for a root.
        kids: Positions of each token's children, in order.
        left, right: First and last token of each token's subtree.
        sent: Number of each token's sentence.
        para: Number of each token's paragraph.
    """

    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    ent: list[str]
    head: list[int]
    kids: list[list[int]]
    left: list[int]
    right: list[int]
    sent: list[int]
    para: list[int]
    starts: list[int]  # first token of each sentence, and the number of tokens at the end

    def __len__(self) -> int:
        return len(self.lower)

    def first(self, i: int, *deps: str) -> int | None:
        """Return the first child of i with one of these relations."""
        dep = self.dep
        return next((k for k in self.kids[i] if dep[k] in deps), None)

    def subject(self, i: int) -> int | None:
        """Return the subject of i itself, the nearest on its left where there are several."""
        found = [k for k in self.kids[i] if self.dep[k] in SUBJECTS]
        before = [k for k in found if k < i]
        return before[-1] if before else found[0] if found else None

    def conjuncts(self, i: int) -> Iterator[int]:
        """Yield i and what is coordinated with it."""
        yield i
        for _ in range(MAX_CLIMB):
            following = next((k for k in self.kids[i] if self.dep[k] == "conj"), None)
            if following is None:
                return
            yield following
            i = following

    def sentence(self, i: int) -> tuple[int, int]:
        """Return the sentence of i: first token, token after the last."""
        number = self.sent[i]
        return self.starts[number], self.starts[number + 1]

    def paragraph(self, i: int) -> tuple[int, int]:
        """Return the paragraph of i: first token, token after the last."""
        number = self.para[i]
        return bisect_left(self.para, number), bisect_right(self.para, number)

    def within(self, i: int, ancestor: int) -> bool:
        """Tell whether i stands between the edges of an ancestor's subtree."""
        return self.left[ancestor] <= i <= self.right[ancestor]


def read_tree(doc: Doc) -> Tree:
    """Return the lists of a Doc; without a parse each token is its own root and each paragraph a sentence."""
    table = doc.to_array([LOWER, LEMMA, POS, TAG, DEP, ENT_TYPE, ENT_IOB, HEAD, SENT_START])
    strings = doc.vocab.strings
    columns = []
    for column in range(6):
        names = {key: strings[key] for key in set(table[:, column].tolist())}
        columns.append([names[key] for key in table[:, column].tolist()])
    lower, lemma, pos, tag, dep, ent = columns
    size = len(doc)
    parsed = doc.has_annotation("DEP")
    offsets = table[:, 7].astype(np.int64).tolist()
    head = [i + offset for i, offset in enumerate(offsets)] if parsed else list(range(size))
    breaks = [("\n" in token) for token in lower]
    para, number = [], 0
    for i, broken in enumerate(breaks):
        para.append(number)
        number += broken
    if parsed:
        opens = [start == 1 for start in table[:, 8].astype(np.int64).tolist()]
    else:
        opens = [True for i in range(size)]
    starts = [0] + [i for i in range(1, size) if opens[i]] + [size] if size else [0]
    sent = [number for number in range(len(starts) - 1) for _ in range(starts[number], starts[number + 1])]
    kids, left, right = edges(head)
    return Tree(lower, lemma, pos, tag, dep, ent, head, kids, left, right, sent, para, starts)


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
        pass
    return kids, left, right


def nesting(tree: Tree) -> list[int]:
    """Return how many clauses that are told hold each token."""
    deep = [0] * len(tree)
    order = [i for i, above in enumerate(tree.head) if above == i]
    for i in order:  # grows while it is read: parents come before children
        for kid in tree.kids[i]:
            deep[kid] = deep[i] + (tree.dep[kid] == "ccomp")
        order += tree.kids[i]
    return deep
