"""Finds what happens in a Korean text: words that tell an event, and who takes part by their particles."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from korea_nlp import layers
from korea_nlp.components.events.tables import EventType
from korea_nlp.knowledge import KnowledgeBase, load_knowledge
from korea_nlp.korean.actors import ActorLinker, bylines
from korea_nlp.korean.morphemes import Morphemes, read_morphemes
from korea_nlp.korean.tables import TriggerRow
from korea_nlp.lexicon import load_lexicon

REACH = 14  # tokens before a trigger in which what must stand before it may stand
PLANNED = ("예정", "계획", "앞두", "방침", "추진", "준비", "개최될", "열릴", "합의", "겠")
POSSIBLE = ("가능성", "수", "경우", "우려", "듯", "검토", "타진", "관측", "전망")
NEGATED = ("무산", "취소", "불발", "거부", "연기", "보류")
ABOUT = 8  # tokens after a trigger that say how real it is
PREDICATED = (
    frozenset(  # what press tells of as a matter of course, so that a bare noun is no event: "제재 문제", "합의 이행"
        {
            "accusation",
            "agreement",
            "aid",
            "demand",
            "detention",
            "election",
            "protest",
            "rejection",
            "sanction",
            "threat",
        }
    )
)
LIGHT = frozenset(  # verbs that do what a noun before them names
    {
        "하",
        "갖",
        "가지",
        "열",
        "열리",
        "내리",
        "내",
        "이루",
        "맺",
        "벌이",
        "벌어지",
        "치르",
        "가하",
        "당하",
        "받",
        "이루어지",
    }
    | {
        "체결하",
        "발표하",
        "부과하",
        "단행하",
        "실시하",
        "진행하",
        "채택하",
        "이뤄지",
        "나오",
        "도출하",
        "표하",
        "표시하",
        "서명하",
    }
)
TOWARDS = {
    "방북": "north-korea",
    "방한": "south-korea",
    "방남": "south-korea",
    "방미": "united-states",
    "방중": "china",
    "방러": "russia",
    "방일": "japan",
    "월북": "north-korea",
}


@Language.factory(
    "korea_ko_events",
    assigns=["doc.spans"],
    default_config={
        "knowledge": {"@misc": "korea_nlp.KnowledgeBase.v1"},
        "scorer": {"@scorers": "korea_nlp.layer_scorer.v1", "layer": layers.EVENTS},
    },
    default_score_weights={f"spans_{layers.EVENTS}_f": 1.0},
)
def make_event_tagger(
    nlp: Language, name: str, knowledge: KnowledgeBase, scorer: Callable[..., Any] | None
) -> "EventTagger":
    """Build the component; called by ``nlp.add_pipe("korea_ko_events")``."""
    return EventTagger(name, knowledge, scorer=scorer)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    row: TriggerRow


class EventTagger(Pipe):
    """Adds the events: their triggers, who takes part, and how real they are."""

    def __init__(
        self, name: str, knowledge: KnowledgeBase | None = None, *, scorer: Callable[..., Any] | None = None
    ) -> None:
        self.name = name
        self.scorer = scorer
        self.actors = ActorLinker("korea_actors", knowledge or load_knowledge())
        self.kinds = {row.event: row for row in load_lexicon("event_kinds").rows(EventType)}
        self.nouns: dict[str, list[TriggerRow]] = {}
        self.verbs: dict[str, list[TriggerRow]] = {}
        for row in load_lexicon("ko_triggers").rows(TriggerRow, key=("word", "pos", "after")):
            (self.nouns if row.pos == "noun" else self.verbs).setdefault(row.word, []).append(row)
        self._letters = {word[0] for word in self.nouns}
        self._longest = max(map(len, self.nouns))

    def __call__(self, doc: Doc) -> Doc:
        """Annotate a Doc."""
        layers.write_events(doc, self.find(doc))
        return doc

    def find(self, doc: Doc) -> list[layers.Event]:
        """Return the events and leave the Doc as it is."""
        view = read_morphemes(doc)
        references = self.actors.find(doc)[2]
        people = sorted([*layers.read_mentions(doc), *references], key=lambda m: m.start)
        times, quantities = layers.read_times(doc), layers.read_quantities(doc)
        skipped = bylines(view)
        events: list[layers.Event] = []
        known: dict[tuple[str, str], int] = {}
        for start, end in view.sentences:
            start = max([start, *(stop for first, stop in skipped if start <= first < end)])
            triggers = self._triggers(view, start, end)
            here = [m for m in people if start <= m.start < end]
            for number, found in enumerate(triggers):
                kind = self.kinds[found.row.event]
                mode = _mode(view, found, end)
                arguments = tuple(self._arguments(view, found, here, start))
                who = next((a.actor for a in arguments if a.role == "patient"), "") or ""
                same = known.get((kind.kind, who))
                if same is None and not who:
                    same = next((at for (name, _), at in known.items() if name == kind.kind), None)
                if same is not None:  # told again
                    old = events[same]
                    events[same] = replace(old, mentions=(*old.mentions, (found.start, found.end)))
                    continue
                known[kind.kind, who] = len(events)
                events.append(
                    layers.Event(
                        id=layers.make_id(doc, "e", (found.start, found.end)),
                        trigger=(found.start, found.end),
                        kind=kind.kind,
                        subkind=kind.subkind,
                        plover=kind.plover,
                        mode=mode,
                        focus=number == 0 and start == 0,
                        arguments=arguments,
                        time=next((t.id for t in times if start <= t.start < found.start), None),
                        quantities=tuple(
                            q.id
                            for q in quantities
                            if found.start - 6 <= q.start < found.end + 2 and q.unit == "person"
                        )
                        if kind.kind == "casualties"
                        else (),
                    )
                )
        return events

    def _triggers(self, view: Morphemes, start: int, end: int) -> list[_Found]:
        found: list[_Found] = []
        at = start
        while at < end:
            match = self._noun(view, at, end, start) or self._verb(view, at, start)
            if match is None:
                at += 1
                continue
            kind = self.kinds[match.row.event]
            if kind.background != "drop" or kind.rank > 2:
                found.append(match)
            at = match.end
        return found

    def _noun(self, view: Morphemes, at: int, end: int, start: int) -> _Found | None:
        if view.text[at][0] not in self._letters or not view.is_noun(at):
            return None
        place = view.start[at]
        for size in range(self._longest, 1, -1):
            word = view.plain[place : place + size]
            for row in self.nouns.get(word, ()):
                first, stop = view.tokens(place, place + size)
                if not view.ends_at(stop, place + size) or not _allowed(view, row, at, start):
                    continue
                if row.event in PREDICATED and not _is_done(view, stop, end):
                    continue
                if view.is_noun(stop) and not view.spaced[stop - 1] and view.text[stop] not in ("들", "중", "시", "차"):
                    continue  # "회담장", "제재위"
                return _Found(first, stop, row)
        return None

    def _verb(self, view: Morphemes, at: int, start: int) -> _Found | None:
        if view.tags[at][0] != "VV":
            return None
        for row in self.verbs.get(view.forms[at][0], ()):
            if _allowed(view, row, at, start):
                return _Found(at, at + 1, row)
        return None

    def _arguments(
        self, view: Morphemes, found: _Found, people: list[layers.Mention], start: int
    ) -> list[layers.Argument]:
        """Return who takes part: by 이/가/은/는, 을/를, 와/과, 에/로, and by what stands right before the trigger."""
        roles: dict[str, layers.Argument] = {}
        close = [
            m
            for m in people
            if m.end == found.start
            or (m.end < found.start and view.words(m.end, found.start) in ("정상", "고위급", "간", "실무"))
        ]
        pair = [
            m for m in people if m.end - m.start == 1 and close and close[-1].start - 1 <= m.start <= close[-1].start
        ]
        if len(pair) == 2:
            roles["agent"], roles["patient"] = (
                layers.Argument(role, m.start, m.end, m.actor)
                for role, m in zip(("agent", "patient"), pair, strict=True)
            )
        elif close and "agent" not in roles:
            roles["patient"] = layers.Argument("patient", close[-1].start, close[-1].end, close[-1].actor)
        for mention in people:
            if mention.start >= found.start:
                break
            i = mention.end
            while i < found.start and (view.is_noun(i) or view.text[i] in "()"):
                i += 1
            particle = view.particle(i)
            if particle in ("은", "는", "이", "가", "께서"):
                roles.setdefault("agent", layers.Argument("agent", mention.start, mention.end, mention.actor))
            elif particle in ("을", "를", "과", "와", "에", "로", "으로", "에게"):
                role = "recipient" if particle == "에게" else "patient"
                if len(pair) < 2:
                    roles[role] = layers.Argument(role, mention.start, mention.end, mention.actor)
        if found.row.word in TOWARDS and "patient" not in roles:
            actor = TOWARDS[found.row.word]
            roles["patient"] = layers.Argument("patient", found.start, found.end, actor)
        agent = roles.get("agent")
        return [
            a for a in roles.values() if a is agent or agent is None or (a.start, a.end) != (agent.start, agent.end)
        ]


def _allowed(view: Morphemes, row: TriggerRow, at: int, start: int) -> bool:
    """Tell whether what a row asks for stands before a word."""
    if not row.after:
        return True
    before = view.plain[view.start[max(start, at - REACH)] : view.start[at]]
    return any(word in before for word in row.after)


def _is_done(view: Morphemes, at: int, end: int) -> bool:
    """Tell whether a noun that ends before a token is said to be done: "합의했다", "제재를 부과했다"."""
    if view.has(at, "XSV"):
        return True
    if view.particle(at) not in ("을", "를", "이", "가", "도"):
        return False
    for i in range(at + 1, min(end, at + 3)):
        stem = view.forms[i][0]
        if stem in LIGHT or (view.is_noun(i) and i + 1 < end and stem + view.forms[i + 1][0] in LIGHT):
            return True
        if view.has(i, "NNG") and len(view.forms[i]) > 1 and "".join(view.forms[i][:2]) in LIGHT:
            return True
    return False


def _mode(view: Morphemes, found: _Found, end: int) -> str:
    """Return how real an event is, by the words right after it."""
    stop = min(end, found.end + ABOUT)
    words = view.text[found.end : stop]
    forms = [form for forms in view.forms[found.end : stop] for form in forms]
    if any(word.startswith(NEGATED) for word in words[:3]) or any(form in ("않", "못하", "없") for form in forms[:6]):
        return "negated"
    if any(word in POSSIBLE for word in words) or "면" in forms[:4]:
        return "possible"
    if any(word.startswith(PLANNED) for word in words) or "ᆯ" in forms[:3] or "겠" in forms[:4]:
        return "planned"
    return "actual"
