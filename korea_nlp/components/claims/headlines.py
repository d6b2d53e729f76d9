"""Headlines: who says what a line without a stop tells, before or after a colon or dash, or after "says"."""

from collections.abc import Iterator

from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.quotations import DASHES
from korea_nlp.syntax import VERBAL, Parse, Piece, Quote, tidy

LONGEST = 30  # tokens of a headline
NAME = 8  # tokens of a name in one
FEWEST = 2  # words of what is told
STOPS = frozenset({".", "!", "?", "…", "..."})
NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
SAYS = frozenset({"says", "said", "warns", "vows", "claims", "insists", "tells"})
SPEAKERS = frozenset(
    {"agency", "aide", "aides", "ambassador", "analyst", "analysts", "army", "chief", "diary", "diplomat", "embassy"}
    | {"envoy", "expert", "experts", "governor", "king", "lawmaker", "lawmakers", "lawyer", "leader", "mayor", "media"}
    | {"memo", "military", "minister", "ministry", "navy", "office", "official", "officials", "police", "poll"}
    | {"president", "prosecutors", "report", "researchers", "source", "sources", "spokesman", "spokesperson"}
    | {"spokeswoman", "study", "survey", "watchdog", "witness", "witnesses"}
)
QUESTIONS = frozenset({"how", "what", "when", "where", "who", "why", "live", "explained", "timeline"})


def propose_headlines(parse: Parse, quotes: list[Quote]) -> Iterator[Candidate]:
    """Yield what the first line tells where it has no stop: "Seoul: Drones fell", "Drones fell - JCS"."""
    if not len(parse):
        return
    start, end = parse.paragraph(0)
    while end > start and not parse.lower[end - 1].strip():
        end -= 1
    if end - start > LONGEST or end == start or parse.lower[end - 1] in STOPS:
        return
    closed = {quote.start: quote.end for quote in quotes if quote.closed}
    for i in range(start + 1, end - 1):
        if any(low < i < high for low, high in closed.items()):
            continue
        low = next((k + 1 for k in range(i - 1, start, -1) if parse.lower[k] in DASHES), start)  # "09:14 KST — JCS:"
        if parse.lower[i] == ":" and _is_name(parse, low, i):
            yield from _told(parse, i, (low, i), (i + 1, end), "label:headline")
        elif _signs(parse, i, end):
            yield from _told(parse, i, (i + 1, end), (start, i), "quote:headline")
    said = closed.get(start)
    if said is not None:
        said += parse.lower[said] == "," if said < end else 0
        if said + 1 < end and parse.lower[said] in SAYS and _is_name(parse, said + 1, end):
            yield from _told(parse, said, (said + 1, end), (start, said), "quote:headline")


def _told(parse: Parse, cue: int, name: Piece, told: Piece, frame: str) -> Iterator[Candidate]:
    source, content = tidy(parse, [name]), tidy(parse, [told])
    if not source or not content or any(parse.lower[i] in QUESTIONS for i in range(*told)[:3]):
        return
    if sum(parse.lower[i][0].isalnum() for i in range(*told)) < FEWEST:
        return
    low, high = source[0]
    head = next((i for i in range(high - 1, low - 1, -1) if parse.pos[i] in ("PROPN", "NOUN")), high - 1)
    lemma = parse.lemma[cue].lower()
    yield Candidate(cue, lemma, frame, head, source, ((cue, cue + 1),), content, head=content[0][0])


def _signs(parse: Parse, mark: int, end: int) -> bool:
    """Tell whether a colon or a dash stands before who said it: "Drones fell: JCS", "Drones fell - Kremlin"."""
    if parse.lower[mark] == ":":
        return _is_name(parse, mark + 1, end)
    if parse.lower[mark] not in DASHES or not (parse.spaced[mark] and parse.spaced[mark - 1]):
        return False
    return _is_name(parse, mark + 1, end) or (parse.pos[end - 1] == "PROPN" and end - mark <= 3)


def _is_name(parse: Parse, start: int, end: int) -> bool:
    """Tell whether words name somebody: a name, letters that stand for one, or somebody by their office."""
    if not 0 < end - start <= NAME:
        return False
    words = range(start, end)
    if any(parse.pos[i] in VERBAL and parse.lower[i] not in ("'s", "’s") for i in words):
        return False
    if any(parse.lower[i] in QUESTIONS or parse.lower[i] in (":", ",", ".") for i in words):
        return False
    last = parse.text[end - 1]
    short = last.isupper() and last.isalpha() and end - start <= NAME // 2
    return short or parse.ent[end - 1] in NAMES or parse.lower[end - 1] in SPEAKERS
