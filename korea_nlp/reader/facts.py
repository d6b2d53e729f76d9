"""What grammar knows of words that a question is about, as names: ``cue-md=would``, ``up1-lemma=plan``."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from korea_nlp.layers import Actor
from korea_nlp.syntax import Parse, Piece, words_of

NEGATIVE = frozenset({"no", "not", "n't", "n’t", "never", "neither", "nor", "without", "none", "nobody", "nothing"})
CLAUSAL = frozenset({"ccomp", "advcl", "relcl", "acl", "parataxis", "csubj"})  # where another clause begins
COLORED = frozenset({"ADJ", "ADV"})
SIZES = ((1, "1"), (2, "2"), (4, "3-4"), (8, "5-8"), (16, "9-16"), (32, "17-32"), (10**9, "33-"))
COUNTRIES = frozenset({"CHN", "JPN", "KOR", "PRK", "RUS", "USA"})  # those with a fact of their own
WIDE = 60  # words of a clause that are looked at
AHEAD = frozenset({"next", "tomorrow", "upcoming", "coming", "forthcoming", "soon", "eventually"})
BEHIND = frozenset({"last", "yesterday", "ago", "earlier", "previous", "recently", "past", "already", "since"})


def bucket(value: float, steps: Sequence[tuple[float, str]]) -> str:
    """Return the name of the first step that a value does not pass.

    Example:
        >>> bucket(4, ((0, "0"), (5, "1-5")))
        '1-5'
    """
    for most, name in steps:
        if value <= most:
            return name
    return "more"


def country_of(actor: Actor) -> str:
    """Return the country of an actor, as facts name it."""
    return actor.country if actor.country in COUNTRIES else "other" if actor.country else "none"


def size_of(number: int) -> str:
    """Return the bucket of a number of words.

    Example:
        >>> size_of(3)
        '3-4'
    """
    return bucket(number, SIZES)


def verbal(parse: Parse, name: str, i: int) -> Iterator[str]:
    """Yield what stands about a verb: its tag, auxiliaries, negation, adverbs, particle, mark and subject."""
    yield f"{name}-tag={parse.tag[i]}"
    for kid in parse.kids[i]:
        dep, word = parse.dep[kid], parse.lower[kid]
        if dep in ("aux", "auxpass"):
            yield f"{name}-{'md' if parse.tag[kid] == 'MD' else 'aux'}={word}"
        elif dep == "neg" or word in NEGATIVE:
            yield f"{name}-neg"
        elif dep in ("advmod", "prt", "mark"):
            yield f"{name}-{dep}={word}"
        elif dep in ("nsubj", "nsubjpass", "dobj", "acomp", "attr"):
            yield f"{name}-{dep}={parse.lemma[kid].lower()}"
            if any(parse.lower[k] in NEGATIVE for k in parse.kids[kid]):
                yield f"{name}-{dep}-neg"


def nominal(parse: Parse, name: str, i: int) -> Iterator[str]:
    """Yield what stands about a noun: its tag, determiner, adjectives and compounds."""
    yield f"{name}-tag={parse.tag[i]}"
    kids = [k for k in parse.kids[i] if parse.dep[k] in ("det", "poss", "amod", "compound", "neg", "nummod")]
    if not any(parse.dep[k] in ("det", "poss", "neg") for k in kids):
        yield f"{name}-bare"
    for kid in kids:
        yield f"{name}-{parse.dep[kid]}={'' if parse.dep[kid] == 'nummod' else parse.lower[kid]}"


def above(parse: Parse, i: int, levels: int) -> Iterator[str]:
    """Yield what stands over a word, level by level, and the conjunctions and prepositions over it as far as a root."""
    for level, head in enumerate(parse.ancestors(i), 1):
        if level > 2 * levels:
            break
        if parse.dep[i] in ("pobj", "pcomp", "prep"):
            yield f"over={parse.lower[head if parse.dep[i] != 'prep' else i]}"
        if level <= levels:
            yield f"up{level}-lemma={parse.lemma[head].lower()}"
            yield f"up{level}-dep={parse.dep[i]}"
            yield f"up{level}-lemma={parse.lemma[head].lower()}|dep={parse.dep[i]}"
            yield from verbal(parse, f"up{level}", head)
        else:
            yield from (f"far-mark={parse.lower[k]}" for k in parse.children(head, "mark"))
        i = head


def clause_of(parse: Parse, head: int) -> list[int]:
    """Return the words of a head's own clause, in order, as far as they are near."""
    words = [head]
    for i in words:  # grows while it is read
        if len(words) > WIDE:
            break
        words += [k for k in parse.kids[i] if parse.dep[k] not in CLAUSAL]
    return sorted(words)


def colored(parse: Parse, words: Iterable[int]) -> Iterator[str]:
    """Yield the adjectives, adverbs and modals of words."""
    for i in words:
        if parse.pos[i] in COLORED or parse.tag[i] == "MD":
            yield f"main={parse.lemma[i].lower()}"


def known_words(parse: Parse, name: str, words: Iterable[int], table: Mapping[str, str]) -> Iterator[str]:
    """Yield what a table says of words, by their forms or lemmas, and which of them it knows."""
    for i in words:
        value = table.get(parse.lower[i]) or table.get(parse.lemma[i].lower())
        if value:
            yield f"{name}={value}"
            yield f"{name}-word={parse.lemma[i].lower()}"


def when(parse: Parse, words: Iterable[int]) -> Iterator[str]:
    """Yield whether words tell of a time ahead or behind."""
    for i in words:
        if parse.lower[i] in AHEAD:
            yield "time=ahead"
        elif parse.lower[i] in BEHIND:
            yield "time=behind"
        elif parse.ent[i] == "DATE":
            yield "time=date"


def between(parse: Parse, start: int, end: int, most: int) -> tuple[list[int], int, list[int]] | None:
    """Return the words up from one word, the word where it meets the words up from another, and those down to that.

    None where they meet only after more than ``most`` steps on either side, or never.
    """
    ups = [start, *islice(parse.ancestors(start), most)]
    down: list[int] = []
    while end not in ups:
        if len(down) == most or parse.head[end] == end:
            return None
        down.append(end)
        end = parse.head[end]
    return ups[: ups.index(end)], end, down[::-1]


def first_word(parse: Parse, pieces: Iterable[Piece]) -> int | None:
    """Return the first word of pieces that is no mark."""
    return next((i for i in sorted(words_of(pieces)) if parse.lower[i][0].isalnum()), None)
