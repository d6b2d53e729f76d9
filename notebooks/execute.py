"""Runs notebooks from their first cells to their last and keeps what they show: python notebooks/execute.py [NAME ...].

Each runs in a folder of its own. What differs from run to run without meaning (times, metadata of the kernel) is left
out, so that what git shows has changed indeed.
"""

import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parent


def executed(path: Path, folder: Path) -> nbformat.NotebookNode:
    """Return a notebook with the outputs of a new run."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    return notebook


def main() -> None:
    """Run the notebooks that are named, or all."""
    os.environ |= {"PYTHONWARNINGS": "ignore:IProgress not found", "OMP_NUM_THREADS": "1"}
    for path in sorted(FOLDER.glob("*.ipynb")):
        if len(sys.argv) > 1 and path.stem not in sys.argv[1:]:
            continue
        metadata = nbformat.read(path, as_version=4).metadata
        with tempfile.TemporaryDirectory() as folder:
            notebook = executed(path, Path(folder))
        notebook.metadata = metadata
        nbformat.write(notebook, path)
        print(path)


if __name__ == "__main__":
    main()
