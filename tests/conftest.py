"""Fixtures shared by all tests."""

import pytest
from spacy.language import Language

import korea_nlp


@pytest.fixture(scope="session")
def nlp() -> Language:
    return korea_nlp.load()
