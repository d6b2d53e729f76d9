"""Finds amounts in a Korean text: 2천700여 명, 약 1만2천 명, 최소 3척, 절반, 수백 명."""

import re
from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.korean.actors import bylines
from korea_nlp.korean.morphemes import Morphemes, Piece, read_morphemes
from korea_nlp.korean.numerals import NATIVE, RANGES, SEVERAL, SOME, value_of
from korea_nlp.korean.tables import StatusRow, UnitRow
from korea_nlp.lexicon import load_lexicon

BEFORE = {
    "약": "approximate",
    "대략": "approximate",
    "최소": "at_least",
    "적어도": "at_least",
    "최소한": "at_least",
    "최대": "at_most",
    "최고": "at_most",
    "많게는": "at_most",
    "무려": "exact",
    "총": "exact",
}
AFTER = {
    "이상": "at_least", "이하": "at_most", "미만": "less_than",
    "가량": "approximate", "정도": "approximate", "쯤": "approximate",
    "안팎": "approximate", "내외": "approximate", "초과": "more_than", "남짓": "approximate", "이내": "at_most",
}  # fmt: skip
OVER = re.compile(r" ?(?:[을를이가] )?(?:훨씬 )?(?:넘[는은긴겨게기어]|웃[도돈돌])")
UNDER = re.compile(r" ?에 (?:못 미치|미치지 못|불과하지)")
ROUGH = re.compile(r" ?(?:가까[이운]|에 육박|에 달)")
UP = re.compile(r"^[^.]{0,12}(?:늘었|늘어|증가|상승|올랐|급증|확대)")
DOWN = re.compile(r"^[^.]{0,12}(?:줄었|줄어|감소|하락|내렸|급감|축소)")
NUMBER = r"(?:\d[\d,]*(?:\.\d+)?(?:[천백십]?[만억조천백](?: ?\d[\d,]*(?:\.\d+)?[천백십]?[만억조천백]?| ?\d[\d,]*)*)?)"
NAMED = "|".join(sorted({*NATIVE, *RANGES, *SEVERAL, *SOME}, key=len, reverse=True))
DURATION = ("년", "일", "주", "해", "날")
AGE = re.compile(r"([1-9]0)대(?=[가-힣]? ?(?:초반|중반|후반|남|여|로|의|이|가|은|는))")
STATUS_REACH = 14  # tokens after an amount in which a clause may say what became of those counted


@Language.factory(
    "korea_ko_quantities",
    assigns=["doc.spans"],
    default_config={"scorer": {"@scorers": "korea_nlp.layer_scorer.v1", "layer": layers.QUANTITIES}},
    default_score_weights={f"spans_{layers.QUANTITIES}_f": 1.0},
)
def make_quantity_tagger(nlp: Language, name: str, scorer: Callable[..., Any] | None) -> "QuantityTagger":
    """Build the component; called by ``nlp.add_pipe("korea_ko_quantities")``."""
    return QuantityTagger(name, scorer=scorer)


class QuantityTagger(Pipe):
    """Adds one span per amount, labelled with its unit, and what it is worth."""

    def __init__(self, name: str, *, scorer: Callable[..., Any] | None = None) -> None:
        self.name = name
        self.scorer = scorer
        self.units = {row.counter: row for row in load_lexicon("ko_units").rows(UnitRow)}
        self.statuses = {row.word: row.status for row in load_lexicon("ko_statuses").rows(StatusRow)}
        counters = "|".join(re.escape(word) for word in sorted(self.units, key=len, reverse=True))
        self._pattern = re.compile(
            rf"(?:(?P<before>{'|'.join(BEFORE)}) ?)?"
            rf"(?:(?P<first>{NUMBER})[∼~～-](?P<second>{NUMBER})|(?P<number>{NUMBER})|(?P<word>{NAMED}))"
            rf"(?P<rough>여)? ?(?P<counter>{counters})(?P<rough2>여)?"
            rf"(?: ?(?P<after>{'|'.join(AFTER)}))?(?P<over>{OVER.pattern})?(?P<span> ?"
            rf"(?:만에|만의|만이|만|간|동안|째)(?=[에의이은는으 ,.]|$))?"
        )
        self._half = re.compile(r"(?P<half>절반|과반)|(?P<below>\d+|한|두|세|네)분의 ?(?P<above>\d+|일|이|삼)")

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        layers.write_quantities(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[layers.Quantity]:
        """Return the amounts and leave the Doc as it is."""
        view = read_morphemes(doc)
        taken = {i for time in layers.read_times(doc) for i in range(time.start, time.end)}
        taken |= {i for start, end in bylines(view) for i in range(start, end)}
        found: list[layers.Quantity] = []
        for match in self._pattern.finditer(view.plain):
            quantity = self._read(doc, view, match, taken)
            if quantity is not None:
                found.append(quantity)
                taken.update(range(quantity.start, quantity.end))
        for match in AGE.finditer(view.plain):
            start, end = view.tokens(*match.span())
            if (
                view.begins_at(match.start())
                and not taken.intersection(range(start, end))
                and not view.is_noun(start - 1)
            ):
                low = float(match[1])
                found.append(self._make(doc, (start, end), low, low + 9, "exact", "year", None))
        for match in self._half.finditer(view.plain):
            start, end = view.tokens(*match.span())
            if view.begins_at(match.start()) and not taken.intersection(range(start, end)):
                value = 0.5 if match["half"] else _fraction(match["above"], match["below"])
                if value is not None:
                    bound = "more_than" if match["half"] == "과반" else "exact"
                    found.append(
                        self._make(doc, (start, end), value, None if bound != "exact" else value, bound, None, None)
                    )
        return sorted(found, key=lambda quantity: quantity.start)

    def _read(self, doc: Doc, view: Morphemes, match: re.Match[str], taken: set[int]) -> layers.Quantity | None:
        number = next(name for name in ("first", "number", "word") if match[name])
        if not view.begins_at(match.start(number)) or _inside(view, match.start(number)):
            return None
        counter = match["counter"]
        start, end = view.tokens(match.start() if view.begins_at(match.start()) else match.start(number), match.end())
        first, _ = view.tokens(match.start(number), match.end("counter"))
        if taken.intersection(range(first, end)) or not _fits(view, match, counter):
            return None
        if not view.begins_at(match.start("counter")) or not view.ends_at(
            view.tokens(match.start("counter"), match.end("counter"))[1], match.end("counter")
        ):
            return None  # "한편", "6.15통일"
        if (
            match["word"]
            and (
                not view.begins_eojeol(first)
                or counter in ("원", "기", "인", "대", "일", "도", "점", "주", "초", "t", "해", "날")
            )
            and match["word"] not in SEVERAL
        ):
            return None
        low = value_of(match[number]) if match["word"] not in RANGES and match["word"] not in SOME else None
        high = low
        if match["first"]:
            high = value_of(match["second"])
            if low is not None and high is not None and low < 10 <= high and high % 1000 == 0 and high >= 1000:
                low *= 10 ** (len(str(int(high))) - 1) if len(match["first"]) == 1 else 1
        elif match["word"] in RANGES:
            low, high = map(float, RANGES[match["word"]])
        elif match["word"] in SOME:
            low, high = SOME[match["word"]], None
        if low is None:
            return None
        bound = self._bound(view, match)
        low, high = _ends(low, high, bound)
        unit = self.units[counter]
        if match["word"] in SEVERAL or match["word"] in SOME:
            bound, high = "at_least", None
        return self._make(
            doc, (start, end), low, high, bound, unit.unit, self._counted(view, first, end), unit.dimension
        )

    def _bound(self, view: Morphemes, match: re.Match[str]) -> str:
        rest = view.plain[match.end() : match.end() + 20]
        if match["over"] or OVER.match(rest):
            return "more_than"
        if UNDER.match(rest):
            return "less_than"
        if match["after"] and AFTER[match["after"]] != "approximate":
            return AFTER[match["after"]]
        if match["before"] and BEFORE[match["before"]] not in ("approximate", "exact"):
            return BEFORE[match["before"]]
        rough = (
            match["rough"]
            or match["rough2"]
            or match["after"]
            or (match["before"] and BEFORE[match["before"]] != "exact")
        )
        return "approximate" if rough or ROUGH.match(rest) else "exact"

    def _counted(self, view: Morphemes, start: int, end: int) -> Piece | None:
        """Return what is counted: "병사 3명", "3명의 병사"."""
        if view.particle(end) == "의" and view.is_noun(end + 1):
            stop = end + 2
            while stop < len(view) and view.is_noun(stop):
                stop += 1
            return end + 1, stop
        i = start - 1
        while i >= 0 and view.text[i] in BEFORE:
            i -= 1
        stop = i + 1
        while i >= 0 and view.is_noun(i) and not view.has(i, "SN", "NNB") and stop - i < 5:
            i -= 1
        return (i + 1, stop) if i + 1 < stop else None

    def _make(
        self,
        doc: Doc,
        piece: Piece,
        low: float | None,
        high: float | None,
        bound: str,
        unit: str | None,
        counted: Piece | None,
        dimension: str | None = None,
    ) -> layers.Quantity:
        view = read_morphemes(doc)
        rest = view.plain[view.start[piece[1]] : view.start[piece[1]] + 30]
        return layers.Quantity(
            id=layers.make_id(doc, "q", piece),
            start=piece[0],
            end=piece[1],
            lower=low,
            upper=high,
            bound=bound,
            trend="up" if UP.match(rest) else "down" if DOWN.match(rest) else "none",
            unit=unit,
            dimension=dimension,
            counted=counted,
            status=self._status(view, piece, counted) if unit == "person" or dimension == "count" else None,
            relation="fraction" if unit is None and low is not None and 0 < low < 1 else "none",
        )

    def _status(self, view: Morphemes, piece: Piece, counted: Piece | None) -> str | None:
        """Return what became of those counted: by their noun, else by the verb of the clause."""
        near = range(*counted) if counted else range(0)
        if view.particle(piece[0] - 1) in ("은", "는", "이", "가"):  # "전사자는 300여 명"
            told = self._status_at(view, piece[0] - 2)
            if told is not None:
                return told
        for i in [*near, *range(piece[1], min(piece[1] + STATUS_REACH, len(view)))]:
            if i not in near and (view.has(i, "EC", "EF", "SF") or "\n" in view.text[i]):
                return self._status_at(view, i)
            if (status := self._status_at(view, i)) is not None:
                return status
        return None

    def _status_at(self, view: Morphemes, i: int) -> str | None:
        return self.statuses.get(view.text[i]) or self.statuses.get(view.forms[i][0])


def _inside(view: Morphemes, start: int) -> bool:
    """Tell whether a number is part of a name or an order: "제7기", "6·15", "화성-15"."""
    before = view.plain[max(0, start - 2) : start]
    return bool(before) and (
        (before[-1] in "제·.-/:," and not before.endswith(" ") and before[-1:] not in (",",))
        or (before[-1].isalnum() and before[-1].isascii())
    )


def _fits(view: Morphemes, match: re.Match[str], counter: str) -> bool:
    """Tell whether a counter counts: not "두 번째", "5개년", "3시30분", "2대 강국"."""
    rest = view.plain[match.end("counter") : match.end("counter") + 3]
    before = view.plain[max(0, match.start() - 1) : match.start()]
    if counter in ("번", "년", "일", "주", "개월") and rest.startswith(("째", "대", "도", "전", "생")):
        return rest.startswith("전") or (rest.startswith("째") and counter != "번")
    if counter == "번" and rest.startswith("째"):
        return False
    if counter in ("주",) and rest.startswith("년"):
        return False
    if counter in ("개",) and rest.startswith(("년", "국", "월", "성")):
        return False
    if counter == "분" and rest.startswith("의"):
        return False  # "3분의 1"
    if counter in ("분", "초") and before in ("시", "분"):
        return False
    if counter in DURATION and counter in ("년", "일"):
        spans = bool(
            match["span"] or match["rough"] or match["rough2"] or match["after"] or match["over"] or match["before"]
        )
        return (
            spans
            or bool(match["first"])
            or (re.match(r"[은는이을의 ]|[가-힣]* ?(?:걸|이내|넘)", rest) is not None and counter == "년")
        )
    if counter == "대" and re.match(
        r"[0-9 ]*(?:강국|원칙|과제|조건)", rest + view.plain[match.end("counter") + 3 : match.end("counter") + 8]
    ):
        return False
    if counter == "대" and AGE.match(view.plain, match.start()):
        return False
    return not re.match(r"[0-9]", rest)


def _ends(low: float, high: float | None, bound: str) -> tuple[float | None, float | None]:
    if bound in ("at_least", "more_than"):
        return low, None
    if bound in ("at_most", "less_than"):
        return None, high if high is not None else low
    return low, high


def _fraction(above: str, below: str) -> float | None:
    a, b = value_of(above), value_of(below)
    return a / b if a and b else None
