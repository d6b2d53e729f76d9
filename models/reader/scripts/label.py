"""Write what teachers say of articles, for ``train.py`` and ``distil.py`` to learn from.

    python scripts/label.py LABELS.npz TEACHER ... --parsed FOLDER --more NEWS.jsonl ...
                            [--train TRAIN.jsonl --fold K/N]

Each TEACHER was trained (``train.py``) with the same ``--fold`` and its own ``--part``, in this order, or is the
package of a released reader. An article of TRAIN is answered for by the teacher that has not seen it, all others by the
mean of all.
"""

import argparse
from pathlib import Path

import numpy as np
import srsly
from corpus import Text, kept, read
from labels import FURTHER, LIKELY, Answer, write_labels
from release import ENCODER, READER
from safetensors.numpy import load_file
from train import HEADS, load_encoder, marked, read_words

from korea_nlp.ops import softmax
from korea_nlp.reader.heads.attribution import NAME, Attribution

UNFITTED = {"transitions": np.zeros((4, 4)), "blend": (), "sureness": (0.0, 1.0), "threshold": 0.5}  # not asked for


def weights_of(folder: Path) -> dict[str, np.ndarray]:
    """Return the weights of the heads that were trained beside an encoder."""
    if (folder / HEADS).is_file():
        return load_file(folder / HEADS)
    held = srsly.read_msgpack(folder / READER)["weights"]
    return {name: np.asarray(value, dtype=np.float32) for name, value in held.items()}


def answers(folder: Path, texts: list[Text]) -> list[Answer]:
    """Return what a teacher says of each article."""
    inner = folder / ENCODER
    encoder, tokenizer = load_encoder(inner if inner.is_dir() else folder)
    weights = weights_of(folder)
    heads = Attribution(UNFITTED, {name.removeprefix(f"{NAME}."): value for name, value in weights.items()})
    found = []
    for text in texts:
        vectors = read_words(encoder, tokenizer, text)
        projected = heads.project(vectors)
        anchors = heads.anchors(vectors)
        likely = np.flatnonzero(anchors >= LIKELY).tolist()
        roles = {i: np.exp(heads.roles(projected, text.tree, i).likelihood) for i in likely}
        logits = vectors @ weights[f"{NAME}.tag.weight"].T + weights[f"{NAME}.tag.bias"]
        tagged = {name: softmax(vectors @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]) for name in FURTHER}
        found.append(Answer(anchors, 1 / (1 + np.exp(-logits)), roles, **tagged))
    return found


def mean(several: list[Answer]) -> Answer:
    """Return the mean of answers; roles are those of the teachers that find an anchor likely."""
    words = {
        name: np.mean([getattr(answer, name) for answer in several], axis=0) for name in ("anchors", "tags", *FURTHER)
    }
    roles = {}
    for i in sorted(set().union(*(answer.roles for answer in several))):
        if words["anchors"][i] >= LIKELY:
            roles[i] = np.mean([answer.roles[i] for answer in several if i in answer.roles], axis=0)
    return Answer(roles=roles, **words)


def main() -> None:
    """Read the arguments and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("teachers", type=Path, nargs="+")
    parser.add_argument("--parsed", type=Path, required=True)
    parser.add_argument("--train", type=Path)
    parser.add_argument("--more", type=Path, nargs="*", default=[])
    parser.add_argument("--fold", default="0/1")
    args = parser.parse_args()
    texts = marked(args) if args.train else []
    seen, _ = kept(texts, args.fold)
    more = [text for path in args.more for text in read(path, args.parsed)]
    several = [answers(teacher, [*texts, *more]) for teacher in args.teachers]
    unseen_by = {id(text): number % len(args.teachers) for number, text in enumerate(seen)}
    found = []
    for number, text in enumerate([*texts, *more]):
        told = [held[number] for held in several]
        teacher = unseen_by.get(id(text))
        found.append(mean(told) if teacher is None else told[teacher])
    write_labels(args.labels, found)


if __name__ == "__main__":
    main()
