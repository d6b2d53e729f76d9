import doctest
import importlib
import pkgutil

import pytest

import korea_nlp

LEARNING = ("korea_nlp.training.heads", "korea_nlp.training.items")
MODULES = sorted({info.name for info in pkgutil.walk_packages(korea_nlp.__path__, "korea_nlp.")} - {*LEARNING})


@pytest.mark.parametrize("name", LEARNING)
@pytest.mark.usefixtures("torch")
def test_examples_of_learning_are_true(name: str) -> None:
    test_examples_in_docstrings_are_true(name)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
