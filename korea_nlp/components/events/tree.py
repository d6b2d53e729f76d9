"""A light view of the parse: plain lists of ints, so that many small questions cost little."""

from collections.abc import Iterator
from itertools import accumulate

from spacy.attrs import DEP, HEAD, LEMMA, LOWER, POS, SENT_START
from spacy.strings import get_string_id
from spacy.tokens import Doc

from korea_nlp import syntax

Actors = dict[int, tuple[str, ...]]  # by token: the actors it stands for
VERBAL = frozenset(map(get_string_id, ("VERB", "AUX")))
NOMINAL = frozenset(map(get_string_id, ("NOUN", "PROPN")))
PROPER = get_string_id("PROPN")
PRONOUN = get_string_id("PRON")
ADJECTIVAL = frozenset(map(get_string_id, ("ADJ", "ADV")))
SUBJECTS = frozenset(map(get_string_id, syntax.SUBJECTS))
ACTIVE_SUBJECTS = frozenset(map(get_string_id, ("nsubj", "csubj")))
# fmt: off
(
    ACL, ADVCL, ADVMOD, AGENT, AMOD, APPOS, ATTR, AUX, AUXPASS, CC, CCOMP, COMPOUND, CONJ, DATIVE, DEP_, DET,
    DOBJ, MARK, NEG, NMOD, NPADVMOD, NSUBJ, NSUBJPASS, OPRD, PARATAXIS, PCOMP, POBJ, POSS, PREP, PRT, PUNCT,
    RELCL, XCOMP, ACOMP,
) = map(get_string_id, (
    "acl", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "cc", "ccomp", "compound",
    "conj", "dative", "dep", "det", "dobj", "mark", "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "oprd",
    "parataxis", "pcomp", "pobj", "poss", "prep", "prt", "punct", "relcl", "xcomp", "acomp",
))
# fmt: on
ROOT, CASE = map(get_string_id, ("ROOT", "case"))
MODIFIERS = (AMOD, COMPOUND, NMOD)
CLAUSES = frozenset((RELCL, ADVCL, PARATAXIS, CCOMP, ACL, PUNCT))
POSSESSIVE = frozenset(map(get_string_id, ("its", "his", "her", "their", "our", "my", "whose")))
OUTSIDE = CLAUSES | {APPOS, CONJ, CC}


class Tree:
    """The parse of a Doc as lists by token: hashes, heads and kids as positions, sentences as a count."""

    __slots__ = ("dep", "doc", "head", "kids", "lemma", "lower", "pos", "sentence", "size")

    def __init__(self, doc: Doc) -> None:
        array = doc.to_array([LEMMA, LOWER, POS, DEP])
        self.doc = doc
        self.size = len(doc)
        self.lemma: list[int] = array[:, 0].tolist()
        self.lower: list[int] = array[:, 1].tolist()
        self.pos: list[int] = array[:, 2].tolist()
        self.dep: list[int] = array[:, 3].tolist()
        starts = (doc.to_array(SENT_START).astype("int64") == 1).tolist()
        self.sentence: list[int] = list(accumulate(starts))
        offsets: list[int] = doc.to_array(HEAD).astype("int64").tolist()
        self.head = [i + offset for i, offset in enumerate(offsets)]
        self.kids: list[list[int]] = [[] for _ in range(self.size)]
        for i, head in enumerate(self.head):
            if head != i:
                self.kids[head].append(i)

    def children(self, i: int, *deps: int) -> list[int]:
        """Return the children of a token with one of the given relations."""
        dep = self.dep
        return [kid for kid in self.kids[i] if dep[kid] in deps]

    def conjuncts(self, i: int) -> list[int]:
        """Return a head and all that is coordinated with it, in order."""
        found, waiting = [i], [i]
        while waiting:
            more = [kid for kid in self.kids[waiting.pop()] if self.dep[kid] == CONJ]
            found += more
            waiting += more
        return sorted(found)

    def objects_of_prep(self, prep: int) -> list[int]:
        """Return the nouns that a preposition governs, with their conjuncts."""
        return [noun for kid in self.children(prep, POBJ) for noun in self.conjuncts(kid)]

    def ancestors(self, i: int) -> Iterator[int]:
        """Yield the heads above a token, nearest first."""
        while self.head[i] != i:
            i = self.head[i]
            yield i

    def phrase(self, head: int) -> tuple[int, int]:
        """Return a head's noun phrase, without its relative clauses, appositions and what is coordinated with it."""
        return self._left(head), self._right(head) + 1

    def _left(self, head: int) -> int:
        edge = head
        while True:
            kids = (k for k in self.kids[edge] if k < edge and self.dep[k] not in OUTSIDE)
            nearer = next(kids, edge)
            if nearer == edge:
                return edge
            edge = nearer

    def _right(self, head: int) -> int:
        edge, outside = head, OUTSIDE
        while True:
            last = edge
            for kid in self.kids[edge]:
                if kid > edge:
                    if self.dep[kid] in outside and not (self.dep[kid] == APPOS and self.dep[kid - 1] != PUNCT):
                        break
                    last = kid
            if last == edge:
                return edge
            edge, outside = last, CLAUSES
