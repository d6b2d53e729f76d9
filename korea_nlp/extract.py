"""Doc → Record, by copying what the layers hold; words that a part holds twice are copied once."""

from collections.abc import Iterable

from spacy.tokens import Doc

from korea_nlp import layers, records
from korea_nlp.errors import ModelError
from korea_nlp.records.given import called

Piece = tuple[int, int]
GROUPS = "korea."  # how the names of our span groups begin


def extract(doc: Doc) -> records.Record:
    """Return the Record of a Doc that the pipeline has annotated.

    Raises:
        ModelError: It is no Doc, or no component of korea_nlp has read it; says what to do.

    Example:
        >>> import spacy
        >>> extract(spacy.blank("en")("Seoul said so."))
        Traceback (most recent call last):
        korea_nlp.errors.ModelError: the Doc was not read by a pipeline of korea_nlp; make it with korea_nlp.load().
    """
    if not isinstance(doc, Doc):
        raise ModelError(f"{called(doc)} is no Doc; for a text call korea_nlp.analyze, for articles pipe.")
    if not any(name.startswith(GROUPS) for name in doc.spans):
        raise ModelError("the Doc was not read by a pipeline of korea_nlp; make it with korea_nlp.load().")
    article = layers.read_article(doc)
    return records.Record(
        id=article.id,
        text=doc.text,
        title=article.title,
        title_end=article.title_end,
        published=article.published,
        publisher=article.publisher,
        url=article.url,
        versions=dict(article.versions),
        actors=_actors(doc),
        quantities=tuple(_quantity(doc, quantity) for quantity in layers.read_quantities(doc)),
        times=tuple(_time(doc, time) for time in layers.read_times(doc)),
        events=tuple(_event(doc, event) for event in layers.read_events(doc)),
        claims=tuple(_claim(doc, claim) for claim in layers.read_claims(doc)),
    )


def _words(doc: Doc, start: int, end: int) -> tuple[int, int, str]:
    span = doc[start:end]
    return span.start_char, span.end_char, span.text


def _part(doc: Doc, pieces: Iterable[Piece]) -> tuple[tuple[Piece, ...], str]:
    """Return the spans and words of a part: in order, and no word twice, however often it was found."""
    apart: list[Piece] = []
    for start, end in sorted(pieces):
        # "Schools teach what students are expected to learn": "students" is found in "what students" and by itself
        if apart and start < apart[-1][1]:
            start, end = apart[-1][0], max(apart.pop()[1], end)
        apart.append((start, end))
    found = [_words(doc, start, end) for start, end in apart]
    return tuple((start, end) for start, end, _ in found), " ".join(text for _, _, text in found)


def _actors(doc: Doc) -> tuple[records.Actor, ...]:
    mentions: dict[str, list[records.Mention]] = {}
    for mention in layers.read_mentions(doc):
        words = _words(doc, mention.start, mention.end)
        mentions.setdefault(mention.actor, []).append(records.Mention(*words, mention.form, mention.rule))
    return tuple(
        records.Actor(
            id=key,
            name=actor.name,
            kind=actor.kind,
            country=actor.country,
            wikidata=actor.wikidata,
            role=actor.role,
            affiliation=actor.affiliation,
            mentions=tuple(mentions.get(key, ())),
        )
        for key, actor in layers.read_actors(doc).items()
    )


def _quantity(doc: Doc, quantity: layers.Quantity) -> records.Quantity:
    start, end, text = _words(doc, quantity.start, quantity.end)
    return records.Quantity(
        id=quantity.id,
        start=start,
        end=end,
        text=text,
        lower=quantity.lower,
        upper=quantity.upper,
        bound=quantity.bound,
        trend=quantity.trend,
        unit=quantity.unit,
        dimension=quantity.dimension,
        counted=records.Words(*_words(doc, *quantity.counted)) if quantity.counted else None,
        status=quantity.status,
        relation=quantity.relation,
        of=quantity.of,
        same_as=quantity.same_as,
        change=quantity.change,
        holder=records.Words(*_words(doc, *quantity.holder)) if quantity.holder else None,
    )


def _time(doc: Doc, time: layers.Time) -> records.Time:
    words = _words(doc, time.start, time.end)
    return records.Time(time.id, *words, time.earliest, time.latest, time.grain, time.relative)


def _event(doc: Doc, event: layers.Event) -> records.Event:
    return records.Event(
        id=event.id,
        kind=event.kind,
        subkind=event.subkind,
        plover=event.plover,
        mode=event.mode,
        focus=event.focus,
        trigger=records.Words(*_words(doc, *event.trigger)),
        mentions=tuple(records.Words(*_words(doc, *piece)) for piece in event.mentions),
        arguments=tuple(
            records.Argument(a.role, *_words(doc, a.start, a.end), a.actor, a.place) for a in event.arguments
        ),
        time=event.time,
        quantities=event.quantities,
    )


def _claim(doc: Doc, claim: layers.Claim) -> records.Claim:
    return records.Claim(
        id=claim.id,
        kind=claim.kind,
        source=records.Source(*_part(doc, claim.source), claim.actors) if claim.source else None,
        cue=records.Cue(*_part(doc, claim.cue), claim.lemma) if claim.cue else None,
        content=records.Part(*_part(doc, claim.content)),
        about=claim.about,
        stance=claim.stance,
        certainty=claim.certainty,
        events=claim.events,
        quantities=claim.quantities,
        time=claim.time,
        parent=claim.parent,
        confidence=claim.confidence,
        about_forms=claim.about_forms,
    )
