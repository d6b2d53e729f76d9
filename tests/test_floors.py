"""The score gate: how a score is judged against its floor."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

import korea_nlp

SCRIPT = Path(__file__).parents[1] / "models" / "rules" / "scripts" / "score.py"


@pytest.fixture(scope="module")
def gate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_gate", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


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


@pytest.fixture
def small(gate, monkeypatch, tmp_path):
    """A gate with one made set of three scores, whose floors lie in a folder of the test."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "dev.jsonl").write_text('{"id": "1", "text": "x"}\n', encoding="utf-8")
    (tmp_path / "eval").mkdir()
    (tmp_path / "eval" / "score.py").write_text("", encoding="utf-8")
    scores = {"made.a": 0.5}
    monkeypatch.setattr(gate, "floors_of", lambda _: tmp_path / "metrics" / "floors.json")
    monkeypatch.setattr(gate, "TASKS", (gate.Task("made", "korea", "dev.jsonl", 0.02, ("a",)),))
    monkeypatch.setattr(gate, "_load", lambda _: object())
    monkeypatch.setattr(gate, "measure", lambda *_: dict(scores))
    arguments = ["--data", str(tmp_path / "data"), "--eval", str(tmp_path / "eval")]
    return tmp_path, scores, arguments


def test_gate_holds_what_was_reached(gate, small):
    folder, scores, arguments = small

    assert gate.main(arguments) == 0
    assert not (folder / "metrics").exists()
    assert gate.main([*arguments, "--update"]) == 0
    kept = json.loads((folder / "metrics" / "floors.json").read_text(encoding="utf-8"))
    assert kept["floors"] == {"made.a": 0.5}
    assert kept["data"]["made"]["sha256"] == gate.digest(folder / "data" / "dev.jsonl")

    scores["made.a"] = 0.47
    assert gate.main(arguments) == 1
    assert gate.main([*arguments, "--update"]) == 1
    assert json.loads((folder / "metrics" / "floors.json").read_text(encoding="utf-8"))["floors"] == {"made.a": 0.5}


def test_other_data_are_no_pass(gate, small, capsys):
    folder, _, arguments = small
    gate.main([*arguments, "--update"])
    (folder / "data" / "dev.jsonl").write_text('{"id": "2", "text": "y"}\n', encoding="utf-8")

    assert gate.main(arguments) == 1
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
