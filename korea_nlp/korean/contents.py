"""Where the content of a cue begins."""

from korea_nlp.korean.cues import AFTER_QUOTE, Cue
from korea_nlp.korean.drafts import Story
from korea_nlp.korean.phrases import TOPIC, Speaker

TO_SOMEBODY = frozenset(
    {"제안하", "제의하", "통보하", "지시하", "명령하", "요청하", "요구하", "당부하", "주문하", "권고하"}
)


class Contents:
    """Finds the first token of a content; its last is told by the cue."""

    def __init__(self, story: Story) -> None:
        self.view, self.phrases = story.view, story.phrases

    def start_of(self, cue: Cue, start: int, speaker: Speaker | None) -> int:
        """Return where the content of a cue begins."""
        view = self.view
        first = start if speaker is None else speaker.end + 1
        if speaker is not None and view.particle(first) and not view.begins_eojeol(first):
            first += 1
        if cue.opened >= 0:
            return self._first_quotation(cue.opened, first)
        alone = speaker is None and not any(s.able for s in self.phrases.speakers(cue.content_end, cue.start))
        if speaker or (alone and cue.how == "speech"):
            first = self.phrases.after_occasion(first, cue.content_end, days=cue.how == "thing")
            if cue.row.stance in ("demand", "promise") or cue.lemma in TO_SOMEBODY:
                first = self.phrases.after_addressee(first, cue.content_end)
        else:
            first = self.phrases.after_connectives(first, cue.content_end)
        if cue.how == "object":
            first = self._object_start(first, cue.content_end)
            if speaker is not None and cue.lemma in TO_SOMEBODY:
                first = self.phrases.after_addressee(first, cue.content_end)
        return first

    def _first_quotation(self, opened: int, bound: int) -> int:
        """Return where the first of several quotations in a row opens: "…"며 "…"고."""
        view = self.view
        while True:
            i = opened - 1
            while i > bound and view.text[i] == ",":
                i -= 1
            if i <= bound or view.forms[i][-1] not in AFTER_QUOTE:
                return opened
            closed = i - 2 if view.tags[i - 1] == ["VCP"] else i - 1
            if view.quote.get(closed, closed) >= closed or view.quote[closed] < bound:
                return opened
            opened = view.quote[closed]

    def _object_start(self, first: int, end: int) -> int:
        """Return where an object begins: after another clause, or after the topic."""
        view = self.view
        thing = any(view.text[i] in ("것", "데") or view.has(i, "ETN") for i in range(max(first, end - 8), end))
        thing = thing or view.forms[end - 1][-1] in ("도록", "게")
        if thing:
            return first
        i = end - 2
        while i >= first:
            tag = view.tags[i][-1]
            if tag == "EC" and view.forms[i][0] not in ("대하", "관하", "위하"):
                return self.phrases.after_connectives(i + 1, end)
            if view.particle(i) in ("에게", "한테", "께"):
                return i + 1
            if view.particle(i) in TOPIC and tag == "JX":
                return self.phrases.after_connectives(i + 1, end)
            i -= 1
        return first
