"""Whom a claim is about."""

from collections.abc import Iterable, Sequence

from korea_nlp import layers
from korea_nlp.korean.drafts import Draft, Story
from korea_nlp.records import AboutForm, reference_of

MOST_ABOUT = 3
RIGHT = {"named": 0.82, "referred": 0.43, "implied": 0.25}  # share of those whom claims are about that is right
OWN = frozenset({"우리", "저희", "나", "저", "자신", "본인", "자기"})


class Abouts:
    """Finds whom claims are about."""

    def __init__(self, story: Story) -> None:
        self.story, self.view = story, story.view
        self.named = set(story.mentions)

    def of(self, draft: Draft, source: tuple[str, ...], before: tuple[str, ...]) -> tuple[str, ...]:
        """Return whom a claim is about.

        Who is named in its content, in order; else the states in 북미 회담 or 북한 미사일; else who else
        stands in its sentence; else whom the claim before was about.
        """
        inside = [m for m in self.story.all if any(a <= m.start and m.end <= b for a, b in draft.content)]
        named = [m.actor for m in inside if m in self.named and not self._is_where(m)]
        told = [m.actor for m in inside if m not in self.named and (m.rule != "joint" or self._is_meeting(m))]
        for found in (named, told):
            if others := [actor for actor in dict.fromkeys(found) if actor not in source]:
                return tuple(others[:MOST_ABOUT])
        if named or told:
            return source
        if around := [actor for actor in self._around(draft) if actor not in source]:
            return tuple(around[:MOST_ABOUT])
        return source if source and self._speaks_of_self(draft) else before[:2] or source

    def _is_where(self, mention: layers.Mention) -> bool:
        """Tell whether a mention only says where something is: "싱가포르에서 회담을 열었다"."""
        view = self.view
        return view.particle(mention.end) == "에서" and view.particle(mention.end + 1) not in ("는", "도")

    def _around(self, draft: Draft) -> list[str]:
        """Return who stands in the sentence of a claim outside it: "박 대표를 겨냥해 "…"고 말했다"."""
        first = draft.content[0][0]
        start, end = next((a, b) for a, b in self.view.sentences if a <= first < b)
        apart = [*draft.source, *draft.content]
        parent = draft.parent
        while parent is not None:
            apart += self.story.drafts[parent].source
            parent = self.story.drafts[parent].parent
        return [
            m.actor
            for m in self.story.all
            if start <= m.start < end
            and not any(a <= m.start < b for a, b in apart)
            and not self._is_where(m)
            and (m.rule != "joint" or self._is_meeting(m))
        ]

    def _speaks_of_self(self, draft: Draft) -> bool:
        """Tell whether a content holds a word by which speakers call themselves."""
        return any(self.view.forms[i][0] in OWN for start, end in draft.content for i in range(start, end))

    def forms(self, draft: Draft, source: Sequence[str], about: Iterable[str]) -> tuple[AboutForm, ...]:
        """Return how a content speaks of each actor that it is about, and how likely that is right as a rule."""
        forms: dict[str, list[str]] = {actor: [] for actor in about}
        for mention in self.story.all:
            if mention.actor in forms and any(a <= mention.start and mention.end <= b for a, b in draft.content):
                forms[mention.actor].append(mention.form)
        for actor in forms.keys() & source if self._speaks_of_self(draft) else ():
            forms[actor].append("pronoun")
        told = ((actor, reference_of(held)) for actor, held in forms.items())
        return tuple(AboutForm(actor, form, RIGHT[form]) for actor, form in told)

    def _is_meeting(self, mention: layers.Mention) -> bool:
        """Tell whether states in one word act on each other: "북미 회담"; "남북 관계" is one matter of both."""
        return "남" not in self.view.text[max(0, mention.start - 2) : mention.end + 2]
