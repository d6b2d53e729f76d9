"""Wheel and source distribution carry the tables, the samples and the type marker."""

import tarfile
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

import korea_nlp

ROOT = Path(__file__).parents[1]


def package_files() -> set[str]:
    """Return the files of the package in this checkout, as paths from its root."""
    found = (path.relative_to(ROOT) for path in (ROOT / "korea_nlp").rglob("*") if path.is_file())
    return {
        path.as_posix() for path in found if path.suffix != ".pyc" and not any(part[0] == "." for part in path.parts)
    }


@pytest.fixture
def backend(monkeypatch):
    """The build backend, in the folder that it builds."""
    monkeypatch.chdir(ROOT)
    return pytest.importorskip("hatchling.build", reason="building needs hatchling: pip install hatchling")


def test_wheel_carries_the_package(backend, tmp_path):
    wheel = backend.build_wheel(str(tmp_path))

    with zipfile.ZipFile(tmp_path / wheel) as archive:
        assert {name for name in archive.namelist() if name.startswith("korea_nlp/")} == package_files()


def test_source_distribution_carries_package_and_tests(backend, tmp_path):
    sdist = backend.build_sdist(str(tmp_path))

    with tarfile.open(tmp_path / sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {name for name in names if name.startswith("korea_nlp/")} == package_files()
    assert {"README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "tests/conftest.py"} <= names


def test_checkout_holds_tables_and_samples():
    files = package_files()

    assert {"korea_nlp/py.typed", "korea_nlp/data/samples/articles.jsonl"} <= files
    assert sum(name.startswith("korea_nlp/data/") and name.endswith(".csv") for name in files) > 5


def test_version_is_the_distributions():
    assert korea_nlp.__version__ == version("korea-nlp")
