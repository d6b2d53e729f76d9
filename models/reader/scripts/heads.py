"""Teach the heads of items of a shipped reader, and write how good they are by cross-validation.

    python scripts/heads.py default|accurate GOLD.jsonl ... --metrics metrics [--unseen GOLD.jsonl ...]
                            [--heads country ...] [--seeds N] [--folds N]

What capitals stand for and of which country strangers are is taught first, and whom pronouns stand for next, since the
other questions are asked of what then is known; each step reads the gold anew, from what the components before the
reader made of it once. ``status`` is not taught: by cross-validation it is no better than its rules. The files of
``--unseen`` hold articles that no encoder was taught: figures and thresholds are of these alone, and which triggers are
news is learnt of them alone, since an encoder is too sure of those that it knows. With ``--heads`` the others stay as
they are. Writes the reader in its place (and the digests of the accurate package), and the figures, with the digests of
the gold and of the code that teaches, into the folder of metrics.
"""

import argparse
import hashlib
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from release import DIGESTS, write_digests

import korea_nlp
from korea_nlp.components.claims.about import MOST
from korea_nlp.ops import Floats
from korea_nlp.pipeline import READER
from korea_nlp.reader import FILES
from korea_nlp.reader.heads import ITEMS, about, antecedent, country, metonym, salience, status
from korea_nlp.training.gold import read_gold
from korea_nlp.training.heads import collect, fit_sureness, left_out, parse, scores_by, standing, with_heads
from korea_nlp.training.items import Example, course_of, teach

SPARE = {salience.NAME: (0.02, 0.005)}  # by how much a threshold may move, and for how much F1: fewer events stand
STEPS_ASKED = np.arange(0.2, 0.7, 0.01)  # thresholds of whom claims are about
MENTIONS, COREFERENCE = (metonym.NAME, country.NAME), (antecedent.NAME,)
STEPS = (
    MENTIONS,
    COREFERENCE,
    tuple(name for name in ITEMS if name not in (*MENTIONS, *COREFERENCE, status.NAME)),
)


def digest(paths: list[Path]) -> str:
    """Return one digest of files, in the order of their names."""
    data = b"".join(path.read_bytes() for path in sorted(paths, key=lambda path: path.name))
    return hashlib.sha256(data).hexdigest()


def moved(
    answered: list[Floats], asked: list[Example], labels: tuple[str, ...], best: dict[str, Any], by: float, spare: float
) -> dict[str, Any]:
    """Return the scores at the threshold furthest from the best at which what is found is as good, but for a little."""
    steps = [round(best["threshold"] + by * step, 2) for step in range(20)]
    scores = [scores_by(answered, asked, labels, step) for step in steps if 0 < step < 1]
    return [one for one in scores if one["found"] >= best["found"] - spare][-1]


def as_long(answered: list[Floats], asked: list[Example]) -> float:
    """Return the threshold at which the lists of whom claims are about are as long as the gold's."""
    likely, wanted = np.mean(answered, axis=0), sum(one.label > 0 for one in asked)
    told = [(one, f"{one.article} {one.question}", str(place)) for place, one in enumerate(asked)]

    def off(threshold: float) -> int:
        return abs(sum(len(found) for found in about.choose(told, likely, threshold, MOST).values()) - wanted)

    return round(float(min(STEPS_ASKED, key=off)), 2)


def main() -> None:
    """Read the arguments, teach and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=FILES)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--unseen", type=Path, nargs="*", default=[])
    parser.add_argument("--metrics", type=Path, required=True)
    parser.add_argument("--heads", nargs="+", choices=ITEMS, default=tuple(ITEMS))
    parser.add_argument("--seeds", type=int, default=3, help="how often the folds are drawn")
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    seeds = range(args.seeds)
    package, name = FILES[args.model]
    spec = find_spec(package)
    folder = Path(next(iter(spec.submodule_search_locations or ()))) if spec else Path()
    file, seen, scores = folder / name, read_gold(*args.gold), {}
    gold = seen + read_gold(*args.unseen)
    first = len(seen) if args.unseen else 0  # of the articles that no encoder knows
    nlp = korea_nlp.load(args.model)
    reader: Any = nlp.get_pipe(READER)
    parsed = [parse(nlp, article) for article in gold]
    print(f"parsed {len(gold)} articles", flush=True)
    for step in [wanted for heads in STEPS if (wanted := [head for head in heads if head in args.heads])]:
        examples = collect(nlp, gold, lambda told: print(told, flush=True), parsed=parsed)
        taught = {}
        if salience.NAME in step:
            examples[salience.NAME] = [one for one in examples[salience.NAME] if one.article >= first]
        for head in step:
            course = course_of(head)
            answered = left_out(examples[head], ITEMS[head], course, folds=args.folds, seeds=seeds)
            unseen = [place for place, one in enumerate(examples[head]) if one.article >= first]
            asked = [examples[head][place] for place in unseen]
            clean = [standing(head, likely[unseen], asked) for likely in answered]
            scores[head] = scores_by(clean, asked, ITEMS[head])
            if head == about.NAME:
                scores[head] = scores_by(clean, asked, ITEMS[head], as_long(clean, asked))
            if head in SPARE:
                scores[head] = moved(clean, asked, ITEMS[head], scores[head], *SPARE[head])
            print(head, {key: value for key, value in scores[head].items() if key != "labels"}, flush=True)
            taught[head] = teach(examples[head], ITEMS[head], course)
            if "threshold" in scores[head]:
                taught[head].settings["threshold"] = scores[head]["threshold"]
            if head == about.NAME:
                sureness, error = fit_sureness(clean, asked, scores[head]["threshold"])
                taught[head].settings["sureness"], scores[head]["calibration_error"] = list(sureness), error
        data = with_heads(file.read_bytes(), taught)
        file.write_bytes(data)
        reader.use_reader(data, str(file))
        if (folder / DIGESTS).is_file():
            write_digests(folder)
    metrics = args.metrics / f"heads-{args.model}.json"
    if len(args.heads) < len(ITEMS):  # the others keep their figures
        scores = json.loads(metrics.read_text(encoding="utf-8"))["heads"] | scores
    code = sorted((Path(korea_nlp.__file__).parent / "training").glob("*.py"))
    digests = {"gold": digest([*args.gold, *args.unseen]), "code": digest(code)}
    found = {**digests, "folds": args.folds, "seeds": list(seeds), "heads": scores}
    text = json.dumps(found, indent=1, default=float)
    metrics.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
