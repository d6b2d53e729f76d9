"""The tokenizer for news text as scrapers leave it: words glued over a sentence end, a quotation mark or a dash.

It is spaCy's English tokenizer with more places to split. The text is never changed, so that offsets always refer to
the text as given; the one exception is a lone surrogate, which is no character: U+FFFD stands for it, one for one.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, Self

import srsly
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from korea_nlp.lexicon import Lexicon, load_lexicon

LOWER, UPPER = "a-zß-öø-ÿ", "A-ZÀ-ÖØ-Þ"
LONGEST_CHUNK = 400  # spaCy's affix rules take quadratic time in the length of a chunk without whitespace
INVISIBLE = "\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
LONG_CHUNK = rf"\S{{{LONGEST_CHUNK}}}(?=\S)"
SURROGATE = re.compile("[\ud800-\udfff]")
NUMBER_SIGN = re.compile(r"\bnos?\. ?\d", re.IGNORECASE)

ADDRESS = r"(?:https?://|pic\.twitter\.com/)"

PREFIXES = (
    r"-{2,}(?=.)",  # "(KCNA) --Kim"
    r"``",
    r"[•●▪■◆►▶▸‣∙·○□◇★☆▲△▼※→»›](?=.)",  # "•Kim Jong Un inspected ..."
    rf"[{INVISIBLE}]+",
)
SUFFIXES = (
    r"(?<=\d)[ap]\.m\.",  # "6:00p.m."
    r"(?<=[\w)\].,\"”][\w)\].,\"”])-{2,}",  # "(KCNA)--"; not the "s--" of a word left out
    rf"[{INVISIBLE}]+",
)
INFIXES = (
    r"^@\w+",  # "@RobertKim" is taken whole
    rf"{ADDRESS}\S+",  # "was the 30th.https://t.co/x"
    r"[\"“”„«»]|''|``",  # "go”He", 'said."He'
    rf"(?<=[\w.,!?])‘(?=[{UPPER}])|(?<=[.!?,])[’'](?=[{UPPER}])",  # "said‘We", "it.’He"
    rf"(?<=\d)\.(?=[{UPPER}][{LOWER}])",  # "killed 2,700.Kim said"
    rf"(?<=[{UPPER}]{{2}})\.(?=[{UPPER}][{LOWER}])",  # "the DPRK.It is"
    r"(?<=[A-Z\d]{2})\.(?=[\"“”’])",  # "in 2012.”The"
    r"[!?](?=[A-Z\"“”‘’(])|;(?=[A-Za-z\"“])|:(?=[\"“‘])",  # "the pictures?I saw"
    r",(?=[^\W\d_]|[\"“‘])|(?<=[^\W\d]|[)\"”]),(?=\d)",  # "April 15,Kim", "citizens,15 of them"
    r"(?<=[\w)\].!?\"”])-{2,}(?=[\w\"“‘'(])",  # "wounded.--Kevin"
    r"[—–―](?=[\"“‘'(])|(?<=[)\]\"”’'.!?%])[—–―]",  # "the plan!”—is"
    rf"(?<=\w\w)\((?=\w\w)|(?<=\w[\w.])\)(?=[^\w']|[{UPPER}][{LOWER}])",  # "Juche 101(2012)", "1939),Kim"
    r"(?<=\d)[–—−~](?=[\d$€£¥])|(?<=\d)-(?=[$€£¥])|(?<=[-–—−])[$€£¥](?=\d)",  # "224,000~258,000", "$10-$15"
    r"(?<=[A-Z]\.)[-–](?=\w)|(?<=\))-(?=\w)",  # "U.S.-South Korea", "40 m (121 ft)-long"
    r"(?<=\w)[‐‑－](?=[^\W\d])",  # "short‑range" with a hyphen that does not break
    r"(?<=\w)[•●▪■◆►]",
)

Role = Literal["before", "surname", "name", "never", "unit"]
Kind = Literal["title", "month", "weekday", "number", "place", "joining", "initialism"]


@dataclass(frozen=True, slots=True)
class GluedWord:
    """A word that scrapers glue to its neighbour.

    Attributes:
        role: ``before``: a capital after it begins a new word ("ofKorea"). ``surname``: begins a new word wherever it
            is glued on ("GeneralKim"). ``name``: a new word begins where letters follow ("Kim Jong Unsaid").
            ``never``: part of names such as "McKim". ``unit``: stands on its own after a figure ("240mm-calibre").
    """

    word: str
    role: Role
    source: str


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation with its stop: one token, whose stop does not end a sentence where ``kind`` says so."""

    abbreviation: str
    kind: Kind
    source: str


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
        return NewsTokenizer(extend(base, short, glued), _of_role(glued, "name"))

    return make


def extend(base: Tokenizer, abbreviations: Iterable[Abbreviation], glued: Iterable[GluedWord]) -> Tokenizer:
    """Return a copy of a tokenizer that splits in more places."""
    abbreviations, words = tuple(abbreviations), tuple(glued)
    infixes = (*INFIXES, *_stop_patterns(abbreviations), *_glue_patterns(words))
    extended = Tokenizer(
        base.vocab,
        rules=base.rules,
        prefix_search=re.compile(_join((f"^(?:{p})" for p in PREFIXES), base.prefix_search)).search,
        suffix_search=re.compile(_join((f"(?:{p})$" for p in SUFFIXES), base.suffix_search)).search,
        infix_finditer=re.compile(_join(infixes, base.infix_finditer)).finditer,
        token_match=base.token_match,
        url_match=_only_whole_url(base.url_match),
        faster_heuristics=base.faster_heuristics,
    )
    for row in abbreviations:
        if row.kind != "number" and row.abbreviation not in base.rules:
            extended.add_special_case(row.abbreviation, [{ORTH: row.abbreviation}])
    return extended


def _join(patterns: Iterable[str], matcher: Any) -> str:
    """Join our patterns and those of a compiled pattern's bound method."""
    return "|".join((*patterns, matcher.__self__.pattern))


def _only_whole_url(matcher: Any) -> Any:
    """Narrow a URL matcher to chunks where the address is not glued to a word: "the 30th.https://t.co/x"."""
    if matcher is None:
        return None
    return re.compile(rf"(?u)(?!.+{ADDRESS})" + matcher.__self__.pattern.removeprefix("(?u)")).match


def _stop_patterns(abbreviations: tuple[Abbreviation, ...]) -> tuple[str, ...]:
    """Split after the stop of an abbreviation, which the stop stays with."""
    before_number = _after(row.abbreviation for row in abbreviations if row.kind in ("number", "month"))
    before_name = _after(row.abbreviation for row in abbreviations if row.kind in ("title", "place"))
    short_words = "As|At|An|By|He|If|In|Is|It|My|No|On|So|To|We|Mr|Ms|Dr"
    return (
        rf"(?<=[a-z]\.)(?=\d)(?:{before_number})",  # "Dec.14"
        rf"(?<=[a-z]\.)(?=[{UPPER}])(?:{before_name})",  # "Lt.Gen. Kim"
        # "U.S.President", "the U.S.It"; not "W.Va" nor "Ph.D"
        rf"(?<=(?<![^\W\d_])[A-Z]\.)(?=[{UPPER}][{LOWER}]{{2}}|(?:{short_words})\b)",
    )


def _glue_patterns(words: tuple[GluedWord, ...]) -> tuple[str, ...]:
    """Split between two words that are both known."""
    before = _after(_of_role(words, "before"))
    never = "".join(rf"(?<!(?<!\w){re.escape(word)})" for word in _of_role(words, "never"))
    surname, units = _one_of(_of_role(words, "surname")), _one_of(_of_role(words, "unit"))
    return (
        # "ofKorea", "aboutVladimir", "thatU.S."
        rf"(?<=[{LOWER}])(?=[{UPPER}](?:[{LOWER}]{{2}}|\.[{UPPER}]))(?:{before})",
        rf"(?<=[^\W_])(?={surname}\b){never}",  # "GeneralKim"
        rf"(?<=\d)(?={units}(?![^\W_]))",  # "12.2million", "240mm-calibre"
    )


def _of_role(words: Iterable[GluedWord], role: Role) -> list[str]:
    return [row.word for row in words if row.role == role]


def _after(words: Iterable[str]) -> str:
    """Return a pattern for the place after one of some words, where the word is whole."""
    return "|".join(rf"(?<=(?<!\w){re.escape(word)})" for word in words) or "(?!)"


def _one_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True))) or '(?!)'})"


class NewsTokenizer:
    """Turns an article's text into a Doc; what it knows is saved with the pipeline."""

    def __init__(self, tokenizer: Tokenizer, names: Iterable[str]) -> None:
        self._tokenizer = tokenizer
        self._set_names(names)

    def _set_names(self, names: Iterable[str]) -> None:
        self._names = tuple(names)
        self._cuts = re.compile(rf"{_one_of(self._names)}(?=[^\W\d_]{{2}})|{LONG_CHUNK}")

    @property
    def vocab(self) -> Vocab:
        """The vocabulary that the Docs share with the pipeline."""
        vocab: Vocab = self._tokenizer.vocab
        return vocab

    def __call__(self, text: str) -> Doc:
        """Return the tokens of a text; ``doc.text`` equals it.

        A lone surrogate, which no encoding can carry, is replaced by U+FFFD.
        """
        text = SURROGATE.sub("\ufffd", text)
        ends = [match.end() for match in self._cuts.finditer(text)]
        doc: Doc = self._tokenize_pieces(text, ends) if ends else self._tokenizer(text)
        if NUMBER_SIGN.search(text):
            _merge_number_signs(doc)
        return doc

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
