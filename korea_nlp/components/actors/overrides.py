"""Words that a user wants to stand for one actor, whatever the rules say."""

from collections.abc import Iterator

from korea_nlp.components.actors.reading import Reading
from korea_nlp.components.actors.view import NOMINAL
from korea_nlp.knowledge import KnowledgeBase
from korea_nlp.layers import Mention
from korea_nlp.records.vocabulary import MentionForm

START = 4  # characters by which words are looked up


class Overrides:
    """Gives mentions of a user's exact words to the user's actor, and adds those that the rules left out."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.actors = dict(knowledge.resolutions)
        self.by_start: dict[str, list[str]] = {}
        for words in sorted(self.actors, key=len, reverse=True):
            self.by_start.setdefault(words[:START], []).append(words)
        self.lengths = sorted({len(start) for start in self.by_start}, reverse=True)

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
        ends = {token.idx + len(token): token.i + 1 for token in view.doc}
        text = view.doc.text
        for token in view.doc:
            for words in self._beginning(text, token.idx):
                end = ends.get(token.idx + len(words))
                if end is not None and self._stands_alone(reading, token.i, end):
                    draft.add(token.i, end, _form(words), draft.known(self.actors[words]), f"user:{words}")
                    break

    def _beginning(self, text: str, place: int) -> Iterator[str]:
        """Yield the words that stand at a place of the text, the longest first."""
        for length in self.lengths:
            for words in self.by_start.get(text[place : place + length], ()):
                if text.startswith(words, place):
                    yield words

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


def _form(words: str) -> MentionForm:
    return "alias" if words[0].isupper() else "nominal"
