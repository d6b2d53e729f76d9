"""List the errors of a model on a set that may be read, with their words.

    python models/rules/scripts/errors.py GOLD.jsonl [--scorer korea|attribution] [--model NAME] [--sample N]
                                          [--eval DIR]

Writes ``build/quality/FOLDER-NAME.MODEL.md``, which git ignores: for each layer the table of errors by kind, and up to
N wrong items, drawn by a fixed seed, with the words of gold and of the record. The sets of the gate (``score.py``) are
refused: they are scored on and never read.
"""

import argparse
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from items import Item, examine, load_scorers
from quality import counted, table
from score import FOLDERS, ROOT, SHARED, TASKS, digest, floors_of, read, read_floors, write

HOLDS = {"korea": "claims", "attribution": "attributions"}  # what articles hold that a scorer can judge


def main(argv: list[str] | None = None) -> None:
    """Read the arguments, list the errors and say where."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("gold", type=Path, help="articles marked as in korea-dev.jsonl or in PolNeAR's train.jsonl")
    parser.add_argument("--scorer", choices=HOLDS, default="korea", help="the scorer that judges the set")
    parser.add_argument("--model", choices=FOLDERS, default="default", help="the model whose errors are listed")
    parser.add_argument("--sample", type=int, default=50, help="how many wrong items of a layer are shown")
    parser.add_argument("--eval", type=Path, default=SHARED / "eval", help="folder of the scorers")
    args = parser.parse_args(argv)
    refuse(args.gold, args.scorer)
    import korea_nlp

    gold, lines = read(args.gold, korea_nlp.load(args.model))
    items = examine(args.scorer, load_scorers(args.eval), gold, {id: json.loads(line) for id, line in lines.items()})
    file = ROOT / "build" / "quality" / f"{args.gold.resolve().parent.name}-{args.gold.stem}.{args.model}.md"
    write(file, [f"# Errors of the {args.model} model in {args.gold}", *listed(items, args.sample)])
    print(f"errors: {file}")


def refuse(gold: Path, scorer: str) -> None:
    """Stop at a set of the gate, told by its name or its bytes, and at one that the scorer cannot judge."""
    if not gold.is_file():
        raise SystemExit(f"{gold}: there is no such file.")
    known = {data["sha256"] for model in FOLDERS for data in read_floors(floors_of(model))["data"].values()}
    if gold.resolve().parts[-2:] in {Path(task.file).parts for task in TASKS} or digest(gold) in known:
        raise SystemExit(
            f"{gold} is a set of the gate, which is scored on and never read; "
            "list the errors of a set to learn from, such as press/train.jsonl, instead."
        )
    with gold.open(encoding="utf-8") as lines:
        if HOLDS[scorer] not in json.loads(next(lines, "{}")):
            raise SystemExit(f"{gold}: its articles hold no {HOLDS[scorer]}, which --scorer {scorer} judges.")


def listed(items: Iterable[Item], sample: int) -> Iterator[str]:
    """Yield the lines of the list: for each layer its table of errors by kind, and a sample of the wrong items."""
    items = list(items)
    for layer, lines in counted(items):
        yield from (f"\n## {layer} by kind\n", *lines)
        wrong = [item for item in items if item.layer == layer and item.faults]
        shown = random.Random(0).sample(wrong, min(sample, len(wrong)))
        rows = [
            (item.article, str(item.start), item.kind, ", ".join(item.faults), item.gold, item.found)
            for item in sorted(shown, key=lambda item: (item.article, item.start))
        ]
        yield f"\n### {layer}: {len(shown)} of {len(wrong)} wrong items\n"
        yield from table(("article", "from", "kind", "errors", "gold", "found"), rows)


if __name__ == "__main__":
    main()
