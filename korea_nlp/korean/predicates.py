"""Predicates of a Korean text: a stem with its endings and auxiliaries ("밝힌 바 있다", "전해졌다", "하지 않았다")."""

from dataclasses import dataclass

from korea_nlp.korean.morphemes import Morphemes, Piece

STEMS = frozenset({"VV", "VA", "VCN"})
LIGHT = frozenset({"XSV", "XSA"})
ENDINGS = frozenset({"EP", "EF", "EC", "ETM", "ETN"})
NOMINAL = frozenset({"NNG", "XR", "NNP"})


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate: tokens from ``start`` to ``end``.

    Attributes:
        lemma: Its stem: ``밝히``, ``주장하``, ``추정되``, ``전하아지``.
        ending: The form of its last ending, and ``tag`` its tag; empty for a bare noun.
        negated: Whether it is denied: 않다, 못하다, 안.
        continuing: Whether it is 고 있다.
    """

    start: int
    end: int
    lemma: str
    ending: str
    tag: str
    negated: bool
    continuing: bool


def find_predicates(view: Morphemes, start: int, end: int) -> list[Predicate]:
    """Return the predicates of a stretch in order."""
    found = []
    at = start
    while at < end:
        predicate = _read(view, at, end)
        if predicate is None:
            at += 1
        else:
            found.append(predicate)
            at = predicate.end
    return found


def _read(view: Morphemes, at: int, limit: int) -> Predicate | None:
    tags, forms = view.tags[at], view.forms[at]
    if tags[0] in STEMS or (tags[0] == "VX" and len(tags) > 1):
        lemma, i, k = forms[0], at, 1
    elif tags[0] in NOMINAL and len(tags) > 1 and tags[1] in LIGHT:
        lemma, i, k = forms[0] + forms[1], at, 2
    elif (
        tags[0] in NOMINAL
        and len(tags) == 1
        and at + 1 < limit
        and view.tags[at + 1][0] in LIGHT
        and not view.spaced[at]
    ):
        lemma, i, k = forms[0] + view.forms[at + 1][0], at + 1, 1
    else:
        return None
    reader = _Endings(view, i, k, limit)
    reader.run()
    if reader.passive:
        lemma += "아지"
    before = view.text[at - 1] if at else ""
    return Predicate(
        at, reader.end, lemma, reader.ending, reader.tag, reader.negated or before in ("안", "못"), reader.continuing
    )


class _Endings:
    """Reads the endings and auxiliaries after a stem."""

    def __init__(self, view: Morphemes, at: int, morpheme: int, limit: int) -> None:
        self.view, self.limit = view, limit
        self.at, self.morpheme = at, morpheme
        self.end = at + 1
        self.ending = self.tag = ""
        self.negated = self.passive = self.continuing = False

    def run(self) -> None:
        """Read on while endings follow."""
        view = self.view
        while True:
            tags, forms = view.tags[self.at], view.forms[self.at]
            while self.morpheme < len(tags):
                tag, form = tags[self.morpheme], forms[self.morpheme]
                if tag in ENDINGS:
                    if tag != "EP":
                        self.ending, self.tag = form, tag
                elif tag == "VX":
                    self._auxiliary(form)
                self.morpheme += 1
            self.end = self.at + 1
            step = self._next()
            if step is None:
                return
            self.at, self.morpheme = step, 0

    def _auxiliary(self, form: str) -> None:
        if form in ("않", "못하", "말"):
            self.negated = True
        elif form == "지" and self.ending in ("어", "아"):
            self.passive = True
        elif form == "있" and self.ending == "고":
            self.continuing = True
        self.ending = self.tag = ""

    def _next(self) -> int | None:
        """Return the next token of the predicate; None where it ends."""
        view, at = self.view, self.at + 1
        if at >= self.limit:
            return None
        first = view.tags[at][0]
        if self.tag == "EF":
            return None
        if first in ENDINGS and not view.spaced[at - 1] and (self.tag == "" or first == "EP"):
            return at
        if first == "VX" and self.tag in ("EC", "ETN"):
            return at
        if first == "JX" and self.tag in ("EC", "ETN") and at + 1 < self.limit and view.tags[at + 1][0] in ("VX", "VV"):
            return at  # "밝히기도 했다", "하지는 않았다"
        if view.tags[self.at] == ["JX"] and first in ("VX", "VV") and self.tag in ("EC", "ETN"):
            return at if first == "VX" or view.forms[at][0] == "하" else None
        if (
            self.tag == "ETM"
            and view.text[at] == "바"
            and at + 1 < self.limit
            and view.forms[at + 1][0] in ("있", "없")
        ):
            self.negated = self.negated or view.forms[at + 1][0] == "없"
            return at  # "밝힌 바 있다"
        if view.text[self.at] == "바" and view.forms[at][0] in ("있", "없"):
            return at
        if self.tag == "EC" and self.ending == "지" and first == "VA" and view.forms[at][0] == "않":
            self.negated = True
            return at
        return None


def noun_stretch(view: Morphemes, start: int, end: int) -> Piece:
    """Return a stretch without the punctuation and white space at its ends."""
    while start < end and (view.text[start].isspace() or view.text[start] in ",.·…:;"):
        start += 1
    while end > start and (view.text[end - 1].isspace() or view.text[end - 1] in ",.…:;。"):
        end -= 1
    return start, end
