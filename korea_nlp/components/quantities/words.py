"""Amounts that begin with a word: "two", "dozens of", "a few", "more than a mile", "twice a week", "no casualties"."""

import re

from spacy.tokens import Doc

from korea_nlp.components.quantities.amount import Amount
from korea_nlp.components.quantities.amounts import AmountReader
from korea_nlp.components.quantities.atoms import ARTICLE
from korea_nlp.components.quantities.tables import Tables
from korea_nlp.components.quantities.unit_reading import HALF_MORE
from korea_nlp.numerals import MAGNITUDES, SCALES, SMALL

FOLDS = {f"{word}fold": float(value) for word, value in SMALL.items() if value > 1} | {"hundredfold": 100.0}
FACTORS = {"once": 1.0, "twice": 2.0, "thrice": 3.0, "double": 2.0, "triple": 3.0, "quadruple": 4.0}
OF_LARGE = re.compile(r" of (thousands|millions|billions|trillions)\b", re.IGNORECASE)
SCALED = re.compile(r"[ -](?:of )?(dozen|hundred|thousand|million|billion|trillion)\b", re.IGNORECASE)
HALF = re.compile(r" (?:of|as|the|their|its|his|her|our|that|those|these)\b|[,.;)]", re.IGNORECASE)
HALF_UNIT = re.compile(r"[ -]an?[ -]", re.IGNORECASE)
RANKED = re.compile(r"\b(?:first|second|other|latter|better|back|top|bottom|opening|former|a|one) $", re.IGNORECASE)
FEW_BEFORE = re.compile(r"(?<!\w)(a|the|past|last|next|these) $", re.IGNORECASE)
ARTICLES = {"few": ("a", "past", "last", "next", "these"), "single": ("a", "the")}
FACTOR_AFTER = re.compile(
    r" (?:as [a-z]+ (?:as|\w+ as)|as (?:many|much)|the|that|its|their|what|more|higher|larger|bigger|greater|those|his"
    r"|last [a-z]+[’']s|of)\b",
    re.IGNORECASE,
)
ZERO = re.compile(r" (?:[a-z]+ ){0,2}?(casualt(?:y|ies)|injur(?:y|ies)|deaths?|fatalit(?:y|ies))\b", re.IGNORECASE)


class WordReader:
    """Reads the amounts that begin with a word."""

    def __init__(self, tables: Tables, amounts: AmountReader) -> None:
        self.tables, self.amounts = tables, amounts
        self.vague = {phrase.removeprefix("a ").removesuffix(" of"): row for phrase, row in tables.vague.items()}
        self.starts = {*self.vague, *FACTORS, *FOLDS, "a", "an", "no", "another", "mach", "magnitude"}

    def number(self, text: str, begin: int, end: int) -> Amount | None:
        """Read number words: "two", "a dozen", "half a million", "half of the fleet"."""
        word = text[begin:end].lower()
        if word in SCALES or word == "quarter":
            article = ARTICLE.search(text[max(0, begin - 8) : begin])
            if article is None:
                return None
            if word == "quarter":
                # "a quarter of a million"
                return self.amounts.read(text, begin) or self.amounts.share(text, begin, end)
            return self.amounts.read(text, begin - len(article[0]))
        amount = self.amounts.read(text, begin)
        if amount is None or word != "half":
            return amount
        return self._half(text, begin, end, amount)

    def _half(self, text: str, begin: int, end: int, amount: Amount) -> Amount | None:
        """Read a bare "half": of something, or of a unit ("half an hour")."""
        before = text[max(0, begin - 12) : begin]
        if (article := HALF_UNIT.match(text, end)) and (
            unit := self.tables.word_pattern.match(text, article.end() - 1)
        ):
            amount.unit, amount.end = self.tables.words[unit[1].lower()], unit.end()
            return amount
        if RANKED.search(before):
            return None
        return amount if HALF.match(text, end) else None

    def read(self, text: str, begin: int, end: int, doc: Doc, i: int) -> Amount | None:
        """Read what another word begins."""
        word = text[begin:end].lower()
        if word in ("a", "an"):
            return self._article(text, begin, end)
        if word in FOLDS:
            amount = Amount(begin, end, begin, end, FOLDS[word], FOLDS[word], "words", "times", relation="times")
            self.amounts.finish(text, amount)
            return amount
        if word in FACTORS:
            return self._factor(text, begin, end, word)
        if word == "no":
            return self._none(text, begin, end)
        if word == "another":
            return self._another(begin, end, doc, i)
        if word in ("mach", "magnitude"):
            return None  # their number reads them
        return self._vague(text, begin, end, word)

    def _article(self, text: str, begin: int, end: int) -> Amount | None:
        """Read a bounded "a" before a unit as one: "more than a mile", "about a year"; and "a day and a half"."""
        unit = self.tables.word_pattern.match(text, end)
        if unit is None:
            return None
        if half := HALF_MORE.match(text, unit.end()):
            return Amount(begin, half.end(), begin, end, 1.5, 1.5, "words", self.tables.words[unit[1].lower()])
        name = self.tables.words[unit[1].lower()]
        amount = Amount(begin, unit.end(), begin, end, 1.0, 1.0, "words", name)
        self.amounts.finish(text, amount)
        return amount if amount.bound != "exact" else None

    def _factor(self, text: str, begin: int, end: int, word: str) -> Amount | None:
        """Read "twice a week" and "met twice" (how often), "twice as many" and "double the total" (how many times)."""
        if text.startswith("-", end):  # "thrice-cursed"
            return None
        amount = Amount(begin, end, begin, end, FACTORS[word], FACTORS[word], "words", "time")
        if word == "once":
            return None
        if FACTOR_AFTER.match(text, end):
            amount.unit, amount.relation = "times", "times"
        elif word in ("double", "triple", "quadruple"):
            return None
        self.amounts.finish(text, amount)
        return amount

    def _none(self, text: str, begin: int, end: int) -> Amount | None:
        """Read "no casualties" as zero."""
        if ZERO.match(text, end) is None:
            return None
        return Amount(begin, end, begin, end, 0.0, 0.0, "words", vague=True)

    def _another(self, begin: int, end: int, doc: Doc, i: int) -> Amount | None:
        """Read an "another" without a noun as one more: "killed two sailors and wounded another"."""
        if doc[i].dep_ not in ("dobj", "nsubj", "nsubjpass", "conj"):
            return None
        return Amount(begin, end, begin, end, 1.0, 1.0, "words", relation="additional", vague=True)

    def _vague(self, text: str, begin: int, end: int, word: str) -> Amount | None:
        row = self.vague[word]
        start = begin
        if row.phrase.startswith("a "):
            article = FEW_BEFORE.search(text[max(0, begin - 9) : begin])
            if article is None or article[1].lower() not in ARTICLES.get(word, ("a",)):
                return None
            start = begin - len(article[0]) if article[1].lower() == "a" else begin
        amount = Amount(start, end, start, end, row.value, row.value, "words", bound=row.bound, vague=True)
        if not self._scale(text, amount, word) or not _counts(text, amount, word):
            return None
        self._unit(text, amount)
        self.amounts.finish(text, amount)
        return amount

    def _scale(self, text: str, amount: Amount, word: str) -> bool:
        """Read magnitudes after a vague word: "several hundred", "tens of thousands"; "tens" alone is nothing."""
        if large := OF_LARGE.match(text, amount.end):
            per = MAGNITUDES[large[1].lower().removesuffix("s")]
            amount.lower = amount.upper = amount.lower * per
            amount.end = amount.last = large.end()
            return True
        if scaled := SCALED.match(text, amount.end):
            amount.lower = amount.upper = amount.lower * SCALES[scaled[1].lower()]
            amount.end = amount.last = scaled.end()
        return word != "tens"

    def _unit(self, text: str, amount: Amount) -> None:
        """Read a unit after the vague word, over its "of": "hundreds of miles", "several hundred feet"."""
        place = amount.end + 3 if text.startswith(" of ", amount.end) else amount.end
        unit = self.tables.word_pattern.match(text, place)
        if unit is not None:
            amount.unit, amount.end = self.tables.words[unit[1].lower()], unit.end()
            self.amounts.units.read_per(text, amount)


def _counts(text: str, amount: Amount, word: str) -> bool:
    """Tell whether a vague word counts here: "several-storied" and "a couple from Seoul" do not."""
    follows = text[amount.end : amount.end + 4].lower()
    if word in ("pair", "number", "handful", "scores", "couple"):
        return follows == " of "
    return word not in ("single", "multiple", "several") or follows[:1] in " \"”’'"
