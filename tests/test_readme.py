"""The README tells the truth: its code runs, commands exist, links lead somewhere, scores are the floors."""

import json
import re
from pathlib import Path

import pytest
from typer.main import get_command

from korea_nlp.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", README, re.M | re.S)


def test_code_runs_and_prints_the_claim(tmp_path, monkeypatch, capsys):
    (code,) = BLOCKS
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}

    exec(compile(code, "README.md", "exec"), names)

    assert capsys.readouterr().out.splitlines() == [
        "('rok-nis',) assert that about 300 North Korean soldiers had been killed in Russia",
        "300.0 300.0 approximate soldier killed",
    ]
    assert (tmp_path / "claims.graphml").stat().st_size > 0
    assert len(names["frame"]) == 1


@pytest.mark.parametrize("command", ["pip install . && korea-nlp demo", "pip install '.[test]' && pytest"])
def test_two_commands_stand_as_they_are_run(command):
    assert f"\n    {command}\n" in README


@pytest.mark.parametrize("command", sorted(set(re.findall(r"^korea-nlp (\w+)", README, re.M)) | {"demo"}))
def test_command_exists(command):
    assert command in get_command(app).commands


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)\)", README))
def test_link_leads_to_a_file(link):
    assert (ROOT / link).is_file()


def test_sample_count_is_right():
    rows = (ROOT / "korea_nlp/data/samples/articles.jsonl").read_text(encoding="utf-8").splitlines()

    assert len(rows) == 12
    assert "twelve sample articles" in README


def test_scores_are_those_of_the_floors():
    shown = dict(re.findall(r"^\| [^|]* \| `(\S+)` \| (\S+) \|", README, re.M))
    file = ROOT / "models/rules/metrics/floors.json"
    floors = json.loads(file.read_text(encoding="utf-8"))["floors"] if file.is_file() else {}

    assert len(shown) == 10
    assert shown == {name: f"{floors[name]:.2f}" if name in floors else "–" for name in shown}
