"""Errors by kind: what the gate's report says of records, with the scorers of the shared data as the judge."""

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import korea_nlp

ROOT = Path(__file__).parents[1]
SCORERS = ROOT.parent / "shared" / "eval"
TEXT = (
    "South Korea's spy agency said on Friday that up to 300 North Korean soldiers had been killed. "
    "“We will not talk,” Kim Yo Jong told KCNA. Russia denied that it had received $5 million or 3 to 4 ships."
)
needs_scorers = pytest.mark.skipif(not SCORERS.is_dir(), reason="SKIPPED: the scorers of the shared data are not there")


@pytest.fixture(scope="module")
def errors() -> Iterator[ModuleType]:
    folder = str(ROOT / "models" / "rules" / "scripts")
    sys.path.insert(0, folder)
    yield importlib.import_module("errors")
    sys.path.remove(folder)


@pytest.fixture(scope="module")
def scorers(errors: ModuleType) -> Iterator[ModuleType]:
    yield errors.load_scorers(SCORERS)
    for name in ("score", "attribution", "events", "korea", "quantities"):
        sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def record(nlp) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(korea_nlp.analyze(TEXT, id="a", published="2025-01-24", nlp=nlp).to_json())
    return found


def gold_of(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record in the form of the Korea gold."""
    gold: dict[str, Any] = json.loads(json.dumps(record))
    actors = {actor["id"]: actor for actor in record["actors"]}
    gold["actors"] = [{**m, "actor": a} for a in record["actors"] for m in a["mentions"] if m["form"] != "pronoun"]
    for claim in gold["claims"]:
        claim["about"] = [actors[id] for id in claim["about"]]
        if claim["source"]:
            claim["source"]["actors"] = [actors[id] for id in claim["source"]["actors"]]
    return gold


def wrong(items: list[Any]) -> list[tuple[str, str, tuple[str, ...], str]]:
    return [(item.layer, item.kind, item.faults, item.gold or item.found) for item in items if item.faults]


@needs_scorers
def test_what_is_gold_is_right(errors, scorers, record) -> None:
    items = errors.examine("korea", scorers, [gold_of(record)], {"a": record})

    assert wrong(items) == []
    assert {item.layer for item in items} == {"claims", "quantities", "times", "mentions", "events"}
    assert {item.kind for item in items if item.layer == "quantities"} == {"bound", "money", "range"}
    assert {item.kind for item in items if item.layer == "claims"} == {"direct", "indirect"}


@needs_scorers
def test_each_fault_has_its_name(errors, scorers, record) -> None:
    gold, changed = gold_of(record), json.loads(json.dumps(record))
    said, direct, denied = changed["claims"]
    said["stance"] = "deny"
    said["source"]["actors"] = []
    said["content"]["spans"] = [[said["content"]["spans"][0][0], said["content"]["spans"][0][1] - len(" killed")]]
    changed["claims"] = [said, denied]
    changed["quantities"][0]["bound"] = "exact"
    changed["quantities"][1]["lower"] *= 2
    changed["times"] = []
    changed["events"][0]["kind"] = "aid"

    found = wrong(errors.examine("korea", scorers, [gold], {"a": changed}))

    assert ("claims", "direct", ("missed",), direct["content"]["text"]) in found
    assert ("times", "day", ("missed",), record["times"][0]["text"]) in found
    assert {faults for layer, _, faults, _ in found if layer == "claims"} == {
        ("missed",),
        ("content ends too early", "wrong actor", "wrong stance"),
    }
    assert [faults for layer, _, faults, _ in found if layer == "quantities"] == [("wrong bound",), ("wrong value",)]
    assert [faults for layer, _, faults, _ in found if layer == "events"] == [("wrong kind",)]


@needs_scorers
def test_items_add_up_to_the_scores(errors, scorers, record) -> None:
    """What is found of attributions and quantities is as many as the scorers count."""
    parts = [{part: claim[part]["spans"] for part in ("source", "cue", "content")} for claim in record["claims"]]
    parts[0]["content"] = [[parts[0]["content"][0][0], parts[0]["content"][0][0] + 10]]  # a small part of it
    gold = {"id": "a", "text": TEXT, "attributions": parts}
    told = [quantity for each in record["quantities"] for quantity in scorers.as_quantities({"quantities": [each]})]
    told[0] = {**told[0], "value": 299}
    amounts = {"id": "a", "text": TEXT, "quantities": told}

    claims = errors.examine("attribution", scorers, [gold], {"a": record})
    quantities = errors.examine("quantities", scorers, [amounts], {"a": record})

    scored = scorers.attribution.score({"a": gold}, {"a": scorers.as_attributions(record)})["attr.content"]
    assert sum(not {"missed", "extra"} & set(item.faults) for item in claims) == scored["hit_gold"] == 2
    assert sum("extra" not in item.faults for item in claims) == scored["n_gold"]
    scored = scorers.quantities.score({"a": told}, {"a": scorers.as_quantities(record)})["metrics"]["value"]
    assert sum(not {"missed", "extra"} & set(item.faults) for item in quantities) == scored["TP"] == 2


def test_fingerprints_tell_errors_apart_and_hold_no_words(errors) -> None:
    item = errors.Item("a", "1-5", "claims", "direct", ("missed",), gold="Seoul said so")
    others = [
        errors.Item("b", "1-5", "claims", "direct", ("missed",)),
        errors.Item("a", "1-6", "claims", "direct", ("missed",)),
        errors.Item("a", "1-5", "claims", "mixed", ("missed",)),
        errors.Item("a", "1-5", "claims", "direct", ("wrong cue",)),
    ]

    assert item.prints() == errors.Item("a", "1-5", "claims", "direct", ("missed",), gold="other words").prints()
    assert not any(item.prints() & other.prints() for other in others)
    assert all(len(each) == 8 for each in item.prints())


def test_committed_baseline_holds_fingerprints_only() -> None:
    for floors in (ROOT / "models").glob("*/metrics/floors.json"):
        known = json.loads(floors.with_name("errors.json").read_text(encoding="utf-8"))
        assert known.keys() == json.loads(floors.read_text(encoding="utf-8"))["data"].keys()
        for prints in known.values():
            assert prints == sorted(set(prints))
            assert all(len(each) == 8 and int(each, 16) >= 0 for each in prints)
