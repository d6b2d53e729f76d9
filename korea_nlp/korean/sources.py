"""Whom the words of a source stand for."""

from collections.abc import Iterable

from korea_nlp import layers
from korea_nlp.korean.drafts import Story
from korea_nlp.korean.morphemes import Piece

OTHERS = frozenset({"등", "등의"})
REPORTS = frozenset({"보도", "기사", "방송", "보도문", "통신"})


class SourceActors:
    """Finds the actors that the source of a claim stands for."""

    def __init__(self, story: Story) -> None:
        self.story, self.view, self.phrases = story, story.view, story.phrases

    def of(self, source: Iterable[Piece]) -> tuple[str, ...]:
        """Return the actors that a source stands for: its last mention, and those that 와 or · joins to it."""
        found: list[str] = []
        for start, end in source:
            if self.phrases.is_generic(start, end):
                end = self._named_of(start, end)
            inside = [m for m in self.story.all if start <= m.start and m.end <= end]
            if end == start:
                continue
            if not inside and self.view.text[start:end] in (["그"], ["그녀"]) and (person := self._last_person(start)):
                found.append(person)
            if not inside:
                if self.view.text[end - 1] in REPORTS and (outlet := self._last_outlet(start)):
                    found.append(outlet)
                continue
            last = inside[-1]
            if not self._names_head(last, end):
                continue  # "트럼프 대통령의 변호인"
            chain = [last]
            for mention in reversed(inside[:-1]):
                between = "".join(self.view.text[mention.end : chain[0].start])
                if (between and any(mark in between for mark in ("과", "와", "·", ",", "및")) and len(between) < 6) or (
                    not between and len(self.view.text[mention.start]) == 1 and not self.view.spaced[mention.end - 1]
                ):
                    chain.insert(0, mention)
                else:
                    break
            found += [mention.actor for mention in chain]
        return tuple(dict.fromkeys(found))

    def _named_of(self, start: int, end: int) -> int:
        """Return where the names end of a source such as "누리통신 등 미국 언론들"; else its start."""
        for i in range(start + 1, end):
            stop = i
            if self.view.text[i - 1] == ")":  # "누리방송(NBC) 등"
                stop = next((k for k in range(i - 2, start, -1) if self.view.text[k] == "("), i)
            if self.view.text[i] in OTHERS and any(
                start <= m.start and m.end in (i, stop) for m in self.story.mentions
            ):
                return i
        return start

    def _names_head(self, mention: layers.Mention, end: int) -> bool:
        """Tell whether a mention is the head of a source that ends at a token, or stands beside it."""
        view = self.view
        if all(view.is_noun(i) or view.text[i] in "()·전현/" for i in range(mention.end, end)):
            return True
        if self.story.kinds.get(mention.actor) != "person" or view.particle(mention.end):
            return False
        # "박해솔 미국 국무부의 대북정책특별대표": a name, and the office that its bearer holds
        rest = [view.particle(i) for i in range(mention.end, end) if not view.is_noun(i) and view.text[i] not in "()·/"]
        return rest == ["의"] and any(view.text[end - 1].endswith(title) for title in self.phrases.words["title"])

    def _last_person(self, before: int) -> str | None:
        """Return who "그는" is: the person that was the source last, else the one named last."""
        for draft in sorted(self.story.drafts, key=lambda d: d.source[0] if d.source else (0, 0), reverse=True):
            if draft.source and draft.source[0][1] <= before:
                actors = [a for a in self.of(draft.source) if self.story.kinds.get(a) == "person"]
                if actors:
                    return actors[-1]
        named = [m.actor for m in self.story.mentions if m.end <= before and self.story.kinds.get(m.actor) == "person"]
        return named[-1] if named else None

    def _last_outlet(self, before: int) -> str | None:
        """Return the agency or paper that was named last before a token: "보도에 따르면"."""
        named = [m.actor for m in self.story.mentions if m.end <= before and self.story.kinds.get(m.actor) == "media"]
        return named[-1] if named else None
