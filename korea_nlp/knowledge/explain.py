"""Why words stand for an actor: the rule, the row of the table and its dates, in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from korea_nlp.knowledge.base import KnowledgeBase
from korea_nlp.knowledge.rows import HolderRow, OfficeRow
from korea_nlp.records import Actor, Claim, Mention, Record, references
from korea_nlp.records.references import IMPLIED, NAMED, POINTING, REFERRED


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a mention stands for its actor.

    Attributes:
        text: All of it in words; ``str()`` gives the same.
        actor: The actor's id; None where the record was not given.
        rule: The rule as the record holds it: ``role:usa-president@2025-01-20``.
        rows: The rows of the tables that decided, each with where it stands.
        start: First day for which the row that decided holds, where it is dated.
        end: Last day for which it holds, as far as is known.
    """

    text: str
    actor: str | None
    rule: str
    rows: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class _Case:
    """What an explanation is made of."""

    mention: Mention
    actor: Actor | None
    record: Record | None
    knowledge: KnowledgeBase

    @property
    def name(self) -> str:
        return self.actor.name if self.actor else "the actor"

    @property
    def day(self) -> str:
        if self.record is None:
            return "on the day of publication"
        published = self.record.published
        return f"on {published[:10]}, the day of publication" if published else "as last known, for want of a date"


_Found = tuple[str, Iterable[str], str | None, str | None]  # words, rows, start, end


def explain_mention(mention: Mention, record: Record | None, knowledge: KnowledgeBase) -> Explanation:
    """Return why a mention stands for its actor, by the tables of a knowledge base."""
    actor = None
    if record is not None:
        actor = next((actor for actor in record.actors if mention in actor.mentions), None)
    case = _Case(mention, actor, record, knowledge)
    head, _, detail = mention.rule.partition(":")
    said = ""
    if head in CONTEXTS and ":" in detail:
        said = CONTEXTS[head]
        head, _, detail = detail.partition(":")
    words, rows, start, end = READERS.get(head, _unknown)(case, detail)
    is_taken = "is taken for" if head in TAKEN or said else "is"
    text = f"{mention.text!r} {is_taken} {case.name}: {said}{words}"
    return Explanation(text, actor.id if actor else None, mention.rule, tuple(rows), start, end)


def explain_parts(claim: Claim, record: Record, knowledge: KnowledgeBase) -> tuple[Explanation, ...]:
    """Return why each actor of a claim's source is its source, then why it is about each that it is about."""
    source, found = claim.source, list[Explanation]()
    if source is not None:
        for actor in source.actors:
            found.append(_explain_part("Source", actor, source.spans, "words of the source", record, knowledge))
    spans, part = claim.content.spans, "words of the content"
    for actor, form, _ in references(claim, {actor.id: actor for actor in record.actors}):
        found.append(_explain_part("About", actor, spans, part, record, knowledge, form))
    return tuple(found)


def _explain_part(
    label: str,
    id: str,
    spans: Iterable[tuple[int, int]],
    part: str,
    record: Record,
    knowledge: KnowledgeBase,
    form: str = IMPLIED,
) -> Explanation:
    """Return why an actor has a part in a claim: by its mentions in those words, or by its last one before them.

    ``form`` tells how those words speak of it where none of them is a mention.
    """
    spans = tuple(spans)
    actor = next((actor for actor in record.actors if actor.id == id), None)
    mentions = sorted(actor.mentions if actor else (), key=lambda mention: mention.start)
    inside = [
        mention for mention in mentions if any(start <= mention.start and mention.end <= end for start, end in spans)
    ]
    name = actor.name if actor else id
    if inside:
        plainest = min(inside, key=lambda mention: mention.form in POINTING)
        found = explain_mention(plainest, record, knowledge)
        return replace(found, text=f"{label}: the {part} hold {plainest.text!r}. {found.text}", actor=id)
    unnamed = f"{label}: {UNMENTIONED[form].format(part=part, name=name)}"
    before = [mention for mention in mentions if spans and mention.start < spans[0][0]]
    if not before:
        return Explanation(f"{unnamed}.", id, "")
    found = explain_mention(before[-1], record, knowledge)
    return replace(found, text=f"{unnamed}. Its last mention before: {found.text}", actor=id)


UNMENTIONED = {
    NAMED: "the {part} hold a name or an adjective of {name} that is no mention by itself, as before a noun",
    REFERRED: "one of the {part} is read as pointing to {name}",
    IMPLIED: "none of the {part} is read as a mention of {name}, the likeliest of the article's other actors",
}


def _called(case: _Case, id: str) -> str:
    """Return an actor's name by its id; the id where neither the record nor the tables have it."""
    held = case.record.actors if case.record else ()
    name = next((actor.name for actor in held if actor.id == id), None)
    return name or (case.knowledge.actors[id].name if id in case.knowledge.actors else id)


def _alias(case: _Case, detail: str) -> _Found:
    wanted = case.actor.id.partition(":")[0] if case.actor else None  # "the Moon administration" is named by Moon
    found = [row for row in case.knowledge.candidates(detail) if wanted in (None, row.actor)]
    if not found:
        return f"the name {detail!r} stood for it in the tables of the time, and does so no longer.", (), None, None
    row = found[0]
    place = case.knowledge.place("aliases", row)
    return (
        f"{detail!r} is {FORMS[row.form]} of {_called(case, row.actor)} ({place}; source: {row.source or 'not said'}).",
        [f"{place}: {row.alias}, {row.actor}, {row.form}"],
        None,
        None,
    )


def _role(case: _Case, detail: str) -> _Found:
    office_id, _, start = detail.partition("@")
    office = case.knowledge.offices.get(office_id)
    if office is None:
        return f"{office_id.replace('-', ' ')} is a role for which the tables have no holders.", (), None, None
    if start == "named":
        words = f"the article has no date; of the holders of the office {office.name}, it names only this one."
        return words, [_office_row(case, office)], None, None
    row = next(
        (row for row in case.knowledge.holders.get(office_id, ()) if row.start == start and _fits(case, row)), None
    )
    if row is None:
        return f"the tables of the time had this holder of the office {office.name}.", (), start or None, None
    place = case.knowledge.place("holders", row)
    until = f"to {row.end}" if row.end else f"and was last known to hold it on {row.known}"
    words = (
        f"the words mean the office {office.name}, which {case.knowledge.actor(row.actor).name} held from {row.start} "
        f"{until}; it is read {case.day} ({place}; source: {row.source or 'not said'})."
    )
    shown = f"{place}: {row.office}, {row.actor}, {row.start}, {row.end or ''}, {row.known or ''}"
    return words, [shown, _office_row(case, office)], row.start, row.end or row.known


def _fits(case: _Case, row: HolderRow) -> bool:
    return case.actor is None or row.actor == case.actor.id


def _office(case: _Case, detail: str) -> _Found:
    office = case.knowledge.offices.get(detail)
    if office is None:
        return f"it is the office {detail}, whoever holds it.", (), None, None
    rows = case.knowledge.holders.get(office.id, ())
    latest = max((row.end or row.known or "" for row in rows), default="")
    known = f"the tables know its holders up to {latest}" if latest else "the tables know no holder of it"
    words = (
        f"the words mean the office {office.name}. Who held it {case.day} is not known: {known}, and nobody is guessed."
    )
    return words, [_office_row(case, office)], None, latest or None


def _office_row(case: _Case, office: OfficeRow) -> str:
    return f"{case.knowledge.place('offices', office)}: {office.id}, {office.role}, {office.name}"


def _body(case: _Case, detail: str) -> _Found:
    code, _, sector = detail.partition(" ")
    body = case.knowledge.bodies.get((code, sector))
    if not sector or body is None:
        return f"the words tell of the people or body of {detail}.", (), None, None
    words = f"{sector.replace('-', ' ')} of {_country(case, code)} is {_called(case, body)} (bodies.csv)."
    return words, [f"bodies.csv: {code}, {sector}, {body}"], None, None


def _sector(case: _Case, detail: str) -> _Found:
    code, _, sector = detail.partition(" ")
    words = f"the words are read as {sector.replace('-', ' ')} of {_country(case, code)}, without a name of its own."
    return words, [f"sectors.csv: {sector}"] if sector in case.knowledge.sectors else (), None, None


def _state(case: _Case, detail: str) -> _Found:
    return f"the words stand for the state, {_country(case, detail)}.", (), None, None


def _people(case: _Case, detail: str) -> _Found:
    return f"{detail.partition('→')[0]!r} are a country's people (countries.csv).", (), None, None


def _speaker(case: _Case, detail: str) -> _Found:
    return f"who speaks for {_called(case, detail)} stands for that body.", (), None, None


def _members(case: _Case, detail: str) -> _Found:
    return f"the words name {_called(case, detail)}, or people of it, who stand for it.", (), None, None


def _administration(case: _Case, code: str) -> _Found:
    return f"it is the government of {_country(case, code)}, by who led it {case.day}.", (), None, None


def _user(case: _Case, detail: str) -> _Found:
    actor = case.knowledge.resolutions.get(detail)
    places = [
        f"{part.place(at)}: {row.words}, {row.actor}"
        for part in case.knowledge.own
        for at, row in enumerate(part.rows)
        if part.table == "resolutions" and row.words == detail and actor
    ]
    where = f" ({places[0].partition(': ')[0]})" if places else ""
    return f"a user said that {detail!r} always stands for it{where}.", places, None, None


def _short(case: _Case, detail: str) -> _Found:
    name = _called(case, detail)
    if case.actor and case.actor.id.startswith(f"{detail}:"):
        return f"a government is called by the name of who leads it, here {name}.", (), None, None
    return f"the article names {name} in full; a short name is taken for whoever of that name fits it.", (), None, None


def _other(case: _Case, detail: str) -> _Found:
    return f"the words before it tell that it is another name of {_called(case, detail)}.", (), None, None


def _leader(case: _Case, detail: str) -> _Found:
    return (
        f"nobody else of this name is in the article, and {_called(case, detail)} led the country {case.day}.",
        (),
        None,
        None,
    )


def _in_office(case: _Case, detail: str) -> _Found:
    words = f"of this name {_called(case, detail)} alone held an office of a country in the article {case.day}."
    return words, (), None, None


def _title(case: _Case, detail: str) -> _Found:
    return f"the title before it tells who of that name is meant, {_called(case, detail)} {case.day}.", (), None, None


def _pointing(case: _Case, detail: str) -> _Found:
    return f"{detail.partition('→')[0]!r} is read as pointing back to who was named before it.", (), None, None


def _learnt(case: _Case, detail: str) -> _Found:
    return f"of those named around it, the reader finds this the likeliest for {detail!r}.", (), None, None


def _pair(case: _Case, detail: str) -> _Found:
    return f"{detail!r} is read as the two that were named before it.", (), None, None


def _named(case: _Case, detail: str) -> _Found:
    return "the words are read as a name or a noun for it; the tables do not know it under them.", (), None, None


def _acronym(case: _Case, detail: str) -> _Found:
    return f"the article itself gives {detail!r} as its short form.", (), None, None


def _unknown(case: _Case, detail: str) -> _Found:
    return f"the rule is {case.mention.rule!r}.", (), None, None


def _country(case: _Case, code: str) -> str:
    row = case.knowledge.countries.get(code)
    return case.knowledge.actors[row.actor].name if row else code


FORMS = {
    "name": "a name",
    "alias": "an acronym or other name",
    "short": "a short name",
    "metonym": "a place that stands for those who govern there, a name",
    "compass": "a point of the compass that stands for one Korea, a name",
    "shared": "a name that people and other places bear too",
}
TAKEN = frozenset({"antecedent", "document", "nominal", "owner", "pair", "pronoun", "short-name"})  # what is not sure
CONTEXTS = {
    "context": "the words name no country; one of the text around them is taken, and ",
    "place": "the words name a place that tells the country, and ",
}
READERS: dict[str, Callable[[_Case, str], _Found]] = {
    "administration": _administration,
    "alias": _alias,
    "antecedent": _learnt,
    "acronym": _acronym,
    "body": _body,
    "document": _pointing,
    "given-name": _short,
    "leader-name": _leader,
    "members": _members,
    "named": _named,
    "ner": _named,
    "couple": _named,
    "nominal": _pointing,
    "office": _office,
    "office-name": _in_office,
    "other-name": _other,
    "owner": _pointing,
    "pair": _pair,
    "people": _people,
    "pronoun": _pointing,
    "reader": _named,
    "role": _role,
    "sector": _sector,
    "short-name": _short,
    "spokesperson": _speaker,
    "state": _state,
    "title-name": _title,
    "user": _user,
}
