"""Fixtures shared by all tests."""

import pytest
import spacy
from spacy.language import Language

import korea_nlp


@pytest.fixture(scope="session")
def nlp() -> Language:
    return korea_nlp.load()


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
