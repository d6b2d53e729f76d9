"""Marks where sentences start: at paragraphs, and after a final ending with its mark, outside quotations."""

from spacy.language import Language
from spacy.tokens import Doc

from korea_nlp.korean.morphemes import Morphemes, read_morphemes

LATE = frozenset("\"”’'》」』)]】")  # what closes a sentence after its mark


@Language.factory("korea_ko_sentences", assigns=["token.is_sent_start"])
def make_sentence_splitter(nlp: Language, name: str) -> "SentenceSplitter":
    """Build the component; called by ``nlp.add_pipe("korea_ko_sentences")``."""
    return SentenceSplitter()


class SentenceSplitter:
    """Sets the first token of each sentence."""

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        starts = set(self.find(doc))
        for i, token in enumerate(doc):
            token.is_sent_start = i in starts
        return doc

    def find(self, doc: Doc) -> list[int]:
        """Return the first tokens of the sentences."""
        view = read_morphemes(doc)
        starts = [0] if len(view) else []
        for i in range(1, len(view)):
            before = view.text[i - 1]
            if ("\n" in before and before.isspace()) or (
                view.quoted[i] == 0 and not view.text[i].isspace() and _ends(view, i)
            ):
                starts.append(i)
        return starts


def _ends(view: Morphemes, at: int) -> bool:
    """Tell whether a sentence ends before a token: "밝혔다. 이어", not "3.5" nor "밝혔다."고"."""
    if not view.begins_eojeol(at):
        return False
    last = at - 1
    while last > 0 and view.text[last] in LATE and not view.spaced[last - 1]:
        last -= 1
    if not view.has(last, "SF") and view.text[last][-1] not in "。…":
        return False
    return view.has(last - 1, "EF", "SSC") or view.text[last] in "?!" or not view.is_noun(last - 1)
