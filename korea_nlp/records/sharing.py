"""Records without the texts that they were read from, to be given to others, and the texts put back by their hash.

Press is copyrighted; what was found in it is not. In a record without its text, offsets, values, stances and who is
meant stay, and so do line breaks; every other character of the text is ``·``, one for one, so that all that reads
records reads these too.
"""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import Any

from korea_nlp.errors import OptionError, RecordError
from korea_nlp.records.given import Given, called, given_records
from korea_nlp.records.types import Article, Failure, Offsets, Record, Words

HIDDEN = "·"
VERSION = "text"  # names the hash among a record's versions
METHOD = "sha256:"
NAMED = "named:"  # of rules that say the words of their mention
WORD = re.compile(r"[^\s·]+")  # what was hidden before is none
NOT_HELD = re.compile("[\ud800-\udfff]")  # what no table holds, so that it must not count


def _parts(name: str) -> Callable[[Record], Iterator[Offsets]]:
    """Return the function that yields where a part of each claim stands."""
    return lambda record: (span for claim in record.claims if (part := getattr(claim, name)) for span in part.spans)


def _stretches(items: Iterable[Words]) -> Iterator[Offsets]:
    return ((item.start, item.end) for item in items)


def _title(record: Record) -> Iterator[Offsets]:
    if record.title_end:
        yield 0, record.title_end


def _events(record: Record) -> Iterator[Offsets]:
    for event in record.events:
        yield from _stretches((event.trigger, *event.mentions))
        yield from ((item.start, item.end) for item in event.arguments)


# What words may be kept, the shortest and most useful first: where there is a limit, they come before others.
KINDS: dict[str, Callable[[Record], Iterator[Offsets]]] = {
    "mentions": lambda record: ((item.start, item.end) for actor in record.actors for item in actor.mentions),
    "cues": _parts("cue"),
    "figures": lambda record: ((item.start, item.end) for item in record.quantities),
    "times": lambda record: ((item.start, item.end) for item in record.times),
    "sources": _parts("source"),
    "events": _events,
    "title": _title,
    "contents": _parts("content"),
}


def withhold_text(records: Given, *, keep: Iterable[str] = (), words: int | None = None) -> Iterator[Record]:
    """Yield each record without its text: what was found in it stays, and the hash by which the text is known again.

    Names, roles and countries of actors, the lemma of a cue, units and the article's address stay: they are facts.

    Args:
        records: A Record, or any number of them; a ``Failure`` among them is passed over.
        keep: Whose words stay all the same: ``mentions``, ``cues``, ``figures``, ``times``, ``sources``, ``events``
            (their triggers and arguments), ``title`` or ``contents``.
        words: At most so many words of the text in a row, also where parts stand side by side; None sets no limit.

    Raises:
        OptionError: There are no such words to keep, or the limit is no number; says which.
        RecordError: Something else than Records was given, or two of one id differ.

    Example:
        >>> shared = next(withhold_text(Record(id="a1", text="Seoul said so.")))
        >>> shared.text
        '··············'
        >>> next(attach_text(shared, [Article("b7", "Seoul said so.")])).text
        'Seoul said so.'
    """
    kept = tuple(dict.fromkeys([keep] if isinstance(keep, str) else keep))
    for name in kept:
        if name not in KINDS:
            raise OptionError(f"there are no words {name!r:.60} to keep; use {', '.join(KINDS)}.")
    if words is not None and (not isinstance(words, int) or words < 0):
        raise OptionError(f"words is {words!r:.60}; give a whole number from 0.")
    return (_withheld(record, [kind for kind in KINDS if kind in kept], words) for record in given_records(records))


def attach_text(records: Given, articles: Iterable[Article | Record | Failure]) -> Iterator[Record | Failure]:
    """Yield each record with the text that it was read from, or a Failure where nobody gave that text.

    Args:
        records: Records without texts; those that have theirs are passed on as they are.
        articles: What has the texts, under whatever ids: Articles as ``read_articles`` gives them, or whole records.

    Raises:
        RecordError: Something else than Records was given, or two of one id differ.
    """
    given = list(given_records(records))
    if isinstance(articles, str) or not isinstance(articles, Iterable):
        raise RecordError(f"{called(articles)} was given for the texts; give korea_nlp.read_articles(...).")
    wanted = {hash for record in given if (hash := record.versions.get(VERSION))}
    texts: dict[str, tuple[str, str | None]] = {}
    for article in articles:
        if not isinstance(article, Failure):
            for text in (article.text, f"{article.title}\n\n{article.text}"):
                if (hash := text_hash(text)) in wanted:
                    texts.setdefault(hash, (text, article.title))
    for record in given:
        yield _attached(record, texts)


def text_hash(text: str) -> str:
    """Return the hash by which a text is known again.

    Example:
        >>> text_hash("Seoul said so.")[:20]
        'sha256:ec6e06b7fabe9'
    """
    return METHOD + hashlib.sha256(NOT_HELD.sub("\ufffd", text).encode()).hexdigest()


def is_withheld(record: Record) -> bool:
    """Return whether a record is without its text."""
    return VERSION in record.versions


def is_hidden(words: str) -> bool:
    """Return whether of some words nothing can be read.

    Example:
        >>> is_hidden("··· ··"), is_hidden("··· he ··"), is_hidden("")
        (True, False, False)
    """
    return HIDDEN in words and not words.strip(HIDDEN + " \n\r")


def _withheld(record: Record, kinds: list[str], limit: int | None) -> Record:
    spans = [span for kind in kinds for span in KINDS[kind](record)]
    text = _hidden(record.text, spans, limit)
    found: Record = _worded(record, text)
    return replace(
        found,
        text=text,
        title=" ".join(record.title.split()[:limit]) if record.title and "title" in kinds else None,
        versions={**record.versions, VERSION: record.versions.get(VERSION) or text_hash(record.text)},
    )


def _hidden(text: str, spans: Iterable[Offsets], limit: int | None) -> str:
    """Return a text of which some stretches can be read, as far as no more words in a row can be."""
    places = [found.span() for found in WORD.finditer(text)]
    starts = [start for start, _ in places]
    read = [False] * len(places)
    shown: list[Offsets] = []
    for start, end in spans:
        first = max(bisect_right(starts, start) - 1, 0)
        for number in range(first, bisect_right(starts, end - 1)):
            if read[number] or limit is None or _row(read, number) <= limit:
                read[number] = True
                shown.append((max(start, places[number][0]), min(end, places[number][1])))
    shown += [(left[1], right[0]) for n, (left, right) in enumerate(pairwise(places)) if read[n] and read[n + 1]]
    letters = [letter if letter in "\n\r" else HIDDEN for letter in text]
    for start, end in shown:
        letters[start:end] = text[start:end]
    return "".join(letters)


def _row(read: list[bool], number: int) -> int:
    """Return how many words in a row could be read if one more could."""
    first = last = number
    while first > 0 and read[first - 1]:
        first -= 1
    while last + 1 < len(read) and read[last + 1]:
        last += 1
    return last - first + 1


def _attached(record: Record, texts: dict[str, tuple[str, str | None]]) -> Record | Failure:
    hash = record.versions.get(VERSION)
    if hash is None:
        return record
    if hash not in texts:
        reason = (
            f"no article was given that has its text ({hash[:20]}…); give the corpus that it was read from, as it was"
        )
        return Failure(record.id, f"{reason}.")
    text, title = texts[hash]
    if len(text) != len(record.text):
        raise RecordError(f"record {record.id!r}: its text is not as long as its hash says; ask for it again.")
    versions = {name: value for name, value in record.versions.items() if name != VERSION}
    found: Record = _worded(record, text)
    return replace(found, text=text, title=title or record.title, versions=versions)


def _worded(item: Any, text: str) -> Any:
    """Return an item, and all that it holds, with the words that stand at its places in a text."""
    if isinstance(item, tuple):
        return tuple(_worded(part, text) for part in item)
    if not is_dataclass(item) or isinstance(item, type):
        return item
    values = {field.name: _worded(getattr(item, field.name), text) for field in fields(item)}
    if "spans" in values:
        values["text"] = " ".join(text[start:end] for start, end in values["spans"])
    elif "start" in values:
        was, values["text"] = values["text"], text[values["start"] : values["end"]]
        if values.get("rule", "").startswith(NAMED):
            values["rule"] = values["rule"].replace(was, values["text"], 1)
    return type(item)(**values)
