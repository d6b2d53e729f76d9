"""Data goes one way: each module imports only what stands before it, by one table that the docs restate."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "korea_nlp"
NOT_COMPONENTS = "all but components"

# Which modules of ours each module may import; a package is one module. docs/architecture.md says the same.
ALLOWED = {
    "errors": "",
    "records": "errors places",
    "numerals": "errors",
    "dates": "errors",
    "lexicon": "errors",
    "places": "errors lexicon",
    "knowledge": "errors lexicon records",
    "corpus": "errors lexicon records",
    "tokenizer": "errors lexicon",
    "layers": "errors records",
    "syntax": "errors",
    "ops": "",
    "reader": "errors knowledge layers lexicon ops records syntax",
    "components.base": "errors lexicon",
    "components": "components.base dates errors knowledge layers lexicon numerals ops reader records syntax",
    "korean": "components components.base dates errors knowledge layers lexicon records",
    "pipeline": "errors knowledge korean lexicon ops tokenizer",
    "pool": "errors",
    "shipping": "",
    "extract": "errors layers records",
    "split": "errors records",
    "run": "corpus errors extract korean layers pipeline pool records shipping split",
    "origins": "errors lexicon numerals records",
    "compare": "errors lexicon numerals records",
    "graph": "compare errors knowledge lexicon origins places records",
    "export": "errors",
    "report": "compare errors export graph lexicon origins records",
    "plots": "compare errors lexicon places records",
    "evaluate": "errors records",
    "overrides": "errors knowledge records",
    "manifest": "errors",
    "saved": "compare corpus errors export manifest records",
    "batch": "corpus errors manifest origins pool records run shipping",
    "spark": "batch corpus errors manifest records shipping",
    "store": "compare errors graph knowledge manifest origins overrides records",
    "training": "corpus errors evaluate layers ops pipeline reader records run syntax",
    "cli": NOT_COMPONENTS,
}
SPACY = {
    "tokenizer",
    "layers",
    "syntax",
    "ops",
    "reader",
    "components",
    "components.base",
    "korean",
    "pipeline",
    "shipping",
    "extract",
    "run",
    "batch",
    "spark",
    "training",
}
NETWORKX = {"graph", "export", "store"}
SPACY_FAMILY = {"spacy", "thinc", "srsly"}


def modules() -> dict[str, list[Path]]:
    """Return the Python files of each module of the table."""
    found: dict[str, list[Path]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts != ("__init__",):
            found.setdefault("components.base" if parts == ("components", "base") else parts[0], []).append(path)
    return found


FILES = modules()


def imports(path: Path) -> Iterator[str]:
    """Yield the full name of everything a file imports, wherever in the file it does so."""
    here = ["korea_nlp", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = here[: len(here) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def ours(name: str) -> str | None:
    """Return the module of the table that an imported name belongs to, None where it is not ours."""
    head, *rest = name.split(".")
    if head != "korea_nlp":
        return None
    if rest[:2] == ["components", "base"]:
        return "components.base"
    return rest[0] if rest and rest[0] in FILES else "korea_nlp"


@pytest.mark.parametrize("module", FILES)
def test_module_imports_only_what_the_table_allows(module):
    allowed = set(ALLOWED) - {"cli", "components", "components.base"} | {"korea_nlp"}
    if ALLOWED[module] != NOT_COMPONENTS:
        allowed = set(ALLOWED[module].split())

    for path in FILES[module]:
        used = {found for name in imports(path) if (found := ours(name))}
        assert used - {module} <= allowed, path


def test_components_do_not_import_each_other():
    for path in FILES["components"]:
        own = path.relative_to(PACKAGE / "components").with_suffix("").parts[0]
        others = {
            name.split(".")[2]
            for name in imports(path)
            if name.startswith("korea_nlp.components.") and not name.startswith("korea_nlp.components.base")
        }
        assert others <= {own}, path


@pytest.mark.parametrize(
    ("libraries", "home"),
    [pytest.param(SPACY_FAMILY, SPACY, id="spacy"), pytest.param({"networkx"}, NETWORKX, id="networkx")],
)
def test_library_stays_in_its_rooms(libraries, home):
    users = {
        module
        for module, paths in FILES.items()
        for path in paths
        for name in imports(path)
        if name.split(".")[0] in libraries
    }

    assert users <= home


def test_table_names_the_modules_that_exist():
    assert set(ALLOWED) == set(FILES)


def test_docs_restate_the_table():
    rows = re.findall(
        r"^\| `([\w.]+)` \|.*\| ([^|]*) \|$", (ROOT / "docs/architecture.md").read_text(encoding="utf-8"), re.M
    )
    table = {module: cell for module, cell in rows if module in ALLOWED}

    assert table == {
        module: allowed if allowed == NOT_COMPONENTS else ", ".join(allowed.split()) or "–"
        for module, allowed in ALLOWED.items()
    }
