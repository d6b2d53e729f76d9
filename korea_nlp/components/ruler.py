"""spaCy's attribute ruler, with what it says of a word by itself looked up instead of matched again."""

from collections.abc import Iterable
from typing import Any

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Span

Pattern = list[dict[int | str, Any]]  # as spaCy's ruler has them; its Matcher asks for names alone
KINDS = ("TAG", "DEP", "IS_SPACE")  # what patterns of one word may ask for, beside its letters
Match = tuple[int, int, int, int]  # number of the pattern, its key, first word, end


@Language.factory("korea_ruler", assigns=["token.pos", "token.morph"], default_config={"validate": False})
def make_ruler(nlp: Language, name: str, validate: bool) -> "RememberingRuler":
    """Build the component; ``load`` puts it in the place of the base model's ruler, with its patterns."""
    return RememberingRuler(nlp.vocab, name, validate=validate)


class RememberingRuler(AttributeRuler):
    """Sets what spaCy's ``AttributeRuler`` sets, by the same patterns.

    Patterns of one word that name its letters, its tag or its dependency are matched once for each kind of word; two
    words whose letters no such pattern names are of one kind. All other patterns are matched over each Doc.
    """

    _singles: dict[int, list[Pattern]]
    _others: dict[int, list[Pattern]]
    _named: set[int]  # words whose letters patterns of one word name
    _matchers: tuple[Matcher, Matcher] | None
    _seen: dict[tuple[int, ...], list[tuple[int, int]]]

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._forget()

    def clear(self) -> None:
        """Remove all patterns."""
        super().clear()
        self._forget()

    def add(self, patterns: Iterable[Pattern], attrs: dict[str, Any], index: int = 0) -> None:
        """Add patterns, and what is set on the word that they find."""
        patterns = list(patterns)
        super().add(patterns, attrs, index)
        key = self.vocab.strings.add(str(len(self.attrs) - 1))
        for pattern in patterns:
            single = len(pattern) == 1 and all(_is_plain(*part) for part in pattern[0].items())
            chosen = self._singles if single else self._others
            chosen.setdefault(key, []).append(pattern)
            if single and "LOWER" in pattern[0]:
                self._named.update(map(self.vocab.strings.add, _values(pattern[0]["LOWER"])))
        self._matchers = None

    def match(self, doc: Doc) -> list[Match]:
        """Return what patterns find in a Doc, in the order in which it is set."""
        if self._matchers is None:
            self._matchers = self._build(self._singles), self._build(self._others)
            self._seen.clear()
        one, others = self._matchers
        found = [(int(self.vocab.strings[key]), key, start, end) for key, start, end in _matches(others, doc)]
        for i, (word, *rest) in enumerate(doc.to_array(["LOWER", *KINDS]).tolist()):
            kind = (word if word in self._named else 0, *rest)
            known = self._seen.get(kind)
            if known is None:
                keys = sorted({key for key, _, _ in _matches(one, doc[i : i + 1])})
                known = self._seen[kind] = [(int(self.vocab.strings[key]), key) for key in keys]
            found += [(number, key, i, i + 1) for number, key in known]
        return sorted(found)

    def _forget(self) -> None:
        self._singles, self._others, self._named, self._matchers, self._seen = {}, {}, set(), None, {}

    def _build(self, patterns: dict[int, list[Pattern]]) -> Matcher:
        matcher = Matcher(self.vocab, validate=self.validate)
        for key, rows in patterns.items():
            matcher.add(key, rows)  # type: ignore[arg-type]
        return matcher


def _matches(matcher: Matcher, words: Doc | Span) -> list[tuple[int, int, int]]:
    return list(matcher(words, allow_missing=True)) if len(matcher) else []


def _is_plain(attribute: int | str, wanted: Any) -> bool:
    """Tell whether what a pattern asks of a word can be told from its kind."""
    asked = set(wanted) if isinstance(wanted, dict) else {"IN"}
    return asked == {"IN"} if attribute == "LOWER" else attribute in KINDS and asked <= {"IN", "NOT_IN"}


def _values(wanted: Any) -> list[str]:
    return [wanted] if isinstance(wanted, str) else list(wanted["IN"])
