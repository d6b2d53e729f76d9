"""Fixtures shared by all tests."""

import pytest
from spacy.language import Language

import korea_nlp


@pytest.fixture(scope="session")
def nlp() -> Language:
    return korea_nlp.load()


@pytest.fixture(scope="session")
def grammar() -> Language:
    """Grammar and tables alone: what tests of constructions and of tables ask. The reader is judged by its scores."""
    return korea_nlp.load(exclude=["korea_reader"])
