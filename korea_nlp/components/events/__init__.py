"""Events: what happened, who did it to whom, where and when, and whether it happened at all."""

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.base import TablePipe
from korea_nlp.components.events.reading import read_events
from korea_nlp.components.events.tables import Knowledge, read_knowledge
from korea_nlp.lexicon import Lexicon

TABLES = {
    "kinds": "event_kinds",
    "triggers": "event_triggers",
    "words": "event_words",
    "operators": "event_operators",
    "weapons": "weapons",
    "places": "places",
    "countries": "countries",
    "cities": "cities",
}


@Language.factory(
    "korea_events",
    requires=["token.dep"],
    assigns=["doc.spans"],
    default_config={
        **{key: {"@misc": "korea_nlp.Lexicon.v1", "name": name} for key, name in TABLES.items()},
        "scorer": {"@scorers": "korea_nlp.layer_scorer.v1", "layer": layers.EVENTS},
    },
    default_score_weights={f"spans_{layers.EVENTS}_f": 1.0},
)
def make_event_tagger(
    nlp: Language,
    name: str,
    kinds: Lexicon,
    triggers: Lexicon,
    words: Lexicon,
    operators: Lexicon,
    weapons: Lexicon,
    places: Lexicon,
    countries: Lexicon,
    cities: Lexicon,
    scorer: Callable[..., Any] | None,
) -> "EventTagger":
    """Build the component; called by ``nlp.add_pipe("korea_events")``."""
    tables = (kinds, triggers, words, operators, weapons, places, countries, cities)
    return EventTagger(name, dict(zip(TABLES, tables, strict=True)), scorer=scorer)


class EventTagger(TablePipe):
    """Adds a span per trigger and argument of each event, and its kind, root, mode and time as facts beside them."""

    known: Knowledge

    def compile(self) -> None:
        """Read the tables."""
        self.known = read_knowledge(**self.tables)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        layers.write_events(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[layers.Event]:
        """Return the events of a Doc and leave the Doc as it is."""
        return read_events(doc, self.known)
