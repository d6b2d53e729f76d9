"""Where amounts may begin, and the amounts that begin there: digits, number words, vague words, "twice", "no"."""

import re
from collections.abc import Iterator

from spacy.attrs import LOWER, SHAPE
from spacy.strings import StringStore
from spacy.tokens import Doc

from korea_nlp.components.quantities.grammar import ARTICLE, DECADES, Amount, AmountReader, Page
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.numerals import MAGNITUDES, PARTS, SCALES, SMALL, VULGAR

SHAPES = 20_000  # how many shapes are remembered at most
FOLDS = {f"{word}fold": float(value) for word, value in SMALL.items() if value > 1} | {"hundredfold": 100.0}
FACTORS = {"twice": 2.0, "thrice": 3.0, "double": 2.0, "triple": 3.0, "quadruple": 4.0}
OF_LARGE = re.compile(r" of (thousands|millions|billions|trillions)\b", re.IGNORECASE)
SCALED = re.compile(r"[ -](?:of )?(dozen|hundred|thousand|million|billion|trillion)\b", re.IGNORECASE)
HALF = re.compile(r" (?:of|as|the|their|its|his|her|our|that|those|these)\b|[,.;)]", re.IGNORECASE)
HALF_UNIT = re.compile(r"[ -]an?[ -]", re.IGNORECASE)
HALF_MORE = re.compile(r" and a half\b", re.IGNORECASE)
RANKED = re.compile(r"\b(?:first|second|other|latter|better|back|top|bottom|opening|former|a|one) $", re.IGNORECASE)
FEW_BEFORE = re.compile(r"(?<!\w)(a|the|past|last|next|these) $", re.IGNORECASE)
ARTICLES = {"few": ("a", "past", "last", "next", "these"), "single": ("a", "the")}
FACTOR_AFTER = re.compile(
    r" (?:as [a-z]+ (?:as|\w+ as)|as (?:many|much)|the|that|its|their|what|more|higher|larger|bigger|greater|those|his"
    r"|last [a-z]+[’']s|of)\b",
    re.IGNORECASE,
)
SCORE = re.compile(r" of (?:[a-z-]+ )?[a-z]+(?:s|men|women|people|children)\b")
AND_MORE = re.compile(r" and (?:an?|\d+|[a-z]+)[ -](?:hours?|minutes?|seconds?|days?|weeks?|months?)\b", re.IGNORECASE)
ZERO = re.compile(r" (?:[a-z]+ ){0,2}?(casualt(?:y|ies)|injur(?:y|ies)|deaths?|fatalit(?:y|ies))\b", re.IGNORECASE)


class CandidateFinder:
    """Finds the amounts of a text, before the parse is asked what they count."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.amounts = AmountReader(tables)
        self.vague = {phrase.removeprefix("a ").removesuffix(" of"): row for phrase, row in tables.vague.items()}
        identify = StringStore().add  # words such as "number" are symbols of spaCy, so their hash is not their id
        self.kinds = {identify(word): "number" for word in (*SMALL, *SCALES, "half", "quarter")}
        self.kinds |= {identify(f"{word}-"): "number" for word in SMALL}  # "one- or two-storey"
        self.kinds |= {identify(f"{ten}ies"): "number" for ten in DECADES}  # "in her twenties"
        self.kinds |= {identify(word): "share" for word in PARTS if word not in ("half", "halves", "quarter")}
        self.kinds |= {identify(word): "word" for word in (*self.vague, *FACTORS, *FOLDS, "a", "an", "no", "another")}
        self.shapes: dict[int, bool] = {}

    def places(self, doc: Doc) -> list[tuple[int, str]]:
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

    def find(self, page: Page, places: list[tuple[int, str]]) -> Iterator[Amount]:
        """Yield the amounts that begin at the places found, in order of the text."""
        text, done = page.text, 0
        for i, kind in places:
            begin = page.starts[i]
            end = begin + len(page.parse.text[i])
            if kind == "digits":
                position = max(begin, done)
                while (position := _first_digit(text, position, end)) < end:
                    amount = self.amounts.read(text, position)
                    if amount is None:
                        done = max(done, end)
                        break
                    yield amount
                    position = done = amount.end
            elif begin >= done and (amount := self._worded(page, begin, end, kind, i)) is not None:
                yield amount
                done = max(done, amount.end)

    def _worded(self, page: Page, begin: int, end: int, kind: str, i: int) -> Amount | None:
        text, word = page.text, page.text[begin:end].lower()
        if kind == "number":
            return self._number(text, begin, end, word)
        if kind == "share":
            return self.amounts.read_share(text, begin, end)
        if word in ("a", "an"):
            return self._article(text, begin, end)
        if word in FOLDS or word in FACTORS:
            return self._factor(text, begin, end, word)
        if word == "no":  # "no casualties"
            return Amount(begin, end, begin, end, 0.0, 0.0, "words", vague=True) if ZERO.match(text, end) else None
        if word == "another":  # without a noun one more: "killed two sailors and wounded another"
            alone = page.parse.dep[i] in ("dobj", "nsubj", "nsubjpass", "conj")
            one_more = Amount(begin, end, begin, end, 1.0, 1.0, "words", relation="additional", vague=True)
            return one_more if alone else None
        return self._vague(text, begin, end, word)

    def _number(self, text: str, begin: int, end: int, word: str) -> Amount | None:
        """Read number words: "two", "a dozen", "half a million", "half of the fleet"."""
        if word in SCALES or word == "quarter":
            article = ARTICLE.search(text[max(0, begin - 8) : begin])
            if article is None:
                return None
            if word == "quarter":  # "a quarter of a million"
                return self.amounts.read(text, begin) or self.amounts.read_share(text, begin, end)
            return self.amounts.read(text, begin - len(article[0]))
        amount = self.amounts.read(text, begin)
        if amount is None or word != "half":
            return amount
        article = HALF_UNIT.match(text, end)
        if article and (unit := self.tables.word_pattern.match(text, article.end() - 1)):  # "half an hour"
            amount.unit, amount.end = self.tables.words[unit[1].lower()], unit.end()
            return amount
        ranked = RANKED.search(text[max(0, begin - 12) : begin])  # "the second half of the match"
        return amount if not ranked and HALF.match(text, end) else None

    def _article(self, text: str, begin: int, end: int) -> Amount | None:
        """Read a bounded "a" before a unit as one: "more than a mile", "about a year"; and "a day and a half"."""
        unit = self.tables.word_pattern.match(text, end)
        if unit is None:
            return None
        name = self.tables.words[unit[1].lower()]
        if half := HALF_MORE.match(text, unit.end()):
            return Amount(begin, half.end(), begin, end, 1.5, 1.5, "words", name)
        amount = Amount(begin, unit.end(), begin, end, 1.0, 1.0, "words", name)
        self.amounts.read_modifiers(text, amount)
        # "an hour and 20 minutes"
        return amount if amount.bound != "exact" or AND_MORE.match(text, amount.end) else None

    def _factor(self, text: str, begin: int, end: int, word: str) -> Amount | None:
        """Read "met twice" (how often), "twice as many", "tenfold" and "double the total" (how many times)."""
        value = FOLDS.get(word) or FACTORS[word]
        often = Amount(begin, end, begin, end, value, value, "words", "time")
        if word in FOLDS or FACTOR_AFTER.match(text, end):
            often.unit, often.relation = "times", "times"
        elif word not in ("twice", "thrice"):
            return None
        if word in FACTORS and text.startswith("-", end):  # "thrice-cursed"
            return None
        self.amounts.read_modifiers(text, often)
        return often

    def _vague(self, text: str, begin: int, end: int, word: str) -> Amount | None:
        """Read a count without a number: "dozens of people", "a few days", "several hundred feet"."""
        row = self.vague[word]
        start = begin
        if row.phrase.startswith("a "):
            article = FEW_BEFORE.search(text[max(0, begin - 9) : begin])
            if article is None or article[1].lower() not in ARTICLES.get(word, ("a",)):
                return None
            start = begin - len(article[0]) if article[1].lower() == "a" else begin
        amount = Amount(start, end, start, end, row.value, row.value, "words", bound=row.bound, vague=True)
        if not _scale(text, amount, word) or not _counts(text, amount, word):
            return None
        place = amount.end + 3 if text.startswith(" of ", amount.end) else amount.end
        if (unit := self.tables.word_pattern.match(text, place)) is not None:  # "hundreds of miles"
            amount.unit, amount.end = self.tables.words[unit[1].lower()], unit.end()
            self.amounts.read_per(text, amount)
        self.amounts.read_modifiers(text, amount)
        return amount


def _scale(text: str, amount: Amount, word: str) -> bool:
    """Read magnitudes after a vague word: "several hundred", "tens of thousands"; "tens" alone is nothing."""
    large, scaled = OF_LARGE.match(text, amount.end), SCALED.match(text, amount.end)
    if large:
        amount.lower = amount.upper = amount.lower * MAGNITUDES[large[1].lower().removesuffix("s")]
        amount.end = amount.last = large.end()
    elif scaled:
        amount.lower = amount.upper = amount.lower * SCALES[scaled[1].lower()]
        amount.end = amount.last = scaled.end()
    return large is not None or word != "tens"


def _counts(text: str, amount: Amount, word: str) -> bool:
    """Tell whether a vague word counts here: "several-storied" and "a couple from Seoul" do not."""
    follows = text[amount.end : amount.end + 4].lower()
    if word == "score":
        return SCORE.match(text, amount.end) is not None
    if word in ("pair", "number", "handful", "scores", "couple"):
        return follows == " of "
    return word not in ("single", "multiple", "several") or follows[:1] in " \"”’'"


def _first_digit(text: str, position: int, end: int) -> int:
    while position < end:
        char = text[position]
        if char.isdecimal() or char in VULGAR:
            before = position > 0 and text[position - 1] == "."
            return position - 1 if before and (position < 2 or not text[position - 2].isalnum()) else position
        position += 1
    return end
