"""The tokenizer: Kiwi's morphemes as tokens, at the offsets of the text as it came.

An eojeol falls into stem, particles and endings. Morphemes that share a syllable ("했" = 하 + 었) are one token, whose
tag and lemma name each of them: ``XSV+EP``, ``하+었``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from korea_nlp.errors import ModelError
from korea_nlp.korean.script import compose
from korea_nlp.korean.tables import NameRow
from korea_nlp.lexicon import Lexicon, load_lexicon

SPACE = "_SP"
WHOLE = ("가능성", "필요성", "기대감", "회의론", "볼멘소리")  # nouns that the grammar asks for as one
OTHER = "SW"
MARK = "+"
STATES_IN_ONE = frozenset(  # each state is a token
    [
        "한미",
        "한중",
        "한일",
        "한러",
        "한북",
        "미중",
        "미일",
        "미러",
        "미북",
        "북미",
        "북중",
        "북러",
        "북일",
        "남북",
        "북남",
        "조미",
        "조중",
        "조러",
        "조일",
        "중러",
        "중일",
        "러일",
        "일미",
        "중미",
        "한미일",
        "한일중",
        "한중일",
        "북중러",
        "남북미",
        "남북미중",
        "미중러",
        "북미중",
        "미일한",
        "조로",
        "로조",
        "러북",
    ]
)


@dataclass(slots=True)
class _Unit:
    """A token in the making: where it stands in the composed text, and its morphemes."""

    start: int
    end: int
    forms: list[str]
    tags: list[str]


def make_korean_tokenizer(names: Lexicon | None = None) -> Callable[[Language], "KoreanTokenizer"]:
    """Build the tokenizer; named in the config of a pipeline."""

    def make(nlp: Language) -> KoreanTokenizer:
        return KoreanTokenizer(nlp.vocab, names or load_lexicon("ko_names"))

    return make


class KoreanTokenizer:
    """Turns a text into a Doc whose tokens are morphemes, with their tags and lemmas.

    Raises:
        ModelError: Kiwi is not installed; says what to do.
    """

    def __init__(self, vocab: Vocab, names: Lexicon) -> None:
        self.vocab = vocab
        self._kiwi = _make_kiwi(row.name for row in names.rows(NameRow, key=("name", "actor")))

    def __call__(self, text: str) -> Doc:
        """Return the Doc of a text."""
        plain, starts = compose(text)
        words: list[str] = []
        spaces: list[bool] = []
        columns: dict[str, list[str]] = {"tags": [], "lemmas": []}
        norms: list[str] = []

        def add(start: int, end: int, tag: str, lemma: str) -> None:
            words.append(text[starts[start] : starts[end]])
            spaces.append(False)
            columns["tags"].append(tag)
            columns["lemmas"].append(lemma)
            norms.append(plain[start:end])

        at = 0
        for unit in self._units(plain):
            self._fill(plain, at, unit.start, add, spaces)
            add(unit.start, unit.end, MARK.join(unit.tags), MARK.join(unit.forms))
            at = unit.end
        self._fill(plain, at, len(plain), add, spaces)
        doc = Doc(self.vocab, words=words, spaces=spaces, **columns)  # type: ignore[arg-type]
        for token, norm in zip(doc, norms, strict=True):
            if token.text != norm:
                token.norm_ = norm
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        """Return nothing: what it knows comes from the config."""
        return b""

    def from_bytes(self, data: bytes, **_: Any) -> "KoreanTokenizer":
        """Return itself: what it knows comes from the config."""
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write nothing: what it knows comes from the config."""

    def from_disk(self, path: str | Path, **_: Any) -> "KoreanTokenizer":
        """Return itself: what it knows comes from the config."""
        return self

    def _units(self, plain: str) -> list[_Unit]:
        units: list[_Unit] = []
        held: list[tuple[str, str]] = []  # morphemes without a letter of their own: the 이 of "평가다"
        for morpheme in self._kiwi.tokenize(plain):
            tag = morpheme.tag.partition("-")[0]
            start, end = morpheme.start, morpheme.start + morpheme.len
            if units and start < units[-1].end:
                units[-1].end = max(units[-1].end, end)
                units[-1].forms.append(morpheme.form)
                units[-1].tags.append(tag)
            elif units and tag == "XSN" and units[-1].end == start and plain[units[-1].start : end] in WHOLE:
                units[-1].end, units[-1].forms, units[-1].tags = end, [plain[units[-1].start : end]], ["NNG"]
            elif start == end:
                held.append((morpheme.form, tag))
            elif tag.startswith("NN") and plain[start:end] in STATES_IN_ONE:
                units += [_Unit(i, i + 1, [plain[i]], ["NNP"]) for i in range(start, end)]
            elif start < end:
                forms, tags = [form for form, _ in held], [tag for _, tag in held]
                units.append(_Unit(start, end, [*forms, morpheme.form], [*tags, tag]))
                held = []
        return units

    @staticmethod
    def _fill(plain: str, start: int, end: int, add: Callable[[int, int, str, str], None], spaces: list[bool]) -> None:
        """Add what stands between two morphemes: one space belongs to the token before it, all else is its own."""
        if start < end and plain[start] == " " and spaces and not spaces[-1]:
            spaces[-1] = True
            start += 1
        while start < end:
            blank = plain[start].isspace()
            stop = start + 1
            while stop < end and plain[stop].isspace() == blank:
                stop += 1
            add(start, stop, SPACE if blank else OTHER, plain[start:stop])
            start = stop


def _make_kiwi(names: Iterable[str]) -> Any:
    try:
        from kiwipiepy import Kiwi
    except ImportError as error:
        raise ModelError("the Korean model needs Kiwi; pip install 'korea-nlp[korean]'.") from error
    kiwi = Kiwi(num_workers=1)
    for name in names:
        if len(name) > 1 and all("가" <= c <= "힣" for c in name) and name not in STATES_IN_ONE:
            kiwi.add_user_word(name, "NNP", 0.0)
    return kiwi
