"""Korean: a spaCy pipeline over the morphemes of Kiwi that writes the same layers as the English one.

Its components stand in a pipeline under the names of their English fellows, so that whatever reads a pipeline, a Doc
or a Record needs not know which language it was.
"""

from typing import Any

from spacy.language import Language
from spacy.util import get_lang_class

from korea_nlp.errors import ModelError
from korea_nlp.korean.script import is_korean

__all__ = ["COMPONENTS", "is_korean", "make_pipeline"]

COMPONENTS = (
    ("korea_sentences", "korea_ko_sentences"),
    ("korea_article", "korea_article"),
    ("korea_actors", "korea_ko_actors"),
    ("korea_times", "korea_ko_times"),
    ("korea_quantities", "korea_ko_quantities"),
    ("korea_events", "korea_ko_events"),
    ("korea_claims", "korea_ko_claims"),
)
TOKENIZER = {"@tokenizers": "korea_nlp.KoreanTokenizer.v1"}


def make_pipeline(versions: dict[str, str], own: str = "", exclude: frozenset[str] = frozenset()) -> Language:
    """Return the Korean pipeline.

    Args:
        versions: What reads an article, for its Record.
        own: A user's tables over the knowledge base, as ``knowledge.pack`` makes them.
        exclude: Components to leave out.

    Raises:
        ModelError: Kiwi is not installed, or a component is not known; says what to do.
    """
    names = [name for name, _ in COMPONENTS]
    if unknown := exclude - set(names):
        raise ModelError(f"no component is called {sorted(unknown)[0]!r}; use names of {', '.join(names)}.")
    nlp = get_lang_class("ko").from_config({"nlp": {"tokenizer": TOKENIZER}})
    for name, factory in COMPONENTS:
        config: dict[str, Any] = {}
        if name == "korea_article":
            config["versions"] = versions
        elif own and name in ("korea_actors", "korea_events", "korea_claims"):
            config["knowledge"] = {"@misc": "korea_nlp.KnowledgeBase.v1", "own": own}
        if name not in exclude:
            nlp.add_pipe(factory, name=name, config=config)
    return nlp
