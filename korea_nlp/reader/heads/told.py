"""A claim as grammar and tables see it: what is asked of its stance and of its certainty."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from korea_nlp.knowledge.rows import CueRow
from korea_nlp.reader.facts import above, clause_of, colored, first_word, known_words, size_of, verbal
from korea_nlp.reader.heads.items import Item
from korea_nlp.syntax import Parse, Piece, words_of

SLOTS = 4  # source, cue, content, the content's head


@dataclass(frozen=True, slots=True)
class Told:
    """A claim before its stance and certainty are asked.

    Attributes:
        key: Its id.
        at: The word that carries it, of ``lemma``.
        frame: How the content hangs on that word: "ccomp:that", "quote:after" ...
        head: The head of the content, where one is known.
        kind: ``direct``, ``indirect`` or ``mixed``.
        who: What kind of word heads the source; ``actor``: what kind of actor it is, empty where that is not known.
        row: What the table of cues says of the word that carries it.
        own: Whether the source speaks of itself or of its own state.
        nested: Whether it stands within another claim.
    """

    key: str
    source: tuple[Piece, ...]
    cue: tuple[Piece, ...]
    content: tuple[Piece, ...]
    at: int
    lemma: str
    frame: str
    head: int | None
    kind: str
    who: str
    actor: str
    row: CueRow | None
    own: bool
    nested: bool


def make_item(told: Told, rule: str, facts: tuple[str, ...]) -> Item:
    """Return what is asked about a claim; ``rule`` is the answer of grammar, ``facts`` those of ``read_facts``."""
    kind = told.row.kind if told.row else "open"
    mixed = (f"rule={rule}", f"rule={rule}|kind={kind}", f"rule={rule}|who={told.who}", f"rule={rule}|own={told.own}")
    with_rule = tuple(f"rule={rule}|{fact}" for fact in facts if fact.startswith(("head-md", "mark=", "hedge=")))
    head = () if told.head is None else ((told.head, told.head + 1),)
    return Item(told.key, (told.source, told.cue, told.content, head), (*mixed, *with_rule, *facts))


def read_facts(parse: Parse, told: Told, stances: Mapping[str, str], hedges: Mapping[str, str]) -> tuple[str, ...]:
    """Return what grammar and tables know of a claim; the tables are those of words of contents."""
    return tuple(dict.fromkeys([*_of_cue(parse, told), *_of_content(parse, told, stances, hedges)]))


def _of_cue(parse: Parse, told: Told) -> Iterator[str]:
    row, broad = told.row, told.frame.partition(":")[0]
    kind = row.kind if row else "open"
    yield f"lemma={told.lemma}"
    yield f"frame={told.frame}"
    yield f"broad={broad}"
    yield f"kind={kind}"
    yield f"lemma={told.lemma}|frame={told.frame}"
    yield f"kind={kind}|broad={broad}"
    if row:
        yield f"cue-stance={row.stance}"
        yield f"cue-certainty={row.certainty}"
        yield f"cue-stance={row.stance}|own={told.own}"
    yield f"who={told.who}"
    yield f"who={told.who}|kind={kind}"
    yield f"actor={told.actor}"
    yield f"actor={told.actor}|kind={kind}"
    yield f"own={told.own}"
    yield f"told={told.kind}"
    yield f"nested={told.nested}"
    yield f"cue-dep={parse.dep[told.at]}"
    for fact in verbal(parse, "cue", told.at):
        yield fact
        if fact.startswith(("cue-md", "cue-neg")):
            yield f"lemma={told.lemma}|{fact}"
    yield from above(parse, told.at, 1)
    yield from (f"cue-prep={parse.lower[k]}" for k in parse.children(told.at, "prep"))


def _of_content(parse: Parse, told: Told, stances: Mapping[str, str], hedges: Mapping[str, str]) -> Iterator[str]:
    words = sorted(words_of(told.content))
    first, kind = first_word(parse, told.content), told.row.kind if told.row else "open"
    yield f"size={size_of(len(words))}"
    yield f"order={'before' if words[0] < told.at else 'after'}"
    if first is not None:
        yield f"first={parse.lower[first]}"
    yield from (f"ends={mark}" for mark in "?!" if any(parse.lower[i] == mark for i in words))
    yield from known_words(parse, "mark", words, stances)
    yield from known_words(parse, "hedge", words, hedges)
    if told.head is None:
        return
    lemma = parse.lemma[told.head].lower()
    yield f"head={lemma}"
    yield f"head={lemma}|lemma={told.lemma}"
    yield f"head-pos={parse.pos[told.head]}|kind={kind}"
    if parse.is_infinitive(told.head):
        yield "head-infinitive"
    for fact in verbal(parse, "head", told.head):
        yield fact
        if fact.startswith(("head-md", "head-neg", "head-tag")):
            yield f"{fact}|own={told.own}"
            yield f"{fact}|kind={kind}"
    main = [i for i in clause_of(parse, told.head) if words[0] <= i <= words[-1]]
    yield from colored(parse, main)
    yield from known_words(parse, "main-mark", main, stances)
    yield from known_words(parse, "main-hedge", main, hedges)
