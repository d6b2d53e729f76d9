"""Which words tell an event, and of which kind: what the reader sees, typed as grammar types it where both agree."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.events.candidates import Candidate, light_verb
from korea_nlp.components.events.noun_classes import own_classes
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
    "arms_transfer", "artillery_fire", "crossing", "incursion", "shelling", "training", "warning_shots",
})  # fmt: skip
BORDER = "border_line"


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
    rare = {event.token: event.type for event in proposed if _is_rare(parse, known, event)}
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
    by_token = {event.token: event for event in proposed}
    taken: set[int] = set()
    for start, end in (_core(likely, trigger) for trigger in stretches(parse, likely, LEAST)):
        if barred.isdisjoint(range(start, end)):
            kind = triggers.LABELS[1 + int(likely[start:end, 1:].sum(axis=0).argmax())]
            token = parse.root_of(start, end)
            held = next((by_token[i] for i in (token, *range(start, end)) if i in by_token), None)
            event = held or _seen(parse, known, token, kind)
            if event.type.kind != kind:
                plain = known.types[kind]
                event.type = replace(event.type, kind=plain.kind, subkind=plain.subkind)
            event.trigger = start, end
            taken.update(range(start, end))
            yield event
    yield from (event for event in proposed if event.token not in taken)


def _is_rare(parse: Parse, known: Knowledge, event: Candidate) -> bool:
    """Tell whether grammar knows an event better than a reader; a clash is of a border where its sentence names one."""
    if event.type.event == "clash":
        here = (i for i in range(*parse.sentence(event.token)) if parse.lower[i] != "line" or parse.pos[i] == "PROPN")
        return any(BORDER in own_classes(parse, known, i) for i in here)  # "on the front line" is of a war
    return event.type.event in RARE


def _core(likely: Floats, trigger: Piece) -> Piece:
    """Return a stretch without the words at its ends that are half as likely as its likeliest: "fired [a missile]"."""
    start, end = trigger
    chances = 1 - likely[start:end, 0]
    (kept,) = np.nonzero(chances >= chances.max() / 2)
    return start + int(kept[0]), start + int(kept[-1]) + 1


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
