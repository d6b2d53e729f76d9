"""Whether a capital stands for those who govern from it: "talks with Seoul", "flew to Seoul"."""

from collections.abc import Iterator
from functools import partial

from korea_nlp.reader.heads.items import Item, ItemHead
from korea_nlp.syntax import Parse

NAME = "metonym"
PLACE, STATE = "place", "state"
LABELS = (PLACE, STATE)
SLOTS = 2  # the capital, what it hangs on
MetonymHead = partial(ItemHead, NAME, LABELS, SLOTS)


def make_item(parse: Parse, key: str, start: int, end: int, *, rule: bool) -> Item:
    """Return what is asked about a capital; ``rule`` is whether grammar takes it for its state."""
    first = parse.first_conjunct(end - 1)
    head = parse.head[first]
    governing = () if head == first else ((head, head + 1),)
    facts = dict.fromkeys(_facts(parse, start, end, first, rule))
    return Item(key, (((start, end),), governing), tuple(facts))


def _facts(parse: Parse, start: int, end: int, first: int, rule: bool) -> Iterator[str]:
    said, dep, head = STATE if rule else PLACE, parse.dep[first], parse.head[first]
    over, up = parse.lemma[head].lower(), parse.head[head]
    above = parse.lemma[up].lower()
    yield f"rule={said}"
    yield f"city={parse.lower[end - 1]}"
    yield f"joined={first != end - 1}"
    yield f"dep={dep}"
    yield f"ruled={said}|dep={dep}"
    yield f"dep={dep}|over={over}"
    yield f"dep={dep}|pos={parse.pos[head]}"
    if dep == "pobj":
        yield f"prep={over}"
        yield f"prep={over}|above={above}"
        yield f"prep={over}|pos={parse.pos[up]}"
        yield f"prep={over}|dep={parse.dep[head]}|pos={parse.pos[up]}"
        yield f"prep={over}|far={parse.lemma[parse.head[up]].lower()}"
    yield f"above={above}"
    before, after = parse.lower[start - 1] if start else "", parse.lower[end] if end < len(parse) else ""
    yield f"before={before}"
    yield f"after={after}"
    yield f"before={before}|after={after}"
    if end < len(parse):
        yield f"followed={parse.tag[end]}"
    low, high = parse.sentence(start)
    yield f"opens={start == low}"
    yield f"dateline={start < 2 and not parse.spaced[end - 1]}"
    yield f"headline={parse.para[start] == 0}"
    yield f"ent={parse.ent[end - 1]}"
    others = {parse.lower[i] for i in range(low, high) if parse.ent[i] == "GPE" and not start <= i < end}
    yield f"beside={min(len(others), 3)}"
