"""Records against gold records of the same articles: precision, recall and F1 of each layer.

What counts as found; every gold and every predicted item counts once at most, the best pairs first:

mentions        the spans overlap and the actor is the same (id or name); pronouns are left out
quantities      the spans overlap, lower and upper are equal
times           the spans overlap, earliest and latest are equal
events          the triggers overlap and the kind is equal
claims          the contents share half of their characters or more (Jaccard)
claims+source   and the sources overlap, or both claims have none
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from korea_nlp.errors import RecordError
from korea_nlp.records import Actor, Claim, Mention, Part, Record, Source

LAYERS = ("mentions", "quantities", "times", "events", "claims", "claims+source")
ENOUGH = 0.5  # shared part of two contents from which they are one claim


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the predicted and of the gold items were found.

    Example:
        >>> Score(hits=1, predicted=2, gold=4).f1
        0.3333333333333333
    """

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Return the share of the predicted items that are right."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Return the share of the gold items that were found."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of the two."""
        return 2 * self.hits / (self.predicted + self.gold) if self.predicted + self.gold else 0.0

    def to_dict(self) -> dict[str, float]:
        """Return the figures as JSON-safe values."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {**figures, "hits": self.hits, "predicted": self.predicted, "gold": self.gold}

    def __add__(self, other: "Score") -> "Score":
        return Score(self.hits + other.hits, self.predicted + other.predicted, self.gold + other.gold)


def evaluate(gold: Iterable[Record], predicted: Iterable[Record]) -> dict[str, Score]:
    """Return the score of each layer, summed over the gold articles.

    A gold article without a predicted record counts as one in which nothing was found; predicted records without gold
    are passed over.

    Raises:
        RecordError: Two gold records have one id, or the texts of gold and prediction differ.

    Example:
        >>> record = Record(id="a1", text="Seoul said so.")
        >>> evaluate([record], [record])["claims"].f1
        0.0
    """
    found = {record.id: record for record in predicted}
    totals = dict.fromkeys(LAYERS, Score())
    seen = set()
    for record in gold:
        if record.id in seen:
            raise RecordError(f"gold record {record.id!r} stands twice; remove one of the two.")
        seen.add(record.id)
        other = found.get(record.id) or Record(id=record.id, text=record.text)
        if other.text != record.text:
            raise RecordError(f"record {record.id!r}: gold and prediction have different texts; use the same article.")
        for layer, score in _compare(record, other).items():
            totals[layer] += score
    return totals


def _compare(gold: Record, predicted: Record) -> dict[str, Score]:
    claims = paired(gold.claims, predicted.claims, _claim_overlap)
    sources = sum(_same_source(mine.source, theirs.source) for mine, theirs in claims)
    size = (len(predicted.claims), len(gold.claims))
    return {
        "mentions": _score(_mentions(gold), _mentions(predicted), _same_mention),
        "quantities": _score(gold.quantities, predicted.quantities, _same_quantity),
        "times": _score(gold.times, predicted.times, _same_time),
        "events": _score(gold.events, predicted.events, _same_event),
        "claims": Score(len(claims), *size),
        "claims+source": Score(sources, *size),
    }


def _score(gold: Sequence[Any], predicted: Sequence[Any], alike: Callable[[Any, Any], float]) -> Score:
    return Score(len(paired(gold, predicted, alike)), len(predicted), len(gold))


def paired(gold: Sequence[Any], predicted: Sequence[Any], alike: Callable[[Any, Any], float]) -> list[tuple[Any, Any]]:
    """Pair gold with predicted items one to one, those first that are most alike; what is not alike stays out."""
    likeness = [(alike(a, b), i, j) for i, a in enumerate(gold) for j, b in enumerate(predicted)]
    left, right, found = set(range(len(gold))), set(range(len(predicted))), []
    for value, i, j in sorted(likeness, key=lambda item: (-item[0], item[1], item[2])):
        if value > 0 and i in left and j in right:
            left.remove(i)
            right.remove(j)
            found.append((gold[i], predicted[j]))
    return found


def _overlap(a: Any, b: Any) -> float:
    """Return the shared part of two spans, 0 where they do not touch."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return shared / (max(a.end, b.end) - min(a.start, b.start)) if shared > 0 else 0.0


def _mentions(record: Record) -> list[tuple[Actor, Mention]]:
    return [(actor, mention) for actor in record.actors for mention in actor.mentions if mention.form != "pronoun"]


def _same_mention(a: tuple[Actor, Mention], b: tuple[Actor, Mention]) -> float:
    same = a[0].id == b[0].id or a[0].name.casefold() == b[0].name.casefold()
    return _overlap(a[1], b[1]) if same else 0.0


def _same_quantity(a: Any, b: Any) -> float:
    return _overlap(a, b) if _equal(a.lower, b.lower) and _equal(a.upper, b.upper) else 0.0


def _equal(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 1e-6 * max(1.0, abs(a), abs(b))


def _same_time(a: Any, b: Any) -> float:
    return _overlap(a, b) if (a.earliest, a.latest) == (b.earliest, b.latest) else 0.0


def _same_event(a: Any, b: Any) -> float:
    return _overlap(a.trigger, b.trigger) if a.kind == b.kind else 0.0


def _claim_overlap(a: Claim, b: Claim) -> float:
    """Return how alike two contents are, 0 where not enough; of equal ones those with the same source come first."""
    mine, theirs = _characters(a.content), _characters(b.content)
    shared = len(mine & theirs) / (len(mine | theirs) or 1)
    return shared + 0.1 * _same_source(a.source, b.source) if shared >= ENOUGH else 0.0


def _same_source(a: Source | None, b: Source | None) -> bool:
    return bool(_characters(a) & _characters(b)) if a and b else not a and not b


def _characters(part: Part | Source | None) -> set[int]:
    return characters(part.spans if part else ())


def characters(spans: Iterable[tuple[int, int]]) -> set[int]:
    """Return the places that spans hold."""
    return {place for start, end in spans for place in range(start, end)}
