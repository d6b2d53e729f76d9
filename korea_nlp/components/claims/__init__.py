"""Who claims what: source, cue and content of each attribution, and what they say.

Grammar proposes (``proposals``), weights learnt from counts judge (``judge``), what stands is arranged
(``select``) and read (``meaning``, ``actors``).
"""

from collections.abc import Callable, Iterable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.base import TablePipe
from korea_nlp.components.claims.actors import (
    Mentions,
    about,
    find_doer,
    find_pair,
    head_of,
    source_actors,
    speaks_of_itself,
)
from korea_nlp.components.claims.chains import carry_on
from korea_nlp.components.claims.content import content_head
from korea_nlp.components.claims.features import features
from korea_nlp.components.claims.index import Index
from korea_nlp.components.claims.judge import likelihood
from korea_nlp.components.claims.meaning import certainty, stance
from korea_nlp.components.claims.mending import mend
from korea_nlp.components.claims.proposal import Piece, Proposal, close_brackets, close_quotes
from korea_nlp.components.claims.proposals import proposals
from korea_nlp.components.claims.quotes import Quote, find_quotes, quote_of
from korea_nlp.components.claims.select import choose, detach, parents
from korea_nlp.components.claims.tables import Tables, read_tables
from korea_nlp.components.claims.tree import Tree, read_tree
from korea_nlp.components.claims.widening import widen
from korea_nlp.lexicon import Lexicon

BARE_QUOTE = 0.3  # confidence of a quotation in a text without a parse: nobody is named


@Language.factory(
    "korea_claims",
    requires=["token.dep", "token.pos", "token.lemma"],
    assigns=["doc.spans"],
    default_config={
        "cues": {"@misc": "korea_nlp.Lexicon.v1", "name": "cues"},
        "hedges": {"@misc": "korea_nlp.Lexicon.v1", "name": "hedges"},
        "stances": {"@misc": "korea_nlp.Lexicon.v1", "name": "stance_words"},
        "weights": {"@misc": "korea_nlp.Lexicon.v1", "name": "claim_weights"},
        "widening": {"@misc": "korea_nlp.Lexicon.v1", "name": "cue_widening"},
        "countries": {"@misc": "korea_nlp.Lexicon.v1", "name": "countries"},
        "threshold": 0.4,
        "scorer": {"@scorers": "korea_nlp.layer_scorer.v1", "layer": layers.CLAIMS},
    },
    default_score_weights={f"spans_{layers.CLAIMS}_f": 1.0},
)
def make_claim_tagger(
    nlp: Language,
    name: str,
    cues: Lexicon,
    hedges: Lexicon,
    stances: Lexicon,
    weights: Lexicon,
    widening: Lexicon,
    countries: Lexicon,
    threshold: float,
    scorer: Callable[..., Any] | None,
) -> "ClaimTagger":
    """Build the component; called by ``nlp.add_pipe("korea_claims")``."""
    tables = {
        "cues": cues,
        "hedges": hedges,
        "stances": stances,
        "weights": weights,
        "widening": widening,
        "countries": countries,
    }
    return ClaimTagger(name, tables, threshold=threshold, scorer=scorer)


class ClaimTagger(TablePipe):
    """Adds the parts of each attribution as spans of one id, and what they say as facts beside them.

    Args:
        threshold: How likely a proposal must be to stand.
    """

    def __init__(
        self,
        name: str,
        tables: dict[str, Lexicon],
        *,
        threshold: float = 0.4,
        scorer: Callable[..., Any] | None = None,
    ) -> None:
        self.threshold = threshold
        super().__init__(name, tables, scorer=scorer)

    def compile(self) -> None:
        """Read the tables."""
        self.known: Tables = read_tables(**self.tables)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        layers.write_claims(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[layers.Claim]:
        """Return the claims of a Doc, in order of the text, and leave the Doc as it is."""
        if not len(doc):
            return []
        tree = read_tree(doc)
        quotes = find_quotes(tree)
        if not doc.has_annotation("DEP"):
            return _bare(doc, quotes)
        mend(tree, self.known.kinds)
        inside = quote_of(quotes, len(tree))
        page = {i for low, high in layers.read_boilerplate(doc) for i in range(low, high)}
        found = [item for item in proposals(tree, quotes, inside) if item.cue not in page and item.start not in page]
        for item in found:
            item.score = likelihood(features(tree, item, self.known.kinds, inside), self.known.weights)
        chosen = choose(found, self.threshold)
        detach(tree, chosen)
        chosen = carry_on(tree, quotes, inside, chosen)
        ends = {quote.start: quote.end for quote in quotes if quote.closed}
        for item in chosen:
            item.content = close_brackets(tree, close_quotes(tree, item.content, ends))
            item.source_pieces = close_brackets(tree, close_quotes(tree, item.source_pieces, ends))
            widen(tree, item, self.known.widening)
            if item.frame.startswith(("quote", "carried")):
                item.head = content_head(tree, item.content)
            item.quoted = item.head is not None and inside[item.head] not in (-1, inside[item.cue])
        return self._read(doc, tree, inside, chosen)

    def _read(self, doc: Doc, tree: Tree, inside: list[int], chosen: list[Proposal]) -> list[layers.Claim]:
        mentions = Mentions(tree, layers.read_mentions(doc))
        events = layers.read_events(doc)
        told = Index((event.trigger, event.id) for event in events)
        amounts = Index(((amount.start, amount.end), amount.id) for amount in layers.read_quantities(doc))
        times = _times(tree, layers.read_times(doc))
        actors = layers.read_actors(doc)
        adjectives = _adjectives(tree, self.known, actors)
        arguments = [argument for event in events for argument in event.arguments]
        agents = [argument.actor for argument in arguments if argument.role == "agent" and argument.actor]
        speaking = [piece for item in chosen for piece in item.source_pieces]
        pair = find_pair(mentions, adjectives.values(), actors)
        doer = find_doer(tree, mentions, speaking, agents, actors)
        ids = [layers.make_id(doc, "c", *item.source_pieces, *item.cue_pieces, *item.content) for item in chosen]
        claims: dict[str, layers.Claim] = {}
        for key, item, above in zip(ids, chosen, parents(chosen), strict=True):
            who = source_actors(tree, item, mentions, pair)
            itself = speaks_of_itself(tree, item, [actors[key].kind for key in who if key in actors])
            whom = about(tree, item, mentions, adjectives, who, doer, pair, itself=itself)
            own = itself or (whom[:1] != (doer,) and _same_side(who, whom, actors))
            claims[key] = layers.Claim(
                id=key,
                kind=_kind(item, inside),
                source=item.source_pieces,
                cue=item.cue_pieces,
                content=item.content,
                actors=who,
                lemma=item.lemma,
                about=whom,
                stance=stance(tree, item, self.known, own=own),
                certainty=certainty(tree, item, self.known),
                events=tuple(told.inside(item.content)),
                quantities=tuple(amounts.inside(item.content)),
                time=next((key for at, key in times.get(item.cue, ()) if not _holds(item.content, at)), None),
                parent=ids[above] if above is not None and ids[above] != key else None,
                confidence=round(item.score, 3),
            )
        return list(claims.values())


def _same_side(who: tuple[str, ...], whom: tuple[str, ...], actors: dict[str, layers.Actor]) -> bool:
    """Tell whether the first actor of a content is the source itself or its state: "Putin said Russia would ..."."""
    if not who or not whom or whom[0] not in actors or who[0] not in actors:
        return False
    return whom[0] == who[0] or (actors[whom[0]].kind == "state" and actors[whom[0]].country == actors[who[0]].country)


def _adjectives(tree: Tree, known: Tables, actors: dict[str, layers.Actor]) -> dict[int, str]:
    """Return the states that adjectives name, where the text has the state as an actor: "North Korean"."""
    states = {actor.country: key for key, actor in actors.items() if actor.kind == "state"}
    found = {}
    for i in range(len(tree)):
        if tree.ent[i] != "NORP" and tree.dep[i] not in ("amod", "compound"):
            continue
        for size in (2, 1):
            state = known.adjectives.get(tuple(tree.lower[i : i + size]))
            if state is not None:
                key = states.get(state)
                if key is not None:
                    found[i + size - 1] = key
                break
    return found


def _holds(pieces: Iterable[Piece], inner: Piece) -> bool:
    return any(low <= inner[0] and inner[1] <= high for low, high in pieces)


def _kind(item: Proposal, inside: list[int]) -> str:
    own = inside[item.cue]
    held = [inside[i] not in (-1, own) for low, high in item.content for i in range(low, high)]
    return "direct" if held and all(held) else "mixed" if any(held) else "indirect"


def _times(tree: Tree, times: Iterable[layers.Time]) -> dict[int, list[tuple[Piece, str]]]:
    """Return the times that hang on each word, by the word: "said on Monday"."""
    found: dict[int, list[tuple[Piece, str]]] = {}
    for time in times:
        above = tree.head[head_of(tree, time.start, time.end)]
        if tree.dep[above] == "prep":
            above = tree.head[above]
        found.setdefault(above, []).append(((time.start, time.end), time.id))
    return found


def _bare(doc: Doc, quotes: list[Quote]) -> list[layers.Claim]:
    """Return the long quotations of a text without a parse, as claims of nobody."""
    found = []
    for quote in quotes:
        if quote.long:
            piece = (quote.start, quote.end)
            key = layers.make_id(doc, "c", piece)
            found.append(layers.Claim(key, "direct", (), (), (piece,), confidence=BARE_QUOTE))
    return found
