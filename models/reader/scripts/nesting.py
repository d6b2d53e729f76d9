"""Articles with sentences put into the mouth of another speaker, so that the attributions in them become nested ones.

Only outermost attributions are marked in the articles to learn from. Where "Smith said that [he would run]" and
"The mayor denied a rift" are marked, "Smith said that the mayor denied a rift" has a nested one, which is known.
"""

import random
import re
from dataclasses import dataclass

from corpus import Text
from spacy.tokens import Doc, Span

SHARE = 0.5  # of the sentences with an attribution that are given another speaker
BARE = 0.1  # of those without
WORDS = range(5, 61)  # words of a sentence that is put in
FRAME = range(2, 26)  # words of what is put before it
QUOTES = re.compile(r"[\"“”„]|''|``")
FINITE = ("VBD", "VBZ", "VBP", "MD")
PARTS = ("source", "cue", "content")
Spans = list[list[int]]


@dataclass(frozen=True)
class Frame:
    """What stands before a content: "Mr. Smith said on Friday that "; places are counted from its start."""

    text: str
    opens: int  # where the content opens: before "that", where there is one
    source: Spans
    cue: Spans


def nest(articles: list[dict], texts: list[Text], seed: int = 0) -> list[dict]:
    """Return articles, marked anew, in which other speakers tell many of the sentences."""
    generator = random.Random(seed)
    frames = [frame for article, text in zip(articles, texts, strict=True) for frame in _frames(article, text.doc)]
    return [_retold(article, text.doc, frames, generator) for article, text in zip(articles, texts, strict=True)]


def _frames(article: dict, doc: Doc) -> list[Frame]:
    found = []
    for item in article["attributions"]:
        if not all(item[part] for part in PARTS) or len(item["content"]) != 1:
            continue
        start, end = item["content"][0]
        span = doc.char_span(start, end, alignment_mode="expand")
        others = [*item["source"], *item["cue"]]
        if span is None or any(high > start for _, high in others):
            continue
        sentence = span.root.sent
        opens = doc[span.start + 1].idx if span[0].lower_ == "that" and len(span) > 1 else start
        before = doc.text[sentence.start_char : opens]
        clause = span.root.tag_ in FINITE or any(word.tag_ == "MD" for word in span.root.lefts)
        if (
            clause
            and span.end >= sentence.end - 1
            and len(before.split()) in FRAME
            and not QUOTES.search(before)
            and "\n" not in before
            and all(low >= sentence.start_char for low, _ in others)
            and before[-1:].isspace()
        ):
            shift = sentence.start_char
            spans = {part: [[low - shift, high - shift] for low, high in item[part]] for part in ("source", "cue")}
            found.append(Frame(before, start - shift, spans["source"], spans["cue"]))
    return found


def _retold(article: dict, doc: Doc, frames: list[Frame], generator: random.Random) -> dict:
    marks = [span for item in article["attributions"] for part in PARTS for span in item[part]]
    edits: list[tuple[int, str]] = []  # what is put in before which character
    added: list[dict] = []
    text = list(article["text"])
    for sentence in doc.sents:
        low, high = sentence.start_char, sentence.end_char
        low += len(sentence.text) - len(sentence.text.lstrip())
        high -= len(sentence.text) - len(sentence.text.rstrip())
        inside = [(a, b) for a, b in marks if a < high and b > low]
        if (
            len(doc.text[low:high].split()) not in WORDS
            or doc.text[high - 1] != "."
            or QUOTES.search(doc.text[low:high])
            or not _whole(article, low, high)
            or generator.random() >= (SHARE if inside else BARE)
        ):
            continue
        frame = generator.choice(frames)
        added.append(_tell(frame, low, high, edits, generator))
        first = doc.char_span(low, low + 1, alignment_mode="expand")
        if added[-1]["lower"] and first is not None and _lowers(first):
            text[low] = text[low].lower()
    return _apply(article, "".join(text), edits, added)


def _whole(article: dict, low: int, high: int) -> bool:
    """Tell whether each attribution stands in a sentence or outside of it."""
    for item in article["attributions"]:
        spans = [span for part in PARTS for span in item[part]]
        inside = [low <= a and b <= high for a, b in spans]
        apart = [b <= low or a >= high for a, b in spans]
        if not (all(inside) or all(apart)):
            return False
    return True


def _lowers(first: Span) -> bool:
    word = first[0]
    return word.pos_ not in ("PROPN", "X") and not word.ent_type_ and word.text != "I" and word.text[1:].islower()


def _tell(frame: Frame, low: int, high: int, edits: list[tuple[int, str]], generator: random.Random) -> dict:
    """Put a speaker before a sentence, or after it, with or without quotation marks; return the new attribution."""
    shape = generator.random()
    teller = " ".join(frame.text[a:b] for a, b in frame.source)
    if shape < 0.7 or len(frame.source) > 1:
        edits.append((low, frame.text))
        return {"at": low, "end": high - 1, "frame": frame, "lower": True, "after": None}
    if shape < 0.85:
        after, cue = f", according to {teller}", "according to"
    else:
        edits.append((low, "“"))
        after, cue = f",” {teller} said", "said"
    edits.append((high - 1, after))
    spans = {"source": after.index(teller), "cue": after.index(cue) if cue != "said" else len(after) - len(cue)}
    sizes = {"source": len(teller), "cue": len(cue)}
    told = {part: [[start, start + sizes[part]]] for part, start in spans.items()}
    return {"at": low, "end": high - 1, "frame": None, "lower": False, "after": told}


def _apply(article: dict, text: str, edits: list[tuple[int, str]], added: list[dict]) -> dict:
    pieces, last = [], 0
    for at, new in edits:
        pieces += [text[last:at], new]
        last = at
    pieces.append(text[last:])

    def moved(place: int, *, after: bool) -> int:
        """Return where a place is now; ``after`` what was put in there, or before it."""
        return place + sum(len(new) for at, new in edits if at < place or (after and at == place))

    ends = {at + 1 for at, new in edits if new.startswith(",")}  # a full stop that is no longer next to its sentence

    def spans(held: Spans) -> Spans:
        return [[moved(low, after=True), moved(high - (high in ends), after=False)] for low, high in held]

    found = [{part: spans(item[part]) for part in PARTS} for item in article["attributions"]]
    for item in added:
        start, end = moved(item["at"], after=True), moved(item["end"], after=False)
        frame: Frame | None = item["frame"]
        if frame is not None:
            base = start - len(frame.text)
            told = {part: [[base + a, base + b] for a, b in getattr(frame, part)] for part in ("source", "cue")}
            start = base + frame.opens
        else:
            told = {part: [[end + a, end + b] for a, b in held] for part, held in item["after"].items()}
        found.append({**told, "content": [[start, end]], "open": True})
    return {"id": f"{article['id']}+", "text": "".join(pieces), "attributions": found}
