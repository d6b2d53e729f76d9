"""Other names of people whom an article names before, and other spellings of their names."""

from korea_nlp.components.actors.reading import Reading

LEADS = (("known", "as"), ("name", "is"), ("name", "was"), ("aka",), ("a.k.a.",), ("alias",), ("born",), ("nicknamed",))
BETWEEN = frozenset(
    {",", "(", "[", "also", "better", "formerly", "now", "otherwise", "widely"} | {"whose", "real", "full", "birth"}
)  # what stands between two names of one person, before the words that lead to the second
QUOTES = frozenset("\"'“‘`")
SHORTEST = 6  # letters of a word that may hold a slip
TOLD = 8  # names that a spelling is compared with


class OtherNames:
    """The full names of people in one article, to be found by another name or a spelling that differs a little."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.ends: dict[int, str] = {}
        self.spelled: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        for mention in reading.mentions.all:
            if reading.mentions.actors[mention.actor].kind == "person":
                self.add(mention.start, mention.end, mention.actor)

    def add(self, start: int, end: int, actor: str) -> None:
        """Note where somebody is named."""
        self.ends[end] = actor
        for rest, word in _parts(self.reading.parse.words(start, end)):
            self.spelled.setdefault(rest, []).append((word, actor))

    def bearer(self, start: int, end: int) -> str | None:
        """Return who bears a name that begins after another of theirs, or is written like another but for a slip."""
        return self._named_before(start) or self._spelled_alike(self.reading.parse.words(start, end))

    def _named_before(self, start: int) -> str | None:
        """Return whose other name begins at a token: "Godane, also known as Abu Zubeyr"."""
        reading, end = self.reading, start
        while end and reading.text(end - 1) in QUOTES:
            end -= 1
        lead = next((words for words in LEADS if tuple(reading.parse.lower[end - len(words) : end]) == words), None)
        if lead is None:
            return None
        end -= len(lead)
        while end and reading.lower(end - 1) in BETWEEN:
            end -= 1
        return self.ends.get(end)

    def _spelled_alike(self, name: str) -> str | None:
        """Return who bears a name but for a letter: "Tsarvaev", after Tsarnaev was named; nobody where two do."""
        found = {
            actor
            for rest, word in _parts(name)
            for other, actor in self.spelled.get(rest, ())[-TOLD:]
            if _is_slip(word, other)
        }
        return found.pop() if len(found) == 1 else None


def _parts(name: str) -> list[tuple[tuple[str, ...], str]]:
    """Return each long word of a full name, with the others in their places."""
    words = name.lower().split()
    long = [i for i, word in enumerate(words) if len(word) >= SHORTEST and len(words) > 1]
    return [((*words[:i], "", *words[i + 1 :]), words[i]) for i in long]


def _is_slip(one: str, other: str) -> bool:
    """Tell whether words differ by a letter more, less or other, or by two that changed places.

    Not by the ending that tells a woman's name from a man's: "Ivanov" and "Ivanova".
    """
    if one == other or (one[-1] != other[-1] and "a" in (one[-1], other[-1])):
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, changed = one[start:], other[start:]
    swapped = rest[:2] == changed[1::-1] and rest[2:] == changed[2:]
    return swapped or rest[1:] in (changed, changed[1:]) or rest == changed[1:]
