"""Turns of a conversation: what stands under speakers' names in transcripts and interviews is told by them."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.selection import in_order
from korea_nlp.components.claims.source_and_content import content_head
from korea_nlp.syntax import VERBAL, Parse, Piece, count_words, tidy, words_of

SURE = 0.9  # confidence of what a turn tells
LABEL = 8  # tokens of a name before a colon
FEWEST = 4  # words of a turn; with fewer, it greets or agrees
APART = 6  # paragraphs between two names of one conversation
RETURNS = 3  # names in a conversation, of which one comes back
ASKING = frozenset({"interviewer", "journalist", "moderator", "q", "question", "reporter"})
ANSWERING = frozenset({"a", "answer"})
NOBODY = frozenset(  # words of labels that head a list, a picture or a verdict, and name no speaker
    {"advertisement", "analysis", "answers", "caption", "check", "claim", "claims", "correction", "credit", "fact"}
    | {"facts", "file", "group", "image", "more", "note", "photo", "photos", "picture", "rating", "read", "related"}
    | {"reminder", "source", "sources", "truth", "update", "updated", "verdict", "video", "watch", "watched"}
)
STOPS = frozenset('.?!…"”’—–') | {"''", "...", "--", "-"}


@dataclass(frozen=True, slots=True)
class _Label:
    """A name and a colon at the head of a paragraph.

    Attributes:
        start: First token of the name.
        colon: Token of the mark after it.
        end: Token after its paragraph.
        name: The last word of the name, in lower case.
        asks: Whether what is said ends as a question, or the name is that of who asks.
    """

    start: int
    colon: int
    end: int
    name: str
    asks: bool


def take_turns(parse: Parse, chosen: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with one for each turn of a conversation, and none that a name or a question makes.

    "CRUZ: I would not." is told by Cruz, without a cue; what is told within is nested. "Q:" tells nothing, and "A:" is
    nobody by name.
    """
    labels = _conversation(parse)
    if not labels:
        return list(chosen)
    names = {i for label in labels for i in range(label.start, label.colon + 1)}
    asked = {i for label in labels if label.asks for i in range(label.start, label.end)}
    kept = [item for item in chosen if item.cue not in names | asked and not _is_turn(item, names)]
    for item in kept:
        item.content = _without(parse, item.content, names)
    for label in labels:
        spoken = tidy(parse, [(label.colon + 1, label.end)])
        if label.asks or not spoken or count_words(parse, *spoken[0]) < FEWEST:
            continue
        nobody = label.name in ANSWERING
        source = () if nobody else tidy(parse, [(label.start, label.colon)])
        head = None if nobody else label.colon - 1
        said = Candidate(label.colon, ":", "turn", head, source, (), spoken, score=SURE)
        said.head = content_head(parse, spoken)
        kept.append(said)
    return in_order(kept)


def _conversation(parse: Parse) -> list[_Label]:
    """Return the names in a text that speak in turn: one comes back after another, and each of them says something."""
    runs: list[list[_Label]] = []
    for label in _labels(parse):
        if runs and parse.para[label.start] - parse.para[runs[-1][-1].start] <= APART:
            runs[-1].append(label)
        else:
            runs.append([label])
    return [label for run in runs if _is_conversation(run) for label in run]


def _is_conversation(run: Sequence[_Label]) -> bool:
    names = [label.name for label in run]
    turns = sum(one != two for one, two in pairwise(names))
    return len(run) >= RETURNS and len(set(names)) < len(names) and turns >= RETURNS - 1


def _labels(parse: Parse) -> list[_Label]:
    found = []
    start = 0
    while start < len(parse):
        end = parse.paragraph(start)[1]
        colon = next((i for i in range(start + 1, min(start + LABEL + 1, end - 1)) if parse.lower[i] == ":"), None)
        label = None if colon is None else _label(parse, start, colon, end)
        if label is not None:
            found.append(label)
        start = end
    return found


def _label(parse: Parse, start: int, colon: int, end: int) -> _Label | None:
    """Return the name of a speaker, or "Q"; None for other words, and where the paragraph ends without a stop."""
    words = [i for i in range(start, colon) if parse.lower[i][0].isalnum()]
    last = next((i for i in range(end - 1, colon, -1) if parse.lower[i].strip()), colon)
    if not words or any(parse.lower[i] in NOBODY for i in words) or parse.lower[last][-1] not in STOPS:
        return None
    named = all(parse.text[i][0].isupper() for i in words) and not any(parse.lower[i] == "," for i in words)
    spoken = all(parse.text[i].isupper() for i in words) or not any(parse.pos[i] in VERBAL for i in words)
    name = parse.lower[words[-1]]
    asks = name in ASKING or "?" in parse.lower[last - 1 : last + 1]
    return _Label(start, colon, end, name, asks) if named and spoken else None


def _is_turn(item: Candidate, names: Set[int]) -> bool:
    """Tell whether a candidate is what a name makes of its turn."""
    return bool(item.source_pieces) and words_of(item.source_pieces) <= names


def _without(parse: Parse, pieces: Sequence[Piece], names: Set[int]) -> tuple[Piece, ...]:
    """Return a content up to the first name that it runs into."""
    stop = next((i for low, high in pieces for i in range(low, high) if i in names), len(parse))
    return tidy(parse, [(low, min(high, stop)) for low, high in pieces if low < stop]) or tuple(pieces)
