"""The score gate: how a score is judged against its floor."""

import importlib.util
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import korea_nlp

SCRIPT = Path(__file__).parents[1] / "models" / "rules" / "scripts" / "score.py"


@pytest.fixture(scope="module")
def gate() -> Iterator[ModuleType]:
    sys.path.insert(0, str(SCRIPT.parent))
    spec = importlib.util.spec_from_file_location("score_gate", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(SCRIPT.parent))


@pytest.mark.parametrize(
    ("score", "floor", "state"),
    [
        (0.80, 0.80, "ok"),
        (0.79, 0.80, "ok"),
        (0.78, 0.80, "ok"),
        (0.7799, 0.80, "slip"),
        (0.815, 0.80, "ok"),
        (0.83, 0.80, "better"),
        (0.5, None, "new"),
        (None, 0.80, "missing"),
        (float("nan"), 0.80, "missing"),
    ],
)
def test_score_against_floor(gate, score, floor, state):
    floors = {} if floor is None else {"a": floor}
    scores = {} if score is None else {"a": score}

    (verdict,) = gate.compare(floors, scores, 0.02)

    assert verdict.state == state
    assert verdict.failed == (state in ("slip", "missing"))


def test_raising_never_lowers(gate):
    assert gate.raised({"a": 0.8, "b": 0.8}, {"a": 0.79, "b": 0.81239, "c": 0.5}) == {"a": 0.8, "b": 0.8123, "c": 0.5}


def test_scores_of_every_scorer_are_read(gate):
    result = {
        "articles": 3,
        "claims": {"content": {"p": 0.5, "r": 1.0, "f": 0.66, "hit": 2}, "stance": 0.7},
        "metrics": {"value": {"P": 90.0, "R": 92.0, "F1": 91.0, "TP": 9}},
        "type": [0.1, 0.2, 0.3],
        "interval95": {"chain": [0.1, 0.2]},
    }

    assert dict(gate.flatten(result)) == {
        "claims.content.p": 0.5,
        "claims.content.f": 0.66,
        "claims.stance": 0.7,
        "metrics.value.p": 0.9,
        "metrics.value.f": 0.91,
        "type.p": 0.1,
        "type.f": 0.3,
    }


@dataclass
class Small:
    """A gate with one made set of one score, whose floors lie in a folder of the test."""

    folder: Path
    scores: dict[str, float]
    items: list[Any]
    arguments: list[str]

    def floors(self) -> Any:
        return json.loads((self.folder / "metrics" / "floors.json").read_text(encoding="utf-8"))


@pytest.fixture
def small(gate, monkeypatch, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dev.jsonl").write_text('{"id": "1", "text": "x"}\n', encoding="utf-8")
    (tmp_path / "eval").mkdir()
    (tmp_path / "eval" / "score.py").write_text("", encoding="utf-8")
    scores, items = {"made.a": 0.5}, []
    monkeypatch.setattr(gate, "floors_of", lambda _: tmp_path / "metrics" / "floors.json")
    monkeypatch.setattr(gate, "TASKS", (gate.Task("made", "korea", "dev.jsonl", 0.02, ("a",)),))
    monkeypatch.setattr(gate, "_load", lambda _: object())
    monkeypatch.setattr(gate, "measure", lambda *_: (dict(scores), list(items)))
    arguments = ["--data", str(tmp_path / "data"), "--eval", str(tmp_path / "eval")]
    return Small(tmp_path, scores, items, [*arguments, "--report", str(tmp_path / "report.md")])


def test_gate_holds_what_was_reached(gate, small):
    assert gate.main(small.arguments) == 0
    assert not (small.folder / "metrics").exists()
    assert gate.main([*small.arguments, "--update"]) == 0
    assert small.floors()["floors"] == {"made.a": 0.5}
    assert small.floors()["data"]["made"]["sha256"] == gate.digest(small.folder / "data" / "dev.jsonl")

    small.scores["made.a"] = 0.47
    assert gate.main(small.arguments) == 1
    assert gate.main([*small.arguments, "--update"]) == 1
    assert small.floors()["floors"] == {"made.a": 0.5}

    small.scores["made.a"] = 0.6
    assert gate.main(small.arguments) == 0
    assert small.floors()["floors"] == {"made.a": 0.5}
    assert gate.main([*small.arguments, "--update"]) == 0
    assert small.floors()["floors"] == {"made.a": 0.6}


def test_gate_counts_errors_and_tells_neither_words_nor_places(gate, small, capsys):
    secret = {"article": "secret-id", "start": 77777, "gold": "secret words", "found": "secret"}
    small.items += [gate.Item("claims", "direct", ("missed",), **secret), gate.Item("claims", "direct", **secret)]
    small.items += [gate.Item("claims", "mixed", ("extra",), **secret), gate.Item("times", "day", **secret)]
    small.items += [gate.Item("claims", "direct", ("wrong cue", "wrong source"), **secret)]
    gate.main([*small.arguments, "--update"])
    small.scores["made.a"] = 0.4

    assert gate.main(small.arguments) == 1
    report = (small.folder / "report.md").read_text(encoding="utf-8")
    assert report.splitlines() == [
        "# Quality of the default model",
        "",
        "## made",
        "",
        "| score | now | floor | verdict |",
        "|---|---|---|---|",
        "| made.a | 0.4000 | 0.5000 | slip |",
        "",
        "### made: claims by kind",
        "",
        "| kind | gold | right | missed | wrong cue | wrong source | extra |",
        "|---|---|---|---|---|---|---|",
        "| direct | 3 | 1 | 1 | 1 | 1 | 0 |",
        "| mixed | 0 | 0 | 0 | 0 | 0 | 1 |",
        "",
        "### made: times by kind",
        "",
        "| kind | gold | right |",
        "|---|---|---|",
        "| day | 1 | 1 |",
    ]
    told = capsys.readouterr().out + report + json.dumps(small.floors())
    assert "secret" not in told
    assert "77777" not in told


def test_sets_that_rules_were_written_on_are_no_part_of_the_gate(gate):
    assert [task.file for task in gate.TASKS] == [
        "press/dev.jsonl",
        "attribution/dev.jsonl",
        "quantities/newsquant-dev.jsonl",
        "events/plv-news-dev.jsonl",
        "events/plv-codebook-dev.jsonl",
        "events/plover-gsr-dev.jsonl",
    ]
    names = {task.name for task in gate.TASKS}
    for model in gate.FOLDERS:
        kept = gate.read_floors(gate.floors_of(model))
        assert names >= kept["data"].keys() == {name.partition(".")[0] for name in kept["floors"]}


def test_watched_score_that_the_scorer_does_not_give_is_missing(gate, monkeypatch, tmp_path):
    (tmp_path / "score.py").write_text("print('{\"a\": 0.5}')\n", encoding="utf-8")
    monkeypatch.setattr(gate, "read", lambda *_: ([], {}))
    monkeypatch.setattr(gate, "examine", lambda *_: [])

    scores, _ = gate.measure(gate.Task("made", "korea", "dev.jsonl", 0.02, ("a", "b")), object(), tmp_path, tmp_path)

    assert [verdict.state for verdict in gate.compare({}, scores, 0.02)] == ["new", "missing"]


def test_articles_that_fail_stop_the_gate_without_their_ids(gate, monkeypatch, tmp_path):
    (tmp_path / "dev.jsonl").write_text('{"id": "secret", "text": "x"}\n', encoding="utf-8")
    monkeypatch.setattr(korea_nlp, "pipe", lambda *_, **__: [korea_nlp.Failure("secret", "too long")])

    with pytest.raises(SystemExit, match="1 of 1 articles failed") as raised:
        gate.read(tmp_path / "dev.jsonl", object())

    assert "secret" not in str(raised.value)


def test_other_data_are_no_pass(gate, small, capsys):
    gate.main([*small.arguments, "--update"])
    (small.folder / "data" / "dev.jsonl").write_text('{"id": "2", "text": "y"}\n', encoding="utf-8")

    assert gate.main(small.arguments) == 1
    assert "is not the file of the floors" in capsys.readouterr().out


def test_absent_data_are_skipped_aloud(gate, tmp_path, capsys):
    assert gate.main(["--data", str(tmp_path), "--eval", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("SKIPPED") == len(gate.TASKS)


def test_each_model_has_floors_of_its_own(gate):
    places = [gate.floors_of(model) for model in gate.FOLDERS]

    assert len(set(places)) == len(places)
    assert gate.floors_of("default").is_file()


def test_model_that_is_not_there_is_skipped_aloud(gate, monkeypatch, capsys):
    def refuse(name):
        raise korea_nlp.errors.ModelError(f"there is no model {name!r}")

    monkeypatch.setattr(korea_nlp, "load", refuse)

    assert gate._load("accurate") is None
    assert "SKIPPED" in capsys.readouterr().out
    with pytest.raises(korea_nlp.errors.ModelError):
        gate._load("default")
