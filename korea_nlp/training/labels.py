"""Which label of the gold answers what a component asked of a Doc."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.evaluate import ENOUGH, characters, paired
from korea_nlp.reader import read_reading
from korea_nlp.reader.heads import about, antecedent, certainty, country, metonym, mode, role, salience, stance, status
from korea_nlp.syntax import Piece, read_parse
from korea_nlp.training.gold import Gold, GoldActor, Span

STATES = frozenset({
    "america", "american", "china", "chinese", "democratic", "dprk", "federation", "for", "government", "in", "japan",
    "japanese", "korea", "korean", "koreas", "north", "of", "people", "peoples", "prk", "republic", "rok", "russia",
    "russian", "s", "south", "states", "the", "ukraine", "ukrainian", "united", "us",
})  # fmt: skip
Labels = dict[str, dict[str, str]]  # by the name of the head and the key of the item


class Cast:
    """The actors of a Doc, and which of them the gold means by its own.

    An actor is the gold's where their names agree (``same_actor``), or where most of its mentions that overlap any of
    the gold's overlap that one's, whatever either calls it: "U.S. troops" and "Military (United States)".
    """

    def __init__(self, doc: Doc, gold: Gold) -> None:
        self.actors = layers.read_actors(doc)
        marked = sorted(gold.mentions or (), key=lambda mention: mention.span)
        votes = defaultdict[str, Counter[GoldActor]](Counter)
        for span in doc.spans.get(layers.ACTORS, ()):
            over = [m.actor for m in marked if m.span[0] < span.end_char and span.start_char < m.span[1]]
            votes[span.kb_id_].update(over[:1])
        self.shared = {key: actor for key, counts in votes.items() for actor, _ in counts.most_common(1)}

    def is_meant(self, gold: GoldActor, key: str) -> bool:
        """Tell whether the gold's actor is the Doc's."""
        actor = self.actors[key]
        return same_actor(gold, actor) or (self.shared.get(key) == gold and _is_like(gold, actor))


def labels_of(doc: Doc, gold: Gold) -> Labels:
    """Return the label of each item of a Doc that the gold knows, by head and by key.

    A claim is that of the gold whose content shares half of its characters; an event that whose trigger overlaps; an
    amount that whose span overlaps and whose values are equal. The gold's items each answer for one at most. Words that
    point to an actor are those of the gold's sources and mentions with the same head. Whoever is asked of which
    country they are is of that of most of the gold's mentions in the same places, by names that share a word.
    """
    found: Labels = {}
    cast = Cast(doc, gold)
    told = paired(gold.claims or (), layers.read_claims(doc), lambda a, b: _alike(a.content, _spans(doc, b.content)))
    found[stance.NAME] = {theirs.id: mine.stance for mine, theirs in told}
    found[certainty.NAME] = {theirs.id: mine.certainty for mine, theirs in told}
    found[about.NAME] = {
        f"{theirs.id}|{key}": _about(mine.about, cast, key) for mine, theirs in told for key in cast.actors
    }
    found[antecedent.NAME] = _antecedents(doc, gold, cast)
    found[country.NAME] = _countries(doc, gold)
    found[metonym.NAME] = _metonyms(doc, gold)
    events = paired(
        gold.events or (), layers.read_events(doc), lambda a, b: _shared([a.trigger], _spans(doc, [b.trigger]))
    )
    found[mode.NAME] = {theirs.id: mine.mode for mine, theirs in events}
    found[role.NAME] = {
        f"{theirs.id}|{key}": next((name for name, one in mine.roles if cast.is_meant(one, key)), role.NONE)
        for mine, theirs in events
        for key in cast.actors
    }
    found[salience.NAME] = _salient(doc, gold)
    amounts = paired(
        gold.quantities or (),
        layers.read_quantities(doc),
        lambda a, b: (
            _shared([a.span], _spans(doc, [(b.start, b.end)])) if (a.lower, a.upper) == (b.lower, b.upper) else 0.0
        ),
    )
    found[status.NAME] = {theirs.id: mine.status or status.NONE for mine, theirs in amounts}
    return found


def _spans(doc: Doc, pieces: Iterable[Piece]) -> list[Span]:
    return [(doc[low].idx, doc[high - 1].idx + len(doc[high - 1])) for low, high in pieces]


def _shared(mine: Iterable[Span], theirs: Iterable[Span]) -> float:
    one, other = characters(mine), characters(theirs)
    return len(one & other) / len(one | other)


def _alike(mine: Iterable[Span], theirs: Iterable[Span]) -> float:
    share = _shared(mine, theirs)
    return share if share >= ENOUGH else 0.0


def _about(gold: Iterable[GoldActor], cast: Cast, key: str) -> str:
    place = next((place for place, mine in enumerate(gold) if cast.is_meant(mine, key)), None)
    return about.NONE if place is None else about.ALSO if place else about.FIRST


def _antecedents(doc: Doc, gold: Gold, cast: Cast) -> dict[str, str]:
    """Return for the head of each of the gold's sources and mentions which actors it stands for."""
    marked: list[tuple[Span, tuple[GoldActor, ...]]] = [
        (mention.span, (mention.actor,)) for mention in gold.mentions or ()
    ]
    marked += [(claim.source[0], claim.sources) for claim in gold.claims or () if claim.source]
    parse, found = read_parse(doc), dict[str, str]()
    for (start, end), meant in marked:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            continue
        at = doc[parse.root_of(span.start, span.end)].idx
        for key in cast.actors:
            item = antecedent.item_key(at, key)
            if any(cast.is_meant(one, key) for one in meant):
                found[item] = antecedent.SAME
            else:
                found.setdefault(item, antecedent.NONE)
    return found


def _countries(doc: Doc, gold: Gold) -> dict[str, str]:
    """Return for whoever was asked about, and each country, whether they are of it."""
    reading, actors, found = read_reading(doc), layers.read_actors(doc), dict[str, str]()
    places: dict[str, list[Piece]] = {}
    for span in doc.spans.get(layers.ACTORS, ()):
        places.setdefault(span.kb_id_, []).append((span.start, span.end))
        places.setdefault(country.bare_key(span.start), []).append((span.start, span.end))
    marked = sorted(gold.mentions or (), key=lambda mention: mention.span)
    for item in reading.asked.get(country.NAME, ()) if reading else ():
        key, _, code = item.rpartition("|")
        votes = Counter[str]()
        for start, end in _spans(doc, places.get(key, ())[: country.MENTIONS]):
            for mention in marked:
                if mention.span[0] < end and start < mention.span[1] and _alike_name(mention.actor, actors.get(key)):
                    votes[mention.actor.country] += 1
        if votes:
            found[item] = country.SAME if votes.most_common(1)[0][0] == code else country.NONE
    return found


def _salient(doc: Doc, gold: Gold) -> dict[str, str]:
    """Return for what was asked about whether it is one of the gold's triggers."""
    reading = read_reading(doc)
    if reading is None or gold.events is None:
        return {}
    asked = reading.asked.get(salience.NAME, {})
    marked = {i for event in gold.events for i in range(*event.trigger)}
    return {
        key: salience.NONE if marked.isdisjoint(characters(_spans(doc, item.slots[0]))) else salience.EVENT
        for key, item in asked.items()
    }


def _metonyms(doc: Doc, gold: Gold) -> dict[str, str]:
    """Return for each capital that was asked about whether it is a mention, by its first token."""
    reading = read_reading(doc)
    if reading is None or gold.mentions is None:
        return {}
    spoken = [mention.span for mention in gold.mentions]
    places = {key: doc[int(key)].idx for key in reading.asked.get(metonym.NAME, ())}
    return {
        key: metonym.STATE if any(start <= at < end for start, end in spoken) else metonym.PLACE
        for key, at in places.items()
    }


def _alike_name(gold: GoldActor, actor: layers.Actor | None) -> bool:
    """Tell whether a name may be that of an actor; of a body that the text names by its sector alone, any body's."""
    if actor is None:
        return gold.kind != "person"
    if (gold.kind == "person") != (actor.kind == "person"):
        return False
    return not _telling(gold.name).isdisjoint(_telling(actor.name))


def _is_like(gold: GoldActor, actor: layers.Actor) -> bool:
    """Tell whether two may be one by country and kind."""
    other = gold.country and actor.country and gold.country != actor.country
    return not other and (gold.kind == "person") == (actor.kind == "person")


def same_actor(gold: GoldActor, actor: layers.Actor) -> bool:
    """Tell whether the gold means the actor: the same country, where it gives one, persons for persons, and one name.

    Names are one where the words of either are all in the other's, apart from those for states and forms of government,
    which alone name the state itself.
    """
    if gold.country and gold.country != (actor.country or ""):
        return False
    if (gold.kind == "person") != (actor.kind == "person"):
        return False
    mine, theirs = _telling(gold.name), _telling(actor.name)
    if not mine or not theirs:
        return not mine and not theirs and bool(gold.country)
    return mine <= theirs or (len(theirs) > 1 and theirs <= mine)


def _telling(name: str) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", name.casefold().replace("’", "").replace("'", ""))) - STATES
