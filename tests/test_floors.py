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
        "claims.content.f": 0.66,
        "claims.stance": 0.7,
        "metrics.value.f": 0.91,
        "type.f": 0.3,
    }


@dataclass
class Small:
    """A gate with one made set of one score, whose floors lie in a folder of the test."""

    folder: Path
    scores: dict[str, float]
    items: list[Any]
    arguments: list[str]


def error(gate: ModuleType, place: str, *faults: str, **more: Any) -> Any:
    return gate.Item("doc", place, "claims", "direct", faults or ("missed",), **more)


@pytest.fixture
def small(gate, monkeypatch, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dev.jsonl").write_text('{"id": "1", "text": "x"}\n', encoding="utf-8")
    (tmp_path / "eval").mkdir()
    (tmp_path / "eval" / "score.py").write_text("", encoding="utf-8")
    scores, items = {"made.a": 0.5}, [error(gate, "1-2")]
    monkeypatch.setattr(gate, "floors_of", lambda _: tmp_path / "metrics" / "floors.json")
    monkeypatch.setattr(gate, "TASKS", (gate.Task("made", "korea", "dev.jsonl", 0.02, ("a",)),))
    monkeypatch.setattr(gate, "_load", lambda _: object())
    monkeypatch.setattr(gate, "measure", lambda *_: (dict(scores), list(items)))
    arguments = ["--data", str(tmp_path / "data"), "--eval", str(tmp_path / "eval")]
    return Small(tmp_path, scores, items, [*arguments, "--report", str(tmp_path / "report.md")])


def test_gate_holds_what_was_reached(gate, small):
    metrics = small.folder / "metrics"

    assert gate.main(small.arguments) == 0
    assert not metrics.exists()
    assert gate.main([*small.arguments, "--update"]) == 0
    kept = json.loads((metrics / "floors.json").read_text(encoding="utf-8"))
    assert kept["floors"] == {"made.a": 0.5}
    assert kept["data"]["made"]["sha256"] == gate.digest(small.folder / "data" / "dev.jsonl")
    known = json.loads((metrics / "errors.json").read_text(encoding="utf-8"))
    assert known == {"made": sorted(small.items[0].prints())}

    small.scores["made.a"] = 0.47
    small.items.append(error(gate, "3-4"))
    assert gate.main(small.arguments) == 1
    assert gate.main([*small.arguments, "--update"]) == 1
    assert json.loads((metrics / "floors.json").read_text(encoding="utf-8"))["floors"] == {"made.a": 0.5}
    assert json.loads((metrics / "errors.json").read_text(encoding="utf-8")) == known


def test_slip_names_the_ten_worst_new_errors_without_their_words(gate, small, capsys):
    gate.main([*small.arguments, "--update"])
    small.scores["made.a"] = 0.4
    small.items += [error(gate, f"{n}-{n + 1}", size=n, gold="secret words") for n in range(20, 32)]
    small.items += [error(gate, "50-60", "wrong cue", size=99), error(gate, "70-80", "wrong source", "wrong cue")]
    capsys.readouterr()

    assert gate.main(small.arguments) == 1
    told = capsys.readouterr().out
    named = [line.split()[1] for line in told.splitlines() if line.startswith("    doc ")]
    assert named == [f"{n}-{n + 1}" for n in range(31, 21, -1)]
    assert "14 new errors" in told
    assert "secret" not in told
    report = (small.folder / "report.md").read_text(encoding="utf-8")
    assert report.count("secret words") == 12
    assert "| direct | 15 | 0 | 13 | 2 | 1 |" in report  # gold, right, missed, wrong cue, wrong source


def test_errors_that_were_there_are_not_named(gate, small, capsys):
    small.items.append(error(gate, "5-9", "wrong cue"))
    gate.main([*small.arguments, "--update"])
    small.scores["made.a"] = 0.4
    small.items[-1] = error(gate, "5-9", "wrong cue", "wrong source")

    assert gate.main(small.arguments) == 1
    assert "doc 5-9" in capsys.readouterr().out
    small.items[-1] = error(gate, "5-9", "wrong cue")
    assert gate.main(small.arguments) == 1
    assert "    0 new errors" in capsys.readouterr().out


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
