"""Records → the JSON values that a report carries: actors with their places, articles, claims, figures, texts.

Offsets are turned into those of JavaScript, which counts a character beyond U+FFFF as two.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import isfinite
from typing import Any

from korea_nlp.compare.naming import topic_words
from korea_nlp.graph.strangers import joined_in
from korea_nlp.records import Actor, Claim, Part, Record, Source, is_hidden, is_withheld, references, worded
from korea_nlp.records.figures import figure, plural
from korea_nlp.records.figures import number as in_short
from korea_nlp.records.references import IMPLIED
from korea_nlp.report.figures import Ledger, LedgerRow, ranked
from korea_nlp.report.layout import Pair, place

Values = dict[str, Any]
Spans = Iterable[tuple[int, int]]
WITHHELD = "(words withheld)"
NOT_SHOWN = re.compile("[^\t\n\u0020-\u007e\u00a0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def payload(records: Sequence[Record], ledger: Ledger, origins: Mapping[str, str]) -> tuple[Values, list[str]]:
    """Return the data of a report, and the text of each article, which is read on demand."""
    actors = _Actors(records)
    articles: list[Values] = []
    claims: list[Values] = []
    numbers: dict[tuple[str, str], int] = {}
    for record in records:
        first = len(claims)
        ids = {claim.id: first + number for number, claim in enumerate(record.claims)}
        for id, number in ids.items():
            numbers.setdefault((record.id, id), number)  # of doubled articles, the first is compared
        reader = _Reader(record, len(articles), actors, ids)
        claims += [reader.claim(claim) for claim in record.claims]
        articles.append(_article(record))
    _add_origins(articles, [record.id for record in records], origins)
    rows = ranked(ledger)
    topics = topic_words(dict.fromkeys(row.topic for row in rows if row.topic))
    withheld = {record.id: record for record in records if is_withheld(record)}
    data = {
        "actors": _placed(actors.found, claims),
        "articles": articles,
        "claims": claims,
        "ledger": [_row(row, numbers.get((row.article, row.claim)), withheld.get(row.article)) for row in rows],
        "relations": list(_relations(ledger, rows, numbers)),
        "topics": {shown(topic): shown(words) for topic, words in topics.items()},
    }
    return data, [shown(record.text) for record in records]


def shown(text: str) -> str:
    r"""Return the text, as long as it was, with a mark for what no page can hold and for what turns its direction.

    Example:
        >>> shown("bell \x07, half a pair \ud83d, reversed \u202e")
        'bell �, half a pair �, reversed �'
    """
    return NOT_SHOWN.sub("\ufffd", text)


class _Actors:
    """The actors of all records, each once, by number; strangers of several articles that are one, as one."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.found: list[Values] = []
        self._numbers: dict[str, int] = {}
        self._joined = joined_in(records)

    def number(self, record: Record, id: str, actor: Actor | None) -> int:
        """Return the number of an actor."""
        article, mark, name = id.rpartition("#")
        key = f"{article or record.id}#{name}" if mark else id
        one = self._joined.get(key)
        if one is not None:
            key, actor = one.id, Actor(one.id, one.name, one.kind, one.country, None, one.role, one.affiliation, ())
        if key not in self._numbers:
            self._numbers[key] = len(self.found)
            kind = shown(actor.kind) if actor else ""
            self.found.append({"name": shown(actor.name if actor else name or id), "kind": kind})
            if actor:
                facts = {"country": actor.country, "role": actor.role, "of": actor.affiliation}
                self.found[-1] |= {name: shown(value) for name, value in facts.items() if value}
        return self._numbers[key]


class _Reader:
    """One record, read for the report."""

    def __init__(self, record: Record, article: int, actors: _Actors, ids: dict[str, int]) -> None:
        self._record, self._article, self._actors, self._ids = record, article, actors, ids
        self._known = {actor.id: actor for actor in record.actors}
        self._quantities = {quantity.id: quantity for quantity in record.quantities}
        self._offset = utf16(record.text)

    def claim(self, claim: Claim) -> Values:
        """Return a claim; what is empty is left out."""
        quantities = (self._quantities[id] for id in dict.fromkeys(claim.quantities) if id in self._quantities)
        facts = {
            "from": self._numbers(claim.source.actors if claim.source else ()),
            "who": shown(worded(claim.source)) if claim.source and not is_hidden(claim.source.text) else "",
            "about": self._numbers(claim.about),
            "implied": self._numbers(id for id, form, _ in references(claim, self._known) if form == IMPLIED),
            "figures": [shown(figure(quantity)) for quantity in quantities],
            "source": self._spans(claim.source),
            "cue": self._spans(claim.cue),
            "content": self._spans(claim.content),
            "parent": self._ids.get(claim.parent or ""),
        }
        values: Values = {
            **{"article": self._article, "text": shown(_told(claim)), "kind": shown(claim.kind)},
            **{"stance": shown(claim.stance), "certainty": shown(claim.certainty)},
        }
        return values | {name: value for name, value in facts.items() if value or value == 0}

    def _numbers(self, ids: Iterable[str]) -> list[int]:
        return [self._actors.number(self._record, id, self._known.get(id)) for id in dict.fromkeys(ids)]

    def _spans(self, part: Part | Source | Any | None) -> list[list[int]]:
        return [[self._offset(start), self._offset(end)] for start, end in part.spans] if part else []


def _told(claim: Claim) -> str:
    return WITHHELD if is_hidden(claim.content.text) else worded(claim.content)


def utf16(text: str) -> Callable[[int], int]:
    """Return a function from offsets in code points to offsets in units of UTF-16.

    Example:
        >>> [utf16("a😀b")(offset) for offset in range(4)]
        [0, 1, 3, 4]
    """
    if text.isascii() or max(text) <= "\uffff":
        return lambda offset: offset
    offsets = [0]
    for character in text:
        offsets.append(offsets[-1] + 1 + (character > "\uffff"))
    return lambda offset: offsets[min(offset, len(text))]


def _article(record: Record) -> Values:
    date = record.published[:10] if record.published else None
    url = record.url if record.url and record.url.startswith(("http://", "https://")) else None  # no javascript:
    facts = {"date": date, "publisher": record.publisher, "url": url}
    return {"title": shown(record.title or record.id)} | {name: shown(value) for name, value in facts.items() if value}


def _add_origins(articles: list[Values], ids: Sequence[str], origins: Mapping[str, str]) -> None:
    """Name the origin of each article: publisher and headline of the one it comes from, or its own publisher."""
    numbers = {id: number for number, id in reversed(list(enumerate(ids)))}
    for id, article in zip(ids, articles, strict=True):
        origin = origins.get(id)
        source = articles[numbers[origin]] if origin in numbers else None
        article["copy"] = origin not in (None, id)
        if source:
            article["origin"] = ": ".join(part for part in (source.get("publisher"), source["title"]) if part)
        elif origin or article.get("publisher"):
            article["origin"] = shown(origin or article["publisher"])


def _row(row: LedgerRow, claim: int | None, withheld: Record | None) -> Values:
    """Return a figure; where its article's text is withheld, without words that the ledger took from there."""
    words, who = row.words, row.claimant
    if withheld is not None:
        words = in_short(row.lower, row.upper, row.bound, row.unit, None)
        source = next((item.source for item in withheld.claims if item.id == row.claim), None)
        names = {actor.id: actor.name for actor in withheld.actors}
        who = ", ".join(names.get(id, id) for id in source.actors) if source else None
    facts = {
        **{"lower": _finite(row.lower), "upper": _finite(row.upper), "claim": claim},
        **{"scope": (row.scope or "").replace("_", " "), "date": (row.as_of or "")[:10], "words": words},
    }
    facts["unit"] = plural(row.unit) if row.unit else None
    values: Values = {"topic": row.topic, "bound": row.bound, "who": who or "nobody named"}
    values |= {name: value for name, value in facts.items() if value not in (None, "")}
    return {name: shown(value) if isinstance(value, str) else value for name, value in values.items()}


def _relations(
    ledger: Ledger, shown_rows: Sequence[LedgerRow], claims: Mapping[tuple[str, str], int]
) -> Iterator[Values]:
    """Yield each relation with the claims it holds between, the later one first, and their figures in the chart."""
    places = {row.id: number for number, row in enumerate(shown_rows)}
    held = {row.id: claims.get((row.article, row.claim)) for row in (*ledger.figures, *ledger.positions)}
    for relation in ledger.relations:
        ends = relation.source, relation.target
        between = [held.get(id) for id in ends]
        if None not in between:
            values: Values = {"kind": relation.kind, "cause": relation.cause, "claims": between}
            yield values | ({"rows": [places[id] for id in ends]} if all(id in places for id in ends) else {})


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None


def _placed(actors: list[Values], claims: list[Values]) -> list[Values]:
    """Return the actors with their places, and give each claim its own: near who makes it, or whom it is about."""
    pairs: dict[Pair, float] = {}
    hosts: list[int | None] = []
    for claim in claims:
        sources, targets = claim.get("from", []), claim.get("about", [])
        hosts.append(next(iter((*sources, *targets)), None))
        for source in sources:
            for target in targets:
                if source != target:
                    pairs[source, target] = pairs.get((source, target), 0.0) + 1.0
    places = place([actor["name"] for actor in actors], pairs, hosts)
    for claim, at in zip(claims, places.claims, strict=True):
        if at:
            claim["at"] = at
    return [
        actor | {"at": at, "wide": wide} for actor, at, wide in zip(actors, places.actors, places.wide, strict=True)
    ]
