"""Records against gold records of the same articles: precision, recall and F1 of each layer, and kinds of errors.

What counts as found; every gold and every predicted item counts once at most, the best pairs first:

mentions            the spans overlap and the actor is the same (id or name); pronouns are left out
quantities          the spans overlap, lower and upper are equal
times               the spans overlap, earliest and latest are equal
events              the triggers overlap and the kind is equal
events+mode         and so is the mode
claims              the contents share half of their characters or more (Jaccard)
claims+source       and the sources overlap, or both claims have none
claims+stance, claims+certainty, claims+about
                    and stance, certainty or whom it is about are the same, in any order (ids or names)
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from korea_nlp.errors import RecordError
from korea_nlp.records import Actor, Claim, Mention, Part, Record, Source, given_records
from korea_nlp.records.given import WHAT_TO_GIVE, called

LAYERS = (
    *("mentions", "quantities", "times", "events", "events+mode"),
    *("claims", "claims+source", "claims+stance", "claims+certainty", "claims+about"),
)
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


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """A kind of error.

    Attributes:
        name: The layer, and what is wrong.
        count: How often.
        example: The first one: the article's id and the words.
    """

    name: str
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class _Pair:
    """An article as it is in the gold and as it was found."""

    gold: Record
    predicted: Record


Same = Callable[[_Pair, Any, Any], bool]  # whether a fact of an item is that of the gold's item


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of item.

    Attributes:
        items: Those of a record.
        alike: How alike two are; 0 where one is not the other.
        spans: Where one stands.
        words: How one reads.
        wrong: What is wrong where two touch and are not alike.
        facts: What else is said of an item, by name.
    """

    items: Callable[[Record], Sequence[Any]]
    alike: Callable[[Any, Any], float]
    spans: Callable[[Any], Iterable[tuple[int, int]]]
    words: Callable[[Any], str]
    wrong: str
    facts: Mapping[str, Same] = field(default_factory=dict)


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
    totals = dict.fromkeys(LAYERS, Score())
    for pair in _articles(gold, predicted):
        for name, kind in KINDS.items():
            found = paired(kind.items(pair.gold), kind.items(pair.predicted), kind.alike)
            size = len(kind.items(pair.predicted)), len(kind.items(pair.gold))
            totals[name] += Score(len(found), *size)
            for fact, same in kind.facts.items():
                if (layer := f"{name}+{fact}") in totals:
                    totals[layer] += Score(sum(same(pair, *items) for items in found), *size)
    return totals


def common_errors(gold: Iterable[Record], predicted: Iterable[Record], *, most: int | None = 10) -> list[ErrorKind]:
    """Return the kinds of errors of predicted records, the commonest first.

    An item of either side is missed or spurious where nothing of its layer touches it on the other; what touches it and
    is not it is an item found wrongly (``claims: content``, ``events: kind``, ``mentions: actor``, ...); and of an item
    that was found its facts may be wrong (``claims: source``, ``events: mode``, ``quantities: status``, ...).
    ``claims: content edge`` is a content that was found and begins or ends elsewhere.

    Args:
        gold: As for ``evaluate``.
        predicted: As for ``evaluate``.
        most: How many kinds; all when None.

    Raises:
        RecordError: As for ``evaluate``.

    Example:
        >>> from korea_nlp.records import Time
        >>> time = Time("t14-23", 14, 23, "on Friday", "2025-01-24", "2025-01-24", "day", None)
        >>> text = "Seoul said so on Friday."
        >>> common_errors([Record(id="a1", text=text, times=(time,))], [Record(id="a1", text=text)])
        [ErrorKind(name='times: missed', count=1, example="a1: 'on Friday'")]
    """
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for pair in _articles(gold, predicted):
        for name, example in _errors(pair):
            counts[name] += 1
            examples.setdefault(name, f"{pair.gold.id}: {example}")
    return [ErrorKind(name, count, examples[name]) for name, count in counts.most_common(most)]


def _articles(gold: Iterable[Record], predicted: Iterable[Record]) -> Iterator[_Pair]:
    """Yield each gold article with what was found in it."""
    found = {record.id: record for record in given_records(predicted)}
    seen: set[str] = set()
    common = False
    for record in gold if isinstance(gold, Iterable) else given_records(gold):
        if not isinstance(record, Record):
            raise RecordError(f"gold holds {called(record)}; {WHAT_TO_GIVE}.")
        if record.id in seen:
            raise RecordError(f"gold record {record.id!r} stands twice; remove one of the two.")
        seen.add(record.id)
        other = found.get(record.id) or Record(id=record.id, text=record.text)
        if other.text != record.text:
            raise RecordError(f"record {record.id!r}: gold and prediction have different texts; use the same article.")
        common = common or record.id in found
        yield _Pair(record, other)
    if seen and found and not common:
        ids = f"{next(iter(seen))!r:.60} and {next(iter(found))!r:.60}"
        raise RecordError(
            f"gold and records have no article in common, such as {ids}; give those of the same articles."
        )


def _errors(pair: _Pair) -> Iterator[tuple[str, str]]:
    """Yield the errors of an article: kind, and the words that show it."""
    for name, kind in KINDS.items():
        mine, theirs = kind.items(pair.gold), kind.items(pair.predicted)
        found = paired(mine, theirs, kind.alike)
        for one, other in found:
            for fact, same in kind.facts.items():
                if not same(pair, one, other):
                    yield f"{name}: {fact}", _told(kind, one, other)
        missed, spurious = _left(mine, (one for one, _ in found)), _left(theirs, (other for _, other in found))
        touching = paired(missed, spurious, partial(_touch, kind))
        for one, other in touching:
            yield f"{name}: {kind.wrong}", _told(kind, one, other)
        for item in _left(missed, (one for one, _ in touching)):
            yield f"{name}: missed", repr(kind.words(item))
        for item in _left(spurious, (other for _, other in touching)):
            yield f"{name}: spurious", repr(kind.words(item))


def _left(items: Iterable[Any], taken: Iterable[Any]) -> list[Any]:
    """Return the items that are none of those taken."""
    held = {id(item) for item in taken}
    return [item for item in items if id(item) not in held]


def _told(kind: _Kind, gold: Any, predicted: Any) -> str:
    mine, theirs = kind.words(gold), kind.words(predicted)
    return repr(mine) if mine == theirs else f"{mine!r}, found as {theirs!r}"


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


def _same(name: str) -> Same:
    return lambda _, a, b: bool(getattr(a, name) == getattr(b, name))


def _same_about(pair: _Pair, a: Claim, b: Claim) -> bool:
    """Tell whether two claims are about the same actors, by ids or by names."""
    if set(a.about) == set(b.about):
        return True
    mine, theirs = (
        {actor.id: actor.name.casefold() for actor in record.actors} for record in (pair.gold, pair.predicted)
    )
    return {mine.get(id, id) for id in a.about} == {theirs.get(id, id) for id in b.about}


def _same_edges(_: _Pair, a: Claim, b: Claim) -> bool:
    return _characters(a.content) == _characters(b.content)


def _touch(kind: _Kind, a: Any, b: Any) -> float:
    """Return the shared part of two items' places."""
    mine, theirs = characters(kind.spans(a)), characters(kind.spans(b))
    return len(mine & theirs) / (len(mine | theirs) or 1)


def _span(item: Any) -> tuple[tuple[int, int]]:
    return ((item.start, item.end),)


def _characters(part: Part | Source | None) -> set[int]:
    return characters(part.spans if part else ())


def characters(spans: Iterable[tuple[int, int]]) -> set[int]:
    """Return the places that spans hold."""
    return {place for start, end in spans for place in range(start, end)}


KINDS = {
    "mentions": _Kind(_mentions, _same_mention, lambda item: _span(item[1]), lambda item: str(item[1].text), "actor"),
    "quantities": _Kind(
        lambda record: record.quantities,
        _same_quantity,
        _span,
        lambda item: str(item.text),
        "value",
        {name: _same(name) for name in ("bound", "unit", "status", "change")},
    ),
    "times": _Kind(lambda record: record.times, _same_time, _span, lambda item: str(item.text), "days"),
    "events": _Kind(
        lambda record: record.events,
        _same_event,
        lambda item: _span(item.trigger),
        lambda item: str(item.trigger.text),
        "kind",
        {"mode": _same("mode")},
    ),
    "claims": _Kind(
        lambda record: record.claims,
        _claim_overlap,
        lambda item: item.content.spans,
        lambda item: str(item.content.text),
        "content",
        {
            "source": lambda _, a, b: _same_source(a.source, b.source),
            "content edge": _same_edges,
            "stance": _same("stance"),
            "certainty": _same("certainty"),
            "about": _same_about,
        },
    ),
}
