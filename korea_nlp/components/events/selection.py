"""Which words tell an event, and of which kind: what the reader sees, typed as grammar types it where both agree."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.events.candidates import Candidate, light_verb
from korea_nlp.components.events.salience import choose_focus
from korea_nlp.components.events.tables import Knowledge
from korea_nlp.ops import Floats
from korea_nlp.reader import Reading
from korea_nlp.reader.heads import salience, triggers
from korea_nlp.reader.heads.salience import LEAST, Seen
from korea_nlp.syntax import VERBAL, Parse, Piece, find_quotes, objects_of, quote_of

BRIEF = 3  # sentences
# what a thing tells ("sold rifles", "fired shells", "crossed the line"), of kinds too rare for a reader to know them
RARE = frozenset({
    "arms_transfer", "artillery_fire", "border_clash", "crossing", "incursion", "shelling", "training", "warning_shots",
})  # fmt: skip
TABLES = 0.2  # how likely tables make a kind beside what the reader says
# what ties words side by side into one trigger
TIED = frozenset({"acomp", "advmod", "amod", "compound", "det", "nmod", "oprd", "pobj", "poss", "prep", "prt"})


def select(
    doc: Doc, reading: Reading, known: Knowledge, proposed: list[Candidate], barred: set[int]
) -> list[Candidate]:
    """Return the events in order of the text: of what the reader and grammar see, what the reader takes for news.

    In a text of a few sentences, which readers were not taught, what the first is about by grammar stands too. What
    else grammar proposes is set aside: it may tell one of these again.

    Args:
        doc: The Doc.
        reading: How it was read, by a reader that was taught triggers.
        known: The tables.
        proposed: What grammar finds, whose types are settled.
        barred: Words that tell nothing, such as those of page furniture.
    """
    parse, likely = reading.parse, reading.triggers()
    if likely is None:
        return proposed
    typed = {event.token: (event.type.event, event.type.kind) for event in proposed}
    rare = {event.token: event.type for event in proposed if event.type.event in RARE}
    focus = {proposed[k].token for k in choose_focus(parse, known, proposed)}
    found = sorted(_find(parse, known, proposed, likely, barred), key=lambda event: event.token)
    inside = quote_of(find_quotes(parse), len(parse))
    seen = []
    for event in found:
        start, end = event.trigger
        name, kind = typed.get(event.token, ("", ""))
        chance = float(1 - likely[start:end, 0].min())
        key = layers.make_id(doc, "e", event.trigger)
        own, quoted = event.type.kind, inside[event.token] >= 0
        seen.append(Seen(key, event.trigger, event.token, chance, own, name, kind == own, event.token in focus, quoted))
    brief = parse.sent[-1] < BRIEF
    for event, one, told in zip(found, seen, _told(reading, seen), strict=True):
        leads = brief and one.focus and parse.sent[event.token] == 0
        event.seen, event.aside = told, not (told or leads)
        event.type = rare.get(event.token, event.type)  # what is news was learnt of the kinds that the reader sees
    return [event for event in found if event.seen or event.token in typed]


def _told(reading: Reading, seen: Sequence[Seen]) -> Sequence[bool]:
    """Tell which events are news; where the reader was not taught that, those that it sees."""
    likely = reading.ask(salience.NAME, salience.make_items(reading.parse, seen))
    if likely is None:
        threshold = reading.threshold(triggers.NAME)
        return [one.chance >= threshold for one in seen]
    told: list[bool] = (likely[:, 1] >= reading.threshold(salience.NAME)).tolist()
    return told


def _find(
    parse: Parse, known: Knowledge, proposed: list[Candidate], likely: Floats, barred: set[int]
) -> Iterator[Candidate]:
    """Yield what may be an event: the stretches that the reader may see one in, and what grammar finds elsewhere."""
    by_token = {i: event for event in reversed(proposed) for i in (*range(*event.trigger), event.token)}
    taken: set[int] = set()
    for start, end in stretches(parse, likely, LEAST):
        if barred.isdisjoint(range(start, end)) and taken.isdisjoint(range(start, end)):
            core = _core(likely, (start, end))
            token = parse.root_of(*core)
            held = next((by_token[i] for i in (token, *range(*core), *range(start, end)) if i in by_token), None)
            kind = _kind(likely, core, token, held)
            event = held or _seen(parse, known, token, kind)
            if event.type.kind != kind:
                plain = known.types[kind]
                event.type = replace(event.type, kind=plain.kind, subkind=plain.subkind)
            event.trigger = min(core[0], event.token), max(core[1], event.token + 1)
            taken.update(range(start, end), range(*event.trigger))
            yield event
    yield from (event for event in proposed if event.token not in taken)


def _kind(likely: Floats, core: Piece, token: int, held: Candidate | None) -> str:
    """Return the kind that words tell: by the reader, who listens to their head most, and by tables where it wavers."""
    tells = likely[slice(*core), 1:].sum(axis=0) + likely[token, 1:]
    tells = tells / tells.sum()
    if held is not None and held.type.kind != "other":
        tells[triggers.LABELS.index(held.type.kind) - 1] += TABLES
    return triggers.LABELS[1 + int(tells.argmax())]


def _core(likely: Floats, trigger: Piece) -> Piece:
    """Return a stretch without the words at its ends that are half as likely as its likeliest: "fired [a missile]"."""
    start, end = trigger
    chances = 1 - likely[start:end, 0]
    (kept,) = np.nonzero(chances >= chances.max() / 2)
    return start + int(kept[0]), start + int(kept[-1]) + 1


def stretches(parse: Parse, likely: Floats, threshold: float) -> Iterator[Piece]:
    """Yield the words side by side that tell one event: those of one kind, and those that grammar ties to them."""
    kinds: NDArray[np.int64] = 1 + likely[:, 1:].argmax(axis=1)
    kinds[(1 - likely[:, 0]) < threshold] = 0
    kinds[[i for i, word in enumerate(parse.lower) if word.isspace()]] = 0
    edges = [0, *(1 + np.flatnonzero(kinds[1:] != kinds[:-1])).tolist(), len(kinds)]
    held: Piece | None = None
    for piece in pairwise(edges):
        if not kinds[piece[0]]:
            continue
        if held and held[1] == piece[0] and _are_tied(parse, held, piece):
            held = held[0], piece[1]
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _are_tied(parse: Parse, one: Piece, other: Piece) -> bool:
    """Tell whether words side by side are of one phrase: "shot [dead]", "[peace] talks"."""
    roots = parse.root_of(*one), parse.root_of(*other)
    return any(
        parse.dep[root] in TIED and low <= parse.head[root] < high
        for root, (low, high) in zip(roots, (other, one), strict=True)
    )


def _seen(parse: Parse, known: Knowledge, token: int, kind: str) -> Candidate:
    """Return an event that the reader alone sees."""
    if parse.pos[token] in VERBAL:
        objects, passive = objects_of(parse, token)
        return Candidate(token, known.types[kind], objects, passive=passive, verb=token)
    return Candidate(token, known.types[kind], verb=light_verb(parse, token, set()))
