"""Who did it and to whom: heads of the arguments of a trigger, read from the parse."""

from dataclasses import dataclass, field

from korea_nlp.components.events.candidates import Candidate
from korea_nlp.components.events.noun_classes import find_phrases, is_of, own_classes
from korea_nlp.components.events.tables import SOMEBODY, EventType, Knowledge
from korea_nlp.syntax import Parse, subjects_of
from korea_nlp.syntax.clauses import POSSESSIVES, doers_of
from korea_nlp.syntax.labels import MODIFIERS, NOMINAL, VERBAL

Actors = dict[int, tuple[str, ...]]  # by token: the actors it stands for
RANKS = (
    ("with", "against", "between", "toward", "towards", "on", "upon", "to", "over"),
    ("for", "from", "of", "into", "at", "about"),
    ("in", "inside", "near", "across", "along", "off"),
)
PREPOSITIONS = {word: rank for rank, words in enumerate(RANKS) for word in words}
INSTRUMENTAL = frozenset({"missile_launch", "artillery_fire", "satellite_launch", "drone_or_balloon_incursion"})
RECIPROCAL = frozenset({"meeting", "agreement"})
SUFFERED = frozenset({"casualties", "death", "killed", "missing", "wounded"})
FIRING = frozenset({"border_clash", "clash", "warning_shots"})
GIVING = frozenset({"aid", "arms_transfer", "trade", "asylum"})
TOGETHER = frozenset({
    "border_clash", "clash", "commitment", "cooperation", "failure_to_agree", "joint_exercise", "recognition", "trade",
    "vow",
})  # fmt: skip
AIMING = frozenset({"ACCUSE", "ASSAULT", "COERCE", "PROTEST", "REJECT", "SANCTION", "THREATEN", "YIELD"})
TOWARDS = frozenset({"against", "into", "to", "toward", "towards"})
SOMEWHERE = frozenset({"on", "at", "along"})
NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
TIMES = frozenset({"DATE", "TIME"})
ARGUMENTS = NOMINAL | {"PRON", "NUM", "ADJ"}


@dataclass(slots=True)
class Roles:
    """Heads of an event's arguments."""

    agents: list[int] = field(default_factory=list)
    patients: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    addressees: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    instruments: list[int] = field(default_factory=list)

    @property
    def targets(self) -> list[int]:
        """All that the event is done to or with."""
        return [*self.patients, *self.recipients, *self.addressees]


def read_roles(parse: Parse, known: Knowledge, event: Candidate, actors: Actors) -> Roles:
    """Return the roles of one event, as far as its own clause tells them."""
    verbal = parse.pos[event.token] in VERBAL
    roles = Roles()
    if event.verb >= 0:
        roles.agents = _agents_of_verb(parse, known, event)
    if not verbal:
        _read_noun(parse, known, event, roles, actors)
    objects = [o for o in event.objects if parse.ent[o] not in TIMES]
    if hurls(event.type):
        roles.instruments = [*event.absorbed, *(o for o in objects if not acts(parse, known, o, actors))]
        objects = [o for o in objects if acts(parse, known, o, actors)]
    if event.type.event in GIVING and event.absorbed:
        roles.patients = list(event.absorbed)  # "supplied the North with oil"
        roles.recipients = [o for o in objects if o not in event.absorbed and acts(parse, known, o, actors)]
        objects = []
    roles.patients += [o for o in objects if o not in roles.agents]
    _split_reciprocal(parse, event, roles)
    _read_prepositions(parse, known, event, roles, actors)
    if event.type.event in FIRING:
        roles.instruments += event.absorbed  # "exchanged fire", "fired warning shots"
    elif not roles.targets and not hurls(event.type):
        roles.patients = [o for o in event.absorbed if o not in roles.agents]
    if event.type.kind == "visit":  # "visited Pyongyang": where it goes is where it is
        roles.places += [i for i in roles.patients if i not in roles.places and _is_place(parse, known, i)]
    if not roles.agents and event.type.plover in ("COERCE", "ACCUSE"):
        roles.agents = [place for place in roles.places if parse.ent[place] == "GPE"][:1]  # "held in Iran"
    return roles


def hurls(type: EventType) -> bool:
    """Tell whether an event's objects are what is hurled: "fired shells", but not "shelled the island"."""
    return type.kind in INSTRUMENTAL and type.plover != "ASSAULT"


def acts(parse: Parse, known: Knowledge, i: int, actors: Actors) -> bool:
    """Tell whether a token is, or belongs to, somebody: an actor's mention, a named entity, a word for people."""
    if i in actors or parse.pos[i] == "PROPN" or parse.ent[i] in NAMED:
        return True
    return is_of(parse, known, i, SOMEBODY) or any(parse.ent[k] == "NORP" for k in parse.children(i, "amod"))


def _agents_of_verb(parse: Parse, known: Knowledge, event: Candidate) -> list[int]:
    verb = event.verb
    if event.passive:
        by = [p for p in parse.kids[verb] if parse.lower[p] == "by"]
        doers = [noun for p in by for noun in parse.objects_of_prep(p)]
        return [i for i in doers if "means" not in own_classes(parse, known, i)]  # "shipped by rail"
    if verb != event.token:
        if parse.dep[event.token] == "attr" and parse.lemma[verb] == "be":
            return []  # "It was the North's first launch"
        if known.verb_operators.get(parse.lemma[verb]) == "report" and parse.pos[event.token] in NOMINAL:
            return []
        if passive := parse.children(verb, "nsubjpass"):
            if parse.dep[event.token] == "pobj":  # "troops were engaged in a clash"
                return [noun for p in passive for noun in parse.conjuncts(p)]
            return doers_of(parse, verb)
        if parse.dep[verb] == "acl" and parse.tag[verb] == "VBN":
            return []
    return subjects_of(parse, verb)


def _read_noun(parse: Parse, known: Knowledge, event: Candidate, roles: Roles, actors: Actors) -> None:
    """Read the roles that stand within a noun's own phrase: "the North's launch", "talks between A and B"."""
    noun = event.token
    for kid in parse.kids[noun]:
        dep = parse.dep[kid]
        if event.type.event in SUFFERED and dep in ("poss", *MODIFIERS):  # "North Korean casualties"
            if acts(parse, known, kid, actors):
                roles.patients.append(kid)
            continue
        if dep == "poss" and not roles.agents:
            roles.agents = [kid] if kid in actors or parse.lower[kid] not in POSSESSIVES else _owner(parse, noun)
        elif dep == "acl" and not roles.agents:  # "a dinner hosted by Seoul"
            roles.agents = doers_of(parse, kid)
        elif dep in MODIFIERS and not roles.agents and not _is_half(parse, kid) and acts(parse, known, kid, actors):
            roles.agents = [kid]
        elif dep in ("prep", "agent") and parse.lower[kid] == "by" and not roles.agents:
            roles.agents = parse.objects_of_prep(kid)
        elif parse.lower[kid] == "between":
            parties = parse.objects_of_prep(kid)
            roles.agents, roles.addressees = parties[:1], roles.addressees + parties[1:]


def _owner(parse: Parse, noun: int) -> list[int]:
    """Return whom "his" or "their" means, where no mention says so: the subject of the clause."""
    if parse.dep[noun] == "attr":
        return []  # "It was its first launch"
    verb = next((a for a in parse.ancestors(noun) if parse.pos[a] in VERBAL), -1)
    return subjects_of(parse, verb) if verb >= 0 else []


def _read_prepositions(parse: Parse, known: Knowledge, event: Candidate, roles: Roles, actors: Actors) -> None:
    """Read those that prepositions bring, under the trigger, its object or its light verb, the likeliest first."""
    taken = {*roles.agents, *roles.patients, *roles.addressees, *roles.instruments}
    hosts = dict.fromkeys((event.token, *event.absorbed, *event.objects, *((event.verb,) if event.verb >= 0 else ())))
    found: list[tuple[int, int, int]] = []
    for host in hosts:
        if host not in event.objects:
            for kid in parse.children(host, "dative"):  # "gave the North aid", "gave aid to the North"
                nouns = parse.conjuncts(kid) if parse.pos[kid] in NOMINAL else parse.objects_of_prep(kid)
                found += ((-1, host, noun) for noun in nouns)
        for prep in parse.kids[host]:
            if parse.dep[prep] in ("prep", "dative") and (rank := PREPOSITIONS.get(parse.lower[prep], -1)) >= 0:
                found += ((rank, prep, noun) for noun in parse.objects_of_prep(prep))
        if host in event.absorbed and host not in taken:
            found += _within(parse, known, host, actors)
    taken |= {*event.absorbed}
    for rank, prep, noun in sorted(found):
        if noun in taken or parse.ent[noun] in TIMES or parse.pos[noun] not in ARGUMENTS:
            continue
        taken.add(noun)
        if hurls(event.type) and parse.lower[prep] == "of":
            roles.instruments.append(noun)  # "the launch of a missile"
            continue
        if hurls(event.type) and parse.lower[prep] != "at":
            roles.places.append(noun)  # "from Sunan into the sea"
            if parse.lower[prep] in TOWARDS and noun in actors:
                roles.recipients.append(noun)
            continue
        if event.type.kind == "visit" and "visit" in own_classes(parse, known, noun):
            continue  # "arrived for a three-day visit"
        if event.type.event == "disaster":
            roles.places.append(noun)
            continue
        if rank == 2 or (parse.lower[prep] in SOMEWHERE and not _is_aimed(parse, event, prep, noun)):
            if _is_place(parse, known, noun):
                roles.places.append(noun)
                if event.type.kind == "visit" and not roles.targets:
                    roles.patients.append(noun)  # "arrived in Beijing"
                continue
            if rank == 2 and (roles.targets or not acts(parse, known, noun, actors)):
                continue
        if parse.lower[prep] == "with":
            roles.addressees.append(noun)
        elif roles.patients:
            if event.type.kind == "troop_deployment" and noun not in actors and _is_place(parse, known, noun):
                roles.places.append(noun)  # "sent to the front lines"
            if acts(parse, known, noun, actors):
                roles.recipients.append(noun)
        else:
            roles.patients.append(noun)


def _is_aimed(parse: Parse, event: Candidate, prep: int, noun: int) -> bool:
    """Tell whether "on" or "at" brings a target: "sanctions on Iran", "the attack on the base"."""
    if parse.ent[noun] == "GPE":
        return True
    return parse.lower[prep] == "on" and event.type.plover in AIMING and event.type.kind != "casualties"


def _is_place(parse: Parse, known: Knowledge, noun: int) -> bool:
    """Tell whether a noun is a place by its name or by itself: "the front lines"."""
    if parse.ent[noun] in PLACES or "place" in own_classes(parse, known, noun):
        return True
    return next(find_phrases(parse, noun, noun + 3, known.places), None) is not None


def _is_half(parse: Parse, i: int) -> bool:
    """Tell whether a token is but one part of a word with hyphens: "inter-Korean"."""
    return "-" in parse.lower[max(0, i - 1) : i + 2]


def _within(parse: Parse, known: Knowledge, noun: int, actors: Actors) -> list[tuple[int, int, int]]:
    """Return whose or what kind an absorbed object is: "Seoul's offer", "the ban imposed on imports"."""
    found = []
    for kid in parse.kids[noun]:
        if parse.dep[kid] == "poss" and parse.lower[kid] not in POSSESSIVES:
            found.append((0, kid, kid))
        elif parse.dep[kid] in MODIFIERS and not _is_half(parse, kid) and acts(parse, known, kid, actors):
            found.append((1, kid, kid))
        elif parse.dep[kid] in ("acl", "relcl"):
            for prep in parse.children(kid, "prep", "agent"):
                if parse.lower[prep] in PREPOSITIONS or parse.dep[prep] == "agent":
                    found += [(1, prep, inner) for inner in parse.objects_of_prep(prep)]
    return found


def _split_reciprocal(parse: Parse, event: Candidate, roles: Roles) -> None:
    """Make the others than the first agent those it is done with: "Seoul and Tokyo agreed"."""
    if event.type.kind not in RECIPROCAL and event.type.event not in TOGETHER:
        return
    if len(roles.agents) > 1 and not (roles.patients and event.type.kind == "meeting"):
        roles.addressees = roles.agents[1:]
        roles.agents = roles.agents[:1]
    elif len(roles.agents) == 1:  # "Russia and Turkey's ministers met"
        for kid in parse.kids[roles.agents[0]]:
            if parse.dep[kid] in ("poss", *MODIFIERS):
                roles.addressees += parse.conjuncts(kid)[1:]
