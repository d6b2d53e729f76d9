"""Finds who is mentioned and who that is: names, acronyms, roles by date, metonyms, country and sector, strangers."""

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.actors.asking import MentionAsker, drop_mentions
from korea_nlp.components.actors.bodies import BodyLinker, SectorLinker
from korea_nlp.components.actors.candidates import PhraseMatcher
from korea_nlp.components.actors.countries import CountryLinker
from korea_nlp.components.actors.groups import GroupNamer
from korea_nlp.components.actors.inserts import find_inserts
from korea_nlp.components.actors.mentions import Mentions
from korea_nlp.components.actors.names import NameLinker
from korea_nlp.components.actors.offices import Offices
from korea_nlp.components.actors.people import PeopleLinker
from korea_nlp.components.actors.reading import Reading
from korea_nlp.components.actors.tables import read_body_words, read_words
from korea_nlp.components.actors.titles import RoleLinker, TitleReader
from korea_nlp.components.actors.user_tables import UserLinker
from korea_nlp.knowledge import KnowledgeBase
from korea_nlp.lexicon import Lexicon
from korea_nlp.reader import read_reading
from korea_nlp.syntax import read_parse, words_of


@Language.factory(
    "korea_actors",
    assigns=["doc.spans"],
    default_config={
        "knowledge": {"@misc": "korea_nlp.KnowledgeBase.v1"},
        "body_words": {"@misc": "korea_nlp.Lexicon.v1", "name": "body_words"},
        "actor_words": {"@misc": "korea_nlp.Lexicon.v1", "name": "actor_words"},
        "scorer": {"@scorers": "korea_nlp.layer_scorer.v1", "layer": layers.ACTORS},
    },
    default_score_weights={f"spans_{layers.ACTORS}_f": 1.0},
)
def make_actor_linker(
    nlp: Language,
    name: str,
    knowledge: KnowledgeBase,
    body_words: Lexicon,
    actor_words: Lexicon,
    scorer: Callable[..., Any] | None,
) -> "ActorLinker":
    """Build the component; called by ``nlp.add_pipe("korea_actors")``."""
    return ActorLinker(nlp, name, knowledge, body_words, actor_words, scorer=scorer)


class ActorLinker(Pipe):
    """Adds one span per mention, labelled with its form and linked to its actor, and what is known of the actors."""

    def __init__(
        self,
        nlp: Language,
        name: str,
        knowledge: KnowledgeBase,
        body_words: Lexicon,
        actor_words: Lexicon,
        *,
        scorer: Callable[..., Any] | None = None,
    ) -> None:
        self.name = name
        self.scorer = scorer
        self.knowledge = knowledge
        self.words = read_words(actor_words)
        self.matcher = PhraseMatcher(nlp, knowledge)
        offices, kinds = Offices(knowledge), read_body_words(body_words)
        things = frozenset(word for word, kind in kinds.items() if not kind)
        people = PeopleLinker(offices, things)
        titles = TitleReader(offices)
        self.steps: tuple[Callable[[Reading], None], ...] = (
            people.mark,
            NameLinker(offices).link,
            people.link,
            titles.describe,
            RoleLinker(offices).link,
            BodyLinker(kinds).link,
            SectorLinker(offices).link,
            UserLinker(knowledge).link,
            MentionAsker(offices, things).link,
            titles.place,
            CountryLinker(offices).link,
            drop_mentions,
            GroupNamer(offices).link,
        )

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        layers.write_actors(doc, *self.find(doc))
        return doc

    def find(self, doc: Doc) -> tuple[list[layers.Mention], list[layers.Actor]]:
        """Return the mentions in order of the text, and the actors in order of their first mention."""
        article = layers.read_article(doc)
        parse = read_parse(doc)
        found = Mentions(self.knowledge, article.id, article.published, len(parse))
        furniture, inserts = layers.read_boilerplate(doc), [*find_inserts(parse)]
        for start, end in [*furniture, *inserts]:
            found.block(start, end)
        learnt = read_reading(doc, parse)
        hits, page = self.matcher.scan(parse), words_of(furniture)
        reading = Reading(parse, hits, found, self.words, publisher=article.publisher, learnt=learnt, page=page)
        reading.inserts = words_of(inserts)
        for step in self.steps:
            step(reading)
        mentions = sorted(found.all, key=lambda mention: mention.start)
        order = dict.fromkeys(mention.actor for mention in mentions)
        return mentions, [found.actors[key] for key in order]
