"""What teachers say of articles: how likely each word is an anchor, has a role, is part of any attribution.

The file holds numbers alone, in bytes (255 is sure), by the order of the articles: ``sizes`` words of each article,
``anchors`` (words,), ``tags`` (words, 3), and of each likely anchor ``items`` (article, word) and ``roles``, the
likelihoods of source, cue and content over the words of its window, one after another; where the teacher knows them,
``triggers`` (words, kinds) and ``mentions`` (words, tags) too.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from corpus import CONTENT, UNTOLD, Text, make

from korea_nlp.reader.features import window

LIKELY = 0.15  # anchors whose roles are kept
WITHIN = 0.5  # how likely a word is part of a content in which nothing is known
SURE = 255
FURTHER = ("triggers", "mentions")


class Answer(NamedTuple):
    """What is said of an article; ``roles`` are those of the window of each likely anchor."""

    anchors: np.ndarray
    tags: np.ndarray
    roles: dict[int, np.ndarray]
    triggers: np.ndarray | None = None
    mentions: np.ndarray | None = None


def write_labels(file: Path, answers: list[Answer]) -> None:
    """Write what was answered of each article."""
    items = [(number, anchor) for number, answer in enumerate(answers) for anchor in sorted(answer.roles)]
    roles = [answers[number].roles[anchor][:, 1:] for number, anchor in items]
    known = [name for name in FURTHER if all(getattr(answer, name) is not None for answer in answers)]
    np.savez_compressed(
        file,
        sizes=np.array([len(answer.anchors) for answer in answers]),
        anchors=_pack(np.concatenate([answer.anchors for answer in answers])),
        tags=_pack(np.concatenate([answer.tags for answer in answers])),
        **{name: _pack(np.concatenate([getattr(answer, name) for answer in answers])) for name in known},
        items=np.array(items, dtype=np.int32),
        roles=_pack(np.concatenate(roles)),
    )


def read_labels(file: Path, texts: list[Text]) -> list[Answer]:
    """Return what was answered of each article; further ones at the end of the file may be left out.

    Raises:
        ValueError: The articles have other words than those that were answered for.
    """
    with np.load(file, allow_pickle=False) as data:
        sizes, anchors, tags = data["sizes"], _open(data["anchors"]), _open(data["tags"])
        items, roles = data["items"], data["roles"]
        further = {name: data[name] for name in FURTHER if name in data}
    sizes = sizes[: len(texts)]
    if sizes.tolist() != [len(text.doc) for text in texts]:
        raise ValueError(f"{file}: made for other articles or another base model; make it anew with label.py")
    ends = np.cumsum(sizes)
    found: list[Answer] = [
        Answer(
            anchors[end - size : end],
            tags[end - size : end],
            {},
            **{name: _open(said[end - size : end]).astype(np.float16) for name, said in further.items()},
        )
        for size, end in zip(sizes, ends, strict=True)
    ]
    start = 0
    for number, anchor in items[items[:, 0] < len(texts)].tolist():
        low, high = window(int(sizes[number]), anchor)
        likely = _open(roles[start : start + high - low])
        start += high - low
        none = np.clip(1 - likely.sum(axis=1, keepdims=True), 0, 1)
        found[number].roles[anchor] = np.concatenate([none, likely], axis=1)
    return found


def teach(text: Text, answer: Answer, trust: float, *, marked: bool) -> None:
    """Put a teacher's answer in place of what is marked, or mix it with that by ``trust``.

    Teachers who do not know triggers were told of outermost attributions alone, so nothing is known of what stands
    within a content.
    """
    anchors, tags, roles = answer[:3]
    text.triggers, text.mentions = answer.triggers, answer.mentions
    if not marked and answer.triggers is None:
        inner = tags[:, CONTENT] >= WITHIN
        text.anchors[inner] = UNTOLD
        text.tags[inner, :CONTENT] = UNTOLD
    for item in text.marked:
        if item.anchor in roles:
            item.roles = (trust * roles[item.anchor] + (1 - trust) * item.roles).astype(np.float16)
    told = {item.anchor for item in text.marked} | set(np.flatnonzero(text.anchors == UNTOLD).tolist())
    text.marked += [make(text.tree, i, likely.astype(np.float16)) for i, likely in roles.items() if i not in told]
    share = trust if marked else 1.0
    text.anchors, text.tags = _mixed(anchors, text.anchors, share), _mixed(tags, text.tags, share)


def _mixed(said: np.ndarray, known: np.ndarray, share: float) -> np.ndarray:
    """Return what a teacher says by its share, and what is known by the rest, where anything is known."""
    return np.where(known == UNTOLD, UNTOLD, share * said + (1 - share) * known).astype(np.float32)


def _pack(likely: np.ndarray) -> np.ndarray:
    return (np.clip(likely, 0, 1) * SURE).round().astype(np.uint8)


def _open(packed: np.ndarray) -> np.ndarray:
    return packed.astype(np.float32) / SURE
