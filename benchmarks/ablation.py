"""Where does each condition of a component act? Forces every one off, one at a time, and runs the component again.

    python benchmarks/ablation.py [--data DIR] [--component NAME ...] [--new] [--update] [--seconds N]

A condition is the test of an ``if`` or of a ternary, or an operand of ``and`` or ``or``. "Off" means: a test or an
operand of ``or`` is false, an operand of ``and`` is true. Two groups of texts are read: *dev*, which rules were
written on, and *out*, 300 articles of the pool drawn by seed, which nobody opened. A condition is

    never      never off or on against its default: it decides nothing in any text
    nothing    decides, and changes no item
    dev        changes items of dev alone: it was fitted to what its writer read
    out, both  changes items of out (and of dev)
    guard      the component fails or hangs without it, on these or on texts without a parse, with a random one, or none
    untried    not reached within ``--seconds``

``benchmarks/ablation.csv`` holds what is known of each condition. ``--new`` tries those alone that it does not know
and prints where they act, which is what CI asks of a change; ``--update`` writes the table. Without the data it prints
SKIPPED. No words of the texts are printed.
"""

import argparse
import ast
import csv
import gzip
import importlib.abc
import importlib.machinery
import importlib.util
import json
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TABLE = Path(__file__).with_suffix(".csv")
PACKAGE = "korea_nlp.components"
POOL, DRAWN, SEED = "press/pool.jsonl.gz", 300, 19
LONGEST = 2_500  # characters read of a text
SPOILT = 30  # texts of out that are read once more without their parse, and with a random one
READ: dict[str, tuple[str, ...]] = {  # what rules were written on; whatever else they are written on is added here
    "actors": ("korea/korea-dev.jsonl", "korea/csis-nk-russia-dev.jsonl", "press/train.jsonl"),
    "claims": ("korea/korea-dev.jsonl", "attribution/dev.jsonl", "press/train.jsonl"),
    "coref": ("korea/korea-dev.jsonl", "attribution/dev.jsonl", "press/train.jsonl"),
    "events": (
        *("korea/korea-dev.jsonl", "events/plv-news-dev.jsonl", "events/plover-gsr-dev.jsonl"),
        *("events/plv-codebook-dev.jsonl", "press/train.jsonl"),
    ),
    "quantities": ("korea/korea-dev.jsonl", "quantities/newsquant-dev.jsonl", "press/train.jsonl"),
    "sentences": ("korea/korea-dev.jsonl", "attribution/dev.jsonl", "press/train.jsonl"),
    "times": ("korea/korea-dev.jsonl", "korea/csis-provocations-dev.jsonl", "press/train.jsonl"),
}
ENOUGH = 2  # texts that change before a condition counts as acting there
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
    """Imports modules below a package with each condition wrapped, so that it can be watched and forced off."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.conditions: list[Condition] = []
        self.off: set[int] = set()  # numbers of the conditions that are forced
        self.deciding: set[int] | None = None  # those that were met against their default, while it is a set

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return the spec of a module of the package, to be loaded with its conditions wrapped."""
        if name != self.prefix and not name.startswith(self.prefix + "."):
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and spec.origin is not None:
            spec.loader = _Loader(name, spec.origin, self)
        return spec

    def test(self, number: int, value: Any) -> Any:
        """Pass on the value of a test or of an operand of ``or``; false where it is forced."""
        if value and self.deciding is not None:
            self.deciding.add(number)
        return False if value and number in self.off else value

    def operand(self, number: int, value: Any) -> Any:
        """Pass on the value of an operand of ``and``; true where it is forced."""
        if not value and self.deciding is not None:
            self.deciding.add(number)
        return True if not value and number in self.off else value


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, instrument: Instrument) -> None:
        super().__init__(name, path)
        self.instrument = instrument

    def get_code(self, fullname: str) -> CodeType:
        tree = ast.parse(self.get_data(self.path))
        module = self.name.removeprefix("korea_nlp.")
        _Wrapper(module, self.instrument.conditions).visit(tree)
        return compile(ast.fix_missing_locations(tree), self.path, "exec", dont_inherit=True)

    def exec_module(self, module: ModuleType) -> None:
        module.__dict__["_test"], module.__dict__["_operand"] = self.instrument.test, self.instrument.operand
        super().exec_module(module)


class _Wrapper(ast.NodeTransformer):
    """Wraps each condition of a module in a call with its number."""

    def __init__(self, module: str, conditions: list[Condition]) -> None:
        self.module, self.conditions, self.function = module, conditions, ""
        self.met: Counter[tuple[str, str, str]] = Counter()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        outer, self.function = self.function, f"{self.function}.{node.name}".lstrip(".")
        self.generic_visit(node)
        self.function = outer
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        number = self._number(node.test, "if")
        self.generic_visit(node)
        node.test = _wrapped("_test", number, node.test)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        number = self._number(node.test, "ternary")
        self.generic_visit(node)
        node.test = _wrapped("_test", number, node.test)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
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
        return len(self.conditions) - 1


def _wrapped(name: str, number: int, node: ast.expr) -> ast.expr:
    call = ast.Call(ast.Name(name, ast.Load()), [ast.Constant(number), node], [])
    return ast.copy_location(call, node)


class Text:
    """A Doc as the component finds it, what it reads there, and how long that takes."""

    def __init__(self, group: str, doc: Any) -> None:
        self.group, self.doc = group, doc
        self.found: list[str] = []
        self.seconds = 0.0
        self.deciding: set[int] = set()


class Ablation:
    """A component over both groups of texts, with every condition to be forced."""

    def __init__(self, component: str, data: Path) -> None:
        self.instrument = Instrument(f"{PACKAGE}.{component}")
        sys.meta_path.insert(0, self.instrument)
        import korea_nlp

        self.component = component
        self.tagger: Any = None
        self.texts: list[Text] = []
        nlp = korea_nlp.load()
        for group, row in rows(component, data):
            article = korea_nlp.Article(str(row["id"]), row["text"][:LONGEST], row.get("published"))
            self.texts.append(Text(group, self._prepare(nlp, article)))
        parsed = [text.doc for text in self.texts if text.group == "out"][:SPOILT]
        self.texts += [Text("bad", doc) for doc in spoil(parsed, random.Random(SEED))]
        for text in self.texts:
            self.instrument.deciding = text.deciding
            started = time.perf_counter()
            text.found = self.read(text.doc)
            text.seconds = time.perf_counter() - started
        self.instrument.deciding = None

    def _prepare(self, nlp: Any, article: Any) -> Any:
        """Return the Doc of an article, read by all that stands before the component."""
        from korea_nlp.run import make_doc

        doc = make_doc(nlp, article)
        for name, pipe in nlp.pipeline:
            if name == f"korea_{self.component}":
                self.tagger = pipe
                return doc
            doc = pipe(doc)
        raise SystemExit(f"no component is called korea_{self.component}")

    def read(self, doc: Any) -> list[str]:
        """Return what the component finds in a Doc."""
        if hasattr(self.tagger, "find"):
            found = self.tagger.find(doc)
            return [repr(item) for part in (found if isinstance(found, tuple) else (found,)) for item in part]
        return [str(token.is_sent_start) for token in self.tagger(doc.copy())]

    def changes(self, text: Text) -> bool:
        """Tell whether the component, as it is forced now, reads a text otherwise."""
        signal.setitimer(signal.ITIMER_REAL, max(1.0, HANGS * text.seconds))
        try:
            return self.read(text.doc) != text.found
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def verdict(self, number: int) -> str:
        """Force one condition off and tell where it acts."""
        texts = sorted((text for text in self.texts if number in text.deciding), key=lambda text: text.seconds)
        if not texts:
            return "never"
        self.instrument.off = {number}
        changed = {"bad": 0, "out": 0, "dev": 0}
        try:
            for group in changed:
                for text in texts:
                    if text.group == group and self.changes(text):
                        changed[group] += 1
                        if changed[group] == ENOUGH and group != "bad":  # there only failures count
                            break
        except Exception:  # whatever it is: without this condition the component does not work
            return "guard"
        finally:
            self.instrument.off = set()
        if changed["out"]:
            return "both" if changed["dev"] else "out"
        return "dev" if changed["dev"] else "nothing"


def rows(component: str, data: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the texts that a component is tried on, with their group."""
    for file in READ[component]:
        for line in (data / file).read_text(encoding="utf-8").splitlines():
            yield "dev", json.loads(line)
    with gzip.open(data / POOL, "rt", encoding="utf-8") as lines:
        pool = [json.loads(line) for line in lines]
    for row in random.Random(SEED).sample(pool, DRAWN):
        yield "out", row


def spoil(docs: Sequence[Any], chosen: random.Random) -> Iterator[Any]:
    """Yield Docs that nobody wants to read: an empty one, and others without their parse or with labels at random."""
    from spacy.tokens import Doc

    if docs:
        yield Doc(docs[0].vocab)
    for doc in docs:
        words, spaces = [token.text for token in doc], [bool(token.whitespace_) for token in doc]
        yield Doc(doc.vocab, words, spaces)
        size = len(doc)
        shuffled = {
            name: chosen.sample(values, size)
            for name, values in (
                ("tags", [token.tag_ for token in doc]),
                ("pos", [token.pos_ for token in doc]),
                ("deps", [token.dep_ for token in doc]),
                ("lemmas", [token.lemma_ for token in doc]),
            )
        }
        heads = [chosen.randrange(max(0, i - 9), i) if i % 40 else i for i in range(size)]
        yield Doc(doc.vocab, words, spaces, heads=heads, **shuffled)


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
    parser.add_argument("--update", action="store_true", help="write what is found into the table")
    parser.add_argument("--seconds", type=float, default=600, help="stop trying after so long a component")
    args = parser.parse_args(argv)
    if not (args.data / POOL).is_file():
        print(f"ablation: SKIPPED, {args.data / POOL} is not there")
        return 0
    signal.signal(signal.SIGALRM, _hang)
    table = read_table()
    for component in args.component or READ:
        ablation = Ablation(component, args.data)
        conditions = ablation.instrument.conditions
        until = time.monotonic() + args.seconds
        found = {}
        for number, condition in enumerate(conditions):
            if args.new and condition in table:
                found[condition] = table[condition]
                continue
            acts = ablation.verdict(number) if time.monotonic() < until else "untried"
            found[condition] = acts
            if args.new:
                print(f"{condition.module} {condition.function}: {condition.kind} {condition.condition!r}: {acts}")
        print(component, len(conditions), "conditions:", dict(sorted(Counter(found.values()).items())), flush=True)
        gone = f"components.{component}"
        table = {c: acts for c, acts in table.items() if c.module != gone and not c.module.startswith(gone + ".")}
        table |= found
        if args.update:
            write_table(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
