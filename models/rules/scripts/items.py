"""An item of gold or of a record with what is wrong with it, and how items of both sides are paired.

Pairing is that of the scorers, whose functions are asked; ``errors.py`` says what the items of each set are.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

MISSED, EXTRA = "missed", "extra"
PARTS = ("source", "cue", "content")
Row = dict[str, Any]  # an article of gold, or a record, as JSON gives it
Parts = dict[str, frozenset[int]]  # word numbers of source, cue and content
Pairs = dict[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """Something that gold holds, or only a record, and what is wrong with it.

    Attributes:
        document: Id of the article.
        place: Offsets, such as ``120-135``; ``#2`` for the second item of a gold sentence without offsets.
        layer: What it is: claims, quantities, times, mentions, events.
        kind: The row of the layer's table of errors.
        faults: What is wrong, nothing where all is right; MISSED or EXTRA where the whole item is.
        size: In words; of two errors of one sort the longer one is worse.
        gold: The words in gold.
        found: The words in the record.
    """

    document: str
    place: str
    layer: str
    kind: str
    faults: tuple[str, ...] = ()
    size: int = 1
    gold: str = ""
    found: str = ""

    def prints(self) -> frozenset[str]:
        """Return the fingerprint of each fault."""
        named = ("\0".join((self.document, self.place, self.layer, self.kind, fault)) for fault in self.faults)
        return frozenset(hashlib.sha256(name.encode()).hexdigest()[:8] for name in named)

    def badness(self) -> tuple[bool, int, int]:
        """Return what errors are ordered by: whole items, then those with more faults, then longer ones."""
        return (self.faults in ((MISSED,), (EXTRA,)), len(self.faults), self.size)


def parts_of(scorers: ModuleType, text: str, items: Iterable[Row]) -> list[Parts]:
    """Return the words of each item, as the scorers count them."""
    tokens = scorers.attribution.Tokens(text)
    return [{part: tokens.of(item.get(part) or []) for part in PARTS} for item in items]


def paired(scorers: ModuleType, wanted: list[Parts], found: list[Parts], bonus: Callable[[int, int], float]) -> Pairs:
    """Return which gold item is which found one: those that share half of their content, the greatest total."""
    shares = {
        (i, j): scorers.attribution.jaccard(gold["content"], mine["content"])
        for i, gold in enumerate(wanted)
        for j, mine in enumerate(found)
    }
    return dict(scorers.attribution.assign({p: share + bonus(*p) for p, share in shares.items() if share >= 0.5}))


def by_content(
    article: Row,
    layer: str,
    held: tuple[list[Row], list[Row]],
    parts: tuple[list[Parts], list[Parts]],
    kinds: list[list[str]],
    pairs: Pairs,
    faults: Callable[[int, int], Iterable[str]],
) -> Iterator[Item]:
    """Yield the items of two sides that are paired by their contents."""
    text, spans = article["text"], [[_spans_of(row["content"]) for row in side] for side in held]
    for i, place in enumerate(spans[0]):
        wrong, words = (
            ((MISSED,), "") if i not in pairs else (tuple(faults(i, pairs[i])), words_of(text, spans[1][pairs[i]]))
        )
        size = len(parts[0][i]["content"])
        yield Item(article["id"], place_of(place), layer, kinds[0][i], wrong, size, words_of(text, place), words)
    for j, place in enumerate(spans[1]):
        if j not in pairs.values():
            size = len(parts[1][j]["content"])
            yield Item(article["id"], place_of(place), layer, kinds[1][j], (EXTRA,), size, found=words_of(text, place))


def by_span(
    scorers: ModuleType,
    article: Row,
    record: Row,
    layer: str,
    held: tuple[list[Row], list[Row]],
    good: Callable[[Row, Row], bool],
    kind: Callable[[Row], str],
    faults: Callable[[Row, Row], Iterable[str]] = lambda gold, found: (),
) -> Iterator[Item]:
    """Yield the items of two sides that have one span each; what overlaps without being good has a wrong value."""
    gold, mine = held
    pairs: Pairs = dict(scorers.korea.pairs(gold, mine, good))
    left = [j for j in range(len(mine)) if j not in pairs.values()]
    for i, row in enumerate(gold):
        near = next((j for j in left if i not in pairs and scorers.korea.overlap(row, mine[j])), None)
        if near is not None:
            left.remove(near)
        j = pairs.get(i, near)
        wrong = (MISSED,) if j is None else ("wrong value",) if near is not None else tuple(faults(row, mine[j]))
        words = "" if j is None else mine[j]["text"]
        yield Item(
            article["id"], place_of([[row["start"], row["end"]]]), layer, kind(row), wrong, 1, row["text"], words
        )
    for row in (mine[j] for j in left):
        place = place_of([[row["start"], row["end"]]])
        yield Item(article["id"], place, layer, kind(row), (EXTRA,), found=row["text"])


def edges(gold: Parts, found: Parts) -> Iterator[str]:
    """Yield what is wrong with the parts of an attribution whose content was found."""
    for part in ("source", "cue"):
        if not (gold[part] & found[part] or not (gold[part] or found[part])):
            yield f"wrong {part}" if gold[part] and found[part] else f"{part} {'missed' if gold[part] else 'too many'}"
    for part in ("source", "content"):
        one, other = gold[part], found[part]
        if not one & other or one == other:
            continue
        if min(one) != min(other):
            yield f"{part} begins too {'early' if min(other) < min(one) else 'late'}"
        if max(one) != max(other):
            yield f"{part} ends too {'late' if max(other) > max(one) else 'early'}"
        if (min(one), max(one)) == (min(other), max(other)):
            yield f"{part} with another gap"


def _spans_of(content: Any) -> list[list[int]]:
    return content["spans"] if isinstance(content, dict) else content


def place_of(spans: Iterable[Iterable[int]]) -> str:
    """Return spans as a place is written."""
    return ",".join("-".join(map(str, span)) for span in spans)


def words_of(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the words of spans."""
    return " … ".join(text[start:end] for start, end in spans)
