"""Noun phrases that can speak, and the phrases of time and occasion around them."""

from collections.abc import Iterable
from dataclasses import dataclass

from korea_nlp import layers
from korea_nlp.korean.morphemes import Morphemes

SUBJECT = frozenset({"이", "가", "께서"})
TOPIC = frozenset({"은", "는", "ᆫ", "도"})
VERBS_OF_OCCASION = (
    "통하",
    "내",
    "갖",
    "열",
    "출석하",
    "참석하",
    "나오",
    "출연하",
    "만나",
    "인용하",
    "빌리",
    "발표하",
    "받",
    "찾아가",
    "방문하",
    "부르",
    "올리",
    "게재하",
)
ADVERBIAL = frozenset(
    {"가운데", "뒤", "후", "만큼", "반면", "채", "대로", "동안", "때", "직후", "이후", "상황", "데", "바", "만"}
)
REACH = 16  # tokens that a phrase of occasion may take


@dataclass(frozen=True, slots=True)
class Speaker:
    """A noun phrase with the particle that marks it: tokens from ``start`` to ``end``, without the particle."""

    start: int
    end: int
    particle: str
    able: bool  # whether it can speak


class Phrases:
    """Reads the noun phrases of one Doc.

    Args:
        view: Its morphemes.
        words: The rows of ``ko_words``.
        mentions: Who is mentioned, and the countries that are told of.
        times: Its times.
    """

    def __init__(
        self,
        view: Morphemes,
        words: dict[str, frozenset[str]],
        mentions: Iterable[layers.Mention],
        times: Iterable[layers.Time],
    ) -> None:
        self.view, self.words = view, words
        self.ends = {mention.end: mention for mention in mentions}
        times = list(times)
        self.times = {time.start: time.end for time in times}
        self.spans = {time.start for time in times if time.grain != "day"}

    def after_connectives(self, start: int, end: int) -> int:
        """Return where a clause begins after "이어", "이에 대해", "한편" and commas."""
        view = self.view
        while start < end:
            skipped = self._connective(start, end)
            if skipped is None:
                if view.text[start].isspace() or view.text[start] in ",·…-▲△○●■□◆◇*=":
                    skipped = start + 1
                else:
                    return start
            start = skipped
        return start

    def _connective(self, start: int, end: int) -> int | None:
        view = self.view
        if not view.begins_eojeol(start):
            return None
        for size in range(min(5, end - start), 0, -1):
            if view.words(start, start + size) in self.words["connective"]:
                stop = start + size
                if stop >= end or view.begins_eojeol(stop) or view.text[stop] == ",":
                    return stop
        return None

    def speakers(self, start: int, end: int) -> list[Speaker]:
        """Return the topics and subjects of a stretch outside its quotations, in order."""
        view = self.view
        found = []
        base = min((view.quoted[i] for i in range(start, end)), default=0)
        for i in range(start, end):
            if view.quoted[i] > base:
                continue
            particle = view.particle(i)
            if particle in SUBJECT or particle in TOPIC:
                stop = i if len(view.tags[i]) == 1 else i + 1
                if stop == i and i > start and view.particle(i - 1) in ("께서", "에서"):
                    stop = i - 1
                    particle = "은"
                if stop > start and (view.is_noun(stop - 1) or view.text[stop - 1] in ")》」』’”\"'"):
                    first = self.noun_phrase(start, stop)
                    if first < stop:
                        found.append(Speaker(first, stop, particle, self.can_speak(first, stop)))
        return found

    def noun_phrase(self, start: int, end: int) -> int:
        """Return where the noun phrase that ends at a token begins, with what stands before its head."""
        view = self.view
        i = end - 1
        while i >= start:
            if view.text[i] in ")》」』’”\"'" and i in view.quote and view.quote[i] >= start and view.quote[i] < i:
                i = view.quote[i] - 1
            elif view.text[i] == ")":
                opened = next((j for j in range(i, max(start, i - 12) - 1, -1) if view.text[j] == "("), None)
                if opened is None:
                    break
                i = opened - 1
            elif (
                view.is_noun(i)
                or view.text[i] in "·/ㆍ‧~∼"
                or view.has(i, "MM")
                or (view.particle(i) in ("의", "과", "와") and len(view.tags[i]) == 1 and i > start)
                or view.text[i] in ("및", "등")
                or (view.text[i] == "," and i > start and view.text[i - 1] in "》")
            ):
                i -= 1
            elif view.tags[i][-1] == "ETM":
                if view.text[i + 1] in ADVERBIAL:
                    return self.trimmed(i + 2, end)
                i = self._relative(start, i) - 1
            else:
                break
        return self.trimmed(i + 1, end)

    def _relative(self, start: int, at: int) -> int:
        """Return where the relative clause that ends at a token begins: after a comma, a topic or another clause."""
        view = self.view
        i = at - 1
        while i >= start:
            tag = view.tags[i][-1]
            if view.text[i] == "," or view.text[i].isspace() or tag in ("EF", "SF") or view.text[i] in '》”"':
                return i + 1
            if view.particle(i) in TOPIC - {"도"} and view.tags[i][-1] == "JX":
                return i + 1
            if tag == "EC" and (view.forms[i][-1].endswith(("다고", "라고", "다며", "라며", "면서", "지만"))):
                return i + 1
            i -= 1
        return start

    def trimmed(self, start: int, end: int) -> int:
        """Return where a phrase begins without times and connectives before it: "이날 정부 당국자"."""
        while start < end:
            skipped = self.times.get(start) or self._connective(start, end)
            if skipped is None and (self.view.text[start].isspace() or self.view.text[start] in ",."):
                skipped = start + 1
            if (
                skipped is not None
                and self.view.text[start : start + 1]
                and skipped < end
                and self.view.text[skipped] == "("
            ):
                skipped = next((i + 1 for i in range(skipped, end) if self.view.text[i] == ")"), skipped)
            if skipped is None or skipped >= end:
                return start
            if skipped in self.times and skipped < end:
                start = skipped
                continue
            start = skipped
            if self.view.text[start] in ("오전", "오후", "새벽", "밤", "저녁", "아침", "께", "에", "쯤"):
                start += 1
        return start

    def can_speak(self, start: int, end: int) -> bool:
        """Tell whether a noun phrase can stand for somebody: a mention, or a head such as 관계자."""
        if end in self.ends:
            return True
        view = self.view
        i = end
        while i > start and view.text[i - 1] in ")" and "(" in view.text[start:i]:
            i = start + view.text[start:i].index("(")
        if i in self.ends:
            return True
        head = view.text[i - 1] if i > start else ""
        if view.words(start, i) in self.words["speaker"]:
            return True  # "이들"
        if head in ("들", "등", "씨", "측") and i - 1 > start:
            return head in ("씨", "측") or self.can_speak(start, i - 1)
        return (
            head in self.words["speaker"]
            or head in self.words["title"]
            or any(len(word) > 1 and head.endswith(word) for use in ("speaker", "title") for word in self.words[use])
        )

    def is_generic(self, start: int, end: int) -> bool:
        """Tell whether a noun phrase is headed by people who stand for nobody: "외교부 당국자"."""
        view = self.view
        i = end
        while i > start and view.text[i - 1] in ("들", "등"):
            i -= 1
        return i > start and any(view.text[i - 1].endswith(word) for word in self.words["generic"])

    def after_occasion(self, start: int, end: int, *, days: bool = False) -> int:
        """Return where a clause goes on after day, place and occasion: "30일 기자회견에서", "성명을 통해".

        Args:
            start: Where the clause begins.
            end: The token after it.
            days: Whether of times only days are passed over: "올해 무역이 줄어들 것으로" tells of the year.
        """
        view = self.view
        while start < end:
            at = self.after_connectives(start, end)
            if days and at in self.spans:
                return at
            if at in self.times and self.times[at] < end:
                at = self.times[at]
                if view.text[at] == "(":
                    at = next((i + 1 for i in range(at, min(at + 5, end)) if view.text[i] == ")"), at)
                while at < end and view.text[at] in ("오전", "오후", "새벽", "밤", "저녁", "에", "께"):
                    at += 1
            else:
                at = self._occasion(at, end)
            if at == start:
                return start
            start = at
        return start

    def after_addressee(self, start: int, end: int) -> int:
        """Return where a clause goes on after whom something is asked of: "북한에 다시 만나자고"."""
        view = self.view
        for i in range(start + 1, min(start + 6, end - 1)):
            if view.particle(i) == "에" and len(view.tags[i]) == 1:
                return i + 1 if self.can_speak(start, i) or view.text[i - 1] in self.words["addressee"] else start
            if not view.is_noun(i):
                return start
        return start

    def _occasion(self, start: int, end: int) -> int:
        view = self.view
        for i in range(start, min(start + REACH, end - 1)):
            if view.quoted[i] > view.quoted[start] or view.text[i] == "," or view.has(i, "EF"):
                return start
            particle = view.particle(i)
            if particle in SUBJECT or (particle in TOPIC and view.text[i - 1] not in self.words["adjunct"]):
                return start
            ends_word = i > start and any(view.text[i - 1].endswith(word) for word in self.words["adjunct"])
            if particle == "에서" and ends_word:
                stop = i + 1
                return stop + (view.particle(stop) in ("는", "도"))
            if particle == "에게" and i - start < 5 and view.begins_eojeol(i + 1):
                return i + 1
            if view.tags[i][-1] == "EC" and view.forms[i][-1] in ("어", "아", "고", "어서"):
                stem = view.forms[i][0]
                if stem not in VERBS_OF_OCCASION and i > start:
                    stem = view.forms[i - 1][0] + (stem if view.has(i, "XSV") else "")
                if stem in VERBS_OF_OCCASION and not view.has(i + 1, "VX"):
                    return i + 1
                return start
        return start
