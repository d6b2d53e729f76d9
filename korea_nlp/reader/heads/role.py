"""Who did it to whom: each actor of the article beside an event, as its agent, its patient, or as none."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from korea_nlp.ops import Floats
from korea_nlp.reader.facts import between, bucket, country_of
from korea_nlp.reader.heads.about import Cast
from korea_nlp.reader.heads.items import Item, ItemHead
from korea_nlp.syntax import SUBJECTS, Parse, Piece

NAME = "role"
NONE = "none"
LABELS = (NONE, "agent", "patient")
SLOTS = 2  # the actor's mention that stands nearest, the trigger
RoleHead = partial(ItemHead, NAME, LABELS, SLOTS)

LATELY, FREQUENT = 3, 4  # actors asked about that were named last before the sentence, and that are named most
CLIMB = 5  # heads from a trigger, and from a mention, up to the word that both hang on
FAR = "far"
GAPS = ((0, "0"), (1, "1"), (3, "2-3"), (6, "4-6"), (12, "7-12"), (24, "13-24"))
ALONE = 0.5  # share of the threshold that the likeliest actor of an event's role needs where nobody reaches it


@dataclass(frozen=True, slots=True)
class Happening:
    """An event before it is asked who did it to whom.

    Attributes:
        key: Its id.
        at: The head of its trigger.
        light: The verb that a noun is told with: "[held] a drill"; else the same.
        ruled: The role of each actor by grammar.
        passive: Whether its verb is passive.
    """

    key: str
    trigger: Piece
    at: int
    light: int
    kind: str
    mode: str
    ruled: Mapping[str, str]
    passive: bool


Asked = tuple[Item, int, str, int]  # with the number of its event, the actor, and the place of the mention


def make_items(cast: Cast, events: Sequence[Happening], states: Mapping[str, str]) -> list[Asked]:
    """Return what is asked of the events of an article, in their order.

    Args:
        cast: The actors of the article.
        events: Its events.
        states: The actors that are states, by the code of their country.
    """
    agents: dict[str, set[str]] = {}
    for event in events:
        agents.setdefault(event.kind, set()).update(key for key, role in event.ruled.items() if role == "agent")
    homes = {
        key: states[actor.country] for key, actor in cast.actors.items() if actor.country and actor.country in states
    }
    return [
        one for number, event in enumerate(events) for one in _of_event(cast, number, event, agents[event.kind], homes)
    ]


def choose(asked: Sequence[Asked], likely: Floats, threshold: float) -> dict[int, list[tuple[str, str, int]]]:
    """Return role, actor and place of its mention of who takes part in each event, the likeliest first.

    Who is likely enough stands, and the likeliest agent and patient where there is nobody, unless that is unlikely.
    """
    scored: dict[tuple[int, str], list[tuple[float, str, int]]] = {}
    for (_, number, actor, place), row in zip(asked, likely.tolist(), strict=True):
        best = max(range(1, len(LABELS)), key=row.__getitem__)
        scored.setdefault((number, LABELS[best]), []).append((1 - row[0], actor, place))
    found: dict[int, list[tuple[str, str, int]]] = {}
    for (number, role), several in scored.items():
        several.sort(key=lambda one: -one[0])
        standing = [one for one in several if one[0] >= threshold]
        standing = standing or [one for one in several[:1] if one[0] >= threshold * ALONE]
        found.setdefault(number, []).extend((role, actor, place) for _, actor, place in standing)
    return found


def _of_event(cast: Cast, number: int, event: Happening, agents: set[str], homes: Mapping[str, str]) -> Iterator[Asked]:
    parse, at = cast.parse, event.at
    low, high = parse.sentence(at)
    first, after = bisect_left(cast.starts, low), bisect_left(cast.starts, high)
    here: dict[str, list[int]] = {}
    for place in range(first, after):
        here.setdefault(cast.mentions[place].actor, []).append(place)
    lately = dict.fromkeys(cast.mentions[place].actor for place in range(first - 1, max(-1, first - 9), -1))
    ruled = [key for key in event.ruled if key in cast.by_actor]
    held = dict.fromkeys([*here, *ruled, *list(lately)[:LATELY], *cast.often[:FREQUENT]])
    # "The president approved the air strikes": his state, which is named elsewhere
    asked = held | dict.fromkeys(homes[key] for key in held if homes.get(key) in cast.by_actor)
    lemma, pos = parse.lemma[at].lower(), parse.pos[at]
    filled = "+".join(sorted(set(event.ruled.values())))
    states = {
        role: {country_of(cast.actors[one]) for one, own in event.ruled.items() if own == role and one in cast.actors}
        for role in LABELS[1:]
    }
    common = [
        f"event={event.kind}",
        f"event={event.kind}|held={min(len(here), 4)}",
        f"filled={filled}",
        f"mode={event.mode}",
        f"lemma={lemma}",
    ]
    order = {key: place for place, key in enumerate(here)}
    recent = {key: place for place, key in enumerate(lately)}
    for key in asked:
        own, actor = cast.by_actor[key], cast.actors[key]
        places = here.get(key) or [own[max(0, bisect_left(own, first) - 1)]]
        ways = [(_path(parse, at, event.light, cast.roots[place]), place) for place in places]
        way, place = min(ways, key=lambda one: (one[0].count(">") if one[0] != FAR else CLIMB * 2, abs(one[1] - first)))
        mention, root = cast.mentions[place], cast.roots[place]
        role, kind, country = event.ruled.get(key, NONE), actor.kind, country_of(actor)
        near = key in here
        passive = f"passive={event.passive}"
        kin = "+".join(name for name, held in states.items() if country in held and country != "none")
        facts = [
            *common,
            *cast.standing[key][near],
            f"rule={role if role in LABELS else NONE}",
            f"ruled={role}|event={event.kind}",
            f"ruled={role}|near={near}",
            f"ruled={role}|{kind}",
            f"ruled={role}|filled={filled}",
            f"ruled={role}|way={way}",
            f"kin={kin}|ruled={role}",
            f"kin={kin}|{kind}|near={near}",
            f"near={near}",
            f"near={near}|filled={filled}",
            f"near={near}|event={event.kind}|{kind}",
            f"event={event.kind}|{kind}",
            f"event={event.kind}|{country}",
            f"event={event.kind}|state={kind == 'state'}|{country}",
            f"lemma={lemma}|{country}",
            f"agent-of-kind={key in agents}|ruled={role}",
            f"agent-of-kind={key in agents}|event={event.kind}|near={near}",
        ]
        if near:
            dep, head = parse.dep[root], parse.head[root]
            after = mention.start >= event.trigger[1]
            gap = mention.start - event.trigger[1] if after else event.trigger[0] - mention.end
            side = "after" if after else "before"
            facts += [
                f"way={way}",
                f"way={way}|{passive}",
                f"way={way}|event={event.kind}",
                f"way={way}|{pos}",
                f"way={way}|lemma={lemma}",
                f"side={side}|{pos}|{passive}",
                f"side={side}|event={event.kind}",
                f"gap={side}{bucket(gap, GAPS)}",
                f"dep={dep}",
                f"dep={dep}|side={side}",
                f"dep={dep}|event={event.kind}",
                f"order={min(order[key], 3)}|side={side}",
                f"form={mention.form}",
                f"subject={dep in SUBJECTS}|verb={parse.lemma[head].lower()}",
                f"before={parse.lower[mention.start - 1] if mention.start > low else ''}|side={side}",
            ]
        else:
            facts += [f"lately={min(recent.get(key, 9), 4)}", f"lately={min(recent.get(key, 9), 4)}|event={event.kind}"]
        slots = (((mention.start, mention.end),), (event.trigger,))
        yield Item(f"{event.key}|{key}", slots, tuple(facts)), number, key, place


def _path(parse: Parse, at: int, light: int, root: int) -> str:
    """Return how one comes from a trigger to a mention over the parse: up, then down; by the light verb if nearer."""
    found = [_way(parse, start, root) for start in dict.fromkeys((at, light))]
    named = [f"{'light:' if place else ''}{way}" for place, way in enumerate(found) if way != FAR]
    return min(named, key=lambda way: way.count(">"), default=FAR)


def _way(parse: Parse, start: int, root: int) -> str:
    found = between(parse, start, root, CLIMB)
    if found is None:
        return FAR
    ups, _, down = found
    return "".join([f">^{parse.dep[i]}" for i in ups] + [f">{_step(parse, i)}" for i in down])


def _step(parse: Parse, i: int) -> str:
    dep = parse.dep[i]
    return f"{dep}:{parse.lower[i]}" if dep in ("prep", "agent") else dep
