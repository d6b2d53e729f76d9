"""Marked articles as words: the anchors and parts of their attributions, the triggers of events, mentions of actors."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, get_args

import numpy as np
from answers import Marks, read_marks, words_of
from spacy.tokens import Doc

from korea_nlp.knowledge.rows import CueRow
from korea_nlp.lexicon import load_lexicon
from korea_nlp.reader.features import distances, paragraphs, relations, window
from korea_nlp.reader.heads.entities import tag_of
from korea_nlp.reader.heads.triggers import LABELS as KINDS
from korea_nlp.records.vocabulary import ActorKind
from korea_nlp.syntax import Parse, read_parse, repair

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "rules" / "scripts"))
from count_cues import parse

ROLES = ("none", "source", "cue", "content")
ACTORS = get_args(ActorKind)
BEGIN = 2  # tags of a mention: its first word, the others; 0 is none
MENTIONS = 1 + BEGIN * len(ACTORS)
CONTENT = 2  # its place among the tags
Item = TypeVar("Item")
PERSON = "PERSON"
NAMED = {"person": PERSON, "government": "ORG", "organization": "ORG", "media": "ORG"}  # kinds of actors
PROPER = frozenset({"NNP", "NNPS"})
UNTOLD = -1.0  # how likely it is, where nothing is known


@dataclass
class Marked:
    """An attribution over the words of a Doc, as people marked it or as a network sees it."""

    anchor: int
    low: int  # first word of the window
    roles: np.ndarray  # how likely each word of the window has each role: (words, roles)
    facts: np.ndarray  # relation, distance and paragraph of each word: (words, 3)
    parts: dict[str, list[int]] = field(default_factory=dict)  # where people marked it


@dataclass
class Text:
    """An article: its Doc, its parse, what is marked, and which words may not be judged as anchors."""

    id: str
    doc: Doc
    tree: Parse
    marked: list[Marked]
    anchors: np.ndarray  # how likely each word is an anchor; UNTOLD within what is marked as a content
    tags: np.ndarray  # how likely each word is part of any source, cue and content: (words, 3), or UNTOLD
    entities: np.ndarray  # the tag of each word as the base model has it, or as names of actors are marked
    triggers: np.ndarray | None = None  # how likely each word tells nothing or an event of each kind: (words, kinds)
    mentions: np.ndarray | None = None  # how likely each word begins or goes on a mention of each kind of actor
    marks: Marks | None = None  # claims, events and mentions, where all layers are marked


def read(path: Path, folder: Path) -> list[Text]:
    """Return the articles of a file, whose parses are kept in a folder; one without marks has none."""
    kinds = cue_kinds()
    cache = folder / f"{path.resolve().parent.name}-{path.stem}.spacy"
    return [make_text(article, doc, kinds) for article, doc in parse(path, cache)]


def kept(texts: list[Item], fold: str) -> tuple[list[Item], list[Item]]:
    """Split articles: those to learn from, and each N-th from the K-th on, where ``fold`` is K/N; 0/1 keeps all."""
    left, of = map(int, fold.split("/"))
    aside = [of > 1 and number % of == left for number in range(len(texts))]
    return (
        [text for text, out in zip(texts, aside, strict=True) if not out],
        [text for text, out in zip(texts, aside, strict=True) if out],
    )


def cue_kinds() -> dict[tuple[str, str], str]:
    """Return the class of each cue of the table, by lemma and part of speech."""
    rows = load_lexicon("cues").rows(CueRow, key=("lemma", "pos"))
    return {(row.lemma, row.pos): row.kind for row in rows}


def parts_of(text: Text, pieces: Iterable[tuple[int, int]]) -> set[int]:
    """Return the words of pieces, without punctuation."""
    return {i for low, high in pieces for i in range(low, high) if text.tree.lower[i][0].isalnum()}


def make_text(article: dict, doc: Doc, kinds: dict[tuple[str, str], str]) -> Text:
    """Return an article, with attributions alone or with all layers marked.

    An attribution that is ``open`` has all that stands within its content marked too.
    """
    tree = read_parse(repair(doc, kinds))
    if "claims" in article:
        article = {**article, "attributions": [item for claim in article["claims"] if (item := _attribution(claim))]}
    anchors, tags = np.zeros(len(doc), dtype=np.float32), np.zeros((len(doc), 3), dtype=np.float32)
    marked = []
    for item in article.get("attributions", ()):
        found = _marked(doc, tree, item)
        if found is None:
            continue
        marked.append(found)
        if not item.get("open"):
            inner = found.parts["content"]
            anchors[inner] = UNTOLD
            tags[inner, :CONTENT] = UNTOLD
    for found in marked:
        anchors[found.anchor] = 1
        for number, part in enumerate(ROLES[1:]):
            tags[found.parts[part], number] = 1
    text = Text(article["id"], doc, tree, marked, anchors, tags, _entities(doc, article.get("actors", ())))
    if "claims" in article:
        text.triggers, text.mentions = _triggers(doc, article["events"]), _mentions(doc, article["actors"])
        text.marks = read_marks(doc, article)
    return text


def _attribution(claim: dict) -> dict | None:
    """Return a claim as an attribution; None for one without a cue, which no word carries."""
    parts = {part: (claim[part] or {}).get("spans", []) for part in ROLES[1:]}
    return {**parts, "open": True} if parts["cue"] else None


def _triggers(doc: Doc, events: list[dict]) -> np.ndarray:
    found = np.zeros((len(doc), len(KINDS)), dtype=np.float16)
    found[:, 0] = 1
    for event in events:
        words = words_of(doc, [[event["trigger"]["start"], event["trigger"]["end"]]])
        found[words] = np.eye(len(KINDS), dtype=np.float16)[KINDS.index(event["kind"])]
    return found


def _mentions(doc: Doc, actors: list[dict]) -> np.ndarray:
    found = np.zeros((len(doc), MENTIONS), dtype=np.float16)
    found[:, 0] = 1
    rows = np.eye(found.shape[1], dtype=np.float16)
    for mention in sorted(actors, key=lambda item: item["start"] - item["end"]):  # inner ones last
        first = 1 + BEGIN * ACTORS.index(mention["actor"]["kind"])
        words = words_of(doc, [[mention["start"], mention["end"]]])
        found[words] = rows[first + 1]
        found[words[:1]] = rows[first]
    return found


def _entities(doc: Doc, actors: Iterable[dict]) -> np.ndarray:
    found = np.zeros(len(doc), dtype=np.int64)
    named = _surnames(doc)
    for mention in actors:
        words = words_of(doc, [[mention["start"], mention["end"]]])
        label = NAMED.get(mention["actor"]["kind"])
        if label and all(doc[i].text[0].isupper() and doc[i].tag_ in PROPER for i in words):
            held = set(words)
            named = [entity for entity in named if held.isdisjoint(range(entity[0], entity[1]))]
            named.append((words[0], words[-1] + 1, label))
    for start, end, label in named:
        found[start:end] = tag_of(label, begins=False)
        found[start] = tag_of(label, begins=True)
    return found


def _surnames(doc: Doc) -> list[tuple[int, int, str]]:
    """Return the entities of the base model; a lone word that ends the name of a person of the article is a person."""
    found = [(entity.start, entity.end, entity.label_) for entity in doc.ents]
    names = (doc[end - 1].text for start, end, label in found if label == PERSON and end - start > 1)
    people = {name for name in names if not name.isupper()}  # "AP", in "Kim Hong-Ji/AP"
    inside = {i for start, end, _ in found for i in range(start, end)}
    lone = [(word.i, word.i + 1, "") for word in doc if word.i not in inside and word.tag_ == "NNP"]
    return [
        (start, end, PERSON if end - start == 1 and doc[start].text in people else label)
        for start, end, label in sorted(found + lone)
        if label or doc[start].text in people
    ]


def _marked(doc: Doc, tree: Parse, item: dict) -> Marked | None:
    parts = {part: words_of(doc, item[part]) for part in ROLES[1:]}
    if not parts["cue"]:
        return None
    anchor = head_of(tree, parts["cue"])
    low, high = window(len(doc), anchor)
    roles = np.zeros(high - low, dtype=np.int64)
    for number, part in enumerate(ROLES[1:], 1):
        for i in parts[part]:
            if low <= i < high:
                roles[i - low] = number
    return make(tree, anchor, np.eye(len(ROLES), dtype=np.float16)[roles], parts)


def make(tree: Parse, anchor: int, roles: np.ndarray, parts: dict[str, list[int]] | None = None) -> Marked:
    """Return an attribution with the facts of each pair; ``roles`` is as wide as the anchor's window."""
    low, high = window(len(tree), anchor)
    facts = (
        relations(tree, anchor, low, high),
        distances(anchor, low, high),
        paragraphs(tree, anchor, low, high),
    )
    return Marked(anchor, low, roles, np.stack(facts, axis=1).astype(np.uint8), parts or {})


def head_of(tree: Parse, words: list[int]) -> int:
    """Return the word of a cue that hangs on none of the others; a verb where there are several."""
    held = set(words)
    tops = [i for i in words if tree.head[i] not in held or tree.head[i] == i]
    return next((i for i in tops if tree.pos[i] == "VERB"), tops[0] if tops else words[0])
