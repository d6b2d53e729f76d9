"""Words that a user wants to stand for one actor, whatever the rules say."""

from korea_nlp.components.actors.reading import Reading
from korea_nlp.components.actors.view import NOMINAL
from korea_nlp.knowledge import KnowledgeBase
from korea_nlp.layers import Form, Mention


class Overrides:
    """Gives mentions of a user's exact words to the user's actor, and adds those that the rules left out."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.actors = dict(knowledge.resolutions)

    def link(self, reading: Reading) -> None:
        """Change and add mentions in the draft."""
        if not self.actors:
            return
        draft, view = reading.draft, reading.view
        for at, mention in enumerate(draft.mentions):
            words = view.words(mention.start, mention.end)
            if words in self.actors:
                actor = draft.known(self.actors[words])
                draft.mentions[at] = Mention(mention.start, mention.end, mention.form, actor, f"user:{words}")
        starts = {token.idx: token.i for token in view.doc}
        ends = {token.idx + len(token): token.i + 1 for token in view.doc}
        text = view.doc.text
        for words, actor in sorted(self.actors.items(), key=lambda item: -len(item[0])):
            place = text.find(words)
            while place >= 0:
                start, end = starts.get(place), ends.get(place + len(words))
                if start is not None and end is not None and self._stands_alone(reading, start, end):
                    draft.add(start, end, _form(words), draft.known(actor), f"user:{words}")
                place = text.find(words, place + len(words))

    def _stands_alone(self, reading: Reading, start: int, end: int) -> bool:
        """Tell whether words belong to no mention and are no part of a longer name: "Kim", not "Kim Jae-kyu"."""
        view = reading.view
        if not reading.draft.is_free(start, end) or view.is_hyphen(end) or view.glued(start):
            return False
        if not view.is_title_case(end - 1):
            return True
        before = start > 0 and view.is_title_case(start - 1) and view.ent[start] and not view.first[start]
        after = view.pos[end] in NOMINAL and view.is_title_case(end) if end < view.length else False
        return not (before or after)


def _form(words: str) -> Form:
    return "alias" if words[0].isupper() else "nominal"
