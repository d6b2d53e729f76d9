"""What is wrong in records, with the scorers of the shared data as the judge; and the list of it, with its words."""

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
    for name in ("errors", "score", "items", "quality", "amounts"):
        sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def scorers(errors: ModuleType) -> Iterator[ModuleType]:
    yield errors.load_scorers(SCORERS)
    for name in ("attribution", "events", "korea", "quantities"):
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
    for event in gold["events"]:
        event |= {each["role"]: actors.get(each["actor"]) for each in event["arguments"]}
    return gold


@pytest.fixture
def changed(record) -> dict[str, Any]:
    """A record with faults of each sort."""
    found: dict[str, Any] = json.loads(json.dumps(record))
    said, _, denied = found["claims"]
    said["stance"] = "deny"
    said["source"]["actors"] = []
    said["content"]["spans"] = [[said["content"]["spans"][0][0], said["content"]["spans"][0][1] - len(" killed")]]
    found["claims"] = [said, denied]
    found["quantities"][0]["bound"] = "exact"
    found["quantities"][1]["lower"] *= 2
    found["times"] = []
    found["events"][0] |= {"kind": "aid", "mode": "planned", "arguments": []}
    return found


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
def test_each_fault_has_its_name(errors, scorers, record, changed) -> None:
    gold, direct = gold_of(record), record["claims"][1]
    assert {"agent", "patient"} & gold["events"][0].keys()

    found = wrong(errors.examine("korea", scorers, [gold], {"a": changed}))

    assert ("claims", "direct", ("missed",), direct["content"]["text"]) in found
    assert ("times", "day", ("missed",), record["times"][0]["text"]) in found
    assert {faults for layer, _, faults, _ in found if layer == "claims"} == {
        ("missed",),
        ("content ends too early", "wrong actor", "wrong stance"),
    }
    assert [faults for layer, _, faults, _ in found if layer == "quantities"] == [("wrong bound",), ("wrong value",)]
    assert [faults for layer, _, faults, _ in found if layer == "events"] == [
        ("wrong kind", "wrong mode", "wrong patient")
    ]


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


@needs_scorers
@pytest.mark.parametrize(
    ("layer", "score", "faults"),
    [
        ("claims", ("claims", "content"), set()),
        ("claims", ("claims", "content+source"), {"wrong source", "source missed", "source too many"}),
        ("claims", ("chain",), {"wrong actor", "wrong subject"}),
        ("quantities", ("quantities", "value"), {"wrong value"}),
        ("quantities", ("quantities", "value+bound"), {"wrong value", "wrong bound"}),
        ("times", ("times",), {"wrong value"}),
        ("mentions", ("mentions",), {"wrong actor"}),
        ("events", ("events", "trigger"), set()),
        ("events", ("events", "kind"), {"wrong kind"}),
    ],
)
def test_items_of_all_layers_add_up(errors, scorers, record, changed, layer, score, faults) -> None:
    gold = gold_of(record)
    scored: Any = scorers.korea.score({"a": gold}, {"a": changed}, resamples=1)
    for key in score:
        scored = scored[key]

    items = [item for item in errors.examine("korea", scorers, [gold], {"a": changed}) if item.layer == layer]

    counts = [
        sum({"missed", "extra", *faults}.isdisjoint(item.faults) for item in items),
        sum("missed" not in item.faults for item in items),
        sum("extra" not in item.faults for item in items),
    ]
    assert counts == [scored["hit"], scored["pred"], scored["gold"]]


@needs_scorers
def test_gold_pronouns_are_no_mentions(errors, scorers, record) -> None:
    gold = gold_of(record)
    start = TEXT.index("We will")
    gold["actors"].append({"start": start, "end": start + 2, "text": "We", "actor": gold["actors"][0]["actor"]})

    assert wrong(errors.examine("korea", scorers, [gold], {"a": record})) == []


@pytest.mark.parametrize(
    ("name", "folder", "message"),
    [
        ("dev.jsonl", "press", "a set of the gate"),
        ("other.jsonl", "copies", "a set of the gate"),
        ("none.jsonl", "press", "there is no such file"),
        ("train.jsonl", "press", "hold no attributions, which --scorer attribution judges"),
    ],
)
def test_sets_of_the_gate_are_not_listed(errors, monkeypatch, tmp_path, name, folder, message) -> None:
    for file in ("press/dev.jsonl", "press/train.jsonl", "copies/other.jsonl"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(json.dumps({"id": file, "text": "", "claims": []}) + "\n", encoding="utf-8")
    kept = {"data": {"made": {"sha256": errors.digest(tmp_path / "copies" / "other.jsonl")}}, "floors": {}}
    monkeypatch.setattr(errors, "read_floors", lambda _: kept)
    monkeypatch.setattr(errors, "ROOT", tmp_path)

    with pytest.raises(SystemExit, match=message):
        errors.main([str(tmp_path / folder / name), "--scorer", "attribution"])

    assert not (tmp_path / "build").exists()


@needs_scorers
def test_errors_are_listed_with_their_words(errors, monkeypatch, nlp, record, tmp_path) -> None:
    gold = gold_of(record)
    missed = gold["times"].pop()
    (tmp_path / "train.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    monkeypatch.setattr(errors, "ROOT", tmp_path)
    monkeypatch.setattr(korea_nlp, "load", lambda _: nlp)

    errors.main([str(tmp_path / "train.jsonl"), "--eval", str(SCORERS)])

    (report,) = (tmp_path / "build" / "quality").iterdir()
    lines = report.read_text(encoding="utf-8").splitlines()
    assert report.name == f"{tmp_path.name}-train.default.md"
    assert "### times: 1 of 1 wrong items" in lines
    assert f"| a | {missed['start']} | day | extra |  | {missed['text']} |" in lines
    assert sum(line.startswith("| a |") for line in lines) == 1


def test_sample_is_drawn_by_seed(errors) -> None:
    items = [errors.Item("times", "day", ("missed",), "a", start, f"on {start}") for start in range(9)]

    lines = list(errors.listed(items, 3))

    assert "\n### times: 3 of 9 wrong items\n" in lines
    assert sum(line.startswith("| a |") for line in lines) == 3
    assert lines == list(errors.listed(items, 3))


def test_kinds_that_are_confused_are_named(errors) -> None:
    wrong = ("wrong kind",)
    items = [
        errors.Item("events", "visit"),
        errors.Item("events", "visit", wrong, taken_for="meeting"),
        errors.Item("events", "visit", wrong, taken_for="meeting"),
        errors.Item("events", "visit", wrong, taken_for="statement"),
        errors.Item("events", "aid"),
        errors.Item("times", "day"),
    ]

    events, times = (lines for _, lines in errors.counted(items))

    assert events[0].endswith("| wrong kind | taken for |")
    assert events[2].endswith("| 3 | meeting 2, statement 1 |")
    assert events[3].endswith("| 0 |  |")
    assert times[0] == "| kind | gold | right |"


@needs_scorers
def test_an_event_of_another_kind_says_which(errors, scorers, record, changed) -> None:
    gold = gold_of(record)

    items = errors.examine("korea", scorers, [gold], {"a": changed})

    assert [(x.kind, x.taken_for) for x in items if x.taken_for] == [(gold["events"][0]["kind"], "aid")]
