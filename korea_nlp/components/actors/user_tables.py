"""Words that a user wants to stand for one actor, whatever the rules say."""

from collections.abc import Iterator

from korea_nlp.components.actors.reading import Reading
from korea_nlp.knowledge import KnowledgeBase
from korea_nlp.layers import Mention
from korea_nlp.records.vocabulary import MentionForm
from korea_nlp.syntax.labels import NOMINAL

USER = "user:"  # begins the rule of such a mention
START = 4  # characters by which words are looked up


class UserLinker:
    """Gives mentions of a user's exact words to the user's actor, and adds those that the rules left out."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.actors = dict(knowledge.resolutions)
        self.by_start: dict[str, list[str]] = {}
        for words in sorted(self.actors, key=len, reverse=True):
            self.by_start.setdefault(words[:START], []).append(words)
        self.lengths = sorted({len(start) for start in self.by_start}, reverse=True)

    def link(self, reading: Reading) -> None:
        """Change and add mentions."""
        if not self.actors:
            return
        mentions, parse = reading.mentions, reading.parse
        for at, mention in enumerate(mentions.all):
            words = reading.parse.words(mention.start, mention.end)
            if words in self.actors:
                actor = mentions.known(self.actors[words])
                mentions.all[at] = Mention(mention.start, mention.end, mention.form, actor, f"{USER}{words}")
        text, starts, ends = "", [], {}
        for i, (word, spaced) in enumerate(zip(parse.text, parse.spaced, strict=True)):
            starts.append(len(text))
            text += word
            ends[len(text)] = i + 1
            text += " " * spaced
        for i, place in enumerate(starts):
            for words in self._beginning(text, place):
                end = ends.get(place + len(words))
                if end is not None and self._stands_alone(reading, i, end):
                    mentions.add(i, end, _form(words), mentions.known(self.actors[words]), f"{USER}{words}")
                    break

    def _beginning(self, text: str, place: int) -> Iterator[str]:
        """Yield the words that stand at a place of the text, the longest first."""
        for length in self.lengths:
            for words in self.by_start.get(text[place : place + length], ()):
                if text.startswith(words, place):
                    yield words

    def _stands_alone(self, reading: Reading, start: int, end: int) -> bool:
        """Tell whether words belong to no mention and are no part of a longer name: "Kim", not "Kim Jae-kyu"."""
        parse = reading.parse
        if not reading.mentions.is_free(start, end) or reading.is_hyphen(end) or reading.is_glued(start):
            return False
        if not reading.is_title_case(end - 1):
            return True
        before = reading.is_title_case(start - 1) and parse.ent[start] and not parse.begins[start]
        after = reading.is_title_case(end) and parse.pos[end] in NOMINAL
        return not (before or after)


def _form(words: str) -> MentionForm:
    return "alias" if words[0].isupper() else "nominal"
