"""What is marked of the items of an article with all layers: claims, events, and mentions of actors, by their words."""

from dataclasses import dataclass

from spacy.tokens import Doc

from korea_nlp.reader.heads import about, certainty, mode, role, stance

ACTOR = ("name", "country", "kind")
Words = list[int]


@dataclass
class Claim:
    """A claim: its cue, its content, its answers, and whom it is about, by actor, as the label is numbered."""

    cue: Words
    content: Words
    stance: int
    certainty: int
    about: dict[str, int]


@dataclass
class Event:
    """An event: its trigger, its mode, and who took part, by actor, as the label is numbered."""

    trigger: Words
    mode: int
    roles: dict[str, int]


@dataclass
class Marks:
    """What is marked of an article: mentions in order of the text, with whom each stands for, claims and events."""

    mentions: list[tuple[Words, str]]
    claims: list[Claim]
    events: list[Event]


def read_marks(doc: Doc, article: dict) -> Marks:
    """Return what is marked of an article with all layers."""
    mentions = [(words_of(doc, [[m["start"], m["end"]]]), _key(m["actor"])) for m in article["actors"]]
    claims = []
    for item in article["claims"]:
        cue, content = (words_of(doc, (item[part] or {}).get("spans", [])) for part in ("cue", "content"))
        whom = {_key(actor): place for place, actor in reversed(list(enumerate(item["about"])))}
        answers = stance.LABELS.index(item["stance"]), certainty.LABELS.index(item["certainty"])
        if content:
            first, other = about.LABELS.index(about.FIRST), about.LABELS.index(about.ALSO)
            meant = {key: other if place else first for key, place in whom.items()}
            claims.append(Claim(cue or content[:1], content, *answers, meant))
    events = []
    for item in article["events"]:
        trigger = words_of(doc, [[item["trigger"]["start"], item["trigger"]["end"]]])
        took = {_key(item[name]): place for place, name in enumerate(role.LABELS) if item.get(name)}
        events.append(Event(trigger, mode.LABELS.index(item["mode"]), took))
    return Marks(sorted((m for m in mentions if m[0]), key=lambda mention: mention[0]), claims, events)


def _key(actor: dict) -> str:
    return "|".join(str(actor.get(name)) for name in ACTOR)


def words_of(doc: Doc, spans: list[list[int]]) -> list[int]:
    """Return the words that stretches of characters overlap."""
    found = []
    for start, end in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            found += range(span.start, span.end)
    return found
