"""Who says what a cue tells: the topic or subject of its clause, or who speaks already."""

from collections.abc import Container

from korea_nlp.korean.actors import OUTLETS
from korea_nlp.korean.cues import Cue
from korea_nlp.korean.drafts import Story
from korea_nlp.korean.phrases import TOPIC, Speaker

ORGANS = (
    "당",
    "사",
    "처",
    "청",
    "원",
    "소",
    "회",
    "단",
    "부",
    "대",
    "군",
    "측",
    "국",
    "팀",
    "위",
    "장",
    "관",
    "사람",
    "자",
)
GOING_ON = frozenset({"이어", "또", "또한", "그러면서", "아울러", "이와 함께", "이어서", "특히", "나아가"})


class Speakers:
    """Finds the noun phrase that is the source of a cue.

    Args:
        story: The Doc.
        nouns: The nouns of the table of cues.
    """

    def __init__(self, story: Story, nouns: Container[str]) -> None:
        self.story, self.view, self.phrases = story, story.view, story.phrases
        self.nouns = nouns

    def of(self, cue: Cue, start: int, parent: int | None) -> Speaker | None:
        """Return who says: after the content, else the topic or subject before it."""
        phrases, view = self.phrases, self.view
        after = [s for s in phrases.speakers(cue.content_end, cue.start) if s.start >= cue.content_end]
        able = [s for s in after if s.able]
        if able:
            return able[-1]
        if after and cue.how in ("quote", "speech") and self._is_named(after[-1]):
            return after[-1]  # "…다고 누리방송과 한빛TV가 보도했다"
        if cue.how == "noun" and cue.content_end < cue.start:  # "…다는 미국의 주장", "…다는 게 정부 입장이다"
            i = cue.start - 1
            stop = i if view.particle(i) == "의" else i + 1
            first = phrases.noun_phrase(cue.content_end, stop)
            if first < stop and phrases.can_speak(first, stop):
                return Speaker(first, stop, "의", True)
        if cue.how == "noun" and cue.end - cue.start == 1:
            return None
        limit = cue.opened if cue.opened >= 0 else cue.content_end
        before = [s for s in phrases.speakers(start, limit) if s.able]
        before = [s for s in before if s.particle != "도" or phrases.trimmed(start, limit) == s.start]
        if cue.how == "noun" and view.has(cue.end - 1, "VCP", "EF") and cue.lemma in self.nouns:
            before = [s for s in before if s.particle in TOPIC]  # "…이 필요하다는 이야기다"
        if cue.opened >= 0:
            topics = [s for s in before if s.particle in TOPIC] or before
            return topics[-1] if topics else self._first_topic(start, limit)
        if not before:
            return self._first_topic(start, limit) if cue.how in ("speech", "object") else None
        topics = [s for s in before if s.particle in TOPIC - {"도"}]
        opening = before[0]
        if not topics and parent is None and self._goes_on(cue, start):
            return None  # "이어 전군이 나설 데 대해 강조했다"
        if topics and topics[0].start == opening.start:
            return opening
        if opening.particle == "께서" or phrases.trimmed(start, limit) == opening.start or opening.start == start:
            # "북한이 쏘았다고 밝혔다": whoever spoke before says so, where somebody did
            others = list(phrases.speakers(opening.end + 1, limit))
            if others or parent is not None or not self.story.speaker or cue.how in ("object", "noun"):
                return opening
            return None if opening.particle in ("이", "가") and self._is_state(opening) else opening
        return topics[0] if topics else opening

    def before(self, first: int, start: int) -> Speaker | None:
        """Return who spoke in the clauses before one in its sentence: "A는 …며, …라고 말했다"."""
        if first >= start:
            return None
        before = [speaker for speaker in self.phrases.speakers(first, start) if speaker.able]
        topics = [speaker for speaker in before if speaker.particle in TOPIC - {"도"}]
        return next(iter(topics or before), None)

    def _goes_on(self, cue: Cue, start: int) -> bool:
        """Tell whether a sentence that begins with "이어" or "또" tells what others should do."""
        view = self.view
        if not self.story.speaker or cue.how != "object":
            return False
        end = cue.content_end
        thing = any(view.text[i] in ("것", "데") for i in range(max(start, end - 5), end))
        sentence = next(first for first, stop in view.sentences if first <= start < stop)
        return thing and view.words(sentence, start).rstrip(", ") in GOING_ON

    def _is_named(self, speaker: Speaker) -> bool:
        """Tell whether a noun phrase has a proper name at its end."""
        view = self.view
        if view.text[speaker.end - 1].endswith(OUTLETS) or view.words(speaker.start, speaker.end).endswith(OUTLETS):
            return True
        return view.has(speaker.end - 1, "NNP", "SL") or view.has(speaker.end - 2, "NNP", "SL")

    def _first_topic(self, start: int, limit: int) -> Speaker | None:
        """Return the topic that opens a clause, whoever that is: "민중당은 …고 밝혔다"."""
        first = next((s for s in self.phrases.speakers(start, limit) if s.particle in ("은", "는", "ᆫ", "께서")), None)
        if first is None or first.start > self.phrases.trimmed(start, limit):
            return None
        head = self.view.tags[first.end - 1][-1]
        return first if head in ("NNP", "SL") or self.view.text[first.end - 1].endswith(ORGANS) else None

    def _is_state(self, speaker: Speaker) -> bool:
        return any(
            (m.end == speaker.end and ":" not in m.actor and "-" in m.actor) or m.actor in ("china", "russia")
            for m in self.story.mentions
        )

    def among(self, start: int, cue: Cue) -> Speaker | None:
        """Return among whom something is told that nobody in particular says: "정치권에서는 … 우려가 나온다"."""
        view = self.view
        for i in range(start, min(cue.content_end, start + 12)):
            if view.particle(i) == "에서" and len(view.tags[i]) == 1:
                first = self.phrases.noun_phrase(start, i)
                said = view.particle(i + 1) in ("는", "도") or cue.row.pos == "noun"
                if first < i and self.phrases.can_speak(first, i) and said:
                    return Speaker(first, i, "에서", True)
                return None
        return None
