"""What is told of each claim that stands: who and whom it is about, its stance, certainty, events, amounts and time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.claims.about import (
    MOST,
    Actors,
    Index,
    about,
    find_doer,
    find_pair,
    source_actors,
    speaks_of_itself,
)
from korea_nlp.components.claims.candidates import Candidate
from korea_nlp.components.claims.referring import Referring
from korea_nlp.components.claims.scoring import source_kind
from korea_nlp.components.claims.selection import parents
from korea_nlp.components.claims.stance import certainty, cue_row, settled, stance
from korea_nlp.components.claims.tables import Tables
from korea_nlp.reader import Reading
from korea_nlp.reader.heads import about as abouts
from korea_nlp.reader.heads import certainty as certainties
from korea_nlp.reader.heads import stance as stances
from korea_nlp.reader.heads.told import Told, make_item, read_facts
from korea_nlp.records import AboutForm
from korea_nlp.records.vocabulary import Reference
from korea_nlp.syntax import Parse, words_of

# share of those whom claims are about by grammar alone that is right, over 80 marked press articles
RULED: dict[Reference, float] = {"named": 0.81, "referred": 0.51, "implied": 0.42}


def describe(
    doc: Doc, parse: Parse, inside: list[int], chosen: list[Candidate], known: Tables, reading: Reading | None
) -> list[layers.Claim]:
    """Return the claims of a Doc from what stands; ``inside`` is the number of each token's quotation, or -1."""
    actors, events = layers.read_actors(doc), layers.read_events(doc)
    named = (mention for mention in layers.read_mentions(doc) if mention.actor in actors)
    mentions = Index(((mention.start, mention.end), mention) for mention in named)
    told = Index((piece, event.id) for event in events for piece in (event.trigger, *event.mentions))
    amounts = Index(((amount.start, amount.end), amount.id) for amount in layers.read_quantities(doc))
    times = _times(parse, layers.read_times(doc))
    states = layers.states_by_country(actors.values(), known.states)
    adjectives = _adjectives(parse, known, states)
    arguments = [argument for event in events for argument in event.arguments if argument.role == "agent"]
    agents = [argument.actor for argument in arguments if argument.actor in actors]
    speaking = [piece for item in chosen for piece in item.source_pieces]
    pair = find_pair(mentions, adjectives.values(), actors)
    doer = find_doer(parse, mentions, speaking, agents, actors, states)
    ids = [layers.make_id(doc, "c", *item.source_pieces, *item.cue_pieces, *item.content) for item in chosen]
    tellers = [source_actors(parse, item, mentions, actors, pair) for item in chosen]
    claims: list[layers.Claim] = []
    owns: list[bool] = []
    for key, item, above, who in zip(ids, chosen, parents(chosen), tellers, strict=True):
        if above is not None and (said := [parse.lower[i] for i in words_of(item.source_pieces)]) in (["i"], ["we"]):
            who = (
                tellers[above] if said == ["i"] else _side(tellers[above], actors, states)
            )  # "“I think it fell,” Shin said."
        itself = speaks_of_itself(parse, item, [actors[key].kind for key in who])
        whom = about(parse, item, mentions, adjectives, who, doer, pair, itself=itself)
        own = itself or (whom[:1] != (doer,) and _same_side(who, whom, actors))
        owns.append(own)
        claim = layers.Claim(
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
            events=tuple(dict.fromkeys(told.inside(item.content))),
            quantities=tuple(amounts.inside(item.content)),
            time=next((key for at, key in times.get(item.cue, ()) if at not in words_of(item.content)), None),
            parent=ids[above] if above is not None else None,
            confidence=round(item.score, 3),
        )
        claims.append(claim)
    likely: dict[str, dict[str, float]] = {}  # whom each claim is about, where the reader says so
    if reading is not None:
        claims, likely = _with_about(reading, claims, abouts.Cast(parse, mentions.items, actors, adjectives))
        claims = _asked(parse, reading, chosen, claims, owns, actors, known)
    claims = _sure(parse, chosen, claims, known)
    referring = Referring(parse, mentions, adjectives, actors, inside)
    claims = [
        replace(claim, about_forms=_forms(referring, claim, item.cue, likely.get(claim.id)))
        for claim, item in zip(claims, chosen, strict=True)
    ]
    return list({claim.id: claim for claim in claims}.values())


def _with_about(
    reading: Reading, claims: list[layers.Claim], cast: abouts.Cast
) -> tuple[list[layers.Claim], dict[str, dict[str, float]]]:
    """Return claims with those whom the reader says they are about, and how likely, where it was taught that."""
    if not reading.asks(abouts.NAME):
        return claims, {}
    by_id = {claim.id: claim for claim in claims}
    sayings = [
        abouts.Saying(
            key=claim.id,
            source=claim.source,
            cue=claim.cue,
            content=claim.content,
            lemma=claim.lemma,
            kind=claim.kind,
            who=claim.actors,
            above=by_id[claim.parent].actors if claim.parent in by_id else (),
            ruled=claim.about,
        )
        for claim in by_id.values()
    ]
    asked = abouts.make_items(cast, sayings)
    likely = reading.ask(abouts.NAME, [item for item, _, _ in asked])
    if likely is None:
        return claims, {}
    found = abouts.choose(asked, likely, reading.threshold(abouts.NAME), MOST)
    sure = {
        claim: {actor: reading.confidence(abouts.NAME, chance) for actor, chance in told.items()}
        for claim, told in found.items()
    }
    return [replace(claim, about=tuple(found.get(claim.id, ()))) for claim in claims], sure


def _forms(
    referring: Referring, claim: layers.Claim, cue: int, likely: Mapping[str, float] | None
) -> tuple[AboutForm, ...]:
    """Return how a claim is about each actor, and how likely: by the reader, or as grammar is right as a rule."""
    references = referring.references(claim.content, cue, claim.actors, claim.about)
    return tuple(
        AboutForm(actor, reference, round(RULED[reference] if likely is None else likely[actor], 3))
        for actor, reference in zip(claim.about, references, strict=True)
    )


def _asked(
    parse: Parse,
    reading: Reading,
    chosen: Sequence[Candidate],
    claims: list[layers.Claim],
    owns: Sequence[bool],
    actors: Actors,
    known: Tables,
) -> list[layers.Claim]:
    """Return claims with the stance and the certainty that the reader gives, as far as it was taught them."""
    if not (reading.asks(stances.NAME) or reading.asks(certainties.NAME)):
        return claims
    told = [_told(parse, known, *each, actors) for each in zip(chosen, claims, owns, strict=True)]
    facts = [read_facts(parse, item, known.stances, known.hedges) for item in told]
    known_of = list(zip(told, facts, claims, strict=True))
    by_stance = reading.classify(stances.NAME, [make_item(item, claim.stance, held) for item, held, claim in known_of])
    by_certainty = reading.classify(
        certainties.NAME, [make_item(item, claim.certainty, held) for item, held, claim in known_of]
    )
    return [
        replace(claim, stance=first or claim.stance, certainty=second or claim.certainty)
        for claim, first, second in zip(claims, by_stance, by_certainty, strict=True)
    ]


def _sure(
    parse: Parse, chosen: Sequence[Candidate], claims: Sequence[layers.Claim], known: Tables
) -> list[layers.Claim]:
    """Return claims with the stance and the certainty that are sure by their form."""
    found = []
    for item, claim in zip(chosen, claims, strict=True):
        sure = settled(parse, item, known)
        found.append(claim if sure is None else replace(claim, stance=sure[0], certainty=sure[1]))
    return found


def _told(parse: Parse, known: Tables, item: Candidate, claim: layers.Claim, own: bool, actors: Actors) -> Told:
    return Told(
        key=claim.id,
        source=claim.source,
        cue=claim.cue,
        content=claim.content,
        at=item.cue,
        lemma=item.lemma,
        frame=item.frame,
        head=item.head,
        kind=claim.kind,
        who=source_kind(parse, item.source),
        actor=actors[claim.actors[0]].kind if claim.actors else "",
        row=cue_row(item, known),
        own=own,
        nested=claim.parent is not None,
    )


def _side(who: tuple[str, ...], actors: Actors, states: Mapping[str, str]) -> tuple[str, ...]:
    """Return for whom a speaker says "we": who is no person for themselves, an official for their state."""
    if not who or actors[who[0]].kind != "person":
        return who
    one = actors[who[0]]
    body = actors.get(one.affiliation or "")
    if body is not None and body.kind in ("organization", "media"):
        return (body.id,)
    public = one.country in states and bool(one.role or one.wikidata)
    return (states[one.country],) if public and one.country else ()


def _same_side(who: tuple[str, ...], whom: tuple[str, ...], actors: Actors) -> bool:
    """Tell whether the first actor of a content is the source itself or its state: "Putin said Russia would ..."."""
    if not who or not whom:
        return False
    one, other = actors[who[0]], actors[whom[0]]
    return whom[0] == who[0] or (other.kind == "state" and other.country == one.country)


def _adjectives(parse: Parse, known: Tables, states: Mapping[str, str]) -> dict[int, str]:
    """Return the states that adjectives name, where the text has the state as an actor: "North Korean"."""
    found = {}
    for i in range(len(parse)):
        if parse.ent[i] != "NORP" and parse.dep[i] not in ("amod", "compound"):
            continue
        for size in (2, 1):
            country = known.adjectives.get(tuple(parse.lower[i : i + size]))
            if country is not None:
                if country in states:
                    found[i + size - 1] = states[country]
                break
    return found


def _kind(item: Candidate, inside: list[int]) -> str:
    if item.frame == "turn":
        return "direct"
    own = inside[item.cue]
    held = [inside[i] not in (-1, own) for i in words_of(item.content)]
    return "direct" if all(held) else "mixed" if any(held) else "indirect"


def _times(parse: Parse, times: Iterable[layers.Time]) -> dict[int, list[tuple[int, str]]]:
    """Return the times that hang on each word, by the word, with where they begin: "said on Monday"."""
    found: dict[int, list[tuple[int, str]]] = {}
    for time in times:
        above = parse.head[parse.root_of(time.start, time.end)]
        if parse.dep[above] == "prep":
            above = parse.head[above]
        found.setdefault(above, []).append((time.start, time.id))
    return found
