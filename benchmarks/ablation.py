"""Where does each condition of a component act? Forces every one off, one at a time, and runs the component again.

    python benchmarks/ablation.py [--data DIR] [--component NAME ...] [--new] [--update] [--seconds N]

A condition is the test of an ``if`` or of a ternary, or an operand of ``and`` or ``or``. "Off" means: a test or an
operand of ``or`` is false, an operand of ``and`` is true. Two groups of texts are read: *dev*, which rules were
written on, and *out*, 300 articles of the pool drawn by seed, which nobody opened. A condition is

    out      off, it changes items of out: it serves texts that nobody had seen
    more     it changes items of dev, and of two of 900 further articles of the pool
    dev      it changes items of dev alone: it was fitted to what its writer read
    guard    the component fails or hangs without it, on these texts or on some without a parse or with a random one
    load     decides while tables are read and the pipeline is built
    nothing  decides, and changes no item
    never    decides in no text
    untried  not reached within ``--seconds`` of a component

``benchmarks/ablation.csv`` holds what is known of each condition. ``--new`` tries those alone that it does not know
and prints where they act, to be asked before a rule is kept; ``--update`` writes the table. Without the data it prints
SKIPPED. No words of the texts are printed.
"""

import argparse
import ast
import csv
import gzip
import importlib.abc
import importlib.machinery
import json
import math
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from importlib.machinery import ModuleSpec, SourceFileLoader
from itertools import chain, islice, repeat
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TABLE = Path(__file__).with_suffix(".csv")
POOL, DRAWN, FURTHER, SEED = "press/pool.jsonl.gz", 300, 900, 19
ENOUGH = 2  # further articles that show that a condition is language
READ: dict[str, tuple[str, ...]] = {  # what rules were written on; whatever else they are written on is added here
    "actors": ("korea/korea-dev.jsonl", "korea/csis-nk-russia-dev.jsonl"),
    "claims": ("korea/korea-dev.jsonl", "attribution/dev.jsonl"),
    "coref": ("korea/korea-dev.jsonl", "attribution/dev.jsonl"),
    "events": (
        *("korea/korea-dev.jsonl", "events/plv-news-dev.jsonl", "events/plover-gsr-dev.jsonl"),
        "events/plv-codebook-dev.jsonl",
    ),
    "quantities": ("korea/korea-dev.jsonl", "quantities/newsquant-dev.jsonl"),
    "repair": ("korea/korea-dev.jsonl", "attribution/dev.jsonl"),
    "sentences": ("korea/korea-dev.jsonl", "attribution/dev.jsonl"),
    "times": ("korea/korea-dev.jsonl", "korea/csis-provocations-dev.jsonl"),
}
ROOMS = {"repair": ("components.repair", "syntax.repair")}  # modules of a component that do not lie in its own package
LONGEST = 2_500  # characters read of a text
SPOILT = 20  # texts of out that are read once more without their parse, and with a random one
HANGS = 20  # times the usual seconds of a text after which the component hangs, one second at least


@dataclass(frozen=True, slots=True, order=True)
class Condition:
    """A condition in the code: where it stands and what it asks; ``nth`` tells equal ones of a function apart."""

    module: str
    function: str
    kind: str
    condition: str
    nth: int


class Instrument(importlib.abc.MetaPathFinder):
    """Imports modules with each condition wrapped, so that it can be watched and forced off.

    Args:
        files: The file of each module, by its full name.
    """

    def __init__(self, files: dict[str, Path]) -> None:
        self.files = files
        self.conditions: list[Condition] = []
        self.off = -1  # number of the condition that is forced
        self.deciding: set[int] | None = None  # those that were met against their default, while it is a set

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return the spec of one of the modules, to be loaded with its conditions wrapped."""
        if name not in self.files:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None:
            spec.loader = _Loader(name, str(self.files[name]), self)
        return spec

    def test(self, number: int, value: Any) -> Any:
        """Pass on the value of a test or of an operand of ``or``; false where it is forced."""
        if value and self.deciding is not None:
            self.deciding.add(number)
        return False if value and number == self.off else value

    def operand(self, number: int, value: Any) -> Any:
        """Pass on the value of an operand of ``and``; true where it is forced."""
        if not value and self.deciding is not None:
            self.deciding.add(number)
        return True if not value and number == self.off else value


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, instrument: Instrument) -> None:
        super().__init__(name, path)
        self.instrument = instrument

    def get_code(self, fullname: str) -> CodeType:
        tree = ast.parse(self.get_data(self.path))
        wrapper = Wrapper(self.name, len(self.instrument.conditions))
        wrapper.visit(tree)
        self.instrument.conditions += wrapper.conditions
        return compile(ast.fix_missing_locations(tree), self.path, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["_test"], module.__dict__["_operand"] = self.instrument.test, self.instrument.operand
        super().exec_module(module)


class Wrapper(ast.NodeTransformer):
    """Wraps each condition of a module in a call with its number.

    Args:
        name: The full name of the module.
        first: The number of its first condition.
    """

    def __init__(self, name: str, first: int = 0) -> None:
        self.module, self.first, self.function = name.removeprefix("korea_nlp."), first, ""
        self.conditions: list[Condition] = []
        self.met: Counter[tuple[str, str, str]] = Counter()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Note the function that the conditions below stand in."""
        outer, self.function = self.function, f"{self.function}.{node.name}".lstrip(".")
        self.generic_visit(node)
        self.function = outer
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        """Wrap the test."""
        number = self._number(node.test, "if")
        self.generic_visit(node)
        node.test = _wrapped("_test", number, node.test)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        """Wrap the test."""
        number = self._number(node.test, "ternary")
        self.generic_visit(node)
        node.test = _wrapped("_test", number, node.test)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        """Wrap each operand."""
        kind, name = ("or", "_test") if isinstance(node.op, ast.Or) else ("and", "_operand")
        numbers = [self._number(value, kind) for value in node.values]
        self.generic_visit(node)
        node.values = [_wrapped(name, number, value) for number, value in zip(numbers, node.values, strict=True)]
        return node

    def _number(self, node: ast.expr, kind: str) -> int:
        words = ast.unparse(node)[:160]
        key = (self.function, kind, words)
        self.met[key] += 1
        self.conditions.append(Condition(self.module, self.function, kind, words, self.met[key]))
        return self.first + len(self.conditions) - 1


def _wrapped(name: str, number: int, node: ast.expr) -> ast.expr:
    call = ast.Call(ast.Name(name, ast.Load()), [ast.Constant(number), node], [])
    return ast.copy_location(call, node)


def files_of(component: str) -> dict[str, Path]:
    """Return the files of a component by the full names of their modules."""
    package = ROOT / "korea_nlp"
    found = {}
    for path in sorted(package.rglob("*.py")):
        name = ".".join(path.relative_to(package).with_suffix("").parts).removesuffix(".__init__")
        rooms = ROOMS.get(component, (f"components.{component}",))
        if any(name == room or name.startswith(room + ".") for room in rooms):
            found[f"korea_nlp.{name}"] = path
    return found


def conditions_of(component: str) -> list[Condition]:
    """Return the conditions of a component as its files have them, without running it."""
    found = []
    for name, path in files_of(component).items():
        wrapper = Wrapper(name)
        wrapper.visit(ast.parse(path.read_bytes()))
        found += wrapper.conditions
    return found


class Text:
    """A Doc as the component finds it, what it reads there, how long that takes and what decides there."""

    def __init__(self, group: str, doc: Any) -> None:
        self.group, self.doc = group, doc
        self.found: list[str] = []
        self.seconds = 0.0
        self.deciding: set[int] = set()


class Ablation:
    """A component over all texts, with every condition to be forced; one a process, since modules are imported once."""

    def __init__(self, component: str, data: Path) -> None:
        self.component = component
        self.instrument = Instrument(files_of(component))
        self.instrument.deciding = self.loading = set()
        sys.meta_path.insert(0, self.instrument)
        import korea_nlp

        self.data, self.nlp = data, korea_nlp.load()
        self.tagger = self.nlp.get_pipe(f"korea_{component}")
        out, further = drawn(data)
        dev = ((row, "dev") for row in read_before(component, data))
        self.texts = [self._read(row, group) for row, group in chain(((row, "out") for row in out), dev)]
        whole = [text.doc for text in self.texts if text.group == "out"]
        read = self.nlp.get_pipe("korea_reader")
        self.texts += [self._watched(Text("bad", read(doc))) for doc in spoil(whole[:SPOILT], random.Random(SEED))]
        self.further = map(self._read, further, repeat("more"))  # read as they are needed
        self.known: list[Text] = []
        self.texts.sort(key=lambda text: (text.group != "out", text.group != "bad", text.seconds))

    def _read(self, row: dict[str, Any], group: str) -> Text:
        """Return a text as a Doc that all before the component have read."""
        from korea_nlp import Article
        from korea_nlp.run import make_doc

        doc = make_doc(self.nlp, Article(str(row["id"]), row["text"][:LONGEST], row.get("published")))
        for _, pipe in self.nlp.pipeline[: self.nlp.pipe_names.index(f"korea_{self.component}")]:
            doc = pipe(doc)
        return self._watched(Text(group, doc))

    def _watched(self, text: Text) -> Text:
        """Return a text with what the component finds there and which conditions decide."""
        before, self.instrument.off = self.instrument.off, -1
        self.instrument.deciding = text.deciding
        started = time.perf_counter()
        text.found = self.read(text.doc)
        text.seconds = time.perf_counter() - started
        self.instrument.deciding, self.instrument.off = None, before
        return text

    def read(self, doc: Any) -> list[str]:
        """Return what the component finds in a Doc, or how it leaves the tokens of a copy."""
        if hasattr(self.tagger, "find"):
            found = self.tagger.find(doc)
            return [repr(item) for part in (found if isinstance(found, tuple) else (found,)) for item in part]
        return [f"{token.is_sent_start} {token.head.i} {token.dep}" for token in self.tagger(doc.copy())]

    def changes(self, text: Text) -> bool:
        """Tell whether the component, as it is forced now, reads a text otherwise."""
        signal.setitimer(signal.ITIMER_REAL, max(1.0, HANGS * text.seconds))
        try:
            return self.read(text.doc) != text.found
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def verdict(self, number: int) -> str:
        """Force one condition off and tell where it acts."""
        texts = [text for text in self.texts if number in text.deciding]
        self.instrument.off = number
        try:
            for text in texts:
                if self.changes(text) and text.group != "bad":  # of those only failures count
                    return "more" if text.group == "dev" and self._is_language(number) else text.group
        except Exception:  # whatever it is: without this condition the component does not work
            return "guard"
        finally:
            self.instrument.off = -1
        return "load" if number in self.loading else "nothing" if texts else "never"

    def _is_language(self, number: int) -> bool:
        """Tell whether a condition, forced off now, changes enough of the further articles."""
        self.known += self.further
        changed = (text for text in self.known if number in text.deciding and self.changes(text))
        return len(list(islice(changed, ENOUGH))) == ENOUGH


def drawn(data: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the articles of out and the further ones, by seed; none of them was opened."""
    with gzip.open(data / POOL, "rt", encoding="utf-8") as lines:
        pool = [json.loads(line) for line in lines]
    chosen = random.Random(SEED).sample(pool, DRAWN)
    taken = {row["id"] for row in chosen}
    return chosen, random.Random(SEED).sample([row for row in pool if row["id"] not in taken], FURTHER)


def read_before(component: str, data: Path) -> Iterator[dict[str, Any]]:
    """Yield the texts that rules of a component were written on."""
    for file in READ[component]:
        yield from map(json.loads, (data / file).read_text(encoding="utf-8").splitlines())


def spoil(docs: Sequence[Any], chosen: random.Random) -> Iterator[Any]:
    """Yield Docs that nobody wants to read: an empty one, and others without their parse or with labels at random."""
    from spacy.tokens import Doc

    if docs:
        yield Doc(docs[0].vocab)
    for doc in docs:
        words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
        yield Doc(doc.vocab, words, spaces)
        size = len(doc)
        columns = {
            name: chosen.sample([getattr(token, attribute) for token in doc], size)
            for name, attribute in (("tags", "tag_"), ("pos", "pos_"), ("deps", "dep_"), ("lemmas", "lemma_"))
        }
        heads = [chosen.randrange(max(0, i - 9), i) if i % 40 else i for i in range(size)]
        yield Doc(doc.vocab, words, spaces, heads=heads, **columns)


def read_table() -> dict[Condition, str]:
    """Return what the table knows: the verdict of each condition."""
    if not TABLE.is_file():
        return {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            Condition(row["module"], row["function"], row["kind"], row["condition"], int(row["nth"])): row["acts"]
            for row in csv.DictReader(file)
        }


def write_table(known: dict[Condition, str]) -> None:
    """Write the verdict of each condition, in the order of the code's names."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*(field.name for field in fields(Condition)), "acts"])
        writer.writerows([*astuple(condition), acts] for condition, acts in sorted(known.items()))


def _hang(*_: Any) -> None:
    raise TimeoutError


def main(argv: list[str] | None = None) -> int:
    """Try conditions; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of the texts")
    parser.add_argument("--component", action="append", choices=READ, help="only this component")
    parser.add_argument("--new", action="store_true", help="only conditions that the table does not know")
    parser.add_argument("--seconds", type=float, default=math.inf, help="stop trying after so long a component")
    parser.add_argument("--update", action="store_true", help="write what is found into the table")
    args = parser.parse_args(argv)
    table = read_table()
    chosen = args.component or list(READ)
    if args.new:
        chosen = [component for component in chosen if not table.keys() >= set(conditions_of(component))]
        if not chosen:
            print("ablation: no condition is new")
    if not (args.data / POOL).is_file():
        print(f"ablation: SKIPPED, {args.data / POOL} is not there")
        return 0
    if len(chosen) > 1:  # each in a process of its own: modules are wrapped when they are imported
        more = [
            *["--new"] * args.new,
            *["--update"] * args.update,
            "--data",
            str(args.data),
            "--seconds",
            str(args.seconds),
        ]
        commands = [[sys.executable, __file__, "--component", component, *more] for component in chosen]
        return max(subprocess.run(command, check=False).returncode for command in commands)
    signal.signal(signal.SIGALRM, _hang)
    for component in chosen:
        table = _try(component, args.data, table, new=args.new, seconds=args.seconds)
        if args.update:
            write_table(table)
    return 0


def _try(component: str, data: Path, table: dict[Condition, str], *, new: bool, seconds: float) -> dict[Condition, str]:
    """Return the table with the verdicts of a component's conditions, and without those that are no longer there."""
    ablation = Ablation(component, data)
    found = {}
    until = time.monotonic() + seconds
    for number, condition in enumerate(ablation.instrument.conditions):
        if new and condition in table:
            found[condition] = table[condition]
            continue
        found[condition] = ablation.verdict(number) if time.monotonic() < until else "untried"
        if new:
            print(
                f"{condition.module} {condition.function}: {condition.kind} {condition.condition!r}: {found[condition]}"
            )
    print(component, len(found), "conditions:", dict(sorted(Counter(found.values()).items())), flush=True)
    rooms = {name.removeprefix("korea_nlp.") for name in ablation.instrument.files}
    here = tuple(f"{room}." for room in ROOMS.get(component, (f"components.{component}",)))
    kept = {c: acts for c, acts in table.items() if c.module not in rooms and not f"{c.module}.".startswith(here)}
    return kept | found


if __name__ == "__main__":
    sys.exit(main())
