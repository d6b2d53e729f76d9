"""Nothing is pickled, what is vendored is what its manifest says, and the public names are those of the golden file."""

import ast
import hashlib
import inspect
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from spacy.util import get_package_path

import korea_nlp
from korea_nlp.pipeline import PINNED, check_weights

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "data" / "public_api.json"
PICKLING = {"pickle", "cloudpickle", "dill", "joblib", "shelve", "marshal", "srsly.cloudpickle"}
PICKLES = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")  # how a pickle begins


def sources() -> list[Path]:
    return [path for folder in ("korea_nlp", "models", "benchmarks") for path in (ROOT / folder).rglob("*.py")]


def test_no_module_pickles_or_evaluates() -> None:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not PICKLING & set(names), path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("eval", "exec"), path
            if isinstance(node, ast.keyword) and node.arg == "allow_pickle":
                assert isinstance(node.value, ast.Constant), path
                assert node.value.value is False, path


def test_no_file_is_a_pickle() -> None:
    for folder in ("korea_nlp", "models"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix != ".pyc":
                assert path.suffix not in (".pkl", ".pickle", ".pt", ".pth", ".bin", ".joblib"), path
                assert not path.read_bytes()[:2].startswith(PICKLES), path
                if path.suffix == ".npz":
                    assert zipfile.is_zipfile(path), path
                    with np.load(path, allow_pickle=False) as arrays:
                        assert all(arrays[name].dtype != object for name in arrays), path


def test_weights_are_the_ones_that_were_tested(tmp_path: Path) -> None:
    check_weights(get_package_path(PINNED))

    with pytest.raises(korea_nlp.errors.ModelError, match="not the file that was tested"):
        check_weights(tmp_path)


def test_vendored_files_are_those_of_the_manifest() -> None:
    folder = ROOT / "korea_nlp" / "data" / "report"
    manifest = json.loads((folder / "vendored.json").read_text(encoding="utf-8"))

    for name, digest in manifest["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def public() -> dict[str, str]:
    """Return each public name with its signature, as the golden file keeps them."""
    found = {}
    for name in korea_nlp.__all__:
        value = getattr(korea_nlp, name)
        if inspect.isclass(value) and issubclass(value, Exception):
            found[name] = "exception"
        elif inspect.isclass(value) or inspect.isfunction(value):
            found[name] = str(inspect.signature(value))
        else:
            found[name] = type(value).__name__
    return found


def test_public_names_are_those_of_the_golden_file() -> None:
    """A name that goes or changes is announced first: see the deprecation policy in CONTRIBUTING.md."""
    assert public() == json.loads(GOLDEN.read_text(encoding="utf-8"))
