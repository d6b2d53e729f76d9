"""``train_heads``: gold and a pipeline in, a model of one's own out."""

import glob
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import srsly
from spacy.language import Language

from korea_nlp.errors import ModelError, OptionError
from korea_nlp.pipeline import CARD, FORM, READER, TAUGHT, encoder_digest
from korea_nlp.reader.heads import ITEMS
from korea_nlp.training.gold import Gold

if TYPE_CHECKING:
    from korea_nlp.training.heads import Examples
    from korea_nlp.training.items import Example

FEWEST = 30  # examples that teach a head
AT_ONCE = 20  # articles that are read before what was read is kept
PART = "part"  # suffix of the folder that holds what is done, beside the model
PACKAGE = Path(__file__).parents[1]
Watch = Callable[[str, int, int], None]  # what is done, how much of it, of how much


@dataclass(frozen=True, slots=True)
class Trained:
    """A model of one's own.

    Attributes:
        reader: Its weights.
        card: What ``model.json`` tells: ``base``, the model of ours that it came from; ``from``, the one that it was
            taught from; ``gold``, how many articles and the digest of what was read of them; ``seed``, ``folds``,
            ``epochs``; ``heads``, by name: ``before`` and ``after``, the scores of the articles of the gold, each by
            a head that was not taught them, and ``taught``, whether the head is another now; ``left``, the heads that
            the gold has too few examples for, and how many.
    """

    reader: bytes
    card: dict[str, Any]

    def to_disk(self, folder: str | Path) -> None:
        """Write the model to a folder, which ``korea_nlp.load`` takes; each file is put in its place when it is whole.

        Raises:
            ModelError: Something else than a model stands in the folder.
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        if others := sorted(path.name for path in folder.iterdir() if path.name not in (TAUGHT, CARD)):
            raise ModelError(f"{folder}: holds {others[0]}, which is of no model; give a folder of its own.")
        _write(folder / TAUGHT, self.reader)
        _write(folder / CARD, f"{json.dumps(self.card, indent=1, ensure_ascii=False)}\n".encode())


def train_heads(
    nlp: Language,
    gold: Sequence[Gold],
    *,
    heads: Sequence[str] = (),
    folds: int = 5,
    seed: int = 0,
    epochs: int | None = None,
    scratch: bool = False,
    beside: str | Path | None = None,
    watch: Watch | None = None,
    tell: Callable[[str], None] | None = None,
) -> Trained:
    """Teach heads of a pipeline's reader from marked articles and say by cross-validation how good they become.

    Heads that the reader has are taught further and held near where they began; others begin at the answers of
    grammar. A head stays as it was where the taught one is not better on articles that it was not taught: of higher
    score, and by more than chance (the right labels are likelier, by more than a standard error over articles). The
    same gold, pipeline and seed give the same weights on one machine.

    Args:
        nlp: The pipeline; it stays as it is.
        gold: The articles, as ``read_gold`` gives them.
        heads: Those to teach; all when empty.
        folds: Folds of the cross-validation, which keep articles whole.
        seed: Another number draws other folds and other first weights.
        epochs: How often each example is seen; when None as often as was best on articles of ours.
        scratch: Teach all heads from the beginning, and take them as they come.
        beside: The folder of the model. What is done is kept beside it until all is, and taken up again by the next
            call with the same gold, pipeline and version of korea_nlp.
        watch: Is told how much is done.
        tell: Is told losses and scores.

    Raises:
        ModelError: The pipeline has no reader, torch is not installed, or the gold has too few examples for any head.
        OptionError: There is no such head, or a number is out of range.
    """
    from korea_nlp.training.heads import reader_of, with_heads
    from korea_nlp.training.items import Taught

    _check(gold, heads, folds, epochs)
    watch, tell = watch or _ignore, tell or _ignore
    data = reader_of(nlp).data
    facts = {"gold": _digest(repr(list(gold)).encode()), "reader": _digest(data), "encoder": encoder_digest(nlp)}
    options: dict[str, Any] = {"folds": folds, "seed": seed, "epochs": epochs, "scratch": scratch}
    with _kept(beside, {**facts, "code": _code_digest(), "model": _model_of(nlp)}) as kept:
        found: Examples = {name: [] for name in heads or ITEMS}
        for first in range(0, len(gold), AT_ONCE):
            watch("Reading articles", first, len(gold))
            read = kept(f"read-{first}", partial(_read, nlp, gold, first))
            for name, examples in found.items():
                examples += _unpacked(read[name])
        watch("Reading articles", len(gold), len(gold))
        left = {name: len(examples) for name, examples in found.items() if len(examples) < FEWEST}
        for name, count in left.items():
            tell(f"{name}: left as it is; the gold has {count} examples, fewer than {FEWEST}")
            del found[name]
        if not found:
            raise ModelError(f"the gold has fewer than {FEWEST} examples for each head; mark more articles.")
        taught, scores = {}, {}
        for name, examples in found.items():
            key = f"{name}-{_digest(json.dumps(options).encode())[:12]}"
            done = kept(key, partial(_teach, data, name, examples, **options, watch=watch, tell=tell))
            scores[name] = done["scores"]
            tell(f"{name}: {_in_words(done['scores'])}")
            if done["head"] is not None:
                taught[name] = Taught(*done["head"])
        reader = with_heads(data, taught)
    card = {
        "form": FORM,
        "base": nlp.config["components"][READER]["reader"]["name"],
        "from": {"model": _model_of(nlp), "reader": facts["reader"]},
        "korea_nlp": version("korea-nlp"),
        "encoder": facts["encoder"],
        "reader": _digest(reader),
        "gold": {"articles": len(gold), "digest": facts["gold"]},
        **options,
        "heads": scores,
        "left": left,
    }
    return Trained(reader, card)


def _check(gold: Sequence[Gold], heads: Sequence[str], folds: int, epochs: int | None) -> None:
    for name in heads:
        if name not in ITEMS:
            raise OptionError(f"there is no head {name!r} to teach; use one of {', '.join(ITEMS)}.")
    if not 2 <= folds <= max(2, len(gold)):
        raise OptionError(f"{folds} folds of {len(gold)} articles; give from 2 to as many as there are articles.")
    if epochs is not None and epochs < 1:
        raise OptionError(f"{epochs} epochs; give a number from 1.")


def _read(nlp: Language, gold: Sequence[Gold], first: int) -> dict[str, Any]:
    """Return the examples of some articles, by head, as values that msgpack takes."""
    from korea_nlp.training.heads import collect

    found = collect(nlp, gold[first : first + AT_ONCE], _ignore, first=first)
    return {
        name: [[e.article, e.words, list(e.facts), e.label, e.question] for e in examples]
        for name, examples in found.items()
    }


def _unpacked(rows: Sequence[Any]) -> "Iterator[Example]":
    from korea_nlp.training.items import Example

    for article, words, facts, label, question in rows:
        yield Example(article, words, tuple(facts), label, question)


def _teach(
    data: bytes,
    name: str,
    examples: "Sequence[Example]",
    *,
    folds: int,
    seed: int,
    epochs: int | None,
    scratch: bool,
    watch: Watch,
    tell: Callable[[str], None],
) -> dict[str, Any]:
    """Teach one head and return it with its scores before and after."""
    from korea_nlp.training.heads import answers_before, head_of, left_out, scores_by, standing, surely_better
    from korea_nlp.training.items import course_of, teach

    labels, held = ITEMS[name], head_of(data, name)
    start = None if scratch else held
    threshold = start.settings.get("threshold") if start else None  # too few articles to choose another by
    course = course_of(name, further=start is not None).with_seed(seed)
    course = replace(course, epochs=epochs or course.epochs)
    steps = iter(range(1, folds + 1))
    watch(f"Checking {name}", 0, folds)
    answered = left_out(
        examples,
        labels,
        course,
        folds=folds,
        seeds=(seed,),
        start=start,
        advance=lambda: watch(f"Checking {name}", next(steps), folds),
    )
    known = answers_before(examples, labels, held)
    after = scores_by([standing(name, likely, examples) for likely in answered], examples, labels, threshold)
    before = None if known is None else scores_by([standing(name, known, examples)], examples, labels, threshold)
    scores = {"before": before, "after": after}
    if not scratch and known is not None and before is not None:
        better = surely_better(known, answered[0], examples) if start else _score_of(after) > _score_of(before)
        if not better or _score_of(after) < _score_of(before):
            return {"head": None, "scores": {**scores, "taught": False}}
    head = teach(examples, labels, course, start, lambda loss: tell(f"{name}: {loss}"))
    if "threshold" in after:
        head.settings["threshold"] = after["threshold"]
    if start and "sureness" in start.settings:
        head.settings["sureness"] = start.settings["sureness"]
    return {"head": [head.settings, head.weights], "scores": {**scores, "taught": True}}


def _score_of(scores: Mapping[str, Any]) -> float:
    """Return the score that counts: F1 of what is found, or macro-F1 of the labels."""
    return float(scores["found"] if "found" in scores else scores["f"])


@contextmanager
def _kept(beside: str | Path | None, facts: Mapping[str, Any]) -> Iterator[Callable[[str, Callable[[], Any]], Any]]:
    """Give a function that returns what is kept under a name, or makes and keeps it; all goes when all went well.

    Args:
        beside: The folder of the model; nothing is kept where there is none.
        facts: What all of it was made of.
    """
    if beside is None:
        yield lambda name, make: make()
        return
    folder = Path(beside)
    kept = folder.with_name(f"{folder.name}.{_digest(json.dumps(facts).encode())[:12]}.{PART}")
    kept.mkdir(parents=True, exist_ok=True)

    def keep(name: str, make: Callable[[], Any]) -> Any:
        path = kept / f"{name}.msgpack"
        if not path.exists():
            _write(path, srsly.msgpack_dumps(make()))
        return srsly.msgpack_loads(path.read_bytes())

    yield keep
    for path in folder.parent.glob(f"{glob.escape(folder.name)}.*.{PART}"):  # also what other gold or code has left
        shutil.rmtree(path, ignore_errors=True)


def _in_words(scores: Mapping[str, Any]) -> str:
    """Return what is told of the scores of a head."""
    before, after = scores["before"], scores["after"]
    kind = "F1" if "found" in after else "macro-F1"
    first = "" if before is None else f"{_score_of(before):.3f} before, "
    found = f"{kind} {first}{_score_of(after):.3f} taught, of {after['of']:,} examples"
    return found if scores["taught"] else f"{found}: not surely better, and left as it was"


def _model_of(nlp: Language) -> str:
    found: str = nlp.config["components"]["korea_article"]["versions"]["model"]
    return found


def _code_digest() -> str:
    """Return the digest of all code and tables of the package: what was read with others is read again."""
    files = sorted(path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".csv"))
    return _digest(b"".join(path.read_bytes() for path in files))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _write(path: Path, data: bytes) -> None:
    draft = path.with_name(f".{path.name}.{PART}")
    draft.write_bytes(data)
    draft.replace(path)


def _ignore(*told: Any) -> None:
    """Tell nobody."""
