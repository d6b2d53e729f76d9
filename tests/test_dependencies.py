"""What comes with korea_nlp may be distributed with it, and is no version in which a known hole was open."""

import csv
import re
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
PERMISSIVE = re.compile(
    r"MIT(-CMU)?|0BSD|BSD(-[23]-Clause)?|BSL-1\.0|Apache-2\.0( WITH LLVM-exception)?|ISC|PSF-2\.0|MPL-(1\.1|2\.0)|Zlib"
    r"|CC0-1\.0|CNRI-Python"
)
NOT_CALLED = {"setuptools": "comes with Python's venv; its PackageIndex is called by nobody here"}


@pytest.fixture(scope="module")
def brought() -> ModuleType:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        return import_module("dependencies")
    finally:
        sys.path.pop(0)


def advisories() -> dict[str, tuple[Version, str]]:
    """Return by package the version that mended the last known hole, and the hole's name."""
    with (ROOT / "tests" / "data" / "advisories.csv").open(encoding="utf-8", newline="") as file:
        return {row["package"]: (Version(row["fixed"]), row["advisory"]) for row in csv.DictReader(file)}


def test_every_licence_allows_distribution_under_mit(brought) -> None:
    found = brought.dependencies()

    assert {"spacy", "networkx", "pyarrow", "lxml"} <= {each.name for each in found if each.needed_by == ("core",)}
    for each in found:
        for part in each.licence.split(" AND "):
            assert any(PERMISSIVE.fullmatch(choice.strip("()")) for choice in part.split(" OR ")), each


@pytest.mark.parametrize("licence", ["GPL-3.0-or-later", "AGPL-3.0-only", "not told", "LGPL-2.1-only", "Proprietary"])
def test_other_licences_would_be_noticed(licence) -> None:
    assert not PERMISSIVE.fullmatch(licence)


def test_table_of_licences_tells_every_dependency_of_the_core(brought) -> None:
    told = dict(re.findall(r"^\| (\S+) \| \S+ \| ([^|]+) \|", DOCS, re.M))

    for each in brought.dependencies(extras=()):
        assert each.name in told, f"{each.name}: make docs/licences.md anew with benchmarks/dependencies.py --write"


def test_no_installed_version_has_a_hole_that_we_know(brought) -> None:
    known = advisories()

    for each in brought.dependencies():
        if each.name in known and each.name not in NOT_CALLED:
            assert Version(each.version) >= known[each.name][0], (each, known[each.name][1])


def test_no_lower_bound_lets_a_hole_in() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]

    for requirement in map(Requirement, lines):
        fixed = advisories().get(requirement.name, (Version("0"), ""))
        lowest = [Version(each.version) for each in requirement.specifier if each.operator in (">=", "==")]
        assert all(version >= fixed[0] for version in lowest), (requirement, fixed[1])
