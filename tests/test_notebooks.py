"""Every notebook runs from its first cell to its last, in a folder of its own, and is committed without outputs."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def test_notebooks_are_here():
    names = [
        *("01_one_article", "02_claim_graph", "03_corpus", "04_rival_figures", "05_as_of_and_export"),
        *("06_from_files_to_a_question", "07_teach_it"),
    ]

    assert [path.stem for path in NOTEBOOKS] == names


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path, tmp_path, monkeypatch):
    if path.stem == "07_teach_it":
        pytest.importorskip("torch")
    monkeypatch.setenv("PYTHONWARNINGS", "ignore:IProgress not found")  # tqdm, where spacy-transformers is installed
    monkeypatch.setenv("OMP_NUM_THREADS", "1")  # threads of tests side by side wait for one another
    notebook = nbformat.read(path, as_version=4)

    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()

    shown = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert not [output.text for output in shown if output.get("name") == "stderr"]
    assert any("text/html" in output.get("data", {}) for output in shown)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_committed_without_outputs(path):
    notebook = nbformat.read(path, as_version=4)

    nbformat.validate(notebook)
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
