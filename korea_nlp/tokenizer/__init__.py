"""The tokenizer for news text as scrapers leave it: words glued over a sentence end, a quotation mark or a dash.

It is spaCy's English tokenizer with more places to split. The text is never changed, so that offsets always refer to
the text as given; the one exception is a lone surrogate, which is no character: U+FFFD stands for it, one for one.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Self

import srsly
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from korea_nlp.lexicon import Lexicon, load_lexicon
from korea_nlp.tokenizer.rules import Abbreviation, GluedWord, extend, glued_to, guard, is_plain

LONGEST_CHUNK = 400  # characters; spaCy's rules take quadratic time in the length of a chunk, so longer ones are cut
LONG_CHUNK = re.compile(rf"\S{{{LONGEST_CHUNK + 1},}}")
CUT = 50
SURROGATE = re.compile("[\ud800-\udfff]")
NUMBER_SIGN = re.compile(r"\bnos?\. ?\d", re.IGNORECASE)


def make_news_tokenizer(
    *, abbreviations: Lexicon | None = None, glued_words: Lexicon | None = None
) -> Callable[[Language], "NewsTokenizer"]:
    """Return the maker of the tokenizer, as a config's ``[nlp.tokenizer]`` names it.

    Args:
        abbreviations: Table of ``Abbreviation``; the package's own when None.
        glued_words: Table of ``GluedWord``; the package's own when None.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> nlp.tokenizer = make_news_tokenizer()(nlp)
        >>> [token.text for token in nlp("He met U.S.President Trump.North Korea")]
        ['He', 'met', 'U.S.', 'President', 'Trump', '.', 'North', 'Korea']
    """
    short = (abbreviations or load_lexicon("abbreviations")).rows(Abbreviation)
    glued = (glued_words or load_lexicon("glued_words")).rows(GluedWord, key=("word", "role"))

    def make(nlp: Language) -> NewsTokenizer:
        base = getattr(nlp, "tokenizer", None)
        if not isinstance(base, Tokenizer):  # a saved pipeline is being built: the base's tokenizer is not there yet
            base = registry.get("tokenizers", "spacy.Tokenizer.v1")()(nlp)
        return NewsTokenizer(extend(base, short, glued), [row.word for row in glued if row.role == "name"])

    return make


class NewsTokenizer:
    """Turns an article's text into a Doc; what it knows is saved with the pipeline."""

    def __init__(self, tokenizer: Tokenizer, names: Iterable[str]) -> None:
        self._tokenizer = tokenizer
        self._set_names(names)

    def _set_names(self, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._glued_to_name = glued_to(self._names)

    @property
    def vocab(self) -> Vocab:
        """The vocabulary that the Docs share with the pipeline."""
        vocab: Vocab = self._tokenizer.vocab
        return vocab

    def __call__(self, text: str) -> Doc:
        """Return the tokens of a text; ``doc.text`` equals it.

        A lone surrogate, which no encoding can carry, is replaced by U+FFFD.
        """
        if not text.isascii():
            text = SURROGATE.sub("\ufffd", text)
        ends = [match.end() for match in self._glued_to_name.finditer(text)]
        if len(max(text.split(), key=len, default="")) > LONGEST_CHUNK:
            chunks = [match.span() for match in LONG_CHUNK.finditer(text)]
            ends = sorted({*ends, *(end for start, last in chunks for end in range(start + CUT, last, CUT))})
        doc: Doc = self._tokenize_pieces(text, ends) if ends else self._tokenizer(text)
        if NUMBER_SIGN.search(text):
            _merge_number_signs(doc)
        return doc

    def is_whole(self, words: str) -> bool:
        """Tell, without making a Doc, that a phrase falls into tokens at its spaces alone; False where it may not."""
        rules = self._tokenizer.rules
        return (
            all(chunk not in rules and is_plain(chunk) for chunk in words.split(" "))
            and len(words) <= LONGEST_CHUNK
            and not self._glued_to_name.search(words)
        )

    def _tokenize_pieces(self, text: str, ends: list[int]) -> Doc:
        """Tokenize a text piece by piece: where a word is glued to a name, and inside endless chunks."""
        words, spaces = [], []
        for start, end in pairwise([0, *ends, len(text)]):
            for token in self._tokenizer(text[start:end]):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        return Doc(self.vocab, words=words, spaces=spaces)

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        """Yield one Doc a text, in order."""
        yield from map(self, texts)

    def explain(self, text: str) -> list[tuple[str, str]]:
        """Return which rule made each token; see spaCy's ``Tokenizer.explain``."""
        explained: list[tuple[str, str]] = self._tokenizer.explain(text)
        return explained

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the rules as bytes."""
        parts = {"names": self._names, "tokenizer": self._tokenizer.to_bytes(exclude=tuple(exclude))}
        return bytes(srsly.msgpack_dumps(parts))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """Read the rules back."""
        parts = srsly.msgpack_loads(data)
        self._tokenizer.from_bytes(parts["tokenizer"], exclude=tuple(exclude))
        guard(self._tokenizer)
        self._set_names(parts["names"])
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the rules to a file."""
        Path(path).write_bytes(self.to_bytes(exclude=exclude))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """Read the rules from a file."""
        return self.from_bytes(Path(path).read_bytes(), exclude=exclude)


def _merge_number_signs(doc: Doc) -> None:
    """Make one token of "No" and "." before a figure: "the No. 2 official"."""
    found = [
        token.i
        for token in doc[: max(0, len(doc) - 2)]
        if token.lower_ in ("no", "nos") and token.nbor().text == "." and token.nbor(2).text[0].isdigit()
    ]
    with doc.retokenize() as retokenizer:
        for i in found:
            if not doc[i].whitespace_:
                retokenizer.merge(doc[i : i + 2])
