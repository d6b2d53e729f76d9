"""A record → its figures, each with what it is of, and its positions."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from korea_nlp.compare.about import About, Subjects, day_of
from korea_nlp.compare.fates import Fates
from korea_nlp.compare.frames import CASUALTIES, Frame
from korea_nlp.compare.framing import FrameReader
from korea_nlp.compare.intervals import interval
from korea_nlp.compare.likeness import Told
from korea_nlp.compare.measures import STOP, TWIN, Measures
from korea_nlp.compare.rows import Figure, Position
from korea_nlp.compare.speakers import Speaker, speaker
from korea_nlp.compare.tellers import Tellers, Tellings
from korea_nlp.compare.words import Weights, stem, words
from korea_nlp.lexicon import load_lexicon
from korea_nlp.records import Claim, Part, Quantity, Record, Source, Words

PREDICATE = re.compile(r"(?: of (?:the )?\w+)? (?:had|has|have|was|were|is|are|would|will|could)\b", re.I)
BEHIND = 50  # characters behind an event that say of what it is
SHORT = 3  # letters of words that say nothing
FIRST = 10  # words of a content within which it tells what is denied or confirmed
ASIDE = re.compile(r"[,;]|\b(?:after|as|because|following|in|of the|recent|since|when|where|which|while|who)\b", re.I)
MEASURED = ("length", "mass", "speed", "money", "temperature", "area", "volume")  # dimensions told in two units


@dataclass(frozen=True, slots=True)
class Tables:
    """What a comparison knows of words.

    Attributes:
        measures: What figures measure.
        fates: What befell those whom they count.
        weights: How much each word tells.
        tellings: The words by which somebody gives a number.
    """

    measures: Measures
    fates: Fates
    weights: Weights
    tellings: Tellings

    @classmethod
    def load(cls) -> "Tables":
        """Return the tables of the package."""
        measures = Measures(load_lexicon("measures"), load_lexicon("units"), load_lexicon("countries"))
        weights, tellings = Weights(load_lexicon("word_weights")), Tellings(load_lexicon("tellings"))
        return cls(measures, Fates(load_lexicon("statuses")), weights, tellings)


class RecordReader:
    """One record, read for a comparison.

    Args:
        record: The record.
        tables: What is known of words.
        origin: The family of copies that the article belongs to.
    """

    def __init__(self, record: Record, tables: Tables, origin: str) -> None:
        self.record = record
        self.origin = origin
        self.tellers = Tellers(record, tables.tellings)
        self.frames = FrameReader(record, tables.measures, tables.fates, tables.weights)
        self.subjects = Subjects(record, tables.measures)
        self.claims = {claim.id: claim for claim in record.claims}
        self.measures = tables.measures
        self.actors = {actor.id: actor for actor in record.actors}
        self.names = {actor.id: actor.name for actor in record.actors}
        self._inner: dict[str, set[str]] = {}
        for claim in record.claims:
            if claim.parent is not None:
                self._inner.setdefault(claim.parent, set()).update((*claim.quantities, *claim.events))

    def figures(self, *, own_words: bool = False) -> Iterator[tuple[Figure, Told | None]]:
        """Yield each figure that somebody tells, as it is held against others; a total of dead and injured after both.

        A figure that no claim holds has the claim ``""``.

        Args:
            own_words: Also what the article tells in its own name.
        """
        for claim in (*self.record.claims, *self._unclaimed(own_words=own_words)):
            found = [self._framed(claim, told) for told in self._told(claim)]
            if not found:
                continue
            who = speaker(claim, self.actors, self.record.publisher)
            # figures that no claim holds are of one by who tells them
            key = claim.id or (str(claim.content.spans[0][0]) if claim.source else "")
            for row, frame in (*found, *_total(found)):
                yield row, told(row, frame, self.measures, who, key) if frame else None

    def positions(self) -> Iterator[tuple[Position, About]]:
        """Yield what each claim says of the events that it tells: that they happened, or that they did not."""
        for claim in self.record.claims:
            for id in dict.fromkeys(claim.events):
                event = self.subjects.events.get(id)
                if event is None or id in self._inner.get(claim.id, ()):
                    continue
                about = self.subjects.event(claim, event)
                # "he said there was no deal": only an outright denial counts, and only of what it names itself
                itself = claim.stance not in ("deny", "confirm") or self._itself(event.trigger, claim)
                holds = event.mode == "actual" and claim.stance != "deny"
                if about.key is not None and itself and (claim.stance == "deny" or holds):
                    place = event.trigger
                    behind = words(STOP.split(self.record.text[place.end : place.end + BEHIND])[0])
                    about = replace(about, beside=frozenset(stem(word) for word in behind if len(word) > SHORT))
                    yield (
                        Position(
                            id=f"{self.record.id}/{claim.id}/{id}",
                            topic=None,
                            holds=holds,
                            **{"start": place.start, "end": place.end, "words": place.text, **self._shared(claim)},
                        ),
                        about,
                    )

    def _itself(self, trigger: Words, claim: Claim) -> bool:
        """Return whether a claim denies or confirms an event itself, and no other thing of it.

        "Denied that its drone, shot down last week, had crossed the border" denies no shooting.
        """
        for start, end in claim.content.spans:
            if start <= trigger.start and trigger.end <= end:
                before = self.record.text[start : trigger.start]
                subject = PREDICATE.match(self.record.text, trigger.end) is not None
                return len(before.split()) <= FIRST and ASIDE.search(before) is None and not subject
        return False

    def _unclaimed(self, *, own_words: bool) -> Iterator[Claim]:
        """Yield a claim of each figure that no claim holds and its sentence gives to somebody, or the article tells."""
        claimed = {id for claim in self.record.claims for id in claim.quantities}
        by_teller: dict[Source, list[Quantity]] = {}
        for told in self.record.quantities:
            if told.id in claimed:
                continue
            if (source := self.tellers.teller(told)) is not None:
                by_teller.setdefault(source, []).append(told)
            elif own_words:
                yield self._claim(None, [told])
        for source, figures in by_teller.items():
            yield self._claim(source, figures)

    def _claim(self, source: Source | None, figures: list[Quantity]) -> Claim:
        ids = tuple(figure.id for figure in figures)
        events = tuple(dict.fromkeys(event.id for id in ids for event in self.frames.events.get(id, ())))
        content = Part(tuple((figure.start, figure.end) for figure in figures), " ".join(f.text for f in figures))
        return Claim("", "indirect", source, None, content, (), "assert", "certain", events, ids, None, None, 1.0)

    def _told(self, claim: Claim) -> Iterator[Quantity]:
        """Yield the figures that a claim tells itself: not those of claims inside it, nor mere conversions."""
        quantities, inner = self.frames.quantities, self._inner.get(claim.id, ())
        own = {id: quantities[id] for id in claim.quantities if id in quantities}
        last: Quantity | None = None
        for quantity in sorted(own.values(), key=lambda quantity: quantity.start):
            # "roughly 650 km, or about 400 miles": the second says the first again
            again = (
                last is not None
                and last.unit != quantity.unit
                and last.dimension == quantity.dimension in MEASURED
                and 0 <= quantity.start - last.end <= TWIN
            )
            last = quantity
            if quantity.id not in inner and not again and quantity.same_as not in own:
                yield quantity

    def _framed(self, claim: Claim, told: Quantity) -> tuple[Figure, Frame | None]:
        figure, frame = self._figure(claim, told), self.frames.frame(claim, told)
        return (replace(figure, scope=frame.status) if frame else figure), frame

    def _figure(self, claim: Claim, told: Quantity) -> Figure:
        return Figure(
            id=f"{self.record.id}/{claim.id}/{told.id}",
            topic=None,
            lower=told.lower,
            upper=told.upper,
            bound=told.bound,
            unit=told.unit,
            scope=told.status,
            counted=told.counted.text if told.counted else None,
            start=told.start,
            end=told.end,
            words=told.text,
            **self._shared(claim),
        )

    def _shared(self, claim: Claim) -> dict[str, Any]:
        """Return what every row of a claim has."""
        actors = tuple(dict.fromkeys(claim.source.actors)) if claim.source else ()
        time = self.subjects.times.get(claim.time or "")
        told, published = day_of(time.latest) if time and time.grain == "day" else None, self.subjects.published
        return {
            **{"article": self.record.id, "claim": claim.id, "claimants": actors, "claimant": self._who(claim)},
            "as_of": told if told and (published is None or told <= published) else published,
            **{"relay": self._relay(claim), "origin": self.origin},
            **{"stance": claim.stance, "certainty": claim.certainty, "confidence": claim.confidence},
            **{"published": published, "publisher": self.record.publisher},
        }

    def _relay(self, claim: Claim) -> tuple[str, ...]:
        chain, seen, above = [], {claim.id}, claim.parent
        while above in self.claims and above not in seen:
            seen.add(above)
            parent = self.claims[above]
            if who := self._who(parent):
                chain.append(who)
            above = parent.parent
        return (*([self.record.publisher] if self.record.publisher else []), *reversed(chain))

    def _who(self, claim: Claim) -> str | None:
        if claim.source is None:
            return None if claim.id else self.record.publisher
        return ", ".join(self.names.get(id, id) for id in dict.fromkeys(claim.source.actors)) or claim.source.text


def told(row: Figure, frame: Frame, measures: Measures, who: Speaker, claim: str) -> Told:
    """Return a figure as it is held against others, its number in the base unit of its dimension."""
    found, factor = interval(row.lower, row.upper, row.bound), measures.factors.get(row.unit or "")
    scaled = found.scaled(factor) if found and factor is not None else found
    return Told(frame, scaled, row.unit, f"{row.article}/{claim}", row.start, row.stance, who)


def figures_told(records: Iterable[Record], *, own_words: bool = False) -> Iterator[tuple[Figure, Told]]:
    """Yield the figures of some records that can have rivals, as they are held against others, in order of articles."""
    tables = Tables.load()
    for record in sorted(records, key=lambda record: (record.published or "", record.id)):
        for row, held in RecordReader(record, tables, record.id).figures(own_words=own_words):
            if held is not None and not row.derived:
                yield row, held


def _total(found: list[tuple[Figure, Frame | None]]) -> Iterator[tuple[Figure, Frame | None]]:
    """Yield the total of dead and injured where a claim tells both, once, and no total itself."""
    by_scope: dict[str | None, list[tuple[Figure, Frame]]] = {}
    for figure, frame in found:
        if frame is not None and figure.scope in CASUALTIES:
            by_scope.setdefault(figure.scope, []).append((figure, frame))
    if set(by_scope) != {"killed", "injured"} or any(len(rows) > 1 for rows in by_scope.values()):
        return
    (dead, frame), (hurt, other) = by_scope["killed"][0], by_scope["injured"][0]
    if frame.country is None or other.country in (None, frame.country):
        yield (
            replace(
                dead,
                id=f"{dead.id}+{hurt.id.rpartition('/')[2]}",
                lower=_sum(dead.lower, hurt.lower),
                upper=_sum(dead.upper, hurt.upper),
                bound=dead.bound if dead.bound != "exact" else hurt.bound,
                scope="killed_or_injured",
                end=max(dead.end, hurt.end),
                derived=True,
                words=f"{dead.words} + {hurt.words}",
            ),
            replace(frame, status="killed_or_injured"),
        )


def _sum(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first + second
