"""What is right and what is wrong in the records of a set, item by item, as the scorers of the set see it.

The scorers say what matches what; here their own functions are asked about each item.
"""

import importlib.util
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

from amounts import pattern

MISSED, EXTRA = "missed", "extra"
NO_MATCH = frozenset({"wrong value", "wrong actor"})  # faults of what overlaps and is no match for the scorers
PARTS = ("source", "cue", "content")
SHORT, LONG = 3, 30  # words of a content
Row = dict[str, Any]  # an article of gold, a record or a part of either, as JSON gives it
Faults = Callable[[Row, Row], Iterable[str]]  # what is wrong with the second, found for the first


@dataclass(frozen=True, slots=True)
class Item:
    """Something that gold holds, or only a record, and what is wrong with it.

    Attributes:
        layer: What it is: claims, quantities, times, mentions, events.
        kind: The row of the layer's table of errors.
        faults: What is wrong, nothing where all is right; MISSED or EXTRA where the whole item is.
        article: Id of the article; this and what follows only in sets that may be read (korea, attribution).
        start: Where it begins in the text.
        gold: The words in gold.
        found: The words in the record.
        taken_for: The kind in the record, where that is another.
    """

    layer: str
    kind: str
    faults: tuple[str, ...] = ()
    article: str = ""
    start: int = 0
    gold: str = ""
    found: str = ""
    taken_for: str = ""


def load_scorers(folder: Path) -> ModuleType:
    """Return the module of the scorers in a folder; those of each task are its attributes."""
    spec = importlib.util.spec_from_file_location("scorers", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorers = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(folder))
    try:
        spec.loader.exec_module(scorers)
    finally:
        sys.path.remove(str(folder))
    return scorers


def examine(scorer: str, scorers: ModuleType, gold: Iterable[Row], records: Mapping[str, Row]) -> list[Item]:
    """Return the items of a set; ``scorer`` is the scorer that judges it."""
    return [item for article in gold for item in EXAMINERS[scorer](scorers, article, records[article["id"]])]


def attributions(scorers: ModuleType, article: Row, record: Row) -> Iterator[Item]:
    """Yield the attributions of an article by how they are told (direct, mixed, indirect), and in how many words."""
    judge, tokens = scorers.attribution, scorers.attribution.Tokens(article["text"])
    gold = _with_words(tokens, article["attributions"])
    found = _with_words(tokens, scorers.as_attributions(record)["attributions"])
    quoted = tokens.of([mark.span() for mark in judge.QUOTED.finditer(article["text"])])

    def bonus(x: Row, y: Row) -> float:
        cue, source = (judge.jaccard(x["words"][part], y["words"][part]) for part in ("cue", "source"))
        return float(0.1 * cue + 0.01 * source)

    def kind(row: Row) -> str:
        content = row["words"]["content"]
        size = "1–3" if len(content) <= SHORT else "4–29" if len(content) < LONG else "30 or more"
        return f"{judge.quote_type(content, quoted)}, {size} words"

    yield from _listed(article, "claims", gold, found, _pairs_by_content(judge, gold, found, bonus), kind, edges)


def korea(scorers: ModuleType, article: Row, record: Row) -> Iterator[Item]:
    """Yield the claims, quantities, times, mentions and events of an article."""
    judge, actors = scorers.korea, {actor["id"]: actor for actor in record["actors"]}
    yield from _claims(scorers, article, record, actors)

    def amount(row: Row) -> str:
        return pattern(row["lower"], row["upper"], row["bound"], row["unit"], row["text"])

    def amount_faults(x: Row, y: Row) -> Iterator[str]:
        if not all(judge.same(x[end], y[end]) for end in ("lower", "upper")):
            yield "wrong value"
            return
        wrong = {"bound": x["bound"] != y["bound"], "unit": (x["unit"] or "") != (y["unit"] or "")}
        wrong["status"] = bool(x.get("status")) and x["status"] != y.get("status")
        yield from _wrong(wrong)

    def time_faults(x: Row, y: Row) -> Iterator[str]:
        if (x["earliest"], x["latest"]) != (y["earliest"], y["latest"]):
            yield "wrong value"

    def mention_faults(x: Row, y: Row) -> Iterator[str]:
        if not judge.same_actor(x["actor"], y["actor"]):
            yield "wrong actor"

    def event_faults(x: Row, y: Row) -> Iterator[str]:
        wrong = {key: x[key] != y[key] for key in ("kind", "mode")}
        for role in ("agent", "patient"):
            told = (actors.get(each.get("actor")) for each in y["arguments"] if each["role"] == role)
            wrong[role] = bool(x.get(role)) and not any(judge.same_actor(x[role], actor) for actor in told)
        yield from _wrong(wrong)

    yield from _by_span(
        scorers, article, "quantities", article["quantities"], record["quantities"], amount, amount_faults
    )
    yield from _by_span(scorers, article, "times", article["times"], record["times"], _grain, time_faults)
    mentions = [dict(m, actor=a) for a in record["actors"] for m in a["mentions"] if m["form"] != "pronoun"]
    marked = [dict(m, form=_form(m, mentions, judge.overlap)) for m in article["actors"]]
    marked = [mention for mention in marked if mention["text"].lower() not in judge.PRONOUNS]
    yield from _by_span(scorers, article, "mentions", marked, mentions, lambda row: str(row["form"]), mention_faults)
    gold, found = ([{**event, **event["trigger"]} for event in side["events"]] for side in (article, record))
    yield from _by_span(scorers, article, "events", gold, found, lambda row: str(row["kind"]), event_faults)


def _claims(scorers: ModuleType, article: Row, record: Row, actors: Mapping[str, Row]) -> Iterator[Item]:
    judge, tokens = scorers.korea, scorers.attribution.Tokens(article["text"])
    gold, found = (_with_words(tokens, side["claims"]) for side in (article, record))

    def same_depth(x: Row, y: Row) -> bool:
        return (x["parent"] is None) == (y["parent"] is None)

    def bonus(x: Row, y: Row) -> float:
        return 0.2 * bool(x["words"]["source"] & y["words"]["source"]) + 0.01 * same_depth(x, y)

    def faults(x: Row, y: Row) -> Iterator[str]:
        yield from edges(x, y)
        who = judge.gold_actors(x["source"])
        named = [actors[id] for id in judge.source_ids(y["source"]) if id in actors]
        about = [actors[id] for id in y["about"][:2] if id in actors]
        if who:
            wrong = {"actor": not len(judge.pairs(who, named, judge.same_actor)) == len(who) == len(named)}
        else:  # a source that is nobody known may be groups
            wrong = {"actor": any(actor["kind"] != "group" for actor in named)}
        wrong["subject"] = bool(x["about"]) and not any(judge.same_actor(x["about"][0], actor) for actor in about)
        wrong |= {key: x[key] != y[key] for key in ("stance", "certainty")}
        yield from _wrong(wrong | {"nesting": not same_depth(x, y)})

    pairs = _pairs_by_content(scorers.attribution, gold, found, bonus)
    yield from _listed(article, "claims", gold, found, pairs, lambda row: str(row["kind"]), faults)


def quantities(scorers: ModuleType, article: Row, record: Row) -> Iterator[Item]:
    """Yield the quantities of a sentence by pattern: range, bound, trend, money, percent, plain."""
    judge = scorers.quantities
    gold, found = ([judge.Q(q) for q in side] for side in (article["quantities"], scorers.as_quantities(record)))
    pairs = {id(x): y for x, y in judge.best_assignment(gold, found)}

    def kind(q: Any) -> str:
        lower, upper = q.value if isinstance(q.value, tuple) else (q.value, q.value)
        return pattern(lower, upper, q.change, q.unit, "")

    def faults(x: Any, y: Any) -> Iterator[str]:
        wrong = {"trend or bound": x.change != y.change, "unit": not judge.unit_lenient_eq(x, y)}
        yield from _wrong({**wrong, "concept": not judge.c_partial(x, y)})

    for x in gold:
        yield Item("quantities", kind(x), tuple(faults(x, pairs[id(x)])) if id(x) in pairs else (MISSED,))
    paired = {id(y) for y in pairs.values()}
    yield from (Item("quantities", kind(y), (EXTRA,)) for y in found if id(y) not in paired)


def events(scorers: ModuleType, article: Row, record: Row) -> Iterator[Item]:
    """Yield the main events of a sentence by their PLOVER root."""
    gold, found = [event for event in article["events"] if event.get("type15")], scorers.as_events(record)
    if article["events"] and not gold:
        return  # only codes outside the label space, which the scorer leaves out too
    for x in gold:
        alike = [y for y in found if y["type15"] == x["type15"]]
        right = any(scorers.events.dyad_match(x, y, True, "type15") for y in alike)
        yield Item("events", x["type15"], () if right else ("wrong actors",) if alike else (MISSED,))
    wanted = {x["type15"] for x in gold}
    yield from (Item("events", y["type15"], (EXTRA,)) for y in found if y["type15"] not in wanted)


EXAMINERS: dict[str, Callable[[ModuleType, Row, Row], Iterator[Item]]] = {
    "attribution": attributions,
    "quantities": quantities,
    "events": events,
    "korea": korea,
}


def edges(gold: Row, found: Row) -> Iterator[str]:
    """Yield what is wrong with the parts of a claim whose content was found."""
    for part in ("source", "cue"):
        one, other = gold["words"][part], found["words"][part]
        if not (one & other or not (one or other)):
            yield f"wrong {part}" if one and other else f"{part} {'missed' if one else 'too many'}"
    for part in ("source", "content"):
        one, other = gold["words"][part], found["words"][part]
        if not one & other or one == other:
            continue
        if min(one) != min(other):
            yield f"{part} begins too {'early' if min(other) < min(one) else 'late'}"
        if max(one) != max(other):
            yield f"{part} ends too {'late' if max(other) > max(one) else 'early'}"
        if (min(one), max(one)) == (min(other), max(other)):
            yield f"{part} with another gap"


def _by_span(
    scorers: ModuleType,
    article: Row,
    layer: str,
    gold: Iterable[Row],
    found: Iterable[Row],
    kind: Callable[[Row], str],
    faults: Faults,
) -> Iterator[Item]:
    """Yield the items of rows that have one span each, paired by overlap: as many that match as can be, then others."""
    gold, found = ([dict(row, spans=[[row["start"], row["end"]]]) for row in rows] for rows in (gold, found))
    weight = {
        (i, j): 1000.0 if NO_MATCH.isdisjoint(faults(x, y)) else 1.0
        for i, x in enumerate(gold)
        for j, y in enumerate(found)
        if scorers.korea.overlap(x, y)
    }
    yield from _listed(article, layer, gold, found, dict(scorers.attribution.assign(weight)), kind, faults)


def _listed(
    article: Row,
    layer: str,
    gold: list[Row],
    found: list[Row],
    pairs: Mapping[int, int],
    kind: Callable[[Row], str],
    faults: Faults,
) -> Iterator[Item]:
    """Yield an item for each row of gold, and for each found row without a partner; rows have spans."""

    def words(row: Row) -> str:
        return " … ".join(article["text"][start:end] for start, end in row["spans"])

    def item(row: Row, wrong: Iterable[str], gold: str, found: str, taken_for: str = "") -> Item:
        start = min((start for start, _ in row["spans"]), default=0)
        return Item(layer, kind(row), tuple(wrong), article["id"], start, gold, found, taken_for)

    for i, x in enumerate(gold):
        if i in pairs:
            y = found[pairs[i]]
            wrong = tuple(faults(x, y))
            yield item(x, wrong, words(x), words(y), kind(y) if "wrong kind" in wrong else "")
        else:
            yield item(x, (MISSED,), words(x), "")
    for j, y in enumerate(found):
        if j not in pairs.values():
            yield item(y, (EXTRA,), "", words(y))


def _with_words(tokens: Any, rows: Iterable[Row]) -> list[Row]:
    """Return each claim with the word numbers of its source, cue and content, and the spans of its content."""
    return [
        dict(row, words={part: tokens.of(_spans(row[part])) for part in PARTS}, spans=_spans(row["content"]))
        for row in rows
    ]


def _spans(part: Any) -> list[list[int]]:
    return part["spans"] if isinstance(part, dict) else part or []


def _pairs_by_content(
    judge: ModuleType, gold: list[Row], found: list[Row], bonus: Callable[[Row, Row], float]
) -> dict[int, int]:
    """Return which gold row is which found one: those that share half of their content, the greatest total."""
    shares = {
        (i, j): judge.jaccard(x["words"]["content"], y["words"]["content"])
        for i, x in enumerate(gold)
        for j, y in enumerate(found)
    }
    weight = {(i, j): share + bonus(gold[i], found[j]) for (i, j), share in shares.items() if share >= 0.5}
    return dict(judge.assign(weight))


def _wrong(found: Mapping[str, bool]) -> Iterator[str]:
    return (f"wrong {name}" for name, is_wrong in found.items() if is_wrong)


def _form(mention: Row, found: list[Row], overlap: Callable[[Row, Row], bool]) -> str:
    """Return the form of a gold mention: as the record tells it, else by whether its first word is a name."""
    same = (other["form"] for other in found if overlap(mention, other))
    return str(next(chain(same, ["name" if mention["text"][:1].isupper() else "nominal"])))


def _grain(time: Row) -> str:
    """Return the grain of a time by the length of its interval."""
    if not time["earliest"] or not time["latest"]:
        return "open"
    days = (date.fromisoformat(time["latest"]) - date.fromisoformat(time["earliest"])).days + 1
    grains = ((1, "day"), (7, "week"), (31, "month"), (92, "quarter"), (366, "year"))
    return next((grain for longest, grain in grains if days <= longest), "decade")
