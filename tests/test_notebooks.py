"""Every notebook runs from its first cell to its last, in a folder of its own, and is committed with its outputs."""

import importlib.util
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
TEACHING = "07_teach_it.ipynb"


@pytest.fixture(scope="module")
def executed():
    spec = importlib.util.spec_from_file_location("execute", FOLDER / "execute.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.executed


def test_notebooks_are_here():
    names = [
        *("01_one_article", "02_claim_graph", "03_corpus", "04_rival_figures", "05_as_of_and_export"),
        *("06_from_files_to_a_question", "07_teach_it"),
    ]

    assert [path.stem for path in NOTEBOOKS] == names


@pytest.mark.usefixtures("torch")
def test_notebook_of_teaching_runs(tmp_path, monkeypatch, executed):
    test_notebook_runs(FOLDER / TEACHING, tmp_path, monkeypatch, executed)


@pytest.mark.parametrize("path", [path for path in NOTEBOOKS if path.name != TEACHING], ids=lambda path: path.stem)
def test_notebook_runs(path, tmp_path, monkeypatch, executed):
    monkeypatch.setenv("PYTHONWARNINGS", "ignore:IProgress not found")  # tqdm, where spacy-transformers is installed
    monkeypatch.setenv("OMP_NUM_THREADS", "1")  # threads of tests side by side wait for one another
    notebook = executed(path, tmp_path)

    shown = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert not [output.text for output in shown if output.get("name") == "stderr"]
    assert any("text/html" in output.get("data", {}) for output in shown)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_committed_with_its_outputs(path):
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    shown = [output for cell in code for output in cell.outputs]

    nbformat.validate(notebook)
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))  # python notebooks/execute.py
    assert any("text/html" in output.get("data", {}) for output in shown)
    assert not [output for output in shown if output.output_type == "error" or output.get("name") == "stderr"]
    assert "/tmp/" not in path.read_text(encoding="utf-8")
    assert path.stat().st_size < 1_500_000
