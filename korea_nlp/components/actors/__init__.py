"""Finds who is mentioned and who that is: names, acronyms, roles by date, metonyms, country and sector, strangers."""

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.actors.bare import BareLinker
from korea_nlp.components.actors.bodies import BodyLinker
from korea_nlp.components.actors.compose import Composer
from korea_nlp.components.actors.draft import Draft
from korea_nlp.components.actors.generic import GenericLinker
from korea_nlp.components.actors.matcher import PhraseMatcher
from korea_nlp.components.actors.names import NameLinker
from korea_nlp.components.actors.overrides import Overrides
from korea_nlp.components.actors.people import PeopleLinker, korean_names
from korea_nlp.components.actors.reading import Reading
from korea_nlp.components.actors.titles import TitleReader
from korea_nlp.components.actors.view import View
from korea_nlp.components.actors.words import read_words
from korea_nlp.knowledge import KnowledgeBase
from korea_nlp.lexicon import Lexicon


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
        composer = Composer(knowledge)
        bodies, titles = BodyLinker(body_words), TitleReader(composer)
        self.steps: tuple[Callable[[Reading], None], ...] = (
            NameLinker(composer).link,
            PeopleLinker(composer, bodies.things).link,
            titles.describe,
            GenericLinker(composer).link,
            bodies.link,
            BareLinker(composer).link,
            Overrides(knowledge).link,
            titles.place,
        )

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        layers.write_actors(doc, *self.find(doc))
        return doc

    def find(self, doc: Doc) -> tuple[list[layers.Mention], list[layers.Actor]]:
        """Return the mentions in order of the text, and the actors in order of their first mention."""
        article = layers.read_article(doc)
        view = View(doc)
        draft = Draft(self.knowledge, article.id, article.published, len(doc))
        for start, end in layers.read_boilerplate(doc):
            draft.block(start, end)
        reading = Reading(view, self.matcher.scan(view), draft, self.words)
        self._mark_people(reading)
        for step in self.steps:
            step(reading)
        mentions = sorted(draft.mentions, key=lambda mention: mention.start)
        order = dict.fromkeys(mention.actor for mention in mentions)
        return mentions, [draft.actors[key] for key in order]

    def _mark_people(self, reading: Reading) -> None:
        """Correct by the knowledge base where the base model sees people."""
        view = reading.view
        surnames = {view.lower[end - 1] for start, end in view.entities(view.person) if end - start > 1}
        for i, here in reading.hits.items():
            if "actor" not in here:
                continue
            hit = here["actor"]
            if hit.phrase.form == "metonym" and view.lower[i] in surnames:
                del here["actor"]  # "Denzel Washington", and Washington after him
                continue
            tokens = range(i, here["actor"].end)
            if self.knowledge.actors[here["actor"].phrase.value].kind == "person":
                view.person_starts.difference_update(tokens)
                view.person_starts.add(i)
                view.person_tokens.update(tokens)
            else:
                view.person_starts.difference_update(tokens)
                view.person_tokens.difference_update(tokens)
        shaped = [name for name in korean_names(reading) if "actor" not in reading.hits.get(name[0], {})]
        inside = {i for start, end in shaped for i in range(start, end)}
        view.person_starts.difference_update(inside)
        view.person_starts.update(start for start, _ in shaped)
        view.person_tokens.update(inside)
        seen = [name for name in view.entities(view.person) if inside.isdisjoint(range(*name))]
        reading.people = sorted(seen + shaped)
