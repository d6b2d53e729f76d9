"""A Doc as plain lists of numbers, read once: what the linker looks at token by token."""

from spacy import symbols
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LOWER, POS
from spacy.tokens import Doc

NOMINAL = frozenset({symbols.NOUN, symbols.PROPN})
IN_PHRASE = NOMINAL | {symbols.ADJ, symbols.NUM}
VERBAL = frozenset({symbols.VERB, symbols.AUX})
HYPHENS = frozenset("-‐‑")
KOREAN_WORDS = ("korea", "korean", "koreas", "koreans", "pyongyang", "seoul", "dprk", "rok")
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


class View:
    """The tokens of a Doc as lists of numbers.

    Attributes:
        lower: Hash of each token's lower-case form.
        pos: Universal part of speech; 0 where nobody tagged.
        dep: Hash of the dependency label; 0 where nobody parsed.
        head: Position of each token's head; its own where nobody parsed.
        ent: Hash of the entity label.
        first: Whether a token starts an entity.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.length = len(doc)
        self.parsed = doc.has_annotation("DEP")
        columns = doc.to_array([LOWER, POS, DEP, HEAD, ENT_TYPE, ENT_IOB]).T.tolist() if len(doc) else [[]] * 6
        self.lower, self.pos, self.dep, heads, self.ent, iob = columns
        self.head = [i + _signed(offset) for i, offset in enumerate(heads)]
        self.first = [mark == 3 for mark in iob]
        strings = doc.vocab.strings
        self.person, self.org = strings["PERSON"], strings["ORG"]
        self.person_starts = {i for i, label in enumerate(self.ent) if label == self.person and self.first[i]}
        self.person_tokens = {i for i, label in enumerate(self.ent) if label == self.person}
        self.speaks_of_korea = not {strings[word] for word in KOREAN_WORDS}.isdisjoint(self.lower)
        self.root = strings["ROOT"]
        self.dates = {strings[label] for label in ("DATE", "TIME")}
        self.modifiers = {strings[label] for label in ("compound", "amod", "nmod", "npadvmod")}
        self.links = {strings[label] for label in ("conj", "appos", "compound", "nmod")}
        self.subjects = {strings[label] for label in ("nsubj", "nsubjpass", "csubj")}

    def text(self, i: int) -> str:
        """Return a token's words; empty outside the Doc."""
        return self.doc[i].text if 0 <= i < self.length else ""

    def words(self, start: int, end: int) -> str:
        """Return the words of a stretch."""
        return self.doc[start:end].text

    def is_possessive(self, i: int) -> bool:
        """Tell whether a token is the mark of a possessive."""
        return self.text(i) in POSSESSIVES

    def is_hyphen(self, i: int) -> bool:
        """Tell whether a token is a hyphen."""
        return self.text(i) in HYPHENS

    def root_of(self, start: int, end: int) -> int:
        """Return the token of a stretch that hangs on a token outside it."""
        return next((i for i in range(start, end) if not start <= self.head[i] < end), end - 1)

    def sentence_start(self, i: int) -> int:
        """Return where the sentence of a token starts; the token itself where nobody split sentences."""
        return int(self.doc[i].sent.start) if self.doc.has_annotation("SENT_START") else i

    def entities(self, label: int) -> list[tuple[int, int]]:
        """Return the stretches that the base model labels so."""
        found: list[tuple[int, int]] = []
        for i, mark in enumerate(self.ent):
            if mark != label:
                continue
            if self.first[i] or not found:
                found.append((i, i + 1))
            else:
                found[-1] = (found[-1][0], i + 1)
        return found

    def goes_on(self, i: int) -> bool:
        """Tell whether a person's name, begun before a token, goes on with it."""
        if not 0 < i < self.length or self.ent[i] != self.person or self.first[i]:
            return False
        return self.is_title_case(i)

    def glued(self, i: int) -> bool:
        """Tell whether a hyphen stands right before a token: ``anti-U.S.``."""
        return self.is_hyphen(i - 1) and not self.doc[i - 1].whitespace_

    def is_title_case(self, i: int) -> bool:
        """Tell whether a token starts with a capital, or with a letter that knows no case."""
        text = self.text(i)
        return bool(text) and text[0].isalpha() and not text[0].islower()


def _signed(offset: int) -> int:
    """Return a head's distance, which spaCy's array holds unsigned."""
    return offset - (1 << 64) if offset >> 63 else offset
