"""Resolving the actors of stored records anew after a change of knowledge, without parsing again."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from korea_nlp.knowledge.base import KnowledgeBase
from korea_nlp.knowledge.rows import OfficeRow
from korea_nlp.records import AboutForm, Actor, Argument, Claim, Event, Mention, Record

LOCAL = "#"  # in ids of actors of one article alone
FOUND_HERE = ("ner", "named", "couple", "acronym", "reader")  # rules of names that the tables did not know
FROM_AROUND = ("context", "place")


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a mention stands for by the new tables, and why."""

    actor: Actor
    rule: str


@dataclass(slots=True)
class Moves:
    """Where the mentions of each actor of a record go.

    Attributes:
        mentions: Old mentions with the old and the new id of their actor, in order of the text.
        actors: What is known of the new actors.
    """

    mentions: list[tuple[Mention, str, str, str]] = field(default_factory=list)  # mention, old, new, rule
    actors: dict[str, Actor] = field(default_factory=dict)

    def where(self, old: str, spans: Iterable[tuple[int, int]]) -> list[str]:
        """Return whom an old actor's mentions within stretches became; of none there, the last mention before."""
        spans = tuple(spans)
        own = [(mention, new) for mention, was, new, _ in self.mentions if was == old]
        inside = [new for mention, new in own if any(s < mention.end and mention.start < e for s, e in spans)]
        if inside or not own:
            return inside or [old]
        first = min(start for start, _ in spans) if spans else 0
        before = [new for mention, new in own if mention.start < first]
        return [before[-1] if before else own[0][1]]


class Reresolver:
    """Resolves the actors of records by a knowledge base."""

    def __init__(self, knowledge: KnowledgeBase) -> None:
        self.knowledge = knowledge
        self.states = {code: row.actor for code, row in knowledge.countries.items()}

    def record(self, record: Record) -> Record:
        """Return a record with its actors resolved anew."""
        moves = self._moves(record)
        versions = dict(record.versions)
        if "knowledge" in versions:
            versions["knowledge"] = versions["knowledge"].partition("+")[0] + self.knowledge.digest
        return replace(
            record,
            versions=versions,
            actors=self._actors(record, moves),
            events=tuple(_event(event, moves) for event in record.events),
            claims=tuple(_claim(claim, moves) for claim in record.claims),
        )

    def _moves(self, record: Record) -> Moves:
        """Resolve the mentions that a table or the text names; let the others follow these."""
        moves = Moves()
        anchors: dict[str, list[tuple[int, str]]] = {}
        waiting: list[tuple[Mention, str]] = []
        for actor in record.actors:
            for mention in actor.mentions:
                target = self._target(record, actor, mention)
                if target is None:
                    waiting.append((mention, actor.id))
                    continue
                moves.actors.setdefault(target.actor.id, target.actor)
                moves.mentions.append((mention, actor.id, target.actor.id, target.rule))
                anchors.setdefault(actor.id, []).append((mention.start, target.actor.id))
        for mention, old in waiting:
            new = _followed(anchors.get(old, []), mention.start, old)
            rule = mention.rule.replace(f":{old}", f":{new}") if mention.rule.endswith(f":{old}") else mention.rule
            moves.mentions.append((mention, old, new, rule))
        moves.mentions.sort(key=lambda item: (item[0].start, item[0].end))
        return moves

    def _target(self, record: Record, actor: Actor, mention: Mention) -> Target | None:
        """Return whom a mention stands for now; None for one that points back to another."""
        if (wanted := self.knowledge.resolutions.get(mention.text)) is not None:
            return Target(self._known(wanted), f"user:{mention.text}")
        head, _, detail = mention.rule.partition(":")
        around = ""
        if head in FROM_AROUND:
            around = f"{head}:"
            head, _, detail = detail.partition(":")
        found: Target | None = None
        if head == "alias":
            found = self._by_alias(actor, mention, detail)
        elif head in ("role", "office"):
            found = self._by_office(record, detail)
        elif head in ("body", "sector"):
            found = self._by_body(actor, detail)
        elif head in FOUND_HERE and LOCAL in actor.id:
            found = self._by_name(actor, mention)
        elif head not in ("administration", "members", "spokesperson", "state", "user"):
            return None
        return Target(found.actor, around + found.rule) if found else Target(actor, mention.rule)

    def _by_alias(self, actor: Actor, mention: Mention, words: str) -> Target | None:
        """Return whom the tables now call so; a name that they no longer hold stays as it was."""
        if ":" in actor.id:  # "the Moon administration" goes by the name of Moon
            return None
        rows = [row for row in self.knowledge.candidates(words) if row.form != "short"]
        row = next((row for row in rows if row.alias == words), rows[0] if rows else None)
        return Target(self._known(row.actor), mention.rule) if row else None

    def _by_name(self, actor: Actor, mention: Mention) -> Target | None:
        """Return the actor of the tables that has the name of one of this article alone."""
        for words in (mention.text, actor.name):
            rows = {row.actor: row for row in self.knowledge.candidates(words) if row.form != "short"}
            if len(rows) == 1:
                key, row = rows.popitem()
                if (self.knowledge.actors[key].kind == "person") == (actor.kind == "person"):
                    return Target(self._known(key), f"alias:{row.alias}")
        return None

    def _by_office(self, record: Record, detail: str) -> Target | None:
        """Return who holds an office on the day of publication, or the office where nobody is known to."""
        office = self.knowledge.offices.get(detail.partition("@")[0]) or self._office_of(detail)
        if office is None or not record.published:
            return None
        holding = self.knowledge.holder(office.id, record.published)
        if holding.actor is not None:
            return Target(self._known(holding.actor.id), f"role:{holding.row}")
        key = f"office:{office.id}"
        return Target(Actor(key, office.name, "person", office.country, None, None, None, ()), key)

    def _office_of(self, detail: str) -> OfficeRow | None:
        """Return the office of "KOR defense-minister", where the tables have one by now."""
        code, _, role = detail.partition(" ")
        return self.knowledge.office(code, role) if role else None

    def _by_body(self, actor: Actor, detail: str) -> Target | None:
        """Return the body of a country and sector."""
        code, _, sector = detail.partition(" ")
        body = self.knowledge.bodies.get((code, sector))
        composed = f"{self.states.get(code)}:{sector}"
        if body is None or not (actor.id == composed or actor.id in self.knowledge.actors):
            return None
        return Target(self._known(body), f"body:{code} {sector}")

    def _known(self, key: str) -> Actor:
        row = self.knowledge.actor(key)
        return Actor(row.id, row.name, row.kind, row.country, row.wikidata, None, None, ())

    def _actors(self, record: Record, moves: Moves) -> tuple[Actor, ...]:
        """Return the actors with their mentions, in the order of those whom they were; who has none stays."""
        old = {actor.id: actor for actor in record.actors}
        mentions: dict[str, list[Mention]] = {key: [] for key in old if not old[key].mentions}
        came: dict[str, set[str]] = {}
        for mention, was, new, rule in moves.mentions:
            mentions.setdefault(new, []).append(replace(mention, rule=rule))
            came.setdefault(was, set()).add(new)
        found = []
        for key, own in mentions.items():
            actor = old.get(key) or moves.actors[key]
            if key in self.knowledge.actors:
                actor = replace(self._known(key), role=actor.role, affiliation=actor.affiliation)
            # a title that the article gives goes along where all of an actor's mentions do
            for was in (was for was, became in came.items() if became == {key} and was != key):
                actor = replace(
                    actor, role=actor.role or old[was].role, affiliation=actor.affiliation or old[was].affiliation
                )
            found.append(replace(actor, mentions=tuple(own)))
        order = {key: place for place, key in enumerate(old)}
        first = {
            new: min(order[was] for was, became in came.items() if new in became)
            for new in mentions
            if new not in order
        }
        return tuple(sorted(found, key=lambda actor: (order | first)[actor.id]))


def _followed(anchors: list[tuple[int, str]], start: int, old: str) -> str:
    """Return whom the last of an actor's named mentions before a place became, or else the first after it."""
    ordered = sorted(anchors)
    before = [new for place, new in ordered if place <= start]
    return before[-1] if before else ordered[0][1] if ordered else old


def _event(event: Event, moves: Moves) -> Event:
    return replace(event, arguments=tuple(_argument(argument, moves) for argument in event.arguments))


def _argument(argument: Argument, moves: Moves) -> Argument:
    if argument.actor is None:
        return argument
    return replace(argument, actor=moves.where(argument.actor, [(argument.start, argument.end)])[0])


def _claim(claim: Claim, moves: Moves) -> Claim:
    source = claim.source
    if source is not None:
        source = replace(source, actors=_all(source.actors, source.spans, moves))
    spans = claim.content.spans
    forms: dict[str, AboutForm] = {}
    for form in claim.about_forms:
        for new in moves.where(form.actor, spans):
            forms.setdefault(new, replace(form, actor=new))
    about = _all(claim.about, spans, moves)
    return replace(claim, source=source, about=about, about_forms=tuple(forms.values()))


def _all(actors: Iterable[str], spans: Iterable[tuple[int, int]], moves: Moves) -> tuple[str, ...]:
    """Return whom some actors became, each once."""
    spans = tuple(spans)
    return tuple(dict.fromkeys(new for old in actors for new in moves.where(old, spans)))
