"""The rules of the news tokenizer: where to split in addition to spaCy's own rules."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer

LOWER, UPPER = "a-zß-öø-ÿ", "A-ZÀ-ÖØ-Þ"
INVISIBLE = "\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
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


class PlainWordGuard:
    """A pattern that is not searched in plain words ("talks", "Seoul", "DPRK"), where no rule can match.

    Most chunks are such words, and a pipeline that frees its memory tokenizes them again each time.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        compiled = re.compile(pattern)
        self._search, self._finditer = compiled.search, compiled.finditer

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match."""
        return None if text.isalpha() and text.isascii() else self._search(text)

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """Return all matches."""
        return () if is_plain(text) else self._finditer(text)


def is_plain(chunk: str) -> bool:
    """Tell a word of plain letters, small, capital or with a capital at its start, in which no pattern splits."""
    return chunk.isascii() and chunk.isalpha() and (chunk.islower() or chunk.istitle() or chunk.isupper())


def extend(base: Tokenizer, abbreviations: Iterable[Abbreviation], glued: Iterable[GluedWord]) -> Tokenizer:
    """Return a copy of a tokenizer that splits in more places."""
    abbreviations, words = tuple(abbreviations), tuple(glued)
    infixes = (*INFIXES, *_stop_patterns(abbreviations), *_glue_patterns(words))
    extended = Tokenizer(
        base.vocab,
        rules=base.rules,
        prefix_search=PlainWordGuard(_join((f"^(?:{p})" for p in PREFIXES), base.prefix_search)).search,
        suffix_search=PlainWordGuard(_join((f"(?:{p})$" for p in SUFFIXES), base.suffix_search)).search,
        infix_finditer=PlainWordGuard(_join(infixes, base.infix_finditer)).finditer,
        token_match=base.token_match,
        url_match=_only_whole_url(base.url_match),
        faster_heuristics=base.faster_heuristics,
    )
    for row in abbreviations:
        if row.kind != "number" and row.abbreviation not in base.rules:
            extended.add_special_case(row.abbreviation, [{ORTH: row.abbreviation}])
    return extended


def guard(tokenizer: Tokenizer) -> None:
    """Put the guard before the patterns of a tokenizer that was read from disk."""
    tokenizer.prefix_search = PlainWordGuard(tokenizer.prefix_search.__self__.pattern).search
    tokenizer.suffix_search = PlainWordGuard(tokenizer.suffix_search.__self__.pattern).search
    tokenizer.infix_finditer = PlainWordGuard(tokenizer.infix_finditer.__self__.pattern).finditer


def glued_to(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for a name to which a word is glued: "Kim Jong Unsaid"."""
    return re.compile(rf"{_one_of(names)}(?=[^\W\d_]{{2}})")


def _join(patterns: Iterable[str], matcher: Any) -> str:
    """Join our patterns and those of a compiled pattern's bound method, if there is one."""
    return "|".join((*patterns, *([matcher.__self__.pattern] if matcher else [])))


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
