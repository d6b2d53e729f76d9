"""Which words tell an event, and of which kind: what the reader sees, typed as grammar types it where both agree."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from korea_nlp.components.events.candidates import Candidate, light_verb
from korea_nlp.components.events.salience import choose_focus
from korea_nlp.components.events.tables import Knowledge
from korea_nlp.ops import Floats
from korea_nlp.reader.heads import triggers
from korea_nlp.syntax import VERBAL, Parse, Piece, objects_of


def select(
    parse: Parse, known: Knowledge, proposed: list[Candidate], likely: Floats, threshold: float, barred: set[int]
) -> list[Candidate]:
    """Return the events in order of the text; those stand that the reader sees, and what the lead is about.

    What else grammar proposes is set aside: it may tell one of these again.

    Args:
        parse: The parse of the Doc.
        known: The tables.
        proposed: What grammar finds, whose types are settled.
        likely: How likely each word tells nothing or an event of each kind, of shape (words, labels).
        threshold: How likely a word must tell any event to be a trigger.
        barred: Words that tell nothing, such as those of page furniture.
    """
    by_token = {event.token: event for event in proposed}
    found: list[Candidate] = []
    for trigger in stretches(parse, likely, threshold):
        start, end = trigger
        if barred.isdisjoint(range(start, end)):
            kind = triggers.LABELS[1 + int(likely[start:end, 1:].sum(axis=0).argmax())]
            token = parse.root_of(start, end)
            held = next((by_token[i] for i in (token, *range(start, end)) if i in by_token), None)
            event = held or _seen(parse, known, token, kind)
            if event.type.kind != kind:
                plain = known.types[kind]
                event.type = replace(event.type, kind=plain.kind, subkind=plain.subkind)
            event.trigger, event.seen = trigger, True
            found.append(event)
    taken = {i for event in found for i in range(*event.trigger)}
    lead = {proposed[k].token for k in choose_focus(parse, known, proposed) if parse.sent[proposed[k].token] == 0}
    for event in proposed:
        if event.token not in taken:
            event.aside = event.token not in lead
            found.append(event)
    return sorted(found, key=lambda event: event.token)


def stretches(parse: Parse, likely: Floats, threshold: float) -> Iterator[Piece]:
    """Yield the words side by side that tell an event of one kind."""
    kinds: NDArray[np.int64] = 1 + likely[:, 1:].argmax(axis=1)
    kinds[(1 - likely[:, 0]) < threshold] = 0
    kinds[[i for i, word in enumerate(parse.lower) if word.isspace()]] = 0
    start = 0
    for i in range(1, len(kinds) + 1):
        if i == len(kinds) or kinds[i] != kinds[start]:
            if kinds[start]:
                yield start, i
            start = i


def _seen(parse: Parse, known: Knowledge, token: int, kind: str) -> Candidate:
    """Return an event that the reader alone sees."""
    if parse.pos[token] in VERBAL:
        objects, passive = objects_of(parse, token)
        return Candidate(token, known.types[kind], objects, passive=passive, verb=token)
    return Candidate(token, known.types[kind], verb=light_verb(parse, token, set()))
