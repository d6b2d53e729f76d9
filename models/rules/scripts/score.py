"""Score a pipeline on the sets of the gate and compare with the floors that it reached before.

    python models/rules/scripts/score.py [--data DIR] [--eval DIR] [--task NAME ...] [--model NAME]
                                         [--report FILE] [--update]

Each set is read with korea_nlp; the scorer of the set runs as a program of its own. A score lower than its floor by
more than the noise of the set fails. The sets are scored on and never read: what is printed and reported are scores,
and counts of errors by kind, without words or places. ``--update`` writes better scores into ``metrics/floors.json``;
a floor is lowered only by hand, with its reason in CHANGELOG.md. ``--model accurate`` scores that model against the
floors in its own folder. A set whose data or scorer is not there is SKIPPED, and so is a model that is not installed.
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

from items import Item, examine, load_scorers
from quality import counted, table

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"
FOLDERS = {"default": "rules", "accurate": "reader"}  # under models/: where the floors of each model stand


@dataclass(frozen=True, slots=True)
class Task:
    """A set of the gate, the scorer that judges it and the scores that are watched.

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
        "press", "korea", "press/dev.jsonl", 0.01,
        ("claims.content.f", "claims.content+source.f", "claims.content+source.p", "claims.source_actor",
         "claims.about.f", "claims.stance", "claims.certainty", "claims.nested.f", "chain.f", "quantities.value.f",
         "quantities.value+bound.f", "quantities.value+unit.f", "quantities.value+status.f", "times.f", "mentions.f",
         "identity.f", "events.kind.f", "events.trigger.f", "events.trigger.p", "events.agent", "events.patient",
         "events.mode"),
    ),
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
    """Yield the scores of a scorer's answer by name: precision (p) and F1 (f) where told, shares as they are.

    Example:
        >>> dict(flatten({"times": {"p": 1.0, "r": 0.5, "f": 0.67}, "metrics": {"value": {"P": 90, "F1": 94.1}}}))
        {'times.p': 1.0, 'times.f': 0.67, 'metrics.value.p': 0.9, 'metrics.value.f': 0.941}
    """
    for key, value in result.items():
        name = f"{prefix}{key}"
        match value:
            case {"p": precision, "f": f} | [precision, _, f]:
                yield from ((f"{name}.p", float(precision)), (f"{name}.f", float(f)))
            case {"P": precision, "F1": f}:
                yield from ((f"{name}.p", round(precision / 100, 6)), (f"{name}.f", round(f / 100, 6)))
            case Mapping():
                yield from flatten(value, f"{name}.")
            case float():
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


def read(gold: Path, nlp: Any) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return the articles of a gold file, and the record of each as a line of JSON by its id."""
    import korea_nlp

    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    articles = [korea_nlp.Article(row["id"], row["text"], row.get("published") or row.get("date")) for row in rows]
    results = korea_nlp.pipe(articles, nlp=nlp)
    records = {result.id: result.to_json() for result in results if not isinstance(result, korea_nlp.Failure)}
    if failed := len(rows) - len(records):
        raise SystemExit(f"{gold}: {failed} of {len(rows)} articles failed; `korea-nlp extract {gold}` tells why.")
    return rows, records


def measure(task: Task, nlp: Any, data: Path, scorers: Path) -> tuple[dict[str, float], list[Item]]:
    """Read the set of a task with the pipeline; return the watched scores by its scorer, and its items judged."""
    gold, records = read(data / task.file, nlp)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "records.jsonl"
        file.write_text("".join(f"{line}\n" for line in records.values()), encoding="utf-8")
        command = [sys.executable, str(scorers / "score.py"), task.scorer, str(data / task.file), str(file), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{task.name}: the scorer failed: {done.stderr.strip()}")
    found = dict(flatten(json.loads(done.stdout)))
    items = examine(task.scorer, load_scorers(scorers), gold, {id: json.loads(line) for id, line in records.items()})
    return {f"{task.name}.{name}": found.get(name, math.nan) for name in task.watched}, items


def main(argv: list[str] | None = None) -> int:
    """Run the gate; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=SHARED / "data", help="folder of the gold files")
    parser.add_argument("--eval", type=Path, default=SHARED / "eval", help="folder of the scorers")
    parser.add_argument("--task", action="append", choices=[task.name for task in TASKS], help="only this task")
    parser.add_argument("--model", choices=FOLDERS, default="default", help="the model to score")
    parser.add_argument("--report", type=Path, help="where the report goes; build/quality/MODEL.md where not given")
    parser.add_argument("--update", action="store_true", help="write better scores as the new floors")
    args = parser.parse_args(argv)
    tasks = [task for task in TASKS if not args.task or task.name in args.task]
    there = [task for task in tasks if (args.data / task.file).is_file() and (args.eval / "score.py").is_file()]
    for task in tasks:
        if task not in there:
            print(f"{task.name}: SKIPPED, {args.data / task.file} or its scorer is not there")
    nlp = _load(args.model) if there else None
    if nlp is None:
        return 0
    gate = Gate(args.data, args.eval, read_floors(floors_of(args.model)))
    print(f"{'score':46}{'now':>8}{'floor':>9}")
    passed = [gate.judge(task, nlp) for task in there]
    report = args.report or ROOT / "build" / "quality" / f"{args.model}.md"
    write(report, [f"# Quality of the {args.model} model", *gate.report])
    print(f"errors by kind: {report}")
    if args.update:
        write(floors_of(args.model), [json.dumps(gate.floors, indent=2, sort_keys=True)])
    return int(not all(passed))


class Gate:
    """The floors of a model, raised by each better score, and the report of a run."""

    def __init__(self, data: Path, scorers: Path, floors: dict[str, Any]) -> None:
        self.data, self.scorers, self.floors = data, scorers, floors
        self.report: list[str] = []

    def judge(self, task: Task, nlp: Any) -> bool:
        """Measure one task, print and report its scores, raise its floors; tell whether it passes."""
        sha256 = digest(self.data / task.file)
        known = self.floors["data"].get(task.name, {}).get("sha256", sha256)
        if known != sha256:
            print(f"{task.name}: {task.file} is not the file of the floors (sha256 {sha256[:12]}, not {known[:12]});")
            print("    take its floors and its digest out of metrics/floors.json by hand, then run with --update.")
            return False
        scores, items = measure(task, nlp, self.data, self.scorers)
        floors = {name: floor for name, floor in self.floors["floors"].items() if name.startswith(f"{task.name}.")}
        verdicts = compare(floors, scores, task.noise)
        rows = [(verdict.name, _shown(verdict.score), _shown(verdict.floor), verdict.state) for verdict in verdicts]
        for name, score, floor, state in rows:
            print(f"{name:46}{score:>8}{floor:>9}  {state}")
        self.report += [f"\n## {task.name}\n", *table(("score", "now", "floor", "verdict"), rows)]
        for layer, lines in counted(items):
            self.report += [f"\n### {task.name}: {layer} by kind\n", *lines]
        self.floors["data"][task.name] = {"file": task.file, "noise": task.noise, "sha256": sha256}
        self.floors["floors"].update(raised(floors, scores))
        return not any(verdict.failed for verdict in verdicts)


def write(file: Path, lines: Iterable[str]) -> None:
    """Write lines to a file, whose folder is made."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _shown(score: float | None) -> str:
    return "-" if score is None else f"{score:.4f}"


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


if __name__ == "__main__":
    sys.exit(main())
