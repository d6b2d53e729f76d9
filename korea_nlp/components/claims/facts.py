"""What is told of each claim that stands: who and whom it is about, its stance, certainty, events, amounts and time."""

from collections.abc import Iterable

from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.claims.actors import (
    Mentions,
    about,
    find_doer,
    find_pair,
    source_actors,
    speaks_of_itself,
)
from korea_nlp.components.claims.index import Index
from korea_nlp.components.claims.meaning import certainty, stance
from korea_nlp.components.claims.proposal import Piece, Proposal
from korea_nlp.components.claims.select import parents
from korea_nlp.components.claims.tables import Tables
from korea_nlp.syntax import Parse


def describe(doc: Doc, parse: Parse, inside: list[int], chosen: list[Proposal], known: Tables) -> list[layers.Claim]:
    """Return the claims of a Doc from what stands; ``inside`` is the number of each token's quotation, or -1."""
    actors = layers.read_actors(doc)
    mentions = Mentions(parse, (mention for mention in layers.read_mentions(doc) if mention.actor in actors))
    events = layers.read_events(doc)
    told = Index((event.trigger, event.id) for event in events)
    amounts = Index(((amount.start, amount.end), amount.id) for amount in layers.read_quantities(doc))
    times = _times(parse, layers.read_times(doc))
    adjectives = _adjectives(parse, known, actors)
    arguments = [argument for event in events for argument in event.arguments]
    agents = [argument.actor for argument in arguments if argument.role == "agent" and argument.actor in actors]
    speaking = [piece for item in chosen for piece in item.source_pieces]
    pair = find_pair(mentions, adjectives.values(), actors)
    doer = find_doer(parse, mentions, speaking, agents, actors)
    ids = [layers.make_id(doc, "c", *item.source_pieces, *item.cue_pieces, *item.content) for item in chosen]
    claims: dict[str, layers.Claim] = {}
    outer = parents(chosen)
    tellers = [source_actors(parse, item, mentions, pair) for item in chosen]
    for key, item, above, who in zip(ids, chosen, outer, tellers, strict=True):
        if above is not None and _is_speaker(parse, item):
            who = tellers[above]
        itself = speaks_of_itself(parse, item, [actors[key].kind for key in who if key in actors])
        whom = about(parse, item, mentions, adjectives, who, doer, pair, itself=itself)
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
            stance=stance(parse, item, known, own=own),
            certainty=certainty(parse, item, known),
            events=tuple(told.inside(item.content)),
            quantities=tuple(amounts.inside(item.content)),
            time=next((key for at, key in times.get(item.cue, ()) if not _holds(item.content, at)), None),
            parent=ids[above] if above is not None else None,
            confidence=round(item.score, 3),
        )
    return list(claims.values())


def _is_speaker(parse: Parse, item: Proposal) -> bool:
    """Tell whether the source of a claim is whoever tells what it stands in: "“I think it fell,” Shin said."."""
    return [parse.lower[i] for low, high in item.source_pieces for i in range(low, high)] == ["i"]


def _same_side(who: tuple[str, ...], whom: tuple[str, ...], actors: dict[str, layers.Actor]) -> bool:
    """Tell whether the first actor of a content is the source itself or its state: "Putin said Russia would ..."."""
    if not who or not whom:
        return False
    return whom[0] == who[0] or (actors[whom[0]].kind == "state" and actors[whom[0]].country == actors[who[0]].country)


def _adjectives(parse: Parse, known: Tables, actors: dict[str, layers.Actor]) -> dict[int, str]:
    """Return the states that adjectives name, where the text has the state as an actor: "North Korean"."""
    states = {actor.country: key for key, actor in actors.items() if actor.kind == "state"}
    found = {}
    for i in range(len(parse)):
        if parse.ent[i] != "NORP" and parse.dep[i] not in ("amod", "compound"):
            continue
        for size in (2, 1):
            state = known.adjectives.get(tuple(parse.lower[i : i + size]))
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
    return "direct" if all(held) else "mixed" if any(held) else "indirect"


def _times(parse: Parse, times: Iterable[layers.Time]) -> dict[int, list[tuple[Piece, str]]]:
    """Return the times that hang on each word, by the word: "said on Monday"."""
    found: dict[int, list[tuple[Piece, str]]] = {}
    for time in times:
        above = parse.head[parse.root_of(time.start, time.end)]
        if parse.dep[above] == "prep":
            above = parse.head[above]
        found.setdefault(above, []).append(((time.start, time.end), time.id))
    return found
