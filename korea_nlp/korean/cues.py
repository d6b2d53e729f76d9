"""Where a Korean clause carries an attribution: verbs after 다고, nouns after 다는, 에 따르면, 것으로 알려졌다."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from korea_nlp.korean.morphemes import Morphemes, Piece
from korea_nlp.korean.predicates import Predicate, find_predicates
from korea_nlp.korean.tables import CueRow

QUOTING = (
    "다고",
    "라고",
    "자고",
    "냐고",
    "다며",
    "라며",
    "자며",
    "다면서",
    "라면서",
    "자면서",
    "냐며",
    "다면서도",
    "라면서도",
)
AFTER_QUOTE = (
    "고",
    "며",
    "면서",
    "라며",
    "라고",
    "라면서",
    "이라고",
    "이라며",
    "하고",
    "으며",
    "면서도",
    "라면서도",
    "지만",
)
ADNOMINAL = ("다는", "라는", "자는", "냐는", "다던", "라던", "란", "달라는")
FUTURE = ("ᆯ", "을")  # 할 가능성, 할 방침
OF_FUTURE = frozenset({"가능성", "전망", "방침", "계획", "뜻", "의사", "의향", "의도"})
BY_ITSELF = frozenset(
    {
        "보도",
        "주장",
        "지적",
        "의혹",
        "우려",
        "관측",
        "분석",
        "발언",
        "입장",
        "설명",
        "전망",
        "비판",
        "경고",
        "요구",
        "제안",
        "담화",
    }
)
FEELINGS = frozenset({"우려", "유감", "의혹", "의문", "불만", "반대", "지지", "환영", "불쾌감", "기대", "분노", "감사"})
ONLY_NEGATED = frozenset({"배제하"})
THOUGH_NEGATED = frozenset({"부인하", "배제하", "숨기", "감추", "의심하"})
INTO = frozenset({"추정되", "추산되", "풀이되", "분석되", "해석되", "관측되", "예상되", "전망되"})  # "40대로 추정된다"
NOT_SAYING = frozenset(
    {
        "하",
        "되",
        "치",
        "가정하",
        "보",
        "그러",
        "들",
        "이르",
        "나오",
        "나서",
        "가",
        "오",
        "떠나",
        "듣",
        "알",
        "모르",
        "느끼",
    }
)
OBJECT = frozenset({"을", "를"})
REACH = 40  # tokens between a quotation and its verb
LIKE_THIS = ("이같이", "이렇게", "그렇게", "이와 같이", "다음과 같이")

How = Literal["quote", "speech", "object", "thing", "hearsay", "noun", "before", "according"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: its pieces, and where its content ends.

    Attributes:
        start, end: The tokens that carry the cue.
        pieces: The tokens of the cue without what stands between.
        content_end: The token after the content.
        opened: For a quotation right before the marker, the token that opens it; else -1.
        how: How the content is tied to the cue.
        row: What the table says of it.
        lemma: Its lemma for the Record.
        ends_clause: Whether the sentence goes on after it with another clause.
    """

    start: int
    end: int
    pieces: tuple[Piece, ...]
    content_end: int
    opened: int
    how: How
    row: CueRow
    lemma: str
    ends_clause: bool = False


class CueFinder:
    """Finds the cues of one Doc."""

    def __init__(
        self, view: Morphemes, verbs: dict[str, CueRow], nouns: dict[str, CueRow], light: dict[str, CueRow]
    ) -> None:
        self.view, self.verbs, self.nouns, self.light = view, verbs, nouns, light

    def find(self, start: int, end: int) -> list[Cue]:
        """Return the cues of a stretch outside its quotations, in order of their ends."""
        view = self.view
        predicates = [p for p in find_predicates(view, start, end) if self._is_outside(p.start, start, end)]
        by_start = {predicate.start: predicate for predicate in predicates}
        found: list[Cue] = []
        used: set[int] = set()
        for i in range(start, end):
            if view.forms[i][0] in self.nouns and view.is_noun(i) and self._is_outside(i, start, end):
                cue = self._noun(i, start, end, by_start)
                if cue is not None:
                    found.append(cue)
                    used.update(range(cue.start, cue.end))
            elif view.forms[i][0] in ("것", "거") and view.has(i, "NNB") and self._is_outside(i, start, end):
                cue = self._it_is_that(i, start, end)
                if cue is not None:
                    found.append(cue)
        for i in range(start + 1, end):
            if view.has(i, "NNG") and i not in used and self._is_outside(i, start, end):
                cue = self._noun_of_saying(i, start, end)
                if cue is not None:
                    found.append(cue)
        for predicate in predicates:
            if not used.intersection(range(predicate.start, predicate.end)):
                cue = self._verb(predicate, start)
                if cue is not None:
                    found.append(cue)
        return sorted(found, key=lambda cue: cue.end)

    def _is_outside(self, at: int, start: int, end: int) -> bool:
        """Tell whether a token stands in no quotation that lies within a stretch."""
        view = self.view
        if view.quoted[at] == 0:
            return True
        return not any(
            opened < at < closed and opened >= start and closed < end
            for opened, closed in view.quote.items()
            if opened < closed
        )

    # --- verbs

    def _verb(self, predicate: Predicate, start: int) -> Cue | None:
        row = self.verbs.get(predicate.lemma)
        if row is None and predicate.lemma in ("하", "그러하") and predicate.start > start:
            return self._plain_say(predicate, start)
        if row is None:
            return self._any_verb(predicate, start)
        if predicate.negated and predicate.lemma not in THOUGH_NEGATED:
            return None  # "밝히지 않았다"
        if predicate.lemma in ONLY_NEGATED and not predicate.negated:
            return None
        takes = row.takes
        if "h" in takes:
            return self._hearsay(predicate, row, start)
        if "q" in takes and (cue := self._after_marker(predicate, row, start)):
            return cue
        if "g" in takes and (cue := self._thing(predicate, row, start)):
            return cue
        if "o" in takes and (cue := self._object(predicate, row, start)):
            return cue
        if "q" in takes and "p" in takes and (cue := self._object(predicate, row, start)) and self._is_fact(cue):
            return cue
        if "p" in takes and any(
            self.view.words(i, predicate.start) in LIKE_THIS
            for i in range(max(start, predicate.start - 4), predicate.start)
        ):
            return Cue(
                predicate.start, predicate.end, ((predicate.start, predicate.end),), start, -1, "before", row, row.word
            )
        return None

    def _any_verb(self, predicate: Predicate, start: int) -> Cue | None:
        """Read a verb that no table knows right after a quotation or 다고: "…라고 조언했다", "…"고 의미를 부여했다"."""
        view = self.view
        if predicate.negated or predicate.lemma in NOT_SAYING or predicate.tag not in ("EF", "EC"):
            return None
        for i in range(predicate.start - 1, max(start, predicate.start - 4), -1):
            marker = self._marker_at(i, start)
            if marker is not None:
                if view.forms[i][-1] in ("며", "면서", "라며", "다며", "라면서", "다면서", "지만"):
                    return None
                if marker[1] < 0 and (i < predicate.start - 1 or not predicate.lemma.endswith("하")):
                    return None
                row = CueRow(predicate.lemma, "verb", "q", "assert", "certain", "")
                how: How = "quote" if marker[1] >= 0 else "speech"
                piece = (predicate.start, predicate.end)
                return Cue(*piece, (piece,), *marker, how, row, predicate.lemma)
            if view.tags[i][-1] in ("EC", "EF", "ETM"):
                return None
        return None

    def _noun_of_saying(self, i: int, start: int, end: int) -> Cue | None:
        """Read a noun in place of its verb, before a comma: "…"고 언급, …"."""
        view = self.view
        row = self.verbs.get(view.forms[i][0] + "하")
        if row is None or not (i + 1 == end or view.text[i + 1] in ",."):
            return None
        marker = self._marker_at(i - 1, start)
        if marker is None:
            return None
        return Cue(i, i + 1, ((i, i + 1),), *marker, "quote" if marker[1] >= 0 else "speech", row, row.word)

    def _plain_say(self, predicate: Predicate, start: int) -> Cue | None:
        """Read "…다고 한다", "…라고 했다": only right after the content."""
        marker = self._marker_at(predicate.start - 1, start)
        if marker is None or predicate.negated or predicate.tag == "ETM":
            return None
        row = CueRow("하", "verb", "q", "assert", "certain", "")
        content_end, opened = marker
        how: How = "quote" if opened >= 0 else "speech"
        return Cue(
            predicate.start, predicate.end, ((predicate.start, predicate.end),), content_end, opened, how, row, "하"
        )

    def _after_marker(self, predicate: Predicate, row: CueRow, start: int) -> Cue | None:
        """Read a verb after 다고, or after a quotation, with day, place and source between at most."""
        view = self.view
        endings = 0
        for i in range(predicate.start - 1, max(start - 1, predicate.start - REACH), -1):
            marker = self._marker_at(i, start)
            if marker is not None:
                content_end, opened = marker
                how: How = "quote" if opened >= 0 else "speech"
                return Cue(
                    predicate.start,
                    predicate.end,
                    ((predicate.start, predicate.end),),
                    content_end,
                    opened,
                    how,
                    row,
                    row.word,
                )
            if i in view.quote:
                return None
            tag = view.tags[i][-1]
            if tag == "EF":
                return None
            if tag in ("EC", "ETM", "ETN"):
                endings += 1
                if endings > 2 or (view.forms[i][0] in self.verbs and "q" in self.verbs[view.forms[i][0]].takes):
                    return None
            if tag == "JKO" and predicate.start - i <= 2:
                return None  # "…다고 사실을 밝혔다": its content is the object
        return None

    def _marker_at(self, i: int, start: int) -> tuple[int, int] | None:
        """Return where a content that is marked at a token ends, and where its quotation opens (-1 for none)."""
        view = self.view
        if i <= start:
            return None
        tag, form = view.tags[i][-1], view.forms[i][-1]
        before = i - 1
        if view.tags[before] == ["VCP"] and not view.spaced[before]:  # "…"이라고
            before -= 1
        closes = before in view.quote and view.quote[before] < before and view.quote[before] >= start
        if closes and form in AFTER_QUOTE and tag in ("JKQ", "EC", "JKB", "JC", "JX"):
            return i + 1, view.quote[before]
        if tag == "JKQ":
            return i + 1, -1
        if tag == "EC" and form.endswith(QUOTING):
            return i + 1, -1
        if form.endswith("라") and view.spaced[i] and "달" in (view.forms[before][-1], view.forms[i][0]):
            return i + 1, -1  # "미뤄달라 요청했다"
        return None

    def _hearsay(self, predicate: Predicate, row: CueRow, start: int) -> Cue | None:
        cue = self._thing(predicate, row, start)
        if cue is not None:
            return cue if cue.how != "thing" else _as(cue, "hearsay")
        if predicate.tag == "ETM" and row.word != "추정되":
            return None
        marker = self._marker_at(predicate.start - 1, start)
        if marker is not None and row.word in ("알려지", "전해지", "전하아지", "보도되"):
            return Cue(
                predicate.start,
                predicate.end,
                ((predicate.start, predicate.end),),
                marker[0],
                marker[1],
                "hearsay",
                row,
                row.word,
            )
        if (
            predicate.start > start + 1
            and self.view.particle(predicate.start - 1) in ("으로", "로")
            and row.word in INTO
        ):
            return Cue(
                predicate.start,
                predicate.end,
                ((predicate.start, predicate.end),),
                predicate.start,
                -1,
                "hearsay",
                row,
                row.word,
            )
        return None

    def _thing(self, predicate: Predicate, row: CueRow, start: int) -> Cue | None:
        """Read what stands before 것으로: "쏜 것으로 알려졌다", "쏠 것으로 전망했다"."""
        view = self.view
        for i in range(predicate.start - 1, max(start, predicate.start - 12), -1):
            if view.particle(i) in ("으로", "로") and view.text[i - 1] in ("것", "걸") and i - 2 >= start:
                if view.tags[i - 2][-1] != "ETM":
                    return None
                apart = i + 1 < predicate.start
                pieces: tuple[Piece, ...] = (
                    ((i - 1, i + 1), (predicate.start, predicate.end)) if apart else ((i - 1, predicate.end),)
                )
                return Cue(i - 1, predicate.end, pieces, i - 1, -1, "thing", row, row.word)
            if view.tags[i][-1] in ("EC", "EF", "ETM"):
                return None
        return None

    def _object(self, predicate: Predicate, row: CueRow, start: int) -> Cue | None:
        """Read the object of a verb that tells it: "복귀를 촉구했다", "나설 것을 요구했다", "데 대해 강조했다"."""
        view = self.view
        i = predicate.start - 1
        while i > start + 1 and (view.tags[i] == ["MAG"] or _is_manner(view, i)):
            i -= 1 if view.tags[i] == ["MAG"] else 2
        if i <= start:
            return None
        piece = ((predicate.start, predicate.end),)
        if view.particle(i) in OBJECT or (view.particle(i) == "도" and view.is_noun(i - 1)):
            return Cue(predicate.start, predicate.end, piece, i + 1, -1, "object", row, row.word)
        if view.forms[i][-1] in ("도록", "게") and view.tags[i][-1] == "EC" and row.stance == "demand":
            return Cue(predicate.start, predicate.end, piece, i + 1, -1, "object", row, row.word)
        j = i
        while j > start and view.tags[j][-1] in ("JX", "EC") and i - j < 3:
            if view.forms[j][0] in ("대하", "관하") and view.text[j - 1] in ("에", "데"):
                return Cue(predicate.start, predicate.end, piece, i + 1, -1, "object", row, row.word)
            j -= 1
        return None

    def _is_fact(self, cue: Cue) -> bool:
        """Tell whether an object tells something: "쏜 사실을", "쏠 것임을", "개선할 데 대해"."""
        view = self.view
        i = cue.content_end - 2
        if view.forms[cue.content_end - 1][0] in ("대하", "관하", "어서", "도"):
            return True
        return view.text[i] in ("사실", "것", "점", "바") or view.has(i, "ETN") or view.forms[i][0] in ("대하", "관하")

    # --- nouns

    def _noun(self, i: int, start: int, end: int, predicates: dict[int, Predicate]) -> Cue | None:
        """Read a noun after 다는: "쏘았다는 보도", "대화하겠다는 뜻을 밝혔다", "할 가능성이 제기됐다"."""
        view = self.view
        content_end = self._adnominal(i, start)
        row = self.nouns[view.forms[i][0]]
        if i + 1 >= end:
            return None if content_end is None else self._plain_noun(i, content_end, row)
        after = i + 1
        while after < end and view.text[after] in ("들",):
            after += 1
        if view.has(after, "VCP") and content_end is not None:
            stop = after + 1
            while stop < end and view.tags[stop][0] in ("EP", "EF", "EC", "ETM") and not view.spaced[stop - 1]:
                stop += 1
            if any(tag in ("EF", "EC") for tag in view.tags[stop - 1]):
                return Cue(i, stop, ((i, stop),), content_end, -1, "noun", row, row.word)
        particle = view.particle(after)
        light = self._light_after(after, end, predicates)
        if light is not None:
            wanted = "o" if particle in (*OBJECT, "도") and "o" in self.light[light.lemma].takes else "h"
            fits = particle in (*OBJECT, "도") if wanted == "o" else particle in ("이", "가", "도", "은", "는")
            if fits and wanted in self.light[light.lemma].takes and not light.negated:
                if content_end is not None:
                    how: How = "noun" if wanted == "o" else "hearsay"
                    return Cue(i, light.end, ((i, light.end),), content_end, -1, how, row, row.word)
                if (
                    wanted == "o"
                    and view.particle(i - 1) == "의"
                    and row.stance in ("praise", "accuse", "believe", "assert", "other")
                ):
                    return self._genitive(i, light, row, start)
            if light.negated:
                return None
            if wanted == "o" and content_end is None and row.word in FEELINGS and i - 1 > start and self._is_of(i - 1):
                # "북한의 움직임에 우려를 나타냈다"
                return Cue(i, light.end, ((i, light.end),), i, -1, "object", row, row.word)
        if content_end is None:
            return None
        return self._plain_noun(i, content_end, row)

    def _is_of(self, at: int) -> bool:
        """Tell whether a token ends what a feeling is of: "움직임에", "결정에 대해"."""
        view = self.view
        return view.particle(at) == "에" or (view.forms[at][0] in ("대하", "관하") and view.particle(at - 1) == "에")

    def _it_is_that(self, i: int, start: int, end: int) -> Cue | None:
        """Read "…다는 것이다", "…다는 겁니다" at the end of a sentence: who spoke last goes on."""
        view = self.view
        stop = i + 1
        while stop < end and view.tags[stop][0] in ("VCP", "EP", "EF") and not view.spaced[stop - 1]:
            stop += 1
        tags = [tag for tags in view.tags[i:stop] for tag in tags]
        quoting = (
            i > start and view.tags[i - 1][-1] == "ETM" and view.forms[i - 1][-1].endswith(("다는", "라는", "자는"))
        )
        if not quoting or "VCP" not in tags or tags[-1] != "EF":
            return None
        row = CueRow("것", "noun", "q", "assert", "certain", "")
        return Cue(i, stop, ((i, stop),), i, -1, "noun", row, "것")

    def _plain_noun(self, i: int, content_end: int, row: CueRow) -> Cue | None:
        if row.word not in BY_ITSELF:
            return None
        return Cue(i, i + 1, ((i, i + 1),), content_end, -1, "noun", row, row.word)

    def _genitive(self, i: int, light: Predicate, row: CueRow, start: int) -> Cue | None:
        """Read "결정에 대해 환영의 뜻을 밝혔다": the noun before 의 is part of the cue."""
        view = self.view
        first = i - 2
        stance = self.verbs.get(view.forms[first][0] + "하")
        if first <= start or stance is None:
            return None
        end = first
        for j in range(first - 1, max(start, first - 4), -1):
            if view.forms[j][0] in ("대하", "관하") or view.particle(j) in ("에", "에게"):
                end = j + 1
                break
        else:
            return None
        return Cue(
            first, light.end, ((first, light.end),), first if end == first else end, -1, "object", stance, row.word
        )

    def _adnominal(self, i: int, start: int) -> int | None:
        """Return where the content that a noun takes ends: after 다는, or after 할 for 가능성 and the like."""
        view = self.view
        for j in range(i - 1, max(start, i - 7), -1):
            tag, form = view.tags[j][-1], view.forms[j][-1]
            if tag == "ETM" and (form.endswith(ADNOMINAL)):
                return j + 1
            if tag == "ETM" and j == i - 1 and form in FUTURE and view.forms[i][0] in OF_FUTURE:
                return j + 1
            if j - 1 in view.quote and form in ("는", "라는", "이라는", "란") and tag in ("JX", "ETM"):
                return j + 1
            if tag == "ETM" and view.has(j, "VA", "XSA"):
                continue
            if not (view.is_noun(j) or view.particle(j) in ("의",) or view.has(j, "MM")):
                return None
        return None

    def _light_after(self, at: int, end: int, predicates: dict[int, Predicate]) -> Predicate | None:
        view = self.view
        i = at + 1
        while i < end and i < at + 4 and view.has(i, "MAG") and i not in predicates:
            i += 1
        predicate = predicates.get(i)
        if predicate is None or not view.particle(at):
            return None
        return predicate if predicate.lemma in self.light else None

    def according(self, start: int, end: int) -> list[Piece]:
        """Return where 에 따르면 stands in a stretch, outside its quotations."""
        view = self.view
        found = []
        for i in range(start + 1, end - 1):
            if (
                view.text[i] == "에"
                and view.has(i, "JKB")
                and view.forms[i + 1][0] in ("따르", "의하")
                and self._is_outside(i, start, end)
            ):
                stop = i + 2
                forms = list(view.forms[i + 1])
                while stop < end and view.tags[stop][0] in ("EC", "EP", "JX") and not view.spaced[stop - 1]:
                    forms += view.forms[stop]
                    stop += 1
                if any(form in ("면", "으면", "자면") for form in forms):
                    found.append((i, stop))
        return found


def _is_manner(view: Morphemes, at: int) -> bool:
    """Tell whether a token ends an adjective that says how: "뒤늦게"."""
    return view.tags[at] == ["EC"] and view.forms[at] == ["게"] and view.tags[at - 1][0] in ("VA", "XR")


def _as(cue: Cue, how: How) -> Cue:
    return Cue(cue.start, cue.end, cue.pieces, cue.content_end, cue.opened, how, cue.row, cue.lemma)


def read_cues(rows: Iterable[CueRow]) -> tuple[dict[str, CueRow], dict[str, CueRow], dict[str, CueRow]]:
    """Return the verbs, the nouns and the light verbs of the table."""
    rows = list(rows)
    return tuple({row.word: row for row in rows if row.pos == pos} for pos in ("verb", "noun", "light"))  # type: ignore[return-value]
