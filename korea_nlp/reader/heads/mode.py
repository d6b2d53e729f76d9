"""Whether an event is told to have happened, as planned, as possible, or as none."""

from collections.abc import Iterator
from functools import partial
from typing import get_args

from korea_nlp.reader.facts import above, clause_of, nominal, verbal, when
from korea_nlp.reader.heads.items import Item, ItemHead
from korea_nlp.records.vocabulary import Mode
from korea_nlp.syntax import VERBAL, Parse, Piece

NAME = "mode"
LABELS: tuple[str, ...] = get_args(Mode)
SLOTS = 2  # the trigger, the word that governs it
ModeHead = partial(ItemHead, NAME, LABELS, SLOTS)


def make_item(
    parse: Parse, key: str, trigger: Piece, at: int, *, rule: str, event: str, light: int | None, quoted: bool
) -> Item:
    """Return what is asked about an event.

    Args:
        parse: The parse of the Doc.
        key: The event's id.
        trigger: Its words, of which ``at`` is the head.
        at: That word.
        rule: The mode by grammar.
        event: What kind of event it is.
        light: The verb that a noun is told with: "[held] a drill".
        quoted: Whether it stands in a quotation.
    """
    head = parse.head[at]
    governing = () if head == at else ((head, head + 1),)
    facts = dict.fromkeys(_facts(parse, at, rule, event, light, quoted))
    return Item(key, ((trigger,), governing), tuple(facts))


def _facts(parse: Parse, at: int, rule: str, event: str, light: int | None, quoted: bool) -> Iterator[str]:
    lemma, dep, tag = parse.lemma[at].lower(), parse.dep[at], parse.tag[at]
    over = parse.lemma[parse.head[at]].lower()
    yield f"rule={rule}"
    yield from (f"rule={rule}|{fact}" for fact in (f"event={event}", f"dep={dep}", f"tag={tag}", f"over={over}"))
    yield f"event={event}"
    yield f"event={event}|tag={tag}"
    yield f"lemma={lemma}"
    yield f"lemma={lemma}|tag={tag}"
    yield f"lemma={lemma}|over={over}"
    yield f"dep={dep}"
    yield f"tag={tag}|dep={dep}"
    clause = next((i for i in (at, *parse.ancestors(at)) if parse.pos[i] in VERBAL), None)
    if parse.pos[at] in VERBAL:
        yield from verbal(parse, "own", at)
        if parse.is_infinitive(at):
            yield "own-infinitive"
    else:
        yield from nominal(parse, "own", at)
    if light is not None and light != at:
        yield f"light={parse.lemma[light].lower()}"
        yield from verbal(parse, "light", light)
    if clause is not None:
        yield f"clause-tag={parse.tag[clause]}"
        yield f"clause-tag={parse.tag[clause]}|event={event}"
        yield from (f"clause-{parse.dep[k]}={parse.lower[k]}" for k in parse.children(clause, "aux", "mark"))
        yield from when(parse, clause_of(parse, clause))
    yield from above(parse, at, 2)
    if parse.para[at] == 0:
        yield "headline"
        yield f"headline|tag={tag}"
    if quoted:
        yield "quoted"
