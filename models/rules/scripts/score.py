"""Score the default pipeline on the development sets and compare with the floors that it reached before.

    python models/rules/scripts/score.py [--data DIR] [--eval DIR] [--task NAME ...] [--model NAME] [--update]

Each set is read with korea_nlp; the scorer of the set runs as a program of its own. A score lower than its floor by
more than the noise of the set fails. ``--update`` writes better scores into ``metrics/floors.json``; a floor is lowered
only by hand, with its reason in CHANGELOG.md. ``--model accurate`` scores that model against the floors in its own
folder. A set whose data or scorer is not there is SKIPPED, and so is a model that is not installed.
"""

import argparse
import hashlib
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = {"default": "rules", "accurate": "attribution"}  # under models/: where the floors of each model stand


@dataclass(frozen=True, slots=True)
class Task:
    """A development set, the scorer that judges it and the scores that are watched.

    Attributes:
        name: The first part of the names of its floors.
        scorer: What the scorer calls the task.
        file: The gold file, under the folder of the data.
        noise: By how much a score may be below its floor; a share, as all scores.
        watched: Names of scores.
    """

    name: str
    scorer: str
    file: str
    noise: float
    watched: tuple[str, ...]


EVENTS = ("type.f", "macroF1", "dyad.f", "untyped.f")
TASKS = (
    Task(
        "attribution", "attribution", "attribution/dev.jsonl", 0.005,
        ("attr.content+source.f", "attr.strict.f", "token.source.f", "token.cue.f", "token.content.f"),
    ),
    Task(
        "quantities", "quantities", "quantities/newsquant-dev.jsonl", 0.005,
        ("metrics.value.f", "metrics.value+change.f", "metrics.value+unit~.f", "metrics.value+unit~+change.f",
         "metrics.value+concept_partial.f"),
    ),
    Task("plv-news", "events", "events/plv-news-dev.jsonl", 0.01, EVENTS),
    Task("plv-codebook", "events", "events/plv-codebook-dev.jsonl", 0.01, EVENTS),
    Task("plover-gsr", "events", "events/plover-gsr-dev.jsonl", 0.02, EVENTS),
    Task(
        "korea", "korea", "korea/korea-dev.jsonl", 0.02,
        ("claims.content.f", "claims.content+source.f", "claims.source_actor", "claims.about.f", "claims.stance",
         "claims.certainty", "claims.nested.f", "chain.f", "quantities.value.f", "quantities.value+bound.f",
         "quantities.value+unit.f", "quantities.value+status.f", "times.f", "mentions.f", "identity.f", "events.kind.f",
         "events.trigger.f"),
    ),
    Task(
        "provocations", "provocations", "korea/csis-provocations-dev.jsonl", 0.02, ("kind", "day not contradicted"),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """A score against its floor; ``state`` is ok, better, new, slip or missing."""

    name: str
    score: float | None
    floor: float | None
    state: str

    @property
    def failed(self) -> bool:
        """Whether the score fails the gate."""
        return self.state in ("slip", "missing")


def flatten(result: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, float]]:
    """Yield the scores of a scorer's answer by name: F1 where there are precision, recall and F1; shares as they are.

    Example:
        >>> dict(flatten({"times": {"p": 1.0, "r": 0.5, "f": 0.67}, "metrics": {"value": {"P": 90, "F1": 94.1}}}))
        {'times.f': 0.67, 'metrics.value.f': 0.941}
    """
    for key, value in result.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            if "f" in value:
                yield f"{name}.f", float(value["f"])
            elif "F1" in value:
                yield f"{name}.f", round(value["F1"] / 100, 6)
            else:
                yield from flatten(value, f"{name}.")
        elif isinstance(value, list) and len(value) == 3:
            yield f"{name}.f", float(value[2])
        elif isinstance(value, float):
            yield name, value


def compare(floors: Mapping[str, float], scores: Mapping[str, float], noise: float) -> list[Verdict]:
    """Judge scores against the floors of the same names.

    Example:
        >>> [verdict.state for verdict in compare({"a": 0.9, "b": 0.9}, {"a": 0.89, "b": 0.88}, 0.015)]
        ['ok', 'slip']
    """
    verdicts = []
    for name in sorted(set(floors) | set(scores)):
        score, floor = scores.get(name), floors.get(name)
        if score is None or math.isnan(score):
            state = "missing"
        elif floor is None:
            state = "new"
        elif score < floor - noise - 1e-9:
            state = "slip"
        else:
            state = "better" if score > floor + noise else "ok"
        verdicts.append(Verdict(name, score, floor, state))
    return verdicts


def raised(floors: Mapping[str, float], scores: Mapping[str, float]) -> dict[str, float]:
    """Return the floors with every better score in its place, cut after four digits; none is lowered.

    Example:
        >>> raised({"a": 0.9, "b": 0.5}, {"a": 0.8, "b": 0.61237, "c": 0.7})
        {'a': 0.9, 'b': 0.6123, 'c': 0.7}
    """
    cut = {name: math.floor(score * 10_000 + 1e-6) / 10_000 for name, score in scores.items() if not math.isnan(score)}
    return {name: max(floors.get(name, 0.0), cut.get(name, 0.0)) for name in sorted(set(floors) | set(cut))}


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def floors_of(model: str) -> Path:
    """Return where the floors of a model stand."""
    return ROOT / "models" / FOLDERS[model] / "metrics" / "floors.json"


def read_floors(file: Path) -> dict[str, Any]:
    """Return the floors on disk: ``data`` (digest and noise by task) and ``floors`` (score by name)."""
    if not file.is_file():
        return {"data": {}, "floors": {}}
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def measure(task: Task, nlp: Any, data: Path, scorers: Path) -> dict[str, float]:
    """Read the set of a task with the pipeline, run its scorer and return the watched scores."""
    import korea_nlp

    gold = data / task.file
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    articles = [korea_nlp.Article(row["id"], row["text"], row.get("published") or row.get("date")) for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        records = Path(folder) / "records.jsonl"
        with records.open("w", encoding="utf-8") as out:
            for result in korea_nlp.pipe(articles, nlp=nlp):
                if isinstance(result, korea_nlp.Failure):
                    raise SystemExit(f"{task.name}: article {result.id} failed: {result.reason}")
                out.write(result.to_json() + "\n")
        command = [sys.executable, str(scorers / "score.py"), task.scorer, str(gold), str(records), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{task.name}: the scorer failed: {done.stderr.strip()}")
    found = dict(flatten(json.loads(done.stdout)))
    return {f"{task.name}.{name}": found[name] for name in task.watched if name in found}


def print_table(verdicts: Iterable[Verdict]) -> None:
    """Print one line a score."""
    for verdict in verdicts:
        score, floor = (f"{value:.4f}" if value is not None else "-" for value in (verdict.score, verdict.floor))
        print(f"{verdict.name:46}{score:>8}{floor:>9}  {verdict.state}")


def main(argv: list[str] | None = None) -> int:
    """Run the gate; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the gold files")
    parser.add_argument("--eval", type=Path, default=ROOT.parent / "shared" / "eval", help="folder of the scorers")
    parser.add_argument("--task", action="append", choices=[task.name for task in TASKS], help="only this task")
    parser.add_argument("--model", choices=FOLDERS, default="default", help="the model to score")
    parser.add_argument("--update", action="store_true", help="write better scores as the new floors")
    args = parser.parse_args(argv)
    floors = floors_of(args.model)
    kept = read_floors(floors)
    tasks = [task for task in TASKS if not args.task or task.name in args.task]
    there = [task for task in tasks if (args.data / task.file).is_file() and (args.eval / "score.py").is_file()]
    for task in tasks:
        if task not in there:
            print(f"{task.name}: SKIPPED, {args.data / task.file} or its scorer is not there")
    if not there:
        return 0
    failed = False
    nlp = _load(args.model)
    if nlp is None:
        return 0
    print(f"{'score':46}{'now':>8}{'floor':>9}")
    for task in there:
        failed |= _judge(task, nlp, args.data, args.eval, kept, update=args.update)
    if args.update:
        floors.parent.mkdir(parents=True, exist_ok=True)
        floors.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return int(failed)


def _load(model: str) -> Any:
    """Return the pipeline of a model, None where a further one is not installed."""
    import korea_nlp
    from korea_nlp.errors import ModelError

    try:
        return korea_nlp.load(model)
    except ModelError as error:
        if model == "default":
            raise
        print(f"model {model}: SKIPPED, {error}")
        return None


def _judge(task: Task, nlp: Any, data: Path, scorers: Path, kept: dict[str, Any], *, update: bool) -> bool:
    """Measure and print one task, note better scores in ``kept``; tell whether the task fails."""
    found = digest(data / task.file)
    known = kept["data"].get(task.name, {}).get("sha256", found)
    own = {name: score for name, score in kept["floors"].items() if name.startswith(task.name + ".")}
    if known != found:
        print(f"{task.name}: {task.file} is not the file of the floors (sha256 {found[:12]}, not {known[:12]});")
        print("    take its floors and its digest out of metrics/floors.json by hand, then run with --update.")
        return True
    scores = measure(task, nlp, data, scorers)
    verdicts = compare(own, scores, task.noise)
    print_table(verdicts)
    if update:
        kept["data"][task.name] = {"file": task.file, "noise": task.noise, "sha256": found}
        kept["floors"].update(raised(own, scores))
    return any(verdict.failed for verdict in verdicts)


if __name__ == "__main__":
    sys.exit(main())
