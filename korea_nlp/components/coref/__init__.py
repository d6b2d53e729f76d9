"""Finds the pronouns and nouns that point back to actors: "he said", "the ministry", "both sides"."""

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.base import TablePipe
from korea_nlp.components.coref.antecedents import History
from korea_nlp.components.coref.asking import Asker
from korea_nlp.components.coref.issuers import DocumentResolver
from korea_nlp.components.coref.nominals import NominalResolver
from korea_nlp.components.coref.pronouns import WORDS, PronounResolver
from korea_nlp.components.coref.tables import NominalRow, SpeechRow
from korea_nlp.knowledge import KnowledgeBase
from korea_nlp.lexicon import Lexicon
from korea_nlp.reader import read_reading
from korea_nlp.reader.heads import antecedent
from korea_nlp.syntax import Parse, read_parse


@Language.factory(
    "korea_coref",
    assigns=["doc.spans"],
    default_config={
        "knowledge": {"@misc": "korea_nlp.KnowledgeBase.v1"},
        "nominals": {"@misc": "korea_nlp.Lexicon.v1", "name": "nominals"},
        "speech": {"@misc": "korea_nlp.Lexicon.v1", "name": "speech"},
        "scorer": {"@scorers": "korea_nlp.layer_scorer.v1", "layer": layers.COREF},
    },
    default_score_weights={f"spans_{layers.COREF}_f": 1.0},
)
def make_coref_resolver(
    nlp: Language,
    name: str,
    knowledge: KnowledgeBase,
    nominals: Lexicon,
    speech: Lexicon,
    scorer: Callable[..., Any] | None,
) -> "CorefResolver":
    """Build the component; called by ``nlp.add_pipe("korea_coref")``."""
    return CorefResolver(name, knowledge, {"nominals": nominals, "speech": speech}, scorer=scorer)


class CorefResolver(TablePipe):
    """Adds one span per pronoun or noun that stands for an actor named before, linked to that actor."""

    def __init__(
        self,
        name: str,
        knowledge: KnowledgeBase,
        tables: dict[str, Lexicon],
        *,
        scorer: Callable[..., Any] | None = None,
    ) -> None:
        self.knowledge = knowledge
        super().__init__(name, tables, scorer=scorer)

    def compile(self) -> None:
        """Read the tables."""
        rows = self.tables["nominals"].rows(NominalRow, key=("word", "how"))
        speech = frozenset(row.word for row in self.tables["speech"].rows(SpeechRow))
        self.pronouns = PronounResolver(self.knowledge.gender, speech)
        self.documents = DocumentResolver(frozenset(row.word for row in rows if row.how == "document"), speech)
        states = {code: row.actor for code, row in self.knowledge.countries.items()}
        roles = self.knowledge.role_words()
        self.nominals = NominalResolver(rows, roles, states)
        self.asker = Asker(rows, speech, self.knowledge.gender, roles)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        layers.write_coref(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[layers.Mention]:
        """Return the pronouns and nouns that stand for actors of the Doc, in order.

        Rules say whom each stands for, and a reader that was taught the question has the last word.
        """
        actors = layers.read_actors(doc)
        parse = read_parse(doc)
        if not actors or not parse.parsed:
            return []
        spans = doc.spans[layers.ACTORS]
        named = [layers.Mention(s.start, s.end, "name", s.kb_id_, "") for s in spans if s.kb_id_ in actors]
        ruled = self._by_rules(parse, named, actors)
        reading = read_reading(doc, parse)
        if reading is None or not reading.asks(antecedent.NAME):
            return ruled
        return self.asker.ask(doc, reading, named, ruled, actors)

    def _by_rules(
        self, parse: Parse, named: list[layers.Mention], actors: dict[str, layers.Actor]
    ) -> list[layers.Mention]:
        history = History(parse, named, actors)
        found: list[layers.Mention] = []
        for i, word in enumerate(parse.lower):
            if i in history.taken:
                continue
            if word in WORDS:
                mentions = self.pronouns.resolve(history, i)
            elif word in self.documents.documents:
                mentions = self.documents.resolve(history, i)
            elif word in self.nominals.rows:
                mentions = self.nominals.resolve(history, i)
            else:
                continue
            for mention in mentions:
                found.append(mention)
                history.add(mention)
        return found
