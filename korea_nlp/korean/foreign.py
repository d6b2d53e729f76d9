"""Foreign names in hangul: which person of the knowledge base is meant, by the consonants of the name.

Hangul keeps the consonants of a foreign name and sets vowels between them: 스콧 스나이더 and "Scott Snyder" are both
SKT SNT. Letters that sound in two ways (c, g, j, th, an r that ends a syllable) are read in both.
"""

import itertools
import re

from korea_nlp.knowledge import KnowledgeBase

HANGUL_WORD = re.compile("[가-힣]{2,6}")
EASTERN = frozenset({"KOR", "PRK", "CHN", "TWN", "JPN", "HKG", "VNM"})  # names that are said in another way, or order
LEADS = ["K", "K", "N", "T", "T", "R", "M", "P", "P", "S", "S", "", "S", "S", "S", "K", "T", "P", ""]
TAILS = ["", "K", "K", "K", "N", "N", "N", "T", "R", "K", "M", "P", "R", "R", "P", "R", "M", "P", "P", "T", "T", "N"]
TAILS += ["T", "T", "K", "T", "P", ""]
CARRIER = 18  # ㅡ, which only carries a consonant
SOUNDS: list[tuple[str, tuple[str, ...]]] = [  # of Latin letters, the longest first
    ("tsch", ("S",)),
    ("sch", ("S", "SK")),
    ("tch", ("S",)),
    ("tes", ("TS", "S")),
    ("chr", ("KR",)),
    ("ch", ("S", "K")),
    ("sh", ("S",)),
    ("th", ("S", "T")),
    ("ph", ("P",)),
    ("gh", ("", "K")),
    ("ck", ("K",)),
    ("qu", ("K",)),
    ("tz", ("S",)),
    ("ts", ("S",)),
    ("dg", ("S",)),
    ("ng", ("N", "NK")),
    ("mc", ("MK",)),
    ("sc", ("SK", "S")),
    ("x", ("KS", "S")),
    ("c", ("K", "S")),
    ("g", ("K", "S")),
    ("j", ("S", "")),
    ("d", ("T", "S")),
]
ALONE = {"b": "P", "f": "P", "k": "K", "l": "R", "m": "M", "n": "N", "p": "P", "q": "K", "s": "S", "t": "T", "v": "P"}
ALONE |= {"z": "S", "r": "R"}
MOST = 64  # ways in which one word may be read
LEAST = 4  # consonants of a whole name


def consonants(word: str) -> str:
    """Return the classes of the consonants of a word in hangul, each once where it stands twice.

    Example:
        >>> consonants("스나이더"), consonants("클링너")
        ('SNT', 'KRNN')
    """
    found = ""
    for syllable in word:
        lead, rest = divmod(ord(syllable) - 0xAC00, 588)
        tail = TAILS[rest % 28]
        if not (LEADS[lead] == "R" and found.endswith("r")):  # 줄리: one l
            found += LEADS[lead]
        found = found.replace("r", "R")
        found += "r" if tail == "R" else tail
    return found.replace("r", "R")


def readings(word: str) -> set[str]:
    """Return the classes of the consonants of a word in Latin letters, in all ways in which it may sound.

    Example:
        >>> sorted(readings("Snyder"))
        ['SNS', 'SNSR', 'SNT', 'SNTR']
    """
    word = re.sub(r"([b-df-hj-np-tv-z])\1", r"\1", word.lower())
    word = re.sub("^(kn|gn)", "n", re.sub("^wr", "r", word))
    choices: list[tuple[str, ...]] = []
    at = 0
    while at < len(word):
        many = next(((s, ways) for s, ways in SOUNDS if word.startswith(s, at)), None)
        if many is not None:
            choices.append(many[1])
            at += len(many[0])
            continue
        letter = word[at]
        at += 1
        if letter == "r" and (at == len(word) or word[at] not in "aeiouyáéíóú"):
            choices.append(("", "R"))
        elif letter in ALONE:
            choices.append((ALONE[letter],))
    return {"".join(ways) for ways in itertools.islice(itertools.product(*choices), MOST)}


def ends_open(word: str) -> bool:
    """Tell whether a word in hangul ends in a vowel that is heard: 케이시, not 게이츠."""
    vowel, tail = divmod((ord(word[-1]) - 0xAC00) % 588, 28)
    return tail == 0 and vowel != CARRIER


def ends_open_latin(word: str) -> bool | None:
    """Tell whether a word in Latin letters ends in a vowel; None where it may: "Gates" does not, "Miller" may."""
    if word[-1].lower() in "erhw":
        return None
    return word[-1].lower() in "aiouyáíóú"


class ForeignNames:
    """Finds people of the knowledge base whose names are not Korean by their full names in hangul."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        people = {key: row for key, row in knowledge.actors.items() if row.kind == "person"}
        names = [(row.name, key) for key, row in people.items()]
        names += [(row.alias, row.actor) for row in knowledge.aliases if row.actor in people and row.form == "name"]
        given: dict[str, set[tuple[str, str]]] = {}
        for name, key in names:
            words = [word for word in re.findall(r"[^\W\d_]+", name) if len(word) > 1]
            if people[key].country not in EASTERN and len(words) > 1:
                given.setdefault(words[0], set()).add((words[-1], key))
        self._given: dict[str, set[tuple[str, str]]] = {}
        for word, found in given.items():
            for reading in readings(word):
                self._given.setdefault(reading, set()).update(found)

    def find(self, words: list[str]) -> str | None:
        """Return the one person whose given name and surname these words are; None for none or several."""
        if not all(HANGUL_WORD.fullmatch(word) for word in words):
            return None
        given, surname = consonants(words[0]), consonants(words[-1])
        if not given or len(surname) < 2 or len(given) + len(surname) < LEAST:
            return None
        is_open = ends_open(words[-1])
        found = {
            key
            for name, key in self._given.get(given, ())
            if surname in readings(name) and ends_open_latin(name) in (None, is_open)
        }
        return found.pop() if len(found) == 1 else None
