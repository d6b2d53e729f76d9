"""What the graph says of one record: node ids, the facts of its nodes, the evidence on its edges."""

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from korea_nlp.places import Place, place_of_event
from korea_nlp.records import Actor, Claim, Event, Part, Quantity, Record, is_hidden, references, worded

Spans = Iterable[tuple[int, int]]
Facts = dict[str, Any]
LABEL_LENGTH = 60


class Reader:
    """One record and what its graph needs of it: node ids, facts of nodes and evidence of edges."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.prefix = ascii_id(record.id)
        self.article_node = f"article:{self.prefix}"
        self.actors = {actor.id: actor for actor in record.actors}
        self.events = {event.id: event for event in record.events}
        self.times = {time.id: time for time in record.times}
        self.quantities = {quantity.id: quantity for quantity in record.quantities}
        self.date = record.published[:10] if record.published else None

    def node(self, id: str) -> str:
        """Return the node id of a claim or an event."""
        return f"{self.prefix}/{ascii_id(id)}"

    def actor_node(self, id: str) -> str:
        """Return the node id of an actor; one of this article alone always carries the article's id."""
        article, mark, name = id.rpartition("#")
        return f"{ascii_id(article or self.record.id)}#{ascii_id(name)}" if mark else ascii_id(id)

    def actor(self, id: str) -> Facts:
        """Return the attributes of an actor's node."""
        actor = self.actors.get(id) or Actor(id, id, "", None, None, None, None, ())
        return actor_facts(actor.name, actor.kind, actor.country, actor.wikidata, actor.role, actor.affiliation)

    def article(self) -> Facts:
        """Return the attributes of the article's node."""
        record = self.record
        name = record.title or record.id
        return _node(
            "article", name, name, article_id=record.id, date=self.date, publisher=record.publisher, url=record.url
        )

    def claim(self, claim: Claim) -> Facts:
        """Return the attributes of a claim's node."""
        source = worded(claim.source) if claim.source else None
        quantities = self._figures(claim.quantities)
        ids = claim.source.actors if claim.source else ()
        who = " and ".join(self.actors[id].name if id in self.actors else id for id in ids) or source
        told = "" if is_hidden(claim.content.text) else worded(claim.content)
        label = ": ".join(words for words in (who, told) if words and not is_hidden(words)) or "a claim"
        return _node(
            "claim",
            label,
            told or label,
            **{"article_id": self.record.id, "claim_id": claim.id, "claim_kind": claim.kind},
            **{"source": source, "who": who},
            cue=worded(claim.cue) if claim.cue else None,
            cue_lemma=claim.cue.lemma if claim.cue else None,
            **{"stance": claim.stance, "certainty": claim.certainty, "confidence": float(claim.confidence)},
            numbers="; ".join(quantity.text for quantity in quantities if not is_hidden(quantity.text)),
            figures=to_json([_figure(quantity) for quantity in quantities]) if quantities else None,
            spans=to_json(claim.content.spans),
            date=self.date,
            **self.interval(claim.time),
        )

    def event(self, event: Event) -> Facts:
        """Return the attributes of an event's node."""
        places = [argument.text for argument in event.arguments if argument.role == "place"]
        places = [place for place in places if not is_hidden(place)]
        known = place_of_event(event.arguments)
        quantities = self._figures(event.quantities)
        trigger = None if is_hidden(event.trigger.text) else event.trigger.text
        return event_facts(
            event.kind,
            trigger,
            **{"article_id": self.record.id, "event_id": event.id, "subkind": event.subkind},
            **{"plover": event.plover, "mode": event.mode, "focus": event.focus, "place": "; ".join(places)},
            **(_located(known) if known else {}),
            figures=to_json([_figure(quantity) for quantity in quantities]) if quantities else None,
            spans=to_json([(event.trigger.start, event.trigger.end)]),
            date=self.date,
            **self.interval(event.time),
        )

    def _figures(self, ids: Iterable[str]) -> list[Quantity]:
        return [self.quantities[id] for id in ids if id in self.quantities]

    def interval(self, id: str | None) -> Facts:
        """Return first and last day of a time of the record."""
        time = self.times.get(id or "")
        return {"earliest": time.earliest, "latest": time.latest} if time else {}

    def evidence(self, spans: Spans, words: str, confidence: float = 1.0) -> Facts:
        """Return where an edge stands in the text; a confidence of 1 where the record gives none."""
        return _known(
            article_id=self.record.id, spans=to_json(spans), words=words, date=self.date, confidence=float(confidence)
        )

    def about(self, claim: Claim) -> Iterator[tuple[str, Facts]]:
        """Yield each actor that a claim is about, and what their edge says of how it is."""
        for id, form, confidence in references(claim, self.actors):
            yield id, {"about_form": form, "about_confidence": confidence}

    def evidence_of_actor(self, id: str, claim: Claim) -> Facts:
        """Return where the content of a claim names an actor, or the whole content where it does so only in sense."""
        actor = self.actors.get(id)
        found = [
            mention
            for mention in (actor.mentions if actor else ())
            if any(start <= mention.start and mention.end <= end for start, end in claim.content.spans)
        ]
        if not found:
            return self.evidence_of(claim.content, claim)
        spans = [(mention.start, mention.end) for mention in found]
        return self.evidence(spans, " ".join(mention.text for mention in found), claim.confidence)

    def evidence_of(self, part: Part, claim: Claim) -> Facts:
        """Return where a part of a claim stands."""
        return self.evidence(part.spans, part.text, claim.confidence)


def actor_facts(
    name: str, kind: str, country: str | None, wikidata: str | None, role: str | None, affiliation: str | None
) -> Facts:
    """Return the attributes of an actor's node."""
    return _node(
        "actor", name, name, actor_kind=kind, country=country, wikidata=wikidata, role=role, affiliation=affiliation
    )


def event_facts(kind: str, trigger: str | None, **facts: Any) -> Facts:
    """Return the attributes of an event's node."""
    label = f"{kind}: {trigger}" if trigger else kind
    return _node("event", label, trigger or kind, event_kind=kind, **facts)


def _node(kind: str, label: str, name: str, **facts: Any) -> Facts:
    return _known(kind=kind, labels=f":{kind.capitalize()}", label=_short(label), name=name, **facts)


def edge(kind: str, **facts: Any) -> Facts:
    """Return the attributes that every edge has, and the others that are known."""
    return _known(kind=kind, label=kind.lower().replace("_", " "), weight=1.0, **facts)


def _known(**facts: Any) -> Facts:
    """Return the facts that are known, without words that were withheld."""
    return {
        key: value
        for key, value in facts.items()
        if value not in (None, "") and not (isinstance(value, str) and is_hidden(value))
    }


def _located(place: Place) -> Facts:
    """Return where a place is, under the names by which Gephi and Cytoscape put nodes on a map."""
    where = {"latitude": place.latitude, "longitude": place.longitude}
    return {"place_id": place.id, "place_country": place.country, **where}


def _figure(quantity: Quantity) -> Facts:
    return _known(
        text=quantity.text, lower=_whole(quantity.lower), upper=_whole(quantity.upper), bound=quantity.bound,
        unit=quantity.unit,
        counted=quantity.counted.text if quantity.counted else None, status=quantity.status,
    )  # fmt: skip


def _whole(value: float | None) -> float | None:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LABEL_LENGTH else text[: LABEL_LENGTH - 1].rstrip() + "…"


def to_json(value: Iterable[Any]) -> str:
    """Return a list as the JSON string that a graph can hold."""
    return json.dumps(list(value), ensure_ascii=False)


def claim_node(article: str, claim: str) -> str:
    """Return the node id of a claim of an article.

    Example:
        >>> claim_node("a 1", "c0-4")
        'a%201/c0-4'
    """
    return f"{ascii_id(article)}/{ascii_id(claim)}"


def ascii_id(id: str) -> str:
    """Return an id in ASCII without spaces and marks: "a 1" becomes "a%201"."""
    return quote(id, safe="", errors="surrogatepass")
