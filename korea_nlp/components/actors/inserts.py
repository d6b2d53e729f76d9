"""Headlines that a page puts behind a name, and that its text then holds: "Trump Donald TrumpGOP leaders ... MORE"."""

import re
from collections.abc import Iterator

from korea_nlp.syntax import Parse, Piece

GLUED = re.compile(r"(?P<surname>[A-Z][a-z’'-]{2,}|(?:Mc|Mac|De|Le|O['’])[A-Z][a-z]{2,})(?=[A-Z][A-Za-z'’]+$)")
END = "MORE"
LONGEST = 90  # tokens of the headlines
NAME = 9  # tokens before the name that is glued to the first of them


def find_inserts(parse: Parse) -> Iterator[Piece]:
    """Yield where such headlines stand, with the full name before them; the name that the text shows stays."""
    stop = 0
    for i, word in enumerate(parse.text):
        glued = GLUED.match(word) if i >= stop else None
        if glued is None:
            continue
        end = next((k + 1 for k in range(i + 1, min(len(parse), i + LONGEST)) if parse.text[k] == END), None)
        if end is None:
            continue
        surname = glued["surname"]
        shown = [k for k in range(max(stop, i - NAME), i) if parse.text[k] == surname]
        yield (shown[-1] + 1 if shown else i), end
        stop = end
