"""Who did it and to whom: heads of the arguments of a trigger, read from the parse."""

from dataclasses import dataclass, field

from spacy.strings import get_string_id

from korea_nlp.components.events import tree as t
from korea_nlp.components.events.found import Found
from korea_nlp.components.events.groups import find_phrases, is_of, own_groups
from korea_nlp.components.events.subjects import subject_of
from korea_nlp.components.events.tables import SOMEBODY, Knowledge
from korea_nlp.components.events.tree import POSSESSIVE, Actors, Tree

AT, BY, BETWEEN, WITH, OF, ON, BE = map(get_string_id, ("at", "by", "between", "with", "of", "on", "be"))
RANKS = (
    ("with", "against", "between", "toward", "towards", "on", "upon", "to", "over"),
    ("for", "from", "of", "into", "at", "about"),
    ("in", "inside", "near", "across", "along", "off"),
)
PREPOSITIONS = {get_string_id(word): rank for rank, words in enumerate(RANKS) for word in words}
INSTRUMENTAL = frozenset({"missile_launch", "artillery_fire", "satellite_launch", "drone_or_balloon_incursion"})
RECIPROCAL = frozenset({"meeting", "border_incident", "agreement"})
HUMAN = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC"})
SUFFERED = frozenset({"casualties", "death", "killed", "missing", "wounded"})
FIRING = frozenset({"clash", "warning_shots"})
GIVING = frozenset({"aid", "arms_transfer", "trade", "asylum"})
TOGETHER = frozenset({"commitment", "cooperation", "joint_exercise", "recognition", "failure_to_agree", "trade", "vow"})
TOWARDS = frozenset(map(get_string_id, ("against", "into", "to", "toward", "towards")))
STATES = frozenset(map(get_string_id, ("oppose", "commit", "align", "prepare")))
AIMING = frozenset({"ACCUSE", "ASSAULT", "COERCE", "PROTEST", "REJECT", "SANCTION", "THREATEN", "YIELD"})
PEOPLES = frozenset({"NORP", "GPE"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
HYPHEN = get_string_id("-")
ARGUMENTS = t.NOMINAL | {t.PRONOUN, *map(get_string_id, ("NUM", "ADJ"))}
SOMEWHERE = frozenset(map(get_string_id, ("on", "at", "along")))


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


def read_roles(tree: Tree, known: Knowledge, event: Found, actors: Actors) -> Roles:
    """Return the roles of one event, as far as its own clause tells them."""
    verbal = tree.pos[event.token] in t.VERBAL
    roles = Roles()
    if event.verb >= 0:
        roles.agents = _agents_of_verb(tree, known, event)
    if not verbal:
        _read_noun(tree, known, event, roles, actors)
    objects = [o for o in event.objects if tree.doc[o].ent_type_ not in ("DATE", "TIME")]
    if event.type.kind in INSTRUMENTAL:
        roles.instruments = [*event.absorbed, *(o for o in objects if not acts(tree, known, o, actors))]
        objects = [o for o in objects if acts(tree, known, o, actors)]
    if event.type.event in GIVING and event.absorbed:
        roles.patients = list(event.absorbed)  # "supplied the North with oil"
        roles.recipients = [o for o in objects if o not in event.absorbed and acts(tree, known, o, actors)]
        objects = []
    roles.patients += [o for o in objects if o not in roles.agents]
    _split_reciprocal(tree, event, roles)
    _read_prepositions(tree, known, event, roles, actors)
    if event.type.event in ("deployment", "peacekeeping") and event.passive and not roles.agents:
        roles.agents = _owners(tree, roles.patients)  # "Russian troops were deployed"
    if event.type.event in FIRING:
        roles.instruments += event.absorbed  # "exchanged fire", "fired warning shots"
    elif not roles.targets and event.type.kind not in INSTRUMENTAL:
        roles.patients = [o for o in event.absorbed if o not in roles.agents]
    if not roles.agents and event.type.plover in ("COERCE", "ACCUSE"):
        roles.agents = [place for place in roles.places if tree.doc[place].ent_type_ == "GPE"][:1]  # "held in Iran"
    return roles


def acts(tree: Tree, known: Knowledge, i: int, actors: Actors) -> bool:
    """Tell whether a token is, or belongs to, somebody: an actor's mention, a named entity, a word for people."""
    if i in actors or tree.pos[i] == t.PROPER or tree.doc[i].ent_type_ in HUMAN:
        return True
    return is_of(tree, known, i, SOMEBODY) or any(tree.doc[k].ent_type_ == "NORP" for k in tree.children(i, t.AMOD))


def _agents_of_verb(tree: Tree, known: Knowledge, event: Found) -> list[int]:
    verb = event.verb
    if event.passive:
        by = [p for p in tree.kids[verb] if tree.lower[p] == BY]
        if not by and tree.lemma[verb] in STATES:  # "is opposed to"
            return event.objects
        doers = [noun for p in by for noun in tree.objects_of_prep(p)]
        return [i for i in doers if "means" not in own_groups(tree, known, i)]  # "shipped by rail"
    if verb != event.token:
        if tree.dep[event.token] == t.ATTR and tree.lemma[verb] == BE:
            return []  # "It was the North's first launch"
        if tree.lemma[verb] in known.reports and tree.pos[event.token] in t.NOMINAL:
            return []
        if passive := tree.children(verb, t.NSUBJPASS):
            if tree.dep[event.token] == t.POBJ:  # "troops were engaged in a clash"
                return [noun for p in passive for noun in tree.conjuncts(p)]
            by = tree.children(verb, t.AGENT)
            return [noun for p in by for noun in tree.objects_of_prep(p)]
        if tree.dep[verb] == t.ACL and tree.doc[verb].tag_ == "VBN":
            return []
    return subject_of(tree, verb)


def _read_noun(tree: Tree, known: Knowledge, event: Found, roles: Roles, actors: Actors) -> None:
    """Read the roles that stand within a noun's own phrase: "the North's launch", "talks between A and B"."""
    noun = event.token
    for kid in tree.kids[noun]:
        dep = tree.dep[kid]
        if event.type.event in SUFFERED and dep in (t.POSS, *t.MODIFIERS):  # "North Korean casualties"
            if acts(tree, known, kid, actors):
                roles.patients.append(kid)
            continue
        if dep == t.POSS and not roles.agents:
            roles.agents = [kid] if kid in actors or tree.lower[kid] not in POSSESSIVE else _owner(tree, noun)
        elif dep == t.ACL and not roles.agents:  # "a dinner hosted by Seoul"
            roles.agents = [n for p in tree.children(kid, t.AGENT) for n in tree.objects_of_prep(p)]
        elif dep in t.MODIFIERS and not roles.agents and not _is_half(tree, kid) and acts(tree, known, kid, actors):
            roles.agents = [kid]
        elif dep in (t.PREP, t.AGENT) and tree.lower[kid] == BY and not roles.agents:
            roles.agents = tree.objects_of_prep(kid)
        elif tree.lower[kid] == BETWEEN:
            parties = tree.objects_of_prep(kid)
            roles.agents, roles.addressees = parties[:1], roles.addressees + parties[1:]


def _owners(tree: Tree, nouns: list[int]) -> list[int]:
    """Return whose or whence those sent are, where their own phrase says so."""
    kids = [kid for noun in nouns for kid in tree.children(noun, t.POSS, *t.MODIFIERS)]
    return [kid for kid in kids if tree.doc[kid].ent_type_ in PEOPLES][:1]


def _owner(tree: Tree, noun: int) -> list[int]:
    """Return whom "his" or "their" means, where no mention says so: the subject of the clause."""
    if tree.dep[noun] == t.ATTR:
        return []  # "It was its first launch"
    verb = next((a for a in tree.ancestors(noun) if tree.pos[a] in t.VERBAL), -1)
    return subject_of(tree, verb) if verb >= 0 else []


def _read_prepositions(tree: Tree, known: Knowledge, event: Found, roles: Roles, actors: Actors) -> None:
    """Read those that prepositions bring, under the trigger, its object or its light verb, the likeliest first."""
    taken = {*roles.agents, *roles.patients, *roles.addressees, *roles.instruments}
    hosts = dict.fromkeys((event.token, *event.absorbed, *event.objects, *((event.verb,) if event.verb >= 0 else ())))
    found: list[tuple[int, int, int]] = []
    for host in hosts:
        if host not in event.objects:
            found += ((-1, host, o) for k in tree.children(host, t.DATIVE) for o in _dative(tree, k))
        for prep in tree.kids[host]:
            if tree.dep[prep] in (t.PREP, t.DATIVE) and (rank := PREPOSITIONS.get(tree.lower[prep], -1)) >= 0:
                found += ((rank, prep, noun) for noun in tree.objects_of_prep(prep))
        if host in event.absorbed and host not in taken:
            found += _within(tree, known, host, actors)
    taken |= {*event.absorbed}
    for rank, prep, noun in sorted(found):
        if noun in taken or tree.doc[noun].ent_type_ in ("DATE", "TIME") or tree.pos[noun] not in ARGUMENTS:
            continue
        taken.add(noun)
        if event.type.kind in INSTRUMENTAL and tree.lower[prep] == OF:
            roles.instruments.append(noun)  # "the launch of a missile"
            continue
        if event.type.kind in INSTRUMENTAL and tree.lower[prep] != AT:
            roles.places.append(noun)  # "from Sunan into the sea"
            if tree.lower[prep] in TOWARDS and noun in actors:
                roles.recipients.append(noun)
            continue
        if event.type.kind == "visit" and "visit" in own_groups(tree, known, noun):
            continue  # "arrived for a three-day visit"
        if event.type.event == "disaster":
            roles.places.append(noun)
            continue
        if rank == 2 or (tree.lower[prep] in SOMEWHERE and not _is_aimed(tree, event, prep, noun)):
            if is_place(tree, known, noun):
                roles.places.append(noun)
                if event.type.kind == "visit" and not roles.targets:
                    roles.patients.append(noun)  # "arrived in Beijing"
                continue
            if rank == 2 and (roles.targets or not acts(tree, known, noun, actors)):
                continue
        if tree.lower[prep] == WITH:
            roles.addressees.append(noun)
        elif roles.patients:
            if event.type.kind == "troop_deployment" and noun not in actors and is_place(tree, known, noun):
                roles.places.append(noun)  # "sent to the front lines"
            if acts(tree, known, noun, actors):
                roles.recipients.append(noun)
        else:
            roles.patients.append(noun)


def _is_aimed(tree: Tree, event: Found, prep: int, noun: int) -> bool:
    """Tell whether "on" or "at" brings a target: "sanctions on Iran", "the attack on the base"."""
    if tree.doc[noun].ent_type_ == "GPE":
        return True
    return tree.lower[prep] == ON and event.type.plover in AIMING and event.type.kind != "casualties"


def is_place(tree: Tree, known: Knowledge, noun: int) -> bool:
    """Tell whether a noun is a place by its name or by itself: "the front lines"."""
    if tree.doc[noun].ent_type_ in PLACES or "place" in own_groups(tree, known, noun):
        return True
    return next(find_phrases(tree.doc, noun, min(noun + 3, tree.size), known.places), None) is not None


def _dative(tree: Tree, kid: int) -> list[int]:
    return tree.conjuncts(kid) if tree.pos[kid] in t.NOMINAL else tree.objects_of_prep(kid)


def _is_half(tree: Tree, i: int) -> bool:
    """Tell whether a token is but one part of a word with hyphens: "inter-Korean"."""
    return HYPHEN in tree.lower[max(0, i - 1) : i + 2]


def _within(tree: Tree, known: Knowledge, noun: int, actors: Actors) -> list[tuple[int, int, int]]:
    """Return whose or what kind an absorbed object is: "Seoul's offer", "the ban imposed on imports"."""
    found = []
    for kid in tree.kids[noun]:
        if tree.dep[kid] == t.POSS and tree.lower[kid] not in POSSESSIVE:
            found.append((0, kid, kid))
        elif tree.dep[kid] in t.MODIFIERS and not _is_half(tree, kid) and acts(tree, known, kid, actors):
            found.append((1, kid, kid))
        elif tree.dep[kid] in (t.ACL, t.RELCL):
            for prep in tree.children(kid, t.PREP, t.AGENT):
                if tree.lower[prep] in PREPOSITIONS or tree.dep[prep] == t.AGENT:
                    found += [(1, prep, inner) for inner in tree.objects_of_prep(prep)]
    return found


def _split_reciprocal(tree: Tree, event: Found, roles: Roles) -> None:
    """Make the others than the first agent those it is done with: "Seoul and Tokyo agreed"."""
    if event.type.kind not in RECIPROCAL and event.type.event not in TOGETHER:
        return
    if len(roles.agents) > 1 and not (roles.patients and event.type.kind == "meeting"):
        roles.addressees = roles.agents[1:]
        roles.agents = roles.agents[:1]
    elif len(roles.agents) == 1:  # "Russia and Turkey's ministers met"
        for kid in tree.kids[roles.agents[0]]:
            if tree.dep[kid] in (t.POSS, t.AMOD, t.NMOD, t.COMPOUND):
                roles.addressees += tree.conjuncts(kid)[1:]
