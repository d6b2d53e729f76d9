"""What teachers say of articles: how likely each word is an anchor, has a role, is part of any attribution.

The file holds numbers alone, in bytes (255 is sure), by the order of the articles: ``sizes`` words of each article,
``anchors`` (words,), ``tags`` (words, 3), and of each likely anchor ``items`` (article, word) and ``roles``, the
likelihoods of source, cue and content over the words of its window, one after another.
"""

from pathlib import Path

import numpy as np
from corpus import CONTENT, UNTOLD, Text, make

from korea_nlp.reader.features import window

LIKELY = 0.15  # anchors whose roles are kept
WITHIN = 0.5  # how likely a word is part of a content in which nothing is known
SURE = 255
Answer = tuple[np.ndarray, np.ndarray, dict[int, np.ndarray]]  # anchors, tags, roles of the window of each anchor


def write_labels(file: Path, answers: list[Answer]) -> None:
    """Write what was answered of each article."""
    items = [(number, anchor) for number, (_, _, roles) in enumerate(answers) for anchor in sorted(roles)]
    roles = [answers[number][2][anchor][:, 1:] for number, anchor in items]
    np.savez_compressed(
        file,
        sizes=np.array([len(anchors) for anchors, _, _ in answers]),
        anchors=_pack(np.concatenate([anchors for anchors, _, _ in answers])),
        tags=_pack(np.concatenate([tags for _, tags, _ in answers])),
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
    sizes = sizes[: len(texts)]
    if sizes.tolist() != [len(text.doc) for text in texts]:
        raise ValueError(f"{file}: made for other articles or another base model; make it anew with label.py")
    ends = np.cumsum(sizes)
    found: list[Answer] = [
        (anchors[end - size : end], tags[end - size : end], {}) for size, end in zip(sizes, ends, strict=True)
    ]
    start = 0
    for number, anchor in items[items[:, 0] < len(texts)].tolist():
        low, high = window(int(sizes[number]), anchor)
        likely = _open(roles[start : start + high - low])
        start += high - low
        none = np.clip(1 - likely.sum(axis=1, keepdims=True), 0, 1)
        found[number][2][anchor] = np.concatenate([none, likely], axis=1)
    return found


def teach(text: Text, answer: Answer, trust: float, *, marked: bool) -> None:
    """Put a teacher's answer in place of what is marked, or mix it with that by ``trust``.

    Teachers were told of outermost attributions alone, so nothing is known of what stands within a content.
    """
    anchors, tags, roles = answer
    if not marked:
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
