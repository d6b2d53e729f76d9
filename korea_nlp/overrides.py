"""Corrections by people that stay: which claims are none, who is the right source, ... applied to records when read.

They stand in a table, one row a claim, such as ``korea-nlp sample`` makes for an audit: what a person writes in its
last columns is the correction. A claim is known again by its places in the text, so that corrections hold when a newer
model has read the articles anew.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from korea_nlp.errors import OverrideError, reason
from korea_nlp.knowledge import KnowledgeBase, load_knowledge
from korea_nlp.records import Actor, Claim, Cue, Given, Part, Record, Source, given_records, is_withheld
from korea_nlp.records.references import corrected_about
from korea_nlp.records.types import Offsets
from korea_nlp.records.vocabulary import Stance

STANCES = get_args(Stance)
LIST = "|"
YES, NO = ("yes", "y", "true", "1", "right"), ("no", "n", "false", "0", "wrong")
NOBODY = ("nobody", "none", "-")
NEEDED = ("article", "claim")
JUDGED = ("is_claim", "source_right", "content_right", "about_right", "stance_right")
GUARD = re.compile(r"'(?=[=+\-@\t\r\n＝＋－＠])")  # what stands before a cell that a spreadsheet would reckon
PLACES = re.compile(r"(\d+)-(\d+)")
ENOUGH = 0.5  # shared part of the places of two claims from which they are one


@dataclass(frozen=True, slots=True)
class Override:
    """What a person says of one claim; None where they say nothing or that it is right.

    Attributes:
        where: File and line, for errors.
        article: The article's id.
        claim: The claim's id; empty for one that was missed.
        is_claim: Whether it is one.
        source: Who claims, by ids or names, or in words of the text; empty for nobody.
        content: The words of what is claimed, in pieces.
        about: Whom it is about, by ids or names; empty for nobody.
        stance: How it is claimed.
        was: The words that the sheet shows of its ``source``, ``cue`` and ``content``.
    """

    where: str
    article: str
    claim: str
    is_claim: bool | None = None
    source: tuple[str, ...] | None = None
    content: tuple[str, ...] | None = None
    about: tuple[str, ...] | None = None
    stance: str | None = None
    was: Mapping[str, str] | None = None

    @property
    def places(self) -> set[int]:
        """The characters where the claim stood, as its id tells."""
        return {at for start, end in PLACES.findall(self.claim) for at in range(int(start), int(end))}


def read_overrides(*paths: str | Path) -> list[Override]:
    r"""Return the corrections of tables: CSV in UTF-8, as ``korea-nlp sample`` makes it and people fill it in.

    Columns are ``article``, ``claim`` and those of ``JUDGED``; others are passed over. In ``is_claim`` stands yes or
    no, in the others yes, no, or what is right: actors by id or name with ``|`` between them, exact words of the
    text, a stance. A bare no takes away what is wrong. A row without a claim adds one that was missed.

    Raises:
        OverrideError: A file cannot be read, lacks a column, says two things of one claim, or a cell cannot be meant;
            says which line.

    Example:
        >>> import tempfile, pathlib
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = pathlib.Path(folder, "audit.csv")
        ...     _ = path.write_text("article,claim,is_claim,source_right\na1,c0-5,yes,NIS\n", encoding="utf-8")
        ...     [(override.is_claim, override.source) for override in read_overrides(path)]
        [(True, ('NIS',))]
    """
    found: list[Override] = []
    seen: dict[tuple[str, str], str] = {}
    for path in map(Path, paths):
        for where, row in _rows(path):
            override = _override(where, row)
            key = override.article, override.claim
            if override.claim and key in seen:
                raise OverrideError(f"{where}: claim {key[1]!r} stands in {seen[key]} too; keep one of the two.")
            seen[key] = where
            found.append(override)
    return found


def apply_overrides(
    records: Given,
    overrides: Iterable[Override] | str | Path,
    *,
    gold: bool = False,
    knowledge: KnowledgeBase | None = None,
) -> Iterator[Record]:
    """Yield records as people corrected them; those that nobody judged as they are.

    A claim that a newer model no longer finds is put back by the words that the sheet has of it.

    Args:
        records: A Record, or any number of them; a ``Failure`` among them is passed over.
        overrides: What ``read_overrides`` gave, or the path of a table.
        gold: Only articles of which somebody judged every claim (``is_claim``), so that ``evaluate`` can hold others
            against them.
        knowledge: Who is called how; that of the package when None.

    Raises:
        OverrideError: A correction names nobody who is known, or words that do not stand in the text; says which line.
        RecordError: Something else than Records was given, or two of one id differ.
    """
    if isinstance(overrides, str | Path):
        overrides = read_overrides(overrides)
    by_article: dict[str, list[Override]] = {}
    for override in overrides:
        by_article.setdefault(override.article, []).append(override)
    known = knowledge or load_knowledge()
    for record in given_records(records):
        own = by_article.get(record.id, [])
        corrector = _Corrector(record, known)
        for override in own:
            corrector.apply(override)
        if not gold or (own and corrector.judged):
            yield corrector.record()


# --- reading -------------------------------------------------------------------------------------------------------


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rows of a table, and where each stands."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
            if missing:
                raise OverrideError(
                    f"{path}: has no column {missing[0]!r}; 'korea-nlp sample' makes such sheets, in CSV with commas."
                )
            if not set(JUDGED) & set(reader.fieldnames or ()):
                raise OverrideError(f"{path}: corrects nothing; its verdicts stand in columns {', '.join(JUDGED)}.")
            for row in reader:
                cells = {name: GUARD.sub("", value or "", count=1).strip() for name, value in row.items() if name}
                yield f"{path}, line {reader.line_num}", cells
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise OverrideError(f"{path}: cannot be read as CSV in UTF-8: {reason(error)}.") from error


def _override(where: str, row: dict[str, str]) -> Override:
    if not row["article"]:
        raise OverrideError(f"{where}: names no article; fill in the column 'article'.")
    is_claim = _verdict(row.get("is_claim", ""))
    if is_claim not in (None, True, False):
        raise OverrideError(f"{where}: is_claim is {is_claim!r:.60}; write yes or no.")
    source, content, about, stance = (_verdict(row.get(name, "")) for name in JUDGED[1:])
    if isinstance(stance, str) and stance not in STANCES:
        raise OverrideError(f"{where}: there is no stance {stance!r:.60}; use one of {', '.join(STANCES)}.")
    if not row["claim"] and not isinstance(content, str):
        raise OverrideError(f"{where}: a row without a claim adds one; give its words in the column 'content_right'.")
    return Override(
        where,
        row["article"],
        row["claim"],
        is_claim=bool(is_claim) if is_claim is not None else None,
        source=_listed(source),
        content=tuple(map(str.strip, content.split(LIST))) if isinstance(content, str) else None,
        about=_listed(about),
        stance="other" if stance is False else stance if isinstance(stance, str) else None,
        was={name: row.get(name, "") for name in ("source", "cue", "content")},
    )


def _verdict(cell: str) -> str | bool | None:
    """Return whether a cell says yes or no, or what else; None for an empty one."""
    said = cell.casefold()
    return None if not said else True if said in YES else False if said in NO else cell


def _listed(verdict: str | bool | None) -> tuple[str, ...] | None:
    if verdict is False or (isinstance(verdict, str) and verdict.casefold() in NOBODY):
        return ()
    return tuple(map(str.strip, verdict.split(LIST))) if isinstance(verdict, str) else None


# --- correcting ----------------------------------------------------------------------------------------------------


class _Corrector:
    """One record while it is corrected."""

    def __init__(self, record: Record, knowledge: KnowledgeBase) -> None:
        self._record, self._knowledge = record, knowledge
        self._claims = {claim.id: claim for claim in record.claims}
        self._actors = {actor.id: actor for actor in record.actors}
        self._unjudged = set(self._claims)
        self._changed = False

    @property
    def judged(self) -> bool:
        """Whether every claim that was found has been judged."""
        return not self._unjudged

    def record(self) -> Record:
        """Return the record as it is now."""
        if not self._changed:
            return self._record
        claims = sorted(self._claims.values(), key=lambda claim: claim.content.spans[:1])
        return replace(self._record, claims=tuple(claims), actors=tuple(self._actors.values()))

    def apply(self, override: Override) -> None:
        """Apply a correction."""
        claim = self._found(override)
        if claim is not None:
            self._unjudged -= {claim.id} if override.is_claim is not None else set()
        if override.is_claim is False:
            if claim is not None:
                self._remove(claim)
            return
        if claim is None:
            claim = self._added(override)
        corrected = self._corrected(claim, override)
        if override.is_claim:
            corrected = replace(corrected, confidence=1.0)  # somebody has looked
        if self._claims.get(claim.id) != corrected:
            self._claims[claim.id] = corrected
            self._changed = True

    def _found(self, override: Override) -> Claim | None:
        """Return the claim that is meant: of the same id, or else the one that stands most in the same place."""
        if not override.claim or override.claim in self._claims:
            return self._claims.get(override.claim)
        meant = override.places
        shares = {id: _share(meant, _places(claim)) for id, claim in self._claims.items()}
        best = max(shares, key=lambda id: shares[id], default="")
        return self._claims[best] if best and shares[best] >= ENOUGH else None

    def _remove(self, claim: Claim) -> None:
        del self._claims[claim.id]
        for id, other in self._claims.items():
            if other.parent == claim.id:
                self._claims[id] = replace(other, parent=claim.parent)
        self._changed = True

    def _corrected(self, claim: Claim, override: Override) -> Claim:
        near = next((start for start, _ in claim.content.spans), 0)
        if override.content is not None:
            claim = self._with_content(claim, self._pieces(override.content, near, override))
        if override.source is not None:
            claim = replace(claim, source=self._source(claim, override.source, near, override))
        if override.about is not None:
            about = dict.fromkeys(self._actor(name, override) for name in override.about)
            claim = corrected_about(claim, about, self._actors)
        return replace(claim, stance=override.stance) if override.stance else claim

    def _added(self, override: Override) -> Claim:
        """Return a claim that was missed, or was found before and is no longer."""
        was = override.was or {}
        content = override.content or tuple(filter(None, (was.get("content", ""),)))
        if not content:
            raise OverrideError(
                f"{override.where}: article {override.article!r} has no claim {override.claim!r}, and the sheet does"
                " not tell its words; give them in the column 'content'."
            )
        near = min(override.places, default=0)
        pieces = self._pieces(content, near, override)
        cue = source = None
        if was.get("cue"):
            spans = self._pieces((was["cue"],), near, override)
            cue = Cue(spans, self._words(spans), None)
        if was.get("source"):
            spans = self._pieces((was["source"],), near, override)
            source = Source(spans, self._words(spans), self._mentioned(spans))
        places = [*(source.spans if source else ()), *(cue.spans if cue else ()), *pieces]
        id = override.claim or "c" + ".".join(f"{start}-{end}" for start, end in places)
        empty = Claim(id, "indirect", source, cue, Part((), ""), (), "assert", "certain", (), (), None, None, 1.0)
        return self._with_content(empty, pieces)

    def _with_content(self, claim: Claim, spans: tuple[Offsets, ...]) -> Claim:
        """Return a claim of other words, with what is told in them."""

        def inside(start: int, end: int) -> bool:
            return any(first <= start and end <= last for first, last in spans)

        record = self._record
        around = [
            other
            for other in self._claims.values()
            if other.id != claim.id and _covers(other.content.spans, spans) and not _covers(spans, other.content.spans)
        ]
        parent = min(around, key=lambda other: len(other.content.text), default=None)
        return replace(
            claim,
            content=Part(spans, self._words(spans)),
            events=tuple(event.id for event in record.events if inside(event.trigger.start, event.trigger.end)),
            quantities=tuple(item.id for item in record.quantities if inside(item.start, item.end)),
            parent=parent.id if parent else None,
        )

    def _source(self, claim: Claim, named: tuple[str, ...], near: int, override: Override) -> Source | None:
        """Return who claims: actors by their names, or else whoever the words of the text stand for."""
        old = claim.source
        actors = [self._known(name) for name in named]
        if None not in actors:
            ids = tuple(str(actor) for actor in actors)
            if old or not ids:
                return replace(old, actors=ids) if old else None
            spans = self._nearest(ids, near, override)
            return Source(spans, self._words(spans), ids)
        spans = self._pieces(named, near, override, or_else=" and is the name of nobody, or of several")
        return Source(spans, self._words(spans), self._mentioned(spans))

    def _nearest(self, ids: tuple[str, ...], near: int, override: Override) -> tuple[Offsets, ...]:
        """Return for each actor the mention that is nearest to a place."""
        spans = set()
        for id in ids:
            mentions = [(mention.start, mention.end) for mention in self._actors[id].mentions]
            if not mentions:
                raise OverrideError(
                    f"{override.where}: article {override.article!r} does not mention {id!r}, and the claim had no"
                    " source; give the words that stand for it in the text."
                )
            spans.add(min(mentions, key=lambda span: abs(span[0] - near)))
        return tuple(sorted(spans))

    def _mentioned(self, spans: tuple[Offsets, ...]) -> tuple[str, ...]:
        """Return who is mentioned first in each of some stretches."""
        first = {
            span: min(
                (
                    (mention.start, actor.id)
                    for actor in self._actors.values()
                    for mention in actor.mentions
                    if span[0] <= mention.start and mention.end <= span[1]
                ),
                default=None,
            )
            for span in spans
        }
        return tuple(dict.fromkeys(found[1] for found in first.values() if found))

    def _pieces(
        self, pieces: tuple[str, ...], near: int, override: Override, *, or_else: str = ""
    ) -> tuple[Offsets, ...]:
        """Return where some words stand, of several places the one nearest to the claim."""
        if is_withheld(self._record):
            raise OverrideError(f"{override.where}: article {override.article!r} is without its text; attach it first.")
        found = []
        for words in pieces:
            pattern = r"\s+".join(map(re.escape, words.split()))
            places = [match.span() for match in re.finditer(pattern, self._record.text)] if pattern else []
            if not places:
                what = f"{words!r:.60} does not stand in article {override.article!r}{or_else}"
                raise OverrideError(f"{override.where}: {what}; copy the words from the text.")
            found.append(min(places, key=lambda place: abs(place[0] - near)))
        return tuple(sorted(found))

    def _words(self, spans: tuple[Offsets, ...]) -> str:
        return " ".join(self._record.text[start:end] for start, end in spans)

    def _actor(self, name: str, override: Override) -> str:
        """Return the id of the actor who is called so."""
        if (id := self._known(name)) is None:
            what = f"{name!r:.60} is the name of nobody, or of several"
            raise OverrideError(f"{override.where}: {what}; 'korea-nlp knowledge search' tells ids.")
        return id

    def _known(self, name: str) -> str | None:
        """Return the id of the actor who is called so in the record, or else in the knowledge base; None for nobody."""
        if name in self._actors:
            return name
        for actor in self._actors.values():
            if actor.name.casefold() == name.casefold():
                return actor.id
        ids = [name] if name in self._knowledge.actors else [row.actor for row in self._knowledge.candidates(name)]
        if len(set(ids)) != 1:
            return None
        row = self._knowledge.actor(ids[0])
        self._actors.setdefault(row.id, Actor(row.id, row.name, row.kind, row.country, row.wikidata, None, None, ()))
        return row.id


def _places(claim: Claim) -> set[int]:
    parts = (claim.source, claim.cue, claim.content)
    return {at for part in parts if part for start, end in part.spans for at in range(start, end)}


def _share(one: set[int], other: set[int]) -> float:
    return len(one & other) / (len(one | other) or 1)


def _covers(outer: Iterable[Offsets], inner: Iterable[Offsets]) -> bool:
    return all(any(first <= start and end <= last for first, last in outer) for start, end in inner)
