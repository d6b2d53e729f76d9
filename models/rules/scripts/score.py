"""Score the default pipeline on the development sets and compare with the floors that it reached before.

    python models/rules/scripts/score.py [--data DIR] [--eval DIR] [--task NAME ...] [--model NAME]
                                         [--report FILE] [--update]

Each set is read with korea_nlp; the scorer of the set runs as a program of its own. A score lower than its floor by
more than the noise of the set fails, and the worst errors that are not in ``metrics/errors.json`` are named. The report
tells the errors of each set by kind, in words of the data: keep it out of git. ``--update`` writes better scores into
``metrics/floors.json`` and the errors of sets without a slip into ``metrics/errors.json``; a floor is lowered only by
hand, with its reason in CHANGELOG.md. ``--model accurate`` scores that model against the floors in its own folder. A
set whose data or scorer is not there is SKIPPED, and so is a model that is not installed.
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

import quality
from errors import examine, load_scorers
from items import Item

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


def read(task: Task, nlp: Any, data: Path) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return the gold articles of a task, and the record of each as a line of JSON by its id."""
    import korea_nlp

    rows = [json.loads(line) for line in (data / task.file).read_text(encoding="utf-8").splitlines() if line.strip()]
    articles = [korea_nlp.Article(row["id"], row["text"], row.get("published") or row.get("date")) for row in rows]
    records = {}
    for result in korea_nlp.pipe(articles, nlp=nlp):
        if isinstance(result, korea_nlp.Failure):
            raise SystemExit(f"{task.name}: article {result.id} failed: {result.reason}")
        records[result.id] = result.to_json()
    return rows, records


def measure(task: Task, nlp: Any, data: Path, scorers: Path) -> tuple[dict[str, float], list[Item]]:
    """Read the set of a task with the pipeline; return the watched scores by its scorer, and its items judged."""
    gold, records = read(task, nlp, data)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "records.jsonl"
        file.write_text("".join(f"{line}\n" for line in records.values()), encoding="utf-8")
        command = [sys.executable, str(scorers / "score.py"), task.scorer, str(data / task.file), str(file), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{task.name}: the scorer failed: {done.stderr.strip()}")
    found = dict(flatten(json.loads(done.stdout)))
    items = examine(task.scorer, load_scorers(scorers), gold, {id: json.loads(line) for id, line in records.items()})
    return {f"{task.name}.{name}": found[name] for name in task.watched if name in found}, items


def rows_of(verdicts: Iterable[Verdict]) -> list[tuple[str, str, str, str]]:
    """Return the name, score, floor and state of each verdict as text."""
    shown = (
        [f"{value:.4f}" if value is not None else "-" for value in (verdict.score, verdict.floor)]
        for verdict in verdicts
    )
    return [
        (verdict.name, score, floor, verdict.state) for verdict, (score, floor) in zip(verdicts, shown, strict=True)
    ]


def main(argv: list[str] | None = None) -> int:
    """Run the gate; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the gold files")
    parser.add_argument("--eval", type=Path, default=ROOT.parent / "shared" / "eval", help="folder of the scorers")
    parser.add_argument("--task", action="append", choices=[task.name for task in TASKS], help="only this task")
    parser.add_argument("--model", choices=FOLDERS, default="default", help="the model to score")
    parser.add_argument("--report", type=Path, help="where the report goes; build/quality/MODEL.md where not given")
    parser.add_argument("--update", action="store_true", help="write better scores as the new floors, and the errors")
    args = parser.parse_args(argv)
    tasks = [task for task in TASKS if not args.task or task.name in args.task]
    there = [task for task in tasks if (args.data / task.file).is_file() and (args.eval / "score.py").is_file()]
    for task in tasks:
        if task not in there:
            print(f"{task.name}: SKIPPED, {args.data / task.file} or its scorer is not there")
    nlp = _load(args.model) if there else None
    if nlp is None:
        return 0
    gate = Gate(args.data, args.eval, floors_of(args.model))
    print(f"{'score':46}{'now':>8}{'floor':>9}")
    failed = [task.name for task in there if not gate.judge(task, nlp)]
    report = args.report or ROOT / "build" / "quality" / f"{args.model}.md"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text("\n".join([f"# Quality of the {args.model} model", *gate.report, ""]), encoding="utf-8")
    print(f"errors by kind: {report}")
    if args.update:
        gate.write(without=failed)
    return int(bool(failed))


class Gate:
    """The floors and known errors of a model, what a run found, and the report of it."""

    def __init__(self, data: Path, scorers: Path, floors: Path) -> None:
        self.data, self.scorers, self.floors = data, scorers, floors
        self.errors = floors.with_name("errors.json")
        self.kept = read_floors(floors)
        self.known = quality.read_baseline(self.errors)
        self.found: dict[str, tuple[dict[str, float], list[Item]]] = {}
        self.report: list[str] = []

    def judge(self, task: Task, nlp: Any) -> bool:
        """Measure one task, print its scores, and the worst new errors where it slips; tell whether it passes."""
        found = digest(self.data / task.file)
        known = self.kept["data"].get(task.name, {}).get("sha256", found)
        if known != found:
            print(f"{task.name}: {task.file} is not the file of the floors (sha256 {found[:12]}, not {known[:12]});")
            print("    take its floors and its digest out of metrics/floors.json by hand, then run with --update.")
            return False
        scores, items = self.found[task.name] = measure(task, nlp, self.data, self.scorers)
        verdicts = compare(self._floors(task.name), scores, task.noise)
        for name, score, floor, state in rows_of(verdicts):
            print(f"{name:46}{score:>8}{floor:>9}  {state}")
        errors = self.known.get(task.name, [])
        self.report += quality.section(task.name, rows_of(verdicts), items, errors)
        if failed := [verdict.name for verdict in verdicts if verdict.failed]:
            new = quality.new_errors(items, errors)
            print(*quality.named(new, quality.layers_of(task.name, failed)), sep="\n")
        return not failed

    def write(self, *, without: Iterable[str]) -> None:
        """Write better scores as floors, and the errors of all sets but some as the known ones."""
        for task in TASKS:
            if task.name in self.found:
                scores, items = self.found[task.name]
                data = {"file": task.file, "noise": task.noise, "sha256": digest(self.data / task.file)}
                self.kept["data"][task.name] = data
                self.kept["floors"].update(raised(self._floors(task.name), scores))
                if task.name not in without:
                    self.known[task.name] = quality.prints_of(items)
        self.floors.parent.mkdir(parents=True, exist_ok=True)
        self.floors.write_text(json.dumps(self.kept, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        quality.write_baseline(self.errors, self.known)

    def _floors(self, task: str) -> dict[str, float]:
        return {name: floor for name, floor in self.kept["floors"].items() if name.startswith(task + ".")}


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
