"""How answers live on a Doc: span groups, with the facts that ride on them as JSON-safe values.

Each layer is one span group. A span carries a label, the id of the item it belongs to and, for actors, the actor's id
as ``kb_id``; what does not fit a span rides in ``SpanGroup.attrs`` by the item's id. Both survive ``to_bytes``, a
plain ``DocBin``, a fresh Vocab and ``n_process``. Each layer has one writer and any number of readers. All positions
are token positions, end exclusive.
"""

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, field, fields
from typing import Any, cast

from spacy.tokens import Doc, Span, SpanGroup
from spacy.training import Example

from korea_nlp.records.types import AboutForm
from korea_nlp.records.vocabulary import MentionForm

ACTORS = "korea.actors"
COREF = "korea.coref"
QUANTITIES = "korea.quantities"
TIMES = "korea.times"
EVENTS = "korea.events"
CLAIMS = "korea.claims"
ARTICLE = "korea.article"
BOILERPLATE = "korea.boilerplate"

Piece = tuple[int, int]  # first token, token after the last


@dataclass(frozen=True, slots=True)
class Article:
    """What is known of the article that a Doc holds; the facts of ``korea.article``."""

    id: str = ""
    published: str | None = None
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    title_end: int | None = None
    versions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can claim or act.

    Attributes:
        id: The knowledge base's id, or ``<article>#<name>`` for an actor of this article alone.
        kind: person, organization, government, state, media or group.
        country: ISO 3166-1 alpha-3, or empty where unknown or international.
    """

    id: str
    name: str
    kind: str
    country: str | None = None
    wikidata: str | None = None
    role: str | None = None
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an actor, and the rule (and row) that says so."""

    start: int
    end: int
    form: MentionForm
    actor: str
    rule: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount; see the record contract for the values of each field."""

    id: str
    start: int
    end: int
    lower: float | None
    upper: float | None
    bound: str
    trend: str = "none"
    unit: str | None = None
    dimension: str | None = None
    counted: Piece | None = None
    status: str | None = None
    relation: str = "none"
    of: str | None = None
    same_as: str | None = None
    change: str = "none"
    holder: Piece | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A date or span of dates, as ISO strings; ``relative`` is its distance from an unknown publication date."""

    id: str
    start: int
    end: int
    earliest: str | None
    latest: str | None
    grain: str
    relative: str | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """Who or what takes part in an event: agent, patient, recipient, addressee, place or instrument."""

    role: str
    start: int
    end: int
    actor: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something told to happen, to have happened or not to have."""

    id: str
    trigger: Piece
    kind: str
    subkind: str | None
    plover: str | None
    mode: str
    focus: bool
    arguments: tuple[Argument, ...] = ()
    time: str | None = None
    quantities: tuple[str, ...] = ()
    mentions: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """An attribution: the pieces of its source, cue and content, and what they say."""

    id: str
    kind: str
    source: tuple[Piece, ...]
    cue: tuple[Piece, ...]
    content: tuple[Piece, ...]
    actors: tuple[str, ...] = ()
    lemma: str | None = None
    about: tuple[str, ...] = ()
    stance: str = "assert"
    certainty: str = "certain"
    events: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    time: str | None = None
    parent: str | None = None
    confidence: float = 1.0
    about_forms: tuple[AboutForm, ...] = ()


def make_id(doc: Doc, prefix: str, *pieces: Piece) -> str:
    """Return an id made of the characters where all pieces stand, such as ``q120-135``.

    Example:
        >>> import spacy
        >>> make_id(spacy.blank("en")("Seoul said so ."), "c", (0, 1), (2, 3))
        'c0-5.11-13'
    """
    return prefix + ".".join(f"{doc[start].idx}-{doc[end - 1].idx + len(doc[end - 1])}" for start, end in pieces)


# --- writing -------------------------------------------------------------------------------------------------------


def write_article(doc: Doc, article: Article) -> None:
    """Write what is known of the article."""
    _write(doc, ARTICLE, [], {"article": _facts(article)})


def write_boilerplate(doc: Doc, pieces: Iterable[Piece]) -> None:
    """Write which tokens are words of the page and not of the article: "Read more »", "Advertisement"."""
    _write(doc, BOILERPLATE, [Span(doc, start, end, label="boilerplate") for start, end in pieces], {})


def write_actors(doc: Doc, mentions: Iterable[Mention], actors: Iterable[Actor]) -> None:
    """Write the mentions that the text itself names, with their actors."""
    mentions = list(mentions)
    facts = {"actors": {actor.id: _facts(actor) for actor in actors}, "mentions": _rules(doc, mentions)}
    _write(doc, ACTORS, _mention_spans(doc, mentions), facts)


def write_coref(doc: Doc, mentions: Iterable[Mention]) -> None:
    """Write the mentions that point back to an actor: pronouns, nominals, short forms."""
    mentions = list(mentions)
    _write(doc, COREF, _mention_spans(doc, mentions), {"mentions": _rules(doc, mentions)})


def write_quantities(doc: Doc, quantities: Iterable[Quantity]) -> None:
    """Write the amounts."""
    quantities = list(quantities)
    spans = [Span(doc, q.start, q.end, label=q.unit or "", span_id=q.id) for q in quantities]
    _write(doc, QUANTITIES, spans, {"quantities": {q.id: _facts(q, "id", "start", "end") for q in quantities}})


def write_times(doc: Doc, times: Iterable[Time]) -> None:
    """Write the times."""
    times = list(times)
    spans = [Span(doc, t.start, t.end, label=t.grain, span_id=t.id) for t in times]
    _write(doc, TIMES, spans, {"times": {t.id: _facts(t, "id", "start", "end") for t in times}})


def write_events(doc: Doc, events: Iterable[Event]) -> None:
    """Write the events: trigger, other mentions and arguments are spans of one id."""
    events = list(events)
    spans, facts = [], {}
    for event in events:
        spans.append(Span(doc, *event.trigger, label="trigger", span_id=event.id))
        spans += [Span(doc, *piece, label="mention", span_id=event.id) for piece in event.mentions]
        spans += [
            Span(doc, a.start, a.end, label=a.role, span_id=event.id, kb_id=a.actor or "") for a in event.arguments
        ]
        facts[event.id] = _facts(event, "id", "trigger", "arguments", "mentions")
        facts[event.id]["places"] = [argument.place for argument in event.arguments]
    _write(doc, EVENTS, spans, {"events": facts})


def write_claims(doc: Doc, claims: Iterable[Claim]) -> None:
    """Write the claims: source, cue and content pieces are spans of one id."""
    claims = list(claims)
    spans, facts = [], {}
    for claim in claims:
        for label, pieces in (("source", claim.source), ("cue", claim.cue), ("content", claim.content)):
            spans += [Span(doc, start, end, label=label, span_id=claim.id) for start, end in pieces]
        facts[claim.id] = _facts(claim, "id", "source", "cue", "content")
        facts[claim.id]["about_forms"] = [[form.actor, form.form, form.confidence] for form in claim.about_forms]
    _write(doc, CLAIMS, spans, {"claims": facts})


# --- reading -------------------------------------------------------------------------------------------------------


def read_article(doc: Doc) -> Article:
    """Return what is known of the article; empty where nobody wrote it."""
    return Article(**_attrs(doc, ARTICLE, "article"))


def read_boilerplate(doc: Doc) -> list[Piece]:
    """Return the stretches that are words of the page, in order; each is a sentence of its own."""
    return [(span.start, span.end) for span in _spans(doc, BOILERPLATE)]


def read_actors(doc: Doc) -> dict[str, Actor]:
    """Return the actors of the Doc by id, in order of first mention."""
    return {key: Actor(**facts) for key, facts in _attrs(doc, ACTORS, "actors").items()}


def states_by_country(actors: Iterable[Actor], sovereign: Set[str]) -> dict[str, str]:
    """Return the state of each country among actors, by the country's code.

    ``sovereign`` are the ids of states by the table of countries; Guam and Scotland are part of another.
    """
    return {actor.country: actor.id for actor in actors if actor.country and actor.id in sovereign}


def read_mentions(doc: Doc) -> list[Mention]:
    """Return all mentions, named and coreferent, in order of the text."""
    found = []
    for layer in (ACTORS, COREF):
        rules = _attrs(doc, layer, "mentions")
        found += [
            Mention(s.start, s.end, cast("MentionForm", s.label_), s.kb_id_, rules.get(s.id_, ""))
            for s in _spans(doc, layer)
        ]
    return sorted(found, key=lambda mention: (mention.start, mention.end))


def read_quantities(doc: Doc) -> list[Quantity]:
    """Return the amounts in order of the text."""
    facts = _attrs(doc, QUANTITIES, "quantities")
    return [Quantity(id=s.id_, start=s.start, end=s.end, **_thaw(facts[s.id_])) for s in _spans(doc, QUANTITIES)]


def read_times(doc: Doc) -> list[Time]:
    """Return the times in order of the text."""
    facts = _attrs(doc, TIMES, "times")
    return [Time(id=s.id_, start=s.start, end=s.end, **facts[s.id_]) for s in _spans(doc, TIMES)]


def read_events(doc: Doc) -> list[Event]:
    """Return the events in order of their triggers."""
    found = []
    spans = _by_id(doc, EVENTS)
    for key, facts in _attrs(doc, EVENTS, "events").items():
        trigger = next((s.start, s.end) for s in spans[key] if s.label_ == "trigger")
        mentions = tuple((s.start, s.end) for s in spans[key] if s.label_ == "mention")
        rest = [s for s in spans[key] if s.label_ not in ("trigger", "mention")]
        arguments = tuple(
            Argument(s.label_, s.start, s.end, s.kb_id_ or None, place)
            for s, place in zip(rest, facts["places"], strict=True)
        )
        values = _thaw({k: v for k, v in facts.items() if k != "places"})
        found.append(Event(id=key, trigger=trigger, mentions=mentions, arguments=arguments, **values))
    return sorted(found, key=lambda event: event.trigger)


def read_claims(doc: Doc) -> list[Claim]:
    """Return the claims in the order they were written."""
    found = []
    spans = _by_id(doc, CLAIMS)
    for key, facts in _attrs(doc, CLAIMS, "claims").items():
        pieces: dict[str, Any] = {
            label: tuple((s.start, s.end) for s in spans.get(key, ()) if s.label_ == label)
            for label in ("source", "cue", "content")
        }
        forms = tuple(AboutForm(*form) for form in facts.get("about_forms", ()))  # Docs of older versions have none
        found.append(Claim(id=key, **pieces, **(_thaw(facts) | {"about_forms": forms})))
    return found


# --- scoring -------------------------------------------------------------------------------------------------------


def make_layer_scorer(layer: str) -> Callable[..., dict[str, Any]]:
    """Return a spaCy scorer that compares one layer's labelled spans with gold Docs."""

    def score(examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        hit = predicted = gold = 0
        for example in examples:
            found, wanted = (
                {(s.start_char, s.end_char, s.label_, s.kb_id_) for s in doc.spans.get(layer, ())}
                for doc in (example.predicted, example.reference)
            )
            hit, predicted, gold = hit + len(found & wanted), predicted + len(found), gold + len(wanted)
        precision, recall = hit / predicted if predicted else 0.0, hit / gold if gold else 0.0
        both = precision + recall
        return {
            f"spans_{layer}_p": precision,
            f"spans_{layer}_r": recall,
            f"spans_{layer}_f": 2 * precision * recall / both if both else 0.0,
        }

    return score


# --- within --------------------------------------------------------------------------------------------------------


def _write(doc: Doc, layer: str, spans: list[Span], attrs: dict[str, Any]) -> None:
    doc.spans[layer] = SpanGroup(doc, name=layer, attrs=attrs, spans=spans)


def _spans(doc: Doc, layer: str) -> Iterable[Span]:
    return cast("Iterable[Span]", doc.spans.get(layer, ()))


def _by_id(doc: Doc, layer: str) -> dict[str, list[Span]]:
    grouped: dict[str, list[Span]] = {}
    for span in _spans(doc, layer):
        grouped.setdefault(span.id_, []).append(span)
    return grouped


def _attrs(doc: Doc, layer: str, name: str) -> dict[str, Any]:
    return dict(doc.spans[layer].attrs.get(name, {})) if layer in doc.spans else {}


def _facts(item: Any, *spanned: str) -> dict[str, Any]:
    values = {f.name: getattr(item, f.name) for f in fields(item) if f.name not in spanned}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}


def _thaw(facts: dict[str, Any]) -> dict[str, Any]:
    """Turn the lists that JSON knows back into tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in facts.items()}


def _mention_spans(doc: Doc, mentions: list[Mention]) -> list[Span]:
    return [Span(doc, m.start, m.end, label=m.form, kb_id=m.actor, span_id=_mention_id(m)) for m in mentions]


def _rules(doc: Doc, mentions: list[Mention]) -> dict[str, str]:
    return {_mention_id(mention): mention.rule for mention in mentions}


def _mention_id(mention: Mention) -> str:
    return f"m{mention.start}-{mention.end}"
