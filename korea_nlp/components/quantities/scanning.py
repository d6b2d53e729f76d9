"""Where amounts may begin: the tokens that are numbers or number words, by their hashes alone."""

from collections.abc import Iterator

from spacy.attrs import LOWER, SHAPE
from spacy.strings import StringStore
from spacy.tokens import Doc

from korea_nlp.components.quantities.amount import Amount
from korea_nlp.components.quantities.amounts import AmountReader
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.components.quantities.words import WordReader
from korea_nlp.numerals import PARTS, SCALES, SMALL, VULGAR

SHAPES = 20_000  # how many shapes are remembered at most


class Scanner:
    """Finds the amounts of a text, before the parse is asked what they count."""

    def __init__(self, tables: Tables) -> None:
        self.amounts = AmountReader(tables)
        self.words = WordReader(tables, self.amounts)
        identify = StringStore().add  # words such as "number" are symbols of spaCy, so their hash is not their id
        self.kinds = {identify(word): "number" for word in (*SMALL, *SCALES, "half", "quarter")}
        self.kinds |= {identify(f"{word}-"): "number" for word in SMALL}  # "one- or two-storey"
        self.kinds |= {identify(word): "share" for word in PARTS if word not in ("half", "halves", "quarter")}
        self.kinds |= {identify(word): "word" for word in self.words.starts}
        self.shapes: dict[int, bool] = {}

    def candidates(self, doc: Doc) -> list[tuple[int, str]]:
        """Return the tokens that may begin an amount, by their hashes alone."""
        found = []
        kinds, shapes = self.kinds, self.shapes
        for i, (lower, shape) in enumerate(doc.to_array([LOWER, SHAPE]).tolist()):
            numeric = shapes.get(shape)
            if numeric is None:
                numeric = self._remember(doc, shape)
            if numeric:
                found.append((i, "digits"))
            elif lower in kinds:
                found.append((i, kinds[lower]))
        return found

    def _remember(self, doc: Doc, shape: int) -> bool:
        if len(self.shapes) > SHAPES:
            self.shapes.clear()
        name = doc.vocab.strings[shape]
        self.shapes[shape] = numeric = name == "LONG" or any(char == "d" or char in VULGAR for char in name)
        return numeric

    def scan(self, text: str, doc: Doc, places: list[tuple[int, str]]) -> Iterator[Amount]:
        """Yield the amounts that begin at the places found, in order of the text."""
        done = 0
        for i, kind in places:
            token = doc[i]
            begin, end = token.idx, token.idx + len(token)
            if begin < done and kind != "digits":
                continue
            if kind == "digits":
                position = max(begin, done)
                while (position := _first_digit(text, position, end)) < end:
                    amount = self.amounts.read(text, position)
                    if amount is None:
                        done = max(done, end)
                        break
                    yield amount
                    position = done = amount.end
                continue
            amount = self._worded(text, begin, end, kind, doc, i)
            if amount is not None:
                yield amount
                done = max(done, amount.end)

    def _worded(self, text: str, begin: int, end: int, kind: str, doc: Doc, i: int) -> Amount | None:
        if kind == "number":
            return self.words.number(text, begin, end)
        if kind == "share":
            return self.amounts.share(text, begin, end)
        return self.words.read(text, begin, end, doc, i)


def _first_digit(text: str, position: int, end: int) -> int:
    while position < end:
        char = text[position]
        if char.isdecimal() or char in VULGAR:
            before = position > 0 and text[position - 1] == "."
            return position - 1 if before and (position < 2 or not text[position - 2].isalnum()) else position
        position += 1
    return end
