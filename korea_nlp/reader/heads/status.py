"""What befell the people that an amount counts; nothing that the contract names, for most."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import get_args

from korea_nlp.reader.facts import above, size_of, verbal
from korea_nlp.reader.heads.items import Item, ItemHead
from korea_nlp.records.vocabulary import Status
from korea_nlp.syntax import VERBAL, Parse, Piece

NAME = "status"
NONE = "none"
LABELS: tuple[str, ...] = (NONE, *get_args(Status))
SLOTS = 3  # the amount, the noun that it counts, the verb over it
StatusHead = partial(ItemHead, NAME, LABELS, SLOTS)


def make_item(
    parse: Parse,
    key: str,
    piece: Piece,
    noun: int | None,
    *,
    rule: str | None,
    unit: str | None,
    words: Mapping[str, str],
) -> Item:
    """Return what is asked about an amount.

    Args:
        parse: The parse of the Doc.
        key: The amount's id.
        piece: Its words.
        noun: The noun that it counts, where one is beside it.
        rule: The status by grammar.
        unit: The unit, which is the noun's lemma for people.
        words: The status that a word or a verb tells, by form or lemma.
    """
    head = parse.root_of(*piece) if noun is None else noun
    verb = next((i for i in parse.ancestors(head) if parse.pos[i] in VERBAL), None)
    counted = () if noun is None else ((noun, noun + 1),)
    governing = () if verb is None else ((verb, verb + 1),)
    facts = dict.fromkeys(_facts(parse, piece, head, verb, rule or NONE, unit or NONE, words))
    return Item(key, ((piece,), counted, governing), tuple(facts))


def _facts(
    parse: Parse, piece: Piece, head: int, verb: int | None, rule: str, unit: str, words: Mapping[str, str]
) -> Iterator[str]:
    noun, dep = parse.lemma[head].lower(), parse.dep[head]
    yield f"rule={rule}"
    yield f"rule={rule}|unit={unit}"
    yield f"rule={rule}|dep={dep}"
    yield f"unit={unit}"
    yield f"noun={noun}"
    yield f"dep={dep}"
    if verb is not None:
        lemma, passive = parse.lemma[verb].lower(), parse.is_passive(verb)
        yield f"verb={lemma}"
        yield f"verb={lemma}|dep={dep}"
        yield f"verb={lemma}|passive={passive}"
        yield f"verb={lemma}|noun={noun}"
        yield f"verb={lemma}|passive={passive}|dep={dep}"
        yield from verbal(parse, "verb", verb)
    for kid in parse.kids[head]:
        if parse.dep[kid] in ("amod", "acl", "relcl", "appos", "conj", "compound"):
            yield f"beside={parse.lemma[kid].lower()}"
            yield f"{parse.dep[kid]}={parse.lemma[kid].lower()}"
    low, high = parse.sentence(head)
    start, end = piece
    yield f"before={parse.lower[start - 1] if start > low else ''}"
    yield f"after={parse.lower[end] if end < high else ''}"
    for side, places in (("left", range(start - 1, low - 1, -1)), ("right", range(end, high))):
        for i in places:
            told = words.get(parse.lower[i]) or words.get(parse.lemma[i].lower())
            if told:
                apart = size_of(i - end + 1 if side == "right" else start - i)
                yield f"{side}={told}"
                yield f"{side}={told}|{apart}"
                yield f"{side}={told}|rule={rule}"
                break
    yield from above(parse, head, 2)
