"""Which words that may tell an event tell one that is news, and no other telling of one told before."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from korea_nlp.reader.facts import bucket
from korea_nlp.reader.heads.items import Item, ItemHead
from korea_nlp.syntax import Parse, Piece

NAME = "salience"
NONE, EVENT = "none", "event"
LABELS = (NONE, EVENT)
SLOTS = 2  # the trigger, the word over it
SalienceHead = partial(ItemHead, NAME, LABELS, SLOTS)

LEAST = 0.1  # how likely a word must tell an event to be asked about
CHANCES = tuple((step, f"{step:g}") for step in (0.03, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.96))
COUNTS = tuple((step, str(step)) for step in (0, 1, 2, 4, 8, 16))
SIZES = tuple((step, str(step)) for step in (4, 8, 16, 32))


@dataclass(frozen=True, slots=True)
class Seen:
    """Words that may tell an event.

    Attributes:
        key: Their id.
        at: The head of ``trigger``.
        chance: How likely one of them tells an event, by the reader.
        kind: Of which kind, by the reader.
        typed: What grammar and tables take it for; empty where they see none.
        agree: Whether that is of the same kind.
        focus: Whether its sentence is about it, by grammar.
        quoted: Whether it stands in a quotation.
    """

    key: str
    trigger: Piece
    at: int
    chance: float
    kind: str
    typed: str
    agree: bool
    focus: bool
    quoted: bool


def make_items(parse: Parse, seen: Sequence[Seen]) -> list[Item]:
    """Return what is asked of the words of a Doc that may tell an event, which come in order of the text."""
    by_sentence: dict[int, list[float]] = {}
    for one in seen:
        by_sentence.setdefault(parse.sent[one.at], []).append(one.chance)
    ranked = sorted((one.chance for one in seen), reverse=True)
    ranks = {chance: place for place, chance in reversed(list(enumerate(ranked)))}
    told, said = dict[str, list[float]](), Counter[str]()
    items = []
    for one in seen:
        others = by_sentence[parse.sent[one.at]]
        before = told.setdefault(one.kind, [])
        lemma = parse.lemma[one.at].lower()
        facts = [
            *_of_words(parse, one),
            *_of_others(one, others, before),
            f"rank={bucket(ranks[one.chance], COUNTS)}|of={bucket(len(seen), SIZES)}",
            f"said={min(said[lemma], 2)}",
            f"said={min(said[lemma], 2)}|kind={one.kind}",
        ]
        over = parse.head[one.at]
        items.append(Item(one.key, ((one.trigger,), ((over, over + 1),)), tuple(dict.fromkeys(facts))))
        before.append(one.chance)
        said[lemma] += 1
    return items


def _of_words(parse: Parse, one: Seen) -> Iterator[str]:
    """Yield what the reader, grammar and tables know of a trigger by itself."""
    i, chance = one.at, bucket(one.chance, CHANCES)
    lemma, over = parse.lemma[i].lower(), parse.lemma[parse.head[i]].lower()
    sentence, paragraph = bucket(parse.sent[i], COUNTS), bucket(parse.para[i], COUNTS)
    yield f"chance={chance}"
    yield from (f"chance={chance}|{fact}" for fact in (f"kind={one.kind}", f"agree={one.agree}", f"sent={sentence}"))
    yield f"kind={one.kind}"
    yield f"typed={one.typed}"
    yield f"typed={one.typed}|kind={one.kind}"
    yield f"lemma={lemma}"
    yield f"lemma={lemma}|tag={parse.tag[i]}"
    yield f"tag={parse.tag[i]}|dep={parse.dep[i]}"
    yield f"dep={parse.dep[i]}|up={parse.dep[parse.head[i]]}"
    yield f"over={over}"
    yield f"focus={one.focus}|sent={sentence}"
    yield f"focus={one.focus}|kind={one.kind}"
    yield f"sent={sentence}"
    yield f"sent={sentence}|kind={one.kind}"
    yield f"para={paragraph}"
    yield f"quoted={one.quoted}"
    yield f"quoted={one.quoted}|kind={one.kind}"
    yield f"words={one.trigger[1] - one.trigger[0]}"


def _of_others(one: Seen, others: Sequence[float], before: Sequence[float]) -> Iterator[str]:
    """Yield how a trigger stands beside those of its sentence, and those of its kind before it."""
    above = sum(chance > one.chance for chance in others)
    yield f"above={min(above, 3)}|beside={min(len(others) - 1, 3)}"
    best = bucket(max(before, default=0.0), CHANCES)
    yield f"before={bucket(len(before), COUNTS)}"
    yield f"before={min(len(before), 3)}|kind={one.kind}"
    yield f"best={best}"
    yield f"best={best}|kind={one.kind}"
    yield f"best={best}|chance={bucket(one.chance, CHANCES)}"
