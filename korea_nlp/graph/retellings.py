"""Which events of several articles are one: by kind, day and mode, by who takes part and where.

The table ``event_identity`` says for each kind what must be told, and alike; of all else nothing may contradict. Events
of other kinds, of no day and of longer times stay apart: too many of them happen on one day.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Literal, NamedTuple
from urllib.parse import quote

from korea_nlp.knowledge.namesakes import MOSTLY, split
from korea_nlp.lexicon import load_lexicon

Aspect = Literal["agent", "parties", "people", "place", "state", "target", "where", "word"]
BY_COUNTRY = ("state", "government", "group")  # kinds of actors who act for their state
ONCE = frozenset(("state",))  # what alone must agree where one a day is all there is of a doer
TARGETS = ("patient", "recipient", "addressee")
BETWEEN = frozenset(("parties", "people"))  # what is told of all who take part, whoever does it to whom
MEETING = 2  # who take part at least
# words for what is but a part of a meeting or visit
PARTS = frozenset({"breakfast", "dinner", "greeted", "hands", "lunch", "luncheon", "reception"})


# event_identity.csv
@dataclass(frozen=True, slots=True)
class IdentityRow:
    """What makes two events of one kind, day and mode one.

    Attributes:
        subkind: None for all of the kind.
        agree: What both must tell, and alike; nothing where one a day is all there is.
    """

    kind: str
    subkind: str | None
    agree: tuple[Aspect, ...]
    example: str
    source: str


class Part(NamedTuple):
    """Who has which part in an event.

    Attributes:
        who: A person's or a body's id; the country of who acts for a state.
    """

    role: str
    who: str
    country: str | None
    person: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """What an article tells of an event that is a matter of one day.

    Attributes:
        id: Of the article and of the event: ``a1/e5-9``, as in graphs.
        word: The trigger, in lower case.
        place: The id of the place.
        amounts: Exact ones, by what is counted and in what unit.
    """

    id: str
    article: str
    event: str
    kind: str
    subkind: str | None
    mode: str
    day: str
    word: str | None
    parts: tuple[Part, ...] = ()
    place: str | None = None
    place_country: str | None = None
    amounts: Mapping[str, float] = field(default_factory=dict)

    def tell(self, aspect: Aspect) -> str | None:
        """Return what is told of an aspect, None where nothing is."""
        if aspect == "word":
            return self.word
        if aspect == "place":
            return self.place
        if aspect == "state":
            return _listed(part.country for part in self.parts if part.role == "agent")
        if aspect == "where":
            places = _listed([self.place_country, *(part.country for part in self.parts if part.role == "place")])
            return places or _listed(part.country for part in self.parts if part.role == "patient")
        if aspect in ("parties", "people"):
            parties = [part for part in self.parts if part.role in ("agent", *TARGETS)]
            met = {part.who for part in parties if part.person}
            if len(met) < MEETING and aspect == "parties":
                met = {part.country for part in parties if part.country}
            return _listed(met) if len(met) >= MEETING else None  # one alone agrees with nobody
        roles = ("agent",) if aspect == "agent" else TARGETS
        return _listed(part.who for part in self.parts if part.role in roles)


@dataclass(frozen=True, slots=True)
class SameEvent:
    """An event that several articles tell.

    Attributes:
        id: Of what is told of it, whichever the articles are: ``event:missile_launch:2017-07-04:actual:PRK``.
        events: The article's and the event's id of each telling, in order.
        why: What they agree in, in words.
    """

    id: str
    kind: str
    mode: str
    day: str
    events: tuple[tuple[str, str], ...]
    why: str


def _listed(told: Iterable[str | None]) -> str | None:
    return "+".join(sorted({one for one in told if one})) or None


def find_same(tellings: Iterable[Telling]) -> Iterator[tuple[SameEvent, Sequence[Telling]]]:
    """Yield the events that several articles tell, with what each tells, in the order of their ids.

    An event that an article seems to tell twice is none of the others', since either may be; where many articles do so,
    all stay apart.
    """
    alike: dict[tuple[str, ...], list[Telling]] = defaultdict(list)
    for telling in tellings:
        if (key := _key(telling)) is not None:
            alike[key].append(telling)
    found = []
    for key, group in alike.items():
        if len({telling.article for telling in group}) > 1:
            for marks, part in _parts(sorted(group, key=lambda telling: telling.id)):
                if len(members := _once(part)) > 1:
                    found.append((_same((*key, *marks), members), members))
    yield from sorted(found, key=lambda one: one[0].id)


@cache
def _identities() -> Mapping[tuple[str, str | None], IdentityRow]:
    rows = load_lexicon("event_identity").rows(IdentityRow, key=("kind", "subkind"))
    return {(row.kind, row.subkind): row for row in rows}


def _identity(telling: Telling) -> IdentityRow | None:
    rows = _identities()
    return rows.get((telling.kind, telling.subkind)) or rows.get((telling.kind, None))


def _key(telling: Telling) -> tuple[str, ...] | None:
    """Return what must be alike, None where too little is told."""
    row = _identity(telling)
    told = [telling.tell(aspect) for aspect in row.agree] if row else [None]
    if row is None or None in told:
        return None
    if PARTS & set((telling.word or "").split()):
        return None
    if ONCE.issuperset(row.agree) and (telling.word or "").endswith("s"):  # "its missile tests": a series
        return None
    return (telling.kind, telling.day, telling.mode, row.subkind or "", *map(str, told))


def _parts(group: Sequence[Telling]) -> Iterator[tuple[tuple[str, ...], Sequence[Telling]]]:
    """Yield those that nothing tells apart, with what does so from the others."""
    parts: list[tuple[tuple[str, ...], Sequence[Telling]]] = [((), group)]
    for told in _optional(group):
        parts = [
            ((*marks, value) if value else marks, members)
            for marks, part in parts
            for value, members in split(part, told)
        ]
    yield from parts


def _optional(group: Sequence[Telling]) -> Iterator[Callable[[Telling], str | None]]:
    """Yield what need not be told, but must not contradict."""
    row = _identity(group[0])
    yield lambda one: one.subkind
    yield lambda one: one.place
    yield lambda one: one.tell("where") if row and BETWEEN.isdisjoint(row.agree) else one.place_country
    if row and BETWEEN.isdisjoint(row.agree):  # who agrees with whom is told either way
        yield lambda one: one.tell("state")
        yield lambda one: one.tell("target")
    amounts: dict[str, set[float]] = defaultdict(set)
    for one in group:
        for counted, amount in one.amounts.items():
            amounts[counted].add(amount)
    for counted in sorted(counted for counted, told in amounts.items() if len(told) > 1):
        yield partial(_amount, counted)


def _amount(counted: str, telling: Telling) -> str | None:
    return str(telling.amounts[counted]) if counted in telling.amounts else None


def _once(part: Sequence[Telling]) -> Sequence[Telling]:
    """Return the tellings of articles that tell the event once, nothing where many tell it twice."""
    tellings = Counter(telling.article for telling in part)
    once = [telling for telling in part if tellings[telling.article] == 1]
    return once if len(once) >= MOSTLY * len(tellings) else []


def _same(marks: tuple[str, ...], members: Sequence[Telling]) -> SameEvent:
    first = members[0]
    kind, day, mode, *others = marks
    id = ":".join(quote(mark, safe="+") for mark in ("event", kind, day, mode, *filter(None, others)))
    events = tuple((telling.article, telling.event) for telling in members)
    return SameEvent(id, first.kind, first.mode, first.day, events, "; ".join(_reasons(members)))


def _reasons(members: Sequence[Telling]) -> Iterator[str]:
    """Yield what some tellings agree in: "missile_launch, actual, on 2017-07-04; state PRK; subkind ICBM in 2 of 3"."""
    first = members[0]
    row = _identity(first)
    yield f"{first.kind}, {first.mode}, on {first.day}"
    needed = row.agree if row else ()
    for aspect in needed:
        yield f"{aspect} {first.tell(aspect)}"
    others = {"subkind": [one.subkind for one in members], "place": [one.place for one in members]}
    for name, values in others.items():
        told = [value for value in values if value]
        if told and name not in needed:
            yield f"{name} {', '.join(sorted(set(told)))} in {len(told)} of {len(members)} articles"
