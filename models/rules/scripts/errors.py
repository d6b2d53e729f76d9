"""What is right and what is wrong in the records of a set, item by item and by kind, as the scorers of the set see it.

The scorers say what matches what; here their own functions are asked about each item. ``examine`` gives the items of a
set, ``Item.prints`` their fingerprints: hashes of document, place, kind and fault, which hold none of the words.
"""

import importlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from types import ModuleType

from amounts import pattern
from items import EXTRA, MISSED, PARTS, Item, Row, by_content, by_span, edges, paired, parts_of, place_of

SHORT, LONG = 3, 30  # words of a content


def load_scorers(folder: Path) -> ModuleType:
    """Return the module of the scorers in a folder; those of each task are its attributes."""
    sys.path.insert(0, str(folder))
    try:
        return importlib.import_module("score")
    finally:
        sys.path.remove(str(folder))


def examine(task: str, scorers: ModuleType, gold: Iterable[Row], records: Mapping[str, Row]) -> list[Item]:
    """Return the items of a set; ``task`` is what the scorer calls it."""
    return [item for article in gold for item in EXAMINERS[task](scorers, article, records[article["id"]])]


def attributions(scorers: ModuleType, article: Row, record: Row) -> Iterator[Item]:
    """Yield the attributions of an article by how they are told (direct, mixed, indirect), and in how many words."""
    held = article["attributions"], scorers.as_attributions(record)["attributions"]
    wanted, found = parts_of(scorers, article["text"], held[0]), parts_of(scorers, article["text"], held[1])
    jaccard = scorers.attribution.jaccard

    def bonus(i: int, j: int) -> float:
        near = 0.1 * jaccard(wanted[i]["cue"], found[j]["cue"])
        return float(near + 0.01 * jaccard(wanted[i]["source"], found[j]["source"]))

    pairs = paired(scorers, wanted, found, bonus)
    kinds = [[_told(scorers, article["text"], parts["content"]) for parts in side] for side in (wanted, found)]
    yield from by_content(
        article, "claims", held, (wanted, found), kinds, pairs, lambda i, j: edges(wanted[i], found[j])
    )


def korea(scorers: ModuleType, article: Row, record: Row) -> Iterator[Item]:
    """Yield the claims, quantities, times, mentions and events of an article."""
    judge = scorers.korea
    yield from _claims(scorers, article, record)

    def quantity_faults(gold: Row, found: Row) -> Iterator[str]:
        wrong = {"bound": gold["bound"] != found["bound"], "unit": (gold["unit"] or "") != (found["unit"] or "")}
        wrong["status"] = bool(gold.get("status")) and gold["status"] != found.get("status")
        yield from (f"wrong {name}" for name, is_wrong in wrong.items() if is_wrong)

    def alike(*keys: str) -> Callable[[Row, Row], bool]:
        return lambda x, y: judge.overlap(x, y) and all(judge.same(x[key], y[key]) for key in keys)

    def same_days(x: Row, y: Row) -> bool:
        return bool(judge.overlap(x, y)) and (x["earliest"], x["latest"]) == (y["earliest"], y["latest"])

    def span_of(quantity: Row) -> str:
        return pattern(quantity["lower"], quantity["upper"], quantity["bound"], quantity["unit"], quantity["text"])

    yield from by_span(
        scorers, article, record, "quantities", (article["quantities"], record["quantities"]),
        alike("lower", "upper"), span_of, quantity_faults,
    )  # fmt: skip
    held = [dict(time, grain=_grain(time)) for time in article["times"]], record["times"]
    yield from by_span(scorers, article, record, "times", held, same_days, lambda time: time["grain"])
    mentions = [dict(m, actor=a) for a in record["actors"] for m in a["mentions"] if m["form"] != "pronoun"]
    wanted = [dict(m, form=_form(m, mentions, judge.overlap)) for m in article["actors"]]

    def same_actor(x: Row, y: Row) -> bool:
        return bool(judge.overlap(x, y) and judge.same_actor(x["actor"], y["actor"]))

    yield from by_span(scorers, article, record, "mentions", (wanted, mentions), same_actor, lambda m: m["form"])
    events = tuple(
        [dict(e, **{key: e["trigger"][key] for key in ("start", "end", "text")}) for e in row["events"]]
        for row in (article, record)
    )
    yield from by_span(
        scorers, article, record, "events", (events[0], events[1]), judge.overlap, lambda event: event["kind"],
        lambda x, y: ["wrong kind"] if x["kind"] != y["kind"] else [],
    )  # fmt: skip


def _claims(scorers: ModuleType, article: Row, record: Row) -> Iterator[Item]:
    judge, held = scorers.korea, (article["claims"], record["claims"])
    wanted, found = (
        parts_of(scorers, article["text"], [{part: judge.spans(claim[part]) for part in PARTS} for claim in claims])
        for claims in held
    )
    actors = {actor["id"]: actor for actor in record["actors"]}

    def bonus(i: int, j: int) -> float:
        parent = (held[0][i]["parent"] is not None) == bool(held[1][j].get("parent"))
        return 0.2 * bool(wanted[i]["source"] & found[j]["source"]) + 0.01 * parent

    def faults(i: int, j: int) -> Iterator[str]:
        gold, claim = held[0][i], held[1][j]
        yield from edges(wanted[i], found[j])
        who = judge.gold_actors(gold["source"])
        named = [actors[id] for id in judge.source_ids(claim["source"]) if id in actors]
        if who and not len(judge.pairs(who, named, judge.same_actor)) == len(who) == len(named):
            yield "wrong actor"
        about = [actors[id] for id in claim["about"] if id in actors]
        if gold["about"] and not any(judge.same_actor(gold["about"][0], actor) for actor in about):
            yield "wrong subject"
        yield from (f"wrong {name}" for name in ("stance", "certainty") if gold[name] != claim[name])
        if bool(gold["parent"] is not None) != bool(claim.get("parent")):
            yield "wrong nesting"

    kinds = [[claim["kind"] for claim in claims] for claims in held]
    pairs = paired(scorers, wanted, found, bonus)
    yield from by_content(article, "claims", held, (wanted, found), kinds, pairs, faults)


def quantities(scorers: ModuleType, article: Row, record: Row) -> Iterator[Item]:
    """Yield the quantities of a sentence by pattern: range, bound, trend, money, percent, plain."""
    judge = scorers.quantities
    told = [(q, scorers.as_quantities({"quantities": [q]})) for q in record["quantities"]]
    told = [(q, as_gold) for q, as_gold in told if as_gold]
    wanted, found = [judge.Q(q) for q in article["quantities"]], [judge.Q(as_gold[0]) for _, as_gold in told]
    pairs = {id(gold): id(mine) for gold, mine in judge.best_assignment(wanted, found)}
    number = {id(mine): j for j, mine in enumerate(found)}
    for i, (gold, row) in enumerate(zip(wanted, article["quantities"], strict=True)):
        ends = gold.value if isinstance(gold.value, tuple) else (gold.value, gold.value)
        item = {"document": article["id"], "place": f"#{i + 1}", "layer": "quantities", "gold": str(row)}
        kind = pattern(*ends, gold.change, gold.unit, "")
        if id(gold) not in pairs:
            yield Item(**item, kind=kind, faults=(MISSED,))
            continue
        j = number[pairs[id(gold)]]
        wrong = {"trend or bound": gold.change != found[j].change, "unit": not judge.unit_lenient_eq(gold, found[j])}
        wrong["concept"] = not judge.c_partial(gold, found[j])
        faults = tuple(f"wrong {name}" for name, is_wrong in wrong.items() if is_wrong)
        yield Item(**item, kind=kind, faults=faults, found=str(told[j][1][0]))
    for q, mine in ((told[j][0], mine) for j, mine in enumerate(found) if id(mine) not in pairs.values()):
        kind = pattern(q["lower"], q["upper"], mine.change, mine.unit, "")
        yield Item(article["id"], place_of([[q["start"], q["end"]]]), "quantities", kind, (EXTRA,), found=q["text"])


def events(scorers: ModuleType, article: Row, record: Row) -> Iterator[Item]:
    """Yield the main events of a sentence by their PLOVER root."""
    judge = scorers.events
    told = [(e, scorers.as_events({"actors": record["actors"], "events": [e]})) for e in record["events"]]
    told = [(e, as_gold[0]) for e, as_gold in told if as_gold]
    wanted = [event for event in article["events"] if event.get("type15")]
    if article["events"] and not wanted:
        return  # only codes outside the label space, which the scorer leaves out too
    for i, gold in enumerate(wanted):
        of_type = [mine for _, mine in told if mine["type15"] == gold["type15"]]
        right = any(judge.dyad_match(gold, mine, True, "type15") for mine in of_type)
        faults = () if right else ("wrong actors",) if of_type else (MISSED,)
        yield Item(article["id"], f"#{i + 1}", "events", gold["type15"], faults, gold=article["text"])
    for event, mine in told:
        if mine["type15"] not in {gold["type15"] for gold in wanted}:
            trigger = event["trigger"]
            place = place_of([[trigger["start"], trigger["end"]]])
            yield Item(article["id"], place, "events", mine["type15"], (EXTRA,), found=trigger["text"])


def provocations(scorers: ModuleType, article: Row, record: Row) -> Iterator[Item]:
    """Yield the one event that a paragraph is about, by the paragraph's type."""
    scores = scorers.provocations({article["id"]: article}, {article["id"]: record})
    faults = [f"wrong {name}" for name in ("kind",) if not scores[name]]
    faults += ["wrong day"] * (not scores["day not contradicted"])
    yield Item(article["id"], place_of([[0, len(article["text"])]]), "events", article["type"], tuple(faults),
               gold=article["text"])  # fmt: skip


EXAMINERS: dict[str, Callable[[ModuleType, Row, Row], Iterator[Item]]] = {
    "attribution": attributions,
    "quantities": quantities,
    "events": events,
    "korea": korea,
    "provocations": provocations,
}


def _told(scorers: ModuleType, text: str, content: frozenset[int]) -> str:
    quoted = scorers.attribution.Tokens(text).of([mark.span() for mark in scorers.attribution.QUOTED.finditer(text)])
    size = "1–3" if len(content) <= SHORT else "4–29" if len(content) < LONG else "30 or more"
    return f"{scorers.attribution.quote_type(content, quoted)}, {size} words"


def _form(mention: Row, found: list[Row], overlap: Callable[[Row, Row], bool]) -> str:
    """Return the form of a gold mention: as the record tells it, else by whether its first word is a name."""
    same = (other["form"] for other in found if overlap(mention, other))
    return str(next(chain(same, ["name" if mention["text"][:1].isupper() else "nominal"])))


def _grain(time: Row) -> str:
    """Return the grain of a gold time by the length of its interval."""
    if not time["earliest"] or not time["latest"]:
        return "open"
    days = (date.fromisoformat(time["latest"]) - date.fromisoformat(time["earliest"])).days + 1
    grains = ((1, "day"), (7, "week"), (31, "month"), (92, "quarter"), (366, "year"))
    return next((grain for longest, grain in grains if days <= longest), "decade")
