"""Notes on each Doc which versions read it; the article's own facts are put there before the pipeline runs."""

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from korea_nlp import layers


@Language.factory("korea_article", assigns=["doc.spans"], default_config={"versions": {}})
def make_article_tagger(nlp: Language, name: str, versions: dict[str, str]) -> "ArticleTagger":
    """Build the component; called by ``nlp.add_pipe("korea_article")``."""
    return ArticleTagger(versions)


class ArticleTagger:
    """Adds the versions of the library, the model and the knowledge base to the facts of the article."""

    def __init__(self, versions: dict[str, str]) -> None:
        self.versions = versions

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        layers.write_article(doc, replace(layers.read_article(doc), versions=dict(self.versions)))
        return doc
