"""Fixtures shared by all tests."""

from collections.abc import Iterable
from types import ModuleType
from typing import Any

import pytest
import spacy
from spacy.language import Language

import korea_nlp


@pytest.fixture(scope="session")
def torch() -> ModuleType:
    """What comes with the extra ``train``. CI runs the tests that ask for it last, in an environment of their own:

    where spacy-transformers is installed, every process that makes a pipeline imports torch, used or not.
    """
    return pytest.importorskip("torch")


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Mark the tests that ask for torch, straight or by a fixture."""
    for item in items:
        if "torch" in getattr(item, "fixturenames", ()):
            item.add_marker("torch")


@pytest.fixture(scope="session")
def nlp() -> Language:
    return korea_nlp.load()


@pytest.fixture
def loaded_once(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands that are called here, not in a process of their own, share one default pipeline."""
    load = korea_nlp.load

    def loaded(name: Any = "default", **options: Any) -> Language:
        return load(name, **options) if name != "default" or any(options.values()) else nlp

    monkeypatch.setattr(korea_nlp, "load", loaded)


@pytest.fixture(scope="session")
def grammar() -> Language:
    """Grammar and tables alone: what tests of constructions and of tables ask. The reader is judged by its scores."""
    return korea_nlp.load(exclude=["korea_reader"])


@pytest.fixture(scope="session")
def light() -> Language:
    """A pipeline that reads nothing, in no time."""
    nlp = spacy.blank("en")
    nlp.add_pipe("korea_article", config={"versions": {"model": "none"}})
    return nlp
