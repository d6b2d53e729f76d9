"""Other names of people whom an article names before: "Abdi Noor, also known as Karim Velan"."""

from korea_nlp.components.actors.reading import Reading

LEADS = (("known", "as"), ("name", "is"), ("name", "was"), ("aka",), ("a.k.a.",), ("alias",), ("born",), ("nicknamed",))
BETWEEN = frozenset(
    {",", "(", "[", "also", "better", "formerly", "now", "otherwise", "widely"} | {"whose", "real", "full", "birth"}
)  # what stands between two names of one person, before the words that lead to the second
QUOTES = frozenset("\"'“‘`")


class OtherNames:
    """The people named in one article, to be found by another name that is told of them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        people = (m for m in reading.mentions.all if reading.mentions.actors[m.actor].kind == "person")
        self.ends = {mention.end: mention.actor for mention in people}

    def add(self, end: int, actor: str) -> None:
        """Note where the name of somebody ends."""
        self.ends[end] = actor

    def bearer(self, start: int) -> str | None:
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
