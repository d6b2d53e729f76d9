import doctest
import importlib
import pkgutil

import pytest

import korea_nlp

MODULES = sorted(info.name for info in pkgutil.walk_packages(korea_nlp.__path__, "korea_nlp."))

NEEDS = {
    f"korea_nlp.training.{name}": "torch" for name in ("heads", "items")
}  # what modules of an extra want installed


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    assert doctest.testmod(importlib.import_module(name)).failed == 0
