"""What must work with each Python and with the lowest and newest dependencies that ``pyproject.toml`` allows.

    pip install nox uv; nox                       # all sessions whose Python is here
    nox -s "quick-3.13(resolution='highest')"       # one of them
    nox -s docs                                   # the documentation as a site, in site/

A session installs the package with its test extra, imports it, runs the demo in an empty folder and the tests that are
quick and touch every dependency. ``.ci/run`` runs all tests with one Python and the newest versions.
"""

from pathlib import Path

import nox

PYTHONS = ("3.11", "3.12", "3.13")
RESOLUTIONS = ("lowest-direct", "highest")
QUICK = (
    *("test_cli", "test_corpus", "test_dependencies", "test_export", "test_graph", "test_html", "test_layers"),
    *("test_persistence", "test_pipeline", "test_plots", "test_records", "test_report", "test_run", "test_schema"),
    *("test_store", "test_tokenizer", "test_trust", "test_worked_example"),
)  # modules of tests that cover each dependency in a few minutes

nox.options.default_venv_backend = "uv"
nox.options.error_on_missing_interpreters = False


@nox.session(python=PYTHONS)
@nox.parametrize("resolution", RESOLUTIONS)
def quick(session: nox.Session, resolution: str) -> None:
    """Install with the lowest or the newest versions; import, demo, quick tests."""
    root = Path(__file__).parent
    session.install("--resolution", resolution, ".[test]")
    session.run("uv", "pip", "list", external=True, silent=False)
    work = session.create_tmp()
    session.chdir(work)
    session.run("python", "-c", "import korea_nlp; print(korea_nlp.__version__)")
    session.run("korea-nlp", "demo", silent=True)
    session.chdir(root)
    tests = session.posargs or [f"tests/{name}.py" for name in QUICK]
    old = ("-W", "ignore::DeprecationWarning") if resolution == "lowest-direct" else ()  # theirs, long since mended
    session.run("pytest", "-q", "-p", "no:cacheprovider", *old, *tests, env={"OMP_NUM_THREADS": "1"})


@nox.session(default=False)
def docs(session: nox.Session) -> None:
    """Build the documentation as a site; what leads nowhere, or cannot be read, is an error."""
    session.install(".[docs]")
    session.run("mkdocs", "build", "--strict", *session.posargs)
