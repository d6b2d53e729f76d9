"""What korea_nlp brings with it: each dependency, direct or not, with its licence; and what is known against versions.

    python benchmarks/dependencies.py [--write docs/licences.md]

Walks the requirements of the installed package and of those extras whose packages are here, for this Python and system,
and prints the table of licences. ``tests/test_dependencies.py`` holds what must be true of them.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PACKAGE = "korea-nlp"
EXTRAS = ("store", "transformers", "spark", "web", "viz")  # what users install; test, lint and fuzz stay with us
CORE = "core"
SPDX = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 3-Clause": "BSD-3-Clause",
    "BSD License": "BSD",
    "BSD-3": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The MIT License": "MIT",
}


@dataclass(frozen=True, slots=True)
class Dependency:
    """A package that is installed with ours.

    Attributes:
        name: Its name, as package registries write it.
        version: The one that is installed.
        licence: An SPDX expression where its metadata allow to tell one.
        needed_by: ``core``, or the extras that bring it.
    """

    name: str
    version: str
    licence: str
    needed_by: tuple[str, ...]


def main() -> None:
    """Read the command line and print or write the table."""
    parser = argparse.ArgumentParser(description="the dependencies of korea_nlp and their licences")
    parser.add_argument("--write", type=Path, help="the Markdown file whose table is to be made anew")
    options = parser.parse_args()
    lines = "\n".join(table(dependencies()))
    if not options.write:
        print(lines)
        return
    head = options.write.read_text(encoding="utf-8").partition("| package")[0]
    options.write.write_text(f"{head}{lines}\n", encoding="utf-8")


def dependencies(package: str = PACKAGE, extras: tuple[str, ...] = EXTRAS) -> list[Dependency]:
    """Return what a package needs, sorted by name; what is not installed is left out."""
    needed: dict[str, list[str]] = defaultdict(list)
    for group in (CORE, *extras):
        for name in sorted(_walk(package, frozenset() if group == CORE else frozenset({group}))):
            if CORE not in needed[name]:
                needed[name].append(group)
    found = ((name, _found(name), groups) for name, groups in sorted(needed.items()) if name != package)
    return [
        Dependency(name, held.version, licence(held), tuple(groups)) for name, held, groups in found if held is not None
    ]


def licence(held: Distribution) -> str:
    """Return the licence that the metadata of a package tell: expression, classifiers or free text."""
    if expression := held.metadata.get("License-Expression"):
        return expression
    classified = [
        line.rpartition(" :: ")[2]
        for line in held.metadata.get_all("Classifier") or ()
        if line.startswith("License :: ") and not line.endswith("OSI Approved")
    ]
    free = (held.metadata.get("License") or "").strip().partition("\n")[0]
    named = classified or ([free] if free and len(free) < 60 else [])
    return " AND ".join(dict.fromkeys(SPDX.get(name, name) for name in named)) or "not told"


def table(found: list[Dependency]) -> Iterator[str]:
    """Yield the lines of the Markdown table."""
    yield "| package | version | licence | needed by |\n|---|---|---|---|"
    for each in found:
        yield f"| {each.name} | {each.version} | {each.licence} | {', '.join(each.needed_by)} |"


def _walk(package: str, extras: frozenset[str]) -> set[str]:
    """Return the names of all packages that one brings, with itself."""
    seen: set[tuple[str, frozenset[str]]] = set()
    todo = [(canonicalize_name(package), extras)]
    while todo:
        name, wanted = todo.pop()
        held = _found(name)
        if (name, wanted) in seen or held is None:
            continue
        seen.add((name, wanted))
        for line in held.requires or ():
            need = Requirement(line)
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in (wanted or {""})):
                todo.append((canonicalize_name(need.name), frozenset(need.extras)))
    return {str(name) for name, _ in seen}


def _found(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


if __name__ == "__main__":
    sys.exit(main())
